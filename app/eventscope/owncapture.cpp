// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/eventscope/owncapture.h"

#include <string>

namespace app {

namespace {

constexpr int MaxOwnCaptures = 100; ///< windows of one user at once

std::filesystem::path ownCapture(const std::filesystem::path &folder, int number)
{
    return folder / (number == 1 ? "default.eventscope"
                                 : "default-" + std::to_string(number) + ".eventscope");
}

} // namespace

core::Result<std::unique_ptr<core::Monitor>> startOwnCapture(const std::filesystem::path &folder,
                                                             const core::Monitor::Options &options)
{
    for (int number = 1;; ++number) {
        core::Monitor::Options own = options;
        own.capture = ownCapture(folder, number);
        own.log.access = core::LogAccess::Write; // what is taken is not shown: there is another
        auto started = core::Monitor::start(own);
        // Not every taken thing is the capture: a port may be as well. It may have gone on in a file of a ring.
        const std::filesystem::path named = own.capture.parent_path() / own.capture.stem();
        const bool isCaptureTaken =
            !started && started.error().kind == core::Error::Kind::InUse &&
            started.error().detail.find(named.string()) != std::string::npos;
        if (!isCaptureTaken && !started && options.log.access != core::LogAccess::Write) {
            own.log.access = options.log.access;
            return core::Monitor::start(own);
        }
        if (!isCaptureTaken || number == MaxOwnCaptures)
            return started;
    }
}

} // namespace app

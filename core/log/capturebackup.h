// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/units.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

namespace core {

/// What a copy of a capture holds.
struct CaptureBackup {
    EventSequence last;       ///< newest event in it, 0 if there is none
    std::uint64_t events = 0; ///< those that have left before are not among them
    std::uint64_t bytes = 0;  ///< of the file
    bool operator==(const CaptureBackup &) const = default;
};

/// Called some times a second with bytes written and the estimate of all; false ends the copy.
using BackupProgress = std::function<bool(std::uint64_t done, std::uint64_t total)>;

/// Copies the capture `source`, which may be written all the while, into the file `target` (mode 0600, journal_mode
/// DELETE): whole, sealed, as the source was at one moment not before the call. No snapshot of the source is held
/// longer than CaptureReader::MaxPageTime and one look at what is small, so that its WAL stays bounded. `target` is
/// written under another name beside it and takes its place at the end; what was there before is replaced. Nothing:
/// `progress` said so, and `target` is as it was. Kind::InUse if somebody writes to `target`, or events leave faster
/// than they can be copied; InvalidInput if it is `source` itself; otherwise Full and those of openReadable(). Any
/// thread but the GUI's and the writer's.
[[nodiscard]] Result<std::optional<CaptureBackup>>
backUpCapture(const std::filesystem::path &source, const std::filesystem::path &target,
              const BackupProgress &progress);

} // namespace core

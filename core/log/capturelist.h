// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace core {

/// What a person wants to know of a capture before opening or removing it.
struct CaptureSummary {
    std::filesystem::path file;
    std::uint64_t bytes = 0;       ///< with its WAL
    std::uint64_t events = 0;      ///< that are in it
    std::optional<WallTime> first; ///< receive time of the oldest; nothing if there is none
    std::optional<WallTime> last;
    bool isTaken = false; ///< somebody, perhaps this program, writes it
    std::string problem;  ///< why it cannot be read; empty: it can
    bool operator==(const CaptureSummary &) const = default;
};

// All of these read the disk: any thread but the GUI's.

/// The captures in `folder`, by name. None if there is no such folder.
std::vector<std::filesystem::path> capturesIn(const std::filesystem::path &folder);
/// Holds nothing open, changes nothing.
CaptureSummary summarizeCapture(const std::filesystem::path &file);
/// For good, with what belongs to it. Kind::InUse if somebody writes it; NotFound, Denied, Io.
[[nodiscard]] Result<void> removeCapture(const std::filesystem::path &file);

} // namespace core

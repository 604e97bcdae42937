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

class EventLog;

/// What is left of a damaged capture: the events whose seals are whole, from the first to the one before the first seal
/// that is not. They are what was written, byte by byte; nothing behind them is.
struct ReadablePart {
    std::uint64_t evicted = 0; ///< events that had left before: the first that is there is the next
    EventSequence last;
    std::uint64_t refusals = 0; ///< up to this one
    std::uint64_t seals = 0;    ///< the last that is whole
    bool isBroken = false;      ///< there is a seal behind it, which is not
    bool hasEvents() const { return last.value > evicted; }
};

/// Walks the seals from the first on: reads everything up to the damage once. Errors: those of openReadable().
[[nodiscard]] Result<ReadablePart> findReadablePart(const std::filesystem::path &file);

struct SavedPart {
    std::uint64_t events = 0;
    std::uint64_t refusals = 0;
};
/// Writes what `log`, which is open read-only because it is damaged, shows into a new capture `file`: events and refusals
/// in their order, as they came, with new numbers and seals. `progress` is told the events done and may end it by
/// answering false: then the answer is nothing. Then, and at any error, the new file is removed. Errors: Kind::InUse or
/// Denied, Full, Io for `file` (it must not be there yet). On a thread that may wait.
[[nodiscard]] Result<std::optional<SavedPart>>
saveReadablePart(const EventLog &log, const std::filesystem::path &file,
                 const std::function<bool(std::uint64_t done)> &progress = {});

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace core {

/// A capture that goes on into a new file: when, and how many of them are kept. A plain value.
struct RingRules {
    static constexpr std::uint64_t MinBytes = 1 * MiB;
    static constexpr std::chrono::seconds MinAge{1};
    static constexpr std::uint64_t MinFiles = 2; ///< the one that is written, and one to look at

    /// A file ends before its events are more, unless one message alone is; 0: the limit of the capture says it.
    std::uint64_t bytes = 0;
    std::chrono::seconds age{0}; ///< or so long after its first event; 0: no matter how long
    std::uint64_t files = 0;     ///< the newest ones, that which is written among them; 0: all

    bool operator==(const RingRules &) const = default;
};

/// What a capture keeps, as chosen by a person; stored in the capture, so that opening it elsewhere loses nothing. A
/// plain value.
struct CaptureRules {
    static constexpr std::uint64_t DefaultLimit = 4 * GiB;
    /// The least that a person can choose.
    static constexpr std::uint64_t MinLimit = 16 * MiB;
    static constexpr std::chrono::seconds MinAge{60};

    /// An attribute value, or with `*` at its end whatever begins so.
    using Patterns = std::set<std::string, std::less<>>;

    std::uint64_t limitBytes = DefaultLimit; ///< above it the oldest segments leave
    std::optional<std::chrono::seconds>
        maxAge;              ///< what was received longer ago leaves; nothing: no limit
    Patterns leftOutTypes;   ///< not kept, only counted
    Patterns leftOutSources; ///< likewise
    std::optional<RingRules> ring;

    /// Of events that a file of the ring may hold. Only with a ring.
    std::uint64_t bytesOfFile() const;
    bool leavesOut(std::string_view type, std::string_view source) const;
    bool operator==(const CaptureRules &) const = default;
};

} // namespace core

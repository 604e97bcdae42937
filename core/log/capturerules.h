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

    bool leavesOut(std::string_view type, std::string_view source) const;
    bool operator==(const CaptureRules &) const = default;
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace core {

/// The readers of a port in numbers. A plain value.
struct StreamFigures {
    // Open now:
    std::uint64_t eventStreams = 0;
    std::uint64_t webSockets = 0;
    std::uint64_t queries = 0; ///< that wait, or are on their way
    // Since the port was opened:
    std::uint64_t fellBehind = 0; ///< times that a reader was told so
    std::uint64_t missed =
        0; ///< events that had left before a stream got them, all streams together
    bool operator==(const StreamFigures &) const = default;
};

} // namespace core

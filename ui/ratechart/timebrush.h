// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/receivedrange.h"

#include <chrono>
#include <optional>

namespace ui {

/// A range of time that is being brushed with mouse or keys: whole buckets, at least one. Pure; knows no pixels.
class TimeBrush {
public:
    /// The buckets that can be brushed: [from, from + count × width).
    struct Grid {
        core::WallTime from{};
        std::chrono::microseconds width{250'000};
        std::size_t count = 0;
    };

    /// Begins at that bucket: until drop() the range is from it to wherever reach() was called last.
    void begin(const Grid &grid, std::size_t bucket);
    /// Begins at the end of `range` that is not taken hold of.
    void hold(const core::ReceivedRange &range, bool byItsBegin);
    void reach(const Grid &grid, std::size_t bucket);
    void drop() { m_anchor.reset(); }
    bool isHeld() const { return m_anchor.has_value(); }

    const std::optional<core::ReceivedRange> &range() const { return m_range; }
    void set(const std::optional<core::ReceivedRange> &range) { m_range = range; }

private:
    std::optional<core::ReceivedRange> m_anchor; ///< is always within the range
    std::optional<core::ReceivedRange> m_range;
};

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ratechart/timebrush.h"

#include <algorithm>

namespace ui {

namespace {

core::ReceivedRange bucketOf(const TimeBrush::Grid &grid, std::size_t bucket)
{
    const auto index = std::chrono::microseconds::rep(std::min(bucket, grid.count - 1));
    return {grid.from + grid.width * index, grid.from + grid.width * (index + 1)};
}

} // namespace

void TimeBrush::begin(const Grid &grid, std::size_t bucket)
{
    if (grid.count == 0) {
        return;
    }
    m_anchor = bucketOf(grid, bucket);
    m_range = m_anchor;
}

void TimeBrush::hold(const core::ReceivedRange &range, bool byItsBegin)
{
    m_range = range;
    m_anchor = byItsBegin ? core::ReceivedRange{range.before, range.before}
                          : core::ReceivedRange{range.from, range.from};
}

void TimeBrush::reach(const Grid &grid, std::size_t bucket)
{
    if (grid.count == 0 || !m_anchor) {
        return;
    }
    const core::ReceivedRange reached = bucketOf(grid, bucket);
    m_range = {std::min(m_anchor->from, reached.from), std::max(m_anchor->before, reached.before)};
}

} // namespace ui

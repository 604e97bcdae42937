// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/rate/eventrates.h"

#include "core/rate/timeindex.h"

#include <algorithm>
#include <span>
#include <utility>

namespace core {

namespace {

constexpr std::uint64_t ChunkRows = 2048;

/// Rows are counted per code within such a span before they are spread over the resolutions, µs:
/// every width is a multiple of it.
constexpr std::int64_t OpenSpan = 250'000;

} // namespace

EventRates::EventRates(const EventFilter &filter, std::uint64_t start)
    : m_filter(filter)
    , m_position(start)
{
}

void EventRates::advance(const Columns &columns, std::uint64_t to, WallTime now)
{
    if (m_position >= to)
        return;
    m_filter.follow(columns);
    m_groupings[0].open.resize(
        std::max<std::size_t>(m_groupings[0].open.size(), columns.types.end()));
    m_groupings[1].open.resize(
        std::max<std::size_t>(m_groupings[1].open.size(), columns.sources.end()));
    std::array<std::uint8_t, ChunkRows> accepted;
    while (m_position < to) {
        const ColumnBlock &block = columns.block(m_position / ColumnBlock::Rows);
        const std::uint64_t first = m_position % ColumnBlock::Rows;
        const auto rows = std::min({ChunkRows, ColumnBlock::Rows - first, to - m_position});
        accepted.fill(1);
        m_filter.types.judge(std::span(block.type).subspan(first, rows), accepted.data());
        m_filter.sources.judge(std::span(block.source).subspan(first, rows), accepted.data());
        for (std::uint64_t i = 0; i < rows; ++i)
            if (accepted[i] != 0)
                count(block.received[first + i], block.type[first + i], block.source[first + i],
                      now);
        m_position += rows;
    }
    close(now);
}

void EventRates::count(std::int64_t received, ValueCode type, ValueCode source, WallTime now)
{
    if (received < m_openTime || received - m_openTime >= OpenSpan) {
        close(now);
        m_openTime = timeIndex(received, OpenSpan) * OpenSpan;
    }
    m_groupings[0].add(type);
    m_groupings[1].add(source);
}

void EventRates::close(WallTime now)
{
    for (auto &grouping : m_groupings)
        grouping.close(m_openTime, now);
}

void EventRates::Grouping::add(ValueCode code)
{
    if (open[code]++ == 0)
        touched.push_back(code);
}

void EventRates::Grouping::close(std::int64_t time, WallTime now)
{
    if (touched.empty())
        return;
    std::sort(touched.begin(), touched.end());
    std::vector<CodeCount> closed;
    closed.reserve(touched.size());
    for (const ValueCode code : std::exchange(touched, {}))
        closed.push_back({code, std::exchange(open[code], 0)});
    for (auto &window : counts.windows)
        if (now.time_since_epoch().count() - time < window.reach())
            window.add(timeIndex(time, window.width()), closed);
    counts.history.add(time, closed);
}

} // namespace core

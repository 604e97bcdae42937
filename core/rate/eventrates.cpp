// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/rate/eventrates.h"

#include "core/rate/timeindex.h"

#include <algorithm>
#include <utility>

namespace core {

namespace {

/// Rows are counted per code within such a span before they are spread over the resolutions, µs:
/// every width is a multiple of it.
constexpr std::int64_t OpenSpan = 250'000;

} // namespace

EventRates::EventRates(const EventFilter &filter, std::uint64_t start, StoredAnswers stored)
    : m_filter(filter, std::move(stored))
    , m_start(start)
    , m_first(start)
    , m_position(start)
{
}

/// Moves `row` on as far as rows can be decided, at most to `to`, and calls close(counts of a grouping, time, first row,
/// what was counted) for each span of consecutive rows. False: what was read may be zeros.
template<typename Close>
bool EventRates::visit(const Columns &columns, std::uint64_t &row, std::uint64_t to, Close close)
{
    RowRun::Answers accepted;
    std::int64_t time = 0; // where the open span begins, µs
    std::uint64_t first = 0;
    const auto closeBoth = [&] {
        for (auto &grouping : m_groupings) {
            if (!grouping.touched.empty())
                close(grouping.counts, time, first, grouping.close());
        }
    };
    const std::uint64_t from = row;
    while (row < to) {
        const RowRun run(columns, row, to);
        accepted.fill(1);
        if (!m_filter.judge(run, accepted))
            break;
        const auto types = run.types();
        const auto sources = run.sources();
        const auto received = run.received();
        for (std::uint64_t i = 0; i < run.rows; ++i) {
            if (accepted[i] == 0)
                continue;
            const bool isFirst = m_groupings[0].touched.empty();
            if (isFirst || received[i] < time || received[i] - time >= OpenSpan) {
                closeBoth();
                time = timeIndex(received[i], OpenSpan) * OpenSpan;
                first = run.first + i;
            }
            m_groupings[0].add(types[i]);
            m_groupings[1].add(sources[i]);
        }
        row += run.rows;
    }
    closeBoth();
    return columns.readable() <= from;
}

bool EventRates::advance(const Columns &columns, std::uint64_t to, WallTime now)
{
    if (m_position >= to)
        return true;
    m_filter.follow(columns);
    m_groupings[0].open.resize(
        std::max<std::size_t>(m_groupings[0].open.size(), columns.types.end()));
    m_groupings[1].open.resize(
        std::max<std::size_t>(m_groupings[1].open.size(), columns.sources.end()));
    return visit(columns, m_position, to,
                 [now](RateResolutions &counts, std::int64_t time, std::uint64_t row,
                       const std::vector<CodeCount> &closed) {
                     for (auto &window : counts.windows) {
                         if (now.time_since_epoch().count() - time < window.reach())
                             window.add(timeIndex(time, window.width()), row, closed);
                     }
                     counts.history.add(time, closed);
                 });
}

bool EventRates::takeOff(const Columns &columns, std::uint64_t first)
{
    if (first <= m_first)
        return true;
    const std::uint64_t end = std::min(first, m_position);
    if (end < first) { // nothing of what was counted is left
        restart(columns);
        return true;
    }
    const bool isRead = visit(columns, m_first, end,
                              [](RateResolutions &counts, std::int64_t time, std::uint64_t row,
                                 const std::vector<CodeCount> &closed) {
                                  for (auto &window : counts.windows)
                                      window.takeOff(timeIndex(time, window.width()), row, closed);
                                  counts.history.takeOff(time, closed);
                              });
    return isRead && m_first == end;
}

void EventRates::restart(const Columns &columns)
{
    m_first = std::max(m_start, columns.first());
    m_position = m_first;
    for (auto &grouping : m_groupings)
        grouping.counts = {};
}

void EventRates::Grouping::add(ValueCode code)
{
    if (open[code]++ == 0)
        touched.push_back(code);
}

std::vector<CodeCount> EventRates::Grouping::close()
{
    std::sort(touched.begin(), touched.end());
    std::vector<CodeCount> closed;
    closed.reserve(touched.size());
    for (const ValueCode code : std::exchange(touched, {}))
        closed.push_back({code, std::exchange(open[code], 0)});
    return closed;
}

} // namespace core

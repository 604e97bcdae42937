// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/rate/ratehistory.h"

#include "core/rate/timeindex.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace core {

void RateHistory::add(std::int64_t time, std::span<const CodeCount> counts)
{
    while (!m_buckets.empty()) {
        const std::int64_t index = timeIndex(time, m_width);
        const std::int64_t first = std::min(index, m_buckets.begin()->first);
        const std::int64_t last = std::max(index, m_buckets.rbegin()->first);
        if (last - first < MaxSpan)
            break;
        coarsen();
    }
    m_buckets[timeIndex(time, m_width)].add(counts);
}

void RateHistory::takeOff(std::int64_t time, std::span<const CodeCount> counts)
{
    const auto bucket = m_buckets.find(timeIndex(time, m_width));
    if (bucket == m_buckets.end())
        return;
    bucket->second.takeOff(counts);
    if (bucket->second.total() == 0)
        m_buckets.erase(bucket);
}

bool RateHistory::isTooCoarse() const
{
    return m_width > FinestWidth && !m_buckets.empty() &&
           (m_buckets.rbegin()->first - m_buckets.begin()->first + 1) * 10 <= MaxSpan / 2;
}

void RateHistory::coarsen()
{
    m_width *= 10;
    std::map<std::int64_t, RateBucket> joined;
    for (const auto &[index, bucket] : std::exchange(m_buckets, {}))
        joined[timeIndex(index, 10)].add(bucket);
    m_buckets = std::move(joined);
}

RateHistory::Steps RateHistory::steps() const
{
    if (m_buckets.empty())
        return {};
    for (const std::int64_t factor : {1, 2, 5, 10}) {
        const Steps steps{m_width * factor, timeIndex(m_buckets.begin()->first, factor),
                          timeIndex(m_buckets.rbegin()->first, factor)};
        if (steps.last - steps.first < MaxSteps)
            return steps;
    }
    Q_UNREACHABLE(); // ten of MaxSpan buckets are fewer than MaxSteps
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/eventchoice.h"

#include "core/query/storedcontext.h"

#include <algorithm>

namespace core {

bool isShown(const EventFilter &filter, const StoredEvent &stored)
{
    return filter.acceptsType(stored.event.type) && filter.acceptsSource(stored.event.source) &&
           (!filter.expression || passes(*filter.expression, stored, filter.marks.get()));
}

std::vector<SequenceRange> rangesWithin(const EventChoice &choice, EventSequence oldest,
                                        EventSequence newest)
{
    std::vector<SequenceRange> sorted = choice.ranges;
    if (sorted.empty())
        sorted.push_back({oldest, newest});
    std::sort(sorted.begin(), sorted.end(),
              [](const SequenceRange &a, const SequenceRange &b) { return a.first < b.first; });
    std::vector<SequenceRange> joined;
    for (SequenceRange range : sorted) {
        range.first = std::max(range.first, oldest);
        range.last = std::min(range.last, newest);
        if (range.first > range.last)
            continue;
        if (!joined.empty() && range.first.value <= joined.back().last.value + 1)
            joined.back().last = std::max(joined.back().last, range.last);
        else
            joined.push_back(range);
    }
    return joined;
}

std::uint64_t countOf(const std::vector<SequenceRange> &ranges)
{
    std::uint64_t count = 0;
    for (const SequenceRange &range : ranges)
        count += range.last.value - range.first.value + 1;
    return count;
}

} // namespace core

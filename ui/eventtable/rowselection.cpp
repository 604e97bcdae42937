// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventtable/rowselection.h"

#include <algorithm>

namespace ui {

bool RowSelection::contains(quint64 sequence) const
{
    const auto after = std::upper_bound(
        m_ranges.begin(), m_ranges.end(), sequence,
        [](quint64 value, const SequenceRange &range) { return value < range.first; });
    return after != m_ranges.begin() && std::prev(after)->last >= sequence;
}

void RowSelection::selectOnly(quint64 first, quint64 last)
{
    m_ranges.assign(1, {std::min(first, last), std::max(first, last)});
}

void RowSelection::selectOnly(std::vector<quint64> sequences)
{
    std::sort(sequences.begin(), sequences.end());
    m_ranges.clear();
    for (const quint64 sequence : sequences) {
        if (!m_ranges.empty() && m_ranges.back().last + 1 == sequence)
            m_ranges.back().last = sequence;
        else
            m_ranges.push_back({sequence, sequence});
    }
}

void RowSelection::add(quint64 first, quint64 last)
{
    SequenceRange joined{std::min(first, last), std::max(first, last)};
    std::vector<SequenceRange> ranges;
    ranges.reserve(m_ranges.size() + 1);
    for (const SequenceRange &range : m_ranges) {
        // Neighbours become one range, so that two selections of the same rows are equal.
        const bool touches = range.first <= joined.last + 1 && joined.first <= range.last + 1;
        if (touches) {
            joined.first = std::min(joined.first, range.first);
            joined.last = std::max(joined.last, range.last);
        } else {
            ranges.push_back(range);
        }
    }
    const auto place = std::find_if(ranges.begin(), ranges.end(), [&](const SequenceRange &range) {
        return range.first > joined.first;
    });
    ranges.insert(place, joined);
    m_ranges = std::move(ranges);
}

void RowSelection::remove(quint64 sequence)
{
    const auto found =
        std::find_if(m_ranges.begin(), m_ranges.end(), [&](const SequenceRange &range) {
            return range.first <= sequence && sequence <= range.last;
        });
    if (found == m_ranges.end())
        return;
    const SequenceRange whole = *found;
    const auto place = m_ranges.erase(found);
    std::vector<SequenceRange> rest;
    if (whole.first < sequence)
        rest.push_back({whole.first, sequence - 1});
    if (sequence < whole.last)
        rest.push_back({sequence + 1, whole.last});
    m_ranges.insert(place, rest.begin(), rest.end());
}

void RowSelection::toggle(quint64 sequence)
{
    if (contains(sequence))
        remove(sequence);
    else
        add(sequence, sequence);
}

bool RowSelection::forgetBelow(quint64 sequence)
{
    if (m_ranges.empty() || m_ranges.front().first >= sequence)
        return false;
    std::erase_if(m_ranges, [&](const SequenceRange &range) { return range.last < sequence; });
    if (!m_ranges.empty())
        m_ranges.front().first = std::max(m_ranges.front().first, sequence);
    return true;
}

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/rate/ratebucket.h"

#include <algorithm>

namespace core {

namespace {
bool isBefore(const CodeCount &a, ValueCode code)
{
    return a.code < code;
}
} // namespace

std::uint32_t RateBucket::count(ValueCode code) const
{
    const auto found = std::lower_bound(m_values.begin(), m_values.end(), code, isBefore);
    return found != m_values.end() && found->code == code ? found->count : 0;
}

void RateBucket::add(std::span<const CodeCount> counts)
{
    auto known = m_values.begin();
    std::vector<CodeCount> unknown;
    for (const auto &one : counts) {
        m_total += one.count;
        known = std::lower_bound(known, m_values.end(), one.code, isBefore);
        if (known != m_values.end() && known->code == one.code)
            known->count += one.count;
        else
            unknown.push_back(one);
    }
    if (unknown.empty())
        return;
    const auto middle = m_values.insert(m_values.end(), unknown.begin(), unknown.end());
    std::inplace_merge(m_values.begin(), middle, m_values.end(),
                       [](const CodeCount &a, const CodeCount &b) { return a.code < b.code; });
    if (m_values.size() > 2 * MaxValues)
        keepLargest();
}

void RateBucket::add(const RateBucket &other)
{
    const std::uint64_t total = m_total + other.m_total;
    add(other.m_values);
    m_total = total; // with what `other` no longer tells apart
}

/// Of a value that is not told apart any more only the total knows.
void RateBucket::takeOff(std::span<const CodeCount> counts)
{
    auto known = m_values.begin();
    for (const auto &one : counts) {
        m_total -= std::min<std::uint64_t>(m_total, one.count);
        known = std::lower_bound(known, m_values.end(), one.code, isBefore);
        if (known != m_values.end() && known->code == one.code)
            known->count -= std::min(known->count, one.count);
    }
    std::erase_if(m_values, [](const CodeCount &one) { return one.count == 0; });
}

void RateBucket::clear()
{
    m_total = 0;
    m_values.clear();
}

void RateBucket::keepLargest()
{
    std::nth_element(m_values.begin(), m_values.begin() + MaxValues, m_values.end(),
                     [](const CodeCount &a, const CodeCount &b) { return a.count > b.count; });
    m_values.resize(MaxValues);
    std::sort(m_values.begin(), m_values.end(),
              [](const CodeCount &a, const CodeCount &b) { return a.code < b.code; });
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/facets/topvalues.h"

#include <algorithm>

namespace core {

TopValues::TopValues(std::size_t most, ValueCode end)
    : m_most(most)
    , m_end(end)
{
    m_heap.reserve(most);
}

bool TopValues::isBetter(const Found &one, const Found &other)
{
    return one.weight != other.weight ? one.weight > other.weight : one.code < other.code;
}

bool TopValues::step(const Weigh &weigh)
{
    const ValueCode stop = m_end - m_next > ValuesPerStep ? m_next + ValuesPerStep : m_end;
    for (; m_next < stop; ++m_next) {
        const std::optional<Weight> weight = weigh(m_next);
        if (!weight)
            continue;
        ++m_matches;
        const Found found{*weight, m_next};
        if (m_heap.size() == m_most) {
            if (!isBetter(found, m_heap.front()))
                continue;
            std::pop_heap(m_heap.begin(), m_heap.end(), isBetter);
            m_heap.pop_back();
        }
        m_heap.push_back(found);
        std::push_heap(m_heap.begin(), m_heap.end(), isBetter);
    }
    return isDone();
}

std::vector<ValueCode> TopValues::best() const
{
    std::vector<Found> sorted = m_heap;
    std::sort(sorted.begin(), sorted.end(), isBetter);
    std::vector<ValueCode> codes;
    codes.reserve(sorted.size());
    for (const Found &found : sorted)
        codes.push_back(found.code);
    return codes;
}

} // namespace core

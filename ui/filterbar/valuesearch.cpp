// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/valuesearch.h"

#include "core/event/asciitext.h"

#include <algorithm>

namespace ui {

namespace {

constexpr core::ValueCode ValuesPerLook = 256; ///< between two looks at the clock

char upper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

} // namespace

ValueSearch::ValueSearch(const SeenValues &seen, std::string attribute, std::string part)
    : m_seen(seen)
    , m_values(seen.valuesOf(attribute))
    , m_attribute(std::move(attribute))
    , m_part(core::foldedText(part))
{
    if (m_values)
        m_end = m_values->end();
}

bool ValueSearch::holds(std::string_view value) const
{
    if (m_part.empty())
        return true;
    const char small = m_part.front();
    const char large = upper(small);
    for (std::size_t at = 0; at + m_part.size() <= value.size(); ++at) {
        if ((value[at] == small || value[at] == large) &&
            std::equal(m_part.begin() + 1, m_part.end(), value.begin() + std::ptrdiff_t(at) + 1,
                       [](char wanted, char c) { return wanted == core::folded(c); }))
            return true;
    }
    return false;
}

bool ValueSearch::isBetter(const Found &one, const Found &other) const
{
    if (one.count != other.count)
        return one.count > other.count;
    return m_values->text(one.code) < m_values->text(other.code);
}

bool ValueSearch::step(std::chrono::microseconds budget)
{
    const auto until = std::chrono::steady_clock::now() + budget;
    const auto worstFirst = [this](const Found &a, const Found &b) { return isBetter(a, b); };
    while (m_next < m_end) {
        const core::ValueCode stop = std::min(m_end, m_next + ValuesPerLook);
        for (; m_next < stop; ++m_next) {
            if (!holds(m_values->text(m_next)))
                continue;
            ++m_matches;
            const Found found{m_next, m_seen.countOf(m_attribute, m_next).value_or(0)};
            if (m_heap.size() == MaxFound) {
                if (!isBetter(found, m_heap.front()))
                    continue;
                std::pop_heap(m_heap.begin(), m_heap.end(), worstFirst);
                m_heap.pop_back();
            }
            m_heap.push_back(found);
            std::push_heap(m_heap.begin(), m_heap.end(), worstFirst);
        }
        if (std::chrono::steady_clock::now() >= until)
            break;
    }
    return isDone();
}

std::vector<ValueSearch::Found> ValueSearch::best() const
{
    std::vector<Found> found = m_heap;
    std::sort(found.begin(), found.end(),
              [this](const Found &a, const Found &b) { return isBetter(a, b); });
    return found;
}

} // namespace ui

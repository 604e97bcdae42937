// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/sorting/textranks.h"

#include <algorithm>

namespace core {

TextRanks::TextRanks(const Dictionary &dictionary)
    : m_dictionary(dictionary)
    , m_end(dictionary.end())
    , m_ranks(m_end)
{
}

bool TextRanks::step()
{
    const auto isAfter = [this](ValueCode one, ValueCode other) {
        return m_dictionary.text(one) > m_dictionary.text(other);
    };
    for (std::size_t i = 0; i < SliceTexts && m_next < m_end; ++i) {
        m_heap.push_back(m_next++);
        std::push_heap(m_heap.begin(), m_heap.end(), isAfter);
    }
    if (m_next < m_end)
        return true;
    for (std::size_t i = 0; i < SliceTexts && !m_heap.empty(); ++i) {
        std::pop_heap(m_heap.begin(), m_heap.end(), isAfter);
        m_ranks[m_heap.back()] = m_rank++;
        m_heap.pop_back();
    }
    if (!m_heap.empty())
        return true;
    m_heap = {};
    return false;
}

} // namespace core

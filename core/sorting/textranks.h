// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/dictionary.h"

#include <cstdint>
#include <vector>

namespace core {

/// The place of each text of a dictionary among all of them, by their UTF-8 bytes, found in slices.
class TextRanks {
public:
    /// Texts in one slice: about a millisecond.
    static constexpr std::size_t SliceTexts = 2048;

    /// Texts that are added later have no rank.
    explicit TextRanks(const Dictionary &dictionary);

    /// One slice; false: ranks are known.
    bool step();
    /// No rank is above it.
    std::uint32_t end() const { return m_end; }
    /// What the dictionary had no room for, and what came later, comes after all others. Not of AbsentCode.
    std::uint32_t rank(ValueCode code) const
    {
        return code == OtherCode || code >= m_end ? m_end : m_ranks[code];
    }

private:
    const Dictionary &m_dictionary;
    const ValueCode m_end;
    std::vector<ValueCode>
        m_heap; ///< has no long step, as merging the last two halves would be one
    ValueCode m_next = FirstCode;
    std::uint32_t m_rank = 0;
    std::vector<std::uint32_t> m_ranks; ///< by code
};

} // namespace core

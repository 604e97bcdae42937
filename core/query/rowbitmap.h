// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"

#include <cstdint>
#include <vector>

namespace core {

/// One bit for each row of a run, growing at the end and forgotten at the front; answers "which is the n-th set row" and
/// "how many are set below this row" from a running count per block. About 1.25 MB for ten million rows.
class RowBitmap {
public:
    static constexpr std::uint64_t BlockRows = ColumnBlock::Rows;

    RowBitmap() = default;
    /// Begins with row `first`.
    explicit RowBitmap(std::uint64_t first);

    /// The rows it speaks of: first() … end() - 1.
    std::uint64_t first() const { return m_first; }
    std::uint64_t end() const { return m_end; }
    /// Rows that are set.
    std::uint64_t count() const { return m_set - m_forgotten; }
    /// Any `row`; false for one that it does not speak of.
    bool contains(std::uint64_t row) const
    {
        return row >= m_first && row < m_end && (m_words[wordOf(row)] >> (row % 64) & 1U) != 0;
    }
    /// Of `row`, a multiple of 64, and the 63 rows behind it, the lowest bit first; 0 for those that it does not speak of.
    std::uint64_t bits(std::uint64_t row) const
    {
        return row + 64 > m_first && row < m_end ? m_words[wordOf(row)] : 0;
    }
    /// The set row with `position` set rows before it; `position` < count().
    std::uint64_t rowAt(std::uint64_t position) const;
    /// Number of set rows below `row`; any `row`.
    std::uint64_t rankOf(std::uint64_t row) const;

    /// Appends the lowest `rows` bits, 1 to 64, lowest first; the bits above them are 0.
    void append(std::uint64_t bits, unsigned rows);
    /// `other` begins with row end().
    void append(const RowBitmap &other);
    /// Speaks of the rows below `row` no longer and gives back their memory, whole blocks at a time. Above end(): is
    /// empty and goes on there.
    void forgetBelow(std::uint64_t row);
    /// Of the bits and counts.
    std::size_t bytes() const
    {
        return (m_words.capacity() + m_before.capacity()) * sizeof(std::uint64_t);
    }

private:
    static constexpr std::uint64_t WordsPerBlock = BlockRows / 64;

    std::size_t wordOf(std::uint64_t row) const { return row / 64 - m_block * WordsPerBlock; }
    void appendWithinWord(std::uint64_t bits, unsigned rows);

    std::vector<std::uint64_t> m_words;  ///< from block m_block on; 0 for rows below m_first
    std::vector<std::uint64_t> m_before; ///< set rows before each block, with those forgotten
    std::uint64_t m_block = 0;           ///< that holds m_first
    std::uint64_t m_first = 0;
    std::uint64_t m_end = 0;
    std::uint64_t m_set = 0;       ///< with those forgotten
    std::uint64_t m_forgotten = 0; ///< set rows below m_first
};

} // namespace core

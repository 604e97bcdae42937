// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/columns.h"

#include <cstdint>
#include <vector>

namespace core {

/// One bit for each of a run of rows, from row 0, growing at the end; answers "which is the n-th
/// set row" and "how many are set below this row" from a running count per block. About 1.25 MB for
/// ten million rows.
class RowBitmap {
public:
    static constexpr std::uint64_t BlockRows = ColumnBlock::Rows;

    /// Rows it speaks of.
    std::uint64_t size() const { return m_size; }
    /// Rows that are set.
    std::uint64_t count() const { return m_count; }
    /// `row` < size().
    bool contains(std::uint64_t row) const { return (m_words[row / 64] >> (row % 64) & 1U) != 0; }
    /// The set row with `position` set rows before it; `position` < count().
    std::uint64_t rowAt(std::uint64_t position) const;
    /// Number of set rows below `row`; any `row` (above size(): count()).
    std::uint64_t rankOf(std::uint64_t row) const;

    /// Appends the lowest `rows` bits, 1 to 64, lowest first; the bits above them are 0.
    void append(std::uint64_t bits, unsigned rows);
    void append(const RowBitmap &other);

private:
    void appendWithinWord(std::uint64_t bits, unsigned rows);

    std::vector<std::uint64_t> m_words;
    std::vector<std::uint64_t> m_before; ///< set rows before each block
    std::uint64_t m_size = 0;
    std::uint64_t m_count = 0;
};

} // namespace core

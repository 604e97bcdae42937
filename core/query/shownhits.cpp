// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/shownhits.h"

#include <algorithm>

namespace core {

namespace {

std::uint64_t reach(const LiveFilter &shown, const RowBitmap &hits)
{
    return std::min(shown.shownEnd(), hits.end());
}

} // namespace

bool ShownHits::advance(const LiveFilter &shown, const RowBitmap &hits, std::uint64_t first)
{
    bool hasChanged = false;
    if (m_generation != shown.generation()) {
        m_generation = shown.generation();
        hasChanged = m_rows.count() > 0;
        restart();
    }
    if (first > m_rows.first()) {
        const std::uint64_t before = m_rows.count();
        m_rows.forgetBelow(first);
        hasChanged = hasChanged || m_rows.count() != before;
    }
    const std::uint64_t end = reach(shown, hits);
    const std::uint64_t to = std::min(end, m_rows.end() + RowsPerTick);
    const std::uint64_t before = m_rows.count();
    while (m_rows.end() < to) {
        const std::uint64_t row = m_rows.end();
        const std::uint64_t word = row / 64 * 64;
        const auto rows = static_cast<unsigned>(std::min(to, word + 64) - row);
        std::uint64_t bits = (shown.shownBits(word) & hits.bits(word)) >> (row - word);
        if (rows < 64)
            bits &= (std::uint64_t{1} << rows) - 1;
        m_rows.append(bits, rows);
    }
    return hasChanged || m_rows.count() != before;
}

bool ShownHits::isComplete(const LiveFilter &shown, const RowBitmap &hits) const
{
    return m_generation == shown.generation() && m_rows.end() >= reach(shown, hits);
}

std::optional<std::uint64_t> ShownHits::next(std::uint64_t row) const
{
    const std::uint64_t position = m_rows.rankOf(row + 1);
    return position < count() ? std::optional(m_rows.rowAt(position)) : std::nullopt;
}

std::optional<std::uint64_t> ShownHits::previous(std::uint64_t row) const
{
    const std::uint64_t position = m_rows.rankOf(row);
    return position > 0 ? std::optional(m_rows.rowAt(position - 1)) : std::nullopt;
}

} // namespace core

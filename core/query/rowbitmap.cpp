// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/rowbitmap.h"

#include <algorithm>
#include <bit>

namespace core {

namespace {
constexpr std::uint64_t WordsPerBlock = RowBitmap::BlockRows / 64;

std::uint64_t bitsOf(std::uint64_t word)
{
    return static_cast<std::uint64_t>(std::popcount(word));
}
} // namespace

std::uint64_t RowBitmap::rowAt(std::uint64_t position) const
{
    const auto after = std::upper_bound(m_before.begin(), m_before.end(), position);
    const auto block = static_cast<std::uint64_t>(after - m_before.begin()) - 1;
    std::uint64_t skip = position - m_before[block];
    std::uint64_t word = block * WordsPerBlock;
    for (; bitsOf(m_words[word]) <= skip; ++word)
        skip -= bitsOf(m_words[word]);
    std::uint64_t bits = m_words[word];
    for (; skip > 0; --skip)
        bits &= bits - 1;
    return word * 64 + static_cast<std::uint64_t>(std::countr_zero(bits));
}

std::uint64_t RowBitmap::rankOf(std::uint64_t row) const
{
    if (row >= m_size)
        return m_count;
    const std::uint64_t block = row / BlockRows;
    std::uint64_t rank = m_before[block];
    for (std::uint64_t word = block * WordsPerBlock; word < row / 64; ++word)
        rank += bitsOf(m_words[word]);
    return rank + bitsOf(m_words[row / 64] & ((std::uint64_t{1} << (row % 64)) - 1));
}

void RowBitmap::append(std::uint64_t bits, unsigned rows)
{
    const auto room = static_cast<unsigned>(64 - m_size % 64);
    if (rows <= room) {
        appendWithinWord(bits, rows);
        return;
    }
    appendWithinWord(bits & ((std::uint64_t{1} << room) - 1), room);
    appendWithinWord(bits >> room, rows - room);
}

void RowBitmap::append(const RowBitmap &other)
{
    if (m_size % BlockRows ==
        0) { // as the slices of a search that began at row 0: whole words and blocks
        m_words.insert(m_words.end(), other.m_words.begin(), other.m_words.end());
        for (const std::uint64_t before : other.m_before)
            m_before.push_back(m_count + before);
        m_size += other.m_size;
        m_count += other.m_count;
        return;
    }
    m_words.reserve(std::max(m_words.capacity(), (m_size + other.m_size) / 64 + 1));
    for (std::uint64_t row = 0; row < other.m_size; row += 64)
        append(other.m_words[row / 64],
               static_cast<unsigned>(std::min<std::uint64_t>(64, other.m_size - row)));
}

void RowBitmap::appendWithinWord(std::uint64_t bits, unsigned rows)
{
    if (m_size % BlockRows == 0)
        m_before.push_back(m_count);
    if (m_size % 64 == 0)
        m_words.push_back(bits);
    else
        m_words.back() |= bits << (m_size % 64);
    m_size += rows;
    m_count += bitsOf(bits);
}

} // namespace core

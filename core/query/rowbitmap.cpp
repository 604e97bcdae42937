// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/rowbitmap.h"

#include <QtGlobal>

#include <algorithm>
#include <bit>

namespace core {

namespace {

std::uint64_t bitsOf(std::uint64_t word)
{
    return static_cast<std::uint64_t>(std::popcount(word));
}

std::uint64_t bitsBelow(std::uint64_t row)
{
    return (std::uint64_t{1} << (row % 64)) - 1;
}

} // namespace

/// Within its first block the rows before it are there, not set.
RowBitmap::RowBitmap(std::uint64_t first)
    : m_words((first % BlockRows + 63) / 64)
    , m_before(first % BlockRows == 0 ? 0 : 1)
    , m_block(first / BlockRows)
    , m_first(first)
    , m_end(first)
{
}

std::uint64_t RowBitmap::rowAt(std::uint64_t position) const
{
    const std::uint64_t wanted = position + m_forgotten;
    const auto after = std::upper_bound(m_before.begin(), m_before.end(), wanted);
    const auto block = static_cast<std::uint64_t>(after - m_before.begin()) - 1;
    std::uint64_t skip = wanted - m_before[block];
    std::uint64_t word = block * WordsPerBlock;
    for (; bitsOf(m_words[word]) <= skip; ++word)
        skip -= bitsOf(m_words[word]);
    std::uint64_t bits = m_words[word];
    for (; skip > 0; --skip)
        bits &= bits - 1;
    return (m_block * WordsPerBlock + word) * 64 +
           static_cast<std::uint64_t>(std::countr_zero(bits));
}

std::uint64_t RowBitmap::rankOf(std::uint64_t row) const
{
    if (row <= m_first)
        return 0;
    if (row >= m_end)
        return count();
    const std::uint64_t block = row / BlockRows - m_block;
    std::uint64_t rank = m_before[block] - m_forgotten;
    for (std::uint64_t word = block * WordsPerBlock; word < wordOf(row); ++word)
        rank += bitsOf(m_words[word]);
    return rank + bitsOf(m_words[wordOf(row)] & bitsBelow(row));
}

void RowBitmap::append(std::uint64_t bits, unsigned rows)
{
    const auto room = static_cast<unsigned>(64 - m_end % 64);
    if (rows <= room) {
        appendWithinWord(bits, rows);
        return;
    }
    appendWithinWord(bits & ((std::uint64_t{1} << room) - 1), room);
    appendWithinWord(bits >> room, rows - room);
}

/// Both count rows from the same zero, so that words and blocks of one are words and blocks of the other.
void RowBitmap::append(const RowBitmap &other)
{
    Q_ASSERT(other.m_first == m_end);
    auto words = other.m_words.begin() + static_cast<std::ptrdiff_t>(m_end % BlockRows / 64);
    if (m_end % 64 != 0)
        m_words.back() |= *words++;
    m_words.insert(m_words.end(), words, other.m_words.end());
    const auto begun = m_end % BlockRows == 0 ? 0 : 1;
    std::for_each(other.m_before.begin() + begun, other.m_before.end(), [&](std::uint64_t before) {
        m_before.push_back(m_set + before - other.m_forgotten);
    });
    m_end = other.m_end;
    m_set += other.count();
}

void RowBitmap::appendWithinWord(std::uint64_t bits, unsigned rows)
{
    if (m_end % BlockRows == 0)
        m_before.push_back(m_set);
    if (m_end % 64 == 0)
        m_words.push_back(bits);
    else
        m_words.back() |= bits << (m_end % 64);
    m_end += rows;
    m_set += bitsOf(bits);
}

void RowBitmap::forgetBelow(std::uint64_t row)
{
    if (row <= m_first)
        return;
    if (row >= m_end) {
        *this = RowBitmap(row);
        return;
    }
    m_forgotten += rankOf(row);
    const std::uint64_t blocks = row / BlockRows - m_block;
    m_words.erase(m_words.begin(),
                  m_words.begin() + static_cast<std::ptrdiff_t>(blocks * WordsPerBlock));
    m_before.erase(m_before.begin(), m_before.begin() + static_cast<std::ptrdiff_t>(blocks));
    m_block += blocks;
    m_first = row;
    const auto last = m_words.begin() + static_cast<std::ptrdiff_t>(wordOf(row));
    std::fill(m_words.begin(), last, std::uint64_t{0});
    *last &= ~bitsBelow(row);
    m_before.front() = m_forgotten;
    if (m_words.capacity() > 4 * m_words.size()) {
        m_words.shrink_to_fit();
        m_before.shrink_to_fit();
    }
}

} // namespace core

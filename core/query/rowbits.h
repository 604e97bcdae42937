// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/rowrun.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace core {

/// A bit for each row of a RowRun, lowest first; 0 behind its last row.
using RowBits = std::array<std::uint64_t, RowRun::MaxRows / 64>;

/// Eight bytes of 0 or 1 to eight bits, lowest first.
inline std::uint64_t packedByte(const std::uint8_t *eight)
{
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, eight, sizeof bytes);
    return (bytes * 0x0102040810204080U) >> 56;
}

/// 64 bytes of 0 or 1 to 64 bits, lowest first.
inline std::uint64_t packedWord(const std::uint8_t *bytes)
{
    std::uint64_t word = 0;
    for (unsigned i = 0; i < 8; ++i)
        word |= packedByte(bytes + std::size_t{i} * 8) << (i * 8);
    return word;
}

/// The other way round.
inline void unpackWord(std::uint64_t word, std::uint8_t *bytes)
{
    for (unsigned i = 0; i < 64; ++i)
        bytes[i] = static_cast<std::uint8_t>(word >> i & 1U);
}

/// Those of the rows of `run`; 0 behind them.
inline RowBits bitsOf(const RowRun &run, const RowRun::Answers &answers)
{
    RowBits bits{};
    for (std::size_t row = 0; row < run.rows; row += 64)
        bits[row / 64] = packedWord(answers.data() + row);
    if (run.rows % 64 != 0)
        bits[run.rows / 64] &= (std::uint64_t{1} << run.rows % 64) - 1;
    return bits;
}

/// Calls `visit` with the place of each bit that is set, from the lowest on.
template<typename Visit>
void forEachSet(const RowBits &bits, Visit visit)
{
    for (std::size_t word = 0; word < bits.size(); ++word) {
        for (std::uint64_t rest = bits[word]; rest != 0; rest &= rest - 1)
            visit(word * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
    }
}

inline bool isAnySet(const RowBits &bits)
{
    std::uint64_t any = 0;
    for (const std::uint64_t word : bits)
        any |= word;
    return any != 0;
}

} // namespace core

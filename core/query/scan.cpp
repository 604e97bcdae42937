// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/scan.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace core {

namespace {

/// Rows judged at a time: small enough for the answers to stay in the nearest cache.
constexpr std::uint64_t ChunkRows = 2048;

/// Eight bytes of 0 or 1 to eight bits, lowest first.
std::uint64_t packed(const std::uint8_t *eight)
{
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, eight, sizeof bytes);
    return (bytes * 0x0102040810204080U) >> 56;
}

std::uint64_t packedWord(const std::uint8_t *accepted)
{
    std::uint64_t word = 0;
    for (unsigned i = 0; i < 8; ++i)
        word |= packed(accepted + i * 8) << (i * 8);
    return word;
}

} // namespace

void scan(const Columns &columns, const CompiledFilter &filter, std::uint64_t from,
          std::uint64_t to, RowBitmap &result)
{
    std::array<std::uint8_t, ChunkRows> accepted;
    while (from < to) {
        const ColumnBlock &block = columns.block(from / ColumnBlock::Rows);
        const std::uint64_t first = from % ColumnBlock::Rows;
        const auto rows = std::min({ChunkRows, ColumnBlock::Rows - first, to - from});
        accepted.fill(1);
        filter.types.judge(std::span(block.type).subspan(first, rows), accepted.data());
        filter.sources.judge(std::span(block.source).subspan(first, rows), accepted.data());
        // What lies behind the last row must not become bits.
        std::fill(accepted.begin() + static_cast<std::ptrdiff_t>(rows), accepted.end(),
                  std::uint8_t{0});
        for (std::uint64_t row = 0; row < rows; row += 64)
            result.append(packedWord(accepted.data() + row),
                          static_cast<unsigned>(std::min<std::uint64_t>(64, rows - row)));
        from += rows;
    }
}

} // namespace core

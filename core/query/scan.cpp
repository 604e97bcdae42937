// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/scan.h"

#include <algorithm>
#include <cstring>

namespace core {

namespace {

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

void scan(const Columns &columns, const CompiledFilter &filter, std::uint64_t to, RowBitmap &result)
{
    RowRun::Answers accepted;
    while (result.end() < to) {
        const RowRun run(columns, result.end(), to);
        accepted.fill(1);
        if (!filter.judgeTypes(run, accepted.data()) || !filter.judgeSources(run, accepted.data()))
            return;
        // What lies behind the last row must not become bits.
        std::fill(accepted.begin() + static_cast<std::ptrdiff_t>(run.rows), accepted.end(),
                  std::uint8_t{0});
        for (std::uint64_t row = 0; row < run.rows; row += 64)
            result.append(packedWord(accepted.data() + row),
                          static_cast<unsigned>(std::min<std::uint64_t>(64, run.rows - row)));
    }
}

} // namespace core

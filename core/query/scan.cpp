// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/scan.h"

#include "core/query/rowbits.h"

#include <algorithm>

namespace core {

void scan(const Columns &columns, CompiledFilter &filter, std::uint64_t to, RowBitmap &result)
{
    RowRun::Answers accepted;
    while (result.end() < to) {
        const RowRun run(columns, result.end(), to);
        accepted.fill(1);
        if (!filter.judge(run, accepted))
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

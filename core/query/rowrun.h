// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace core {

/// Consecutive rows of the columns, as many as are judged at a time: few enough for the answers to stay in the nearest
/// cache. Never across blocks.
struct RowRun {
    static constexpr std::uint64_t MaxRows = 2048;
    /// An answer per row, 1 or 0.
    using Answers = std::array<std::uint8_t, MaxRows>;

    /// From row `from` on, at least one row, none at or above `to`.
    RowRun(const Columns &columns, std::uint64_t from, std::uint64_t to)
        : first(from)
        , rows(std::min({MaxRows, ColumnBlock::Rows - from % ColumnBlock::Rows, to - from}))
        , block(columns.block(from / ColumnBlock::Rows))
    {
    }

    template<typename Value>
    std::span<const Value> of(const std::array<Value, ColumnBlock::Rows> &column) const
    {
        return std::span(column).subspan(first % ColumnBlock::Rows, rows);
    }
    std::span<const ValueCode> types() const { return of(block.type); }
    std::span<const ValueCode> sources() const { return of(block.source); }
    std::span<const std::int64_t> received() const { return of(block.received); }

    /// Whether one of `codes` stands for a value that the dictionary had no room for.
    static bool hasUnnamed(std::span<const ValueCode> codes)
    {
        unsigned found = 0;
        for (const ValueCode code : codes)
            found |= code == OtherCode ? 1U : 0U;
        return found != 0;
    }

    const std::uint64_t first;
    const std::uint64_t rows;
    const ColumnBlock &block;
};

} // namespace core

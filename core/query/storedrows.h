// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"
#include "core/query/compiledfilter.h"
#include "core/query/eventfilter.h"
#include "core/query/rowbitmap.h"
#include "core/query/rowbits.h"
#include "core/query/rowrun.h"

#include <chrono>
#include <cstdint>
#include <mutex>
#include <span>
#include <vector>

namespace core {

class StoredValues;

/// What one filter says of the rows that the columns alone cannot decide: those whose type or source the dictionary had no
/// room for (OtherCode), and those of which its expression asks what only the event has. They are read once, page by page,
/// in the order of the log, and the answers kept as bits, for everybody who has this filter. Made by StoredValues. Any
/// thread.
class StoredRows {
public:
    /// At most so many rows, or ReadTime, in one read().
    static constexpr std::size_t PageRows = 1000;
    static constexpr std::chrono::milliseconds ReadTime{5};

    StoredRows(StoredValues &values, EventFilter filter);

    const EventFilter &filter() const { return m_filter; }

    /// Reads a page of the rows below `to` that are not known yet. The pool only: reads the disk, and waits for another
    /// thread that does.
    void read(std::uint64_t to);

    /// Rows below it are known.
    std::uint64_t known() const;

    /// ANDs 1 or 0 into `accepted` for each of `codes` that is OtherCode; the first is that of row `row`. False: one is
    /// not known, yet or any more. Short lock.
    [[nodiscard]] bool judgeTypes(std::uint64_t row, std::span<const ValueCode> codes,
                                  std::uint8_t *accepted) const;
    [[nodiscard]] bool judgeSources(std::uint64_t row, std::span<const ValueCode> codes,
                                    std::uint8_t *accepted) const;
    /// Sets the bits of `passes` for those of the rows `undecided` of `run` whose event passes the expression. The same.
    [[nodiscard]] bool judgeExpression(const RowRun &run, const RowBits &undecided,
                                       RowBits &passes) const;

private:
    /// What one read() has found, rows ascending.
    struct Found {
        std::vector<std::uint64_t> types;
        std::vector<std::uint64_t> sources;
        std::vector<std::uint64_t> passing;
    };
    std::vector<std::uint64_t> wantedRows(std::uint64_t &row, std::uint64_t to);
    std::uint64_t readNames(std::uint64_t first, std::uint64_t last,
                            std::chrono::steady_clock::time_point until, Found &found);
    std::uint64_t readEvents(std::uint64_t first, std::uint64_t last,
                             std::chrono::steady_clock::time_point until, Found &found);
    [[nodiscard]] bool judge(const RowBitmap &rows, std::uint64_t row,
                             std::span<const ValueCode> codes, std::uint8_t *accepted) const;

    StoredValues &m_values;
    const EventFilter m_filter;
    std::mutex m_reading;      ///< of the disk: held for milliseconds, never by the GUI's thread
    CompiledFilter m_compiled; ///< guarded by m_reading: tells which rows are wanted

    mutable std::mutex m_mutex; ///< guards the bits
    RowBitmap m_types;          ///< 1: has a type without a code, which the filter accepts
    RowBitmap m_sources;
    RowBitmap m_passing; ///< 1: undecided by the columns, and passes the expression
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/columns.h"
#include "core/query/eventfilter.h"
#include "core/query/rowbitmap.h"
#include "core/query/rowrun.h"

#include <chrono>
#include <cstdint>
#include <mutex>
#include <span>

namespace core {

class UnnamedValues;

/// What one filter says of the rows whose type or source the dictionary had no room for (OtherCode). Their texts are on
/// disk: they are read once, page by page, in the order of the log, and the answers kept as bits, for everybody who
/// has this filter. Made by UnnamedValues. Any thread.
class UnnamedRows {
public:
    /// At most so many texts, or ReadTime, in one read().
    static constexpr std::size_t PageRows = 1000;
    static constexpr std::chrono::milliseconds ReadTime{5};

    UnnamedRows(UnnamedValues &values, EventFilter filter);

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

private:
    [[nodiscard]] bool judge(const RowBitmap &rows, std::uint64_t row,
                             std::span<const ValueCode> codes, std::uint8_t *accepted) const;

    UnnamedValues &m_values;
    const EventFilter m_filter;
    std::mutex m_reading; ///< of the disk: held for milliseconds, never by the GUI's thread

    mutable std::mutex m_mutex; ///< guards the bits
    RowBitmap m_types;          ///< 1: has a type without a code, which the filter accepts
    RowBitmap m_sources;
};

} // namespace core

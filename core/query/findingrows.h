// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"
#include "core/query/rowbitmap.h"
#include "core/query/scanpool.h"

#include <cstdint>
#include <memory>

namespace core {

/// The rows of which something was noticed when they came (findings.h), growing with the log; a long way behind it is caught
/// up in slices on the pool. Lives on one thread (the GUI's).
class FindingRows {
public:
    /// Rows that advance() looks at itself: some microseconds.
    static constexpr std::uint64_t RowsPerTick = 4 * ColumnBlock::Rows;

    /// Both outlive it.
    FindingRows(const Columns &columns, ScanPool &pool);
    ~FindingRows();

    /// The tick. Bounded work.
    void advance();
    /// One bit for each row that was looked at; those that left are forgotten.
    const RowBitmap &rows() const { return m_rows; }
    /// Every row that was published at the last advance() has been looked at.
    bool isComplete() const { return !m_search; }

private:
    struct Search;

    const Columns &m_columns;
    RowBitmap m_rows;
    std::shared_ptr<Search> m_search;
    ScanPool::Tasks m_tasks; ///< last, so that it ends before what its steps use
};

} // namespace core

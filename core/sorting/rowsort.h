// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/livefilter.h"
#include "core/query/scanpool.h"
#include "core/sorting/sortedrows.h"

#include <cstdint>
#include <memory>

namespace core {

/// Sorts rows in slices on the pool; a few at once, on the thread that asks. The newest order wins. Lives on the thread of
/// what is shown.
class RowSort {
public:
    /// Rows and values to compare that start() sorts itself: about two milliseconds.
    static constexpr std::uint64_t NearRows = 64 * 1024;

    struct Progress {
        std::uint64_t done = 0;
        std::uint64_t total = 0; ///< 0: nothing is sorted
    };
    struct Outcome {
        /// Null: rows left the log while they were looked at, too fast; what is left wants to be sorted anew.
        std::shared_ptr<const SortedRows> rows;
    };

    /// Both outlive it.
    RowSort(const Columns &columns, ScanPool &pool);
    ~RowSort();

    /// `rows` fit (SortedRows::canHold).
    void start(const SortOrder &order, std::unique_ptr<SortKeys> keys,
               const LiveFilter::Rows &rows);
    /// The order that is there, without the rows below `first`.
    void startForgetting(std::shared_ptr<const SortedRows> rows, std::uint64_t first);
    void stop();
    bool isSorting() const { return m_search != nullptr; }
    Progress progress() const;
    /// The tick, also at once after start(). Nothing: it goes on, or nothing is sorted.
    std::optional<Outcome> take();
    /// Gives back the memory of an order on the pool: that takes a while where it is large.
    void release(std::shared_ptr<const SortedRows> rows);

private:
    struct Search;
    struct Sorting;
    struct Forgetting;
    void run(std::shared_ptr<Search> search, bool isNear);

    const Columns &m_columns;
    std::shared_ptr<Search> m_search;
    ScanPool::Tasks m_releasing;
    ScanPool::Tasks m_tasks; ///< last, so that it ends before what its steps use
};

} // namespace core

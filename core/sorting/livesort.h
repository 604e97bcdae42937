// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/livefilter.h"
#include "core/sorting/rowsort.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace core {

/// The rows of a view in the order that a person chose, beside the LiveFilter that finds them: both follow the log. What
/// comes waits until it is asked for (renew()); what another filter shows and what leaves is sorted in or taken out by
/// itself. Lives on the thread of the filter.
///
/// As with the filter nothing that it answers changes except in apply(). The tick, after that of the filter:
///
///     if (sort.prepare()) { beginResetModel(); sort.apply(); endResetModel(); }
class LiveSort {
public:
    /// Keys of values that are read from disk: those of By::Value, and types, sources and subjects of which a dictionary
    /// had no room for all. Null: there are none.
    using MakeKeys = std::function<std::unique_ptr<SortKeys>(const SortOrder &order,
                                                             const LiveFilter::Rows &rows)>;

    /// All outlive it.
    LiveSort(const Columns &columns, const LiveFilter &filter, ScanPool &pool,
             MakeKeys makeKeys = {});

    /// The rows stay as they are until they are sorted; nothing: in the order of the log. The newest order wins.
    void setOrder(const std::optional<SortOrder> &order);
    /// As set last.
    const std::optional<SortOrder> &order() const { return m_order; }
    /// Sorts in what waits.
    void renew();
    /// What is sorted now stays as it was before that was ordered; in the order of the log if that cannot be.
    void cancel();

    /// Answers whether apply() shows other rows, or the same in another order. Bounded work.
    bool prepare();
    void apply();

    /// The answers below are of sorted rows; else those of the filter are valid.
    bool isSorted() const { return m_shown != nullptr; }
    std::uint64_t count() const { return m_shown->count(); }
    std::uint64_t rowAt(std::uint64_t position) const { return m_shown->rowAt(position); }
    /// Cheap for the row that was asked for last.
    std::optional<std::uint64_t> positionOf(std::uint64_t row) const;
    /// Rows from here on are not shown.
    std::uint64_t end() const { return m_shown->end(); }
    /// How the shown rows are sorted.
    const SortOrder &shownOrder() const { return m_shown->order(); }
    /// Rows of the filter that came after those that are shown.
    std::uint64_t waiting() const;

    bool isSorting() const { return m_isSorting; }
    RowSort::Progress progress() const { return m_sort.progress(); }

private:
    using Sorted = std::shared_ptr<const SortedRows>;
    void start();
    std::unique_ptr<SortKeys> makeKeys(const LiveFilter::Rows &rows) const;
    void startForgetting();
    void take();

    const Columns &m_columns;
    const LiveFilter &m_filter;
    const MakeKeys m_makeKeys;
    std::optional<SortOrder> m_order;
    RowSort m_sort;
    Sorted m_shown;
    Sorted m_next; ///< for apply()
    bool m_hasNext = false;
    bool m_isSorting = false; ///< not only taking out what has left
    std::uint64_t m_generation =
        0; ///< of the filter, when the sort began that m_shown or the running one is of
    std::uint64_t m_shownGeneration = 0;
    std::uint64_t m_startCount = 0; ///< rows that it has
    bool m_isWhole = true;          ///< it began when the filter had looked at everything
    mutable std::optional<std::pair<std::uint64_t, std::optional<std::uint64_t>>> m_asked;
};

} // namespace core

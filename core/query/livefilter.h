// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/compiledfilter.h"
#include "core/query/rowbitmap.h"
#include "core/query/scanpool.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace core {

class StoredValues;

/// The rows that one view shows, following the log at both ends: the events that its filter lets
/// through, from its own starting point on. Lives on one thread (the GUI's); long work is done in
/// slices on the pool and taken over tick by tick.
///
/// Nothing that it answers changes except in apply(), so that a model can announce each change
/// before and after:
///
///     auto change = rows.prepare();
///     if (change.kind == Kind::Removed) {
///         beginRemoveRows({}, 0, change.count - 1); rows.apply(); endRemoveRows();
///         change = rows.prepare();
///     }
///     if (change.kind == Kind::Inserted) {
///         beginInsertRows({}, change.first, change.first + change.count - 1);
///         rows.apply(); endInsertRows();
///     } else if (change.kind == Kind::Reset) {
///         beginResetModel(); rows.apply(); endResetModel();
///     }
///
/// A "row" is a row of Columns (sequence number - 1), a "position" counts what is shown, from 0.
class LiveFilter {
public:
    /// Rows that prepare() may look through itself (well below a millisecond), fewer with an expression
    /// (CompiledFilter::affordable); more go to the pool.
    static constexpr std::uint64_t RowsPerTick = 64 * 1024;

    struct Change {
        /// Removed: rows left the log, always at position 0; what came is said by the next prepare().
        enum class Kind { None, Removed, Inserted, Reset };
        Kind kind = Kind::None;
        std::uint64_t first =
            0; ///< Inserted: position of the first new one, always the old count()
        std::uint64_t count = 0; ///< Removed, Inserted: how many; Reset: how many there will be
        bool operator==(const Change &) const = default;
    };

    /// What is shown. Without a condition no bitmap is needed: it is every row from begin() to `seen` - 1.
    struct Rows {
        bool all = true;
        RowBitmap bitmap;
        std::uint64_t seen = 0;  ///< looked at up to here
        std::uint64_t start = 0; ///< first row that may be shown
        std::uint64_t first = 0; ///< those below have left the log

        std::uint64_t begin() const { return std::max(start, first); }

        std::uint64_t rank(std::uint64_t row) const;
        std::uint64_t count() const { return positionsBefore(seen); }
        std::uint64_t rowAt(std::uint64_t position) const;
        std::uint64_t positionsBefore(std::uint64_t row) const;
        /// See shownBits().
        std::uint64_t bits(std::uint64_t row) const;
    };

    /// Shows nothing until the first prepare() and apply(). All outlive it. Without `stored` an
    /// event whose value has no code matches no condition.
    LiveFilter(const Columns &columns, ScanPool &pool, StoredValues *stored = nullptr);
    ~LiveFilter();

    /// The old rows stay until the first of the new ones are found; then prepare() says Reset. The
    /// newest filter wins.
    void setFilter(EventFilter filter);
    /// As set last, also while its scan still goes on.
    const EventFilter &filter() const { return m_filter; }

    /// Hides everything kept so far ("Clear"); undone by undoClear(). Takes effect with the next
    /// prepare() and apply().
    void clear();
    void undoClear();
    bool isCleared() const { return !m_clears.empty(); }
    /// The first row that may be shown, as set last.
    std::uint64_t start() const { return m_clears.empty() ? 0 : m_clears.back(); }

    /// The tick: sees what came since the last time and says what apply() will do. Bounded work.
    Change prepare();
    /// Makes it so. Without a change: does nothing.
    void apply();

    std::uint64_t count() const { return m_shown.count(); }
    /// The row at `position` < count().
    std::uint64_t rowAt(std::uint64_t position) const { return m_shown.rowAt(position); }
    /// Where `row` is shown, if it is.
    std::optional<std::uint64_t> positionOf(std::uint64_t row) const;
    /// How many shown rows come before `row`: where it is or would be. Any `row`.
    std::uint64_t positionsBefore(std::uint64_t row) const { return m_shown.positionsBefore(row); }

    /// Of `row`, a multiple of 64, and the 63 rows behind it, the lowest bit first: which are shown.
    std::uint64_t shownBits(std::uint64_t row) const { return m_shown.bits(row); }
    /// For who looks through them on another thread: a copy costs 1.25 MB for ten million rows.
    const Rows &shown() const { return m_shown; }
    /// Rows from here on are not shown yet.
    std::uint64_t shownEnd() const { return m_shown.seen; }
    /// Another number once rows below shownEnd() are shown or hidden anew: another filter, another starting point.
    std::uint64_t generation() const { return m_generation; }

    /// Every row that was published at the last prepare() has been looked at, with the filter set
    /// last. While this is false the tick may come faster than usual (each frame).
    bool isComplete() const;
    /// Rows that it found already, or will find, are not shown yet because it still searches: not because a model holds
    /// them back.
    bool isSearching() const { return m_replaces || m_search != nullptr; }
    /// Rows looked at with the filter set last, of rowsKept(); for a progress display.
    std::uint64_t rowsSeen() const { return m_seen - std::min(m_seen, m_first); }
    std::uint64_t rowsKept() const { return m_published - m_first; }

private:
    struct Search;

    void lookAtNewRows();
    void takeFound();
    std::uint64_t countAfterApply() const;
    void forgetLeft();
    void takeOver();

    const Columns &m_columns;
    StoredValues *m_stored;
    EventFilter m_filter;
    std::vector<std::uint64_t> m_clears; ///< starting points, newest last
    std::uint64_t m_first = 0;           ///< as read by the last prepare()
    std::uint64_t m_published = 0;       ///< likewise

    Rows m_shown;
    std::uint64_t m_generation = 0;

    // What the next apply() makes of it.
    bool m_replaces = true; ///< m_shown belongs to an older filter
    std::vector<RowBitmap>
        m_found; ///< answers for the rows behind m_shown (all rows if it is replaced), in order
    std::uint64_t m_seen = 0; ///< looked at up to here with the filter set last
    std::uint64_t m_nextStart = 0;
    Change m_change;

    std::unique_ptr<CompiledFilter> m_compiled; ///< away while m_search has it
    std::shared_ptr<Search> m_search;           ///< on the pool; none: little enough to go on here
    ScanPool::Tasks m_tasks;                    ///< last, so that it ends before what its steps use
};

} // namespace core

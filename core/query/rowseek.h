// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"
#include "core/log/marks.h"
#include "core/query/livefilter.h"
#include "core/query/rowbitmap.h"
#include "core/query/scanpool.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace core {

/// Looks from one row on, in one direction and once around the log, for the nearest row of which something holds, among
/// those that are shown or among all. Long ways go in slices on the pool and are taken over tick by tick; the newest order
/// wins. Lives on the thread of what is shown.
class RowSeek {
public:
    enum class Direction { Forwards, Backwards };
    /// For the rows `row` (a multiple of 64) … `row` + `rows` - 1, at most 64: one bit each, the lowest first. Any thread;
    /// a row that has left meanwhile may be zeros.
    using Holds = std::function<std::uint64_t(const Columns &, std::uint64_t row, unsigned rows)>;
    struct Answer {
        std::optional<std::uint64_t>
            row;                 ///< nothing: there is none but, maybe, the one it began from
        bool hasWrapped = false; ///< past the end or the beginning
    };

    /// Both outlive it.
    RowSeek(const Columns &columns, ScanPool &pool);
    ~RowSeek();

    /// Looks for the next row after `from`, or before it; nothing: from the first row of the log on, or from the last.
    void start(Holds holds, std::optional<std::uint64_t> from, Direction direction);
    void stop();
    bool isSeeking() const { return m_search != nullptr; }
    /// The tick, also at once after start(): a row that is near is found without waiting. Nothing: it goes on, or nothing
    /// is sought. Without `shown` any row will do. Bounded work.
    std::optional<Answer> advance(const LiveFilter *shown);

    // What people look for.
    static Holds hasType(ValueCode type);
    /// Something was noticed when it was received (findings.h).
    static Holds hasFinding();
    /// It is marked or has a note.
    static Holds hasMark(std::shared_ptr<const Marks> marks);
    /// The clock came to `received` (µs since 1970): this row has that time or a later one, the row before it an earlier
    /// one, or there is none. Where the clock was set back there are several.
    static Holds reaches(std::int64_t received);

private:
    struct Search;

    const Columns &m_columns;
    std::shared_ptr<Search> m_search;
    ScanPool::Tasks m_tasks; ///< last, so that it ends before what its steps use
};

} // namespace core

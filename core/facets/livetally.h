// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/facets/valuetally.h"
#include "core/query/scanpool.h"

#include <cstdint>
#include <memory>

namespace core {

/// A ValueTally that follows the log at both ends, tick by tick, on one thread (the GUI's); a long
/// backlog is counted on the pool while the old numbers stay.
class LiveTally {
public:
    /// Rows that advance() may count itself (well below a millisecond), fewer with an expression
    /// (CompiledFilter::affordable); more go to the pool.
    static constexpr std::uint64_t RowsPerTick = 64 * 1024;

    /// `columns` and `pool` outlive it.
    LiveTally(const Columns &columns, ScanPool &pool);
    ~LiveTally();

    /// Counts anew with `tally`; the newest wins. The old numbers stay until the new ones are
    /// whole.
    void replace(ValueTally tally);
    /// The tick; `first` and, after it, `published` were read from the columns. Answers whether
    /// numbers may have changed. Bounded work.
    bool advance(std::uint64_t first, std::uint64_t published);

    const ValueTally &tally() const { return m_tally; }
    /// The numbers are those of the newest replace() and hold all rows from `first` (or where the
    /// tally begins) to `published` - 1.
    bool isComplete(std::uint64_t first, std::uint64_t published) const;

private:
    struct Work;
    void handOver(ValueTally tally);

    const Columns &m_columns;
    ValueTally m_tally;
    std::unique_ptr<ValueTally> m_next; ///< replaces m_tally; not begun
    std::shared_ptr<Work> m_work;       ///< replaces m_tally; on the pool
    ScanPool::Tasks m_tasks;            ///< last, so that it ends before what its steps use
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/log/columns.h"
#include "core/query/compiledfilter.h"
#include "core/rate/ratehistory.h"
#include "core/rate/ratesnapshot.h"
#include "core/rate/ratewindow.h"

#include <array>
#include <cstdint>
#include <vector>

namespace core {

/// Counts over receive time by type and by source, in four resolutions at once (docs:
/// core/rate/README.md). Reads rows in any portions; used by one thread at a time. Receive times
/// may step back and forth: a row counts where its time says.
class EventRates {
public:
    /// Rows that the filter lets through, from row `start` on.
    explicit EventRates(const EventFilter &filter = {}, std::uint64_t start = 0);

    /// The next row to count.
    std::uint64_t position() const { return m_position; }
    /// Counts up to, not including, row `to`, at most a published() that was read before this call.
    /// What is too old for a window that ends at `now` is not kept in it.
    void advance(const Columns &columns, std::uint64_t to, WallTime now);

    /// What a chart that ends at `now` shows of this, and of `all` (unfiltered) as silhouette;
    /// `all` may be this.
    RateSnapshot snapshot(const EventRates &all, const Columns &columns, RateRange range,
                          RateGrouping grouping, WallTime now) const;

private:
    /// Counts of one span of FinestSpan, before they are spread over the resolutions.
    struct Tally {
        std::vector<std::uint32_t> counts; ///< by code
        std::vector<ValueCode> touched;
        void add(ValueCode code);
        std::vector<CodeCount> take(); ///< ascending by code
    };
    /// All resolutions of one grouping.
    struct Resolutions {
        Resolutions();
        std::array<RateWindow, 3> windows;
        RateHistory history;
        Tally open;
    };

    void flush(std::int64_t time, WallTime now);

    CompiledFilter m_filter;
    std::uint64_t m_position;
    std::array<Resolutions, 2> m_groupings; ///< by RateGrouping
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/columns/columns.h"
#include "core/query/compiledfilter.h"
#include "core/rate/ratehistory.h"
#include "core/rate/ratesnapshot.h"
#include "core/rate/ratewindow.h"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace core {

/// Counts over receive time, of types or of sources, in every resolution that a chart offers.
struct RateResolutions {
    /// By RateRange, without All.
    std::array<RateWindow, 3> windows{RateWindow(250'000, 240), RateWindow(2'000'000, 300),
                                      RateWindow(12'000'000, 300)};
    RateHistory history;
};

/// Counts rows over receive time by type and by source. Reads them in any portions; used by one
/// thread at a time. Receive times may step back and forth: a row counts where its time says.
class EventRates {
public:
    /// Of the rows that `filter` lets through, from row `start` on. `stored`: see CompiledFilter.
    explicit EventRates(const EventFilter &filter = {}, std::uint64_t start = 0,
                        StoredAnswers stored = {});

    /// The rows that are counted: first() … position() - 1.
    std::uint64_t first() const { return m_first; }
    std::uint64_t position() const { return m_position; }
    /// Takes the rows below `first` off again, which have left the log. False: it came too late and they cannot be read
    /// any more; the counts mean nothing until restart().
    [[nodiscard]] bool takeOff(const Columns &columns, std::uint64_t first);
    /// Counts up to, not including, row `to`, at most a published() that was read before this call.
    /// What is already too old for a window that ends at `now` is not counted in that window. Stops early at a row that
    /// cannot be decided before more was read(). False: as takeOff().
    [[nodiscard]] bool advance(const Columns &columns, std::uint64_t to, WallTime now);
    /// CompiledFilter::slice and read.
    std::uint64_t slice(std::uint64_t rows) const { return m_filter.slice(rows); }
    void read(std::uint64_t to) const { m_filter.read(to); }
    /// Begins anew with the first row that is in the log.
    void restart(const Columns &columns);
    /// RateHistory::isTooCoarse: a restart() makes it finer.
    bool isTooCoarse() const { return m_groupings[0].counts.history.isTooCoarse(); }

    const RateResolutions &counts(RateGrouping grouping) const
    {
        return m_groupings[static_cast<std::size_t>(grouping)].counts;
    }

private:
    /// One grouping, and its counts of the span that is being read now.
    struct Grouping {
        RateResolutions counts;
        std::vector<std::uint32_t> open; ///< by code
        std::vector<ValueCode> touched;  ///< codes that are not 0 in `open`

        void add(ValueCode code);
        std::vector<CodeCount> close();
    };
    template<typename Close>
    bool visit(const Columns &columns, std::uint64_t &row, std::uint64_t to, Close close);

    CompiledFilter m_filter;
    std::uint64_t m_start;
    std::uint64_t m_first;
    std::uint64_t m_position;
    std::array<Grouping, 2> m_groupings;
};

} // namespace core

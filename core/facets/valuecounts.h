// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/facets/livetally.h"
#include "core/query/eventfilter.h"
#include "core/query/scanpool.h"

#include <cstdint>

namespace core {

class StoredValues;

/// How often one value occurs: in all that is kept, and in what the *other* choices of the filter
/// leave.
struct ValueCount {
    std::uint64_t kept = 0;
    std::uint64_t shown = 0;
    bool operator==(const ValueCount &) const = default;
};

/// How often each value of each facet occurs in the log as it is now. "Shown" follows the custom of faceted search: a type is
/// counted under what is asked of everything else, so that taking one type does not send its siblings to zero. Codes stand for
/// texts in core::valuesOf(); OtherCode counts the events whose value the dictionary had no room for, AbsentCode those that
/// have none. Lives on one thread (the GUI's); long work is done on the pool.
class ValueCounts {
public:
    /// All outlive it. Without `stored` an event whose value has no code matches no condition.
    ValueCounts(const Columns &columns, ScanPool &pool, StoredValues *stored = nullptr);

    /// Of the rows from `start` on (see LiveFilter::start). The old numbers stay until the new ones
    /// are whole.
    void setFilter(EventFilter filter, std::uint64_t start = 0);
    const EventFilter &filter() const { return m_filter; }

    /// The tick: counts what came since the last time. Bounded work. Answers whether any number may
    /// have changed.
    bool advance();

    /// Zero for a code that has not been counted.
    ValueCount count(Facet facet, ValueCode code) const;
    /// One above the highest code known: ask for FirstCode … end() - 1. A value whose events could not be kept, or have
    /// left, has `kept` 0 and is best not shown.
    ValueCode end(Facet facet) const { return m_kept.tally().end(facet); }
    /// How many values have an event.
    std::uint64_t distinct(Facet facet) const { return m_kept.tally().distinct(facet); }
    /// All events that are counted for a facet, whatever their value.
    ValueCount total(Facet facet) const;
    /// Events counted as kept.
    std::uint64_t kept() const { return m_kept.tally().rows(); }
    /// The numbers belong to the filter set last and hold exactly the rows that were in the log at
    /// the last advance().
    bool isComplete() const;

private:
    const Columns &m_columns;
    StoredValues *m_stored;
    EventFilter m_filter;
    std::uint64_t m_start = 0;
    std::uint64_t m_first = 0;
    std::uint64_t m_published = 0;
    LiveTally m_kept;
    LiveTally m_shown;
};

} // namespace core

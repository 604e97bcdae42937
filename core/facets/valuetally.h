// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/facets/facetfilter.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace core {

/// Counts per value of each facet over the rows from a starting point, each facet under what the filter asks of all others.
/// A value, used by one thread at a time.
class ValueTally {
public:
    explicit ValueTally(const FacetFilter &filter, std::uint64_t start = 0,
                        const FacetAnswers &stored = {});

    /// The rows that are counted: first() … position() - 1.
    std::uint64_t first() const { return m_first; }
    std::uint64_t position() const { return m_position; }
    std::uint64_t rows() const { return m_position - m_first; }

    /// Takes the rows below `first` off again, which have left the log. False: it came too late and they cannot be read
    /// any more; the numbers mean nothing until restart().
    [[nodiscard]] bool takeOff(const Columns &columns, std::uint64_t first);
    /// Counts up to, not including, row `to`, which is at most a published() read before this call. Stops early at a
    /// row that cannot be decided before more was read(). False: as takeOff().
    [[nodiscard]] bool advance(const Columns &columns, std::uint64_t to);
    /// As CompiledFilter: affordable, slice and read.
    std::uint64_t affordable(std::uint64_t rows) const;
    std::uint64_t slice(std::uint64_t rows) const;
    void read(std::uint64_t to) const;
    /// Begins anew with the first row that is in the log.
    void restart(const Columns &columns);

    std::uint64_t count(Facet facet, ValueCode code) const
    {
        const auto &counts = m_counts[facet].byCode;
        return code < counts.size() ? counts[code] : 0;
    }
    /// One above the highest code that may have a count.
    ValueCode end(Facet facet) const
    {
        return static_cast<ValueCode>(m_counts[facet].byCode.size());
    }
    /// How many values have one.
    std::uint64_t distinct(Facet facet) const;
    /// The sum of all.
    std::uint64_t total(Facet facet) const { return m_counts[facet].total; }

private:
    struct Counts {
        std::vector<std::uint64_t> byCode;
        std::uint64_t total = 0;
        std::uint64_t distinct = 0; ///< of all codes, also those that are no values
    };
    struct Add;
    struct Subtract;
    template<typename Count>
    bool visit(const Columns &columns, std::uint64_t &row, std::uint64_t to, Count count);
    bool judge(const RowRun &run, PerFacet<RowRun::Answers> &accepted);

    CompiledFilter m_common;
    PerFacet<std::optional<CompiledFilter>> m_own;
    std::uint64_t m_start = 0;
    std::uint64_t m_first = 0;
    std::uint64_t m_position = 0;
    PerFacet<Counts> m_counts;
};

} // namespace core

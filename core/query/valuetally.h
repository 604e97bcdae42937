// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"
#include "core/query/compiledfilter.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace core {

/// Counts per type and per source over the rows from a starting point: types under the filter's
/// choice of sources, sources under its choice of types. A value, used by one thread at a time.
class ValueTally {
public:
    /// `stored`: see CompiledFilter.
    explicit ValueTally(const EventFilter &filter, std::uint64_t start = 0,
                        StoredAnswers stored = {});

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
    /// CompiledFilter::affordable, slice and read.
    std::uint64_t affordable(std::uint64_t rows) const { return m_filter.affordable(rows); }
    std::uint64_t slice(std::uint64_t rows) const { return m_filter.slice(rows); }
    void read(std::uint64_t to) const { m_filter.read(to); }
    /// Begins anew with the first row that is in the log.
    void restart(const Columns &columns);

    std::uint64_t type(ValueCode code) const { return code < m_types.size() ? m_types[code] : 0; }
    std::uint64_t source(ValueCode code) const
    {
        return code < m_sources.size() ? m_sources[code] : 0;
    }
    ValueCode typesEnd() const { return static_cast<ValueCode>(m_types.size()); }
    ValueCode sourcesEnd() const { return static_cast<ValueCode>(m_sources.size()); }

private:
    template<typename Count>
    bool visit(const Columns &columns, std::uint64_t &row, std::uint64_t to, Count count);

    CompiledFilter m_filter;
    std::uint64_t m_start;
    std::uint64_t m_first;
    std::uint64_t m_position;
    std::vector<std::uint64_t> m_types;
    std::vector<std::uint64_t> m_sources;
};

} // namespace core

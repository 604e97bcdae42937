// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/columns.h"
#include "core/query/compiledfilter.h"

#include <cstdint>
#include <vector>

namespace core {

/// Counts per type and per source over the rows from a starting point: types under the filter's
/// choice of sources, sources under its choice of types. A value, used by one thread at a time.
class ValueTally {
public:
    explicit ValueTally(const EventFilter &filter, std::uint64_t start = 0);

    /// The next row to count.
    std::uint64_t position() const { return m_position; }
    /// Counts up to, not including, row `to`, which is at most a published() read before this call.
    void advance(const Columns &columns, std::uint64_t to);

    std::uint64_t type(ValueCode code) const { return code < m_types.size() ? m_types[code] : 0; }
    std::uint64_t source(ValueCode code) const
    {
        return code < m_sources.size() ? m_sources[code] : 0;
    }
    ValueCode typesEnd() const { return static_cast<ValueCode>(m_types.size()); }
    ValueCode sourcesEnd() const { return static_cast<ValueCode>(m_sources.size()); }

private:
    CompiledFilter m_filter;
    std::uint64_t m_position;
    std::vector<std::uint64_t> m_types;
    std::vector<std::uint64_t> m_sources;
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/facets/valuecounts.h"

#include "core/query/storedvalues.h"

#include <utility>

namespace core {

ValueCounts::ValueCounts(const Columns &columns, ScanPool &pool, StoredValues *stored)
    : m_columns(columns)
    , m_stored(stored)
    , m_kept(columns, pool)
    , m_shown(columns, pool)
{
}

void ValueCounts::setFilter(EventFilter filter, std::uint64_t start)
{
    if (filter == m_filter && start == m_start)
        return;
    m_filter = std::move(filter);
    m_start = start;
    const FacetFilter parts(m_filter);
    m_shown.replace(
        ValueTally(parts, m_start, m_stored ? FacetAnswers(*m_stored, parts) : FacetAnswers()));
}

bool ValueCounts::advance()
{
    m_first = m_columns.first();
    m_published = m_columns.published();
    const bool keptChanged = m_kept.advance(m_first, m_published);
    const bool shownChanged = m_shown.advance(m_first, m_published);
    return keptChanged || shownChanged;
}

ValueCount ValueCounts::count(Facet facet, ValueCode code) const
{
    return {m_kept.tally().count(facet, code), m_shown.tally().count(facet, code)};
}

ValueCount ValueCounts::total(Facet facet) const
{
    return {m_kept.tally().total(facet), m_shown.tally().total(facet)};
}

bool ValueCounts::isComplete() const
{
    return m_kept.isComplete(m_first, m_published) && m_shown.isComplete(m_first, m_published);
}

} // namespace core

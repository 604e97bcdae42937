// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/valuecounts.h"

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
    m_shown.replace(ValueTally(m_filter, m_start,
                               m_stored ? m_stored->answersForFacets(m_filter) : StoredAnswers()));
}

bool ValueCounts::advance()
{
    m_first = m_columns.first();
    m_published = m_columns.published();
    const bool keptChanged = m_kept.advance(m_first, m_published);
    const bool shownChanged = m_shown.advance(m_first, m_published);
    return keptChanged || shownChanged;
}

ValueCount ValueCounts::type(ValueCode code) const
{
    return {m_kept.tally().type(code), m_shown.tally().type(code)};
}

ValueCount ValueCounts::source(ValueCode code) const
{
    return {m_kept.tally().source(code), m_shown.tally().source(code)};
}

bool ValueCounts::isComplete() const
{
    return m_kept.isComplete(m_first, m_published) && m_shown.isComplete(m_first, m_published);
}

} // namespace core

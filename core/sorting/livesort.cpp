// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/sorting/livesort.h"

#include <utility>

namespace core {

LiveSort::LiveSort(const Columns &columns, const LiveFilter &filter, ScanPool &pool,
                   MakeKeys makeKeys)
    : m_columns(columns)
    , m_filter(filter)
    , m_makeKeys(std::move(makeKeys))
    , m_sort(columns, pool)
{
}

void LiveSort::setOrder(const std::optional<SortOrder> &order)
{
    if (order == m_order)
        return;
    m_order = order;
    m_sort.stop();
    m_isSorting = false;
    m_hasNext = false;
    m_next.reset();
    if (m_order)
        start();
    else
        m_hasNext = m_shown != nullptr;
}

void LiveSort::renew()
{
    if (m_order)
        start();
}

void LiveSort::start()
{
    const LiveFilter::Rows &rows = m_filter.shown();
    m_generation = m_filter.generation();
    m_startCount = rows.count();
    m_isWhole = !m_filter.isSearching();
    auto keys = makeKeys(rows);
    if (!keys || !SortedRows::canHold(rows.begin(), rows.seen)) {
        setOrder(std::nullopt);
        return;
    }
    m_isSorting = true;
    m_hasNext = false;
    m_sort.start(*m_order, std::move(keys), rows);
}

std::unique_ptr<SortKeys> LiveSort::makeKeys(const LiveFilter::Rows &rows) const
{
    using By = SortOrder::By;
    const By by = m_order->by;
    const bool isOnDisk = by == By::Value || (by == By::Type && m_columns.types.isFull()) ||
                          (by == By::Source && m_columns.sources.isFull()) ||
                          (by == By::Subject && m_columns.subjects.isFull()) ||
                          (by == By::ContentType && m_columns.contentTypes.isFull());
    auto keys = isOnDisk && m_makeKeys ? m_makeKeys(*m_order, rows) : nullptr;
    return keys ? std::move(keys) : columnKeys(m_columns, by);
}

void LiveSort::cancel()
{
    if (!m_isSorting)
        return;
    m_sort.stop();
    m_isSorting = false;
    m_isWhole = true;
    if (m_shown && m_shownGeneration == m_filter.generation()) {
        m_order = m_shown->order();
        m_generation = m_shownGeneration;
    } else {
        setOrder(std::nullopt);
    }
}

bool LiveSort::prepare()
{
    take();
    if (!m_order || m_hasNext)
        return m_hasNext;
    // Another filter, or another starting point; and what a filter goes on to find, each time that it is twice as much.
    const bool isOther = m_generation != m_filter.generation();
    const bool isTwice = m_filter.count() > m_startCount && m_filter.count() >= 2 * m_startCount;
    const bool isMore = !m_isWhole && !m_isSorting && (!m_filter.isSearching() || isTwice);
    if (isOther || isMore)
        start();
    else if (m_shown && !m_sort.isSorting() && m_shown->base() < m_columns.first())
        startForgetting();
    take();
    return m_hasNext;
}

void LiveSort::startForgetting()
{
    m_sort.startForgetting(m_shown, m_columns.first());
}

void LiveSort::take()
{
    auto outcome = m_sort.take();
    if (!outcome)
        return;
    const bool hasOnlyForgotten = !std::exchange(m_isSorting, false);
    if (!outcome->rows) {
        start();
    } else if (hasOnlyForgotten && outcome->rows->count() == m_shown->count()) {
        m_shown = std::move(outcome->rows); // nothing that anybody could see
    } else {
        m_next = std::move(outcome->rows);
        m_hasNext = true;
    }
}

void LiveSort::apply()
{
    if (!std::exchange(m_hasNext, false))
        return;
    m_sort.release(std::exchange(m_shown, std::exchange(m_next, nullptr)));
    m_shownGeneration = m_generation;
    m_asked.reset();
}

std::optional<std::uint64_t> LiveSort::positionOf(std::uint64_t row) const
{
    if (!m_asked || m_asked->first != row)
        m_asked = {row, m_shown->positionOf(row)};
    return m_asked->second;
}

std::uint64_t LiveSort::waiting() const
{
    // What an unfinished search goes on to find is nothing new.
    if (!m_shown || m_isSorting || !m_isWhole || m_generation != m_filter.generation())
        return 0;
    return m_filter.count() - m_filter.positionsBefore(m_shown->end());
}

} // namespace core

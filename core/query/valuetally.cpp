// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/valuetally.h"

#include <algorithm>
#include <span>
#include <utility>

namespace core {

namespace {

/// Adds to the count of each of `codes` what `counts` says of its row: 0 or 1.
void add(std::span<const ValueCode> codes, const std::uint8_t *counts,
         std::vector<std::uint64_t> &result)
{
    for (std::size_t i = 0; i < codes.size(); ++i)
        result[codes[i]] += counts[i];
}

void subtract(std::span<const ValueCode> codes, const std::uint8_t *counts,
              std::vector<std::uint64_t> &result)
{
    for (std::size_t i = 0; i < codes.size(); ++i)
        result[codes[i]] -= counts[i];
}

} // namespace

ValueTally::ValueTally(const EventFilter &filter, std::uint64_t start, StoredAnswers stored)
    : m_filter(filter, std::move(stored))
    , m_start(start)
    , m_first(start)
    , m_position(start)
{
}

/// Moves `row` on as far as rows can be decided, at most to `to`. False: what was read may be zeros.
template<typename Count>
bool ValueTally::visit(const Columns &columns, std::uint64_t &row, std::uint64_t to, Count count)
{
    RowRun::Answers passing;
    RowRun::Answers typeAccepted;
    RowRun::Answers sourceAccepted;
    passing.fill(1);
    typeAccepted.fill(1);
    sourceAccepted.fill(1);
    const std::uint64_t from = row;
    while (row < to) {
        const RowRun run(columns, row, to);
        if (m_filter.hasExpression()) {
            passing.fill(1);
            if (!m_filter.judgeExpression(run, passing))
                break;
        }
        if (m_filter.hasExpression() || !m_filter.types.acceptsAll()) {
            typeAccepted = passing;
            if (!m_filter.judgeTypes(run, typeAccepted))
                break;
        }
        if (m_filter.hasExpression() || !m_filter.sources.acceptsAll()) {
            sourceAccepted = passing;
            if (!m_filter.judgeSources(run, sourceAccepted))
                break;
        }
        count(run.types(), sourceAccepted.data(), m_types);
        count(run.sources(), typeAccepted.data(), m_sources);
        row += run.rows;
    }
    return columns.readable() <= from;
}

bool ValueTally::takeOff(const Columns &columns, std::uint64_t first)
{
    if (first <= m_first)
        return true;
    const std::uint64_t end = std::min(first, m_position);
    if (end < first) { // nothing of what was counted is left
        restart(columns);
        return true;
    }
    const bool isRead = visit(columns, m_first, end, subtract);
    return isRead && m_first == end;
}

bool ValueTally::advance(const Columns &columns, std::uint64_t to)
{
    if (m_position >= to)
        return true;
    m_filter.follow(columns);
    m_types.resize(std::max<std::size_t>(m_types.size(), columns.types.end()));
    m_sources.resize(std::max<std::size_t>(m_sources.size(), columns.sources.end()));
    return visit(columns, m_position, to, add);
}

void ValueTally::restart(const Columns &columns)
{
    m_first = std::max(m_start, columns.first());
    m_position = m_first;
    std::fill(m_types.begin(), m_types.end(), 0);
    std::fill(m_sources.begin(), m_sources.end(), 0);
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/facets/valuetally.h"

#include <algorithm>
#include <utility>

namespace core {

/// Counts each of `codes` as often as `times` says of its row: 0 or 1.
struct ValueTally::Add {
    template<typename Code>
    void operator()(std::span<const Code> codes, const RowRun::Answers &times, Counts &counts) const
    {
        for (std::size_t i = 0; i < codes.size(); ++i) {
            std::uint64_t &count = counts.byCode[codes[i]];
            counts.distinct += static_cast<unsigned>(count == 0) & unsigned{times[i]};
            counts.total += times[i];
            count += times[i];
        }
    }
};

struct ValueTally::Subtract {
    template<typename Code>
    void operator()(std::span<const Code> codes, const RowRun::Answers &times, Counts &counts) const
    {
        for (std::size_t i = 0; i < codes.size(); ++i) {
            std::uint64_t &count = counts.byCode[codes[i]];
            count -= times[i];
            counts.total -= times[i];
            counts.distinct -= static_cast<unsigned>(count == 0) & unsigned{times[i]};
        }
    }
};

namespace {

void keepBoth(RowRun::Answers &all, const RowRun::Answers &other)
{
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] &= other[i];
}

} // namespace

ValueTally::ValueTally(const FacetFilter &filter, std::uint64_t start, const FacetAnswers &stored)
    : m_common(filter.common, stored.common)
    , m_start(start)
    , m_first(start)
    , m_position(start)
{
    for (const Facet facet : AllFacets) {
        EventFilter own;
        own.expression = filter.joined(facet);
        if (own.expression)
            m_own[facet].emplace(own, stored.own[facet]);
    }
}

/// What passes the conditions that belong to no facet, and those of all facets but its own. False: not all rows can be
/// decided yet.
bool ValueTally::judge(const RowRun &run, PerFacet<RowRun::Answers> &accepted)
{
    RowRun::Answers common;
    common.fill(1);
    if (!m_common.judgeExpression(run, common))
        return false;
    for (const Facet facet : AllFacets)
        accepted[facet] = common;
    for (const Facet facet : AllFacets) {
        const CodeCondition *names = facet == Facet::Type     ? &m_common.types
                                     : facet == Facet::Source ? &m_common.sources
                                                              : nullptr;
        const bool hasNames = names && !names->acceptsAll();
        if (!hasNames && !m_own[facet])
            continue;
        RowRun::Answers own = common;
        if (hasNames && !(facet == Facet::Type ? m_common.judgeTypes(run, own)
                                               : m_common.judgeSources(run, own)))
            return false;
        if (m_own[facet] && !m_own[facet]->judgeExpression(run, own))
            return false;
        for (const Facet other : AllFacets) {
            if (other != facet)
                keepBoth(accepted[other], own);
        }
    }
    return true;
}

/// Moves `row` on as far as rows can be decided, at most to `to`. False: what was read may be zeros.
template<typename Count>
bool ValueTally::visit(const Columns &columns, std::uint64_t &row, std::uint64_t to, Count count)
{
    PerFacet<RowRun::Answers> accepted;
    const std::uint64_t from = row;
    while (row < to) {
        const RowRun run(columns, row, to);
        if (!judge(run, accepted))
            break;
        const auto add = [&](Facet facet, const auto &column) {
            count(run.of(column), accepted[facet], m_counts[facet]);
        };
        add(Facet::Type, run.block.type);
        add(Facet::Source, run.block.source);
        add(Facet::Subject, run.block.subject);
        add(Facet::ContentType, run.block.contentType);
        add(Facet::Origin, run.block.connection);
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
    const bool isRead = visit(columns, m_first, end, Subtract());
    return isRead && m_first == end;
}

bool ValueTally::advance(const Columns &columns, std::uint64_t to)
{
    if (m_position >= to)
        return true;
    m_common.follow(columns);
    for (const Facet facet : AllFacets) {
        if (m_own[facet])
            m_own[facet]->follow(columns);
        auto &counts = m_counts[facet].byCode;
        counts.resize(std::max<std::size_t>(counts.size(), valuesOf(columns, facet).end()));
    }
    return visit(columns, m_position, to, Add());
}

std::uint64_t ValueTally::affordable(std::uint64_t rows) const
{
    rows = m_common.affordable(rows);
    for (const Facet facet : AllFacets)
        rows = m_own[facet] ? m_own[facet]->affordable(rows) : rows;
    return rows;
}

std::uint64_t ValueTally::slice(std::uint64_t rows) const
{
    rows = m_common.slice(rows);
    for (const Facet facet : AllFacets)
        rows = m_own[facet] ? m_own[facet]->slice(rows) : rows;
    return rows;
}

void ValueTally::read(std::uint64_t to) const
{
    m_common.read(to);
    for (const Facet facet : AllFacets) {
        if (m_own[facet])
            m_own[facet]->read(to);
    }
}

void ValueTally::restart(const Columns &columns)
{
    m_first = std::max(m_start, columns.first());
    m_position = m_first;
    for (const Facet facet : AllFacets) {
        Counts &counts = m_counts[facet];
        std::fill(counts.byCode.begin(), counts.byCode.end(), 0);
        counts.total = 0;
        counts.distinct = 0;
    }
}

std::uint64_t ValueTally::distinct(Facet facet) const
{
    const unsigned others =
        (count(facet, AbsentCode) > 0 ? 1U : 0U) + (count(facet, OtherCode) > 0 ? 1U : 0U);
    return m_counts[facet].distinct - others;
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/facets/facetvalues.h"

#include <algorithm>
#include <utility>

namespace ui {

FacetValues::FacetValues(core::Facet facet, const core::Columns &columns, Name name)
    : m_facet(facet)
    , m_values(core::valuesOf(columns, facet))
    , m_name(std::move(name))
{
}

void FacetValues::search(const std::string &words)
{
    m_search.reset();
    if (!words.empty()) {
        if (auto matcher = core::TextMatcher::make({words}))
            m_search.emplace(std::move(*matcher));
    }
    m_isStale = true;
}

void FacetValues::takeFilter(core::EventFilter::Texts named)
{
    m_named = std::move(named);
    m_isStale = true;
    m_isCounting = true;
}

bool FacetValues::isOutOfDate(const core::ValueCounts &counts) const
{
    const quint64 distinct = counts.distinct(m_facet);
    if (m_isStale || (m_isCounting && counts.isComplete()))
        return true;
    if (m_search)
        return distinct != m_distinct;
    if (distinct <= MaxValues)
        return distinct != m_codes.size();
    return m_codes.size() < MaxValues * 3 / 4 || counts.kept() / 2 >= m_kept;
}

std::optional<core::TopValues::Weight> FacetValues::weigh(const core::ValueCounts &counts,
                                                          core::ValueCode code)
{
    const core::ValueCount count = counts.count(m_facet, code);
    if (count.kept == 0 || (m_search && !m_search->matches(m_name(code))))
        return std::nullopt;
    const bool isNamed = !m_named.empty() && m_named.contains(m_values.text(code));
    return core::TopValues::Weight{isNamed, count.shown, count.kept};
}

bool FacetValues::advance(const core::ValueCounts &counts)
{
    const auto hasLeft = [&](core::ValueCode code) {
        return counts.count(m_facet, code).kept == 0;
    };
    const bool isFewer = std::erase_if(m_codes, hasLeft) > 0;
    if (isOutOfDate(counts) && (!m_top || m_isStale)) {
        m_top.emplace(MaxValues, counts.end(m_facet));
        m_isCounting = m_isCounting && !counts.isComplete();
        m_isStale = false;
        m_kept = counts.kept();
        m_distinct = counts.distinct(m_facet);
    }
    if (!m_top || !m_top->step([&](core::ValueCode code) { return weigh(counts, code); }))
        return isFewer;
    std::vector<core::ValueCode> codes = m_top->best();
    m_matches = m_top->matches();
    m_top.reset();
    if (m_matches == codes.size() && !m_search)
        std::sort(codes.begin(), codes.end());
    const bool isOther = codes != m_codes;
    m_codes = std::move(codes);
    return isOther || isFewer;
}

quint64 FacetValues::matches(const core::ValueCounts &counts) const
{
    return m_search ? m_matches : std::max<quint64>(counts.distinct(m_facet), m_codes.size());
}

} // namespace ui

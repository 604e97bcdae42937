// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/facets/facet.h"
#include "core/facets/topvalues.h"
#include "core/facets/valuecounts.h"
#include "core/text/textmatcher.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ui {

/// Which values of a facet have a row. While they are few all have one, in the order in which they were first seen; else those
/// with the most events, and those that the filter names. They are looked for in steps, and anew only when the filter is
/// another, the capture has doubled, or one of them has gone: what a person reads stays still. GUI thread.
class FacetValues {
public:
    static constexpr std::size_t MaxValues = 200;

    using Name = std::function<std::string(core::ValueCode)>;

    /// `columns` outlives it. `name`: what a value is called on the screen, which is what is searched.
    FacetValues(core::Facet facet, const core::Columns &columns, Name name);

    /// Only values whose names have that in them, letters without case; empty: all.
    void search(const std::string &words);
    /// The filter is another; these values must have a row.
    void takeFilter(core::EventFilter::Texts named);

    /// The tick; looks at no more than TopValues::ValuesPerStep values. Answers whether other values have a row than before,
    /// or in another order.
    bool advance(const core::ValueCounts &counts);
    /// It has not found all yet.
    bool isBusy() const { return m_top.has_value() || m_isStale; }

    const std::vector<core::ValueCode> &codes() const { return m_codes; }
    /// How many there are that could have one.
    quint64 matches(const core::ValueCounts &counts) const;
    bool isSearching() const { return m_search.has_value(); }

private:
    bool isOutOfDate(const core::ValueCounts &counts) const;
    std::optional<core::TopValues::Weight> weigh(const core::ValueCounts &counts,
                                                 core::ValueCode code);

    core::Facet m_facet;
    const core::Dictionary &m_values;
    Name m_name;
    std::optional<core::TextMatcher> m_search;
    core::EventFilter::Texts m_named;
    bool m_isStale = false;    ///< what was found last is not what is asked now
    bool m_isCounting = false; ///< the counts are still those of another filter
    std::optional<core::TopValues> m_top;
    std::vector<core::ValueCode> m_codes;
    quint64 m_matches = 0;
    quint64 m_kept = 0;     ///< events when they were found last
    quint64 m_distinct = 0; ///< values then
};

} // namespace ui

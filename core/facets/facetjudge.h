// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/facets/facetfilter.h"

#include <optional>
#include <string_view>
#include <vector>

namespace core {

/// What a filter says of one value of a facet.
enum class FacetState {
    None,
    Taken,    ///< the facet is narrowed down, and this value is among what is asked for
    Excluded, ///< the filter says that it does not want this value
};

/// Whether a clause says what it does not want (`type != 'a'`, `subject NOT LIKE 'a%'`, `EXISTS subject`) rather than what it
/// wants. Pure.
[[nodiscard]] bool isExclusion(const cesql::Expression &clause, cesql::NodeIndex node);
[[nodiscard]] inline bool isExclusion(const cesql::Expression &clause)
{
    return isExclusion(clause, clause.root());
}

/// A filter as seen from one facet: what it says of each value, however that was written. A value.
class FacetJudge {
public:
    FacetJudge(const EventFilter &filter, Facet facet);

    /// `value`: nothing for events without that attribute.
    [[nodiscard]] FacetState of(std::optional<std::string_view> value) const;

private:
    Facet m_facet;
    EventFilter::Texts m_taken;
    EventFilter::Texts m_excluded;
    std::vector<cesql::Expression> m_conditions; ///< what is taken passes all of them
    std::vector<cesql::Expression> m_exclusions; ///< what is not excluded passes all of them
};

} // namespace core

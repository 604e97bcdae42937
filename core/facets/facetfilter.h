// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/facets/facet.h"
#include "core/query/compiledfilter.h"
#include "core/query/eventfilter.h"

#include <optional>
#include <vector>

namespace core {

class StoredValues;

/// A clause of an expression (clauses.h), and the facet that it is about if it looks at nothing else.
struct FacetClause {
    cesql::NodeIndex clause{};
    std::optional<Facet> facet;
};
/// All of them in their order; the whole of an expression that cannot be taken apart. Pure.
[[nodiscard]] std::vector<FacetClause> facetClausesOf(const cesql::Expression &expression);

/// An EventFilter taken apart: for each facet the clauses that look at nothing else, and what is left. An event passes the
/// filter if it passes all of them. Pure.
struct FacetFilter {
    explicit FacetFilter(const EventFilter &filter);

    /// Choices of types and sources, and the clauses of the expression that are about several things or others.
    EventFilter common;
    PerFacet<std::vector<cesql::Expression>> own;

    /// The own clauses of a facet as one.
    [[nodiscard]] std::optional<cesql::Expression> joined(Facet facet) const;
};

/// Who decides rows that the columns alone cannot, for the parts of a FacetFilter.
struct FacetAnswers {
    StoredAnswers common;
    PerFacet<StoredAnswers> own;

    FacetAnswers() = default;
    FacetAnswers(StoredValues &values, const FacetFilter &filter);
};

} // namespace core

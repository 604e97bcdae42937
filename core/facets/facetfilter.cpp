// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/facets/facetfilter.h"

#include "core/cesql/parser.h"
#include "core/query/clauses.h"
#include "core/query/expressioninputs.h"
#include "core/query/storedvalues.h"

#include <algorithm>
#include <string>

namespace core {

namespace {

using cesql::NodeIndex;

std::optional<Facet> facetOf(const ExpressionInputs &inputs)
{
    const auto only = inputs.only();
    const auto facet = std::find_if(AllFacets.begin(), AllFacets.end(), [&](Facet candidate) {
        return only && inputOf(candidate) == *only;
    });
    return facet == AllFacets.end() ? std::nullopt : std::optional(*facet);
}

} // namespace

std::vector<FacetClause> facetClausesOf(const cesql::Expression &expression)
{
    const std::vector<NodeIndex> clauses = clausesOf(expression);
    // A number would be cast as a clause, and passes nothing as an expression of its own.
    if (!std::all_of(clauses.begin(), clauses.end(),
                     [&](NodeIndex clause) { return isAlwaysBoolean(expression.node(clause)); }))
        return {{expression.root(), std::nullopt}};
    const std::vector<ExpressionInputs> inputs = inputsOf(expression);
    std::vector<FacetClause> all;
    for (const NodeIndex clause : clauses)
        all.push_back({clause, facetOf(inputs[static_cast<std::size_t>(clause)])});
    return all;
}

FacetFilter::FacetFilter(const EventFilter &filter)
    : common(filter)
{
    if (!filter.expression)
        return;
    const cesql::Expression &whole = *filter.expression;
    const std::vector<FacetClause> clauses = facetClausesOf(whole);
    std::vector<NodeIndex> others;
    for (const FacetClause &each : clauses) {
        auto alone = cesql::parse(whole.textOf(each.clause));
        if (each.facet && alone)
            own[*each.facet].push_back(std::move(*alone));
        else
            others.push_back(each.clause);
    }
    if (others.size() == clauses.size())
        return;
    common.expression.reset();
    if (others.empty())
        return;
    if (auto rest = cesql::parse(joinedClauses(whole, others))) {
        common.expression = std::move(*rest);
    } else { // cannot be: parts of what was read are read again, in the same way
        common.expression = whole;
        own = {};
    }
}

std::optional<cesql::Expression> FacetFilter::joined(Facet facet) const
{
    std::string text;
    for (const cesql::Expression &clause : own[facet]) {
        if (own[facet].size() == 1)
            return clause;
        addClause(text, asClause(clause));
    }
    auto all = cesql::parse(text);
    return all ? std::optional(std::move(*all)) : std::nullopt;
}

FacetAnswers::FacetAnswers(StoredValues &values, const FacetFilter &filter)
{
    EventFilter names = filter.common;
    names.expression.reset();
    names.marks.reset();
    common.names = values.answersFor(names).names;
    const auto answersTo = [&](const std::optional<cesql::Expression> &expression) {
        EventFilter alone;
        alone.expression = expression;
        if (expression && asksForMarks(*expression))
            alone.marks = filter.common.marks;
        return values.answersFor(alone).expression;
    };
    common.expression = answersTo(filter.common.expression);
    for (const Facet facet : AllFacets)
        own[facet].expression = answersTo(filter.joined(facet));
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/facets/facetjudge.h"

#include "core/cesql/evaluator.h"

#include <algorithm>

namespace core {

namespace {

using cesql::NodeKind;

/// An event of which only the value of one facet is known.
class OneValue : public cesql::EventContext {
public:
    OneValue(Facet facet, std::optional<std::string_view> value)
        : m_facet(facet)
        , m_value(value)
    {
    }
    std::optional<cesql::Value> attribute(std::string_view) const override
    {
        return m_value ? std::optional(cesql::Value::borrowed(*m_value)) : std::nullopt;
    }
    std::optional<std::string_view> origin() const override
    {
        return m_facet == Facet::Origin ? m_value.value_or(std::string_view())
                                        : std::optional<std::string_view>();
    }

private:
    Facet m_facet;
    std::optional<std::string_view> m_value;
};

} // namespace

bool isExclusion(const cesql::Expression &clause, cesql::NodeIndex index)
{
    const cesql::Node &node = clause.node(index);
    const auto excludes = [&](cesql::NodeIndex child) { return isExclusion(clause, child); };
    const auto children = clause.children(node);
    switch (node.kind) {
    case NodeKind::Not:
        return !excludes(children.front());
    case NodeKind::NotEqual:
    case NodeKind::Exists:
        return true;
    case NodeKind::Like:
    case NodeKind::In:
        return node.isNegated;
    case NodeKind::Or: // lets through whatever one of them does not exclude
        return std::any_of(children.begin(), children.end(), excludes);
    case NodeKind::And:
        return std::all_of(children.begin(), children.end(), excludes);
    default:
        return false;
    }
}

FacetJudge::FacetJudge(const EventFilter &filter, Facet facet)
    : m_facet(facet)
{
    if (facet == Facet::Type || facet == Facet::Source) {
        const bool isType = facet == Facet::Type;
        m_taken = isType ? filter.types : filter.sources;
        m_excluded = isType ? filter.excludedTypes : filter.excludedSources;
    }
    const FacetFilter parts(filter);
    for (const cesql::Expression &clause : parts.own[facet])
        (isExclusion(clause) ? m_exclusions : m_conditions).push_back(clause);
}

FacetState FacetJudge::of(std::optional<std::string_view> value) const
{
    const OneValue event(m_facet, value);
    const auto passes = [&](const cesql::Expression &clause) {
        return cesql::passes(evaluate(clause, event));
    };
    if ((value && m_excluded.contains(*value)) ||
        !std::all_of(m_exclusions.begin(), m_exclusions.end(), passes))
        return FacetState::Excluded;
    if (m_taken.empty() && m_conditions.empty())
        return FacetState::None;
    const bool isTaken = (m_taken.empty() || (value && m_taken.contains(*value))) &&
                         std::all_of(m_conditions.begin(), m_conditions.end(), passes);
    return isTaken ? FacetState::Taken : FacetState::None;
}

} // namespace core

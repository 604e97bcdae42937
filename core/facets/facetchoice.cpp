// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/facets/facetchoice.h"

#include "core/cesql/evaluator.h"
#include "core/cesql/literaltext.h"
#include "core/cesql/parser.h"
#include "core/facets/facetfilter.h"
#include "core/facets/facetjudge.h"
#include "core/query/clauses.h"
#include "core/query/filterexpression.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace core {

namespace {

using cesql::Expression;
using cesql::Node;
using cesql::NodeIndex;
using cesql::NodeKind;

bool isBelow(std::string_view value, std::string_view branch)
{
    return value.size() > branch.size() && value.starts_with(branch) && value[branch.size()] == '.';
}

bool isBelowOneOf(std::string_view value, const EventFilter::Texts &branches)
{
    return std::any_of(branches.begin(), branches.end(),
                       [&](const std::string &branch) { return isBelow(value, branch); });
}

// Reading

/// An event of which nothing is known, for what is the same for all.
class Nothing : public cesql::EventContext {
public:
    std::optional<cesql::Value> attribute(std::string_view) const override { return {}; }
};

/// A text that is the same whatever the event: a literal, or the CONCAT that stands where none can (literaltext.h).
std::optional<std::string> fixedText(const Expression &expression, NodeIndex index)
{
    const Node &node = expression.node(index);
    const bool isMade = node.signature() && node.signature()->function == cesql::Function::Concat;
    if (node.kind != NodeKind::Literal && !isMade)
        return std::nullopt;
    const cesql::Evaluation text = evaluate(expression, index, Nothing());
    if (!text.errors.isEmpty() || !text.value.isString())
        return std::nullopt;
    return std::string(text.value.asText());
}

/// `com.shop` of the pattern `com.shop.%`.
std::optional<std::string> branchOf(std::string_view pattern)
{
    if (!pattern.ends_with(".%"))
        return std::nullopt;
    pattern.remove_suffix(2);
    std::string branch;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool escapes = pattern[i] == '\\' && i + 1 < pattern.size() &&
                             (pattern[i + 1] == '%' || pattern[i + 1] == '_');
        if (!escapes && (pattern[i] == '%' || pattern[i] == '_'))
            return std::nullopt;
        i += escapes ? 1 : 0;
        branch += pattern[i];
    }
    return branch.empty() ? std::nullopt : std::optional(branch);
}

class Reader {
public:
    Reader(const Expression &expression, Facet facet)
        : m_expression(expression)
        , m_facet(facet)
    {
    }

    /// What `index` asks for, if that can be said by picks.
    std::optional<FacetPicks> wanted(NodeIndex index) const
    {
        const Node &node = m_expression.node(index);
        const auto children = m_expression.children(node);
        if (node.kind == NodeKind::Not) {
            const Node &negated = m_expression.node(children.front());
            if (negated.kind == NodeKind::Exists)
                return FacetPicks{{}, {}, true};
            return unwanted(children.front());
        }
        return node.isNegated || node.kind == NodeKind::NotEqual ? std::nullopt : named(node);
    }

    /// What `index` does not want. Where the attribute is absent that is an error: see isGuarded().
    std::optional<FacetPicks> unwanted(NodeIndex index) const
    {
        const Node &node = m_expression.node(index);
        if (node.kind == NodeKind::Not)
            return wanted(m_expression.children(node).front());
        return node.isNegated || node.kind == NodeKind::NotEqual ? named(node) : std::nullopt;
    }

    /// The other side of `NOT EXISTS subject OR …`.
    std::optional<NodeIndex> guarded(NodeIndex index) const
    {
        const auto children = m_expression.children(index);
        if (m_expression.node(index).kind != NodeKind::Or || children.size() != 2 ||
            !asksForAbsence(children.front()))
            return std::nullopt;
        return children.back();
    }

private:
    bool asksForAbsence(NodeIndex index) const
    {
        return m_expression.node(index).kind == NodeKind::Not &&
               m_expression.node(m_expression.children(index).front()).kind == NodeKind::Exists;
    }

    bool isOperand(NodeIndex index) const
    {
        const Node &node = m_expression.node(index);
        return node.kind == NodeKind::Attribute ||
               (node.signature() && node.signature()->function == cesql::Function::Origin);
    }

    /// The texts that a comparison with the facet names.
    std::optional<FacetPicks> named(const Node &node) const
    {
        const auto children = m_expression.children(node);
        FacetPicks picks;
        switch (node.kind) {
        case NodeKind::Equal:
        case NodeKind::NotEqual: {
            const bool isFirst = isOperand(children[0]);
            const auto text = fixedText(m_expression, children[isFirst ? 1 : 0]);
            if (!text || !isOperand(children[isFirst ? 0 : 1]))
                return std::nullopt;
            add(*text, picks);
            return picks;
        }
        case NodeKind::In:
            if (!isOperand(children[0]))
                return std::nullopt;
            for (const NodeIndex element : children.subspan(1)) {
                const auto text = fixedText(m_expression, element);
                if (!text)
                    return std::nullopt;
                add(*text, picks);
            }
            return picks;
        case NodeKind::Like: {
            const auto pattern = fixedText(m_expression, children[1]);
            const auto branch = pattern ? branchOf(*pattern) : std::nullopt;
            if (!branch || !isOperand(children[0]))
                return std::nullopt;
            picks.branches.insert(*branch);
            return picks;
        }
        default:
            return std::nullopt;
        }
    }

    void add(const std::string &text, FacetPicks &picks) const
    {
        if (text.empty() && m_facet == Facet::Origin)
            picks.isAbsent = true;
        else
            picks.values.insert(text);
    }

    const Expression &m_expression;
    Facet m_facet;
};

/// In parentheses wherever something could be joined with a part of it.
std::string operandText(const Expression &expression, NodeIndex index)
{
    const std::string text(expression.textOf(index));
    return isConnective(expression.node(index).kind) && expression.node(index).kind != NodeKind::Not
               ? '(' + text + ')'
               : text;
}

void readExclusion(const Expression &clause, Facet facet, FacetChoice &choice)
{
    const Reader reader(clause, facet);
    if (clause.node(clause.root()).kind == NodeKind::Exists) {
        choice.excluded.isAbsent = true;
        return;
    }
    const auto guarded = reader.guarded(clause.root());
    if (const auto picks = reader.unwanted(guarded.value_or(clause.root()))) {
        choice.excluded.add(*picks);
        if (isOptional(facet) && !guarded)
            choice.excluded.isAbsent = true;
        return;
    }
    choice.otherConditions.push_back(operandText(clause, clause.root()));
}

void readCondition(const Expression &clause, Facet facet, FacetChoice &choice)
{
    const Reader reader(clause, facet);
    const Node &root = clause.node(clause.root());
    std::vector<NodeIndex> ways{clause.root()};
    if (root.kind == NodeKind::Or) {
        const auto children = clause.children(root);
        ways.assign(children.begin(), children.end());
    }
    for (const NodeIndex way : ways) {
        if (const auto picks = reader.wanted(way))
            choice.taken.add(*picks);
        else
            choice.otherTaken.push_back(operandText(clause, way));
    }
}

// Writing

void append(std::string &text, const std::string &more, std::string_view between)
{
    if (!text.empty())
        text += between;
    text += more;
}

std::string valuesText(Facet facet, const FacetPicks &picks, bool isExcluded)
{
    EventFilter::Texts values = picks.values;
    if (picks.isAbsent && !isOptional(facet))
        values.insert(std::string());
    if (values.empty())
        return {};
    std::string text(operandOf(facet));
    if (values.size() == 1)
        return text + (isExcluded ? " != " : " = ") + cesql::literalText(*values.begin());
    std::string list;
    for (const std::string &value : values)
        append(list, cesql::literalText(value), ", ");
    return text + (isExcluded ? " NOT IN (" : " IN (") + list + ')';
}

std::string branchText(Facet facet, const std::string &branch, bool isExcluded)
{
    return std::string(operandOf(facet)) + (isExcluded ? " NOT LIKE " : " LIKE ") +
           cesql::literalText(cesql::likePattern(branch) + ".%");
}

EventFilter::Texts *texts(EventFilter &filter, Facet facet, bool areExcluded)
{
    switch (facet) {
    case Facet::Type:
        return areExcluded ? &filter.excludedTypes : &filter.types;
    case Facet::Source:
        return areExcluded ? &filter.excludedSources : &filter.sources;
    default:
        return nullptr;
    }
}

} // namespace

void FacetPicks::add(const FacetPicks &other)
{
    isAbsent = isAbsent || other.isAbsent;
    branches.insert(other.branches.begin(), other.branches.end());
    values.insert(other.values.begin(), other.values.end());
    std::erase_if(values, [&](const std::string &value) { return isBelowOneOf(value, branches); });
    const EventFilter::Texts all = branches;
    std::erase_if(branches, [&](const std::string &branch) { return isBelowOneOf(branch, all); });
}

void FacetPicks::remove(const FacetPicks &other)
{
    isAbsent = isAbsent && !other.isAbsent;
    const auto goes = [&](const EventFilter::Texts &same) {
        return [&](const std::string &text) {
            return same.contains(text) || isBelowOneOf(text, other.branches);
        };
    };
    std::erase_if(values, goes(other.values));
    std::erase_if(branches, goes(other.branches));
}

std::string FacetChoice::text(Facet facet) const
{
    const std::string operand(operandOf(facet));
    std::vector<std::string> ways;
    if (taken.isAbsent && isOptional(facet)) // first: behind an error nothing is looked at
        ways.push_back("NOT EXISTS " + operand);
    if (std::string values = valuesText(facet, taken, false); !values.empty())
        ways.push_back(std::move(values));
    for (const std::string &branch : taken.branches)
        ways.push_back(branchText(facet, branch, false));
    ways.insert(ways.end(), otherTaken.begin(), otherTaken.end());
    std::string text;
    for (const std::string &way : ways)
        append(text, way, " OR ");
    if (ways.size() > 1)
        text = '(' + text + ')';

    std::vector<std::string> exclusions;
    if (std::string values = valuesText(facet, excluded, true); !values.empty())
        exclusions.push_back(std::move(values));
    for (const std::string &branch : excluded.branches)
        exclusions.push_back(branchText(facet, branch, true));
    const bool takesAbsent = takesAll() || taken.isAbsent || !otherTaken.empty();
    const bool isGuarded = isOptional(facet) && !excluded.isAbsent && takesAbsent;
    if (isOptional(facet) && excluded.isAbsent && exclusions.empty())
        exclusions.push_back("EXISTS " + operand);
    for (const std::string &exclusion : exclusions)
        addClause(text,
                  isGuarded ? "(NOT EXISTS " + operand + " OR " + exclusion + ')' : exclusion);
    for (const std::string &condition : otherConditions)
        addClause(text, condition);
    return text;
}

FacetChoice choiceOf(const EventFilter &filter, Facet facet)
{
    FacetChoice choice;
    EventFilter names = filter;
    if (const auto *taken = texts(names, facet, false))
        choice.taken.values = *taken;
    if (const auto *excluded = texts(names, facet, true))
        choice.excluded.values = *excluded;
    const FacetFilter parts(filter);
    std::vector<Expression> conditions;
    for (const Expression &clause : parts.own[facet]) {
        if (isExclusion(clause))
            readExclusion(clause, facet, choice);
        else
            conditions.push_back(clause);
    }
    if (conditions.size() == 1 && choice.taken.isEmpty()) {
        readCondition(conditions.front(), facet, choice);
    } else if (!conditions.empty()) { // several at once: one way in
        std::string all = valuesText(facet, choice.taken, false);
        for (const Expression &condition : conditions)
            addClause(all, operandText(condition, condition.root()));
        choice.taken = {};
        choice.otherTaken = {'(' + all + ')'};
    }
    return choice;
}

EventFilter withChoice(const EventFilter &filter, Facet facet, const FacetChoice &choice)
{
    EventFilter wanted = filter;
    for (const bool areExcluded : {false, true}) {
        if (auto *names = texts(wanted, facet, areExcluded))
            names->clear();
    }
    wanted.expression.reset();
    const std::string chosen = choice.text(facet);
    std::vector<std::string> clauses;
    bool isPlaced = chosen.empty();
    const auto place = [&] {
        if (!std::exchange(isPlaced, true))
            clauses.push_back(chosen);
    };
    if (filter.expression) {
        const std::vector<FacetClause> all = facetClausesOf(*filter.expression);
        for (const FacetClause &each : all) {
            if (each.facet == facet)
                place();
            else
                clauses.push_back(all.size() == 1 && chosen.empty()
                                      ? filter.expression->text()
                                      : clauseText(*filter.expression, each.clause));
        }
    }
    place();
    std::string text;
    for (const std::string &clause : clauses)
        addClause(text, clause);
    if (!text.empty()) {
        auto expression = cesql::parse(text);
        if (!expression)
            return filter;
        wanted.expression = std::move(*expression);
    }
    const std::string whole = expressionText(wanted);
    if (whole.empty())
        return {};
    const auto expression = cesql::parse(whole);
    if (!expression)
        return filter;
    EventFilter result = filterOf(*expression);
    result.marks = filter.marks; // of clauses that stay
    return result;
}

EventFilter withOnly(const EventFilter &filter, Facet facet, const FacetPicks &picks)
{
    FacetChoice choice;
    choice.taken.add(picks);
    EventFilter wanted = withChoice(filter, facet, choice);
    return wanted == filter ? withChoice(filter, facet, {}) : wanted;
}

EventFilter withToggled(const EventFilter &filter, Facet facet, const FacetPicks &picks,
                        bool areTaken)
{
    FacetChoice choice = choiceOf(filter, facet);
    if (!areTaken) {
        choice.excluded.remove(picks);
        choice.taken.add(picks);
        return withChoice(filter, facet, choice);
    }
    choice.taken.remove(picks);
    if (choice.takesAll())
        return withChoice(filter, facet, choice);
    // What something larger takes in is left out of it.
    const FacetJudge judge(withChoice(filter, facet, choice), facet);
    FacetPicks left;
    for (const std::string &value : picks.values) {
        if (judge.of(value) == FacetState::Taken)
            left.values.insert(value);
    }
    for (const std::string &branch : picks.branches) {
        if (!choice.otherTaken.empty() || isBelowOneOf(branch, choice.taken.branches))
            left.branches.insert(branch);
    }
    left.isAbsent = picks.isAbsent && judge.of(std::nullopt) == FacetState::Taken;
    choice.excluded.add(left);
    return withChoice(filter, facet, choice);
}

EventFilter without(const EventFilter &filter, Facet facet, const FacetPicks &picks,
                    bool areExcluded)
{
    FacetChoice choice = choiceOf(filter, facet);
    if (areExcluded) {
        choice.excluded.remove(picks);
    } else {
        choice.taken.remove(picks);
        choice.excluded.add(picks);
    }
    return withChoice(filter, facet, choice);
}

std::string clauseWith(Facet facet, const FacetPicks &picks)
{
    FacetChoice choice;
    choice.taken = picks;
    return choice.text(facet);
}

std::string clauseWithout(Facet facet, const FacetPicks &picks)
{
    FacetChoice choice;
    choice.excluded = picks;
    return choice.text(facet);
}

} // namespace core

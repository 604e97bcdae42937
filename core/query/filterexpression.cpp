// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/filterexpression.h"

#include "core/cesql/literaltext.h"
#include "core/cesql/parser.h"
#include "core/query/clauses.h"

#include <optional>
#include <string_view>
#include <vector>

namespace core {

namespace {

using cesql::Node;
using cesql::NodeIndex;
using cesql::NodeKind;

/// A clause about the values of one attribute.
struct Choice {
    std::string_view attribute;
    EventFilter::Texts texts;
    bool isExcluded = false;
};

bool isText(const Node &node)
{
    return node.kind == NodeKind::Literal && node.literal().isString();
}

std::optional<Choice> choiceOf(const cesql::Expression &expression, NodeIndex index)
{
    const Node &node = expression.node(index);
    const auto children = expression.children(node);
    if (node.kind == NodeKind::Not) {
        auto choice = choiceOf(expression, children.front());
        if (choice)
            choice->isExcluded = !choice->isExcluded;
        return choice;
    }
    if (node.kind != NodeKind::Equal && node.kind != NodeKind::NotEqual &&
        node.kind != NodeKind::In)
        return std::nullopt;
    Choice choice;
    choice.isExcluded = node.kind == NodeKind::NotEqual || node.isNegated;
    for (const NodeIndex child : children) {
        const Node &operand = expression.node(child);
        if (operand.kind == NodeKind::Attribute && choice.attribute.empty() &&
            (node.kind != NodeKind::In || child == children.front()))
            choice.attribute = operand.name();
        else if (isText(operand) && (node.kind != NodeKind::In || child != children.front()))
            choice.texts.emplace(operand.literal().asText());
        else
            return std::nullopt;
    }
    // Required attributes alone: where others are missing, neither the clause nor its negation passes.
    if (choice.attribute != "type" && choice.attribute != "source")
        return std::nullopt;
    return choice;
}

/// False: the filter has no place for it.
bool take(Choice &&choice, EventFilter &filter)
{
    const bool isType = choice.attribute == "type";
    if (choice.isExcluded) {
        (isType ? filter.excludedTypes : filter.excludedSources).merge(choice.texts);
        return true;
    }
    auto &included = isType ? filter.types : filter.sources;
    if (!included.empty())
        return false;
    included = std::move(choice.texts);
    return true;
}

void addChoice(std::string &text, std::string_view attribute, const EventFilter::Texts &texts,
               bool isExcluded)
{
    if (texts.empty())
        return;
    std::string clause(attribute);
    if (texts.size() == 1) {
        clause += isExcluded ? " != " : " = ";
        clause += cesql::literalText(*texts.begin());
        return addClause(text, clause);
    }
    clause += isExcluded ? " NOT IN (" : " IN (";
    bool isFirst = true;
    for (const std::string &value : texts) {
        clause += isFirst ? "" : ", ";
        clause += cesql::literalText(value);
        isFirst = false;
    }
    addClause(text, clause + ')');
}

} // namespace

EventFilter filterOf(const cesql::Expression &expression)
{
    EventFilter whole;
    whole.expression = expression;
    const std::vector<NodeIndex> clauses = clausesOf(expression);
    EventFilter filter;
    std::vector<NodeIndex> others;
    for (const NodeIndex clause : clauses) {
        if (!isAlwaysBoolean(expression.node(clause)))
            return whole;
        auto choice = choiceOf(expression, clause);
        if (!choice || !take(std::move(*choice), filter))
            others.push_back(clause);
    }
    if (others.size() == clauses.size())
        return whole;
    if (others.empty())
        return filter;
    auto rest = cesql::parse(joinedClauses(expression, others));
    if (!rest) // parts of what was read are read again, in the same way
        return whole;
    filter.expression = std::move(*rest);
    return filter;
}

std::string expressionText(const EventFilter &filter)
{
    std::string text;
    addChoice(text, "type", filter.types, false);
    addChoice(text, "type", filter.excludedTypes, true);
    addChoice(text, "source", filter.sources, false);
    addChoice(text, "source", filter.excludedSources, true);
    if (!filter.expression)
        return text;
    if (text.empty())
        return filter.expression->text();
    addClause(text, asClause(*filter.expression));
    return text;
}

} // namespace core

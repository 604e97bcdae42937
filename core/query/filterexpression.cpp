// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/filterexpression.h"

#include "core/cesql/literaltext.h"
#include "core/cesql/parser.h"

#include <algorithm>
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

/// Whether its value is a Boolean whatever the event: as an operand of AND and as a filter of its own it then means the
/// same (a number would be cast in the one case and not pass in the other).
bool isAlwaysBoolean(const Node &node)
{
    switch (node.kind) {
    case NodeKind::Literal:
        return node.literal().isBoolean();
    case NodeKind::Attribute:
    case NodeKind::Negate:
    case NodeKind::Multiply:
    case NodeKind::Divide:
    case NodeKind::Remainder:
    case NodeKind::Add:
    case NodeKind::Subtract:
        return false;
    case NodeKind::Call:
        return node.call().signature &&
               node.call().signature->result == cesql::Value::Kind::Boolean &&
               node.call().signature->function != cesql::Function::Data; // gives what it finds
    default:
        return true;
    }
}

void addOperands(const cesql::Expression &expression, NodeIndex index,
                 std::vector<NodeIndex> &operands)
{
    const Node &node = expression.node(index);
    if (node.kind != NodeKind::And) {
        operands.push_back(index);
        return;
    }
    for (const NodeIndex child : expression.children(node))
        addOperands(expression, child, operands);
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

bool needsParentheses(const Node &node)
{
    return node.kind == NodeKind::Or || node.kind == NodeKind::Xor;
}

void addClause(std::string &text, std::string_view clause)
{
    if (!text.empty())
        text += " AND ";
    text += clause;
}

void addClause(std::string &text, std::string_view attribute, const EventFilter::Texts &texts,
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
    std::vector<NodeIndex> operands;
    addOperands(expression, expression.root(), operands);
    EventFilter filter;
    std::vector<NodeIndex> others;
    for (const NodeIndex operand : operands) {
        if (!isAlwaysBoolean(expression.node(operand)))
            return whole;
        auto choice = choiceOf(expression, operand);
        if (!choice || !take(std::move(*choice), filter))
            others.push_back(operand);
    }
    if (others.size() == operands.size())
        return whole;
    std::string rest;
    for (const NodeIndex other : others) {
        std::string clause(expression.textOf(other));
        if (others.size() > 1 && needsParentheses(expression.node(other)))
            clause = '(' + clause + ')';
        addClause(rest, clause);
    }
    if (rest.empty())
        return filter;
    auto parsed = cesql::parse(rest);
    if (!parsed) // parts of what was read are read again, in the same way
        return whole;
    filter.expression = std::move(*parsed);
    return filter;
}

std::string expressionText(const EventFilter &filter)
{
    std::string text;
    addClause(text, "type", filter.types, false);
    addClause(text, "type", filter.excludedTypes, true);
    addClause(text, "source", filter.sources, false);
    addClause(text, "source", filter.excludedSources, true);
    if (!filter.expression)
        return text;
    const cesql::Expression &rest = *filter.expression;
    if (text.empty())
        return rest.text();
    const Node &root = rest.node(rest.root());
    addClause(text, needsParentheses(root) ? '(' + rest.text() + ')' : rest.text());
    return text;
}

} // namespace core

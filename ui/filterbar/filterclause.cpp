// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/filterclause.h"

#include "core/cesql/decimal.h"
#include "core/cesql/literaltext.h"
#include "core/cesql/parser.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <vector>

namespace ui {

namespace {

using core::cesql::Expression;
using core::cesql::Node;
using core::cesql::NodeIndex;
using core::cesql::NodeKind;

/// What must be put in parentheses to be one operand of AND.
bool isLoose(const Node &node)
{
    return node.kind == NodeKind::Or || node.kind == NodeKind::Xor;
}

std::string operandOf(const Expression &expression, NodeIndex index)
{
    const std::string text(expression.textOf(index));
    return isLoose(expression.node(index)) ? '(' + text + ')' : text;
}

std::vector<NodeIndex> conjuncts(const Expression &expression)
{
    const Node &root = expression.node(expression.root());
    if (root.kind != NodeKind::And)
        return {expression.root()};
    const auto children = expression.children(root);
    return {children.begin(), children.end()};
}

/// Asks for values of the operand: `subject = 'a'`, `subject IN ('a', 'b')`.
bool asksFor(const Expression &expression, NodeIndex index, const std::string &operand)
{
    const Node &node = expression.node(index);
    return (node.kind == NodeKind::Equal || (node.kind == NodeKind::In && !node.isNegated)) &&
           expression.textOf(expression.children(node).front()) == operand;
}

std::string joined(const std::vector<std::string> &clauses)
{
    std::string text;
    for (const std::string &clause : clauses)
        text += (text.empty() ? "" : " AND ") + clause;
    return text;
}

} // namespace

FilterClause attributeClause(std::string_view name, std::string_view value)
{
    const std::string attribute(name);
    const std::string literal = core::cesql::literalText(value);
    const bool isAlwaysThere =
        name == "type" || name == "source" || name == "id" || name == "specversion";
    const std::string differs = attribute + " != " + literal;
    return {attribute, attribute + " = " + literal,
            isAlwaysThere ? differs : "(NOT EXISTS " + attribute + " OR " + differs + ')'};
}

FilterClause dataClause(std::string_view pointer, std::string_view json)
{
    const std::string operand = "DATA(" + core::cesql::literalText(pointer) + ')';
    std::string literal;
    if (json == "null") {
        literal = "NULL()";
    } else if (json == "true" || json == "false") {
        literal = json == "true" ? "TRUE" : "FALSE";
    } else if (json.starts_with('"')) {
        const QJsonDocument text =
            QJsonDocument::fromJson('[' + QByteArray(json.data(), qsizetype(json.size())) + ']');
        if (!text.isArray() || !text.array().at(0).isString())
            return {};
        literal = core::cesql::literalText(text.array().at(0).toString().toStdString());
    } else if (const auto number = core::cesql::parse(json);
               number && number->node(number->root()).kind == NodeKind::Literal) {
        literal = json;
    } else if (core::cesql::Decimal::fromJson(json)) {
        literal = core::cesql::literalText(json); // a text beside a number of data is read as one
    } else {
        return {};
    }
    return {operand, operand + " = " + literal, operand + " != " + literal};
}

FilterClause textClause(std::string_view words)
{
    const std::string call = "TEXT(" + core::cesql::literalText(words) + ')';
    return {call, call, "NOT " + call};
}

std::string withClause(const std::string &text, const FilterClause &clause, FilterUse use)
{
    const auto parsed = core::cesql::parse(text);
    const std::string &added = use == FilterUse::Without ? clause.without : clause.with;
    if (!parsed || use == FilterUse::Copy)
        return added;
    if (use == FilterUse::Or) {
        const NodeKind root = parsed->node(parsed->root()).kind;
        const bool mixes = root == NodeKind::And || root == NodeKind::Xor;
        return (mixes ? '(' + text + ')' : text) + " OR " + added;
    }
    std::vector<std::string> kept;
    bool isChanged = false;
    for (const NodeIndex index : conjuncts(*parsed)) {
        const std::string operand = operandOf(*parsed, index);
        if (operand == added)
            return text; // it says so already
        const bool goes = operand == (use == FilterUse::Without ? clause.with : clause.without) ||
                          (use == FilterUse::Only && asksFor(*parsed, index, clause.operand));
        isChanged = isChanged || goes;
        if (!goes)
            kept.push_back(operand);
    }
    if (!isChanged) {
        const bool isLooseRoot = isLoose(parsed->node(parsed->root()));
        return (isLooseRoot ? '(' + text + ')' : text) + " AND " + added;
    }
    kept.push_back(added);
    return joined(kept);
}

} // namespace ui

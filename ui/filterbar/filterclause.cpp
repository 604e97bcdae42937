// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/filterclause.h"

#include "core/cesql/literaltext.h"
#include "core/cesql/parser.h"
#include "core/query/clauses.h"

#include <vector>

namespace ui {

namespace {

using core::cesql::Expression;
using core::cesql::Node;
using core::cesql::NodeIndex;
using core::cesql::NodeKind;

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
    const std::string literal = core::cesql::literalOfJson(json);
    if (literal.empty())
        return {};
    return {operand, operand + " = " + literal, operand + " != " + literal};
}

FilterClause textClause(std::string_view words)
{
    const std::string call = "TEXT(" + core::cesql::literalText(words) + ')';
    return {call, call, "NOT " + call};
}

FilterClause markedClause()
{
    return {"MARKED()", "MARKED()", "NOT MARKED()"};
}

std::string withClause(const std::string &text, const FilterClause &clause, FilterUse use)
{
    const auto parsed = core::cesql::parse(text);
    const std::string &added = use == FilterUse::Without ? clause.without : clause.with;
    if (!parsed || use == FilterUse::Copy || use == FilterUse::Colour)
        return added;
    if (use == FilterUse::Or) {
        const NodeKind root = parsed->node(parsed->root()).kind;
        const bool mixes = root == NodeKind::And || root == NodeKind::Xor;
        return (mixes ? '(' + text + ')' : text) + " OR " + added;
    }
    std::string kept;
    bool isChanged = false;
    for (const NodeIndex index : conjuncts(*parsed)) {
        const std::string operand = core::clauseText(*parsed, index);
        if (operand == added)
            return text; // it says so already
        const bool goes = operand == (use == FilterUse::Without ? clause.with : clause.without) ||
                          (use == FilterUse::Only && asksFor(*parsed, index, clause.operand));
        isChanged = isChanged || goes;
        if (!goes)
            core::addClause(kept, operand);
    }
    if (!isChanged) {
        const bool isLoose = core::needsParentheses(parsed->node(parsed->root()));
        return (isLoose ? '(' + text + ')' : text) + " AND " + added;
    }
    core::addClause(kept, added);
    return kept;
}

} // namespace ui

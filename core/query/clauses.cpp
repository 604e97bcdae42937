// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/clauses.h"

namespace core {

namespace {

using cesql::Node;
using cesql::NodeIndex;
using cesql::NodeKind;

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

} // namespace

std::vector<NodeIndex> clausesOf(const cesql::Expression &expression)
{
    std::vector<NodeIndex> clauses;
    addOperands(expression, expression.root(), clauses);
    return clauses;
}

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
        return node.signature() && node.signature()->result == cesql::Value::Kind::Boolean &&
               node.signature()->function != cesql::Function::Data; // gives what it finds
    default:
        return true;
    }
}

bool needsParentheses(const Node &node)
{
    return node.kind == NodeKind::Or || node.kind == NodeKind::Xor;
}

std::string clauseText(const cesql::Expression &expression, NodeIndex clause)
{
    const std::string text(expression.textOf(clause));
    return needsParentheses(expression.node(clause)) ? '(' + text + ')' : text;
}

void addClause(std::string &text, std::string_view clause)
{
    if (!text.empty())
        text += " AND ";
    text += clause;
}

std::string joinedClauses(const cesql::Expression &expression,
                          const std::vector<NodeIndex> &clauses, bool isFollowed)
{
    const bool isOneOfMany = isFollowed || clauses.size() > 1;
    std::string text;
    for (const NodeIndex clause : clauses)
        addClause(text, isOneOfMany ? clauseText(expression, clause)
                                    : std::string(expression.textOf(clause)));
    return text;
}

std::string asClause(const cesql::Expression &expression)
{
    // `a OR b AND c` is an AND, but behind another AND its OR would be read later.
    const bool isJoinedOtherwise =
        needsParentheses(expression.node(expression.root())) || expression.mixedAt();
    return isJoinedOtherwise ? '(' + expression.text() + ')' : expression.text();
}

} // namespace core

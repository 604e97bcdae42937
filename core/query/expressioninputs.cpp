// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/expressioninputs.h"

namespace core {

namespace {

using cesql::Node;
using cesql::NodeIndex;
using cesql::NodeKind;

/// Beside its arguments.
ExpressionInputs inputsOf(cesql::Function function)
{
    switch (function) {
    case cesql::Function::Size:
        return {RowInput::Size};
    case cesql::Function::Received:
        return {RowInput::Received};
    case cesql::Function::Finding:
        return {RowInput::Findings};
    case cesql::Function::Marked:
    case cesql::Function::Note:
        return {RowInput::Mark};
    case cesql::Function::Origin:
        return {RowInput::Origin};
    case cesql::Function::Data:
    case cesql::Function::Sum:
    case cesql::Function::Text:
        return {{}, true};
    default:
        return {};
    }
}

bool isOrder(NodeKind kind)
{
    return kind == NodeKind::Less || kind == NodeKind::LessOrEqual || kind == NodeKind::Greater ||
           kind == NodeKind::GreaterOrEqual;
}

} // namespace

std::vector<ExpressionInputs> inputsOf(const cesql::Expression &expression)
{
    std::vector<ExpressionInputs> all;
    all.reserve(expression.size());
    while (all.size() < expression.size()) {
        const Node &node = expression.node(NodeIndex(all.size()));
        ExpressionInputs inputs;
        if (const cesql::Signature *signature = node.signature())
            inputs = inputsOf(signature->function);
        if (node.kind == NodeKind::Attribute || node.kind == NodeKind::Exists) {
            if (const auto input = rowInputOf(node.name()))
                inputs.columns |= *input;
            else
                inputs.hasEvent = true;
        }
        for (const NodeIndex child : expression.children(node)) // they stand before their parent
            inputs.add(all[static_cast<std::size_t>(child)]);
        all.push_back(inputs);
    }
    return all;
}

bool asksForMarks(const cesql::Expression &expression)
{
    return inputsOf(expression).back().columns.contains(RowInput::Mark);
}

bool hasThreshold(const cesql::Expression &expression, const Node &node,
                  std::span<const ExpressionInputs> inputs)
{
    if (!isOrder(node.kind))
        return false;
    const auto operands = expression.children(node);
    const auto isColumn = [&](NodeIndex index) {
        return expression.node(index).kind == NodeKind::Call && expression.children(index).empty();
    };
    const auto isFixed = [&](NodeIndex index) {
        return inputs[static_cast<std::size_t>(index)].isConstant();
    };
    return (isColumn(operands[0]) && isFixed(operands[1])) ||
           (isFixed(operands[0]) && isColumn(operands[1]));
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/evaluator.h"

#include "core/cesql/builtins.h"
#include "core/cesql/casts.h"
#include "core/cesql/eventfunctions.h"

#include <limits>
#include <vector>

namespace core::cesql {

namespace {

using Kind = Value::Kind;

Evaluation boolean(bool value)
{
    return {Value::boolean(value), {}};
}

Evaluation failed(Kind kind, Errors errors)
{
    return {Value::zero(kind), errors};
}

/// Overflow is unspecified in CESQL: here it is an error, like a division by 0.
Evaluation wholeNumber(std::int64_t value)
{
    if (value < std::numeric_limits<std::int32_t>::min() ||
        value > std::numeric_limits<std::int32_t>::max())
        return failed(Kind::Integer, ErrorKind::Math);
    return {Value::integer(static_cast<std::int32_t>(value)), {}};
}

bool isOrdered(NodeKind kind, std::strong_ordering order)
{
    switch (kind) {
    case NodeKind::Less:
        return order < 0;
    case NodeKind::LessOrEqual:
        return order <= 0;
    case NodeKind::Greater:
        return order > 0;
    default:
        return order >= 0;
    }
}

Evaluation calculated(NodeKind kind, std::int64_t left, std::int64_t right)
{
    switch (kind) {
    case NodeKind::Multiply:
        return wholeNumber(left * right);
    case NodeKind::Add:
        return wholeNumber(left + right);
    case NodeKind::Subtract:
        return wholeNumber(left - right);
    default:
        if (right == 0)
            return failed(Kind::Integer, ErrorKind::Math);
        return wholeNumber(kind == NodeKind::Divide ? left / right : left % right);
    }
}

/// One evaluation. Recursion is bounded by MaxExpressionDepth.
class Evaluator {
public:
    Evaluator(const Expression &expression, const EventContext &event)
        : m_expression(expression)
        , m_event(event)
    {
    }

    Evaluation evaluate(NodeIndex index)
    {
        const Node &node = m_expression.node(index);
        switch (node.kind) {
        case NodeKind::Literal:
            return {node.literal().view(), {}};
        case NodeKind::Attribute:
            return attribute(node);
        case NodeKind::Exists:
            return boolean(m_event.attribute(node.name()).has_value());
        case NodeKind::Not:
            return negation(node);
        case NodeKind::Negate:
            return minus(node);
        case NodeKind::Like:
            return like(node);
        case NodeKind::In:
            return in(node);
        case NodeKind::Multiply:
        case NodeKind::Divide:
        case NodeKind::Remainder:
        case NodeKind::Add:
        case NodeKind::Subtract:
            return arithmetic(node);
        case NodeKind::Equal:
        case NodeKind::NotEqual:
            return equality(node);
        case NodeKind::Less:
        case NodeKind::LessOrEqual:
        case NodeKind::Greater:
        case NodeKind::GreaterOrEqual:
            return order(node);
        case NodeKind::And:
        case NodeKind::Or:
            return andOr(node);
        case NodeKind::Xor:
            return exclusiveOr(node);
        case NodeKind::Call:
            return call(node);
        }
        return failed(Kind::Boolean, ErrorKind::Generic);
    }

private:
    Evaluation child(const Node &node, std::size_t i)
    {
        return evaluate(m_expression.children(node)[i]);
    }

    /// What stands left and right of an operator, or the errors of the first that has some: the other is not looked at.
    struct Operands {
        Value left;
        Value right;
        Errors errors;
    };
    Operands operands(const Node &node)
    {
        Evaluation left = child(node, 0);
        if (!left.errors.isEmpty())
            return {{}, {}, left.errors};
        Evaluation right = child(node, 1);
        return {std::move(left.value), std::move(right.value), right.errors};
    }

    /// An operand as a Boolean; nothing: `errors` say why.
    std::optional<bool> truth(NodeIndex index, Errors &errors)
    {
        const Evaluation operand = evaluate(index);
        errors = operand.errors;
        if (!errors.isEmpty())
            return std::nullopt;
        const std::optional<bool> value = toBoolean(operand.value);
        if (!value)
            errors = ErrorKind::Cast;
        return value;
    }

    Evaluation attribute(const Node &node)
    {
        std::optional<Value> value = m_event.attribute(node.name());
        if (!value)
            return failed(Kind::Boolean, ErrorKind::MissingAttribute);
        return {std::move(*value), {}};
    }

    Evaluation negation(const Node &node)
    {
        Errors errors;
        const std::optional<bool> value = truth(m_expression.children(node).front(), errors);
        return value ? boolean(!*value) : failed(Kind::Boolean, errors);
    }

    Evaluation minus(const Node &node)
    {
        const Evaluation operand = child(node, 0);
        if (!operand.errors.isEmpty())
            return failed(Kind::Integer, operand.errors);
        const std::optional<std::int32_t> value = toInteger(operand.value);
        return value ? wholeNumber(-std::int64_t{*value}) : failed(Kind::Integer, ErrorKind::Cast);
    }

    Evaluation like(const Node &node)
    {
        const Evaluation operand = child(node, 0);
        if (!operand.errors.isEmpty())
            return failed(Kind::Boolean, operand.errors);
        const std::optional<Value> text = toText(operand.value);
        if (!text)
            return failed(Kind::Boolean, ErrorKind::Cast);
        return boolean(node.pattern().matches(text->asText()) != node.isNegated);
    }

    /// Each element is cast to the kind of the value; those behind the first equal one are not looked at.
    Evaluation in(const Node &node)
    {
        const Evaluation value = child(node, 0);
        if (!value.errors.isEmpty())
            return failed(Kind::Boolean, value.errors);
        for (std::size_t i = 1; i < node.childCount; ++i) {
            const Evaluation element = child(node, i);
            if (!element.errors.isEmpty())
                return failed(Kind::Boolean, element.errors);
            const std::optional<bool> equal = isEqual(element.value, value.value);
            if (!equal)
                return failed(Kind::Boolean, ErrorKind::Cast);
            if (*equal)
                return boolean(!node.isNegated);
        }
        return boolean(node.isNegated);
    }

    Evaluation equality(const Node &node)
    {
        const auto [left, right, errors] = operands(node);
        if (!errors.isEmpty())
            return failed(Kind::Boolean, errors);
        const std::optional<bool> equal = isEqual(left, right);
        if (!equal)
            return failed(Kind::Boolean, ErrorKind::Cast);
        return boolean(*equal == (node.kind == NodeKind::Equal));
    }

    Evaluation order(const Node &node)
    {
        const auto [left, right, errors] = operands(node);
        if (!errors.isEmpty())
            return failed(Kind::Boolean, errors);
        if (isNumeric(node) || left.isNumber() || right.isNumber()) {
            const std::optional<Decimal> number = toNumber(left);
            const std::optional<Decimal> other = toNumber(right);
            if (!number || !other)
                return failed(Kind::Boolean, ErrorKind::Cast);
            return boolean(isOrdered(node.kind, *number <=> *other));
        }
        const std::optional<std::int32_t> number = toInteger(left);
        const std::optional<std::int32_t> other = toInteger(right);
        if (!number || !other)
            return failed(Kind::Boolean, ErrorKind::Cast);
        return boolean(isOrdered(node.kind, *number <=> *other));
    }

    /// Whether a function of ours stands on a side: then `DATA('/x') > '1.5'` must not depend on whether the data happens
    /// to be whole.
    bool isNumeric(const Node &node) const
    {
        for (const NodeIndex side : m_expression.children(node)) {
            const Signature *signature = m_expression.node(side).signature();
            if (signature && signature->isOurs)
                return true;
        }
        return false;
    }

    Evaluation arithmetic(const Node &node)
    {
        const auto [left, right, errors] = operands(node);
        if (!errors.isEmpty())
            return failed(Kind::Integer, errors);
        const std::optional<std::int32_t> number = toInteger(left);
        const std::optional<std::int32_t> other = toInteger(right);
        if (!number || !other)
            return failed(Kind::Integer, ErrorKind::Cast);
        return calculated(node.kind, *number, *other);
    }

    Evaluation andOr(const Node &node)
    {
        const bool isAnd = node.kind == NodeKind::And;
        Errors errors;
        for (const NodeIndex index : m_expression.children(node)) {
            const std::optional<bool> value = truth(index, errors);
            if (!value)
                return failed(Kind::Boolean, errors);
            if (*value != isAnd)
                return boolean(*value);
        }
        return boolean(isAnd);
    }

    Evaluation exclusiveOr(const Node &node)
    {
        bool outcome = false;
        Errors errors;
        for (const NodeIndex index : m_expression.children(node)) {
            const std::optional<bool> value = truth(index, errors);
            if (!value)
                return failed(Kind::Boolean, errors);
            outcome = outcome != *value;
        }
        return boolean(outcome);
    }

    Evaluation call(const Node &node)
    {
        const Signature *signature = node.signature();
        if (!signature)
            return failed(Kind::Boolean, ErrorKind::MissingFunction);
        if (signature->takesLiteral) {
            const NodeIndex argument = m_expression.children(node).front();
            const Value literal = m_expression.node(argument).literal().view();
            Evaluation found = callOurs(node.call(), {&literal, 1}, m_event);
            if (found.value.isOwner() && !mayMake(found.value.asText().size()))
                return failed(signature->result, ErrorKind::FunctionEvaluation);
            return found;
        }
        std::vector<Value> arguments;
        arguments.reserve(node.childCount);
        for (const NodeIndex index : m_expression.children(node)) {
            Evaluation argument = evaluate(index);
            if (!argument.errors.isEmpty())
                return failed(signature->result, argument.errors);
            arguments.push_back(std::move(argument.value));
        }
        if (signature->isOurs)
            return callOurs(node.call(), arguments, m_event);
        if (!mayMake(madeBytes(*signature, arguments)))
            return failed(signature->result, ErrorKind::FunctionEvaluation);
        return callBuiltin(*signature, arguments);
    }

    bool mayMake(std::size_t bytes)
    {
        const bool isLittle = bytes <= MaxMadeBytes - m_madeBytes;
        m_madeBytes += isLittle ? bytes : 0;
        return isLittle;
    }

    const Expression &m_expression;
    const EventContext &m_event;
    std::size_t m_madeBytes = 0; ///< so far
};

} // namespace

Evaluation evaluate(const Expression &expression, const EventContext &event)
{
    return evaluate(expression, expression.root(), event);
}

Evaluation evaluate(const Expression &expression, NodeIndex part, const EventContext &event)
{
    return Evaluator(expression, event).evaluate(part);
}

} // namespace core::cesql

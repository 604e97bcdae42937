// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/expression.h"

#include "core/cesql/operators.h"

#include <utility>

namespace core::cesql {

namespace {

class Printer {
public:
    explicit Printer(const Expression &expression)
        : m_expression(expression)
    {
    }

    std::string print()
    {
        append(m_expression.node(m_expression.root()));
        return std::move(m_out);
    }

private:
    static bool isAtom(NodeKind kind)
    {
        return kind == NodeKind::Literal || kind == NodeKind::Attribute || kind == NodeKind::Call;
    }

    void appendOperand(NodeIndex index)
    {
        const Node &node = m_expression.node(index);
        if (isAtom(node.kind)) {
            append(node);
            return;
        }
        m_out += '(';
        append(node);
        m_out += ')';
    }

    /// Each in parentheses, with the text of the operator between them.
    void appendOperands(std::span<const NodeIndex> operands, std::string_view between)
    {
        for (std::size_t i = 0; i < operands.size(); ++i) {
            if (i > 0) {
                m_out += ' ';
                m_out += between;
                m_out += ' ';
            }
            appendOperand(operands[i]);
        }
    }

    /// Arguments and elements need no parentheses of their own.
    void appendList(std::span<const NodeIndex> elements)
    {
        m_out += '(';
        for (std::size_t i = 0; i < elements.size(); ++i) {
            if (i > 0)
                m_out += ", ";
            append(m_expression.node(elements[i]));
        }
        m_out += ')';
    }

    void append(const Node &node)
    {
        const std::span<const NodeIndex> children = m_expression.children(node);
        const std::string_view own =
            std::string_view(m_expression.text()).substr(node.place.offset, node.place.length);
        switch (node.kind) {
        case NodeKind::Literal:
            m_out += own;
            break;
        case NodeKind::Attribute:
            m_out += node.name();
            break;
        case NodeKind::Exists:
            m_out += "EXISTS ";
            m_out += node.name();
            break;
        case NodeKind::Not:
            m_out += "NOT ";
            appendOperand(children.front());
            break;
        case NodeKind::Negate:
            m_out += "- "; // without the space, digits behind it would take it as their sign
            appendOperand(children.front());
            break;
        case NodeKind::Like:
            appendOperand(children.front());
            m_out += node.isNegated ? " NOT LIKE " : " LIKE ";
            append(m_expression.node(children.back()));
            break;
        case NodeKind::In:
            appendOperand(children.front());
            m_out += node.isNegated ? " NOT IN " : " IN ";
            appendList(children.subspan(1));
            break;
        case NodeKind::Call:
            m_out += node.name();
            appendList(children);
            break;
        default:
            appendOperands(children, binaryOperator(node.kind)->text);
        }
    }

    const Expression &m_expression;
    std::string m_out;
};

} // namespace

Expression::Expression(ExpressionTree tree)
    : m_tree(std::make_shared<const ExpressionTree>(std::move(tree)))
{
}

std::string_view Expression::textOf(NodeIndex index) const
{
    const ByteRange place = node(index).place;
    return std::string_view(text()).substr(place.offset, place.length);
}

std::string Expression::parenthesised() const
{
    return Printer(*this).print();
}

} // namespace core::cesql

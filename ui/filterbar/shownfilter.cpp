// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/shownfilter.h"

#include "core/cesql/literaltext.h"
#include "core/cesql/parser.h"

#include <vector>

namespace ui {

namespace {

using core::cesql::Expression;
using core::cesql::isConnective;
using core::cesql::Node;
using core::cesql::NodeIndex;
using core::cesql::NodeKind;

class Concealer {
public:
    Concealer(const Expression &expression, const ValueWord &word)
        : m_expression(expression)
        , m_word(word)
    {
    }

    struct Change {
        core::ByteRange place;
        std::string text;
    };
    /// By place.
    std::vector<Change> changes()
    {
        visit(m_expression.root());
        return std::move(m_changes);
    }

private:
    static bool looksIntoData(const core::cesql::Signature *signature)
    {
        using core::cesql::Function;
        if (!signature)
            return true; // of which nothing is known
        const Function function = signature->function;
        return function == Function::Data || function == Function::Sum ||
               function == Function::Text;
    }

    void visit(NodeIndex index)
    {
        const Node &node = m_expression.node(index);
        if (!isConnective(node.kind))
            return visitClause(index);
        for (const NodeIndex child : m_expression.children(node))
            visit(child);
    }

    void visitClause(NodeIndex index)
    {
        m_attribute.reset();
        m_isAboutData = false;
        findHidden(index);
        if (m_attribute || m_isAboutData)
            conceal(index);
    }

    void findHidden(NodeIndex index)
    {
        const Node &node = m_expression.node(index);
        if (node.kind == NodeKind::Attribute && m_word(node.name(), {}))
            m_attribute = node.name();
        else if (node.kind == NodeKind::Call && looksIntoData(node.signature()))
            m_isAboutData = true;
        for (const NodeIndex child : m_expression.children(node))
            findHidden(child);
    }

    void conceal(NodeIndex index)
    {
        const Node &node = m_expression.node(index);
        if (node.kind == NodeKind::Literal)
            m_changes.push_back({node.place, wordFor(node)});
        for (const NodeIndex child : m_expression.children(node))
            conceal(child);
    }

    std::string wordFor(const Node &literal) const
    {
        const std::string value(literal.literal().isString() ? literal.literal().asText()
                                                             : std::string_view());
        const auto word = m_attribute ? m_word(*m_attribute, value) : std::nullopt;
        return core::cesql::literalText(word ? word->toStdString() : "[redacted]");
    }

    const Expression &m_expression;
    const ValueWord &m_word;
    std::optional<std::string> m_attribute; ///< hidden, of the clause
    bool m_isAboutData = false;
    std::vector<Change> m_changes;
};

} // namespace

QString shownFilter(const QString &text, const ValueWord &word)
{
    if (!word)
        return text;
    const auto parsed = core::cesql::parse(text.toStdString());
    if (!parsed)
        return {};
    std::string shown = text.toStdString();
    const auto changes = Concealer(*parsed, word).changes();
    for (auto change = changes.rbegin(); change != changes.rend(); ++change)
        shown.replace(change->place.offset, change->place.length, change->text);
    return QString::fromStdString(shown);
}

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/explanation.h"

#include "core/cesql/evaluator.h"
#include "core/cesql/tokens.h"
#include "core/event/readertext.h"

#include <algorithm>

namespace core::cesql {

namespace {

bool asksTheEvent(const Node &node)
{
    if (node.kind == NodeKind::Attribute)
        return true;
    const Signature *signature = node.signature();
    return signature && signature->isOurs && signature->function != Function::Null &&
           signature->function != Function::Time;
}

class Explanation {
public:
    Explanation(const Expression &expression, const EventContext &event)
        : m_expression(expression)
        , m_event(event)
    {
    }

    std::vector<Clause> take()
    {
        add(m_expression.root(), 0);
        return std::move(m_clauses);
    }

private:
    void add(NodeIndex index, std::size_t depth)
    {
        const Node &node = m_expression.node(index);
        Clause clause{index, depth, evaluate(m_expression, index, m_event), {}};
        if (!isConnective(node.kind)) {
            addInputs(index, clause);
            m_clauses.push_back(std::move(clause));
            return;
        }
        m_clauses.push_back(std::move(clause));
        for (const NodeIndex child : m_expression.children(node))
            add(child, depth + 1);
    }

    /// What is the clause itself needs not be said twice.
    void addInputs(NodeIndex index, Clause &clause) const
    {
        const Node &node = m_expression.node(index);
        if (asksTheEvent(node) && index != clause.node) {
            const std::string_view text = m_expression.textOf(index);
            const bool isKnown =
                std::any_of(clause.inputs.begin(), clause.inputs.end(), [&](const auto &input) {
                    return m_expression.textOf(input.first) == text;
                });
            if (!isKnown)
                clause.inputs.emplace_back(index, evaluate(m_expression, index, m_event));
            return;
        }
        for (const NodeIndex child : m_expression.children(node))
            addInputs(child, clause);
    }

    const Expression &m_expression;
    const EventContext &m_event;
    std::vector<Clause> m_clauses;
};

std::string textOf(const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::Boolean:
        return value.asBoolean() ? "true" : "false";
    case Value::Kind::Integer:
        return std::to_string(value.asInteger());
    case Value::Kind::String: {
        const std::string shown = textForReader(value.asText());
        return tokenOfString(shown).value_or('\'' + shown + '\'');
    }
    case Value::Kind::Number:
        return textForReader(value.asNumber().text());
    case Value::Kind::Null:
        break;
    }
    return "NULL()";
}

} // namespace

std::vector<Clause> explain(const Expression &expression, const EventContext &event)
{
    return Explanation(expression, event).take();
}

std::string textOf(const Evaluation &evaluation)
{
    std::string text = textOf(evaluation.value);
    if (evaluation.errors.isEmpty())
        return text;
    std::string_view before = " (";
    for (const ErrorKind kind : AllErrorKinds) {
        if (!evaluation.errors.contains(kind))
            continue;
        text += before;
        text += errorWord(kind);
        before = ", ";
    }
    return text + ')';
}

} // namespace core::cesql

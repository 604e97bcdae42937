// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/filterdoubt.h"

#include "core/cesql/evaluator.h"
#include "core/cesql/literaltext.h"
#include "ui/filterbar/closestvalue.h"
#include "ui/filterbar/seenvalues.h"
#include "ui/models/eventtext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <vector>

namespace ui {

namespace {

using core::cesql::Expression;
using core::cesql::Node;
using core::cesql::NodeIndex;
using core::cesql::NodeKind;

/// Values that are looked through for a text or a pattern: more would take longer than a person should notice.
constexpr core::ValueCode MaxLookedThrough = 200'000;
constexpr core::ValueCode MaxMatched = 20'000;

QString tr(const char *words)
{
    return QCoreApplication::translate("ui::FilterDoubt", words);
}

QString shown(std::string_view text)
{
    return oneLine(text);
}

class NoEvent : public core::cesql::EventContext {
public:
    std::optional<core::cesql::Value> attribute(std::string_view) const override
    {
        return std::nullopt;
    }
};

class Doubter {
public:
    Doubter(const Expression &expression, const SeenValues &seen)
        : m_expression(expression)
        , m_seen(seen)
    {
    }

    std::optional<FilterDoubt> find() const
    {
        using Check = std::optional<FilterDoubt> (Doubter::*)(NodeIndex) const;
        constexpr std::array<Check, 9> Checks{
            &Doubter::unknownFunction, &Doubter::looseNot,       &Doubter::textAgainstNumber,
            &Doubter::contradiction,   &Doubter::alwaysFalse,    &Doubter::noCondition,
            &Doubter::unknownName,     &Doubter::valueNeverSeen, &Doubter::patternNeverMet};
        for (const Check check : Checks) {
            for (std::size_t index = 0; index < m_expression.size(); ++index) {
                if (auto doubt = (this->*check)(NodeIndex(index)))
                    return doubt;
            }
        }
        return std::nullopt;
    }

private:
    enum class Sort { Text, Number, Boolean, Unknown };

    const Node &node(NodeIndex index) const { return m_expression.node(index); }
    std::string_view textOf(core::ByteRange place) const
    {
        return std::string_view(m_expression.text()).substr(place.offset, place.length);
    }
    static bool isComparison(NodeKind kind)
    {
        return kind >= NodeKind::Equal && kind <= NodeKind::GreaterOrEqual;
    }

    Sort sortOf(const Node &node) const
    {
        switch (node.kind) {
        case NodeKind::Literal:
            return node.literal().isString()    ? Sort::Text
                   : node.literal().isInteger() ? Sort::Number
                                                : Sort::Boolean;
        case NodeKind::Attribute:
            return isCoreAttribute(node.name()) ? Sort::Text : Sort::Unknown;
        case NodeKind::Negate:
        case NodeKind::Multiply:
        case NodeKind::Divide:
        case NodeKind::Remainder:
        case NodeKind::Add:
        case NodeKind::Subtract:
            return Sort::Number;
        case NodeKind::Call: {
            const auto *signature = node.signature();
            if (!signature || signature->isOurs)
                return Sort::Unknown;
            return signature->result == core::cesql::Value::Kind::String    ? Sort::Text
                   : signature->result == core::cesql::Value::Kind::Integer ? Sort::Number
                                                                            : Sort::Boolean;
        }
        default:
            return Sort::Boolean;
        }
    }

    std::optional<FilterDoubt> unknownFunction(NodeIndex index) const
    {
        const Node &call = node(index);
        if (call.kind != NodeKind::Call || call.signature())
            return std::nullopt;
        const QString name = shown(call.name());
        for (const core::cesql::Signature &signature : core::cesql::allFunctions()) {
            if (signature.name == call.name())
                return FilterDoubt{call.place,
                                   tr("%1 is called as %2, so this matches nothing.")
                                       .arg(name, shown(signature.usage)),
                                   {}};
        }
        return FilterDoubt{
            call.place, tr("There is no function %1(), so this matches nothing.").arg(name), {}};
    }

    /// NOT binds more tightly than LIKE, IN and comparisons.
    std::optional<FilterDoubt> looseNot(NodeIndex index) const
    {
        const Node &whole = node(index);
        if (whole.kind != NodeKind::Like && whole.kind != NodeKind::In && !isComparison(whole.kind))
            return std::nullopt;
        const auto children = m_expression.children(whole);
        const Node &negation = node(children.front());
        if (negation.kind != NodeKind::Not)
            return std::nullopt;
        const Node &attribute = node(m_expression.children(negation).front());
        if (attribute.kind != NodeKind::Attribute ||
            (!isCoreAttribute(attribute.name()) && sortOf(node(children[1])) != Sort::Text))
            return std::nullopt;
        const std::string_view name = textOf(attribute.place);
        FilterDoubt doubt{{negation.place.offset,
                           attribute.place.offset + attribute.place.length - negation.place.offset},
                          tr("NOT binds to %1 alone, so this matches nothing.").arg(shown(name)),
                          {}};
        const std::uint32_t behind = negation.place.offset + negation.place.length;
        std::string_view rest = textOf({behind, whole.place.offset + whole.place.length - behind});
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
        if (rest.empty() || rest.front() == ')')
            return doubt;
        const std::string text = mended(whole, name, rest);
        doubt.change = {whole.place, text, tr("Use %1").arg(shown(text))};
        return doubt;
    }

    std::string mended(const Node &whole, std::string_view name, std::string_view rest) const
    {
        const std::string attribute(name);
        const auto operand = [&] {
            return std::string(m_expression.textOf(m_expression.children(whole)[1]));
        };
        if ((whole.kind == NodeKind::Like || whole.kind == NodeKind::In) && !whole.isNegated)
            return attribute + " NOT " + std::string(rest);
        if (whole.kind == NodeKind::Equal)
            return attribute + " != " + operand();
        if (whole.kind == NodeKind::NotEqual)
            return attribute + " = " + operand();
        return "NOT (" + attribute + ' ' + std::string(rest) + ')';
    }

    std::optional<FilterDoubt> textAgainstNumber(NodeIndex index) const
    {
        const Node &whole = node(index);
        if (!isComparison(whole.kind))
            return std::nullopt;
        const auto children = m_expression.children(whole);
        for (const std::size_t side : {std::size_t(0), std::size_t(1)}) {
            const Node &attribute = node(children[side]);
            const Node &literal = node(children[1 - side]);
            // A subject or an id may well be a number.
            if (attribute.kind != NodeKind::Attribute || !isCoreAttribute(attribute.name()) ||
                attribute.name() == "subject" || attribute.name() == "id" ||
                literal.kind != NodeKind::Literal || literal.literal().isString())
                continue;
            const std::string quoted = core::cesql::literalText(textOf(literal.place));
            return FilterDoubt{
                literal.place,
                tr("%1 is a text and %2 is none, so this matches nothing.")
                    .arg(shown(attribute.name()), shown(textOf(literal.place))),
                FilterDoubt::Change{literal.place, quoted, tr("Use %1").arg(shown(quoted))}};
        }
        return std::nullopt;
    }

    struct Equality {
        std::string_view attribute;
        std::string_view text;
        core::ByteRange place; ///< of the text
    };
    std::optional<Equality> equality(const Node &whole) const
    {
        if (whole.kind != NodeKind::Equal && whole.kind != NodeKind::NotEqual)
            return std::nullopt;
        const auto children = m_expression.children(whole);
        for (const std::size_t side : {std::size_t(0), std::size_t(1)}) {
            const Node &attribute = node(children[side]);
            const Node &literal = node(children[1 - side]);
            if (attribute.kind == NodeKind::Attribute && literal.kind == NodeKind::Literal &&
                literal.literal().isString())
                return Equality{attribute.name(), literal.literal().asText(), literal.place};
        }
        return std::nullopt;
    }

    /// `type = 'a' AND type = 'b'`
    std::optional<FilterDoubt> contradiction(NodeIndex index) const
    {
        const Node &whole = node(index);
        if (whole.kind != NodeKind::And)
            return std::nullopt;
        std::vector<std::pair<Equality, core::ByteRange>> before;
        for (const NodeIndex child : m_expression.children(whole)) {
            const Node &clause = node(child);
            const auto now = clause.kind == NodeKind::Equal ? equality(clause) : std::nullopt;
            if (!now)
                continue;
            for (const auto &[other, place] : before) {
                if (other.attribute != now->attribute || other.text == now->text)
                    continue;
                const QString words =
                    tr("%1 cannot be two things at once, so this matches nothing.")
                        .arg(shown(now->attribute));
                FilterDoubt doubt{clause.place, words, {}};
                // Only where nothing stands between the two.
                const std::uint32_t end = place.offset + place.length;
                const std::string_view between = textOf({end, clause.place.offset - end});
                if (between.find_first_of("()'\"") == std::string_view::npos &&
                    between.size() <= std::string_view("  AND  ").size()) {
                    const std::string list = std::string(other.attribute) + " IN (" +
                                             core::cesql::literalText(other.text) + ", " +
                                             core::cesql::literalText(now->text) + ')';
                    doubt.change = {
                        {place.offset, clause.place.offset + clause.place.length - place.offset},
                        list,
                        tr("Use %1").arg(shown(list))};
                }
                return doubt;
            }
            before.emplace_back(*now, clause.place);
        }
        return std::nullopt;
    }

    bool isConstant(NodeIndex index) const
    {
        const Node &whole = node(index);
        if (whole.kind == NodeKind::Attribute || whole.kind == NodeKind::Exists ||
            (whole.kind == NodeKind::Call && (!whole.signature() || whole.signature()->isOurs)))
            return false;
        const auto children = m_expression.children(whole);
        return std::all_of(children.begin(), children.end(),
                           [this](NodeIndex child) { return isConstant(child); });
    }

    /// A clause that no event can meet, where that decides the whole.
    std::optional<FilterDoubt> alwaysFalse(NodeIndex index) const
    {
        if (index != m_expression.root())
            return std::nullopt;
        std::vector<NodeIndex> clauses{index};
        if (node(index).kind == NodeKind::And)
            clauses.assign(m_expression.children(index).begin(),
                           m_expression.children(index).end());
        for (const NodeIndex clause : clauses) {
            if (sortOf(node(clause)) == Sort::Boolean && isConstant(clause) &&
                !core::cesql::passes(core::cesql::evaluate(m_expression, clause, NoEvent())))
                return FilterDoubt{
                    node(clause).place, tr("This is never true, so no event matches."), {}};
        }
        return std::nullopt;
    }

    std::optional<FilterDoubt> noCondition(NodeIndex index) const
    {
        const Sort sort = sortOf(node(index));
        if (index != m_expression.root() || (sort != Sort::Text && sort != Sort::Number))
            return std::nullopt;
        return FilterDoubt{node(index).place,
                           sort == Sort::Text
                               ? tr("This is a text and no condition, so no event matches.")
                               : tr("This is a number and no condition, so no event matches."),
                           {}};
    }

    std::optional<FilterDoubt> unknownName(NodeIndex index) const
    {
        const Node &attribute = node(index);
        if ((attribute.kind != NodeKind::Attribute && attribute.kind != NodeKind::Exists) ||
            isCoreAttribute(attribute.name()))
            return std::nullopt;
        const std::string_view closest = closestCoreAttribute(attribute.name());
        if (closest.empty())
            return std::nullopt;
        core::ByteRange place = attribute.place;
        if (attribute.kind == NodeKind::Exists) { // its name is the end of it
            const auto length = static_cast<std::uint32_t>(attribute.name().size());
            place = {place.offset + place.length - length, length};
        }
        return FilterDoubt{
            place,
            tr("CloudEvents have no attribute %1, unless as an extension.")
                .arg(shown(attribute.name())),
            FilterDoubt::Change{place, std::string(closest), tr("Use %1").arg(shown(closest))}};
    }

    bool isKnown(std::string_view attribute, core::ValueCode most) const
    {
        const core::Dictionary *values = m_seen.valuesOf(attribute);
        return values && !values->isFull() && values->end() > core::FirstCode &&
               values->end() <= core::FirstCode + most;
    }

    std::optional<FilterDoubt> neverSeen(const Equality &wanted) const
    {
        if (!isKnown(wanted.attribute, MaxLookedThrough) ||
            m_seen.valuesOf(wanted.attribute)->find(wanted.text))
            return std::nullopt;
        FilterDoubt doubt{
            wanted.place,
            tr("No event has %1 = %2.")
                .arg(shown(wanted.attribute), shown(core::cesql::literalText(wanted.text))),
            {}};
        if (const auto code = closestValue(m_seen, wanted.attribute, wanted.text)) {
            const std::string_view value = m_seen.valuesOf(wanted.attribute)->text(*code);
            const auto count = m_seen.countOf(wanted.attribute, *code);
            doubt.change = {wanted.place, core::cesql::literalText(value),
                            count ? tr("Closest: %1 (%2)").arg(shown(value), groupedNumber(*count))
                                  : tr("Closest: %1").arg(shown(value))};
        }
        return doubt;
    }

    std::optional<FilterDoubt> valueNeverSeen(NodeIndex index) const
    {
        const Node &whole = node(index);
        if (const auto wanted = equality(whole))
            return neverSeen(*wanted);
        const auto children = m_expression.children(whole);
        if (whole.kind != NodeKind::In || node(children.front()).kind != NodeKind::Attribute)
            return std::nullopt;
        for (const NodeIndex element : children.subspan(1)) {
            const Node &literal = node(element);
            if (literal.kind != NodeKind::Literal || !literal.literal().isString())
                continue;
            if (auto doubt = neverSeen(
                    {node(children.front()).name(), literal.literal().asText(), literal.place}))
                return doubt;
        }
        return std::nullopt;
    }

    std::optional<FilterDoubt> patternNeverMet(NodeIndex index) const
    {
        const Node &whole = node(index);
        if (whole.kind != NodeKind::Like)
            return std::nullopt;
        const auto children = m_expression.children(whole);
        const Node &attribute = node(children.front());
        if (attribute.kind != NodeKind::Attribute || !isKnown(attribute.name(), MaxMatched))
            return std::nullopt;
        const core::Dictionary &values = *m_seen.valuesOf(attribute.name());
        for (core::ValueCode code = core::FirstCode; code < values.end(); ++code) {
            if (whole.pattern().matches(values.text(code)))
                return std::nullopt;
        }
        const Node &pattern = node(children[1]);
        return FilterDoubt{pattern.place,
                           tr("No %1 seen here is LIKE %2.")
                               .arg(shown(attribute.name()), shown(textOf(pattern.place))),
                           {}};
    }

    const Expression &m_expression;
    const SeenValues &m_seen;
};

} // namespace

std::optional<FilterDoubt> doubtAbout(const Expression &expression, const SeenValues &seen)
{
    return Doubter(expression, seen).find();
}

} // namespace ui

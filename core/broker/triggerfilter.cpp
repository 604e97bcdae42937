// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/broker/triggerfilter.h"

#include "core/cesql/casts.h"
#include "core/cesql/evaluator.h"
#include "core/cesql/explanation.h"
#include "core/event/asciitext.h"

#include <algorithm>

namespace core::broker {

namespace {

/// As a canonical string.
std::optional<std::string> attributeText(std::string_view name, const cesql::EventContext &event)
{
    const auto value = event.attribute(name);
    if (!value)
        return std::nullopt;
    const auto text = cesql::toText(*value);
    return text ? std::optional(std::string(text->asText())) : std::nullopt;
}

bool holds(Dialect dialect, std::string_view wanted, std::string_view actual)
{
    switch (dialect) {
    case Dialect::Attributes:
        return wanted.empty() || wanted == actual;
    case Dialect::Prefix:
        return actual.starts_with(wanted);
    case Dialect::Suffix:
        return actual.ends_with(wanted);
    default:
        return wanted == actual;
    }
}

bool holds(Dialect dialect, const AttributeCondition &condition, const cesql::EventContext &event)
{
    const auto actual = attributeText(condition.attribute, event);
    return actual && holds(dialect, condition.value, *actual);
}

bool holds(const FilterPart &part, const cesql::EventContext &event)
{
    const auto inner = [&](const FilterPart &one) { return holds(one, event); };
    switch (part.dialect) {
    case Dialect::All:
        return std::all_of(part.parts.begin(), part.parts.end(), inner);
    case Dialect::Any:
        return std::any_of(part.parts.begin(), part.parts.end(), inner);
    case Dialect::Not:
        return std::none_of(part.parts.begin(), part.parts.end(), inner);
    case Dialect::Cesql:
        return cesql::passes(cesql::evaluate(*part.expression, event));
    default:
        return std::all_of(
            part.conditions.begin(), part.conditions.end(),
            [&](const auto &condition) { return holds(part.dialect, condition, event); });
    }
}

std::string_view withoutSlash(std::string_view text)
{
    return text.ends_with('/') ? text.substr(0, text.size() - 1) : text;
}

NearMiss nearMissOf(Dialect dialect, std::string_view wanted,
                    const std::optional<std::string> &actual)
{
    if (!actual)
        return NearMiss::Absent;
    if (holds(dialect, foldedText(wanted), foldedText(*actual)))
        return NearMiss::Case;
    if (holds(dialect, withoutSlash(wanted), withoutSlash(*actual)))
        return NearMiss::TrailingSlash;
    if (holds(dialect, withoutBlanks(wanted), withoutBlanks(*actual)))
        return NearMiss::WhiteSpace;
    return NearMiss::None;
}

void explainPart(std::vector<FilterReason> &reasons, const FilterPart &part,
                 const cesql::EventContext &event, std::size_t depth)
{
    if (part.conditions.size() != 1)
        reasons.push_back({depth, holds(part, event), part.dialect, &part});
    const std::size_t below = part.conditions.size() == 1 ? depth : depth + 1;
    for (const AttributeCondition &condition : part.conditions) {
        FilterReason reason{below, false,      part.dialect,
                            &part, &condition, attributeText(condition.attribute, event)};
        reason.holds = reason.actual && holds(part.dialect, condition.value, *reason.actual);
        if (!reason.holds)
            reason.nearMiss = nearMissOf(part.dialect, condition.value, reason.actual);
        reasons.push_back(std::move(reason));
    }
    for (const FilterPart &inner : part.parts)
        explainPart(reasons, inner, event, below);
}

std::string quoted(std::string_view text)
{
    return "'" + std::string(text) + "'";
}

std::string wantedText(const FilterReason &reason)
{
    const AttributeCondition &condition = *reason.condition;
    std::string text = std::string(dialectName(reason.dialect)) + ' ' + condition.attribute + ' ';
    const bool isAny = reason.dialect == Dialect::Attributes && condition.value.empty();
    return text + (isAny ? "of any value" : quoted(condition.value));
}

std::string_view nearMissText(NearMiss miss)
{
    switch (miss) {
    case NearMiss::Case:
        return ", which differs in the case of letters alone";
    case NearMiss::TrailingSlash:
        return ", which differs in a slash at the end alone";
    case NearMiss::WhiteSpace:
        return ", which differs in white space alone";
    default:
        return "";
    }
}

std::string outcomeText(const FilterReason &reason)
{
    if (!reason.actual)
        return "no, the event has no " + reason.condition->attribute;
    const bool isSame = reason.holds && reason.condition->value == *reason.actual;
    return (reason.holds ? "yes" : "no") +
           (isSame ? std::string() : ", it is " + quoted(*reason.actual)) +
           std::string(nearMissText(reason.nearMiss));
}

} // namespace

std::string_view dialectName(Dialect dialect)
{
    switch (dialect) {
    case Dialect::Attributes:
        return "attributes";
    case Dialect::Exact:
        return "exact";
    case Dialect::Prefix:
        return "prefix";
    case Dialect::Suffix:
        return "suffix";
    case Dialect::All:
        return "all";
    case Dialect::Any:
        return "any";
    case Dialect::Not:
        return "not";
    case Dialect::Cesql:
        return "cesql";
    }
    return "";
}

bool passes(const TriggerFilter &filter, const cesql::EventContext &event)
{
    return std::all_of(filter.parts.begin(), filter.parts.end(),
                       [&](const FilterPart &part) { return holds(part, event); });
}

std::vector<FilterReason> explain(const TriggerFilter &filter, const cesql::EventContext &event)
{
    std::vector<FilterReason> reasons;
    for (const FilterPart &part : filter.parts)
        explainPart(reasons, part, event, 0);
    return reasons;
}

std::string textOf(const FilterReason &reason, const cesql::EventContext &event)
{
    if (reason.condition != nullptr)
        return wantedText(reason) + ": " + outcomeText(reason);
    std::string text(dialectName(reason.dialect));
    if (reason.dialect != Dialect::Cesql)
        return text + (reason.holds ? ": yes" : ": no");
    const cesql::Expression &expression = *reason.part->expression;
    return text + ' ' + expression.text() + ": " +
           cesql::textOf(cesql::evaluate(expression, event));
}

} // namespace core::broker

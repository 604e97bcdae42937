// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/expressionlines.h"
#include "app/evs/triggerfile.h"
#include "core/broker/triggerfilter.h"
#include "core/cesql/evaluator.h"
#include "core/cesql/explanation.h"

#include <array>

namespace app {

namespace {

using core::broker::TriggerFilter;
using core::cesql::EventContext;
using core::cesql::Expression;

constexpr std::array options{
    Option{"--trigger", "FILE",
           "instead of EXPR: by the filters of the Trigger of Knative in this manifest"},
    Option{"--why", "", "say on standard error of each event why it passes, or does not"},
};

void appendVerdict(std::string &said, bool passes, std::uint64_t line)
{
    said += "line " + std::to_string(line) + (passes ? " passes\n" : " does not pass\n");
}

void explainOn(std::string &said, const Expression &expression, const EventContext &event)
{
    for (const core::cesql::Clause &clause : core::cesql::explain(expression, event)) {
        said.append(2 + 2 * clause.depth, ' ');
        said += expression.textOf(clause.node);
        said += ": " + textOf(clause.outcome);
        std::string_view before = ", where ";
        for (const auto &[node, input] : clause.inputs) {
            said += before;
            said += expression.textOf(node);
            said += " is " + textOf(input);
            before = " and ";
        }
        said += '\n';
    }
}

void explainOn(std::string &said, const TriggerFilter &filter, const EventContext &event)
{
    for (const core::broker::FilterReason &reason : core::broker::explain(filter, event)) {
        said.append(2 + 2 * reason.depth, ' ');
        said += textOf(reason, event) + '\n';
    }
}

bool lets(const Expression &expression, const EventContext &event)
{
    return passes(evaluate(expression, event));
}

bool lets(const TriggerFilter &filter, const EventContext &event)
{
    return passes(filter, event);
}

/// `choice` is an Expression or a TriggerFilter.
template<typename Choice>
Outcome filterBy(const Choice &choice, bool saysWhy)
{
    const auto choose = [&](const EventContext &event, const LineFlow::Line &line,
                            LineFlow::Written &written) {
        const bool chosen = lets(choice, event);
        if (saysWhy) {
            appendVerdict(written.said, chosen, line.number);
            explainOn(written.said, choice, event);
        }
        if (!chosen)
            return false;
        written.output += line.text;
        written.output += '\n';
        return true;
    };
    return lookAtLines(choose, ExitCode::No);
}

Outcome filter(const Arguments &arguments)
{
    const bool saysWhy = arguments.has("--why");
    if (const std::string *file = arguments.value("--trigger")) {
        if (!arguments.operands().empty())
            return wrongUsage("an expression or --trigger is wanted, not both");
        const auto trigger = triggerIn(*file);
        return trigger ? filterBy(trigger->filter, saysWhy) : tl::unexpected(trigger.error());
    }
    const auto expression = expressionOperand(arguments);
    return expression ? filterBy(*expression, saysWhy) : tl::unexpected(expression.error());
}

constexpr Command command{
    "filter",
    "EXPR | --trigger FILE",
    "print those lines of JSON on standard input whose event matches an expression or a Trigger",
    "EXPR is a CESQL expression, such as \"type LIKE 'com.shop.%' AND DATA('/total') > 100\".\n"
    "Lines that match are printed as they are. Ends with 1 if none matched, with 3 if a line was\n"
    "no event.",
    options,
    filter,
};

} // namespace

const Command &filterCommand()
{
    return command;
}

} // namespace app

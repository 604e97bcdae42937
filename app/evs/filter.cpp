// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/expressionlines.h"
#include "core/cesql/evaluator.h"
#include "core/cesql/explanation.h"

#include <array>

namespace app {

namespace {

using core::cesql::Expression;

constexpr std::array options{
    Option{"--why", "", "say on standard error of each event why it passes, or does not"},
};

void explainOn(std::string &said, const Expression &expression,
               const core::cesql::EventContext &event, std::uint64_t line)
{
    const auto clauses = core::cesql::explain(expression, event);
    said += "line " + std::to_string(line) +
            (core::cesql::passes(clauses.front().outcome) ? " passes\n" : " does not pass\n");
    for (const core::cesql::Clause &clause : clauses) {
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

Outcome filter(const Arguments &arguments)
{
    const auto choose = [saysWhy = arguments.has("--why")](
                            const Expression &expression, const core::cesql::EventContext &event,
                            const LineFlow::Line &line, LineFlow::Written &written) {
        if (saysWhy)
            explainOn(written.said, expression, event, line.number);
        if (!passes(evaluate(expression, event)))
            return false;
        written.output += line.text;
        written.output += '\n';
        return true;
    };
    return askLines(arguments, choose, ExitCode::No);
}

constexpr Command command{
    "filter",
    "EXPR",
    "print those lines of JSON on standard input whose event matches an expression",
    "EXPR is a CESQL expression, such as \"type LIKE 'com.shop.%' AND DATA('/total') > 100\". "
    "Lines "
    "that\n"
    "match are printed as they are. Ends with 1 if none matched, with 3 if a line was no event.",
    options,
    filter,
};

} // namespace

const Command &filterCommand()
{
    return command;
}

} // namespace app

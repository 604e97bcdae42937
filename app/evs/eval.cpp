// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/expression.h"
#include "app/evs/command.h"
#include "app/evs/lineflow.h"
#include "core/cesql/evaluator.h"
#include "core/codec/jsonstring.h"
#include "core/query/eventtext.h"

#include <memory>

#include <unistd.h>

namespace app {

namespace {

using core::cesql::Evaluation;
using core::cesql::Value;

void appendValue(std::string &out, const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::Boolean:
        out += value.asBoolean() ? "true" : "false";
        break;
    case Value::Kind::Integer:
        out += std::to_string(value.asInteger());
        break;
    case Value::Kind::String:
        core::appendJsonString(out, value.asText());
        break;
    case Value::Kind::Number:
        out += value.asNumber().text();
        break;
    case Value::Kind::Null:
        out += "null";
        break;
    }
}

void appendEvaluation(std::string &out, const Evaluation &evaluation)
{
    out += R"({"value": )";
    appendValue(out, evaluation.value);
    out += R"(, "errors": [)";
    std::string_view before;
    for (const core::cesql::ErrorKind kind : core::cesql::AllErrorKinds) {
        if (!evaluation.errors.contains(kind))
            continue;
        out += before;
        out += '"';
        out += errorWord(kind);
        out += '"';
        before = ", ";
    }
    out += "]}\n";
}

Outcome eval(const Arguments &arguments)
{
    if (arguments.operands().size() != 1)
        return wrongUsage("one expression is wanted, in quotes");
    const auto expression = expressionOf("the expression", arguments.operands().front());
    if (!expression)
        return tl::unexpected(expression.error());
    LineBlocks input(STDIN_FILENO, "standard input");
    Output output(STDOUT_FILENO);
    const auto counts = LineFlow(input, output).run([&]() -> LineFlow::Work {
        return [&, text = std::make_shared<core::EventText>()](const LineFlow::Line &line,
                                                               LineFlow::Written &written) {
            const core::SearchedEventContext event(line.event, *text);
            appendEvaluation(written.output, evaluate(*expression, event));
            return true;
        };
    });
    if (!counts)
        return tl::unexpected(counts.error());
    return endOfLines(*counts, output, ExitCode::Done);
}

constexpr Command command{
    "eval",
    "EXPR",
    "print what an expression gives for each event of lines of JSON on standard input",
    "EXPR is a CESQL expression. Each event is answered with one line, {\"value\": …, \"errors\": "
    "[…]}:\n"
    "always a value, and the kinds of errors (math, cast, missingAttribute, missingFunction,\n"
    "functionEvaluation, generic). Ends with 3 if a line was no event.",
    {},
    eval,
};

} // namespace

const Command &evalCommand()
{
    return command;
}

} // namespace app

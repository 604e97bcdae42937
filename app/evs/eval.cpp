// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/expressionlines.h"
#include "core/cesql/evaluator.h"
#include "core/codec/jsonstring.h"

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
    const auto expression = expressionOperand(arguments);
    if (!expression)
        return tl::unexpected(expression.error());
    const auto answer = [&](const core::cesql::EventContext &event, const LineFlow::Line &,
                            LineFlow::Written &written) {
        appendEvaluation(written.output, evaluate(*expression, event));
        return true;
    };
    return lookAtLines(answer, ExitCode::Done);
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

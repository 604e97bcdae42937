// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/cloudeventcontext.h"
#include "core/cesql/evaluator.h"
#include "core/cesql/parser.h"
#include "core/cesql/tokens.h"
#include "core/codec/jsonformat.h"
#include "core/event/unicodetext.h"
#include "tests/fuzz/property.h"

#include <string>

using namespace core;
using namespace core::cesql;

namespace {

constexpr std::string_view Json =
    R"({"specversion":"1.0","id":"A-1","source":"/s","type":"com.example.order","count":5,)"
    R"("small":-2147483648,"flag":true,"note":" 50%_off\\ 'ß' ","digits":"+07","word":"tRuE",)"
    R"("datacontenttype":"application/json","data":{"a":[1,2.5,"x",null,true,1e400]}})";

void requireTokens(std::string_view text)
{
    std::size_t at = 0;
    for (const Token &token : tokensOf(text)) {
        require(token.place.offset >= at, "tokens lie in order");
        at = std::size_t{token.place.offset} + token.place.length;
        require(at <= text.size(), "tokens lie inside");
        if (token.kind != TokenKind::String)
            continue;
        const std::string value =
            stringOfToken(text.substr(token.place.offset, token.place.length));
        if (const auto written = tokenOfString(value))
            require(stringOfToken(*written) == value, "a text that is written is read again");
    }
}

void requireMistake(const SyntaxError &why, std::string_view text)
{
    require(std::size_t{why.place.offset} + why.place.length <= text.size(),
            "a mistake lies inside");
    const std::string message = why.message();
    require(!message.empty() && message.size() < 1000 && !utf8Fault(message),
            "a mistake is told in a sentence");
}

std::string described(const Evaluation &evaluation)
{
    std::string text = std::to_string(static_cast<int>(evaluation.value.kind()));
    switch (evaluation.value.kind()) {
    case Value::Kind::Boolean:
        text += evaluation.value.asBoolean() ? " true" : " false";
        break;
    case Value::Kind::Integer:
        text += ' ' + std::to_string(evaluation.value.asInteger());
        break;
    case Value::Kind::String:
        text += " '" + std::string(evaluation.value.asText()) + '\'';
        break;
    case Value::Kind::Number:
        text += ' ' + evaluation.value.asNumber().text();
        break;
    case Value::Kind::Null:
        break;
    }
    for (const ErrorKind kind : AllErrorKinds) {
        if (evaluation.errors.contains(kind))
            text += ' ' + std::string(errorWord(kind));
    }
    return text;
}

} // namespace

/// CESQL: what is wrong is told with its place; what parses has a form in parentheses that means the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    static const CloudEvent event = decodeJsonEvent(Json).value();
    const std::string_view text = textOf(bytes, size);
    requireTokens(text);
    const ExpectedSet expected = expectedBehind(text);
    const auto expression = parse(text);
    if (!expression) {
        requireMistake(expression.error(), text);
        return 0;
    }
    require(expected.contains(Expected::End), "a whole expression may end");
    const std::string printed = expression->parenthesised();
    const auto again = parse(printed);
    require(again.has_value(), "the parenthesised form parses");
    requireSame(again->parenthesised(), printed, "the parenthesised form is its own");
    require(!again->mixedAt(), "in parentheses nothing is mixed");
    require(again->oursAt().has_value() == expression->oursAt().has_value(),
            "both use the same functions");
    const CloudEventContext context({event, Json});
    requireSame(described(evaluate(*expression, context)), described(evaluate(*again, context)),
                "the parenthesised form means the same");
    for (std::size_t i = 0; i < expression->size(); ++i)
        (void)described(evaluate(*expression, NodeIndex(i), context));
    return 0;
}

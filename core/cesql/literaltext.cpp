// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/literaltext.h"

#include "core/cesql/decimal.h"
#include "core/codec/jsonpointer.h"
#include "core/codec/jsonscan.h"
#include "core/codec/jsonstring.h"

#include <algorithm>
#include <optional>

namespace core::cesql {

namespace {

/// Nothing: it has a backslash where it would be read together with a quote behind it.
std::optional<std::string> quoted(std::string_view text, char quote)
{
    std::string literal(1, quote);
    bool isPair = false; // the last character is a backslash that takes the next one with it
    for (const char c : text) {
        if (c == quote) {
            if (isPair)
                return std::nullopt;
            literal += '\\';
        }
        literal += c;
        isPair = !isPair && c == '\\';
    }
    if (isPair)
        return std::nullopt;
    return literal + quote;
}

} // namespace

std::string literalText(std::string_view text)
{
    if (auto literal = quoted(text, '\''))
        return *literal;
    if (auto literal = quoted(text, '"'))
        return *literal;
    std::string call = "CONCAT(";
    std::size_t begin = 0;
    while (begin < text.size()) {
        if (begin > 0)
            call += ", ";
        const bool isBackslash = text[begin] == '\\';
        const std::size_t end =
            isBackslash ? begin + 1 : std::min(text.find('\\', begin), text.size());
        // A pair of characters is the least that a literal can hold of a backslash.
        call += isBackslash ? "LEFT('\\ ', 1)" : *quoted(text.substr(begin, end - begin), '\'');
        begin = end;
    }
    return call + ')';
}

std::string literalOfJson(std::string_view json)
{
    const auto value = isJson(json) ? findJson(json, JsonPointer()) : std::nullopt;
    if (!value)
        return {};
    switch (value->kind) {
    case JsonValue::Kind::Null:
        return "NULL()";
    case JsonValue::Kind::True:
        return "TRUE";
    case JsonValue::Kind::False:
        return "FALSE";
    case JsonValue::Kind::String:
        return literalText(unescapeJson(value->inside()));
    case JsonValue::Kind::Number: {
        const auto number = Decimal::fromJson(value->text);
        const auto integer = number ? number->toInt32() : std::nullopt;
        const bool isInteger = integer && std::to_string(*integer) == value->text;
        return isInteger ? std::string(value->text) : literalText(value->text);
    }
    case JsonValue::Kind::Array:
    case JsonValue::Kind::Object:
        break;
    }
    return {};
}

std::string likePattern(std::string_view text)
{
    std::string pattern;
    for (const char c : text) {
        if (c == '%' || c == '_')
            pattern += '\\';
        pattern += c;
    }
    return pattern;
}

} // namespace core::cesql

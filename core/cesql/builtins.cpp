// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/builtins.h"

#include "core/cesql/casts.h"
#include "core/cesql/characters.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace core::cesql {

namespace {

Evaluation text(std::string value)
{
    return {Value::string(std::move(value)), {}};
}

Evaluation integer(std::size_t value)
{
    // Texts are shorter than 2 GiB where an Integer counts them.
    constexpr std::size_t Most = std::numeric_limits<std::int32_t>::max();
    return {Value::integer(static_cast<std::int32_t>(std::min(value, Most))), {}};
}

Evaluation absolute(std::int32_t value)
{
    if (value == std::numeric_limits<std::int32_t>::min())
        return {Value::integer(std::numeric_limits<std::int32_t>::max()), ErrorKind::Math};
    return {Value::integer(std::abs(value)), {}};
}

Evaluation concatenated(std::span<const Value> texts, std::string_view separator)
{
    std::string all;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (i > 0)
            all += separator;
        all += texts[i].asText();
    }
    return text(std::move(all));
}

/// LEFT and RIGHT give what they were given with an error where the count is negative.
Evaluation side(const Value &whole, std::int32_t count, bool isLeft)
{
    const std::string_view all = whole.asText();
    if (count < 0)
        return {whole, ErrorKind::FunctionEvaluation};
    const auto wanted = static_cast<std::size_t>(count);
    if (isLeft)
        return {whole.part(all.substr(0, offsetOfCharacter(all, wanted))), {}};
    const std::size_t has = countCharacters(all);
    return {whole.part(all.substr(offsetOfCharacter(all, has - std::min(has, wanted)))), {}};
}

/// Positions count from 1, or from the end if they are negative; 0 is before everything.
Evaluation substring(const Value &whole, std::int64_t position, std::int64_t length)
{
    const std::string_view all = whole.asText();
    const auto has = static_cast<std::int64_t>(countCharacters(all));
    if (position == 0)
        return text({});
    if (position > has || position < -has || length < 0)
        return {Value::zero(Value::Kind::String), ErrorKind::FunctionEvaluation};
    const std::int64_t from = position > 0 ? position - 1 : has + position;
    const std::string_view rest =
        all.substr(offsetOfCharacter(all, static_cast<std::size_t>(from)));
    return {whole.part(rest.substr(0, offsetOfCharacter(rest, static_cast<std::size_t>(length)))),
            {}};
}

/// What the parameters of a function want; the rest of a list is like the last one.
enum class Parameter : std::uint8_t { Any, Text, Count };

Parameter parameter(Function function, std::size_t position)
{
    switch (function) {
    case Function::Bool:
    case Function::Int:
    case Function::IsBool:
    case Function::IsInt:
    case Function::String:
        return Parameter::Any;
    case Function::Abs:
        return Parameter::Count;
    case Function::Left:
    case Function::Right:
    case Function::Substring:
        return position == 0 ? Parameter::Text : Parameter::Count;
    default:
        return Parameter::Text;
    }
}

/// False: one of them cannot be cast.
bool castArguments(Function function, std::span<Value> arguments)
{
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        Value &argument = arguments[i];
        const Parameter wanted = parameter(function, i);
        if (wanted == Parameter::Text && !argument.isString()) {
            std::optional<Value> casted = toText(argument);
            if (!casted)
                return false;
            argument = std::move(*casted);
        } else if (wanted == Parameter::Count) {
            const std::optional<std::int32_t> casted = toInteger(argument);
            if (!casted)
                return false;
            argument = Value::integer(*casted);
        }
    }
    return true;
}

std::optional<Value> cast(Function function, const Value &argument)
{
    if (function == Function::String)
        return toText(argument);
    if (function == Function::Bool) {
        const std::optional<bool> casted = toBoolean(argument);
        return casted ? std::optional(Value::boolean(*casted)) : std::nullopt;
    }
    const std::optional<std::int32_t> casted = toInteger(argument);
    return casted ? std::optional(Value::integer(*casted)) : std::nullopt;
}

} // namespace

std::size_t madeBytes(const Signature &signature, std::span<const Value> arguments)
{
    std::size_t bytes = 0;
    switch (signature.function) {
    case Function::ConcatWs:
        bytes = arguments.front().asText().size() * (arguments.size() - 1);
        [[fallthrough]];
    case Function::Concat:
    case Function::Lower:
    case Function::Upper:
        for (const Value &argument : arguments)
            bytes += argument.asText().size(); // empty where it is no text: numbers are short
        break;
    default:
        break;
    }
    return bytes;
}

Evaluation callBuiltin(const Signature &signature, std::span<Value> arguments)
{
    const Evaluation castError{Value::zero(signature.result), ErrorKind::Cast};
    if (!castArguments(signature.function, arguments))
        return castError;
    const auto count = [&](std::size_t i) { return arguments[i].asInteger(); };
    const auto textAt = [&](std::size_t i) { return arguments[i].asText(); };
    switch (signature.function) {
    case Function::Abs:
        return absolute(count(0));
    case Function::Bool:
    case Function::Int:
    case Function::String: {
        std::optional<Value> casted = cast(signature.function, arguments[0]);
        return casted ? Evaluation{std::move(*casted), {}} : castError;
    }
    case Function::Concat:
        return concatenated(arguments, {});
    case Function::ConcatWs:
        return concatenated(arguments.subspan(1), textAt(0));
    case Function::IsBool:
        return {Value::boolean(toBoolean(arguments[0]).has_value()), {}};
    case Function::IsInt:
        return {Value::boolean(toInteger(arguments[0]).has_value()), {}};
    case Function::Left:
    case Function::Right:
        return side(arguments[0], count(1), signature.function == Function::Left);
    case Function::Length:
        return integer(countCharacters(textAt(0)));
    case Function::Lower:
        return text(lowerCase(textAt(0)));
    case Function::Substring:
        return substring(arguments[0], count(1),
                         arguments.size() > 2 ? count(2)
                                              : std::numeric_limits<std::int32_t>::max());
    case Function::Trim:
        return {arguments[0].part(trimmed(textAt(0))), {}};
    case Function::Upper:
        return text(upperCase(textAt(0)));
    default:
        break; // of ours
    }
    return castError;
}

} // namespace core::cesql

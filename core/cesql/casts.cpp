// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/casts.h"

#include "core/event/asciitext.h"

#include <charconv>

namespace core::cesql {

namespace {

std::optional<std::int32_t> integerOf(std::string_view text)
{
    if (text.starts_with('+')) {
        text.remove_prefix(1);
        if (text.starts_with('-'))
            return {};
    }
    std::int32_t value = 0;
    const char *const end = text.data() + text.size();
    const auto [behind, fault] = std::from_chars(text.data(), end, value);
    if (fault != std::errc() || behind != end)
        return {};
    return value;
}

std::optional<bool> booleanOf(std::string_view text)
{
    if (equalsFolded(text, "true"))
        return true;
    if (equalsFolded(text, "false"))
        return false;
    return {};
}

} // namespace

std::optional<bool> toBoolean(const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::Boolean:
        return value.asBoolean();
    case Value::Kind::Integer:
        return value.asInteger() != 0;
    case Value::Kind::String:
        return booleanOf(value.asText());
    case Value::Kind::Number:
        return !value.asNumber().isZero();
    case Value::Kind::Null:
        break;
    }
    return {};
}

std::optional<std::int32_t> toInteger(const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::Boolean:
        return value.asBoolean() ? 1 : 0;
    case Value::Kind::Integer:
        return value.asInteger();
    case Value::Kind::String:
        return integerOf(value.asText());
    case Value::Kind::Number:
        return value.asNumber().toInt32();
    case Value::Kind::Null:
        break;
    }
    return {};
}

std::optional<Value> toText(const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::Boolean:
        return Value::borrowed(value.asBoolean() ? "true" : "false");
    case Value::Kind::Integer:
        return Value::string(std::to_string(value.asInteger()));
    case Value::Kind::String:
        return value;
    case Value::Kind::Number:
        return Value::string(value.asNumber().text());
    case Value::Kind::Null:
        break;
    }
    return {};
}

std::optional<Decimal> toNumber(const Value &value)
{
    if (value.isNumber())
        return value.asNumber();
    if (const std::optional<std::int32_t> integer = toInteger(value))
        return Decimal(*integer);
    return value.isString() ? Decimal::fromJson(value.asText()) : std::nullopt;
}

std::optional<bool> isEqual(const Value &value, const Value &target)
{
    if (value.kind() == target.kind())
        return value == target;
    if (value.isNull() || target.isNull())
        return false;
    if (target.isBoolean()) {
        const std::optional<bool> casted = toBoolean(value);
        return casted ? std::optional(*casted == target.asBoolean()) : std::nullopt;
    }
    if (value.isNumber() || target.isNumber()) {
        const std::optional<Decimal> number = toNumber(value);
        const std::optional<Decimal> other = toNumber(target);
        return number && other ? std::optional(*number == *other) : std::nullopt;
    }
    if (target.isInteger()) {
        const std::optional<std::int32_t> casted = toInteger(value);
        return casted ? std::optional(*casted == target.asInteger()) : std::nullopt;
    }
    const std::optional<Value> casted = toText(value);
    return casted ? std::optional(casted->asText() == target.asText()) : std::nullopt;
}

} // namespace core::cesql

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/eventvalue.h"

#include "core/cesql/cloudeventcontext.h"
#include "core/codec/jsondata.h"
#include "core/codec/jsonstring.h"
#include "core/event/timestamp.h"

#include <algorithm>

namespace core {

namespace {

using Kind = EventValue::Kind;

bool isNameCharacter(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
}

/// Canonical Integers have no sign but a minus and no zero before others.
bool isInteger(std::string_view text)
{
    const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
    constexpr std::size_t MostDigits = 10; // of 32 bits
    return !digits.empty() && digits.size() <= MostDigits &&
           (digits[0] != '0' || text.size() == 1) &&
           std::all_of(digits.begin(), digits.end(),
                       [](char character) { return character >= '0' && character <= '9'; });
}

bool isTime(std::string_view text)
{
    constexpr std::size_t Shortest = std::string_view("2026-11-28T14:31:41Z").size();
    constexpr std::size_t Longest = 64;
    return text.size() >= Shortest && text.size() <= Longest && text[4] == '-' &&
           parseTimestamp(text).has_value();
}

EventValue fromText(std::string text)
{
    const Kind kind = isTime(text) ? Kind::Time : Kind::Text;
    return {kind, std::move(text)};
}

EventValue fromJson(const JsonValue &value)
{
    switch (value.kind) {
    case JsonValue::Kind::Null:
        return {Kind::Null, "null"};
    case JsonValue::Kind::True:
    case JsonValue::Kind::False:
        return {Kind::Boolean, std::string(value.text)};
    case JsonValue::Kind::Number:
        return {Kind::Number, std::string(value.text)};
    case JsonValue::Kind::String:
        return fromText(unescapeJson(value.inside()));
    case JsonValue::Kind::Array:
    case JsonValue::Kind::Object:
        return {Kind::Structure, std::string(value.text)};
    }
    return {};
}

EventValue attributeOf(std::string_view name, const StoredEvent &stored)
{
    for (const Extension &extension : stored.event.extensions) {
        if (extension.name != name)
            continue;
        const AttributeValue &value = extension.value;
        if (value.type() == AttributeType::Boolean)
            return {Kind::Boolean, value.canonical()};
        if (value.type() == AttributeType::Integer ||
            (value.type() == AttributeType::String && isInteger(value.asText())))
            return {Kind::Number, value.canonical()};
        return fromText(value.canonical());
    }
    const auto value = cesql::CloudEventContext({stored.event, stored.text}).attribute(name);
    return value ? fromText(std::string(value->asText())) : EventValue();
}

} // namespace

Result<ValueName> ValueName::parse(std::string_view text)
{
    ValueName name;
    if (text.empty())
        return fail(Error::Kind::InvalidInput,
                    "A column needs a name. Write an attribute (orderid) or a JSON pointer "
                    "(/total).");
    if (text.size() > MaxBytes)
        return fail(Error::Kind::InvalidInput,
                    "The name is longer than " + std::to_string(MaxBytes) + " bytes.");
    name.m_text = text;
    if (name.isPointer()) {
        auto pointer = JsonPointer::parse(text);
        if (!pointer)
            return tl::unexpected(pointer.error());
        name.m_pointer = std::move(*pointer);
        return name;
    }
    if (!std::all_of(text.begin(), text.end(), isNameCharacter))
        return fail(Error::Kind::InvalidInput,
                    "\"" + std::string(text) +
                        "\" is no attribute: their names are small letters and digits. A JSON "
                        "pointer begins with a slash: /total.");
    if (text == "data")
        return fail(Error::Kind::InvalidInput,
                    "data is no attribute. Write a JSON pointer into it: /total.");
    return name;
}

EventValue valueOf(const ValueName &name, const StoredEvent &stored)
{
    if (!name.isPointer())
        return attributeOf(name.text(), stored);
    const JsonData data({stored.event, stored.text});
    if (data.state() != JsonData::State::Json)
        return {};
    const auto found = findJson(data.json(), name.pointer());
    return found ? fromJson(*found) : EventValue();
}

} // namespace core

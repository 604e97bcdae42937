// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/datavalue.h"

#include "core/codec/jsonstring.h"

namespace core::cesql {

namespace {

DataValue fromNumber(Decimal number)
{
    if (const auto integer = number.toInt32())
        return *integer;
    return number;
}

DataValue fromString(std::string_view inside)
{
    if (inside.find('\\') == std::string_view::npos)
        return inside;
    return unescapeJson(inside);
}

DataValue fromJson(const JsonValue &value)
{
    using Kind = JsonValue::Kind;
    switch (value.kind) {
    case Kind::Null:
        return JsonNull();
    case Kind::True:
        return true;
    case Kind::False:
        return false;
    case Kind::Number:
        return fromNumber(Decimal::fromJson(value.text).value_or(Decimal()));
    case Kind::String:
        return fromString(value.inside());
    case Kind::Array:
    case Kind::Object:
        return value.text;
    }
    return NoValue::Absent;
}

NoValue absence(const JsonData &data)
{
    return data.state() == JsonData::State::NotJson ? NoValue::NotJson : NoValue::Absent;
}

} // namespace

DataValue valueAt(const JsonData &data, const JsonPointer &pointer)
{
    if (data.state() != JsonData::State::Json)
        return absence(data);
    const auto found = findJson(data.json(), pointer);
    return found ? fromJson(*found) : NoValue::Absent;
}

DataValue sumAt(const JsonData &data, const JsonPointer &pointer)
{
    if (data.state() != JsonData::State::Json)
        return absence(data);
    DecimalSum sum;
    bool areAllNumbers = true;
    const bool isAny = visitJson(data.json(), pointer, [&](const JsonValue &value) {
        if (value.kind == JsonValue::Kind::Null)
            return;
        const auto number = Decimal::fromJson(value.text);
        areAllNumbers = areAllNumbers && number;
        if (number)
            sum.add(*number);
    });
    if (!isAny)
        return NoValue::Absent;
    if (!areAllNumbers)
        return NoValue::NotANumber;
    const auto total = sum.value();
    return total ? fromNumber(*total) : NoValue::NoSum;
}

} // namespace core::cesql

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/value.h"

namespace core::cesql {

Value Value::zero(Kind kind)
{
    switch (kind) {
    case Kind::Boolean:
    case Kind::Null:
        break;
    case Kind::Integer:
    case Kind::Number:
        return integer(0);
    case Kind::String:
        return borrowed({});
    }
    return boolean(false);
}

Value Value::number(Decimal value)
{
    if (const std::optional<std::int32_t> whole = value.toInt32())
        return integer(*whole);
    return Value(std::make_shared<const Decimal>(std::move(value)));
}

Value::Kind Value::kind() const
{
    constexpr std::array Kinds{Kind::Boolean, Kind::Integer, Kind::String,
                               Kind::String,  Kind::Number,  Kind::Null};
    static_assert(Kinds.size() == std::variant_size_v<Storage>);
    return Kinds[m_value.index()];
}

std::string_view Value::asText() const
{
    if (const auto *borrowed = std::get_if<std::string_view>(&m_value))
        return *borrowed;
    return std::get<std::string>(m_value);
}

Value Value::owned() const
{
    if (const auto *borrowed = std::get_if<std::string_view>(&m_value))
        return string(std::string(*borrowed));
    return *this;
}

bool operator==(const Value &one, const Value &other)
{
    if (one.kind() != other.kind())
        return false;
    if (one.isString())
        return one.asText() == other.asText();
    if (one.isNumber())
        return one.asNumber() == other.asNumber();
    return one.m_value == other.m_value;
}

std::string_view errorWord(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Math:
        return "math";
    case ErrorKind::Cast:
        return "cast";
    case ErrorKind::MissingAttribute:
        return "missingAttribute";
    case ErrorKind::MissingFunction:
        return "missingFunction";
    case ErrorKind::FunctionEvaluation:
        return "functionEvaluation";
    case ErrorKind::Generic:
        break;
    }
    return "generic";
}

} // namespace core::cesql

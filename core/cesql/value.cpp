// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/value.h"

#include <utility>

namespace core::cesql {

Value Value::string(std::string value)
{
    const auto owner = std::make_shared<const std::string>(std::move(value));
    Value result = borrowed(*owner);
    result.m_owner = owner;
    return result;
}

Value Value::number(Decimal value)
{
    if (const std::optional<std::int32_t> whole = value.toInt32())
        return integer(*whole);
    Value result(Kind::Number, 0);
    result.m_owner = std::make_shared<const Decimal>(std::move(value));
    return result;
}

Value Value::zero(Kind kind)
{
    switch (kind) {
    case Kind::Boolean:
        break;
    case Kind::Integer:
    case Kind::Number:
        return integer(0);
    case Kind::String:
        return borrowed({});
    case Kind::Null:
        return null();
    }
    return boolean(false);
}

Value Value::part(std::string_view part) const
{
    Value result = *this;
    result.m_text = part;
    return result;
}

Value Value::owned() const
{
    return isString() && !m_owner ? string(std::string(m_text)) : *this;
}

bool operator==(const Value &one, const Value &other)
{
    if (one.m_kind != other.m_kind)
        return false;
    if (one.isNumber())
        return one.asNumber() == other.asNumber();
    return one.m_scalar == other.m_scalar && one.m_text == other.m_text;
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

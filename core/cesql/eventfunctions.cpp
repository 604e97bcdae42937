// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/eventfunctions.h"

#include "core/cesql/casts.h"
#include "core/cesql/datavalue.h"
#include "core/event/timestamp.h"

namespace core::cesql {

namespace {

/// Seconds since 1970, with microseconds.
Value seconds(WallTime time)
{
    const std::string text = std::to_string(time.time_since_epoch().count()) + "e-6";
    return Value::number(Decimal::fromJson(text).value_or(Decimal()));
}

Errors errorsOf(NoValue why)
{
    switch (why) {
    case NoValue::Absent:
        break;
    case NoValue::NotJson:
        return {ErrorKind::MissingAttribute, ErrorKind::Generic};
    case NoValue::NotANumber:
        return ErrorKind::Cast;
    case NoValue::NoSum:
        return ErrorKind::Math;
    }
    return ErrorKind::MissingAttribute;
}

/// Of each alternative of DataValue but NoValue.
struct ToValue {
    Value operator()(NoValue) const { return {}; }
    Value operator()(JsonNull) const { return Value::null(); }
    Value operator()(bool value) const { return Value::boolean(value); }
    Value operator()(std::int32_t value) const { return Value::integer(value); }
    Value operator()(Decimal &value) const { return Value::number(std::move(value)); }
    Value operator()(std::string_view text) const { return Value::borrowed(text); }
    Value operator()(std::string &text) const { return Value::string(std::move(text)); }
};

Evaluation evaluationOf(DataValue value, Value::Kind zero)
{
    if (const auto *why = std::get_if<NoValue>(&value))
        return {Value::zero(zero), errorsOf(*why)};
    return {std::visit(ToValue(), value), {}};
}

Evaluation timeOf(const Value &argument)
{
    const std::optional<Value> text = toText(argument);
    if (!text)
        return {Value::zero(Value::Kind::Number), ErrorKind::Cast};
    const auto time = parseTimestamp(text->asText());
    if (!time)
        return {Value::zero(Value::Kind::Number), ErrorKind::FunctionEvaluation};
    return {seconds(*time), {}};
}

} // namespace

Evaluation callOurs(const FunctionCall &call, std::span<const Value> arguments,
                    const EventContext &event)
{
    const Value::Kind zero = call.signature->result;
    const Evaluation unknown{Value::zero(zero), ErrorKind::Generic};
    const auto known = [&](std::optional<bool> value) {
        return value ? Evaluation{Value::boolean(*value), {}} : unknown;
    };
    switch (call.signature->function) {
    case Function::Data:
        if (const JsonData *data = event.data())
            return evaluationOf(valueAt(*data, call.pointer), zero);
        return unknown;
    case Function::Sum:
        if (const JsonData *data = event.data())
            return evaluationOf(sumAt(*data, call.pointer), zero);
        return unknown;
    case Function::Null:
        return {Value::null(), {}};
    case Function::Origin:
        if (const std::optional<std::string_view> origin = event.origin())
            return {Value::borrowed(*origin), {}};
        return unknown;
    case Function::Received:
        if (const std::optional<WallTime> time = event.received())
            return {seconds(*time), {}};
        return unknown;
    case Function::Size:
        if (const std::optional<std::uint64_t> size = event.size())
            return {Value::number(Decimal(static_cast<std::int64_t>(*size))), {}};
        return unknown;
    case Function::Text:
        return known(event.containsText(arguments[0].asText()));
    case Function::Finding:
        return known(event.hasFinding(arguments[0].asText()));
    case Function::Marked:
        return known(event.isMarked());
    case Function::Note:
        if (const std::optional<std::string_view> note = event.note())
            return {Value::borrowed(*note), {}};
        return unknown;
    case Function::Time:
        return timeOf(arguments[0]);
    default:
        return unknown;
    }
}

} // namespace core::cesql

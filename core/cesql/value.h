// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/decimal.h"
#include "core/cesql/smallset.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace core::cesql {

/// The value of an expression (CESQL §3.1): Boolean, Integer or String; from functions of ours also a Number, which is no
/// Integer, and the null of JSON. A plain value. A String may be borrowed, so that comparing an attribute with a literal
/// copies neither: then it lives as long as the event and the expression that it came from, and owned() is a copy without
/// that condition.
class Value {
public:
    enum class Kind : std::uint8_t { Boolean, Integer, String, Number, Null };

    Value()
        : m_value(false)
    {
    }
    static Value boolean(bool value) { return Value(value); }
    static Value integer(std::int32_t value) { return Value(value); }
    static Value string(std::string value) { return Value(std::move(value)); }
    static Value borrowed(std::string_view text) { return Value(text); }
    /// An Integer where it is one.
    static Value number(Decimal value);
    static Value null() { return Value(Nothing()); }
    /// What an operator or function that fails gives: `false`, 0, "" (CESQL §3.1).
    static Value zero(Kind kind);

    Kind kind() const;
    bool isBoolean() const { return kind() == Kind::Boolean; }
    bool isInteger() const { return kind() == Kind::Integer; }
    bool isString() const { return kind() == Kind::String; }
    bool isNumber() const { return kind() == Kind::Number; }
    bool isNull() const { return kind() == Kind::Null; }

    /// Each only for its kind.
    bool asBoolean() const { return std::get<bool>(m_value); }
    std::int32_t asInteger() const { return std::get<std::int32_t>(m_value); }
    std::string_view asText() const;
    const Decimal &asNumber() const { return *std::get<std::shared_ptr<const Decimal>>(m_value); }

    /// Whether it is a String that is not borrowed.
    bool isOwner() const { return std::holds_alternative<std::string>(m_value); }
    Value owned() const;
    /// The same, a String borrowed from this one.
    Value view() const { return isString() ? borrowed(asText()) : *this; }

    /// The same kind and the same value; who owns a text makes no difference.
    friend bool operator==(const Value &one, const Value &other);

private:
    struct Nothing {
        bool operator==(const Nothing &) const = default;
    };
    /// A Number lies beside: it is rare, and every other value is copied more cheaply without it.
    using Storage = std::variant<bool, std::int32_t, std::string_view, std::string,
                                 std::shared_ptr<const Decimal>, Nothing>;
    explicit Value(Storage value)
        : m_value(std::move(value))
    {
    }

    Storage m_value;
};

/// What went wrong while an expression was evaluated (CESQL §3.2).
enum class ErrorKind : std::uint8_t {
    Math,
    Cast,
    MissingAttribute,
    MissingFunction,
    FunctionEvaluation,
    Generic,
};
using Errors = SmallSet<ErrorKind>;

/// All of them, in the order in which they are told.
inline constexpr std::array AllErrorKinds{ErrorKind::Math,
                                          ErrorKind::Cast,
                                          ErrorKind::MissingAttribute,
                                          ErrorKind::MissingFunction,
                                          ErrorKind::FunctionEvaluation,
                                          ErrorKind::Generic};

/// The word of the CESQL TCK: `missingAttribute`.
[[nodiscard]] std::string_view errorWord(ErrorKind kind);

/// What evaluating gives: always a value, and what went wrong on the way.
struct Evaluation {
    Value value;
    Errors errors;
};

/// Whether an event passes a filter with that outcome: only a Boolean that is true, without errors.
[[nodiscard]] inline bool passes(const Evaluation &evaluation)
{
    return evaluation.errors.isEmpty() && evaluation.value.isBoolean() &&
           evaluation.value.asBoolean();
}

} // namespace core::cesql

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

namespace core::cesql {

/// The value of an expression (CESQL §3.1): Boolean, Integer or String; from functions of ours also a Number, which is no
/// Integer, and the null of JSON. A plain value, cheap to copy. A String may be borrowed, so that comparing an attribute
/// with a literal copies neither: then it lives as long as the event and the expression that it came from, and owned() is
/// a copy without that condition.
class Value {
public:
    enum class Kind : std::uint8_t { Boolean, Integer, String, Number, Null };

    Value() = default; ///< false
    static Value boolean(bool value) { return Value(Kind::Boolean, value ? 1 : 0); }
    static Value integer(std::int32_t value) { return Value(Kind::Integer, value); }
    static Value string(std::string value);
    static Value borrowed(std::string_view text)
    {
        Value value(Kind::String, 0);
        value.m_text = text;
        return value;
    }
    /// An Integer where it is one.
    static Value number(Decimal value);
    static Value null() { return Value(Kind::Null, 0); }
    /// What an operator or function that fails gives: `false`, 0, "" (CESQL §3.1).
    static Value zero(Kind kind);

    Kind kind() const { return m_kind; }
    bool isBoolean() const { return m_kind == Kind::Boolean; }
    bool isInteger() const { return m_kind == Kind::Integer; }
    bool isString() const { return m_kind == Kind::String; }
    bool isNumber() const { return m_kind == Kind::Number; }
    bool isNull() const { return m_kind == Kind::Null; }

    /// Each only for its kind.
    bool asBoolean() const { return m_scalar != 0; }
    std::int32_t asInteger() const { return m_scalar; }
    std::string_view asText() const { return m_text; }
    const Decimal &asNumber() const { return *static_cast<const Decimal *>(m_owner.get()); }

    /// A String alone: `part` of its text, which lives as long as that does.
    Value part(std::string_view part) const;
    /// Whether it is a String that is not borrowed.
    bool isOwner() const { return isString() && m_owner; }
    Value owned() const;
    /// The same, a String borrowed from this one.
    Value view() const { return isString() ? borrowed(m_text) : *this; }

    /// The same kind and the same value; who owns a text makes no difference.
    friend bool operator==(const Value &one, const Value &other);

private:
    Value(Kind kind, std::int32_t scalar)
        : m_kind(kind)
        , m_scalar(scalar)
    {
    }

    Kind m_kind = Kind::Boolean;
    std::int32_t m_scalar = 0;
    std::string_view m_text;
    std::shared_ptr<const void>
        m_owner; ///< what m_text lies in, if it is not borrowed; the Decimal of a Number
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

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/value.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace core::cesql {

/// The functions of CESQL (§3.5), casts that its examples and its TCK use, and ours (Signature::isOurs).
enum class Function : std::uint8_t {
    Abs,
    Bool,
    Concat,
    ConcatWs,
    Data,    ///< what stands at a JSON pointer in the data
    Finding, ///< whether something was noticed about the event
    Int,
    IsBool,
    IsInt,
    Left,
    Length,
    Lower,
    Marked,   ///< whether a person marked the event
    Note,     ///< what a person noted about it
    Null,     ///< what the null of JSON is
    Origin,   ///< what brought the event: where it was received, or from where it was fetched
    Received, ///< when the event was received: seconds since 1970
    Right,
    Size, ///< bytes of the data
    String,
    Substring,
    Sum,  ///< the sum of what stands at a JSON pointer, in which a step * means each
    Text, ///< whether a text search finds the event
    Time, ///< a text of RFC 3339 as seconds since 1970
    Trim,
    Upper,
};

/// What a function is called with and what it gives. Names are upper case.
struct Signature {
    std::string_view name;
    Function function = Function::Abs;
    std::uint8_t leastArguments = 0;
    std::uint8_t mostArguments = 0; ///< AnyNumber: no end
    /// Its zero value is what it gives when it fails. DATA gives any kind.
    Value::Kind result = Value::Kind::Boolean;
    bool isOurs = false;       ///< not of CESQL: an expression with it means nothing to others
    std::string_view usage;    ///< `LEFT(text, count)`
    bool takesLiteral = false; ///< its argument must be a text in quotes: it is prepared once
};

constexpr std::uint8_t AnyNumber = 255;

/// All functions, by name.
[[nodiscard]] std::span<const Signature> allFunctions();

/// The function of that name (upper case) with so many arguments; nullptr if there is none: calling it is an error of
/// each evaluation, not of parsing (CESQL §3.5).
[[nodiscard]] const Signature *findFunction(std::string_view name, std::size_t arguments);

} // namespace core::cesql

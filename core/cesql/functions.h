// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/value.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace core::cesql {

/// The functions of CESQL (§3.5), and casts that its examples and its TCK use.
enum class Function : std::uint8_t {
    Abs,
    Bool,
    Concat,
    ConcatWs,
    Int,
    IsBool,
    IsInt,
    Left,
    Length,
    Lower,
    Right,
    String,
    Substring,
    Trim,
    Upper,
};

/// What a function is called with and what it gives. Names are upper case.
struct Signature {
    std::string_view name;
    Function function = Function::Abs;
    std::uint8_t leastArguments = 0;
    std::uint8_t mostArguments = 0;            ///< AnyNumber: no end
    Value::Kind result = Value::Kind::Boolean; ///< its zero value is what it gives when it fails
    bool isOurs = false;    ///< not of CESQL: an expression with it means nothing to others
    std::string_view usage; ///< `LEFT(text, count)`
};

constexpr std::uint8_t AnyNumber = 255;

/// All functions, by name.
[[nodiscard]] std::span<const Signature> allFunctions();

/// The function of that name (upper case) with so many arguments; nullptr if there is none: calling it is an error of
/// each evaluation, not of parsing (CESQL §3.5).
[[nodiscard]] const Signature *findFunction(std::string_view name, std::size_t arguments);

} // namespace core::cesql

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline/arguments.h"
#include "core/base/units.h"
#include "core/cesql/expression.h"

#include <optional>
#include <string>
#include <string_view>

namespace app {

constexpr Option whereOption{"--where", "EXPR",
                             "only events for which this CESQL expression is true, such as\n"
                             "\"type LIKE 'com.shop.%' AND DATA('/total') > 100\""};

/// Reads a CESQL expression that a person wrote for `name` (an option or operand). A fault is a sentence, and below it the
/// expression with the place marked. Where others would read it differently (AND and OR without parentheses), says so.
[[nodiscard]] OrFailure<core::cesql::Expression> expressionOf(const std::string &name,
                                                              const std::string &text);
/// What stands behind --where.
[[nodiscard]] OrFailure<std::optional<core::cesql::Expression>> whereOf(const Arguments &arguments);

/// The line of `text` (UTF-8) in which `place` lies, and below it a `^` for each of its characters, at least one; cut where
/// it is long. Both lines are indented. Pure.
[[nodiscard]] std::string markedPlace(std::string_view text, core::ByteRange place);

} // namespace app

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/expression.h"
#include "core/cesql/syntaxerror.h"

#include <tl/expected.hpp>

#include <string_view>

namespace core::cesql {

/// Reads a CESQL 1.0 expression (§2, grammar of its repository; requirements in the README of this room). Nothing that it
/// accepts can fail later in another way than by the errors of an evaluation. Pure; any thread.
[[nodiscard]] tl::expected<Expression, SyntaxError> parse(std::string_view text);

/// What may follow `text`, the part of an expression that stands before a cursor or before the word that is being
/// written. Empty if the mistake is further left.
[[nodiscard]] ExpectedSet expectedBehind(std::string_view text);

} // namespace core::cesql

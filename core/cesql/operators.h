// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/expression.h"
#include "core/cesql/tokens.h"

#include <cstdint>
#include <string_view>

namespace core::cesql {

/// How tight an operator binds, the tightest last; equal ones of two operands go from left to right (CESQL §2.3).
enum class Precedence : std::uint8_t { Logic, Comparison, Additive, Multiplicative, Unary };

/// An operator that stands between two operands.
struct BinaryOperator {
    TokenKind token = TokenKind::Equal;
    NodeKind node = NodeKind::Equal;
    Precedence precedence = Precedence::Comparison;
    std::string_view text; ///< `!=`
};

/// Nullptr if there is none.
[[nodiscard]] const BinaryOperator *binaryOperator(TokenKind token);
[[nodiscard]] const BinaryOperator *binaryOperator(NodeKind node);

} // namespace core::cesql

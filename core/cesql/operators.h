// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/expression.h"
#include "core/cesql/tokens.h"

#include <string_view>

namespace core::cesql {

/// How tight an operator of two operands binds, the tightest last; equal ones go from left to right (CESQL §2.3).
enum Precedence : int { Logic = 1, Comparison, Additive, Multiplicative };

/// An operator that stands between two operands.
struct BinaryOperator {
    TokenKind token = TokenKind::Equal;
    NodeKind node = NodeKind::Equal;
    Precedence precedence = Comparison;
    std::string_view text; ///< `!=`
};

/// Nullptr if there is none.
[[nodiscard]] const BinaryOperator *binaryOperator(TokenKind token);
[[nodiscard]] const BinaryOperator *binaryOperator(NodeKind node);

} // namespace core::cesql

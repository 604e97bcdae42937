// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/operators.h"

#include <algorithm>
#include <array>

namespace core::cesql {

namespace {

constexpr std::array Operators{
    BinaryOperator{TokenKind::And, NodeKind::And, Precedence::Logic, "AND"},
    BinaryOperator{TokenKind::Or, NodeKind::Or, Precedence::Logic, "OR"},
    BinaryOperator{TokenKind::Xor, NodeKind::Xor, Precedence::Logic, "XOR"},
    BinaryOperator{TokenKind::Equal, NodeKind::Equal, Precedence::Comparison, "="},
    BinaryOperator{TokenKind::NotEqual, NodeKind::NotEqual, Precedence::Comparison, "!="},
    BinaryOperator{TokenKind::Less, NodeKind::Less, Precedence::Comparison, "<"},
    BinaryOperator{TokenKind::LessOrEqual, NodeKind::LessOrEqual, Precedence::Comparison, "<="},
    BinaryOperator{TokenKind::Greater, NodeKind::Greater, Precedence::Comparison, ">"},
    BinaryOperator{TokenKind::GreaterOrEqual, NodeKind::GreaterOrEqual, Precedence::Comparison,
                   ">="},
    BinaryOperator{TokenKind::Plus, NodeKind::Add, Precedence::Additive, "+"},
    BinaryOperator{TokenKind::Minus, NodeKind::Subtract, Precedence::Additive, "-"},
    BinaryOperator{TokenKind::Star, NodeKind::Multiply, Precedence::Multiplicative, "*"},
    BinaryOperator{TokenKind::Slash, NodeKind::Divide, Precedence::Multiplicative, "/"},
    BinaryOperator{TokenKind::Percent, NodeKind::Remainder, Precedence::Multiplicative, "%"},
};

template<typename Matches>
const BinaryOperator *find(Matches matches)
{
    const auto *found = std::find_if(Operators.begin(), Operators.end(), matches);
    return found == Operators.end() ? nullptr : found;
}

} // namespace

const BinaryOperator *binaryOperator(TokenKind token)
{
    return find([token](const BinaryOperator &each) { return each.token == token; });
}

const BinaryOperator *binaryOperator(NodeKind node)
{
    return find([node](const BinaryOperator &each) { return each.node == node; });
}

} // namespace core::cesql

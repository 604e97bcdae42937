// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/operators.h"

#include <algorithm>
#include <array>

namespace core::cesql {

namespace {

constexpr std::array Operators{
    BinaryOperator{TokenKind::And, NodeKind::And, Logic, "AND"},
    BinaryOperator{TokenKind::Or, NodeKind::Or, Logic, "OR"},
    BinaryOperator{TokenKind::Xor, NodeKind::Xor, Logic, "XOR"},
    BinaryOperator{TokenKind::Equal, NodeKind::Equal, Comparison, "="},
    BinaryOperator{TokenKind::NotEqual, NodeKind::NotEqual, Comparison, "!="},
    BinaryOperator{TokenKind::Less, NodeKind::Less, Comparison, "<"},
    BinaryOperator{TokenKind::LessOrEqual, NodeKind::LessOrEqual, Comparison, "<="},
    BinaryOperator{TokenKind::Greater, NodeKind::Greater, Comparison, ">"},
    BinaryOperator{TokenKind::GreaterOrEqual, NodeKind::GreaterOrEqual, Comparison, ">="},
    BinaryOperator{TokenKind::Plus, NodeKind::Add, Additive, "+"},
    BinaryOperator{TokenKind::Minus, NodeKind::Subtract, Additive, "-"},
    BinaryOperator{TokenKind::Star, NodeKind::Multiply, Multiplicative, "*"},
    BinaryOperator{TokenKind::Slash, NodeKind::Divide, Multiplicative, "/"},
    BinaryOperator{TokenKind::Percent, NodeKind::Remainder, Multiplicative, "%"},
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

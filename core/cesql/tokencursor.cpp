// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/tokencursor.h"

#include <algorithm>
#include <array>

namespace core::cesql {

const Token &TokenCursor::peek(std::size_t ahead) const
{
    return m_tokens[std::min(m_next + ahead, m_tokens.size() - 1)];
}

bool TokenCursor::skip(TokenKind kind)
{
    if (peek().kind != kind)
        return false;
    ++m_next;
    return true;
}

SyntaxError TokenCursor::error(SyntaxRule rule, const Token &token, ExpectedSet expected) const
{
    return {rule, token.place, std::string(textOf(token)), {}, expected};
}

SyntaxError TokenCursor::unexpected(SyntaxRule rule, ExpectedSet expected) const
{
    return error(usualMistake().value_or(rule), peek(), expected);
}

SyntaxError TokenCursor::unexpectedBehindOperand(ExpectedSet expected) const
{
    const Token &token = peek();
    if (token.kind == TokenKind::RightParenthesis)
        return unexpected(SyntaxRule::NoOpening, expected);
    const bool isSigned =
        token.kind == TokenKind::Integer && (textOf(token)[0] == '-' || textOf(token)[0] == '+');
    return unexpected(isSigned ? SyntaxRule::SignBelongsToNumber : SyntaxRule::NoOperator,
                      expected);
}

/// Mistakes that are the same wherever they stand; nothing if the next token is a valid one.
std::optional<SyntaxRule> TokenCursor::usualMistake() const
{
    const Token &token = peek();
    if (token.kind == TokenKind::UnfinishedString)
        return SyntaxRule::UnfinishedString;
    if (token.kind != TokenKind::Unknown)
        return {};
    const std::string_view found = textOf(token);
    if (found == "==")
        return SyntaxRule::DoubledEquals;
    if (found == "=<" || found == "=>")
        return SyntaxRule::ReversedComparison;
    if (found == "&&" || found == "&")
        return SyntaxRule::AmpersandForAnd;
    if (found == "||" || found == "|")
        return SyntaxRule::BarForOr;
    if (found == "!")
        return SyntaxRule::ExclamationForNot;
    constexpr std::array<std::string_view, 7> CurvedQuotes{"‘", "’", "‚", "“", "”", "„", "`"};
    if (std::find(CurvedQuotes.begin(), CurvedQuotes.end(), found) != CurvedQuotes.end())
        return SyntaxRule::CurvedQuote;
    if (found == "." && m_next > 0)
        return m_tokens[m_next - 1].kind == TokenKind::Integer ? SyntaxRule::Fraction
                                                               : SyntaxRule::DottedName;
    if (found.find('_') != std::string_view::npos)
        return peek(1).kind == TokenKind::LeftParenthesis ? SyntaxRule::DigitInFunction
                                                          : SyntaxRule::UnderscoreInName;
    return SyntaxRule::UnknownCharacter;
}

} // namespace core::cesql

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/syntaxerror.h"
#include "core/cesql/tokens.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace core::cesql {

/// The tokens of a text, taken one after the other by the parser, and what is said of one that does not fit. Borrows the
/// text.
class TokenCursor {
public:
    explicit TokenCursor(std::string_view text)
        : m_text(text)
        , m_tokens(tokensOf(text))
    {
    }

    std::string_view text() const { return m_text; }
    std::string_view textAt(ByteRange place) const
    {
        return m_text.substr(place.offset, place.length);
    }
    std::string_view textOf(const Token &token) const { return textAt(token.place); }

    /// End, where there are no more.
    const Token &peek(std::size_t ahead = 0) const;
    Token take() { return m_tokens[m_next++]; }
    /// Takes the next token if it is one of those.
    bool skip(TokenKind kind);

    SyntaxError error(SyntaxRule rule, const Token &token, ExpectedSet expected) const;
    /// The next token is wrong here: by `rule`, or, if it is one of the usual mistakes, by that one's.
    SyntaxError unexpected(SyntaxRule rule, ExpectedSet expected) const;
    /// The next token is wrong behind a whole operand.
    SyntaxError unexpectedBehindOperand(ExpectedSet expected) const;

private:
    std::optional<SyntaxRule> usualMistake() const;

    std::string_view m_text;
    std::vector<Token> m_tokens;
    std::size_t m_next = 0;
};

} // namespace core::cesql

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::cesql {

enum class TokenKind : std::uint8_t {
    Identifier,   ///< letters and digits: an attribute, or a function if ( follows
    FunctionName, ///< letters and underscores, with an underscore
    Integer, ///< digits, with a sign that stands directly before them; not checked for its range
    String,  ///< with its quotes
    True,
    False,
    And,
    Or,
    Xor,
    Not,
    Like,
    Exists,
    In,
    LeftParenthesis,
    RightParenthesis,
    Comma,
    Star,
    Slash,
    Percent,
    Plus,
    Minus,
    Equal,
    NotEqual, ///< `!=` or `<>`
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    UnfinishedString, ///< from its quote to the end of the text
    Unknown, ///< nothing of the language; what other languages write (`==`, `&&`) is one of these
    End,
};

struct Token {
    TokenKind kind = TokenKind::End;
    ByteRange place;
    bool operator==(const Token &) const = default;
};

/// The tokens of any text, valid or not (CESQL §2, CESQLLexer.g4), white space left out; the last one is End. The text
/// must be shorter than 4 GiB; bytes that are no UTF-8 are Unknown outside of strings. Never fails. Pure; any thread.
[[nodiscard]] std::vector<Token> tokensOf(std::string_view text);

/// The token that the cursor (an offset in bytes) stands in, or else behind, or else before: what is completed or
/// explained there. Nullptr if there is none.
[[nodiscard]] const Token *tokenAt(std::span<const Token> tokens, std::uint32_t cursor);

/// Whether it is a word with a meaning of its own, which no attribute can have as its name.
[[nodiscard]] bool isKeyword(TokenKind kind);

/// What the token of that kind says in the event of a String: quotes off, `\'` in '…' and `\"` in "…" undone (CESQL
/// §2.3); every other backslash and doubled quotes stay as they are.
[[nodiscard]] std::string stringOfToken(std::string_view token);

/// `text` as a token of the kind String. Nothing for the few texts that the language cannot say: one with a backslash at
/// its end, or before each of both quotes.
[[nodiscard]] std::optional<std::string> tokenOfString(std::string_view text);

} // namespace core::cesql

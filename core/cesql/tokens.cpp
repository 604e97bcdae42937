// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/tokens.h"

#include "core/event/asciitext.h"
#include "core/event/unicodetext.h"

#include <algorithm>
#include <array>
#include <utility>

namespace core::cesql {

namespace {

bool isLetter(char c)
{
    const char lower = folded(c);
    return lower >= 'a' && lower <= 'z';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct Word {
    std::string_view text;
    TokenKind kind;
};

constexpr std::array Keywords{
    Word{"and", TokenKind::And}, Word{"or", TokenKind::Or},     Word{"xor", TokenKind::Xor},
    Word{"not", TokenKind::Not}, Word{"like", TokenKind::Like}, Word{"exists", TokenKind::Exists},
    Word{"in", TokenKind::In},   Word{"true", TokenKind::True}, Word{"false", TokenKind::False},
};

/// What other languages write stands before the tokens that it begins like.
constexpr std::array Signs{
    Word{"==", TokenKind::Unknown},
    Word{"=<", TokenKind::Unknown},
    Word{"=>", TokenKind::Unknown},
    Word{"&&", TokenKind::Unknown},
    Word{"||", TokenKind::Unknown},
    Word{"!=", TokenKind::NotEqual},
    Word{"<>", TokenKind::NotEqual},
    Word{"<=", TokenKind::LessOrEqual},
    Word{">=", TokenKind::GreaterOrEqual},
    Word{"=", TokenKind::Equal},
    Word{"<", TokenKind::Less},
    Word{">", TokenKind::Greater},
    Word{"(", TokenKind::LeftParenthesis},
    Word{")", TokenKind::RightParenthesis},
    Word{",", TokenKind::Comma},
    Word{"*", TokenKind::Star},
    Word{"/", TokenKind::Slash},
    Word{"%", TokenKind::Percent},
    Word{"+", TokenKind::Plus},
    Word{"-", TokenKind::Minus},
};

TokenKind kindOfWord(std::string_view word)
{
    if (std::all_of(word.begin(), word.end(), isDigit))
        return TokenKind::Integer;
    for (const Word &keyword : Keywords) {
        if (equalsFolded(word, keyword.text))
            return keyword.kind;
    }
    if (word.find('_') == std::string_view::npos)
        return TokenKind::Identifier;
    const bool isFunction =
        isLetter(word.front()) && std::none_of(word.begin(), word.end(), isDigit);
    return isFunction ? TokenKind::FunctionName : TokenKind::Unknown;
}

struct Extent {
    TokenKind kind;
    std::size_t length;
};

Extent stringAt(std::string_view rest)
{
    const char quote = rest.front();
    for (std::size_t at = 1; at < rest.size(); ++at) {
        const bool hasNext = at + 1 < rest.size();
        if (rest[at] == '\\' && hasNext) {
            ++at;
        } else if (rest[at] == quote) {
            if (!hasNext || rest[at + 1] != quote)
                return {TokenKind::String, at + 1};
            ++at; // a doubled quote belongs to the text
        }
    }
    return {TokenKind::UnfinishedString, rest.size()};
}

template<typename Belongs>
std::size_t lengthWhile(std::string_view rest, std::size_t from, Belongs belongs)
{
    while (from < rest.size() && belongs(rest[from]))
        ++from;
    return from;
}

/// The token at the beginning of `rest`, which is not empty and begins with no white space.
Extent tokenOf(std::string_view rest)
{
    const char first = rest.front();
    if (first == '\'' || first == '"')
        return stringAt(rest);
    if (isLetter(first) || isDigit(first) || first == '_') {
        const std::size_t length =
            lengthWhile(rest, 1, [](char c) { return isLetter(c) || isDigit(c) || c == '_'; });
        return {kindOfWord(rest.substr(0, length)), length};
    }
    // A sign belongs to the digits behind it: the longest match, also in 4-1.
    if ((first == '-' || first == '+') && rest.size() > 1 && isDigit(rest[1]))
        return {TokenKind::Integer, lengthWhile(rest, 1, isDigit)};
    for (const Word &sign : Signs) {
        if (rest.starts_with(sign.text))
            return {sign.kind, sign.text.size()};
    }
    return {TokenKind::Unknown, std::max<std::size_t>(decodeUtf8(rest, 0).length, 1)};
}

} // namespace

std::vector<Token> tokensOf(std::string_view text)
{
    std::vector<Token> tokens;
    std::size_t at = 0;
    const auto add = [&](Extent extent) {
        tokens.push_back(
            {extent.kind,
             {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(extent.length)}});
        at += extent.length;
    };
    while (true) {
        at = lengthWhile(text, at, isSpace);
        if (at == text.size())
            break;
        add(tokenOf(text.substr(at)));
    }
    add({TokenKind::End, 0});
    return tokens;
}

const Token *tokenAt(std::span<const Token> tokens, std::uint32_t cursor)
{
    const Token *found = nullptr;
    for (const Token &token : tokens) {
        const std::uint32_t end = token.place.offset + token.place.length;
        if (token.kind == TokenKind::End || token.place.offset > cursor)
            break;
        if (end < cursor)
            continue;
        const bool isBefore = token.place.offset == cursor;
        if (isBefore && found)
            break;
        found = &token;
    }
    return found;
}

bool isKeyword(TokenKind kind)
{
    return kind >= TokenKind::True && kind <= TokenKind::In;
}

std::string stringOfToken(std::string_view token)
{
    const char quote = token.front();
    const std::string_view inside = token.substr(1, token.size() - 2);
    std::string text;
    text.reserve(inside.size());
    for (std::size_t at = 0; at < inside.size(); ++at) {
        if (inside[at] == '\\' && at + 1 < inside.size()) {
            if (inside[at + 1] != quote)
                text += inside[at];
            ++at;
        }
        text += inside[at];
    }
    return text;
}

std::optional<std::string> tokenOfString(std::string_view text)
{
    const bool hasSingle = text.find('\'') != std::string_view::npos;
    const bool hasDouble = text.find('"') != std::string_view::npos;
    const std::string_view quotes = hasSingle && !hasDouble ? "\"'" : "'\"";
    for (const char quote : quotes) {
        std::string token(1, quote);
        for (const char c : text) {
            if (c == quote)
                token += '\\';
            token += c;
        }
        token += quote;
        const Extent extent = stringAt(token);
        if (extent.kind == TokenKind::String && extent.length == token.size() &&
            stringOfToken(token) == text)
            return token;
    }
    return {};
}

} // namespace core::cesql

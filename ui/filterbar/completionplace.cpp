// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/completionplace.h"

#include "core/cesql/characters.h"
#include "core/cesql/parser.h"
#include "core/cesql/tokens.h"
#include "core/event/asciitext.h"

#include <span>
#include <vector>

namespace ui {

namespace {

using core::cesql::Token;
using core::cesql::TokenKind;

std::string_view textOf(std::string_view text, const Token &token)
{
    return text.substr(token.place.offset, token.place.length);
}

struct Wanted {
    std::string attribute = {};
    std::string pointer = {};
    bool isPattern = false;
};

/// The function that takes a text in quotes, behind `DATA(`.
std::optional<core::cesql::Function> functionBehind(std::string_view text,
                                                    std::span<const Token> before)
{
    if (before.size() < 2 || before.back().kind != TokenKind::LeftParenthesis)
        return std::nullopt;
    const Token &name = before[before.size() - 2];
    if (name.kind != TokenKind::Identifier && name.kind != TokenKind::FunctionName)
        return std::nullopt;
    const auto *found = core::cesql::findFunction(core::cesql::upperCase(textOf(text, name)), 1);
    return found && found->takesLiteral ? std::optional(found->function) : std::nullopt;
}

/// The pointer of `DATA('/pointer')` at the end.
std::string pointerBehind(std::string_view text, std::span<const Token> before)
{
    if (before.size() < 4 || before.back().kind != TokenKind::RightParenthesis ||
        before[before.size() - 2].kind != TokenKind::String ||
        functionBehind(text, before.first(before.size() - 2)) != core::cesql::Function::Data)
        return {};
    return core::cesql::stringOfToken(textOf(text, before[before.size() - 2]));
}

/// What `type = 'a'`, `type LIKE 'a%'` and `type IN ('a', 'b')` ask for, wherever they stand.
core::TypeChoice typesIn(std::string_view text, std::span<const Token> tokens)
{
    core::TypeChoice types;
    const auto kindAt = [&tokens](std::size_t at) {
        return at < tokens.size() ? tokens[at].kind : TokenKind::End;
    };
    const auto stringAt = [&](std::size_t at) {
        return core::cesql::stringOfToken(textOf(text, tokens[at]));
    };
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (tokens[at].kind != TokenKind::Identifier ||
            !core::equalsFolded(textOf(text, tokens[at]), "type"))
            continue;
        const TokenKind next = kindAt(at + 1);
        if (next == TokenKind::Equal && kindAt(at + 2) == TokenKind::String)
            types.names.insert(stringAt(at + 2));
        else if (next == TokenKind::Like && kindAt(at + 2) == TokenKind::String)
            types.patterns.insert(stringAt(at + 2));
        else if (next == TokenKind::In && kindAt(at + 2) == TokenKind::LeftParenthesis)
            for (std::size_t each = at + 3; kindAt(each) == TokenKind::String; each += 2) {
                types.names.insert(stringAt(each));
                if (kindAt(each + 1) != TokenKind::Comma)
                    break;
            }
    }
    return types;
}

/// Whose value stands behind `before`: `type =`, `type NOT LIKE`, `type IN ('a',`.
Wanted wantedBehind(std::string_view text, std::span<const Token> before)
{
    bool isPattern = false;
    const auto dropLast = [&before] { before = before.first(before.size() - 1); };
    const auto last = [&before] { return before.empty() ? TokenKind::End : before.back().kind; };
    if (last() == TokenKind::LeftParenthesis || last() == TokenKind::Comma) {
        while (last() == TokenKind::Comma || last() == TokenKind::String ||
               last() == TokenKind::Integer)
            dropLast();
        if (last() != TokenKind::LeftParenthesis)
            return {};
        dropLast();
        if (last() != TokenKind::In)
            return {};
        dropLast();
        if (last() == TokenKind::Not)
            dropLast();
    } else if (last() == TokenKind::Like) {
        isPattern = true;
        dropLast();
        if (last() == TokenKind::Not)
            dropLast();
    } else if (last() >= TokenKind::Equal && last() <= TokenKind::GreaterOrEqual) {
        dropLast();
    } else {
        return {};
    }
    if (last() != TokenKind::Identifier)
        return {{}, pointerBehind(text, before), isPattern};
    return {core::foldedText(textOf(text, before.back())), {}, isPattern};
}

bool isWord(TokenKind kind)
{
    return kind == TokenKind::Identifier || kind == TokenKind::FunctionName ||
           core::cesql::isKeyword(kind);
}

} // namespace

CompletionPlace completionPlace(std::string_view text, std::uint32_t cursor)
{
    const std::vector<Token> tokens = core::cesql::tokensOf(text);
    CompletionPlace place{{cursor, 0}, {}, {}, {}};
    std::size_t at = 0; // the first token that does not begin before the cursor
    while (at < tokens.size() && tokens[at].kind != TokenKind::End &&
           tokens[at].place.offset < cursor)
        ++at;
    std::size_t before = at; // tokens wholly before what is being written
    bool isText = false;
    if (at > 0) {
        const Token &token = tokens[at - 1];
        const std::uint32_t end = token.place.offset + token.place.length;
        isText = token.kind == TokenKind::UnfinishedString ||
                 (token.kind == TokenKind::String && cursor < end);
        if (isText || (isWord(token.kind) && cursor <= end)) {
            before = at - 1;
            place.replaced = token.place;
            // What follows an open quote is not known to belong to it.
            if (token.kind == TokenKind::UnfinishedString)
                place.replaced.length = cursor - token.place.offset;
            const std::uint32_t from = token.place.offset + (isText ? 1 : 0);
            place.typed = text.substr(from, cursor - from);
        }
    }
    const Wanted wanted = wantedBehind(text, std::span(tokens).first(before));
    place.attribute = wanted.attribute;
    place.pointer = wanted.pointer;
    place.isPattern = wanted.isPattern;
    place.types = typesIn(text, tokens);
    if (isText) {
        place.literalOf = functionBehind(text, std::span(tokens).first(before));
        const std::uint32_t end = place.replaced.offset + place.replaced.length;
        if (place.literalOf && end < text.size() && text[end] == ')')
            ++place.replaced.length;
    }
    if (!isText)
        place.expected = core::cesql::expectedBehind(text.substr(0, place.replaced.offset));
    return place;
}

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/completionplace.h"

#include "core/cesql/parser.h"
#include "core/cesql/tokens.h"
#include "core/event/asciitext.h"

#include <span>
#include <vector>

namespace ui {

namespace {

using core::cesql::Token;
using core::cesql::TokenKind;

struct Wanted {
    std::string attribute;
    bool isPattern = false;
};

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
        return {};
    return {core::foldedText(text.substr(before.back().place.offset, before.back().place.length)),
            isPattern};
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
    CompletionPlace place{{cursor, 0}, {}, {}, {}, false};
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
    place.isPattern = wanted.isPattern;
    if (!isText)
        place.expected = core::cesql::expectedBehind(text.substr(0, place.replaced.offset));
    return place;
}

} // namespace ui

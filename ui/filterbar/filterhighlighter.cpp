// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/filterhighlighter.h"

#include "core/cesql/tokens.h"
#include "ui/theme/theme.h"

namespace ui {

namespace {

using core::cesql::Token;
using core::cesql::TokenKind;

/// The syntax colour of a token; null: that of text.
const char *inkOf(const std::vector<Token> &tokens, std::size_t index)
{
    const TokenKind kind = tokens[index].kind;
    if (core::cesql::isKeyword(kind))
        return "key";
    switch (kind) {
    case TokenKind::String:
    case TokenKind::UnfinishedString:
        return "str";
    case TokenKind::Integer:
        return "num";
    case TokenKind::FunctionName:
        return "fn";
    case TokenKind::Identifier:
        return index + 1 < tokens.size() && tokens[index + 1].kind == TokenKind::LeftParenthesis
                   ? "fn"
                   : nullptr;
    default:
        return nullptr;
    }
}

} // namespace

FilterHighlighter::FilterHighlighter(const Theme &theme, QTextDocument *document)
    : QSyntaxHighlighter(document)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void FilterHighlighter::underline(TextRange place, const char *token)
{
    if (place == m_place && qstrcmp(token, m_token) == 0)
        return;
    m_place = place;
    m_token = token;
    rehighlight();
}

void FilterHighlighter::highlightBlock(const QString &text)
{
    const Utf8Places places(text);
    const std::vector<Token> tokens = core::cesql::tokensOf(places.utf8());
    for (std::size_t index = 0; index < tokens.size(); ++index) {
        if (const char *ink = inkOf(tokens, index)) {
            const TextRange range = places.range(tokens[index].place);
            setFormat(range.start, range.length, m_theme.syntax(QLatin1String(ink)));
        }
    }
    for (int at = m_place.start; at < m_place.end() && at < text.size(); ++at) {
        QTextCharFormat wavy = format(at);
        wavy.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        wavy.setUnderlineColor(m_theme.colour(QLatin1String(m_token)));
        setFormat(at, 1, wavy);
    }
}

} // namespace ui

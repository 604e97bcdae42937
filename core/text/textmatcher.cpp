// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/textmatcher.h"

#include "core/text/casefold.h"
#include "core/text/mappedplaces.h"
#include "core/text/requiredtext.h"

#include <QString>

#include <utility>

namespace core {

namespace {

/// Beyond ASCII both sides are folded before they are compared.
bool needsFolding(const TextQuery &query, std::string_view required)
{
    return !query.hasCase && !isAscii(required);
}

TextFinder finderOf(const TextQuery &query, const std::string &required)
{
    if (!needsFolding(query, required))
        return {required, query.hasCase ? TextFinder::Case::Exact : TextFinder::Case::AsciiFolded};
    std::string folded;
    appendFoldedCase(folded, required);
    return {std::move(folded), TextFinder::Case::Exact};
}

QRegularExpression expressionOf(const QString &pattern, bool hasCase)
{
    QRegularExpression::PatternOptions options =
        QRegularExpression::DontCaptureOption | QRegularExpression::MultilineOption;
    if (!hasCase)
        options |= QRegularExpression::CaseInsensitiveOption;
    return QRegularExpression(pattern, options);
}

} // namespace

Result<TextMatcher> TextMatcher::make(TextQuery query)
{
    if (!query.isExpression || query.text.empty()) {
        const std::string required = query.text;
        return TextMatcher(std::move(query), required);
    }
    const QString pattern = QString::fromStdString(query.text);
    const QRegularExpression asWritten = expressionOf(pattern, query.hasCase);
    if (!asWritten.isValid()) {
        return fail(Error::Kind::InvalidInput,
                    "The expression cannot be read at character " +
                        std::to_string(asWritten.patternErrorOffset() + 1) + ": " +
                        asWritten.errorString().toStdString());
    }
    TextMatcher matcher(std::move(query), requiredText(pattern, query.hasCase));
    matcher.m_expression = expressionOf(
        QStringLiteral("(*LIMIT_MATCH=%1)").arg(MatchLimit) + pattern, matcher.m_query.hasCase);
    matcher.m_expression->optimize();
    return matcher;
}

TextMatcher::TextMatcher(TextQuery query, const std::string &required)
    : m_query(std::move(query))
    , m_grams(required)
    , m_finder(finderOf(m_query, required))
    , m_isFolded(needsFolding(m_query, required))
{
}

bool TextMatcher::matches(std::string_view text)
{
    return !m_query.text.empty() && holdsPlainText(text) &&
           (!m_expression || matchesExpression(text));
}

bool TextMatcher::holdsPlainText(std::string_view text)
{
    if (!m_isFolded)
        return m_finder.isIn(text);
    if (isAscii(text))
        return false;
    m_folded.clear();
    appendFoldedCase(m_folded, text);
    return m_finder.isIn(m_folded);
}

std::vector<TextPlace> TextMatcher::places(std::string_view text, std::size_t most)
{
    if (m_query.text.empty() || most == 0)
        return {};
    if (m_expression)
        return holdsPlainText(text) ? expressionPlaces(text, most) : std::vector<TextPlace>();
    if (!m_isFolded)
        return plainPlaces(text, most);
    if (isAscii(text))
        return {};
    m_folded.clear();
    appendFoldedCase(m_folded, text);
    std::string folded; // of one character
    return mappedPlaces(text, plainPlaces(m_folded, most), [&folded, text](std::size_t at) {
        const std::size_t length = characterLength(text, at);
        if (length == 1)
            return PieceLength{1, 1};
        folded.clear();
        appendFoldedCase(folded, text.substr(at, length));
        return PieceLength{length, folded.size()};
    });
}

std::vector<TextPlace> TextMatcher::plainPlaces(std::string_view text, std::size_t most) const
{
    std::vector<TextPlace> places;
    const std::size_t length = m_finder.length();
    for (std::size_t from = 0; places.size() < most;) {
        const std::size_t found = m_finder.find(text.substr(from));
        if (found == std::string_view::npos)
            break;
        places.push_back({from + found, length});
        from += found + length;
    }
    return places;
}

std::vector<TextPlace> TextMatcher::expressionPlaces(std::string_view text, std::size_t most)
{
    std::vector<TextPlace> inUnits;
    const QString units = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    auto matches = m_expression->globalMatch(units);
    while (inUnits.size() < most && matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        if (match.capturedLength() > 0)
            inUnits.push_back({static_cast<std::size_t>(match.capturedStart()),
                               static_cast<std::size_t>(match.capturedLength())});
    }
    return mappedPlaces(text, inUnits, [text](std::size_t at) {
        const std::size_t length = characterLength(text, at);
        const auto shown =
            length == 1 && static_cast<unsigned char>(text[at]) < 0x80
                ? 1
                : QString::fromUtf8(text.data() + at, static_cast<qsizetype>(length)).size();
        return PieceLength{length, static_cast<std::size_t>(shown)};
    });
}

bool TextMatcher::matchesExpression(std::string_view text)
{
    const auto match =
        m_expression->match(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
    m_undecided += match.isValid() ? 0U : 1U;
    return match.hasMatch();
}

} // namespace core

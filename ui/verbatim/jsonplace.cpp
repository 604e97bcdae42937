// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/verbatim/jsonplace.h"

#include "core/codec/jsonpointer.h"
#include "ui/verbatim/jsonlines.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace ui {

namespace {

/// A line of laid out JSON, taken apart.
struct Line {
    qsizetype level = 0;
    QString key;          ///< with its quotes; empty: an element, or a bracket that closes
    QString value;        ///< without the comma behind it
    bool isWhole = false; ///< begins and ends here
    bool opens() const { return value.endsWith(u'{') || value.endsWith(u'['); }
    bool closes() const { return value.startsWith(u'}') || value.startsWith(u']'); }
};

Line takenApart(const TextLine &line)
{
    Line parts;
    qsizetype start = 0;
    while (start < line.text.size() && line.text[start] == u' ')
        ++start;
    parts.level = start / JsonLines::IndentSpaces;
    parts.isWhole = line.number != 0;
    if (!line.spans.empty() && line.spans.front().ink == Ink::Key &&
        line.spans.front().start == start) {
        const qsizetype end = start + line.spans.front().length;
        parts.key = line.text.mid(start, end - start);
        start = line.text.indexOf(u':', end) + 1;
    }
    parts.value = line.text.mid(start).trimmed();
    if (parts.value.endsWith(u','))
        parts.value.chop(1);
    return parts;
}

std::optional<QString> unquoted(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson('[' + text.toUtf8() + ']');
    if (!document.isArray() || document.array().size() != 1 || !document.array().at(0).isString())
        return std::nullopt;
    return document.array().at(0).toString();
}

bool isScalar(const QString &value)
{
    const QJsonDocument document = QJsonDocument::fromJson('[' + value.toUtf8() + ']');
    return document.isArray() && document.array().size() == 1 &&
           !document.array().at(0).isArray() && !document.array().at(0).isObject();
}

} // namespace

std::optional<JsonPlace> jsonPlaceAt(const LineSource &lines, qint64 line)
{
    if (line < 0 || line >= lines.count())
        return std::nullopt;
    Line at = takenApart(lines.line(line));
    // A text that goes on in the next line is no whole value here.
    const bool goesOn = line + 1 < lines.count() && lines.line(line + 1).number == 0;
    if (!at.isWhole || goesOn || !isScalar(at.value))
        return std::nullopt;
    JsonPlace place{{}, at.value.toStdString()};
    const qint64 last = std::max<qint64>(0, line - MaxLinesLookedBack);
    qint64 index = line;
    while (at.level > 0) {
        if (at.level >= JsonLines::MaxIndentLevels)
            return std::nullopt; // deeper ones stand there, too
        qint64 before = 0;       // elements of the same array
        Line above;
        do {
            if (index == last)
                return std::nullopt;
            above = takenApart(lines.line(--index));
            if (above.isWhole && above.level == at.level && !above.closes())
                ++before;
        } while (!above.isWhole || above.level >= at.level);
        if (!above.opens())
            return std::nullopt;
        if (at.key.isEmpty()) {
            place.pointer.insert(0, '/' + std::to_string(before));
        } else {
            const std::optional<QString> key = unquoted(at.key);
            if (!key)
                return std::nullopt;
            place.pointer.insert(0, '/' + core::jsonPointerStep(key->toStdString()));
        }
        at = above;
    }
    return place;
}

} // namespace ui

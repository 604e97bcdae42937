// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/problems/problemdetails.h"

#include "ui/models/eventtext.h"
#include "ui/problems/curlcommand.h"
#include "ui/problems/problemrow.h"
#include "ui/verbatim/plainlines.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>
#include <string_view>

namespace ui {
namespace {

using Part = core::Place::Part;

QString tr(const char *text)
{
    return QCoreApplication::translate("ProblemDetails", text);
}

/// Sentences of core may repeat what was sent.
QString sentence(const std::string &utf8)
{
    return oneLine(utf8);
}

/// Few words at the end of the marked line, for the rules that a place is known to break most often.
QString placeWord(std::string_view rule)
{
    struct Word {
        std::string_view rule;
        const char *text;
    };
    static constexpr std::array<Word, 16> Words{{
        {"json-not-sent-as-event",
         QT_TRANSLATE_NOOP("ProblemDetails", "read as data, not as an event")},
        {"not-an-event", QT_TRANSLATE_NOOP("ProblemDetails", "not that of an event")},
        {"underscore-headers",
         QT_TRANSLATE_NOOP("ProblemDetails", "begins with ce_ instead of ce-")},
        {"unknown-specversion", QT_TRANSLATE_NOOP("ProblemDetails", "not understood")},
        {"unknown-format", QT_TRANSLATE_NOOP("ProblemDetails", "not understood")},
        {"invalid-timestamp", QT_TRANSLATE_NOOP("ProblemDetails", "no timestamp")},
        {"invalid-uri", QT_TRANSLATE_NOOP("ProblemDetails", "no URI")},
        {"invalid-uri-reference", QT_TRANSLATE_NOOP("ProblemDetails", "no URI reference")},
        {"invalid-attribute-name", QT_TRANSLATE_NOOP("ProblemDetails", "cannot name an attribute")},
        {"invalid-base64", QT_TRANSLATE_NOOP("ProblemDetails", "no Base64")},
        {"empty-attribute", QT_TRANSLATE_NOOP("ProblemDetails", "empty")},
        {"repeated-attribute", QT_TRANSLATE_NOOP("ProblemDetails", "there twice")},
        {"json-ends-early", QT_TRANSLATE_NOOP("ProblemDetails", "ends here")},
        {"invalid-json", QT_TRANSLATE_NOOP("ProblemDetails", "no JSON from here on")},
        {"origin-not-allowed", QT_TRANSLATE_NOOP("ProblemDetails", "a web page")},
        {"foreign-host", QT_TRANSLATE_NOOP("ProblemDetails", "not this machine")},
    }};
    for (const Word &word : Words) {
        if (word.rule == rule)
            return tr(word.text);
    }
    return {};
}

/// The request as it came, and where its body begins.
struct Original {
    Bytes bytes;
    std::uint64_t bodyOffset = 0;
};

Original originalOf(const core::Refusal &refusal)
{
    std::string bytes = refusal.head;
    // The empty line between head and body, where the head was kept without it.
    if (!refusal.body.empty() && !bytes.empty() && !bytes.ends_with("\r\n\r\n"))
        bytes += bytes.ends_with("\r\n") ? "\r\n" : "\r\n\r\n";
    const std::uint64_t bodyOffset = bytes.size();
    bytes += refusal.body;
    return {std::make_shared<const std::string>(std::move(bytes)), bodyOffset};
}

/// Nothing where no bytes are meant, or those were not kept.
std::optional<OffendingPlace> placeOf(const core::Refusal &refusal, std::uint64_t bodyOffset)
{
    const core::Place &place = refusal.why.place;
    if (!place.bytes || place.part == Part::Request)
        return std::nullopt;
    const bool inBody = place.part == Part::Body;
    const std::size_t size = inBody ? refusal.body.size() : refusal.head.size();
    if (place.bytes->offset > size || size == 0)
        return std::nullopt;
    return OffendingPlace{place.bytes->offset + (inBody ? bodyOffset : 0), place.bytes->length,
                          placeWord(refusal.why.rule)};
}

QString whereText(const core::Place &place, const std::optional<QString> &line)
{
    const QString name = sentence(place.name);
    QStringList words;
    switch (place.part) {
    case Part::Request:
        return name.isEmpty() ? tr("The request as a whole") : name;
    case Part::RequestLine:
        words << tr("Request line");
        break;
    case Part::Header:
        words << (name.isEmpty() ? tr("Head") : tr("Header %1").arg(name));
        break;
    case Part::Body:
        words << tr("Body");
        if (!name.isEmpty())
            words << name;
        if (place.bytes)
            words << tr("byte %1").arg(groupedNumber(place.bytes->offset));
        break;
    }
    if (line)
        words << tr("line %1").arg(*line);
    return words.join(QLatin1String(", "));
}

QString requestLine(const core::StoredRefusal &stored)
{
    const core::Refusal &refusal = stored.refusal;
    QStringList words;
    if (const QString request = requestText(refusal.head); !request.isEmpty())
        words << request;
    if (!refusal.remote.empty())
        words << tr("from %1").arg(oneLine(refusal.remote));
    if (!refusal.connection.empty())
        words << tr("at %1").arg(oneLine(refusal.connection));
    words << tr("body %1").arg(byteSize(refusal.bodyBytes));
    return words.join(QStringLiteral(" \u00B7 "));
}

QString keptText(const core::StoredRefusal &stored)
{
    if (stored.bodyDropped)
        return tr("Head and body left to keep the bound. Only the newest refusals keep theirs.");
    const core::Refusal &refusal = stored.refusal;
    if (!refusal.cut)
        return {};
    if (refusal.body.size() < refusal.bodyBytes)
        return tr("Cut: the first %1 of %2 of the body are kept.")
            .arg(byteSize(refusal.body.size()), byteSize(refusal.bodyBytes));
    return tr("Cut: the head is not whole.");
}

QString ruleText(const core::Rejection &why)
{
    const QString code = oneLine(why.rule);
    return why.reference.empty() ? code : sentence(why.reference) + u" \u00B7 " + code;
}

/// Rules name parts of events, and this is none: nobody can tell what of it must not be seen.
std::shared_ptr<const ProblemDetails> describeHidden(const core::StoredRefusal &stored)
{
    const core::Rejection &why = stored.refusal.why;
    auto details = std::make_shared<ProblemDetails>();
    details->number = stored.number;
    details->title = QString::number(why.status) + u": " + oneLine(why.rule);
    details->what = tr(
        "What was sent is hidden: the rules of a redacted view name parts of events, and this is "
        "none.");
    details->where = whereText({why.place.part, {}, std::nullopt}, std::nullopt);
    details->rule = ruleText(why);
    details->request = requestLine(stored);
    details->kept = tr("Hidden: this view is redacted.");
    return details;
}

} // namespace

std::shared_ptr<const ProblemDetails> describeProblem(const core::StoredRefusal &stored,
                                                      bool isRedacted)
{
    if (isRedacted)
        return describeHidden(stored);
    const core::Refusal &refusal = stored.refusal;
    auto details = std::make_shared<ProblemDetails>();
    details->number = stored.number;
    details->title = QString::number(refusal.why.status) + u": " + sentence(refusal.why.title);
    details->what = sentence(refusal.why.detail);
    details->fix = sentence(refusal.why.fix);
    details->rule = ruleText(refusal.why);
    details->request = requestLine(stored);
    details->kept = keptText(stored);
    std::optional<QString> line;
    if (!stored.bodyDropped) {
        const Original original = originalOf(refusal);
        details->original = original.bytes;
        details->lines = std::make_shared<PlainLines>(original.bytes);
        details->place = placeOf(refusal, original.bodyOffset);
        if (details->place)
            line = groupedNumber(
                static_cast<quint64>(lineNumberAt(*details->lines, details->place->offset)));
        details->curl = curlCommand(refusal);
    }
    details->where = whereText(refusal.why.place, line);
    return details;
}

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/inspector/eventdetails.h"

#include "core/codec/jsonformat.h"
#include "core/codec/protobuf/protobufformat.h"
#include "core/event/timestamp.h"
#include "core/http/contentdecoder.h"
#include "ui/models/findingbadges.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui {
namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("ui::EventDetails", words);
}

QString valueText(std::string_view utf8)
{
    return utf8.empty() ? QStringLiteral("\"\"") : oneLine(utf8);
}

/// What kind of value it is, in the words of the specification; a string is what one expects.
QString typeMeaning(core::AttributeType type)
{
    switch (type) {
    case core::AttributeType::Boolean:
        return QStringLiteral("boolean");
    case core::AttributeType::Integer:
        return QStringLiteral("integer");
    case core::AttributeType::String:
        return {};
    case core::AttributeType::Binary:
        return QStringLiteral("binary");
    case core::AttributeType::Uri:
        return QStringLiteral("uri");
    case core::AttributeType::UriReference:
        return QStringLiteral("uri-ref");
    case core::AttributeType::Timestamp:
        return QStringLiteral("timestamp");
    case core::AttributeType::Map:
        return QStringLiteral("map");
    }
    return {};
}

DetailRow row(const QString &name, std::string_view value, const QString &meaning = {})
{
    return {name, valueText(value), meaning, {}, {}};
}

DetailRow attributeRow(const QString &name, std::string_view value, const QString &meaning = {})
{
    DetailRow detail = row(name, value, meaning);
    detail.attribute = name.toStdString();
    detail.exact = value;
    return detail;
}

DetailSection attributes(const core::CloudEvent &event)
{
    DetailSection section{tr("Attributes"), {}, {}};
    auto &rows = section.rows;
    rows.push_back(attributeRow(QStringLiteral("id"), event.id));
    rows.push_back(attributeRow(QStringLiteral("source"), event.source, QStringLiteral("uri-ref")));
    rows.push_back(
        attributeRow(QStringLiteral("specversion"), core::specVersionText(event.specVersion)));
    rows.push_back(attributeRow(QStringLiteral("type"), event.type));
    if (event.subject)
        rows.push_back(attributeRow(QStringLiteral("subject"), *event.subject));
    if (event.time)
        rows.push_back(attributeRow(QStringLiteral("time"), *event.time));
    if (event.dataContentType)
        rows.push_back(attributeRow(QStringLiteral("datacontenttype"), *event.dataContentType));
    if (event.dataSchema) {
        const bool old = event.specVersion == core::SpecVersion::V03;
        rows.push_back(
            attributeRow(old ? QStringLiteral("schemaurl") : QStringLiteral("dataschema"),
                         *event.dataSchema, QStringLiteral("uri")));
    }
    for (DetailRow &one : rows) // core/text/searchedtext.h
        one.isSearched = one.name != u"specversion" && one.value != u"\"\"";
    return section;
}

/// W3C Trace Context §3.2: version, trace-id, parent-id, trace-flags.
std::vector<DetailRow> traceParts(std::string_view traceparent)
{
    constexpr std::size_t Length = 55;
    if (traceparent.size() < Length || traceparent[2] != '-' || traceparent[35] != '-' ||
        traceparent[52] != '-')
        return {};
    const char flags = traceparent[54];
    const bool sampled = std::string_view("13579bdfBDF").find(flags) != std::string_view::npos;
    return {row(tr("trace id"), traceparent.substr(3, 32)),
            row(tr("parent span"), traceparent.substr(36, 16)),
            {tr("sampled"), sampled ? tr("yes") : tr("no"), {}, {}, {}}};
}

DetailSection extensions(const core::CloudEvent &event)
{
    DetailSection section{tr("Extensions"), {}, {}};
    for (const core::Extension &extension : event.extensions) {
        DetailRow detail =
            attributeRow(QString::fromStdString(extension.name), extension.value.canonical(),
                         typeMeaning(extension.value.type()));
        detail.isSearched = !extension.value.canonical().empty();
        detail.isNameSearched = true;
        if (extension.name == "traceparent") {
            detail.meaning = tr("W3C trace");
            detail.children = traceParts(extension.value.canonical());
        }
        section.rows.push_back(std::move(detail));
    }
    return section;
}

/// "POST /shop/default" and "HTTP/1.1" of "POST /shop/default HTTP/1.1".
std::pair<QString, QString> requestLine(const std::string &head)
{
    const std::string_view line = std::string_view(head).substr(0, head.find("\r\n"));
    const std::size_t space = line.rfind(' ');
    if (space == std::string_view::npos)
        return {oneLine(line), {}};
    return {oneLine(line.substr(0, space)), oneLine(line.substr(space + 1))};
}

DetailSection received(const core::StoredEvent &event, quint64 dataBytes, ClockZone zone)
{
    DetailSection section{tr("Received"), {}, {}};
    auto &rows = section.rows;
    QString late;
    if (event.event.time) {
        if (const auto sent = core::parseTimestamp(*event.event.time))
            late = deltaText(event.received - *sent);
    }
    rows.push_back({tr("at"), timeOfDayExact(event.received, zone), late, {}, {}});
    rows.push_back({tr("date"), isoTime(event.received), {}, {}, {}});
    if (!event.remote.empty())
        rows.push_back(row(tr("from"), event.remote));
    if (!event.connection.empty())
        rows.push_back(row(tr("connection"), event.connection));
    QString mode = oneLine(core::contentModeText(event.mode));
    if (event.format != core::EventFormat::None)
        mode += u' ' + oneLine(core::eventFormatText(event.format));
    core::ContentCoding coding = core::ContentCoding::Identity;
    if (!event.head.empty() && event.origin == core::OriginKind::Http) {
        const auto [request, version] = requestLine(event.head);
        rows.push_back({tr("request"), request, {}, {}, {}});
        if (!version.isEmpty())
            mode += u", " + version;
        coding = core::contentCodingOfHead(event.head);
    }
    rows.push_back({tr("mode"), mode, {}, {}, {}});
    if (core::isDecoded(coding)) // the body is kept as it was before
        rows.push_back(row(tr("coding"), core::contentCodingText(coding), tr("kept decoded")));
    if (event.event.dataForm == core::DataForm::ProtobufAny)
        rows.push_back(
            row(tr("message"), core::typeOfAny(core::dataText(event.event, event.text))));
    rows.push_back({tr("size"),
                    tr("%1 data, %2 in all")
                        .arg(byteSize(dataBytes), byteSize(event.head.size() + event.text.size())),
                    {},
                    {},
                    {}});
    rows.push_back({tr("seal"), sequenceText({event.seal}), {}, {}, {}});
    for (const QString &word : findingWords(event.findings))
        rows.push_back({tr("finding"), badgeExplanation(word), word, {}, {}});
    return section;
}

} // namespace

std::vector<DetailSection> describeEvent(const core::StoredEvent &event, quint64 dataBytes,
                                         ClockZone zone)
{
    std::vector<DetailSection> sections{attributes(event.event)};
    if (!event.event.extensions.empty())
        sections.push_back(extensions(event.event));
    sections.push_back(received(event, dataBytes, zone));
    return sections;
}

DetailSection previewOf(const LineSource &data, const QString &contentType)
{
    DetailSection section{tr("Data"), contentType, {}};
    const qint64 lines = std::min(data.count(), MaxPreviewLines);
    for (qint64 index = 0; index < lines; ++index) {
        TextLine line = data.line(index);
        section.rows.push_back({{}, std::move(line.text), {}, std::move(line.spans), {}});
    }
    if (data.count() > lines)
        section.rows.push_back({{}, QStringLiteral("\u2026"), {}, {}, {}});
    return section;
}

} // namespace ui

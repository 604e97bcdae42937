// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/inspector/eventloader.h"

#include "core/codec/jsonformat.h"
#include "ui/inspector/foundinevent.h"
#include "ui/verbatim/hexlines.h"
#include "ui/verbatim/jsonlines.h"
#include "ui/verbatim/plainlines.h"

namespace ui {
namespace {

QString toText(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

/// By the word of the sender; data inside a JSON event that says nothing is JSON (JSON format §3.1), and of Avro what it
/// stands for.
bool isJson(const core::CloudEvent &event, const std::string &data)
{
    if (!looksLikeJson(data))
        return false;
    if (event.dataForm == core::DataForm::Json || event.dataForm == core::DataForm::AvroValue)
        return true;
    if (event.dataForm == core::DataForm::ProtobufAny)
        return false;
    const QString type =
        toText(event.dataContentType.value_or(std::string())).section(u';', 0, 0).trimmed();
    return type.endsWith(QLatin1String("/json"), Qt::CaseInsensitive) ||
           type.endsWith(QLatin1String("+json"), Qt::CaseInsensitive) || type.isEmpty();
}

Bytes wireBytes(const core::StoredEvent &event)
{
    std::string bytes = event.head;
    // The empty line between head and body, where the head was kept without it.
    if (!bytes.empty() && !bytes.ends_with("\r\n\r\n"))
        bytes += bytes.ends_with("\r\n") ? "\r\n" : "\r\n\r\n";
    bytes += event.text;
    return std::make_shared<const std::string>(std::move(bytes));
}

LoadResult read(const ReadingThread::Reader &reader, core::EventSequence sequence,
                const core::Redaction &redaction)
{
    if (!reader)
        return tl::unexpected(reader.error());
    core::Result<std::optional<core::StoredEvent>> found = (*reader)->event(sequence);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return nullptr;
    return layOut(std::make_shared<const core::StoredEvent>(std::move(**found)), redaction);
}

} // namespace

LoadResult layOut(std::shared_ptr<const core::StoredEvent> kept, const core::Redaction &redaction)
{
    auto loaded = std::make_shared<LoadedEvent>();
    loaded->event = loaded->kept = std::move(kept);
    if (!redaction.isEmpty()) {
        core::Result<core::StoredEvent> redacted = redaction.apply(*loaded->kept);
        if (!redacted)
            return tl::unexpected(redacted.error());
        loaded->event = std::make_shared<const core::StoredEvent>(std::move(*redacted));
    }
    const core::StoredEvent &event = *loaded->event;
    loaded->contentType = toText(event.event.dataContentType.value_or(std::string()));
    loaded->wire = std::make_shared<PlainLines>(wireBytes(event));

    if (event.event.dataForm == core::DataForm::None) {
        loaded->sections = describeEvent(event, 0, ClockZone::Local);
        return loaded;
    }
    const auto data = std::make_shared<const std::string>(core::dataBytes(event.event, event.text));
    loaded->data = data;
    loaded->dataSize = data->size();
    if (isJson(event.event, *data))
        loaded->json = std::make_shared<JsonLines>(data);
    loaded->text = std::make_shared<PlainLines>(data);
    loaded->hex = std::make_shared<HexLines>(data);
    loaded->sections = describeEvent(event, loaded->dataSize, ClockZone::Local);
    loaded->sections.push_back(
        previewOf(loaded->json ? *loaded->json : *loaded->text, loaded->contentType));
    return loaded;
}

EventLoader::EventLoader(OpenReader openReader, QObject *parent)
    : QObject(parent)
    , m_thread(std::move(openReader))
{
}

void EventLoader::cancel()
{
    m_thread.forgetNewest();
}

void EventLoader::load(core::EventSequence sequence, const core::Redaction &redaction)
{
    m_thread.askNewest(
        [sequence, redaction](const ReadingThread::Reader &reader) {
            return read(reader, sequence, redaction);
        },
        [this, sequence](const LoadResult &result) { emit loaded(sequence, result); });
}

void EventLoader::layOutAgain(std::shared_ptr<const core::StoredEvent> kept,
                              const core::Redaction &redaction)
{
    const core::EventSequence sequence = kept->sequence;
    m_thread.askNewest(
        [kept = std::move(kept), redaction](const ReadingThread::Reader &) {
            return layOut(kept, redaction);
        },
        [this, sequence](const LoadResult &result) { emit loaded(sequence, result); });
}

void EventLoader::writeJson(const std::shared_ptr<const LoadedEvent> &event)
{
    m_thread.ask(
        [event](const ReadingThread::Reader &) {
            std::string json;
            core::appendJsonEvent(json, event->event->event, event->event->text);
            return QString::fromStdString(json);
        },
        [this, event](const QString &json) { emit jsonReady(event, json); });
}

void EventLoader::find(const std::shared_ptr<const LoadedEvent> &event,
                       const core::TextQuery &query)
{
    const quint64 number = ++m_newestFind;
    m_thread.ask(
        [this, event, query, number](const ReadingThread::Reader &) {
            return number == m_newestFind
                       ? std::make_shared<const FoundInEvent>(findIn(*event, query))
                       : nullptr;
        },
        [this, event, number](const std::shared_ptr<const FoundInEvent> &found) {
            if (number == m_newestFind)
                emit this->found(event, found);
        });
}

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/transfer/transfertest.h"

#include "core/codec/httpmessage.h"
#include "core/codec/jsonformat.h"
#include "core/http/credentials.h"
#include "core/http/requestparser.h"
#include "tests/core/log/logtest.h"

#include <QFile>
#include <QtGlobal>

#include <utility>

namespace transfertest {

using namespace core;

namespace {

std::string length(const std::string &body)
{
    return "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// A text frame of a WebSocket that is no CloudEvent.
Message frame(const std::string &body, const std::string &type)
{
    Message message;
    message.origin = OriginKind::WebSocket;
    message.mode = ContentMode::Raw;
    message.connection = "ws://example.com/feed";
    message.body = body;
    CloudEvent event;
    event.id = "frame-1";
    event.source = "ws://example.com/feed";
    event.type = "frame";
    event.time = "2026-11-27T10:00:00.000001Z";
    event.dataContentType = type;
    event.dataForm = DataForm::Raw;
    event.data = {0, static_cast<std::uint32_t>(body.size())};
    message.events.push_back({event, event.data});
    return message;
}

} // namespace

Message received(const std::string &text)
{
    const HttpLimits limits;
    RequestParser parser(limits);
    HttpRequest request;
    std::size_t used = 0;
    while (parser.state() != RequestParser::State::Complete) {
        used += parser.consume(std::string_view(text).substr(used), request);
        if (parser.state() == RequestParser::State::Failed)
            qFatal("no request: %s", parser.rejection().title.c_str());
    }
    if (used != text.size())
        qFatal("more than one request");
    removeCredentials(request);
    std::vector<HeaderField> fields;
    for (const HttpField &field : request.fields)
        fields.push_back({request.text(field.name), request.text(field.value), field.line});
    auto decoded = decodeHttp(fields, request.body);
    if (!decoded)
        qFatal("no event: %s", decoded.error().title.c_str());
    static std::int64_t now = 1'700'000'000'000'000;
    Message message;
    message.mode = decoded->mode;
    message.format = decoded->format;
    message.received = WallTime(std::chrono::microseconds(++now));
    message.connection = "http://127.0.0.1:8080";
    message.remote = "127.0.0.1:40000";
    message.local = "127.0.0.1:8080";
    message.target = request.targetText();
    message.head = std::move(request.head);
    message.body = decoded->body ? std::move(*decoded->body) : std::move(request.body);
    message.events = std::move(decoded->events);
    return message;
}

std::string binaryRequest(const std::string &fields, const std::string &body)
{
    return "POST /shop HTTP/1.1\r\nHost: localhost:8080\r\nUser-Agent: test\r\n" + fields +
           length(body);
}

std::string structuredRequest(const std::string &event)
{
    return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/cloudevents+json\r\n" +
           length(event);
}

std::string batchRequest(const std::string &array)
{
    return "POST / HTTP/1.1\r\nHost: localhost\r\n"
           "Content-Type: application/cloudevents-batch+json\r\n" +
           length(array);
}

std::vector<Message> everyKind()
{
    const std::string attributes = "ce-specversion: 1.0\r\nce-id: b1\r\nce-source: /bin\r\n"
                                   "ce-type: com.example.binary\r\n";
    std::vector<Message> messages;
    messages.push_back(received(
        binaryRequest(attributes + "ce-subject: %C3%BCber%20%22all%22\r\nce-tenant: north\r\n"
                                   "Content-Type: application/json\r\n",
                      "{\"name\": \"Zo\xc3\xab\",\n \"price\": 1.10}")));
    messages.push_back(
        received(binaryRequest(attributes + "Content-Type: application/octet-stream\r\n"
                                            "Authorization: Bearer secret\r\n",
                               std::string("\0\xff\r\n,\"", 6))));
    messages.push_back(received(binaryRequest(attributes + "Content-Type: text/plain\r\n",
                                              "line one\r\nline \"two\", and\nthree")));
    messages.push_back(received(binaryRequest(attributes)));
    messages.push_back(received(structuredRequest(
        R"({ "specversion" : "1.0", "id":"s1","source":"/st","type":"t","time":"2026-01-01T00:00:00+01:00",)"
        R"("level":3,"hot":true,"note":"a, \"b\"\u00e9","dataschema":"https://example.com/s","data":{"n": 1.10, "u":"\ud83d\ude00"}})")));
    messages.push_back(received(structuredRequest(
        R"({"specversion":"1.0","id":"s2","source":"/st","type":"t","datacontenttype":"text/csv","data":"a,b\r\n\"1\",2\n"})")));
    messages.push_back(received(structuredRequest(
        R"({"specversion":"1.0","id":"s3","source":"/st","type":"t","datacontenttype":"image/png","data_base64":"iVBORw0KGgo="})")));
    messages.push_back(received(structuredRequest(
        R"({"specversion":"1.0","id":"s4","source":"/st","type":"t","data":null})")));
    messages.push_back(received(structuredRequest(
        R"({"specversion":"0.3","id":"o1","source":"/old","type":"t","schemaurl":"/s","datacontenttype":"text/xml","map":{"a":"b"},"data":"<a b='c'/>"})")));
    messages.push_back(received(structuredRequest(
        R"({"specversion":"0.3","id":"o2","source":"","type":"t","datacontentencoding":"base64","data":"AAH/"})")));
    messages.push_back(
        received(binaryRequest("ce-specversion: 0.3\r\nce-id: o3\r\nce-source: /old\r\n"
                               "ce-type: t\r\nContent-Type: application/json\r\n",
                               "[1,\r\n2]")));
    messages.push_back(received(batchRequest(
        R"([ {"specversion":"1.0","id":"c1","source":"/batch","type":"t","data":[1, 2]} ,)"
        R"({"specversion":"1.0","id":"c2","source":"/batch","type":"t"}])")));
    messages.push_back(frame("a frame\nof text", "text/plain"));
    messages.push_back(frame("{\"n\":[1,2]}", "application/json"));
    messages.push_back(frame(std::string("\0\1\2", 3), "application/octet-stream"));
    return messages;
}

std::filesystem::path capture(const QTemporaryDir &folder, const QString &name,
                              std::vector<Message> messages)
{
    const std::filesystem::path file = folder.filePath(name).toStdString();
    const auto log = logtest::openLog(file);
    logtest::Sender(*log).send(std::move(messages));
    log->close();
    return file;
}

std::vector<StoredEvent> eventsOf(const std::filesystem::path &file)
{
    auto reader = CaptureReader::open(file);
    if (!reader)
        qFatal("%s", reader.error().detail.c_str());
    std::vector<StoredEvent> all;
    for (EventSequence next{1};;) {
        auto page = (*reader)->read(next);
        if (!page)
            qFatal("%s", page.error().detail.c_str());
        if (page->empty())
            return all;
        next = {page->back().sequence.value + 1};
        std::move(page->begin(), page->end(), std::back_inserter(all));
    }
}

std::vector<std::string> contentOf(const std::filesystem::path &file)
{
    std::vector<std::string> content;
    for (const StoredEvent &stored : eventsOf(file)) {
        CloudEvent event = stored.event;
        event.dataForm = DataForm::None;
        std::string text;
        appendJsonEvent(text, event, {});
        content.push_back(text + "data:" + dataBytes(stored.event, stored.text));
    }
    return content;
}

QByteArray exported(const std::filesystem::path &file, ExportOptions options)
{
    auto reader = CaptureReader::open(file);
    if (!reader)
        qFatal("%s", reader.error().detail.c_str());
    MemorySink sink;
    ProgressMeter progress;
    const auto done = exportEvents(**reader, options, sink, progress, {});
    if (!done)
        qFatal("%s", done.error().detail.c_str());
    return sink.bytes;
}

QByteArray exported(const std::filesystem::path &file, ExportFormat format)
{
    ExportOptions options;
    options.format = format;
    return exported(file, options);
}

QByteArray bytesOf(const std::filesystem::path &path)
{
    QFile file(QString::fromStdString(path.string()));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is not there", path.c_str());
    return file.readAll();
}

void writeFile(const std::filesystem::path &path, const QByteArray &bytes)
{
    QFile file(QString::fromStdString(path.string()));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", path.c_str());
}

Result<bool> MemorySink::write(std::string_view text)
{
    ++writes;
    bytes.append(text.data(), static_cast<qsizetype>(text.size()));
    return true;
}

} // namespace transfertest

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/rawrequestwriter.h"

#include "core/codec/httpencode.h"
#include "core/codec/jsonformat.h"
#include "core/event/asciitext.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <span>
#include <utility>

namespace core {

namespace {

/// Behind each body: the next request stands on a line of its own, below an empty one. Receivers skip empty lines there.
constexpr std::string_view Separator = "\r\n\r\n";

/// A head that was kept passed the limits of its receiver, whatever they were.
HttpLimits withoutLimits()
{
    HttpLimits limits;
    limits.requestLineBytes = std::numeric_limits<std::uint32_t>::max();
    limits.headBytes = std::numeric_limits<std::uint32_t>::max();
    limits.headerFields = std::numeric_limits<std::uint32_t>::max();
    limits.bodyBytes = std::numeric_limits<std::uint32_t>::max();
    return limits;
}

bool framesBody(std::string_view name)
{
    return equalsFolded(name, "content-length") || equalsFolded(name, "transfer-encoding");
}

/// A compressed body is kept decoded.
bool codesBody(std::string_view name)
{
    return equalsFolded(name, "content-encoding");
}

/// What one more event adds at least to the body of a batch: itself and a comma or bracket, or its length in Protobuf. In
/// XML it was shorter where it came from, because it has the namespaces of the batch now.
std::size_t bytesInBatch(const StoredEvent &stored)
{
    if (stored.format != EventFormat::Protobuf)
        return stored.text.size() + 1;
    const std::string_view text = stored.text;
    return joinBatch(stored.format, std::span(&text, 1)).size();
}

} // namespace

RawRequestWriter::RawRequestWriter()
    : m_limits(withoutLimits())
    , m_parser(m_limits)
{
}

void RawRequestWriter::append(std::string &out, StoredEvent &&stored)
{
    if (!m_batch.empty() && !belongsToBatch(stored))
        writeBatch(out);
    if (stored.head.empty()) {
        writeStructured(out, stored);
        return;
    }
    if (stored.mode == ContentMode::Batch) {
        if (m_batch.empty()) {
            m_batchBytes = stored.format == EventFormat::Protobuf ? 0 : 1;
            m_announced = 0;
            if (stored.format != EventFormat::Xml && parseHead(stored.head) &&
                !isDecoded(contentCodingOf(m_request))) { // that is told of the coded bytes
                const std::string_view announced = m_request.value("content-length");
                std::from_chars(announced.data(), announced.data() + announced.size(), m_announced);
            }
        }
        m_batchBytes += bytesInBatch(stored);
        m_batch.push_back(std::move(stored));
        return;
    }
    const std::vector<StoredEvent> events{std::move(stored)};
    if (!write(out, events.front().head, events.front().text, events))
        writeStructured(out, events.front());
}

void RawRequestWriter::end(std::string &out)
{
    if (!m_batch.empty())
        writeBatch(out);
}

// The capture has no number for messages. What was one message has one commit, one receive time and one head; two that
// are alike in all of that are told apart by how much the head announces.
bool RawRequestWriter::belongsToBatch(const StoredEvent &stored) const
{
    const StoredEvent &first = m_batch.front();
    const std::size_t bytes = m_batchBytes + bytesInBatch(stored);
    return stored.mode == ContentMode::Batch && stored.seal == first.seal &&
           stored.received == first.received && stored.head == first.head &&
           stored.connection == first.connection && stored.remote == first.remote &&
           stored.event.specVersion == first.event.specVersion && stored.format == first.format &&
           (m_announced == 0 || bytes <= m_announced) && bytes <= MaxBatchBytes &&
           m_batch.size() < MaxBatchEvents;
}

void RawRequestWriter::writeBatch(std::string &out)
{
    const std::vector<StoredEvent> events = std::exchange(m_batch, {});
    std::vector<std::string_view> texts;
    texts.reserve(events.size());
    for (const StoredEvent &stored : events)
        texts.emplace_back(stored.text);
    const std::string body = joinBatch(events.front().format, texts);
    if (write(out, events.front().head, body, events))
        return;
    for (const StoredEvent &stored : events)
        writeStructured(out, stored);
}

bool RawRequestWriter::write(std::string &out, std::string_view head, std::string_view body,
                             const std::vector<StoredEvent> &events)
{
    if (!parseHead(head))
        return false;
    m_fields.clear();
    for (const HttpField &field : m_request.fields)
        m_fields.push_back({m_request.text(field.name), m_request.text(field.value), field.line});
    const auto decoded = decodeHttp(m_fields, body);
    const bool isSame =
        decoded && decoded->mode == events.front().mode &&
        std::equal(decoded->events.begin(), decoded->events.end(), events.begin(), events.end(),
                   [](const ReceivedEvent &received, const StoredEvent &stored) {
                       return received.event == stored.event;
                   });
    if (!isSame)
        return false;
    appendFramedHead(out, body.size());
    out += body;
    out += Separator;
    return true;
}

void RawRequestWriter::writeStructured(std::string &out, const StoredEvent &stored) const
{
    const auto verbatim = stored.format == EventFormat::Json ? decodeJsonEvent(stored.text)
                                                             : tl::unexpected(Rejection{});
    const bool isVerbatim = verbatim && *verbatim == stored.event;
    const HttpContent content =
        isVerbatim ? HttpContent{} : encodeStructured({stored.event, stored.text});
    const std::string_view body = isVerbatim ? stored.text : content.body;
    out += "POST / HTTP/1.1\r\nHost: localhost\r\n"
           "Content-Type: application/cloudevents+json; charset=utf-8\r\nContent-Length: ";
    out += std::to_string(body.size());
    out += "\r\n\r\n";
    out += body;
    out += Separator;
}

bool RawRequestWriter::parseHead(std::string_view head)
{
    m_request.clear();
    m_parser.reset();
    const std::size_t used = m_parser.consume(head, m_request);
    const bool isWhole = m_parser.state() == RequestParser::State::Body ||
                         m_parser.state() == RequestParser::State::Complete;
    return isWhole && used == head.size() && m_request.head.size() == head.size();
}

// A chunked body is kept without its chunks, a batch without what stood between its events, and rules may have made the
// body shorter: the head then says how long it is here. All other lines are as they came.
void RawRequestWriter::appendFramedHead(std::string &out, std::size_t bodyBytes) const
{
    const std::string_view head = m_request.head;
    const std::string framing = "Content-Length: " + std::to_string(bodyBytes) + "\r\n";
    std::size_t done = 0;
    bool isFramed = bodyBytes == 0;
    bool isSaid = false;
    for (const HttpField &field : m_request.fields) {
        const std::string_view name = m_request.text(field.name);
        if (!framesBody(name) && !codesBody(name))
            continue;
        const bool isRight = equalsFolded(name, "content-length") &&
                             m_request.text(field.value) == std::to_string(bodyBytes);
        const std::size_t end = head.find('\n', field.line.offset + field.line.length) + 1;
        if (isRight && !isSaid) {
            isFramed = isSaid = true;
            continue;
        }
        out += head.substr(done, field.line.offset - done);
        done = end;
        if (codesBody(name))
            continue;
        if (!isSaid)
            out += framing;
        isFramed = isSaid = true;
    }
    constexpr std::size_t EmptyLine = 2;
    out += head.substr(done, head.size() - EmptyLine - done);
    if (!isFramed)
        out += framing;
    out += "\r\n";
}

} // namespace core

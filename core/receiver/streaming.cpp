// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/websocketmessage.h"
#include "core/http/credentials.h"
#include "core/receiver/methods.h"
#include "core/receiver/receiver.h"
#include "core/stream/streamreader.h"

#include <algorithm>
#include <utility>

namespace core {

namespace {

Rejection tooManyReaders(std::size_t limit)
{
    return {503,
            "too-many-readers",
            "Too many read the log",
            "As many streams and queries as the limit of " + std::to_string(limit) +
                " allows are open.",
            "Close one, start with more (--max-readers, up to " +
                std::to_string(StreamLimits::MostReaders) +
                "), or come again after the time in Retry-After.",
            "RFC 9110 15.6.4",
            {}};
}

Rejection stopping()
{
    return {503,
            "receiver-stopping",
            "The receiver stops",
            "Nothing more is read from its log.",
            "Come again after the time in Retry-After.",
            "RFC 9110 15.6.4",
            {}};
}

Rejection newerThanTheLog(const EventQuery &query, std::uint64_t newest)
{
    return {400,
            "query-parameter",
            "There is no such event in the log",
            "after is " + std::to_string(*query.after) + ", and the newest event has number " +
                std::to_string(newest) + ": that number is of another log.",
            "Begin again without after, or with after=0.",
            "Eventscope: reading events over HTTP",
            {Place::Part::RequestLine, "after", query.afterPlace}};
}

Rejection cannotRead(const std::string &problem)
{
    return {500,
            "cannot-read",
            "The log cannot be read",
            problem,
            "Ask again behind what cannot be read, or verify the capture.",
            "RFC 9110 15.6.1",
            {}};
}

} // namespace

std::vector<StreamReaderState> Receiver::readers() const
{
    return m_streams ? m_streams->states() : std::vector<StreamReaderState>();
}

void Receiver::peerEnded(std::uint64_t connection)
{
    if (m_streams)
        m_streams->peerEnded(connection);
}

std::size_t Receiver::received(std::uint64_t connection, std::string_view bytes)
{
    return m_streams->received(connection, bytes);
}

void Receiver::drained(std::uint64_t connection)
{
    m_streams->drained(connection);
}

void Receiver::ended(std::uint64_t connection)
{
    m_streams->ended(connection);
}

void Receiver::answerStream(HttpRequest &request)
{
    if (m_isStopping) // no mistake of anybody
        return respond({request.connection, request.number}, problem(stopping()));
    if (m_streams->isFull()) {
        ++m_readersRefused;
        return refuse(request, tooManyReaders(m_options.streams.readers));
    }
    if (request.find("origin"))
        m_server.addFields(request.connection, request.number,
                           "Access-Control-Expose-Headers: Link, Eventscope-After, "
                           "Eventscope-Evicted, Eventscope-Newest\r\n");
    const std::string_view path = pathOf(request.targetText());
    if (path == EventStreamPath)
        openEventStream(request);
    else if (path == WebSocketPath)
        openWebSocket(request);
    else
        answerQuery(request);
}

void Receiver::openEventStream(HttpRequest &request)
{
    auto start = streamStartOf(request);
    if (!start)
        return refuse(request, std::move(start.error()));
    m_streams->openEventStream(request, *start);
}

void Receiver::openWebSocket(HttpRequest &request)
{
    auto upgrade = answerUpgrade(request);
    if (!upgrade) {
        if (upgrade.error().status == 426)
            m_server.addFields(request.connection, request.number,
                               "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                               "Sec-WebSocket-Version: 13\r\n");
        return refuse(request, std::move(upgrade.error()));
    }
    auto start = streamStartOf(request);
    if (!start)
        return refuse(request, std::move(start.error()));
    removeCredentials(request);
    m_streams->openWebSocket({request.connection, *request.ends, std::string(request.targetText()),
                              request.head.substr(0, m_options.refusalHeadBytes), upgrade->format},
                             request.number, std::move(upgrade->response), *start);
}

void Receiver::answerQuery(HttpRequest &request)
{
    auto query = eventQueryOf(request, m_options.limits.requestLineBytes);
    if (!query)
        return refuse(request, std::move(query.error()));
    if (const std::uint64_t newest = m_streams->newest(); query->after.value_or(0) > newest)
        return refuse(request, newerThanTheLog(*query, newest));
    m_streams->answerQuery(request, *query);
}

bool Receiver::receiveMessage(const WebSocketOrigin &origin, bool isText, std::string bytes)
{
    if (auto why = holdBackMessage(origin))
        return refuseMessage(origin, std::move(*why), std::move(bytes));
    auto event =
        decodeWebSocketMessage(webSocketFormat(origin.format), isText, bytes, m_options.decoding);
    if (!event)
        return refuseMessage(origin, std::move(event.error()), std::move(bytes));
    AppendMessage append = messageFrom(origin.ends, origin.target);
    append.address.connection = origin.connection;
    Message &message = append.message;
    message.origin = OriginKind::WebSocket;
    message.mode = ContentMode::Structured;
    message.format = origin.format;
    message.events.push_back(
        {std::move(*event), ByteRange{0, static_cast<std::uint32_t>(bytes.size())}});
    message.body = std::move(bytes);
    return pushMessage(std::move(append), origin.connection, std::nullopt);
}

bool Receiver::refuseMessage(const WebSocketOrigin &origin, Rejection &&why, std::string bytes)
{
    HttpResponse answer = problem(why);
    AppendRefusal append =
        refusalFrom(origin.ends, origin.head, bytes, bytes.size(), std::move(why));
    return pushMessage(std::move(append), origin.connection, std::move(answer));
}

/// False: the intake is full, and the connection waits for it.
bool Receiver::pushMessage(LogCommand &&command, std::uint64_t connection,
                           std::optional<HttpResponse> answer)
{
    const std::size_t waiting = m_waiting.size();
    push(std::move(command), {connection, 0}, std::move(answer));
    return m_waiting.size() == waiting;
}

void Receiver::failQuery(ReceiptAddress address, const std::string &problem)
{
    respond(address, this->problem(cannotRead(problem)));
}

} // namespace core

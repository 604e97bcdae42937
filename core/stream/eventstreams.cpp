// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stream/eventstreams.h"

#include "core/stream/streamreader.h"

#include <QSocketNotifier>

#include <algorithm>
#include <random>
#include <utility>

namespace core {

namespace {

/// In one turn of the event loop, so that senders have theirs.
constexpr std::size_t PagesPerTurn = 16;
constexpr int MessagesPerTurn = 64;

/// Tells the streams of one run from those of all others.
std::string randomName()
{
    std::random_device random;
    return std::to_string(std::uint64_t{random()} << 32U | random());
}

} // namespace

EventStreams::EventStreams(HttpServer &server, StreamPort &port, ServedLog log,
                           const StreamLimits &limits, Clock clock, QObject *parent)
    : QObject(parent)
    , m_server(server)
    , m_port(port)
    , m_log(std::move(log))
    , m_limits(limits)
    , m_clock(std::move(clock))
    , m_name(randomName())
{
    m_heartbeat.setInterval(m_limits.heartbeat);
    connect(&m_heartbeat, &QTimer::timeout, this, &EventStreams::giveSignsOfLife);
}

EventStreams::~EventStreams() = default;

StreamReader *EventStreams::find(std::uint64_t connection)
{
    const auto found = m_readers.find(connection);
    return found == m_readers.end() ? nullptr : found->second.get();
}

bool EventStreams::hasSocket(std::uint64_t connection) const
{
    const auto found = m_readers.find(connection);
    return found != m_readers.end() && found->second->socket;
}

StreamReader &EventStreams::add(std::uint64_t connection, StreamForm form, std::uint64_t after,
                                std::string remote, std::optional<cesql::Expression> where,
                                EventFormat format)
{
    if (!m_heartbeat.isActive())
        m_heartbeat.start();
    auto reader = std::make_unique<StreamReader>(
        connection, StreamCursor(form, format, after, m_name + '-' + std::to_string(connection)));
    reader->remote = std::move(remote);
    reader->written = reader->told = m_clock.steady();
    reader->where = std::move(where);
    reader->toldPosition = after;
    StreamReader &added = *reader;
    m_readers[connection] = std::move(reader);
    emit readersChanged();
    return added;
}

void EventStreams::remove(std::uint64_t connection)
{
    const StreamReader &reader = *find(connection);
    pagesFor(reader).forget(connection);
    if (const int timer = reader.waitTimer)
        killTimer(timer);
    m_readers.erase(connection);
    if (m_readers.empty())
        m_heartbeat.stop();
    emit readersChanged();
}

namespace {

/// Where a reader that asked for `after` begins.
std::uint64_t beginOf(std::optional<std::uint64_t> after, std::uint64_t newest)
{
    return after && *after > newest ? 0 : after.value_or(newest);
}

std::string afterLine(std::uint64_t begin)
{
    return "Eventscope-After: " + std::to_string(begin) + "\r\n";
}

} // namespace

void EventStreams::openEventStream(const HttpRequest &request, const StreamStart &start)
{
    const std::uint64_t begin = beginOf(start.after, newest());
    HttpResponse head;
    head.contentType = "text/event-stream";
    head.fields = "Cache-Control: no-store\r\nX-Accel-Buffering: no\r\n" + afterLine(begin);
    if (request.methodText() == "HEAD") {
        head.isOpen = true; // no length, as there is none for GET
        m_server.respond(request.connection, request.number, head);
        return;
    }
    StreamReader &reader =
        add(request.connection, StreamForm::EventStream, begin, request.ends->remote, start.where);
    m_server.handOver(request.connection, request.number, std::move(head));
    write(reader, "retry: " + std::to_string(m_limits.retry.count()) + "\n\n");
    tellIfAnotherLog(reader, start.after);
}

void EventStreams::openWebSocket(WebSocketOrigin origin, std::uint64_t request, HttpResponse &&head,
                                 const StreamStart &start)
{
    const std::uint64_t begin = beginOf(start.after, newest());
    StreamReader &reader = add(origin.connection, StreamForm::WebSocket, begin, origin.ends.remote,
                               start.where, origin.format);
    head.fields += afterLine(begin);
    m_server.handOver(origin.connection, request, std::move(head));
    reader.socket = std::make_unique<StreamSocket>(
        std::move(origin), WebSocketParser({m_limits.frameBytes, m_limits.messageBytes}));
    tellIfAnotherLog(reader, start.after);
}

/// Numbers that this log has not come to are those of another one, which was here before.
void EventStreams::tellIfAnotherLog(StreamReader &reader, std::optional<std::uint64_t> asked)
{
    const std::uint64_t newest = this->newest();
    if (!asked || *asked <= newest)
        return;
    std::string notice;
    reader.cursor.appendNotice(notice, "reset",
                               R"({"after":)" + std::to_string(*asked) + R"(,"newest":)" +
                                   std::to_string(newest) + "}");
    say(reader, notice);
}

std::size_t EventStreams::received(std::uint64_t connection, std::string_view bytes)
{
    StreamReader *reader = find(connection);
    if (!reader || !reader->socket)
        return bytes.size();
    StreamSocket &socket = *reader->socket;
    std::size_t used = 0;
    bool mayGoOn = true;
    for (int count = 0; used < bytes.size() && mayGoOn && !reader->isEnding; ++count) {
        if (count == MessagesPerTurn)
            break;
        // Who sends and does not fetch what it is told is not read.
        if (m_server.unsent(connection) + reader->cursor.unsaid() > m_limits.waitingBytes) {
            socket.isPaused = true;
            m_server.pause(connection);
            break;
        }
        used += socket.parser.consume(bytes.substr(used));
        if (socket.parser.fault())
            refuseFault(*reader, *socket.parser.fault());
        else if (auto message = socket.parser.takeMessage())
            mayGoOn = receive(*reader, std::move(*message));
    }
    if (!m_server.hold(connection, reader->isEnding ? 0 : socket.parser.unfinished().size()) &&
        !reader->isEnding && !socket.parser.unfinished().empty())
        end(*reader, CloseCode::TryAgainLater, "too many unfinished messages and requests");
    return reader->isEnding ? bytes.size() : used;
}

/// Answers whether more of this connection is to be read.
bool EventStreams::receive(StreamReader &reader, WebSocketMessage &&message)
{
    switch (message.kind) {
    case WebSocketMessage::Kind::Text:
    case WebSocketMessage::Kind::Binary:
        return m_port.receiveMessage(reader.socket->origin,
                                     message.kind == WebSocketMessage::Kind::Text,
                                     std::move(message.payload));
    case WebSocketMessage::Kind::Ping:
        m_out.clear();
        appendFrame(m_out, FrameOpcode::Pong, message.payload);
        say(reader, m_out);
        return true;
    case WebSocketMessage::Kind::Pong:
        return true;
    case WebSocketMessage::Kind::Close:
        end(reader, static_cast<CloseCode>(message.code.value_or(1000)), {});
        return false;
    }
    return true;
}

void EventStreams::refuseFault(StreamReader &reader, const WebSocketFault &fault)
{
    Rejection why{fault.code == CloseCode::TooBig ? 413 : 400,
                  fault.rule,
                  "The WebSocket connection cannot go on",
                  fault.detail,
                  fault.fix,
                  "RFC 6455 " + std::string(fault.section),
                  {Place::Part::Body, {}, {}}};
    static_cast<void>(m_port.refuseMessage(reader.socket->origin, std::move(why),
                                           reader.socket->parser.unfinished()));
    end(reader, fault.code, fault.detail);
}

void EventStreams::tellRefused(std::uint64_t connection, std::string_view problem)
{
    StreamReader *reader = find(connection);
    if (!reader || !reader->socket || reader->isEnding)
        return;
    std::string notice;
    reader->cursor.appendNotice(notice, "refused", problem);
    say(*reader, notice);
}

/// All that was written has left: what is next?
void EventStreams::drained(std::uint64_t connection)
{
    StreamReader *reader = find(connection);
    if (!reader)
        return;
    if (reader->socket && std::exchange(reader->socket->isPaused, false))
        m_server.resume(connection);
    if (reader->isEnding || reader->isAsking)
        return;
    if (m_clock.steady() - reader->written > m_limits.behindTime)
        reader->isSlow = true;
    ask(*reader, reader->cursor.form() != StreamForm::Single);
}

void EventStreams::ended(std::uint64_t connection)
{
    if (find(connection))
        remove(connection);
}

void EventStreams::ask(StreamReader &reader, bool waits)
{
    reader.isAsking = true;
    pagesFor(reader).ask(reader.connection, reader.cursor.position(), waits, reader.cursor.format(),
                         reader.where);
}

PageReader &EventStreams::pagesFor(const StreamReader &reader)
{
    Pages &pages = reader.where ? m_chosen : m_all;
    if (!pages.reader) {
        // An expression may cost whatever it likes: senders and other readers come first.
        pages.reader = std::make_unique<PageReader>(
            m_log, reader.where ? std::optional(Background::Search) : std::nullopt);
        pages.notifier =
            std::make_unique<QSocketNotifier>(pages.reader->descriptor(), QSocketNotifier::Read);
        connect(pages.notifier.get(), &QSocketNotifier::activated, this,
                [this, &pages] { takePages(*pages.reader); });
    }
    return *pages.reader;
}

void EventStreams::takePages(PageReader &pages)
{
    for (const PageReader::Answer &answer : pages.take(PagesPerTurn)) {
        StreamReader *reader = find(answer.reader);
        if (!reader || !reader->isAsking || reader->isEnding)
            continue;
        reader->isAsking = false;
        if (!answer.page && reader->isQuery) {
            m_port.failQuery({reader->connection, reader->request}, answer.problem);
            m_server.resume(reader->connection);
            remove(answer.reader);
        } else if (!answer.page) {
            end(*reader, CloseCode::ServerError, "the log cannot be read");
        } else if (reader->isQuery) {
            this->answer(*reader, *answer.page);
        } else {
            pass(*reader, *answer.page);
        }
    }
    m_server.flush();
}

void EventStreams::pass(StreamReader &reader, const EventPage &page)
{
    m_out.clear();
    StreamCursor &cursor = reader.cursor;
    const std::uint64_t missing = page.newest - std::min(page.newest, cursor.position());
    if (std::exchange(reader.isSlow, false) && !reader.isBehind && missing > 0) {
        reader.isBehind = true;
        ++m_fellBehind;
        std::string notice;
        cursor.appendNotice(notice, "behind", R"({"events":)" + std::to_string(missing) + "}");
        cursor.say(m_out, notice);
    }
    const std::size_t unsent = m_server.unsent(reader.connection);
    const std::size_t room = m_limits.waitingBytes - std::min(m_limits.waitingBytes, unsent);
    const std::uint64_t missed = cursor.missed();
    const bool isWhole = cursor.append(m_out, page, std::max<std::size_t>(room, 1));
    if (cursor.form() != StreamForm::Single)
        m_missed += cursor.missed() - missed;
    if (!isWhole) {
        end(reader, CloseCode::ServerError, {});
        return;
    }
    if (cursor.position() >= page.newest)
        reader.isBehind = false;
    if (m_clock.steady() - reader.told >= m_limits.progressTime)
        tellProgress(reader);
    if (m_out.empty()) // whoever waits for what drains would wait for ever
        ask(reader, cursor.form() != StreamForm::Single);
    write(reader, m_out);
    if (cursor.form() == StreamForm::Single && !cursor.isInside()) {
        reader.isEnding = true;
        m_server.end(reader.connection);
    }
}

/// Appends to what is to be written to a reader that chooses how far it is, unless it knows. Not inside of an event.
void EventStreams::tellProgress(StreamReader &reader)
{
    const StreamCursor &cursor = reader.cursor;
    if (!reader.where || cursor.form() == StreamForm::Single || cursor.isInside() ||
        cursor.position() <= reader.toldPosition)
        return;
    reader.toldPosition = cursor.position();
    reader.told = m_clock.steady();
    reader.cursor.appendProgress(m_out);
}

void EventStreams::write(StreamReader &reader, std::string_view bytes)
{
    if (bytes.empty())
        return;
    reader.wasQuiet = false;
    reader.written = m_clock.steady();
    m_server.write(reader.connection, bytes);
}

void EventStreams::say(StreamReader &reader, std::string_view bytes)
{
    std::string now;
    reader.cursor.say(now, bytes);
    write(reader, now);
}

/// In the middle of an event nothing can be said any more: then it breaks off.
void EventStreams::end(StreamReader &reader, CloseCode code, std::string_view reason)
{
    reader.isEnding = true;
    if (!reader.cursor.isInside()) {
        std::string last;
        if (reader.socket)
            appendCloseFrame(last, code, reason);
        else if (code == CloseCode::ServerError && reader.cursor.form() == StreamForm::EventStream)
            reader.cursor.appendNotice(last, "problem", R"({"detail":"The log cannot be read."})");
        write(reader, last);
    }
    m_server.end(reader.connection);
}

void EventStreams::giveSignsOfLife()
{
    std::string ping;
    appendFrame(ping, FrameOpcode::Ping, {});
    for (const auto &[connection, owned] : m_readers) {
        StreamReader &reader = *owned;
        if (reader.isQuery || reader.isEnding || reader.cursor.isInside() ||
            m_server.unsent(connection) > 0)
            continue;
        if (!std::exchange(reader.wasQuiet, true))
            continue;
        m_out.clear();
        tellProgress(reader);
        if (m_out.empty())
            m_out = reader.socket ? std::string_view(ping) : ":\n\n";
        write(reader, m_out);
    }
    m_server.flush();
}

void EventStreams::stop()
{
    std::vector<std::uint64_t> queries;
    for (const auto &[connection, reader] : m_readers) {
        if (reader->isQuery)
            queries.push_back(connection);
        else if (!reader->isEnding)
            end(*reader, CloseCode::GoingAway, "the receiver stops");
    }
    for (const std::uint64_t connection : queries)
        answerEmpty(*find(connection));
    m_server.flush();
}

StreamFigures EventStreams::figures() const
{
    StreamFigures figures;
    figures.fellBehind = m_fellBehind;
    figures.missed = m_missed;
    for (const auto &[connection, reader] : m_readers) {
        if (reader->isEnding)
            continue;
        if (reader->cursor.form() == StreamForm::Single)
            ++figures.queries;
        else if (reader->socket)
            ++figures.webSockets;
        else
            ++figures.eventStreams;
    }
    return figures;
}

std::vector<StreamReaderState> EventStreams::states() const
{
    std::vector<StreamReaderState> states;
    const std::uint64_t newest = this->newest();
    for (const auto &[connection, reader] : m_readers) {
        if (!reader->isEnding)
            states.push_back({reader->remote, reader->cursor.form(),
                              newest - std::min(newest, reader->cursor.position()),
                              m_server.unsent(connection)});
    }
    std::sort(states.begin(), states.end(),
              [](const auto &left, const auto &right) { return left.remote < right.remote; });
    return states;
}

} // namespace core

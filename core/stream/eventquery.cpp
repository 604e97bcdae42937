// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/stream/eventstreams.h"
#include "core/stream/streamreader.h"

#include <QTimerEvent>

#include <algorithm>
#include <span>
#include <utility>

namespace core {

namespace {

using Lines = std::span<const EventPage::Line>;

/// A batch holds events of one specversion (JSON format 4), so that an answer ends where it changes.
Lines linesOfAnswer(Lines lines, std::uint64_t limit)
{
    std::size_t count = 0;
    std::size_t bytes = 2;
    while (count < std::min<std::uint64_t>(lines.size(), limit)) {
        const EventPage::Line &line = lines[count];
        bytes += line.length + (count > 0 ? 1 : 0);
        if (count > 0 &&
            (line.version != lines.front().version || bytes > StreamLimits::AnswerBytes))
            break;
        ++count;
    }
    return lines.first(count);
}

std::string rangeText(std::uint64_t first, std::uint64_t last)
{
    return std::to_string(first) + "-" + std::to_string(last);
}

HttpResponse headOf(const EventQuery &query, std::uint64_t next, std::uint64_t newest)
{
    HttpResponse response;
    response.contentType = "application/cloudevents-batch+json";
    response.fields = "Cache-Control: no-store\r\nLink: <" + targetOf(query, next) +
                      ">; rel=\"next\"\r\nEventscope-Newest: " + std::to_string(newest) + "\r\n";
    const std::uint64_t after = query.after.value_or(0);
    if (query.where && next > after) // what has no line there did not pass
        response.fields += "Eventscope-Searched: " + rangeText(after + 1, next) + "\r\n";
    return response;
}

/// `first` is the oldest event that was there.
void tellEvicted(HttpResponse &response, const EventQuery &query, std::uint64_t first)
{
    if (query.after && first > *query.after + 1)
        response.fields += "Eventscope-Evicted: " + rangeText(*query.after + 1, first - 1) + "\r\n";
}

} // namespace

// While it waits nothing more of its connection is handled: one query at a time.
void EventStreams::answerQuery(const HttpRequest &request, const EventQuery &query)
{
    StreamReader &reader = add(request.connection, StreamForm::Single, query.after.value_or(0),
                               request.ends->remote, query.where);
    reader.isQuery = true;
    reader.request = request.number;
    reader.query = query;
    m_server.pause(request.connection);
    reader.waits = query.wait.count() > 0;
    ask(reader, reader.waits);
    if (reader.waits)
        reader.waitTimer = startTimer(query.wait);
}

void EventStreams::answer(StreamReader &reader, const EventPage &page)
{
    const EventQuery &query = reader.query;
    const Lines all = page.behind(reader.cursor.position());
    if (query.where && reader.firstFound == 0)
        reader.firstFound = page.firstFound;
    if (query.where && all.empty() && reader.waits && page.last > reader.cursor.position()) {
        reader.cursor = StreamCursor(StreamForm::Single, EventFormat::Json, page.last, {});
        ask(reader, true);
        return;
    }
    const Lines lines = linesOfAnswer(all, query.limit);
    HttpResponse response =
        headOf(query, lines.size() == all.size() ? page.last : lines.back().number, page.newest);
    const std::uint64_t found = query.where     ? reader.firstFound
                                : lines.empty() ? 0
                                                : lines.front().number;
    tellEvicted(response, query, found > 0 ? found : page.last + 1);
    if (lines.size() == 1 && lines.front().length + 2 > StreamLimits::AnswerBytes) {
        answerOne(reader, std::move(response), lines.front());
        return;
    }
    response.body = "[";
    for (const EventPage::Line &line : lines) {
        response.body += response.body.size() > 1 ? "," : "";
        response.body += page.textOf(line);
    }
    response.body += "]";
    respond(reader, response);
}

/// A large event goes out in pieces, as on a stream, and its connection ends with it.
void EventStreams::answerOne(StreamReader &reader, HttpResponse &&head, const EventPage::Line &line)
{
    head.fields += "Content-Length: " + std::to_string(line.length + 2) + "\r\n";
    const std::uint64_t connection = reader.connection;
    reader.isQuery = false;
    reader.where.reset(); // it is chosen
    reader.cursor = StreamCursor(StreamForm::Single, EventFormat::Json, line.number - 1, {});
    m_server.handOver(connection, reader.request, std::move(head));
    m_server.resume(connection);
}

void EventStreams::answerEmpty(StreamReader &reader)
{
    HttpResponse response = headOf(reader.query, reader.cursor.position(),
                                   std::max(newest(), reader.cursor.position()));
    tellEvicted(response, reader.query, reader.firstFound);
    response.body = "[]";
    respond(reader, response);
}

void EventStreams::respond(StreamReader &reader, const HttpResponse &response)
{
    const std::uint64_t connection = reader.connection;
    m_server.respond(connection, reader.request, response);
    m_server.resume(connection);
    remove(connection);
}

// Its peer may only have ended its side and still read: it gets what there is.
void EventStreams::peerEnded(std::uint64_t connection)
{
    StreamReader *reader = find(connection);
    if (!reader || !reader->isQuery || !reader->isAsking)
        return;
    pagesFor(*reader).forget(connection);
    reader->waits = false;
    ask(*reader, false);
}

/// A wait is over.
void EventStreams::timerEvent(QTimerEvent *event)
{
    killTimer(event->timerId());
    const auto found = std::find_if(m_readers.begin(), m_readers.end(), [event](const auto &each) {
        return each.second->waitTimer == event->timerId();
    });
    if (found == m_readers.end())
        return;
    StreamReader &reader = *found->second;
    reader.waitTimer = 0;
    if (!reader.isQuery) // a large event is on its way
        return;
    answerEmpty(reader);
    m_server.flush();
}

} // namespace core

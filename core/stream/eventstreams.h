// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/event/refusal.h"
#include "core/http/server.h"
#include "core/log/receipts.h"
#include "core/ring/servedlog.h"
#include "core/stream/pagereader.h"
#include "core/stream/streamcursor.h"
#include "core/stream/streamfigures.h"
#include "core/stream/streamlimits.h"
#include "core/stream/streamrequest.h"
#include "core/stream/websocketframe.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

class QSocketNotifier;

namespace core {

struct StreamReader;
struct WebSocketOrigin;

/// What becomes of what clients send on a WebSocket, and of queries that cannot be answered. Called on the I/O thread.
class StreamPort {
public:
    virtual ~StreamPort() = default;
    /// A message, which should be an event. False: nothing more is to be read of this connection until it is resumed.
    [[nodiscard]] virtual bool receiveMessage(const WebSocketOrigin &origin, bool isText,
                                              std::string bytes) = 0;
    /// What came breaks the protocol. The same answer.
    [[nodiscard]] virtual bool refuseMessage(const WebSocketOrigin &origin, Rejection &&why,
                                             std::string bytes) = 0;
    /// The log cannot be read: answers the request.
    virtual void failQuery(ReceiptAddress address, const std::string &problem) = 0;
};

/// One reader of the log, for a person who looks. A plain value.
struct StreamReaderState {
    std::string remote;
    StreamForm form = StreamForm::EventStream;
    std::uint64_t behind = 0; ///< events that were not written to it yet
    std::size_t waiting = 0;  ///< bytes that were, and that it has not fetched
    bool operator==(const StreamReaderState &) const = default;
};

/// The readers of the log on one port: event streams, WebSockets and queries that wait. Each has a position and at most
/// StreamLimits::waitingBytes that wait for it; when all of that has left, it asks the common PageReader for what comes
/// next: one for those who want everything, another for those who choose by an expression. Lives on the I/O thread of its
/// server; a thread that reads pages begins with the first who needs it.
class EventStreams final : public QObject {
    Q_OBJECT

public:
    /// `server`, `port` and what `log` reads outlive it.
    EventStreams(HttpServer &server, StreamPort &port, ServedLog log, const StreamLimits &limits,
                 Clock clock, QObject *parent = nullptr);
    ~EventStreams() override;

    /// There are StreamLimits::readers.
    bool isFull() const { return m_readers.size() >= m_limits.readers; }
    std::size_t readers() const { return m_readers.size(); }
    bool isEmpty() const { return m_readers.empty(); }
    /// It is a WebSocket: it cannot be answered as a request.
    bool hasSocket(std::uint64_t connection) const;
    /// Number of the newest event.
    std::uint64_t newest() const { return m_log.current().newest(); }

    // Each answers a request, the newest of its connection. Not while isFull().
    void openEventStream(const HttpRequest &request, const StreamStart &start);
    void openWebSocket(WebSocketOrigin origin, std::uint64_t request, HttpResponse &&head,
                       const StreamStart &start);
    /// query.after is at most newest().
    void answerQuery(const HttpRequest &request, const EventQuery &query);

    // What HttpHandler is told of connections.
    /// A query of it does not wait any longer.
    void peerEnded(std::uint64_t connection);
    std::size_t received(std::uint64_t connection, std::string_view bytes);
    void drained(std::uint64_t connection);
    void ended(std::uint64_t connection);

    /// Tells a client of a WebSocket that what it sent was not kept: `problem` is application/problem+json. Nothing if it
    /// is gone.
    void tellRefused(std::uint64_t connection, std::string_view problem);

    /// Ends all; they are gone when their clients have fetched what waited and closed.
    void stop();
    std::vector<StreamReaderState> states() const;
    StreamFigures figures() const;

signals:
    void readersChanged();

private:
    StreamReader *find(std::uint64_t connection);
    StreamReader &add(std::uint64_t connection, StreamForm form, std::uint64_t after,
                      std::string remote, std::optional<cesql::Expression> where,
                      EventFormat format = EventFormat::Json);
    void remove(std::uint64_t connection);
    void tellIfAnotherLog(StreamReader &reader, std::optional<std::uint64_t> asked);
    void ask(StreamReader &reader, bool waits);
    PageReader &pagesFor(const StreamReader &reader);
    void takePages(PageReader &pages);
    void tellProgress(StreamReader &reader);
    void pass(StreamReader &reader, const EventPage &page);
    void write(StreamReader &reader, std::string_view bytes);
    void say(StreamReader &reader, std::string_view bytes);
    void end(StreamReader &reader, CloseCode code, std::string_view reason);
    bool receive(StreamReader &reader, WebSocketMessage &&message);
    void refuseFault(StreamReader &reader, const WebSocketFault &fault);
    void answer(StreamReader &reader, const EventPage &page);
    void answerEmpty(StreamReader &reader);
    void answerOne(StreamReader &reader, HttpResponse &&head, const EventPage::Line &line);
    void respond(StreamReader &reader, const HttpResponse &response);
    void timerEvent(QTimerEvent *event) override;
    void giveSignsOfLife();

    HttpServer &m_server;
    StreamPort &m_port;
    const ServedLog m_log;
    const StreamLimits m_limits;
    const Clock m_clock;
    const std::string m_name;
    std::unordered_map<std::uint64_t, std::unique_ptr<StreamReader>> m_readers; ///< by connection
    QTimer m_heartbeat;
    /// Pages, and those that tell us of them.
    struct Pages {
        std::unique_ptr<PageReader> reader; ///< null before somebody reads
        std::unique_ptr<QSocketNotifier> notifier;
    };
    Pages m_all;
    Pages m_chosen; ///< by expressions: whoever wants everything does not wait for those
    std::uint64_t m_fellBehind = 0;
    std::uint64_t m_missed = 0;
    std::string m_out; ///< kept to save the allocation
};

} // namespace core

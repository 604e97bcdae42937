// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/http/connection.h"
#include "core/http/httphandler.h"
#include "core/http/httpresponse.h"
#include "core/http/limits.h"
#include "core/http/listener.h"

#include <QObject>
#include <QTimer>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

class QSocketNotifier;

namespace core {

/// An HTTP/1.1 server on any number of listeners: accepts connections, keeps the limits and the
/// time, and hands whole requests to its handler. Lives on one thread with an event loop, and all
/// functions are called there. Connections are named by id, never by pointer.
///
/// All connections are watched by one epoll descriptor, and Qt's event loop watches that: a wake
/// costs the event loop the same for one ready connection as for hundreds. (QTcpSocket would buffer
/// a second time, and drops its answer to a peer that has ended its side.)
class HttpServer : public QObject {
    Q_OBJECT

public:
    HttpServer(HttpHandler &handler, const HttpLimits &limits, Clock clock,
               QObject *parent = nullptr);
    ~HttpServer() override;

    /// Binds one more address and accepts on it; answers the port, which matters for port 0. `host`
    /// is an IP address. Errors: InvalidInput for another host, InUse, Denied, NotFound for an
    /// address that this machine has not, Network.
    /// With `tls` connections to it speak that.
    [[nodiscard]] Result<std::uint16_t> listen(const std::string &host, std::uint16_t port,
                                               std::shared_ptr<const TlsContext> tls = {});
    /// Gives all addresses back. Open connections stay.
    void stopListening();

    /// Answers a request. Leaves with the next flush(), in the order of the requests; nothing
    /// happens if the connection is gone.
    void respond(std::uint64_t connection, std::uint64_t request, const HttpResponse &response);
    /// Header lines, with their CRLF, that the answer to a request will have, whatever it is.
    void addFields(std::uint64_t connection, std::uint64_t request, std::string fields);
    /// Sends what was answered, and handles what may be handled now. Done by itself after requests
    /// are handled; who answers later calls it once for all answers.
    void flush();
    /// The connection is not read and none of its requests handled until it is resumed as often as it was paused.
    void pause(std::uint64_t connection);
    void resume(std::uint64_t connection);

    /// Answers a request, the newest of its connection, with `head` and makes the connection the handler's: what its
    /// peer sends goes to HttpHandler::received, what is sent is written below. Other than 101, the end of the
    /// connection is the end of the answer. Neither does `finish` end it, nor do the times for requests hold.
    void handOver(std::uint64_t connection, std::uint64_t request, HttpResponse head);
    /// Leaves with the next flush(). How much waits is the writer's business: HttpHandler::drained.
    void write(std::uint64_t connection, std::string_view bytes);
    /// Ends it when all that was written has left.
    void end(std::uint64_t connection);
    /// Bytes that the handler holds of what its peer sent; they count as unfinishedBytes(). False: all together are above
    /// the limit now.
    [[nodiscard]] bool hold(std::uint64_t connection, std::size_t bytes);
    /// Written and not sent yet, without what the operating system has taken. 0 if the connection is gone.
    std::size_t unsent(std::uint64_t connection) const;

    /// Nothing new is read; each connection ends when what it sent is answered.
    void finish();
    /// Connections that wait for an answer.
    std::size_t waitingConnections() const;
    /// Requests lie here that the next turn handles.
    bool hasUnhandled() const;
    std::size_t openConnections() const { return m_open; }
    const TlsFailures &tlsFailures() const { return m_setting.tlsFailures; }
    /// Of all requests that are not answered, together.
    std::size_t unfinishedBytes() const { return m_setting.unfinished.count(); }

signals:
    void openConnectionsChanged();

private:
    /// Those who wait on `listener`, as many as have their turn.
    void accept(const Listener &listener);
    void open(int descriptor, const Listener &listener);
    void turn();
    void settle();
    void settleTouched();
    void watch(Connection &connection);
    void remove(Connection &connection);
    bool makeRoom();
    void watchListeners(bool accepts);
    void touch(Connection &connection);
    void refreshTime();
    void sweep();
    Connection *find(std::uint64_t id) const;

    const HttpLimits m_limits;
    const Clock m_clock;
    std::unique_ptr<char[]> m_scratch;
    ConnectionSetting m_setting;
    std::vector<std::unique_ptr<Listener>> m_listeners;
    std::vector<std::unique_ptr<Connection>> m_connections; ///< by the lower half of their ids
    std::vector<std::uint32_t> m_free;                      ///< places in m_connections
    std::vector<std::uint64_t> m_touched; ///< to be settled at the end of this turn
    std::vector<std::uint64_t>
        m_more; ///< with whole requests that their share of the turn left over
    std::size_t m_open = 0;
    bool m_accepts = true;          ///< false: no descriptor is left
    std::uint64_t m_generation = 0; ///< the upper half of ids
    std::chrono::sys_seconds m_dateSecond{};
    QTimer m_sweepTimer;
    int m_epoll = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
    bool m_turnIsQueued = false;
};

} // namespace core

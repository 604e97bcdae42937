// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/log/eventlog.h"
#include "core/receiver/receiver.h"
#include "core/ring/capturering.h"
#include "core/source/demooptions.h"
#include "core/source/sourcestate.h"
#include "core/source/websocketoptions.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace core {

/// The machine that both programs start: one capture (that may go on from file to file), the connections that bring events to it, and
/// one I/O thread that runs all their sockets. Has no screen. Made, used and destroyed by one thread
/// at a time, which may be handed over (a window has it started and closed on a pool thread); what it
/// hands out as snapshots is kept up to date by the I/O thread under a short lock.
class Monitor {
public:
    struct Options {
        std::filesystem::path capture;
        std::vector<ListenAddress> listen; ///< empty: no receiver
        ReceiverOptions receiver;
        EventLog::Options log;
    };
    /// Opens the capture and binds every address before it returns. Errors: those of EventLog::open
    /// and Kind::InUse, Denied, Network for an address. A capture that opens for reading only (log().state() says why)
    /// gets no receiver and no connections.
    [[nodiscard]] static Result<std::unique_ptr<Monitor>> start(Options options);
    /// Stops every connection and returns when all that they brought is decided and published. The
    /// capture stays open: readers can finish.
    void stopReceiving();
    /// stopReceiving(), then closes the capture.
    ~Monitor();

    /// The file of the capture that is looked at: the one that is written, unless hasGoneOn().
    EventLog &log();
    const Columns &columns() const;
    /// The newest event that this file held when it was opened: what comes behind it is of this run.
    EventSequence newestAtStart() const;
    /// Another file than the one that log() is is written: the capture went on in it.
    bool hasGoneOn() const;
    /// From here on log() and columns() are those of the newest file. Nobody reads what they were before any more.
    void goOn();
    /// The same for another file of the ring, while the newest is written on. Answers what log() was: to let it go may
    /// take time.
    [[nodiscard]] std::shared_ptr<EventLog> lookAt(std::shared_ptr<EventLog> log);
    /// Nothing is received: another program writes the capture, or it cannot be written.
    bool isReadOnly() const;
    CaptureRing &ring();
    const CaptureRing &ring() const;

    /// Adds a WebSocket connection; answers its number in connections(), 0 if the capture is read-only.
    ConnectionId addWebSocket(WebSocketOptions options);
    /// Starts the offline demo (a local feed over a real WebSocket, and other senders); once at a
    /// time, and not where the capture is read-only.
    void startDemo(DemoOptions options);
    void stopDemo();
    bool isDemoRunning() const;
    /// The demo that runs has nothing more to say: DemoOptions::count is reached and all of it decided, or it could not
    /// start (connections() says why).
    bool hasDemoEnded() const;
    void removeConnection(ConnectionId connection);
    /// Tries now instead of at the end of the pause.
    void retryNow(ConnectionId connection);

    /// What brings events, with their states: receivers first. A snapshot.
    std::vector<ConnectionState> connections() const;
    /// The addresses the receiver is bound to: "http://127.0.0.1:8080".
    std::vector<std::string> addresses() const;

private:
    Monitor();
    struct Inside;
    std::unique_ptr<Inside> m;
};

} // namespace core

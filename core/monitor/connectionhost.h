// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/log/intake.h"
#include "core/receiver/receiver.h"
#include "core/ring/capturering.h"
#include "core/source/demo.h"
#include "core/source/sourcestate.h"
#include "core/source/websocketsource.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace core {

/// Everything that brings events into one log: the receiver, the WebSocket connections, the demo. Lives on an I/O
/// thread; `states` and `endedDemo` may be called from any.
class ConnectionHost : public QObject {
    Q_OBJECT
public:
    /// `ring` outlives it.
    ConnectionHost(CaptureRing &ring, Clock clock);
    ~ConnectionHost() override;

    /// See Receiver::bind. Once.
    [[nodiscard]] Result<std::vector<std::string>>
    listen(ConnectionId id, const std::vector<ListenAddress> &addresses, ReceiverOptions options);
    void addWebSocket(ConnectionId id, WebSocketOptions options);
    /// What goes wrong is said in its state. The one before must have been removed.
    void startDemo(ConnectionId id, DemoOptions options);
    /// A WebSocket connection or the demo. What it has read still goes into the log.
    void remove(ConnectionId id);
    void retryNow(ConnectionId id);

    /// Ends everything; calls `settled` on this thread when all that was brought is decided.
    void stop(std::function<void()> settled);

    /// What there is, receivers first; at most a quarter of a second old.
    std::vector<ConnectionState> states() const;
    /// The last demo that has nothing more to say, or could not start. Any thread.
    ConnectionId endedDemo() const { return {m_endedDemo.load()}; }

private:
    struct Port {
        std::unique_ptr<Receiver> receiver; ///< null: there is none
        std::vector<std::string> addresses;
        bool isStopped = true;
    };

    [[nodiscard]] Result<void> openPort(Port &port, const std::vector<ListenAddress> &addresses,
                                        ReceiverOptions options);
    [[nodiscard]] Result<std::uint16_t> loopbackPort();
    void sweep();
    void endIfSettled();
    void publish();
    ConnectionState receiverState() const;
    ConnectionState demoState() const;

    const CaptureRing &m_ring;
    Intake &m_intake;
    const Clock m_clock;
    ConnectionId m_receiverId;
    ConnectionId m_demoId;
    Port m_port;
    Port m_demoPort; ///< for the demo alone, where m_port cannot be reached on loopback
    std::vector<std::unique_ptr<WebSocketSource>> m_sources;
    std::unique_ptr<Demo> m_demo;
    std::string m_demoProblem;
    std::atomic<std::uint64_t> m_endedDemo{0};
    std::vector<std::unique_ptr<WebSocketSource>> m_leavingSources; ///< removed, not settled yet
    std::vector<std::unique_ptr<Demo>> m_leavingDemos;
    QTimer m_publishTimer;
    std::function<void()> m_settled; ///< once stopping
    mutable std::mutex m_mutex;      ///< guards the snapshot
    std::vector<ConnectionState> m_states;
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/websocketmessage.h"
#include "core/log/intake.h"
#include "core/source/eventids.h"
#include "core/source/rawframe.h"
#include "core/source/sourcegate.h"
#include "core/source/sourcestate.h"
#include "core/source/websocketoptions.h"

#include <QAbstractSocket>
#include <QByteArray>
#include <QObject>
#include <QString>
#include <QTimer>

#include <cstdint>
#include <optional>
#include <string>

class QTcpSocket;
class QWebSocket;

namespace core {

/// One WebSocket connection that brings events: connects, says its first message, makes each
/// message of the peer an event (its own CloudEvent where the peer chose a subprotocol of those, else
/// a wrapped raw frame), and comes back with growing pauses when the peer is away. Reads no further
/// while the intake is full. Lives on an I/O thread; owns its socket.
class WebSocketSource : public QObject {
    Q_OBJECT
public:
    WebSocketSource(ConnectionId id, WebSocketOptions options, Intake &intake, Clock clock,
                    QObject *parent = nullptr);
    ~WebSocketSource() override;

    void start();
    /// Closes the connection for good. What was read still goes into the log: wait for settled() or
    /// isSettled().
    void stop();
    /// Tries now if it is waiting; else does nothing.
    void retryNow();

    ConnectionId id() const { return m_id; }
    ConnectionState state() const;
    bool isSettled() const { return m_lamp == ConnectionState::Lamp::Off && m_gate.isSettled(); }

signals:
    void stateChanged(); ///< the lamp or the reason; not the counts
    void settled();      ///< stopped, and everything that was read is decided

private:
    void open();
    void onConnected();
    void onError(QAbstractSocket::SocketError error);
    void endWhenAllIsSaid();
    void endConnection(std::string reason);
    void dropSocket();

    void onText(const QString &text);
    void onBinary(const QByteArray &bytes);
    void receive(FrameKind kind, std::string body);
    void receiveCloudEvent(FrameKind kind, std::string body);
    Message emptyMessage() const;
    void refuse(Rejection why, std::string body);

    void pauseReading();
    void resumeReading();
    void readFurther();
    void letQtReadAhead(qint64 bytes);
    void checkPeerIsAlive();
    void setLamp(ConnectionState::Lamp lamp);

    const ConnectionId m_id;
    const WebSocketOptions m_options;
    const std::string m_name; ///< the URL without credentials and query
    const FrameAttributes m_attributes;
    const Clock m_clock;
    SourceGate m_gate;
    EventIds m_ids;
    Backoff m_backoff;
    QTimer m_retry;
    QTimer m_handshakeLimit;
    QTimer m_ping;

    QWebSocket *m_socket = nullptr;            ///< child; null between connections
    QTcpSocket *m_transport = nullptr;         ///< of m_socket
    const WebSocketFormat *m_format = nullptr; ///< of the events that its messages are; null: none
    bool m_isOpen = false;                     ///< the handshake of m_socket succeeded
    bool m_isPaused = false;
    bool m_heardSincePing = false;
    std::string m_remote;
    std::string m_local;
    std::string m_failure; ///< first error of this connection, in our words

    ConnectionState::Lamp m_lamp = ConnectionState::Lamp::Off;
    std::string m_reason; ///< why it is away
    std::optional<WallTime> m_connectedSince;
    std::optional<WallTime> m_awaySince;
    std::optional<WallTime> m_nextTry;
    SteadyTime m_openedAt{};
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <string>

class QWebSocket;
class QWebSocketServer;

namespace core {

/// The demo's WebSocket server on a free port of 127.0.0.1: says nothing until a client sends
/// {"op":"unconfirmed_sub"}, then plays what it is given to everybody who did. Lives on an I/O thread.
class DemoFeed : public QObject {
    Q_OBJECT
public:
    static constexpr std::int64_t MaxBacklog = 256 * 1024; ///< bytes that wait for a slow client
    static constexpr std::size_t MaxClients = 4;

    explicit DemoFeed(QObject *parent = nullptr);
    ~DemoFeed() override;

    [[nodiscard]] Result<void> listen();
    std::string url() const;
    bool isSubscribed() const { return !m_subscribers.isEmpty(); }
    /// Whether every subscriber keeps up.
    bool hasRoom() const;
    void send(const std::string &text);
    void stop();

signals:
    void subscribed();
    void drained(); ///< a subscriber has taken bytes

private:
    void welcome();
    void listenTo(QWebSocket *client, const QString &text);

    QWebSocketServer *m_server;
    QList<QWebSocket *> m_clients;
    QList<QWebSocket *> m_subscribers;
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/source/demofeed.h"

#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>

namespace core {

namespace {

constexpr quint64 MaxRequestBytes = 1024;

} // namespace

DemoFeed::DemoFeed(QObject *parent)
    : QObject(parent)
    , m_server(new QWebSocketServer(QStringLiteral("eventscope-demo"),
                                    QWebSocketServer::NonSecureMode, this))
{
    connect(m_server, &QWebSocketServer::newConnection, this, &DemoFeed::welcome);
}

DemoFeed::~DemoFeed()
{
    stop();
}

Result<void> DemoFeed::listen()
{
    if (!m_server->listen(QHostAddress::LocalHost, 0))
        return fail(Error::Kind::Network,
                    "The demo's feed cannot listen: " + m_server->errorString().toStdString());
    return {};
}

std::string DemoFeed::url() const
{
    return "ws://127.0.0.1:" + std::to_string(m_server->serverPort()) + "/inv";
}

bool DemoFeed::hasRoom() const
{
    return std::all_of(m_subscribers.begin(), m_subscribers.end(), [](const QWebSocket *client) {
        return client->bytesToWrite() < MaxBacklog;
    });
}

void DemoFeed::send(const std::string &text)
{
    const QString frame = QString::fromStdString(text);
    for (QWebSocket *client : std::as_const(m_subscribers))
        client->sendTextMessage(frame);
}

void DemoFeed::stop()
{
    m_server->close();
    m_subscribers.clear();
    for (QWebSocket *client : std::exchange(m_clients, {})) {
        client->disconnect(this);
        client->close(QWebSocketProtocol::CloseCodeGoingAway);
        client->deleteLater();
    }
}

void DemoFeed::welcome()
{
    while (QWebSocket *client = m_server->nextPendingConnection()) {
        if (static_cast<std::size_t>(m_clients.size()) >= MaxClients) {
            client->deleteLater();
            continue;
        }
        client->setParent(this);
        client->setMaxAllowedIncomingMessageSize(MaxRequestBytes);
        client->setMaxAllowedIncomingFrameSize(MaxRequestBytes);
        m_clients.append(client);
        connect(client, &QWebSocket::textMessageReceived, this,
                [this, client](const QString &text) { listenTo(client, text); });
        connect(client, &QWebSocket::bytesWritten, this, &DemoFeed::drained);
        connect(client, &QWebSocket::disconnected, this, [this, client] {
            m_clients.removeAll(client);
            m_subscribers.removeAll(client);
            client->deleteLater();
        });
    }
}

void DemoFeed::listenTo(QWebSocket *client, const QString &text)
{
    const QJsonValue op =
        QJsonDocument::fromJson(text.toUtf8()).object().value(QLatin1String("op"));
    if (op == QLatin1String("unconfirmed_sub") && !m_subscribers.contains(client)) {
        m_subscribers.append(client);
        emit subscribed();
    } else if (op == QLatin1String("unconfirmed_unsub")) {
        m_subscribers.removeAll(client);
    }
}

} // namespace core

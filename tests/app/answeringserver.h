// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QString>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

/// A server that answers each request as the test says, and counts them.
class AnsweringServer {
public:
    explicit AnsweringServer(std::function<QByteArray(int request)> answer)
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("no port for the server");
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this, answer] {
            ++connections;
            QTcpSocket *socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, &m_server, [this, socket, answer] {
                const QByteArray bytes = socket->readAll();
                received += bytes;
                for (auto count = bytes.count(" HTTP/1.1\r\n"); count > 0; --count)
                    socket->write(answer(++requests));
            });
        });
    }
    QString url(const QString &path = QString()) const
    {
        return QStringLiteral("http://127.0.0.1:%1%2").arg(m_server.serverPort()).arg(path);
    }

    QByteArray received;
    int requests = 0;
    int connections = 0;

private:
    QTcpServer m_server;
};

/// An answer with further header lines, each with CRLF.
inline QByteArray answerOf(int status, const QByteArray &body = {}, const QByteArray &fields = {})
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Words\r\n" + fields +
           "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

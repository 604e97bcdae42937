// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/rawclient.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTest>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// A client that trusts one certificate and speaks TLS with the OpenSSL behind Qt: not a line of ours is in it.
class TlsClient {
public:
    TlsClient(std::uint16_t port, const std::string &trusted,
              const QString &host = QStringLiteral("127.0.0.1"))
    {
        QSslConfiguration configuration = m_socket.sslConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromData(
            QByteArray(trusted.data(), static_cast<qsizetype>(trusted.size()))));
        m_socket.setSslConfiguration(configuration);
        QObject::connect(&m_socket, &QSslSocket::readyRead, &m_socket,
                         [this] { m_received += m_socket.readAll().toStdString(); });
        m_socket.connectToHostEncrypted(host, port);
    }

    QSslSocket &socket() { return m_socket; }
    bool waitForHandshake()
    {
        return QTest::qWaitFor(
                   [this] {
                       return m_socket.isEncrypted() ||
                              m_socket.state() == QAbstractSocket::UnconnectedState;
                   },
                   10'000) &&
               m_socket.isEncrypted();
    }
    void send(std::string_view bytes)
    {
        m_socket.write(bytes.data(), static_cast<qint64>(bytes.size()));
    }
    bool isEnded() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    std::vector<RawAnswer> waitForAnswers(std::size_t count)
    {
        [[maybe_unused]] const bool came = QTest::qWaitFor(
            [&] { return RawClient::answersIn(m_received).size() >= count; }, 20'000);
        return RawClient::answersIn(m_received);
    }
    RawAnswer ask(std::string_view bytes)
    {
        const std::size_t before = RawClient::answersIn(m_received).size();
        send(bytes);
        const auto found = waitForAnswers(before + 1);
        return found.size() > before ? found[before] : RawAnswer{};
    }

private:
    QSslSocket m_socket;
    std::string m_received;
};

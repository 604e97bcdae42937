// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHostAddress>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/socket.h>

/// An answer as it came over the wire.
struct RawAnswer {
    int status = 0;
    std::string head;
    std::string body;

    bool has(std::string_view headerLine) const
    {
        return head.find("\r\n" + std::string(headerLine) + "\r\n") != std::string::npos;
    }
};

/// A client that sends exactly the bytes it is told to, from the thread of the test.
class RawClient {
public:
    explicit RawClient(std::uint16_t port, const QHostAddress &host = QHostAddress::LocalHost)
    {
        m_socket.connectToHost(host, port);
        [[maybe_unused]] const bool connected = m_socket.waitForConnected();
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket,
                         [this] { m_received += m_socket.readAll().toStdString(); });
    }

    QTcpSocket &socket() { return m_socket; }
    const std::string &received() const { return m_received; }

    void send(std::string_view bytes)
    {
        m_socket.write(bytes.data(), static_cast<qint64>(bytes.size()));
        m_socket.flush();
    }

    /// Ends our side and still listens.
    void endSending() { ::shutdown(static_cast<int>(m_socket.socketDescriptor()), SHUT_WR); }
    /// Breaks the connection off, so that the server is told by a reset.
    void breakOff()
    {
        const linger atOnce{1, 0};
        ::setsockopt(static_cast<int>(m_socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce,
                     sizeof atOnce);
        m_socket.abort();
    }

    /// The server has closed.
    bool isEnded() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }

    /// Whole answers received so far; those to HEAD have no body.
    std::vector<RawAnswer> answers(bool toHead = false) const
    {
        return answersIn(m_received, toHead);
    }
    static std::vector<RawAnswer> answersIn(std::string_view rest, bool toHead = false)
    {
        std::vector<RawAnswer> found;
        while (const auto answer = takeAnswer(rest, toHead))
            found.push_back(*answer);
        return found;
    }

    /// Waits for `count` answers; fewer when that takes too long.
    std::vector<RawAnswer> waitForAnswers(std::size_t count, bool toHead = false)
    {
        [[maybe_unused]] const bool came =
            QTest::qWaitFor([&] { return answers(toHead).size() >= count; }, 10'000);
        return answers(toHead);
    }

    RawAnswer ask(std::string_view bytes, bool toHead = false)
    {
        const std::size_t before = answers(toHead).size();
        send(bytes);
        const auto found = waitForAnswers(before + 1, toHead);
        return found.size() > before ? found[before] : RawAnswer{};
    }

private:
    static std::optional<RawAnswer> takeAnswer(std::string_view &rest, bool toHead)
    {
        const std::size_t end = rest.find("\r\n\r\n");
        if (end == std::string_view::npos || !rest.starts_with("HTTP/1.1 "))
            return std::nullopt;
        RawAnswer answer;
        answer.head = rest.substr(0, end + 2);
        answer.status = std::stoi(answer.head.substr(9, 3));
        const std::size_t field = answer.head.find("Content-Length: ");
        const std::size_t length =
            field == std::string::npos || toHead
                ? 0
                : static_cast<std::size_t>(std::stoul(answer.head.substr(field + 16)));
        if (rest.size() < end + 4 + length)
            return std::nullopt;
        answer.body = rest.substr(end + 4, length);
        rest.remove_prefix(end + 4 + length);
        return answer;
    }

    QTcpSocket m_socket;
    std::string m_received;
};

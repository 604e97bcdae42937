// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cerrno>
#include <cstdint>
#include <string>
#include <string_view>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

/// One TCP socket of the operating system, which never blocks: for tests of what QTcpSocket does by itself (it ends its side
/// when the peer does) or takes (a descriptor only once it connects).
class PlainSocket {
public:
    PlainSocket()
        : m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
    }
    ~PlainSocket() { ::close(m_descriptor); }
    PlainSocket(const PlainSocket &) = delete;
    PlainSocket &operator=(const PlainSocket &) = delete;

    /// What it does not fetch soon waits on the other side. Before connectTo.
    void takeLittle() const
    {
        const int room = 4096;
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    }

    bool connectTo(std::uint16_t port) const
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return ::connect(m_descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    }

    /// How much of it the operating system took; with a reset that is nothing any more.
    std::size_t send(std::string_view bytes)
    {
        const ssize_t sent =
            ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        noteReset(sent);
        return sent < 0 ? 0 : static_cast<std::size_t>(sent);
    }

    /// All that came until now.
    const std::string &receive()
    {
        std::string piece(64 * 1024, '\0');
        ssize_t count = 0;
        while ((count = ::recv(m_descriptor, piece.data(), piece.size(), MSG_DONTWAIT)) > 0)
            m_received.append(piece, 0, static_cast<std::size_t>(count));
        m_isEnded = m_isEnded || count == 0;
        noteReset(count);
        return m_received;
    }

    /// The peer has ended its side, as receive() found.
    bool isEnded() const { return m_isEnded; }
    bool isReset() const { return m_isReset; }

private:
    void noteReset(ssize_t result)
    {
        m_isReset = m_isReset || (result < 0 && (errno == ECONNRESET || errno == EPIPE));
    }

    const int m_descriptor;
    std::string m_received;
    bool m_isEnded = false;
    bool m_isReset = false;
};

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/feed.h"

#include "tests/bench/measure.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string_view>

namespace bench {

namespace {

constexpr std::uint64_t FramesAtOnce = 100;

/// Unmasked text frames (RFC 6455 5.2) with a length of 16 bits.
std::string frames(std::size_t messageBytes)
{
    std::string result;
    for (std::uint64_t number = 0; number < FramesAtOnce; ++number) {
        std::string text = R"({"op":"utx","number":)" + std::to_string(1000 + number) +
                           R"(,"value":129950,"note":")";
        text += std::string(messageBytes - text.size() - 2, 'x') + "\"}";
        result += static_cast<char>(0x81);
        result += static_cast<char>(126);
        result += static_cast<char>(text.size() >> 8);
        result += static_cast<char>(text.size() & 0xff);
        result += text;
    }
    return result;
}

bool sendAll(int socket, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t length = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (length <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(length));
    }
    return true;
}

bool shakeHands(int socket)
{
    std::string request;
    while (request.find("\r\n\r\n") == std::string::npos) {
        char buffer[4096];
        const ssize_t length = ::recv(socket, buffer, sizeof(buffer), 0);
        if (length <= 0)
            return false;
        request.append(buffer, static_cast<std::size_t>(length));
    }
    static constexpr std::string_view name = "Sec-WebSocket-Key: ";
    const std::size_t at = request.find(name);
    if (at == std::string::npos)
        return false;
    const std::size_t begin = at + name.size();
    const std::string key = request.substr(begin, request.find('\r', begin) - begin);
    const QByteArray accept =
        QCryptographicHash::hash(
            QByteArray::fromStdString(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"),
            QCryptographicHash::Sha1)
            .toBase64();
    return sendAll(socket, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
                           "Upgrade\r\nSec-WebSocket-Accept: " +
                               accept.toStdString() + "\r\n\r\n");
}

} // namespace

Feed::Feed(std::uint64_t messages, std::size_t messageBytes)
    : m_messages(messages)
    , m_frames(frames(messageBytes))
    , m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_listener, generic, length) != 0 || ::listen(m_listener, 1) != 0 ||
        ::getsockname(m_listener, generic, &length) != 0)
        giveUp("the feed cannot listen");
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
}

Feed::~Feed()
{
    ::shutdown(m_listener, SHUT_RDWR); // ends an accept() that still waits
    m_thread.join();
    ::close(m_listener);
}

std::string Feed::url() const
{
    return "ws://127.0.0.1:" + std::to_string(m_port) + "/feed";
}

void Feed::serve()
{
    const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0)
        return;
    bool isThere = shakeHands(client);
    for (std::uint64_t sent = 0; isThere && sent < m_messages; sent += FramesAtOnce)
        isThere = sendAll(client, m_frames);
    // Until the client goes: an end of the connection is not what is measured.
    char rest[4096];
    while (isThere && ::recv(client, rest, sizeof(rest), 0) > 0) {
    }
    ::close(client);
}

} // namespace bench

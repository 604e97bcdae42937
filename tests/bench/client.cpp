// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/client.h"

#include "tests/bench/measure.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace bench {

namespace {

std::size_t announcedBody(std::string_view head)
{
    std::string lower(head);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    });
    static constexpr std::string_view name = "\r\ncontent-length:";
    const std::size_t at = lower.find(name);
    return at == std::string::npos ? 0
                                   : std::strtoul(lower.c_str() + at + name.size(), nullptr, 10);
}

} // namespace

Client::Client(const std::string &url)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))));
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof(address)) != 0)
        giveUp("cannot connect to " + url);
    const int noDelay = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &noDelay, sizeof(noDelay));
}

Client::~Client()
{
    ::close(m_socket);
}

void Client::send(std::string_view request)
{
    while (!request.empty()) {
        const ssize_t length = ::send(m_socket, request.data(), request.size(), MSG_NOSIGNAL);
        if (length <= 0)
            giveUp("the receiver closed the connection");
        request.remove_prefix(static_cast<std::size_t>(length));
    }
    std::string answer;
    while (true) {
        const std::size_t end = answer.find("\r\n\r\n");
        if (end != std::string::npos &&
            answer.size() >= end + 4 + announcedBody(answer.substr(0, end)))
            break;
        char buffer[4096];
        const ssize_t length = ::recv(m_socket, buffer, sizeof(buffer), 0);
        if (length <= 0)
            giveUp("no answer: " + answer);
        answer.append(buffer, static_cast<std::size_t>(length));
    }
    if (!answer.starts_with("HTTP/1.1 2"))
        giveUp("refused: " + answer);
}

std::string postRequest(std::string_view contentType, std::string_view body)
{
    std::string request = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ";
    request += contentType;
    request += "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    request += body;
    return request;
}

} // namespace bench

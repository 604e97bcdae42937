// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/parserloop.h"

#include <http_parser.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <map>
#include <memory>

namespace bench {

namespace {

constexpr std::string_view Answer = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

volatile std::sig_atomic_t stopped = 0;

struct Connection {
    int socket = -1;
    bool keeps = false;
    bool inValue = false;
    http_parser parser{};
    PlainRequest request;
    std::vector<PlainRequest> *whole = nullptr;
};

Connection &of(http_parser *parser)
{
    return *static_cast<Connection *>(parser->data);
}

int onField(http_parser *parser, const char *at, std::size_t length)
{
    Connection &connection = of(parser);
    if (!connection.keeps)
        return 0;
    auto &fields = connection.request.fields;
    if (fields.empty() || connection.inValue)
        fields.emplace_back();
    connection.inValue = false;
    fields.back().first.append(at, length);
    return 0;
}

int onValue(http_parser *parser, const char *at, std::size_t length)
{
    Connection &connection = of(parser);
    if (!connection.keeps)
        return 0;
    connection.inValue = true;
    connection.request.fields.back().second.append(at, length);
    return 0;
}

int onBody(http_parser *parser, const char *at, std::size_t length)
{
    Connection &connection = of(parser);
    if (connection.keeps)
        connection.request.body.append(at, length);
    return 0;
}

int onComplete(http_parser *parser)
{
    Connection &connection = of(parser);
    connection.request.socket = connection.socket;
    connection.whole->push_back(std::move(connection.request));
    connection.request = {};
    connection.inValue = false;
    return 0;
}

http_parser_settings callbacks()
{
    http_parser_settings settings;
    http_parser_settings_init(&settings);
    settings.on_header_field = onField;
    settings.on_header_value = onValue;
    settings.on_body = onBody;
    settings.on_message_complete = onComplete;
    return settings;
}

int listenOnFreePort()
{
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (::bind(listener, generic, length) != 0 || ::listen(listener, SOMAXCONN) != 0 ||
        ::getsockname(listener, generic, &length) != 0)
        return -1;
    std::fprintf(stderr, "listening on http://127.0.0.1:%d\n", ntohs(address.sin_port));
    return listener;
}

} // namespace

ParserLoop::ParserLoop(bool keeps, std::function<void(const std::vector<PlainRequest> &)> turn)
    : m_keeps(keeps)
    , m_turn(std::move(turn))
{
}

int ParserLoop::run()
{
    struct sigaction action {};
    action.sa_handler = [](int) { stopped = 1; };
    ::sigaction(SIGTERM, &action, nullptr);
    ::signal(SIGPIPE, SIG_IGN);

    const http_parser_settings settings = callbacks();
    const int listener = listenOnFreePort();
    const int poll = ::epoll_create1(EPOLL_CLOEXEC);
    if (listener < 0 || poll < 0)
        return 3;
    epoll_event interest{};
    interest.events = EPOLLIN;
    interest.data.fd = listener;
    ::epoll_ctl(poll, EPOLL_CTL_ADD, listener, &interest);

    std::map<int, std::unique_ptr<Connection>> connections;
    std::vector<PlainRequest> whole;
    std::array<epoll_event, 256> ready{};
    std::vector<char> buffer(std::size_t{256} * 1024);
    while (!stopped) {
        const int count = ::epoll_wait(poll, ready.data(), static_cast<int>(ready.size()), -1);
        for (int at = 0; at < count; ++at) {
            const int socket = ready[static_cast<std::size_t>(at)].data.fd;
            if (socket == listener) {
                const int accepted =
                    ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
                if (accepted < 0)
                    continue;
                const int noDelay = 1;
                ::setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &noDelay, sizeof(noDelay));
                auto connection = std::make_unique<Connection>();
                connection->socket = accepted;
                connection->keeps = m_keeps;
                connection->whole = &whole;
                http_parser_init(&connection->parser, HTTP_REQUEST);
                connection->parser.data = connection.get();
                interest.data.fd = accepted;
                ::epoll_ctl(poll, EPOLL_CTL_ADD, accepted, &interest);
                connections[accepted] = std::move(connection);
                continue;
            }
            const ssize_t length = ::read(socket, buffer.data(), buffer.size());
            Connection &connection = *connections[socket];
            const auto bytes = static_cast<std::size_t>(std::max<ssize_t>(length, 0));
            if (length <= 0 ||
                http_parser_execute(&connection.parser, &settings, buffer.data(), bytes) != bytes) {
                ::close(socket);
                connections.erase(socket);
                continue;
            }
        }
        if (whole.empty())
            continue;
        m_turn(whole);
        for (const PlainRequest &request : whole) {
            if (::write(request.socket, Answer.data(), Answer.size()) < 0)
                continue; // it is gone: epoll says so in the next turn
        }
        whole.clear();
    }
    for (const auto &[socket, connection] : connections)
        ::close(socket);
    ::close(poll);
    ::close(listener);
    return 0;
}

} // namespace bench

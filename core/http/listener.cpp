// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/listener.h"

#include "core/http/socketaddress.h"

#include <QHostAddress>

#include <cerrno>
#include <utility>

#include <poll.h>
#include <sys/socket.h>

namespace core {

namespace {

constexpr int Backlog = 1024;

Error::Kind kindOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::AddressInUseError:
        return Error::Kind::InUse;
    case QAbstractSocket::SocketAccessError:
        return Error::Kind::Denied;
    case QAbstractSocket::SocketAddressNotAvailableError:
    case QAbstractSocket::UnsupportedSocketOperationError:
        return Error::Kind::NotFound;
    default:
        return Error::Kind::Network;
    }
}

std::string whyAndFix(Error::Kind kind, const QString &words)
{
    switch (kind) {
    case Error::Kind::InUse:
        return "another program listens there. Close it, or name another port (0: any free one).";
    case Error::Kind::Denied:
        return "it needs privileges. Name a port from 1024 on.";
    case Error::Kind::NotFound:
        return "this machine has no such address. Name one that it has.";
    default:
        return words.toStdString() + ".";
    }
}

} // namespace

Result<std::unique_ptr<Listener>> Listener::bind(const std::string &host, std::uint16_t port,
                                                 std::shared_ptr<const TlsContext> tls)
{
    QHostAddress address;
    if (!address.setAddress(QString::fromStdString(host)))
        return fail(Error::Kind::InvalidInput,
                    "Cannot listen on \"" + host + "\": that is no IP address.");
    auto listener = std::make_unique<Listener>();
    QTcpServer &server = listener->m_server;
    server.setListenBacklogSize(Backlog);
    if (!server.listen(address, port)) {
        const Error::Kind kind = kindOf(server.serverError());
        return fail(kind, "Cannot listen on " + hostAndPort(host, port) + ": " +
                              whyAndFix(kind, server.errorString()));
    }
    server.pauseAccepting();
    listener->m_url = (tls ? "https://" : "http://") + hostAndPort(host, server.serverPort());
    listener->m_tls = std::move(tls);
    listener->m_isOnLoopback = address.isLoopback();
    return listener;
}

Listener::Peer Listener::accept() const
{
    for (;;) {
        const int accepted =
            ::accept4(descriptor(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (accepted >= 0)
            return {State::Accepted, accepted};
        switch (errno) {
        case EINTR:
        case ECONNABORTED: // who waited has gone
            continue;
        case EMFILE:
        case ENFILE:
        case ENOBUFS:
        case ENOMEM:
            // Linux looks for a descriptor first: it is out of them, too, when nobody waits.
            return {isWaitedFor() ? State::NoDescriptor : State::Nobody, -1};
        default:
            return {State::Nobody, -1};
        }
    }
}

bool Listener::isWaitedFor() const
{
    pollfd listener{descriptor(), POLLIN, 0};
    return ::poll(&listener, 1, 0) > 0;
}

} // namespace core

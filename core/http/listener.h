// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/http/tlscontext.h"

#include <QTcpServer>

#include <cstdint>
#include <memory>
#include <string>

namespace core {

/// One address that is listened on. QTcpServer binds it; accepting is ours: that of Qt takes every end of the queue for an
/// error once it was out of descriptors.
class Listener {
public:
    /// See HttpServer::listen.
    [[nodiscard]] static Result<std::unique_ptr<Listener>>
    bind(const std::string &host, std::uint16_t port, std::shared_ptr<const TlsContext> tls);

    int descriptor() const { return static_cast<int>(m_server.socketDescriptor()); }
    std::uint16_t port() const { return m_server.serverPort(); }
    const std::string &url() const { return m_url; } ///< "http://127.0.0.1:8080"
    bool isOnLoopback() const { return m_isOnLoopback; }
    const std::shared_ptr<const TlsContext> &tls() const { return m_tls; } ///< null: in the clear

    enum class State : std::uint8_t { Accepted, Nobody, NoDescriptor };
    struct Peer {
        State state = State::Nobody;
        int descriptor = -1; ///< never blocks; the caller's
    };
    /// Whoever waits the longest. NoDescriptor: somebody waits, and this process or machine may open nothing more.
    [[nodiscard]] Peer accept() const;

private:
    bool isWaitedFor() const;

    QTcpServer m_server;
    std::string m_url;
    std::shared_ptr<const TlsContext> m_tls;
    bool m_isOnLoopback = false;
};

} // namespace core

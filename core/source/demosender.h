// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/http/client.h"
#include "core/source/demoscript.h"

#include <QObject>
#include <QTimer>

#include <cstddef>
#include <cstdint>

namespace core {

/// The demo's HTTP sender: one connection to a receiver on 127.0.0.1, requests in order, a few of them ahead of their
/// answers. What had no answer when a connection was lost may not have been kept, and is sent again. Lives on an I/O
/// thread.
class DemoSender : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t MaxAhead = 64; ///< requests without an answer

    explicit DemoSender(std::uint16_t port, QObject *parent = nullptr);

    bool hasRoom() const { return m_client.unanswered() < MaxAhead; }
    bool isIdle() const { return m_client.unanswered() == 0; }
    void send(const DemoRequest &request);
    void stop();

signals:
    void answered(); ///< there is room

private:
    const HttpPeer m_peer;
    HttpClient m_client;
    QTimer m_again;
};

} // namespace core

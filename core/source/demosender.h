// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/source/demoscript.h"

#include <QByteArray>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>

namespace core {

/// The demo's HTTP sender: one keep-alive connection to a receiver on 127.0.0.1, requests in order, a few of them ahead
/// of their answers. Lives on an I/O thread.
class DemoSender : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t MaxAhead = 64; ///< requests without an answer

    explicit DemoSender(std::uint16_t port, QObject *parent = nullptr);

    bool hasRoom() const { return m_unanswered.size() < MaxAhead; }
    bool isIdle() const { return m_unanswered.empty(); }
    void send(const DemoRequest &request);
    void stop();

signals:
    void answered(); ///< there is room

private:
    void connectToReceiver();
    void sendAll();
    void readAnswers();
    bool takeAnswer();

    const std::uint16_t m_port;
    QTcpSocket m_socket;
    QTimer m_again;
    std::deque<QByteArray> m_unanswered;
    QByteArray m_received;
    bool m_isStopped = false;
};

} // namespace core

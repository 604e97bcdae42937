// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/source/demosender.h"

#include <chrono>

namespace core {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds ConnectAgainAfter = 100ms;

} // namespace

DemoSender::DemoSender(std::uint16_t port, QObject *parent)
    : QObject(parent)
    , m_peer{"127.0.0.1", port, 0ms} // a log that is slow is not a peer that is gone
    , m_client(m_peer)
{
    m_again.setSingleShot(true);
    m_again.setInterval(ConnectAgainAfter);
    connect(&m_again, &QTimer::timeout, &m_client, &HttpClient::sendAgain);
    connect(&m_client, &HttpClient::failed, &m_again, qOverload<>(&QTimer::start));
    connect(&m_client, &HttpClient::answered, this, &DemoSender::answered);
}

void DemoSender::send(const DemoRequest &request)
{
    m_client.send(postRequest(m_peer, request.target,
                              "User-Agent: eventscope-demo\r\n" + request.fields, request.body));
}

void DemoSender::stop()
{
    m_again.stop();
    m_client.stop();
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/source/demosender.h"

#include <QHostAddress>

#include <algorithm>

namespace core {

using namespace std::chrono_literals;

namespace {

constexpr qint64 ReadBuffer = 64 * 1024;
constexpr qsizetype MaxAnswer = 256 * 1024;
constexpr std::chrono::milliseconds ConnectAgainAfter = 100ms;

} // namespace

DemoSender::DemoSender(std::uint16_t port, QObject *parent)
    : QObject(parent)
    , m_port(port)
{
    m_again.setSingleShot(true);
    m_again.setInterval(ConnectAgainAfter);
    m_socket.setReadBufferSize(ReadBuffer);
    connect(&m_again, &QTimer::timeout, this, &DemoSender::connectToReceiver);
    connect(&m_socket, &QTcpSocket::connected, this, &DemoSender::sendAll);
    connect(&m_socket, &QTcpSocket::readyRead, this, &DemoSender::readAnswers);
    connect(&m_socket, &QTcpSocket::stateChanged, this, [this](QAbstractSocket::SocketState state) {
        if (state == QAbstractSocket::UnconnectedState && !m_isStopped)
            m_again.start();
    });
    connectToReceiver();
}

void DemoSender::send(const DemoRequest &request)
{
    QByteArray bytes;
    bytes.reserve(static_cast<qsizetype>(request.fields.size() + request.body.size() + 256));
    bytes += "POST ";
    bytes += request.target.c_str();
    bytes += " HTTP/1.1\r\nHost: 127.0.0.1:";
    bytes += QByteArray::number(m_port);
    bytes += "\r\nUser-Agent: eventscope-demo\r\n";
    bytes += request.fields.c_str();
    bytes += "Content-Length: ";
    bytes += QByteArray::number(static_cast<qulonglong>(request.body.size()));
    bytes += "\r\n\r\n";
    bytes += request.body.c_str();
    m_unanswered.push_back(bytes);
    if (m_socket.state() == QAbstractSocket::ConnectedState)
        m_socket.write(bytes);
}

void DemoSender::stop()
{
    m_isStopped = true;
    m_again.stop();
    m_unanswered.clear();
    m_socket.abort();
}

void DemoSender::connectToReceiver()
{
    m_received.clear();
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
}

void DemoSender::sendAll()
{
    // After a lost connection: what had no answer may not have been kept.
    for (const QByteArray &request : m_unanswered)
        m_socket.write(request);
}

void DemoSender::readAnswers()
{
    m_received += m_socket.readAll();
    bool any = false;
    while (takeAnswer())
        any = true;
    if (m_received.size() > MaxAnswer) // no answer of ours is that long
        m_socket.abort();
    if (any)
        emit answered();
}

bool DemoSender::takeAnswer()
{
    const qsizetype headEnd = m_received.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return false;
    const QByteArray head = m_received.left(headEnd).toLower();
    qsizetype length = 0;
    const qsizetype lengthField = head.indexOf("\r\ncontent-length:");
    if (lengthField >= 0) {
        const qsizetype value = lengthField + 17;
        length = head.mid(value, head.indexOf("\r\n", value) - value).trimmed().toLongLong();
    }
    const qsizetype whole = headEnd + 4 + std::max<qsizetype>(length, 0);
    if (m_received.size() < whole)
        return false;
    m_received.remove(0, whole);
    if (!m_unanswered.empty())
        m_unanswered.pop_front();
    return true;
}

} // namespace core

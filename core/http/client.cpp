// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/client.h"

#include "core/http/socketaddress.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>

#include <utility>

namespace core {

namespace {

constexpr qint64 ReadBuffer = 64 * 1024;

std::unique_ptr<QTcpSocket> socketFor(const HttpPeer &peer)
{
    if (!peer.tls)
        return std::make_unique<QTcpSocket>();
    auto socket = std::make_unique<QSslSocket>();
    QSslConfiguration configuration = socket->sslConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    if (!peer.trusted.empty())
        configuration.setCaCertificates(QSslCertificate::fromData(
            QByteArray(peer.trusted.data(), static_cast<qsizetype>(peer.trusted.size()))));
    socket->setSslConfiguration(configuration);
    return socket;
}

/// Without the empty line at its end.
void appendHead(std::string &request, std::string_view method, const HttpPeer &peer,
                std::string_view target, std::string_view fields)
{
    request.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: ");
    request.append(hostAndPort(peer.host, peer.port)).append("\r\n").append(fields);
}

std::string words(const QTcpSocket &socket)
{
    switch (socket.error()) {
    case QAbstractSocket::ConnectionRefusedError:
        return "nobody listens there; check host and port";
    case QAbstractSocket::HostNotFoundError:
        return "there is no such host; check the name";
    case QAbstractSocket::RemoteHostClosedError:
        return "the other side closed the connection before it answered";
    case QAbstractSocket::SslHandshakeFailedError:
        return "TLS failed: " + socket.errorString().toStdString() +
               " (to trust a certificate that nobody here vouches for, name it: --ca-file)";
    default:
        return socket.errorString().toStdString();
    }
}

} // namespace

std::string postRequest(const HttpPeer &peer, std::string_view target, std::string_view fields,
                        std::string_view body)
{
    std::string request;
    request.reserve(target.size() + fields.size() + body.size() + 128);
    appendHead(request, "POST", peer, target, fields);
    request.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
    request.append(body);
    return request;
}

std::string optionsRequest(const HttpPeer &peer, std::string_view target, std::string_view fields)
{
    std::string request;
    appendHead(request, "OPTIONS", peer, target, fields);
    return request.append("\r\n");
}

HttpClient::HttpClient(HttpPeer peer, QObject *parent)
    : QObject(parent)
    , m_peer(std::move(peer))
    , m_socket(socketFor(m_peer))
{
    m_ended.setSingleShot(true);
    m_patience.setSingleShot(true);
    m_patience.setInterval(m_peer.patience);
    m_socket->setReadBufferSize(ReadBuffer);
    if (auto *secure = qobject_cast<QSslSocket *>(m_socket.get()))
        connect(secure, &QSslSocket::encrypted, this, &HttpClient::sendAll);
    else
        connect(m_socket.get(), &QTcpSocket::connected, this, &HttpClient::sendAll);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &HttpClient::readAnswers);
    connect(m_socket.get(), &QTcpSocket::stateChanged, this,
            [this](QAbstractSocket::SocketState state) {
                if (state == QAbstractSocket::UnconnectedState)
                    m_ended.start(0);
            });
    connect(&m_ended, &QTimer::timeout, this, &HttpClient::onEnded);
    connect(&m_patience, &QTimer::timeout, this, [this] { giveUp("no answer came in time"); });
}

void HttpClient::send(std::string request)
{
    if (m_isStopped)
        return;
    m_unanswered.push_back(std::move(request));
    if (m_unanswered.size() == 1 && m_peer.patience.count() > 0)
        m_patience.start();
    const std::string &bytes = m_unanswered.back();
    if (isReady())
        m_socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
    else if (m_socket->state() == QAbstractSocket::UnconnectedState && !m_hasFailed &&
             !m_ended.isActive())
        open();
}

void HttpClient::sendAgain()
{
    if (!std::exchange(m_hasFailed, false) || m_unanswered.empty())
        return;
    if (m_peer.patience.count() > 0)
        m_patience.start();
    open();
}

void HttpClient::stop()
{
    m_isStopped = true;
    m_patience.stop();
    m_unanswered.clear();
    m_socket->abort();
    m_ended.stop();
}

void HttpClient::open()
{
    m_received.clear();
    m_parser = AnswerParser();
    m_hasAnswered = false;
    const QString host = QString::fromStdString(m_peer.host);
    if (auto *secure = qobject_cast<QSslSocket *>(m_socket.get()))
        secure->connectToHostEncrypted(host, m_peer.port);
    else
        m_socket->connectToHost(host, m_peer.port);
}

bool HttpClient::isReady() const
{
    const auto *secure = qobject_cast<const QSslSocket *>(m_socket.get());
    return m_socket->state() == QAbstractSocket::ConnectedState &&
           (!secure || secure->isEncrypted());
}

void HttpClient::sendAll()
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    for (const std::string &request : m_unanswered)
        m_socket->write(request.data(), static_cast<qint64>(request.size()));
}

void HttpClient::readAnswers()
{
    const QByteArray bytes = m_socket->readAll();
    m_received.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    if (m_patience.isActive())
        m_patience.start();
    while (!m_unanswered.empty()) {
        const AnswerParser::State state = m_parser.read(m_received);
        if (state == AnswerParser::State::Incomplete)
            return;
        if (state == AnswerParser::State::Broken) {
            giveUp("the answer is no HTTP/1.1, or longer than this program reads");
            return;
        }
        takeAnswer();
    }
    if (!m_received.empty() && !m_isStopped)
        m_socket->abort(); // it answers what nobody asked
}

void HttpClient::takeAnswer()
{
    m_hasAnswered = true;
    const HttpAnswer answer = m_parser.take();
    m_unanswered.pop_front();
    if (m_unanswered.empty())
        m_patience.stop();
    if (answer.isLast) {
        m_received.clear();
        m_socket->abort();
    }
    emit answered(answer);
}

void HttpClient::onEnded()
{
    readAnswers(); // what came with the end
    if (m_parser.end() == AnswerParser::State::Done && !m_unanswered.empty())
        takeAnswer();
    if (m_unanswered.empty() || m_socket->state() != QAbstractSocket::UnconnectedState)
        return;
    if (m_hasAnswered && !m_parser.hasBegun())
        open();
    else
        giveUp(words(*m_socket));
}

void HttpClient::giveUp(const std::string &why)
{
    m_hasFailed = true;
    m_patience.stop();
    m_socket->abort();
    m_ended.stop();
    emit failed({Error::Kind::Network, hostAndPort(m_peer.host, m_peer.port) + ": " + why + "."});
}

} // namespace core

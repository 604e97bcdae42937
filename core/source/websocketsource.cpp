// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/source/websocketsource.h"

#include "core/source/connectionwords.h"

#include <QNetworkRequest>
#include <QRandomGenerator>
#include <QTcpSocket>
#include <QUrl>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <algorithm>
#include <string_view>
#include <utility>

namespace core {

namespace {

QStringList subprotocols()
{
    QStringList names;
    for (const WebSocketFormat &format : WebSocketFormats)
        names << QString::fromUtf8(format.subprotocol.data(),
                                   static_cast<qsizetype>(format.subprotocol.size()));
    return names;
}

std::string addressText(const QHostAddress &address, quint16 port)
{
    const QString host = address.toString();
    const bool isV6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    return (isV6 ? QString(u'[' + host + u']') : host).toStdString() + ':' + std::to_string(port);
}

std::string utf8(const QString &text)
{
    // One pass and one copy for the usual case; text messages of a fast feed come through here.
    const QByteArray bytes = text.toUtf8();
    return std::string(bytes.constData(), static_cast<std::size_t>(bytes.size()));
}

} // namespace

WebSocketSource::WebSocketSource(ConnectionId id, WebSocketOptions options, Intake &intake,
                                 Clock clock, QObject *parent)
    : QObject(parent)
    , m_id(id)
    , m_options(std::move(options))
    , m_name(publicUrl(m_options.url))
    , m_attributes{m_options.type, m_options.source.value_or(m_name)}
    , m_clock(std::move(clock))
    , m_gate(intake)
    , m_backoff(m_options.backoff,
                m_options.jitterSeed.value_or(QRandomGenerator::system()->generate64()))
{
    m_retry.setSingleShot(true);
    m_handshakeLimit.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &WebSocketSource::open);
    connect(&m_handshakeLimit, &QTimer::timeout, this,
            [this] { endConnection("no answer to the handshake in time"); });
    connect(&m_ping, &QTimer::timeout, this, &WebSocketSource::checkPeerIsAlive);
    connect(&m_gate, &SourceGate::blocked, this, &WebSocketSource::pauseReading);
    connect(&m_gate, &SourceGate::freed, this, &WebSocketSource::resumeReading);
    connect(&m_gate, &SourceGate::settled, this, [this] {
        if (isSettled())
            emit settled();
    });
}

WebSocketSource::~WebSocketSource()
{
    dropSocket();
}

void WebSocketSource::start()
{
    if (m_lamp != ConnectionState::Lamp::Off)
        return;
    const Result<void> usable = checkWebSocketUrl(m_options.url);
    if (!usable) {
        m_reason = usable.error().detail;
        emit stateChanged();
        return;
    }
    open();
}

void WebSocketSource::stop()
{
    if (m_lamp == ConnectionState::Lamp::Off)
        return;
    m_retry.stop();
    if (m_isOpen && !m_isPaused)
        m_socket->close(QWebSocketProtocol::CloseCodeGoingAway);
    dropSocket();
    m_reason.clear();
    m_awaySince.reset();
    m_nextTry.reset();
    setLamp(ConnectionState::Lamp::Off);
    if (isSettled())
        emit settled();
}

void WebSocketSource::retryNow()
{
    if (m_lamp == ConnectionState::Lamp::Waiting)
        open();
}

void WebSocketSource::open()
{
    m_retry.stop();
    m_nextTry.reset();
    m_failure.clear();
    m_openedAt = m_clock.steady();
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    m_socket->setMaxAllowedIncomingMessageSize(m_options.limits.messageBytes);
    m_socket->setMaxAllowedIncomingFrameSize(m_options.limits.messageBytes);
    m_socket->setReadBufferSize(static_cast<qint64>(m_options.limits.readAheadBytes));
    connect(m_socket, &QWebSocket::connected, this, &WebSocketSource::onConnected);
    connect(m_socket, &QWebSocket::disconnected, this, &WebSocketSource::endWhenAllIsSaid);
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &WebSocketSource::onError);
    connect(m_socket, &QWebSocket::textMessageReceived, this, &WebSocketSource::onText);
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, &WebSocketSource::onBinary);
    connect(m_socket, &QWebSocket::pong, this, [this] { m_heardSincePing = true; });

    QUrl url(QString::fromStdString(m_options.url), QUrl::StrictMode);
    QNetworkRequest request;
    if (!url.userName().isEmpty() || !url.password().isEmpty()) {
        const QByteArray credentials =
            (url.userName(QUrl::FullyDecoded) + u':' + url.password(QUrl::FullyDecoded)).toUtf8();
        request.setRawHeader(QByteArrayLiteral("Authorization"),
                             QByteArrayLiteral("Basic ") + credentials.toBase64());
    }
    // Without them Qt has nothing secret that an error text could repeat.
    url.setUserInfo(QString());
    url.setFragment(QString());
    request.setUrl(url);
    QWebSocketHandshakeOptions handshake;
    if (m_options.cloudEvents)
        handshake.setSubprotocols(subprotocols());
    setLamp(ConnectionState::Lamp::Connecting);
    m_handshakeLimit.start(m_options.limits.handshake);
    m_socket->open(request, handshake);
}

void WebSocketSource::onConnected()
{
    m_handshakeLimit.stop();
    m_isOpen = true;
    m_transport = m_socket->findChild<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly);
    if (m_transport) {
        // Queued after QWebSocket's own (queued) reader, so that it sees what that one could not
        // use yet.
        connect(m_transport, &QTcpSocket::readyRead, this, &WebSocketSource::readFurther,
                Qt::QueuedConnection);
    }
    m_format = m_options.cloudEvents ? webSocketFormat(utf8(m_socket->subprotocol())) : nullptr;
    m_remote = addressText(m_socket->peerAddress(), m_socket->peerPort());
    m_local = addressText(m_socket->localAddress(), m_socket->localPort());
    m_openedAt = m_clock.steady();
    m_connectedSince = m_clock.wall();
    m_awaySince.reset();
    m_reason.clear();
    if (m_options.firstMessage)
        m_socket->sendTextMessage(QString::fromStdString(*m_options.firstMessage));
    m_heardSincePing = true;
    m_ping.start(m_options.limits.pingEvery);
    setLamp(ConnectionState::Lamp::On);
    if (m_gate.isBlocked()) // by the connection before this one
        pauseReading();
}

void WebSocketSource::onError(QAbstractSocket::SocketError error)
{
    // Fires up to twice for one failure; the first says most. QWebSocket::error() is the
    // transport's and not this one.
    if (m_failure.empty())
        m_failure = socketErrorWords(error, m_socket->errorString().toStdString());
    endWhenAllIsSaid();
}

void WebSocketSource::endWhenAllIsSaid()
{
    // `disconnected` comes before the error that explains it, and after a failed handshake not
    // always: either ends the connection, but only after this turn.
    QTimer::singleShot(0, m_socket, [this, socket = m_socket] {
        if (m_socket != socket)
            return;
        endConnection(
            m_isOpen ? closeWords(m_socket->closeCode(), utf8(m_socket->closeReason()), m_failure)
                     : m_failure);
    });
}

void WebSocketSource::endConnection(std::string reason)
{
    if (!m_socket)
        return;
    if (m_isOpen) {
        m_backoff.connectionLasted(
            std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.steady() - m_openedAt));
        // Ours is the only side that closes with this code for our limit.
        if (m_socket->closeCode() == QWebSocketProtocol::CloseCodeTooMuchData)
            refuse(messageTooLarge(m_options.limits.messageBytes), {});
    }
    dropSocket();
    const auto pause = m_backoff.next();
    m_reason = std::move(reason);
    if (!m_awaySince)
        m_awaySince = m_clock.wall();
    m_nextTry = m_clock.wall() + pause;
    m_retry.start(pause);
    setLamp(ConnectionState::Lamp::Waiting);
}

void WebSocketSource::dropSocket()
{
    m_handshakeLimit.stop();
    m_ping.stop();
    m_isOpen = false;
    m_isPaused = false;
    m_connectedSince.reset();
    m_transport = nullptr;
    if (!m_socket)
        return;
    // May be called by one of its signals: it must outlive this turn.
    m_socket->disconnect(this);
    m_socket->deleteLater();
    m_socket = nullptr;
}

void WebSocketSource::onText(const QString &text)
{
    receive(FrameKind::Text, utf8(text));
}

void WebSocketSource::onBinary(const QByteArray &bytes)
{
    receive(FrameKind::Binary,
            std::string(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

void WebSocketSource::receive(FrameKind kind, std::string body)
{
    m_heardSincePing = true;
    if (m_format)
        return receiveCloudEvent(kind, std::move(body));
    Message message = emptyMessage();
    message.events.push_back({wrapFrame(m_attributes, kind, body, m_ids.next(), message.received),
                              ByteRange{0, static_cast<std::uint32_t>(body.size())}});
    message.body = std::move(body);
    m_gate.append(std::move(message));
}

void WebSocketSource::receiveCloudEvent(FrameKind kind, std::string body)
{
    auto event = decodeWebSocketMessage(*m_format, kind == FrameKind::Text, body);
    if (!event)
        return refuse(std::move(event.error()), std::move(body));
    Message message = emptyMessage();
    message.mode = ContentMode::Structured;
    message.format = m_format->format;
    message.events.push_back(
        {std::move(*event), ByteRange{0, static_cast<std::uint32_t>(body.size())}});
    message.body = std::move(body);
    m_gate.append(std::move(message));
}

Message WebSocketSource::emptyMessage() const
{
    Message message;
    message.origin = OriginKind::WebSocket;
    message.mode = ContentMode::Raw;
    message.received = m_clock.wall();
    message.connection = m_name;
    message.remote = m_remote;
    message.local = m_local;
    return message;
}

void WebSocketSource::refuse(Rejection why, std::string body)
{
    Refusal refusal;
    refusal.why = std::move(why);
    refusal.received = m_clock.wall();
    refusal.connection = m_name;
    refusal.remote = m_remote;
    refusal.local = m_local;
    refusal.bodyBytes = body.size();
    refusal.cut = body.size() > m_options.limits.refusedBodyBytes;
    if (refusal.cut)
        body.resize(m_options.limits.refusedBodyBytes);
    refusal.body = std::move(body);
    m_gate.refuse(std::move(refusal));
}

void WebSocketSource::pauseReading()
{
    // QWebSocket cannot pause. Its transport can: with its signals blocked nobody reads, so the
    // read buffer fills, TCP closes the window and the peer waits.
    if (!m_transport || m_isPaused)
        return;
    m_isPaused = true;
    m_transport->setReadBufferSize(static_cast<qint64>(m_options.limits.readAheadBytes));
    m_transport->blockSignals(true);
}

void WebSocketSource::resumeReading()
{
    if (!m_transport || !m_isPaused)
        return;
    m_isPaused = false;
    m_heardSincePing = true;
    m_transport->blockSignals(false);
    letQtReadAhead(static_cast<qint64>(m_options.limits.readAheadBytes));
    QTimer::singleShot(0, m_transport, [transport = m_transport] { emit transport->readyRead(); });
    if (m_transport->state() == QAbstractSocket::UnconnectedState) {
        // The peer left while nobody listened, so QWebSocket was not told. First what is still in
        // the buffer, then the end: QWebSocket reads in a queued slot, hence two turns.
        QTimer::singleShot(0, m_socket, [this] {
            QTimer::singleShot(0, m_socket, [this] { endConnection(closedByPeerWords()); });
        });
    }
}

void WebSocketSource::readFurther()
{
    // A message is used only when it is whole, and all of it must fit into the read buffer.
    if (!m_transport || m_isPaused)
        return;
    const auto small = static_cast<qint64>(m_options.limits.readAheadBytes);
    qint64 size = m_transport->readBufferSize();
    if (m_transport->bytesAvailable() >= size)
        size = std::min(size * 2, static_cast<qint64>(m_options.limits.messageBytes) + small);
    else if (m_transport->bytesAvailable() == 0)
        size = small;
    letQtReadAhead(size);
}

void WebSocketSource::letQtReadAhead(qint64 bytes)
{
    // Twice: Qt stops listening to the kernel when it finds the buffer full, and begins again only when the buffer is
    // read empty (half a frame may stay in it) or its size changes.
    m_transport->setReadBufferSize(0);
    m_transport->setReadBufferSize(bytes);
}

void WebSocketSource::checkPeerIsAlive()
{
    if (m_isPaused) // it is us who do not listen
        return;
    if (!m_heardSincePing)
        return endConnection("no sign of life from the other side");
    m_heardSincePing = false;
    m_socket->ping();
}

void WebSocketSource::setLamp(ConnectionState::Lamp lamp)
{
    m_lamp = lamp;
    emit stateChanged();
}

ConnectionState WebSocketSource::state() const
{
    ConnectionState state;
    state.id = m_id;
    state.kind = ConnectionState::Kind::WebSocket;
    state.lamp = m_lamp;
    state.name = m_name;
    state.kept = m_gate.kept();
    state.refused = m_gate.refused();
    state.awaySince = m_awaySince;
    state.nextTry = m_nextTry;
    switch (m_lamp) {
    case ConnectionState::Lamp::On:
        state.words = connectedWords(*m_connectedSince, m_options.cloudEvents,
                                     m_format ? m_format->subprotocol : std::string_view());
        if (m_gate.isBlocked())
            state.words += " Waits for the log.";
        break;
    case ConnectionState::Lamp::Connecting:
        state.words = m_awaySince ? "Trying again." : "Connecting.";
        break;
    case ConnectionState::Lamp::Waiting:
        state.words = awayWords(m_name, *m_awaySince, m_reason, *m_nextTry - m_clock.wall());
        break;
    case ConnectionState::Lamp::Off:
        state.words = m_reason.empty() ? "Stopped." : m_reason;
        break;
    }
    if (!m_gate.problem().empty())
        state.words += " The log could not keep the last event: " + m_gate.problem();
    return state;
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/source/websocketsource.h"

#include "core/codec/httpencode.h"
#include "core/codec/jsonformat.h"
#include "tests/support/testwriter.h"

#include <QCryptographicHash>
#include <QEventLoop>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

#include <future>
#include <map>
#include <memory>
#include <vector>

using namespace core;
using namespace std::chrono_literals;

namespace {

/// Takes the log writer's part at the real doors, in the test's own thread.
class Writer {
public:
    explicit Writer(Intake &intake)
        : m_intake(intake)
    {
    }

    std::size_t take(Receipt::Outcome outcome = Receipt::Outcome::Committed)
    {
        if (m_intake.waitingEvents() == 0)
            return messages.size();
        std::map<std::shared_ptr<Receipts>, std::vector<Receipt>> answers;
        for (LogCommand &command : m_intake.takeAll()) {
            Receipt receipt;
            receipt.outcome = outcome;
            if (outcome == Receipt::Outcome::Unavailable)
                receipt.reason = "No space left.";
            std::visit([&](const auto &append) { receipt.address = append.address; }, command);
            if (auto *append = std::get_if<AppendMessage>(&command)) {
                receipt.first = receipt.last = EventSequence{messages.size() + 1};
                answers[append->receipts].push_back(receipt);
                messages.push_back(std::move(append->message));
            } else {
                auto &refuse = std::get<AppendRefusal>(command);
                answers[refuse.receipts].push_back(receipt);
                refusals.push_back(std::move(refuse.refusal));
            }
        }
        for (auto &[receipts, list] : answers)
            receipts->put(std::move(list));
        return messages.size();
    }

    std::vector<Message> messages;
    std::vector<Refusal> refusals;

private:
    Intake &m_intake;
};

/// A real WebSocket server on loopback, with one client at a time.
class Peer : public QObject {
public:
    explicit Peer(QStringList subprotocols = {}, quint16 port = 0)
        : m_server(QStringLiteral("peer"), QWebSocketServer::NonSecureMode)
    {
        m_server.setSupportedSubprotocols(subprotocols);
        m_isListening = m_server.listen(QHostAddress::LocalHost, port);
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            client.reset(m_server.nextPendingConnection());
            ++connections;
            connect(client.get(), &QWebSocket::textMessageReceived, this,
                    [this](const QString &text) { heard.append(text); });
        });
    }
    ~Peer() override { client.reset(); }

    quint16 port() const { return m_server.serverPort(); }
    bool isListening() const { return m_isListening; }
    std::string url(const std::string &credentials = {}, const std::string &query = {}) const
    {
        return "ws://" + credentials + "127.0.0.1:" + std::to_string(port()) + "/inv" + query;
    }

    std::unique_ptr<QWebSocket> client;
    int connections = 0;
    QStringList heard;

private:
    QWebSocketServer m_server;
    bool m_isListening = false;
};

WebSocketOptions quick(const std::string &url)
{
    WebSocketOptions options;
    options.url = url;
    options.jitterSeed = 1;
    options.backoff.first = 20ms;
    options.backoff.longest = 40ms;
    return options;
}

const char *const Event =
    R"({"specversion":"1.0","id":"a","source":"/s","type":"t","data":{"x":1}})";

/// Event in another format.
std::string inFormat(EventFormat format)
{
    const std::string text = Event;
    return encodeEvent({decodeJsonEvent(text).value(), text}, format);
}

} // namespace

class TestWebSocketSource : public QObject {
    Q_OBJECT
private slots:
    void wrapsEachFrame();
    void keepsTextVerbatim_data();
    void keepsTextVerbatim();
    void saysItsFirstMessage();
    void offersNoSubprotocolUnlessAsked();
    void readsCloudEventsWhereTheServerChoseThem();
    void wrapsFramesWhereTheServerChoseNothing();
    void readsAsTheBindingSays_data();
    void readsAsTheBindingSays();
    void refusesInvalidEventsAndStaysConnected();
    void boundsMessages_data();
    void boundsMessages();
    void readsMessagesFarAboveTheReadAhead();
    void comesBackWhenTheServerCloses();
    void waitsForAServerThatIsNotThere();
    void triesAtOnceWhenToldTo();
    void growsItsPausesUntilAConnectionWasGood();
    void neverShowsCredentials();
    void saysWhyAServerRefused();
    void givesUpAHandshakeWithoutAnswer();
    void noticesASilentPeer();
    void pausesWhileTheIntakeIsFull();
    void readsOnHoweverOftenItPauses();
    void noticesAPeerThatLeftDuringAPause();
    void countsWhatTheLogCouldNotKeep();
    void stopsWhileConnecting();
    void deliversWhatWasReadBeforeItStopped();
    void doesNotTryAnInvalidUrl();
};

void TestWebSocketSource::wrapsEachFrame()
{
    Peer peer;
    Intake intake;
    Writer writer(intake);
    Clock clock;
    clock.wall = [] { return WallTime(std::chrono::microseconds(1764081200000000)); };
    WebSocketSource source(ConnectionId{7}, quick(peer.url()), intake, clock);
    source.start();
    QTRY_VERIFY(peer.client);
    peer.client->sendTextMessage(QStringLiteral(R"({"op":"utx"})"));
    peer.client->sendTextMessage(QStringLiteral("hello"));
    peer.client->sendBinaryMessage(QByteArray("\x00\xff", 2));
    QTRY_COMPARE(writer.take(), std::size_t(3));

    const Message &first = writer.messages[0];
    QCOMPARE(first.origin, OriginKind::WebSocket);
    QCOMPARE(first.mode, ContentMode::Raw);
    QCOMPARE(first.format, EventFormat::None);
    QCOMPARE(first.connection, peer.url());
    QCOMPARE(first.remote, "127.0.0.1:" + std::to_string(peer.port()));
    QCOMPARE(first.body, std::string(R"({"op":"utx"})"));
    QCOMPARE(first.events.size(), std::size_t(1));
    QCOMPARE(first.events[0].text, (ByteRange{0, 12}));
    const CloudEvent &event = first.events[0].event;
    QCOMPARE(event.type, std::string("websocket-event"));
    QCOMPARE(event.source, peer.url());
    QCOMPARE(event.time.value(), std::string("2025-11-25T14:33:20.000000Z"));
    QCOMPARE(event.dataContentType.value(), std::string("application/json"));
    QCOMPARE(writer.messages[1].events[0].event.dataContentType.value(), std::string("text/plain"));
    QCOMPARE(writer.messages[2].events[0].event.dataContentType.value(),
             std::string("application/octet-stream"));
    QCOMPARE(writer.messages[2].body, std::string("\x00\xff", 2));
    QVERIFY(event.id != writer.messages[1].events[0].event.id);

    QTRY_COMPARE(source.state().kept, std::uint64_t(3));
    const ConnectionState state = source.state();
    QCOMPARE(state.id, ConnectionId{7});
    QCOMPARE(state.kind, ConnectionState::Kind::WebSocket);
    QCOMPARE(state.lamp, ConnectionState::Lamp::On);
    QCOMPARE(state.name, peer.url());
    QVERIFY2(state.words.starts_with("Connected since "), state.words.c_str());
}

void TestWebSocketSource::keepsTextVerbatim_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("beyond the BMP") << QStringLiteral("\U0001F600 é 漢");
    QTest::newRow("NUL inside") << QString(QLatin1String("a\0b", 3));
    QTest::newRow("JSON with odd white space") << QStringLiteral("{ \"a\" :1.10 ,\n\"a\":2}");
}

void TestWebSocketSource::keepsTextVerbatim()
{
    QFETCH(QString, text);
    Peer peer;
    Intake intake;
    Writer writer(intake);
    WebSocketSource source(ConnectionId{1}, quick(peer.url()), intake, {});
    source.start();
    QTRY_VERIFY(peer.client);
    peer.client->sendTextMessage(text);
    QTRY_COMPARE(writer.take(), std::size_t(1));
    QCOMPARE(QByteArray::fromStdString(writer.messages[0].body), text.toUtf8());
}

void TestWebSocketSource::saysItsFirstMessage()
{
    Peer peer;
    Intake intake;
    WebSocketOptions options = quick(peer.url());
    options.firstMessage = R"({"op":"unconfirmed_sub"})";
    WebSocketSource source(ConnectionId{1}, options, intake, {});
    source.start();
    QTRY_COMPARE(peer.heard, QStringList{QStringLiteral(R"({"op":"unconfirmed_sub"})")});
    peer.client->close();
    QTRY_COMPARE(peer.heard.size(), 2); // again after each handshake
}

void TestWebSocketSource::offersNoSubprotocolUnlessAsked()
{
    Peer peer({QStringLiteral("cloudevents.json")});
    Intake intake;
    Writer writer(intake);
    WebSocketSource source(ConnectionId{1}, quick(peer.url()), intake, {});
    source.start();
    QTRY_VERIFY(peer.client);
    QVERIFY(!peer.client->request().hasRawHeader("Sec-WebSocket-Protocol"));
    peer.client->sendTextMessage(QString::fromLatin1(Event));
    QTRY_COMPARE(writer.take(), std::size_t(1));
    QCOMPARE(writer.messages[0].mode, ContentMode::Raw);
    QCOMPARE(writer.messages[0].events[0].event.type, std::string("websocket-event"));
}

void TestWebSocketSource::readsCloudEventsWhereTheServerChoseThem()
{
    Peer peer({QStringLiteral("cloudevents.json")});
    Intake intake;
    Writer writer(intake);
    WebSocketOptions options = quick(peer.url());
    options.cloudEvents = true;
    WebSocketSource source(ConnectionId{1}, options, intake, {});
    source.start();
    QTRY_VERIFY(peer.client);
    peer.client->sendTextMessage(QString::fromLatin1(Event));
    QTRY_COMPARE(writer.take(), std::size_t(1));
    const Message &message = writer.messages[0];
    QCOMPARE(message.mode, ContentMode::Structured);
    QCOMPARE(message.format, EventFormat::Json);
    QCOMPARE(message.body, std::string(Event));
    QCOMPARE(message.events[0].event.id, std::string("a"));
    const ByteRange data = message.events[0].event.data;
    QCOMPARE(message.body.substr(data.offset, data.length), std::string(R"({"x":1})"));
    QVERIFY(source.state().words.find("cloudevents.json") != std::string::npos);
}

void TestWebSocketSource::wrapsFramesWhereTheServerChoseNothing()
{
    Peer peer;
    Intake intake;
    Writer writer(intake);
    WebSocketOptions options = quick(peer.url());
    options.cloudEvents = true;
    WebSocketSource source(ConnectionId{1}, options, intake, {});
    source.start();
    QTRY_VERIFY(peer.client);
    peer.client->sendTextMessage(QString::fromLatin1(Event));
    QTRY_COMPARE(writer.take(), std::size_t(1));
    QCOMPARE(writer.messages[0].mode, ContentMode::Raw);
    QVERIFY(source.state().words.find("chose no subprotocol of CloudEvents") != std::string::npos);
}

void TestWebSocketSource::readsAsTheBindingSays_data()
{
    QTest::addColumn<bool>("asks");   // for CloudEvents
    QTest::addColumn<QString>("has"); // the subprotocol of the server
    QTest::addColumn<bool>("isText");
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QByteArray>(
        "expected"); // "id type datacontenttype", or the rule that is broken
    const auto row = [](const char *tag, bool asks, const char *has, bool isText,
                        const std::string &frame, const char *expected) {
        QTest::newRow(tag) << asks << QString::fromLatin1(has) << isText
                           << QByteArray::fromStdString(frame) << QByteArray(expected);
    };
    const char *json = "cloudevents.json";
    const char *avro = "cloudevents.avro";
    const char *proto = "cloudevents.proto";
    const std::string inAvro = inFormat(EventFormat::Avro);
    const std::string inProtobuf = inFormat(EventFormat::Protobuf);
    row("4 JSON in text frames", true, json, true, Event, "a t -");
    row("4 Avro in binary frames", true, avro, false, inAvro, "a t application/json");
    row("4 Protobuf in binary frames", true, proto, false, inProtobuf, "a t application/json");
    row("4 one event a message: no batch", true, json, true,
        R"([{"specversion":"1.0","id":"a","source":"/s","type":"t"}])", "batch-sent-as-event");
    row("4 a frame of the wrong type", true, json, false, Event, "websocket-binary");
    row("4 text where Avro was chosen", true, avro, true, Event, "websocket-text");
    row("4 text where Protobuf was chosen", true, proto, true, Event, "websocket-text");
    row("4 Protobuf where Avro was chosen", true, avro, false, inProtobuf, "invalid-avro");
    row("4 JSON where Protobuf was chosen", true, proto, false, Event, "json-sent-as-other-format");
    row("4 an invalid event", true, json, true, R"({"specversion":"1.0"})", "missing-attribute");
    row("4, 10.12 the server chooses none: frames are wrapped", true, "", true, Event,
        "* websocket-event application/json");
    row("4, 10.12 the server has another: frames are wrapped", true, "soap", true, "x",
        "* websocket-event text/plain");
    row("4 a raw source is offered nothing", false, json, true, Event,
        "* websocket-event application/json");
    row("4 a raw source: text that is no JSON", false, "", true, "{",
        "* websocket-event text/plain");
    row("4 a raw source: bytes", false, "", false, "{}",
        "* websocket-event application/octet-stream");
}

void TestWebSocketSource::readsAsTheBindingSays()
{
    QFETCH(bool, asks);
    QFETCH(QString, has);
    QFETCH(bool, isText);
    QFETCH(QByteArray, frame);
    QFETCH(QByteArray, expected);
    Peer peer(has.isEmpty() ? QStringList() : QStringList{has});
    Intake intake;
    Writer writer(intake);
    WebSocketOptions options = quick(peer.url("user:secret@", "?key=secret"));
    options.cloudEvents = asks;
    WebSocketSource source(ConnectionId{1}, options, intake, {});
    source.start();
    QTRY_VERIFY(peer.client);
    QCOMPARE(peer.client->request().rawHeader("Sec-WebSocket-Protocol"),
             QByteArray(asks ? "cloudevents.json, cloudevents.avro, cloudevents.proto" : ""));
    for (int round = 1; round <= 2; ++round) { // whatever it is, the connection goes on
        if (isText)
            peer.client->sendTextMessage(QString::fromUtf8(frame));
        else
            peer.client->sendBinaryMessage(frame);
        QTRY_COMPARE(writer.take() + writer.refusals.size(), std::size_t(round));
    }
    QCOMPARE(peer.connections, 1);
    if (writer.messages.empty()) {
        QCOMPARE(QByteArray::fromStdString(writer.refusals.front().why.rule), expected);
        QCOMPARE(QByteArray::fromStdString(writer.refusals.front().body), frame);
        return;
    }
    const Message &message = writer.messages.front();
    const CloudEvent &event = message.events.at(0).event;
    const bool isWrapped = expected.startsWith('*');
    QCOMPARE(QByteArray::fromStdString((isWrapped ? "*" : event.id) + ' ' + event.type + ' ' +
                                       event.dataContentType.value_or("-")),
             expected);
    QCOMPARE(QByteArray::fromStdString(message.body), frame);
    QCOMPARE(message.mode, isWrapped ? ContentMode::Raw : ContentMode::Structured);
    const WebSocketFormat *format = webSocketFormat(has.toStdString());
    QCOMPARE(message.format, isWrapped ? EventFormat::None : format->format);
    if (!isWrapped)
        QVERIFY(source.state().words.find(format->subprotocol) != std::string::npos);
    if (!isWrapped)
        return;
    QCOMPARE(event.source, peer.url()); // without credentials and query
    QVERIFY(event.time && event.id != writer.messages.back().events.at(0).event.id);
}

void TestWebSocketSource::refusesInvalidEventsAndStaysConnected()
{
    Peer peer({QStringLiteral("cloudevents.json")});
    Intake intake;
    Writer writer(intake);
    WebSocketOptions options = quick(peer.url());
    options.cloudEvents = true;
    options.limits.refusedBodyBytes = 20;
    WebSocketSource source(ConnectionId{1}, options, intake, {});
    source.start();
    QTRY_VERIFY(peer.client);
    peer.client->sendTextMessage(QStringLiteral(R"({"specversion":"1.0"})")); // 21 bytes
    peer.client->sendTextMessage(QStringLiteral("no JSON"));
    peer.client->sendBinaryMessage(QByteArray(Event));
    peer.client->sendTextMessage(QString::fromLatin1(Event));
    QTRY_COMPARE(writer.take(), std::size_t(1));
    QCOMPARE(writer.refusals.size(), std::size_t(3));
    QCOMPARE(writer.refusals[0].bodyBytes, std::uint64_t(21));
    QCOMPARE(writer.refusals[0].body.size(), std::size_t(20));
    QVERIFY(writer.refusals[0].cut);
    QCOMPARE(writer.refusals[1].body, std::string("no JSON"));
    QVERIFY(!writer.refusals[1].cut);
    QCOMPARE(writer.refusals[1].connection, peer.url());
    QCOMPARE(writer.refusals[2].why.rule, std::string("websocket-binary"));
    QCOMPARE(peer.connections, 1);
    QTRY_COMPARE(source.state().refused, std::uint64_t(3));
    QCOMPARE(source.state().kept, std::uint64_t(1));
}

void TestWebSocketSource::boundsMessages_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("below") << 999 << true;
    QTest::newRow("at") << 1000 << true;
    QTest::newRow("above") << 1001 << false;
}

void TestWebSocketSource::boundsMessages()
{
    QFETCH(int, bytes);
    QFETCH(bool, accepted);
    Peer peer;
    Intake intake;
    Writer writer(intake);
    WebSocketOptions options = quick(peer.url());
    options.limits.messageBytes = 1000;
    WebSocketSource source(ConnectionId{1}, options, intake, {});
    source.start();
    QTRY_VERIFY(peer.client);
    peer.client->sendTextMessage(QString(bytes, u'x'));
    if (accepted) {
        QTRY_COMPARE(writer.take(), std::size_t(1));
        QCOMPARE(writer.messages[0].body.size(), std::size_t(bytes));
        QCOMPARE(peer.connections, 1);
        return;
    }
    QTRY_VERIFY((writer.take(), writer.refusals.size() == 1));
    QCOMPARE(writer.refusals[0].why.rule, std::string("message-too-large"));
    QCOMPARE(writer.refusals[0].why.status, 413);
    QTRY_COMPARE(peer.connections, 2);
    QVERIFY(writer.messages.empty());
}

void TestWebSocketSource::readsMessagesFarAboveTheReadAhead()
{
    Peer peer;
    Intake intake;
    Writer writer(intake);
    WebSocketOptions options = quick(peer.url());
    options.limits.readAheadBytes = 4096;
    WebSocketSource source(ConnectionId{1}, options, intake, {});
    source.start();
    QTRY_VERIFY(peer.client);
    const std::vector<int> sizes{10, 4082, 4096, 4097, 3000000, 8192, 10, 400000, 1};
    for (const int size : sizes)
        peer.client->sendBinaryMessage(QByteArray(size, 'x'));
    QTRY_COMPARE(writer.take(), sizes.size());
    for (std::size_t i = 0; i < sizes.size(); ++i)
        QCOMPARE(writer.messages[i].body.size(), std::size_t(sizes[i]));
}

void TestWebSocketSource::comesBackWhenTheServerCloses()
{
    Peer peer;
    Intake intake;
    Writer writer(intake);
    WebSocketSource source(ConnectionId{1}, quick(peer.url()), intake, {});
    std::vector<ConnectionState> away;
    connect(&source, &WebSocketSource::stateChanged, this, [&] {
        if (source.state().lamp == ConnectionState::Lamp::Waiting)
            away.push_back(source.state());
    });
    source.start();
    QTRY_VERIFY(peer.client);
    peer.client->sendTextMessage(QStringLiteral("before"));
    peer.client->close(QWebSocketProtocol::CloseCodeGoingAway,
                       QStringLiteral("maintenance\nwindow"));
    QTRY_COMPARE(peer.connections, 2);
    peer.client->sendTextMessage(QStringLiteral("after"));
    QTRY_COMPARE(writer.take(), std::size_t(2));
    QCOMPARE(writer.messages[0].body, std::string("before"));
    QCOMPARE(writer.messages[1].body, std::string("after"));
    QCOMPARE(away.size(), std::size_t(1));
    QVERIFY(away[0].awaySince.has_value());
    QVERIFY(away[0].nextTry.has_value());
    const QString words = QString::fromStdString(away[0].words);
    QVERIFY2(
        words.startsWith(QString::fromStdString(peer.url()) + QStringLiteral(" is away since ")),
        qPrintable(words));
    QVERIFY2(
        words.endsWith(QStringLiteral(
            ": the other side closed the connection (1001 maintenance window). Next try in 1 s.")),
        qPrintable(words));
    QTRY_COMPARE(source.state().lamp, ConnectionState::Lamp::On);
    QVERIFY(!source.state().awaySince);
}

void TestWebSocketSource::waitsForAServerThatIsNotThere()
{
    quint16 port = 0;
    {
        Peer gone;
        port = gone.port();
    }
    Intake intake;
    Writer writer(intake);
    WebSocketSource source(ConnectionId{1},
                           quick("ws://127.0.0.1:" + std::to_string(port) + "/inv"), intake, {});
    QSignalSpy changes(&source, &WebSocketSource::stateChanged);
    source.start();
    QTRY_VERIFY(changes.size() >= 6); // three times connecting, waiting
    QTRY_COMPARE(source.state().lamp, ConnectionState::Lamp::Waiting);
    QVERIFY2(source.state().words.find(": connection refused. Next try in ") != std::string::npos,
             source.state().words.c_str());
    Peer peer({}, port);
    QVERIFY(peer.isListening());
    QTRY_VERIFY(peer.client);
    peer.client->sendTextMessage(QStringLiteral("here"));
    QTRY_COMPARE(writer.take(), std::size_t(1));
}

void TestWebSocketSource::triesAtOnceWhenToldTo()
{
    auto peer = std::make_unique<Peer>();
    const quint16 port = peer->port();
    WebSocketOptions options = quick(peer->url());
    options.backoff.first = options.backoff.longest = 1h;
    Intake intake;
    WebSocketSource source(ConnectionId{1}, options, intake, {});
    source.start();
    QTRY_VERIFY(peer->client);
    peer.reset();
    QTRY_COMPARE(source.state().lamp, ConnectionState::Lamp::Waiting);
    Peer again({}, port);
    QVERIFY(again.isListening());
    source.retryNow();
    QTRY_COMPARE(source.state().lamp, ConnectionState::Lamp::On);
}

void TestWebSocketSource::growsItsPausesUntilAConnectionWasGood()
{
    Peer peer;
    Intake intake;
    auto now = std::make_shared<SteadyTime>();
    Clock clock;
    clock.steady = [now] { return *now; };
    clock.wall = [] { return WallTime{}; };
    WebSocketOptions options = quick(peer.url());
    options.backoff.jitterPercent = 0;
    options.backoff.first = 10ms;
    options.backoff.longest = 1000ms;
    WebSocketSource source(ConnectionId{1}, options, intake, clock);
    std::vector<std::int64_t> pauses;
    connect(&source, &WebSocketSource::stateChanged, this, [&] {
        if (source.state().lamp == ConnectionState::Lamp::Waiting)
            pauses.push_back(source.state().nextTry->time_since_epoch().count() / 1000);
    });
    source.start();
    for (int round = 1; round <= 4; ++round) {
        QTRY_COMPARE(peer.connections, round);
        QTRY_COMPARE(source.state().lamp, ConnectionState::Lamp::On);
        if (round == 4)
            *now += options.backoff.goodAfter;
        peer.client->close();
        QTRY_COMPARE(pauses.size(), std::size_t(round));
    }
    QCOMPARE(pauses, (std::vector<std::int64_t>{10, 20, 40, 10}));
}

void TestWebSocketSource::neverShowsCredentials()
{
    Peer peer;
    Intake intake;
    Writer writer(intake);
    WebSocketSource source(ConnectionId{1}, quick(peer.url("anna:s3cret@", "?access_token=s3cret")),
                           intake, {});
    std::string shown;
    connect(&source, &WebSocketSource::stateChanged, this,
            [&] { shown += source.state().name + source.state().words; });
    source.start();
    QTRY_VERIFY(peer.client);
    // The server gets them …
    QCOMPARE(peer.client->request().rawHeader("Authorization"),
             QByteArray("Basic YW5uYTpzM2NyZXQ="));
    QCOMPARE(peer.client->requestUrl().query(), QStringLiteral("access_token=s3cret"));
    // … and nobody else.
    peer.client->sendTextMessage(QStringLiteral("x"));
    QTRY_COMPARE(writer.take(), std::size_t(1));
    peer.client->close();
    QTRY_COMPARE(peer.connections, 2);
    const Message &message = writer.messages[0];
    shown += message.connection + message.target + message.head + message.events[0].event.source;
    QVERIFY2(shown.find("s3cret") == std::string::npos, shown.c_str());
    QVERIFY2(shown.find("anna") == std::string::npos, shown.c_str());
}

void TestWebSocketSource::saysWhyAServerRefused()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            if (socket->readAll().endsWith("\r\n\r\n"))
                socket->write(
                    "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        });
    });
    Intake intake;
    WebSocketOptions options = quick(
        "ws://anna:s3cret@127.0.0.1:" + std::to_string(server.serverPort()) + "/?token=s3cret");
    options.backoff.first = options.backoff.longest = 1h;
    WebSocketSource source(ConnectionId{1}, options, intake, {});
    source.start();
    QTRY_COMPARE(source.state().lamp, ConnectionState::Lamp::Waiting);
    const std::string words = source.state().words;
    QVERIFY2(words.find("the server answered 401 (Unauthorized) instead of opening a WebSocket") !=
                 std::string::npos,
             words.c_str());
    QVERIFY(words.find("s3cret") == std::string::npos);
}

void TestWebSocketSource::givesUpAHandshakeWithoutAnswer()
{
    QTcpServer mute;
    QVERIFY(mute.listen(QHostAddress::LocalHost));
    Intake intake;
    WebSocketOptions options = quick("ws://127.0.0.1:" + std::to_string(mute.serverPort()) + "/");
    options.limits.handshake = 30ms;
    options.backoff.first = options.backoff.longest = 1h;
    WebSocketSource source(ConnectionId{1}, options, intake, {});
    source.start();
    QCOMPARE(source.state().lamp, ConnectionState::Lamp::Connecting);
    QTRY_COMPARE(source.state().lamp, ConnectionState::Lamp::Waiting);
    QVERIFY(source.state().words.find("no answer to the handshake in time") != std::string::npos);
}

void TestWebSocketSource::noticesASilentPeer()
{
    // Shakes hands by itself and then says nothing, not even pong.
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            QByteArray key;
            for (const QByteArray &line : socket->readAll().split('\n')) {
                if (line.startsWith("Sec-WebSocket-Key: "))
                    key = line.mid(19).trimmed();
            }
            if (key.isEmpty())
                return;
            key += "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455 §1.3
            const QByteArray accept = QCryptographicHash::hash(key, QCryptographicHash::Sha1);
            socket->write(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Accept: " +
                accept.toBase64() + "\r\n\r\n");
        });
    });
    Intake intake;
    WebSocketOptions options = quick("ws://127.0.0.1:" + std::to_string(server.serverPort()) + "/");
    options.limits.pingEvery = 30ms;
    options.backoff.first = options.backoff.longest = 1h;
    WebSocketSource source(ConnectionId{1}, options, intake, {});
    source.start();
    QTRY_COMPARE(source.state().lamp, ConnectionState::Lamp::On);
    QTRY_COMPARE(source.state().lamp, ConnectionState::Lamp::Waiting);
    QVERIFY(source.state().words.find("no sign of life") != std::string::npos);
}

void TestWebSocketSource::pausesWhileTheIntakeIsFull()
{
    Peer peer;
    Intake intake(64 * KiB);
    Writer writer(intake);
    WebSocketSource source(ConnectionId{1}, quick(peer.url()), intake, {});
    source.start();
    QTRY_VERIFY(peer.client);
    constexpr int Count = 40000; // 28 MB: more than both kernels' socket buffers hold
    for (int i = 0; i < Count; ++i)
        peer.client->sendTextMessage(QString::number(i).leftJustified(700, u'.'));
    QTRY_VERIFY(source.state().words.ends_with(" Waits for the log."));
    // Nobody takes: the peer comes to a standstill with bytes of its own left.
    QSignalSpy written(peer.client.get(), &QWebSocket::bytesWritten);
    while (written.wait(200)) {
    }
    QVERIFY(peer.client->bytesToWrite() > 0);
    QVERIFY(intake.waitingBytes() <= 64 * KiB);

    QTimer writing;
    connect(&writing, &QTimer::timeout, this, [&] { writer.take(); });
    writing.start(0);
    QTRY_COMPARE_WITH_TIMEOUT(writer.messages.size(), std::size_t(Count), 60000);
    for (int i = 0; i < Count; ++i)
        QVERIFY(writer.messages[std::size_t(i)].body.starts_with(std::to_string(i) + "."));
    QTRY_COMPARE(source.state().kept, std::uint64_t(Count));
    QCOMPARE(peer.connections, 1);
}

void TestWebSocketSource::readsOnHoweverOftenItPauses()
{
    // Sender and writer on threads of their own, so that bytes wait in the kernel at every turn.
    constexpr int Count = 100000;
    std::promise<quint16> port;
    const std::unique_ptr<QThread> sending(QThread::create([&port] {
        QEventLoop loop;
        QWebSocketServer server(QStringLiteral("feed"), QWebSocketServer::NonSecureMode);
        std::unique_ptr<QWebSocket> client;
        connect(&server, &QWebSocketServer::newConnection, &loop, [&] {
            client.reset(server.nextPendingConnection());
            connect(client.get(), &QWebSocket::disconnected, &loop, &QEventLoop::quit);
            for (int i = 0; i < Count; ++i)
                client->sendTextMessage(QString::number(i).leftJustified(700, u'.'));
        });
        port.set_value(server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0);
        loop.exec();
    }));
    sending->start();
    Intake intake(64 * KiB);
    TestWriter writer(intake);
    writer.start();
    {
        const std::string url = "ws://127.0.0.1:" + std::to_string(port.get_future().get()) + "/";
        WebSocketSource source(ConnectionId{1}, quick(url), intake, {});
        source.start();
        QTRY_COMPARE_WITH_TIMEOUT(source.state().kept, std::uint64_t(Count), 60000);
    }
    QVERIFY(sending->wait(10000));
}

void TestWebSocketSource::noticesAPeerThatLeftDuringAPause()
{
    auto peer = std::make_unique<Peer>();
    Intake intake(8 * KiB);
    Writer writer(intake);
    WebSocketOptions options = quick(peer->url());
    options.backoff.first = options.backoff.longest = 1h;
    WebSocketSource source(ConnectionId{1}, options, intake, {});
    source.start();
    QTRY_VERIFY(peer->client);
    constexpr int Count =
        60; // fits into the read-ahead, so that all of it was read when the peer leaves
    for (int i = 0; i < Count; ++i)
        peer->client->sendTextMessage(QString::number(i).leftJustified(700, u'.'));
    QTRY_VERIFY(source.state().words.ends_with(" Waits for the log."));
    QTRY_COMPARE(peer->client->bytesToWrite(), qint64(0));
    peer.reset();
    QTRY_COMPARE(writer.take(), std::size_t(Count));
    QTRY_COMPARE(source.state().lamp, ConnectionState::Lamp::Waiting);
    QVERIFY(source.state().words.find("the other side closed the connection") != std::string::npos);
}

void TestWebSocketSource::countsWhatTheLogCouldNotKeep()
{
    Peer peer;
    Intake intake;
    Writer writer(intake);
    WebSocketSource source(ConnectionId{1}, quick(peer.url()), intake, {});
    source.start();
    QTRY_VERIFY(peer.client);
    peer.client->sendTextMessage(QStringLiteral("x"));
    QTRY_COMPARE(writer.take(Receipt::Outcome::Unavailable), std::size_t(1));
    QTRY_COMPARE(source.state().refused, std::uint64_t(1));
    QCOMPARE(source.state().kept, std::uint64_t(0));
    QVERIFY(source.state().words.find("The log could not keep the last event") !=
            std::string::npos);
    peer.client->sendTextMessage(QStringLiteral("y"));
    QTRY_COMPARE(writer.take(), std::size_t(2));
    QTRY_COMPARE(source.state().kept, std::uint64_t(1));
    QVERIFY(source.state().words.find("could not keep") == std::string::npos);
}

void TestWebSocketSource::stopsWhileConnecting()
{
    QTcpServer mute;
    QVERIFY(mute.listen(QHostAddress::LocalHost));
    Intake intake;
    WebSocketSource source(ConnectionId{1},
                           quick("ws://127.0.0.1:" + std::to_string(mute.serverPort()) + "/"),
                           intake, {});
    QSignalSpy settled(&source, &WebSocketSource::settled);
    source.start();
    QTRY_VERIFY(mute.hasPendingConnections());
    QCOMPARE(source.state().lamp, ConnectionState::Lamp::Connecting);
    source.stop();
    QCOMPARE(settled.size(), 1);
    QVERIFY(source.isSettled());
    QCOMPARE(source.state().lamp, ConnectionState::Lamp::Off);
    const std::unique_ptr<QTcpSocket> accepted(mute.nextPendingConnection());
    QTRY_COMPARE(accepted->state(), QAbstractSocket::UnconnectedState);
}

void TestWebSocketSource::deliversWhatWasReadBeforeItStopped()
{
    Peer peer;
    Intake intake(8 * KiB);
    Writer writer(intake);
    WebSocketSource source(ConnectionId{1}, quick(peer.url()), intake, {});
    QSignalSpy settled(&source, &WebSocketSource::settled);
    source.start();
    QTRY_VERIFY(peer.client);
    for (int i = 0; i < 1000; ++i)
        peer.client->sendTextMessage(QString::number(i).leftJustified(700, u'.'));
    QTRY_VERIFY(source.state().words.ends_with(" Waits for the log."));
    source.stop();
    QCOMPARE(settled.size(), 0);
    QTRY_VERIFY((writer.take(), source.isSettled()));
    QCOMPARE(settled.size(), 1);
    QVERIFY(!writer.messages.empty());
    QCOMPARE(source.state().kept, std::uint64_t(writer.messages.size()));
    for (std::size_t i = 0; i < writer.messages.size(); ++i)
        QVERIFY(writer.messages[i].body.starts_with(std::to_string(i) + "."));
}

void TestWebSocketSource::doesNotTryAnInvalidUrl()
{
    Intake intake;
    WebSocketSource source(ConnectionId{1}, quick("http://anna:s3cret@example.com/"), intake, {});
    source.start();
    QCOMPARE(source.state().lamp, ConnectionState::Lamp::Off);
    QCOMPARE(source.state().words, std::string("A WebSocket URL begins with ws:// or wss://."));
}

QTEST_GUILESS_MAIN(TestWebSocketSource)
#include "tst_websocketsource.moc"

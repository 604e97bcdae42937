// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"
#include "tests/core/receiver/rawsocket.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <memory>
#include <optional>
#include <string>
#include <vector>

using namespace core;
using namespace logtest;
using namespace std::chrono_literals;

namespace {

std::string eventText(const std::string &id, const std::string &more = {})
{
    return R"({"specversion":"1.0","id":")" + id + R"(","source":"/ws","type":"t")" + more + "}";
}

QString idOf(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8())[QStringLiteral("id")].toString();
}

std::vector<StoredRefusal> refusalsOf(const EventLog &log)
{
    return log.reader().value()->refusals(1).value();
}

} // namespace

/// GET /ws, both ways, over sockets and a capture.
class TestWebSocketStream : public QObject {
    Q_OBJECT

private slots:
    void agreesAsTheExampleOfTheRfc();
    void refusesHandshakes_data();
    void refusesHandshakes();
    void streamsToAClientOfAnotherMake();
    void resumes_data();
    void resumes();
    void takesEvents();
    void takesEventsInFragmentsAndManyAtOnce();
    void tellsWhatItRefusesAndGoesOn();
    void closesForFaults_data();
    void closesForFaults();
    void answersPings();
    void pingsWhoIsQuiet();
    void closesAsItIsAsked();
    void keepsLimits_data();
    void keepsLimits();
    void tellsWhatWasEvicted();
    void writesNothingIntoTheMiddleOfAnEvent();
    void readsNoMoreOfWhoDoesNotListen();
    void waitsForTheIntake();
    void holdsNoMoreThanAllMayTogether();
    void closesWhenTheReceiverStops();
    void tellsThatTheLogCannotBeWritten();
    void takesNothingUnsignedWhereSignaturesAreAsked();
};

void TestWebSocketStream::agreesAsTheExampleOfTheRfc()
{
    StreamDesk desk;
    RawSocket socket(desk.port);
    QVERIFY(socket.head().starts_with("HTTP/1.1 101 Switching Protocols\r\n"));
    const std::string head = socket.head();
    for (const char *line :
         {"Upgrade: websocket", "Connection: Upgrade",
          "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "Eventscope-After: 0"})
        QVERIFY2(head.find("\r\n" + std::string(line) + "\r\n") != std::string::npos, line);
    QVERIFY(head.find("Content-Length") == std::string::npos);
    QVERIFY(head.find("Sec-WebSocket-Protocol") == std::string::npos);
    QVERIFY(head.find("Sec-WebSocket-Extensions") == std::string::npos);
}

void TestWebSocketStream::refusesHandshakes_data()
{
    QTest::addColumn<QString>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("rule");
    const auto row = [](const char *name, const std::string &request, int status,
                        const char *rule) {
        QTest::newRow(name) << QString::fromStdString(request) << status
                            << QString::fromLatin1(rule);
    };
    row("no upgrade", getRequest("/ws"), 426, "websocket-upgrade");
    row("another upgrade",
        getRequest("/ws", "Upgrade: h2c\r\nConnection: Upgrade\r\n" + Version + Key), 426,
        "websocket-upgrade");
    row("no Connection", getRequest("/ws", "Upgrade: websocket\r\n" + Version + Key), 426,
        "websocket-upgrade");
    row("HTTP/1.0", "GET /ws HTTP/1.0\r\nHost: localhost\r\n" + Upgrade + Version + Key + "\r\n",
        426, "websocket-upgrade");
    row("another version", getRequest("/ws", Upgrade + Key + "Sec-WebSocket-Version: 8\r\n"), 426,
        "websocket-version");
    row("no version", getRequest("/ws", Upgrade + Key), 426, "websocket-version");
    row("no key", getRequest("/ws", Upgrade + Version), 400, "websocket-key");
    row("a short key", getRequest("/ws", Upgrade + Version + "Sec-WebSocket-Key: YQ==\r\n"), 400,
        "websocket-key");
    row("a key that is no Base64",
        getRequest("/ws", Upgrade + Version + "Sec-WebSocket-Key: ????????????????????????\r\n"),
        400, "websocket-key");
    row("a body", getRequest("/ws", Upgrade + Version + Key + "Content-Length: 1\r\n") + "x", 400,
        "websocket-method");
    row("a wrong position", getRequest("/ws?after=x", Upgrade + Version + Key), 400,
        "query-parameter");
    row("where", getRequest("/ws?where=x+y", Upgrade + Version + Key), 400, "query-expression");
}

void TestWebSocketStream::refusesHandshakes()
{
    QFETCH(QString, request);
    QFETCH(int, status);
    QFETCH(QString, rule);
    StreamDesk desk;
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(request.toStdString());
    QCOMPARE(answer.status, status);
    QVERIFY2(answer.body.find("\"rule\":\"" + rule.toStdString() + '"') != std::string::npos,
             answer.body.c_str());
    if (status == 426) {
        QVERIFY(answer.has("Sec-WebSocket-Version: 13"));
        QVERIFY(answer.has("Upgrade: websocket"));
    }
    QTRY_COMPARE(refusalsOf(*desk.log).size(), std::size_t(1));
    QCOMPARE(desk.receiver->counters().readers, std::uint64_t(0));
}

void TestWebSocketStream::streamsToAClientOfAnotherMake()
{
    StreamDesk desk;
    desk.append(1, 2);
    QWebSocket socket;
    QSignalSpy texts(&socket, &QWebSocket::textMessageReceived);
    QSignalSpy connected(&socket, &QWebSocket::connected);
    QWebSocketHandshakeOptions handshake;
    handshake.setSubprotocols({QStringLiteral("cloudevents.json")});
    socket.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/ws?after=0").arg(desk.port)), handshake);
    QTRY_COMPARE(connected.count(), 1);
    QCOMPARE(socket.subprotocol(), QStringLiteral("cloudevents.json"));
    desk.append(3, 3, '"' + std::string(300 * KiB, 'x') + '"');
    socket.sendTextMessage(QString::fromStdString(eventText("mine")));
    QTRY_COMPARE(texts.count(), 4);
    const std::vector<StoredEvent> stored = readAll(*desk.log);
    for (qsizetype index = 0; index < 4; ++index) {
        std::string line;
        const StoredEvent &one = stored[static_cast<std::size_t>(index)];
        appendJsonEvent(line, one.event, one.text);
        QCOMPARE(texts[index][0].toString(), QString::fromStdString(line));
    }
    QSignalSpy pong(&socket, &QWebSocket::pong);
    socket.ping("are you there?");
    QTRY_COMPARE(pong.count(), 1);
    QCOMPARE(pong[0][1].toByteArray(), QByteArray("are you there?"));
    QSignalSpy disconnected(&socket, &QWebSocket::disconnected);
    socket.close(QWebSocketProtocol::CloseCodeNormal, QStringLiteral("enough"));
    QTRY_COMPARE(disconnected.count(), 1);
    QCOMPARE(socket.closeCode(), QWebSocketProtocol::CloseCodeNormal);
    QTRY_COMPARE(desk.receiver->counters().readers, std::uint64_t(0));
}

void TestWebSocketStream::resumes_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<int>("first");
    QTest::newRow("from the newest") << QStringLiteral("/ws") << 51;
    QTest::newRow("from the oldest") << QStringLiteral("/ws?after=0") << 1;
    QTest::newRow("in the middle") << QStringLiteral("/ws?after=30") << 31;
}

void TestWebSocketStream::resumes()
{
    QFETCH(QString, target);
    QFETCH(int, first);
    StreamDesk desk;
    desk.append(1, 50);
    RawSocket socket(desk.port, target.toStdString());
    QVERIFY(socket.head().find("\r\nEventscope-After: " + std::to_string(first - 1) + "\r\n") !=
            std::string::npos);
    desk.append(51, 60);
    QTRY_COMPARE(socket.texts().size(), std::size_t(61 - first));
    QCOMPARE(idOf(QString::fromStdString(socket.texts().front())),
             QString::fromStdString(
                 binaryMessage(static_cast<std::uint64_t>(first)).events.front().event.id));
}

void TestWebSocketStream::takesEvents()
{
    StreamDesk desk;
    RawSocket socket(desk.port, "/ws?access_token=secret");
    const std::string text = eventText("a", R"(,"data":{"n" : 1e2})");
    socket.send(TextFrame, text);
    QTRY_COMPARE(desk.log->ledger().kept, std::uint64_t(1));
    const StoredEvent stored = readAll(*desk.log).front();
    QCOMPARE(stored.event.id, std::string("a"));
    QCOMPARE(stored.text, text); // verbatim
    QCOMPARE(stored.origin, OriginKind::WebSocket);
    QCOMPARE(stored.mode, ContentMode::Structured);
    QCOMPARE(stored.format, EventFormat::Json);
    QVERIFY(stored.connection.starts_with("http://127.0.0.1:"));
    QVERIFY(stored.remote.starts_with("127.0.0.1:"));
    QVERIFY(stored.target.starts_with("/ws?access_token="));
    QVERIFY(stored.target.find("secret") == std::string::npos);
    QTRY_COMPARE(desk.receiver->counters().kept, std::uint64_t(1));
    QTRY_COMPARE(socket.texts().size(), std::size_t(1)); // it reads the log, as everybody
}

void TestWebSocketStream::takesEventsInFragmentsAndManyAtOnce()
{
    StreamDesk desk;
    RawSocket socket(desk.port);
    const std::string first = eventText("0");
    std::string bytes = maskedFrame(0x01, first.substr(0, 10)) + maskedFrame(PingFrame, "p") +
                        maskedFrame(0x00, first.substr(10, 20)) +
                        maskedFrame(0x80, first.substr(30));
    for (int number = 1; number < 500; ++number)
        bytes += maskedFrame(TextFrame, eventText(std::to_string(number)));
    socket.raw().send(bytes);
    QTRY_COMPARE(desk.log->ledger().kept, std::uint64_t(500));
    const std::vector<StoredEvent> stored = readAll(*desk.log);
    for (std::size_t number = 0; number < stored.size(); ++number)
        QCOMPARE(stored[number].event.id, std::to_string(number));
    QTRY_COMPARE(socket.texts().size(), std::size_t(500));
}

void TestWebSocketStream::tellsWhatItRefusesAndGoesOn()
{
    StreamDesk desk;
    RawSocket socket(desk.port);
    socket.send(TextFrame, R"({"specversion":"1.0","id":"1","source":"/s"})");
    QTRY_COMPARE(socket.texts().size(), std::size_t(1));
    const QJsonObject told =
        QJsonDocument::fromJson(QByteArray::fromStdString(socket.texts().front())).object();
    QCOMPARE(told[QStringLiteral("type")].toString(), QStringLiteral("eventscope.stream.refused"));
    QVERIFY(decodeJsonEvent(socket.texts().front()));
    const QJsonObject problem = told[QStringLiteral("data")].toObject();
    QCOMPARE(problem[QStringLiteral("status")].toInt(), 400);
    QVERIFY(problem[QStringLiteral("detail")].toString().contains(QStringLiteral("type")));
    QTRY_COMPARE(refusalsOf(*desk.log).size(), std::size_t(1));
    const StoredRefusal kept = refusalsOf(*desk.log).front();
    QCOMPARE(kept.refusal.body, std::string(R"({"specversion":"1.0","id":"1","source":"/s"})"));
    QVERIFY(kept.refusal.head.starts_with("GET /ws "));
    QCOMPARE(desk.receiver->counters().refused, std::uint64_t(1));
    socket.send(TextFrame, eventText("2"));
    QTRY_COMPARE(socket.texts().size(), std::size_t(2));
    QVERIFY(!socket.raw().isEnded());
}

void TestWebSocketStream::closesForFaults_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("rule");
    const auto row = [](const char *name, const std::string &bytes, int code, const char *rule) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << code
                            << QString::fromLatin1(rule);
    };
    row("not masked", maskedFrame(TextFrame, "{}", false), 1002, "websocket-unmasked");
    row("reserved bits", maskedFrame(0xc1, "{}"), 1002, "websocket-reserved-bits");
    row("opcode", maskedFrame(0x83, "{}"), 1002, "websocket-opcode");
    row("no UTF-8", maskedFrame(TextFrame, "\"\xff\""), 1007, "websocket-not-utf8");
}

void TestWebSocketStream::closesForFaults()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    QFETCH(QString, rule);
    StreamDesk desk;
    RawSocket socket(desk.port);
    socket.raw().send(bytes.toStdString() + maskedFrame(TextFrame, eventText("behind")));
    QTRY_COMPARE(socket.closeCode(), std::optional(code));
    QTRY_VERIFY(socket.raw().isEnded());
    QTRY_COMPARE(refusalsOf(*desk.log).size(), std::size_t(1));
    QCOMPARE(refusalsOf(*desk.log).front().refusal.why.rule, rule.toStdString());
    QCOMPARE(desk.log->ledger().kept, std::uint64_t(0)); // nothing behind it counts
    QTRY_COMPARE(desk.receiver->counters().connections, std::uint64_t(0));
}

void TestWebSocketStream::answersPings()
{
    StreamDesk desk;
    RawSocket socket(desk.port);
    socket.send(PingFrame, "one");
    socket.send(PongFrame, "nobody asked");
    socket.send(PingFrame, std::string(125, 'p'));
    QTRY_COMPARE(socket.frames().size(), std::size_t(2));
    QCOMPARE(socket.frames()[0].first, PongFrame);
    QCOMPARE(socket.frames()[0].payload, std::string("one"));
    QCOMPARE(socket.frames()[1].payload, std::string(125, 'p'));
}

void TestWebSocketStream::pingsWhoIsQuiet()
{
    ReceiverOptions options;
    options.streams.heartbeat = 20ms;
    StreamDesk desk(options);
    RawSocket socket(desk.port);
    QTRY_VERIFY(socket.frames().size() > 2);
    for (const HeardFrame &frame : socket.frames())
        QCOMPARE(frame.first, PingFrame);
}

void TestWebSocketStream::closesAsItIsAsked()
{
    StreamDesk desk;
    RawSocket socket(desk.port);
    socket.send(CloseFrame, std::string("\x0f\xa0", 2) + "bye"); // 4000
    QTRY_COMPARE(socket.closeCode(), std::optional(4000));
    QTRY_VERIFY(socket.raw().isEnded());
    RawSocket other(desk.port);
    other.send(CloseFrame, "");
    QTRY_COMPARE(other.closeCode(), std::optional(1000));
    QTRY_COMPARE(desk.receiver->counters().readers, std::uint64_t(0));
    QCOMPARE(desk.receiver->counters().refused, std::uint64_t(0));
}

void TestWebSocketStream::keepsLimits_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<int>("fragments");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("frame below") << 1999 << 1 << true;
    QTest::newRow("frame at") << 2000 << 1 << true;
    QTest::newRow("frame above") << 2001 << 1 << false;
    QTest::newRow("message below") << 2999 << 2 << true;
    QTest::newRow("message at") << 3000 << 2 << true;
    QTest::newRow("message above") << 3001 << 2 << false;
}

void TestWebSocketStream::keepsLimits()
{
    QFETCH(int, bytes);
    QFETCH(int, fragments);
    QFETCH(bool, isTaken);
    ReceiverOptions options;
    options.streams.frameBytes = 2000;
    options.streams.messageBytes = 3000;
    StreamDesk desk(options);
    RawSocket socket(desk.port);
    const std::string empty = eventText("1", R"(,"data":"")");
    const std::string text =
        eventText("1", R"(,"data":")" +
                           std::string(static_cast<std::size_t>(bytes) - empty.size(), 'x') + '"');
    if (fragments == 1) {
        socket.send(TextFrame, text);
    } else {
        socket.send(0x01, text.substr(0, 1500));
        socket.send(0x80, text.substr(1500));
    }
    if (isTaken) {
        QTRY_COMPARE(desk.log->ledger().kept, std::uint64_t(1));
        QVERIFY(!socket.closeCode());
        return;
    }
    QTRY_COMPARE(socket.closeCode(), std::optional(1009));
    QTRY_COMPARE(refusalsOf(*desk.log).size(), std::size_t(1));
    QCOMPARE(refusalsOf(*desk.log).front().refusal.why.status, 413);
    QCOMPARE(desk.log->ledger().kept, std::uint64_t(0));
}

void TestWebSocketStream::tellsWhatWasEvicted()
{
    EventLog::Options logOptions;
    logOptions.segmentBytes = 8 * KiB;
    logOptions.rules.emplace().limitBytes = 64 * KiB;
    StreamDesk desk({}, std::move(logOptions));
    desk.append(1, 400, std::string(1000, 'x'));
    QTRY_VERIFY(desk.hasEvicted());
    RawSocket socket(desk.port, "/ws?after=5");
    const std::uint64_t evicted = desk.log->ledger().evicted;
    QTRY_COMPARE(socket.texts().size(), std::size_t(400 - evicted + 1));
    const auto notice = decodeJsonEvent(socket.texts().front());
    QVERIFY(notice);
    QCOMPARE(notice->type, std::string("eventscope.stream.evicted"));
    QVERIFY(socket.texts().front().find("{\"first\":6,\"last\":" + std::to_string(evicted) + "}") !=
            std::string::npos);
}

void TestWebSocketStream::writesNothingIntoTheMiddleOfAnEvent()
{
    ReceiverOptions options;
    options.streams.waitingBytes = 16 * KiB;
    options.streams.heartbeat = 5ms;
    StreamDesk desk(options);
    desk.append(1, 1, '"' + std::string(8 * MiB, 'x') + '"');
    RawSocket socket(desk.port, "/ws?after=0");
    for (int count = 0; count < 20; ++count) {
        socket.send(PingFrame, std::to_string(count));
        socket.send(TextFrame, "no event");
    }
    QTRY_COMPARE_WITH_TIMEOUT(socket.texts().size(), std::size_t(21), 60'000);
    std::vector<StoredEvent> stored = readAll(*desk.log);
    std::string line;
    appendJsonEvent(line, stored.front().event, stored.front().text);
    std::size_t whole = 0;
    std::size_t pongs = 0;
    for (const HeardFrame &frame : socket.frames()) {
        whole += frame.payload == line;
        pongs += frame.first == PongFrame;
        QVERIFY(frame.first == TextFrame || frame.first == PongFrame || frame.first == PingFrame);
    }
    QCOMPARE(whole, std::size_t(1));
    QCOMPARE(pongs, std::size_t(20));
}

void TestWebSocketStream::readsNoMoreOfWhoDoesNotListen()
{
    ReceiverOptions options;
    options.streams.waitingBytes = 16 * KiB;
    StreamDesk desk(options);
    SlowClient client(desk.port, getRequest("/ws", Upgrade + Version + Key));
    QTRY_COMPARE(desk.receiver->readers().size(), std::size_t(1));
    // Each of these is answered with more than it has; nobody fetches that.
    std::string bad;
    for (int count = 0; count < 4000; ++count)
        bad += maskedFrame(TextFrame, "x");
    std::size_t most = 0;
    bool isStuck = false;
    for (int round = 0; round < 200 && !isStuck; ++round) {
        client.sendNow(bad);
        const std::uint64_t before = desk.receiver->counters().refused;
        RawClient other(desk.port);
        QCOMPARE(other.ask(getRequest("/healthz")).status, 204); // so that it had its turn
        most = std::max(most, desk.receiver->readers().front().waiting);
        isStuck = most > 0 && desk.receiver->counters().refused == before;
    }
    QVERIFY(isStuck);
    QVERIFY(most <= options.streams.waitingBytes + 2 * KiB);
    // When it listens it is read on.
    const std::uint64_t before = desk.receiver->counters().refused;
    QTRY_VERIFY(client.fetch() && desk.receiver->counters().refused > before);
}

void TestWebSocketStream::waitsForTheIntake()
{
    EventLog::Options logOptions;
    logOptions.intakeBytes = 4 * KiB;
    StreamDesk desk({}, std::move(logOptions));
    RawSocket socket(desk.port);
    std::string bytes;
    for (int number = 1; number <= 2000; ++number)
        bytes += maskedFrame(TextFrame, eventText(std::to_string(number),
                                                  R"(,"data":")" + std::string(200, 'x') + '"'));
    socket.raw().send(bytes);
    QTRY_COMPARE_WITH_TIMEOUT(desk.log->ledger().kept, std::uint64_t(2000), 30'000);
    const std::vector<StoredEvent> stored = readAll(*desk.log);
    for (std::size_t index = 0; index < stored.size(); ++index)
        QCOMPARE(stored[index].event.id, std::to_string(index + 1));
}

void TestWebSocketStream::holdsNoMoreThanAllMayTogether()
{
    ReceiverOptions options;
    options.limits.bodyBytes = 8 * KiB;
    options.limits.unfinishedBytes = 64 * KiB;
    StreamDesk desk(options);
    RawSocket first(desk.port);
    RawSocket second(desk.port);
    const std::string half(40 * KiB, 'x');
    first.send(0x01, half);
    second.send(0x01, half);
    QTRY_VERIFY(first.closeCode() || second.closeCode());
    QCOMPARE(first.closeCode() ? first.closeCode() : second.closeCode(), std::optional(1013));
    QVERIFY(!first.closeCode() || !second.closeCode());
}

void TestWebSocketStream::closesWhenTheReceiverStops()
{
    StreamDesk desk;
    RawSocket socket(desk.port);
    QSignalSpy stopped(desk.receiver.get(), &Receiver::stopped);
    desk.receiver->stop();
    QTRY_COMPARE(socket.closeCode(), std::optional(1001));
    QTRY_VERIFY(socket.raw().isEnded());
    QTRY_COMPARE(stopped.count(), 1);
}

void TestWebSocketStream::tellsThatTheLogCannotBeWritten()
{
    StreamDesk desk;
    RawSocket socket(desk.port);
    desk.log->intake().close();
    socket.send(TextFrame, eventText("1"));
    QTRY_COMPARE(socket.texts().size(), std::size_t(1));
    QVERIFY(socket.texts().front().find("eventscope.stream.refused") != std::string::npos);
    QVERIFY(socket.texts().front().find("\"status\":503") != std::string::npos);
}

void TestWebSocketStream::takesNothingUnsignedWhereSignaturesAreAsked()
{
    ReceiverOptions options;
    options.signature = BodySignature::make(BodySignature::UsualHeader, "key").value();
    StreamDesk desk(options);
    RawSocket socket(desk.port);
    socket.send(TextFrame, eventText("1"));
    QTRY_COMPARE(socket.texts().size(), std::size_t(1));
    QVERIFY(socket.texts().front().find("\"status\":401") != std::string::npos);
    QCOMPARE(desk.log->ledger().kept, std::uint64_t(0));
}

QTEST_GUILESS_MAIN(TestWebSocketStream)
#include "tst_websocketstream.moc"

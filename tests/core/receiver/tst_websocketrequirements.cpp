// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/avro/avroformat.h"
#include "core/codec/httpencode.h"
#include "core/codec/jsonformat.h"
#include "core/codec/protobuf/protobufformat.h"
#include "tests/core/receiver/rawsocket.h"

#include <QSet>
#include <QTest>

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace core;
using namespace logtest;

namespace {

const std::string Event =
    R"({"specversion":"1.0","id":"1","source":"/s","type":"t","datacontenttype":"application/json",)"
    R"("data":{"n":1}})";
const std::string Event03 = R"({"specversion":"0.3","id":"1","source":"/s","type":"t"})";
const std::string Behind = R"({"specversion":"1.0","id":"behind","source":"/s","type":"t"})";

std::string offer(const std::string &names)
{
    return names.empty() ? std::string() : "Sec-WebSocket-Protocol: " + names + "\r\n";
}

EventFormat formatNamed(const std::string &subprotocol)
{
    if (subprotocol == "cloudevents.avro")
        return EventFormat::Avro;
    return subprotocol == "cloudevents.proto" ? EventFormat::Protobuf : EventFormat::Json;
}

unsigned frameOf(EventFormat format)
{
    return format == EventFormat::Json ? TextFrame : BinaryFrame;
}

/// `json`, an event, in `format`.
std::string encoded(const std::string &json, EventFormat format)
{
    const auto event = decodeJsonEvent(json);
    return event ? encodeEvent({*event, json}, format) : std::string();
}

/// An event in `format` as a line of JSON.
std::string decoded(const std::string &bytes, EventFormat format)
{
    const auto event = format == EventFormat::Avro       ? decodeAvroEvent(bytes)
                       : format == EventFormat::Protobuf ? decodeProtobufEvent(bytes)
                                                         : decodeJsonEvent(bytes);
    if (!event)
        return "no event: " + event.error().title;
    std::string line;
    appendJsonEvent(line, *event, bytes);
    return line;
}

/// Events that a client was sent, as lines of JSON: those of the log, and what the stream has to say. One that came in a
/// frame of the wrong type says so.
QByteArrayList heard(const RawSocket &socket, EventFormat format)
{
    QByteArrayList lines;
    for (const HeardFrame &frame : socket.frames())
        lines << (frame.first == frameOf(format) ? QByteArray()
                                                 : "frame " + QByteArray::number(frame.first)) +
                     QByteArray::fromStdString(decoded(frame.payload, format));
    return lines;
}

} // namespace

/// What the WebSockets binding asks of a server, GET /ws: the handshake, frames in and frames out.
class TestWebSocketRequirements : public QObject {
    Q_OBJECT

private slots:
    void handshake_data();
    void handshake();
    void answersAsTheExampleOfTheBinding();
    void messagesIn_data();
    void messagesIn();
    void messagesOut_data();
    void messagesOut();
    void saysWhatTheFormatCannotHold_data();
    void saysWhatTheFormatCannotHold();
    void sharesPagesByFormat();
    void givesEachNoticeAnIdOfItsOwn();
};

void TestWebSocketRequirements::handshake_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("chosen");
    const auto row = [](const char *tag, const std::string &fields, const char *chosen) {
        QTest::newRow(tag) << QByteArray::fromStdString(fields) << QByteArray(chosen);
    };
    row("4 JSON, which everybody must support", offer("cloudevents.json"), "cloudevents.json");
    row("4 Avro", offer("cloudevents.avro"), "cloudevents.avro");
    row("4 Protobuf", offer("cloudevents.proto"), "cloudevents.proto");
    row("4 the first one of the client", offer("cloudevents.proto, cloudevents.json"),
        "cloudevents.proto");
    row("4 the first one of the client, without blanks",
        offer("cloudevents.avro,cloudevents.proto,cloudevents.json"), "cloudevents.avro");
    row("4 the first one of several lines", offer("cloudevents.json") + offer("cloudevents.avro"),
        "cloudevents.json");
    row("4 the first one that is known", offer("soap, cloudevents.avro, cloudevents.json"),
        "cloudevents.avro");
    row("4 none is known: no header", offer("soap, wamp"), "");
    row("4 none is offered: no header", "", "");
    row("4 names have a case", offer("CloudEvents.JSON"), "");
    row("4 a longer name is another", offer("cloudevents.json2, cloudevents"), "");
    row("4 no batch", offer("cloudevents-batch.json, cloudevents.json.batch"), "");
    row("4 an element that is empty", offer(", ,cloudevents.json"), "cloudevents.json");
}

void TestWebSocketRequirements::handshake()
{
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, chosen);
    StreamDesk desk;
    const RawSocket socket(desk.port, "/ws", fields.toStdString());
    QVERIFY2(socket.head().starts_with("HTTP/1.1 101 "), socket.head().c_str());
    const std::string name = "\r\nSec-WebSocket-Protocol:";
    if (chosen.isEmpty()) {
        QVERIFY2(socket.head().find(name) == std::string::npos, socket.head().c_str());
        return;
    }
    const std::string line = name + ' ' + chosen.toStdString() + "\r\n";
    QVERIFY2(socket.head().find(line) != std::string::npos, socket.head().c_str());
    QCOMPARE(socket.head().find(name), socket.head().rfind(name)); // one
}

void TestWebSocketRequirements::answersAsTheExampleOfTheBinding()
{
    ReceiverOptions options;
    options.allowedHosts = {"server.example.com"};
    options.allowedOrigins = {"http://example.com"};
    StreamDesk desk(options);
    RawClient client(desk.port);
    const RawAnswer agreed = client.ask("GET /ws HTTP/1.1\r\n"
                                        "Host: server.example.com\r\n"
                                        "Upgrade: websocket\r\n"
                                        "Connection: Upgrade\r\n"
                                        "Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n"
                                        "Sec-WebSocket-Protocol: cloudevents.json, "
                                        "cloudevents.avro\r\n"
                                        "Sec-WebSocket-Version: 13\r\n"
                                        "Origin: http://example.com\r\n\r\n");
    QCOMPARE(agreed.status, 101);
    for (const char *line : {"Upgrade: websocket", "Connection: Upgrade",
                             "Sec-WebSocket-Accept: HSmrc0sMlYUkAGmm5OPpG2HaGWk=",
                             "Sec-WebSocket-Protocol: cloudevents.json"})
        QVERIFY2(agreed.has(line), agreed.head.c_str());
}

void TestWebSocketRequirements::messagesIn_data()
{
    QTest::addColumn<QByteArray>("subprotocol");
    QTest::addColumn<int>("frame");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected"); // a line of JSON, or status and rule
    const auto row = [](const char *tag, const char *subprotocol, unsigned frame,
                        const std::string &bytes, const std::string &expected) {
        QTest::newRow(tag) << QByteArray(subprotocol) << static_cast<int>(frame)
                           << QByteArray::fromStdString(bytes)
                           << QByteArray::fromStdString(expected);
    };
    const char *json = "cloudevents.json";
    const char *avro = "cloudevents.avro";
    const char *proto = "cloudevents.proto";
    row("4 JSON in a text message", json, TextFrame, Event, Event);
    row("4 Avro in a binary message", avro, BinaryFrame, encoded(Event, EventFormat::Avro), Event);
    row("4 Protobuf in a binary message", proto, BinaryFrame, encoded(Event, EventFormat::Protobuf),
        Event);
    row("4 JSON where nothing was agreed on", "", TextFrame, Event, Event);
    row("4 an event of 0.3", json, TextFrame, Event03, Event03);
    row("4 JSON in a binary message", json, BinaryFrame, Event, "400 websocket-binary");
    row("4 a binary message where nothing was agreed on", "", BinaryFrame, Event,
        "400 websocket-binary");
    row("4 Avro in a text message", avro, TextFrame, encoded(Behind, EventFormat::Avro),
        "400 websocket-text");
    row("4 Protobuf in a text message", proto, TextFrame, encoded(Behind, EventFormat::Protobuf),
        "400 websocket-text");
    row("4 JSON where Avro was agreed on", avro, TextFrame, Event, "400 websocket-text");
    row("4 Protobuf where Avro was agreed on", avro, BinaryFrame,
        encoded(Event, EventFormat::Protobuf), "400 invalid-avro");
    row("4 Avro where Protobuf was agreed on", proto, BinaryFrame,
        encoded(Event, EventFormat::Avro), "400 invalid-protobuf");
    row("4 JSON where Protobuf was agreed on", proto, BinaryFrame, Event,
        "400 json-sent-as-other-format");
    row("4 one event a message: no batch", json, TextFrame, "[" + Event + "]",
        "400 batch-sent-as-event");
    row("4 one event a message: not two", json, TextFrame, Event + Event, "400 invalid-json");
    row("4 one event a message: none", json, TextFrame, "", "400 empty-body");
    row("4 an invalid event", json, TextFrame, R"({"specversion":"1.0","id":"1","source":"/s"})",
        "400 missing-attribute");
}

void TestWebSocketRequirements::messagesIn()
{
    QFETCH(QByteArray, subprotocol);
    QFETCH(int, frame);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    StreamDesk desk;
    RawSocket socket(desk.port, "/ws", offer(subprotocol.toStdString()));
    const EventFormat format = formatNamed(subprotocol.toStdString());
    socket.send(static_cast<unsigned>(frame), bytes.toStdString());
    QTRY_COMPARE(heard(socket, format).size(), 1);
    // Whatever came, the connection goes on in the format that was agreed on.
    socket.send(frameOf(format), encoded(Behind, format));
    QTRY_COMPARE(heard(socket, format).size(), 2);
    QCOMPARE(heard(socket, format).last(), QByteArray::fromStdString(Behind));

    const std::vector<StoredEvent> stored = readAll(*desk.log);
    QCOMPARE(stored.back().event.id, std::string("behind"));
    if (!expected.startsWith('4')) {
        QCOMPARE(heard(socket, format).first(), expected);
        QCOMPARE(stored.size(), std::size_t(2));
        QCOMPARE(stored.front().mode, ContentMode::Structured);
        QCOMPARE(stored.front().format, format);
        QCOMPARE(QByteArray::fromStdString(stored.front().text), bytes); // verbatim
        return;
    }
    QCOMPARE(stored.size(), std::size_t(1));
    QTRY_COMPARE(desk.log->refusalCount(), std::uint64_t(1));
    const auto refusals = desk.log->reader().value()->refusals(1).value();
    const Refusal &refusal = refusals.front().refusal;
    QCOMPARE(QByteArray::number(refusal.why.status) + ' ' +
                 QByteArray::fromStdString(refusal.why.rule),
             expected);
    QCOMPARE(QByteArray::fromStdString(refusal.body), bytes);
    const QByteArray told = heard(socket, format).first();
    QVERIFY2(told.contains("eventscope.stream.refused") &&
                 told.contains(QByteArray::fromStdString('"' + refusal.why.rule + '"')),
             told.constData());
}

void TestWebSocketRequirements::messagesOut_data()
{
    QTest::addColumn<QByteArray>("subprotocol");
    QTest::newRow("4 JSON: text frames") << QByteArray("cloudevents.json");
    QTest::newRow("4 Avro: binary frames") << QByteArray("cloudevents.avro");
    QTest::newRow("4 Protobuf: binary frames") << QByteArray("cloudevents.proto");
    QTest::newRow("4 nothing agreed on: JSON in text frames") << QByteArray();
}

void TestWebSocketRequirements::messagesOut()
{
    QFETCH(QByteArray, subprotocol);
    const EventFormat format = formatNamed(subprotocol.toStdString());
    StreamDesk desk;
    desk.append(1, 100);
    RawSocket socket(desk.port, "/ws?after=0", offer(subprotocol.toStdString()));
    desk.append(101, 101, '"' + std::string(300'000, 'x') + '"'); // in several pieces
    QTRY_COMPARE(heard(socket, format).size(), 101);
    const QByteArrayList lines = heard(socket, format);
    const std::vector<StoredEvent> stored = readAll(*desk.log);
    for (std::size_t index = 0; index < stored.size(); ++index) {
        std::string line;
        appendJsonEvent(line, stored[index].event, stored[index].text);
        // Protobuf holds times as instants.
        const std::string expected = decoded(encoded(line, format), format);
        QCOMPARE(lines[static_cast<qsizetype>(index)], QByteArray::fromStdString(expected));
    }
}

void TestWebSocketRequirements::saysWhatTheFormatCannotHold_data()
{
    QTest::addColumn<QByteArray>("subprotocol");
    QTest::newRow("1.6, 4 Avro") << QByteArray("cloudevents.avro");
    QTest::newRow("1.6, 4 Protobuf") << QByteArray("cloudevents.proto");
}

/// Avro and Protobuf are formats of 1.0: an event of 0.3 is not changed, and not passed over in silence.
void TestWebSocketRequirements::saysWhatTheFormatCannotHold()
{
    QFETCH(QByteArray, subprotocol);
    const EventFormat format = formatNamed(subprotocol.toStdString());
    StreamDesk desk;
    RawSocket writer(desk.port, "/ws", offer("cloudevents.json"));
    writer.send(TextFrame, Event);
    writer.send(TextFrame, Event03);
    writer.send(TextFrame, Behind);
    QTRY_COMPARE(writer.texts().size(), std::size_t(3));
    RawSocket reader(desk.port, "/ws?after=0", offer(subprotocol.toStdString()));
    QTRY_COMPARE(heard(reader, format).size(), 3);
    const QByteArrayList lines = heard(reader, format);
    QCOMPARE(lines[0], QByteArray::fromStdString(Event));
    QVERIFY2(lines[1].contains(R"("type":"eventscope.stream.skipped")") &&
                 lines[1].contains(R"("data":{"number":2,"specversion":"0.3"})"),
             lines[1].constData());
    QCOMPARE(lines[2], QByteArray::fromStdString(Behind));
}

void TestWebSocketRequirements::sharesPagesByFormat()
{
    StreamDesk desk;
    desk.append(1, 3000);
    std::vector<std::pair<EventFormat, std::unique_ptr<RawSocket>>> readers;
    for (const char *name : {"cloudevents.json", "cloudevents.avro", "cloudevents.proto"}) {
        for (const char *target : {"/ws?after=0", "/ws?after=1000", "/ws"})
            readers.emplace_back(formatNamed(name),
                                 std::make_unique<RawSocket>(desk.port, target, offer(name)));
    }
    desk.append(3001, 3001);
    for (std::size_t index = 0; index < readers.size(); ++index) {
        const auto &[format, socket] = readers[index];
        const qsizetype wanted = std::array<qsizetype, 3>{3001, 2001, 1}.at(index % 3);
        QTRY_COMPARE_WITH_TIMEOUT(heard(*socket, format).size(), wanted, 30'000);
        QCOMPARE(heard(*socket, format).last(),
                 heard(*readers.front().second, EventFormat::Json).last());
    }
}

// 1.1: source and id are those of one event, on all streams.
void TestWebSocketRequirements::givesEachNoticeAnIdOfItsOwn()
{
    QSet<QByteArray> ids;
    for (int run = 0; run < 2; ++run) {
        StreamDesk desk;
        for (int connection = 0; connection < 2; ++connection) {
            RawSocket socket(desk.port, "/ws?after=99");
            socket.send(TextFrame, "x");
            socket.send(TextFrame, "x");
            QTRY_COMPARE(socket.texts().size(), std::size_t(3));
            for (const std::string &text : socket.texts())
                ids.insert(QByteArray::fromStdString(decodeJsonEvent(text).value().id));
        }
    }
    QCOMPARE(ids.size(), 12);
}

QTEST_GUILESS_MAIN(TestWebSocketRequirements)
#include "tst_websocketrequirements.moc"

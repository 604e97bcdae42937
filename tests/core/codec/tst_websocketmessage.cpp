// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/httpencode.h"
#include "core/codec/jsonformat.h"
#include "core/codec/websocketmessage.h"

#include <QByteArray>
#include <QTest>

#include <random>
#include <string>

using namespace core;

namespace {

const std::string Event =
    R"({"specversion":"1.0","id":"1","source":"/s","type":"t","n":7,"data":{"n":[1,"\u00e4"]}})";

std::string encoded(EventFormat format)
{
    return encodeEvent({decodeJsonEvent(Event).value(), Event}, format);
}

const std::string Batch = '[' + Event + ']';
const std::string ProtobufBatch = [] {
    const std::string event = encoded(EventFormat::Protobuf);
    return std::string("\x0a") + static_cast<char>(event.size()) + event;
}();

QByteArray readOf(const Rejection &why)
{
    return QByteArray::fromStdString(why.title + '\n' + why.detail + '\n' + why.fix + '\n' +
                                     why.reference);
}

/// Words for what a message on a WebSocket has not.
QByteArray wordOfHttp(const Rejection &why)
{
    const QByteArray read = readOf(why).toLower();
    for (const char *word :
         {"content-type", "content-length", "the body", "one body", "request", "the media type",
          "ce- ", "binary mode", "http binding", "http library"}) {
        if (read.contains(word))
            return QByteArray(word) + ": " + read;
    }
    return {};
}

} // namespace

Q_DECLARE_METATYPE(core::EventFormat)

/// Messages of a WebSocket that should be events, and what their author reads where they are none.
class TestWebSocketMessage : public QObject {
    Q_OBJECT

private slots:
    void knowsItsSubprotocols_data();
    void knowsItsSubprotocols();
    void tellsOfMessages_data();
    void tellsOfMessages();
    void neverSpeaksOfHttp_data();
    void neverSpeaksOfHttp();
    void repeatsWhatWasSentAsItWas();
};

void TestWebSocketMessage::knowsItsSubprotocols_data()
{
    QTest::addColumn<QByteArray>("subprotocol");
    QTest::addColumn<EventFormat>("format");
    QTest::newRow("4 JSON") << QByteArray("cloudevents.json") << EventFormat::Json;
    QTest::newRow("4 Avro") << QByteArray("cloudevents.avro") << EventFormat::Avro;
    QTest::newRow("4 Protobuf") << QByteArray("cloudevents.proto") << EventFormat::Protobuf;
    for (const char *other : {"", "cloudevents", "cloudevents.xml", "Cloudevents.json", "soap"})
        QTest::addRow("4 not %s", other) << QByteArray(other) << EventFormat::None;
}

void TestWebSocketMessage::knowsItsSubprotocols()
{
    QFETCH(QByteArray, subprotocol);
    QFETCH(EventFormat, format);
    const WebSocketFormat *found = webSocketFormat(subprotocol.toStdString());
    QCOMPARE(found != nullptr, format != EventFormat::None);
    if (!found)
        return;
    QCOMPARE(found->format, format);
    QCOMPARE(&webSocketFormat(format), found);
    QCOMPARE(found->isText, format == EventFormat::Json);
    const auto event = decodeWebSocketMessage(*found, found->isText, encoded(format));
    QVERIFY(event);
    QCOMPARE(event->id, std::string("1"));
}

void TestWebSocketMessage::tellsOfMessages_data()
{
    QTest::addColumn<EventFormat>("format");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QByteArray>("read"); // title, detail, fix, reference
    const auto row = [](const char *tag, EventFormat format, const std::string &bytes,
                        const char *rule, const QByteArrayList &read) {
        QTest::newRow(tag) << format << QByteArray::fromStdString(bytes) << QByteArray(rule)
                           << read.join('\n');
    };
    const auto json = EventFormat::Json;
    const auto avro = EventFormat::Avro;
    const auto protobuf = EventFormat::Protobuf;
    const QByteArray ofJson = "RFC 8259; CloudEvents JSON format 3";
    const QByteArray ofAvro = "Avro 1.9, Binary Encoding; CloudEvents Avro format 2.4";
    const QByteArray binding = "CloudEvents WebSockets binding 1.5";
    const QByteArray oneEvent = "Send each event in a message of its own.";
    const QByteArray whole = "Send the whole event in one message.";
    const QByteArray asAvro =
        "Encode the event with the schema cloudevents.avsc of CloudEvents 1.0, as one datum in "
        "binary, without a header.";
    row("nothing, JSON", json, "", "empty-body",
        {"The message is empty where JSON should be",
         "The subprotocol cloudevents.json carries a CloudEvent in JSON in each message, but there "
         "is none.",
         "Send one event as JSON in each message.", ofJson});
    row("nothing, Avro", avro, "", "empty-body",
        {"The message is empty where Avro should be",
         "The subprotocol cloudevents.avro carries a CloudEvent in Avro in each message, but there "
         "is none.",
         "Send one event as Avro in each message.", "CloudEvents Avro format 2"});
    row("nothing, Protobuf", protobuf, "", "empty-body",
        {"The message is empty where Protobuf should be",
         "The subprotocol cloudevents.proto carries a CloudEvent in Protobuf in each message, but "
         "there is none.",
         "Send one event as Protobuf in each message.", "CloudEvents Protobuf format 2"});
    row("a batch, JSON", json, Batch, "batch-sent-as-event",
        {"Batch sent as a single event",
         "The message is a batch in JSON, but the subprotocol cloudevents.json carries one event "
         "in "
         "each message.",
         oneEvent, binding});
    row("a batch, Protobuf", protobuf, ProtobufBatch, "batch-sent-as-event",
        {"Batch sent as a single event",
         "The message is a batch in Protobuf, but the subprotocol cloudevents.proto carries one "
         "event in each message.",
         oneEvent, binding});
    row("JSON for Avro", avro, Event, "json-sent-as-other-format",
        {"JSON sent as Avro",
         "The message looks like JSON, but the subprotocol cloudevents.avro carries Avro.",
         "Agree on the subprotocol cloudevents.json to send JSON, in text messages.",
         "CloudEvents Avro format 2"});
    row("JSON for Protobuf", protobuf, Batch, "json-sent-as-other-format",
        {"JSON sent as Protobuf",
         "The message looks like JSON, but the subprotocol cloudevents.proto carries Protobuf.",
         "Agree on the subprotocol cloudevents.json to send JSON, in text messages.",
         "CloudEvents Protobuf format 2"});
    row("half an event, JSON", json, Event.substr(0, 20), "json-ends-early",
        {"JSON ends early, at byte 20", "The text stops before the value is complete.", whole,
         ofJson});
    row("half an event, Avro", avro, encoded(avro).substr(0, 20), "avro-ends-early",
        {"Avro ends early, at byte 18", "A length leads beyond the end of the message.",
         asAvro + " Send the whole message.", ofAvro});
    row("half an event, Protobuf", protobuf, encoded(protobuf).substr(0, 6), "protobuf-ends-early",
        {"Protobuf ends early, at byte 4",
         "A length says that a field goes on beyond the end of its message.", whole,
         "Protocol Buffers, Encoding"});
    row("two events, JSON", json, Event + Event, "invalid-json",
        {"JSON goes on after the value, at byte 87",
         "One message holds one event; something follows it.", oneEvent, ofJson});
    row("two events, Avro", avro, encoded(avro) + encoded(avro), "invalid-avro",
        {"Avro goes on after the event, at byte 102",
         "One message holds one event; something follows it.", oneEvent, ofAvro});
    row("broken JSON", json, R"({"id":01})", "invalid-json",
        {"JSON has a number that is none, at byte 7",
         "Numbers are written as -12, 0.5 or 1e3: no plus sign, no leading zeros, no hexadecimal "
         "digits.",
         "Let a JSON library write the message instead of joining text.", ofJson});
    row("a byte order mark", json, "\xef\xbb\xbf" + Event, "byte-order-mark",
        {"JSON starts with a byte order mark, at byte 0",
         "RFC 8259 does not allow one before JSON that is sent.",
         "Write the message as UTF-8 without byte order mark.", ofJson});
    row("an Avro file", avro, "Obj\x01xyz", "avro-container",
        {"Avro object container file sent as an event",
         "The message begins with Obj and its schema. An event is one datum alone.",
         asAvro + " Send the whole message.", ofAvro});
    std::string old = encoded(protobuf);
    old.replace(old.find("1.0"), 3, "0.3");
    row("an event of 0.3, Protobuf", protobuf, old, "version-without-format",
        {"spec_version is \"0.3\", which has no form in Protobuf",
         "The Protobuf format that is understood here carries events of 1.0.",
         "Send the event as CloudEvents 1.0, or agree on the subprotocol cloudevents.json, which "
         "carries events of 0.3 as well.",
         "CloudEvents Protobuf format 2"});
}

void TestWebSocketMessage::tellsOfMessages()
{
    QFETCH(EventFormat, format);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, rule);
    QFETCH(QByteArray, read);
    const WebSocketFormat &of = webSocketFormat(format);
    const auto event = decodeWebSocketMessage(of, of.isText, bytes.toStdString());
    QVERIFY(!event);
    QCOMPARE(QByteArray::fromStdString(event.error().rule), rule);
    QCOMPARE(readOf(event.error()), read);
    QCOMPARE(event.error().status, 400);
    QCOMPARE(wordOfHttp(event.error()), QByteArray());
}

void TestWebSocketMessage::neverSpeaksOfHttp_data()
{
    QTest::addColumn<EventFormat>("format");
    for (const WebSocketFormat &format : WebSocketFormats)
        QTest::newRow(format.name.data()) << format.format;
}

// Whatever is broken, anywhere.
void TestWebSocketMessage::neverSpeaksOfHttp()
{
    QFETCH(EventFormat, format);
    const WebSocketFormat &of = webSocketFormat(format);
    const std::string good = encoded(format);
    int refused = 0;
    const auto ask = [&](bool isText, const std::string &bytes) {
        const auto event = decodeWebSocketMessage(of, isText, bytes);
        refused += event ? 0 : 1;
        return event ? QByteArray() : wordOfHttp(event.error());
    };
    QCOMPARE(ask(!of.isText, good), QByteArray());
    for (std::size_t length = 0; length < good.size(); ++length)
        QCOMPARE(ask(of.isText, good.substr(0, length)), QByteArray());
    std::mt19937 random(4711);
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes = good;
        for (auto changes = random() % 3 + 1; changes > 0; --changes)
            bytes[random() % bytes.size()] = static_cast<char>(random() % 256);
        QCOMPARE(ask(of.isText, bytes), QByteArray());
    }
    QVERIFY(refused > 1000);
}

void TestWebSocketMessage::repeatsWhatWasSentAsItWas()
{
    const auto event = decodeWebSocketMessage(
        WebSocketFormats.front(), true,
        R"({"specversion":"1.0","id":"1","source":"/s","type":"t","time":"the body"})");
    QVERIFY(!event);
    QVERIFY2(event.error().detail.find("\"the body\"") != std::string::npos,
             event.error().detail.c_str());
}

QTEST_GUILESS_MAIN(TestWebSocketMessage)
#include "tst_websocketmessage.moc"

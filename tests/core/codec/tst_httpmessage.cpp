// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/httpmessage.h"

#include "core/codec/jsonformat.h"
#include "tests/core/codec/codectest.h"
#include "tests/support/printedstrings.h"

#include <QtTest/QtTest>

#include <random>

using namespace core;
using codectest::bytes;
using codectest::ExactCopy;
using codectest::Head;

Q_DECLARE_METATYPE(core::ContentMode)
Q_DECLARE_METATYPE(core::EventFormat)
Q_DECLARE_METATYPE(core::Place::Part)

/// HTTP messages at their edges (HTTP binding 3): modes, binary mode, and what senders of the usual
/// mistakes are told.
class TestHttpMessage : public QObject {
    Q_OBJECT
private slots:
    void choosesTheMode_data();
    void choosesTheMode();
    void readsBinaryAttributes();
    void takesUrisThatWereNotEncoded_data();
    void takesUrisThatWereNotEncoded();
    void readsMapsOf03();
    void decodesBase64BodiesOf03();
    void believesThePayloadOfAStructuredMessage();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void keepsRefusalsShort_data();
    void keepsRefusalsShort();
    void survivesRandomHeads();
};

namespace {

constexpr const char *Required = "ce-specversion: 1.0\nce-id: 1\nce-source: /s\nce-type: t\n";
constexpr const char *Required03 = "ce-specversion: 0.3\nce-id: 1\nce-source: /s\nce-type: t\n";
constexpr const char *JsonEvent = R"({"specversion":"1.0","id":"1","source":"/s","type":"t"})";

std::string with(const char *required, const std::string &more)
{
    return std::string(required) + more;
}

const Extension *extension(const CloudEvent &event, std::string_view name)
{
    for (const Extension &each : event.extensions) {
        if (each.name == name)
            return &each;
    }
    return nullptr;
}

} // namespace

void TestHttpMessage::choosesTheMode_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ContentMode>("mode");
    QTest::addColumn<EventFormat>("format");
    const QByteArray event = JsonEvent;
    const QByteArray batch = '[' + event + ']';
    const auto row = [](const char *tag, const QByteArray &head, const QByteArray &body,
                        ContentMode mode, EventFormat format) {
        QTest::newRow(tag) << head << body << mode << format;
    };
    constexpr auto Structured = ContentMode::Structured;
    constexpr auto Batch = ContentMode::Batch;
    constexpr auto Binary = ContentMode::Binary;
    constexpr auto Json = EventFormat::Json;
    row("structured", "Content-Type: application/cloudevents+json", event, Structured, Json);
    row("structured, capitals and parameters",
        "CONTENT-TYPE: Application/CloudEvents+JSON; charset=\"UTF-8\"", event, Structured, Json);
    row("batch", "content-type: application/cloudevents-batch+json", batch, Batch, Json);
    row("batch, capitals and parameters",
        "content-type: APPLICATION/CLOUDEVENTS-BATCH+JSON;charset=utf-8", batch, Batch, Json);
    row("empty batch", "content-type: application/cloudevents-batch+json", "[]", Batch, Json);
    const QByteArray protobuf = QByteArrayLiteral("\x0A\x01"
                                                  "1\x12\x02/s\x1A\x03"
                                                  "1.0\x22\x01t");
    row("Protobuf", "Content-Type: application/cloudevents+protobuf", protobuf, Structured,
        EventFormat::Protobuf);
    row("Protobuf, capitals", "Content-Type: Application/CloudEvents+Protobuf", protobuf,
        Structured, EventFormat::Protobuf);
    row("Protobuf batch", "Content-Type: application/cloudevents-batch+protobuf",
        QByteArrayLiteral("\x0A\x0F") + protobuf, Batch, EventFormat::Protobuf);
    row("empty Protobuf batch", "Content-Type: application/cloudevents-batch+protobuf", "", Batch,
        EventFormat::Protobuf);
    const QByteArray xml =
        "<event xmlns=\"http://cloudevents.io/xmlformat/V1\" "
        "specversion=\"1.0\"><id>1</id><source>/s</source><type>t</type></event>";
    row("XML", "Content-Type: application/cloudevents+xml; charset=UTF-8", xml, Structured,
        EventFormat::Xml);
    row("XML batch", "Content-Type: application/cloudevents-batch+xml",
        "<batch xmlns=\"http://cloudevents.io/xmlformat/V1\">" + xml + "</batch>", Batch,
        EventFormat::Xml);
    const QByteArray avro = QByteArrayLiteral("\x08\x16specversion\x06\x06"
                                              "1.0\x04id\x06\x02"
                                              "1\x0Csource\x06\x04/s\x08type\x06\x02t\x00\x02");
    row("Avro", "Content-Type: application/cloudevents+avro", avro, Structured, EventFormat::Avro);
    row("binary with data that looks like an event",
        QByteArray(Required) + "Content-Type: application/json", event, Binary, EventFormat::None);
    row("binary without Content-Type", Required, "x", Binary, EventFormat::None);
    row("binary, a media type that only sounds alike",
        QByteArray(Required) + "Content-Type: application/cloudevent+json", event, Binary,
        EventFormat::None);
}

void TestHttpMessage::choosesTheMode()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, body);
    QFETCH(ContentMode, mode);
    QFETCH(EventFormat, format);
    const Head fields(head.toStdString());
    const auto message = decodeHttp(fields.fields(), body.toStdString());
    QVERIFY2(message.has_value(), message ? "" : message.error().detail.c_str());
    QCOMPARE(int(message->mode), int(mode));
    QCOMPARE(int(message->format), int(format));
}

void TestHttpMessage::readsBinaryAttributes()
{
    const Head head("Host: x\n"
                    "CE-SpecVersion: 1.0\n"
                    "ce-id: \"a b\"\n"
                    "ce-source: /s\n"
                    "ce-type: t\n"
                    "ce-subject: Euro%20%E2%82%AC%20%F0%9F%98%80\n"
                    "ce-time: 2018-04-05T17:31:00Z\n"
                    "ce-dataschema: https://example.com/s\n"
                    "ce-datacontenttype: text/html\n"
                    "Content-Type: text/plain; charset=\"utf-8\"\n"
                    "CE-MyExtension: 42\n"
                    "X-Other: y\n");
    const std::string body("a\0b", 3);
    const auto message = decodeHttp(head.fields(), body);
    QVERIFY2(message.has_value(), message ? "" : message.error().detail.c_str());
    CloudEvent wanted;
    wanted.id = "a b";
    wanted.source = "/s";
    wanted.type = "t";
    wanted.subject = "Euro € 😀";
    wanted.time = "2018-04-05T17:31:00Z";
    wanted.dataSchema = "https://example.com/s";
    wanted.dataContentType =
        "text/plain; charset=\"utf-8\""; // as it came; its ce- header means nothing
    wanted.extensions = {{"myextension", AttributeValue::string("42")}};
    wanted.dataForm = DataForm::Raw;
    wanted.data = {0, 3};
    QVERIFY(message->events.at(0).event == wanted);
    QVERIFY(message->events.at(0).text == (ByteRange{0, 3}));

    const Head bare(Required);
    const auto empty = decodeHttp(bare.fields(), "");
    QVERIFY(empty.has_value());
    QVERIFY(empty->events.at(0).event.dataForm == DataForm::None);
    QVERIFY(!empty->events.at(0).event.dataContentType);
}

void TestHttpMessage::takesUrisThatWereNotEncoded_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("plain") << QByteArray("/s") << QByteArray("/s");
    QTest::newRow("encoded as it should be") << QByteArray("/a%2520b") << QByteArray("/a%20b");
    QTest::newRow("not encoded") << QByteArray("/a%20b") << QByteArray("/a%20b");
    QTest::newRow("encoded letters") << QByteArray("/%41") << QByteArray("/A");
    QTest::newRow("quoted") << QByteArray("\"/s\"") << QByteArray("/s");
}

void TestHttpMessage::takesUrisThatWereNotEncoded()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, source);
    const Head head("ce-specversion: 1.0\nce-id: 1\nce-type: t\nce-source: " + value.toStdString());
    const auto message = decodeHttp(head.fields(), "");
    QVERIFY(message.has_value());
    QCOMPARE(bytes(message->events.at(0).event.source), source);
}

void TestHttpMessage::readsMapsOf03()
{
    const Head head(with(Required03, "ce-label-env: a%22b\nce-other: x\nce-label-a-b: 2\n"));
    const auto message = decodeHttp(head.fields(), "");
    QVERIFY2(message.has_value(), message ? "" : message.error().detail.c_str());
    const CloudEvent &event = message->events.at(0).event;
    QCOMPARE(event.extensions.size(), 2U);
    QVERIFY(extension(event, "label") != nullptr);
    QVERIFY(extension(event, "label")->value ==
            AttributeValue::text(AttributeType::Map, R"({"env":"a\"b","a-b":"2"})"));
}

void TestHttpMessage::decodesBase64BodiesOf03()
{
    const Head head(with(Required03, "ce-datacontentencoding: BASE64\n"));
    const auto message = decodeHttp(head.fields(), "AAH/");
    QVERIFY(message.has_value());
    QVERIFY(message->events.at(0).event.dataForm == DataForm::JsonBase64);
    QCOMPARE(bytes(dataBytes(message->events.at(0).event, "AAH/")), QByteArray("\0\x01\xFF", 3));
    // In 1.0 the name has no meaning.
    const Head newer(with(Required, "ce-datacontentencoding: base64\n"));
    const auto event10 = decodeHttp(newer.fields(), "AAH/");
    QVERIFY(event10.has_value());
    QVERIFY(event10->events.at(0).event.dataForm == DataForm::Raw);
    QVERIFY(extension(event10->events.at(0).event, "datacontentencoding") != nullptr);
}

void TestHttpMessage::believesThePayloadOfAStructuredMessage()
{
    const Head head(
        "Content-Type: application/cloudevents+json\nce-id: another\nce-bad-name: %zz\n");
    const auto message = decodeHttp(head.fields(), JsonEvent);
    QVERIFY(message.has_value());
    QCOMPARE(message->events.at(0).event.id, std::string("1"));
    QVERIFY(message->events.at(0).event.extensions.empty());
}

void TestHttpMessage::tellsWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<int>("status");
    QTest::addColumn<Place::Part>("part");
    QTest::addColumn<QByteArray>("there"); // the header line, or the part of the body
    QTest::addColumn<QByteArray>("fix");   // a part of it
    using Part = Place::Part;
    const auto row = [](const char *tag, const std::string &head, const std::string &body,
                        const char *rule, Part part, const char *there, const char *fix,
                        int status = 400) {
        QTest::newRow(tag) << bytes(head) << bytes(body) << QByteArray(rule) << status << part
                           << QByteArray(there) << QByteArray(fix);
    };
    const std::string batch = "[" + std::string(JsonEvent) + "]";

    // The usual mistakes.
    row("nothing", "Host: x", "", "not-an-event", Part::Request, "",
        "application/cloudevents+json");
    row("some text", "Content-Type: text/plain", "hello", "not-an-event", Part::Header,
        "Content-Type: text/plain", "ce- headers");
    row("some JSON", "Content-Type: application/json", "{\"a\":1}", "not-an-event", Part::Header,
        "Content-Type: application/json", "ce- headers");
    row("an event sent as JSON", "Content-Type: application/json", JsonEvent,
        "json-not-sent-as-event", Part::Header, "Content-Type: application/json",
        "application/cloudevents+json");
    row("an event sent as a form", "Content-Type: application/x-www-form-urlencoded", JsonEvent,
        "json-not-sent-as-event", Part::Header, "Content-Type: application/x-www-form-urlencoded",
        "application/cloudevents+json");
    row("an event sent without Content-Type", "Host: x", JsonEvent, "json-not-sent-as-event",
        Part::Request, "", "application/cloudevents+json");
    row("a broken event sent as JSON", "Content-Type: application/json",
        R"({"specversion":"1.0","id":""})", "json-not-sent-as-event", Part::Header,
        "Content-Type: application/json", "application/cloudevents+json");
    row("a batch sent as JSON", "Content-Type: application/json", batch, "json-not-sent-as-event",
        Part::Header, "Content-Type: application/json", "application/cloudevents-batch+json");
    row("underscores", "ce_specversion: 1.0\nce_type: t", "", "underscore-headers", Part::Header,
        "ce_specversion: 1.0", "Send ce-specversion");
    row("one underscore", "ce-specversion: 1.0\nce-id: 1\nce-source: /s\nCE_Type: t", "",
        "underscore-headers", Part::Header, "CE_Type: t", "Send ce-type");
    row("an event sent as a batch", "Content-Type: application/cloudevents-batch+json", JsonEvent,
        "event-sent-as-batch", Part::Body, JsonEvent, "application/cloudevents+json");
    row("a batch sent as an event", "Content-Type: application/cloudevents+json", batch,
        "batch-sent-as-event", Part::Body, batch.c_str(), "application/cloudevents-batch+json");
    row("version 0.1", "CE-CloudEventsVersion: 0.1\nCE-EventType: t", "", "missing-attribute",
        Part::Request, "", "ce-specversion: 1.0");

    // Content-Type.
    row("no format", "Content-Type: application/cloudevents", JsonEvent, "unknown-format",
        Part::Header, "Content-Type: application/cloudevents", "application/cloudevents+json", 415);
    row("CBOR", "Content-Type: application/cloudevents+cbor", "x", "unknown-format", Part::Header,
        "Content-Type: application/cloudevents+cbor", "application/cloudevents+json", 415);
    row("batch in Avro", "Content-Type: application/cloudevents-batch+avro", "x", "unknown-format",
        Part::Header, "Content-Type: application/cloudevents-batch+avro",
        "application/cloudevents+avro", 415);
    row("XML in Latin 1", "Content-Type: application/cloudevents+xml; charset=iso-8859-1",
        "<event/>", "unsupported-encoding", Part::Header,
        "Content-Type: application/cloudevents+xml; charset=iso-8859-1", "UTF-8", 415);
    row("XML batch in Latin 1", "Content-Type: application/cloudevents-batch+xml; charset=latin1",
        "<event/>", "unsupported-encoding", Part::Header,
        "Content-Type: application/cloudevents-batch+xml; charset=latin1", "UTF-8", 415);
    row("batch without format", "Content-Type: application/cloudevents-batch", batch,
        "unknown-format", Part::Header, "Content-Type: application/cloudevents-batch",
        "application/cloudevents-batch+json", 415);
    row("Content-Type twice",
        with(Required, "Content-Type: text/plain\ncontent-type: application/json"), "x",
        "repeated-attribute", Part::Header, "content-type: application/json", "once");
    row("Content-Type is none", with(Required, "Content-Type: json"), "{}", "invalid-media-type",
        Part::Header, "Content-Type: json", "application/json");
    row("Content-Type is empty", with(Required, "Content-Type:"), "{}", "empty-attribute",
        Part::Header, "Content-Type:", "leave it out");
    row("Content-Type that is not UTF-8", with(Required, "Content-Type: text/plain; a=\"\xFF\""),
        "x", "invalid-media-type", Part::Header, "Content-Type: text/plain; a=\"\xFF\"",
        "application/json");

    // Attributes.
    row("no type", "ce-specversion: 1.0\nce-id: 1\nce-source: /s", "", "missing-attribute",
        Part::Request, "", "ce-type");
    row("no specversion", "ce-id: 1", "", "missing-attribute", Part::Request, "",
        "ce-specversion: 1.0");
    row("specversion of the future", "ce-specversion: 2.0", "", "unknown-specversion", Part::Header,
        "ce-specversion: 2.0", "1.0");
    row("specversion is empty", "ce-specversion:", "", "empty-attribute", Part::Header,
        "ce-specversion:", "a value");
    row("id is empty", "ce-specversion: 1.0\nce-id: \"\"\nce-source: /s\nce-type: t", "",
        "empty-attribute", Part::Header, "ce-id: \"\"", "a value");
    row("id twice", with(Required, "CE-ID: 2"), "", "repeated-attribute", Part::Header, "CE-ID: 2",
        "once");
    row("extension twice", with(Required, "ce-a: 1\nCe-A: 1"), "", "repeated-attribute",
        Part::Header, "Ce-A: 1", "once");
    row("hyphen in a name", with(Required, "ce-my-ext: 1"), "", "invalid-attribute-name",
        Part::Header, "ce-my-ext: 1", "small letters");
    row("underscore in a name", with(Required, "ce-my_ext: 1"), "", "invalid-attribute-name",
        Part::Header, "ce-my_ext: 1", "small letters");
    row("no name", with(Required, "ce-: 1"), "", "invalid-attribute-name", Part::Header, "ce-: 1",
        "small letters");
    row("the name data", with(Required, "ce-data: 1"), "", "invalid-attribute-name", Part::Header,
        "ce-data: 1", "small letters");
    row("percent sign", with(Required, "ce-a: 100%"), "", "invalid-header-encoding", Part::Header,
        "ce-a: 100%", "%25");
    row("quote not closed", with(Required, "ce-a: \"x"), "", "invalid-header-encoding",
        Part::Header, "ce-a: \"x", "Percent-encode");
    row("not UTF-8", with(Required, "ce-a: %C3"), "", "invalid-header-encoding", Part::Header,
        "ce-a: %C3", "UTF-8");
    row("control character", with(Required, "ce-a: %0A"), "", "invalid-string", Part::Header,
        "ce-a: %0A", "control characters");
    row("time without seconds", with(Required, "ce-time: 2026-11-23T14:36Z"), "",
        "invalid-timestamp", Part::Header, "ce-time: 2026-11-23T14:36Z", "2026-11-23T13:36:40Z");
    row("source with a space", "ce-specversion: 1.0\nce-id: 1\nce-type: t\nce-source: /a b", "",
        "invalid-uri-reference", Part::Header, "ce-source: /a b", "percent-encoded");
    row("relative dataschema", with(Required, "ce-dataschema: s"), "", "invalid-uri", Part::Header,
        "ce-dataschema: s", "https://");

    // 0.3.
    row("0.3: digit first", with(Required03, "ce-1a: 1"), "", "invalid-attribute-name",
        Part::Header, "ce-1a: 1", "small letters");
    row("0.3: a map whose name is an extension's", with(Required03, "ce-m: 1\nce-m-a: 1"), "",
        "repeated-attribute", Part::Header, "ce-m-a: 1", "once");
    row("0.3: a map whose name is an extension's, the other way",
        with(Required03, "ce-m-a: 1\nce-m: 1"), "", "repeated-attribute", Part::Header, "ce-m-a: 1",
        "once");
    row("0.3: a map that would be the id", with(Required03, "ce-id-a: 1"), "",
        "invalid-attribute-name", Part::Header, "ce-id-a: 1", "small letters");
    row("0.3: a map that would be the time", with(Required03, "ce-time-a: 1"), "",
        "invalid-attribute-name", Part::Header, "ce-time-a: 1", "small letters");
    row("0.3: body is not Base64", with(Required03, "ce-datacontentencoding: base64"), "?",
        "invalid-base64", Part::Body, "?", "ce-datacontentencoding");
    row("0.3: another encoding", with(Required03, "ce-datacontentencoding: gzip"), "x",
        "unknown-content-encoding", Part::Header, "ce-datacontentencoding: gzip",
        "without ce-datacontentencoding");
}

void TestHttpMessage::tellsWhatIsWrong()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, rule);
    QFETCH(int, status);
    QFETCH(Place::Part, part);
    QFETCH(QByteArray, there);
    QFETCH(QByteArray, fix);
    const Head fields(head.toStdString());
    const ExactCopy copy(body.toStdString());
    const auto message = decodeHttp(fields.fields(), copy.view());
    QVERIFY(!message);
    const Rejection &why = message.error();
    QCOMPARE(bytes(why.rule), rule);
    QCOMPARE(why.status, status);
    QVERIFY(codectest::isComplete(why));
    QCOMPARE(int(why.place.part), int(part));
    if (part == Place::Part::Header) {
        QVERIFY(why.place.bytes.has_value());
        QCOMPARE(bytes(fields.textAt(*why.place.bytes)), there);
        QVERIFY(there.startsWith(bytes(why.place.name)));
    } else if (part == Place::Part::Body) {
        QVERIFY(why.place.bytes.has_value());
        QCOMPARE(body.mid(why.place.bytes->offset, why.place.bytes->length), there);
    }
    QVERIFY2(bytes(why.fix).contains(fix), why.fix.c_str());
}

void TestHttpMessage::keepsRefusalsShort_data()
{
    QTest::addColumn<QByteArray>("head");
    const std::string much(60'000, 'a');
    QTest::newRow("a name") << bytes(with(Required, "ce-" + much + "_: 1"));
    QTest::newRow("a name, twice")
        << bytes(with(Required, "ce-" + much + ": 1\nce-" + much + ": 1"));
    QTest::newRow("a name, its value broken") << bytes(with(Required, "ce-" + much + ": %"));
    QTest::newRow("a value") << bytes(with(Required, "ce-a: %" + much));
    QTest::newRow("a media type") << bytes("Content-Type: application/cloudevents+" + much);
    QTest::newRow("a media type of something else") << bytes("Content-Type: text/" + much);
    QTest::newRow("underscores") << bytes("ce_" + much + ": 1");
    QTest::newRow("many attributes, but not the one")
        << bytes("ce-specversion: 1.0\nce-" + much + ": 1\nce-b" + much + ": 1");
    QTest::newRow("an encoding") << bytes(with(Required03, "ce-datacontentencoding: " + much));
}

void TestHttpMessage::keepsRefusalsShort()
{
    QFETCH(QByteArray, head);
    const Head fields(head.toStdString());
    for (const char *body : {"x", JsonEvent}) {
        const auto message = decodeHttp(fields.fields(), body);
        QVERIFY(!message);
        QVERIFY2(codectest::size(message.error()) < 4096,
                 qPrintable(QString::number(codectest::size(message.error()))));
    }
}

void TestHttpMessage::survivesRandomHeads()
{
    constexpr unsigned Seed = 3133;
    qInfo("seed %u", Seed);
    std::mt19937 random(Seed);
    constexpr std::array<std::string_view, 20> Names{"ce-specversion",
                                                     "ce-id",
                                                     "ce-source",
                                                     "ce-type",
                                                     "ce-time",
                                                     "ce-subject",
                                                     "CE-Id",
                                                     "ce-datacontentencoding",
                                                     "ce-dataschema",
                                                     "ce-schemaurl",
                                                     "ce-m-a",
                                                     "ce-m",
                                                     "ce-",
                                                     "ce_id",
                                                     "Content-Type",
                                                     "content-type",
                                                     "ce-data",
                                                     "ce-x",
                                                     "Host",
                                                     ""};
    constexpr std::array<std::string_view, 16> Values{"1.0",
                                                      "0.3",
                                                      "1",
                                                      "/s",
                                                      "t",
                                                      "",
                                                      "%",
                                                      "%C3%BC",
                                                      "\"q\"",
                                                      "\"",
                                                      "2018-04-05T17:31:00Z",
                                                      "application/cloudevents+json",
                                                      "application/cloudevents-batch+json",
                                                      "application/json",
                                                      "base64",
                                                      "\xFF"};
    constexpr std::array<std::string_view, 5> Bodies{"", "x", "AAAA", JsonEvent, "[]"};
    int accepted = 0;
    for (int round = 0; round < 50'000; ++round) {
        std::string lines = random() % 2 == 0 ? Required : Required03;
        if (random() % 4 == 0)
            lines.clear();
        for (std::size_t count = random() % 6; count > 0; --count) {
            lines += Names[random() % Names.size()];
            lines += ": ";
            lines.append(Values[random() % Values.size()]).append("\n");
        }
        const Head head(lines);
        const ExactCopy body(Bodies[random() % Bodies.size()]);
        const auto message = decodeHttp(head.fields(), body.view());
        if (!message) {
            QVERIFY2(codectest::isComplete(message.error()), lines.c_str());
            continue;
        }
        ++accepted;
        for (const ReceivedEvent &received : message->events) {
            std::string line;
            appendJsonEvent(line, received.event, body.view());
            const auto again = decodeJsonEvent(line);
            QVERIFY2(again.has_value(), (lines + line).c_str());
            QCOMPARE(dataBytes(*again, line), dataBytes(received.event, body.view()));
        }
    }
    QVERIFY(accepted > 1000);
}

QTEST_GUILESS_MAIN(TestHttpMessage)
#include "tst_httpmessage.moc"

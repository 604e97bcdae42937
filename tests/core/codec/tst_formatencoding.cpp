// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/httpencode.h"
#include "core/codec/httpmessage.h"
#include "core/codec/jsonformat.h"
#include "core/codec/protobuf/protobufformat.h"
#include "core/codec/xml/xmlformat.h"
#include "tests/core/codec/codectest.h"
#include "tests/support/printedstrings.h"

#include <QtTest/QtTest>

using namespace core;
using codectest::bytes;

Q_DECLARE_METATYPE(core::EventFormat)

/// Events into Protobuf, XML and Avro, and that reading those gives the same events.
class TestFormatEncoding : public QObject {
    Q_OBJECT
private slots:
    void readsBackWhatItWrites_data();
    void readsBackWhatItWrites();
    void writesItsOwnDataAsItCame_data();
    void writesItsOwnDataAsItCame();
    void saysWhatAFormatCannotCarry();
    void writesTimestampsToTheNanosecond_data();
    void writesTimestampsToTheNanosecond();
    void writesWhatXmlCannotHoldAsBytes();
};

namespace {

/// An event and the text that its data lies in.
struct Sample {
    CloudEvent event;
    std::string text;
};

Sample sampleOf(const std::string &json)
{
    auto event = decodeJsonEvent(json);
    return event ? Sample{std::move(*event), json} : Sample{};
}

std::vector<Sample> received(const HttpContent &content)
{
    std::vector<HeaderField> fields;
    for (const auto &[name, value] : content.fields)
        fields.push_back({name, value, {}});
    const codectest::ExactCopy body(content.body);
    auto message = decodeHttp(fields, body.view());
    std::vector<Sample> samples;
    if (!message)
        return samples;
    const std::string_view kept = message->body ? *message->body : body.view();
    for (ReceivedEvent &each : message->events)
        samples.push_back(
            {std::move(each.event), std::string(kept.substr(each.text.offset, each.text.length))});
    return samples;
}

/// What the format must bring back: the media type that JSON implied is said, and Avro knows fewer types.
CloudEvent expectedOf(const Sample &sample, EventFormat format)
{
    CloudEvent event = sample.event;
    if (event.dataForm == DataForm::Json && !event.dataContentType)
        event.dataContentType = "application/json";
    for (Extension &extension : event.extensions) {
        const bool isKnown =
            !extension.value.isText() || extension.value.type() == AttributeType::Binary;
        if (format == EventFormat::Avro && !isKnown)
            extension.value = AttributeValue::string(extension.value.asText());
    }
    event.dataForm = DataForm::None;
    event.data = {};
    return event;
}

void compare(const Sample &is, const Sample &wanted, EventFormat format)
{
    CloudEvent event = is.event;
    event.dataForm = DataForm::None;
    event.data = {};
    QVERIFY(event == expectedOf(wanted, format));
    std::string isJson;
    std::string wantedJson;
    // As JSON both say the same: there the kind of data shows.
    CloudEvent named = wanted.event;
    named.dataContentType = event.dataContentType;
    named.extensions = event.extensions;
    appendJsonEvent(isJson, is.event, is.text);
    appendJsonEvent(wantedJson, named, wanted.text);
    QCOMPARE(isJson, wantedJson);
}

constexpr const char *Everything =
    R"("subject":"100% \\ 😀","time":"2018-04-05T17:31:00.500Z","dataschema":"https://example.com/s","yes":true,"no":false,"least":-2147483648,"most":2147483647,"text":"<&>\" é",)";

void addSamples(const char *formatName, EventFormat format)
{
    const auto row = [&](const char *tag, const std::string &members) {
        const std::string json =
            R"({"specversion":"1.0","id":"é \"1\"","source":"https://u@h:1/p?q#f","type":"t")" +
            members + "}";
        QTest::addRow("%s, %s", formatName, tag) << format << bytes(json);
    };
    const std::string everything = std::string(",") + Everything;
    row("least", "");
    row("everything",
        everything + R"("datacontenttype":"application/json","data":{"a":1,"b":"x"})");
    row("object without media type", R"(,"data":{"a":{"b":{"c":{}}},"d":null,"e":true})");
    row("deep object", R"(,"data":{"a":{"b":{"c":1}}})");
    row("array", R"(,"data":[{"a":1.5},{"b":[{"c":false}]}])");
    row("array of numbers", R"(,"data":[1,2])");
    row("large number", R"(,"data":{"a":12345678901234567890})");
    row("string", R"(,"data":"a \"string\"")");
    row("number", R"(,"data":0.1)");
    row("boolean", R"(,"data":false)");
    row("null", R"(,"data":null)");
    row("text", R"(,"datacontenttype":"text/plain","data":"a\r\nb <é>")");
    row("empty text", R"(,"datacontenttype":"text/plain","data":"")");
    row("xml", R"(,"datacontenttype":"application/xml","data":"<a b=\"c\">d</a>")");
    row("bytes", R"(,"datacontenttype":"image/png","data_base64":"iVBORwD/")");
    row("bytes without media type", R"(,"data_base64":"AA==")");
    row("no bytes", R"(,"data_base64":"")");
}

} // namespace

void TestFormatEncoding::readsBackWhatItWrites_data()
{
    QTest::addColumn<EventFormat>("format");
    QTest::addColumn<QByteArray>("json");
    addSamples("protobuf", EventFormat::Protobuf);
    addSamples("xml", EventFormat::Xml);
    addSamples("avro", EventFormat::Avro);
}

void TestFormatEncoding::readsBackWhatItWrites()
{
    QFETCH(EventFormat, format);
    QFETCH(QByteArray, json);
    Sample sample = sampleOf(json.toStdString());
    const auto text = [](AttributeType type, const char *value) {
        return AttributeValue::text(type, value);
    };
    // Types that JSON does not tell apart.
    sample.event.extensions.push_back({"bin", text(AttributeType::Binary, "AP8=")});
    sample.event.extensions.push_back({"uri", text(AttributeType::Uri, "urn:x")});
    sample.event.extensions.push_back({"ref", text(AttributeType::UriReference, "../x")});
    sample.event.extensions.push_back(
        {"at", text(AttributeType::Timestamp, "2026-11-23T13:36:40Z")});

    const EventView view{sample.event, sample.text};
    const auto one = received(encodeStructured(view, format));
    QCOMPARE(one.size(), 1U);
    compare(one[0], sample, format);
    // Once more from what was read: nothing wears off.
    const auto again = received(encodeStructured({one[0].event, one[0].text}, format));
    QCOMPARE(again.size(), 1U);
    compare(again[0], one[0], format);
    if (!hasBatch(format))
        return;
    const std::vector<EventView> views{view, view};
    const auto batch = received(encodeBatch(views, format));
    QCOMPARE(batch.size(), 2U);
    for (const Sample &each : batch)
        compare(each, sample, format);
    QCOMPARE(received(encodeBatch({}, format)).size(), 0U);
}

void TestFormatEncoding::writesItsOwnDataAsItCame_data()
{
    QTest::addColumn<EventFormat>("format");
    QTest::addColumn<QByteArray>("body");
    const std::string required("\x0A\x01"
                               "1\x12\x02/s\x1A\x03"
                               "1.0\x22\x01t",
                               15);
    const auto row = [](const char *tag, EventFormat format, const std::string &body) {
        QTest::newRow(tag) << format << bytes(body);
    };
    row("protobuf, a message", EventFormat::Protobuf,
        required + std::string("\x42\x0B\x0A\x05t.x/M\x12\x02\x08\x01", 13));
    const std::string open = R"(<event xmlns="http://cloudevents.io/xmlformat/V1" )"
                             R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" )"
                             R"(specversion="1.0"><id>1</id><source>/s</source><type>t</type>)";
    row("xml, an element", EventFormat::Xml,
        open +
            R"(<data xsi:type="xs:any"><!-- c --><a xmlns="urn:a"><!-- d -->x</a></data></event>)");
    row("xml, an element of the event's namespace", EventFormat::Xml,
        open + R"(<data xsi:type="xs:any"><a xsi:nil="true"><b/></a></data></event>)");
}

void TestFormatEncoding::writesItsOwnDataAsItCame()
{
    QFETCH(EventFormat, format);
    QFETCH(QByteArray, body);
    const std::string type = "application/cloudevents+" + std::string(eventFormatText(format));
    const auto first = received({{{"Content-Type", type}}, body.toStdString()});
    QCOMPARE(first.size(), 1U);
    QVERIFY(first[0].event.dataForm == DataForm::ProtobufAny ||
            first[0].event.dataForm == DataForm::XmlElement ||
            first[0].event.dataForm == DataForm::XmlBoundElement);
    const auto second = received(encodeStructured({first[0].event, first[0].text}, format));
    QCOMPARE(second.size(), 1U);
    QCOMPARE(dataBytes(second[0].event, second[0].text), dataBytes(first[0].event, first[0].text));
    QVERIFY(second[0].event.dataForm == first[0].event.dataForm ||
            second[0].event.dataForm == DataForm::XmlElement);
}

void TestFormatEncoding::saysWhatAFormatCannotCarry()
{
    for (const EventFormat format : {EventFormat::Protobuf, EventFormat::Xml, EventFormat::Avro}) {
        QVERIFY(canEncode(format, SpecVersion::V10));
        QVERIFY(!canEncode(format, SpecVersion::V03));
    }
    QVERIFY(canEncode(EventFormat::Json, SpecVersion::V03));
    QVERIFY(!canEncode(EventFormat::None, SpecVersion::V10));
    QVERIFY(hasBatch(EventFormat::Protobuf) && hasBatch(EventFormat::Xml));
    QVERIFY(!hasBatch(EventFormat::Avro) && !hasBatch(EventFormat::None));
}

void TestFormatEncoding::writesTimestampsToTheNanosecond_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("read");
    const auto row = [](const char *sent, const char *read) {
        QTest::newRow(sent) << QByteArray(sent) << QByteArray(read);
    };
    row("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z");
    row("2026-11-23T13:36:40.123456789Z", "2026-11-23T13:36:40.123456789Z");
    row("2026-11-23T13:36:40.000000001Z", "2026-11-23T13:36:40.000000001Z");
    row("2026-11-23T13:36:40.1234567891Z", "2026-11-23T13:36:40.123456789Z");
    row("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z");
    row("2026-11-23T14:36:40+01:00", "2026-11-23T13:36:40Z");
    row("2016-12-31T23:59:60.5Z", "2017-01-01T00:00:00Z");
    row("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z");
    // Outside of what google.protobuf.Timestamp has it stays a text.
    row("0000-12-31T23:59:59Z", "0000-12-31T23:59:59Z");
    row("9999-12-31T23:59:59-01:00", "9999-12-31T23:59:59-01:00");
}

void TestFormatEncoding::writesTimestampsToTheNanosecond()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, read);
    Sample sample = sampleOf(R"({"specversion":"1.0","id":"1","source":"/s","type":"t"})");
    sample.event.time = sent.toStdString();
    std::string message;
    appendProtobufEvent(message, {sample.event, sample.text});
    const auto event = decodeProtobufEvent(message);
    QVERIFY(event.has_value());
    QCOMPARE(event->time.value_or(""), read.toStdString());
}

void TestFormatEncoding::writesWhatXmlCannotHoldAsBytes()
{
    const Sample sample = sampleOf(
        R"({"specversion":"1.0","id":"1","source":"/s","type":"t","datacontenttype":"text/plain","data":"a\u0001"})");
    const auto read = received(encodeStructured({sample.event, sample.text}, EventFormat::Xml));
    QCOMPARE(read.size(), 1U);
    QVERIFY(read[0].event.dataForm == DataForm::JsonBase64);
    QCOMPARE(dataBytes(read[0].event, read[0].text), std::string("a\x01"));
}

QTEST_GUILESS_MAIN(TestFormatEncoding)
#include "tst_formatencoding.moc"

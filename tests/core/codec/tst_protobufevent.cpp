// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"
#include "core/codec/protobuf/protobufformat.h"
#include "core/codec/protobuf/wirereader.h"
#include "tests/core/codec/hostilebytes.h"
#include "tests/support/printedstrings.h"

#include <QtTest/QtTest>

using namespace core;
using codectest::bytes;
using codectest::ExactCopy;

/// The message CloudEvent of cloudevents.proto: what it means, and what is refused.
class TestProtobufEvent : public QObject {
    Q_OBJECT
private slots:
    void readsEachKindOfData_data();
    void readsEachKindOfData();
    void readsTypes_data();
    void readsTypes();
    void takesTheLastOne_data();
    void takesTheLastOne();
    void passesOverUnknownFields_data();
    void passesOverUnknownFields();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void tellsWhatIsWrongWithABatch_data();
    void tellsWhatIsWrongWithABatch();
    void boundsAttributes_data();
    void boundsAttributes();
    void boundsBatches_data();
    void boundsBatches();
    void boundsGroups_data();
    void boundsGroups();
    void readsBatches();
    void refusesEveryTruncation();
    void survivesEveryChangedByte();
    void survivesRandomSplices();
};

namespace {

// A small writer of the wire format of its own, so that the decoder is not compared with our encoder.

std::string varint(std::uint64_t value)
{
    std::string out;
    for (; value >= 0x80; value >>= 7)
        out.push_back(static_cast<char>((value & 0x7f) | 0x80));
    out.push_back(static_cast<char>(value));
    return out;
}

std::string number(std::uint32_t field, std::uint64_t value)
{
    return varint(field << 3) + varint(value);
}

std::string text(std::uint32_t field, std::string_view content)
{
    return varint(field << 3 | 2) + varint(content.size()) + std::string(content);
}

std::string attribute(std::string_view name, std::string_view value)
{
    return text(5, text(1, name) + text(2, value));
}

const std::string Required = text(1, "1") + text(2, "/s") + text(3, "1.0") + text(4, "t");

/// The rest of a line of JSON behind the required attributes.
std::string jsonOf(const std::string &message)
{
    const ExactCopy copy(message);
    const auto event = decodeProtobufEvent(copy.view());
    if (!event)
        return event.error().rule + ": " + event.error().detail;
    std::string line;
    appendJsonEvent(line, *event, copy.view());
    constexpr std::string_view Start = R"({"specversion":"1.0","id":"1","source":"/s","type":"t")";
    return line.starts_with(Start) ? line.substr(Start.size(), line.size() - Start.size() - 1)
                                   : line;
}

} // namespace

void TestProtobufEvent::readsEachKindOfData_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *tag, const std::string &fields, const char *json) {
        QTest::newRow(tag) << bytes(fields) << QByteArray(json);
    };
    const auto type = [](std::string_view name) {
        return attribute("datacontenttype", text(3, name));
    };
    row("none", "", "");
    row("bytes", text(6, std::string_view("\0\xff", 2)), R"(,"data_base64":"AP8=")");
    row("no bytes", text(6, ""), R"(,"data_base64":"")");
    row("bytes that are JSON", type("application/json") + text(6, R"({"a":1.0})"),
        R"(,"datacontenttype":"application/json","data":{"a":1.0})");
    row("bytes that are text", type("text/plain") + text(6, "a"),
        R"(,"datacontenttype":"text/plain","data":"a")");
    row("text", text(7, "a\"\n"), R"(,"data":"a\"\n")");
    row("empty text", text(7, ""), R"(,"data":"")");
    row("text that is JSON by its type", type("a/b+json") + text(7, R"([1, 2])"),
        R"(,"datacontenttype":"a/b+json","data":[1, 2])");
    row("text that is no JSON, against its type", type("application/json") + text(7, "{"),
        R"(,"datacontenttype":"application/json","data_base64":"ew==")");
    row("text of another type", type("text/csv") + text(7, "1,2"),
        R"(,"datacontenttype":"text/csv","data":"1,2")");
    row("a message", text(8, text(1, "type.googleapis.com/a.B") + text(2, "\x08\x01")),
        R"(,"data_base64":"CAE=")");
    row("a message without fields", text(8, text(1, "t/a.B")), R"(,"data_base64":"")");
}

void TestProtobufEvent::readsEachKindOfData()
{
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, json);
    const std::string message = Required + fields.toStdString();
    QCOMPARE(bytes(jsonOf(message)), json);
    const auto event = decodeProtobufEvent(message);
    QVERIFY(event);
    QCOMPARE(dataSize(*event, message), dataBytes(*event, message).size());
}

void TestProtobufEvent::readsTypes_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("canonical");
    const auto row = [](const char *tag, const std::string &value, AttributeType type,
                        const char *canonical) {
        QTest::newRow(tag) << bytes(value) << int(type) << QByteArray(canonical);
    };
    using Type = AttributeType;
    row("true", number(1, 1), Type::Boolean, "true");
    row("false", number(1, 0), Type::Boolean, "false");
    row("integer", number(2, 42), Type::Integer, "42");
    row("zero", number(2, 0), Type::Integer, "0");
    row("most", number(2, 2147483647), Type::Integer, "2147483647");
    row("least", number(2, static_cast<std::uint64_t>(std::int64_t{-2147483648})), Type::Integer,
        "-2147483648");
    row("string", text(3, "a b"), Type::String, "a b");
    row("empty string", text(3, ""), Type::String, "");
    row("bytes", text(4, std::string_view("\0\xff", 2)), Type::Binary, "AP8=");
    row("uri", text(5, "urn:a"), Type::Uri, "urn:a");
    row("uri reference", text(6, "../a"), Type::UriReference, "../a");
    row("timestamp", text(7, number(1, 1680275520)), Type::Timestamp, "2023-03-31T15:12:00Z");
    row("timestamp, all zero", text(7, ""), Type::Timestamp, "1970-01-01T00:00:00Z");
    row("timestamp with nanoseconds", text(7, number(1, 1) + number(2, 1000)), Type::Timestamp,
        "1970-01-01T00:00:01.000001Z");
    row("timestamp before 1970",
        text(7, number(1, static_cast<std::uint64_t>(std::int64_t{-1})) + number(2, 500'000'000)),
        Type::Timestamp, "1969-12-31T23:59:59.500Z");
    row("a number with needless bytes", std::string("\x10\xAA\x80\x00", 4), Type::Integer, "42");
}

void TestProtobufEvent::readsTypes()
{
    QFETCH(QByteArray, value);
    QFETCH(int, type);
    QFETCH(QByteArray, canonical);
    const std::string message = Required + attribute("ext", value.toStdString());
    const auto event = decodeProtobufEvent(message);
    QVERIFY2(event, event ? "" : event.error().detail.c_str());
    QCOMPARE(event->extensions.size(), 1U);
    QCOMPARE(int(event->extensions[0].value.type()), type);
    QCOMPARE(bytes(event->extensions[0].value.canonical()), canonical);
}

void TestProtobufEvent::takesTheLastOne_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *tag, const std::string &fields, const char *json) {
        QTest::newRow(tag) << bytes(fields) << QByteArray(json);
    };
    row("of data", text(6, "a") + text(7, "b"), R"(,"data":"b")");
    row("of data, the other way round", text(7, "a") + text(6, "b"), R"(,"data_base64":"Yg==")");
    row("of a message and text", text(8, text(1, "t/M")) + text(7, "b"), R"(,"data":"b")");
    row("of types", attribute("a", number(2, 1) + text(3, "x")), R"(,"a":"x")");
    row("of a value", attribute("a", text(3, "x") + text(3, "y")), R"(,"a":"y")");
    row("of parts of an entry",
        text(5, text(1, "x") + text(1, "a") + text(2, number(2, 1)) + text(2, number(2, 3))),
        R"(,"a":3)");
    row("of parts of a timestamp", attribute("a", text(7, number(1, 5)) + text(7, number(2, 1000))),
        R"(,"a":"1970-01-01T00:00:05.000001Z")");
    row("of a timestamp that began anew",
        attribute("a", text(7, number(1, 5)) + text(3, "x") + text(7, number(2, 1000))),
        R"(,"a":"1970-01-01T00:00:00.000001Z")");
}

void TestProtobufEvent::takesTheLastOne()
{
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, json);
    // Required attributes, too.
    QCOMPARE(bytes(jsonOf(text(1, "0") + text(3, "0.9") + Required + fields.toStdString())), json);
}

void TestProtobufEvent::passesOverUnknownFields_data()
{
    QTest::addColumn<QByteArray>("fields");
    const auto row = [](const char *tag, const std::string &fields) {
        QTest::newRow(tag) << bytes(fields);
    };
    row("number", number(9, 300));
    row("bytes", text(100, "abc"));
    row("fixed, 32 bits", varint(9 << 3 | 5) + "abcd");
    row("fixed, 64 bits", varint(9 << 3 | 1) + "abcdefgh");
    row("highest number", varint(536870911U << 3U | 2) + varint(1) + "x");
    row("empty group", varint(9 << 3 | 3) + varint(9 << 3 | 4));
    row("group in a group", varint(9 << 3 | 3) + text(1, "x") + varint(10 << 3 | 3) + number(2, 1) +
                                varint(10 << 3 | 4) + varint(9 << 3 | 4));
    row("in an entry", text(5, text(1, "a") + text(2, number(2, 1)) + text(3, "x")));
    row("in a value", attribute("a", number(2, 1) + text(9, "x")));
}

void TestProtobufEvent::passesOverUnknownFields()
{
    QFETCH(QByteArray, fields);
    const std::string json = jsonOf(fields.toStdString() + Required);
    QVERIFY2(json.empty() || json == R"(,"a":1)", json.c_str());
}

void TestProtobufEvent::tellsWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QByteArray>("place"); // the bytes that are named
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *tag, const std::string &message, const char *rule,
                        const std::string &place, const char *said) {
        QTest::newRow(tag) << bytes(message) << QByteArray(rule) << bytes(place)
                           << QByteArray(said);
    };
    row("nothing", "", "empty-body", "", "empty");
    row("JSON", R"({"specversion":"1.0"})", "json-sent-as-other-format", "{",
        "application/cloudevents+json");
    row("a cut number", Required + "\x80", "protobuf-ends-early", "\x80", "within a number");
    row("a number of 11 bytes", Required + "\x48" + std::string(10, '\xff') + "\x01",
        "invalid-protobuf", "\xff", "more than 64 bits");
    row("a number of 70 bits", Required + "\x48" + std::string(9, '\xff') + "\x02",
        "invalid-protobuf", "\xff", "more than 64 bits");
    row("a length beyond the end",
        Required + "\x32\x05"
                   "abc",
        "protobuf-ends-early", "\x05", "beyond the end");
    row("a length of 64 bits", Required + "\x32" + varint(~std::uint64_t{0}), "protobuf-ends-early",
        "\xff", "beyond the end");
    row("a cut fixed number", Required + varint(9 << 3 | 5) + "abc", "protobuf-ends-early", "a",
        "within a number");
    row("field 0", Required + std::string("\x02\x00", 2), "invalid-protobuf", "\x02", "number 0");
    row("field above 2^29", Required + varint(std::uint64_t{536870912} << 3 | 2),
        "invalid-protobuf", "\x82", "536870911");
    row("wire type 6", Required + "\x4e", "invalid-protobuf", "\x4e", "6 and 7");
    row("wire type 7", Required + "\x4f", "invalid-protobuf", "\x4f", "6 and 7");
    row("a group that only ends", Required + "\x4c", "invalid-protobuf", "\x4c", "group");
    row("a group that never ends", Required + "\x4b", "invalid-protobuf", "", "group");
    row("a group with another end", Required + "\x4b\x54", "invalid-protobuf", "\x54", "group");
    row("a number as id", number(1, 1) + Required, "wrong-wire-type", number(1, 1), "field id");
    row("a number as attributes", Required + number(5, 1), "wrong-wire-type", number(5, 1),
        "field attributes");
    row("a number as data", Required + number(7, 1), "wrong-wire-type", number(7, 1),
        "field text_data");
    row("a number as key", Required + text(5, number(1, 1)), "wrong-wire-type", number(1, 1),
        "attributes.key");
    row("a number as value", Required + text(5, text(1, "a") + number(2, 1)), "wrong-wire-type",
        number(2, 1), "attributes.value");
    row("a text as boolean", Required + attribute("a", text(1, "x")), "wrong-wire-type",
        text(1, "x"), "ce_boolean");
    row("a text as seconds", Required + attribute("a", text(7, text(1, "x"))), "wrong-wire-type",
        text(1, "x"), "ce_timestamp.seconds");
    row("a number as type URL", Required + text(8, number(1, 1)), "wrong-wire-type", number(1, 1),
        "proto_data.type_url");
    row("no version", text(1, "1") + text(2, "/s") + text(4, "t"), "missing-attribute",
        text(1, "1") + text(2, "/s") + text(4, "t"), "no specversion");
    row("another version", text(3, "0.9"), "unknown-specversion", "0.9", "1.0 and 0.3");
    row("version 0.3", text(3, "0.3"), "version-without-format", "0.3", "events of 1.0");
    row("no id", text(2, "/s") + text(3, "1.0") + text(4, "t"), "missing-attribute",
        text(2, "/s") + text(3, "1.0") + text(4, "t"), "lacks: id");
    row("an empty type", text(1, "1") + text(2, "/s") + text(3, "1.0") + text(4, ""),
        "missing-attribute", text(1, "1") + text(2, "/s") + text(3, "1.0") + text(4, ""),
        "lacks: type");
    row("an id that is no UTF-8", Required + text(1, "\xff"), "invalid-string", "\xff", "UTF-8");
    row("a source that is none", Required + text(2, "a b"), "invalid-uri-reference", "a b",
        "percent");
    row("an attribute twice",
        Required + attribute("a", number(2, 1)) + attribute("a", number(2, 1)),
        "repeated-attribute", "a", "at most once");
    row("an attribute with a capital", Required + attribute("A", number(2, 1)),
        "invalid-attribute-name", number(2, 1), "\"A\"");
    row("an attribute without name", Required + text(5, text(2, number(2, 1))),
        "invalid-attribute-name", number(2, 1), "name");
    row("an attribute that is data", Required + attribute("data", number(2, 1)),
        "invalid-attribute-name", number(2, 1), "data");
    row("an attribute without value", Required + text(5, text(1, "a")), "attribute-without-value",
        "a", "CloudEventAttributeValue");
    row("an attribute with an empty value", Required + attribute("a", ""),
        "attribute-without-value", "", "ce_string");
    row("id among the attributes", Required + attribute("id", text(3, "2")),
        "required-attribute-in-map", text(3, "2"), "field id");
    row("specversion among the attributes", Required + attribute("specversion", text(3, "1.0")),
        "required-attribute-in-map", text(3, "1.0"), "field spec_version");
    row("an integer of 33 bits", Required + attribute("a", number(2, 2147483648)),
        "invalid-integer", number(2, 2147483648), "-2147483648");
    row("a string with a control character", Required + attribute("a", text(3, "x\n")),
        "invalid-string", text(3, "x\n"), "control");
    row("a string that is no UTF-8", Required + attribute("a", text(3, "\xc0\x80")),
        "invalid-string", text(3, "\xc0\x80"), "UTF-8");
    row("a URI that is relative", Required + attribute("a", text(5, "/x")), "invalid-uri",
        text(5, "/x"), "absolute");
    row("a time that is an integer", Required + attribute("time", number(2, 1)),
        "wrong-attribute-type", number(2, 1), "a Timestamp");
    row("a subject that is a timestamp", Required + attribute("subject", text(7, "")),
        "wrong-attribute-type", text(7, ""), "a String");
    row("a time of the year 0",
        Required +
            attribute("time",
                      text(7, number(1, static_cast<std::uint64_t>(std::int64_t{-62135596801})))),
        "invalid-timestamp",
        text(7, number(1, static_cast<std::uint64_t>(std::int64_t{-62135596801}))),
        "years 1 to 9999");
    row("a time of the year 10000", Required + attribute("time", text(7, number(1, 253402300800))),
        "invalid-timestamp", text(7, number(1, 253402300800)), "years 1 to 9999");
    row("a time with too many nanoseconds",
        Required + attribute("time", text(7, number(2, 1000000000))), "invalid-timestamp",
        text(7, number(2, 1000000000)), "nanoseconds");
    row("a time that is no text of one", Required + attribute("time", text(3, "now")),
        "invalid-timestamp", text(3, "now"), "RFC 3339");
    row("text data that is no UTF-8", Required + text(7, "a\xff"), "invalid-utf8", "a\xff",
        "as bytes");
    row("a message of no type", Required + text(8, text(2, "x")), "invalid-type-url", text(2, "x"),
        "slash");
    row("a message whose type is no URL", Required + text(8, text(1, "a.B")), "invalid-type-url",
        text(1, "a.B"), "slash");
    row("two messages", Required + text(8, text(1, "t/M")) + text(8, text(1, "t/M")),
        "repeated-data", text(8, text(1, "t/M")), "once");
    row("a batch", text(1, Required), "batch-sent-as-event", "",
        "application/cloudevents-batch+protobuf");
}

void TestProtobufEvent::tellsWhatIsWrong()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, rule);
    QFETCH(QByteArray, place);
    QFETCH(QByteArray, said);
    const ExactCopy copy(message.toStdString());
    const auto event = decodeProtobufEvent(copy.view());
    QVERIFY(!event);
    codectest::compareFault(event.error(), copy.view(), rule, place, said);
}

void TestProtobufEvent::tellsWhatIsWrongWithABatch_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *tag, const std::string &message, const char *rule,
                        const char *said) {
        QTest::newRow(tag) << bytes(message) << QByteArray(rule) << QByteArray(said);
    };
    row("an event that is none", text(1, Required) + text(1, text(3, "1.0")), "missing-attribute",
        "Event 2 of the batch");
    row("an event of 0.3", text(1, text(3, "0.3")), "version-without-format", "Event 1");
    row("an event as number", number(1, 1), "wrong-wire-type", "field events");
    row("a cut one", text(1, Required) + "\x0a\x05", "protobuf-ends-early", "beyond the end");
    row("a single event", Required, "event-sent-as-batch", "application/cloudevents+protobuf");
}

void TestProtobufEvent::tellsWhatIsWrongWithABatch()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, rule);
    QFETCH(QByteArray, said);
    const ExactCopy copy(message.toStdString());
    const auto events = decodeProtobufBatch(copy.view());
    QVERIFY(!events);
    const Rejection &why = events.error();
    QCOMPARE(bytes(why.rule), rule);
    QVERIFY(codectest::isComplete(why));
    const std::string all = why.title + why.detail + why.fix;
    QVERIFY2(all.find(said.toStdString()) != std::string::npos, all.c_str());
}

void TestProtobufEvent::boundsAttributes_data()
{
    QTest::addColumn<quint64>("count");
    QTest::addColumn<bool>("fits");
    QTest::newRow("below") << quint64{MaxProtobufAttributes - 1} << true;
    QTest::newRow("at") << quint64{MaxProtobufAttributes} << true;
    QTest::newRow("above") << quint64{MaxProtobufAttributes + 1} << false;
}

void TestProtobufEvent::boundsAttributes()
{
    QFETCH(quint64, count);
    QFETCH(bool, fits);
    std::string message = Required;
    for (quint64 i = 0; i < count; ++i)
        message += attribute("a" + std::to_string(i), number(2, i));
    const auto event = decodeProtobufEvent(message);
    QCOMPARE(event.has_value(), fits);
    if (!fits) {
        QCOMPARE(event.error().status, 413);
        QVERIFY(event.error().detail.find("MaxProtobufAttributes") != std::string::npos);
    }
}

void TestProtobufEvent::boundsBatches_data()
{
    QTest::addColumn<quint64>("count");
    QTest::addColumn<bool>("fits");
    QTest::newRow("below") << quint64{MaxBatchEvents - 1} << true;
    QTest::newRow("at") << quint64{MaxBatchEvents} << true;
    QTest::newRow("above") << quint64{MaxBatchEvents + 1} << false;
}

void TestProtobufEvent::boundsBatches()
{
    QFETCH(quint64, count);
    QFETCH(bool, fits);
    std::string message;
    for (quint64 i = 0; i < count; ++i)
        message += text(1, Required);
    const auto events = decodeProtobufBatch(message);
    QCOMPARE(events.has_value(), fits);
    if (fits) {
        QCOMPARE(events->size(), std::size_t{count});
        return;
    }
    QCOMPARE(events.error().status, 413);
    QVERIFY(events.error().detail.find("batchEvents") != std::string::npos);
}

void TestProtobufEvent::boundsGroups_data()
{
    QTest::addColumn<quint64>("depth");
    QTest::addColumn<bool>("fits");
    QTest::newRow("below") << quint64{MaxProtobufGroups - 1} << true;
    QTest::newRow("at") << quint64{MaxProtobufGroups} << true;
    QTest::newRow("above") << quint64{MaxProtobufGroups + 1} << false;
}

void TestProtobufEvent::boundsGroups()
{
    QFETCH(quint64, depth);
    QFETCH(bool, fits);
    std::string message = Required;
    for (quint64 i = 0; i < depth; ++i)
        message += varint(9 << 3 | 3);
    for (quint64 i = 0; i < depth; ++i)
        message += varint(9 << 3 | 4);
    const auto event = decodeProtobufEvent(message);
    QCOMPARE(event.has_value(), fits);
    if (fits)
        return;
    QCOMPARE(event.error().rule, std::string("protobuf-too-deep"));
    QVERIFY(event.error().detail.find("MaxProtobufGroups") != std::string::npos);
}

void TestProtobufEvent::readsBatches()
{
    QCOMPARE(decodeProtobufBatch("")->size(), 0U);
    const std::string with = Required + text(6, "abc");
    const std::string message = text(1, Required) + number(2, 7) + text(1, with);
    const ExactCopy copy(message);
    const auto events = decodeProtobufBatch(copy.view());
    QVERIFY(events);
    QCOMPARE(events->size(), 2U);
    const auto textAt = [&](std::size_t i) {
        return copy.view().substr((*events)[i].text.offset, (*events)[i].text.length);
    };
    QCOMPARE(bytes(textAt(0)), bytes(Required));
    QCOMPARE(bytes(textAt(1)), bytes(with));
    QCOMPARE(dataBytes((*events)[1].event, textAt(1)), std::string("abc"));
    // Each is an event alone, and the same one.
    QVERIFY(decodeProtobufEvent(textAt(1)).value() == (*events)[1].event);
}

const std::string &rich()
{
    static const std::string message =
        Required + attribute("datacontenttype", text(3, "application/protobuf")) +
        attribute("time", text(7, number(1, 1680275520) + number(2, 5))) +
        attribute("n", number(2, static_cast<std::uint64_t>(std::int64_t{-5}))) +
        attribute("b", text(4, "abc")) + attribute("u", text(5, "urn:x")) +
        text(8, text(1, "t/a.B") + text(2, "\x08\x01"));
    return message;
}

void TestProtobufEvent::refusesEveryTruncation()
{
    QVERIFY(decodeProtobufEvent(rich()));
    const std::string batch = text(1, rich());
    for (std::size_t length = 0; length < rich().size(); ++length) {
        const ExactCopy copy(std::string_view(rich()).substr(0, length));
        const auto event = decodeProtobufEvent(copy.view());
        // Cut between two fields it is a whole message with fewer of them.
        if (event)
            QVERIFY(length >= Required.size());
        else
            QVERIFY(codectest::isComplete(event.error()));
    }
    for (std::size_t length = 1; length < batch.size(); ++length)
        QVERIFY(!decodeProtobufBatch(ExactCopy(std::string_view(batch).substr(0, length)).view()));
}

void TestProtobufEvent::survivesEveryChangedByte()
{
    codectest::changeEveryByte(rich(), codectest::everyByte(), decodeProtobufEvent);
}

void TestProtobufEvent::survivesRandomSplices()
{
    codectest::spliceAtRandom(rich(), [](std::string_view message) {
        const auto event = decodeProtobufEvent(message);
        if (!event)
            QVERIFY(codectest::isComplete(event.error()));
        (void)decodeProtobufBatch(message);
    });
}

QTEST_GUILESS_MAIN(TestProtobufEvent)
#include "tst_protobufevent.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/avro/avroformat.h"
#include "core/codec/avro/avrovalue.h"
#include "core/codec/jsonformat.h"
#include "tests/core/codec/hostilebytes.h"
#include "tests/support/printedstrings.h"

#include <QtTest/QtTest>

#include <cstring>
#include <limits>

using namespace core;
using codectest::bytes;
using codectest::ExactCopy;

/// The record of cloudevents.avsc in Avro's binary encoding: what it means, and what is refused.
class TestAvroEvent : public QObject {
    Q_OBJECT
private slots:
    void readsAttributes();
    void readsEachKindOfData_data();
    void readsEachKindOfData();
    void readsBlocks_data();
    void readsBlocks();
    void writesJsonThatTheSchemaHas_data();
    void writesJsonThatTheSchemaHas();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void boundsAttributes_data();
    void boundsAttributes();
    void boundsDepth_data();
    void boundsDepth();
    void refusesEveryTruncation();
    void survivesEveryChangedByte();
    void survivesRandomSplices();
};

namespace {

// A small writer of Avro of its own, so that the decoder is not compared with our encoder.

std::string number(std::int64_t value)
{
    std::uint64_t zigzag =
        static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63);
    std::string out;
    for (; zigzag >= 0x80; zigzag >>= 7)
        out.push_back(static_cast<char>((zigzag & 0x7f) | 0x80));
    out.push_back(static_cast<char>(zigzag));
    return out;
}

std::string text(std::string_view content)
{
    return number(static_cast<std::int64_t>(content.size())) + std::string(content);
}

std::string real(double value)
{
    std::string out(sizeof value, '\0');
    std::memcpy(out.data(), &value,
                sizeof value); // the machines that this runs on are little-endian
    return out;
}

/// Of a union: the number of the type, then the value.
std::string in(std::int64_t branch, const std::string &value = {})
{
    return number(branch) + value;
}

std::string entry(std::string_view name, const std::string &value)
{
    return text(name) + value;
}

std::string block(std::initializer_list<std::string> items)
{
    std::string out = items.size() > 0 ? number(static_cast<std::int64_t>(items.size())) : "";
    for (const std::string &item : items)
        out += item;
    return out + number(0);
}

/// The map of attributes with a few more entries than the required ones, and data.
std::string datumOf(const std::string &entries, std::int64_t count, const std::string &data)
{
    return number(4 + count) + entry("specversion", in(3, text("1.0"))) +
           entry("id", in(3, text("1"))) + entry("source", in(3, text("/s"))) +
           entry("type", in(3, text("t"))) + entries + number(0) + data;
}

const std::string NoData = in(1);

std::string jsonOf(const std::string &datum)
{
    const ExactCopy copy(datum);
    const auto read = decodeAvroEvent(copy.view());
    if (!read)
        return read.error().rule + ": " + read.error().detail;
    std::string line;
    appendJsonEvent(line, *read, copy.view());
    constexpr std::string_view Start = R"({"specversion":"1.0","id":"1","source":"/s","type":"t")";
    return line.starts_with(Start) ? line.substr(Start.size(), line.size() - Start.size() - 1)
                                   : line;
}

} // namespace

void TestAvroEvent::readsAttributes()
{
    const std::string entries =
        entry("subject", in(3, text("a b"))) +
        entry("time", in(3, text("2026-11-23T14:36:40.981+01:00"))) +
        entry("datacontenttype", in(3, text("text/plain"))) +
        entry("dataschema", in(3, text("urn:s"))) + entry("unset", in(0)) +
        entry("yes", in(1, std::string(1, '\1'))) + entry("no", in(1, std::string(1, '\0'))) +
        entry("n", in(2, number(-2147483648))) + entry("s", in(3, text(""))) +
        entry("y", in(4, text(std::string_view("\0\xff", 2))));
    const auto read = decodeAvroEvent(datumOf(entries, 10, NoData));
    QVERIFY2(read, read ? "" : read.error().detail.c_str());
    QCOMPARE(read->subject.value_or(""), std::string("a b"));
    QCOMPARE(read->time.value_or(""), std::string("2026-11-23T14:36:40.981+01:00"));
    QCOMPARE(read->dataContentType.value_or(""), std::string("text/plain"));
    QCOMPARE(read->dataSchema.value_or(""), std::string("urn:s"));
    const std::vector<Extension> wanted{{"yes", AttributeValue::boolean(true)},
                                        {"no", AttributeValue::boolean(false)},
                                        {"n", AttributeValue::integer(-2147483648)},
                                        {"s", AttributeValue::string("")},
                                        {"y", AttributeValue::text(AttributeType::Binary, "AP8=")}};
    QVERIFY(read->extensions == wanted);
    QVERIFY(read->dataForm == DataForm::None);
}

void TestAvroEvent::readsEachKindOfData_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *tag, const char *type, const std::string &data,
                        const char *json) {
        QTest::newRow(tag) << QByteArray(type) << bytes(data) << QByteArray(json);
    };
    const std::string inner = block({entry("n", in(0)), entry("b", in(1, std::string(1, '\1'))),
                                     entry("d", in(4, real(0.1))), entry("s", in(5, text("x"))),
                                     entry("m", in(2, block({entry("k", block({}))}))),
                                     entry("a", in(3, block({block({}), block({})})))});
    row("null", "", in(1), "");
    row("null under a JSON type", "application/json", in(1), "");
    row("bytes", "", in(0, text(std::string_view("\0\xff", 2))), R"(,"data_base64":"AP8=")");
    row("bytes that are JSON", "application/json", in(0, text("[1.0]")), R"(,"data":[1.0])");
    row("boolean", "", in(2, std::string(1, '\0')), R"(,"data":false)");
    row("number", "", in(5, real(-2.5)), R"(,"data":-2.5)");
    row("whole number", "", in(5, real(100)), R"(,"data":100)");
    row("large number", "", in(5, real(1e300)), R"(,"data":1e+300)");
    row("number under another type", "text/plain", in(5, real(1)), R"(,"data":"1")");
    row("string", "", in(6, text("a\"")), R"(,"data":"a\"")");
    row("string of text", "text/plain", in(6, text("a")), R"(,"data":"a")");
    row("string that is a JSON string", "application/json", in(6, text("{}")), R"(,"data":"{}")");
    row("empty map", "", in(3, block({})), R"(,"data":{})");
    row("map", "",
        in(3, block({entry("n", in(0)), entry("b", in(1, std::string(1, '\1'))),
                     entry("r", in(2, inner)), entry("d", in(3, real(1.5))),
                     entry("s", in(4, text("x")))})),
        R"(,"data":{"n":null,"b":true,"r":{"n":null,"b":true,"d":0.1,"s":"x","m":{"k":{}},"a":[{},{}]},"d":1.5,"s":"x"})");
    row("array", "", in(4, block({inner, block({})})),
        R"(,"data":[{"n":null,"b":true,"d":0.1,"s":"x","m":{"k":{}},"a":[{},{}]},{}])");
    row("empty array", "", in(4, block({})), R"(,"data":[])");
}

void TestAvroEvent::readsEachKindOfData()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, json);
    const bool isTyped = !type.isEmpty();
    const std::string entries =
        isTyped ? entry("datacontenttype", in(3, text(type.toStdString()))) : std::string();
    const std::string datum = datumOf(entries, isTyped ? 1 : 0, data.toStdString());
    const QByteArray typed =
        isTyped ? QByteArray(",\"datacontenttype\":\"" + type + "\"") : QByteArray();
    QCOMPARE(bytes(jsonOf(datum)), QByteArray(typed + json));
    const auto read = decodeAvroEvent(datum);
    QCOMPARE(dataSize(*read, datum), dataBytes(*read, datum).size());
}

void TestAvroEvent::readsBlocks_data()
{
    QTest::addColumn<QByteArray>("datum");
    const auto row = [](const char *tag, const std::string &datum) {
        QTest::newRow(tag) << bytes(datum);
    };
    const std::string version = entry("specversion", in(3, text("1.0")));
    const std::string id = entry("id", in(3, text("1")));
    const std::string rest = entry("source", in(3, text("/s"))) + entry("type", in(3, text("t")));
    const auto sizeOf = [](const std::string &items) {
        return number(static_cast<std::int64_t>(items.size()));
    };
    row("one", number(4) + version + id + rest + number(0) + NoData);
    row("three", number(1) + version + number(1) + id + number(2) + rest + number(0) + NoData);
    row("one with its size",
        number(-4) + sizeOf(version + id + rest) + version + id + rest + number(0) + NoData);
    row("two with their size", number(-2) + sizeOf(version + id) + version + id + number(-2) +
                                   sizeOf(rest) + rest + number(0) + NoData);
}

void TestAvroEvent::readsBlocks()
{
    QFETCH(QByteArray, datum);
    QCOMPARE(jsonOf(datum.toStdString()), std::string());
}

void TestAvroEvent::writesJsonThatTheSchemaHas_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("read"); // empty: the schema cannot hold it
    const auto same = [](const char *json) {
        QTest::newRow(json) << QByteArray(json) << QByteArray(json);
    };
    const auto row = [](const char *json, const char *read) {
        QTest::newRow(json) << QByteArray(json) << QByteArray(read);
    };
    same("true");
    same("\"a\"");
    same("0.1");
    same("-7");
    same("1e+22");
    same("{}");
    same("[]");
    same(R"({"a":null,"b":true,"c":1.5,"d":"x","e":{}})");
    same(R"({"a":{"b":null,"c":false,"d":2,"e":"x","f":{"g":{"h":1}},"i":[{"j":2}]}})");
    same(R"([{"a":1},{}])");
    same(R"({"same":1,"same":2})");
    row(R"( { "a" : "\u00e9\n" , "b" : [ ] } )", "");
    row(R"( { "a" : "\u00e9\n" , "b" : { } } )", "{\"a\":\"\xC3\xA9\\n\",\"b\":{}}");
    row("1.0", "1");
    row("1E2", "100");
    row("0.10", "0.1");
    row("-0.0", "-0");
    row("9007199254740992", "9007199254740992");
    row("null", "");
    row("9007199254740993", "");
    row("0.1000000000000000055", "");
    row("1e400", "");
    row("[1]", "");
    row("[[]]", "");
    row("[null]", "");
    row(R"({"a":[]})", "");
    row(R"({"a":{"b":{"c":1}}})", "");
    row(R"({"a":{"b":[1]}})", "");
    row(R"({"a":12345678901234567890})", "");
}

void TestAvroEvent::writesJsonThatTheSchemaHas()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, read);
    std::string value = "before";
    QCOMPARE(appendAvroValue(value, json.toStdString()), !read.isEmpty());
    QVERIFY(value.starts_with("before"));
    QCOMPARE(bytes(jsonOfAvro(value.substr(6))), read);
}

void TestAvroEvent::tellsWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("datum");
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QByteArray>("place"); // the bytes that are named
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *tag, const std::string &datum, const char *rule,
                        const std::string &place, const char *said) {
        QTest::newRow(tag) << bytes(datum) << QByteArray(rule) << bytes(place) << QByteArray(said);
    };
    const auto with = [](std::string_view name, const std::string &value) {
        return datumOf(entry(name, value), 1, NoData);
    };
    const std::string good = datumOf("", 0, "");
    row("nothing", "", "empty-body", "", "empty");
    row("JSON", R"({"specversion":"1.0"})", "json-sent-as-other-format", "{",
        "application/cloudevents+json");
    row("a container file", std::string("Obj\x01\x04\x14", 6), "avro-container", "", "datum alone");
    row("a single object", std::string("\xC3\x01\x00\x00", 4), "avro-single-object", "",
        "fingerprint");
    row("a cut map", number(1) + text("id"), "avro-ends-early", "", "within a value");
    row("a cut text",
        number(1) + "\x0a"
                    "ab",
        "avro-ends-early", "\x0a", "beyond the end");
    row("no data", good, "avro-ends-early", "", "within a value");
    row("a negative length", number(1) + number(-1), "invalid-avro", number(-1), "negative");
    row("a number of 70 bits", std::string(9, '\xff') + "\x02", "invalid-avro", "\xff", "64 bits");
    row("an attribute of no type", with("a", in(5)), "invalid-avro", in(5),
        "type that it does not");
    row("an attribute of a negative type", with("a", in(-1)), "invalid-avro", in(-1),
        "type that it does not");
    row("data of no type", good + in(7), "invalid-avro", in(7), "type that it does not");
    row("a boolean that is none", with("a", in(1, "\x02")), "invalid-avro", "\x02",
        "neither 0 nor 1");
    row("an int of 33 bits", with("a", in(2, number(2147483648))), "invalid-avro", "\x80",
        "32 bits");
    row("a string that is no UTF-8", with("a", in(3, text("x\xff"))), "invalid-utf8", "\xff",
        "as bytes");
    row("data that is no UTF-8", good + in(6, text("\xc0\x80")), "invalid-utf8", "\xc0",
        "as bytes");
    row("data that is infinite", good + in(5, real(std::numeric_limits<double>::infinity())),
        "invalid-number", std::string(1, '\0'), "JSON has no such");
    row("data that is no number", good + in(5, real(std::numeric_limits<double>::quiet_NaN())),
        "invalid-number", std::string(1, '\0'), "JSON has no such");
    row("a block of another size", number(-1) + number(4) + entry("a", in(0)) + number(0),
        "invalid-avro", std::string(1, '\0'), "another size");
    row("a block of negative size", number(-1) + number(-3), "invalid-avro", number(-3),
        "negative");
    row("the least of all counts", number(std::numeric_limits<std::int64_t>::min()),
        "avro-ends-early", "", "within a value");
    row("something behind the event", good + NoData + "x", "invalid-avro", "x", "no batch");
    row("no version", number(1) + entry("id", in(3, text("1"))) + number(0) + NoData,
        "missing-attribute", number(1) + entry("id", in(3, text("1"))) + number(0),
        "entry specversion");
    row("a version that is null", number(1) + entry("specversion", in(0)) + number(0) + NoData,
        "missing-attribute", number(1) + entry("specversion", in(0)) + number(0),
        "entry specversion");
    row("a version that is an int",
        number(1) + entry("specversion", in(2, number(1))) + number(0) + NoData,
        "wrong-attribute-type", in(2, number(1)), "a String");
    row("another version",
        number(1) + entry("specversion", in(3, text("0.9"))) + number(0) + NoData,
        "unknown-specversion", in(3, text("0.9")), "1.0 and 0.3");
    row("version 0.3", number(1) + entry("specversion", in(3, text("0.3"))) + number(0) + NoData,
        "version-without-format", in(3, text("0.3")), "events of 1.0");
    row("no id", number(1) + entry("specversion", in(3, text("1.0"))) + number(0) + NoData,
        "missing-attribute", number(1) + entry("specversion", in(3, text("1.0"))) + number(0),
        "lacks: id, source, type");
    row("an empty id", with("subject", in(3, text(""))), "empty-attribute", in(3, text("")),
        "subject is empty");
    row("a time that is none", with("time", in(3, text("now"))), "invalid-timestamp",
        in(3, text("now")), "RFC 3339");
    row("a time that is an int", with("time", in(2, number(1))), "wrong-attribute-type",
        in(2, number(1)), "a Timestamp");
    row("an attribute twice", with("id", in(3, text("1"))), "repeated-attribute", "id",
        "at most once");
    row("an attribute with a capital", with("A", in(2, number(1))), "invalid-attribute-name",
        in(2, number(1)), "\"A\"");
    row("an attribute that is data", with("data", in(3, text("x"))), "invalid-attribute-name",
        in(3, text("x")), "data");
    row("a string with a control character", with("a", in(3, text("\n"))), "invalid-string",
        in(3, text("\n")), "control");
}

void TestAvroEvent::tellsWhatIsWrong()
{
    QFETCH(QByteArray, datum);
    QFETCH(QByteArray, rule);
    QFETCH(QByteArray, place);
    QFETCH(QByteArray, said);
    const ExactCopy copy(datum.toStdString());
    const auto read = decodeAvroEvent(copy.view());
    QVERIFY(!read);
    const Rejection &why = read.error();
    QCOMPARE(bytes(why.rule), rule);
    QVERIFY(codectest::isComplete(why));
    const ByteRange range = why.place.bytes.value_or(ByteRange{});
    QVERIFY(range.offset + range.length <= copy.view().size());
    if (rule != "avro-container" && rule != "avro-single-object")
        QCOMPARE(bytes(copy.view().substr(range.offset, range.length)), place);
    const std::string all = why.title + why.detail + why.fix;
    QVERIFY2(all.find(said.toStdString()) != std::string::npos, all.c_str());
}

void TestAvroEvent::boundsAttributes_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("fits");
    constexpr int Required = 4;
    QTest::newRow("below") << int(MaxAvroAttributes) - Required - 1 << true;
    QTest::newRow("at") << int(MaxAvroAttributes) - Required << true;
    QTest::newRow("above") << int(MaxAvroAttributes) - Required + 1 << false;
}

void TestAvroEvent::boundsAttributes()
{
    QFETCH(int, count);
    QFETCH(bool, fits);
    std::string entries;
    for (int i = 0; i < count; ++i)
        entries += entry("a" + std::to_string(i), in(2, number(i)));
    const auto read = decodeAvroEvent(datumOf(entries, count, NoData));
    QCOMPARE(read.has_value(), fits);
    if (!fits) {
        QCOMPARE(read.error().status, 413);
        QVERIFY(read.error().detail.find("MaxAvroAttributes") != std::string::npos);
    }
}

void TestAvroEvent::boundsDepth_data()
{
    QTest::addColumn<int>("depth");
    QTest::addColumn<bool>("fits");
    QTest::newRow("below") << int(MaxDepth) - 1 << true;
    QTest::newRow("at") << int(MaxDepth) << true;
    QTest::newRow("above") << int(MaxDepth) + 1 << false;
}

void TestAvroEvent::boundsDepth()
{
    QFETCH(int, depth);
    QFETCH(bool, fits);
    // A map, then records in it: each is a map whose one value is a map of records.
    std::string value = block({});
    for (int level = depth - 1; level > 0; --level) {
        const bool isRecord = level % 2 == 1; // the first level inside of data is a record
        value = level == 1 ? block({entry("a", in(2, value))})
                : isRecord ? block({entry("a", value)})
                           : block({entry("a", in(2, value))});
    }
    const auto read = decodeAvroEvent(datumOf("", 0, in(3, value)));
    QCOMPARE(read.has_value(), fits);
    if (!fits) {
        QCOMPARE(read.error().rule, std::string("avro-too-deep"));
        QVERIFY(read.error().detail.find("depth") != std::string::npos);
    }
}

const std::string &rich()
{
    static const std::string datum =
        datumOf(entry("datacontenttype", in(3, text("application/json"))) +
                    entry("n", in(2, number(-7))) + entry("y", in(4, text("abc"))),
                3,
                in(3, block({entry("a", in(2, block({entry("b", in(3, block({block({})})))}))),
                             entry("d", in(3, real(1.5)))})));
    return datum;
}

void TestAvroEvent::refusesEveryTruncation()
{
    QVERIFY(decodeAvroEvent(rich()));
    for (std::size_t length = 0; length < rich().size(); ++length) {
        const ExactCopy copy(std::string_view(rich()).substr(0, length));
        const auto read = decodeAvroEvent(copy.view());
        QVERIFY(!read);
        QVERIFY(codectest::isComplete(read.error()));
    }
}

void TestAvroEvent::survivesEveryChangedByte()
{
    codectest::changeEveryByte(rich(), codectest::everyByte(),
                               [](std::string_view bytes) { return decodeAvroEvent(bytes); });
}

void TestAvroEvent::survivesRandomSplices()
{
    codectest::spliceAtRandom(rich(), [](std::string_view datum) {
        const auto read = decodeAvroEvent(datum);
        if (!read)
            QVERIFY(codectest::isComplete(read.error()));
    });
}

QTEST_GUILESS_MAIN(TestAvroEvent)
#include "tst_avroevent.moc"

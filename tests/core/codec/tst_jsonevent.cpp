// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"

#include "core/codec/jsonmembers.h"
#include "core/codec/jsonscan.h"
#include "tests/core/codec/codectest.h"
#include "tests/support/printedstrings.h"

#include <QtTest/QtTest>

#include <random>

using namespace core;
using codectest::bytes;
using codectest::ExactCopy;

Q_DECLARE_METATYPE(core::DataForm)

/// Events in JSON at their edges (JSON format 2 to 4): what is read, and what a sender is told when
/// it is not.
class TestJsonEvent : public QObject {
    Q_OBJECT
private slots:
    void readsData_data();
    void readsData();
    void readsAttributes();
    void readsNullAsUnset();
    void readsMembersInAnyOrderAndSpelling();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void tellsWhatIsWrongWithABatch_data();
    void tellsWhatIsWrongWithABatch();
    void boundsNesting_data();
    void boundsNesting();
    void boundsBatches_data();
    void boundsBatches();
    void boundsAttributes_data();
    void boundsAttributes();
    void keepsRefusalsShort_data();
    void keepsRefusalsShort();
    void refusesEveryTruncation();
    void survivesEveryChangedByte();
    void survivesRandomSplices();
};

namespace {

/// An event of that version with `more` members.
std::string eventOf(std::string_view version, std::string_view more)
{
    std::string text = R"({"specversion":")";
    text.append(version).append(R"(","id":"1","source":"/s","type":"t")");
    if (!more.empty())
        text.append(",").append(more);
    return text + "}";
}

std::string event10(std::string_view more)
{
    return eventOf("1.0", more);
}

constexpr std::string_view Rich =
    R"({"specversion":"1.0","id":"é1","source":"/s?a#b","type":"t.x","subject":"\u00e9\ud83d\ude00",)"
    R"("time":"2026-11-23T14:36:40.981+01:00","datacontenttype":"application/json; charset=utf-8",)"
    R"("dataschema":"https://example.com/s","flag":true,"count":-7,"note":"a\"b","gone":null,)"
    R"("data":{"a":[1.0,2e5,"x\\"],"b":null}})";

std::string_view textIn(std::string_view text, const Rejection &why)
{
    return why.place.bytes ? text.substr(why.place.bytes->offset, why.place.bytes->length)
                           : std::string_view();
}

/// What every answer must keep, whatever came: a whole refusal whose place lies in the text, or an
/// event whose data does.
bool isSound(std::string_view text)
{
    const ExactCopy copy(text);
    const auto event = decodeJsonEvent(copy.view());
    if (!event) {
        const auto &place = event.error().place.bytes;
        return codectest::isComplete(event.error()) && codectest::size(event.error()) < 4096 &&
               (!place || std::size_t{place->offset} + place->length <= text.size());
    }
    if (std::size_t{event->data.offset} + event->data.length > text.size())
        return false;
    const std::string data = dataBytes(*event, copy.view());
    std::string line;
    appendJsonEvent(line, *event, copy.view());
    const auto again = decodeJsonEvent(line);
    return data.size() == dataSize(*event, copy.view()) && again && again->id == event->id &&
           again->extensions == event->extensions && line.find('\n') == std::string::npos;
}

} // namespace

void TestJsonEvent::readsData_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<DataForm>("form");
    QTest::addColumn<QByteArray>("data");
    const auto row = [](const char *tag, const std::string &text, DataForm form,
                        const QByteArray &data) {
        QTest::newRow(tag) << bytes(text) << form << data;
    };
    const auto typed = [](const std::string &type, const std::string &more) {
        return event10("\"datacontenttype\":\"" + type + "\"," + more);
    };
    row("none", event10(""), DataForm::None, "");
    row("an object, white space and all", event10(R"("data": { "a" : [1,
 2] } )"),
        DataForm::Json, "{ \"a\" : [1,\n 2] }");
    row("numbers as they are written",
        event10(R"("data":[1.0,1e2,-0,123456789012345678901234567890])"), DataForm::Json,
        "[1.0,1e2,-0,123456789012345678901234567890]");
    row("a number", event10(R"("data":1.50)"), DataForm::Json, "1.50");
    row("a boolean", event10(R"("data":false)"), DataForm::Json, "false");
    row("a string without media type is JSON", event10(R"("data":"I'm \"it\"")"), DataForm::Json,
        R"("I'm \"it\"")");
    row("a string under JSON is not parsed again",
        typed("application/json", R"("data":"{\"a\":1}")"), DataForm::Json, R"("{\"a\":1}")");
    row("repeated members inside", event10(R"("data":{"a":1,"a":2})"), DataForm::Json,
        R"({"a":1,"a":2})");
    row("null without media type", event10(R"("data":null)"), DataForm::Json, "null");
    row("null under JSON", typed("application/json", R"("data":null)"), DataForm::Json, "null");
    row("null under another type", typed("text/plain", R"("data":null)"), DataForm::None, "");
    row("+json, capitals, parameters",
        typed("Application/Vnd.X+JSON; charset=utf-8", R"("data":[])"), DataForm::Json, "[]");
    row("text/json", typed("text/json", R"("data":{})"), DataForm::Json, "{}");
    row("text", typed("text/plain", R"("data":"a\n\u00e9\ud83d\ude00")"), DataForm::JsonText,
        "a\n\xC3\xA9\xF0\x9F\x98\x80");
    row("empty text", typed("text/plain", R"("data":"")"), DataForm::JsonText, "");
    row("text with a zero", typed("text/plain", R"("data":"a\u0000b")"), DataForm::JsonText,
        QByteArray("a\0b", 3));
    row("XML", typed("application/xml", R"("data":"<a/>")"), DataForm::JsonText, "<a/>");
    row("Base64", event10(R"("data_base64":"AAH/")"), DataForm::JsonBase64,
        QByteArray("\0\x01\xFF", 3));
    row("Base64 written with escapes", event10(R"("data_base64":"AA\u0048\/")"),
        DataForm::JsonBase64, QByteArray("\0\x01\xFF", 3));
    row("Base64 of nothing", event10(R"("data_base64":"")"), DataForm::JsonBase64, "");
    row("Base64 under JSON", typed("application/json", R"("data_base64":"e30=")"),
        DataForm::JsonBase64, "{}");
    row("Base64 that is null", event10(R"("data_base64":null)"), DataForm::None, "");
    row("Base64 that is null beside data", event10(R"("data_base64":null,"data":1)"),
        DataForm::Json, "1");
    row("0.3: Base64", eventOf("0.3", R"("datacontentencoding":"Base64","data":"AAH/")"),
        DataForm::JsonBase64, QByteArray("\0\x01\xFF", 3));
    row("0.3: Base64 alone in order",
        eventOf("0.3", R"("data":"AAH/","datacontentencoding":"base64")"), DataForm::JsonBase64,
        QByteArray("\0\x01\xFF", 3));
    row("0.3: Base64 says nothing about an object",
        eventOf("0.3", R"("datacontentencoding":"base64","data":{"a":1})"), DataForm::Json,
        R"({"a":1})");
    row("0.3: not flagged", eventOf("0.3", R"("datacontenttype":"image/png","data":"AAH/")"),
        DataForm::JsonText, "AAH/");
    row("0.3: sequences are JSON",
        eventOf("0.3", R"("datacontenttype":"application/json-seq","data":[1])"), DataForm::Json,
        "[1]");
}

void TestJsonEvent::readsData()
{
    QFETCH(QByteArray, text);
    QFETCH(DataForm, form);
    QFETCH(QByteArray, data);
    const ExactCopy copy(text.toStdString());
    const auto event = decodeJsonEvent(copy.view());
    QVERIFY2(event.has_value(), event ? "" : event.error().detail.c_str());
    QCOMPARE(int(event->dataForm), int(form));
    QCOMPARE(bytes(dataBytes(*event, copy.view())), data);
    QCOMPARE(qsizetype(dataSize(*event, copy.view())), data.size());
}

void TestJsonEvent::readsAttributes()
{
    const auto event = decodeJsonEvent(Rich);
    QVERIFY2(event.has_value(), event ? "" : event.error().detail.c_str());
    CloudEvent wanted;
    wanted.id = "é1";
    wanted.source = "/s?a#b";
    wanted.type = "t.x";
    wanted.subject = "é😀";
    wanted.time = "2026-11-23T14:36:40.981+01:00";
    wanted.dataContentType = "application/json; charset=utf-8";
    wanted.dataSchema = "https://example.com/s";
    wanted.extensions = {{"flag", AttributeValue::boolean(true)},
                         {"count", AttributeValue::integer(-7)},
                         {"note", AttributeValue::string("a\"b")}};
    wanted.dataForm = DataForm::Json;
    wanted.data = event->data;
    QVERIFY(*event == wanted);
    QCOMPARE(dataBytes(*event, Rich), std::string(R"({"a":[1.0,2e5,"x\\"],"b":null})"));

    const std::string old =
        eventOf("0.3", R"("schemaurl":"/relative","comments":{ "a": "b" },"dataschema":"x y")");
    const auto event03 = decodeJsonEvent(old);
    QVERIFY(event03.has_value());
    QVERIFY(event03->specVersion == SpecVersion::V03);
    QCOMPARE(*event03->dataSchema, std::string("/relative"));
    QVERIFY(event03->extensions.at(0).value ==
            AttributeValue::text(AttributeType::Map, R"({ "a": "b" })"));
    // Only 1.0 gives this name a meaning.
    QVERIFY(event03->extensions.at(1) == (Extension{"dataschema", AttributeValue::string("x y")}));
}

void TestJsonEvent::readsNullAsUnset()
{
    const auto event = decodeJsonEvent(event10(
        R"("subject":null,"time":null,"datacontenttype":null,"dataschema":null,"myext":null)"));
    QVERIFY(event.has_value());
    const auto bare = decodeJsonEvent(event10(""));
    QVERIFY(*event == *bare);
}

void TestJsonEvent::readsMembersInAnyOrderAndSpelling()
{
    const auto event = decodeJsonEvent(
        R"({"data":"a","\u0074ype":"t","datacontenttype":"text/plain","i\u0064":"1","source":"","specversion":"0.3"})");
    QVERIFY(event.has_value());
    QVERIFY(event->dataForm == DataForm::JsonText); // the media type stood behind the data
    QCOMPARE(event->source, std::string());         // 0.3 does not forbid that
    const std::string longName(200, 'x');
    const auto named = decodeJsonEvent(event10("\"" + longName + "\":\"v\",\"1a\":1"));
    QVERIFY(named.has_value());
    QCOMPARE(named->extensions.at(0).name, longName);
    QCOMPARE(named->extensions.at(1).name, std::string("1a"));
}

void TestJsonEvent::tellsWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QByteArray>("name");  // of the place
    QTest::addColumn<QByteArray>("there"); // the text at the place; * where it is long
    QTest::addColumn<QByteArray>("fix");   // a part of it
    const auto row = [](const char *tag, const std::string &text, const char *rule,
                        const char *name, const QByteArray &there, const char *fix) {
        QTest::newRow(tag) << bytes(text) << QByteArray(rule) << QByteArray(name) << there
                           << QByteArray(fix);
    };
    row("empty", "", "empty-body", "", "", "binary mode");
    row("byte order mark", "\xEF\xBB\xBF" + event10(""), "byte-order-mark", "", "\xEF",
        "without byte order mark");
    row("Latin-1", event10("\"a\":\"\xE9\""), "invalid-utf8", "", "\xE9", "UTF-8");
    row("half a pair", event10(R"("a":"\ud83d")"), "lone-surrogate", "", "\\", "both halves");
    row("cut", event10("").substr(0, 30), "json-ends-early", "", "", "Content-Length");
    row("two events", event10("") + event10(""), "invalid-json", "", "{", "batch");
    row("a comma too many", R"({"a":1,})", "invalid-json", "", "}", "JSON library");
    row("a scalar", "12", "not-an-object", "", "12", "specversion");
    row("an array", "[" + event10("") + "]", "batch-sent-as-event", "", "*",
        "application/cloudevents-batch+json");
    row("no specversion", R"({"id":"1","source":"/s","type":"t"})", "missing-attribute",
        "specversion", "*", "\"specversion\": \"1.0\"");
    row("specversion is null", R"({"specversion":null})", "missing-attribute", "specversion", "*",
        "\"specversion\": \"1.0\"");
    row("specversion is a number", R"({"specversion":1.0})", "wrong-json-type", "specversion",
        "1.0", "quotes");
    row("specversion with patch", eventOf("1.0.2", ""), "unknown-specversion", "specversion",
        "\"1.0.2\"", "Write 1.0");
    row("specversion of the future", eventOf("2.0", ""), "unknown-specversion", "specversion",
        "\"2.0\"", "CloudEvents 1.0");
    row("no id", R"({"specversion":"1.0","source":"/s","type":"t"})", "missing-attribute", "id",
        "*", "\"id\"");
    row("id is null", R"({"specversion":"1.0","id":null,"source":"/s","type":"t"})",
        "missing-attribute", "id", "null", "\"id\"");
    row("id is a number", R"({"specversion":"1.0","id":12,"source":"/s","type":"t"})",
        "wrong-json-type", "id", "12", "\"id\": \"12\"");
    row("id is an array", R"({"specversion":"1.0","id":["1"],"source":"/s","type":"t"})",
        "wrong-json-type", "id", "[\"1\"]", "a string");
    row("id is empty", R"({"specversion":"1.0","id":"","source":"/s","type":"t"})",
        "empty-attribute", "id", "\"\"", "a value");
    row("id with a control character",
        R"({"specversion":"1.0","id":"a\u0001","source":"/s","type":"t"})", "invalid-string", "id",
        R"("a\u0001")", "control characters");
    row("id with a noncharacter",
        R"({"specversion":"1.0","id":"a\uffff","source":"/s","type":"t"})", "invalid-string", "id",
        R"("a\uffff")", "noncharacters");
    row("source is empty", R"({"specversion":"1.0","id":"1","source":"","type":"t"})",
        "empty-attribute", "source", "\"\"", "a value");
    row("source with a space", R"({"specversion":"1.0","id":"1","source":"/a b","type":"t"})",
        "invalid-uri-reference", "source", "\"/a b\"", "percent-encoded");
    row("subject is empty", event10(R"("subject":"")"), "empty-attribute", "subject", "\"\"",
        "leave it out");
    row("time without offset", event10(R"("time":"2026-11-23T14:36:40")"), "invalid-timestamp",
        "time", "\"2026-11-23T14:36:40\"", "2026-11-23T13:36:40Z");
    row("time is a number", event10(R"("time":1700000000)"), "wrong-json-type", "time",
        "1700000000", "quotes");
    row("dataschema is relative", event10(R"("dataschema":"/schema")"), "invalid-uri", "dataschema",
        "\"/schema\"", "https://");
    row("media type is none", event10(R"("datacontenttype":"json")"), "invalid-media-type",
        "datacontenttype", "\"json\"", "application/json");
    row("media type is empty", event10(R"("datacontenttype":"")"), "empty-attribute",
        "datacontenttype", "\"\"", "leave it out");
    row("media type with a space behind it", event10(R"("datacontenttype":"text/plain ")"),
        "invalid-media-type", "datacontenttype", "\"text/plain \"", "application/json");
    row("media type that hides a line feed",
        event10(R"("datacontenttype":"text/plain; a=\"\\\nce-id: 2\"")"), "invalid-media-type",
        "datacontenttype", "*", "application/json");
    row("capital letter", event10(R"("myExt":1)"), "invalid-attribute-name", "myExt", "1",
        "small letters");
    row("hyphen", event10(R"("my-ext":1)"), "invalid-attribute-name", "my-ext", "1",
        "small letters");
    row("empty name", event10(R"("":1)"), "invalid-attribute-name", "", "1", "small letters");
    row("fraction", event10(R"("a":1.5)"), "invalid-integer", "a", "1.5", "quotes");
    row("exponent", event10(R"("a":1e2)"), "invalid-integer", "a", "1e2", "quotes");
    row("above 32 bits", event10(R"("a":2147483648)"), "invalid-integer", "a", "2147483648",
        "2147483647");
    row("array", event10(R"("a":[1])"), "wrong-json-type", "a", "[1]", "a string");
    row("object", event10(R"("a":{})"), "wrong-json-type", "a", "{}", "a string");
    row("twice", event10(R"("a":1,"a":1)"), "repeated-attribute", "a", "1", "once");
    row("twice, once null", event10(R"("a":1,"a":null)"), "repeated-attribute", "a", "null",
        "once");
    row("twice, spelt otherwise", event10(R"("\u0069d":"2")"), "repeated-attribute", "id", "\"2\"",
        "once");
    row("twice data", event10(R"("data":1,"data":2)"), "repeated-attribute", "data", "2", "once");
    row("data twice over", event10(R"("data":1,"data_base64":"AA==")"), "data-and-data-base64",
        "data_base64", "\"AA==\"", "not both");
    row("Base64 without padding", event10(R"("data_base64":"AA")"), "invalid-base64", "data_base64",
        "\"AA\"", "padding");
    row("Base64 for URLs", event10(R"("data_base64":"A-_A")"), "invalid-base64", "data_base64",
        "\"A-_A\"", "standard alphabet");
    row("Base64 in lines", event10(R"("data_base64":"AAAA\nAAAA")"), "invalid-base64",
        "data_base64", R"("AAAA\nAAAA")", "no line breaks");
    row("Base64 is an object", event10(R"("data_base64":{})"), "wrong-json-type", "data_base64",
        "{}", "Base64");
    row("data is no text", event10(R"("datacontenttype":"text/plain","data":{"a":1})"),
        "data-not-a-string", "data", R"({"a":1})", "application/json");
    row("0.3: digit first", eventOf("0.3", R"("1a":1)"), "invalid-attribute-name", "1a", "1",
        "small letters");
    row("0.3: data_base64", eventOf("0.3", R"("data_base64":"AA==")"), "invalid-attribute-name",
        "data_base64", "\"AA==\"", "datacontentencoding");
    row("0.3: another encoding",
        eventOf("0.3", R"("datacontentencoding":"quoted-printable","data":"a")"),
        "unknown-content-encoding", "datacontentencoding", "\"quoted-printable\"", "base64");
    row("0.3: not Base64", eventOf("0.3", R"("datacontentencoding":"base64","data":"?")"),
        "invalid-base64", "data", "\"?\"", "padding");
}

void TestJsonEvent::tellsWhatIsWrong()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, rule);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, there);
    QFETCH(QByteArray, fix);
    const ExactCopy copy(text.toStdString());
    const auto event = decodeJsonEvent(copy.view());
    QVERIFY(!event);
    const Rejection &why = event.error();
    QCOMPARE(bytes(why.rule), rule);
    QCOMPARE(why.status, 400);
    QVERIFY(codectest::isComplete(why));
    QVERIFY(why.place.part == Place::Part::Body);
    QCOMPARE(bytes(why.place.name), name);
    if (there != "*")
        QCOMPARE(bytes(textIn(copy.view(), why)), there);
    else
        QVERIFY(!textIn(copy.view(), why).empty());
    QVERIFY2(bytes(why.fix).contains(fix), why.fix.c_str());
}

void TestJsonEvent::tellsWhatIsWrongWithABatch_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QByteArray>("detail"); // a part of it
    QTest::addColumn<QByteArray>("there");
    const std::string good = event10("");
    const auto row = [](const char *tag, const std::string &text, const char *rule,
                        const char *detail, const QByteArray &there) {
        QTest::newRow(tag) << bytes(text) << QByteArray(rule) << QByteArray(detail) << there;
    };
    row("an event", good, "event-sent-as-batch", "a JSON object", bytes(good));
    row("a scalar", "1", "not-an-array", "array", "1");
    row("a number in it", "[" + good + ", 12]", "not-an-object", "Event 2 of the batch", "12");
    row("an array in it", "[[" + good + "]]", "not-an-object", "Event 1 of the batch",
        bytes("[" + good + "]"));
    row("a bad event", "[" + good + ", " + event10(R"("a":1.5)") + "]", "invalid-integer",
        "Event 2 of the batch", "1.5");
    row("mixed versions", "[" + good + "," + eventOf("0.3", "") + "]", "mixed-specversions",
        "Event 2", "\"0.3\"");
    row("a comma too many", "[" + good + ",]", "invalid-json", "]", "]");
    row("cut", "[" + good, "json-ends-early", "cut", "");
    row("cut behind the comma", "[" + good + ",", "json-ends-early", "cut", "");
    row("something behind", "[] []", "invalid-json", "follows", "[");
    row("bad JSON far behind", "[" + good + ",{\"a\":01}]", "invalid-json", "leading zeros", "1");
}

void TestJsonEvent::tellsWhatIsWrongWithABatch()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, rule);
    QFETCH(QByteArray, detail);
    QFETCH(QByteArray, there);
    const ExactCopy copy(text.toStdString());
    const auto events = decodeJsonBatch(copy.view());
    QVERIFY(!events);
    const Rejection &why = events.error();
    QCOMPARE(bytes(why.rule), rule);
    QVERIFY(codectest::isComplete(why));
    QVERIFY2(bytes(why.detail).contains(detail), why.detail.c_str());
    QCOMPARE(bytes(textIn(copy.view(), why)), there);
}

void TestJsonEvent::boundsNesting_data()
{
    QTest::addColumn<quint64>("depth"); // of the whole text
    QTest::addColumn<bool>("accepted");
    QTest::newRow("below") << quint64{MaxDepth - 1} << true;
    QTest::newRow("at") << quint64{MaxDepth} << true;
    QTest::newRow("above") << quint64{MaxDepth + 1} << false;
}

void TestJsonEvent::boundsNesting()
{
    QFETCH(quint64, depth);
    QFETCH(bool, accepted);
    const auto nested = [](std::size_t count) {
        return "\"data\":" + std::string(count, '[') + std::string(count, ']');
    };
    const auto event = decodeJsonEvent(event10(nested(depth - 1)));
    QCOMPARE(event.has_value(), accepted);
    const auto batch = decodeJsonBatch("[" + event10(nested(depth - 2)) + "]");
    QCOMPARE(batch.has_value(), accepted);
    if (!accepted) {
        QCOMPARE(event.error().rule, std::string("json-too-deep"));
        QVERIFY(event.error().detail.find("1024") != std::string::npos);
        QCOMPARE(batch.error().rule, std::string("json-too-deep"));
    }
}

void TestJsonEvent::boundsBatches_data()
{
    QTest::addColumn<quint64>("count");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("none") << quint64{0} << true;
    QTest::newRow("below") << quint64{MaxBatchEvents - 1} << true;
    QTest::newRow("at") << quint64{MaxBatchEvents} << true;
    QTest::newRow("above") << quint64{MaxBatchEvents + 1} << false;
}

void TestJsonEvent::boundsBatches()
{
    QFETCH(quint64, count);
    QFETCH(bool, accepted);
    const std::string event = event10("");
    std::string text = "[";
    for (std::size_t i = 0; i < count; ++i)
        text.append(i == 0 ? "" : ",").append(event);
    const auto events = decodeJsonBatch(text + "]");
    QCOMPARE(events.has_value(), accepted);
    if (accepted) {
        QCOMPARE(events->size(), count);
        for (const ReceivedEvent &received : *events)
            QCOMPARE(text.substr(received.text.offset, received.text.length), event);
    } else {
        QCOMPARE(events.error().status, 413);
        QCOMPARE(events.error().rule, std::string("batch-too-long"));
        QVERIFY(codectest::isComplete(events.error()));
    }
}

void TestJsonEvent::boundsAttributes_data()
{
    QTest::addColumn<quint64>("count");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("below") << quint64{MaxJsonMembers - 1} << true;
    QTest::newRow("at") << quint64{MaxJsonMembers} << true;
    QTest::newRow("above") << quint64{MaxJsonMembers + 1} << false;
}

void TestJsonEvent::boundsAttributes()
{
    QFETCH(quint64, count);
    QFETCH(bool, accepted);
    std::string more = "\"x4\":1";
    for (std::size_t i = 5; i < count; ++i)
        more += ",\"x" + std::to_string(i) + "\":1";
    const auto event = decodeJsonEvent(event10(more));
    QCOMPARE(event.has_value(), accepted);
    if (accepted) {
        QCOMPARE(event->extensions.size(), count - 4);
    } else {
        QCOMPARE(event.error().rule, std::string("too-many-attributes"));
        QCOMPARE(event.error().status, 413);
        QVERIFY(codectest::isComplete(event.error()));
        QCOMPARE(event.error().place.name, "x" + std::to_string(MaxJsonMembers));
    }
    // Inside data there is no such limit.
    QVERIFY(decodeJsonEvent(event10("\"data\":{" + more + "}")).has_value());
}

void TestJsonEvent::keepsRefusalsShort_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("rule");
    const std::string much(1'000'000, 'a');
    const std::string digits(1'000'000, '7');
    const auto row = [](const char *tag, const std::string &text, const char *rule) {
        QTest::newRow(tag) << bytes(text) << QByteArray(rule);
    };
    row("a number as id",
        R"({"specversion":"1.0","id":)" + digits + R"(,"source":"/s","type":"t"})",
        "wrong-json-type");
    row("specversion", eventOf(much, ""), "unknown-specversion");
    row("a name, its value broken", event10("\"" + much + "\":\"\\u0001\""), "invalid-string");
    row("a name, its value of a wrong kind", event10("\"" + much + "\":[]"), "wrong-json-type");
    row("a name, its value no integer", event10("\"" + much + "\":1.5"), "invalid-integer");
    row("a name, twice", event10("\"" + much + "\":1,\"" + much + "\":2"), "repeated-attribute");
    row("a name with control characters, twice",
        event10("\"\\u0007" + much + "\":1,\"\\u0007" + much + "\":2"), "repeated-attribute");
    row("a name that is none", event10("\"" + much + "-\":1"), "invalid-attribute-name");
    row("an integer", event10("\"a\":" + digits), "invalid-integer");
    row("a media type over data that is no text",
        event10("\"datacontenttype\":\"text/" + much + "\",\"data\":1"), "data-not-a-string");
    row("a time", event10("\"time\":\"" + much + "\""), "invalid-timestamp");
    row("Base64", event10("\"data_base64\":\"" + much + "?\""), "invalid-base64");
    row("an encoding", eventOf("0.3", "\"datacontentencoding\":\"" + much + "\",\"data\":\"\""),
        "unknown-content-encoding");
}

void TestJsonEvent::keepsRefusalsShort()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, rule);
    const auto event = decodeJsonEvent(text.toStdString());
    QVERIFY(!event);
    QCOMPARE(bytes(event.error().rule), rule);
    QVERIFY2(codectest::size(event.error()) < 4096,
             qPrintable(QString::number(codectest::size(event.error()))));
    QVERIFY(event.error().title.find('\x07') == std::string::npos);
}

void TestJsonEvent::refusesEveryTruncation()
{
    const std::string batch = "[" + std::string(Rich) + "," + event10("") + "]";
    for (std::size_t length = 0; length < batch.size(); ++length) {
        const ExactCopy copy(std::string_view(batch).substr(0, length));
        QVERIFY(!decodeJsonBatch(copy.view()));
        const auto event = decodeJsonEvent(copy.view());
        QVERIFY(!event);
        QVERIFY(codectest::isComplete(event.error()));
    }
    for (std::size_t length = 0; length < Rich.size(); ++length) {
        const ExactCopy copy(Rich.substr(0, length));
        QVERIFY(!decodeJsonEvent(copy.view()));
    }
    QVERIFY(decodeJsonBatch(batch).has_value());
    QVERIFY(isSound(Rich));
}

void TestJsonEvent::survivesEveryChangedByte()
{
    std::string text(Rich);
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char original = text[at];
        for (const int value :
             {0x00, 0x09, 0x0A, 0x1F, 0x20, 0x22, 0x2C, 0x2D, 0x30, 0x3A, 0x41, 0x5B, 0x5C,
              0x5D, 0x61, 0x6E, 0x75, 0x7B, 0x7D, 0x7F, 0x80, 0xC3, 0xED, 0xF0, 0xFF}) {
            text[at] = static_cast<char>(value);
            QVERIFY2(isSound(text), text.c_str());
        }
        text[at] = original;
    }
}

void TestJsonEvent::survivesRandomSplices()
{
    constexpr unsigned Seed = 20261123;
    qInfo("seed %u", Seed);
    std::mt19937 random(Seed);
    int accepted = 0;
    for (int round = 0; round < 30'000; ++round) {
        std::string text(Rich);
        for (std::size_t edits = 1 + random() % 3; edits > 0; --edits) {
            const std::size_t from = random() % text.size();
            const std::size_t length = random() % 12;
            const std::string piece = text.substr(random() % text.size(), random() % 12);
            if (random() % 2 == 0)
                text.insert(from, piece);
            else
                text.erase(from, length);
            if (text.empty())
                text = "{";
        }
        QVERIFY2(isSound(text), text.c_str());
        accepted += decodeJsonEvent(text) ? 1 : 0;
    }
    QVERIFY(accepted > 100);
}

QTEST_GUILESS_MAIN(TestJsonEvent)
#include "tst_jsonevent.moc"

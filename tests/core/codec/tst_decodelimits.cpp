// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/avro/avroformat.h"
#include "core/codec/httpmessage.h"
#include "core/codec/jsonformat.h"
#include "core/codec/protobuf/protobufformat.h"
#include "core/codec/xml/xmlformat.h"
#include "tests/core/codec/codectest.h"

#include <QTest>

#include <string>
#include <vector>

using namespace core;
using codectest::Head;

namespace {

constexpr DecodeLimits Limits{3, 4};

std::string jsonEvent(const std::string &data)
{
    return R"({"specversion":"1.0","id":"1","source":"/s","type":"t","data":)" + data + "}";
}

/// JSON objects inside each other.
std::string objects(std::size_t depth)
{
    std::string json = "{}";
    for (std::size_t level = 1; level < depth; ++level)
        json = "{\"a\":" + json + "}";
    return json;
}

std::string times(std::size_t count, const std::string &text, const std::string &between = {})
{
    std::string out;
    for (std::size_t each = 0; each < count; ++each)
        out += (each > 0 ? between : std::string()) + text;
    return out;
}

std::string xmlEvent(std::size_t depth)
{
    const std::size_t inside = depth - 2; // event and data
    return "<event xmlns=\"http://cloudevents.io/xmlformat/V1\" "
           "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" specversion=\"1.0\">"
           "<id>1</id><source>/s</source><type>t</type><data xsi:type=\"xs:any\">" +
           times(inside, "<a>") + times(inside, "</a>") + "</data></event>";
}

std::string avroEvent(std::size_t depth)
{
    const std::string text = jsonEvent(objects(depth));
    const CloudEvent event = decodeJsonEvent(text).value();
    std::string out;
    appendAvroEvent(out, {event, text});
    return out;
}

std::string protobufBatch(std::size_t count)
{
    const std::string text = jsonEvent("1");
    const CloudEvent event = decodeJsonEvent(text).value();
    std::string one;
    appendProtobufEvent(one, {event, text});
    std::string out;
    for (std::size_t each = 0; each < count; ++each)
        appendToProtobufBatch(out, one);
    return out;
}

std::string xmlBatch(std::size_t count)
{
    const std::string event = xmlEvent(3);
    const std::vector<std::string_view> events(count, event);
    return xmlBatchDocument(events);
}

} // namespace

/// Limits that are lower than what the decoders can do: DecodeLimits::batchEvents and ::depth.
class TestDecodeLimits : public QObject {
    Q_OBJECT

private slots:
    void areKept_data();
    void areKept();
};

void TestDecodeLimits::areKept_data()
{
    QTest::addColumn<std::string>("type");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<std::string>("rule"); // empty: accepted
    QTest::addColumn<std::string>("limit");

    const auto rows = [](const char *what, const std::string &type, auto bodyOf, std::size_t limit,
                         const std::string &rule, const std::string &words) {
        const std::string name = std::string(what) + ", ";
        QTest::newRow((name + "below").c_str())
            << type << bodyOf(limit - 1) << std::string() << words;
        QTest::newRow((name + "at").c_str()) << type << bodyOf(limit) << std::string() << words;
        QTest::newRow((name + "above").c_str()) << type << bodyOf(limit + 1) << rule << words;
    };
    const std::string one = "application/cloudevents";
    const std::string batch = "application/cloudevents-batch";
    const std::string events = "batchEvents is 3 events";
    rows(
        "JSON batch", batch + "+json",
        [](std::size_t count) { return "[" + times(count, jsonEvent("1"), ",") + "]"; },
        Limits.batchEvents, "batch-too-long", events);
    rows("Protobuf batch", batch + "+protobuf", protobufBatch, Limits.batchEvents, "batch-too-long",
         events);
    rows("XML batch", batch + "+xml", xmlBatch, Limits.batchEvents, "batch-too-long", events);
    rows(
        "JSON", one + "+json",
        [](std::size_t depth) { return jsonEvent(objects(depth - 1)); }, // the event is one
        Limits.depth, "json-too-deep", "depth is 4 containers");
    rows(
        "JSON in a batch", batch + "+json",
        [](std::size_t depth) { return "[" + jsonEvent(objects(depth - 2)) + "]"; }, Limits.depth,
        "json-too-deep", "depth is 4 containers");
    rows("XML", one + "+xml", xmlEvent, Limits.depth, "xml-too-deep", "depth is 4 elements");
    rows("Avro", one + "+avro", avroEvent, Limits.depth, "avro-too-deep",
         "depth is 4 maps and arrays");
}

void TestDecodeLimits::areKept()
{
    QFETCH(std::string, type);
    QFETCH(std::string, body);
    QFETCH(std::string, rule);
    QFETCH(std::string, limit);
    const Head head("content-type: " + type + "\n");
    QVERIFY(decodeHttp(head.fields(), body));
    const auto decoded = decodeHttp(head.fields(), body, Limits);
    QCOMPARE(decoded ? std::string() : decoded.error().rule, rule);
    if (!decoded) {
        QVERIFY(codectest::isComplete(decoded.error()));
        QVERIFY2(decoded.error().detail.find(limit) != std::string::npos,
                 decoded.error().detail.c_str());
    }
}

QTEST_GUILESS_MAIN(TestDecodeLimits)
#include "tst_decodelimits.moc"

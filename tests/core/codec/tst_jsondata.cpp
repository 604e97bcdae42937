// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsondata.h"

#include "core/codec/avro/avroformat.h"
#include "core/codec/jsonformat.h"
#include "core/codec/protobuf/protobufformat.h"
#include "core/codec/xml/xmlformat.h"
#include "tests/support/printedstrings.h"

#include <QtTest/QtTest>

using namespace core;
using State = JsonData::State;

/// Which data counts as JSON, in every form that an event can hold it.
class TestJsonData : public QObject {
    Q_OBJECT
private slots:
    void takesBytesOfBinaryMode_data();
    void takesBytesOfBinaryMode();
    void takesJsonEvents_data();
    void takesJsonEvents();
    void takesXmlEvents_data();
    void takesXmlEvents();
    void takesWhatOtherFormatsHold_data();
    void takesWhatOtherFormatsHold();
    void survivesRangesOutside();
};

namespace {

constexpr const char *None = "(none)";
constexpr const char *NotJson = "(not JSON)";

std::string jsonOf(const CloudEvent &event, std::string_view text)
{
    const JsonData data({event, text});
    switch (data.state()) {
    case State::None:
        return data.json().empty() ? None : "bytes of nothing";
    case State::NotJson:
        return data.json().empty() ? NotJson : "bytes of what is not JSON";
    case State::Json:
        return std::string(data.json());
    }
    return {};
}

auto beginRows()
{
    QTest::addColumn<std::string>("type"); // empty: none
    QTest::addColumn<std::string>("data");
    QTest::addColumn<std::string>("json");
    return [](const char *name, const char *type, const char *data, const char *json) {
        QTest::newRow(name) << std::string(type) << std::string(data) << std::string(json);
    };
}

CloudEvent eventOfType(const std::string &type)
{
    CloudEvent event;
    event.id = "1";
    event.source = "/s";
    event.type = "t";
    if (!type.empty())
        event.dataContentType = type;
    return event;
}

} // namespace

void TestJsonData::takesBytesOfBinaryMode_data()
{
    const auto row = beginRows();
    row("JSON", "application/json", R"({"a":1})", R"({"a":1})");
    row("a JSON suffix", "application/vnd.x+json; charset=utf-8", "[1]", "[1]");
    row("a name in capitals", "Application/JSON", "[1]", "[1]");
    row("white space stays", "application/json", " [1]\n", " [1]\n");
    row("no media type", "", "[1]", "[1]");
    row("no JSON without a media type", "", "hello", NotJson);
    row("claims to be JSON", "application/json", R"({"a":1)", NotJson);
    row("two values", "application/json", "1 2", NotJson);
    row("a byte order mark", "application/json", "\xEF\xBB\xBF[1]", NotJson);
    row("not UTF-8", "application/json", "\"\xff\"", NotJson);
    row("nothing under a JSON media type", "application/json", "", NotJson);
    row("another media type", "text/plain", "[1]", NotJson);
    row("a media type that is none", "json", "[1]", NotJson);
}

void TestJsonData::takesBytesOfBinaryMode()
{
    QFETCH(std::string, type);
    QFETCH(std::string, data);
    QFETCH(std::string, json);
    CloudEvent event = eventOfType(type);
    QCOMPARE(jsonOf(event, data), std::string(None)); // without a form there is no data
    event.dataForm = DataForm::Raw;
    event.data = {0, static_cast<std::uint32_t>(data.size())};
    QCOMPARE(jsonOf(event, data), json);
}

void TestJsonData::takesJsonEvents_data()
{
    const auto row = beginRows();
    row("an object", "", R"("data":{"a" : 1})", R"({"a" : 1})");
    row("under a JSON media type", "application/json", R"("data":[1])", "[1]");
    row("a string is a JSON string", "application/json", R"("data":"[1]")", R"("[1]")");
    row("a string without a media type", "", R"("data":"x\n")", R"("x\n")");
    row("null", "", R"("data":null)", "null");
    row("no data", "", R"("subject":"s")", None);
    row("text", "text/plain", R"("data":"[1]")", NotJson);
    row("Base64 under a JSON media type", "application/json", R"("data_base64":"WzFd")", "[1]");
    row("Base64 with escapes", "application/json", R"("data_base64":"Wz\u0046d")", "[1]");
    row("Base64 without a media type", "", R"("data_base64":"WzFd")", "[1]");
    row("Base64 of something else", "", R"("data_base64":"aGk=")", NotJson);
    row("Base64 under another media type", "image/png", R"("data_base64":"WzFd")", NotJson);
}

void TestJsonData::takesJsonEvents()
{
    QFETCH(std::string, type);
    QFETCH(std::string, data);
    QFETCH(std::string, json);
    std::string text = R"({"specversion":"1.0","id":"1","source":"/s","type":"t",)" + data;
    if (!type.empty())
        text += R"(,"datacontenttype":")" + type + "\"";
    text += "}";
    const auto event = decodeJsonEvent(text);
    QVERIFY(event);
    QCOMPARE(jsonOf(*event, text), json);
}

void TestJsonData::takesXmlEvents_data()
{
    const auto row = beginRows();
    row("text under a JSON media type", "application/json",
        R"(<data xsi:type="xs:string">{"a":1}</data>)", R"({"a":1})");
    row("text with escapes", "application/json",
        R"(<data xsi:type="xs:string">["&lt;&amp;"]</data>)", R"(["<&"])");
    row("text that is no JSON", "application/json", R"(<data xsi:type="xs:string">{</data>)",
        NotJson);
    row("text without a media type", "", R"(<data xsi:type="xs:string">[1]</data>)", NotJson);
    row("bytes", "application/json", R"(<data xsi:type="xs:base64Binary"> WzFd </data>)", "[1]");
    row("an element", "application/json", R"(<data xsi:type="xs:any"><a xmlns="">1</a></data>)",
        NotJson);
    row("nothing", "application/json", "", None);
}

void TestJsonData::takesXmlEvents()
{
    QFETCH(std::string, type);
    QFETCH(std::string, data);
    QFETCH(std::string, json);
    std::string text = R"(<event xmlns="http://cloudevents.io/xmlformat/V1" )"
                       R"(xmlns:xs="http://www.w3.org/2001/XMLSchema" )"
                       R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" specversion="1.0">)"
                       R"(<id>1</id><source>/s</source><type>t</type>)";
    if (!type.empty())
        text += "<datacontenttype>" + type + "</datacontenttype>";
    text += data + "</event>";
    const auto event = decodeXmlEvent(text);
    QVERIFY2(event, event ? "" : event.error().detail.c_str());
    QCOMPARE(jsonOf(*event, text), json);
}

void TestJsonData::takesWhatOtherFormatsHold_data()
{
    const auto row = beginRows();
    row("JSON", "application/json", R"({"a":[1,"x"],"b":null})", R"({"a":[1,"x"],"b":null})");
    row("a JSON string", "application/json", R"("x")", R"("x")");
    row("JSON that an Avro schema cannot hold", "application/json", "[1,[2]]", "[1,[2]]");
    row("no media type", "", R"({"a":1})", R"({"a":1})");
}

void TestJsonData::takesWhatOtherFormatsHold()
{
    QFETCH(std::string, type);
    QFETCH(std::string, data);
    QFETCH(std::string, json);
    CloudEvent event = eventOfType(type);
    event.dataForm = DataForm::Json;
    event.data = {0, static_cast<std::uint32_t>(data.size())};

    std::string avro;
    appendAvroEvent(avro, {event, data});
    const auto fromAvro = decodeAvroEvent(avro);
    QVERIFY(fromAvro);
    QCOMPARE(jsonOf(*fromAvro, avro), json);

    std::string protobuf;
    appendProtobufEvent(protobuf, {event, data});
    const auto fromProtobuf = decodeProtobufEvent(protobuf);
    QVERIFY(fromProtobuf);
    QCOMPARE(jsonOf(*fromProtobuf, protobuf), json);
}

/// As of an event that was read from a damaged file.
void TestJsonData::survivesRangesOutside()
{
    for (const auto form : {DataForm::Raw, DataForm::JsonText, DataForm::JsonBase64, DataForm::Text,
                            DataForm::ProtobufAny, DataForm::XmlText, DataForm::XmlBase64,
                            DataForm::XmlElement, DataForm::XmlBoundElement}) {
        CloudEvent event = eventOfType("application/json");
        event.dataForm = form;
        event.data = {100, 5};
        QCOMPARE(jsonOf(event, "[1]"), std::string(NotJson));
    }
}

QTEST_GUILESS_MAIN(TestJsonData)
#include "tst_jsondata.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"
#include "core/codec/xml/xmlformat.h"
#include "tests/core/codec/hostilebytes.h"
#include "tests/support/printedstrings.h"

#include <QtTest/QtTest>

using namespace core;
using codectest::bytes;
using codectest::ExactCopy;

/// The elements `event` and `batch` of the XML format: what they mean, and what is refused.
class TestXmlEvent : public QObject {
    Q_OBJECT
private slots:
    void readsAttributes();
    void readsEachKindOfData_data();
    void readsEachKindOfData();
    void readsEachSpelling_data();
    void readsEachSpelling();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void readsBatches();
    void givesEachEventTheNamespacesOfItsBatch();
    void tellsWhatIsWrongWithABatch_data();
    void tellsWhatIsWrongWithABatch();
    void boundsElements_data();
    void boundsElements();
    void boundsBatches_data();
    void boundsBatches();
    void boundsSharedNamespaces_data();
    void boundsSharedNamespaces();
    void refusesEveryTruncation();
    void survivesEveryChangedByte();
};

namespace {

constexpr const char *Spaces = R"(xmlns="http://cloudevents.io/xmlformat/V1" )"
                               R"(xmlns:ce="http://cloudevents.io/xmlformat/V1" )"
                               R"(xmlns:xs="http://www.w3.org/2001/XMLSchema" )"
                               R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance")";
constexpr const char *Required = "<id>1</id><source>/s</source><type>t</type>";

std::string document(const std::string &rest)
{
    return "<event " + std::string(Spaces) + " specversion=\"1.0\">" + Required + rest + "</event>";
}

std::string jsonOf(const std::string &xml)
{
    const ExactCopy copy(xml);
    const auto event = decodeXmlEvent(copy.view());
    if (!event)
        return event.error().rule + ": " + event.error().detail;
    std::string line;
    appendJsonEvent(line, *event, copy.view());
    constexpr std::string_view Start = R"({"specversion":"1.0","id":"1","source":"/s","type":"t")";
    return line.starts_with(Start) ? line.substr(Start.size(), line.size() - Start.size() - 1)
                                   : line;
}

} // namespace

void TestXmlEvent::readsAttributes()
{
    const auto event = decodeXmlEvent(document(
        "<subject>a &amp; b</subject><time xsi:type=\"ce:timestamp\">2026-11-23T14:36:40.981+01:00"
        "</time><datacontenttype>text/plain</datacontenttype><dataschema xsi:type=\"ce:uri\">urn:s"
        "</dataschema><s xsi:type=\"ce:string\"> x </s><n xsi:type=\"ce:integer\">-7</n>"
        "<b xsi:type=\"ce:boolean\">false</b><y xsi:type=\"ce:binary\">AP8=</y>"
        "<u xsi:type=\"ce:uri\">urn:u</u><r xsi:type=\"ce:uriRef\">../r</r>"
        "<t xsi:type=\"ce:timestamp\">2026-11-23T14:36:40Z</t><e xsi:type=\"ce:string\"/>"));
    QVERIFY2(event, event ? "" : event.error().detail.c_str());
    QCOMPARE(event->subject.value_or(""), std::string("a & b"));
    QCOMPARE(event->time.value_or(""), std::string("2026-11-23T14:36:40.981+01:00"));
    QCOMPARE(event->dataContentType.value_or(""), std::string("text/plain"));
    QCOMPARE(event->dataSchema.value_or(""), std::string("urn:s"));
    const auto text = [](AttributeType type, const char *value) {
        return AttributeValue::text(type, value);
    };
    const std::vector<Extension> wanted{
        {"s", AttributeValue::string(" x ")},
        {"n", AttributeValue::integer(-7)},
        {"b", AttributeValue::boolean(false)},
        {"y", text(AttributeType::Binary, "AP8=")},
        {"u", text(AttributeType::Uri, "urn:u")},
        {"r", text(AttributeType::UriReference, "../r")},
        {"t", text(AttributeType::Timestamp, "2026-11-23T14:36:40Z")},
        {"e", AttributeValue::string("")}};
    QVERIFY(event->extensions == wanted);
}

void TestXmlEvent::readsEachKindOfData_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("form");
    const auto row = [](const char *tag, const std::string &rest, const char *json, DataForm form) {
        QTest::newRow(tag) << bytes(rest) << QByteArray(json) << int(form);
    };
    const auto type = [](const std::string &name) {
        return "<datacontenttype>" + name + "</datacontenttype>";
    };
    row("none", "", "", DataForm::None);
    row("bytes", "<data xsi:type='xs:base64Binary'>AP8=</data>", R"(,"data_base64":"AP8=")",
        DataForm::JsonBase64);
    row("no bytes", "<data xsi:type='xs:base64Binary'/>", R"(,"data_base64":"")",
        DataForm::JsonBase64);
    row("bytes with line breaks", "<data xsi:type='xs:base64Binary'>\n AP\n 8=\n</data>",
        R"(,"data_base64":"AP8=")", DataForm::XmlBase64);
    row("bytes with a comment", "<data xsi:type='xs:base64Binary'>AP<!-- x -->8=</data>",
        R"(,"data_base64":"AP8=")", DataForm::XmlBase64);
    row("text", "<data xsi:type='xs:string'>a \"b\"</data>", R"(,"data":"a \"b\"")",
        DataForm::Text);
    row("no text", "<data xsi:type='xs:string'></data>", R"(,"data":"")", DataForm::Text);
    row("text with references", "<data xsi:type='xs:string'>&lt;a&gt;\r\n&#13;</data>",
        R"(,"data":"<a>\n\r")", DataForm::XmlText);
    row("text in CDATA", "<data xsi:type='xs:string'><![CDATA[<a>]]></data>", R"(,"data":"<a>")",
        DataForm::XmlText);
    row("JSON", type("application/json") + "<data xsi:type='xs:string'>{\"a\":1.0}</data>",
        R"(,"datacontenttype":"application/json","data":{"a":1.0})", DataForm::Text);
    row("JSON with references",
        type("application/json") +
            "<data xsi:type='xs:string'>{&quot;a&quot;:&quot;&lt;&quot;}</data>",
        R"(,"datacontenttype":"application/json","data":{"a":"<"})", DataForm::XmlText);
    row("an element",
        type("application/xml") + "<data xsi:type='xs:any'>\n <o xmlns='urn:o'>x</o> </data>",
        R"(,"datacontenttype":"application/xml","data":"<o xmlns='urn:o'>x</o>")",
        DataForm::XmlElement);
    row("an element between comments",
        "<data xsi:type='xs:any'><!-- a --><o xmlns=''><!-- b --></o><?p?></data>",
        R"(,"data":"<o xmlns=''><!-- b --></o>")", DataForm::XmlElement);
    row("an element of the default namespace", "<data xsi:type='xs:any'><o a='b'/></data>",
        R"(,"data":"<o xmlns=\"http://cloudevents.io/xmlformat/V1\" xmlns:ce=\"http://cloudevents.io/xmlformat/V1\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" a='b'/>")",
        DataForm::XmlBoundElement);
    row("an element that declares all it uses",
        "<data xmlns:p='urn:p' xsi:type='xs:any'><p:o xmlns:p='urn:q'/></data>",
        R"(,"data":"<p:o xmlns:p='urn:q'/>")", DataForm::XmlElement);
    row("an element with a prefix of data",
        "<data xmlns='' xmlns:ce='' xmlns:p='urn:&quot;&amp;' xsi:type='xs:any'><o p:a=''/></data>",
        "", DataForm::None);
}

void TestXmlEvent::readsEachKindOfData()
{
    QFETCH(QByteArray, rest);
    QFETCH(QByteArray, json);
    QFETCH(int, form);
    const std::string xml = document(rest.toStdString());
    if (json.isEmpty() && !rest.isEmpty()) { // a prefix cannot be undeclared
        QCOMPARE(decodeXmlEvent(xml).error().rule, std::string("unbound-prefix"));
        return;
    }
    QCOMPARE(bytes(jsonOf(xml)), json);
    const auto event = decodeXmlEvent(xml);
    QCOMPARE(int(event->dataForm), form);
    QCOMPARE(dataSize(*event, xml), dataBytes(*event, xml).size());
    // What surrounds the element does not change where its data is.
    QCOMPARE(bytes(jsonOf("\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<!-- x -->" + xml + "\n")), json);
}

void TestXmlEvent::readsEachSpelling_data()
{
    QTest::addColumn<QByteArray>("xml");
    const auto row = [](const char *tag, const std::string &xml) {
        QTest::newRow(tag) << bytes(xml);
    };
    const std::string space = "http://cloudevents.io/xmlformat/V1";
    row("another prefix", "<e:event xmlns:e='" + space +
                              "' specversion='1.0'><e:id>1</e:id><e:source>/s</e:source>"
                              "<e:type>t</e:type></e:event>");
    row("prefixes on each element",
        "<a:event xmlns:a='" + space + "' specversion='1.0'><b:id xmlns:b='" + space +
            "'>1</b:id><source xmlns='" + space + "'>/s</source><a:type>t</a:type></a:event>");
    row("with comments", document("<!-- x -->"));
    row("CDATA and references", "<event xmlns='" + space +
                                    "' specversion='&#49;.0'><id><![CDATA[1]]></id><source>&#x2F;s"
                                    "</source><type>t<!-- x --></type></event>");
    row("elements and attributes that are ignored",
        "<event xmlns='" + space +
            "' specversion='1.0' other='x'><id a='b'>1</id>"
            "<source>/s</source><type>t</type><x xmlns='urn:x'>text<id/></x></event>");
}

void TestXmlEvent::readsEachSpelling()
{
    QFETCH(QByteArray, xml);
    QCOMPARE(jsonOf(xml.toStdString()), std::string());
}

void TestXmlEvent::tellsWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QByteArray>("place"); // the bytes that are named
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *tag, const std::string &xml, const char *rule,
                        const std::string &place, const char *said) {
        QTest::newRow(tag) << bytes(xml) << QByteArray(rule) << bytes(place) << QByteArray(said);
    };
    const std::string open = "<event " + std::string(Spaces) + " specversion=\"1.0\">";
    row("nothing", "", "empty-body", "", "empty");
    row("JSON", R"({"specversion":"1.0"})", "json-sent-as-other-format", "{",
        "application/cloudevents+json");
    row("a document type", "<!DOCTYPE event>" + document(""), "doctype-not-allowed", "<",
        "without <!DOCTYPE");
    row("a bomb",
        "<!DOCTYPE a [<!ENTITY b '&#38;c;&#38;c;'><!ENTITY c 'x'>]>" + document("<x>&b;</x>"),
        "doctype-not-allowed", "<", "entities");
    row("cut", open + "<id>1", "xml-ends-early", "", "whole body");
    row("broken", open + "<id>1</ie></event>", "invalid-xml", "<", "at byte");
    row("another root", "<a/>", "not-an-xml-event", "<a/>", "namespace \"\"");
    row("another namespace", "<event xmlns='urn:x'/>", "not-an-xml-event", "<event xmlns='urn:x'/>",
        "http://cloudevents.io/xmlformat/V1");
    row("a batch", "<batch " + std::string(Spaces) + "/>", "batch-sent-as-event", "",
        "application/cloudevents-batch+xml");
    row("no version", "<event " + std::string(Spaces) + ">" + Required + "</event>",
        "missing-attribute", "<event " + std::string(Spaces) + ">", "XML attribute specversion");
    row("the version in a namespace",
        "<event " + std::string(Spaces) + " ce:specversion=\"1.0\">" + Required + "</event>",
        "missing-attribute", "ce:specversion=\"1.0\"", "without a prefix");
    row("an empty version", "<event " + std::string(Spaces) + " specversion=\"\">",
        "empty-attribute", "", "specversion is empty");
    row("another version", "<event " + std::string(Spaces) + " specversion=\"0.9\">",
        "unknown-specversion", "0.9", "1.0 and 0.3");
    row("version 0.3", "<event " + std::string(Spaces) + " specversion=\"0.3\">",
        "version-without-format", "0.3", "events of 1.0");
    row("the version as an element", open + "<specversion>1.0</specversion></event>",
        "specversion-as-element", "<specversion>", "no element specversion");
    row("no id", open + "<source>/s</source><type>t</type></event>", "missing-attribute",
        open + "<source>/s</source><type>t</type></event>", "lacks: id");
    row("an id in another namespace",
        open + "<id xmlns=''>1</id><source>/s</source><type>t</type></event>", "missing-attribute",
        open + "<id xmlns=''>1</id><source>/s</source><type>t</type></event>",
        "Put the element id into the namespace");
    row("an empty id", open + "<id/></event>", "empty-attribute", "<id/>", "id is empty");
    row("an id with a line break", open + "<id>a\nb</id></event>", "invalid-string",
        "<id>a\nb</id>", "control");
    row("an id with an element", open + "<id>a<b/></id></event>", "element-in-value", "<b/>",
        "no elements");
    row("an id of another type", open + "<id xsi:type='ce:integer'>1</id></event>",
        "wrong-attribute-type", "<id xsi:type='ce:integer'>", "a String");
    row("a time of another type", open + "<time xsi:type='ce:string'>x</time></event>",
        "wrong-attribute-type", "<time xsi:type='ce:string'>", "a Timestamp");
    row("a source that is none", open + "<source>a b</source></event>", "invalid-uri-reference",
        "<source>a b</source>", "percent");
    row("an extension without type", open + "<ext>x</ext></event>", "missing-attribute-type",
        "<ext>", "ce:string");
    row("an extension of a type of XML Schema", open + "<ext xsi:type='xs:string'>x</ext></event>",
        "unknown-attribute-type", "xs:string", "ce:boolean");
    row("an extension of no type", open + "<ext xsi:type='ce:float'>1.0</ext></event>",
        "unknown-attribute-type", "ce:float", "ce:boolean");
    row("an extension with a capital", open + "<Ext xsi:type='ce:string'>x</Ext></event>",
        "invalid-attribute-name", "<Ext xsi:type='ce:string'>", "\"Ext\"");
    row("an integer that is none", open + "<n xsi:type='ce:integer'>1.5</n></event>",
        "invalid-integer", "<n xsi:type='ce:integer'>1.5</n>", "-2147483648");
    row("a boolean that is none", open + "<n xsi:type='ce:boolean'>1</n></event>",
        "invalid-boolean", "<n xsi:type='ce:boolean'>1</n>", "true or false");
    row("Base64 that is none", open + "<n xsi:type='ce:binary'>x</n></event>", "invalid-base64",
        "<n xsi:type='ce:binary'>x</n>", "padding");
    row("an attribute twice", open + Required + "<type>t</type></event>", "repeated-attribute",
        "<type>", "at most once");
    row("data twice",
        open + Required + "<data xsi:type='xs:string'/><data xsi:type='xs:string'/></event>",
        "repeated-attribute", "<data xsi:type='xs:string'/>", "at most once");
    row("text between elements", open + " x " + Required + "</event>", "stray-text", " x ",
        "white space");
    row("text between elements, as CDATA", open + "<![CDATA[x]]></event>", "stray-text",
        "<![CDATA[x]]>", "white space");
    row("data without type", open + "<data>x</data></event>", "missing-data-type", "<data>",
        "xs:base64Binary");
    row("data of another type", open + "<data xsi:type='xs:boolean'>true</data></event>",
        "unknown-data-type", "xs:boolean", "xs:any");
    row("data of a type without namespace", open + "<data xsi:type='string'>true</data></event>",
        "unknown-data-type", "string", "xs:any");
    row("data of a type in another namespace",
        open + "<data xmlns:xs='urn:x' xsi:type='xs:string'>true</data></event>",
        "unknown-data-type", "xs:string", "XMLSchema");
    row("text data with an element", open + "<data xsi:type='xs:string'>x<b/></data></event>",
        "element-in-value", "<b/>", "xs:any");
    row("Base64 data that is none", open + "<data xsi:type='xs:base64Binary'>x</data></event>",
        "invalid-base64", "x", "padding");
    row("XML data without element", open + "<data xsi:type='xs:any'> </data></event>",
        "wrong-xml-data", "<data xsi:type='xs:any'>", "no element");
    row("XML data with two elements", open + "<data xsi:type='xs:any'><b/><c/></data></event>",
        "wrong-xml-data", "<c/>", "more than one");
    row("XML data with text", open + "<data xsi:type='xs:any'>x<b/></data></event>", "stray-text",
        "x", "elements of data");
    row("something behind the event", document("") + "<a/>", "invalid-xml", "<",
        "goes on after the root element");
}

void TestXmlEvent::tellsWhatIsWrong()
{
    QFETCH(QByteArray, xml);
    QFETCH(QByteArray, rule);
    QFETCH(QByteArray, place);
    QFETCH(QByteArray, said);
    const ExactCopy copy(xml.toStdString());
    const auto event = decodeXmlEvent(copy.view());
    QVERIFY(!event);
    codectest::compareFault(event.error(), copy.view(), rule, place, said);
}

void TestXmlEvent::readsBatches()
{
    const std::string event = document("<data xsi:type='xs:string'>x</data>");
    const std::string xml = "<c:batch xmlns:c='http://cloudevents.io/xmlformat/V1'>\n" + event +
                            "<!-- y --><other/>" + event + "</c:batch>";
    const ExactCopy copy(xml);
    const auto batch = decodeXmlBatch(copy.view());
    QVERIFY2(batch, batch ? "" : batch.error().detail.c_str());
    QCOMPARE(batch->events.size(), 2U);
    for (const ReceivedEvent &each : batch->events) {
        const std::string_view text =
            std::string_view(*batch->text).substr(each.text.offset, each.text.length);
        QCOMPARE(dataBytes(each.event, text), std::string("x"));
        QVERIFY(decodeXmlEvent(text).value() == each.event); // alone it is the same
    }
    const auto empty = decodeXmlBatch("<batch xmlns='http://cloudevents.io/xmlformat/V1'/>");
    QVERIFY(empty);
    QVERIFY(empty->events.empty());
}

void TestXmlEvent::givesEachEventTheNamespacesOfItsBatch()
{
    const std::string xml =
        "<ce:batch xmlns:ce='http://cloudevents.io/xmlformat/V1' xmlns:p='urn:&amp;p' "
        "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><ce:event specversion='1.0' "
        "xmlns:q='urn:q'><ce:id>1</ce:id><ce:source>/s</ce:source><ce:type>t</ce:type>"
        "<ce:data xsi:type='xs:any'><p:a q:b=''/></ce:data></ce:event></ce:batch>";
    const auto batch = decodeXmlBatch(xml);
    QVERIFY2(batch, batch ? "" : batch.error().detail.c_str());
    const ReceivedEvent &only = batch->events.at(0);
    const std::string text = batch->text->substr(only.text.offset, only.text.length);
    QVERIFY2(text.starts_with("<ce:event xmlns:ce=\"http://cloudevents.io/xmlformat/V1\" "
                              "xmlns:p=\"urn:&amp;p\" "
                              "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                              "specversion='1.0' xmlns:q='urn:q'>"),
             text.c_str());
    QVERIFY(decodeXmlEvent(text).value() == only.event);
    QCOMPARE(dataBytes(only.event, text),
             std::string("<p:a xmlns:ce=\"http://cloudevents.io/xmlformat/V1\" "
                         "xmlns:p=\"urn:&amp;p\" "
                         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                         "xmlns:q=\"urn:q\" q:b=''/>"));
}

void TestXmlEvent::tellsWhatIsWrongWithABatch_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *tag, const std::string &inside, const char *rule,
                        const char *said) {
        QTest::newRow(tag) << bytes("<batch " + std::string(Spaces) + ">" + inside + "</batch>")
                           << QByteArray(rule) << QByteArray(said);
    };
    const std::string good = document("");
    row("an event that is none", good + "<event specversion='1.0'/>", "missing-attribute",
        "Event 2 of the batch");
    row("an event of 0.3", "<event specversion='0.3'/>", "version-without-format", "Event 1");
    row("text", good + "x", "stray-text", "between the events");
    row("a batch in it", "<batch/>", "not-an-event-in-batch", "\"batch\"");
    row("another element of CloudEvents", "<id>1</id>", "not-an-event-in-batch", "\"id\"");
    row("broken XML", good + "<", "invalid-xml", "at byte");
    QTest::newRow("a single event") << bytes(good) << QByteArray("event-sent-as-batch")
                                    << QByteArray("application/cloudevents+xml");
    QTest::newRow("another root") << QByteArray("<a/>") << QByteArray("not-an-xml-event")
                                  << QByteArray("element batch");
    QTest::newRow("a document type")
        << QByteArray("<!DOCTYPE a><a/>") << QByteArray("doctype-not-allowed")
        << QByteArray("<!DOCTYPE");
}

void TestXmlEvent::tellsWhatIsWrongWithABatch()
{
    QFETCH(QByteArray, xml);
    QFETCH(QByteArray, rule);
    QFETCH(QByteArray, said);
    const ExactCopy copy(xml.toStdString());
    const auto batch = decodeXmlBatch(copy.view());
    QVERIFY(!batch);
    const Rejection &why = batch.error();
    QCOMPARE(bytes(why.rule), rule);
    QVERIFY(codectest::isComplete(why));
    const std::string all = why.title + why.detail + why.fix;
    QVERIFY2(all.find(said.toStdString()) != std::string::npos, all.c_str());
}

void TestXmlEvent::boundsElements_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("fits");
    constexpr int Others = 3; // id, source and type
    QTest::newRow("below") << int(MaxXmlElements) - Others - 1 << true;
    QTest::newRow("at") << int(MaxXmlElements) - Others << true;
    QTest::newRow("above") << int(MaxXmlElements) - Others + 1 << false;
}

void TestXmlEvent::boundsElements()
{
    QFETCH(int, count);
    QFETCH(bool, fits);
    std::string rest;
    for (int i = 0; i < count; ++i) {
        const std::string name = "a" + std::to_string(i);
        rest += "<" + name + " xsi:type='ce:string'/>";
    }
    const auto event = decodeXmlEvent(document(rest));
    QCOMPARE(event.has_value(), fits);
    if (!fits) {
        QCOMPARE(event.error().status, 413);
        QVERIFY(event.error().detail.find("MaxXmlElements") != std::string::npos);
    }
}

void TestXmlEvent::boundsBatches_data()
{
    QTest::addColumn<quint64>("count");
    QTest::addColumn<bool>("fits");
    QTest::newRow("at") << quint64{MaxBatchEvents} << true;
    QTest::newRow("above") << quint64{MaxBatchEvents + 1} << false;
}

void TestXmlEvent::boundsBatches()
{
    QFETCH(quint64, count);
    QFETCH(bool, fits);
    const std::string event = "<event specversion='1.0'>" + std::string(Required) + "</event>";
    std::string xml = "<batch xmlns='http://cloudevents.io/xmlformat/V1'>";
    for (quint64 i = 0; i < count; ++i)
        xml += event;
    const auto batch = decodeXmlBatch(xml + "</batch>");
    QCOMPARE(batch.has_value(), fits);
    if (fits) {
        QCOMPARE(batch->events.size(), std::size_t{count});
        return;
    }
    QCOMPARE(batch.error().status, 413);
    QVERIFY(batch.error().detail.find("batchEvents") != std::string::npos);
}

void TestXmlEvent::boundsSharedNamespaces_data()
{
    QTest::addColumn<int>("bytesOfAll");
    QTest::addColumn<bool>("fits");
    QTest::newRow("below") << int(MaxXmlSharedBytes) - 1 << true;
    QTest::newRow("at") << int(MaxXmlSharedBytes) << true;
    QTest::newRow("above") << int(MaxXmlSharedBytes) + 1 << false;
}

void TestXmlEvent::boundsSharedNamespaces()
{
    QFETCH(int, bytesOfAll);
    QFETCH(bool, fits);
    const QByteArray space = "http://cloudevents.io/xmlformat/V1";
    const QByteArray rest(bytesOfAll - space.size() - 1, 'x'); // one is the prefix p
    const QByteArray xml = "<batch xmlns='" + space + "' xmlns:p='" + rest + "'/>";
    const auto batch = decodeXmlBatch(xml.toStdString());
    QCOMPARE(batch.has_value(), fits);
    if (!fits) {
        QCOMPARE(batch.error().status, 413);
        QVERIFY(batch.error().detail.find("MaxXmlSharedBytes") != std::string::npos);
    }
}

const std::string &rich()
{
    static const std::string xml =
        "<?xml version='1.0'?>" +
        document("<n xsi:type='ce:integer'>-7</n><datacontenttype>application/xml"
                 "</datacontenttype><data xsi:type='xs:any'><a b='&lt;'>x<!-- y --></a></data>");
    return xml;
}

void TestXmlEvent::refusesEveryTruncation()
{
    QVERIFY(decodeXmlEvent(rich()));
    for (std::size_t length = 0; length < rich().size(); ++length) {
        const ExactCopy copy(std::string_view(rich()).substr(0, length));
        const auto event = decodeXmlEvent(copy.view());
        QVERIFY(!event);
        QVERIFY(codectest::isComplete(event.error()));
    }
}

void TestXmlEvent::survivesEveryChangedByte()
{
    using namespace std::string_view_literals;
    codectest::changeEveryByte(rich(), "<>&\"'/ :x\0\xff"sv,
                               [](std::string_view text) { return decodeXmlEvent(text); });
}

QTEST_GUILESS_MAIN(TestXmlEvent)
#include "tst_xmlevent.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/searchedtext.h"

#include "core/log/extensionsjson.h"
#include "tests/support/printedstrings.h"

#include <QtTest/QtTest>

#include <random>

using namespace core;

namespace {

std::vector<std::string> fieldsOf(const SearchedRow &row)
{
    SearchedFields fields;
    std::vector<std::string> found;
    for (const std::string_view field : fields.of(row)) {
        if (!field.empty())
            found.emplace_back(field);
    }
    return found;
}

using Texts = std::vector<std::string>;

} // namespace

/// What of an event is searched.
class TestSearchedText : public QObject {
    Q_OBJECT

private slots:
    void looksAtEachAttributeOnItsOwn();
    void looksAtDataAsItIsMeant_data();
    void looksAtDataAsItIsMeant();
    void looksAtNamesAndValuesOfExtensions();
    void bearsWhatIsNoExtensions();
};

void TestSearchedText::looksAtEachAttributeOnItsOwn()
{
    SearchedRow row;
    row.id = "id-1";
    row.time = "2026-11-27T10:00:00Z";
    row.dataSchema = "urn:schema";
    row.names = {"type", "", "subject", ""};
    QCOMPARE(fieldsOf(row),
             (Texts{"id-1", "2026-11-27T10:00:00Z", "urn:schema", "type", "subject"}));
}

void TestSearchedText::looksAtDataAsItIsMeant_data()
{
    QTest::addColumn<int>("form");
    QTest::addColumn<std::string>("data");
    QTest::addColumn<std::vector<std::string>>("fields");
    const auto row = [](const char *name, DataForm form, const std::string &data,
                        const Texts &fields) {
        QTest::newRow(name) << static_cast<int>(form) << data << fields;
    };
    row("none", DataForm::None, "not looked at", {});
    row("JSON", DataForm::Json, R"({"a":"b"})", {R"({"a":"b"})"});
    row("JSON with escapes", DataForm::Json, R"({"a":"K\u00e4se \"x\"\/\n"})",
        {R"({"a":"K\u00e4se \"x\"\/\n"})", "{\"a\":\"K\xC3\xA4se \"x\"/\n\"}"});
    row("bytes", DataForm::Raw, std::string("a\0\xFF", 3), {std::string("a\0\xFF", 3)});
    row("bytes with JSON", DataForm::Raw, R"("\u0041")", {R"("\u0041")", "\"A\""});
    row("text", DataForm::JsonText, "plain", {"plain"});
    row("text with escapes", DataForm::JsonText, R"(\ud83d\ude00)", {"\xF0\x9F\x98\x80"});
    row("Base64", DataForm::JsonBase64, "AEFC", {std::string("\0AB", 3)});
    row("Base64 with escapes", DataForm::JsonBase64, R"(\u0041EFC)", {std::string("\0AB", 3)});
    row("no Base64", DataForm::JsonBase64, "?", {});
    row("a backslash at the end", DataForm::Raw, "ab\\", {"ab\\", "ab"});
    row("text of a format", DataForm::Text, "a \\u0041", {"a \\u0041", "a A"});
    row("a Protobuf message", DataForm::ProtobufAny, "\x0A\x03t/M\x12\x02\x0A\x00",
        {"\x0A\x03t/M\x12\x02\x0A"});
    row("text in XML", DataForm::XmlText, "K&#228;se<!-- x --> &amp; <![CDATA[<b>]]>",
        {"K\xC3\xA4se & <b>"});
    row("Base64 in XML", DataForm::XmlBase64, " AEFC\n", {std::string("\0AB", 3)});
    row("an XML element", DataForm::XmlElement, "<a b=\"c\">K&#228;se</a>",
        {"<a b=\"c\">K&#228;se</a>", "K\xC3\xA4se"});
    row("an XML element with outer namespaces", DataForm::XmlBoundElement, "<p:a>x</p:a>",
        {"<p:a>x</p:a>", "x"});
    row("an Avro value", DataForm::AvroValue,
        std::string("\x0C\x06"
                    "K\xC3\xA4",
                    5),
        {"\"K\xC3\xA4\""});
    row("no Avro value", DataForm::AvroValue, "\x0C", {});
    row("half an escape", DataForm::Raw, "ab\\u12", {"ab\\u12", "ab\xEF\xBF\xBD"});
    row("half a pair", DataForm::Raw, "ab\\ud83d", {"ab\\ud83d", "ab\xEF\xBF\xBD"});
}

void TestSearchedText::looksAtDataAsItIsMeant()
{
    QFETCH(int, form);
    QFETCH(std::string, data);
    QFETCH(std::vector<std::string>, fields);
    SearchedRow row;
    row.dataForm = static_cast<DataForm>(form);
    row.data = data;
    QCOMPARE(fieldsOf(row), fields);
}

void TestSearchedText::looksAtNamesAndValuesOfExtensions()
{
    std::string json;
    appendExtensionsJson(
        json, {{"trace", AttributeValue::string("a\"b\\c\x01")},
               {"flag", AttributeValue::boolean(true)},
               {"count", AttributeValue::integer(-7)},
               {"empty", AttributeValue::string("")},
               {"deadline", AttributeValue::text(AttributeType::Timestamp, "2026-11-23T13:00:00Z")},
               {"last", AttributeValue::string("{,:}")}});
    SearchedRow row;
    row.extensions = json;
    QCOMPARE(fieldsOf(row), (Texts{"trace", "a\"b\\c\x01", "flag", "true", "count", "-7", "empty",
                                   "deadline", "2026-11-23T13:00:00Z", "last", "{,:}"}));
}

void TestSearchedText::bearsWhatIsNoExtensions()
{
    std::mt19937 random(3);
    for (int round = 0; round < 2000; ++round) {
        std::string json;
        for (auto i = random() % 20; i > 0; --i)
            json += "{}:,\"\\u0a1"[random() % 10];
        SearchedRow row;
        row.extensions = json;
        for (const std::string &field : fieldsOf(row))
            QVERIFY(field.size() <= 3 * json.size());
    }
}

QTEST_GUILESS_MAIN(TestSearchedText)
#include "tst_searchedtext.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/extensionsjson.h"

#include "tests/support/printedstrings.h"

#include <QJsonDocument>
#include <QtTest/QtTest>

using namespace core;

/// Extensions as the text of a column, and back with their types.
class TestExtensionsJson : public QObject {
    Q_OBJECT

private slots:
    void writesWhatItsHeaderSays();
    void readsBack_data();
    void readsBack();
    void refusesWhatItDidNotWrite_data();
    void refusesWhatItDidNotWrite();
    void survivesTruncationAndChange();
};

namespace {

std::string jsonOf(const std::vector<Extension> &extensions)
{
    std::string json;
    appendExtensionsJson(json, extensions);
    return json;
}

std::vector<Extension> everyType()
{
    return {{"yes", AttributeValue::boolean(true)},
            {"no", AttributeValue::boolean(false)},
            {"least", AttributeValue::integer(std::numeric_limits<std::int32_t>::min())},
            {"most", AttributeValue::integer(std::numeric_limits<std::int32_t>::max())},
            {"empty", AttributeValue::string("")},
            {"text", AttributeValue::string("\"quoted\" \\ \xC3\xBC \xF0\x9F\x98\x80")},
            {"digits", AttributeValue::string("42")},
            {"word", AttributeValue::string("true")},
            {"binary", AttributeValue::text(AttributeType::Binary, "AQID")},
            {"uri", AttributeValue::text(AttributeType::Uri, "https://example.com/")},
            {"uriref", AttributeValue::text(AttributeType::UriReference, "/a")},
            {"time", AttributeValue::text(AttributeType::Timestamp, "2026-11-23T13:00:00Z")},
            {"map", AttributeValue::text(AttributeType::Map, R"({"a":"\u0001","b":[1]})")}};
}

} // namespace

void TestExtensionsJson::writesWhatItsHeaderSays()
{
    QCOMPARE(jsonOf({{"trace", AttributeValue::string("a1")},
                     {"deadline",
                      AttributeValue::text(AttributeType::Timestamp, "2026-11-23T13:00:00Z")},
                     {"flag", AttributeValue::boolean(false)},
                     {"count", AttributeValue::integer(-7)}}),
             std::string(R"({"trace":"a1","deadline":{"timestamp":"2026-11-23T13:00:00Z"},)"
                         R"("flag":false,"count":-7})"));
}

void TestExtensionsJson::readsBack_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(everyType().size()); ++i)
        QTest::newRow(everyType()[std::size_t(i)].name.c_str()) << i;
    QTest::newRow("all") << -1;
    QTest::newRow("every byte") << -2;
}

void TestExtensionsJson::readsBack()
{
    QFETCH(int, index);
    std::vector<Extension> extensions = everyType();
    if (index >= 0) {
        extensions = {extensions[std::size_t(index)]};
    } else if (index == -2) {
        std::string bytes;
        for (int c = 0; c < 128; ++c)
            bytes += static_cast<char>(c);
        extensions = {{"bytes", AttributeValue::string(bytes)}};
    }
    const std::string json = jsonOf(extensions);
    const auto parsed = parseExtensionsJson(json);
    QVERIFY(parsed.has_value());
    QVERIFY(*parsed == extensions);
    // Any tool can read it.
    QVERIFY(QJsonDocument::fromJson(QByteArray::fromStdString(json)).isObject());
}

void TestExtensionsJson::refusesWhatItDidNotWrite_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json :
         {"", "{}", "[]", "null", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":1}x", "{\"a\":1,}",
          "{\"a\":1.5}", "{\"a\":2147483648}", "{\"a\":null}", "{\"a\":[1]}", "{\"a\":{}}",
          "{\"a\":{\"colour\":\"red\"}}", "{\"a\":{\"uri\":1}}", "{\"a\":\"\\u00g1\"}",
          "{\"a\":\"x", "{ \"a\":1}"})
        QTest::newRow(json) << QByteArray(json);
}

void TestExtensionsJson::refusesWhatItDidNotWrite()
{
    QFETCH(QByteArray, json);
    QVERIFY(!parseExtensionsJson(json.toStdString()));
}

void TestExtensionsJson::survivesTruncationAndChange()
{
    const std::string json = jsonOf(everyType());
    for (std::size_t length = 0; length < json.size(); ++length) {
        // A copy without anything behind it, for the address sanitizer.
        const std::vector<char> copy(json.begin(), json.begin() + std::ptrdiff_t(length));
        QVERIFY(!parseExtensionsJson({copy.data(), copy.size()}));
    }
    std::string changed = json;
    for (char &byte : changed) {
        const char original = byte;
        for (int value = 0; value < 256; ++value) {
            byte = static_cast<char>(value);
            if (const auto parsed = parseExtensionsJson(changed))
                QVERIFY(parsed->size() <= everyType().size() + 1);
        }
        byte = original;
    }
}

QTEST_GUILESS_MAIN(TestExtensionsJson)
#include "tst_extensionsjson.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/redaction/redaction.h"
#include "tests/core/transfer/transfertest.h"

#include "core/codec/httpencode.h"
#include "core/codec/jsonformat.h"

#include <QTest>

using namespace core;

namespace {

/// The first event of a request, as it would be read back.
StoredEvent storedEvent(const std::string &request)
{
    const Message message = transfertest::received(request);
    StoredEvent stored;
    stored.sequence = {7};
    stored.mode = message.mode;
    stored.format = message.format;
    stored.head = message.head;
    stored.event = message.events.front().event;
    const ByteRange text = message.events.front().text;
    stored.text = message.body.substr(text.offset, text.length);
    return stored;
}

std::string jsonOf(const StoredEvent &stored)
{
    std::string json;
    appendJsonEvent(json, stored.event, stored.text);
    return json;
}

Redaction rules(const QStringList &texts,
                Redaction::OtherData otherData = Redaction::OtherData::Refuse)
{
    std::vector<std::string> list;
    for (const QString &text : texts)
        list.push_back(text.toStdString());
    const auto redaction = Redaction::parse(list, otherData);
    if (!redaction)
        qFatal("%s", redaction.error().detail.c_str());
    return *redaction;
}

const char *const SecretEvent =
    R"({"specversion":"1.0","id":"1","source":"/secret","type":"t","subject":"secret","time":"2026-01-01T00:00:00Z",)"
    R"("tenant":"secret","level":42,"data":{"card":"secret","keep": 1.10}})";

std::string binary(const std::string &contentType, const std::string &body)
{
    return transfertest::binaryRequest(
        "ce-specversion: 1.0\r\nce-id: 1\r\nCE-Source: /secret\r\nce-type: t\r\n"
        "ce-subject: secret\r\nce-tenant: secret\r\nce-time: 2026-01-01T00:00:00Z\r\n" +
            (contentType.empty() ? std::string() : "Content-Type: " + contentType + "\r\n"),
        body);
}

} // namespace

class TestRedaction : public QObject {
    Q_OBJECT

private slots:
    void redactsEventsInJson_data();
    void redactsEventsInJson();
    void redactsEventsInHeaders();
    void redactsMapsOfOldEvents();
    void saysWhatIsSeenOfAnAttribute();
    void leavesWhatNoRuleNames();
    void redactsDataInEveryForm_data();
    void redactsDataInEveryForm();
    void leavesNothingInOtherFormats_data();
    void leavesNothingInOtherFormats();
    void refusesDataThatIsNotJson_data();
    void refusesDataThatIsNotJson();
    void removesAllData();
    void whatIsRedactedCanBeReadAgain();
    void refusesRulesThatMakeNoSense_data();
    void refusesRulesThatMakeNoSense();
};

void TestRedaction::redactsEventsInJson_data()
{
    QTest::addColumn<QStringList>("texts");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QStringList &texts, const char *expected) {
        QTest::newRow(name) << texts << QByteArray(expected);
    };
    row("attributes",
        {QStringLiteral("subject"), QStringLiteral("tenant"), QStringLiteral("source"),
         QStringLiteral("level"), QStringLiteral("time")},
        R"({"specversion":"1.0","id":"1","source":"urn:redacted","type":"t","subject":"[redacted]",)"
        R"("tenant":"[redacted]","level":"[redacted]","data":{"card":"secret","keep": 1.10}})");
    row("removed",
        {QStringLiteral("remove:subject"), QStringLiteral("remove:tenant"),
         QStringLiteral("remove:/card")},
        R"({"specversion":"1.0","id":"1","source":"/secret","type":"t","time":"2026-01-01T00:00:00Z",)"
        R"("level":42,"data":{"keep": 1.10}})");
    row("required ones", {QStringLiteral("id"), QStringLiteral("type")},
        R"({"specversion":"1.0","id":"[redacted]","source":"/secret","type":"[redacted]","subject":"secret",)"
        R"("time":"2026-01-01T00:00:00Z","tenant":"secret","level":42,"data":{"card":"secret","keep": 1.10}})");
    row("both", {QStringLiteral("/card"), QStringLiteral("subject")},
        R"({"specversion":"1.0","id":"1","source":"/secret","type":"t","subject":"[redacted]",)"
        R"("time":"2026-01-01T00:00:00Z","tenant":"secret","level":42,"data":{"card":"[redacted]","keep": 1.10}})");
    row("all data", {QStringLiteral("data")},
        R"({"specversion":"1.0","id":"1","source":"/secret","type":"t","subject":"secret",)"
        R"("time":"2026-01-01T00:00:00Z","tenant":"secret","level":42})");
}

void TestRedaction::redactsEventsInJson()
{
    QFETCH(QStringList, texts);
    QFETCH(QByteArray, expected);
    for (const std::string &request :
         {transfertest::structuredRequest(SecretEvent),
          transfertest::batchRequest("[ " + std::string(SecretEvent) + " ]")}) {
        const auto redacted = rules(texts).apply(storedEvent(request));
        QVERIFY(redacted);
        QCOMPARE(QByteArray::fromStdString(jsonOf(*redacted)), expected);
        // What is shown as the message says the same: no second place to look for it.
        QCOMPARE(QByteArray::fromStdString(redacted->text), expected);
    }
}

void TestRedaction::redactsEventsInHeaders()
{
    const auto redacted =
        rules({QStringLiteral("source"), QStringLiteral("subject"), QStringLiteral("remove:tenant"),
               QStringLiteral("time"), QStringLiteral("/card")})
            .apply(storedEvent(binary("application/json", R"({"card": "secret", "n":[1, 2]})")));
    QVERIFY(redacted);
    QCOMPARE(QByteArray::fromStdString(jsonOf(*redacted)),
             QByteArray(R"({"specversion":"1.0","id":"1","source":"urn:redacted","type":"t",)"
                        R"("subject":"[redacted]","datacontenttype":"application/json",)"
                        R"("data":{"card": "[redacted]", "n":[1, 2]}})"));
    QCOMPARE(QByteArray::fromStdString(redacted->head),
             QByteArray("POST /shop HTTP/1.1\r\nHost: localhost:8080\r\nUser-Agent: test\r\n"
                        "ce-specversion: 1.0\r\nce-id: 1\r\nCE-Source: urn:redacted\r\n"
                        "ce-type: t\r\nce-subject: [redacted]\r\n"
                        "Content-Type: application/json\r\nContent-Length: 30\r\n\r\n"));
}

void TestRedaction::redactsMapsOfOldEvents()
{
    const StoredEvent stored = storedEvent(transfertest::binaryRequest(
        "ce-specversion: 0.3\r\nce-id: 1\r\nce-source: /s\r\nce-type: t\r\nce-schemaurl: "
        "/secret\r\n"
        "ce-user-name: secret\r\nce-user-mail: secret\r\nce-username: kept\r\n"));
    const auto replaced =
        rules({QStringLiteral("user"), QStringLiteral("dataschema")}).apply(stored);
    QVERIFY(replaced);
    QVERIFY2(replaced->head.find("ce-user: [redacted]\r\nce-username: kept") != std::string::npos,
             replaced->head.c_str());
    const auto removed =
        rules({QStringLiteral("remove:user"), QStringLiteral("schemaurl")}).apply(stored);
    QVERIFY(removed);
    for (const auto &redacted : {*replaced, *removed}) {
        QVERIFY(redacted.head.find("secret") == std::string::npos);
        QVERIFY(jsonOf(redacted).find("secret") == std::string::npos);
        QVERIFY(jsonOf(redacted).find("kept") != std::string::npos);
    }
    QVERIFY(removed->head.find("ce-user-") == std::string::npos);
}

void TestRedaction::saysWhatIsSeenOfAnAttribute()
{
    const Redaction redaction =
        rules({QStringLiteral("source"), QStringLiteral("type"), QStringLiteral("remove:subject"),
               QStringLiteral("time"), QStringLiteral("tenant"), QStringLiteral("/card")});
    const auto applied = redaction.apply(storedEvent(binary("application/json", "{}")));
    QVERIFY(applied);
    QCOMPARE(redaction.shown("source", "/secret"), std::optional<std::string_view>("urn:redacted"));
    QCOMPARE(std::string(*redaction.shown("source", "/secret")), applied->event.source);
    QCOMPARE(std::string(*redaction.shown("type", "t")), applied->event.type);
    QVERIFY(!redaction.shown("subject", "secret"));
    QVERIFY(!applied->event.subject);
    QVERIFY(!redaction.shown("time", "2026-01-01T00:00:00Z"));
    QCOMPARE(std::string(*redaction.shown("tenant", "secret")), std::string("[redacted]"));
    QCOMPARE(std::string(*redaction.shown("id", "1")), std::string("1"));
    for (const char *name : {"source", "type", "subject", "time", "tenant"})
        QVERIFY2(redaction.isAbout(name), name);
    QVERIFY(!redaction.isAbout("id"));
    QVERIFY(!redaction.isAbout("card"));
    QVERIFY(!rules({QStringLiteral("remove:subject"), QStringLiteral("subject")})
                 .shown("subject", "s"));
}

void TestRedaction::leavesWhatNoRuleNames()
{
    for (const std::string &request :
         {transfertest::structuredRequest(SecretEvent), binary("application/json", "{\"a\": 1}"),
          binary("text/plain", "secret"), binary("", "")}) {
        const StoredEvent stored = storedEvent(request);
        QCOMPARE(*Redaction().apply(stored), stored);
        QCOMPARE(*rules({QStringLiteral("absent"), QStringLiteral("remove:other")}).apply(stored),
                 stored);
    }
    const StoredEvent stored = storedEvent(transfertest::structuredRequest(SecretEvent));
    QCOMPARE(*rules({QStringLiteral("/absent"), QStringLiteral("/card/number")}).apply(stored),
             stored);
    QVERIFY(Redaction().isEmpty());
    QVERIFY(!rules({QStringLiteral("data")}).isEmpty());
}

void TestRedaction::redactsDataInEveryForm_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const std::string &request, const char *expected) {
        QTest::newRow(name) << QByteArray::fromStdString(request) << QByteArray(expected);
    };
    const auto event = [](const std::string &rest) {
        return transfertest::structuredRequest(
            R"({"specversion":"1.0","id":"1","source":"/s","type":"t",)" + rest + "}");
    };
    row("body", binary("application/json", R"({ "a":"x","b":1 })"),
        R"({ "a":"[redacted]","b":1 })");
    row("body without a type", binary("", R"({"a":"x"})"), R"({"a":"[redacted]"})");
    row("body that does not say that it is JSON", binary("text/plain", R"({"a":"x"})"),
        R"({"a":"[redacted]"})");
    row("JSON value", event(R"("data":{"a":"x"},"after":"y")"), R"({"a":"[redacted]"})");
    row("JSON in a string",
        event(
            R"("datacontenttype":"text/plain","data":"{\"a\":\"x\\u00fc\",\"b\":\"\u00fc\"}","after":"y")"),
        "{\"a\":\"[redacted]\",\"b\":\"\xc3\xbc\"}");
    row("JSON in Base64", event(R"("data_base64":"eyJhIjoieCIsImIiOjF9","after":"y")"),
        R"({"a":"[redacted]","b":1})");
    row("a number", event(R"("data":42)"), "42");
    row("null", event(R"("data":null)"), "null");
    row("a string", event(R"("data":"text")"), R"("text")");
    row("no data", event(R"("after":"y")"), "");
    row("no body", binary("text/plain", ""), "");
}

void TestRedaction::redactsDataInEveryForm()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, expected);
    const auto redacted = rules({QStringLiteral("/a")}).apply(storedEvent(request.toStdString()));
    QVERIFY(redacted);
    QCOMPARE(QByteArray::fromStdString(dataBytes(redacted->event, redacted->text)), expected);
    if (redacted->format == EventFormat::Json)
        QVERIFY(decodeJsonEvent(redacted->text));
}

void TestRedaction::leavesNothingInOtherFormats_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<bool>("isBatch");
    for (const EventFormat format : {EventFormat::Protobuf, EventFormat::Xml, EventFormat::Avro}) {
        const std::string name(eventFormatText(format));
        QTest::addRow("%s", name.c_str()) << int(format) << false;
        if (hasBatch(format))
            QTest::addRow("%s, batch", name.c_str()) << int(format) << true;
    }
}

void TestRedaction::leavesNothingInOtherFormats()
{
    QFETCH(int, format);
    QFETCH(bool, isBatch);
    const auto event = decodeJsonEvent(SecretEvent);
    QVERIFY(event);
    const EventView view{*event, SecretEvent};
    const HttpContent content = isBatch ? encodeBatch(std::span(&view, 1), EventFormat(format))
                                        : encodeStructured(view, EventFormat(format));
    const StoredEvent stored = storedEvent(
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: " + content.fields.front().second +
        "\r\nContent-Length: " + std::to_string(content.body.size()) + "\r\n\r\n" + content.body);
    QCOMPARE(int(stored.format), format);
    QVERIFY(stored.text.find("secret") != std::string::npos);

    const auto redacted =
        rules({QStringLiteral("source"), QStringLiteral("subject"), QStringLiteral("time"),
               QStringLiteral("remove:tenant"), QStringLiteral("/card")})
            .apply(stored);
    QVERIFY(redacted);
    QVERIFY(redacted->text.find("secret") == std::string::npos);
    QCOMPARE(QByteArray::fromStdString(jsonOf(*redacted)),
             QByteArray(R"({"specversion":"1.0","id":"1","source":"urn:redacted","type":"t",)"
                        R"("subject":"[redacted]","datacontenttype":"application/json",)"
                        R"("level":42,"data":{"card":"[redacted]","keep":)") +
                 (EventFormat(format) == EventFormat::Avro ? "1.1}}" : " 1.10}}"));
    const auto without = rules({QStringLiteral("data")}).apply(stored);
    QVERIFY(without);
    QVERIFY(without->text.find("card") == std::string::npos);
    QCOMPARE(int(without->event.dataForm), int(DataForm::None));
    QVERIFY(!rules({QStringLiteral("remove:subject")}).apply(stored)->event.subject);
}

void TestRedaction::refusesDataThatIsNotJson_data()
{
    QTest::addColumn<QByteArray>("request");
    const auto row = [](const char *name, const std::string &request) {
        QTest::newRow(name) << QByteArray::fromStdString(request);
    };
    const auto event = [](const std::string &rest) {
        return transfertest::structuredRequest(
            R"({"specversion":"1.0","id":"1","source":"/s","type":"t",)" + rest + "}");
    };
    row("text", binary("text/plain", "secret"));
    row("bytes", binary("application/octet-stream", std::string("\0secret", 7)));
    row("JSON that is none", binary("application/json", R"({"a":"secret")"));
    row("two JSON values", binary("application/json", R"({"a":"secret"} {})"));
    row("text in JSON", event(R"("datacontenttype":"text/plain","data":"secret")"));
    row("bytes in JSON", event(R"("data_base64":"c2VjcmV0")"));
    row("text in an old event",
        transfertest::structuredRequest(
            R"({"specversion":"0.3","id":"1","source":"/s","type":"t","datacontentencoding":"base64","data":"c2VjcmV0"})"));
}

void TestRedaction::refusesDataThatIsNotJson()
{
    QFETCH(QByteArray, request);
    const StoredEvent stored = storedEvent(request.toStdString());
    const auto refused = rules({QStringLiteral("/a")}).apply(stored);
    QVERIFY(!refused);
    QCOMPARE(int(refused.error().kind), int(Error::Kind::InvalidInput));
    QVERIFY(refused.error().detail.starts_with("event 7: its data is not JSON"));
    const auto without =
        rules({QStringLiteral("/a")}, Redaction::OtherData::LeaveOut).apply(stored);
    QVERIFY(without);
    QCOMPARE(dataBytes(without->event, without->text), std::string());
    QVERIFY(without->text.find("secret") == std::string::npos);
    QVERIFY(without->text.find("c2VjcmV0") == std::string::npos);
    QCOMPARE(without->event.id, std::string("1"));
    if (without->format == EventFormat::Json)
        QCOMPARE(decodeJsonEvent(without->text)->dataForm, DataForm::None);
    QVERIFY(rules({QStringLiteral("subject")}).apply(stored)); // no pointer, nothing to look into
}

void TestRedaction::removesAllData()
{
    for (const std::string &request :
         {binary("text/plain", "secret"), binary("application/json", "{\"secret\":1}")}) {
        const auto redacted = rules({QStringLiteral("data")}).apply(storedEvent(request));
        QVERIFY(redacted);
        QCOMPARE(redacted->text, std::string());
        QCOMPARE(redacted->event.dataForm, DataForm::None);
    }
}

void TestRedaction::whatIsRedactedCanBeReadAgain()
{
    QTemporaryDir folder;
    const auto file =
        transfertest::capture(folder, QStringLiteral("all"), transfertest::everyKind());
    const Redaction redaction =
        rules({QStringLiteral("id"), QStringLiteral("source"), QStringLiteral("type"),
               QStringLiteral("subject"), QStringLiteral("time"), QStringLiteral("dataschema"),
               QStringLiteral("tenant"), QStringLiteral("level"), QStringLiteral("remove:hot"),
               QStringLiteral("note"), QStringLiteral("map"), QStringLiteral("/*")},
              Redaction::OtherData::LeaveOut);
    ExportOptions options;
    options.redaction = redaction;
    int lines = 0;
    for (const QByteArray &line : transfertest::exported(file, options).trimmed().split('\n')) {
        const auto event = decodeJsonEvent(line.toStdString());
        QVERIFY2(event, line.constData());
        QCOMPARE(event->id, std::string("[redacted]"));
        QVERIFY2(!line.contains("secret") && !line.contains("north") &&
                     !line.contains("price\": 1"),
                 line.constData());
        ++lines;
    }
    QCOMPARE(lines, 16);
}

void TestRedaction::refusesRulesThatMakeNoSense_data()
{
    QTest::addColumn<QByteArray>("rule");
    for (const char *rule : {"", "remove:", "Subject", "sub ject", "specversion", "datacontenttype",
                             "datacontentencoding", "remove:id", "remove:source", "remove:type",
                             "/a~2", "remove:/~", "replace:subject", "*"})
        QTest::newRow(rule) << QByteArray(rule);
}

void TestRedaction::refusesRulesThatMakeNoSense()
{
    QFETCH(QByteArray, rule);
    const std::vector<std::string> list{"subject", rule.toStdString()};
    const auto redaction = Redaction::parse(list);
    QVERIFY(!redaction);
    QCOMPARE(int(redaction.error().kind), int(Error::Kind::InvalidInput));
    QVERIFY(redaction.error().detail.starts_with('"' + rule.toStdString() + '"'));
}

QTEST_GUILESS_MAIN(TestRedaction)
#include "tst_redaction.moc"

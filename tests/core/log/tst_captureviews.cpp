// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/eventlog.h"

#include "core/log/schema.h"
#include "tests/core/log/logtest.h"
#include "tests/support/printedstrings.h"

#include <QFile>
#include <QtTest/QtTest>

using namespace core;
using namespace logtest;

/// What any SQLite tool sees of a capture, and what it may not do.
class TestCaptureViews : public QObject {
    Q_OBJECT

private slots:
    void showsEvents();
    void showsHowEventsCame();
    void showsDataOfEveryForm();
    void showsDataOfEveryFormat();
    void showsTheSameToWhoDoesNotTrustIt();
    void showsTimesBefore1970();
    void showsTextsThatHaveNoCode();
    void joinsSegments();
    void joinsVeryManySegments();
    void joinsSegmentsAsTheyComeAndLeave();
    void joinsSegmentsOfAnOlderFile();
    void showsRefusals();
    void answersTheQuestionsOfTheReadme();
    void canBeReadWhileItIsWritten();
    void refusesChanges_data();
    void refusesChanges();
};

namespace {

/// A closed capture with these messages.
void fill(const std::filesystem::path &file, std::vector<Message> messages,
          EventLog::Options options = {})
{
    const auto log = openLog(file, options);
    Sender sender(*log);
    for (Message &message : messages)
        sender.send(std::move(message));
}

/// Its data stands in a JSON string, with escapes: `a "b" é`.
Message textMessage()
{
    Message text = structuredMessage(1);
    text.body = R"({"data":"a \"b\" \u00e9"})";
    text.events[0].text = {0, static_cast<std::uint32_t>(text.body.size())};
    text.events[0].event.dataForm = DataForm::JsonText;
    text.events[0].event.data = {9, 14};
    return text;
}

} // namespace

void TestCaptureViews::showsEvents()
{
    const QTemporaryDir folder;
    fill(captureIn(folder), {binaryMessage(6), binaryMessage(7)});
    QCOMPARE(query(captureIn(folder), "select time, type, source from events"),
             std::string("2026-11-23T14:36:40.981+01:00|com.shop.order.0|/checkout/1\n"
                         "NULL|com.shop.order.1|/checkout/2\n"));
    QCOMPARE(query(captureIn(folder),
                   "select sequence, received, id, subject, datacontenttype, dataschema,"
                   " specversion, extensions, data, data_form, data_size from events"
                   " where sequence = 1"),
             std::string("1|2023-11-14T22:13:20.000007Z|id-6|subject 6|application/json|NULL|1.0|"
                         "NULL|{\"total\":1}|raw|11\n"));
}

void TestCaptureViews::showsHowEventsCame()
{
    const QTemporaryDir folder;
    fill(captureIn(folder),
         {binaryMessage(1), structuredMessage(1), batchMessage(1, 2), rawMessage(1)});
    QCOMPARE(query(captureIn(folder),
                   "select mode, origin, specversion, connection, remote, local, target, seal,"
                   " length(head) > 0 from events"),
             std::string(
                 "binary|http|1.0|http://127.0.0.1:8080|127.0.0.1:40001|127.0.0.1:8080|/shop/"
                 "default|1|1\n"
                 "structured|http|1.0|http://127.0.0.1:8080|127.0.0.1:40001|127.0.0.1:8080|/shop/"
                 "default|2|1\n"
                 "batch|http|1.0|http://127.0.0.1:8080|127.0.0.1:40001|127.0.0.1:8080|/shop/"
                 "default|3|1\n"
                 "batch|http|1.0|http://127.0.0.1:8080|127.0.0.1:40001|127.0.0.1:8080|/shop/"
                 "default|3|1\n"
                 "raw|websocket|0.3|ws://example.com/feed|NULL|NULL|NULL|4|NULL\n"));
}

void TestCaptureViews::showsDataOfEveryForm()
{
    const QTemporaryDir folder;
    const Message text = textMessage();
    Message base64 = text;
    base64.body = R"({"data_base64":"AAH/"})";
    base64.events[0].text = {0, static_cast<std::uint32_t>(base64.body.size())};
    base64.events[0].event.dataForm = DataForm::JsonBase64;
    base64.events[0].event.data = {16, 4};
    fill(captureIn(folder),
         {binaryMessage(1, {}), rawMessage(1), structuredMessage(1), text, base64});
    QCOMPARE(query(captureIn(folder),
                   "select data_form, data_size, CASE data_form WHEN 'raw' THEN hex(data)"
                   " ELSE data END from events"),
             std::string("NULL|0|NULL\n"
                         "raw|18|61206672616D6500776974682"
                         "07A65726F73\n"
                         "json|13|{\"a\":[1,2,3]}\n"
                         "text|8|a \"b\" \xC3\xA9\n"
                         "base64|3|AAH/\n"));
}

void TestCaptureViews::showsDataOfEveryFormat()
{
    const auto message = [](EventFormat format, DataForm form, const std::string &before,
                            const std::string &data) {
        Message made = structuredMessage(1);
        made.format = format;
        made.body = before + data + "behind";
        made.events[0].text = {0, static_cast<std::uint32_t>(made.body.size())};
        made.events[0].event.dataForm = form;
        made.events[0].event.data = {static_cast<std::uint32_t>(before.size()),
                                     static_cast<std::uint32_t>(data.size())};
        return made;
    };
    using Format = EventFormat;
    const QTemporaryDir folder;
    fill(captureIn(folder),
         {message(Format::Protobuf, DataForm::Text, "\xFF", "text"),
          message(Format::Protobuf, DataForm::ProtobufAny, "\xFF", "\x0A\x03t/M\x12\x02{}"),
          message(Format::Xml, DataForm::XmlText, "<a>", "&lt;"),
          message(Format::Xml, DataForm::XmlBase64, "<a>", " AAH/ "),
          message(Format::Xml, DataForm::XmlElement, "<a>", "<b/>"),
          message(Format::Xml, DataForm::XmlBoundElement, "<a xmlns=\"u\">", "<b/>"),
          message(Format::Avro, DataForm::AvroValue, "\xFF", "\x04\x01"), binaryMessage(2, {})});
    QCOMPARE(query(captureIn(folder),
                   "select mode, format, data_form, data_size, CASE WHEN data_form IN"
                   " ('protobuf-any', 'avro') THEN hex(data) ELSE data END from events"),
             std::string("structured|protobuf|text|4|text\n"
                         "structured|protobuf|protobuf-any|2|0A03742F4D12027B7D\n"
                         "structured|xml|xml-text|1|&lt;\n"
                         "structured|xml|base64|3| AAH/ \n"
                         "structured|xml|xml|4|<b/>\n"
                         "structured|xml|xml|14|<b/>\n"
                         "structured|avro|avro|4|0401\n"
                         "binary|NULL|NULL|0|NULL\n"));
}

// `trusted_schema` is off in many tools and builds of SQLite: then a view may use harmless functions only.
void TestCaptureViews::showsTheSameToWhoDoesNotTrustIt()
{
    const QTemporaryDir folder;
    EventLog::Options options;
    options.segmentBytes = 1; // one for each event
    options.rules.emplace().limitBytes = 1;
    {
        const auto log = openLog(captureIn(folder), options);
        Sender sender(*log);
        sender.send(binaryMessage(1));
        sender.send(textMessage());
        sender.send(refusal(1));
        QTRY_VERIFY(log->ledger().evicted > 0);
    }
    for (const char *view : {"events", "refusals", "seals", "evictions"}) {
        const std::string select = std::string("SELECT * FROM ") + view;
        const std::string trusting = query(captureIn(folder), select);
        QVERIFY2(!trusting.empty(), view);
        QCOMPARE(query(captureIn(folder), "PRAGMA trusted_schema=off; " + select), trusting);
    }
    QCOMPARE(query(captureIn(folder), "PRAGMA trusted_schema=off; SELECT data FROM events"),
             std::string("a \"b\" \xC3\xA9\n"));
}

void TestCaptureViews::showsTimesBefore1970()
{
    const QTemporaryDir folder;
    Message early = binaryMessage(1);
    early.received = WallTime(std::chrono::microseconds(-1));
    Message whole = binaryMessage(1);
    whole.received = WallTime(std::chrono::seconds(-86400));
    fill(captureIn(folder), {early, whole});
    QCOMPARE(query(captureIn(folder), "select received from events"),
             std::string("1969-12-31T23:59:59.999999Z\n1969-12-31T00:00:00.000000Z\n"));
}

void TestCaptureViews::showsTextsThatHaveNoCode()
{
    const QTemporaryDir folder;
    EventLog::Options options;
    options.dictionaryBytes = 0; // no room for any
    fill(captureIn(folder), {binaryMessage(6)}, options);
    QVERIFY(query(captureIn(folder), "select count(*) from names") == "0\n");
    QCOMPARE(query(captureIn(folder),
                   "select type, source, subject, datacontenttype, connection from events"),
             std::string("com.shop.order.0|/checkout/1|subject 6|application/json|"
                         "http://127.0.0.1:8080\n"));
    const auto log = openLog(captureIn(folder), options);
    QCOMPARE(log->columns().row(0).type, OtherCode);
    QVERIFY(readAll(*log) == expected(binaryMessage(6), EventSequence{1}, 1));
}

void TestCaptureViews::joinsSegments()
{
    const QTemporaryDir folder;
    EventLog::Options options;
    options.segmentBytes = 1; // one for each commit
    std::vector<Message> messages;
    for (std::uint64_t number = 0; number < 10; ++number)
        messages.push_back(structuredMessage(number));
    fill(captureIn(folder), messages, options);
    QCOMPARE(query(captureIn(folder), "select count(*) from segments"), std::string("10\n"));
    QCOMPARE(query(captureIn(folder), "select group_concat(sequence), group_concat(id),"
                                      " count(head) from events"),
             std::string("1,2,3,4,5,6,7,8,9,10|id-0,id-1,id-2,id-3,id-4,id-5,id-6,id-7,id-8,id-9|"
                         "10\n"));
}

void TestCaptureViews::joinsVeryManySegments()
{
    const QTemporaryDir folder;
    constexpr std::uint64_t Count = 1005; // a SELECT of SQLite joins 500
    std::vector<std::uint64_t> segments;
    std::string sql = "BEGIN;" + schema::fixedTables();
    for (std::uint64_t number = 1; number <= Count; ++number) {
        segments.push_back(number);
        sql += schema::segmentTables(number) + "INSERT INTO " + schema::sealsTable(number) +
               "(number, first, last, hash) VALUES(" + std::to_string(number) + ", 1, 1, x'0a');";
    }
    QCOMPARE(query(captureIn(folder), sql + schema::views(segments) + "COMMIT"), std::string());
    QCOMPARE(query(captureIn(folder), "select count(*), max(number), max(hash) from seals"),
             std::to_string(Count) + '|' + std::to_string(Count) + "|0a\n");
    QCOMPARE(query(captureIn(folder), "select count(*) from events"), "0\n");
}

void TestCaptureViews::joinsSegmentsAsTheyComeAndLeave()
{
    const QTemporaryDir folder;
    EventLog::Options options;
    options.segmentBytes = 1; // one for each event
    options.rules.emplace().limitBytes = 40 * KiB;
    const auto log = openLog(captureIn(folder), options);
    Sender sender(*log);
    const std::string segments = "SELECT min(number / 16), max(number / 16),"
                                 " count(DISTINCT number / 16) FROM segments";
    const std::string views = "SELECT min(number), max(number), count(*) FROM (SELECT"
                              " CAST(substr(name, 12) AS INTEGER) AS number FROM sqlite_schema"
                              " WHERE name GLOB 'event_rows_*')";
    bool hasDropped = false;
    for (std::uint64_t number = 1; number <= 150; ++number) {
        sender.send(binaryMessage(number));
        QTRY_VERIFY(log->state().usedBytes <= log->rules().limitBytes);
        if (number % 10 != 0)
            continue;
        const std::string first = std::to_string(log->ledger().evicted + 1);
        QCOMPARE(
            query(captureIn(folder), "SELECT min(sequence), max(sequence), count(*) FROM events"),
            first + '|' + std::to_string(number) + '|' + std::to_string(log->ledger().kept) + '\n');
        QCOMPARE(query(captureIn(folder), views), query(captureIn(folder), segments));
        hasDropped = hasDropped || !query(captureIn(folder), views).starts_with("0|");
    }
    QVERIFY(hasDropped); // whole groups have left
}

// As they were before neighbouring segments had views of their own.
void TestCaptureViews::joinsSegmentsOfAnOlderFile()
{
    const QTemporaryDir folder;
    EventLog::Options options;
    options.segmentBytes = 1;
    fill(captureIn(folder), {binaryMessage(1), binaryMessage(2)}, options);
    QCOMPARE(
        query(captureIn(folder),
              "DROP VIEW event_rows_0; DROP VIEW seal_rows_0; DROP VIEW events; DROP VIEW seals;"
              "CREATE VIEW events AS SELECT sequence FROM segment_1 UNION ALL SELECT sequence"
              " FROM segment_2; CREATE VIEW seals AS SELECT number FROM seals_1 UNION ALL"
              " SELECT number FROM seals_2"),
        std::string());
    QCOMPARE(query(captureIn(folder), "SELECT count(*) FROM events"), std::string("2\n"));
    {
        const auto log = openLog(captureIn(folder), options);
        Sender sender(*log);
        sender.send(binaryMessage(3));
    }
    QCOMPARE(query(captureIn(folder), "SELECT group_concat(id) FROM events"),
             query(captureIn(folder), "SELECT group_concat(id) FROM (SELECT id FROM segment_1 UNION"
                                      " ALL SELECT id FROM segment_2 UNION ALL SELECT id FROM"
                                      " segment_3)"));
    QCOMPARE(query(captureIn(folder), "SELECT count(*), count(hash) FROM seals"),
             std::string("3|3\n"));
}

void TestCaptureViews::showsRefusals()
{
    const QTemporaryDir folder;
    {
        const auto log = openLog(captureIn(folder));
        Sender sender(*log);
        sender.send(batchMessage(1, 3));
        sender.send(refusal(1, 3));
    }
    QCOMPARE(query(captureIn(folder),
                   "select number, after, received, status, rule, title, detail, fix, reference,"
                   " place, connection, remote, local, hex(body), cut, body_bytes, seal"
                   " from refusals"),
             std::string("1|3|2023-11-14T22:13:20.000000Z|400|missing-attribute|ce-type is "
                         "missing|Request 1 has no type.|Send ce-type.|CloudEvents 1.0.2 "
                         "\xC2\xA7type|ce-type|http://127.0.0.1:8080|127.0.0.1:40000|127.0.0.1:"
                         "8080|626262|0|3|2\n"));
}

void TestCaptureViews::answersTheQuestionsOfTheReadme()
{
    QFile readme(QStringLiteral(SOURCE_DIR "/core/log/README.md"));
    QVERIFY(readme.open(QIODevice::ReadOnly));
    std::vector<std::string> questions;
    for (const QByteArray &part : readme.readAll().replace("```sql", "\x01").split('\x01').mid(1))
        questions.push_back(part.left(part.indexOf("```")).toStdString());
    const QTemporaryDir folder;
    {
        const auto log = openLog(captureIn(folder));
        Sender sender(*log);
        sender.send(binaryMessage(6, R"({"total":2.5})"));
        sender.send(binaryMessage(6, R"({"total":40})"));
        sender.send(binaryMessage(1, "no JSON"));
        sender.send(structuredMessage(12));
        sender.send(rawMessage(2));
        sender.send(refusal(1));
        sender.send(refusal(2));
    }
    const std::vector<std::string> answers{
        "com.shop.order.0|3|38\ncom.shop.order.2|1|18\ncom.shop.order.1|1|7\n",
        "subject 6|42.5\n",
        "4|2023-11-14T22:13:20.000013Z|com.shop.order.0|id-12\n",
        query(captureIn(folder), "SELECT status, rule, 2, received FROM refusals WHERE number = 2"),
        "/checkout/1|id-6|2|1|2\n",
    };
    QCOMPARE(questions.size(), answers.size());
    for (std::size_t i = 0; i < questions.size(); ++i)
        QCOMPARE(query(captureIn(folder), questions[i]), answers[i]);
}

void TestCaptureViews::canBeReadWhileItIsWritten()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    Sender sender(*log);
    for (std::uint64_t number = 1; number <= 3; ++number) {
        sender.send(structuredMessage(number));
        QCOMPARE(query(captureIn(folder), "select count(*) from events"),
                 std::to_string(number) + "\n");
    }
}

void TestCaptureViews::refusesChanges_data()
{
    QTest::addColumn<QByteArray>("sql");
    for (const char *sql :
         {"UPDATE segment_1 SET id = 'x'", "UPDATE segment_1 SET text = text",
          "UPDATE segment_1 SET sequence = 2 WHERE sequence = 1", "DELETE FROM segment_1",
          "DELETE FROM segment_1 WHERE sequence = 1", "UPDATE segment_2 SET id = 'x'",
          "DELETE FROM segment_2", "UPDATE heads_1 SET head = ''", "DELETE FROM heads_1",
          "UPDATE heads_2 SET head = ''", "DELETE FROM heads_2",
          "UPDATE refusal_rows SET body = x'00'", "UPDATE refusal_rows SET title = 'x'",
          "UPDATE refusal_rows SET title = 'x', head = NULL, body = NULL",
          "UPDATE refusal_rows SET evidence_sha256 = x'00', head = NULL, body = NULL",
          "DELETE FROM refusal_rows", "UPDATE events SET id = 'x'", "DELETE FROM events",
          "UPDATE refusals SET title = 'x'"})
        QTest::newRow(sql) << QByteArray(sql);
}

void TestCaptureViews::refusesChanges()
{
    QFETCH(QByteArray, sql);
    const QTemporaryDir folder;
    EventLog::Options options;
    options.segmentBytes = 1;
    {
        const auto log = openLog(captureIn(folder), options);
        Sender sender(*log);
        sender.send(structuredMessage(1));
        sender.send(structuredMessage(2));
        sender.send(refusal(1));
    }
    const std::string everything = "select * from events; select * from refusals";
    const std::string before = query(captureIn(folder), everything);
    const std::string answer = query(captureIn(folder), sql.toStdString());
    QVERIFY2(answer.starts_with("error: "), answer.c_str());
    QCOMPARE(query(captureIn(folder), everything), before);
}

QTEST_GUILESS_MAIN(TestCaptureViews)
#include "tst_captureviews.moc"

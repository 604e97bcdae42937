// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/importer.h"
#include "tests/core/log/logtest.h"
#include "tests/core/transfer/transfertest.h"

#include <QTest>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <thread>

using namespace core;
using namespace transfertest;

namespace {

const std::string Event = R"({"specversion":"1.0","id":"1","source":"/s","type":"t"})";

std::string eventOf(int id, const std::string &rest = {})
{
    return R"({"specversion":"1.0","id":")" + std::to_string(id) + R"(","source":"/s","type":"t")" +
           rest + "}";
}

} // namespace

class TestImporter : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void comesBackTheSame_data();
    void comesBackTheSame();
    void saysWhereEventsAreFrom();
    void keepsTheReceiveTimeOfTheTable();
    void refusesWhatIsNoEvent_data();
    void refusesWhatIsNoEvent();
    void keepsEvidence();
    void readsLinesOfEveryKind_data();
    void readsLinesOfEveryKind();
    void readsJsonOfEveryShape_data();
    void readsJsonOfEveryShape();
    void readsTablesOfOthers();
    void refusesTablesThatNameNoEvents_data();
    void refusesTablesThatNameNoEvents();
    void readsRequestsOfOthers();
    void keepsNoCredentials();
    void guessesTheFormat_data();
    void guessesTheFormat();
    void keepsTheLimitOfOneEvent_data();
    void keepsTheLimitOfOneEvent();
    void readsBlocksCutAnywhere();
    void keepsTheOrderOfALargeFile();
    void handsOverWhatASlowPipeBrought();
    void waitsForAFullIntake();
    void saysHowManyWhenCancelled();
    void saysHowManyWhenTheLogCannotWrite();
    void saysWhatCannotBeRead_data();
    void saysWhatCannotBeRead();
    void tellsHowFarItIs();

private:
    /// Imports a file with these bytes into the log of the test.
    Imported import(const QByteArray &bytes, const std::string &name,
                    std::optional<ExportFormat> format = std::nullopt,
                    std::size_t maxEventBytes = 1 * MiB);
    std::vector<StoredEvent> events() const { return logtest::readAll(*m_log); }
    std::vector<StoredRefusal> refusals() const;
    QByteArrayList ids() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EventLog> m_log;
    ProgressMeter m_progress;
};

void TestImporter::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_log = logtest::openLog(logtest::captureIn(*m_folder));
}

void TestImporter::cleanup()
{
    m_log.reset();
    m_folder.reset();
}

Imported TestImporter::import(const QByteArray &bytes, const std::string &name,
                              std::optional<ExportFormat> format, std::size_t maxEventBytes)
{
    const auto file = m_folder->filePath(QString::fromStdString(name)).toStdString();
    writeFile(file, bytes);
    ImportOptions options;
    options.format = format;
    options.name = name;
    options.maxEventBytes = maxEventBytes;
    const auto imported = importFile(file, options, m_log->intake(), m_progress, {});
    if (!imported)
        qFatal("%s", imported.error().detail.c_str());
    return *imported;
}

std::vector<StoredRefusal> TestImporter::refusals() const
{
    const auto reader = m_log->reader();
    const auto page = (*reader)->refusals(1);
    if (!page)
        qFatal("%s", page.error().detail.c_str());
    return *page;
}

QByteArrayList TestImporter::ids() const
{
    QByteArrayList list;
    for (const StoredEvent &stored : events())
        list << QByteArray::fromStdString(stored.event.id);
    return list;
}

void TestImporter::comesBackTheSame_data()
{
    QTest::addColumn<QString>("format");
    for (const ExportFormat format : ExportFormats) {
        const std::string name(exportFormatName(format));
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

/// Export, import, export: the same bytes, and the same events whatever the format.
void TestImporter::comesBackTheSame()
{
    QFETCH(QString, format);
    const ExportFormat wanted = *exportFormatNamed(format.toStdString());
    const auto original = capture(*m_folder, QStringLiteral("original"), everyKind());
    const QByteArray first = exported(original, wanted);
    const Imported imported =
        import(first, "copy" + std::string(exportFormatSuffix(wanted)), wanted);
    QVERIFY2(imported.problems.empty(),
             imported.problems.empty() ? "" : imported.problems.front().what.c_str());
    QCOMPARE(imported.end, Imported::End::Done);
    QCOMPARE(imported.events, 16U);
    QCOMPARE(imported.refused, 0U);
    m_log->close();
    QCOMPARE(exported(m_log->file(), wanted), first);
    // Attributes and the bytes of the data; only an object in JSON may have lost line breaks between its tokens.
    std::vector<std::string> before = contentOf(original);
    std::vector<std::string> after = contentOf(m_log->file());
    for (auto *list : {&before, &after}) {
        for (std::string &content : *list) {
            if (wanted != ExportFormat::Csv && wanted != ExportFormat::Raw)
                std::erase_if(content, [](char c) { return c == '\r' || c == '\n' || c == ' '; });
        }
    }
    QCOMPARE(after, before);
}

void TestImporter::saysWhereEventsAreFrom()
{
    logtest::Sender(*m_log).send(logtest::binaryMessage(1));
    const auto before = std::chrono::system_clock::now();
    QCOMPARE(import(QByteArray::fromStdString(Event + "\n"), "orders.ndjson").events, 1U);
    const StoredEvent stored = events().back();
    QCOMPARE(stored.sequence.value, 2U);
    QCOMPARE(stored.origin, OriginKind::Import);
    QCOMPARE(stored.mode, ContentMode::Structured);
    QCOMPARE(stored.connection, std::string("orders.ndjson"));
    QCOMPARE(stored.remote, std::string());
    QCOMPARE(stored.head, std::string());
    QCOMPARE(stored.text, Event);
    QVERIFY(stored.received >= std::chrono::floor<std::chrono::microseconds>(before));
    QCOMPARE(m_log->ledger().kept, 2U);
}

void TestImporter::keepsTheReceiveTimeOfTheTable()
{
    QCOMPARE(import("id,source,type,received,sequence\r\n"
                    "1,/s,t,2020-01-01T00:00:00.000001Z,99\r\n"
                    "2,/s,t,,7\r\n"
                    "3,/s,t,yesterday,\r\n",
                    "table.csv")
                 .events,
             2U);
    const auto stored = events();
    QCOMPARE(stored[0].received.time_since_epoch().count(), 1'577'836'800'000'001);
    QCOMPARE(stored[0].sequence.value, 1U);
    QVERIFY(stored[1].received > stored[0].received);
    QCOMPARE(refusals().size(), 1U);
}

void TestImporter::refusesWhatIsNoEvent_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArrayList>("kept");
    QTest::addColumn<QList<int>>("lines");
    const QByteArray one = QByteArray::fromStdString(eventOf(1));
    const QByteArray two = QByteArray::fromStdString(eventOf(2));
    const auto row = [](const char *tag, const char *name, const QByteArray &bytes,
                        const QByteArrayList &kept, const QList<int> &lines) {
        QTest::newRow(tag) << QString::fromUtf8(name) << bytes << kept << lines;
    };
    row("a line", "a.ndjson", one + "\n{\"id\":\"x\"}\nnonsense\n\n" + two + "\n", {"1", "2"},
        {2, 3});
    row("a line that ends early", "a.ndjson", one + "\n" + two.chopped(1), {"1"}, {2});
    row("bytes that are no UTF-8", "a.ndjson", one + "\n{\"\xff\":1}\n" + two, {"1", "2"}, {2});
    row("a zero byte", "a.ndjson", one + "\n" + QByteArray("\0\n", 2) + two, {"1", "2"}, {2});
    row("elements", "a.json", "[\n" + one + ",\n1,\n\"}\",\n{\"a\":[}],\n" + two + "]", {"1", "2"},
        {3, 4, 5});
    row("an array that ends early", "a.json", "[" + one + ",\n" + two, {"1", "2"}, {2});
    row("an event that ends early", "a.json", "[" + one + ",\n" + two.chopped(3), {"1"}, {2});
    row("no comma", "a.json", "[" + one + "\n" + two + "]", {"1"}, {2});
    row("two commas", "a.json", "[" + one + ",\n," + two + "]", {"1"}, {2});
    row("behind the array", "a.json", "[" + one + "]\n" + two, {"1"}, {2});
    row("records", "a.csv",
        "id,source,type,time,data,data_base64,extensions\r\n"
        "1,/s,t,,,,\r\n"
        "x,/s,t,now,,,\r\n"
        "x,/s\r\n"
        "x,/s,t,,,,,,\r\n"
        ",/s,t,,,,\r\n"
        "x,\"/s\" ,t,,,,\r\n"
        "x,/s,t,,a,YQ==,\r\n"
        "x,/s,t,,,?,\r\n"
        "x,/s,t,,,,[]\r\n"
        "x,/s,t,,,,\"{\"\"id\"\":1}\"\r\n"
        "x,/s,t,,,,\"{\"\"data\"\":1}\"\r\n"
        "x,/s,t,,,,{\r\n"
        "2,/s,t,,,,\r\n",
        {"1", "2"}, {3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13});
    row("quotes that stay open", "a.csv", "id,source,type\r\n1,/s,t\r\n2,\"/s,t\r\n3,/s,t\r\n",
        {"1"}, {3});
    const QByteArray first = QByteArray::fromStdString(structuredRequest(eventOf(1)));
    const QByteArray second = QByteArray::fromStdString(structuredRequest(eventOf(2)));
    row("requests", "a.http",
        first + "\r\n\r\nPOST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}\r\n\r\n" +
            second,
        {"1", "2"}, {8});
    row("a broken request", "a.http",
        first + "\r\n\r\nPOST / HTTP/1.1\r\nno field\r\nrest\r\n\r\n" + second, {"1", "2"}, {8});
    row("what is no request", "a.http", first + "\r\n\r\nsome text\r\n\r\n" + second, {"1", "2"},
        {8});
    row("a request that ends early", "a.http", first + "\r\n\r\n" + second.chopped(1), {"1"}, {8});
    row("a head that ends early", "a.http", first + "\r\n\r\nPOST / HTTP/1.1\r\nHo", {"1"}, {8});
    row("a compressed request", "a.http",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n" +
            second,
        {"2"}, {1});
}

void TestImporter::refusesWhatIsNoEvent()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArrayList, kept);
    QFETCH(QList<int>, lines);
    const Imported imported = import(bytes, name.toStdString());
    QCOMPARE(ids(), kept);
    QCOMPARE(imported.events, std::uint64_t(kept.size()));
    QList<int> found;
    for (const ImportProblem &problem : imported.problems)
        found << int(problem.line);
    QCOMPARE(found, lines);
    QCOMPARE(imported.refused, std::uint64_t(lines.size()));
    const auto stored = refusals();
    QCOMPARE(stored.size(), std::size_t(lines.size()));
    for (std::size_t at = 0; at < stored.size(); ++at) {
        const Refusal &refusal = stored[at].refusal;
        const std::string place =
            "Line " + std::to_string(lines[qsizetype(at)]) + " of " + name.toStdString() + ": ";
        QVERIFY2(refusal.why.detail.starts_with(place), refusal.why.detail.c_str());
        QCOMPARE(refusal.why.title, imported.problems[at].what);
        QCOMPARE(refusal.connection, name.toStdString());
    }
    QCOMPARE(m_log->ledger().refused, std::uint64_t(lines.size()));
}

void TestImporter::keepsEvidence()
{
    const QByteArray longLine = "{\"a\":\"" + QByteArray(100'000, 'x') + "\"}";
    QCOMPARE(import("short\n" + longLine + "\n", "a.ndjson").refused, 2U);
    const auto stored = refusals();
    QCOMPARE(stored[0].refusal.body, std::string("short"));
    QVERIFY(!stored[0].refusal.cut);
    QCOMPARE(stored[1].refusal.body, longLine.left(64 * 1024).toStdString());
    QCOMPARE(stored[1].refusal.bodyBytes, std::uint64_t(longLine.size()));
    QVERIFY(stored[1].refusal.cut);
}

void TestImporter::readsLinesOfEveryKind_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArrayList>("kept");
    const QByteArray one = QByteArray::fromStdString(eventOf(1));
    const QByteArray two = QByteArray::fromStdString(eventOf(2));
    QTest::newRow("nothing") << QByteArray() << QByteArrayList{};
    QTest::newRow("empty lines") << QByteArray("\n\r\n \t\n") << QByteArrayList{};
    QTest::newRow("no line end") << one << QByteArrayList{"1"};
    QTest::newRow("CR LF") << one + "\r\n" + two + "\r\n" << QByteArrayList{"1", "2"};
    QTest::newRow("white space") << "  " + one + "  \n\n\n\t" + two << QByteArrayList{"1", "2"};
    QTest::newRow("byte order mark")
        << "\xef\xbb\xbf" + one + "\n" + two << QByteArrayList{"1", "2"};
}

void TestImporter::readsLinesOfEveryKind()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArrayList, kept);
    const Imported imported = import(bytes, "a.ndjson");
    QCOMPARE(imported.refused, 0U);
    QCOMPARE(ids(), kept);
}

void TestImporter::readsJsonOfEveryShape_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArrayList>("kept");
    const QByteArray one = QByteArray::fromStdString(eventOf(1, R"(,"data":"[{\"]}")"));
    const QByteArray two = QByteArray::fromStdString(eventOf(2, ",\n\"data\":[[],{\"a\":{}}]"));
    QTest::newRow("nothing") << QByteArray() << QByteArrayList{};
    QTest::newRow("empty array") << QByteArray(" [ ] \n") << QByteArrayList{};
    QTest::newRow("array") << "[" + one + "," + two + "]" << QByteArrayList{"1", "2"};
    QTest::newRow("spread out") << "\n[\n" + one + "\n,\r\n" + two + "\n]\n"
                                << QByteArrayList{"1", "2"};
    QTest::newRow("one object") << "\n" + two + "\n" << QByteArrayList{"2"};
    QTest::newRow("objects") << two + "\n" + one + two << QByteArrayList{"2", "1", "2"};
}

void TestImporter::readsJsonOfEveryShape()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArrayList, kept);
    const Imported imported = import(bytes, "a.json", ExportFormat::Json);
    QCOMPARE(imported.end, Imported::End::Done);
    QCOMPARE(imported.refused, 0U);
    QCOMPARE(ids(), kept);
}

void TestImporter::readsTablesOfOthers()
{
    // No specversion, other line ends, columns of their own, a field in quotes over lines, an empty line, no last line end.
    const Imported imported = import("type,tenant,id,source,data,datacontenttype\n"
                                     "t,\"no\"\"rth\",1,/s,\"a,\nb\r\nc\",text/plain\n"
                                     "\n"
                                     "t,,2,/s,\"{\"\"n\"\": 1.10}\",",
                                     "a.csv");
    QCOMPARE(imported.refused, 0U);
    const auto stored = events();
    QCOMPARE(stored.size(), 2U);
    QCOMPARE(stored[0].event.specVersion, SpecVersion::V10);
    QCOMPARE(stored[0].event.extensions,
             (std::vector<Extension>{{"tenant", AttributeValue::string("no\"rth")}}));
    QCOMPARE(stored[0].text, std::string("a,\nb\r\nc"));
    QCOMPARE(stored[0].event.dataForm, DataForm::Raw);
    QVERIFY(stored[1].event.extensions.empty());
    QCOMPARE(stored[1].text, std::string(R"({"n": 1.10})"));
    QCOMPARE(stored[1].event.dataForm, DataForm::Json);
}

void TestImporter::refusesTablesThatNameNoEvents_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("bad name") << QByteArray("id,source,type,Total Amount")
                              << QByteArray("line 1, column 4: \"Total Amount\" cannot name");
    QTest::newRow("empty name") << QByteArray("id,source,type,")
                                << QByteArray("line 1, column 4: ");
    QTest::newRow("twice") << QByteArray("id,source,type,id")
                           << QByteArray("line 1, column 4: \"id\" is there twice");
    QTest::newRow("missing") << QByteArray("id,type,data")
                             << QByteArray("line 1: a column named source is missing");
    QTest::newRow("below an empty line") << QByteArray("\r\n\r\nid,type,data")
                                         << QByteArray("line 3: a column named source is missing");
}

void TestImporter::refusesTablesThatNameNoEvents()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, said);
    const auto file = m_folder->filePath(QStringLiteral("a.csv")).toStdString();
    writeFile(file, header + "\r\n1,/s,t,2\r\n");
    ImportOptions options;
    options.name = "a.csv";
    const auto imported = importFile(file, options, m_log->intake(), m_progress, {});
    QVERIFY(!imported);
    QCOMPARE(int(imported.error().kind), int(Error::Kind::InvalidInput));
    QVERIFY2(
        QByteArray::fromStdString(imported.error().detail).startsWith(QByteArray("a.csv: " + said)),
        imported.error().detail.c_str());
    QVERIFY(events().empty());
}

void TestImporter::readsRequestsOfOthers()
{
    const std::string chunked =
        "POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
        "ce-specversion: 1.0\r\nce-id: 1\r\nce-source: /s\r\nce-type: t\r\n\r\n"
        "3\r\nabc\r\n0\r\n\r\n";
    const std::string batch = batchRequest("[" + eventOf(2) + "," + eventOf(3) + "]");
    // One after the other without anything between, and more empty lines than a receiver would take.
    const Imported imported = import(
        QByteArray::fromStdString("\r\n\n\r\n\r\n\r\n\r\n\r\n" + chunked + batch + "\r\n" + batch),
        "a.http");
    QCOMPARE(imported.refused, 0U);
    QCOMPARE(ids(), (QByteArrayList{"1", "2", "3", "2", "3"}));
    const auto stored = events();
    QCOMPARE(stored[0].target, std::string("/c"));
    QCOMPARE(stored[0].text, std::string("abc"));
    QVERIFY(stored[0].head.starts_with("POST /c HTTP/1.1\r\n"));
    QCOMPARE(stored[1].mode, ContentMode::Batch);
    QCOMPARE(stored[1].origin, OriginKind::Import);
}

void TestImporter::keepsNoCredentials()
{
    const std::string request =
        "POST /?access_token=secret HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer secret\r\n";
    import(QByteArray::fromStdString(
               request + "ce-specversion: 1.0\r\nce-id: 1\r\nce-source: /s\r\nce-type: t\r\n\r\n" +
               request + "\r\n" + request + "broken\r\n\r\n" + request),
           "a.http");
    QCOMPARE(events().size(), 1U);
    QVERIFY(events()[0].head.find("secret") == std::string::npos);
    QVERIFY(events()[0].target.find("secret") == std::string::npos);
    QCOMPARE(refusals().size(), 3U);
    for (const StoredRefusal &stored : refusals()) {
        QVERIFY(stored.refusal.head.find("POST /?access_token=(6-bytes-removed)") == 0);
        QVERIFY(stored.refusal.head.find("secret") == std::string::npos);
    }
}

void TestImporter::guessesTheFormat_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("kept");
    const QByteArray one = QByteArray::fromStdString(eventOf(1));
    const QByteArray table = "id,source,type\r\n1,/s,t\r\n";
    const QByteArray request = QByteArray::fromStdString(structuredRequest(eventOf(1)));
    const auto row = [](const char *tag, const char *name, const QByteArray &bytes, int kept) {
        QTest::newRow(tag) << QString::fromUtf8(name) << bytes << kept;
    };
    row("lines by name", "a.jsonl", one + "\n" + one, 2);
    row("lines named .json", "a.json", one + "\n" + one, 2);
    row("lines without a name", "data", one + "\n" + one, 2);
    row("array by name", "a.json", "[" + one + "]", 1);
    row("array without a name", "data.txt", "\n [" + one + "]", 1);
    row("one object over lines", "data", "{\n" + one.mid(1), 1);
    row("table by name", "A.CSV", table, 1);
    row("table without a name", "data", table, 1);
    row("requests by name", "a.http", request, 1);
    row("requests without a name", "data", request, 1);
    row("empty", "data", "", 0);
    row("white space", "data", " \n\n", 0);
}

void TestImporter::guessesTheFormat()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QFETCH(int, kept);
    const Imported imported = import(bytes, name.toStdString());
    QCOMPARE(int(imported.events), kept);
    QCOMPARE(imported.refused, 0U);
}

void TestImporter::keepsTheLimitOfOneEvent_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("more");
    for (const char *format : {"ndjson", "json", "csv", "raw"}) {
        for (const int more : {-1, 0, 1, 1'000'000})
            QTest::addRow("%s %+d", format, more) << QString::fromUtf8(format) << more;
    }
}

void TestImporter::keepsTheLimitOfOneEvent()
{
    constexpr int Limit = 700'000; // more than a block
    QFETCH(QString, format);
    QFETCH(int, more);
    const auto filled = [&](const std::string &before, const std::string &after) {
        return before + std::string(std::size_t(Limit + more) - before.size() - after.size(), 'x') +
               after;
    };
    const std::string start =
        R"({"specversion":"1.0","id":"long","source":"/s","type":"t","data":")";
    std::string bytes;
    if (format == u"ndjson")
        bytes = filled(start, "\"}") + "\r\n" + eventOf(2) + "\n";
    else if (format == u"json")
        bytes = "[" + filled(start, "\"}") + "," + eventOf(2) + "]";
    else if (format == u"csv")
        bytes = "id,source,type,data\r\n" + filled("long,/s,t,\"", "\"\r\n") + "2,/s,t,\r\n";
    else
        bytes =
            binaryRequest("ce-specversion: 1.0\r\nce-id: long\r\nce-source: /s\r\nce-type: t\r\n",
                          filled("", "")) +
            "\r\n\r\n" + structuredRequest(eventOf(2));
    const Imported imported = import(QByteArray::fromStdString(bytes), "a",
                                     exportFormatNamed(format.toStdString()), Limit);
    QCOMPARE(imported.refused, more > 0 ? 1U : 0U);
    QCOMPARE(ids(), more > 0 ? QByteArrayList{"2"} : (QByteArrayList{"long", "2"}));
    if (more > 0)
        QCOMPARE(refusals().front().refusal.why.status, 413);
}

/// Through a pipe, a few bytes at a time: what is found does not depend on where a block ends.
void TestImporter::readsBlocksCutAnywhere()
{
    const auto original = capture(*m_folder, QStringLiteral("original"), everyKind());
    for (const ExportFormat format : ExportFormats) {
        const QByteArray bytes = exported(original, format);
        for (const qsizetype block : {1, 7, 61}) {
            int ends[2];
            QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
            std::thread writer([&bytes, block, end = ends[1]] {
                for (qsizetype at = 0; at < bytes.size(); at += block) {
                    const auto size = std::size_t(std::min(block, bytes.size() - at));
                    if (::write(end, bytes.constData() + at, size) != ssize_t(size))
                        qFatal("the pipe is closed");
                }
                ::close(end);
            });
            ImportOptions options;
            options.format = format;
            options.name = "pipe";
            const auto imported =
                importDescriptor(ends[0], options, m_log->intake(), m_progress, {});
            writer.join();
            ::close(ends[0]);
            QVERIFY(imported);
            QCOMPARE(imported->events, 16U);
            QCOMPARE(imported->refused, 0U);
        }
    }
}

void TestImporter::keepsTheOrderOfALargeFile()
{
    constexpr int Count = 20'000;
    QByteArray lines;
    for (int id = 0; id < Count; ++id)
        lines += QByteArray::fromStdString(id % 1000 == 500 ? "broken" : eventOf(id)) + "\n";
    const Imported imported = import(lines, "a.ndjson");
    QCOMPARE(imported.events, std::uint64_t(Count - 20));
    QCOMPARE(imported.refused, 20U);
    QCOMPARE(imported.problems.size(), Imported::MaxProblems);
    const QByteArrayList found = ids();
    int at = 0;
    for (int id = 0; id < Count; ++id) {
        if (id % 1000 != 500)
            QCOMPARE(found[at++].toInt(), id);
    }
}

void TestImporter::handsOverWhatASlowPipeBrought()
{
    int ends[2];
    QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
    std::thread importing([&] {
        ImportOptions options;
        options.name = "pipe";
        const auto imported = importDescriptor(ends[0], options, m_log->intake(), m_progress, {});
        if (!imported || imported->events != 2)
            qFatal("not imported");
    });
    for (int id = 1; id <= 2; ++id) {
        const std::string line = eventOf(id) + "\n";
        QCOMPARE(::write(ends[1], line.data(), line.size()), ssize_t(line.size()));
        QTRY_COMPARE(m_log->ledger().kept, std::uint64_t(id)); // while the pipe is open
    }
    ::close(ends[1]);
    importing.join();
    ::close(ends[0]);
}

void TestImporter::waitsForAFullIntake()
{
    m_log.reset();
    EventLog::Options options;
    options.intakeBytes = 1; // one command at a time
    m_log = logtest::openLog(logtest::captureIn(*m_folder), options);
    std::string requests;
    for (int id = 0; id < 500; ++id)
        requests += structuredRequest(eventOf(id));
    QCOMPARE(import(QByteArray::fromStdString(requests), "a.http").events, 500U);
    QCOMPARE(ids().size(), 500);
    QCOMPARE(ids().last(), QByteArray("499"));
}

void TestImporter::saysHowManyWhenCancelled()
{
    QByteArray lines;
    for (int id = 0; id < 5000; ++id)
        lines += QByteArray::fromStdString(eventOf(id)) + "\n";
    int ends[2];
    QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
    ::fcntl(ends[1], F_SETPIPE_SZ, 1024 * 1024);
    QCOMPARE(::write(ends[1], lines.constData(), std::size_t(lines.size())), ssize_t(lines.size()));
    std::stop_source stop;
    Imported imported;
    std::thread importing([&] {
        ImportOptions options;
        options.name = "pipe";
        imported =
            *importDescriptor(ends[0], options, m_log->intake(), m_progress, stop.get_token());
    });
    QTRY_COMPARE(m_log->ledger().kept, 5000U); // and now it waits for more
    stop.request_stop();
    importing.join();
    ::close(ends[0]);
    ::close(ends[1]);
    QCOMPARE(imported.end, Imported::End::Cancelled);
    QCOMPARE(imported.events, 5000U);
    QCOMPARE(imported.refused, 0U);
    QCOMPARE(events().size(), 5000U);

    // Before the first byte.
    ImportOptions options;
    options.name = "a.ndjson";
    const auto file = m_folder->filePath(QStringLiteral("a.ndjson")).toStdString();
    writeFile(file, lines);
    const auto none = importFile(file, options, m_log->intake(), m_progress, stop.get_token());
    QVERIFY(none);
    QCOMPARE(none->end, Imported::End::Cancelled);
    QCOMPARE(none->events, 0U);
    QCOMPARE(events().size(), 5000U);
}

void TestImporter::saysHowManyWhenTheLogCannotWrite()
{
    QByteArray lines;
    for (int id = 0; id < 100'000; ++id)
        lines += QByteArray::fromStdString(eventOf(id)) + "\n";
    // No file of this process may grow beyond a size: the disk is full in the middle of the import.
    const auto file = m_folder->filePath(QStringLiteral("a.ndjson")).toStdString();
    writeFile(file, lines);
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit small{4 * MiB, before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    ImportOptions options;
    options.name = "a.ndjson";
    const auto imported = importFile(file, options, m_log->intake(), m_progress, {});
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(imported);
    QCOMPARE(imported->end, Imported::End::Failed);
    QVERIFY(!imported->problem.empty());
    QVERIFY(imported->events > 0 && imported->events < 100'000);
    QCOMPARE(std::uint64_t(events().size()), imported->events);
}

void TestImporter::saysWhatCannotBeRead_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("kind");
    QTest::newRow("absent") << QStringLiteral("absent.ndjson") << int(Error::Kind::NotFound);
    QTest::newRow("a folder") << QStringLiteral(".") << int(Error::Kind::Io);
    QTest::newRow("a capture") << QStringLiteral("other.eventscope")
                               << int(Error::Kind::InvalidInput);
    QTest::newRow("a capture by another name")
        << QStringLiteral("other.json") << int(Error::Kind::InvalidInput);
    QTest::newRow("who knows") << QStringLiteral("data.bin") << int(Error::Kind::InvalidInput);
}

void TestImporter::saysWhatCannotBeRead()
{
    QFETCH(QString, name);
    QFETCH(int, kind);
    capture(*m_folder, QStringLiteral("other.eventscope"), {});
    capture(*m_folder, QStringLiteral("other.json"), {});
    writeFile(m_folder->filePath(QStringLiteral("data.bin")).toStdString(), QByteArray(1000, '\1'));
    ImportOptions options;
    options.name = name.toStdString();
    const auto imported = importFile(m_folder->filePath(name).toStdString(), options,
                                     m_log->intake(), m_progress, {});
    QVERIFY(!imported);
    QCOMPARE(int(imported.error().kind), kind);
    QVERIFY(imported.error().detail.find(name.toStdString()) != std::string::npos);
}

void TestImporter::tellsHowFarItIs()
{
    QByteArray lines;
    for (int id = 0; id < 5000; ++id)
        lines += QByteArray::fromStdString(eventOf(id)) + "\n";
    import(lines, "a.ndjson");
    QCOMPARE(m_progress.progress().total, std::uint64_t(lines.size()));
    QCOMPARE(m_progress.progress().done, std::uint64_t(lines.size()));
    QCOMPARE(m_progress.progress().events, 5000U);
}

QTEST_GUILESS_MAIN(TestImporter)
#include "tst_importer.moc"

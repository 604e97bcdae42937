// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/exporter.h"

#include "core/cesql/parser.h"
#include "tests/core/log/logtest.h"
#include "tests/core/transfer/transfertest.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace core;
using namespace transfertest;

namespace {

constexpr int Many = 5000;

std::vector<Message> manyMessages()
{
    std::vector<Message> messages;
    for (int number = 1; number <= Many; ++number)
        messages.push_back(logtest::binaryMessage(std::uint64_t(number)));
    return messages;
}

/// Ends, or asks for the stop, after the first write.
class OneWriteSink final : public ByteSink {
public:
    explicit OneWriteSink(std::stop_source *stop)
        : m_stop(stop)
    {
    }
    Result<bool> write(std::string_view text) override
    {
        ++writes;
        bytes += text.size();
        if (m_stop)
            m_stop->request_stop();
        return m_stop != nullptr;
    }
    int writes = 0;
    std::size_t bytes = 0;

private:
    std::stop_source *m_stop;
};

QList<int> idsOf(const QByteArray &lines)
{
    QList<int> ids;
    for (const QByteArray &line : lines.split('\n')) {
        if (!line.isEmpty())
            ids << QJsonDocument::fromJson(line)[QLatin1String("id")].toString().mid(3).toInt();
    }
    return ids;
}

} // namespace

class TestExporter : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void exportsEverythingInOrder();
    void exportsChosenRanges_data();
    void exportsChosenRanges();
    void exportsWhatTheFilterLetsThrough();
    void exportsWhatIsMarked();
    void exportsJsonThatOthersRead();
    void exportsTheTable();
    void leavesOutWhatComesMeanwhile();
    void tellsHowFarItIs();
    void endsWhenCancelled();
    void endsWhenNobodyReads();
    void writesAFileWholeOrNotAtAll();
    void writesNothingThatCannotBeRedacted();
    void saysThatTheDiskIsFull();
    void holdsNoStatementOpen();

private:
    std::unique_ptr<CaptureReader> reader() const
    {
        auto opened = CaptureReader::open(m_many);
        return opened ? std::move(*opened) : nullptr;
    }

    QTemporaryDir m_folder;
    std::filesystem::path m_many;
};

void TestExporter::initTestCase()
{
    m_many = capture(m_folder, QStringLiteral("many"), manyMessages());
}

void TestExporter::exportsEverythingInOrder()
{
    const QList<int> ids = idsOf(exported(m_many, ExportFormat::Ndjson));
    QCOMPARE(ids.size(), Many);
    for (int at = 0; at < Many; ++at)
        QCOMPARE(ids[at], at + 1);
}

void TestExporter::exportsChosenRanges_data()
{
    QTest::addColumn<QList<int>>("ends");
    QTest::addColumn<QList<int>>("expected");
    QTest::newRow("one") << QList<int>{7, 7} << QList<int>{7};
    QTest::newRow("near each other")
        << QList<int>{7, 8, 10, 10, 12, 12} << QList<int>{7, 8, 10, 12};
    QTest::newRow("at the edge of near")
        << QList<int>{1, 1, 17, 17, 34, 34} << QList<int>{1, 17, 34};
    QTest::newRow("far from each other")
        << QList<int>{4999, 5000, 1, 2, 2500, 2500} << QList<int>{1, 2, 2500, 4999, 5000};
    QTest::newRow("beyond the end") << QList<int>{4999, 9999} << QList<int>{4999, 5000};
    QTest::newRow("nowhere") << QList<int>{6000, 7000} << QList<int>{};
}

void TestExporter::exportsChosenRanges()
{
    QFETCH(QList<int>, ends);
    QFETCH(QList<int>, expected);
    ExportOptions options;
    for (qsizetype at = 0; at < ends.size(); at += 2)
        options.choice.ranges.push_back({{std::uint64_t(ends[at])}, {std::uint64_t(ends[at + 1])}});
    QCOMPARE(idsOf(exported(m_many, options)), expected);
}

void TestExporter::exportsWhatTheFilterLetsThrough()
{
    ExportOptions options;
    options.choice.filter.types = {"com.shop.order.1"};
    options.choice.filter.excludedSources = {"/checkout/4"};
    options.choice.ranges = {{{1}, {20}}};
    // Type by number % 3, source by number % 5 (logtest.cpp).
    QCOMPARE(idsOf(exported(m_many, options)), (QList<int>{1, 7, 10, 13, 16}));
}

void TestExporter::exportsWhatIsMarked()
{
    const auto file = capture(m_folder, QStringLiteral("marked"),
                              {logtest::binaryMessage(1), logtest::binaryMessage(2),
                               logtest::binaryMessage(3), logtest::binaryMessage(4)});
    {
        const auto log = logtest::openLog(file);
        QVERIFY(log->changeMarks({{{2}, true, {}}, {{4}, {}, "why?"}}));
        QTRY_COMPARE(log->marks()->size(), std::size_t(2));
    }
    const auto where = [&file](const char *text) {
        ExportOptions options;
        options.choice.filter.expression = cesql::parse(text).value();
        return idsOf(exported(file, options));
    };
    QCOMPARE(where("MARKED()"), QList<int>{2});
    QCOMPARE(where("NOT MARKED()"), (QList<int>{1, 3, 4}));
    QCOMPARE(where("NOTE() LIKE '%?'"), QList<int>{4});
}

void TestExporter::exportsJsonThatOthersRead()
{
    const QByteArray json = exported(m_many, ExportFormat::Json);
    const QJsonArray array = QJsonDocument::fromJson(json).array();
    QCOMPARE(array.size(), Many);
    QCOMPARE(array.last()[QLatin1String("id")].toString(), QStringLiteral("id-5000"));
    const auto empty = capture(m_folder, QStringLiteral("empty"), {});
    QCOMPARE(exported(empty, ExportFormat::Json), QByteArray("[\n\n]\n"));
    QCOMPARE(exported(empty, ExportFormat::Ndjson), QByteArray());
    QCOMPARE(exported(empty, ExportFormat::Raw), QByteArray());
    QCOMPARE(exported(empty, ExportFormat::Csv).count('\n'), 1);
}

void TestExporter::exportsTheTable()
{
    const auto file = capture(m_folder, QStringLiteral("kinds"), everyKind());
    const QByteArray table = exported(file, ExportFormat::Csv);
    QVERIFY(table.startsWith("sequence,received,specversion,id,source,type,subject,time,"
                             "datacontenttype,dataschema,extensions,data,data_base64\r\n1,"));
    QVERIFY(table.contains("\"line one\r\nline \"\"two\"\", and\nthree\",\r\n"));
    QVERIFY(table.contains(",\"{\"\"level\"\":3,\"\"hot\"\":true,"));
    QVERIFY(table.contains(",,AP8NCiwi\r\n")); // no UTF-8
}

void TestExporter::leavesOutWhatComesMeanwhile()
{
    const auto log = logtest::openLog(m_folder.filePath(QStringLiteral("live")).toStdString());
    logtest::Sender sender(*log);
    sender.send(manyMessages());
    class SendingSink final : public ByteSink {
    public:
        explicit SendingSink(logtest::Sender &sender)
            : m_sender(sender)
        {
        }
        Result<bool> write(std::string_view text) override
        {
            bytes.append(text.data(), qsizetype(text.size()));
            m_sender.send(logtest::binaryMessage(9999));
            return true;
        }
        QByteArray bytes;

    private:
        logtest::Sender &m_sender;
    } sink(sender);
    ProgressMeter progress;
    const auto live = log->reader();
    const auto done = exportEvents(**live, {}, sink, progress, {});
    QVERIFY(done);
    QCOMPARE(done->events, std::uint64_t(Many));
    QCOMPARE(idsOf(sink.bytes).size(), Many);
}

void TestExporter::tellsHowFarItIs()
{
    ProgressMeter progress;
    ExportOptions options;
    options.choice.ranges = {{{1}, {100}}, {{1000}, {4000}}};
    options.choice.filter.types = {"com.shop.order.1"};
    MemorySink sink;
    const auto done = exportEvents(*reader(), options, sink, progress, {});
    QVERIFY(done);
    QCOMPARE(progress.progress().total, 3101U);
    QCOMPARE(progress.progress().done, 3101U);
    QCOMPARE(progress.progress().events, done->events);
    QCOMPARE(done->events, std::uint64_t(idsOf(sink.bytes).size()));
    QCOMPARE(done->bytes, std::uint64_t(sink.bytes.size()));
    // Looked at before it is written: twice the way.
    options.redaction = *Redaction::parse(std::vector<std::string>{"/total"});
    QVERIFY(exportEvents(*reader(), options, sink, progress, {}));
    QCOMPARE(progress.progress().total, 6202U);
    QCOMPARE(progress.progress().done, 6202U);
}

void TestExporter::endsWhenCancelled()
{
    std::stop_source stop;
    OneWriteSink sink(&stop);
    ProgressMeter progress;
    const auto done = exportEvents(*reader(), {}, sink, progress, stop.get_token());
    QVERIFY(done);
    QCOMPARE(done->end, Exported::End::Cancelled);
    QCOMPARE(sink.writes, 1);
    QCOMPARE(done->bytes, sink.bytes);
    QVERIFY(progress.progress().done < progress.progress().total);
}

void TestExporter::endsWhenNobodyReads()
{
    OneWriteSink sink(nullptr);
    ProgressMeter progress;
    const auto done = exportEvents(*reader(), {}, sink, progress, {});
    QVERIFY(done);
    QCOMPARE(done->end, Exported::End::Unread);
    QCOMPARE(sink.writes, 1);
}

void TestExporter::writesAFileWholeOrNotAtAll()
{
    QDir folder(m_folder.path());
    QVERIFY(folder.mkdir(QStringLiteral("out")));
    folder.cd(QStringLiteral("out"));
    const auto file = folder.filePath(QStringLiteral("events.ndjson")).toStdString();
    ProgressMeter progress;
    const auto done = exportToFile(*reader(), {}, file, progress, {});
    QVERIFY(done);
    QCOMPARE(bytesOf(file), exported(m_many, ExportFormat::Ndjson));

    std::stop_source stop;
    stop.request_stop();
    ExportOptions csv;
    csv.format = ExportFormat::Csv;
    const auto cancelled = exportToFile(*reader(), csv, file, progress, stop.get_token());
    QVERIFY(cancelled);
    QCOMPARE(cancelled->end, Exported::End::Cancelled);
    QCOMPARE(bytesOf(file), exported(m_many, ExportFormat::Ndjson));
    QCOMPARE(folder.entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void TestExporter::writesNothingThatCannotBeRedacted()
{
    auto messages = manyMessages();
    messages.push_back(
        received(binaryRequest("ce-specversion: 1.0\r\nce-id: x\r\nce-source: /s\r\nce-type: t\r\n"
                               "Content-Type: text/plain\r\n",
                               "secret")));
    const auto file = capture(m_folder, QStringLiteral("mixed"), std::move(messages));
    const auto opened = CaptureReader::open(file);
    ExportOptions options;
    options.redaction = *Redaction::parse(std::vector<std::string>{"/total"});
    MemorySink sink;
    ProgressMeter progress;
    const auto refused = exportEvents(**opened, options, sink, progress, {});
    QVERIFY(!refused);
    QVERIFY(refused.error().detail.starts_with("event 5001: its data is not JSON"));
    QCOMPARE(sink.writes, 0);

    const auto output = m_folder.filePath(QStringLiteral("redacted.ndjson")).toStdString();
    QVERIFY(!exportToFile(**opened, options, output, progress, {}));
    QVERIFY(!std::filesystem::exists(output));

    options.choice.ranges = {{{1}, {5000}}};
    QVERIFY(exportEvents(**opened, options, sink, progress, {}));
    QVERIFY(sink.bytes.contains("\"total\":\"[redacted]\""));
    QVERIFY(!sink.bytes.contains("\"total\":1"));
}

void TestExporter::saysThatTheDiskIsFull()
{
    ProgressMeter progress;
    const auto done = exportToFile(*reader(), {}, "/dev/full", progress, {});
    QVERIFY(!done);
    QCOMPARE(int(done.error().kind), int(Error::Kind::Full));
}

/// While the sink has its bytes, a checkpoint can empty the WAL: nothing holds a snapshot.
void TestExporter::holdsNoStatementOpen()
{
    const auto file = m_folder.filePath(QStringLiteral("wal")).toStdString();
    const auto log = logtest::openLog(file);
    logtest::Sender(*log).send(manyMessages());
    class CheckpointSink final : public ByteSink {
    public:
        explicit CheckpointSink(std::filesystem::path file)
            : m_file(std::move(file))
        {
        }
        Result<bool> write(std::string_view) override
        {
            answers << QByteArray::fromStdString(
                logtest::query(m_file, "PRAGMA wal_checkpoint(TRUNCATE)"));
            return true;
        }
        QByteArrayList answers;

    private:
        const std::filesystem::path m_file;
    } sink(file);
    ProgressMeter progress;
    const auto live = log->reader();
    QVERIFY(exportEvents(**live, {}, sink, progress, {}));
    QVERIFY(sink.answers.size() > 1);
    for (const QByteArray &answer : sink.answers)
        QCOMPARE(answer, QByteArray("0|0|0\n"));
}

QTEST_GUILESS_MAIN(TestExporter)
#include "tst_exporter.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/eventlog.h"

#include "tests/core/log/logtest.h"
#include "tests/support/printedstrings.h"

#include <QtTest/QtTest>

#include <fstream>

using namespace core;
using namespace logtest;

/// A capture is a file, and files come from anywhere: whatever stands in it, it is opened right or
/// refused with a reason.
class TestCaptureDamage : public QObject {
    Q_OBJECT

private slots:
    void refusesColumnsThatCannotBe_data();
    void refusesColumnsThatCannotBe();
    void makesBlocksThatCannotBeAnew_data();
    void makesBlocksThatCannotBeAnew();
    void refusesAHoleInTheNames();
    void refusesALedgerThatDoesNotFit();
    void readsAroundADamagedEvent();
    void survivesEveryTruncation();
    void survivesRandomBytes();
    void leavesTheFileOfAnotherProgramAlone();
    void readsWhatRetentionLeft();
};

namespace {

const std::string WithoutTriggers =
    "DROP TRIGGER segment_1_refuses_UPDATE; DROP TRIGGER segment_1_refuses_DELETE;";

/// Opens and reads everything, in every way there is.
bool survives(const std::filesystem::path &file)
{
    if (const auto reader = CaptureReader::open(file)) {
        EventSequence next{1};
        for (int page = 0; page < 10; ++page) {
            const auto events = (*reader)->read(next);
            if (!events || events->empty())
                break;
            next = EventSequence{events->back().sequence.value + 1};
        }
        static_cast<void>((*reader)->refusals(1));
        static_cast<void>((*reader)->last());
    }
    const auto log = EventLog::open(file);
    if (!log)
        return !log.error().detail.empty();
    const Columns &columns = (*log)->columns();
    std::size_t bytes = 0;
    for (std::uint64_t i = 0; i < columns.published(); ++i) {
        const Row row = columns.row(i);
        bytes += columns.types.text(row.type).size() + columns.sources.text(row.source).size() +
                 columns.subjects.text(row.subject).size() +
                 columns.contentTypes.text(row.contentType).size() +
                 columns.connections.text(row.connection).size();
    }
    return bytes < std::size_t{1} << 40U;
}

/// A literal of a whole column block whose cells of four (or two) bytes all hold that.
std::string blockOf(const std::string &fourBytes)
{
    std::string literal = "x'";
    for (std::size_t i = 0; i < sizeof(ColumnBlock); i += 4)
        literal += fourBytes;
    return literal + "'";
}

} // namespace

void TestCaptureDamage::refusesColumnsThatCannotBe_data()
{
    QTest::addColumn<QByteArray>("change");
    for (const char *change : {"type = 1000",
                               "type = 4000000000",
                               "type = -1",
                               "type = 0",
                               "type = 1",
                               "source = 1000",
                               "source = 0",
                               "subject = 1000",
                               "datacontenttype = 1000",
                               "connection = 1000",
                               "connection = 99999999999",
                               "shape = 65535",
                               "shape = 7",
                               "shape = 1 << 11 | 5 << 7",
                               "shape = 12 << 11",
                               "data_offset = 4000000000",
                               "data_length = 4000000000",
                               "extensions = '{'",
                               "extensions = '{\"a\":{}}'",
                               "head = 1000"})
        QTest::newRow(change) << QByteArray(change);
}

void TestCaptureDamage::refusesColumnsThatCannotBe()
{
    QFETCH(QByteArray, change);
    const QTemporaryDir folder;
    {
        const auto log = openLog(captureIn(folder));
        Sender sender(*log);
        sender.send(binaryMessage(6));
        sender.send(binaryMessage(12));
    }
    QCOMPARE(query(captureIn(folder), WithoutTriggers + "UPDATE segment_1 SET " +
                                          change.toStdString() + " WHERE sequence = 2"),
             std::string());
    const auto reader = CaptureReader::open(captureIn(folder));
    QVERIFY(reader);
    QVERIFY((*reader)->event(EventSequence{1})->has_value());
    const auto event = (*reader)->event(EventSequence{2});
    QVERIFY(!event);
    QVERIFY(event.error().kind == Error::Kind::Damaged);
    QVERIFY(event.error().detail.find("event 2") != std::string::npos);
    QVERIFY(survives(captureIn(folder)));
}

void TestCaptureDamage::makesBlocksThatCannotBeAnew_data()
{
    QTest::addColumn<QByteArray>("change");
    const auto dataIs = [](const std::string &data) {
        return QByteArray::fromStdString("UPDATE column_blocks SET data = " + data);
    };
    QTest::newRow("codes far away") << dataIs(blockOf("ffffffff"));
    QTest::newRow("codes near the end") << dataIs(blockOf("10000000"));
    QTest::newRow("too short") << dataIs("zeroblob(655359)");
    QTest::newRow("too long") << dataIs("zeroblob(655361)");
    QTest::newRow("empty") << dataIs("x''");
    QTest::newRow("a text") << dataIs("'x'");
    QTest::newRow("one of two is missing")
        << QByteArray("DELETE FROM column_blocks WHERE number = 0");
    QTest::newRow("the newest is missing")
        << QByteArray("DELETE FROM column_blocks WHERE number = 1");
    QTest::newRow("all are missing") << QByteArray("DELETE FROM column_blocks");
    QTest::newRow("one that is far away")
        << QByteArray("INSERT INTO column_blocks SELECT 1000000, 1, 16384, 0, 0, 0, 0, data"
                      " FROM column_blocks WHERE number = 0");
    QTest::newRow("as it was") << dataIs("data");
}

void TestCaptureDamage::makesBlocksThatCannotBeAnew()
{
    QFETCH(QByteArray, change);
    const QTemporaryDir folder;
    std::vector<Row> rows;
    {
        const auto log = openLog(captureIn(folder));
        Sender(*log).send(batchMessage(1, 2 * ColumnBlock::Rows + 10));
        for (std::uint64_t i = 0; i < log->columns().published(); ++i)
            rows.push_back(log->columns().row(i));
    }
    QCOMPARE(query(captureIn(folder), change.toStdString()), std::string());
    const auto log = openLog(captureIn(folder));
    const Columns &columns = log->columns();
    QCOMPARE(columns.published(), std::uint64_t{rows.size()});
    for (std::uint64_t i = 0; i < rows.size(); ++i)
        QVERIFY(columns.row(i) == rows[i]);
    // It goes on, and stores the block that it fills.
    Sender(*log).send(batchMessage(1, ColumnBlock::Rows));
    QCOMPARE(columns.published(), std::uint64_t{3 * ColumnBlock::Rows + 10});
}

void TestCaptureDamage::refusesAHoleInTheNames()
{
    const QTemporaryDir folder;
    {
        const auto log = openLog(captureIn(folder));
        Sender(*log).send(batchMessage(1, 10));
    }
    query(captureIn(folder), "DELETE FROM names WHERE kind = 1 AND code = 2");
    const auto log = EventLog::open(captureIn(folder));
    QVERIFY(!log);
    QVERIFY(log.error().kind == Error::Kind::Damaged);
}

void TestCaptureDamage::refusesALedgerThatDoesNotFit()
{
    const QTemporaryDir folder;
    {
        const auto log = openLog(captureIn(folder));
        Sender(*log).send(batchMessage(1, 10));
    }
    for (const char *kept : {"9", "11", "0", "-1", "9223372036854775807"}) {
        query(captureIn(folder), "UPDATE ledger SET kept = " + std::string(kept));
        const auto log = EventLog::open(captureIn(folder));
        QVERIFY(!log);
        QVERIFY(log.error().kind == Error::Kind::Damaged);
    }
    query(captureIn(folder), "DELETE FROM ledger");
    QVERIFY(!EventLog::open(captureIn(folder)));
}

void TestCaptureDamage::readsAroundADamagedEvent()
{
    const QTemporaryDir folder;
    {
        const auto log = openLog(captureIn(folder));
        Sender(*log).send(batchMessage(1, 10));
    }
    query(captureIn(folder), WithoutTriggers + "UPDATE segment_1 SET data_length = 4000000000"
                                               " WHERE sequence = 5");
    const auto reader = CaptureReader::open(captureIn(folder));
    QVERIFY(reader);
    QVERIFY(!(*reader)->read(EventSequence{1}));
    QCOMPARE((*reader)->read(EventSequence{1}, 4)->size(), 4U);
    QCOMPARE((*reader)->read(EventSequence{6})->size(), 5U);
}

void TestCaptureDamage::survivesEveryTruncation()
{
    const QTemporaryDir folder;
    {
        const auto log = openLog(captureIn(folder));
        Sender sender(*log);
        sender.send(batchMessage(1, 50));
        sender.send(refusal(1));
    }
    std::ifstream in(captureIn(folder), std::ios::binary);
    const std::string whole((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    QVERIFY(whole.size() > 20'000);
    for (std::size_t length = 0; length < whole.size(); length += 1000) {
        const QTemporaryDir other;
        std::ofstream(captureIn(other), std::ios::binary)
            .write(whole.data(), std::streamsize(length));
        QVERIFY(survives(captureIn(other)));
    }
}

void TestCaptureDamage::survivesRandomBytes()
{
    constexpr unsigned Seed = 4096;
    qInfo("seed %u", Seed);
    std::srand(Seed);
    const QTemporaryDir folder;
    {
        const auto log = openLog(captureIn(folder));
        Sender sender(*log);
        for (std::uint64_t number = 0; number < 20; ++number)
            sender.send(structuredMessage(number));
        sender.send(batchMessage(1, 50));
        sender.send(refusal(1));
    }
    std::ifstream in(captureIn(folder), std::ios::binary);
    const std::string whole((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    for (int round = 0; round < 100; ++round) {
        std::string changed = whole;
        for (int i = 0; i < 20; ++i)
            changed[std::size_t(std::rand()) % changed.size()] = static_cast<char>(std::rand());
        const QTemporaryDir other;
        std::ofstream(captureIn(other), std::ios::binary)
            .write(changed.data(), std::streamsize(changed.size()));
        QVERIFY(survives(captureIn(other)));
    }
}

void TestCaptureDamage::leavesTheFileOfAnotherProgramAlone()
{
    const QTemporaryDir folder;
    std::ofstream(captureIn(folder)).flush();
    query(captureIn(folder), "PRAGMA journal_mode=WAL; CREATE TABLE t(x)");
    QVERIFY(!EventLog::open(captureIn(folder)));
    QVERIFY(!CaptureReader::open(captureIn(folder)));
    QVERIFY(query(captureIn(folder), "PRAGMA journal_mode") == "wal\n");
    QVERIFY(query(captureIn(folder), "SELECT name FROM sqlite_schema") == "t\n");
}

void TestCaptureDamage::readsWhatRetentionLeft()
{
    const QTemporaryDir folder;
    EventLog::Options options;
    options.segmentBytes = 1; // a segment for each commit
    {
        const auto log = openLog(captureIn(folder), options);
        Sender sender(*log);
        for (std::uint64_t number = 1; number <= 5; ++number)
            sender.send(batchMessage(number, 10));
    }
    QVERIFY(query(captureIn(folder), "DROP VIEW events; DROP TABLE segment_1; DROP TABLE heads_1;"
                                     "DROP TABLE segment_2; DROP TABLE heads_2;"
                                     "DELETE FROM segments WHERE number <= 2;"
                                     "UPDATE ledger SET kept = 30, evicted = 20")
                .empty());
    const auto reader = CaptureReader::open(captureIn(folder));
    QVERIFY(reader);
    const auto page = (*reader)->read(EventSequence{1}, 5);
    QVERIFY(page);
    QCOMPARE(page->front().sequence.value, 21U); // the gap shows in the number
    QVERIFY(!(*reader)->event(EventSequence{20})->has_value());
    QVERIFY((*reader)->event(EventSequence{21})->has_value());
    QCOMPARE((*reader)->last()->value, 50U);
    const auto over = (*reader)->read(EventSequence{36});
    QCOMPARE(over->size(), 15U); // over the end of a segment
    QVERIFY((*reader)->read(EventSequence{51})->empty());
    QVERIFY((*reader)->read(EventSequence{1}, 0)->empty());
}

QTEST_GUILESS_MAIN(TestCaptureDamage)
#include "tst_capturedamage.moc"

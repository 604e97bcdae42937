// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/eventlog.h"

#include "core/log/verify.h"
#include "tests/core/log/logtest.h"
#include "tests/support/printedstrings.h"

#include <QTest>

#include <sys/stat.h>

#include <fstream>

using namespace core;
using namespace logtest;

class TestEventLog : public QObject {
    Q_OBJECT

private slots:
    void makesAPrivateFileAndItsFolders();
    void readsBackEveryMode_data();
    void readsBackEveryMode();
    void keepsABatchInOneCommit();
    void answersAnEmptyBatchWithoutEvents();
    void readsPages();
    void findsNoEventThatIsNotThere();
    void keepsAHeadOnceForEventsThatShareIt();
    void showsColumnsOfWhatIsCommitted();
    void keepsTextsThatDictionariesHaveNoRoomFor();
    void keepsItsAccount();
    void refusesASecondWriter();
    void isOneFileOnceClosed();
    void namesWhatIsNoCapture_data();
    void namesWhatIsNoCapture();
    void refusesAnotherVersion();
    void decidesWhatWaitsWhenClosing();
    void opensWhatItClosed_data();
    void opensWhatItClosed();
    void goesOnInTheChainAfterReopening();
    void countsRoomByEventsAlone();
};

void TestEventLog::makesAPrivateFileAndItsFolders()
{
    const QTemporaryDir folder;
    const auto file = captureIn(folder).parent_path() / "a" / "b" / "c.eventscope";
    const auto log = openLog(file);
    QVERIFY(log->file() == file);
    for (const char *suffix : {"", "-wal", "-lock"}) {
        struct stat status {};
        QCOMPARE(::stat((file.string() + suffix).c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0600U);
    }
    QVERIFY(log->state().writable);
    QVERIFY(log->state().fileBytes > 0);
    QVERIFY(log->ledger() == Ledger{});
}

void TestEventLog::readsBackEveryMode_data()
{
    QTest::addColumn<int>("mode");
    QTest::newRow("binary") << 0;
    QTest::newRow("binary without data") << 1;
    QTest::newRow("structured") << 2;
    QTest::newRow("batch") << 3;
    QTest::newRow("raw frame") << 4;
}

void TestEventLog::readsBackEveryMode()
{
    QFETCH(int, mode);
    Message message;
    switch (mode) {
    case 0:
        message = binaryMessage(6);
        break;
    case 1:
        message = binaryMessage(6, {});
        break;
    case 2:
        message = structuredMessage(6);
        break;
    case 3:
        message = batchMessage(6, 7);
        break;
    default:
        message = rawMessage(6);
        break;
    }
    const QTemporaryDir folder;
    auto log = openLog(captureIn(folder));
    Sender sender(*log);
    const Receipt receipt = sender.send(message);
    QVERIFY(receipt.outcome == Receipt::Outcome::Committed);
    QCOMPARE(receipt.first.value, 1U);
    QCOMPARE(receipt.last.value, message.events.size());
    const auto wanted = expected(message, EventSequence{1}, 1);
    QVERIFY(readAll(*log) == wanted);
    log.reset();
    log = openLog(captureIn(folder));
    QVERIFY(readAll(*log) == wanted);
}

void TestEventLog::keepsABatchInOneCommit()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    Sender sender(*log);
    const std::size_t count = 2 * 4096; // above the bound of a group
    const Receipt receipt = sender.send(batchMessage(1, count));
    QCOMPARE(receipt.last.value, count);
    QCOMPARE(log->state().seals, 1U);
    const auto events = readAll(*log);
    QCOMPARE(events.size(), count);
    for (const StoredEvent &event : events)
        QCOMPARE(event.seal, 1U);
}

void TestEventLog::answersAnEmptyBatchWithoutEvents()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    Sender sender(*log);
    const Receipt receipt = sender.send(batchMessage(1, 0));
    QVERIFY(receipt.outcome == Receipt::Outcome::Committed);
    QVERIFY(!receipt.first && !receipt.last);
    QVERIFY(readAll(*log).empty());
}

void TestEventLog::readsPages()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    Sender sender(*log);
    sender.send(batchMessage(1, 2500));
    auto reader = log->reader();
    QVERIFY(reader);
    const auto some = (*reader)->read(EventSequence{11}, 5);
    QVERIFY(some);
    QCOMPARE(some->size(), 5U);
    QCOMPARE(some->front().sequence.value, 11U);
    const auto page = (*reader)->read(EventSequence{1}, 5000);
    QVERIFY(page && !page->empty());
    QVERIFY(page->size() <= CaptureReader::MaxPageRows);
    const auto last = (*reader)->last();
    QVERIFY(last);
    QCOMPARE(last->value, 2500U);
}

void TestEventLog::findsNoEventThatIsNotThere()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    auto reader = log->reader();
    QVERIFY(reader);
    auto event = (*reader)->event(EventSequence{1});
    QVERIFY(event && !*event);
    Sender(*log).send(binaryMessage(1));
    event = (*reader)->event(EventSequence{1});
    QVERIFY(event && *event);
    QVERIFY((*event)->event.id == "id-1");
    event = (*reader)->event(EventSequence{2});
    QVERIFY(event && !*event);
}

void TestEventLog::keepsAHeadOnceForEventsThatShareIt()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    Sender sender(*log);
    sender.send(batchMessage(1, 10));
    sender.send(structuredMessage(1)); // the same bytes
    QVERIFY(query(log->file(), "SELECT count(*) FROM heads_1") == "1\n");
    sender.send(structuredMessage(2)); // another remote
    QVERIFY(query(log->file(), "SELECT count(*) FROM heads_1") == "2\n");
    sender.send(rawMessage(1)); // none
    QVERIFY(query(log->file(), "SELECT count(*) FROM heads_1") == "2\n");
}

void TestEventLog::showsColumnsOfWhatIsCommitted()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    const Columns &columns = log->columns();
    Sender(*log).send(binaryMessage(6));
    QCOMPARE(columns.published(), 1U);
    const Row row = columns.row(0);
    QCOMPARE(row.received, binaryMessage(6).received.time_since_epoch().count());
    QCOMPARE(row.time, std::int64_t{1795441000981000});
    QVERIFY(columns.types.text(row.type) == "com.shop.order.0");
    QVERIFY(columns.sources.text(row.source) == "/checkout/1");
    QVERIFY(columns.subjects.text(row.subject) == "subject 6");
    QVERIFY(columns.contentTypes.text(row.contentType) == "application/json");
    QVERIFY(columns.connections.text(row.connection) == "http://127.0.0.1:8080");
    QCOMPARE(row.size, 11U);
    QVERIFY(row.shape.dataForm == DataForm::Raw);
    Sender(*log).send(rawMessage(1));
    QCOMPARE(columns.row(1).time, NoTime);
    QCOMPARE(columns.row(1).subject, AbsentCode);
    QCOMPARE(columns.row(1).contentType, AbsentCode);
}

void TestEventLog::keepsTextsThatDictionariesHaveNoRoomFor()
{
    const QTemporaryDir folder;
    EventLog::Options options;
    options.dictionaryBytes = 16 * KiB;
    auto log = openLog(captureIn(folder), options);
    std::vector<Message> messages;
    std::vector<StoredEvent> wanted;
    for (std::uint64_t number = 0; number < 1000; ++number)
        messages.push_back(binaryMessage(number, std::to_string(number)));
    const auto copies = messages;
    Sender(*log).send(std::move(messages));
    QVERIFY(log->columns().subjects.isFull());
    QCOMPARE(log->columns().row(998).subject, OtherCode);
    QVERIFY(log->columns().row(998).type >= FirstCode);
    const auto check = [&copies](const EventLog &opened) {
        const auto events = readAll(opened);
        if (events.size() != copies.size())
            return false;
        for (std::size_t i = 0; i < events.size(); ++i) {
            if (events[i] != expected(copies[i], EventSequence{i + 1}, events[i].seal).front())
                return false;
        }
        return true;
    };
    QVERIFY(check(*log));
    QVERIFY(
        query(log->file(), "SELECT count(*), sum(typeof(subject) = 'text') > 0 FROM segment_1") ==
        "1000|1\n");
    std::vector<Row> rows;
    for (std::uint64_t i = 0; i < 1000; ++i)
        rows.push_back(log->columns().row(i));
    log.reset();
    log = openLog(captureIn(folder), options);
    for (std::uint64_t i = 0; i < 1000; ++i)
        QVERIFY(log->columns().row(i) == rows[i]);
    QVERIFY(check(*log));
}

void TestEventLog::keepsItsAccount()
{
    const QTemporaryDir folder;
    auto log = openLog(captureIn(folder));
    Sender sender(*log);
    sender.send(batchMessage(1, 5));
    sender.send(refusal(1));
    sender.send(binaryMessage(1));
    const Ledger wanted{6, 1, 0, 0};
    QVERIFY(log->ledger() == wanted);
    QCOMPARE(log->ledger().received(), 7U);
    QCOMPARE(log->refusalCount(), 1U);
    log->close();
    QVERIFY(log->ledger() == wanted);
    log.reset();
    log = openLog(captureIn(folder));
    QVERIFY(log->ledger() == wanted);
    QCOMPARE(log->refusalCount(), 1U);
}

void TestEventLog::refusesASecondWriter()
{
    const QTemporaryDir folder;
    auto log = openLog(captureIn(folder));
    auto second = EventLog::open(captureIn(folder));
    QVERIFY(!second);
    QVERIFY(second.error().kind == Error::Kind::InUse);
    QVERIFY(second.error().detail.find("test.eventscope") != std::string::npos);
    Sender(*log).send(binaryMessage(1)); // still whole
    log.reset();
    QVERIFY(EventLog::open(captureIn(folder)));
}

void TestEventLog::isOneFileOnceClosed()
{
    const QTemporaryDir folder;
    auto log = openLog(captureIn(folder));
    Sender(*log).send(binaryMessage(1));
    log->close();
    log->close(); // again does nothing
    QVERIFY(log->columns().isClosed());
    QVERIFY(log->intake().push(AppendMessage{}) == Intake::Pushed::Closed);
    QCOMPARE(std::distance(std::filesystem::directory_iterator(captureIn(folder).parent_path()),
                           std::filesystem::directory_iterator()),
             1);
    QVERIFY(query(captureIn(folder), "PRAGMA journal_mode") == "delete\n");
    // It can still be read, as any closed capture.
    const auto reader = log->reader();
    QVERIFY(reader);
    QCOMPARE((*reader)->read(EventSequence{1})->size(), 1U);
}

void TestEventLog::namesWhatIsNoCapture_data()
{
    QTest::addColumn<int>("what");
    QTest::newRow("a text") << 0;
    QTest::newRow("another database") << 1;
    QTest::newRow("a folder") << 2;
    QTest::newRow("below a file") << 3;
}

void TestEventLog::namesWhatIsNoCapture()
{
    QFETCH(int, what);
    const QTemporaryDir folder;
    auto file = captureIn(folder);
    auto kind = Error::Kind::Damaged;
    if (what == 0) {
        std::ofstream(file) << std::string(10000, 'x');
    } else if (what == 1) {
        std::ofstream(file).flush();
        query(file, "CREATE TABLE t(x)");
    } else if (what == 2) {
        std::filesystem::create_directory(file);
        kind = Error::Kind::Io;
    } else {
        std::ofstream(file).flush();
        file /= "below";
        kind = Error::Kind::Io;
    }
    const auto log = EventLog::open(file);
    QVERIFY(!log);
    QVERIFY(log.error().kind == kind);
    QVERIFY(log.error().detail.find("test.eventscope") != std::string::npos);
    QVERIFY(log.error().detail.find(" name ") != std::string::npos); // the remedy
}

void TestEventLog::refusesAnotherVersion()
{
    const QTemporaryDir folder;
    openLog(captureIn(folder)).reset();
    query(captureIn(folder), "PRAGMA user_version = 99");
    QVERIFY(CaptureReader::open(captureIn(folder))); // it has kept what is read
    const auto log = EventLog::open(captureIn(folder));
    QVERIFY(!log);
    QVERIFY(log.error().kind == Error::Kind::Unsupported);
    query(captureIn(folder), "PRAGMA user_version = -1");
    const auto reader = CaptureReader::open(captureIn(folder));
    QVERIFY(!reader);
    QVERIFY(reader.error().kind == Error::Kind::Unsupported);
    QVERIFY(CaptureReader::open(captureIn(folder).parent_path() / "none").error().kind ==
            Error::Kind::NotFound);
}

void TestEventLog::decidesWhatWaitsWhenClosing()
{
    const QTemporaryDir folder;
    auto log = openLog(captureIn(folder));
    for (std::uint64_t number = 0; number < 500; ++number)
        QVERIFY(log->intake().push(AppendMessage{binaryMessage(number), {}, {}}) ==
                Intake::Pushed::Taken);
    log->close();
    QVERIFY(log->ledger() == (Ledger{500, 0, 0, 0}));
    QCOMPARE(log->columns().published(), 500U);
}

void TestEventLog::opensWhatItClosed_data()
{
    QTest::addColumn<quint64>("count");
    QTest::newRow("nothing") << quint64{0};
    QTest::newRow("below a block") << quint64{ColumnBlock::Rows - 1};
    QTest::newRow("a block") << quint64{ColumnBlock::Rows};
    QTest::newRow("above a block") << quint64{ColumnBlock::Rows + 1};
    QTest::newRow("several blocks in one batch") << quint64{3 * ColumnBlock::Rows + 5};
}

void TestEventLog::opensWhatItClosed()
{
    QFETCH(quint64, count);
    const QTemporaryDir folder;
    EventLog::Options options;
    options.segmentBytes = MiB; // several segments
    auto log = openLog(captureIn(folder), options);
    Sender(*log).send(batchMessage(1, count));
    const auto rowsOf = [](const Columns &columns) {
        std::vector<Row> rows;
        for (std::uint64_t i = 0; i < columns.published(); ++i)
            rows.push_back(columns.row(i));
        return rows;
    };
    const std::vector<Row> rows = rowsOf(log->columns());
    QCOMPARE(rows.size(), count);
    log.reset();
    log = openLog(captureIn(folder), options);
    QVERIFY(rowsOf(log->columns()) == rows);
    Sender(*log).send(binaryMessage(1));
    QCOMPARE(log->columns().published(), count + 1);
    const std::vector<Row> more = rowsOf(log->columns());
    log.reset();
    log = openLog(captureIn(folder), options);
    QVERIFY(rowsOf(log->columns()) == more);
    QVERIFY(log->columns().types.end() > FirstCode);
}

void TestEventLog::goesOnInTheChainAfterReopening()
{
    const QTemporaryDir folder;
    for (std::uint64_t round = 0; round < 3; ++round) {
        const auto log = openLog(captureIn(folder));
        QCOMPARE(log->state().seals, round * 2);
        Sender sender(*log);
        QCOMPARE(sender.send(structuredMessage(round)).first.value, round * 2 + 1);
        QCOMPARE(sender.send(structuredMessage(round)).first.value, round * 2 + 2);
    }
}

void TestEventLog::countsRoomByEventsAlone()
{
    const QTemporaryDir folder;
    EventLog::Options options;
    options.segmentBytes = 1;
    auto log = openLog(captureIn(folder), options);
    Sender sender(*log);
    sender.send(structuredMessage(1));
    sender.send(refusal(1)); // lies in no segment
    sender.send(batchMessage(1, 0));
    QVERIFY(query(captureIn(folder), "SELECT count(*) FROM segments") == "1\n");
    log.reset();
    log = openLog(captureIn(folder), options);
    QCOMPARE(log->columns().published(), 1U);
    QCOMPARE(Sender(*log).send(structuredMessage(2)).first.value, 2U);
}

QTEST_GUILESS_MAIN(TestEventLog)
#include "tst_eventlog.moc"

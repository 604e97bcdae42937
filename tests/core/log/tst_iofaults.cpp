// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/eventlog.h"

#include "core/log/logwriter.h"
#include "core/log/schema.h"
#include "core/log/verify.h"
#include "tests/core/log/logtest.h"
#include "tests/support/faultvfs.h"

#include <QtTest/QtTest>

#include <sqlite3.h>

#include <functional>
#include <utility>

using namespace core;
using namespace logtest;

/// Each operation on the files fails once, in turn, until nothing is left that could fail. What nobody was promised is
/// not there, what was promised is, the account is right at every instant, and the log goes on by itself.
class TestIoFaults : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void commits_data();
    void commits();
    void lastingFaults_data();
    void lastingFaults();
    void reads();
    void comparisons();
    void checkpoints_data();
    void checkpoints();
    void opening_data();
    void opening();
    void making();
    void closing();
};

namespace {

constexpr std::uint64_t MostOperations = 5000; ///< of anything here, many times what there are

bool isWhole(const std::filesystem::path &file)
{
    const auto verified = verifyCapture(file);
    return verified && std::holds_alternative<VerifiedHead>(*verified);
}

faultvfs::Rule failing(unsigned operations, int error, std::uint64_t number, bool isTorn = false)
{
    faultvfs::Rule rule;
    rule.operations = operations;
    rule.error = error;
    rule.number = number;
    rule.isTorn = isTorn;
    return rule;
}

/// What the test has sent, and what it was told.
struct Account {
    std::uint64_t kept = 0;
    std::uint64_t refused = 0;

    void add(const Receipt &receipt, std::uint64_t events)
    {
        (receipt.outcome == Receipt::Outcome::Committed ? kept : refused) += events;
    }
};

void checkAccount(const EventLog &log, const Account &account)
{
    const Ledger ledger = log.ledger();
    QCOMPARE(ledger.kept, account.kept);
    QCOMPARE(ledger.refused, account.refused);
    QCOMPARE(ledger.received(), account.kept + account.refused);
    QCOMPARE(log.columns().published(), account.kept);
}

/// All of what was promised is in the file, and nothing else.
void checkRows(const std::filesystem::path &file, const Account &account)
{
    const std::string kept = std::to_string(account.kept);
    QCOMPARE(query(file, "SELECT count(*), coalesce(max(sequence), 0) FROM events"),
             kept + '|' + kept + '\n');
    QCOMPARE(query(file, "SELECT kept FROM ledger"), kept + '\n');
}

/// Once a commit has succeeded the file has the whole account.
void checkFile(const std::filesystem::path &file, const Account &account)
{
    checkRows(file, account);
    QCOMPARE(query(file, "SELECT refused, evicted FROM ledger"),
             std::to_string(account.refused) + "|0\n");
}

void addWriteErrors()
{
    QTest::addColumn<unsigned>("operations");
    QTest::addColumn<int>("error");
    QTest::addColumn<bool>("isTorn");
    using namespace faultvfs;
    QTest::newRow("no space") << unsigned{Write} << SQLITE_FULL << false;
    QTest::newRow("no space for all of it") << unsigned{Write} << SQLITE_FULL << true;
    QTest::newRow("not written") << unsigned{Write} << SQLITE_IOERR_WRITE << false;
    QTest::newRow("half written") << unsigned{Write} << SQLITE_IOERR_WRITE << true;
    QTest::newRow("read-only") << unsigned{Write | Truncate | Delete} << SQLITE_READONLY << false;
}

void addErrors()
{
    addWriteErrors();
    using namespace faultvfs;
    QTest::newRow("not read") << unsigned{Read} << SQLITE_IOERR_READ << false;
    QTest::newRow("half read") << unsigned{Read} << SQLITE_IOERR_SHORT_READ << false;
    QTest::newRow("not synced") << unsigned{Sync | Truncate} << SQLITE_IOERR_FSYNC << false;
    QTest::newRow("not opened") << unsigned{Open | Map} << SQLITE_CANTOPEN << false;
}

Message large(std::uint64_t number, std::size_t bytes)
{
    return binaryMessage(number, '"' + std::string(bytes, 'x') + '"');
}

} // namespace

void TestIoFaults::initTestCase()
{
    faultvfs::install();
}

void TestIoFaults::cleanup()
{
    faultvfs::disarm();
}

void TestIoFaults::commits_data()
{
    addWriteErrors();
}

/// Small ones, a batch with refusals, the first of a segment, and the one that fills a block of columns.
void TestIoFaults::commits()
{
    QFETCH(unsigned, operations);
    QFETCH(int, error);
    QFETCH(bool, isTorn);
    const QTemporaryDir folder;
    const auto file = captureIn(folder);
    auto log = openLog(file, {});
    Account account;
    Sender sender(*log);
    const auto sendMessage = [&](Message message) {
        const std::uint64_t events = message.events.size();
        const Receipt receipt = sender.send(std::move(message));
        account.add(receipt, events);
        return receipt;
    };
    const auto eachOperation = [&](const std::function<Receipt()> &send) {
        for (std::uint64_t number = 1; number < MostOperations; ++number) {
            faultvfs::arm(failing(operations, error, number, isTorn));
            const Receipt receipt = send();
            const bool hasStruck = faultvfs::hasStruck();
            if (receipt.outcome == Receipt::Outcome::Unavailable) {
                QVERIFY(hasStruck);
                QVERIFY2(receipt.reason.find("test.eventscope") != std::string::npos,
                         receipt.reason.c_str());
            }
            checkAccount(*log, account);
            faultvfs::disarm();
            checkRows(file, account);
            if (QTest::currentTestFailed()) {
                qWarning("operation %llu", static_cast<unsigned long long>(number));
                return;
            }
            if (!hasStruck)
                return;
        }
        QFAIL("it never ends");
    };
    std::uint64_t next = 1;
    eachOperation([&] { return sendMessage(structuredMessage(next++)); });
    QVERIFY(!QTest::currentTestFailed());
    eachOperation([&] { return sendMessage(batchMessage(next++, 300)); });
    QVERIFY(!QTest::currentTestFailed());
    // The commit that fills the first block of columns is tried until nothing of it fails any more.
    const std::uint64_t room = ColumnBlock::Rows - account.kept;
    sendMessage(batchMessage(next++, room - 1));
    QCOMPARE(account.kept, ColumnBlock::Rows - 1);
    eachOperation([&] { return sendMessage(structuredMessage(next++)); });
    QVERIFY(!QTest::currentTestFailed());
    QCOMPARE(query(file, "SELECT count(*) FROM column_blocks"), std::string("1\n"));
    QVERIFY(log->state().writable);
    checkFile(file, account);
    log.reset();
    QVERIFY(isWhole(file));
}

void TestIoFaults::lastingFaults_data()
{
    addWriteErrors();
}

/// From the n-th operation on nothing works until the fault ends, as with a disk that is full.
void TestIoFaults::lastingFaults()
{
    QFETCH(unsigned, operations);
    QFETCH(int, error);
    QFETCH(bool, isTorn);
    const QTemporaryDir folder;
    const auto file = captureIn(folder);
    EventLog::Options options;
    options.segmentBytes = 1; // each commit begins a segment
    auto log = openLog(file, options);
    Account account;
    Sender sender(*log);
    std::uint64_t refusals = 0;
    for (std::uint64_t number = 1; number < MostOperations; number *= 3) {
        auto rule = failing(operations, error, number, isTorn);
        rule.isLasting = true;
        faultvfs::arm(rule);
        account.add(sender.send(batchMessage(number, 3)), 3);
        if (!faultvfs::hasStruck())
            break;
        sender.send(refusal(number));
        ++account.refused;
        ++refusals;
        checkAccount(*log, account);
        if (!log->state().writable) {
            QVERIFY(log->state().problem.find("test.eventscope") != std::string::npos);
            // It stays so as long as the fault does.
            QVERIFY(sender.send(structuredMessage(number)).outcome ==
                    Receipt::Outcome::Unavailable);
            ++account.refused;
        }
        faultvfs::disarm();
        QTRY_VERIFY(log->state().writable); // nobody sends anything
        QVERIFY(log->state().problem.empty());
        checkAccount(*log, account);
        checkFile(file, account);
        QCOMPARE(log->refusalCount(), refusals);
        QVERIFY2(!QTest::currentTestFailed(), qPrintable(QString::number(number)));
    }
    faultvfs::disarm();
    QVERIFY(sender.send(structuredMessage(1)).outcome == Receipt::Outcome::Committed);
    log.reset();
    QVERIFY(isWhole(file));
}

/// Nothing that the commit needs is in memory yet.
void TestIoFaults::reads()
{
    const QTemporaryDir folder;
    const auto file = captureIn(folder);
    Account account;
    for (int pass = 0; pass < 2; ++pass) {
        const int error = pass == 0 ? SQLITE_IOERR_READ : SQLITE_IOERR_SHORT_READ;
        bool isOver = false;
        for (std::uint64_t number = 1; !isOver && number < MostOperations; ++number) {
            auto log = openLog(file);
            // What comes from outside makes the writer look at its pages again.
            QCOMPARE(query(file, "INSERT OR REPLACE INTO meta VALUES('touched', 1)"),
                     std::string());
            faultvfs::arm(failing(faultvfs::Read, error, number));
            account.add(Sender(*log).send(batchMessage(number, 3)), 3);
            isOver = !faultvfs::hasStruck();
            faultvfs::disarm();
            checkAccount(*log, account);
            log.reset();
            checkFile(file, account);
            QVERIFY2(isWhole(file), qPrintable(QString::number(number)));
            QVERIFY2(!QTest::currentTestFailed(), qPrintable(QString::number(number)));
        }
        QVERIFY(isOver);
    }
    QVERIFY(account.refused > 0);
    QVERIFY(account.kept > 0);
}

/// The event that is compared with an old one: what cannot be read is no reason to write anything outside of a commit.
void TestIoFaults::comparisons()
{
    const QTemporaryDir folder;
    const auto file = captureIn(folder);
    Account account;
    {
        auto log = openLog(file);
        account.add(Sender(*log).send(binaryMessage(7)), 1);
        constexpr std::uint64_t Others = 2 * ColumnBlock::Rows;
        account.add(Sender(*log).send(batchMessage(100, Others)), Others);
    }
    bool isOver = false;
    for (std::uint64_t number = 1; !isOver && number < MostOperations; ++number) {
        auto log = openLog(file);
        account.add(Sender(*log).send(structuredMessage(number)), 1); // the index is there now
        QCOMPARE(query(file, "INSERT OR REPLACE INTO meta VALUES('touched', 1)"), std::string());
        faultvfs::arm(failing(faultvfs::Read, SQLITE_IOERR_READ, number));
        account.add(Sender(*log).send(binaryMessage(7)), 1);
        isOver = !faultvfs::hasStruck();
        faultvfs::disarm();
        checkAccount(*log, account);
        log.reset();
        QVERIFY2(!QTest::currentTestFailed(), qPrintable(QString::number(number)));
    }
    QVERIFY(isOver);
    QVERIFY(account.refused > 0);
    checkFile(file, account);
    QCOMPARE(query(file, "SELECT findings FROM events ORDER BY sequence DESC LIMIT 1"),
             std::string("duplicate\n"));
    QVERIFY(isWhole(file));
}

void TestIoFaults::checkpoints_data()
{
    QTest::addColumn<unsigned>("operations");
    QTest::addColumn<int>("error");
    QTest::addColumn<bool>("isTorn");
    QTest::addColumn<quint64>("last"); ///< operations of that kind
    using namespace faultvfs;
    const quint64 pages = 200; // below LogWriter::FinishPages in all
    QTest::newRow("no space") << unsigned{Write} << SQLITE_FULL << false << pages;
    QTest::newRow("half written") << unsigned{Write} << SQLITE_IOERR_WRITE << true << pages;
    QTest::newRow("not read") << unsigned{Read} << SQLITE_IOERR_READ << false << pages;
    QTest::newRow("half read") << unsigned{Read} << SQLITE_IOERR_SHORT_READ << false << pages;
    QTest::newRow("not synced") << unsigned{Sync | Truncate} << SQLITE_IOERR_FSYNC << false
                                << quint64{3};
}

/// What a checkpoint could not move stays in the WAL, and the next one moves it.
void TestIoFaults::checkpoints()
{
    QFETCH(unsigned, operations);
    QFETCH(int, error);
    QFETCH(bool, isTorn);
    QFETCH(quint64, last);
    constexpr std::size_t OneCheckpoint = std::size_t{LogWriter::RequestPages} * schema::PageBytes;
    const QTemporaryDir folder;
    const auto file = captureIn(folder);
    auto log = openLog(file, {});
    Account account;
    Sender sender(*log);
    std::uint64_t next = 1;
    for (std::uint64_t number = 1; number <= last; number += number) {
        auto rule = failing(operations, error, number, isTorn);
        rule.after = "CHECKPOINT";
        rule.isLasting = true;
        faultvfs::arm(rule);
        // The commit asks for a checkpoint, which fails beside it; what comes next may meet the fault, and says so.
        account.add(sender.send(large(next++, OneCheckpoint)), 1);
        QTRY_VERIFY(faultvfs::hasStruck());
        account.add(sender.send(structuredMessage(next++)), 1);
        checkAccount(*log, account);
        faultvfs::disarm();
        QVERIFY(sender.send(structuredMessage(next++)).outcome == Receipt::Outcome::Committed);
        ++account.kept;
        checkFile(file, account);
        QVERIFY2(!QTest::currentTestFailed(), qPrintable(QString::number(number)));
    }
    log.reset();
    QVERIFY(isWhole(file));
    QVERIFY(!std::filesystem::exists(file.string() + "-wal"));
    checkFile(file, account);
}

void TestIoFaults::opening_data()
{
    addErrors();
}

/// A closed capture, and one that a dead process left with its WAL.
void TestIoFaults::opening()
{
    QFETCH(unsigned, operations);
    QFETCH(int, error);
    QFETCH(bool, isTorn);
    const QTemporaryDir folder;
    const auto closed = captureIn(folder);
    const auto left = std::filesystem::path(folder.path().toStdString()) / "left.eventscope";
    const auto suffixed = [](std::filesystem::path path, const char *suffix) {
        return path += suffix;
    };
    {
        auto log = openLog(closed);
        Sender sender(*log);
        for (std::uint64_t number = 1; number <= 20; ++number)
            sender.send(batchMessage(number * 10, 10));
        std::filesystem::copy(closed, left);
        std::filesystem::copy(suffixed(closed, "-wal"), suffixed(left, "-wal"));
    }
    const Account account{200, 0};
    for (const auto &original : {closed, left}) {
        const auto file = suffixed(original, ".copy");
        bool isOver = false;
        for (std::uint64_t number = 1; !isOver && number < MostOperations; ++number) {
            std::filesystem::copy(original, file,
                                  std::filesystem::copy_options::overwrite_existing);
            std::filesystem::remove(suffixed(file, "-wal"));
            std::filesystem::remove(suffixed(file, "-shm"));
            if (std::filesystem::exists(suffixed(original, "-wal")))
                std::filesystem::copy(suffixed(original, "-wal"), suffixed(file, "-wal"));
            faultvfs::arm(failing(operations, error, number, isTorn));
            auto log = EventLog::open(file);
            isOver = !faultvfs::hasStruck();
            faultvfs::disarm();
            if (!log) {
                QVERIFY2(log.error().detail.find(file.string()) != std::string::npos,
                         log.error().detail.c_str());
                log = EventLog::open(file);
            }
            QVERIFY2(log, log ? "" : log.error().detail.c_str());
            checkAccount(**log, account);
            log->reset();
            QVERIFY(isWhole(file));
            checkFile(file, account);
            QVERIFY2(!QTest::currentTestFailed(), qPrintable(QString::number(number)));
        }
        QVERIFY(isOver);
    }
}

void TestIoFaults::making()
{
    using namespace faultvfs;
    for (const auto &[operations, error] :
         {std::pair<unsigned, int>{Write, SQLITE_FULL}, {AnyOperation, SQLITE_IOERR}}) {
        bool isOver = false;
        for (std::uint64_t number = 1; !isOver && number < MostOperations; ++number) {
            const QTemporaryDir folder;
            const auto file = captureIn(folder);
            arm(failing(operations, error, number));
            auto log = EventLog::open(file);
            isOver = !hasStruck();
            disarm();
            if (!log) {
                QVERIFY2(log.error().detail.find(file.string()) != std::string::npos,
                         log.error().detail.c_str());
                log = EventLog::open(file);
            }
            QVERIFY2(log, log ? "" : log.error().detail.c_str());
            QVERIFY(Sender(**log).send(structuredMessage(1)).outcome ==
                    Receipt::Outcome::Committed);
            log->reset();
            QVERIFY2(isWhole(file), qPrintable(QString::number(number)));
        }
        QVERIFY(isOver);
    }
}

void TestIoFaults::closing()
{
    using namespace faultvfs;
    const QTemporaryDir folder;
    const auto file = captureIn(folder);
    Account account;
    for (std::uint64_t number = 1; number < MostOperations; ++number) {
        auto log = EventLog::open(file);
        QVERIFY2(log, log ? "" : log.error().detail.c_str());
        account.add(Sender(**log).send(structuredMessage(number)), 1);
        faultvfs::Rule rule = failing(AnyOperation, SQLITE_IOERR, number);
        rule.isLasting = number % 2 == 0;
        arm(rule);
        log->reset();
        const bool isOver = !hasStruck();
        disarm();
        checkFile(file, account);
        QVERIFY2(isWhole(file), qPrintable(QString::number(number)));
        if (isOver) {
            QVERIFY(number > 5);
            return;
        }
    }
    QFAIL("it never ends");
}

QTEST_GUILESS_MAIN(TestIoFaults)
#include "tst_iofaults.moc"

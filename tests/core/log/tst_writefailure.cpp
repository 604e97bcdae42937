// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/eventlog.h"

#include "core/log/verify.h"
#include "tests/core/log/logtest.h"
#include "tests/support/printedstrings.h"

#include <QtTest/QtTest>

#include <sys/resource.h>

#include <csignal>

using namespace core;
using namespace logtest;

/// What happens when the system refuses to write, and when it writes again. A limit on the size of
/// files stands for a full disk.
class TestWriteFailure : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void tellsEverySender_data();
    void tellsEverySender();
    void writesAgainByItself();
    void countsWhatWasRefusedMeanwhile();
    void closesWhileNothingCanBeWritten();
};

namespace {

/// No file may grow beyond `bytes`.
void limitFiles(rlim_t bytes)
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_FSIZE, &limit) != 0)
        qFatal("no limits");
    limit.rlim_cur = std::min(bytes, limit.rlim_max);
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0)
        qFatal("cannot limit the size of files");
}

constexpr rlim_t Enough = RLIM_INFINITY;

/// The bound that both the capture and its WAL keep now, and a little more.
rlim_t justAbove(const std::filesystem::path &file)
{
    return CaptureReader::open(file)
               ? 128 * KiB + std::filesystem::file_size(file.string() + "-wal")
               : 0;
}

Message large(std::uint64_t number)
{
    return binaryMessage(number, '"' + std::string(1 * MiB, 'x') + '"');
}

bool isWhole(const std::filesystem::path &file)
{
    const auto verified = verifyCapture(file);
    return verified && std::holds_alternative<VerifiedHead>(*verified);
}

} // namespace

void TestWriteFailure::initTestCase()
{
    std::signal(SIGXFSZ, SIG_IGN); // the write fails instead
}

void TestWriteFailure::cleanup()
{
    limitFiles(Enough);
}

void TestWriteFailure::tellsEverySender_data()
{
    QTest::addColumn<quint64>("limitBytes");
    QTest::newRow("in a segment") << quint64{4 * GiB};
    QTest::newRow("at the beginning of one") << quint64{32};
}

void TestWriteFailure::tellsEverySender()
{
    QFETCH(quint64, limitBytes);
    const QTemporaryDir folder;
    EventLog::Options options;
    options.segmentBytes = limitBytes;
    auto log = openLog(captureIn(folder), options);
    Sender sender(*log);
    QVERIFY(sender.send(structuredMessage(1)).outcome == Receipt::Outcome::Committed);
    limitFiles(justAbove(captureIn(folder)));
    const Receipt refused = sender.send(large(2));
    QVERIFY(refused.outcome == Receipt::Outcome::Unavailable);
    QVERIFY(refused.reason.find("test.eventscope") != std::string::npos);
    QVERIFY(!refused.first && !refused.last);
    QCOMPARE(log->columns().published(), 1U);
    QVERIFY(readAll(*log) == expected(structuredMessage(1), EventSequence{1}, 1));

    limitFiles(Enough);
    const Receipt kept = sender.send(large(3));
    QVERIFY(kept.outcome == Receipt::Outcome::Committed);
    QCOMPARE(kept.first.value, 2U); // no hole
    QVERIFY(log->state().writable);
    QCOMPARE(log->columns().published(), 2U);
    QCOMPARE(log->columns().row(1).size, std::uint32_t(1 * MiB + 2));
    QVERIFY(log->ledger() == (Ledger{2, 1, 0, 0}));
    QCOMPARE(readAll(*log).back().event.id, std::string("id-3"));
    log.reset();
    QVERIFY(isWhole(captureIn(folder)));
    log = openLog(captureIn(folder));
    QVERIFY(log->ledger() == (Ledger{2, 1, 0, 0}));
    QVERIFY(log->columns().types.text(log->columns().row(1).type) == "com.shop.order.0");
}

void TestWriteFailure::writesAgainByItself()
{
    const QTemporaryDir folder;
    auto log = openLog(captureIn(folder));
    Sender sender(*log);
    sender.send(structuredMessage(1));
    limitFiles(100); // nothing at all
    QVERIFY(sender.send(structuredMessage(2)).outcome == Receipt::Outcome::Unavailable);
    QVERIFY(!log->state().writable);
    QVERIFY(log->state().problem.find("test.eventscope") != std::string::npos);
    limitFiles(Enough);
    QTRY_VERIFY(log->state().writable); // nobody sends anything
    QVERIFY(log->state().problem.empty());
    QVERIFY(log->ledger() == (Ledger{1, 1, 0, 0}));
}

void TestWriteFailure::countsWhatWasRefusedMeanwhile()
{
    const QTemporaryDir folder;
    auto log = openLog(captureIn(folder));
    Sender sender(*log);
    sender.send(structuredMessage(1));
    limitFiles(100);
    QVERIFY(sender.send(batchMessage(2, 7)).outcome == Receipt::Outcome::Unavailable);
    QVERIFY(sender.send(refusal(1)).outcome == Receipt::Outcome::Unavailable);
    QVERIFY(sender.send(refusal(2)).outcome == Receipt::Outcome::Unavailable);
    QVERIFY(log->ledger() == (Ledger{1, 9, 0, 0}));
    QCOMPARE(log->refusalCount(), 0U);
    limitFiles(Enough);
    QVERIFY(sender.send(structuredMessage(3)).outcome == Receipt::Outcome::Committed);
    QVERIFY(log->ledger() == (Ledger{2, 9, 0, 0}));
    QCOMPARE(log->refusalCount(), 2U);
    const auto refusals = (*log->reader())->refusals(1);
    QVERIFY(refusals);
    QCOMPARE(refusals->size(), 2U);
    QVERIFY(refusals->at(0).refusal == refusal(1));
    QVERIFY(refusals->at(1).refusal == refusal(2));
    QCOMPARE(refusals->at(1).after.value, 1U); // when it was refused, not when it was written
    log.reset();
    QVERIFY(isWhole(captureIn(folder)));
    QVERIFY(openLog(captureIn(folder))->ledger() == (Ledger{2, 9, 0, 0}));
}

void TestWriteFailure::closesWhileNothingCanBeWritten()
{
    const QTemporaryDir folder;
    auto log = openLog(captureIn(folder));
    Sender sender(*log);
    sender.send(structuredMessage(1));
    limitFiles(100);
    QVERIFY(sender.send(structuredMessage(2)).outcome == Receipt::Outcome::Unavailable);
    log->close();
    log.reset();
    limitFiles(Enough);
    log = openLog(captureIn(folder));
    QCOMPARE(log->columns().published(), 1U);
    QVERIFY(readAll(*log) == expected(structuredMessage(1), EventSequence{1}, 1));
    log.reset();
    QVERIFY(isWhole(captureIn(folder)));
}

QTEST_GUILESS_MAIN(TestWriteFailure)
#include "tst_writefailure.moc"

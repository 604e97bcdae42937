// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/logwriter.h"
#include "core/log/schema.h"
#include "core/log/verify.h"
#include "tests/core/log/logtest.h"
#include "tests/support/faultvfs.h"

#include <QtTest/QtTest>

#include <sqlite3.h>

using namespace core;
using namespace logtest;

/// The oldest segment lies on a bad place of the disk: it cannot leave, while everything else goes on.
class TestEvictionFault : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void keepsWritingAndSaysWhatCannotLeave();
    void triesNotMoreOftenThanItShould();
    void forgetsItWhenNothingHasToLeave();
};

namespace {

constexpr std::uint64_t Events = 40;

EventLog::Options smallSegments()
{
    EventLog::Options options;
    options.segmentBytes = 8 * KiB;
    return options;
}

/// A capture of several segments, of which the oldest cannot be read from now on, whose limit is below what it holds.
std::unique_ptr<EventLog> openStuck(const std::filesystem::path &file)
{
    {
        const auto log = openLog(file, smallSegments());
        Sender sender(*log);
        for (std::uint64_t number = 0; number < Events; ++number)
            sender.send(structuredMessage(number));
    }
    const std::string page = query(file, "SELECT rootpage FROM sqlite_schema WHERE name = '" +
                                             schema::segmentTable(1) + "'");
    auto log = openLog(file, smallSegments());
    // What comes from outside makes the writer look at its pages again.
    static_cast<void>(query(file, "INSERT OR REPLACE INTO meta VALUES('touched', 1)"));
    faultvfs::Rule rule;
    rule.files = faultvfs::MainFile;
    rule.operations = faultvfs::Read;
    rule.offset = (std::stoll(page) - 1) * static_cast<std::int64_t>(schema::PageBytes);
    rule.error = SQLITE_IOERR_READ;
    rule.isLasting = true;
    faultvfs::arm(rule);
    CaptureRules rules = log->rules();
    rules.limitBytes = 1;
    log->setRules(rules);
    return log;
}

} // namespace

void TestEvictionFault::initTestCase()
{
    faultvfs::install();
}

void TestEvictionFault::cleanup()
{
    faultvfs::disarm();
}

void TestEvictionFault::keepsWritingAndSaysWhatCannotLeave()
{
    const QTemporaryDir folder;
    auto log = openStuck(captureIn(folder));
    QTRY_VERIFY(!log->state().evictionProblem.empty());
    Sender sender(*log);
    constexpr std::uint64_t More = 100;
    for (std::uint64_t number = 0; number < More; ++number) {
        QCOMPARE(sender.send(structuredMessage(number)).outcome, Receipt::Outcome::Committed);
        const LogState state = log->state();
        QVERIFY(state.evictionProblem.find("test.eventscope") != std::string::npos);
        QVERIFY2(state.problem.empty() && state.writable, state.problem.c_str());
    }
    QVERIFY(log->ledger() == (Ledger{Events + More, 0, 0, 0}));
    QCOMPARE(log->columns().published(), Events + More);

    faultvfs::disarm();
    QTRY_VERIFY(log->ledger().evicted > 0); // nobody sends anything
    QTRY_VERIFY(log->state().evictionProblem.empty());
    QTRY_VERIFY(log->state().usedBytes <= smallSegments().segmentBytes);
    const Ledger ledger = log->ledger();
    QCOMPARE(ledger.received(), Events + More);
    QCOMPARE(readAll(*log).size(), ledger.kept);
    log.reset();
    const auto verified = verifyCapture(captureIn(folder));
    QVERIFY(verified && std::holds_alternative<VerifiedHead>(*verified));
}

void TestEvictionFault::triesNotMoreOftenThanItShould()
{
    const QTemporaryDir folder;
    const auto log = openStuck(captureIn(folder));
    QTRY_VERIFY(!log->state().evictionProblem.empty());
    Sender sender(*log);
    sender.send(
        structuredMessage(1)); // what is read in the background of opening has been read then
    const auto begun = std::chrono::steady_clock::now();
    const std::uint64_t before = faultvfs::matches();
    const auto hasTriedAgain = [&] {
        sender.send(structuredMessage(1));
        return faultvfs::matches() > before + 1; // while there is always something to write
    };
    QTRY_VERIFY(hasTriedAgain());
    const std::uint64_t tries = faultvfs::matches() - before;
    const auto passed = std::chrono::steady_clock::now() - begun;
    QVERIFY2(tries <= static_cast<std::uint64_t>(passed / LogWriter::RetryPause) + 1,
             qPrintable(QString::number(tries)));
}

void TestEvictionFault::forgetsItWhenNothingHasToLeave()
{
    const QTemporaryDir folder;
    const auto log = openStuck(captureIn(folder));
    QTRY_VERIFY(!log->state().evictionProblem.empty());
    CaptureRules rules = log->rules();
    rules.limitBytes = CaptureRules::DefaultLimit;
    log->setRules(rules);
    QTRY_VERIFY(log->state().evictionProblem.empty());
    QCOMPARE(log->ledger().evicted, 0U);
    QCOMPARE(log->rules().limitBytes, CaptureRules::DefaultLimit);
}

QTEST_GUILESS_MAIN(TestEvictionFault)
#include "tst_evictionfault.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/capturebackup.h"
#include "core/log/logwriter.h"
#include "core/log/schema.h"
#include "core/log/verify.h"
#include "tests/core/log/logtest.h"
#include "tests/support/faultvfs.h"

#include <QtTest/QtTest>

#include <sqlite3.h>

using namespace core;
using namespace logtest;

/// The oldest segment lies on a bad place of the disk: it leaves the events, and its place cannot be freed, while
/// everything else goes on.
class TestEvictionFault : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void keepsWritingAndSaysWhatCannotLeave();
    void triesNotMoreOftenThanItShould();
    void freesThePlaceWhenOpenedAnew();
};

namespace {

constexpr std::uint64_t Events = 40;

EventLog::Options smallSegments()
{
    EventLog::Options options;
    options.segmentBytes = 8 * KiB;
    return options;
}

/// How many events the oldest segment has.
std::uint64_t inOldest(const std::filesystem::path &file)
{
    return std::stoull(query(file, "SELECT first - 1 FROM segments WHERE number = 2"));
}

/// The tables of segments in the file, the segments in its list.
std::string places(const std::filesystem::path &file)
{
    return query(file,
                 "SELECT (SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name GLOB"
                 " 'segment_[0-9]*') - (SELECT count(*) FROM segments)");
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
    const std::uint64_t evicted = inOldest(captureIn(folder)); // and no segment more
    QVERIFY(log->ledger() == (Ledger{Events + More - evicted, 0, evicted, 0}));
    QCOMPARE(log->columns().published(), Events + More);

    faultvfs::disarm();
    QTRY_VERIFY(log->ledger().evicted > evicted); // nobody sends anything
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

void TestEvictionFault::freesThePlaceWhenOpenedAnew()
{
    const QTemporaryDir folder;
    const auto file = captureIn(folder);
    auto log = openStuck(file);
    QTRY_VERIFY(!log->state().evictionProblem.empty());
    const std::uint64_t evicted = log->ledger().evicted;
    const std::filesystem::path copy = file.parent_path() / "copy.eventscope";
    const auto backup = backUpCapture(file, copy, [](auto, auto) { return true; });
    QVERIFY(backup && backup->has_value());
    log.reset();
    QCOMPARE(places(file), std::string("1\n")); // as if it had been killed
    QCOMPARE(places(copy), std::string("0\n"));
    const auto verified = verifyCapture(file);
    QVERIFY(verified && std::holds_alternative<VerifiedHead>(*verified));

    faultvfs::disarm();
    query(file, "UPDATE meta SET value = " + std::to_string(CaptureRules::DefaultLimit) +
                    " WHERE key = 'limit_bytes'");
    log = openLog(file, smallSegments());
    QTRY_COMPARE(places(file), std::string("0\n"));
    QVERIFY(log->ledger() == (Ledger{Events - evicted, 0, evicted, 0}));
    QCOMPARE(readAll(*log).size(), Events - evicted);
}

QTEST_GUILESS_MAIN(TestEvictionFault)
#include "tst_evictionfault.moc"

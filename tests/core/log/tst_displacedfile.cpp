// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/eventlog.h"

#include "core/disk/filelock.h"
#include "core/log/logwriter.h"
#include "core/log/schema.h"
#include "core/log/verify.h"
#include "tests/core/log/logtest.h"

#include <QtTest/QtTest>

#include <cstdlib>

using namespace core;
using namespace logtest;

/// What happens when somebody moves, removes, replaces or overwrites the files of a capture while it is written.
class TestDisplacedFile : public QObject {
    Q_OBJECT

private slots:
    void saysThatTheFileIsGone();
    void goesOnWhenItIsPutBack();
    void leavesAlone();
    void losesNothingWithItsWal_data();
    void losesNothingWithItsWal();
    void takesItsLockAgain();
    void stopsWhenItsLockIsTaken();
    void survivesDamage_data();
    void survivesDamage();
};

namespace {

std::filesystem::path beside(std::filesystem::path file, const char *suffix)
{
    return file += suffix;
}

std::uint64_t eventsIn(const std::filesystem::path &file)
{
    const auto verified = verifyCapture(file);
    const auto *head = verified ? std::get_if<VerifiedHead>(&*verified) : nullptr;
    return head ? head->events : 0;
}

bool isUnavailable(const Receipt &receipt, const std::string &word)
{
    return receipt.outcome == Receipt::Outcome::Unavailable &&
           receipt.reason.find("test.eventscope: ") != std::string::npos &&
           receipt.reason.find(word) != std::string::npos;
}

} // namespace

void TestDisplacedFile::saysThatTheFileIsGone()
{
    const QTemporaryDir folder;
    auto log = openLog(captureIn(folder));
    Sender sender(*log);
    sender.send(batchMessage(1, 3));
    std::filesystem::remove(captureIn(folder));
    // At once, also when nobody sends.
    QVERIFY(!log->state().writable);
    QVERIFY(log->state().problem.find("put it back, or begin another") != std::string::npos);
    QVERIFY(isUnavailable(sender.send(batchMessage(4, 2)), "removed"));
    QVERIFY(sender.send(refusal(1)).outcome == Receipt::Outcome::Unavailable);
    QVERIFY(log->ledger() == (Ledger{3, 3, 0, 0}));
    QCOMPARE(log->columns().published(), 3U);
    log.reset();
    QVERIFY(!std::filesystem::exists(captureIn(folder)));
}

void TestDisplacedFile::goesOnWhenItIsPutBack()
{
    const QTemporaryDir folder;
    const auto file = captureIn(folder);
    auto log = openLog(file);
    Sender sender(*log);
    sender.send(batchMessage(1, 3));
    std::filesystem::rename(file, beside(file, ".away"));
    // Another file in its place is not better than none.
    std::filesystem::copy(beside(file, ".away"), file);
    QVERIFY(isUnavailable(sender.send(batchMessage(4, 2)), "replaced"));
    std::filesystem::rename(beside(file, ".away"), file);
    QTRY_VERIFY(log->state().writable); // nobody sends
    QVERIFY(sender.send(batchMessage(4, 2)).outcome == Receipt::Outcome::Committed);
    QVERIFY(log->ledger() == (Ledger{5, 2, 0, 0}));
    log.reset();
    QCOMPARE(eventsIn(file), 5U);
    QCOMPARE(query(file, "SELECT kept, refused FROM ledger"), std::string("5|2\n"));
}

/// Who finds its file replaced touches nothing of what replaced it.
void TestDisplacedFile::leavesAlone()
{
    const QTemporaryDir folder;
    const auto file = captureIn(folder);
    auto first = openLog(file);
    Sender(*first).send(batchMessage(1, 3));
    for (const char *suffix : {"", "-wal", "-shm", "-lock"})
        std::filesystem::remove(beside(file, suffix));
    auto second = openLog(file);
    Sender sender(*second);
    QVERIFY(sender.send(batchMessage(1, 7)).outcome == Receipt::Outcome::Committed);
    QVERIFY(isUnavailable(Sender(*first).send(batchMessage(4, 2)), "replaced"));
    first.reset();
    for (const char *suffix : {"", "-wal", "-shm", "-lock"})
        QVERIFY2(std::filesystem::exists(beside(file, suffix)), suffix);
    QVERIFY(EventLog::open(file).error().kind == Error::Kind::InUse);
    QVERIFY(sender.send(batchMessage(8, 2)).outcome == Receipt::Outcome::Committed);
    QVERIFY(second->state().writable);
    second.reset();
    QCOMPARE(eventsIn(file), 9U);
}

void TestDisplacedFile::losesNothingWithItsWal_data()
{
    QTest::addColumn<QByteArray>("suffix");
    QTest::newRow("WAL") << QByteArray("-wal");
    QTest::newRow("its index") << QByteArray("-shm");
}

void TestDisplacedFile::losesNothingWithItsWal()
{
    QFETCH(QByteArray, suffix);
    const QTemporaryDir folder;
    const auto file = captureIn(folder);
    auto log = openLog(file);
    Sender sender(*log);
    sender.send(batchMessage(1, 50));
    std::filesystem::remove(beside(file, suffix.constData()));
    QVERIFY(log->state().problem.find("close this capture and open it again") != std::string::npos);
    QVERIFY(isUnavailable(sender.send(batchMessage(51, 2)), "(-wal or -shm)"));
    QVERIFY(log->ledger() == (Ledger{50, 2, 0, 0}));
    // What was promised is in the file already, should the process die now.
    const auto copy = beside(file, ".copy");
    std::filesystem::copy(file, copy);
    QCOMPARE(eventsIn(copy), 50U);
    log.reset();
    QVERIFY(!std::filesystem::exists(beside(file, "-wal")));
    log = openLog(file);
    QVERIFY(log->state().writable);
    QVERIFY(Sender(*log).send(batchMessage(51, 2)).outcome == Receipt::Outcome::Committed);
    log.reset();
    QCOMPARE(eventsIn(file), 52U);
}

void TestDisplacedFile::takesItsLockAgain()
{
    const QTemporaryDir folder;
    const auto file = captureIn(folder);
    auto log = openLog(file);
    Sender sender(*log);
    std::filesystem::remove(beside(file, "-lock"));
    QVERIFY(sender.send(batchMessage(1, 3)).outcome == Receipt::Outcome::Committed);
    QVERIFY(EventLog::open(file).error().kind == Error::Kind::InUse);
    log.reset();
    QVERIFY(!std::filesystem::exists(beside(file, "-lock")));
    QVERIFY(EventLog::open(file));
}

void TestDisplacedFile::stopsWhenItsLockIsTaken()
{
    const QTemporaryDir folder;
    const auto file = captureIn(folder);
    auto log = openLog(file);
    Sender sender(*log);
    std::filesystem::remove(beside(file, "-lock"));
    {
        const auto taken = FileLock::take(file);
        QVERIFY(taken);
        QVERIFY(isUnavailable(sender.send(batchMessage(1, 3)), "close one of them"));
    }
    QTRY_VERIFY(log->state().writable); // nobody sends
    QVERIFY(log->ledger() == (Ledger{0, 3, 0, 0}));
    log.reset();
    QVERIFY(EventLog::open(file));
}

void TestDisplacedFile::survivesDamage_data()
{
    QTest::addColumn<quint64>("page"); ///< the first that is overwritten
    QTest::addColumn<quint64>("pages");
    QTest::newRow("the head") << quint64{0} << quint64{1};
    QTest::newRow("what was written first") << quint64{1} << quint64{40};
    QTest::newRow("events") << quint64{300} << quint64{700};
    QTest::newRow("all of it") << quint64{0} << quint64{2 * LogWriter::RequestPages};
}

/// Bytes of the file are overwritten beside us: whatever is found of it is said, nothing is made up, nobody crashes.
void TestDisplacedFile::survivesDamage()
{
    QFETCH(quint64, page);
    QFETCH(quint64, pages);
    const QTemporaryDir folder;
    const auto file = captureIn(folder);
    auto log = openLog(file);
    Sender sender(*log);
    std::uint64_t kept = 0;
    std::uint64_t refused = 0;
    const auto send = [&](std::uint64_t number) {
        const Receipt receipt =
            sender.send(binaryMessage(number, '"' + std::string(64 * KiB, 'x') + '"'));
        (receipt.outcome == Receipt::Outcome::Committed ? kept : refused) += 1;
        return receipt;
    };
    // As much as is moved into the file while it is open.
    constexpr std::uint64_t Moved = std::uint64_t{LogWriter::RequestPages} * schema::PageBytes;
    constexpr std::uint64_t Before = Moved / (64 * KiB) + 1;
    for (std::uint64_t number = 1; number <= Before; ++number)
        send(number);
    QTRY_VERIFY(std::filesystem::file_size(file) > Moved / 2);
    // By another process, as in life: closing a descriptor of ours would drop SQLite's locks. Not by QProcess: the
    // thread sanitizer does not let a program with threads fork.
    const std::string overwrite =
        "dd if=/dev/zero of='" + file.string() +
        "' bs=4096 conv=notrunc status=none seek=" + std::to_string(page) +
        " count=" + std::to_string(pages);
    QCOMPARE(std::system(overwrite.c_str()), 0);
    for (std::uint64_t number = Before + 1; number <= Before + 200; ++number) {
        const Receipt receipt = send(number);
        if (receipt.outcome == Receipt::Outcome::Unavailable) {
            QVERIFY(isUnavailable(receipt, "damaged"));
            QVERIFY(!log->state().writable);
        }
        QVERIFY(log->ledger() == (Ledger{kept, refused, 0, 0}));
        QCOMPARE(log->columns().published(), kept);
    }
    log.reset();
    // Found, unless the pages have been written anew from the WAL meanwhile: then all of it is there.
    const auto verified = verifyCapture(file);
    if (verified && std::holds_alternative<VerifiedHead>(*verified)) {
        QCOMPARE(page, quint64{0});
        QCOMPARE(std::get<VerifiedHead>(*verified).events, kept);
    }
    if (!verified)
        QVERIFY(verified.error().detail.find("test.eventscope") != std::string::npos);
    const auto again = EventLog::open(file);
    if (!again) {
        QVERIFY(again.error().kind == Error::Kind::Damaged);
        QVERIFY(again.error().detail.find("test.eventscope") != std::string::npos);
    }
}

QTEST_GUILESS_MAIN(TestDisplacedFile)
#include "tst_displacedfile.moc"

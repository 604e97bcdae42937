// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/capturebackup.h"

#include "core/disk/filelock.h"
#include "core/log/logwriter.h"
#include "core/log/verify.h"
#include "tests/core/log/logtest.h"

#include <QFile>
#include <QFileInfo>
#include <QtTest/QtTest>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace core;
using namespace logtest;

/// A copy of a capture, made while it is written and while it is not.
class TestCaptureBackup : public QObject {
    Q_OBJECT

private slots:
    void copiesAWholeCapture();
    void copiesAnEmptyCapture();
    void isAPrefixUnderLoad();
    void isWholeWhileTheOldestLeave();
    void startsFromANewerMomentWhenTheOldestLeave();
    void givesUpWhenEventsLeaveFaster();
    void leavesNothingWhenItIsCancelled();
    void takesThePlaceOfWhatWasThere();
    void refusesWhatItCannotWrite_data();
    void refusesWhatItCannotWrite();
};

namespace {

const BackupProgress Go = [](std::uint64_t, std::uint64_t) { return true; };

std::filesystem::path in(const QTemporaryDir &folder, const char *name)
{
    return folder.filePath(QString::fromLatin1(name)).toStdString();
}

QStringList namesIn(const QTemporaryDir &folder)
{
    return QDir(folder.path()).entryList(QDir::Files, QDir::Name);
}

QString qstring(const std::filesystem::path &path)
{
    return QString::fromStdString(path.string());
}

bool isWhole(const std::filesystem::path &file)
{
    const auto verified = verifyCapture(file);
    return verified && std::holds_alternative<VerifiedHead>(*verified);
}

std::vector<StoredEvent> eventsOf(const std::filesystem::path &file)
{
    return readAll(*openLog(file));
}

/// A closed capture of `count` events in segments of about `segmentBytes`, with a few refusals.
std::filesystem::path makeCapture(const QTemporaryDir &folder, std::uint64_t count,
                                  std::uint64_t segmentBytes = MiB)
{
    EventLog::Options options;
    options.segmentBytes = segmentBytes;
    const auto file = captureIn(folder);
    const auto log = openLog(file, options);
    Sender sender(*log);
    for (std::uint64_t number = 1; number <= count; ++number) {
        sender.send(binaryMessage(number));
        if (number % 10 == 0)
            sender.send(refusal(number));
    }
    log->close();
    return file;
}

std::uint64_t segments(const std::filesystem::path &file)
{
    return std::stoull(query(file, "SELECT count(*) FROM segments"));
}

/// What retention does, as far as a reader sees it.
void dropOldestSegment(const std::filesystem::path &file)
{
    const std::string number =
        std::to_string(std::stoull(query(file, "SELECT min(number) FROM segments")));
    const std::string gone = query(
        file,
        "BEGIN IMMEDIATE; UPDATE ledger SET evicted = evicted + (SELECT count(*) FROM segment_" +
            number + "), kept = kept - (SELECT count(*) FROM segment_" + number +
            "); DROP TABLE segment_" + number + "; DROP TABLE heads_" + number +
            "; DROP TABLE seals_" + number + "; DELETE FROM segments WHERE number = " + number +
            "; COMMIT");
    QCOMPARE(gone, std::string());
}

} // namespace

void TestCaptureBackup::copiesAWholeCapture()
{
    const QTemporaryDir folder;
    const auto source = makeCapture(folder, 50, 1500);
    QVERIFY(segments(source) > 3);
    const auto copy = in(folder, "copy.eventscope");
    const auto backup = backUpCapture(source, copy, Go);
    QVERIFY2(backup, backup ? "" : backup.error().detail.c_str());
    QVERIFY(backup->has_value());
    QCOMPARE((*backup)->events, std::uint64_t{50});
    QCOMPARE((*backup)->last.value, std::uint64_t{50});
    QCOMPARE((*backup)->bytes, std::uint64_t(QFileInfo(qstring(copy)).size()));
    QCOMPARE(namesIn(folder), QStringList({QStringLiteral("copy.eventscope"),
                                           QFileInfo(qstring(source)).fileName()}));
    QCOMPARE(QFile::permissions(qstring(copy)) & ~(QFile::ReadUser | QFile::WriteUser),
             QFile::ReadOwner | QFile::WriteOwner);
    QCOMPARE(query(copy, "PRAGMA journal_mode"), std::string("delete\n"));
    QCOMPARE(query(copy, "PRAGMA integrity_check"), std::string("ok\n"));
    for (const char *what :
         {"SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY 1, 2",
          "SELECT * FROM events", "SELECT * FROM refusals", "SELECT * FROM ledger",
          "SELECT number, first, last, hex(hash) FROM seals", "SELECT * FROM meta",
          "SELECT * FROM names", "SELECT * FROM segments", "PRAGMA user_version"}) {
        const std::string expected = query(source, what);
        QVERIFY(!expected.starts_with("error"));
        QCOMPARE(query(copy, what), expected);
    }
    QVERIFY(isWhole(copy));
    QCOMPARE(eventsOf(copy), eventsOf(source));
}

void TestCaptureBackup::copiesAnEmptyCapture()
{
    const QTemporaryDir folder;
    const auto source = captureIn(folder);
    const auto log = openLog(source);
    const auto copy = in(folder, "copy.eventscope");
    const auto backup = backUpCapture(source, copy, Go);
    QVERIFY2(backup, backup ? "" : backup.error().detail.c_str());
    QCOMPARE((*backup)->events, std::uint64_t{0});
    QCOMPARE((*backup)->last, EventSequence{});
    QVERIFY(isWhole(copy));
    QVERIFY(eventsOf(copy).empty());
}

void TestCaptureBackup::isAPrefixUnderLoad()
{
    constexpr std::uint64_t MaxWal = 2 * LogWriter::FinishPages * 4096ULL;
    const QTemporaryDir folder;
    const auto source = captureIn(folder);
    const auto log = openLog(source);
    Sender sender(*log);
    const std::string data = '"' + std::string(2000, 'x') + '"';
    std::uint64_t number = 0;
    const auto sendMany = [&] {
        std::vector<Message> messages;
        for (int i = 0; i < 200; ++i)
            messages.push_back(binaryMessage(++number, data));
        sender.send(std::move(messages));
    };
    for (int i = 0; i < 50; ++i)
        sendMany();
    const std::uint64_t before = number;
    std::atomic<bool> isCopied = false;
    std::atomic<std::uint64_t> longestWal = 0;
    std::thread load([&] {
        while (!isCopied) {
            sendMany();
            const QFileInfo wal(qstring(source) + QStringLiteral("-wal"));
            longestWal = std::max<std::uint64_t>(longestWal, std::uint64_t(wal.size()));
        }
    });
    const auto copy = in(folder, "copy.eventscope");
    std::uint64_t calls = 0;
    bool isOrderly = true;
    std::uint64_t lastDone = 0;
    const auto backup = backUpCapture(source, copy, [&](std::uint64_t done, std::uint64_t total) {
        isOrderly = isOrderly && done >= lastDone && done <= total;
        lastDone = done;
        ++calls;
        return true;
    });
    isCopied = true;
    load.join();
    QVERIFY2(backup, backup ? "" : backup.error().detail.c_str());
    QVERIFY(calls > 1);
    QVERIFY(isOrderly);
    QVERIFY((*backup)->events >= before);
    QVERIFY2(longestWal < MaxWal, std::to_string(longestWal).c_str());
    QVERIFY(isWhole(copy));
    const std::vector<StoredEvent> all = readAll(*log);
    const std::vector<StoredEvent> copied = eventsOf(copy);
    QCOMPARE(std::uint64_t(copied.size()), (*backup)->events);
    QVERIFY(copied.size() <= all.size());
    QVERIFY(std::equal(copied.begin(), copied.end(), all.begin()));
}

void TestCaptureBackup::isWholeWhileTheOldestLeave()
{
    const QTemporaryDir folder;
    const auto source = captureIn(folder);
    EventLog::Options options;
    options.rules.emplace();
    options.rules->limitBytes = CaptureRules::MinLimit;
    options.segmentBytes = 256 * KiB;
    const auto log = openLog(source, options);
    Sender sender(*log);
    const std::string data = '"' + std::string(20'000, 'x') + '"';
    std::uint64_t number = 0;
    const auto sendSome = [&] {
        std::vector<Message> messages;
        for (int i = 0; i < 10; ++i)
            messages.push_back(binaryMessage(++number, data));
        sender.send(std::move(messages));
        sender.send(refusal(number));
    };
    while (log->ledger().evicted == 0)
        sendSome();
    const std::uint64_t before = log->ledger().evicted;
    const auto copy = in(folder, "copy.eventscope");
    std::uint64_t calls = 0;
    const auto backup = backUpCapture(source, copy, [&](std::uint64_t, std::uint64_t) {
        if (++calls % 10 == 0) // about a segment for each three that are copied
            sendSome();
        return true;
    });
    QVERIFY2(backup, backup ? "" : backup.error().detail.c_str());
    QVERIFY(log->ledger().evicted > before);
    QVERIFY(isWhole(copy));
    const std::vector<StoredEvent> copied = eventsOf(copy);
    QCOMPARE(std::uint64_t(copied.size()), (*backup)->events);
    QCOMPARE(copied.back().sequence, (*backup)->last);
    QVERIFY((*backup)->last.value <= number);
}

void TestCaptureBackup::startsFromANewerMomentWhenTheOldestLeave()
{
    const QTemporaryDir folder;
    const auto source = makeCapture(folder, 80, 1500);
    const std::uint64_t before = segments(source);
    QVERIFY(before > 4);
    const auto copy = in(folder, "copy.eventscope");
    std::uint64_t calls = 0;
    const auto backup = backUpCapture(source, copy, [&](std::uint64_t, std::uint64_t) {
        if (++calls == 1) { // what is about to be copied leaves
            for (int i = 0; i < 3; ++i)
                dropOldestSegment(source);
        }
        return true;
    });
    QVERIFY2(backup, backup ? "" : backup.error().detail.c_str());
    QCOMPARE(segments(copy), before - 3);
    for (const char *what :
         {"SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY 1",
          "SELECT * FROM ledger", "SELECT * FROM segments"})
        QCOMPARE(query(copy, what), query(source, what));
    QCOMPARE(std::to_string((*backup)->events) + "\n", query(copy, "SELECT kept FROM ledger"));
}

void TestCaptureBackup::givesUpWhenEventsLeaveFaster()
{
    const QTemporaryDir folder;
    const auto source = makeCapture(folder, 400, 500);
    QVERIFY(segments(source) > 40);
    const auto copy = in(folder, "copy.eventscope");
    const auto backup = backUpCapture(source, copy, [&](std::uint64_t, std::uint64_t) {
        if (segments(source) > 3) {
            dropOldestSegment(source);
            dropOldestSegment(source);
        }
        return true;
    });
    QVERIFY(!backup);
    QCOMPARE(backup.error().kind, Error::Kind::InUse);
    QVERIFY(backup.error().detail.find("leave faster") != std::string::npos);
    QVERIFY(!std::filesystem::exists(copy));
}

void TestCaptureBackup::leavesNothingWhenItIsCancelled()
{
    const QTemporaryDir folder;
    const auto source = makeCapture(folder, 20);
    const QStringList before = namesIn(folder);
    const auto backup = backUpCapture(source, in(folder, "copy.eventscope"),
                                      [](std::uint64_t, std::uint64_t) { return false; });
    QVERIFY(backup);
    QVERIFY(!backup->has_value());
    QCOMPARE(namesIn(folder), before);
}

void TestCaptureBackup::takesThePlaceOfWhatWasThere()
{
    const QTemporaryDir folder;
    const auto source = makeCapture(folder, 20);
    const auto copy = in(folder, "copy.eventscope");
    for (const char *left : {"copy.eventscope", "copy.eventscope-wal", "copy.eventscope-shm",
                             "copy.eventscope-copying"}) {
        QFile file(qstring(in(folder, left)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write("left by another program"), 23);
    }
    QVERIFY(backUpCapture(source, copy, Go));
    QVERIFY(isWhole(copy));
    QCOMPARE(namesIn(folder), QStringList({QStringLiteral("copy.eventscope"),
                                           QFileInfo(qstring(source)).fileName()}));
}

void TestCaptureBackup::refusesWhatItCannotWrite_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("target");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("words");
    const auto kind = [](Error::Kind of) { return static_cast<int>(of); };
    QTest::newRow("itself") << ""
                            << "./test.eventscope" << kind(Error::Kind::InvalidInput)
                            << "is this capture itself";
    QTest::newRow("a folder") << ""
                              << "" << kind(Error::Kind::InvalidInput) << "is a folder";
    QTest::newRow("a capture that somebody writes")
        << ""
        << "taken.eventscope" << kind(Error::Kind::InUse) << "another window or evs";
    QTest::newRow("a folder that is not there")
        << ""
        << "no/copy.eventscope" << kind(Error::Kind::Io) << "choose a folder";
    QTest::newRow("another database")
        << "other.db"
        << "copy.eventscope" << kind(Error::Kind::Damaged) << "of another program";
}

void TestCaptureBackup::refusesWhatItCannotWrite()
{
    QFETCH(QString, source);
    QFETCH(QString, target);
    const QTemporaryDir folder;
    const auto capture = makeCapture(folder, 3);
    std::filesystem::rename(capture, in(folder, "test.eventscope"));
    QFile other(folder.filePath(QStringLiteral("other.db")));
    QVERIFY(other.open(QIODevice::WriteOnly)); // to SQLite an empty file is a database
    const auto lock = FileLock::take(in(folder, "taken.eventscope"));
    QVERIFY(lock);
    const auto backup = backUpCapture(
        in(folder, source.isEmpty() ? "test.eventscope" : source.toLatin1().constData()),
        in(folder, target.toLatin1().constData()), Go);
    QVERIFY(!backup);
    QTEST(static_cast<int>(backup.error().kind), "kind");
    QFETCH(QString, words);
    QVERIFY2(qstring(backup.error().detail).contains(words), backup.error().detail.c_str());
    QVERIFY(!namesIn(folder).join(u' ').contains(QLatin1String("copying")));
}

QTEST_GUILESS_MAIN(TestCaptureBackup)
#include "tst_capturebackup.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/capturelist.h"

#include "tests/core/log/logtest.h"

#include <QDir>
#include <QFile>
#include <QtTest/QtTest>

using namespace core;
using namespace logtest;

/// The captures of a folder: what they hold, and removing them.
class TestCaptureList : public QObject {
    Q_OBJECT

private slots:
    void listsTheCapturesOfAFolder();
    void saysWhatACaptureHolds();
    void saysWhyACaptureCannotBeRead();
    void removesACaptureWithAllThatBelongsToIt();
    void removesNothingThatIsWritten();
    void saysWhyItCannotRemove();
};

namespace {

std::filesystem::path in(const QTemporaryDir &folder, const char *name)
{
    return folder.filePath(QString::fromLatin1(name)).toStdString();
}

void touch(const std::filesystem::path &path)
{
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write("x"), 1);
}

QStringList namesIn(const QTemporaryDir &folder)
{
    return QDir(folder.path()).entryList(QDir::Files, QDir::Name);
}

} // namespace

void TestCaptureList::listsTheCapturesOfAFolder()
{
    const QTemporaryDir folder;
    for (const char *name : {"b.eventscope", "a.eventscope", "a.eventscope-wal", "notes.txt"})
        touch(in(folder, name));
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("folder.eventscope")));
    QCOMPARE(capturesIn(folder.path().toStdString()),
             (std::vector{in(folder, "a.eventscope"), in(folder, "b.eventscope")}));
    QVERIFY(capturesIn(in(folder, "nowhere")).empty());
}

void TestCaptureList::saysWhatACaptureHolds()
{
    const QTemporaryDir folder;
    const auto file = captureIn(folder);
    const auto log = openLog(file);
    CaptureSummary empty = summarizeCapture(file);
    QVERIFY(empty.isTaken);
    QCOMPARE(empty.problem, std::string());
    QCOMPARE(empty.events, std::uint64_t{0});
    QVERIFY(!empty.first);
    QVERIFY(!empty.last);

    Sender sender(*log);
    for (std::uint64_t number = 1; number <= 3; ++number)
        sender.send(binaryMessage(number));
    log->close();
    const CaptureSummary summary = summarizeCapture(file);
    QVERIFY(!summary.isTaken);
    QCOMPARE(summary.problem, std::string());
    QCOMPARE(summary.events, std::uint64_t{3});
    QCOMPARE(summary.first, std::optional(binaryMessage(1).received));
    QCOMPARE(summary.last, std::optional(binaryMessage(3).received));
    QCOMPARE(summary.bytes, std::uint64_t(std::filesystem::file_size(file)));
}

void TestCaptureList::saysWhyACaptureCannotBeRead()
{
    const QTemporaryDir folder;
    const auto file = in(folder, "odd.eventscope");
    touch(file);
    const CaptureSummary summary = summarizeCapture(file);
    QVERIFY(summary.problem.starts_with(file.string()));
    QCOMPARE(summary.bytes, std::uint64_t{1});
    QVERIFY(!summary.first);
}

void TestCaptureList::removesACaptureWithAllThatBelongsToIt()
{
    const QTemporaryDir folder;
    const auto file = in(folder, "a.eventscope");
    for (const char *name : {"a.eventscope", "a.eventscope-wal", "a.eventscope-shm",
                             "a.eventscope-lock", "b.eventscope"})
        touch(in(folder, name));
    QVERIFY(removeCapture(file));
    QCOMPARE(namesIn(folder), QStringList(QStringLiteral("b.eventscope")));
}

void TestCaptureList::removesNothingThatIsWritten()
{
    const QTemporaryDir folder;
    const auto file = captureIn(folder);
    const auto log = openLog(file);
    const QStringList before = namesIn(folder);
    const auto removed = removeCapture(file);
    QVERIFY(!removed);
    QCOMPARE(removed.error().kind, Error::Kind::InUse);
    QCOMPARE(namesIn(folder), before);
}

void TestCaptureList::saysWhyItCannotRemove()
{
    const QTemporaryDir folder;
    const auto missing = removeCapture(in(folder, "missing.eventscope"));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, Error::Kind::NotFound);
    QVERIFY(namesIn(folder).isEmpty()); // no lock file either
}

QTEST_GUILESS_MAIN(TestCaptureList)
#include "tst_capturelist.moc"

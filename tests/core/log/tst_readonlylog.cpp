// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/filelock.h"
#include "core/log/capturebackup.h"
#include "core/log/eventlog.h"
#include "core/log/verify.h"

#include "tests/core/log/logtest.h"
#include "tests/support/printedstrings.h"

#include <QDir>
#include <QtTest/QtTest>

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>

using namespace core;
using namespace logtest;

/// A capture that is not ours to write: it opens all the same, says why, and shows what its writer does.
class TestReadOnlyLog : public QObject {
    Q_OBJECT

private slots:
    void opensForReadingWhatIsTaken();
    void followsTheWriter();
    void followsManyEventsInOrder();
    void followsRefusals();
    void followsIntoNewSegments();
    void followsEvictions();
    void opensWhereEventsHaveLeft();
    void leavesOneWholeFileWhenTheWriterEndsFirst();
    void followsOneWriterAfterTheOther();
    void takesOverWhenTheLockIsFree();
    void makesAndChangesNoFile();
    void refusesWhatIsNotThere();
    void opensInAFolderThatMayNotBeWritten();
    void opensAFileThatMayNotBeWritten();
    void opensWhatWasNotClosedCleanlyInAFolderThatMayNotBeWritten();
    void explainsAWalThatCannotBeRead();
    void opensWhatANewerVersionKept();
    void refusesWhatANewerVersionChanged_data();
    void refusesWhatANewerVersionChanged();
    void saysWhetherTheLockIsFree();
    void endsWhileTheWriterWrites();
};

namespace {

EventLog::Options withAccess(LogAccess access)
{
    EventLog::Options options;
    options.access = access;
    return options;
}

/// So that old events leave soon, a segment at a time.
EventLog::Options withLittleRoom()
{
    EventLog::Options options;
    options.rules = CaptureRules{};
    options.rules->limitBytes = 40'000;
    options.segmentBytes = 4'000;
    return options;
}

std::unique_ptr<EventLog> openReadOnly(const QTemporaryDir &folder,
                                       LogAccess access = LogAccess::ReadIfNeeded)
{
    auto log = openLog(captureIn(folder), withAccess(access));
    if (!log->isReadOnly())
        qFatal("it is open for writing");
    return log;
}

std::vector<Row> rowsOf(const EventLog &log)
{
    std::vector<Row> rows;
    for (std::uint64_t i = log.columns().first(); i < log.columns().published(); ++i)
        rows.push_back(log.columns().row(i));
    return rows;
}

std::vector<std::string> textsOf(const Dictionary &dictionary)
{
    std::vector<std::string> texts;
    for (ValueCode code = FirstCode; code < dictionary.end(); ++code)
        texts.emplace_back(dictionary.text(code));
    return texts;
}

/// Whether everything that `log` shows is what `writer` shows.
bool isLike(const EventLog &log, const EventLog &writer)
{
    return log.columns().published() == writer.columns().published() &&
           log.columns().first() == writer.columns().first() && rowsOf(log) == rowsOf(writer) &&
           textsOf(log.columns().types) == textsOf(writer.columns().types) &&
           textsOf(log.columns().sources) == textsOf(writer.columns().sources) &&
           textsOf(log.columns().subjects) == textsOf(writer.columns().subjects) &&
           log.ledger() == writer.ledger() && log.refusalCount() == writer.refusalCount() &&
           log.state().seals == writer.state().seals && readAll(log) == readAll(writer);
}

/// Whether nothing more will leave.
bool isSettled(const EventLog &writer)
{
    return writer.state().usedBytes <= writer.rules().limitBytes;
}

QStringList filesIn(const QTemporaryDir &folder)
{
    return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
}

bool goOn(std::uint64_t, std::uint64_t)
{
    return true;
}

/// What the tests are run as may be allowed everything: then somebody who is not, until the end of the scope.
class AsNobody {
public:
    AsNobody()
        : m_user(::geteuid())
    {
        if (m_user == 0 && ::seteuid(Nobody) != 0)
            qFatal("cannot become nobody");
    }
    ~AsNobody()
    {
        if (::seteuid(m_user) != 0)
            qFatal("cannot become somebody again");
    }

private:
    static constexpr uid_t Nobody = 65534;
    const uid_t m_user;
};

void setMode(const std::filesystem::path &path, mode_t mode)
{
    if (::chmod(path.c_str(), mode) != 0)
        qFatal("chmod failed");
}

/// Gives a folder and its files that everybody may read and nobody may write; writable again at the end.
class ForReadingOnly {
public:
    explicit ForReadingOnly(const QTemporaryDir &folder)
        : m_folder(folder.path().toStdString())
    {
        for (const auto &entry : std::filesystem::directory_iterator(m_folder))
            setMode(entry.path(), 0444);
        setMode(m_folder, 0555);
    }
    ~ForReadingOnly() { setMode(m_folder, 0700); }

private:
    const std::filesystem::path m_folder;
};

} // namespace

void TestReadOnlyLog::opensForReadingWhatIsTaken()
{
    const QTemporaryDir folder;
    const auto writer = openLog(captureIn(folder));
    Sender sender(*writer);
    sender.send(batchMessage(1, 20));
    sender.send(refusal(1));

    const auto refused = EventLog::open(captureIn(folder));
    QVERIFY(!refused);
    QVERIFY(refused.error().kind == Error::Kind::InUse);

    const auto log = openReadOnly(folder);
    QVERIFY(isLike(*log, *writer));
    const LogState state = log->state();
    QVERIFY(!state.writable);
    QVERIFY(state.readOnly == ReadOnlyReason::Taken);
    QVERIFY(state.isTaken);
    QVERIFY(!state.canBeWritten);
    QCOMPARE(QString::fromStdString(readOnlySentence(state)),
             QStringLiteral("Another program writes this capture. It is shown live, read-only."));
    QVERIFY(state.fileBytes > 0);
    QVERIFY(log->intake().push(AppendMessage{binaryMessage(1), nullptr, {}}) ==
            Intake::Pushed::Closed);
    QVERIFY(!writer->isReadOnly());
    QVERIFY(state.problem.empty());
    QVERIFY(writer->state().readOnly == ReadOnlyReason::None);
    QVERIFY(readOnlySentence(writer->state()).empty());

    const auto asked = openReadOnly(folder, LogAccess::Read);
    QVERIFY(asked->state().readOnly == ReadOnlyReason::Asked);
    QVERIFY(asked->state().isTaken);
}

void TestReadOnlyLog::followsTheWriter()
{
    const QTemporaryDir folder;
    const auto writer = openLog(captureIn(folder));
    Sender sender(*writer);
    const auto log = openReadOnly(folder);
    QCOMPARE(log->columns().published(), 0U);
    for (std::uint64_t number = 1; number <= 5; ++number) {
        Message message = structuredMessage(number);
        message.events.front().event.type = "a type of its own " + std::to_string(number);
        message.connection = "connection " + std::to_string(number);
        sender.send(message);
        // As everybody who waits for the columns does.
        QCOMPARE(log->columns().waitForMore(number - 1, std::chrono::minutes(1)), number);
        QTRY_VERIFY(isLike(*log, *writer));
    }
}

void TestReadOnlyLog::followsManyEventsInOrder()
{
    const QTemporaryDir folder;
    const auto writer = openLog(captureIn(folder));
    Sender sender(*writer);
    sender.send(batchMessage(1, ColumnBlock::Rows - 3));
    const auto log = openReadOnly(folder);
    std::vector<Message> messages;
    for (std::uint64_t number = 0; number < 2000; ++number)
        messages.push_back(batchMessage(number, 20)); // more than a page, over the end of a block
    sender.send(std::move(messages));
    QTRY_COMPARE(log->columns().published(), writer->columns().published());
    QTRY_VERIFY(log->ledger() == writer->ledger());
    QVERIFY(rowsOf(*log) == rowsOf(*writer));
}

void TestReadOnlyLog::followsRefusals()
{
    const QTemporaryDir folder;
    const auto writer = openLog(captureIn(folder));
    const auto log = openReadOnly(folder);
    Sender sender(*writer);
    sender.send(refusal(1));
    sender.send(refusal(2));
    QTRY_COMPARE(log->refusalCount(), 2U);
    QTRY_VERIFY(isLike(*log, *writer));
    QCOMPARE(log->ledger().received(), 2U);
    const auto reader = log->reader();
    QCOMPARE((*reader)->refusals(1)->size(), 2U);
}

void TestReadOnlyLog::followsIntoNewSegments()
{
    const QTemporaryDir folder;
    EventLog::Options options;
    options.segmentBytes = 1; // a segment for each commit
    const auto writer = openLog(captureIn(folder), options);
    const auto log = openReadOnly(folder);
    Sender sender(*writer);
    for (std::uint64_t number = 1; number <= 10; ++number)
        sender.send(batchMessage(number, 10));
    QTRY_VERIFY(isLike(*log, *writer));
}

void TestReadOnlyLog::followsEvictions()
{
    const QTemporaryDir folder;
    const auto writer = openLog(captureIn(folder), withLittleRoom());
    const auto log = openReadOnly(folder);
    Sender sender(*writer);
    for (std::uint64_t number = 1; number <= 100; ++number) {
        sender.send(batchMessage(number * 10, 10));
        if (number % 20 == 0)
            sender.send(refusal(number));
    }
    QVERIFY(writer->ledger().evicted > 0);
    QTRY_VERIFY(isSettled(*writer));
    QTRY_VERIFY(isLike(*log, *writer));
    QCOMPARE(log->ledger().received(), 1005U);
}

void TestReadOnlyLog::opensWhereEventsHaveLeft()
{
    const QTemporaryDir folder;
    const auto writer = openLog(captureIn(folder), withLittleRoom());
    Sender sender(*writer);
    for (std::uint64_t number = 1; number <= 100; ++number)
        sender.send(batchMessage(number * 10, 10));
    QVERIFY(writer->columns().first() > 0);
    const auto log = openReadOnly(folder); // while more leave
    QTRY_VERIFY(isSettled(*writer));
    QTRY_VERIFY(isLike(*log, *writer));
}

void TestReadOnlyLog::leavesOneWholeFileWhenTheWriterEndsFirst()
{
    const QTemporaryDir folder;
    auto writer = openLog(captureIn(folder));
    Sender(*writer).send(batchMessage(1, 20));
    auto log = openReadOnly(folder);
    Sender(*writer).send(batchMessage(1, 20));
    const auto all = readAll(*writer);
    writer.reset();

    QTRY_VERIFY(log->state().canBeWritten);
    QVERIFY(!log->state().isTaken);
    QCOMPARE(
        QString::fromStdString(readOnlySentence(log->state())),
        QStringLiteral("The program that wrote this capture has ended. It is shown read-only."));
    QTRY_COMPARE(log->columns().published(), 40U);
    QVERIFY(readAll(*log) == all);
    // The file alone holds everything, although its WAL could not go.
    const QTemporaryDir copy;
    std::filesystem::copy_file(captureIn(folder), captureIn(copy));
    QVERIFY(readAll(*openReadOnly(copy, LogAccess::Read)) == all);

    // Who writes next tidies up.
    log.reset();
    openLog(captureIn(folder)).reset();
    QCOMPARE(filesIn(folder), QStringList{QStringLiteral("test.eventscope")});
}

void TestReadOnlyLog::followsOneWriterAfterTheOther()
{
    const QTemporaryDir folder;
    openLog(captureIn(folder)).reset();
    const auto log = openReadOnly(folder, LogAccess::Read);
    QCOMPARE(QString::fromStdString(readOnlySentence(log->state())),
             QStringLiteral("This capture is open for reading only."));
    for (std::uint64_t round = 1; round <= 4; ++round) {
        const auto writer = openLog(captureIn(folder));
        QTRY_VERIFY(log->state().isTaken);
        Sender(*writer).send(batchMessage(round, 20));
        QTRY_VERIFY(isLike(*log, *writer));
    }
    QTRY_VERIFY(!log->state().isTaken);
    QCOMPARE(log->columns().published(), 80U);
}

void TestReadOnlyLog::takesOverWhenTheLockIsFree()
{
    const QTemporaryDir folder;
    auto writer = openLog(captureIn(folder));
    Sender(*writer).send(batchMessage(1, 20));
    auto log = openReadOnly(folder);
    writer.reset();
    QTRY_VERIFY(log->state().canBeWritten);
    // Before or after the one before is closed: it holds nothing that a writer needs.
    auto mine = openLog(captureIn(folder), withAccess(LogAccess::ReadIfNeeded));
    QVERIFY(!mine->isReadOnly());
    QCOMPARE(Sender(*mine).send(binaryMessage(7)).first.value, 21U);
    QTRY_VERIFY(isLike(*log, *mine));
    QVERIFY(log->state().isTaken);
    log.reset();
    mine.reset();
    QCOMPARE(filesIn(folder), QStringList{QStringLiteral("test.eventscope")});
}

void TestReadOnlyLog::makesAndChangesNoFile()
{
    const QTemporaryDir folder;
    {
        const auto writer = openLog(captureIn(folder));
        Sender(*writer).send(batchMessage(1, 20));
    }
    const auto written = std::filesystem::last_write_time(captureIn(folder));
    const QStringList closed = filesIn(folder);
    {
        const auto log = openReadOnly(folder, LogAccess::Read);
        const auto reader = log->reader();
        QCOMPARE((*reader)->read(EventSequence{1})->size(), 20U);
        QCOMPARE(filesIn(folder), closed);
    }
    QCOMPARE(filesIn(folder), closed);
    QVERIFY(std::filesystem::last_write_time(captureIn(folder)) == written);

    const auto writer = openLog(captureIn(folder));
    const QStringList open = filesIn(folder);
    openReadOnly(folder).reset();
    QCOMPARE(filesIn(folder), open);
}

void TestReadOnlyLog::refusesWhatIsNotThere()
{
    const QTemporaryDir folder;
    const auto log = EventLog::open(captureIn(folder), withAccess(LogAccess::Read));
    QVERIFY(!log);
    QVERIFY(log.error().kind == Error::Kind::NotFound);
    QVERIFY(filesIn(folder).isEmpty());
    const ForReadingOnly readOnly(folder);
    const AsNobody nobody;
    const auto made = EventLog::open(captureIn(folder), withAccess(LogAccess::ReadIfNeeded));
    QVERIFY(!made);
    QVERIFY(made.error().kind == Error::Kind::Denied);
}

void TestReadOnlyLog::opensInAFolderThatMayNotBeWritten()
{
    const QTemporaryDir folder;
    std::vector<StoredEvent> all;
    {
        const auto writer = openLog(captureIn(folder));
        Sender(*writer).send(batchMessage(1, 20));
        all = readAll(*writer);
    }
    const ForReadingOnly readOnly(folder);
    const AsNobody nobody;
    QVERIFY(!EventLog::open(captureIn(folder)));
    const auto log = openReadOnly(folder);
    QVERIFY(log->state().readOnly == ReadOnlyReason::Denied);
    QCOMPARE(
        QString::fromStdString(readOnlySentence(log->state())),
        QStringLiteral("This capture or its folder may not be written. It is shown read-only."));
    QVERIFY(!log->state().canBeWritten);
    QVERIFY(readAll(*log) == all);
    QCOMPARE(log->columns().published(), 20U);
    QCOMPARE(filesIn(folder), QStringList{QStringLiteral("test.eventscope")});
}

void TestReadOnlyLog::opensAFileThatMayNotBeWritten()
{
    const QTemporaryDir folder;
    openLog(captureIn(folder)).reset();
    setMode(captureIn(folder), 0444);
    setMode(folder.path().toStdString(), 0777);
    const AsNobody nobody;
    const auto log = openReadOnly(folder);
    QVERIFY(log->state().readOnly == ReadOnlyReason::Denied);
    QVERIFY(!log->state().canBeWritten);
    QCOMPARE(filesIn(folder), QStringList{QStringLiteral("test.eventscope")});
}

void TestReadOnlyLog::opensWhatWasNotClosedCleanlyInAFolderThatMayNotBeWritten()
{
    const QTemporaryDir folder;
    std::vector<StoredEvent> all;
    {
        auto writer = openLog(captureIn(folder));
        Sender(*writer).send(batchMessage(1, 20));
        all = readAll(*writer);
        const auto log = openReadOnly(folder);
        writer.reset(); // the follower keeps it from going back to journal_mode=DELETE
    }
    const QTemporaryDir copy; // of the file alone: it says that it has a WAL
    std::filesystem::copy_file(captureIn(folder), captureIn(copy));
    const QTemporaryDir elsewhere;
    setMode(elsewhere.path().toStdString(), 0777);
    const ForReadingOnly readOnly(copy);
    const AsNobody nobody;
    const auto log = openReadOnly(copy);
    QVERIFY(readAll(*log) == all);
    QVERIFY(log->state().readOnly == ReadOnlyReason::Denied);
    QCOMPARE(filesIn(copy), QStringList{QStringLiteral("test.eventscope")});
    const auto verified = verifyCapture(captureIn(copy));
    QVERIFY2(verified, verified ? "" : verified.error().detail.c_str());
    QCOMPARE(std::get<VerifiedHead>(*verified).events, 20U);
    const auto backup = backUpCapture(captureIn(copy), captureIn(elsewhere), goOn);
    QVERIFY2(backup, backup ? "" : backup.error().detail.c_str());
    QCOMPARE((*backup)->events, 20U);
}

void TestReadOnlyLog::explainsAWalThatCannotBeRead()
{
    const QTemporaryDir folder;
    const QTemporaryDir copy; // as a writer that was killed leaves it, without its index
    const auto writer = openLog(captureIn(folder));
    Sender(*writer).send(batchMessage(1, 20));
    for (const char *suffix : {"", "-wal"}) {
        std::filesystem::path from = captureIn(folder);
        std::filesystem::path to = captureIn(copy);
        std::filesystem::copy_file(from += suffix, to += suffix);
    }
    {
        const ForReadingOnly readOnly(copy);
        const AsNobody nobody;
        const auto log = EventLog::open(captureIn(copy), withAccess(LogAccess::ReadIfNeeded));
        QVERIFY(!log);
        QVERIFY(log.error().kind == Error::Kind::Denied);
        QVERIFY2(log.error().detail.find("test.eventscope-wal") != std::string::npos,
                 log.error().detail.c_str());
        QVERIFY(!CaptureReader::open(captureIn(copy)));
    }
    // Where it may be written, it opens.
    for (const char *suffix : {"", "-wal"}) {
        std::filesystem::path file = captureIn(copy);
        setMode(file += suffix, 0600);
    }
    QCOMPARE(openReadOnly(copy, LogAccess::Read)->columns().published(), 20U);
}

void TestReadOnlyLog::opensWhatANewerVersionKept()
{
    const QTemporaryDir folder;
    std::vector<StoredEvent> all;
    std::vector<Row> rows;
    {
        const auto writer = openLog(captureIn(folder));
        Sender sender(*writer);
        sender.send(batchMessage(1, ColumnBlock::Rows + 20));
        sender.send(refusal(1));
        all = readAll(*writer);
        rows = rowsOf(*writer);
    }
    // Its blocks may hold other columns: they are not believed.
    QCOMPARE(query(captureIn(folder), "PRAGMA user_version = 99; CREATE TABLE novelty(x);"
                                      "UPDATE column_blocks SET data = zeroblob(655360)"),
             std::string());
    const auto refused = EventLog::open(captureIn(folder));
    QVERIFY(!refused);
    QVERIFY(refused.error().kind == Error::Kind::Unsupported);
    const auto log = openReadOnly(folder);
    QVERIFY(log->state().readOnly == ReadOnlyReason::Newer);
    QCOMPARE(QString::fromStdString(readOnlySentence(log->state())),
             QStringLiteral("A newer Eventscope wrote this capture. It is shown read-only."));
    QVERIFY(!log->state().canBeWritten);
    QVERIFY(readAll(*log) == all);
    QVERIFY(rowsOf(*log) == rows);
    QCOMPARE(log->refusalCount(), 1U);
    const auto verified = verifyCapture(captureIn(folder)); // its seals may follow other rules
    QVERIFY(!verified);
    QVERIFY(verified.error().kind == Error::Kind::Unsupported);
    const QTemporaryDir elsewhere; // and its rows may change
    const auto backup = backUpCapture(captureIn(folder), captureIn(elsewhere), goOn);
    QVERIFY(!backup);
    QVERIFY(backup.error().kind == Error::Kind::Unsupported);
    QVERIFY(filesIn(elsewhere).isEmpty());
    QCOMPARE(query(captureIn(folder), "PRAGMA user_version"), std::string("99\n"));
}

void TestReadOnlyLog::refusesWhatANewerVersionChanged_data()
{
    QTest::addColumn<QByteArray>("change");
    for (const char *change :
         {"ALTER TABLE ledger RENAME TO account", "ALTER TABLE ledger RENAME COLUMN kept TO held",
          "ALTER TABLE names RENAME COLUMN text TO words",
          "DROP VIEW refusals; ALTER TABLE refusal_rows RENAME COLUMN rule TO reason",
          "DROP VIEW events; ALTER TABLE segment_1 RENAME COLUMN text TO bytes",
          "DROP VIEW events; ALTER TABLE heads_1 RENAME COLUMN head TO start",
          "UPDATE segments SET number = 2"})
        QTest::newRow(change) << QByteArray(change);
}

void TestReadOnlyLog::refusesWhatANewerVersionChanged()
{
    QFETCH(QByteArray, change);
    const QTemporaryDir folder;
    {
        const auto writer = openLog(captureIn(folder));
        Sender(*writer).send(batchMessage(1, 3));
    }
    QCOMPARE(query(captureIn(folder), change.toStdString() + "; PRAGMA user_version = 99"),
             std::string());
    const auto log = EventLog::open(captureIn(folder), withAccess(LogAccess::ReadIfNeeded));
    QVERIFY(!log);
    QVERIFY(log.error().kind == Error::Kind::Unsupported);
    QVERIFY2(log.error().detail.find("format 99") != std::string::npos, log.error().detail.c_str());
}

void TestReadOnlyLog::saysWhetherTheLockIsFree()
{
    const QTemporaryDir folder;
    QVERIFY(!FileLock::isTaken(captureIn(folder)));
    QVERIFY(filesIn(folder).isEmpty());
    {
        const auto lock = FileLock::take(captureIn(folder));
        QVERIFY(lock);
        QVERIFY(FileLock::isTaken(captureIn(folder)));
        QVERIFY(FileLock::isTaken(captureIn(folder)));
        QVERIFY(!FileLock::take(captureIn(folder)));
    }
    QVERIFY(!FileLock::isTaken(captureIn(folder)));
    // Many who look keep nobody from taking it.
    std::atomic<bool> isOver{false};
    std::vector<std::thread> lookers;
    for (int i = 0; i < 4; ++i) {
        lookers.emplace_back([&] {
            while (!isOver)
                static_cast<void>(FileLock::isTaken(captureIn(folder)));
        });
    }
    int taken = 0;
    for (int round = 0; round < 2000; ++round)
        taken += FileLock::take(captureIn(folder)).has_value() ? 1 : 0;
    isOver = true;
    for (std::thread &looker : lookers)
        looker.join();
    QCOMPARE(taken, 2000);
}

void TestReadOnlyLog::endsWhileTheWriterWrites()
{
    const QTemporaryDir folder;
    const auto writer = openLog(captureIn(folder));
    std::atomic<bool> isOver{false};
    std::thread thread([&] {
        Sender sender(*writer);
        for (std::uint64_t number = 1; !isOver; ++number)
            sender.send(batchMessage(number, 50));
    });
    for (int round = 0; round < 20; ++round) {
        const auto log = openReadOnly(folder);
        const std::uint64_t before = log->columns().published();
        if (round % 2 == 0)
            log->columns().waitForMore(before, std::chrono::minutes(1));
        else
            log->close();
        const Ledger ledger = log->ledger();
        QVERIFY(ledger.kept <= log->columns().published());
    }
    isOver = true;
    thread.join();
}

QTEST_GUILESS_MAIN(TestReadOnlyLog)
#include "tst_readonlylog.moc"

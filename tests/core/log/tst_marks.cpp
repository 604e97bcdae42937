// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/marks.h"

#include "core/log/capturebackup.h"
#include "core/log/verify.h"
#include "tests/core/log/logtest.h"

#include <QtTest/QtTest>

#include <sys/resource.h>

#include <csignal>

using namespace core;
using namespace logtest;

/// Marks and notes: what a person says of events, in the capture and beside its seals.
class TestMarks : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void changesOnlyWhatIsSaid();
    void findsWhatIsWithinARange();
    void keepsNotesUpToTheLimit();
    void keepsEventsUpToTheLimit();
    void showsWhatIsCommitted();
    void survivesReopening();
    void isThereAfterAKill();
    void isAboutEventsThatAreThere();
    void countsWhatFindsNoRoom();
    void isInNoSeal();
    void leavesWithItsSegment();
    void isSeenByWhoOnlyReads();
    void isWrittenByNobodyWhoOnlyReads();
    void isInACopy();
    void comesWithItsEvents();
    void isKeptUntilItCanBeWritten();
    void belongsToOneFile();
    void readsWhatAnotherProgramWrote();

private:
    QTemporaryDir m_folder;
};

namespace {

MarkChange marked(std::uint64_t sequence, bool isMarked = true)
{
    return {EventSequence{sequence}, isMarked, {}};
}

MarkChange noted(std::uint64_t sequence, std::string note)
{
    return {EventSequence{sequence}, {}, std::move(note)};
}

/// Orders it and waits until it shows.
void change(EventLog &log, std::vector<MarkChange> changes)
{
    const auto before = log.marks();
    QVERIFY(log.changeMarks(std::move(changes)));
    QTRY_VERIFY(log.marks() != before);
}

std::string noteIn(const EventLog &log, std::uint64_t sequence)
{
    return std::string(log.marks()->note({sequence}));
}

void limitFiles(rlim_t bytes)
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_FSIZE, &limit) != 0)
        qFatal("no limits");
    limit.rlim_cur = std::min(bytes, limit.rlim_max);
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0)
        qFatal("cannot limit the size of files");
}

EventLog::Options withAccess(LogAccess access)
{
    EventLog::Options options;
    options.access = access;
    return options;
}

} // namespace

void TestMarks::initTestCase()
{
    std::signal(SIGXFSZ, SIG_IGN); // the write fails instead
}

void TestMarks::cleanup()
{
    limitFiles(RLIM_INFINITY);
    for (const QString &name : QDir(m_folder.path()).entryList(QDir::Files))
        QFile::remove(m_folder.filePath(name));
}

void TestMarks::changesOnlyWhatIsSaid()
{
    Marks marks;
    QVERIFY(marks.change(marked(7)));
    QVERIFY(marks.change(noted(7, "why?")));
    QVERIFY(marks.isMarked({7}));
    QCOMPARE(marks.note({7}), std::string_view("why?"));
    QVERIFY(marks.change(marked(7, false)));
    QVERIFY(!marks.isMarked({7}));
    QCOMPARE(marks.note({7}), std::string_view("why?"));
    QVERIFY(marks.change(noted(7, "")));
    QVERIFY(marks.isEmpty()); // nothing is kept of what says nothing
    QVERIFY(marks.change(marked(7, false)));
    QVERIFY(marks.isEmpty());
}

void TestMarks::findsWhatIsWithinARange()
{
    Marks marks;
    for (const std::uint64_t sequence : {9U, 2U, 5U})
        QVERIFY(marks.change(marked(sequence)));
    QCOMPARE(marks.all().front().sequence.value, 2U);
    QCOMPARE(marks.within({1}, {1}).size(), 0U);
    QCOMPARE(marks.within({2}, {5}).size(), 2U);
    QCOMPARE(marks.within({3}, {100}).size(), 2U);
    QCOMPARE(marks.within({3}, {4}).size(), 0U);
    QVERIFY(!marks.find({3}));
    marks.forgetBelow({5});
    QCOMPARE(marks.size(), 2U);
    QVERIFY(!marks.isMarked({2}) && marks.isMarked({5}));
}

void TestMarks::keepsNotesUpToTheLimit()
{
    Marks marks;
    QVERIFY(marks.change(noted(1, std::string(Marks::MaxNoteBytes - 1, 'a'))));
    QVERIFY(marks.change(noted(1, std::string(Marks::MaxNoteBytes, 'b'))));
    QVERIFY(!marks.change(noted(1, std::string(Marks::MaxNoteBytes + 1, 'c'))));
    QCOMPARE(marks.note({1}), std::string_view(std::string(Marks::MaxNoteBytes, 'b')));
}

void TestMarks::keepsEventsUpToTheLimit()
{
    std::vector<MarkChange> changes;
    for (std::uint64_t sequence = 1; sequence < Marks::MaxEvents; ++sequence)
        changes.push_back(marked(sequence));
    QCOMPARE(Marks().withoutRoom(changes), 0U);
    changes.push_back(marked(Marks::MaxEvents));
    QCOMPARE(Marks().withoutRoom(changes), 0U);
    changes.push_back(marked(Marks::MaxEvents + 1));
    QCOMPARE(Marks().withoutRoom(changes), 1U);

    Marks full;
    for (const MarkChange &each : changes)
        QCOMPARE(full.change(each), each.sequence.value <= Marks::MaxEvents);
    QVERIFY(full.change(noted(1, "there was room for it"))); // one event is one
    QVERIFY(full.change(marked(2, false)));
    QVERIFY(full.change(marked(Marks::MaxEvents + 1)));
}

void TestMarks::showsWhatIsCommitted()
{
    const auto log = openLog(captureIn(m_folder));
    QVERIFY(log->marks()->isEmpty());
    Sender(*log).send(batchMessage(1, 10));
    change(*log, {marked(3), marked(5), noted(5, "Grüße, 你好")});
    QCOMPARE(log->marks()->size(), 2U);
    QCOMPARE(noteIn(*log, 5), std::string("Grüße, 你好"));
    QCOMPARE(query(captureIn(m_folder), "SELECT sequence, marked, note FROM marks"),
             std::string("3|1|NULL\n5|1|Grüße, 你好\n"));
    QCOMPARE(query(captureIn(m_folder), "SELECT count(*) FROM marks WHERE changed LIKE '20__-%Z'"),
             std::string("2\n"));
    QVERIFY(query(captureIn(m_folder), "PRAGMA trusted_schema=off; SELECT * FROM marks")
                .starts_with("3|1|NULL|20"));
    change(*log, {marked(3, false), noted(5, "")});
    QCOMPARE(query(captureIn(m_folder), "SELECT sequence, marked, note FROM marks"),
             std::string("5|1|NULL\n"));
}

void TestMarks::survivesReopening()
{
    {
        const auto log = openLog(captureIn(m_folder));
        Sender(*log).send(batchMessage(1, 10));
        change(*log, {marked(3), noted(4, "look here")});
    }
    const auto log = openLog(captureIn(m_folder));
    QVERIFY(log->marks()->isMarked({3}));
    QCOMPARE(noteIn(*log, 4), std::string("look here"));
    QVERIFY(!log->marks()->isMarked({4}));
    QVERIFY(*CaptureReader::open(captureIn(m_folder)).value()->marks() == *log->marks());
}

/// What a writer leaves that is killed right after it showed: file and WAL as they are.
void TestMarks::isThereAfterAKill()
{
    const QTemporaryDir left;
    const auto log = openLog(captureIn(m_folder));
    Sender(*log).send(batchMessage(1, 10));
    change(*log, {marked(3), noted(3, "kept")});
    std::filesystem::copy_file(captureIn(m_folder), captureIn(left));
    std::filesystem::copy_file(captureIn(m_folder).string() + "-wal",
                               captureIn(left).string() + "-wal");
    const auto again = openLog(captureIn(left));
    QVERIFY(*again->marks() == *log->marks());
    QCOMPARE(again->columns().published(), 10U);
}

void TestMarks::isAboutEventsThatAreThere()
{
    const auto log = openLog(captureIn(m_folder));
    Sender(*log).send(batchMessage(1, 10));
    change(*log, {marked(0), marked(10), marked(11), marked(1'000'000'000)});
    QCOMPARE(log->marks()->size(), 1U);
    QVERIFY(log->marks()->isMarked({10}));
    QCOMPARE(log->state().marksWithoutRoom, 0U);
}

void TestMarks::countsWhatFindsNoRoom()
{
    const auto log = openLog(captureIn(m_folder));
    Sender(*log).send(batchMessage(1, 10));
    change(*log, {noted(1, std::string(Marks::MaxNoteBytes + 1, 'x')), marked(2)});
    QCOMPARE(log->marks()->size(), 1U);
    QCOMPARE(log->state().marksWithoutRoom, 1U);
}

/// Marks change, sealed events never do: the head is the same before and after, and the capture is whole.
void TestMarks::isInNoSeal()
{
    const auto headOf = [this] {
        const auto verified = verifyCapture(captureIn(m_folder));
        const auto *head = verified ? std::get_if<VerifiedHead>(&*verified) : nullptr;
        return head ? head->hash + ':' + std::to_string(head->seal) : std::string();
    };
    const auto log = openLog(captureIn(m_folder));
    Sender(*log).send(batchMessage(1, 10));
    const std::string before = headOf();
    QVERIFY(!before.empty());
    change(*log, {marked(3), noted(3, "it is about this one")});
    QCOMPARE(headOf(), before);
    QCOMPARE(secondOpinion(captureIn(m_folder)), before + '\n');
    Sender(*log).send(batchMessage(20, 10));
    QVERIFY(!headOf().empty());
}

void TestMarks::leavesWithItsSegment()
{
    EventLog::Options options;
    options.rules = CaptureRules{};
    options.rules->limitBytes = 40'000;
    options.segmentBytes = 4'000;
    const auto log = openLog(captureIn(m_folder), options);
    const auto follower = openLog(captureIn(m_folder), withAccess(LogAccess::Read));
    Sender sender(*log);
    sender.send(batchMessage(1, 10));
    change(*log, {marked(1), noted(2, "goes with it")});
    QTRY_COMPARE(follower->marks()->size(), 2U);
    std::uint64_t number = 10;
    while (log->ledger().evicted < 10)
        sender.send(batchMessage(number += 10, 10));
    const std::uint64_t newest = log->columns().published();
    change(*log, {marked(newest), marked(5)}); // one of them has left
    QCOMPARE(log->marks()->size(), 1U);
    QCOMPARE(query(captureIn(m_folder), "SELECT sequence FROM mark_rows"),
             std::to_string(newest) + "\n");
    QTRY_COMPARE(follower->marks()->size(), 1U);
    QVERIFY(follower->marks()->isMarked({newest}));
}

void TestMarks::isSeenByWhoOnlyReads()
{
    const auto log = openLog(captureIn(m_folder));
    Sender(*log).send(batchMessage(1, 10));
    change(*log, {marked(3)});
    const auto follower = openLog(captureIn(m_folder), withAccess(LogAccess::ReadIfNeeded));
    QVERIFY(follower->isReadOnly());
    QVERIFY(follower->marks()->isMarked({3})); // from the start
    change(*log, {noted(4, "live")});
    QTRY_COMPARE(noteIn(*follower, 4), std::string("live"));
    const auto marks = follower->marks();
    Sender(*log).send(batchMessage(20, 10));
    QTRY_COMPARE(follower->columns().published(), 20U);
    QCOMPARE(follower->marks(), marks); // read anew only if they are others
}

void TestMarks::isWrittenByNobodyWhoOnlyReads()
{
    {
        const auto log = openLog(captureIn(m_folder));
        Sender(*log).send(batchMessage(1, 10));
    }
    const auto log = openLog(captureIn(m_folder), withAccess(LogAccess::Read));
    QVERIFY(!log->changeMarks({marked(3)}));
}

void TestMarks::isInACopy()
{
    const std::filesystem::path copy = m_folder.filePath(QStringLiteral("copy")).toStdString();
    const auto log = openLog(captureIn(m_folder));
    Sender(*log).send(batchMessage(1, 10));
    change(*log, {marked(3), noted(4, "copied, too")});
    QVERIFY(backUpCapture(captureIn(m_folder), copy,
                          [](std::uint64_t, std::uint64_t) { return true; }));
    QVERIFY(*openLog(copy)->marks() == *log->marks());
    QCOMPARE(query(copy, "SELECT sequence FROM marks"), std::string("3\n4\n"));
}

/// Of another capture (import, what is left of a damaged one): in the same commit.
void TestMarks::comesWithItsEvents()
{
    EventLog::Options options;
    options.rules = CaptureRules{};
    options.rules->leftOutTypes = {"com.shop.order.2"};
    const auto log = openLog(captureIn(m_folder), options);
    Sender(*log).send(structuredMessage(3));
    Message message = batchMessage(10, 5);
    QCOMPARE(message.events[1].event.type, std::string("com.shop.order.2"));
    const auto receipts = std::make_shared<Receipts>();
    LogCommand command = AppendMessage{
        message, receipts, {}, {{0, true, ""}, {1, true, "left out"}, {2, false, "the third"}}};
    QVERIFY(log->intake().push(std::move(command)) == Intake::Pushed::Taken);
    QTRY_VERIFY(log->columns().published() > 1);
    QCOMPARE(log->marks()->size(), 2U);
    QVERIFY(log->marks()->isMarked({2}));
    QCOMPARE(noteIn(*log, 3), std::string("the third"));
    QCOMPARE(readAll(*log)[2].event.id, message.events[2].event.id);
}

void TestMarks::isKeptUntilItCanBeWritten()
{
    const auto log = openLog(captureIn(m_folder));
    Sender sender(*log);
    sender.send(batchMessage(1, 10));
    limitFiles(1024);
    const auto receipts = std::make_shared<Receipts>();
    LogCommand command = ChangeMarks{{marked(3)}, 0, receipts, {}};
    QVERIFY(log->intake().push(std::move(command)) == Intake::Pushed::Taken);
    std::vector<Receipt> answers;
    const auto isAnswered = [&] {
        for (Receipt &receipt : receipts->take())
            answers.push_back(std::move(receipt));
        return !answers.empty();
    };
    QTRY_VERIFY(isAnswered());
    QVERIFY(answers.front().outcome == Receipt::Outcome::Unavailable);
    QVERIFY(!answers.front().reason.empty());
    QVERIFY(!log->state().writable);
    QVERIFY(log->changeMarks({noted(3, "and this")}));
    QVERIFY(log->marks()->isEmpty()); // nothing is shown that is not on the disk
    limitFiles(RLIM_INFINITY);
    QTRY_VERIFY(log->marks()->isMarked({3})); // by itself
    QCOMPARE(noteIn(*log, 3), std::string("and this"));
    QVERIFY(log->state().writable);
}

/// In a ring all files have one intake; numbers of one mean nothing in another.
void TestMarks::belongsToOneFile()
{
    EventLog::Options options;
    options.number = 7;
    const auto log = openLog(captureIn(m_folder), options);
    Sender(*log).send(batchMessage(1, 10));
    QVERIFY(log->intake().push(ChangeMarks{{marked(3)}, 6, nullptr, {}}) == Intake::Pushed::Taken);
    change(*log, {marked(4)});
    QCOMPARE(log->marks()->size(), 1U);
    QVERIFY(log->marks()->isMarked({4}));
}

void TestMarks::readsWhatAnotherProgramWrote()
{
    {
        const auto log = openLog(captureIn(m_folder));
        Sender(*log).send(batchMessage(1, 10));
    }
    QCOMPARE(query(captureIn(m_folder),
                   "INSERT INTO meta VALUES('marks_changed', 1);"
                   "INSERT INTO mark_rows VALUES(1, 0, NULL, 0), (2, 1, 'a' || x'ff' || 'b', 0),"
                   " (3, 0, printf('%.5000c', 'x'), 0), (4, 5, x'41', 0), (11, 1, '', 0)"),
             std::string());
    const auto log = openLog(captureIn(m_folder));
    QCOMPARE(log->marks()->size(), 3U);
    QCOMPARE(noteIn(*log, 2), std::string("a"));
    QCOMPARE(noteIn(*log, 3), std::string(Marks::MaxNoteBytes, 'x'));
    QVERIFY(log->marks()->isMarked({4}));
}

QTEST_GUILESS_MAIN(TestMarks)
#include "tst_marks.moc"

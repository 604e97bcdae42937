// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/filelock.h"
#include "core/log/capturebackup.h"
#include "core/log/verify.h"
#include "core/ring/capturering.h"
#include "core/ring/ringname.h"
#include "tests/core/log/logtest.h"

#include <QFile>
#include <QtTest/QtTest>

#include <atomic>
#include <fstream>
#include <set>
#include <thread>

using namespace core;
using namespace logtest;
using namespace std::chrono_literals;

/// A capture that goes on from file to file.
class TestCaptureRing : public QObject {
    Q_OBJECT

private slots:
    void isOneFileWithoutARule();
    void endsAFileBeforeItIsLarger_data();
    void endsAFileBeforeItIsLarger();
    void neverSplitsAMessage();
    void endsAFileThatIsOldEnough();
    void countsTheAgeOfAFileThatWasThere();
    void goesOnFromTheHeadOfTheFileBefore();
    void verificationFindsAnotherHeadBefore();
    void losesAndDoublesNothingUnderLoad();
    void goesOnInTheSameFileWhileTheNextCannotBegin();
    void keepsTheNewestFiles();
    void removesWhatIsTooOld();
    void removesNothingElse();
    void removesWhatWasHeldOnceItIsFree();
    void goesOnAfterReopening();
    void beginsAnewWhereTheNewestFileWasTakenAway();
    void becomesARingWhileItIsOpen();
    void opensACompleteFileForReadingOnly();
    void finishesWhatAKilledWriterLeft();
    void keepsALogOpenForWhoReadsIt();
    void makesOneFileOfWhatWasReadWhileItClosed();
    void keepsItsRules();
    void copiesAreNoFilesOfTheRing();
};

namespace {

using Kind = CaptureRing::News::Kind;

std::filesystem::path baseIn(const QTemporaryDir &folder)
{
    return std::filesystem::path(folder.path().toStdString()) / "shop.eventscope";
}

EventLog::Options ringOf(std::uint64_t bytes, std::uint64_t files = 0)
{
    EventLog::Options options;
    options.changeRules = [bytes, files](CaptureRules &rules) {
        rules.ring = RingRules{bytes, 0s, files};
    };
    return options;
}

std::unique_ptr<CaptureRing> openRing(const std::filesystem::path &file, EventLog::Options options)
{
    auto ring = CaptureRing::open(file, std::move(options));
    if (!ring)
        qFatal("%s", ring.error().detail.c_str());
    return std::move(*ring);
}

std::vector<std::string> idsIn(const std::filesystem::path &file)
{
    std::vector<std::string> ids;
    const QString text = QString::fromStdString(query(file, "SELECT id FROM events ORDER BY 1"));
    for (const QString &id : text.split(u'\n', Qt::SkipEmptyParts))
        ids.push_back(id.toStdString());
    return ids;
}

std::vector<std::filesystem::path> filesIn(const QTemporaryDir &folder)
{
    return filesNamedInRing(baseIn(folder));
}

std::vector<std::uint64_t> numbersIn(const QTemporaryDir &folder)
{
    std::vector<std::uint64_t> numbers;
    for (const auto &file : filesIn(folder))
        numbers.push_back(RingName::parse(file)->number);
    return numbers;
}

void compareVerified(const std::filesystem::path &file)
{
    const auto verified = verifyCapture(file);
    QVERIFY2(verified.has_value(), verified ? "" : verified.error().detail.c_str());
    if (const auto *broken = std::get_if<BrokenSeal>(&*verified))
        QFAIL((file.string() + ", seal " + std::to_string(broken->seal) + ": " + broken->reason)
                  .c_str());
    const auto &head = std::get<VerifiedHead>(*verified);
    QCOMPARE(secondOpinion(file), head.hash + ':' + std::to_string(head.seal) + '\n');
}

/// Events until `files` files were begun in this run, beside the first.
std::uint64_t fill(CaptureRing &ring, std::uint64_t files, std::uint64_t from = 1)
{
    Sender sender(ring.intake());
    std::uint64_t number = from;
    while (ring.newestPart() < files)
        sender.send(structuredMessage(number++));
    return number - from;
}

std::uint64_t costOf(const Message &message)
{
    return Intake::cost(AppendMessage{message, nullptr, {}});
}

std::vector<CaptureRing::News> newsOf(CaptureRing &ring, Kind kind)
{
    std::vector<CaptureRing::News> news = ring.takeNews();
    std::erase_if(news, [kind](const auto &item) { return item.kind != kind; });
    return news;
}

bool isOneFile(const std::filesystem::path &file)
{
    for (const char *suffix : {"-wal", "-shm", "-journal", "-lock"}) {
        if (std::filesystem::exists(file.string() + suffix))
            return false;
    }
    return true;
}

/// A clock that stands until it is turned.
struct TurnedClock {
    std::atomic<std::int64_t> seconds{1'800'000'000};
    Clock clock()
    {
        return {[this] { return WallTime(std::chrono::seconds(seconds.load())); },
                [this] { return SteadyTime(std::chrono::seconds(seconds.load())); }};
    }
};

} // namespace

void TestCaptureRing::isOneFileWithoutARule()
{
    QTemporaryDir folder;
    const auto ring = openRing(baseIn(folder), {});
    Sender sender(ring->intake());
    for (std::uint64_t number = 1; number <= 50; ++number)
        sender.send(structuredMessage(number));
    QCOMPARE(ring->newestPart(), 0U);
    QCOMPARE(ring->current()->file(), baseIn(folder));
    QVERIFY(filesIn(folder).empty());
    QCOMPARE(ring->ledger().kept, 50U);
    QCOMPARE(ring->newEvents(), 50U);
    QCOMPARE(CaptureRing::filesOf(baseIn(folder)), std::vector{baseIn(folder)});
}

void TestCaptureRing::endsAFileBeforeItIsLarger_data()
{
    QTest::addColumn<int>("beside");
    QTest::addColumn<std::size_t>("inFirst");
    QTest::newRow("a byte too many") << -1 << std::size_t{4};
    QTest::newRow("at the limit") << 0 << std::size_t{5};
    QTest::newRow("below") << 1 << std::size_t{5};
}

void TestCaptureRing::endsAFileBeforeItIsLarger()
{
    QFETCH(int, beside);
    QFETCH(std::size_t, inFirst);
    std::uint64_t used = 0; // of four
    {
        QTemporaryDir folder;
        const auto log = openLog(captureIn(folder));
        Sender sender(*log);
        for (std::uint64_t number = 1; number <= 4; ++number)
            sender.send(structuredMessage(number));
        QTRY_VERIFY((used = log->state().usedBytes) > 0);
    }
    QTemporaryDir folder;
    const std::uint64_t limit =
        used + costOf(structuredMessage(5)) + static_cast<std::uint64_t>(beside);
    {
        const auto ring = openRing(baseIn(folder), ringOf(limit));
        Sender sender(ring->intake());
        for (std::uint64_t number = 1; number <= 6; ++number)
            sender.send(structuredMessage(number));
        QCOMPARE(ring->newestPart(), 1U);
        QCOMPARE(ring->part(0).last, inFirst);
        QCOMPARE(ring->currentPart().last, 6 - inFirst);
    }
    const auto files = filesIn(folder);
    QCOMPARE(files.size(), 2U);
    QCOMPARE(idsIn(files[0]).size(), inFirst);
    QCOMPARE(idsIn(files[1]).size(), 6 - inFirst);
    QCOMPARE(query(files[1], "SELECT min(sequence) FROM events"), std::string("1\n"));
    for (const auto &file : files)
        compareVerified(file);
}

void TestCaptureRing::neverSplitsAMessage()
{
    QTemporaryDir folder;
    {
        const auto ring = openRing(baseIn(folder), ringOf(2000));
        Sender sender(ring->intake());
        sender.send(structuredMessage(1));
        // Larger than a whole file: alone in one.
        const Receipt receipt = sender.send(batchMessage(100, 40));
        QCOMPARE(receipt.outcome, Receipt::Outcome::Committed);
        QCOMPARE(receipt.first, EventSequence{1});
        QCOMPARE(receipt.last, EventSequence{40});
        sender.send(structuredMessage(2));
    }
    const auto files = filesIn(folder);
    QCOMPARE(files.size(), 3U);
    QCOMPARE(idsIn(files[0]).size(), 1U);
    QCOMPARE(idsIn(files[1]).size(), 40U);
    QCOMPARE(idsIn(files[2]).size(), 1U);
}

void TestCaptureRing::endsAFileThatIsOldEnough()
{
    QTemporaryDir folder;
    TurnedClock turned;
    EventLog::Options options;
    options.clock = turned.clock();
    options.changeRules = [](CaptureRules &rules) { rules.ring = RingRules{0, 60s, 0}; };
    const auto ring = openRing(baseIn(folder), options);
    Sender sender(ring->intake());
    turned.seconds += 3600; // without an event no file is old
    sender.send(structuredMessage(1));
    QCOMPARE(ring->newestPart(), 0U);
    turned.seconds += 59;
    sender.send(structuredMessage(2));
    QCOMPARE(ring->newestPart(), 0U);
    turned.seconds += 1;
    sender.send(structuredMessage(3));
    QCOMPARE(ring->newestPart(), 1U);
    QCOMPARE(ring->part(0).last, 2U);
    turned.seconds += 60; // nothing comes: it ends all the same
    QTRY_COMPARE(ring->newestPart(), 2U);
    QCOMPARE(ring->currentPart().last, 0U);
    turned.seconds += 3600;
    sender.send(structuredMessage(4));
    QCOMPARE(ring->newestPart(), 2U);
    QCOMPARE(ring->newEvents(), 4U);
}

void TestCaptureRing::countsTheAgeOfAFileThatWasThere()
{
    QTemporaryDir folder;
    TurnedClock turned;
    EventLog::Options options;
    options.clock = turned.clock();
    options.changeRules = [](CaptureRules &rules) { rules.ring = RingRules{0, 60s, 0}; };
    Message message = structuredMessage(1);
    message.received = turned.clock().wall();
    openRing(baseIn(folder), options);
    {
        const auto ring = openRing(baseIn(folder), options);
        Sender(ring->intake()).send(message);
    }
    turned.seconds += 59;
    {
        const auto ring = openRing(baseIn(folder), options);
        Sender(ring->intake()).send(structuredMessage(2));
        QCOMPARE(ring->newestPart(), 0U);
    }
    turned.seconds += 1;
    const auto ring = openRing(baseIn(folder), options);
    QTRY_COMPARE(ring->newestPart(), 1U);
    QCOMPARE(numbersIn(folder), (std::vector<std::uint64_t>{1, 2}));
}

void TestCaptureRing::goesOnFromTheHeadOfTheFileBefore()
{
    QTemporaryDir folder;
    std::uint64_t sent = 0;
    {
        const auto ring = openRing(baseIn(folder), ringOf(4000));
        sent = fill(*ring, 3);
    }
    const auto files = filesIn(folder);
    QCOMPARE(files.size(), 4U);
    std::uint64_t before = 0;
    std::string head;
    std::string previous;
    for (const auto &file : files) {
        compareVerified(file);
        QVERIFY(isOneFile(file));
        const auto place = readRingPlace(file);
        QVERIFY(place);
        QCOMPARE(place->eventsBefore, before);
        QCOMPARE(place->previous, previous);
        QCOMPARE(place->headBefore ? place->headBefore->text() : std::string(), head);
        QCOMPARE(place->next.empty(), file == files.back());
        const auto verified = verifyCapture(file);
        const auto &whole = std::get<VerifiedHead>(*verified);
        QCOMPARE(whole.headBefore, head);
        QCOMPARE(whole.previous, previous);
        before += whole.events;
        head = whole.hash + ':' + std::to_string(whole.seal);
        previous = file.filename().string();
    }
    QCOMPARE(before, sent);
}

void TestCaptureRing::verificationFindsAnotherHeadBefore()
{
    QTemporaryDir folder;
    {
        const auto ring = openRing(baseIn(folder), ringOf(4000));
        fill(*ring, 2);
    }
    const auto file = filesIn(folder).at(1);
    for (const char *sql :
         {"UPDATE meta SET value = replace(value, substr(value, 1, 1), 'f') WHERE key = "
          "'head_before' AND value NOT LIKE 'f%'",
          "DELETE FROM meta WHERE key = 'head_before'"}) {
        query(file, sql);
        const auto verified = verifyCapture(file);
        QVERIFY(verified);
        if (std::string(sql).starts_with("DELETE")) {
            QVERIFY(std::holds_alternative<BrokenSeal>(*verified));
            QCOMPARE(std::get<BrokenSeal>(*verified).seal, 1U);
        }
    }
    query(file, "INSERT INTO meta VALUES('head_before', 'what')");
    QVERIFY(!verifyCapture(file));
}

void TestCaptureRing::losesAndDoublesNothingUnderLoad()
{
    QTemporaryDir folder;
    constexpr std::uint64_t Senders = 4;
    constexpr std::uint64_t EventsOfOne = 1500;
    {
        const auto ring = openRing(baseIn(folder), ringOf(40'000));
        std::vector<std::thread> threads;
        for (std::uint64_t thread = 0; thread < Senders; ++thread) {
            threads.emplace_back([&ring, thread] {
                Sender sender(ring->intake());
                std::vector<Message> messages;
                for (std::uint64_t number = 0; number < EventsOfOne; ++number)
                    messages.push_back(structuredMessage(thread * EventsOfOne + number));
                for (const Receipt &receipt : sender.send(std::move(messages))) {
                    if (receipt.outcome != Receipt::Outcome::Committed)
                        qFatal("%s", receipt.reason.c_str());
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(ring->newEvents(), Senders * EventsOfOne);
        QCOMPARE(ring->ledger().kept, Senders * EventsOfOne);
        QCOMPARE(ring->ledger().waiting, 0U);
        QVERIFY(ring->newestPart() > 20);
    }
    std::multiset<std::string> found;
    for (const auto &file : filesIn(folder)) {
        const auto verified = verifyCapture(file);
        QVERIFY(verified && std::holds_alternative<VerifiedHead>(*verified));
        QVERIFY(isOneFile(file));
        for (std::string &id : idsIn(file))
            found.insert(std::move(id));
    }
    QCOMPARE(found.size(), Senders * EventsOfOne);
    QCOMPARE(std::set(found.begin(), found.end()).size(), Senders * EventsOfOne);
}

void TestCaptureRing::goesOnInTheSameFileWhileTheNextCannotBegin()
{
    QTemporaryDir folder;
    TurnedClock turned;
    EventLog::Options options = ringOf(4000);
    options.clock = turned.clock();
    openLog(baseIn(folder)); // the first has the name of the ring
    const auto ring = openRing(baseIn(folder), options);
    const auto inTheWay = RingName::make(baseIn(folder), 2, turned.clock().wall());
    std::filesystem::create_directory(inTheWay);
    Sender sender(ring->intake());
    std::uint64_t number = 0;
    while (ring->current()->state().ringProblem.empty())
        QCOMPARE(sender.send(structuredMessage(++number)).outcome, Receipt::Outcome::Committed);
    QVERIFY(ring->current()->state().writable);
    for (int more = 0; more < 20; ++more)
        sender.send(structuredMessage(++number));
    QCOMPARE(ring->newestPart(), 0U);
    QVERIFY(std::filesystem::is_directory(inTheWay));
    std::filesystem::remove(inTheWay);
    turned.seconds += 1;
    sender.send(structuredMessage(++number));
    QCOMPARE(ring->newestPart(), 1U);
    QCOMPARE(ring->newEvents(), number);
    QVERIFY(ring->current()->state().ringProblem.empty());
    QTRY_COMPARE(readRingPlace(baseIn(folder))->number, 1U);
    QCOMPARE(readRingPlace(baseIn(folder))->ring, readRingPlace(ring->current()->file())->ring);
}

void TestCaptureRing::keepsTheNewestFiles()
{
    QTemporaryDir folder;
    const auto ring = openRing(baseIn(folder), ringOf(4000, 3));
    std::uint64_t sent = fill(*ring, 2);
    QCOMPARE(numbersIn(folder), (std::vector<std::uint64_t>{1, 2, 3})); // at the limit
    const auto oldest = filesIn(folder).front();
    const std::uint64_t eventsOfOldest = ring->part(0).last;
    sent += fill(*ring, 3, 1000);
    QTRY_COMPARE(numbersIn(folder), (std::vector<std::uint64_t>{2, 3, 4}));
    QTRY_VERIFY(isOneFile(oldest));
    sent += fill(*ring, 6, 2000);
    QTRY_COMPARE(numbersIn(folder), (std::vector<std::uint64_t>{5, 6, 7}));
    QCOMPARE(ring->newEvents(), sent);
    std::vector<CaptureRing::News> removed;
    const auto hear = [&] {
        for (auto &news : newsOf(*ring, Kind::Removed))
            removed.push_back(std::move(news));
        return removed.size();
    };
    QTRY_COMPARE(hear(), 4U);
    std::uint64_t gone = 0;
    for (const auto &news : removed)
        gone += news.events;
    QCOMPARE(ring->ledger().evicted, gone);
    QCOMPARE(ring->ledger().received(), sent);
    QCOMPARE(removed.front().file, oldest);
    QCOMPARE(removed.front().events, eventsOfOldest);
}

void TestCaptureRing::removesWhatIsTooOld()
{
    QTemporaryDir folder;
    TurnedClock turned;
    EventLog::Options options;
    options.clock = turned.clock();
    options.changeRules = [](CaptureRules &rules) {
        rules.ring = RingRules{0, 60s, 0};
        rules.maxAge = 100s;
    };
    const auto ring = openRing(baseIn(folder), options);
    Sender sender(ring->intake());
    const auto send = [&](std::uint64_t number) {
        Message message = structuredMessage(number);
        message.received = turned.clock().wall();
        sender.send(message);
    };
    send(1);
    turned.seconds += 60;
    send(2); // file 2 begins
    turned.seconds += 60;
    send(3); // file 3: the first has been complete for 60 s
    QCOMPARE(ring->newestPart(), 2U);
    turned.seconds += 41;
    send(4);
    turned.seconds += 60;
    send(5); // file 4: the first for 161 s, the second for 101 s
    QTRY_COMPARE(numbersIn(folder), (std::vector<std::uint64_t>{3, 4}));
}

void TestCaptureRing::removesNothingElse()
{
    QTemporaryDir folder;
    const auto ring = openRing(baseIn(folder), ringOf(4000, 2));
    fill(*ring, 1);
    // Names of this ring that are none of its files: a text, another ring's, one that was renamed.
    const WallTime began{};
    const auto text = RingName::make(baseIn(folder), 1, began);
    std::ofstream(text) << "mine";
    QTemporaryDir elsewhere;
    {
        const auto other = openRing(baseIn(elsewhere), ringOf(4000));
        fill(*other, 1, 5000);
    }
    const auto foreign = RingName::make(baseIn(folder), 1, began + std::chrono::hours(1));
    std::filesystem::copy_file(filesIn(elsewhere).front(), foreign);
    const auto first = filesIn(folder).at(2);
    QTRY_VERIFY(isOneFile(first));
    const auto renamed = RingName::make(baseIn(folder), 1, began + std::chrono::hours(2));
    std::filesystem::rename(first, renamed);
    const auto others = CaptureRing::filesOf(ring->current()->file());
    QCOMPARE(others, std::vector{ring->current()->file()});

    fill(*ring, 5, 1000);
    QTRY_COMPARE(numbersIn(folder), (std::vector<std::uint64_t>{1, 1, 1, 5, 6}));
    std::size_t removed = 0;
    QTRY_VERIFY((removed += newsOf(*ring, Kind::Removed).size()) == 3);
    QVERIFY(std::filesystem::exists(text));
    QVERIFY(std::filesystem::exists(foreign));
    QVERIFY(std::filesystem::exists(renamed));
}

void TestCaptureRing::removesWhatWasHeldOnceItIsFree()
{
    QTemporaryDir folder;
    const auto ring = openRing(baseIn(folder), ringOf(4000, 2));
    fill(*ring, 1);
    const auto held = filesIn(folder).front();
    QTRY_VERIFY(isOneFile(held));
    QFile reader(QString::fromStdString(held.string()));
    QVERIFY(reader.open(QIODevice::ReadOnly));
    fill(*ring, 3, 1000);
    QTRY_COMPARE(numbersIn(folder), (std::vector<std::uint64_t>{1, 3, 4}));
    bool isTold = false;
    for (const auto &news : ring->takeNews()) {
        isTold = isTold || (news.kind == Kind::Held && news.file == held);
        QVERIFY(news.kind != Kind::Removed || news.file != held);
    }
    QVERIFY(isTold);
    reader.close();
    fill(*ring, 4, 2000);
    QTRY_COMPARE(numbersIn(folder), (std::vector<std::uint64_t>{4, 5}));
}

void TestCaptureRing::goesOnAfterReopening()
{
    QTemporaryDir folder;
    std::uint64_t sent = 0;
    {
        const auto ring = openRing(baseIn(folder), ringOf(4000));
        sent = fill(*ring, 1);
    }
    QCOMPARE(filesIn(folder).size(), 2U);
    // Neither the rule nor the name of the file need be said again.
    for (const auto &name : {baseIn(folder), filesIn(folder).back()}) {
        const auto ring = openRing(name, {});
        QCOMPARE(ring->current()->file(), filesIn(folder).at(1));
        QVERIFY(ring->current()->rules().ring);
    }
    {
        const auto ring = openRing(baseIn(folder), ringOf(4000));
        const std::uint64_t before = ring->currentPart().after;
        QVERIFY(before > 0);
        sent += fill(*ring, 1, 1000);
        QCOMPARE(ring->part(0).after, before);
        QVERIFY(ring->part(0).last > before);
    }
    QCOMPARE(numbersIn(folder), (std::vector<std::uint64_t>{1, 2, 3}));
    std::uint64_t found = 0;
    for (const auto &file : filesIn(folder)) {
        compareVerified(file);
        found += idsIn(file).size();
    }
    QCOMPARE(found, sent);
    const auto second = CaptureRing::open(filesIn(folder).back(), {});
    QVERIFY(second);
    QCOMPARE(CaptureRing::open(baseIn(folder), {}).error().kind, Error::Kind::InUse);
}

void TestCaptureRing::beginsAnewWhereTheNewestFileWasTakenAway()
{
    QTemporaryDir folder;
    {
        const auto ring = openRing(baseIn(folder), ringOf(4000));
        fill(*ring, 2);
    }
    std::filesystem::remove(filesIn(folder).back());
    const std::uint64_t known = idsIn(filesIn(folder)[0]).size() + idsIn(filesIn(folder)[1]).size();
    const auto ring = openRing(baseIn(folder), ringOf(4000));
    QCOMPARE(numbersIn(folder), (std::vector<std::uint64_t>{1, 2, 4}));
    QCOMPARE(ring->currentPart().before, known); // no number of an event that is there comes again
    const auto place = readRingPlace(ring->current()->file());
    QVERIFY(place);
    QCOMPARE(place->ring, readRingPlace(filesIn(folder).front())->ring);
    QVERIFY(place->previous.empty());
    QVERIFY(!place->headBefore);
}

void TestCaptureRing::becomesARingWhileItIsOpen()
{
    QTemporaryDir folder;
    {
        const auto ring = openRing(baseIn(folder), {});
        Sender sender(ring->intake());
        sender.send(structuredMessage(1));
        CaptureRules rules = ring->current()->rules();
        rules.ring = RingRules{1, 0s, 2};
        ring->current()->setRules(rules);
        sender.send(structuredMessage(2));
        sender.send(structuredMessage(3));
        sender.send(structuredMessage(4));
        QCOMPARE(ring->newestPart(), 3U);
        QCOMPARE(ring->current()->rules(), rules);
        // It has a name that a person chose: it stays.
        QTRY_COMPARE(numbersIn(folder), (std::vector<std::uint64_t>{3, 4}));
        QVERIFY(std::filesystem::exists(baseIn(folder)));
        rules.ring.reset();
        ring->current()->setRules(rules);
        for (std::uint64_t number = 5; number < 20; ++number)
            sender.send(structuredMessage(number));
        QCOMPARE(ring->newestPart(), 3U);
    }
    const auto files = filesIn(folder);
    auto all = files;
    all.insert(all.begin(), baseIn(folder));
    QCOMPARE(CaptureRing::filesOf(files.back()), all);
    QCOMPARE(CaptureRing::filesOf(baseIn(folder)), all);
    for (const auto &file : all)
        compareVerified(file);
    // What a person calls it leads to where it goes on.
    QCOMPARE(openRing(baseIn(folder), {})->current()->file(), files.back());
}

void TestCaptureRing::opensACompleteFileForReadingOnly()
{
    QTemporaryDir folder;
    {
        const auto ring = openRing(baseIn(folder), ringOf(4000));
        fill(*ring, 1);
    }
    const auto complete = filesIn(folder).front();
    const auto refused = CaptureRing::open(complete, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Denied);
    QVERIFY(refused.error().detail.find(filesIn(folder).back().filename().string()) !=
            std::string::npos);
    EventLog::Options options;
    options.access = LogAccess::ReadIfNeeded;
    const auto ring = openRing(complete, options);
    QCOMPARE(ring->current()->state().readOnly, ReadOnlyReason::Finished);
    QVERIFY(!readOnlySentence(ring->current()->state()).empty());
    QVERIFY(ring->currentPart().last > 0);
    LogCommand command = AppendMessage{structuredMessage(1), nullptr, {}};
    QCOMPARE(ring->intake().push(std::move(command)), Intake::Pushed::Closed);
}

void TestCaptureRing::finishesWhatAKilledWriterLeft()
{
    QTemporaryDir folder;
    {
        const auto ring = openRing(baseIn(folder), ringOf(4000));
        fill(*ring, 2);
    }
    // Killed after the third file was begun and before the second said so, with a WAL; and while a fourth was made.
    const auto before = filesIn(folder).at(1);
    query(before, "DELETE FROM meta WHERE key = 'ring_next'");
    query(before, "PRAGMA journal_mode=WAL");
    std::ofstream(before.string() + "-wal").flush();
    const auto stray = RingName::make(baseIn(folder), 4, {});
    std::ofstream(stray).flush();
    const auto ring = openRing(baseIn(folder), ringOf(4000));
    QCOMPARE(RingName::parse(ring->current()->file())->number, 3U);
    QTRY_VERIFY(!std::filesystem::exists(stray));
    QTRY_COMPARE(readRingPlace(before)->next, filesIn(folder).back().filename().string());
    QTRY_VERIFY(isOneFile(before));
    compareVerified(before);
}

void TestCaptureRing::keepsALogOpenForWhoReadsIt()
{
    QTemporaryDir folder;
    const auto ring = openRing(baseIn(folder), ringOf(4000, 2));
    std::shared_ptr<EventLog> first = ring->current();
    std::thread waiting([&first] {
        while (!first->columns().isClosed())
            static_cast<void>(first->columns().waitForMore(first->columns().published(), 60s));
    });
    const std::uint64_t sent = fill(*ring, 3);
    waiting.join(); // the end of a file wakes who waits for more of it
    QVERIFY(first->hasGoneOn());
    QVERIFY(!ring->current()->hasGoneOn());
    QVERIFY(sent > first->columns().published());
    QCOMPARE(readAll(*first).size(), ring->part(0).last);
    QCOMPARE(first->ledger().waiting, 0U);
    QVERIFY(FileLock::isTaken(first->file()));
    QTRY_COMPARE(numbersIn(folder), (std::vector<std::uint64_t>{1, 3, 4}));
    const auto file = first->file();
    first.reset();
    QTRY_VERIFY(!std::filesystem::exists(file));
}

void TestCaptureRing::makesOneFileOfWhatWasReadWhileItClosed()
{
    QTemporaryDir folder;
    const auto ring = openRing(baseIn(folder), ringOf(4000));
    const auto file = ring->current()->file();
    {
        const auto reader = ring->current()->reader();
        QVERIFY(reader && (*reader)->read({1}));
        fill(*ring, 1);
        QTRY_VERIFY(!FileLock::isTaken(file)); // closed
        QVERIFY(!isOneFile(file));
    }
    fill(*ring, 2, 1000);
    QTRY_VERIFY(isOneFile(file));
}

void TestCaptureRing::keepsItsRules()
{
    QTemporaryDir folder;
    CaptureRules rules;
    rules.limitBytes = 20 * MiB;
    rules.leftOutTypes = {"a*"};
    rules.ring = RingRules{1, 90s, 5};
    EventLog::Options options;
    options.rules = rules;
    const auto ring = openRing(baseIn(folder), options);
    fill(*ring, 3);
    QCOMPARE(ring->current()->rules(), rules);
    QCOMPARE(rules.bytesOfFile(), 1U);
    rules.ring->bytes = 0;
    QCOMPARE(rules.bytesOfFile(), 20 * MiB);
    rules.ring->bytes = 21 * MiB;
    QCOMPARE(rules.bytesOfFile(), 20 * MiB);
}

void TestCaptureRing::copiesAreNoFilesOfTheRing()
{
    QTemporaryDir folder;
    {
        const auto ring = openRing(baseIn(folder), ringOf(4000));
        fill(*ring, 2);
    }
    const auto copy = std::filesystem::path(folder.path().toStdString()) / "copy.eventscope";
    QVERIFY(backUpCapture(filesIn(folder).at(1), copy,
                          [](std::uint64_t, std::uint64_t) { return true; }));
    const auto place = readRingPlace(copy);
    QVERIFY(place);
    QVERIFY(place->ring.empty());
    QVERIFY(place->next.empty());
    QVERIFY(place->headBefore);
    compareVerified(copy);
    QVERIFY(openLog(copy));
}

QTEST_GUILESS_MAIN(TestCaptureRing)
#include "tst_capturering.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/parser.h"
#include "core/codec/jsonformat.h"
#include "core/ring/ringname.h"
#include "core/stream/pagereader.h"
#include "tests/core/log/logtest.h"

#include <QSocketNotifier>
#include <QTest>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace core;
using namespace logtest;
using namespace std::chrono_literals;

namespace {

std::filesystem::path baseIn(const QTemporaryDir &folder)
{
    return std::filesystem::path(folder.path().toStdString()) / "shop.eventscope";
}

std::unique_ptr<CaptureRing> openRing(const QTemporaryDir &folder, std::uint64_t files = 0)
{
    EventLog::Options options;
    options.changeRules = [files](CaptureRules &rules) {
        rules.ring = RingRules{16 * KiB, 0s, files};
    };
    auto ring = CaptureRing::open(baseIn(folder), std::move(options));
    if (!ring)
        qFatal("%s", ring.error().detail.c_str());
    return std::move(*ring);
}

/// Events with the ids from `from` on until `files` files were begun in this run; answers the next id.
std::uint64_t fill(CaptureRing &ring, std::uint64_t files, std::uint64_t from = 1)
{
    Sender sender(ring.intake());
    while (ring.newestPart() < files)
        sender.send(binaryMessage(from++, std::string(500, 'x')));
    return from;
}

/// Everything behind `after`: "id" by number.
std::map<std::uint64_t, std::string> readOn(LogPages &pages, std::uint64_t after)
{
    std::map<std::uint64_t, std::string> found;
    for (;;) {
        const auto page = pages.read(after);
        if (!page)
            qFatal("%s", page.error().detail.c_str());
        if (page->last == after)
            return found;
        for (const EventPage::Line &line : page->lines) {
            const auto event = decodeJsonEvent(page->textOf(line));
            found[line.number] = event ? event->id : "no event";
        }
        after = page->last;
    }
}

/// Event number N has the id N, as the tests of the log make them.
std::map<std::uint64_t, std::string> idsFrom(std::uint64_t first, std::uint64_t last)
{
    std::map<std::uint64_t, std::string> ids;
    for (std::uint64_t number = first; number <= last; ++number)
        ids[number] = binaryMessage(number).events.front().event.id;
    return ids;
}

/// Asks a PageReader and waits.
class Asker {
public:
    explicit Asker(PageReader &pages)
        : m_pages(pages)
        , m_notifier(pages.descriptor(), QSocketNotifier::Read)
    {
        QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier, [this] {
            for (PageReader::Answer &answer : m_pages.take(3))
                answers[answer.reader].push_back(std::move(answer));
        });
    }

    std::map<std::uint64_t, std::vector<PageReader::Answer>> answers;

private:
    PageReader &m_pages;
    QSocketNotifier m_notifier;
};

} // namespace

/// Pages of the log, by number through all files, and the thread that reads them.
class TestLogPages : public QObject {
    Q_OBJECT

private slots:
    void readsOneFileByNumber();
    void endsAPageThatHasEnoughBytes();
    void countsThroughTheFilesOfARing();
    void goesOnInFilesOfAnEarlierRun();
    void passesByFilesThatWereRemoved();
    void choosesByAnExpression();
    void looksNoLongerThanAPageMayTake();
    void answersWhoChoosesPageByPage();
    void answersOnceThereIsSomething();
    void answersAtOnceWhoDoesNotWait();
    void readsAPageOnceForAllWhoAreThere();
    void followsARingFromFileToFile();
    void forgetsWhoDoesNotWantIt();
    void endsWhileSomebodyWaits();
};

void TestLogPages::readsOneFileByNumber()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    LogPages pages(*log);
    const auto empty = pages.read(0);
    QVERIFY(empty);
    QCOMPARE(*empty, EventPage{});
    Sender sender(*log);
    std::vector<Message> messages;
    for (std::uint64_t number = 1; number <= 2500; ++number)
        messages.push_back(binaryMessage(number));
    sender.send(std::move(messages));
    for (const std::uint64_t after : {0U, 1U, 999U, 1000U, 1001U, 2499U, 2500U})
        QCOMPARE(readOn(pages, after), idsFrom(after + 1, 2500));
    const auto first = pages.read(0);
    QVERIFY(first && first->lines.size() <= CaptureReader::MaxPageRows);
    QCOMPARE(first->newest, std::uint64_t(2500));
    const auto ahead = pages.read(3000);
    QVERIFY(ahead);
    QCOMPARE(ahead->last, std::uint64_t(3000));
    QVERIFY(ahead->lines.empty());
}

void TestLogPages::endsAPageThatHasEnoughBytes()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    Sender sender(*log);
    for (std::uint64_t number = 1; number <= 20; ++number)
        sender.send(binaryMessage(number, '"' + std::string(100 * KiB, 'x') + '"'));
    LogPages pages(*log);
    const auto page = pages.read(0);
    QVERIFY(page);
    QVERIFY(page->text.size() > LogPages::PageBytes);
    QVERIFY(page->text.size() - page->lines.back().length <= LogPages::PageBytes);
    QCOMPARE(readOn(pages, 0), idsFrom(1, 20));
}

void TestLogPages::countsThroughTheFilesOfARing()
{
    const QTemporaryDir folder;
    const auto ring = openRing(folder);
    const std::uint64_t next = fill(*ring, 5);
    LogPages pages(*ring);
    const auto all = readOn(pages, 0);
    QCOMPARE(all, idsFrom(1, next - 1));
    for (std::uint64_t after = 0; after < next; ++after)
        QCOMPARE(readOn(pages, after), idsFrom(after + 1, next - 1));
}

void TestLogPages::goesOnInFilesOfAnEarlierRun()
{
    const QTemporaryDir folder;
    std::uint64_t next = 0;
    {
        const auto ring = openRing(folder);
        next = fill(*ring, 3);
    }
    const auto ring = openRing(folder);
    next = fill(*ring, 2, next);
    LogPages pages(*ring);
    QCOMPARE(readOn(pages, 0), idsFrom(1, next - 1));
    QCOMPARE(readOn(pages, 10), idsFrom(11, next - 1));
}

void TestLogPages::passesByFilesThatWereRemoved()
{
    const QTemporaryDir folder;
    const auto ring = openRing(folder);
    LogPages pages(*ring);
    const std::uint64_t next = fill(*ring, 5);
    QCOMPARE(readOn(pages, 0), idsFrom(1, next - 1)); // and knows all files
    pages.rest();
    const auto files = CaptureRing::filesOf(ring->current()->file());
    QTRY_VERIFY(!std::filesystem::exists(files[1].string() + "-wal"));
    std::filesystem::remove(files[0]);
    std::filesystem::remove(files[2]);
    const std::uint64_t second = ring->part(1).before;
    const std::uint64_t third = ring->part(2).before;
    const std::uint64_t fourth = ring->part(3).before;
    auto left = idsFrom(second + 1, third);
    left.merge(idsFrom(fourth + 1, next - 1));
    QCOMPARE(readOn(pages, 0), left);
    LogPages others(*ring); // which never saw them
    QCOMPARE(readOn(others, 0), left);
}

/// Through all files of a ring; each page says what it looked at.
void TestLogPages::choosesByAnExpression()
{
    const QTemporaryDir folder;
    const auto ring = openRing(folder);
    const std::uint64_t next = fill(*ring, 4);
    LogPages pages(*ring);
    const auto where = cesql::parse("INT(SUBSTRING(id, 4)) % 7 = 0").value();
    std::vector<std::uint64_t> found;
    std::uint64_t after = 0;
    while (after < next - 1) {
        const auto page = pages.read(after, EventFormat::Json, &where);
        QVERIFY(page);
        QCOMPARE(page->firstFound, after + 1);
        QVERIFY(page->last > after);
        for (const EventPage::Line &line : page->lines) {
            QVERIFY(line.number > after && line.number <= page->last);
            found.push_back(line.number);
        }
        after = page->last;
    }
    std::vector<std::uint64_t> wanted;
    for (std::uint64_t number = 7; number < next; number += 7)
        wanted.push_back(number);
    QCOMPARE(found, wanted);
}

void TestLogPages::looksNoLongerThanAPageMayTake()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    constexpr std::uint64_t Events = 300;
    std::vector<Message> messages;
    for (std::uint64_t number = 1; number <= Events; ++number)
        messages.push_back(binaryMessage(number, '"' + std::string(1000, 'x') + '"'));
    Sender(*log).send(std::move(messages));
    std::string text =
        "TEXT('nowhere')"; // so many texts that each of them is prepared for each event
    for (int number = 0; number < 200; ++number)
        text += " OR TEXT('nowhere " + std::to_string(number) + "')";
    const auto slow = cesql::parse(text).value();
    LogPages pages(*log);
    std::uint64_t after = 0;
    int read = 0;
    for (; after < Events; ++read) {
        const auto page = pages.read(after, EventFormat::Json, &slow);
        QVERIFY(page && page->last > after);
        QVERIFY(page->lines.empty());
        after = page->last;
    }
    QVERIFY(read > 1);
}

void TestLogPages::answersWhoChoosesPageByPage()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    Sender(*log).send(batchMessage(1, 10));
    PageReader pages(*log);
    Asker asker(pages);
    const auto nothing = cesql::parse("false").value();
    const auto all = cesql::parse("true").value();
    pages.ask(1, 0, true, EventFormat::Json, nothing); // there is something to look at
    pages.ask(2, 10, true, EventFormat::Json, all);    // here not
    pages.ask(3, 10, false, EventFormat::Json, all);
    pages.ask(4, 0, false);
    for (const std::uint64_t reader : {1U, 3U, 4U})
        QTRY_COMPARE(asker.answers[reader].size(), std::size_t(1));
    QCOMPARE(asker.answers[1].front().page->lines.size(), std::size_t(0));
    QCOMPARE(asker.answers[1].front().page->last, std::uint64_t(10));
    QCOMPARE(asker.answers[3].front().page->last, std::uint64_t(10));
    QCOMPARE(asker.answers[4].front().page->lines.size(), std::size_t(10));
    QCOMPARE(asker.answers[2].size(), std::size_t(0));
    Sender(*log).send(batchMessage(11, 1));
    QTRY_COMPARE(asker.answers[2].size(), std::size_t(1));
    QCOMPARE(asker.answers[2].front().page->lines.size(), std::size_t(1));
}

void TestLogPages::answersOnceThereIsSomething()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    PageReader pages(*log);
    Asker asker(pages);
    pages.ask(1, 0, true);
    pages.ask(2, 0, false);
    QTRY_COMPARE(asker.answers[2].size(), std::size_t(1));
    QCOMPARE(asker.answers[1].size(), std::size_t(0));
    Sender(*log).send(binaryMessage(1));
    QTRY_COMPARE(asker.answers[1].size(), std::size_t(1));
    QCOMPARE(asker.answers[1].front().page->lines.size(), std::size_t(1));
}

void TestLogPages::answersAtOnceWhoDoesNotWait()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    Sender(*log).send(batchMessage(1, 10));
    PageReader pages(*log);
    Asker asker(pages);
    pages.ask(1, 10, true);
    pages.ask(2, 10, false);
    pages.ask(3, 4, false);
    QTRY_COMPARE(asker.answers[2].size(), std::size_t(1));
    QVERIFY(asker.answers[2].front().page->lines.empty());
    QTRY_COMPARE(asker.answers[3].size(), std::size_t(1));
    QCOMPARE(asker.answers[3].front().page->lines.size(), std::size_t(6));
    QCOMPARE(asker.answers[1].size(), std::size_t(0));
}

void TestLogPages::readsAPageOnceForAllWhoAreThere()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    PageReader pages(*log);
    Asker asker(pages);
    for (std::uint64_t reader = 1; reader <= 100; ++reader)
        pages.ask(reader, 0, true);
    Sender(*log).send(batchMessage(1, 10));
    for (std::uint64_t reader = 1; reader <= 100; ++reader)
        QTRY_COMPARE(asker.answers[reader].size(), std::size_t(1));
    for (std::uint64_t reader = 2; reader <= 100; ++reader)
        QCOMPARE(asker.answers[reader].front().page.get(), asker.answers[1].front().page.get());
}

void TestLogPages::followsARingFromFileToFile()
{
    const QTemporaryDir folder;
    const auto ring = openRing(folder);
    PageReader pages(*ring);
    Asker asker(pages);
    std::uint64_t seen = 0;
    std::uint64_t next = 1;
    for (std::uint64_t files = 1; files <= 4; ++files) {
        pages.ask(1, seen, true);
        next = fill(*ring, files, next);
        while (seen < next - 1) {
            QTRY_COMPARE(asker.answers[1].size(), std::size_t(1));
            const auto page = asker.answers[1].front().page;
            QVERIFY(page);
            QCOMPARE(page->lines.front().number, seen + 1);
            QCOMPARE(page->last, page->lines.back().number);
            seen = page->last;
            asker.answers.clear();
            if (seen < next - 1)
                pages.ask(1, seen, true);
        }
    }
    QCOMPARE(seen, next - 1);
}

void TestLogPages::forgetsWhoDoesNotWantIt()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    PageReader pages(*log);
    Asker asker(pages);
    pages.ask(1, 0, true);
    pages.ask(2, 0, true);
    pages.forget(1);
    Sender(*log).send(binaryMessage(1));
    QTRY_COMPARE(asker.answers[2].size(), std::size_t(1));
    pages.ask(3, 0, true);
    QTRY_COMPARE(asker.answers[3].size(), std::size_t(1));
    QCOMPARE(asker.answers[1].size(), std::size_t(0));
    pages.ask(1, 0, true); // the same number again
    QTRY_COMPARE(asker.answers[1].size(), std::size_t(1));
}

void TestLogPages::endsWhileSomebodyWaits()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    for (int round = 0; round < 20; ++round) {
        PageReader pages(*log);
        for (std::uint64_t reader = 0; reader < static_cast<std::uint64_t>(round); ++reader)
            pages.ask(reader, 0, true);
    }
    PageReader pages(*log);
    pages.ask(1, 0, true);
    log->close(); // nothing comes any more
    Asker asker(pages);
    pages.ask(2, 0, false);
    QTRY_COMPARE(asker.answers[2].size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(TestLogPages)
#include "tst_logpages.moc"

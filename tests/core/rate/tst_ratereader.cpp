// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/rate/ratereader.h"

#include "core/rate/ratedrawing.h"
#include "tests/core/query/filledcolumns.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace core;

namespace {

constexpr std::int64_t Noon = 1'795'608'000'000'000;

/// A clock that stands where the test puts it.
struct Hand {
    std::shared_ptr<std::atomic<std::int64_t>> now =
        std::make_shared<std::atomic<std::int64_t>>(Noon);
    Clock clock() const
    {
        return {.wall = [hand = now] { return WallTime(std::chrono::microseconds(hand->load())); },
                .steady = [] { return SteadyTime{}; }};
    }
};

void appendSteadily(Columns &columns, std::mt19937 &random, std::int64_t &received, int count)
{
    for (int i = 0; i < count; ++i)
        appendEvent(columns, "t" + std::to_string(random() % 12),
                    "/s/" + std::to_string(random() % 3), received += 10);
    columns.publish();
}

RateSnapshot drawnHere(const Columns &columns, RateRange range, RateGrouping grouping,
                       const EventFilter &filter, std::int64_t now)
{
    const WallTime time{std::chrono::microseconds(now)};
    EventRates kept;
    EventRates shown(filter);
    for (EventRates *rates : {&kept, &shown}) {
        rates->restart(columns);
        if (!rates->advance(columns, columns.published(), time))
            qFatal("rows left while they were counted");
    }
    return drawRates(filter.isEmpty() ? kept : shown, kept, columns, range, grouping, time);
}

} // namespace

class RateReaderTest : public QObject {
    Q_OBJECT

private slots:
    void answersOnlyWhenAsked()
    {
        Columns columns;
        ScanPool pool;
        std::mt19937 random(1);
        std::int64_t received = Noon;
        appendSteadily(columns, random, received, 1000);
        const Hand hand;
        *hand.now = received + 300'000;
        RateReader reader(columns, pool, hand.clock());
        const auto first = reader.latest();
        QVERIFY(first);
        QVERIFY(!first->isComplete);
        QVERIFY(!reader.isBusy());
        reader.request(RateRange::TenMinutes, RateGrouping::Source);
        QTRY_VERIFY(!reader.isBusy());
        QCOMPARE(reader.latest()->range, RateRange::TenMinutes);
        QCOMPARE(reader.latest()->grouping, RateGrouping::Source);
        QVERIFY(reader.latest()->isComplete);
        QCOMPARE(first->buckets(), 0U); // unchanged for who still draws it
    }

    void catchesUpWithALongLogOnThePool()
    {
        Columns columns;
        ScanPool pool;
        std::mt19937 random(1);
        std::int64_t received = Noon;
        appendSteadily(columns, random, received, 600'000);
        const Hand hand;
        *hand.now = received + 300'000;
        RateReader reader(columns, pool, hand.clock());
        reader.request(RateRange::All, RateGrouping::Type);
        QTRY_VERIFY(!reader.isBusy());
        QCOMPARE(reader.latest()->keptTotal, 600'000U);
        QVERIFY(*reader.latest() ==
                drawnHere(columns, RateRange::All, RateGrouping::Type, {}, *hand.now));
        appendSteadily(columns, random, received, 1000);
        reader.request(RateRange::All, RateGrouping::Type);
        QTRY_VERIFY(!reader.isBusy());
        QCOMPARE(reader.latest()->keptTotal, 601'000U);
    }

    void showsTheNewestFilterAndSelection()
    {
        Columns columns;
        ScanPool pool;
        std::mt19937 random(1);
        std::int64_t received = Noon;
        appendSteadily(columns, random, received, 400'000);
        const Hand hand;
        *hand.now = received + 300'000;
        RateReader reader(columns, pool, hand.clock());
        for (int i = 0; i < 12; ++i) {
            reader.setFilter({.types = {"t" + std::to_string(i)}});
            reader.request(i % 2 == 0 ? RateRange::All : RateRange::OneMinute,
                           i % 3 == 0 ? RateGrouping::Source : RateGrouping::Type);
        }
        QTRY_VERIFY(!reader.isBusy());
        QVERIFY(*reader.latest() == drawnHere(columns, RateRange::OneMinute, RateGrouping::Type,
                                              {.types = {"t11"}}, *hand.now));
        reader.setFilter({});
        reader.request(RateRange::OneMinute, RateGrouping::Type);
        QTRY_VERIFY(!reader.isBusy());
        QVERIFY(!reader.latest()->isFiltered);
        QCOMPARE(reader.latest()->shownTotal, reader.latest()->keptTotal);
    }

    void countsFromTheStartingPointOfTheView()
    {
        Columns columns;
        ScanPool pool;
        std::mt19937 random(1);
        std::int64_t received = Noon;
        appendSteadily(columns, random, received, 1000);
        const Hand hand;
        *hand.now = received + 300'000;
        RateReader reader(columns, pool, hand.clock());
        reader.setFilter({}, 900);
        reader.request(RateRange::All, RateGrouping::Type);
        QTRY_VERIFY(!reader.isBusy());
        QVERIFY(reader.latest()->isFiltered);
        QCOMPARE(reader.latest()->shownTotal, 100U);
        QCOMPARE(reader.latest()->keptTotal, 1000U);
    }

    void countsWhatIsInTheLog_data()
    {
        QTest::addColumn<quint64>("evicted");
        QTest::newRow("a few left") << quint64{1000};
        QTest::newRow("many left, some of them unreadable by now") << quint64{700'000};
        QTest::newRow("all left") << quint64{800'000};
    }
    void countsWhatIsInTheLog()
    {
        QFETCH(quint64, evicted);
        Columns columns;
        ScanPool pool;
        std::mt19937 random(1);
        std::int64_t received = Noon;
        appendSteadily(columns, random, received, 800'000);
        const Hand hand;
        *hand.now = received + 300'000;
        RateReader reader(columns, pool, hand.clock());
        const EventFilter filter{.types = {"t3", "t4"}};
        reader.setFilter(filter);
        reader.request(RateRange::All, RateGrouping::Type);
        QTRY_VERIFY(!reader.isBusy());
        QCOMPARE(reader.latest()->keptTotal, 800'000U);
        columns.evict(evicted);
        reader.request(RateRange::All, RateGrouping::Type);
        QTRY_VERIFY(!reader.isBusy());
        QCOMPARE(reader.latest()->keptTotal, 800'000U - evicted);
        QVERIFY(*reader.latest() ==
                drawnHere(columns, RateRange::All, RateGrouping::Type, filter, *hand.now));
    }

    void drawsFinerAgainWhenTheLogHasBecomeShort()
    {
        Columns columns;
        ScanPool pool;
        const Hand hand;
        appendEvent(columns, "old", "/s", Noon - 86'400'000'000);
        for (int i = 0; i < 100; ++i)
            appendEvent(columns, "new", "/s", Noon + i * 1'000'000);
        columns.publish();
        *hand.now = Noon + 100'000'000;
        RateReader reader(columns, pool, hand.clock());
        reader.request(RateRange::All, RateGrouping::Type);
        QTRY_VERIFY(!reader.isBusy());
        QVERIFY(reader.latest()->width > std::chrono::seconds(1));
        columns.evict(1);
        reader.request(RateRange::All, RateGrouping::Type);
        QTRY_VERIFY(!reader.isBusy());
        QCOMPARE(reader.latest()->width, std::chrono::microseconds(1'000'000));
        QCOMPARE(reader.latest()->keptTotal, 100U);
    }

    void followsALogThatGrowsAndEndsInTheMiddle()
    {
        Columns columns;
        ScanPool pool;
        std::mt19937 random(1);
        const Hand hand;
        std::atomic<bool> isOver{false};
        std::thread writer([&] {
            std::int64_t received = Noon;
            for (int i = 0; i < 300; ++i) {
                appendSteadily(columns, random, received, 1000);
                *hand.now = received;
            }
            isOver = true;
        });
        std::uint64_t seen = 0;
        while (!isOver) {
            RateReader ended(columns, pool, hand.clock());
            ended.setFilter({.types = {"t3"}});
            ended.request(RateRange::All, RateGrouping::Source);
            RateReader reader(columns, pool, hand.clock());
            reader.request(RateRange::All, RateGrouping::Type);
            while (reader.isBusy())
                std::this_thread::yield();
            QVERIFY(reader.latest()->keptTotal >= seen);
            seen = reader.latest()->keptTotal;
        }
        writer.join();
        RateReader reader(columns, pool, hand.clock());
        reader.request(RateRange::All, RateGrouping::Type);
        QTRY_VERIFY(!reader.isBusy());
        QCOMPARE(reader.latest()->keptTotal, 300'000U);
    }
};

QTEST_GUILESS_MAIN(RateReaderTest)
#include "tst_ratereader.moc"

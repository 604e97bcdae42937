// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/rate/eventrates.h"

#include "core/rate/ratedrawing.h"
#include "core/rate/timeindex.h"
#include "tests/core/query/filledcolumns.h"

#include <QTest>

#include <map>
#include <numeric>

using namespace core;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t Second = 1'000'000;
constexpr std::int64_t Noon = 1'795'608'000 * Second; ///< some noon in 2026

WallTime at(std::int64_t microseconds)
{
    return WallTime(std::chrono::microseconds(microseconds));
}

/// Counts up to row `to`; nothing leaves meanwhile.
void count(EventRates &rates, const Columns &columns, std::uint64_t to, std::int64_t now)
{
    if (!rates.advance(columns, to, at(now)) || rates.position() != to)
        qFatal("rows could not be counted");
}

RateSnapshot draw(const Columns &columns, RateRange range, RateGrouping grouping, std::int64_t now,
                  const EventFilter &filter = {}, std::uint64_t start = 0)
{
    EventRates kept;
    count(kept, columns, columns.published(), now);
    if (filter.isEmpty() && start == 0)
        return drawRates(kept, kept, columns, range, grouping, at(now));
    EventRates shown(filter, start);
    count(shown, columns, columns.published(), now);
    return drawRates(shown, kept, columns, range, grouping, at(now));
}

std::uint64_t sum(const std::vector<std::uint32_t> &counts)
{
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

/// Everything in a snapshot counted again, row by row.
void compare(const RateSnapshot &snapshot, const Columns &columns, std::int64_t now,
             const EventFilter &filter = {}, std::uint64_t start = 0)
{
    const NaiveFilter naive(filter, columns);
    std::vector<std::uint32_t> kept(snapshot.buckets());
    std::vector<std::uint32_t> shown(snapshot.buckets());
    std::map<ValueCode, std::vector<std::uint32_t>> counts;
    std::map<ValueCode, double> rates;
    double keptRate = 0;
    double shownRate = 0;
    const std::int64_t rateEnd = timeIndex(now, 250'000) * 250'000;
    for (std::uint64_t index = columns.first(); index < columns.published(); ++index) {
        const Row row = columns.row(index);
        const ValueCode code = snapshot.grouping == RateGrouping::Type ? row.type : row.source;
        const bool isShown = index >= start && naive.shows(index);
        if (row.received < rateEnd && row.received >= rateEnd - 10 * Second) {
            keptRate += 0.1;
            shownRate += isShown ? 0.1 : 0.0;
            rates[code] += isShown ? 0.1 : 0.0;
        }
        const auto bucket = timeIndex(row.received - snapshot.start.time_since_epoch().count(),
                                      snapshot.width.count());
        if (bucket < 0 || bucket >= static_cast<std::int64_t>(snapshot.buckets()))
            continue;
        const auto position = static_cast<std::size_t>(bucket);
        ++kept[position];
        if (!isShown)
            continue;
        ++shown[position];
        auto &ofCode = counts[code];
        ofCode.resize(snapshot.buckets());
        ++ofCode[position];
    }
    QCOMPARE(snapshot.kept, kept);
    QCOMPARE(snapshot.shown, shown);
    QCOMPARE(snapshot.keptTotal, sum(kept));
    QCOMPARE(snapshot.shownTotal, sum(shown));
    QVERIFY(std::abs(snapshot.keptRate - keptRate) < 1e-6);
    QVERIFY(std::abs(snapshot.shownRate - shownRate) < 1e-6);
    QCOMPARE(snapshot.series.size(), std::min(counts.size(), RateSnapshot::MaxSeries));
    const Dictionary &texts =
        snapshot.grouping == RateGrouping::Type ? columns.types : columns.sources;
    auto other = shown;
    std::uint64_t last = std::numeric_limits<std::uint64_t>::max();
    for (const auto &series : snapshot.series) {
        QCOMPARE(series.counts, counts[series.code]);
        QCOMPARE(series.total, sum(series.counts));
        QVERIFY(series.total <= last);
        last = series.total;
        QVERIFY(series.text == texts.text(series.code));
        QVERIFY(std::abs(series.rate - rates[series.code]) < 1e-6);
        for (std::size_t i = 0; i < other.size(); ++i)
            other[i] -= series.counts[i];
        counts.erase(series.code);
    }
    for (const auto &[code, rest] : counts)
        QVERIFY(sum(rest) <= last);
    QCOMPARE(snapshot.other.counts, other);
    QCOMPARE(snapshot.other.total, sum(other));
    const auto highest = std::max_element(shown.begin(), shown.end());
    const bool isQuiet = highest == shown.end() || *highest == 0;
    QCOMPARE(snapshot.shownPeak.rate, isQuiet ? 0.0 : *highest / snapshot.bucketSeconds());
    if (!isQuiet)
        QCOMPARE(snapshot.shownPeak.at.time_since_epoch().count(),
                 snapshot.bucketStart(static_cast<std::size_t>(highest - shown.begin()))
                     .time_since_epoch()
                     .count());
}

} // namespace

class EventRatesTest : public QObject {
    Q_OBJECT

    static void ranges()
    {
        QTest::addColumn<RateRange>("range");
        QTest::newRow("1 minute") << RateRange::OneMinute;
        QTest::newRow("10 minutes") << RateRange::TenMinutes;
        QTest::newRow("1 hour") << RateRange::OneHour;
        QTest::newRow("all") << RateRange::All;
    }

private slots:
    void drawsNothingOfAnEmptyLog_data() { ranges(); }
    void drawsNothingOfAnEmptyLog()
    {
        QFETCH(RateRange, range);
        const Columns columns;
        const auto snapshot = draw(columns, range, RateGrouping::Type, Noon);
        QCOMPARE(snapshot.series.size(), 0U);
        QCOMPARE(snapshot.other.total, 0U);
        QCOMPARE(snapshot.shownRate, 0.0);
        QCOMPARE(snapshot.shownPeak.rate, 0.0);
        QCOMPARE(snapshot.keptTotal, 0U);
        QVERIFY(snapshot.bucketSeconds() > 0);
    }

    void hasTheBucketsOfItsRange_data()
    {
        QTest::addColumn<RateRange>("range");
        QTest::addColumn<qint64>("milliseconds");
        QTest::addColumn<quint64>("buckets");
        QTest::newRow("1 minute") << RateRange::OneMinute << qint64{250} << quint64{240};
        QTest::newRow("10 minutes") << RateRange::TenMinutes << qint64{2000} << quint64{300};
        QTest::newRow("1 hour") << RateRange::OneHour << qint64{12000} << quint64{300};
    }
    void hasTheBucketsOfItsRange()
    {
        QFETCH(RateRange, range);
        QFETCH(qint64, milliseconds);
        QFETCH(quint64, buckets);
        Columns columns;
        const auto snapshot = draw(columns, range, RateGrouping::Type, Noon + 77'777);
        QCOMPARE(snapshot.width.count(), milliseconds * 1000);
        QCOMPARE(snapshot.buckets(), buckets);
        const auto end = snapshot.bucketStart(snapshot.buckets()).time_since_epoch().count();
        QVERIFY(end <= Noon + 77'777 && end > Noon + 77'777 - milliseconds * 1000);
    }

    void leavesTheUnfinishedBucketOut()
    {
        Columns columns;
        appendEvent(columns, "a", "/x", Noon + 100'000);
        columns.publish();
        QCOMPARE(draw(columns, RateRange::OneMinute, RateGrouping::Type, Noon + 249'999).keptTotal,
                 0U);
        QCOMPARE(draw(columns, RateRange::OneMinute, RateGrouping::Type, Noon + 250'000).keptTotal,
                 1U);
    }

    void countsAgainRowByRow_data() { ranges(); }
    void countsAgainRowByRow()
    {
        QFETCH(RateRange, range);
        const unsigned seed = 5150;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (const std::int64_t span :
             {20 * Second, 90 * Second, 2000 * Second, 400'000 * Second}) {
            Columns columns;
            std::int64_t received = Noon - span;
            for (int i = 0; i < 20'000; ++i) {
                received +=
                    static_cast<std::int64_t>(random() % static_cast<unsigned long>(span / 10'000));
                // The lower numbers come more often, so that there is a top ten.
                const auto type = random() % (1 + random() % 25);
                appendEvent(columns, "t" + std::to_string(type),
                            "/s/" + std::to_string(random() % 8), received);
            }
            columns.publish();
            const std::int64_t now = received + 600'000;
            const EventFilter filter{.types = {"t0", "t3", "t9", "t11"},
                                     .excludedSources = {"/s/2"}};
            for (const auto grouping : {RateGrouping::Type, RateGrouping::Source}) {
                const auto snapshot = draw(columns, range, grouping, now);
                QVERIFY(snapshot.keptTotal > 0);
                QVERIFY(!snapshot.isFiltered);
                compare(snapshot, columns, now);
                const auto filtered = draw(columns, range, grouping, now, filter, 700);
                QVERIFY(filtered.isFiltered);
                QVERIFY(filtered.shownTotal < filtered.keptTotal);
                compare(filtered, columns, now, filter, 700);
                if (range == RateRange::All)
                    QCOMPARE(filtered.keptTotal, columns.published());
            }
        }
    }

    void givesTheSameInWhateverPortionsItReads()
    {
        std::mt19937 random(8);
        Columns columns;
        for (int i = 0; i < 40'000; ++i)
            appendEvent(columns, "t" + std::to_string(random() % 14), "/s", Noon + i * 1000);
        columns.publish();
        const std::int64_t now = Noon + 41 * Second;
        EventRates once;
        count(once, columns, columns.published(), now);
        EventRates portions;
        while (portions.position() < columns.published())
            count(portions, columns,
                  std::min(columns.published(), portions.position() + 1 + random() % 900), now);
        count(portions, columns, columns.published(), now);
        for (const auto range : {RateRange::OneMinute, RateRange::All})
            QVERIFY(drawRates(once, once, columns, range, RateGrouping::Type, at(now)) ==
                    drawRates(portions, portions, columns, range, RateGrouping::Type, at(now)));
    }

    void drawsSparksOfValuesWithoutABand_data() { ranges(); }
    void drawsSparksOfValuesWithoutABand()
    {
        QFETCH(RateRange, range);
        constexpr ValueCode Values = 14;
        Columns columns;
        std::mt19937 random(15);
        for (int i = 0; i < 4000; ++i)
            appendEvent(columns, "t" + std::to_string(random() % Values), "/s", Noon + i * 10'000);
        columns.publish();
        const std::int64_t now = Noon + 41 * Second;
        EventRates kept;
        count(kept, columns, columns.published(), now);
        const RateSnapshot frame =
            drawRates(kept, kept, columns, range, RateGrouping::Type, at(now));
        std::vector<ValueCode> asked;
        for (ValueCode code = FirstCode; code < FirstCode + Values; ++code) {
            if (code != FirstCode + 3)
                asked.push_back(code);
        }
        asked.push_back(FirstCode + 1000); // which never came
        std::map<ValueCode, RateSpark> wanted;
        for (std::uint64_t index = 0; index < columns.published(); ++index) {
            const Row row = columns.row(index);
            RateSpark &spark = wanted[row.type];
            spark.code = row.type;
            const auto bucket = (at(row.received) - frame.start) / frame.width;
            if (bucket >= 0 && std::size_t(bucket) < frame.buckets())
                ++spark.bars[std::size_t(bucket) * RateSpark::Bars / frame.buckets()];
            if (row.received >= now - 10 * Second && row.received < now)
                spark.rate += 0.1;
        }
        wanted.erase(FirstCode + 3);
        const auto sparks = drawSparks(kept, range, RateGrouping::Type, at(now), asked);
        QCOMPARE(sparks.size(), std::size_t(Values - 1));
        for (const RateSpark &spark : sparks) {
            QCOMPARE(spark.bars, wanted[spark.code].bars);
            QCOMPARE(spark.rate, wanted[spark.code].rate);
        }
        QVERIFY(drawSparks(kept, range, RateGrouping::Source, at(now), {}).empty());
    }

    void showsWhatComesAfterTheClockWasSetBack()
    {
        Columns columns;
        for (int i = 0; i < 1000; ++i)
            appendEvent(columns, "before", "/s", Noon + i * 50'000);
        columns.publish();
        EventRates rates;
        count(rates, columns, columns.published(), Noon + 50 * Second);
        const std::int64_t earlier = Noon - 3600 * Second;
        for (int i = 0; i < 100; ++i)
            appendEvent(columns, "after", "/s", earlier + i * 100'000);
        columns.publish();
        const std::int64_t now = earlier + 10 * Second;
        count(rates, columns, columns.published(), now);
        const auto minute =
            drawRates(rates, rates, columns, RateRange::OneMinute, RateGrouping::Type, at(now));
        QCOMPARE(minute.keptTotal, 100U);
        QCOMPARE(minute.keptRate, 10.0);
        QCOMPARE(minute.series.at(0).text, std::string("after"));
        const auto all =
            drawRates(rates, rates, columns, RateRange::All, RateGrouping::Type, at(now));
        QCOMPARE(all.keptTotal, 1100U);
        QVERIFY(all.bucketStart(0) <= at(earlier));
    }

    void takesOffWhatLeftTheLog_data() { ranges(); }
    void takesOffWhatLeftTheLog()
    {
        QFETCH(RateRange, range);
        const unsigned seed = 5151;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (const std::int64_t span : {20 * Second, 2000 * Second, 400'000 * Second}) {
            Columns columns;
            std::int64_t received = Noon - span;
            const EventFilter filter{.types = {"t0", "t3", "t9"}, .excludedSources = {"/s/2"}};
            EventRates kept;
            EventRates shown(filter, 3000);
            for (int round = 0; round < 8; ++round) {
                for (int i = 0; i < 1000; ++i) {
                    received += static_cast<std::int64_t>(
                        random() % static_cast<unsigned long>(span / 10'000));
                    appendEvent(columns, "t" + std::to_string(random() % 14),
                                "/s/" + std::to_string(random() % 8), received);
                }
                columns.publish();
                const std::int64_t now = received + 600'000;
                count(kept, columns, columns.published(), now);
                count(shown, columns, std::max(shown.position(), columns.published()), now);
                columns.evict(std::min(columns.first() + random() % 1200, columns.published()));
                for (EventRates *rates : {&kept, &shown}) {
                    QVERIFY(rates->takeOff(columns, columns.first()));
                    QVERIFY(rates->first() >= columns.first());
                }
                for (const auto grouping : {RateGrouping::Type, RateGrouping::Source}) {
                    const auto all = drawRates(kept, kept, columns, range, grouping, at(now));
                    compare(all, columns, now);
                    const auto filtered = drawRates(shown, kept, columns, range, grouping, at(now));
                    compare(filtered, columns, now, filter, 3000);
                    if (range == RateRange::All)
                        QCOMPARE(all.keptTotal, columns.published() - columns.first());
                }
            }
            columns.evict(columns.published());
            QVERIFY(kept.takeOff(columns, columns.first()));
            QCOMPARE(
                drawRates(kept, kept, columns, range, RateGrouping::Type, at(received)).keptTotal,
                0U);
        }
    }

    void drawsAllFromTheOldestThatIsLeft()
    {
        Columns columns;
        for (int i = 0; i < 100; ++i)
            appendEvent(columns, "a", "/s", Noon + i * 10 * Second);
        columns.publish();
        EventRates rates;
        count(rates, columns, 100, Noon + 1000 * Second);
        columns.evict(60);
        QVERIFY(rates.takeOff(columns, 60));
        const auto all = drawRates(rates, rates, columns, RateRange::All, RateGrouping::Type,
                                   at(Noon + 1000 * Second));
        QVERIFY(all.bucketStart(0) <= at(Noon + 600 * Second));
        QVERIFY(all.bucketStart(1) > at(Noon + 600 * Second));
        QCOMPARE(all.keptTotal, 40U);
    }

    void takesNothingOffThatTheClockOverwrote()
    {
        // Rows 0 to 9 fill buckets that the clock, set back by a window, fills again.
        Columns columns;
        EventRates rates;
        const auto append = [&](std::int64_t from) {
            for (int i = 0; i < 10; ++i)
                appendEvent(columns, "a", "/s", from + i * Second);
            columns.publish();
            count(rates, columns, columns.published(), from + 10 * Second);
        };
        append(Noon);
        append(Noon - 242 * 250'000); // the same slots
        append(Noon);
        columns.evict(10);
        QVERIFY(rates.takeOff(columns, 10));
        const auto minute = drawRates(rates, rates, columns, RateRange::OneMinute,
                                      RateGrouping::Type, at(Noon + 10 * Second));
        QCOMPARE(minute.keptTotal, 10U);
        QCOMPARE(minute.other.total, 0U);
    }

    void saysWhenItCameTooLate_data()
    {
        QTest::addColumn<quint64>("evicted");
        QTest::addColumn<bool>("isRead");
        const quint64 block = ColumnBlock::Rows;
        QTest::newRow("in time") << Columns::EvictedBlocks * block << true;
        QTest::newRow("too late") << (Columns::EvictedBlocks + 1) * block << false;
    }
    void saysWhenItCameTooLate()
    {
        QFETCH(quint64, evicted);
        QFETCH(bool, isRead);
        Columns columns;
        std::mt19937 random(2);
        appendRandomEvents(columns, random, (Columns::EvictedBlocks + 2) * ColumnBlock::Rows, 3, 3);
        EventRates rates;
        count(rates, columns, columns.published(), Noon);
        columns.evict(evicted);
        QCOMPARE(rates.takeOff(columns, columns.first()), isRead);
        if (!isRead) {
            rates.restart(columns);
            QCOMPARE(rates.first(), columns.first());
            count(rates, columns, columns.published(), Noon);
        }
        compare(drawRates(rates, rates, columns, RateRange::All, RateGrouping::Type, at(Noon)),
                columns, Noon);
    }

    void putsValuesWithoutRoomWithTheRest()
    {
        Columns columns;
        Row row;
        row.type = OtherCode;
        row.source = columns.sources.add("/s").code;
        row.received = Noon;
        columns.append(row);
        columns.publish();
        const auto snapshot = draw(columns, RateRange::All, RateGrouping::Type, Noon + Second);
        QCOMPARE(snapshot.series.size(), 0U);
        QCOMPARE(snapshot.other.total, 1U);
        QCOMPARE(snapshot.other.counts, snapshot.kept);
    }
};

QTEST_GUILESS_MAIN(EventRatesTest)
#include "tst_eventrates.moc"

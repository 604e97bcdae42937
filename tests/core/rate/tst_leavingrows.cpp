// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// Everything that reads the columns, while rows come and leave: view, counts and chart agree afterwards.
#include "core/facets/valuecounts.h"
#include "core/query/livefilter.h"
#include "core/rate/ratereader.h"
#include "tests/core/query/filledcolumns.h"

#include <QTest>

#include <map>
#include <thread>

using namespace core;

namespace {

constexpr std::int64_t Noon = 1'795'608'000'000'000;

/// What a window has: one filter, one starting point.
struct Window {
    explicit Window(const Columns &columns)
        : rows(columns, pool)
        , counts(columns, pool)
        , rates(columns, pool,
                {.wall = [] { return WallTime(std::chrono::microseconds(Noon)); },
                 .steady = [] { return SteadyTime{}; }})
    {
    }

    void setFilter(const EventFilter &filter)
    {
        rows.setFilter(filter);
        follow();
    }
    void clear()
    {
        rows.clear();
        follow();
    }
    void undoClear()
    {
        rows.undoClear();
        follow();
    }
    void follow()
    {
        counts.setFilter(rows.filter(), rows.start());
        rates.setFilter(rows.filter(), rows.start());
    }

    /// Answers whether each announced change was right.
    bool tick()
    {
        using Kind = LiveFilter::Change::Kind;
        bool isRight = true;
        for (int i = 0; i < 2; ++i) {
            const auto change = rows.prepare();
            const std::uint64_t before = rows.count();
            rows.apply();
            isRight =
                isRight && (change.kind == Kind::None       ? rows.count() == before
                            : change.kind == Kind::Removed  ? rows.count() + change.count == before
                            : change.kind == Kind::Inserted ? rows.count() == before + change.count
                                                            : rows.count() == change.count);
            if (change.kind != Kind::Removed)
                break;
        }
        counts.advance();
        rates.request(RateRange::All, RateGrouping::Type);
        return isRight;
    }
    bool isSettled() { return tick() && rows.isComplete() && counts.isComplete(); }

    ScanPool pool;
    LiveFilter rows;
    ValueCounts counts;
    RateReader rates;
};

void compare(const Window &window, const Columns &columns)
{
    const EventFilter &filter = window.rows.filter();
    const std::uint64_t begin = std::max(window.rows.start(), columns.first());
    const NaiveFilter naive(filter, columns);
    const NaiveFilter byType({.types = filter.types, .excludedTypes = filter.excludedTypes},
                             columns);
    const NaiveFilter bySource(
        {.sources = filter.sources, .excludedSources = filter.excludedSources}, columns);
    std::map<ValueCode, ValueCount> types;
    std::map<ValueCode, ValueCount> sources;
    std::uint64_t position = 0;
    for (std::uint64_t index = columns.first(); index < columns.published(); ++index) {
        const Row row = columns.row(index);
        ++types[row.type].kept;
        ++sources[row.source].kept;
        if (index < begin)
            continue;
        types[row.type].shown += bySource.shows(index) ? 1U : 0U;
        sources[row.source].shown += byType.shows(index) ? 1U : 0U;
        if (naive.shows(index) && window.rows.rowAt(position++) != index)
            QFAIL(qPrintable(QStringLiteral("row %1 is not where it should be").arg(index)));
    }
    QCOMPARE(window.rows.count(), position);
    QCOMPARE(window.counts.kept(), columns.published() - columns.first());
    for (ValueCode code = 0; code < window.counts.end(Facet::Type); ++code)
        QCOMPARE(window.counts.count(Facet::Type, code), types[code]);
    for (ValueCode code = 0; code < window.counts.end(Facet::Source); ++code)
        QCOMPARE(window.counts.count(Facet::Source, code), sources[code]);
    const auto rates = window.rates.latest();
    QCOMPARE(rates->keptTotal, columns.published() - columns.first());
    QCOMPARE(rates->shownTotal, position);
    for (const RateSeries &series : rates->series) {
        std::uint64_t shown = 0;
        for (std::uint64_t index = begin; index < columns.published(); ++index)
            shown += columns.row(index).type == series.code && naive.shows(index) ? 1U : 0U;
        QCOMPARE(series.total, shown);
    }
}

EventFilter randomFilter(std::mt19937 &random)
{
    EventFilter filter;
    if (random() % 3 == 0)
        return filter;
    filter.types = randomTexts(random, "type.", 12, 4);
    filter.sources = randomTexts(random, "/source/", 5, 2);
    filter.excludedTypes = randomTexts(random, "type.", 12, 2);
    filter.excludedSources = randomTexts(random, "/source/", 5, 1);
    return filter;
}

void appendTimed(Columns &columns, std::mt19937 &random, std::int64_t &received,
                 std::uint64_t count)
{
    for (std::uint64_t i = 0; i < count; ++i)
        appendEvent(columns, "type." + std::to_string(random() % 12),
                    "/source/" + std::to_string(random() % 5),
                    received += static_cast<std::int64_t>(random() % 3000));
    columns.publish();
}

} // namespace

class LeavingRowsTest : public QObject {
    Q_OBJECT

private slots:
    void viewCountsAndChartAgree_data()
    {
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<quint64>("portion");
        QTest::newRow("small portions") << 1U << quint64{500};
        QTest::newRow("portions for the pool") << 2U << quint64{2 * LiveFilter::RowsPerTick};
        QTest::newRow("more than stays readable")
            << 3U << quint64{Columns::EvictedBlocks * ColumnBlock::Rows};
    }
    void viewCountsAndChartAgree()
    {
        QFETCH(unsigned, seed);
        QFETCH(quint64, portion);
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        Columns columns;
        Window window(columns);
        std::int64_t received = Noon - 86'400'000'000;
        const int rounds = portion < 1000 ? 400 : portion < 200'000 ? 40 : 12;
        for (int round = 0; round < rounds; ++round) {
            switch (random() % 8) {
            case 0:
            case 1:
            case 2:
                appendTimed(columns, random, received, random() % portion);
                break;
            case 3:
                columns.evict(columns.first() +
                              random() % (columns.published() - columns.first() + 1));
                break;
            case 4:
                columns.evict(columns.first() +
                              std::min<std::uint64_t>(random() % (portion / 2),
                                                      columns.published() - columns.first()));
                break;
            case 5:
                window.setFilter(randomFilter(random));
                break;
            case 6:
                random() % 2 == 0 ? window.clear() : window.undoClear();
                break;
            default:
                QVERIFY(window.tick());
                break;
            }
            if (round % 10 == 9 || round + 1 == rounds) {
                QTRY_VERIFY(window.isSettled());
                QTRY_VERIFY(!window.rates.isBusy());
                window.rates.request(RateRange::All, RateGrouping::Type);
                QTRY_VERIFY(!window.rates.isBusy());
                compare(window, columns);
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }

    void agreesWithAWriterBesideIt()
    {
        const unsigned seed = 4;
        qInfo("seed %u", seed);
        Columns columns;
        Window window(columns);
        std::thread writer([&] {
            std::mt19937 random(seed);
            std::int64_t received = Noon - 86'400'000'000;
            for (int i = 0; i < 300; ++i) {
                appendTimed(columns, random, received, 2000);
                if (columns.published() > 100'000)
                    columns.evict(columns.published() - 80'000 - random() % 20'000);
            }
        });
        std::mt19937 random(seed + 1);
        bool isRight = true;
        while (columns.published() < 600'000) {
            window.setFilter(randomFilter(random));
            for (int i = 0; i < 5; ++i)
                isRight = window.tick() && isRight;
            if (random() % 4 == 0)
                window.clear();
            if (random() % 3 == 0)
                window.undoClear();
        }
        writer.join();
        QVERIFY(isRight);
        QTRY_VERIFY(window.isSettled());
        QTRY_VERIFY(!window.rates.isBusy());
        window.rates.request(RateRange::All, RateGrouping::Type);
        QTRY_VERIFY(!window.rates.isBusy());
        compare(window, columns);
    }
};

QTEST_GUILESS_MAIN(LeavingRowsTest)
#include "tst_leavingrows.moc"

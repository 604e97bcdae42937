// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/livefilter.h"

#include "core/cesql/parser.h"
#include "tests/core/query/filledcolumns.h"

#include <QTest>

#include <thread>

using namespace core;
using Kind = LiveFilter::Change::Kind;

namespace {

const EventFilter OnlyFirstType{.types = {"type.0"}};

/// Random events of `types` types and three sources, and a pool that looks through them.
struct FilledLog {
    explicit FilledLog(std::uint64_t events, unsigned types = 3)
    {
        appendRandomEvents(columns, random, events, types, 3);
    }

    std::mt19937 random{3};
    Columns columns;
    ScanPool pool;
};

/// One step of a view that announces what it does.
LiveFilter::Change step(LiveFilter &rows)
{
    const auto change = rows.prepare();
    const std::uint64_t before = rows.count();
    rows.apply();
    const bool holds =
        change.kind == Kind::None ? rows.count() == before
        : change.kind == Kind::Removed
            ? change.first == 0 && change.count > 0 && rows.count() + change.count == before
        : change.kind == Kind::Inserted
            ? change.first == before && change.count > 0 && rows.count() == before + change.count
            : rows.count() == change.count;
    if (!holds)
        qFatal("the change was not the one announced");
    return change;
}

/// One tick: what left, then what came.
LiveFilter::Change tick(LiveFilter &rows)
{
    const auto change = step(rows);
    return change.kind == Kind::Removed ? step(rows) : change;
}

void compare(const LiveFilter &rows, const Columns &columns)
{
    const NaiveFilter naive(rows.filter(), columns);
    const std::uint64_t begin = std::max(rows.start(), columns.first());
    std::uint64_t position = 0;
    for (std::uint64_t row = 0; row < columns.published(); ++row) {
        const bool shown = row >= begin && naive.shows(row);
        if (rows.positionsBefore(row) != position ||
            rows.positionOf(row) != (shown ? std::optional(position) : std::nullopt) ||
            (shown && rows.rowAt(position) != row))
            QFAIL(qPrintable(QStringLiteral("row %1 differs").arg(row)));
        position += shown ? 1U : 0U;
    }
    QCOMPARE(rows.count(), position);
    QCOMPARE(rows.rowsKept(), columns.published() - columns.first());
    QCOMPARE(rows.rowsSeen(), rows.rowsKept());
}

} // namespace

class LiveFilterTest : public QObject {
    Q_OBJECT

private slots:
    void showsAllWithoutAFilter()
    {
        Columns columns;
        ScanPool pool;
        LiveFilter rows(columns, pool);
        QCOMPARE(tick(rows).kind, Kind::None);
        QVERIFY(rows.isComplete());
        std::mt19937 random(1);
        appendRandomEvents(columns, random, 100, 3, 3);
        QCOMPARE(tick(rows), (LiveFilter::Change{Kind::Inserted, 0, 100}));
        appendRandomEvents(columns, random, 1, 3, 3);
        QCOMPARE(tick(rows), (LiveFilter::Change{Kind::Inserted, 100, 1}));
        QCOMPARE(tick(rows).kind, Kind::None);
        compare(rows, columns);
    }

    void changesNothingBeforeItIsApplied()
    {
        Columns columns;
        ScanPool pool;
        LiveFilter rows(columns, pool);
        std::mt19937 random(1);
        appendRandomEvents(columns, random, 100, 2, 2);
        tick(rows);
        rows.setFilter(OnlyFirstType);
        QCOMPARE(rows.prepare().kind, Kind::Reset);
        QCOMPARE(rows.count(), 100U);
        QCOMPARE(rows.rowAt(99), 99U);
        rows.apply();
        compare(rows, columns);
        appendRandomEvents(columns, random, 100, 2, 2);
        const std::uint64_t before = rows.count();
        QCOMPARE(rows.prepare().kind, Kind::Inserted);
        QCOMPARE(rows.count(), before);
        rows.apply();
        compare(rows, columns);
    }

    void insertsWhatMatchesAtTheEndAsTheLogGrows()
    {
        const unsigned seed = 99;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        Columns columns;
        ScanPool pool;
        LiveFilter rows(columns, pool);
        rows.setFilter({.types = {"type.0", "type.7"}, .excludedSources = {"/source/2"}});
        for (int round = 0; round < 200; ++round) {
            appendRandomEvents(columns, random, random() % 400, 9, 4);
            QVERIFY(tick(rows).kind != Kind::Reset);
            QVERIFY(rows.isComplete());
        }
        QVERIFY(columns.published() > 2 * ColumnBlock::Rows);
        compare(rows, columns);
    }

    void sendsALongBacklogToThePool_data()
    {
        QTest::addColumn<quint64>("backlog");
        QTest::addColumn<bool>("completeAtOnce");
        const quint64 limit = LiveFilter::RowsPerTick;
        QTest::newRow("one below") << limit - 1 << true;
        QTest::newRow("at") << limit << true;
        QTest::newRow("one above") << limit + 1 << false;
        QTest::newRow("several slices") << 9 * limit + 5 << false;
    }
    void sendsALongBacklogToThePool()
    {
        QFETCH(quint64, backlog);
        QFETCH(bool, completeAtOnce);
        FilledLog log(backlog);
        LiveFilter rows(log.columns, log.pool);
        rows.setFilter(OnlyFirstType);
        tick(rows);
        QCOMPARE(rows.isComplete(), completeAtOnce);
        QTRY_VERIFY((tick(rows), rows.isComplete()));
        QCOMPARE(rows.rowsSeen(), backlog);
        QCOMPARE(rows.rowsKept(), backlog);
        compare(rows, log.columns);
    }

    /// The more an expression has to look at, the less is left to the thread of the window.
    void sendsMoreToThePoolTheLongerAnExpressionIs_data()
    {
        QTest::addColumn<int>("clauses");
        QTest::addColumn<quint64>("backlog");
        QTest::addColumn<bool>("completeAtOnce");
        const quint64 limit = LiveFilter::RowsPerTick;
        QTest::newRow("one clause, one below") << 1 << limit / 3 - 1 << true;
        QTest::newRow("one clause, at") << 1 << limit / 3 << true;
        QTest::newRow("one clause, one above") << 1 << limit / 3 + 1 << false;
        QTest::newRow("100 clauses, at") << 100 << limit / 301 << true;
        QTest::newRow("100 clauses, one above") << 100 << limit / 301 + 1 << false;
        QTest::newRow("more than rows") << 25'000 << quint64{1} << false;
    }
    void sendsMoreToThePoolTheLongerAnExpressionIs()
    {
        QFETCH(int, clauses);
        QFETCH(quint64, backlog);
        QFETCH(bool, completeAtOnce);
        std::string text = "TYPE='a'";
        for (int i = 1; i < clauses; ++i)
            text += "OR'b'='c'";
        FilledLog log(backlog);
        LiveFilter rows(log.columns, log.pool);
        rows.setFilter({.expression = *cesql::parse(text)});
        tick(rows);
        QCOMPARE(rows.isComplete(), completeAtOnce);
        QTRY_VERIFY((tick(rows), rows.isComplete()));
        QCOMPARE(rows.rowsSeen(), backlog);
        QCOMPARE(rows.count(), 0U);
    }

    void keepsTheOldRowsUntilNewOnesAreFound()
    {
        FilledLog log(2 * LiveFilter::RowsPerTick);
        LiveFilter rows(log.columns, log.pool);
        tick(rows);
        rows.setFilter(OnlyFirstType);
        QVERIFY(!rows.isComplete());
        QCOMPARE(tick(rows).kind, Kind::None);
        QCOMPARE(rows.count(), log.columns.published());
        Kind first = Kind::None;
        QTRY_VERIFY((first == Kind::None ? first = tick(rows).kind : first) != Kind::None);
        QCOMPARE(first, Kind::Reset);
        QTRY_VERIFY((tick(rows), rows.isComplete()));
        compare(rows, log.columns);
    }

    void showsTheNewestFilterOnly()
    {
        FilledLog log(10 * LiveFilter::RowsPerTick, 30);
        LiveFilter rows(log.columns, log.pool);
        for (int i = 0; i < 30; ++i) {
            rows.setFilter({.types = {"type." + std::to_string(i)}});
            tick(rows);
            if (i % 7 == 0)
                rows.setFilter({});
            if (i % 5 == 0)
                tick(rows);
        }
        QTRY_VERIFY((tick(rows), rows.isComplete()));
        QCOMPARE(rows.filter(), (EventFilter{.types = {"type.29"}}));
        compare(rows, log.columns);
    }

    void forgetsAPreparedChangeWhenTheFilterChanges()
    {
        FilledLog log(100);
        LiveFilter rows(log.columns, log.pool);
        rows.setFilter(OnlyFirstType);
        rows.prepare();
        rows.setFilter({});
        rows.apply();
        QCOMPARE(rows.count(), 0U);
        tick(rows);
        compare(rows, log.columns);
    }

    void setsTheSameFilterWithoutLookingAgain()
    {
        FilledLog log(100);
        LiveFilter rows(log.columns, log.pool);
        rows.setFilter(OnlyFirstType);
        tick(rows);
        rows.setFilter(OnlyFirstType);
        QCOMPARE(tick(rows).kind, Kind::None);
        QVERIFY(rows.isComplete());
    }

    void hidesWhatWasKeptBeforeItWasCleared_data()
    {
        QTest::addColumn<EventFilter>("filter");
        QTest::newRow("no filter") << EventFilter{};
        QTest::newRow("filter") << OnlyFirstType;
    }
    void hidesWhatWasKeptBeforeItWasCleared()
    {
        QFETCH(EventFilter, filter);
        FilledLog log(1000);
        LiveFilter rows(log.columns, log.pool);
        rows.setFilter(filter);
        tick(rows);
        appendRandomEvents(log.columns, log.random, 500, 3,
                           3); // not seen by the view yet: older than now
        rows.clear();
        QVERIFY(rows.isCleared());
        QCOMPARE(tick(rows), (LiveFilter::Change{Kind::Reset, 0, 0}));
        compare(rows, log.columns);
        appendRandomEvents(log.columns, log.random, 500, 3, 3);
        QCOMPARE(tick(rows).kind, Kind::Inserted);
        compare(rows, log.columns);
        rows.clear();
        tick(rows);
        appendRandomEvents(log.columns, log.random, 50, 3, 3);
        tick(rows);
        compare(rows, log.columns);

        rows.undoClear();
        QCOMPARE(tick(rows).kind, Kind::Reset);
        QCOMPARE(rows.start(), 1500U);
        compare(rows, log.columns);
        rows.undoClear();
        QVERIFY(!rows.isCleared());
        tick(rows);
        compare(rows, log.columns);
        rows.undoClear();
        QCOMPARE(tick(rows).kind, Kind::None);
    }

    void startsFromTheClearAlsoWithANewFilter()
    {
        FilledLog log(3 * LiveFilter::RowsPerTick);
        LiveFilter rows(log.columns, log.pool);
        tick(rows);
        rows.clear();
        appendRandomEvents(log.columns, log.random, 100, 3, 3);
        rows.setFilter(OnlyFirstType);
        QTRY_VERIFY((tick(rows), rows.isComplete()));
        compare(rows, log.columns);
        rows.undoClear();
        tick(rows);
        compare(rows, log.columns);
    }

    void followsALogThatGrowsWhileItIsSearched()
    {
        FilledLog log(5 * LiveFilter::RowsPerTick, 10);
        std::thread writer([&] {
            for (int i = 0; i < 200; ++i) {
                appendRandomEvents(log.columns, log.random, 700, static_cast<unsigned>(10 + i), 3);
                std::this_thread::yield();
            }
        });
        LiveFilter rows(log.columns, log.pool);
        LiveFilter other(log.columns, log.pool);
        LiveFilter all(log.columns, log.pool);
        for (int i = 0; i < 40; ++i) {
            rows.setFilter({.types = {"type." + std::to_string(i), "type.150"}});
            other.setFilter({.excludedTypes = {"type.7", "type.160"}});
            tick(rows);
            tick(other);
            tick(all);
        }
        writer.join();
        QTRY_VERIFY((tick(rows), tick(other), tick(all),
                     rows.isComplete() && other.isComplete() && all.isComplete()));
        compare(rows, log.columns);
        compare(other, log.columns);
        compare(all, log.columns);
    }

    void announcesWhatLeftBeforeWhatCame_data()
    {
        QTest::addColumn<EventFilter>("filter");
        QTest::newRow("no filter") << EventFilter{};
        QTest::newRow("filter") << OnlyFirstType;
    }
    void announcesWhatLeftBeforeWhatCame()
    {
        QFETCH(EventFilter, filter);
        FilledLog log(1000);
        LiveFilter rows(log.columns, log.pool);
        rows.setFilter(filter);
        tick(rows);
        const std::uint64_t left = rows.positionsBefore(400);
        log.columns.evict(400);
        appendRandomEvents(log.columns, log.random, 100, 3, 3);
        const std::uint64_t before = rows.count();
        QCOMPARE(rows.prepare(), (LiveFilter::Change{Kind::Removed, 0, left}));
        QCOMPARE(rows.count(), before);
        QCOMPARE(rows.positionsBefore(400), left);
        rows.apply();
        QCOMPARE(rows.count(), before - left);
        const auto inserted = step(rows);
        QCOMPARE(inserted.kind, Kind::Inserted);
        QCOMPARE(inserted.first, before - left);
        compare(rows, log.columns);
        log.columns.evict(log.columns.published());
        QCOMPARE(step(rows).kind, Kind::Removed);
        QCOMPARE(step(rows).kind, Kind::None);
        QCOMPARE(rows.count(), 0U);
        QVERIFY(rows.isComplete());
        appendRandomEvents(log.columns, log.random, 100, 3, 3);
        QCOMPARE(step(rows).kind, Kind::Inserted);
        compare(rows, log.columns);
    }

    void saysNothingWhereNothingShownLeft()
    {
        Columns columns;
        ScanPool pool;
        for (int i = 0; i < 100; ++i)
            appendEvent(columns, "type.1", "/x");
        appendEvent(columns, "type.0", "/x");
        columns.publish();
        LiveFilter rows(columns, pool);
        rows.setFilter(OnlyFirstType);
        tick(rows);
        columns.evict(50);
        QCOMPARE(step(rows).kind, Kind::None);
        compare(rows, columns);
        rows.setFilter({});
        tick(rows);
        rows.clear();
        tick(rows);
        columns.evict(60); // hidden
        QCOMPARE(step(rows).kind, Kind::None);
        compare(rows, columns);
        rows.undoClear();
        QCOMPARE(step(rows), (LiveFilter::Change{Kind::Inserted, 0, 41}));
        compare(rows, columns);
    }

    void letsOldRowsLeaveWhileANewFilterIsSearched()
    {
        FilledLog log(2 * LiveFilter::RowsPerTick);
        LiveFilter rows(log.columns, log.pool);
        tick(rows);
        rows.setFilter(OnlyFirstType);
        log.columns.evict(log.columns.published() / 2);
        // The pool may be quick: either the old rows leave, or the new ones are there.
        const auto change = step(rows);
        QVERIFY(change.kind == Kind::Removed || change.kind == Kind::Reset);
        QTRY_VERIFY((tick(rows), rows.isComplete()));
        compare(rows, log.columns);
    }

    void keepsWhatIsHeldBackInStepWithWhatLeaves()
    {
        std::mt19937 random(4);
        Columns columns;
        ScanPool pool;
        appendRandomEvents(columns, random, 1000, 3, 3);
        LiveFilter rows(columns, pool);
        rows.setFilter(OnlyFirstType);
        tick(rows);
        // A paused view: what leaves is shown, what comes is not.
        for (int round = 0; round < 50; ++round) {
            appendRandomEvents(columns, random, 100, 3, 3);
            columns.evict(columns.first() + random() % 110);
            if (rows.prepare().kind == Kind::Removed)
                rows.apply();
        }
        QVERIFY(columns.first() > 1000);
        QCOMPARE(rows.count(), 0U);
        tick(rows);
        compare(rows, columns);
    }

    void endsInTheMiddleOfASearch()
    {
        FilledLog log(9 * LiveFilter::RowsPerTick, 10);
        for (int i = 0; i < 20; ++i) {
            LiveFilter rows(log.columns, log.pool);
            rows.setFilter(OnlyFirstType);
            rows.prepare();
            if (i % 2 == 0)
                rows.setFilter({.types = {"type.1"}});
        }
    }
};

QTEST_GUILESS_MAIN(LiveFilterTest)
#include "tst_livefilter.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/sorting/livesort.h"

#include "tests/core/query/filledcolumns.h"

#include <QTest>

#include <algorithm>

using namespace core;
using By = SortOrder::By;

namespace {

struct Bench {
    std::mt19937 random{5};
    Columns columns;
    ScanPool pool;
    LiveFilter filter{columns, pool};
    LiveSort sort{columns, filter, pool};

    /// One tick, as a model does it. Answers whether other rows are shown.
    bool tick()
    {
        filter.prepare();
        filter.apply();
        filter.prepare();
        filter.apply();
        const bool isOther = sort.prepare();
        if (isOther)
            sort.apply();
        return isOther;
    }
    void settle()
    {
        if (!QTest::qWaitFor([this] { return !tick() && filter.isComplete() && !sort.isSorting(); },
                             20'000))
            qFatal("never settles");
    }
    void append(std::uint64_t count) { appendRandomEvents(columns, random, count, 10, 10); }
    /// By the texts of their types, then by number; nothing missing, nothing twice.
    bool isSortedByType() const
    {
        for (std::uint64_t i = 1; i < sort.count(); ++i) {
            const std::uint64_t above = sort.rowAt(i - 1);
            const std::uint64_t below = sort.rowAt(i);
            const auto key = [this](std::uint64_t row) {
                return std::pair(columns.types.text(columns.row(row).type), row);
            };
            if (!(key(above) < key(below)))
                return false;
        }
        return true;
    }
    bool hasExactly(std::uint64_t first, std::uint64_t end) const
    {
        std::vector<std::uint64_t> rows;
        for (std::uint64_t i = 0; i < sort.count(); ++i)
            rows.push_back(sort.rowAt(i));
        std::sort(rows.begin(), rows.end());
        std::vector<std::uint64_t> wanted;
        for (std::uint64_t row = first; row < end; ++row) {
            if (filter.positionOf(row))
                wanted.push_back(row);
        }
        return rows == wanted;
    }
};

const SortOrder ByType{By::Type, false};

} // namespace

class TestLiveSort : public QObject {
    Q_OBJECT

private slots:
    void newRowsWaitUntilTheyAreAskedFor()
    {
        Bench bench;
        bench.append(1000);
        bench.settle();
        QVERIFY(!bench.sort.isSorted());
        bench.sort.setOrder(ByType);
        QVERIFY(bench.tick());
        QVERIFY(bench.sort.isSorted());
        QVERIFY(bench.isSortedByType());
        QCOMPARE(bench.sort.waiting(), 0U);
        bench.append(10);
        QVERIFY(!bench.tick());
        QCOMPARE(bench.sort.waiting(), 10U);
        QCOMPARE(bench.sort.count(), 1000U);
        bench.sort.renew();
        QVERIFY(bench.tick());
        QCOMPARE(bench.sort.waiting(), 0U);
        QVERIFY(bench.hasExactly(0, 1010));
        QVERIFY(bench.isSortedByType());
        bench.sort.setOrder(std::nullopt);
        QVERIFY(bench.tick());
        QVERIFY(!bench.sort.isSorted());
    }

    void followsAnotherFilterAndClear()
    {
        Bench bench;
        bench.append(200'000);
        bench.sort.setOrder(ByType);
        bench.settle();
        QCOMPARE(bench.sort.count(), 200'000U);
        bench.filter.setFilter({.types = {"type.3", "type.4"}});
        bench.settle();
        QVERIFY(bench.sort.count() < 50'000);
        QVERIFY(bench.hasExactly(0, 200'000));
        QVERIFY(bench.isSortedByType());
        QCOMPARE(bench.sort.waiting(), 0U);
        bench.filter.clear();
        bench.settle();
        QCOMPARE(bench.sort.count(), 0U);
        bench.append(500);
        bench.settle();
        QCOMPARE(bench.sort.waiting(), bench.filter.count());
        bench.filter.undoClear();
        bench.settle();
        QVERIFY(bench.hasExactly(0, 200'500));
    }

    void rowsThatLeaveAreTakenOut()
    {
        Bench bench;
        bench.append(150'000);
        bench.sort.setOrder(ByType);
        bench.settle();
        bench.columns.evict(40'000);
        QVERIFY(QTest::qWaitFor([&] { return bench.tick(); }, 20'000));
        QVERIFY(bench.hasExactly(40'000, 150'000));
        QVERIFY(bench.isSortedByType());
        QVERIFY(!bench.sort.positionOf(39'999));
        QVERIFY(bench.sort.positionOf(40'000));
        // None of them is shown: nobody needs to know.
        bench.filter.setFilter({.types = {"no such type"}});
        bench.settle();
        bench.columns.evict(80'000);
        for (int i = 0; i < 20; ++i)
            QVERIFY(!bench.tick());
        bench.columns.evict(150'000);
        bench.filter.setFilter({});
        bench.settle();
        QCOMPARE(bench.sort.count(), 0U);
        QCOMPARE(bench.sort.waiting(), 0U);
    }

    void staysRightWhileRowsComeAndGo()
    {
        Bench bench;
        bench.sort.setOrder(ByType);
        std::uint64_t first = 0;
        for (int round = 0; round < 60; ++round) {
            bench.append(5000 + bench.random() % 5000);
            if (round % 3 == 1)
                bench.columns.evict(
                    first = std::min(bench.columns.published(), first + bench.random() % 20'000));
            if (round % 7 == 2)
                bench.filter.setFilter({.types = randomTexts(bench.random, "type.", 10, 4)});
            if (round % 5 == 3)
                bench.sort.renew();
            bench.tick();
        }
        bench.settle();
        bench.sort.renew();
        bench.settle();
        QVERIFY(bench.sort.isSorted());
        QVERIFY(bench.isSortedByType());
        QVERIFY(bench.hasExactly(bench.columns.first(), bench.columns.published()));
        QCOMPARE(bench.sort.count(), bench.filter.count());
    }

    void anotherOrderTakesThePlaceOfOneThatIsNotDone()
    {
        Bench bench;
        bench.append(300'000);
        bench.settle();
        bench.sort.setOrder(SortOrder{By::Source, false});
        QVERIFY(bench.sort.isSorting());
        bench.sort.setOrder(ByType);
        bench.settle();
        QCOMPARE(bench.sort.shownOrder(), ByType);
        QVERIFY(bench.isSortedByType());
        bench.sort.setOrder(SortOrder{By::Source, false});
        bench.sort.setOrder(std::nullopt);
        QVERIFY(!bench.sort.isSorting());
        QVERIFY(bench.tick());
        QVERIFY(!bench.sort.isSorted());
    }

    /// No column has it, and nobody said how it is found.
    void doesNotSortByWhatItCannotRead()
    {
        Bench bench;
        bench.append(10);
        bench.settle();
        bench.sort.setOrder(SortOrder{By::Value, false, "orderid"});
        QVERIFY(!bench.sort.order());
        QVERIFY(!bench.tick());
        QVERIFY(!bench.sort.isSorted());
    }
};

QTEST_GUILESS_MAIN(TestLiveSort)
#include "tst_livesort.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/shownhits.h"

#include "tests/core/query/filledcolumns.h"

#include <QTest>

#include <algorithm>

using namespace core;

namespace {

const EventFilter OnlyFirstType{.types = {"type.0"}};

/// A log, what is shown of it, and hits at random.
struct Bench {
    std::mt19937 random{7};
    Columns columns;
    ScanPool pool;
    LiveFilter shown{columns, pool};
    RowBitmap hits;
    ShownHits both;

    void append(std::uint64_t events)
    {
        appendRandomEvents(columns, random, events, 3, 3);
        columns.publish();
    }
    void search(std::uint64_t to)
    {
        while (hits.end() < to)
            hits.append(random() % 2, 1);
    }
    /// Until everything is shown that is to be.
    void show()
    {
        do {
            shown.prepare();
            shown.apply();
            shown.prepare();
            shown.apply();
        } while (!shown.isComplete());
    }
    bool tick() { return both.advance(shown, hits, columns.first()); }
    std::vector<std::uint64_t> wanted() const
    {
        std::vector<std::uint64_t> rows;
        for (std::uint64_t row = columns.first(); row < hits.end(); ++row) {
            if (hits.contains(row) && shown.positionOf(row))
                rows.push_back(row);
        }
        return rows;
    }
};

void compare(const Bench &bench)
{
    const std::vector<std::uint64_t> wanted = bench.wanted();
    QCOMPARE(bench.both.count(), std::uint64_t{wanted.size()});
    for (std::uint64_t row = 0; row < bench.columns.published() + 3; ++row) {
        const auto at = std::lower_bound(wanted.begin(), wanted.end(), row);
        const bool isHit = at != wanted.end() && *at == row;
        QCOMPARE(bench.both.contains(row), isHit);
        QCOMPARE(bench.both.countBefore(row), static_cast<std::uint64_t>(at - wanted.begin()));
        QCOMPARE(bench.both.previous(row),
                 at == wanted.begin() ? std::nullopt : std::optional(*(at - 1)));
        const auto next = isHit ? at + 1 : at;
        QCOMPARE(bench.both.next(row), next == wanted.end() ? std::nullopt : std::optional(*next));
    }
}

} // namespace

class TestShownHits : public QObject {
    Q_OBJECT

private slots:
    void isEmptyWithoutASearch()
    {
        Bench bench;
        bench.append(500);
        bench.show();
        QVERIFY(!bench.tick());
        QCOMPARE(bench.both.count(), std::uint64_t{0});
        QVERIFY(!bench.both.next(0) && !bench.both.previous(400));
        QVERIFY(bench.both.isComplete(bench.shown, bench.hits));
    }

    void joinsWhatIsShownAndFound_data()
    {
        QTest::addColumn<bool>("filtered");
        QTest::newRow("everything is shown") << false;
        QTest::newRow("a type is shown") << true;
    }
    void joinsWhatIsShownAndFound()
    {
        QFETCH(bool, filtered);
        Bench bench;
        if (filtered)
            bench.shown.setFilter(OnlyFirstType);
        for (const std::uint64_t events : {1U, 62U, 1U, 63U, 64U, 65U, 1000U}) {
            bench.append(events);
            bench.show();
            bench.search(bench.columns.published() - bench.random() % (events + 1));
            bench.tick();
            compare(bench);
        }
        bench.search(bench.columns.published());
        QVERIFY(bench.tick());
        compare(bench);
        QVERIFY(!bench.tick());
    }

    void beginsAnewWithAnotherFilter()
    {
        Bench bench;
        bench.append(700);
        bench.show();
        bench.search(700);
        bench.tick();
        bench.shown.setFilter(OnlyFirstType);
        bench.show();
        QVERIFY(bench.tick());
        compare(bench);
        bench.shown.clear();
        bench.append(300);
        bench.show();
        bench.search(1000);
        QVERIFY(bench.tick());
        compare(bench);
        bench.shown.undoClear();
        bench.show();
        QVERIFY(bench.tick());
        compare(bench);
    }

    void forgetsWhatHasLeft()
    {
        Bench bench;
        bench.append(700);
        bench.show();
        bench.search(700);
        bench.tick();
        bench.columns.evict(333);
        bench.show();
        QVERIFY(bench.tick());
        compare(bench);
        bench.columns.evict(700);
        bench.show();
        QVERIFY(bench.tick());
        QCOMPARE(bench.both.count(), std::uint64_t{0});
        bench.append(70);
        bench.show();
        bench.search(770);
        QVERIFY(bench.tick());
        compare(bench);
    }

    void beginsAnewWithAnotherSearch()
    {
        Bench bench;
        bench.append(100);
        bench.show();
        bench.search(100);
        bench.tick();
        bench.hits = RowBitmap();
        bench.both.restart();
        QCOMPARE(bench.both.count(), std::uint64_t{0});
        bench.search(100);
        QVERIFY(bench.tick());
        compare(bench);
    }

    /// A long log takes several ticks, and none of them looks at more rows than it may.
    void takesLongLogsInParts()
    {
        Bench bench;
        RowBitmap hits;
        const std::uint64_t rows = ShownHits::RowsPerTick + 64;
        for (std::uint64_t row = 0; row < rows; row += 64)
            hits.append(1, 64);
        Row row;
        for (std::uint64_t i = 0; i < rows; ++i)
            bench.columns.append(row);
        bench.columns.publish();
        bench.show();
        QVERIFY(bench.both.advance(bench.shown, hits, 0));
        QCOMPARE(bench.both.count(), ShownHits::RowsPerTick / 64);
        QVERIFY(!bench.both.isComplete(bench.shown, hits));
        QVERIFY(bench.both.advance(bench.shown, hits, 0));
        QCOMPARE(bench.both.count(), rows / 64);
        QVERIFY(bench.both.isComplete(bench.shown, hits));
    }
};

QTEST_GUILESS_MAIN(TestShownHits)
#include "tst_shownhits.moc"

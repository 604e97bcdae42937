// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/rowseek.h"

#include "tests/core/query/filledcolumns.h"

#include <QTest>

#include <set>

using namespace core;
using Direction = RowSeek::Direction;

namespace {

/// Asks tick by tick.
RowSeek::Answer answerOf(RowSeek &seek, const LiveFilter *shown)
{
    std::optional<RowSeek::Answer> answer;
    if (!QTest::qWaitFor([&] { return (answer = seek.advance(shown)).has_value(); }, 20'000))
        qFatal("no answer");
    return *answer;
}

struct Bench {
    std::mt19937 random{11};
    Columns columns;
    ScanPool pool;
    LiveFilter shown{columns, pool};
    RowSeek seek{columns, pool};

    void show()
    {
        do {
            shown.prepare();
            shown.apply();
            shown.prepare();
            shown.apply();
        } while (!shown.isComplete());
    }
    void appendTimes(std::initializer_list<std::int64_t> times)
    {
        for (const std::int64_t time : times)
            appendEvent(columns, "t", "/s", time);
        columns.publish();
        show();
    }
};

} // namespace

class TestRowSeek : public QObject {
    Q_OBJECT

private slots:
    void findsTheNearestOfItsType()
    {
        Bench bench;
        appendRandomEvents(bench.columns, bench.random, 1000, 40, 3);
        bench.columns.publish();
        bench.shown.setFilter({.sources = {"/source/1", "/source/2"}});
        bench.show();
        const ValueCode type = *bench.columns.types.find("type.7");
        std::set<std::uint64_t> wanted;
        for (std::uint64_t row = 0; row < 1000; ++row) {
            if (bench.columns.row(row).type == type && bench.shown.positionOf(row))
                wanted.insert(row);
        }
        QVERIFY(wanted.size() > 5);
        for (std::uint64_t from = 0; from < 1000; from += 13) {
            bench.seek.start(RowSeek::hasType(type), from, Direction::Forwards);
            const auto after = wanted.upper_bound(from);
            auto answer = answerOf(bench.seek, &bench.shown);
            QCOMPARE(answer.row, std::optional(after == wanted.end() ? *wanted.begin() : *after));
            QCOMPARE(answer.hasWrapped, after == wanted.end());

            bench.seek.start(RowSeek::hasType(type), from, Direction::Backwards);
            const auto notBelow = wanted.lower_bound(from);
            answer = answerOf(bench.seek, &bench.shown);
            QCOMPARE(answer.row, std::optional(notBelow == wanted.begin() ? *wanted.rbegin()
                                                                          : *std::prev(notBelow)));
            QCOMPARE(answer.hasWrapped, notBelow == wanted.begin());
        }
    }

    void findsFindingsAndMarks()
    {
        Bench bench;
        Marks marks;
        for (std::uint64_t row = 0; row < 300; ++row) {
            Row event;
            event.findings = row % 100 == 63 ? 2 : 0; // at an edge of 64 rows, too
            bench.columns.append(event);
        }
        bench.columns.publish();
        bench.show();
        QVERIFY(marks.change({{1}, true, {}}));
        QVERIFY(marks.change({{65}, {}, "note"}));
        QVERIFY(marks.change({{192}, true, {}}));
        const auto seek = [&](RowSeek::Holds holds, std::uint64_t from, Direction direction) {
            bench.seek.start(std::move(holds), from, direction);
            return *answerOf(bench.seek, &bench.shown).row;
        };
        QCOMPARE(seek(RowSeek::hasFinding(), 0, Direction::Forwards), 63U);
        QCOMPARE(seek(RowSeek::hasFinding(), 63, Direction::Forwards), 163U);
        QCOMPARE(seek(RowSeek::hasFinding(), 263, Direction::Forwards), 63U);
        QCOMPARE(seek(RowSeek::hasFinding(), 163, Direction::Backwards), 63U);
        const auto shared = std::make_shared<const Marks>(marks);
        QCOMPARE(seek(RowSeek::hasMark(shared), 0, Direction::Forwards), 64U);
        QCOMPARE(seek(RowSeek::hasMark(shared), 64, Direction::Forwards), 191U);
        QCOMPARE(seek(RowSeek::hasMark(shared), 191, Direction::Forwards), 0U);
        QCOMPARE(seek(RowSeek::hasMark(shared), 0, Direction::Backwards), 191U);
    }

    /// What is near is there at once, as a held key needs it.
    void answersAtOnceWhatIsNear()
    {
        Bench bench;
        for (int i = 0; i < 300; ++i)
            appendEvent(bench.columns, i % 3 == 0 ? "a" : "b", "/s");
        bench.columns.publish();
        bench.show();
        bench.seek.start(RowSeek::hasType(*bench.columns.types.find("a")), 0, Direction::Forwards);
        const auto answer = bench.seek.advance(&bench.shown);
        QVERIFY(answer);
        QCOMPARE(answer->row, std::optional<std::uint64_t>(3));
        QVERIFY(!bench.seek.isSeeking());
        QVERIFY(!bench.seek.advance(&bench.shown));
    }

    void saysThatThereIsNone()
    {
        Bench bench;
        for (int i = 0; i < 100; ++i)
            appendEvent(bench.columns, i == 50 ? "a" : "b", "/s");
        bench.columns.publish();
        bench.show();
        const ValueCode type = *bench.columns.types.find("a");
        for (const Direction direction : {Direction::Forwards, Direction::Backwards}) {
            bench.seek.start(RowSeek::hasType(type), 50, direction);
            QVERIFY(!answerOf(bench.seek, &bench.shown).row);
            bench.seek.start(RowSeek::hasType(type), 51, direction);
            QCOMPARE(answerOf(bench.seek, &bench.shown).row, std::optional<std::uint64_t>(50));
        }
    }

    void goesALongWayOnThePool_data()
    {
        QTest::addColumn<bool>("forwards");
        QTest::newRow("forwards") << true;
        QTest::newRow("backwards") << false;
    }
    void goesALongWayOnThePool()
    {
        QFETCH(bool, forwards);
        Bench bench;
        const std::uint64_t rows = 80 * ColumnBlock::Rows + 17;
        const ValueCode type = bench.columns.types.add("rare").code;
        const std::uint64_t rare = forwards ? rows - 5 : 5;
        for (std::uint64_t i = 0; i < rows; ++i) {
            Row row;
            row.type = i == rare || i == rows / 2 ? type : type + 1;
            bench.columns.append(row);
        }
        bench.columns.publish();
        bench.show();
        bench.seek.start(RowSeek::hasType(type), rows / 2,
                         forwards ? Direction::Forwards : Direction::Backwards);
        const auto answer = answerOf(bench.seek, &bench.shown);
        QCOMPARE(answer.row, std::optional(rare));
        QVERIFY(!answer.hasWrapped);
        bench.seek.start(RowSeek::hasType(type), rare,
                         forwards ? Direction::Forwards : Direction::Backwards);
        const auto wrapped = answerOf(bench.seek, &bench.shown);
        QCOMPARE(wrapped.row, std::optional(rows / 2));
        QVERIFY(wrapped.hasWrapped);
    }

    void findsWhereTheClockReachesATime()
    {
        Bench bench;
        bench.appendTimes({10, 20, 20, 30, 5, 15, 25, 35}); // set back after 30
        const auto reached = [&bench](std::int64_t time, std::optional<std::uint64_t> from = {}) {
            bench.seek.start(RowSeek::reaches(time), from, Direction::Forwards);
            return answerOf(bench.seek, nullptr).row;
        };
        using Row = std::optional<std::uint64_t>;
        QCOMPARE(reached(20), Row(1));
        QCOMPARE(reached(21), Row(3));
        QCOMPARE(reached(0), Row(0)); // the log begins later
        QCOMPARE(reached(36), Row());
        QCOMPARE(reached(20, 1), Row(6)); // once more, after the clock was set back
        QCOMPARE(reached(20, 6), Row(1));
        QCOMPARE(reached(32), Row(7));
        bench.columns.evict(2);
        QCOMPARE(reached(0), Row(2));
        QCOMPARE(reached(20), Row(2));
    }

    void findsTimesAcrossBlocks()
    {
        Bench bench;
        const std::uint64_t rows = 3 * ColumnBlock::Rows + 5;
        for (std::uint64_t i = 0; i < rows; ++i) {
            Row row;
            row.received = static_cast<std::int64_t>(i);
            bench.columns.append(row);
        }
        bench.columns.publish();
        for (const std::uint64_t time :
             {std::uint64_t{1}, std::uint64_t{63}, std::uint64_t{64},
              std::uint64_t{ColumnBlock::Rows}, std::uint64_t{2 * ColumnBlock::Rows}, rows - 1}) {
            bench.seek.start(RowSeek::reaches(static_cast<std::int64_t>(time)), std::nullopt,
                             Direction::Forwards);
            QCOMPARE(answerOf(bench.seek, nullptr).row, std::optional(time));
        }
    }

    void looksAtNothingThatHasLeft()
    {
        Bench bench;
        bench.appendTimes({1, 2, 3});
        bench.columns.evict(3);
        bench.show();
        bench.seek.start(RowSeek::hasType(*bench.columns.types.find("t")), 1, Direction::Backwards);
        QVERIFY(!answerOf(bench.seek, &bench.shown).row);
        bench.seek.start(RowSeek::reaches(0), std::nullopt, Direction::Forwards);
        QVERIFY(!answerOf(bench.seek, nullptr).row);
    }

    void theNewestOrderWins()
    {
        Bench bench;
        for (int i = 0; i < 100'000; ++i)
            appendEvent(bench.columns, i % 2 == 0 ? "a" : "b", "/s");
        bench.columns.publish();
        bench.show();
        bench.seek.start([](const Columns &, std::uint64_t, unsigned) { return std::uint64_t{0}; },
                         0, Direction::Forwards);
        bench.seek.start(RowSeek::hasType(*bench.columns.types.find("b")), 10,
                         Direction::Backwards);
        QCOMPARE(answerOf(bench.seek, &bench.shown).row, std::optional<std::uint64_t>(9));
        bench.seek.start(RowSeek::hasType(*bench.columns.types.find("b")), 10,
                         Direction::Backwards);
        bench.seek.stop();
        QVERIFY(!bench.seek.isSeeking());
        QVERIFY(!bench.seek.advance(&bench.shown));
    }
};

QTEST_GUILESS_MAIN(TestRowSeek)
#include "tst_rowseek.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/sorting/rowsort.h"

#include "tests/core/query/filledcolumns.h"

#include <QTest>

#include <algorithm>
#include <bit>
#include <numeric>
#include <optional>
#include <tuple>

using namespace core;
using By = SortOrder::By;

namespace {

/// Everything that is compared, absent values among it; times step back.
void appendVaried(Columns &columns, std::mt19937 &random, std::uint64_t count)
{
    for (std::uint64_t i = 0; i < count; ++i) {
        Row row;
        row.type = columns.types.add("type." + std::to_string(random() % 50)).code;
        row.source = columns.sources.add("/source/" + std::to_string(random() % 3000)).code;
        if (random() % 3 != 0)
            row.subject = columns.subjects.add("s" + std::to_string(random() % 5000)).code;
        if (random() % 4 != 0)
            row.contentType = columns.contentTypes.add("c/" + std::to_string(random() % 5)).code;
        row.received = 1'700'000'000'000'000 + static_cast<std::int64_t>(i * 50 + random() % 400);
        if (random() % 5 != 0)
            row.time = static_cast<std::int64_t>(random()) * 1000 - 2'000'000'000'000;
        if (random() % 4 != 0) {
            row.shape.dataForm = DataForm::Json;
            row.size = static_cast<std::uint32_t>(random() % 100'000);
        }
        row.findings = static_cast<std::uint16_t>(random() % 8);
        columns.append(row);
    }
    columns.publish();
}

std::optional<std::string> text(const Dictionary &dictionary, ValueCode code)
{
    return code == AbsentCode ? std::nullopt
                              : std::optional<std::string>(std::string(dictionary.text(code)));
}

/// What is compared, by the values themselves: a number or a text.
using Compared = std::pair<std::optional<std::int64_t>, std::optional<std::string>>;
Compared comparedOf(const Columns &columns, By by, std::uint64_t index)
{
    const Row row = columns.row(index);
    switch (by) {
    case By::Number:
        return {static_cast<std::int64_t>(index), {}};
    case By::Received:
        return {row.received, {}};
    case By::Time:
        return {row.time == NoTime ? std::nullopt : std::optional(row.time), {}};
    case By::Type:
        return {{}, text(columns.types, row.type)};
    case By::Source:
        return {{}, text(columns.sources, row.source)};
    case By::Subject:
        return {{}, text(columns.subjects, row.subject)};
    case By::ContentType:
        return {{}, text(columns.contentTypes, row.contentType)};
    case By::Size:
        return {row.shape.dataForm == DataForm::None ? std::nullopt
                                                     : std::optional<std::int64_t>(row.size),
                {}};
    case By::Findings:
        return {row.findings == 0 ? std::nullopt
                                  : std::optional<std::int64_t>(std::popcount(row.findings)),
                {}};
    case By::Value:
        break;
    }
    return {};
}

/// The naive answer.
std::vector<std::uint64_t> sortedNaively(const Columns &columns, const SortOrder &order,
                                         std::vector<std::uint64_t> rows)
{
    std::vector<Compared> compared(static_cast<std::size_t>(columns.published()));
    for (const std::uint64_t row : rows)
        compared[row] = comparedOf(columns, order.by, row);
    std::stable_sort(rows.begin(), rows.end(), [&](std::uint64_t one, std::uint64_t other) {
        const Compared &left = compared[one];
        const Compared &right = compared[other];
        const bool hasLeft = left.first || left.second;
        const bool hasRight = right.first || right.second;
        if (!hasLeft || !hasRight)
            return hasLeft && !hasRight;
        return order.isDescending ? left > right : left < right;
    });
    return rows;
}

std::vector<std::uint64_t> rowsOf(const SortedRows &sorted)
{
    std::vector<std::uint64_t> rows;
    for (std::uint64_t position = 0; position < sorted.count(); ++position)
        rows.push_back(sorted.rowAt(position));
    return rows;
}

struct Bench {
    std::mt19937 random{5};
    Columns columns;
    ScanPool pool;
    LiveFilter shown{columns, pool};
    RowSort sort{columns, pool};

    void show()
    {
        do {
            shown.prepare();
            shown.apply();
            shown.prepare();
            shown.apply();
        } while (!shown.isComplete());
    }
    std::vector<std::uint64_t> shownRows() const
    {
        std::vector<std::uint64_t> rows;
        for (std::uint64_t position = 0; position < shown.count(); ++position)
            rows.push_back(shown.rowAt(position));
        return rows;
    }
    void start(const SortOrder &order)
    {
        sort.start(order, columnKeys(columns, order.by), shown.shown());
    }
    RowSort::Outcome outcome()
    {
        std::optional<RowSort::Outcome> outcome;
        if (!QTest::qWaitFor([&] { return (outcome = sort.take()).has_value(); }, 60'000))
            qFatal("no outcome");
        return *outcome;
    }
};

} // namespace

class TestRowSort : public QObject {
    Q_OBJECT

private slots:
    void sortsByEachColumn_data()
    {
        QTest::addColumn<By>("by");
        QTest::addColumn<bool>("isDescending");
        QTest::addColumn<quint64>("count");
        static constexpr std::pair<By, const char *> Columns[]{
            {By::Number, "number"},    {By::Received, "received"},
            {By::Time, "time"},        {By::Type, "type"},
            {By::Source, "source"},    {By::Subject, "subject"},
            {By::Size, "size"},        {By::ContentType, "content type"},
            {By::Findings, "findings"}};
        for (const auto &[by, name] : Columns) {
            for (const quint64 count : {quint64{3000}, quint64{150'000}}) {
                QTest::addRow("%s, %llu", name, count) << by << false << count;
                QTest::addRow("%s, %llu, descending", name, count) << by << true << count;
            }
        }
    }
    void sortsByEachColumn()
    {
        QFETCH(By, by);
        QFETCH(bool, isDescending);
        QFETCH(quint64, count);
        Bench bench;
        appendVaried(bench.columns, bench.random, count);
        for (const bool isFiltered : {false, true}) {
            if (isFiltered)
                bench.shown.setFilter({.types = {"type.1", "type.7", "type.30"}});
            bench.show();
            const SortOrder order{by, isDescending};
            bench.start(order);
            const auto sorted = bench.outcome().rows;
            QVERIFY(sorted);
            QCOMPARE(rowsOf(*sorted), sortedNaively(bench.columns, order, bench.shownRows()));
            QCOMPARE(sorted->end(), count);
            for (std::uint64_t position = 0; position < sorted->count(); position += 997)
                QCOMPARE(sorted->positionOf(sorted->rowAt(position)), std::optional(position));
            QVERIFY(!sorted->positionOf(count));
        }
    }

    void sortsAFewAtOnceAndManyOnThePool()
    {
        Bench bench;
        appendRandomEvents(bench.columns, bench.random, RowSort::NearRows, 2, 2);
        bench.show();
        bench.start({By::Number, true});
        QVERIFY(bench.sort.take());
        appendRandomEvents(bench.columns, bench.random, 1, 2, 2);
        bench.show();
        bench.start({By::Number, true});
        QVERIFY(bench.sort.isSorting());
        QVERIFY(bench.sort.progress().total > RowSort::NearRows);
        QCOMPARE(bench.outcome().rows->rowAt(0), RowSort::NearRows);
        QVERIFY(!bench.sort.isSorting());
        QCOMPARE(bench.sort.progress().total, 0U);
    }

    void sortsNothing()
    {
        Bench bench;
        bench.show();
        bench.start({By::Type, false});
        const auto sorted = bench.outcome().rows;
        QVERIFY(sorted);
        QCOMPARE(sorted->count(), 0U);
        QVERIFY(!sorted->positionOf(0));
    }

    void theNewestOrderWinsAndOneIsStopped()
    {
        Bench bench;
        appendVaried(bench.columns, bench.random, 300'000);
        bench.show();
        bench.start({By::Source, false});
        bench.start({By::Size, true});
        QCOMPARE(bench.outcome().rows->order(), (SortOrder{By::Size, true}));
        bench.start({By::Source, false});
        bench.sort.stop();
        QVERIFY(!bench.sort.isSorting());
        QVERIFY(!bench.sort.take());
    }

    void takesOutWhatHasLeft()
    {
        Bench bench;
        appendVaried(bench.columns, bench.random, 200'000);
        bench.show();
        const SortOrder order{By::Source, false};
        bench.start(order);
        const auto before = bench.outcome().rows;
        constexpr std::uint64_t First = 50'000;
        bench.columns.evict(First);
        bench.sort.startForgetting(before, First);
        const auto after = bench.outcome().rows;
        bench.show();
        QCOMPARE(after->base(), First);
        QCOMPARE(rowsOf(*after), sortedNaively(bench.columns, order, bench.shownRows()));
        QVERIFY(!after->positionOf(First - 1));
        QVERIFY(after->positionOf(First));
    }

    /// What cannot be read any more may have had any value on the way.
    void saysThatRowsLeftTooFast()
    {
        Bench bench;
        const std::uint64_t many = (Columns::EvictedBlocks + 4) * ColumnBlock::Rows;
        appendVaried(bench.columns, bench.random, many);
        bench.show();
        const LiveFilter::Rows rows = bench.shown.shown();
        bench.columns.evict(many);
        QVERIFY(bench.columns.readable() > 0);
        bench.sort.start({By::Size, false}, columnKeys(bench.columns, By::Size), rows);
        QVERIFY(!bench.outcome().rows);
    }

    /// Where keys cannot be read any more, rows are still found.
    void findsRowsWithoutTheirKeys()
    {
        Bench bench;
        const std::uint64_t many = (Columns::EvictedBlocks + 4) * ColumnBlock::Rows;
        appendVaried(bench.columns, bench.random, many);
        bench.show();
        bench.start({By::Size, false});
        const auto sorted = bench.outcome().rows;
        bench.columns.evict(many);
        QVERIFY(bench.columns.readable() > sorted->base());
        QCOMPARE(sorted->positionOf(sorted->rowAt(12'345)), std::optional<std::uint64_t>(12'345));
    }

    void holdsRowsUpToItsLimit()
    {
        constexpr std::uint64_t Most = SortedRows::MaxRows;
        QVERIFY(SortedRows::canHold(7, 7 + Most - 1));
        QVERIFY(SortedRows::canHold(7, 7 + Most));
        QVERIFY(!SortedRows::canHold(7, 7 + Most + 1));
        QVERIFY(SortedRows::canHold(9, 3));
    }

    void keepsFourBytesOfARow()
    {
        Bench bench;
        appendRandomEvents(bench.columns, bench.random, 1000, 2, 2);
        bench.show();
        bench.start({By::Type, false});
        QCOMPARE(bench.outcome().rows->offsets().size_bytes(), 1000 * SortedRows::BytesPerRow);
        QCOMPARE(SortedRows::BytesPerRow, std::size_t{4});
    }
};

QTEST_GUILESS_MAIN(TestRowSort)
#include "tst_rowsort.moc"

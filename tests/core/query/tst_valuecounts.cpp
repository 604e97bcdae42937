// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/valuecounts.h"

#include "tests/core/query/filledcolumns.h"

#include <QTest>

#include <map>
#include <thread>

using namespace core;

namespace {

void compare(const ValueCounts &counts, const Columns &columns, std::uint64_t start = 0)
{
    EventFilter typesOnly = counts.filter();
    typesOnly.sources.clear();
    typesOnly.excludedSources.clear();
    EventFilter sourcesOnly = counts.filter();
    sourcesOnly.types.clear();
    sourcesOnly.excludedTypes.clear();
    const NaiveFilter bySource(sourcesOnly, columns);
    const NaiveFilter byType(typesOnly, columns);
    std::map<ValueCode, ValueCount> types;
    std::map<ValueCode, ValueCount> sources;
    for (std::uint64_t index = columns.first(); index < columns.published(); ++index) {
        const Row row = columns.row(index);
        ++types[row.type].kept;
        ++sources[row.source].kept;
        types[row.type].shown += index >= start && bySource.shows(index) ? 1U : 0U;
        sources[row.source].shown += index >= start && byType.shows(index) ? 1U : 0U;
    }
    QCOMPARE(counts.kept(), columns.published() - columns.first());
    for (ValueCode code = 0; code < counts.typesEnd() + 2; ++code)
        QCOMPARE(counts.type(code), types[code]);
    for (ValueCode code = 0; code < counts.sourcesEnd() + 2; ++code)
        QCOMPARE(counts.source(code), sources[code]);
}

} // namespace

class ValueCountsTest : public QObject {
    Q_OBJECT

private slots:
    void countsEveryValueAsTheLogGrows()
    {
        Columns columns;
        ScanPool pool;
        ValueCounts counts(columns, pool);
        QVERIFY(!counts.advance());
        std::mt19937 random(11);
        for (int round = 0; round < 50; ++round) {
            appendRandomEvents(columns, random, 1 + random() % 900,
                               static_cast<unsigned>(3 + round), 7);
            QVERIFY(counts.advance());
            QVERIFY(!counts.advance());
        }
        QVERIFY(counts.isComplete());
        compare(counts, columns);
    }

    void leavesTheSiblingsOfATakenTypeTheirCounts()
    {
        Columns columns;
        ScanPool pool;
        appendEvent(columns, "a", "/x");
        appendEvent(columns, "b", "/x");
        appendEvent(columns, "b", "/y");
        columns.publish();
        ValueCounts counts(columns, pool);
        counts.setFilter({.types = {"a"}});
        counts.advance();
        const ValueCode a = *columns.types.find("a");
        const ValueCode b = *columns.types.find("b");
        const ValueCode x = *columns.sources.find("/x");
        const ValueCode y = *columns.sources.find("/y");
        QCOMPARE(counts.type(a), (ValueCount{1, 1}));
        QCOMPARE(counts.type(b), (ValueCount{2, 2}));
        QCOMPARE(counts.source(x), (ValueCount{2, 1}));
        QCOMPARE(counts.source(y), (ValueCount{1, 0}));
        compare(counts, columns);
    }

    void agreesWithNaiveCountsOverRandomFilters()
    {
        const unsigned seed = 815;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        Columns columns;
        ScanPool pool;
        ValueCounts counts(columns, pool);
        for (int round = 0; round < 25; ++round) {
            appendRandomEvents(columns, random, random() % 3000, 20, 12);
            EventFilter filter;
            filter.types = randomTexts(random, "type.", 20, 12);
            filter.sources = randomTexts(random, "/source/", 12, 5);
            filter.excludedTypes = randomTexts(random, "type.", 20, 2);
            const std::uint64_t start = round % 3 == 0 ? random() % columns.published() : 0;
            counts.setFilter(filter, start);
            counts.advance();
            appendRandomEvents(columns, random, 10, 20, 12);
            counts.advance();
            compare(counts, columns, start);
        }
    }

    void keepsTheOldNumbersUntilTheNewOnesAreWhole()
    {
        Columns columns;
        ScanPool pool;
        std::mt19937 random(12);
        appendRandomEvents(columns, random, 12 * LiveTally::RowsPerTick, 5, 5);
        ValueCounts counts(columns, pool);
        counts.advance();
        QVERIFY(!counts.isComplete());
        QCOMPARE(counts.kept(), 0U);
        QTRY_VERIFY((counts.advance(), counts.isComplete()));
        compare(counts, columns);
        const ValueCode code = *columns.types.find("type.0");
        const ValueCount old = counts.type(code);
        counts.setFilter({.types = {"type.1"}, .sources = {"/source/1"}});
        QCOMPARE(counts.type(code), old);
        QVERIFY(!counts.isComplete());
        counts.setFilter({.sources = {"/source/2"}});
        QTRY_VERIFY((counts.advance(), counts.isComplete()));
        compare(counts, columns);
        counts.setFilter({});
        QTRY_VERIFY((counts.advance(), counts.isComplete()));
        compare(counts, columns);
    }

    void followsALogThatGrowsWhileItIsCounted()
    {
        Columns columns;
        ScanPool pool;
        std::mt19937 random(12);
        std::thread writer([&] {
            for (unsigned i = 0; i < 400; ++i)
                appendRandomEvents(columns, random, 900, 5 + i, 5);
        });
        {
            ValueCounts ended(columns, pool);
            ended.setFilter({.types = {"type.2"}});
            ended.advance();
        }
        ValueCounts counts(columns, pool);
        for (unsigned i = 0; i < 60; ++i) {
            counts.setFilter({.types = {"type." + std::to_string(i)}, .sources = {"/source/1"}});
            counts.advance();
        }
        writer.join();
        QTRY_VERIFY((counts.advance(), counts.isComplete()));
        compare(counts, columns);
    }

    void takesOffWhatLeftTheLog_data()
    {
        QTest::addColumn<quint64>("evicted");
        QTest::addColumn<bool>("atOnce");
        const quint64 limit = LiveTally::RowsPerTick;
        QTest::newRow("one") << quint64{1} << true;
        QTest::newRow("as many as a tick takes") << limit << true;
        QTest::newRow("one more") << limit + 1 << false;
        QTest::newRow("more than stays readable")
            << quint64{(Columns::EvictedBlocks + 1) * ColumnBlock::Rows} << false;
        QTest::newRow("all") << quint64{(Columns::EvictedBlocks + 2) * ColumnBlock::Rows} << false;
    }
    void takesOffWhatLeftTheLog()
    {
        QFETCH(quint64, evicted);
        QFETCH(bool, atOnce);
        Columns columns;
        ScanPool pool;
        std::mt19937 random(12);
        appendRandomEvents(columns, random, (Columns::EvictedBlocks + 2) * ColumnBlock::Rows, 5, 5);
        ValueCounts counts(columns, pool);
        counts.setFilter({.types = {"type.1"}, .excludedSources = {"/source/1"}}, 10);
        QTRY_VERIFY((counts.advance(), counts.isComplete()));
        columns.evict(evicted);
        counts.advance();
        QCOMPARE(counts.isComplete(), atOnce);
        QTRY_VERIFY((counts.advance(), counts.isComplete()));
        compare(counts, columns, 10);
        QVERIFY(!counts.advance());
    }

    void countsValuesWithoutRoomAsOther()
    {
        Columns columns;
        ScanPool pool;
        Row row;
        row.type = OtherCode;
        row.source = columns.sources.add("/a").code;
        columns.append(row);
        columns.publish();
        ValueCounts counts(columns, pool);
        counts.advance();
        QCOMPARE(counts.type(OtherCode), (ValueCount{1, 1}));
    }
};

QTEST_GUILESS_MAIN(ValueCountsTest)
#include "tst_valuecounts.moc"

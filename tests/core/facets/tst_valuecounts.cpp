// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/facets/valuecounts.h"

#include "core/cesql/parser.h"
#include "core/query/clauses.h"
#include "core/query/filterexpression.h"
#include "core/query/livefilter.h"
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
    for (ValueCode code = 0; code < counts.end(Facet::Type) + 2; ++code)
        QCOMPARE(counts.count(Facet::Type, code), types[code]);
    for (ValueCode code = 0; code < counts.end(Facet::Source) + 2; ++code)
        QCOMPARE(counts.count(Facet::Source, code), sources[code]);
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
        QCOMPARE(counts.count(Facet::Type, a), (ValueCount{1, 1}));
        QCOMPARE(counts.count(Facet::Type, b), (ValueCount{2, 2}));
        QCOMPARE(counts.count(Facet::Source, x), (ValueCount{2, 1}));
        QCOMPARE(counts.count(Facet::Source, y), (ValueCount{1, 0}));
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

    /// Each facet under what is asked of all others, however that is written.
    void countsEachFacetUnderTheOthers_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"subject = '3'", "subject != '3'", "(NOT EXISTS subject OR subject != '3')",
              "NOT EXISTS subject AND type LIKE '%1'", "datacontenttype = 'text/plain'",
              "ORIGIN() = 'http://1' AND subject IN ('1', '2', '3')",
              "type = 'type.1' AND source != '/source/2' AND LENGTH(subject) = 1",
              "subject = '3' OR type = 'type.1'", "FALSE", "subject LIKE '1%' AND ORIGIN() != ''"})
            QTest::newRow(text) << QByteArray(text);
    }
    void countsEachFacetUnderTheOthers()
    {
        QFETCH(QByteArray, text);
        Columns columns;
        ScanPool pool;
        std::mt19937 random(13);
        const auto append = [&](int count) {
            for (int i = 0; i < count; ++i) {
                Row row;
                row.type = columns.types.add("type." + std::to_string(random() % 3)).code;
                row.source = columns.sources.add("/source/" + std::to_string(random() % 4)).code;
                if (random() % 3)
                    row.subject = columns.subjects.add(std::to_string(random() % 20)).code;
                if (random() % 4)
                    row.contentType =
                        columns.contentTypes.add(random() % 2 ? "text/plain" : "text/x").code;
                if (random() % 5)
                    row.connection =
                        columns.connections.add("http://" + std::to_string(random() % 3)).code;
                columns.append(row);
            }
            columns.publish();
        };
        append(5000);
        const EventFilter filter = filterOf(cesql::parse(text.toStdString()).value());
        ValueCounts counts(columns, pool);
        counts.setFilter(filter);
        QTRY_VERIFY((counts.advance(), counts.isComplete()));
        append(500);
        counts.advance();
        columns.evict(700);
        QTRY_VERIFY((counts.advance(), counts.isComplete()));

        const FacetFilter parts(filter);
        for (const Facet facet : AllFacets) {
            // The rows that pass everything that is not this facet's own.
            EventFilter others = parts.common;
            std::string rest = others.expression ? asClause(*others.expression) : std::string();
            for (const Facet other : AllFacets) {
                for (const auto &clause : parts.own[other]) {
                    if (other != facet)
                        addClause(rest, asClause(clause));
                }
            }
            others.expression.reset();
            if (!rest.empty())
                others.expression = cesql::parse(rest).value();
            if (facet == Facet::Type)
                others.types.clear();
            if (facet == Facet::Source)
                others.excludedSources.clear();
            LiveFilter view(columns, pool);
            view.setFilter(others);
            QTRY_VERIFY((view.prepare(), view.apply(), view.isComplete()));
            std::map<ValueCode, ValueCount> wanted;
            std::uint64_t distinct = 0;
            for (std::uint64_t row = columns.first(); row < columns.published(); ++row) {
                const Row cells = columns.row(row);
                const ValueCode code = facet == Facet::Type          ? cells.type
                                       : facet == Facet::Source      ? cells.source
                                       : facet == Facet::Subject     ? cells.subject
                                       : facet == Facet::ContentType ? cells.contentType
                                                                     : cells.connection;
                distinct += wanted[code].kept++ == 0 && code >= FirstCode ? 1U : 0U;
                wanted[code].shown += view.positionOf(row) ? 1U : 0U;
            }
            for (ValueCode code = 0; code < counts.end(facet) + 1; ++code)
                QCOMPARE(counts.count(facet, code), wanted[code]);
            QCOMPARE(counts.distinct(facet), distinct);
            QCOMPARE(counts.total(facet),
                     (ValueCount{columns.published() - columns.first(), view.count()}));
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
        const ValueCount old = counts.count(Facet::Type, code);
        counts.setFilter({.types = {"type.1"}, .sources = {"/source/1"}});
        QCOMPARE(counts.count(Facet::Type, code), old);
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
        QCOMPARE(counts.count(Facet::Type, OtherCode), (ValueCount{1, 1}));
    }
};

QTEST_GUILESS_MAIN(ValueCountsTest)
#include "tst_valuecounts.moc"

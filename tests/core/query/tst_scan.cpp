// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/scan.h"

#include "tests/core/query/filledcolumns.h"

#include <QTest>

using namespace core;

static bool acceptsRow(const CompiledFilter &filter, const Row &row)
{
    return filter.types.accepts(row.type) && filter.sources.accepts(row.source);
}

class ScanTest : public QObject {
    Q_OBJECT

    static void compare(const EventFilter &filter, const Columns &columns, std::uint64_t from,
                        std::uint64_t to)
    {
        CompiledFilter compiled(filter);
        compiled.follow(columns);
        RowBitmap result(from);
        scan(columns, compiled, to, result);
        QCOMPARE(result.end(), to);
        const NaiveFilter naive(filter, columns);
        for (std::uint64_t row = from; row < to; ++row)
            if (result.contains(row) != naive.shows(row))
                QFAIL(qPrintable(QStringLiteral("row %1 differs").arg(row)));
    }

private slots:
    void keepsWhatTheFilterNames_data()
    {
        QTest::addColumn<EventFilter>("filter");
        QTest::newRow("no filter") << EventFilter{};
        QTest::newRow("one type") << EventFilter{.types = {"type.3"}};
        QTest::newRow("two sources") << EventFilter{.sources = {"/source/1", "/source/4"}};
        QTest::newRow("types and sources")
            << EventFilter{.types = {"type.3", "type.5"}, .sources = {"/source/1", "/source/4"}};
        QTest::newRow("without a type") << EventFilter{.excludedTypes = {"type.3"}};
        QTest::newRow("type taken and left out at once")
            << EventFilter{.types = {"type.3", "type.5"}, .excludedTypes = {"type.3"}};
        QTest::newRow("all taken and left out")
            << EventFilter{.types = {"type.3"}, .excludedTypes = {"type.3"}};
        QTest::newRow("unknown type") << EventFilter{.types = {"nobody.sends.this"}};
        QTest::newRow("without an unknown type")
            << EventFilter{.excludedTypes = {"nobody.sends.this"}};
    }
    void keepsWhatTheFilterNames()
    {
        QFETCH(EventFilter, filter);
        Columns columns;
        std::mt19937 random(4711);
        appendRandomEvents(columns, random, 5000, 10, 10);
        compare(filter, columns, 0, columns.published());
    }

    void agreesWithANaiveFilterOverRandomRowsAndFilters()
    {
        const unsigned seed = 20261125;
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        Columns columns;
        appendRandomEvents(columns, random, 3 * ColumnBlock::Rows + 1234, 60, 40);
        for (int round = 0; round < 60; ++round) {
            const unsigned most = round % 2 == 0 ? 3 : 50;
            EventFilter filter;
            filter.types = randomTexts(random, "type.", 60, most);
            filter.sources = randomTexts(random, "/source/", 40, most);
            filter.excludedTypes = randomTexts(random, "type.", 60, most / 3);
            filter.excludedSources = randomTexts(random, "/source/", 40, most / 3);
            const std::uint64_t from = random() % columns.published();
            const std::uint64_t to = from + random() % (columns.published() - from);
            compare(filter, columns, from, to);
        }
    }

    void readsAcrossBlocks_data()
    {
        QTest::addColumn<quint64>("from");
        QTest::addColumn<quint64>("to");
        const quint64 block = ColumnBlock::Rows;
        QTest::newRow("nothing") << block << block;
        QTest::newRow("last row of a block") << block - 1 << block;
        QTest::newRow("first row of a block") << block << block + 1;
        QTest::newRow("both sides") << block - 1 << block + 1;
        QTest::newRow("a whole block") << block << 2 * block;
        QTest::newRow("more than two") << block - 65 << 3 * block + 1;
    }
    void readsAcrossBlocks()
    {
        QFETCH(quint64, from);
        QFETCH(quint64, to);
        Columns columns;
        std::mt19937 random(1);
        appendRandomEvents(columns, random, 3 * ColumnBlock::Rows + 100, 3, 3);
        compare(EventFilter{.types = {"type.1"}}, columns, from, to);
    }

    void comparesFewAndLooksUpManyWithTheSameAnswer()
    {
        Columns columns;
        std::mt19937 random(5);
        appendRandomEvents(columns, random, 3000, 20, 3);
        for (std::size_t names = 1; names <= 2 * CodeCondition::FewCodes; ++names) {
            EventFilter taken;
            EventFilter without;
            for (std::size_t i = 0; i < names; ++i) {
                taken.types.insert("type." + std::to_string(i));
                without.excludedTypes.insert("type." + std::to_string(i));
            }
            compare(taken, columns, 0, columns.published());
            compare(without, columns, 0, columns.published());
        }
    }

    void matchesANameFromItsFirstEventOn()
    {
        Columns columns;
        appendEvent(columns, "old", "/a");
        columns.publish();
        CompiledFilter taken(EventFilter{.types = {"new"}});
        CompiledFilter without(EventFilter{.excludedTypes = {"new"}});
        taken.follow(columns);
        without.follow(columns);
        appendEvent(columns, "new", "/a");
        appendEvent(columns, "newer", "/a");
        columns.publish();
        taken.follow(columns);
        without.follow(columns);
        QVERIFY(!acceptsRow(taken, columns.row(0)));
        QVERIFY(acceptsRow(taken, columns.row(1)));
        QVERIFY(!acceptsRow(taken, columns.row(2)));
        QVERIFY(acceptsRow(without, columns.row(0)));
        QVERIFY(!acceptsRow(without, columns.row(1)));
        QVERIFY(acceptsRow(without, columns.row(2)));
    }

    void showsAValueWithoutRoomOnlyWhenThereIsNoCondition()
    {
        Columns columns;
        Row row;
        row.type = OtherCode;
        row.source = columns.sources.add("/a").code;
        columns.append(row);
        columns.publish();
        const auto matches = [&](const EventFilter &filter) {
            CompiledFilter compiled(filter);
            compiled.follow(columns);
            RowBitmap result;
            scan(columns, compiled, 1, result);
            return result.contains(0) && acceptsRow(compiled, row);
        };
        QVERIFY(matches({}));
        QVERIFY(matches({.sources = {"/a"}}));
        QVERIFY(!matches({.types = {"a"}}));
        QVERIFY(!matches({.excludedTypes = {"a"}}));
    }
};

QTEST_GUILESS_MAIN(ScanTest)
#include "tst_scan.moc"

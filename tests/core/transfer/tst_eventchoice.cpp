// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/eventchoice.h"
#include "core/transfer/exportformat.h"

#include <QTest>

using namespace core;

using Numbers = QList<QPair<int, int>>;

class TestEventChoice : public QObject {
    Q_OBJECT

private slots:
    void cutsAndJoinsRanges_data();
    void cutsAndJoinsRanges();
    void filtersByTexts();
    void knowsFormatsByNameAndFile();
};

void TestEventChoice::cutsAndJoinsRanges_data()
{
    QTest::addColumn<Numbers>("ranges");
    QTest::addColumn<Numbers>("expected");
    QTest::addColumn<int>("count");
    QTest::newRow("none: all that is there") << Numbers{} << Numbers{{10, 20}} << 11;
    QTest::newRow("inside") << Numbers{{12, 13}} << Numbers{{12, 13}} << 2;
    QTest::newRow("the ends") << Numbers{{10, 10}, {20, 20}} << Numbers{{10, 10}, {20, 20}} << 2;
    QTest::newRow("above and below") << Numbers{{1, 9}, {21, 30}} << Numbers{} << 0;
    QTest::newRow("over both ends") << Numbers{{1, 100}} << Numbers{{10, 20}} << 11;
    QTest::newRow("not in order") << Numbers{{18, 19}, {11, 12}} << Numbers{{11, 12}, {18, 19}}
                                  << 4;
    QTest::newRow("touching") << Numbers{{11, 12}, {13, 14}} << Numbers{{11, 14}} << 4;
    QTest::newRow("apart by one") << Numbers{{11, 12}, {14, 15}} << Numbers{{11, 12}, {14, 15}}
                                  << 4;
    QTest::newRow("one within another") << Numbers{{11, 18}, {12, 13}} << Numbers{{11, 18}} << 8;
    QTest::newRow("backwards") << Numbers{{15, 14}} << Numbers{} << 0;
}

void TestEventChoice::cutsAndJoinsRanges()
{
    QFETCH(Numbers, ranges);
    QFETCH(Numbers, expected);
    QFETCH(int, count);
    EventChoice choice;
    for (const auto &[first, last] : ranges)
        choice.ranges.push_back({{std::uint64_t(first)}, {std::uint64_t(last)}});
    const std::vector<SequenceRange> found = rangesWithin(choice, {10}, {20});
    Numbers numbers;
    for (const SequenceRange &range : found)
        numbers.append({int(range.first.value), int(range.last.value)});
    QCOMPARE(numbers, expected);
    QCOMPARE(countOf(found), std::uint64_t(count));
}

void TestEventChoice::filtersByTexts()
{
    StoredEvent stored;
    stored.event.type = "order";
    stored.event.source = "/shop";
    EventFilter filter;
    QVERIFY(isShown(filter, stored));
    filter.types = {"order", "other"};
    QVERIFY(isShown(filter, stored));
    filter.sources = {"/elsewhere"};
    QVERIFY(!isShown(filter, stored));
    filter = {};
    filter.excludedTypes = {"order"};
    QVERIFY(!isShown(filter, stored));
    filter = {};
    filter.excludedSources = {"/shop"};
    QVERIFY(!isShown(filter, stored));
}

void TestEventChoice::knowsFormatsByNameAndFile()
{
    for (const ExportFormat format : ExportFormats) {
        QCOMPARE(exportFormatNamed(exportFormatName(format)), std::optional(format));
        QCOMPARE(exportFormatOfFile("a/b" + std::string(exportFormatSuffix(format))),
                 std::optional(format));
    }
    QVERIFY(!exportFormatNamed("xml"));
    QVERIFY(!exportFormatNamed(""));
    QCOMPARE(exportFormatOfFile("LOG.JSONL"), std::optional(ExportFormat::Ndjson));
    QVERIFY(!exportFormatOfFile("log.txt"));
    QVERIFY(!exportFormatOfFile("csv"));
    QVERIFY(!exportFormatOfFile(""));
}

QTEST_GUILESS_MAIN(TestEventChoice)
#include "tst_eventchoice.moc"

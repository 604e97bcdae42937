// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/findingrows.h"

#include <QTest>

using namespace core;

/// Which rows have a finding, as the log grows and forgets.
class TestFindingRows : public QObject {
    Q_OBJECT
private slots:
    void findsWhatComes();
    void catchesUpOnThePool();
    void forgetsWhatLeaves();
    void goesOnWhereEverythingLeft();
};

namespace {

struct Bench {
    Columns columns;
    ScanPool pool;
    FindingRows findings{columns, pool};

    /// Every `step`-th row has one.
    void append(std::uint64_t count, std::uint64_t step)
    {
        for (std::uint64_t i = 0; i < count; ++i) {
            Row row;
            row.findings = columns.appended() % step == 0 ? 1 : 0;
            columns.append(row);
        }
        columns.publish();
    }
    void wait()
    {
        const bool isThere = QTest::qWaitFor([this] {
            findings.advance();
            return findings.isComplete() && findings.rows().end() == columns.published();
        });
        if (!isThere)
            qFatal("it goes on for ever");
    }
    void check(std::uint64_t step) const
    {
        QCOMPARE(findings.rows().first(), columns.first());
        for (std::uint64_t row = columns.first(); row < columns.published(); ++row) {
            if (findings.rows().contains(row) != (row % step == 0))
                QFAIL(std::to_string(row).c_str());
        }
    }
};

} // namespace

void TestFindingRows::findsWhatComes()
{
    Bench bench;
    bench.findings.advance();
    QCOMPARE(bench.findings.rows().end(), 0U);
    for (const std::uint64_t count : {1U, 62U, 1U, 1U, 200U, 16'384U}) {
        bench.append(count, 3);
        bench.findings.advance();
        QVERIFY(bench.findings.isComplete()); // at once
        bench.check(3);
    }
}

void TestFindingRows::catchesUpOnThePool()
{
    Bench bench;
    bench.append(FindingRows::RowsPerTick + 1, 7);
    bench.findings.advance();
    QVERIFY(!bench.findings.isComplete());
    bench.append(1000, 7);
    bench.wait();
    bench.check(7);
}

void TestFindingRows::forgetsWhatLeaves()
{
    Bench bench;
    bench.append(50'000, 5);
    bench.wait();
    bench.columns.evict(20'001);
    bench.findings.advance();
    bench.check(5);
    bench.append(100'000, 5);
    bench.findings.advance();
    bench.columns.evict(120'000);
    bench.append(10, 5);
    bench.wait();
    bench.check(5);
}

void TestFindingRows::goesOnWhereEverythingLeft()
{
    Bench bench;
    bench.append(100, 2);
    bench.wait();
    bench.append(1'000'000, 2);
    bench.columns.evict(1'000'100);
    bench.wait();
    QCOMPARE(bench.findings.rows().count(), 0U);
    bench.append(100, 2);
    bench.wait();
    bench.check(2);
}

QTEST_GUILESS_MAIN(TestFindingRows)
#include "tst_findingrows.moc"

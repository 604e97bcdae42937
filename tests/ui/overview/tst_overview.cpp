// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/overview/overview.h"

#include "core/query/livefilter.h"
#include "tests/core/log/logtest.h"

#include <QtTest>

#include <random>

using namespace ui;
using namespace logtest;

/// What stands out among the rows that are shown, pixel by pixel: against a count of every row.
class TestOverview : public QObject {
    Q_OBJECT

private slots:
    void agreesWithEveryRow_data();
    void agreesWithEveryRow();
    void findsTheEventOfAPlace();
    void knowsWhereRefusalsAre();
    void isEmptyWithoutRows();
    void looksAtTwoMillionRows();
};

namespace {

struct Bench {
    core::Columns columns;
    core::ScanPool pool;
    core::LiveFilter shown{columns, pool};
    core::RowBitmap hitRows;
    core::ShownHits hits;
    core::Marks marks;
    RowSelection selection;
    Overview overview{columns, pool, [] {
                          return core::Result<std::unique_ptr<core::CaptureReader>>(
                              core::fail(core::Error::Kind::Io, "nothing to read"));
                      }};

    explicit Bench(core::EventFilter filter = {}) { shown.setFilter(std::move(filter)); }
    void append(std::uint64_t count, std::mt19937 &random, unsigned rare)
    {
        for (std::uint64_t i = 0; i < count; ++i) {
            core::Row row;
            row.type = columns.types.add(random() % 3 == 0 ? "a" : "b").code;
            row.source = columns.sources.add("/s").code;
            row.findings = random() % rare == 0 ? 1 : 0;
            columns.append(row);
            hitRows.append(random() % rare == 0 ? 1 : 0, 1);
        }
        columns.publish();
    }
    void advance()
    {
        const bool isThere = QTest::qWaitFor([this] {
            shown.prepare();
            shown.apply();
            shown.prepare();
            shown.apply();
            overview.advance(shown, 0);
            hits.advance(shown, hitRows, columns.first());
            return shown.isComplete() && overview.isComplete(shown) &&
                   hits.isComplete(shown, hitRows);
        });
        if (!isThere)
            qFatal("it goes on for ever");
    }
    Overview::Surroundings around() const { return {marks, &hits, selection}; }
};

/// The pixel of a row, found in another way than Overview does.
std::size_t pixelOf(quint64 count, quint64 position, int height)
{
    const auto all = static_cast<quint64>(height);
    for (quint64 y = 0; y < all; ++y) {
        if (count <= all ? y * count / all >= position : (y + 1) * count / all > position)
            return y;
    }
    return all - 1;
}

} // namespace

void TestOverview::agreesWithEveryRow_data()
{
    QTest::addColumn<quint64>("count");
    QTest::addColumn<int>("height");
    QTest::addColumn<bool>("isFiltered");
    QTest::addColumn<quint64>("left");
    for (const bool isFiltered : {false, true}) {
        for (const int height : {1, 7, 100, 333}) {
            QTest::addRow("few rows in %d, %s", height, isFiltered ? "filtered" : "all")
                << quint64{50} << height << isFiltered << quint64{0};
            QTest::addRow("many rows in %d, %s", height, isFiltered ? "filtered" : "all")
                << quint64{5000} << height << isFiltered << quint64{0};
            QTest::addRow("rows have left, %d, %s", height, isFiltered ? "filtered" : "all")
                << quint64{3000} << height << isFiltered << quint64{1777};
        }
    }
}

void TestOverview::agreesWithEveryRow()
{
    QFETCH(quint64, count);
    QFETCH(int, height);
    QFETCH(bool, isFiltered);
    QFETCH(quint64, left);
    std::mt19937 random(5);
    Bench bench(isFiltered ? core::EventFilter{.types = {"a"}} : core::EventFilter{});
    bench.append(count, random, 97);
    for (int mark = 0; mark < 20; ++mark)
        QVERIFY(bench.marks.change({{1 + random() % count}, true, {}}));
    bench.selection.add(count / 2, count / 2 + count / 10);
    bench.selection.add(count - 1, count);
    bench.advance();
    bench.columns.evict(left);
    bench.advance();

    OverviewBuckets expected(static_cast<std::size_t>(height));
    const quint64 rows = bench.shown.count();
    for (quint64 position = 0; position < rows; ++position) {
        const quint64 row = bench.shown.rowAt(position);
        std::uint8_t &bits = expected[pixelOf(rows, position, height)];
        if (bench.columns.row(row).findings)
            bits |= OverviewFinding;
        if (bench.hitRows.contains(row))
            bits |= OverviewHit;
        if (bench.marks.find({row + 1}))
            bits |= OverviewMark;
        if (bench.selection.contains(row + 1))
            bits |= OverviewSelected;
    }
    OverviewBuckets found = bench.overview.buckets(bench.shown, height, bench.around());
    // A range covers what lies between its pixels, too.
    for (std::size_t y = 0; y < found.size(); ++y) {
        if (rows <= quint64(height))
            found[y] &= static_cast<std::uint8_t>(~OverviewSelected | expected[y]);
    }
    QCOMPARE(found, expected);
}

void TestOverview::findsTheEventOfAPlace()
{
    std::mt19937 random(1);
    Bench bench;
    bench.append(1000, random, 1'000'000);
    bench.advance();
    const auto at = [&bench](int y) {
        return bench.overview.eventAt(bench.shown, y, 100, bench.around()).value;
    };
    QCOMPARE(at(0), 1U);
    QCOMPARE(at(50), 501U);
    QCOMPARE(at(99), 991U);
    QCOMPARE(at(-5), 1U);
    QCOMPARE(at(500), 991U);
    QVERIFY(bench.marks.change({{508}, true, {}}));
    QCOMPARE(at(50), 508U); // what is ticked there
    QCOMPARE(at(51), 511U);
}

void TestOverview::knowsWhereRefusalsAre()
{
    const QTemporaryDir folder;
    const auto log = openLog(captureIn(folder));
    Sender sender(*log);
    sender.send(refusal(1));
    sender.send(batchMessage(1, 50));
    sender.send(refusal(2));
    sender.send(batchMessage(100, 50));
    sender.send(refusal(3));
    core::ScanPool pool;
    core::LiveFilter shown(log->columns(), pool);
    shown.prepare();
    shown.apply();
    Overview overview(log->columns(), pool, [&log] { return log->reader(); });
    const core::Marks marks;
    const RowSelection selection;
    const auto found = [&] {
        overview.advance(shown, log->refusalCount());
        QByteArray text;
        for (const std::uint8_t bits : overview.buckets(shown, 10, {marks, nullptr, selection}))
            text += bits & OverviewRefusal ? 'r' : '.';
        return text;
    };
    QTRY_COMPARE(found(), QByteArray("r...r....r"));
    sender.send(batchMessage(200, 100));
    shown.prepare();
    shown.apply();
    QTRY_COMPARE(found(), QByteArray("r.r.r....."));
}

void TestOverview::isEmptyWithoutRows()
{
    Bench bench;
    bench.advance();
    QCOMPARE(bench.overview.buckets(bench.shown, 5, bench.around()), OverviewBuckets(5));
    QVERIFY(bench.overview.buckets(bench.shown, 0, bench.around()).empty());
    QVERIFY(!bench.overview.eventAt(bench.shown, 3, 5, bench.around()));
}

void TestOverview::looksAtTwoMillionRows()
{
    std::mt19937 random(2);
    Bench bench;
    bench.append(2'000'000, random, 1000);
    bench.advance();
    QElapsedTimer timer;
    timer.start();
    OverviewBuckets buckets;
    for (int round = 0; round < 20; ++round)
        buckets = bench.overview.buckets(bench.shown, 800, bench.around());
    qInfo("%.2f ms for 800 pixels over two million rows", double(timer.nsecsElapsed()) / 20e6);
    QVERIFY(std::count_if(buckets.begin(), buckets.end(),
                          [](std::uint8_t bits) { return (bits & OverviewFinding) != 0; }) > 700);
}

QTEST_GUILESS_MAIN(TestOverview)
#include "tst_overview.moc"

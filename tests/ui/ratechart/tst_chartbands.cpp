// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ratechart/chartbands.h"

#include <QtTest>

namespace {

core::RateSeries seriesOf(core::ValueCode code, std::vector<std::uint32_t> counts)
{
    core::RateSeries series;
    series.code = code;
    series.counts = std::move(counts);
    for (const std::uint32_t count : series.counts)
        series.total += count;
    return series;
}

/// Buckets of half a second; two values and the rest.
core::RateSnapshot snapshot()
{
    core::RateSnapshot rates;
    rates.width = std::chrono::milliseconds(500);
    rates.series = {seriesOf(2, {1, 2, 3}), seriesOf(3, {0, 5, 0})};
    rates.other = seriesOf(core::OtherCode, {1, 1, 1});
    rates.kept = {10, 20, 30};
    rates.shown = {2, 8, 4};
    return rates;
}

/// "0:1 1:1 1:2 …"
QString written(const QList<QPointF> &points)
{
    QStringList words;
    for (const QPointF &point : points)
        words << QStringLiteral("%1:%2").arg(point.x()).arg(point.y());
    return words.join(u' ');
}

} // namespace

class TestChartBands : public QObject {
    Q_OBJECT

private slots:
    void stacksSteps();
    void leavesOutWhatIsHidden_data();
    void leavesOutWhatIsHidden();
    void leavesOutWhatHasNothing();
    void drawsEverythingKeptBehindAFilter();
    void drawsNothingOfNothing();
};

void TestChartBands::stacksSteps()
{
    const ui::ChartBands chart = ui::chartBands(snapshot(), {});
    QCOMPARE(chart.bands.size(), 3U);
    QCOMPARE(chart.bands[0].code, 2U);
    QCOMPARE(written(chart.bands[0].lower), QStringLiteral("0:0 1:0 1:0 2:0 2:0 3:0"));
    QCOMPARE(written(chart.bands[0].upper), QStringLiteral("0:2 1:2 1:4 2:4 2:6 3:6"));
    QCOMPARE(chart.bands[1].lower, chart.bands[0].upper);
    QCOMPARE(written(chart.bands[1].upper), QStringLiteral("0:2 1:2 1:14 2:14 2:6 3:6"));
    QCOMPARE(chart.bands[2].code, core::OtherCode);
    QCOMPARE(written(chart.bands[2].upper), QStringLiteral("0:4 1:4 1:16 2:16 2:8 3:8"));
    QCOMPARE(chart.highest, 16.0);
    QVERIFY(chart.kept.isEmpty());
}

void TestChartBands::leavesOutWhatIsHidden_data()
{
    using Codes = std::set<core::ValueCode>;
    QTest::addColumn<Codes>("hidden");
    QTest::addColumn<int>("bands");
    QTest::addColumn<double>("highest");
    QTest::newRow("the bottom") << Codes{2} << 2 << 12.0;
    QTest::newRow("the rest") << Codes{core::OtherCode} << 2 << 14.0;
    QTest::newRow("all") << Codes{core::OtherCode, 2, 3} << 0 << 0.0;
    QTest::newRow("another") << Codes{99} << 3 << 16.0;
}

void TestChartBands::leavesOutWhatIsHidden()
{
    QFETCH(std::set<core::ValueCode>, hidden);
    const ui::ChartBands chart = ui::chartBands(snapshot(), hidden);
    QTEST(static_cast<int>(chart.bands.size()), "bands");
    QTEST(chart.highest, "highest");
    for (const ui::ChartBand &band : chart.bands)
        QVERIFY(!hidden.contains(band.code));
}

void TestChartBands::leavesOutWhatHasNothing()
{
    core::RateSnapshot rates = snapshot();
    rates.other = {};
    rates.series[1] = seriesOf(3, {0, 0, 0});
    const ui::ChartBands chart = ui::chartBands(rates, {});
    QCOMPARE(chart.bands.size(), 1U);
}

void TestChartBands::drawsEverythingKeptBehindAFilter()
{
    core::RateSnapshot rates = snapshot();
    rates.isFiltered = true;
    const ui::ChartBands chart = ui::chartBands(rates, {});
    QCOMPARE(written(chart.kept), QStringLiteral("0:20 1:20 1:40 2:40 2:60 3:60"));
    QCOMPARE(chart.highest, 60.0);
    QCOMPARE(ui::chartBands(rates, {2, 3, core::OtherCode}).highest, 60.0);
}

void TestChartBands::drawsNothingOfNothing()
{
    const ui::ChartBands chart = ui::chartBands({}, {});
    QVERIFY(chart.bands.empty());
    QVERIFY(chart.kept.isEmpty());
    QCOMPARE(chart.highest, 0.0);
}

QTEST_GUILESS_MAIN(TestChartBands)
#include "tst_chartbands.moc"

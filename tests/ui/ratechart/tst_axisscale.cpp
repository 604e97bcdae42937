// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ratechart/axisscale.h"

#include <QtTest>

using namespace std::chrono_literals;

class TestAxisScale : public QObject {
    Q_OBJECT

private slots:
    void choosesARoundTop_data();
    void choosesARoundTop();
    void growsAtOnce();
    void shrinksOnlyAfterFiveQuietSeconds();
    void staysWhileTheHighestIsNotFarBelow();
    void beginsToWaitAnewAfterEachPeak();
    void fitsAtOnceAfterAReset();

private:
    static core::SteadyTime at(std::chrono::milliseconds time) { return core::SteadyTime(time); }
};

void TestAxisScale::choosesARoundTop_data()
{
    QTest::addColumn<double>("highest");
    QTest::addColumn<double>("top");
    QTest::newRow("nothing") << 0.0 << 4.0;
    QTest::newRow("next to nothing") << 0.01 << 4.0;
    QTest::newRow("at a step") << 4.0 << 4.0;
    QTest::newRow("above a step") << 4.1 << 8.0;
    QTest::newRow("2.5") << 9.0 << 10.0;
    QTest::newRow("5") << 10.1 << 20.0;
    QTest::newRow("10") << 21.0 << 40.0;
    QTest::newRow("the picture") << 910.0 << 1'000.0;
    QTest::newRow("a thousand") << 1'000.0 << 1'000.0;
    QTest::newRow("just above") << 1'000.5 << 2'000.0;
    QTest::newRow("large") << 12'345'678.0 << 20'000'000.0;
}

void TestAxisScale::choosesARoundTop()
{
    QFETCH(double, highest);
    QTEST(ui::AxisScale::topFor(highest), "top");
    ui::AxisScale scale;
    QTEST(scale.update(highest, at(0s)), "top");
}

void TestAxisScale::growsAtOnce()
{
    ui::AxisScale scale;
    scale.update(90, at(0s));
    QCOMPARE(scale.top(), 100.0);
    QCOMPARE(scale.update(101, at(0s)), 200.0);
}

void TestAxisScale::shrinksOnlyAfterFiveQuietSeconds()
{
    ui::AxisScale scale;
    scale.update(900, at(0s));
    QCOMPARE(scale.update(100, at(1s)), 1'000.0);
    QCOMPARE(scale.update(100, at(5'999ms)), 1'000.0);
    QCOMPARE(scale.update(100, at(6s)), 100.0);
}

void TestAxisScale::staysWhileTheHighestIsNotFarBelow()
{
    ui::AxisScale scale;
    scale.update(1'000, at(0s));
    for (int second = 1; second < 60; ++second)
        QCOMPARE(scale.update(600, at(std::chrono::seconds(second))), 1'000.0);
    scale.update(599, at(60s));
    QCOMPARE(scale.update(599, at(65s)), 800.0);
}

void TestAxisScale::beginsToWaitAnewAfterEachPeak()
{
    ui::AxisScale scale;
    scale.update(1'000, at(0s));
    scale.update(10, at(1s));
    scale.update(700, at(4s));
    QCOMPARE(scale.update(10, at(7s)), 1'000.0);
    QCOMPARE(scale.update(10, at(11'999ms)), 1'000.0);
    QCOMPARE(scale.update(10, at(12s)), 10.0);
}

void TestAxisScale::fitsAtOnceAfterAReset()
{
    ui::AxisScale scale;
    scale.update(1'000, at(0s));
    scale.reset();
    QCOMPARE(scale.update(3, at(0s)), 4.0);
    scale.update(1'000, at(0s));
    QCOMPARE(scale.update(3, at(1s)), 1'000.0); // once
}

QTEST_GUILESS_MAIN(TestAxisScale)
#include "tst_axisscale.moc"

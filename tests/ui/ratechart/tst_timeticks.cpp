// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ratechart/timeticks.h"

#include <QtTest>

using namespace std::chrono_literals;

namespace {

/// 2026-11-27 12:00:00 UTC
constexpr core::WallTime Noon{1'795'780'800s};

} // namespace

class TestTimeTicks : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void standsAtWholeSteps_data();
    void standsAtWholeSteps();
    void neverGivesMoreThanAskedFor();
    void givesNothingForNothing();
    void followsTheClockOnTheWall();
};

void TestTimeTicks::cleanup()
{
    qputenv("TZ", "UTC");
    tzset();
}

void TestTimeTicks::standsAtWholeSteps_data()
{
    using core::WallTime;
    QTest::addColumn<WallTime>("from");
    QTest::addColumn<WallTime>("to");
    QTest::addColumn<int>("most");
    QTest::addColumn<QString>("labels");
    const auto row = [](const char *tag, WallTime from, std::chrono::microseconds span, int most,
                        const char *labels) {
        QTest::newRow(tag) << from << from + span << most << QString::fromLatin1(labels);
    };
    row("a minute", Noon, 60s, 8, "12:00:00 12:00:10 12:00:20 12:00:30 12:00:40 12:00:50 12:01:00");
    row("a minute, narrow", Noon, 60s, 3, "12:00:00 12:00:30 12:01:00");
    row("between whole seconds", Noon + 300ms, 4s, 8, "12:00:01 12:00:02 12:00:03 12:00:04");
    row("ten minutes", Noon + 20s, 600s, 10, "12:02 12:04 12:06 12:08 12:10");
    row("ten minutes, wide", Noon + 20s, 600s, 11,
        "12:01 12:02 12:03 12:04 12:05 12:06 12:07 12:08 12:09 12:10");
    row("an hour", Noon + 90s, 1h, 8, "12:10 12:20 12:30 12:40 12:50 13:00");
    row("a day", Noon + 1h, 24h, 8, "18:00 00:00 06:00 12:00");
    row("a week", Noon, 24h * 7, 8, "11-28 11-29 11-30 12-01 12-02 12-03 12-04");
    row("less than a year", Noon, 24h * 364, 6, "12-14 02-13 04-15 06-15 08-15 10-15");
    row("years", Noon, 24h * 3000, 4, "2027-07-29 2029-08-18 2031-09-08 2033-09-28");
}

void TestTimeTicks::standsAtWholeSteps()
{
    QFETCH(core::WallTime, from);
    QFETCH(core::WallTime, to);
    QFETCH(int, most);
    QStringList labels;
    for (const ui::TimeTick &tick : ui::timeTicks(from, to, most)) {
        QVERIFY(tick.at >= from);
        QVERIFY(tick.at <= to);
        labels << tick.label;
    }
    QTEST(labels.join(u' '), "labels");
}

void TestTimeTicks::neverGivesMoreThanAskedFor()
{
    for (std::int64_t seconds = 1; seconds < 40'000'000; seconds += seconds / 3 + 1) {
        for (int most = 1; most < 20; ++most) {
            const auto ticks = ui::timeTicks(Noon, Noon + std::chrono::seconds(seconds), most);
            QVERIFY(ticks.size() <= static_cast<std::size_t>(most));
            for (std::size_t i = 2; i < ticks.size(); ++i)
                QCOMPARE((ticks[i].at - ticks[i - 1].at).count(),
                         (ticks[1].at - ticks[0].at).count());
        }
    }
}

void TestTimeTicks::givesNothingForNothing()
{
    QVERIFY(ui::timeTicks(Noon, Noon - 1s, 5).empty());
    QVERIFY(ui::timeTicks(Noon + 100ms, Noon + 900ms, 5).empty());
    QVERIFY(ui::timeTicks(Noon, Noon + 60s, 0).empty());
    QCOMPARE(ui::timeTicks(Noon, Noon, 5).size(), 1U);
}

void TestTimeTicks::followsTheClockOnTheWall()
{
    qputenv("TZ", "XXX-05:45"); // as in Nepal, without need of its data
    tzset();
    QStringList labels;
    for (const ui::TimeTick &tick : ui::timeTicks(Noon, Noon + 24h, 5))
        labels << tick.label;
    QCOMPARE(labels.join(u' '), QStringLiteral("18:00 00:00 06:00 12:00"));
}

QTEST_GUILESS_MAIN(TestTimeTicks)
#include "tst_timeticks.moc"

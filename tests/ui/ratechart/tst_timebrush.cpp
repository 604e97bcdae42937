// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ratechart/timebrush.h"

#include <QtTest>

namespace {

using std::chrono::seconds;

const ui::TimeBrush::Grid Minute{core::WallTime(seconds(1000)), seconds(2), 30};

core::ReceivedRange range(int from, int before)
{
    return {core::WallTime(seconds(from)), core::WallTime(seconds(before))};
}

} // namespace

class TestTimeBrush : public QObject {
    Q_OBJECT

private slots:
    void takesWholeBuckets()
    {
        ui::TimeBrush brush;
        brush.begin(Minute, 3);
        QVERIFY(brush.range() == range(1006, 1008));
        brush.reach(Minute, 5);
        QVERIFY(brush.range() == range(1006, 1012));
    }

    void turnsRoundItsFirstBucket()
    {
        ui::TimeBrush brush;
        brush.begin(Minute, 3);
        brush.reach(Minute, 5);
        brush.reach(Minute, 1);
        QVERIFY(brush.range() == range(1002, 1008));
    }

    void movesTheEndThatIsHeld()
    {
        ui::TimeBrush brush;
        brush.hold(range(1006, 1012), false);
        brush.reach(Minute, 9);
        QVERIFY(brush.range() == range(1006, 1020));
        brush.hold(range(1006, 1012), true);
        brush.reach(Minute, 0);
        QVERIFY(brush.range() == range(1000, 1012));
    }

    void staysWithinTheGrid()
    {
        ui::TimeBrush brush;
        brush.begin(Minute, 99);
        QVERIFY(brush.range() == range(1058, 1060));
    }

    void isNothingWithoutBuckets()
    {
        ui::TimeBrush brush;
        brush.begin({}, 0);
        brush.reach({}, 0);
        QVERIFY(!brush.range());
        QVERIFY(!brush.isHeld());
    }

    void keepsTheRangeWhenItIsDropped()
    {
        ui::TimeBrush brush;
        brush.begin(Minute, 3);
        brush.drop();
        brush.reach(Minute, 5);
        QVERIFY(brush.range() == range(1006, 1008));
        brush.set({});
        QVERIFY(!brush.range());
    }
};

QTEST_GUILESS_MAIN(TestTimeBrush)
#include "tst_timebrush.moc"

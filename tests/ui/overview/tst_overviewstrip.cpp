// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/apptheme.h"
#include "ui/overview/overviewstrip.h"

#include <QHelpEvent>
#include <QSignalSpy>
#include <QToolTip>
#include <QtTest>

using namespace ui;

class TestOverviewStrip : public QObject {
    Q_OBJECT

private slots:
    void findsTheNearestTick();
    void paintsLanes();
    void saysWhereItWasClicked();
    void saysWhatIsThere();

private:
    AppTheme m_theme;
};

void TestOverviewStrip::findsTheNearestTick()
{
    OverviewBuckets buckets(20);
    buckets[5] = OverviewMark;
    buckets[10] = OverviewSelected;
    buckets[12] = OverviewHit | OverviewSelected;
    QCOMPARE(nearestTick(buckets, 5, 3), 5);
    QCOMPARE(nearestTick(buckets, 2, 3), 5);
    QCOMPARE(nearestTick(buckets, 1, 3), -1);
    QCOMPARE(nearestTick(buckets, 8, 3), 5);
    QCOMPARE(nearestTick(buckets, 10, 3), 12); // a selection is none
    QCOMPARE(nearestTick(buckets, 19, 3), -1);
    QCOMPARE(nearestTick({}, 3, 3), -1);
}

void TestOverviewStrip::paintsLanes()
{
    OverviewStrip strip(*m_theme);
    strip.resize(OverviewStrip::Width, 100);
    OverviewBuckets buckets(100);
    buckets[10] = OverviewFinding;
    buckets[20] = OverviewRefusal | OverviewFinding;
    buckets[30] = OverviewMark | OverviewHit;
    buckets[40] = OverviewSelected;
    strip.setBuckets(buckets);
    const QImage image = strip.grab().toImage();
    const auto colour = [this](const char *name) { return m_theme->colour(QLatin1String(name)); };
    QCOMPARE(image.pixelColor(1, 10), colour("warning"));
    QCOMPARE(image.pixelColor(1, 11), colour("warning"));
    QCOMPARE(image.pixelColor(1, 12), colour("window"));
    QCOMPARE(image.pixelColor(4, 10), colour("window"));
    QCOMPARE(image.pixelColor(1, 20), colour("danger"));
    QCOMPARE(image.pixelColor(4, 30), colour("accent"));
    QCOMPARE(image.pixelColor(7, 30), colour("text"));
    QCOMPARE(image.pixelColor(1, 30), colour("window"));
    for (const int x : {1, 4, 7})
        QCOMPARE(image.pixelColor(x, 40), colour("selection"));
}

void TestOverviewStrip::saysWhereItWasClicked()
{
    OverviewStrip strip(*m_theme);
    strip.resize(OverviewStrip::Width, 100);
    OverviewBuckets buckets(100);
    buckets[30] = OverviewMark;
    strip.setBuckets(buckets);
    QSignalSpy chosen(&strip, &OverviewStrip::chosen);
    QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(4, 32));
    QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(4, 60));
    QTest::mouseClick(&strip, Qt::RightButton, {}, QPoint(4, 70));
    QCOMPARE(chosen.size(), 2);
    QCOMPARE(chosen[0][0].toInt(), 30);
    QCOMPARE(chosen[1][0].toInt(), 60);
}

void TestOverviewStrip::saysWhatIsThere()
{
    OverviewStrip strip(*m_theme);
    strip.resize(OverviewStrip::Width, 100);
    strip.show();
    OverviewBuckets buckets(100);
    buckets[30] = OverviewMark | OverviewRefusal;
    strip.setBuckets(buckets);
    QHelpEvent help(QEvent::ToolTip, QPoint(4, 31), strip.mapToGlobal(QPoint(4, 31)));
    QApplication::sendEvent(&strip, &help);
    QCOMPARE(QToolTip::text(), QStringLiteral("Here: refusals, marks or notes"));
    QToolTip::hideText();
    QVERIFY(!strip.accessibleName().isEmpty());
}

QTEST_MAIN(TestOverviewStrip)
#include "tst_overviewstrip.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventtable/rowselection.h"

#include <QtTest>

#include <bitset>

using Ranges = std::vector<ui::SequenceRange>;

class TestRowSelection : public QObject {
    Q_OBJECT

private slots:
    void containsNothingAtFirst();
    void selectsRangeInEitherDirection();
    void joinsNeighbours();
    void splitsRangeWhenOneIsTakenOut();
    void toggles();
    void forgetsWhatLeft();
    void holdsTenMillionRowsAsOneRange();
    void agreesWithSetOfNumbers();
};

void TestRowSelection::containsNothingAtFirst()
{
    const ui::RowSelection selection;
    QVERIFY(selection.isEmpty());
    QVERIFY(!selection.contains(0));
    QVERIFY(!selection.contains(1));
}

void TestRowSelection::selectsRangeInEitherDirection()
{
    ui::RowSelection down;
    down.selectOnly(3, 7);
    ui::RowSelection up;
    up.selectOnly(7, 3);
    QVERIFY(down == up);
    QVERIFY(!down.contains(2));
    QVERIFY(down.contains(3));
    QVERIFY(down.contains(7));
    QVERIFY(!down.contains(8));
}

void TestRowSelection::joinsNeighbours()
{
    ui::RowSelection selection;
    selection.add(10, 12);
    selection.add(1, 3);
    QVERIFY(selection.ranges() == (Ranges{{1, 3}, {10, 12}}));
    selection.add(4, 9);
    QVERIFY(selection.ranges() == (Ranges{{1, 12}}));
}

void TestRowSelection::splitsRangeWhenOneIsTakenOut()
{
    ui::RowSelection selection;
    selection.selectOnly(1, 5);
    selection.remove(3);
    QVERIFY(selection.ranges() == (Ranges{{1, 2}, {4, 5}}));
    selection.remove(1);
    selection.remove(5);
    QVERIFY(selection.ranges() == (Ranges{{2, 2}, {4, 4}}));
    selection.remove(9);
    QVERIFY(selection.ranges() == (Ranges{{2, 2}, {4, 4}}));
}

void TestRowSelection::toggles()
{
    ui::RowSelection selection;
    selection.toggle(5);
    QVERIFY(selection.contains(5));
    selection.toggle(5);
    QVERIFY(selection.isEmpty());
}

void TestRowSelection::forgetsWhatLeft()
{
    ui::RowSelection selection;
    QVERIFY(!selection.forgetBelow(5));
    selection.add(3, 5);
    selection.add(8, 9);
    selection.add(20, 30);
    QVERIFY(!selection.forgetBelow(3));
    QVERIFY(selection.forgetBelow(4));
    QVERIFY(selection.ranges() == (Ranges{{4, 5}, {8, 9}, {20, 30}}));
    QVERIFY(selection.forgetBelow(21));
    QVERIFY(selection.ranges() == (Ranges{{21, 30}}));
    QVERIFY(selection.forgetBelow(31));
    QVERIFY(selection.isEmpty());
}

void TestRowSelection::holdsTenMillionRowsAsOneRange()
{
    ui::RowSelection selection;
    selection.selectOnly(1, 10'000'000);
    QCOMPARE(selection.ranges().size(), std::size_t{1});
    QVERIFY(selection.contains(5'000'000));
}

void TestRowSelection::agreesWithSetOfNumbers()
{
    std::bitset<64> expected;
    ui::RowSelection selection;
    quint32 random = 2'463'534'242;
    for (int step = 0; step < 2'000; ++step) {
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        const quint64 first = random % 60 + 1;
        const quint64 last = std::min<quint64>(first + (random >> 8) % 6, 62);
        switch ((random >> 16) % 4) {
        case 0:
            selection.add(first, last);
            for (quint64 number = first; number <= last; ++number)
                expected.set(number);
            break;
        case 1:
            selection.remove(first);
            expected.reset(first);
            break;
        case 2:
            selection.toggle(first);
            expected.flip(first);
            break;
        default:
            if ((random >> 20) % 16 == 0) {
                selection.clear();
                expected.reset();
            }
        }
        for (quint64 number = 0; number < 64; ++number)
            QCOMPARE(selection.contains(number), expected.test(number));
        for (std::size_t i = 1; i < selection.ranges().size(); ++i)
            QVERIFY(selection.ranges()[i - 1].last + 1 < selection.ranges()[i].first);
    }
}

QTEST_GUILESS_MAIN(TestRowSelection)
#include "tst_rowselection.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/query/filledcolumns.h"
#include "ui/jump/jumps.h"

#include <QSignalSpy>
#include <QTest>

using namespace ui;

namespace {

core::WallTime at(std::int64_t micros)
{
    return core::WallTime(std::chrono::microseconds(micros));
}

/// A log of types a and b, in which the clock was set back once, and a view of it.
struct Bench {
    core::Columns columns;
    core::ScanPool pool;
    core::LiveFilter shown{columns, pool};
    Jumps jumps{columns, pool};
    quint64 arrived = 0; ///< 0: not
    QString notice;

    explicit Bench(core::EventFilter filter = {})
    {
        QObject::connect(&jumps, &Jumps::arrived, &jumps,
                         [this](core::EventSequence sequence, const QString &words) {
                             arrived = sequence.value;
                             notice = words;
                         });
        QObject::connect(&jumps, &Jumps::failed, &jumps, [this](const QString &words) {
            arrived = 0;
            notice = words;
        });
        shown.setFilter(std::move(filter));
    }
    void append()
    {
        const std::int64_t times[] = {10, 20, 30, 40, 15, 25, 35, 45};
        for (std::size_t i = 0; i < std::size(times); ++i)
            appendEvent(columns, i % 3 == 0 ? "a" : "b", "/s", times[i]);
        columns.publish();
        show();
    }
    void show()
    {
        do {
            shown.prepare();
            shown.apply();
            shown.prepare();
            shown.apply();
        } while (!shown.isComplete());
    }
    void goTo(const JumpPlace &place)
    {
        arrived = 0;
        notice.clear();
        jumps.goTo(place, shown);
        wait();
    }
    void goAlong(quint64 from, bool forwards)
    {
        arrived = 0;
        notice.clear();
        jumps.goAlongType({from}, forwards, shown);
        wait();
    }
    void wait()
    {
        const bool isThere = QTest::qWaitFor([this] {
            jumps.advance(shown);
            return !jumps.isSeeking();
        });
        if (!isThere)
            qFatal("it went nowhere");
    }
    QString words() { return notice.replace(QChar(0x00A0), u' '); }
};

const core::EventFilter OnlyB{.types = {"b"}};

} // namespace

class TestJumps : public QObject {
    Q_OBJECT

private slots:
    void goesToANumber()
    {
        Bench bench;
        bench.append();
        bench.goTo(core::EventSequence{5});
        QCOMPARE(bench.arrived, 5U);
        QCOMPARE(bench.words(), QString());
        bench.goTo(core::EventSequence{9});
        QCOMPARE(bench.words(), QStringLiteral("There is no event #9 yet. The newest is #8."));
        bench.columns.evict(3);
        bench.show();
        bench.goTo(core::EventSequence{3});
        QCOMPARE(bench.words(), QStringLiteral("Event #3 has left the capture. The oldest is #4."));
        bench.goTo(core::EventSequence{4});
        QCOMPARE(bench.arrived, 4U);
    }
    void goesToTheNextThatIsShown()
    {
        Bench bench(OnlyB);
        bench.append(); // 1, 4, 7 are hidden
        bench.goTo(core::EventSequence{4});
        QCOMPARE(bench.arrived, 5U);
        QCOMPARE(bench.words(), QStringLiteral("Event #4 is not shown. This is the next that is."));
        appendEvent(bench.columns, "a", "/s", 50);
        bench.columns.publish();
        bench.show();
        bench.goTo(core::EventSequence{9});
        QCOMPARE(bench.arrived, 8U);
        QCOMPARE(bench.words(), QStringLiteral("Event #9 is not shown. This is the last that is."));
        bench.shown.setFilter({.types = {"c"}});
        bench.show();
        bench.goTo(core::EventSequence{4});
        QCOMPARE(bench.words(), QStringLiteral("Event #4 is kept, but nothing is shown."));
    }
    void saysThatThereIsNothingYet()
    {
        Bench bench;
        bench.goTo(core::EventSequence{1});
        QCOMPARE(bench.words(), QStringLiteral("No event is kept yet."));
        bench.goTo(at(5));
        QCOMPARE(bench.words(), QStringLiteral("No event is kept yet."));
        bench.goAlong(0, true);
        QVERIFY(bench.words().startsWith(QLatin1String("Select an event first")));
        QCOMPARE(bench.jumps.dayOf({}), QDate::currentDate());
    }
    void goesWhereTheClockCameToATime()
    {
        Bench bench;
        bench.append();
        bench.goTo(at(25));
        QCOMPARE(bench.arrived, 3U);
        QCOMPARE(bench.words(), QString());
        bench.goTo(at(25)); // once more
        QCOMPARE(bench.arrived, 6U);
        QVERIFY(bench.words().startsWith(QLatin1String("The clock was set back")));
        bench.goTo(at(25));
        QCOMPARE(bench.arrived, 3U);
        bench.goTo(at(42)); // only once
        QCOMPARE(bench.arrived, 8U);
        bench.goTo(at(42));
        QCOMPARE(bench.arrived, 8U);
        QCOMPARE(bench.words(), QString());
        bench.goTo(at(0));
        QCOMPARE(bench.arrived, 1U);
        bench.goTo(at(46));
        QCOMPARE(bench.arrived, 0U);
        QVERIFY(bench.words().startsWith(QLatin1String("No event was received at ")));
        bench.goTo(at(46));
        QCOMPARE(bench.arrived, 0U);
    }
    void goesToATimeAmongWhatIsShown()
    {
        Bench bench(OnlyB);
        bench.append();
        bench.goTo(at(40)); // number 4 is hidden
        QCOMPARE(bench.arrived, 5U);
        bench.shown.setFilter({.types = {"a"}});
        bench.show();
        bench.goTo(at(45)); // number 8 is hidden, and the last
        QCOMPARE(bench.arrived, 7U);
        QVERIFY(bench.words().startsWith(QLatin1String("Nothing that is shown came at ")));
    }
    void goesAlongAType()
    {
        Bench bench;
        bench.append(); // a: 1, 4, 7
        bench.goAlong(1, true);
        QCOMPARE(bench.arrived, 4U);
        QCOMPARE(bench.words(), QString());
        bench.goAlong(7, true);
        QCOMPARE(bench.arrived, 1U);
        QCOMPARE(bench.words(),
                 QStringLiteral("This was the last of its type: here is the first."));
        bench.goAlong(4, false);
        QCOMPARE(bench.arrived, 1U);
        bench.goAlong(1, false);
        QCOMPARE(bench.arrived, 7U);
        QCOMPARE(bench.words(),
                 QStringLiteral("This was the first of its type: here is the last."));
        bench.columns.evict(6);
        bench.show();
        bench.goAlong(7, true);
        QCOMPARE(bench.words(), QStringLiteral("No other event of this type is shown."));
        bench.goAlong(1, true); // has left
        QVERIFY(bench.words().startsWith(QLatin1String("Select an event first")));
    }
    void goesAlongNoTypeWithoutCode()
    {
        Bench bench;
        core::Row row;
        row.type = core::OtherCode;
        bench.columns.append(row);
        bench.columns.publish();
        bench.show();
        bench.goAlong(1, true);
        QCOMPARE(bench.words(),
                 QStringLiteral("This capture has too many types to go along this one."));
    }
    void knowsTheDayOfATimeWithoutOne()
    {
        Bench bench;
        constexpr std::int64_t Day = 86'400'000'000;
        appendEvent(bench.columns, "a", "/s", 20'000 * Day + Day / 2);
        appendEvent(bench.columns, "a", "/s", 20'001 * Day + Day / 2);
        bench.columns.publish();
        const QDate epoch(1970, 1, 1);
        QCOMPARE(bench.jumps.dayOf({}), epoch.addDays(20'001));
        QCOMPARE(bench.jumps.dayOf({1}), epoch.addDays(20'000));
        QCOMPARE(bench.jumps.dayOf({7}), epoch.addDays(20'001));
    }
};

QTEST_GUILESS_MAIN(TestJumps)
#include "tst_jumps.moc"

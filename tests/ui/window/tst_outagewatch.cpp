// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/outagewatch.h"
#include "ui/window/windownotes.h"

#include <QTest>

using namespace ui;

namespace {

core::LogState writable()
{
    return {};
}

core::LogState full()
{
    core::LogState log;
    log.writable = false;
    log.problem = "there is no space left";
    log.problemKind = core::Error::Kind::Full;
    return log;
}

core::Ledger refused(std::uint64_t count)
{
    core::Ledger ledger;
    ledger.refused = count;
    return ledger;
}

core::WallTime at(int second)
{
    return core::WallTime(std::chrono::seconds(1'700'000'000 + second));
}

} // namespace

class TestOutageWatch : public QObject {
    Q_OBJECT

private slots:
    void saysNothingWithoutAnOutage()
    {
        OutageWatch watch;
        watch.look(writable(), refused(0), at(0));
        watch.look(writable(), refused(9), at(1));
        QVERIFY(!watch.recovery());
    }

    void countsWhatWasRefusedMeanwhile()
    {
        OutageWatch watch;
        watch.look(writable(), refused(3), at(0));
        watch.look(full(), refused(10), at(1));
        QVERIFY(!watch.recovery());
        watch.look(full(), refused(200), at(2));
        watch.look(writable(), refused(315), at(3));
        QCOMPARE(watch.recovery(), std::optional(Recovery{at(3), 312, true}));
        // What is refused later is another matter.
        watch.look(writable(), refused(400), at(4));
        QCOMPARE(watch.recovery(), std::optional(Recovery{at(3), 312, true}));
    }

    void staysUntilItIsRead()
    {
        OutageWatch watch;
        watch.look(full(), refused(1), at(0));
        watch.look(writable(), refused(1), at(1));
        QVERIFY(watch.recovery());
        watch.dismiss();
        watch.look(writable(), refused(1), at(2));
        QVERIFY(!watch.recovery());
    }

    void forgetsItWhenTheNextOneBegins()
    {
        OutageWatch watch;
        watch.look(writable(), refused(1), at(0));
        watch.look(full(), refused(2), at(1));
        watch.look(writable(), refused(4), at(2));
        watch.look(full(), refused(5), at(3));
        QVERIFY(!watch.recovery());
        watch.look(writable(), refused(6), at(4));
        QCOMPARE(watch.recovery(), std::optional(Recovery{at(4), 2, true}));
    }

    void takesAReadOnlyCaptureForNone()
    {
        core::LogState readOnly = full();
        readOnly.readOnly = core::ReadOnlyReason::Taken;
        OutageWatch watch;
        watch.look(readOnly, refused(0), at(0));
        watch.look(writable(), refused(0), at(1));
        QVERIFY(!watch.recovery());
    }

    void isSaidAboveTheTable()
    {
        Surroundings now;
        now.recovery = Recovery{at(0), 312, true};
        const auto note = windowNote(now);
        QVERIFY(note);
        QCOMPARE(note->severity, Note::Severity::Success);
        QCOMPARE(note->sentence,
                 QStringLiteral("Space again: receiving since 22:13:20. Refused meanwhile: 312."));
        QCOMPARE(note->close, WindowNote::Close::Recovery);
        now.recovery->wasFull = false;
        QVERIFY(windowNote(now)->sentence.startsWith(QLatin1String("Written again: ")));
    }
};

QTEST_GUILESS_MAIN(TestOutageWatch)
#include "tst_outagewatch.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/apptheme.h"
#include "ui/jobs/job.h"
#include "ui/jobs/jobbar.h"
#include "ui/jobs/jobwords.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <latch>
#include <optional>

using namespace ui;

/// Work beside the window, its words and its bar.
class TestJobs : public QObject {
    Q_OBJECT

private slots:
    void saysHowFarItIs_data();
    void saysHowFarItIs();
    void endsWhereItWasStarted();
    void dropsItsEndWithItself();
    void showsOnlyWhatTakesLong();
    void cancelsFromTheBar();

private:
    AppTheme m_theme;
};

void TestJobs::saysHowFarItIs_data()
{
    QTest::addColumn<quint64>("done");
    QTest::addColumn<quint64>("total");
    QTest::addColumn<int>("milliseconds");
    QTest::addColumn<QString>("percent");
    QTest::addColumn<QString>("left");
    const auto row = [](const char *name, quint64 done, quint64 total, int milliseconds,
                        const char *percent, const char *left) {
        QTest::newRow(name) << done << total << milliseconds << QString::fromLatin1(percent)
                            << QString::fromLatin1(left);
    };
    row("nobody knows", 5, 0, 5000, "", "");
    row("just begun", 0, 100, 5000, "0 %", "");
    row("too early to tell", 50, 100, 999, "50 %", "");
    row("half", 50, 100, 1000, "50 %", "1 s left");
    row("a minute and a half", 10, 100, 10'000, "10 %", "2 min left");
    row("seconds", 10, 100, 9'900, "10 %", "89 s left");
    row("minutes", 10, 100, 10'100, "10 %", "2 min left");
    row("an hour and a half", 1, 100, 54'545, "1 %", "2 h left");
    row("nearly", 999, 1000, 60'000, "99 %", "1 s left");
    row("all", 100, 100, 60'000, "99 %", "");
}

void TestJobs::saysHowFarItIs()
{
    QFETCH(quint64, done);
    QFETCH(quint64, total);
    QFETCH(int, milliseconds);
    const auto plain = [](QString text) { return text.replace(QChar(0x00A0), u' '); };
    QTEST(plain(percentText({done, total})), "percent");
    QTEST(plain(timeLeftText({done, total}, std::chrono::milliseconds(milliseconds))), "left");
}

void TestJobs::endsWhereItWasStarted()
{
    std::optional<bool> isHere;
    Job job(QStringLiteral("Counting"), [&isHere](Job::Control &control) -> Job::End {
        control.step(3, 7);
        return [&isHere, thread = QThread::currentThread()] {
            isHere = QThread::currentThread() == qApp->thread() && thread != qApp->thread();
        };
    });
    QSignalSpy finished(&job, &Job::finished);
    QVERIFY(finished.wait());
    QCOMPARE(isHere, std::optional(true));
    QCOMPARE(job.progress(), (Job::Progress{3, 7}));
}

void TestJobs::dropsItsEndWithItself()
{
    bool isEnded = false;
    std::latch isStarted(1);
    {
        const Job job(QStringLiteral("Turning"), [&](Job::Control &control) -> Job::End {
            isStarted.count_down();
            while (control.step(1, 2)) {
            }
            return [&isEnded] { isEnded = true; };
        });
        isStarted.wait();
    }
    QCoreApplication::processEvents();
    QVERIFY(!isEnded);
}

void TestJobs::showsOnlyWhatTakesLong()
{
    JobBar bar(*m_theme);
    {
        Job quick(QStringLiteral("Blinking"), [](Job::Control &) { return Job::End(); });
        QSignalSpy finished(&quick, &Job::finished);
        bar.setJob(&quick);
        QVERIFY(bar.isHidden());
        QVERIFY(finished.wait());
        QVERIFY(bar.isHidden());
    }
    Job slow(QStringLiteral("Saving copy.eventscope"), [](Job::Control &control) {
        while (control.step(43, 100)) {
        }
        return Job::End();
    });
    bar.setJob(&slow);
    QTRY_VERIFY(!bar.isHidden());
    QVERIFY(slow.elapsed() >= JobBar::Patience);
    QCOMPARE(bar.accessibleName().replace(QChar(0x00A0), u' '),
             QStringLiteral("Saving copy.eventscope 43 %"));
    QSignalSpy finished(&slow, &Job::finished);
    slow.cancel();
    QVERIFY(finished.wait());
    QVERIFY(bar.isHidden());
}

void TestJobs::cancelsFromTheBar()
{
    JobBar bar(*m_theme);
    Job job(QStringLiteral("Saving copy.eventscope"), [](Job::Control &control) {
        while (control.step(1, 2)) {
        }
        return Job::End();
    });
    bar.setJob(&job);
    QTRY_VERIFY(!bar.isHidden());
    auto *cancel = bar.findChild<QPushButton *>();
    QCOMPARE(cancel->accessibleName(), QStringLiteral("Cancel: Saving copy.eventscope"));
    QSignalSpy finished(&job, &Job::finished);
    QTest::mouseClick(cancel, Qt::LeftButton);
    QVERIFY(job.isCancelled());
    QVERIFY(finished.wait());
    QVERIFY(bar.isHidden());
}

QTEST_MAIN(TestJobs)
#include "tst_jobs.moc"

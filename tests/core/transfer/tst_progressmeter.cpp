// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/progressmeter.h"
#include "core/transfer/transferjob.h"

#include <QSignalSpy>
#include <QSocketNotifier>
#include <QTest>

#include <condition_variable>

using namespace core;
using namespace std::chrono_literals;

class TestProgressMeter : public QObject {
    Q_OBJECT

private slots:
    void init();
    void tellsNoTimeBeforeItKnows();
    void tellsTheTimeLeft();
    void followsTheSpeedOfNow();
    void knowsNoTimeWithoutATotal();
    void jobTellsWhenItIsDone();
    void jobEndsWhenItIsCancelled();

private:
    SteadyTime m_now{};
    Clock m_clock;
};

void TestProgressMeter::init()
{
    m_now = SteadyTime(100s);
    m_clock.steady = [this] { return m_now; };
}

void TestProgressMeter::tellsNoTimeBeforeItKnows()
{
    ProgressMeter meter(m_clock);
    meter.begin(1000);
    QVERIFY(!meter.progress().timeLeft);
    m_now += ProgressMeter::Shortest - 1ms;
    meter.advance(10, 5);
    QVERIFY(!meter.progress().timeLeft);
    m_now += 1ms;
    QVERIFY(meter.progress().timeLeft);
    QCOMPARE(meter.progress().done, 10U);
    QCOMPARE(meter.progress().events, 5U);
    QCOMPARE(meter.progress().total, 1000U);
    QCOMPARE(meter.progress().elapsed.count(), ProgressMeter::Shortest.count());
}

void TestProgressMeter::tellsTheTimeLeft()
{
    ProgressMeter meter(m_clock);
    meter.begin(1000);
    m_now += 1s;
    meter.advance(100, 100);
    QCOMPARE(meter.progress().timeLeft->count(), std::chrono::milliseconds(9s).count());
    m_now += 1s;
    meter.advance(1000, 1000);
    QCOMPARE(meter.progress().timeLeft->count(), 0);
}

void TestProgressMeter::followsTheSpeedOfNow()
{
    ProgressMeter meter(m_clock);
    meter.begin(1'000'000);
    std::uint64_t done = 0;
    for (int second = 0; second < 10; ++second) {
        m_now += 1s;
        meter.advance(done += 1000, 0);
    }
    for (int second = 0; second < 10; ++second) {
        m_now += 1s;
        meter.advance(done += 10'000, 0);
    }
    const double left = double(1'000'000 - done) / 10'000;
    QVERIFY(std::abs(std::chrono::duration<double>(*meter.progress().timeLeft).count() - left) < 1);
}

void TestProgressMeter::knowsNoTimeWithoutATotal()
{
    ProgressMeter meter(m_clock);
    meter.begin(0);
    m_now += 5s;
    meter.advance(1000, 10);
    QVERIFY(!meter.progress().timeLeft);
}

void TestProgressMeter::jobTellsWhenItIsDone()
{
    TransferJob<int> job([](ProgressMeter &progress, const std::stop_token &) {
        progress.begin(3);
        progress.advance(3, 2);
        return 42;
    });
    QSocketNotifier notifier(job.finishedDescriptor(), QSocketNotifier::Read);
    QSignalSpy finished(&notifier, &QSocketNotifier::activated);
    QVERIFY(job.isFinished() || finished.wait());
    QTRY_VERIFY(job.isFinished());
    QCOMPARE(job.outcome(), 42);
    QCOMPARE(job.progress().done, 3U);
    QCOMPARE(job.progress().events, 2U);
}

void TestProgressMeter::jobEndsWhenItIsCancelled()
{
    const auto waitForStop = [](ProgressMeter &, const std::stop_token &stop) {
        std::mutex mutex;
        std::condition_variable_any stopped;
        std::unique_lock lock(mutex);
        return stopped.wait(lock, stop, [] { return false; });
    };
    TransferJob<bool> job(waitForStop);
    QVERIFY(!job.isFinished());
    job.cancel();
    QTRY_VERIFY(job.isFinished());
    QVERIFY(!job.outcome());
    const TransferJob<bool> destroyedWhileItRuns(waitForStop);
}

QTEST_GUILESS_MAIN(TestProgressMeter)
#include "tst_progressmeter.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/source/backoff.h"

#include <QTest>

#include <vector>

using namespace std::chrono_literals;

class TestBackoff : public QObject {
    Q_OBJECT
private slots:
    void doublesUpToTheLongest();
    void movesEachPauseByItsJitterAtMost();
    void givesTheSamePausesForTheSameSeed();
    void startsAgainAfterAGoodConnection();
};

void TestBackoff::doublesUpToTheLongest()
{
    core::BackoffPolicy policy;
    policy.jitterPercent = 0;
    core::Backoff backoff(policy, 1);
    std::vector<std::chrono::milliseconds> pauses;
    for (int i = 0; i < 8; ++i)
        pauses.push_back(backoff.next());
    QCOMPARE(pauses, (std::vector<std::chrono::milliseconds>{1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}));
}

void TestBackoff::movesEachPauseByItsJitterAtMost()
{
    core::BackoffPolicy policy;
    policy.factor = 1;
    core::Backoff backoff(policy, 7);
    bool below = false;
    bool above = false;
    for (int i = 0; i < 1000; ++i) {
        const auto pause = backoff.next();
        QVERIFY(pause >= 800ms && pause <= 1200ms);
        below = below || pause < 900ms;
        above = above || pause > 1100ms;
    }
    QVERIFY(below && above);
}

void TestBackoff::givesTheSamePausesForTheSameSeed()
{
    core::Backoff one({}, 42);
    core::Backoff same({}, 42);
    core::Backoff other({}, 43);
    bool differs = false;
    for (int i = 0; i < 20; ++i) {
        const auto pause = one.next();
        QCOMPARE(same.next(), pause);
        differs = differs || other.next() != pause;
    }
    QVERIFY(differs);
}

void TestBackoff::startsAgainAfterAGoodConnection()
{
    core::BackoffPolicy policy;
    policy.jitterPercent = 0;
    policy.goodAfter = 10s;
    core::Backoff backoff(policy, 1);
    QCOMPARE(backoff.next(), 1s);
    backoff.connectionLasted(9999ms);
    QCOMPARE(backoff.next(), 2s);
    backoff.connectionLasted(10s);
    QCOMPARE(backoff.next(), 1s);
    QCOMPARE(backoff.next(), 2s);
}

QTEST_GUILESS_MAIN(TestBackoff)
#include "tst_backoff.moc"

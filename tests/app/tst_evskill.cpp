// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/crashcheck.h"
#include "tests/app/crashlife.h"
#include "tests/app/evsprocess.h"

#include <QTest>

#include <algorithm>
#include <random>

namespace {

constexpr int DefaultRounds = 200;
constexpr int ChecksOfAll = 10; ///< times that all seals are computed, in all rounds together
constexpr unsigned DefaultSeed = 20260301;

unsigned asked(const char *variable, unsigned otherwise)
{
    const int value = qEnvironmentVariableIntValue(variable);
    return value > 0 ? static_cast<unsigned>(value) : otherwise;
}

} // namespace

/// Kills `evs listen` in the middle of its work, over and over on one capture that goes on growing: what was acknowledged
/// is there, once, and the capture stays whole. EVENTSCOPE_CRASH_ROUNDS says how often, EVENTSCOPE_CRASH_SEED repeats a
/// run (the moments are the same ones only as far as threads and sockets allow).
class TestEvsKill : public QObject {
    Q_OBJECT

private slots:
    void keepsWhatItAcknowledged();

private:
    CrashLife randomLife(int round);

    QTemporaryDir m_folder;
    std::mt19937 m_dice;
};

CrashLife TestEvsKill::randomLife(int round)
{
    CrashLife life;
    life.name = QByteArray::number(round);
    const int after = static_cast<int>(m_dice() % 4000);
    switch (m_dice() % 4) {
    case 0: // in the n-th operation of any kind, from the first of opening on
        life.rule = QStringLiteral("kill any any %1").arg(after + 1);
        life.acknowledgements = 3000;
        break;
    case 1:
        life.rule = QStringLiteral("tear any write %1").arg(after + 1);
        life.acknowledgements = 3000;
        break;
    default: // from outside, wherever its threads are
        life.acknowledgements = after / 2;
    }
    return life;
}

void TestEvsKill::keepsWhatItAcknowledged()
{
    const int rounds = static_cast<int>(asked("EVENTSCOPE_CRASH_ROUNDS", DefaultRounds));
    const unsigned seed = asked("EVENTSCOPE_CRASH_SEED", DefaultSeed);
    m_dice.seed(seed);
    qInfo("%d rounds, seed %u", rounds, seed);
    CrashCheck check(m_folder.filePath(QStringLiteral("killed.eventscope")).toStdString());
    int faults = 0;
    QSet<QByteArray> sent;
    QSet<QByteArray> acknowledged;
    for (int round = 0; round < rounds; ++round) {
        const CrashLife life = randomLife(round);
        const CrashDeath death = endOf(life, check.file());
        QVERIFY2(death.way != CrashDeath::Way::Failed, death.errors.constData());
        QVERIFY(!death.wasTurnedAway);
        faults += death.way == CrashDeath::Way::Fault ? 1 : 0;
        sent += death.sent;
        acknowledged += death.acknowledged;
        const bool isLast = round + 1 == rounds;
        // Half of the deaths are found by the next writer, half by a reader.
        if (!isLast && m_dice() % 2 == 0)
            continue;
        check.checkNewEvents(sent, acknowledged);
        sent.clear();
        acknowledged.clear();
        if (!QTest::currentTestFailed() &&
            (isLast || round % std::max(1, rounds / ChecksOfAll) == 0))
            check.checkWhole();
        if (QTest::currentTestFailed()) {
            qWarning("round %d, rule \"%s\"", round, qPrintable(life.rule));
            return;
        }
    }
    QVERIFY(faults > 0);
    QVERIFY(check.position() > 0);
    qInfo("%llu events, %d of the kills inside of an operation",
          static_cast<unsigned long long>(check.position()), faults);
    const QString file = QString::fromStdString(check.file().string());
    EvsProcess verify({QStringLiteral("verify"), file});
    verify.start();
    QCOMPARE(verify.waitForEnd(300'000), 0);
}

QTEST_GUILESS_MAIN(TestEvsKill)
#include "tst_evskill.moc"

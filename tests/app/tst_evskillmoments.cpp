// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/capturereader.h"
#include "tests/app/crashcheck.h"
#include "tests/app/crashlife.h"
#include "tests/app/evsprocess.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace {

constexpr int ImportedEvents = 30'000; ///< some groups and checkpoints
constexpr int MostOperations =
    2000; ///< of one close, or of making a capture: many times what there are

} // namespace

/// Kills `evs listen` in the moments that need the most care, one after the other on one capture that goes on growing.
class TestEvsKillMoments : public QObject {
    Q_OBJECT

private slots:
    void atANamedMoment_data();
    void atANamedMoment();
    void inEachOperationOfAClose();
    void inEachOperationOfMaking();
    void inTheMiddleOfAnImport_data();
    void inTheMiddleOfAnImport();

private:
    QTemporaryDir m_folder;
    CrashCheck m_check{m_folder.filePath(QStringLiteral("killed.eventscope")).toStdString()};
    int m_lives = 0;
};

void TestEvsKillMoments::atANamedMoment_data()
{
    QTest::addColumn<QString>("rule");
    // A checkpoint: it begins, WAL to disk, pages into the file, the file to disk, it ends.
    const auto row = [](const char *name, const char *rule) {
        QTest::newRow(name) << QString::fromLatin1(rule);
    };
    row("as a checkpoint begins", "kill main control 1");
    row("before the WAL is on disk", "kill wal sync 1 after CHECKPOINT");
    row("first page of a checkpoint", "kill main write 1 after CHECKPOINT");
    row("half of the first page", "tear main write 1 after CHECKPOINT");
    row("in the middle of a checkpoint", "kill main write 300 after CHECKPOINT");
    row("half of a page in the middle", "tear main write 301 after CHECKPOINT");
    row("in the second checkpoint", "kill main write 1500 after CHECKPOINT");
    row("after the last page", "kill main control 2");
    row("before they are on disk", "kill main sync 1 after CHECKPOINT");
    // Once all of it is in the file the WAL begins anew: at its head, and at its first pages.
    row("the WAL begins anew", "kill wal write 1 offset 0 after CHECKPOINT");
    row("half of its new head", "tear wal write 1 offset 0 after CHECKPOINT");
    row("its first page", "kill wal write 1 offset 32 after CHECKPOINT");
    row("half of its first page", "tear wal write 1 offset 56 after CHECKPOINT");
    row("an old page is written over", "kill wal write 1 offset 41232 after CHECKPOINT");
}

void TestEvsKillMoments::atANamedMoment()
{
    QFETCH(QString, rule);
    CrashLife life;
    life.name = QByteArray::number(++m_lives);
    life.rule = rule;
    life.acknowledgements = 100'000; // never reached
    life.paddingBytes = 16 * 1024;   // so that the WAL soon has what a checkpoint moves
    const CrashDeath death = endOf(life, m_check.file());
    QVERIFY2(death.way == CrashDeath::Way::Fault, death.errors.constData());
    QVERIFY(!death.wasTurnedAway);
    m_check.checkNewEvents(death.sent, death.acknowledged);
    m_check.checkWhole();
}

void TestEvsKillMoments::inEachOperationOfAClose()
{
    for (int operation = 1; operation < MostOperations; ++operation) {
        CrashLife life;
        life.name = QByteArray::number(++m_lives);
        life.rule = QStringLiteral("%1 any any %2 after PRAGMA journal_mode=DELETE")
                        .arg(operation % 2 == 0 ? QStringLiteral("tear") : QStringLiteral("kill"))
                        .arg(operation);
        life.acknowledgements = 1;
        life.closes = true;
        const CrashDeath death = endOf(life, m_check.file());
        QVERIFY2(death.way != CrashDeath::Way::Failed, death.errors.constData());
        m_check.checkNewEvents(death.sent, death.acknowledged);
        if (QTest::currentTestFailed()) {
            qWarning("%s", qPrintable(life.rule));
            return;
        }
        if (death.way == CrashDeath::Way::Closed) {
            QVERIFY(operation > 10); // pages, syncs, the end of the WAL
            m_check.checkWhole();
            return;
        }
    }
    QFAIL("a close never ends");
}

void TestEvsKillMoments::inEachOperationOfMaking()
{
    for (int operation = 1; operation < MostOperations; ++operation) {
        const QTemporaryDir folder;
        CrashCheck check(folder.filePath(QStringLiteral("new.eventscope")).toStdString());
        CrashLife life;
        life.name = QByteArrayLiteral("first");
        life.rule = QStringLiteral("%1 any any %2")
                        .arg(operation % 2 == 0 ? QStringLiteral("tear") : QStringLiteral("kill"))
                        .arg(operation);
        life.acknowledgements = 0;
        life.closes = true;
        const CrashDeath first = endOf(life, check.file());
        QVERIFY2(first.way != CrashDeath::Way::Failed, first.errors.constData());
        // Whatever is there now, it opens and takes events.
        life.name = QByteArrayLiteral("second");
        life.rule.clear();
        life.acknowledgements = 1;
        const CrashDeath second = endOf(life, check.file());
        QVERIFY2(second.way == CrashDeath::Way::Closed, second.errors.constData());
        check.checkNewEvents(first.sent + second.sent, first.acknowledged + second.acknowledged);
        if (QTest::currentTestFailed()) {
            qWarning("%s", qPrintable(life.rule));
            return;
        }
        if (first.way == CrashDeath::Way::Closed) {
            QVERIFY(operation > 10);
            check.checkWhole();
            return;
        }
    }
    QFAIL("a capture is never made");
}

void TestEvsKillMoments::inTheMiddleOfAnImport_data()
{
    QTest::addColumn<QString>("rule"); // empty: it comes to its end
    const auto row = [](const char *name, const char *rule) {
        QTest::newRow(name) << QString::fromLatin1(rule);
    };
    row("first write", "kill wal write 1");
    row("first group", "tear wal write 60");
    row("later", "kill wal write 1500");
    row("half of a page later", "tear wal write 2002");
    row("a checkpoint", "kill main write 20 after CHECKPOINT");
    row("half of a page of a checkpoint", "tear main write 700 after CHECKPOINT");
    row("not at all", "");
}

/// Nothing of an import was promised before its end, but what is there is its beginning.
void TestEvsKillMoments::inTheMiddleOfAnImport()
{
    QFETCH(QString, rule);
    const QString input = m_folder.filePath(QStringLiteral("import.ndjson"));
    const std::string prefix = std::to_string(++m_lives) + '-';
    QSet<QByteArray> ids;
    QFile lines(input);
    QVERIFY(lines.open(QIODevice::WriteOnly));
    for (int number = 0; number < ImportedEvents; ++number) {
        const std::string id = prefix + std::to_string(number);
        ids.insert(QByteArray::fromStdString(id));
        lines.write(QByteArray::fromStdString(
            R"({"specversion":"1.0","type":"t","source":"/import","id":")" + id +
            R"(","data":{"padding":")" + std::string(150, 'x') + R"(","id":")" + id + "\"}}\n"));
    }
    lines.close();
    const std::uint64_t before = m_check.position();
    EvsProcess evs(
        {QStringLiteral("import"), QString::fromStdString(m_check.file().string()), input},
        QStringLiteral(FAULTY_EVS_PROGRAM));
    if (!rule.isEmpty())
        evs.setVariable(QStringLiteral("EVENTSCOPE_FAULT"), rule);
    evs.start();
    const int code = evs.waitForEnd(60'000);
    QVERIFY2(rule.isEmpty() ? code == 0 : evs.wasKilled(), evs.errors().constData());
    m_check.checkNewEvents(ids, rule.isEmpty() ? ids : QSet<QByteArray>());
    m_check.checkWhole();
    if (m_check.position() == before)
        return;
    const auto reader = core::CaptureReader::open(m_check.file());
    QVERIFY(reader);
    const auto last = (*reader)->event({m_check.position()});
    QVERIFY(last && *last);
    QCOMPARE((*last)->event.id, prefix + std::to_string(m_check.position() - before - 1));
}

QTEST_GUILESS_MAIN(TestEvsKillMoments)
#include "tst_evskillmoments.moc"

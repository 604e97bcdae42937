// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/sqlitedatabase.h"
#include "core/log/verify.h"
#include "tests/app/crashcheck.h"
#include "tests/app/crashlife.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <variant>

/// Kills `evs listen` while what a capture holds is changed: when its oldest events leave, and when a file of the first
/// version becomes one of this version.
class TestEvsKillChanges : public QObject {
    Q_OBJECT

private slots:
    void fillsACapture();
    void whenTheOldestLeave_data();
    void whenTheOldestLeave();
    void inEachOperationOfAMigration();

private:
    QTemporaryDir m_folder;
    CrashCheck m_check{m_folder.filePath(QStringLiteral("limited.eventscope")).toStdString()};
    int m_lives = 0;
};

/// So small a limit that each of the lives below makes events leave, and so large that none leaves before it was looked
/// at.
void TestEvsKillChanges::fillsACapture()
{
    CrashLife life;
    life.name = "first";
    life.acknowledgements = 1;
    life.closes = true;
    const CrashDeath death = endOf(life, m_check.file());
    QVERIFY2(death.way == CrashDeath::Way::Closed, death.errors.constData());
    m_check.checkNewEvents(death.sent, death.acknowledged);
    {
        const auto database =
            core::SqliteDatabase::open(m_check.file(), core::SqliteDatabase::Access::ReadWrite);
        QVERIFY(database);
        QVERIFY((*database)->execute("INSERT OR REPLACE INTO meta VALUES('limit_bytes', 8388608)"));
    }
}

void TestEvsKillChanges::whenTheOldestLeave_data()
{
    QTest::addColumn<QString>("rule"); // empty: killed from outside
    for (int life = 0; life < 5; ++life)
        QTest::addRow("filled, %d", life) << QString();
    for (const int operation : {1, 2, 3, 5, 8, 13, 21, 34, 55, 89}) {
        QTest::addRow("in write %d of a drop", operation)
            << QStringLiteral("kill wal write %1 after DROP TABLE").arg(operation);
        QTest::addRow("half of write %d of a drop", operation)
            << QStringLiteral("tear wal write %1 after DROP TABLE").arg(operation);
    }
    for (const int operation : {1, 2, 5, 13, 34}) {
        QTest::addRow("in write %d of a segment's leaving", operation)
            << QStringLiteral("kill wal write %1 after DELETE FROM segments").arg(operation);
    }
    QTest::addRow("in a checkpoint") << QStringLiteral("kill main write 100 after CHECKPOINT");
}

void TestEvsKillChanges::whenTheOldestLeave()
{
    QFETCH(QString, rule);
    const auto evictedBefore = m_lives == 0 ? 0 : m_check.integer("SELECT evicted FROM ledger");
    CrashLife life;
    life.name = QByteArray::number(++m_lives);
    life.rule = rule;
    life.acknowledgements = 3000;
    const CrashDeath death = endOf(life, m_check.file());
    QVERIFY2(death.way != CrashDeath::Way::Failed, death.errors.constData());
    QVERIFY(!death.wasTurnedAway);
    m_check.checkNewEvents(death.sent, death.acknowledged);
    m_check.checkWhole();
    if (!rule.isEmpty()) {
        QVERIFY(death.way == CrashDeath::Way::Fault);
        QVERIFY(m_check.integer("SELECT evicted FROM ledger") >= evictedBefore);
        QVERIFY(*m_check.integer("SELECT evicted FROM ledger") > 0);
    }
}

void TestEvsKillChanges::inEachOperationOfAMigration()
{
    QFile packed(QStringLiteral(TEST_DATA_DIR "/captures/first-version.eventscope.qz"));
    QVERIFY(packed.open(QIODevice::ReadOnly));
    const QByteArray old = qUncompress(packed.readAll());
    QVERIFY(!old.isEmpty());
    const QString name = m_folder.filePath(QStringLiteral("old.eventscope"));
    const std::filesystem::path path = name.toStdString();
    const auto number = [&path](const char *sql) {
        const auto database =
            core::SqliteDatabase::open(path, core::SqliteDatabase::Access::ReadOnly);
        return database ? (*database)->integer(sql).value_or(-1) : -1;
    };
    int kills = 0;
    // Every one of the first, then fewer and fewer of many equal ones.
    for (int operation = 1;; operation += 1 + operation / 24) {
        for (const char *suffix : {"-wal", "-shm", "-journal", "-lock"})
            QFile::remove(name + QLatin1String(suffix));
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(old);
        file.close();
        const std::int64_t events = number("SELECT count(*) FROM segment_1");
        CrashLife life;
        life.name = "first";
        life.rule = QStringLiteral("%1 any any %2 after BEGIN IMMEDIATE")
                        .arg(operation % 2 == 0 ? QStringLiteral("tear") : QStringLiteral("kill"))
                        .arg(operation);
        life.acknowledgements = 0;
        life.closes = true;
        const CrashDeath first = endOf(life, path);
        QVERIFY2(first.way != CrashDeath::Way::Failed, first.errors.constData());
        // Old or new, never something between: it opens, and everything is there.
        life.name = "second";
        life.rule.clear();
        life.acknowledgements = 1;
        const CrashDeath second = endOf(life, path);
        QVERIFY2(second.way == CrashDeath::Way::Closed, second.errors.constData());
        const auto verdict = core::verifyCapture(path);
        QVERIFY2(verdict, verdict ? "" : verdict.error().detail.c_str());
        if (const auto *broken = std::get_if<core::BrokenSeal>(&*verdict))
            QFAIL(broken->reason.c_str());
        const std::int64_t now = number("SELECT count(*) FROM segment_1");
        const QByteArray counts = "now " + QByteArray::number(now) + ", old " +
                                  QByteArray::number(events) + ", first " +
                                  QByteArray::number(first.acknowledged.size()) + ", second " +
                                  QByteArray::number(second.acknowledged.size());
        QVERIFY2(now >= events + second.acknowledged.size() + first.acknowledged.size(),
                 counts.constData());
        QVERIFY(now <= events + second.sent.size() + first.sent.size());
        QCOMPARE(number("SELECT kept FROM ledger"), now);
        QCOMPARE(number("PRAGMA user_version"), std::int64_t{3});
        if (first.way == CrashDeath::Way::Closed)
            break;
        ++kills;
    }
    QVERIFY(kills > 20);
}

QTEST_GUILESS_MAIN(TestEvsKillChanges)
#include "tst_evskillchanges.moc"

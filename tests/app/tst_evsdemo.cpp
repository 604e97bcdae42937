// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/evsprocess.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <csignal>

namespace {

/// Without what is only known on receipt.
QList<QByteArray> reproducible(const QList<QByteArray> &lines)
{
    QList<QByteArray> found;
    for (const QByteArray &line : lines) {
        QJsonObject event = QJsonDocument::fromJson(line).object();
        if (event[QLatin1String("type")] == QLatin1String("websocket-event")) {
            event.remove(QStringLiteral("id"));
            event.remove(QStringLiteral("time"));
        }
        found << QJsonDocument(event).toJson(QJsonDocument::Compact);
    }
    std::sort(found.begin(), found.end());
    return found;
}

QList<QByteArray> demoOf(const QString &seed)
{
    EvsProcess evs(
        {QStringLiteral("demo"), QStringLiteral("--count=100"), QStringLiteral("--seed"), seed});
    evs.start();
    if (evs.waitForEnd() != 0 || !evs.leftovers().isEmpty())
        return {};
    return evs.lines();
}

} // namespace

/// `evs demo`: the whole way from a sender to a line, without anybody else.
class TestEvsDemo : public QObject {
    Q_OBJECT

private slots:
    void printsSoManyEvents();
    void printsTheSameForTheSameSeed();
    void playsUntilItIsAsked();
    void endsWhenNobodyReads();
    void saysThatNotAllCouldBeKept();
};

void TestEvsDemo::printsSoManyEvents()
{
    EvsProcess evs({QStringLiteral("demo"), QStringLiteral("--count"), QStringLiteral("30")});
    evs.start();
    QCOMPARE(evs.waitForEnd(), 0);
    QCOMPARE(evs.lines().size(), 30);
    for (const QByteArray &line : evs.lines()) {
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        QVERIFY2(event[QLatin1String("specversion")].isString(), line.constData());
        QVERIFY2(!event[QLatin1String("source")].toString().isEmpty(), line.constData());
    }
    QVERIFY(!evs.errors().contains("listening on"));
}

void TestEvsDemo::printsTheSameForTheSameSeed()
{
    const QList<QByteArray> first = demoOf(QStringLiteral("7"));
    QCOMPARE(first.size(), 100);
    QCOMPARE(reproducible(demoOf(QStringLiteral("7"))), reproducible(first));
    QVERIFY(reproducible(demoOf(QStringLiteral("8"))) != reproducible(first));
}

void TestEvsDemo::playsUntilItIsAsked()
{
    EvsProcess evs({QStringLiteral("demo")});
    evs.start();
    QTRY_VERIFY(evs.lines().size() > 50);
    evs.signal(SIGINT);
    QCOMPARE(evs.waitForEnd(), 0);
    QCOMPARE(evs.leftovers(), QStringList{});
}

void TestEvsDemo::endsWhenNobodyReads()
{
    QProcess shell;
    shell.start(QStringLiteral("/bin/sh"),
                {QStringLiteral("-c"),
                 QStringLiteral("{ \"$0\" demo 2>/dev/null; echo $? >&2; } | head -n 3"),
                 QStringLiteral(EVS_PROGRAM)});
    QTRY_COMPARE_WITH_TIMEOUT(shell.state(), QProcess::NotRunning, 30'000);
    QCOMPARE(shell.readAllStandardOutput().count('\n'), 3);
    QCOMPARE(shell.readAllStandardError(), QByteArray("3\n"));
}

/// As on a disk that becomes full: files may have 300 KB, and the signal about that is ignored.
void TestEvsDemo::saysThatNotAllCouldBeKept()
{
    QProcess shell;
    shell.start(
        QStringLiteral("/bin/sh"),
        {QStringLiteral("-c"),
         QStringLiteral("trap '' XFSZ; ulimit -f 600; exec \"$0\" demo --seed 1 --count 300"),
         QStringLiteral(EVS_PROGRAM)});
    QTRY_COMPARE_WITH_TIMEOUT(shell.state(), QProcess::NotRunning, 30'000);
    QCOMPARE(shell.exitCode(), 3);
    const qsizetype printed = shell.readAllStandardOutput().count('\n');
    QVERIFY(printed > 0 && printed < 300);
    const QByteArray errors = shell.readAllStandardError();
    QVERIFY2(errors.contains(QByteArray("only " + QByteArray::number(printed) + " of its 300")),
             errors.constData());
}

QTEST_GUILESS_MAIN(TestEvsDemo)
#include "tst_evsdemo.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/evsprocess.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

/// `evs run`: programs that send events, as a CI job would have them tested.
class TestEvsRun : public QObject {
    Q_OBJECT

private slots:
    void printsWhatTheProgramSends();
    void tellsWhereToSend();
    void tellsOverrides_data();
    void tellsOverrides();
    void tellsWhomToTrust();
    void endsAsTheProgram_data();
    void endsAsTheProgram();
    void keepsStandardOutputForEvents();
    void givesItsInputToTheProgram();
    void printsWhatAnExpressionChooses();
    void keepsTheCapture();
    void passesSignalsOn_data();
    void passesSignalsOn();
    void leavesNoChoiceTheSecondTime();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
};

namespace {

/// A shell script as the program.
QStringList shell(const QString &script, const QStringList &options = {})
{
    return QStringList{QStringLiteral("run")} + options +
           QStringList{QStringLiteral("--"), QStringLiteral("sh"), QStringLiteral("-c"), script};
}

const QByteArray Event = R"({"specversion":"1.0","id":"1","source":"/s","type":"t"})"
                         "\n";

/// Sends the events in `file`.
QString sending(const QString &file)
{
    return QStringLiteral(EVS_PROGRAM " send \"$K_SINK\" '%1'").arg(file);
}

struct EventFile {
    explicit EventFile(const QByteArray &events)
    {
        QFile file(name());
        if (!file.open(QIODevice::WriteOnly) || file.write(events) != events.size())
            qFatal("no events");
    }
    QString name() const { return folder.filePath(QStringLiteral("events")); }

    QTemporaryDir folder;
};

/// What the script prints, without the lines that evs itself says.
QByteArray saidBy(const QString &script, const QStringList &options = {})
{
    EvsProcess evs(shell(QStringLiteral("printf 'said<%s>' ") + script, options));
    evs.start();
    if (evs.waitForEnd() != 0)
        return "failed: " + evs.errors();
    const QByteArray errors = evs.errors();
    const qsizetype begin = errors.indexOf("said<") + 5;
    return errors.mid(begin, errors.lastIndexOf('>') - begin);
}

} // namespace

void TestEvsRun::printsWhatTheProgramSends()
{
    // More than are printed while it still runs.
    QByteArray events;
    for (int id = 1; id <= 2000; ++id)
        events += R"({"specversion":"1.0","id":")" + QByteArray::number(id) +
                  R"(","source":"/s","type":"t"})" + '\n';
    const EventFile file(events);
    EvsProcess evs(shell(sending(file.name())));
    evs.start();
    QCOMPARE(evs.waitForEnd(), 0);
    QVERIFY(evs.output() == events);
    QVERIFY(evs.leftovers().isEmpty());
}

void TestEvsRun::tellsWhereToSend()
{
    const QByteArray sink = saidBy(QStringLiteral("\"$K_SINK\""));
    QVERIFY2(sink.startsWith("http://127.0.0.1:"), sink.constData());
    QVERIFY(sink.mid(sink.lastIndexOf(':') + 1).toInt() > 0);
    QVERIFY(saidBy(QStringLiteral("\"$SINK\"")).startsWith("http://127.0.0.1:"));
    const QStringList everywhere{QStringLiteral("--listen"), QStringLiteral("0.0.0.0:0")};
    QVERIFY(saidBy(QStringLiteral("\"$K_SINK\""), everywhere).startsWith("http://127.0.0.1:"));
    QCOMPARE(saidBy(QStringLiteral("\"${K_CA_CERTS-none}\"")), QByteArray("none"));
}

void TestEvsRun::tellsOverrides_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("value");
    const auto option = [](const char *text) {
        return QStringList{QStringLiteral("--ce-override"), QString::fromUtf8(text)};
    };
    QTest::newRow("none") << QStringList() << QByteArray("");
    QTest::newRow("one") << option("region=eu") << QByteArray(R"({"extensions":{"region":"eu"}})");
    QTest::newRow("two, with what JSON escapes")
        << option("a=x=\"1\"") + option("b=")
        << QByteArray("{\"extensions\":{\"a\":\"x=\\\"1\\\"\",\"b\":\"\"}}");
}

void TestEvsRun::tellsOverrides()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, value);
    QCOMPARE(saidBy(QStringLiteral("\"$K_CE_OVERRIDES\""), options), value);
}

void TestEvsRun::tellsWhomToTrust()
{
    const QTemporaryDir state;
    EvsProcess evs(shell(QStringLiteral("echo \"$K_SINK $K_CA_CERTS\""),
                         {QStringLiteral("--listen"), QStringLiteral("https://127.0.0.1:0"),
                          QStringLiteral("--tls-generate")}));
    evs.setVariable(QStringLiteral("XDG_STATE_HOME"), state.path());
    evs.start();
    QCOMPARE(evs.waitForEnd(), 0);
    QVERIFY2(evs.errors().contains("https://127.0.0.1:"), evs.errors().constData());
    QVERIFY2(evs.errors().contains(" -----BEGIN CERTIFICATE-----\n"), evs.errors().constData());
}

void TestEvsRun::endsAsTheProgram_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<int>("code");
    QTest::newRow("done") << QStringLiteral("true") << 0;
    QTest::newRow("no") << QStringLiteral("exit 1") << 1;
    QTest::newRow("a code of its own") << QStringLiteral("exit 77") << 77;
    QTest::newRow("the largest") << QStringLiteral("exit 255") << 255;
    QTest::newRow("killed") << QStringLiteral("kill -9 $$") << 128 + SIGKILL;
    QTest::newRow("terminated by itself") << QStringLiteral("kill -15 $$") << 128 + SIGTERM;
}

void TestEvsRun::endsAsTheProgram()
{
    QFETCH(QString, script);
    QFETCH(int, code);
    EvsProcess evs(shell(script));
    evs.start();
    QCOMPARE(evs.waitForEnd(), code);
}

void TestEvsRun::keepsStandardOutputForEvents()
{
    const EventFile file(Event);
    EvsProcess evs(shell(QStringLiteral("echo here; ") + sending(file.name())));
    evs.start();
    QCOMPARE(evs.waitForEnd(), 0);
    QCOMPARE(evs.output(), Event);
    QVERIFY(evs.errors().contains("here\n"));
}

void TestEvsRun::givesItsInputToTheProgram()
{
    EvsProcess evs(shell(sending(QStringLiteral("-"))));
    evs.startWith(Event);
    QCOMPARE(evs.waitForEnd(), 0);
    QCOMPARE(evs.output(), Event);
}

void TestEvsRun::printsWhatAnExpressionChooses()
{
    QByteArray second = Event;
    second.replace("\"t\"", "\"u\"");
    const EventFile file(Event + second);
    EvsProcess evs(
        shell(sending(file.name()), {QStringLiteral("--where"), QStringLiteral("type = 'u'")}));
    evs.start();
    QCOMPARE(evs.waitForEnd(), 0);
    QCOMPARE(evs.output(), second);
    EvsProcess quiet(shell(sending(file.name()), {QStringLiteral("--quiet")}));
    quiet.start();
    QCOMPARE(quiet.waitForEnd(), 0);
    QCOMPARE(quiet.output(), QByteArray());
}

void TestEvsRun::keepsTheCapture()
{
    const EventFile file(Event);
    const QString capture = file.folder.filePath(QStringLiteral("c.eventscope"));
    EvsProcess evs(shell(sending(file.name()), {QStringLiteral("--log"), capture}));
    evs.start();
    QCOMPARE(evs.waitForEnd(), 0);
    EvsProcess exported({QStringLiteral("export"), capture});
    exported.start();
    QCOMPARE(exported.waitForEnd(), 0);
    QCOMPARE(exported.output(), Event);
}

void TestEvsRun::passesSignalsOn_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
}

void TestEvsRun::passesSignalsOn()
{
    QFETCH(int, signal);
    const EventFile file(Event);
    EvsProcess evs(
        shell(QStringLiteral("trap '%1; exit 5' TERM; echo ready; while :; do read -r x; done")
                  .arg(sending(file.name()))));
    evs.start();
    QTRY_VERIFY(evs.errors().contains("ready"));
    evs.signal(signal);
    QCOMPARE(evs.waitForEnd(), 5);
    QCOMPARE(evs.output(), Event);
}

void TestEvsRun::leavesNoChoiceTheSecondTime()
{
    EvsProcess evs(
        shell(QStringLiteral("trap 'echo asked' TERM; echo ready; while :; do read -r x; done")));
    evs.start();
    QTRY_VERIFY(evs.errors().contains("ready"));
    evs.signal(SIGTERM);
    QTRY_VERIFY(evs.errors().contains("asked"));
    evs.signal(SIGTERM);
    QCOMPARE(evs.waitForEnd(), 128 + SIGKILL);
}

void TestEvsRun::namesWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *name, const QStringList &arguments, int code,
                        const char *said) {
        QTest::newRow(name) << arguments << code << QByteArray(said);
    };
    const auto overriding = [](const char *text) {
        return QStringList{QStringLiteral("--ce-override"), QString::fromUtf8(text),
                           QStringLiteral("--"), QStringLiteral("true")};
    };
    row("no program", {}, 2, "a program is wanted: evs run -- PROGRAM ARGUMENT…");
    row("no program behind --", {QStringLiteral("--")}, 2, "a program is wanted");
    row("a program that is not there", {QStringLiteral("--"), QStringLiteral("/nowhere/x")}, 3,
        "/nowhere/x cannot be started: ");
    row("no value", overriding("region"), 2, "--ce-override takes NAME=VALUE, not \"region\"");
    row("a capital letter", overriding("Region=eu"), 2, "the name \"Region\" has a capital letter");
    row("an attribute of CloudEvents", overriding("type=x"), 2,
        "type belongs to CloudEvents itself; only extensions can be overridden");
}

void TestEvsRun::namesWhatIsWrong()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, said);
    EvsProcess evs(QStringList{QStringLiteral("run")} + arguments);
    evs.start();
    QCOMPARE(evs.waitForEnd(), code);
    QCOMPARE(evs.output(), QByteArray());
    QVERIFY2(evs.errors().contains(said), evs.errors().constData());
}

QTEST_GUILESS_MAIN(TestEvsRun)
#include "tst_evsrun.moc"

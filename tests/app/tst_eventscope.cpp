// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/eventlog.h"
#include "tests/support/rawclient.h"

#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <filesystem>

/// The desktop program itself, as somebody starts it.
class TestEventscope : public QObject {
    Q_OBJECT

private slots:
    void helpsWithoutADisplay_data();
    void helpsWithoutADisplay();
    void saysThatThereIsNoDisplay();
    void keepsWhatItAcknowledgedWhenToldToEnd();
    void keepsTheUsersOwnCaptureAndSettings();

private:
    static QProcessEnvironment without(const QStringList &names);
};

QProcessEnvironment TestEventscope::without(const QStringList &names)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : names)
        environment.remove(name);
    return environment;
}

namespace {

/// A port that was free a moment ago.
int freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

bool post(int port, const std::string &id)
{
    RawClient client(static_cast<std::uint16_t>(port));
    return !client.isEnded() && client.ask("POST / HTTP/1.1\r\nHost: localhost\r\nce-specversion: "
                                           "1.0\r\nce-type: t\r\nce-source: /s\r\n"
                                           "ce-id: " +
                                           id + "\r\nContent-Length: 0\r\n\r\n")
                                        .status == 202;
}

/// Not by QTRY_VERIFY, which asks again after it got its yes.
bool postOnceItListens(int port, const std::string &id)
{
    return QTest::qWaitFor([&] { return post(port, id); }, 30'000);
}

} // namespace

void TestEventscope::helpsWithoutADisplay_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("help") << QStringList{QStringLiteral("--help")} << 0
                          << QByteArray("Usage: eventscope");
    QTest::newRow("version") << QStringList{QStringLiteral("--version")} << 0
                             << QByteArray("eventscope ");
    QTest::newRow("wrong") << QStringList{QStringLiteral("--nope")} << 2 << QByteArray("--nope");
}

void TestEventscope::helpsWithoutADisplay()
{
    QFETCH(QStringList, words);
    QFETCH(int, code);
    QFETCH(QByteArray, says);
    QProcess program;
    program.setProcessEnvironment(
        without({QStringLiteral("DISPLAY"), QStringLiteral("WAYLAND_DISPLAY"),
                 QStringLiteral("QT_QPA_PLATFORM")}));
    program.start(QStringLiteral(EVENTSCOPE_PROGRAM), words);
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.exitCode(), code);
    const QByteArray said =
        code == 0 ? program.readAllStandardOutput() : program.readAllStandardError();
    QVERIFY2(said.contains(says), said.constData());
}

void TestEventscope::saysThatThereIsNoDisplay()
{
    QProcess program;
    program.setProcessEnvironment(
        without({QStringLiteral("DISPLAY"), QStringLiteral("WAYLAND_DISPLAY"),
                 QStringLiteral("QT_QPA_PLATFORM")}));
    program.start(QStringLiteral(EVENTSCOPE_PROGRAM), QStringList());
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.exitCode(), 3);
    QVERIFY(program.readAllStandardError().contains("evs listen"));
}

void TestEventscope::keepsWhatItAcknowledgedWhenToldToEnd()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("kept.eventscope"));
    const int port = freePort();
    QProcess program;
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program.start(QStringLiteral(EVENTSCOPE_PROGRAM),
                  {QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(port), file});
    QVERIFY(program.waitForStarted());
    QVERIFY(postOnceItListens(port, "1"));
    QVERIFY(post(port, "2"));
    ::kill(static_cast<pid_t>(program.processId()), SIGTERM);
    QVERIFY(program.waitForFinished(30'000));
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), 0);
    QVERIFY(!std::filesystem::exists(file.toStdString() + "-wal")); // closed, it is one file
    const auto log = core::EventLog::open(file.toStdString());
    QVERIFY(log);
    QCOMPARE((*log)->columns().published(), std::uint64_t(2));
}

void TestEventscope::keepsTheUsersOwnCaptureAndSettings()
{
    const QTemporaryDir home;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_STATE_HOME"), home.filePath(QStringLiteral("state")));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), home.filePath(QStringLiteral("config")));
    for (int start = 1; start <= 2; ++start) {
        const int port = freePort();
        QProcess program;
        program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        program.setProcessEnvironment(environment);
        program.start(QStringLiteral(EVENTSCOPE_PROGRAM),
                      {QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(port)});
        QVERIFY(program.waitForStarted());
        QVERIFY(postOnceItListens(port, std::to_string(start)));
        ::kill(static_cast<pid_t>(program.processId()), SIGINT);
        QVERIFY(program.waitForFinished(30'000));
        QCOMPARE(program.exitCode(), 0);
    }
    const auto log = core::EventLog::open(
        home.filePath(QStringLiteral("state/eventscope/default.eventscope")).toStdString());
    QVERIFY(log);
    QCOMPARE((*log)->columns().published(), std::uint64_t(2));
    QVERIFY(QFile::exists(home.filePath(QStringLiteral("config/Eventscope/Eventscope.ini"))));
}

QTEST_GUILESS_MAIN(TestEventscope)
#include "tst_eventscope.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/capturereader.h"
#include "tests/app/evsprocess.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <csignal>
#include <cstdlib>
#include <memory>

#include <fcntl.h>
#include <unistd.h>

namespace {

QByteArray eventLine(const QByteArray &id, const QByteArray &rest = {})
{
    return R"({"specversion":"1.0","id":")" + id + R"(","source":"/s","type":"t")" + rest + "}";
}

const QByteArray Text = R"(,"datacontenttype":"text/plain","data":"secret")";
const QByteArray Json = R"(,"subject":"secret","data":{"card":"secret","keep":[1, 2]})";

} // namespace

/// What `evs import` and the options of `evs export` do with files.
class TestEvsTransfer : public QObject {
    Q_OBJECT

private slots:
    void init();
    void importsIntoANewCapture();
    void readsStandardInput();
    void comesBackTheSame_data();
    void comesBackTheSame();
    void namesWhatIsNoEvent();
    void refusesACaptureInUse();
    void makesNothingForFilesThatAreNotThere();
    void mergesCapturesByTime();
    void keepsWhatCameBeforeASignal();
    void showsOnATerminalHowFarItIs();
    void exportsWhatIsChosen_data();
    void exportsWhatIsChosen();
    void exportsToAFile();
    void exportsWithoutWhatMustNotBeSeen();
    void saysThatThereIsNoSpace();

private:
    QString path(const char *name) const { return m_folder->filePath(QString::fromUtf8(name)); }
    QString file(const char *name, const QByteArray &bytes) const;
    QByteArray bytesOf(const char *name) const;
    QByteArray run(const QStringList &arguments, int code = 0, const QByteArray &input = {});
    QString captureWith(const char *name, const QByteArray &lines);
    std::uint64_t eventsIn(const QString &capture) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_errors; ///< of the last run()
};

void TestEvsTransfer::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

QString TestEvsTransfer::file(const char *name, const QByteArray &bytes) const
{
    QFile out(path(name));
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
        qFatal("%s cannot be written", name);
    return out.fileName();
}

QByteArray TestEvsTransfer::bytesOf(const char *name) const
{
    QFile in(path(name));
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray("absent");
}

QByteArray TestEvsTransfer::run(const QStringList &arguments, int code, const QByteArray &input)
{
    EvsProcess evs(arguments);
    evs.start();
    evs.write(input);
    evs.closeInput();
    const int ended = evs.waitForEnd();
    m_errors = evs.errors();
    if (ended != code)
        qFatal("evs ended with %d: %s", ended, m_errors.constData());
    return evs.output();
}

QString TestEvsTransfer::captureWith(const char *name, const QByteArray &lines)
{
    run({QStringLiteral("import"), path(name), QStringLiteral("-")}, 0, lines);
    return path(name);
}

std::uint64_t TestEvsTransfer::eventsIn(const QString &capture) const
{
    const auto reader = core::CaptureReader::open(capture.toStdString());
    return reader ? (*reader)->last().value_or(core::EventSequence{}).value : 0;
}

void TestEvsTransfer::importsIntoANewCapture()
{
    const QByteArray lines = eventLine("1") + '\n' + eventLine("2", Json) + '\n';
    const QString capture = path("new/one.eventscope");
    run({QStringLiteral("import"), capture, file("a.ndjson", lines)});
    QCOMPARE(m_errors, path("a.ndjson").toUtf8() + ": 2 events\n");
    QCOMPARE(run({QStringLiteral("export"), capture}), lines);
    run({QStringLiteral("import"), capture, path("a.ndjson"),
         file("b.csv", "id,source,type\r\n3,/s,t\r\n")});
    QCOMPARE(run({QStringLiteral("export"), capture}), lines + lines + eventLine("3") + '\n');
    run({QStringLiteral("verify"), capture});
    QVERIFY2(m_errors.contains("5 events"), m_errors.constData());
}

void TestEvsTransfer::readsStandardInput()
{
    const QString capture = path("a.eventscope");
    run({QStringLiteral("import"), capture, QStringLiteral("-")}, 0, eventLine("1"));
    QCOMPARE(m_errors, QByteArray("-: 1 event\n"));
    run({QStringLiteral("import"), QStringLiteral("--format=json"), capture, QStringLiteral("-")},
        0, "[" + eventLine("2") + "]");
    QCOMPARE(run({QStringLiteral("export"), capture}),
             eventLine("1") + '\n' + eventLine("2") + '\n');
}

void TestEvsTransfer::comesBackTheSame_data()
{
    QTest::addColumn<QString>("format");
    for (const char *format : {"ndjson", "json", "csv", "raw"})
        QTest::newRow(format) << QString::fromUtf8(format);
}

void TestEvsTransfer::comesBackTheSame()
{
    QFETCH(QString, format);
    const QString first = captureWith(
        "first",
        eventLine("1", Json) + '\n' + eventLine("2", Text) + '\n' +
            eventLine("3", R"(,"datacontenttype":"image/png","data_base64":"iVBORw0KGgo=")") +
            '\n' + R"({"specversion":"0.3","id":"4","source":"/o","type":"t",)" +
            R"("level":3,"data":"a, \"b\"\nc"})" + '\n');
    const QStringList formatOption{QStringLiteral("--format"), format};
    const QByteArray exported = run(QStringList{QStringLiteral("export"), first} + formatOption);
    const QString copy = path("second");
    run(QStringList{QStringLiteral("import"), copy, QStringLiteral("-")} + formatOption, 0,
        exported);
    QCOMPARE(run(QStringList{QStringLiteral("export"), copy} + formatOption), exported);
}

void TestEvsTransfer::namesWhatIsNoEvent()
{
    const QString capture = path("a.eventscope");
    const QString lines =
        file("a.ndjson", eventLine("1") + "\nnonsense\n{}\n" + eventLine("2") + "\n");
    run({QStringLiteral("import"), capture, lines}, 1);
    const QList<QByteArray> said = m_errors.split('\n');
    QVERIFY2(said[0].startsWith(QByteArray(lines.toUtf8() + ": line 2: ")), m_errors.constData());
    QVERIFY2(said[1].startsWith(QByteArray(lines.toUtf8() + ": line 3: specversion is missing")),
             m_errors.constData());
    QCOMPARE(said[2], lines.toUtf8() + ": 2 events, 2 refused");
    QCOMPARE(run({QStringLiteral("export"), capture}),
             eventLine("1") + '\n' + eventLine("2") + '\n');

    const QString table = file("b.csv", "id,source,type,Total\r\n1,/s,t,2\r\n");
    run({QStringLiteral("import"), capture, table}, 3);
    QVERIFY2(m_errors.contains("b.csv: line 1, column 4: \"Total\""), m_errors.constData());
    run({QStringLiteral("import"), capture, file("c.bin", QByteArray(100, '\2'))}, 3);
    QVERIFY2(m_errors.contains("ndjson, json, csv or raw"), m_errors.constData());
}

void TestEvsTransfer::refusesACaptureInUse()
{
    const QString capture = path("a.eventscope");
    EvsProcess listener({QStringLiteral("listen"), QStringLiteral("--listen=127.0.0.1:0"),
                         QStringLiteral("--log"), capture});
    listener.startListening();
    run({QStringLiteral("import"), capture, file("a.ndjson", eventLine("1"))}, 3);
    QVERIFY2(m_errors.contains("another window or evs writes"), m_errors.constData());
}

void TestEvsTransfer::makesNothingForFilesThatAreNotThere()
{
    const QString capture = path("a.eventscope");
    run({QStringLiteral("import"), capture, file("a.ndjson", eventLine("1")), path("absent")}, 3);
    QVERIFY2(m_errors.contains("absent: there is no such file"), m_errors.constData());
    QVERIFY(!QFile::exists(capture));
    run({QStringLiteral("import"), capture, path("a.ndjson")});
    run({QStringLiteral("import"), capture, capture}, 3);
    QVERIFY2(m_errors.contains("into itself"), m_errors.constData());
    run({QStringLiteral("import"), path("a.ndjson"), capture}, 3);
    QCOMPARE(bytesOf("a.ndjson"), eventLine("1"));
}

void TestEvsTransfer::mergesCapturesByTime()
{
    const auto record = [](const char *id, const char *time) -> QByteArray {
        return QByteArray(id) + ",/s,t,2026-01-01T00:00:" + time + "Z\r\n";
    };
    const QByteArray header = "id,source,type,received\r\n";
    const QString a = captureWith("a", header + record("1", "01") + record("4", "04.5"));
    const QString b = captureWith("b", header + record("2", "02") + record("3", "03"));
    run({QStringLiteral("import"), path("out"), a, file("c.ndjson", eventLine("5")), b});
    QCOMPARE(m_errors, a.toUtf8() + ", " + b.toUtf8() + ": 4 events\n" + path("c.ndjson").toUtf8() +
                           ": 1 event\n");
    QByteArray ids;
    const QByteArray table =
        run({QStringLiteral("export"), QStringLiteral("--format=csv"), path("out")});
    for (const QByteArray &line : table.split('\n')) {
        if (line.count(',') > 3)
            ids += line.split(',')[3] + ' ';
    }
    QCOMPARE(ids, QByteArray("id 1 2 3 4 5 "));
    QVERIFY2(table.contains("\r\n4,2026-01-01T00:00:04.500Z,1.0,4,"), table.constData());
    run({QStringLiteral("verify"), path("out")});
}

void TestEvsTransfer::keepsWhatCameBeforeASignal()
{
    const QString capture = path("a.eventscope");
    EvsProcess evs({QStringLiteral("import"), capture, QStringLiteral("-")});
    evs.start();
    evs.write(eventLine("1") + '\n');
    QTRY_COMPARE(eventsIn(capture), 1U); // and now it waits for more
    evs.signal(SIGINT);
    QCOMPARE(evs.waitForEnd(), 3);
    QVERIFY2(evs.errors().contains("-: 1 event\n") && evs.errors().contains("cancelled"),
             evs.errors().constData());
    QCOMPARE(run({QStringLiteral("export"), capture}), eventLine("1") + '\n');
}

void TestEvsTransfer::showsOnATerminalHowFarItIs()
{
    const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    QVERIFY(terminal >= 0 && ::grantpt(terminal) == 0 && ::unlockpt(terminal) == 0);
    QProcess evs;
    evs.setStandardErrorFile(QString::fromUtf8(::ptsname(terminal)), QIODevice::Append);
    evs.start(QStringLiteral(EVS_PROGRAM),
              {QStringLiteral("import"), path("a.eventscope"), QStringLiteral("-")});
    evs.write(eventLine("1") + '\n' + eventLine("2") + '\n');
    QByteArray shown;
    const auto look = [&shown, terminal] {
        QByteArray piece(4096, '\0');
        const ssize_t length = ::read(terminal, piece.data(), std::size_t(piece.size()));
        shown += piece.left(std::max<ssize_t>(length, 0));
        return shown.contains("\r\x1b[K2 events");
    };
    QTRY_VERIFY(look());
    evs.closeWriteChannel();
    QVERIFY(evs.waitForFinished());
    QCOMPARE(evs.exitCode(), 0);
    QTRY_VERIFY(look() && shown.contains("-: 2 events\r\n"));
    ::close(terminal);
}

void TestEvsTransfer::exportsWhatIsChosen_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArrayList>("ids");
    QTest::addColumn<int>("code");
    const auto row = [](const char *options, const QByteArrayList &ids, int code) {
        QTest::newRow(options) << QString::fromUtf8(options).split(u' ', Qt::SkipEmptyParts) << ids
                               << code;
    };
    row("", {"1", "2", "3", "4"}, 0);
    row("--type a", {"1", "3"}, 0);
    row("--type a --type b --source /y", {"3", "4"}, 0);
    row("--from 2", {"2", "3", "4"}, 0);
    row("--to 2", {"1", "2"}, 0);
    row("--from 2 --to 3 --source /x", {"2"}, 0);
    row("--from 4 --to 99", {"4"}, 0);
    row("--type c", {}, 1);
    row("--from 5", {}, 1);
}

void TestEvsTransfer::exportsWhatIsChosen()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArrayList, ids);
    QFETCH(int, code);
    const QString capture =
        captureWith("a", "id,source,type\r\n1,/x,a\r\n2,/x,b\r\n3,/y,a\r\n4,/y,b\r\n");
    QByteArrayList found;
    for (const QByteArray &line :
         run(QStringList{QStringLiteral("export"), capture} + options, code).split('\n')) {
        if (!line.isEmpty())
            found << line.mid(line.indexOf("\"id\":\"") + 6, 1);
    }
    QCOMPARE(found, ids);
}

void TestEvsTransfer::exportsToAFile()
{
    const QString capture = captureWith("a", eventLine("1"));
    QCOMPARE(run({QStringLiteral("export"), capture, QStringLiteral("--output"), path("out.json")}),
             QByteArray());
    QCOMPARE(m_errors, "1 event in " + path("out.json").toUtf8() + "\n");
    QCOMPARE(bytesOf("out.json"), "[\n" + eventLine("1") + "\n]\n");
    run({QStringLiteral("export"), capture, QStringLiteral("--format=ndjson"),
         QStringLiteral("--output"), path("out.json")});
    QCOMPARE(bytesOf("out.json"), eventLine("1") + "\n");
    run({QStringLiteral("export"), capture, QStringLiteral("--output"), path("absent/out")}, 3);
    QVERIFY2(m_errors.contains("absent/out: cannot be made"), m_errors.constData());
    run({QStringLiteral("export"), path("nothing"), QStringLiteral("--output"), path("out.json")},
        3);
    QCOMPARE(bytesOf("out.json"), eventLine("1") + "\n");
}

void TestEvsTransfer::exportsWithoutWhatMustNotBeSeen()
{
    const QString capture =
        captureWith("a", eventLine("1", Json) + '\n' + eventLine("2", Text) + '\n');
    const QStringList rules{QStringLiteral("--redact=subject"), QStringLiteral("--redact=/card")};
    QCOMPARE(run(QStringList{QStringLiteral("export"), capture} + rules, 3), QByteArray());
    QVERIFY2(m_errors.contains("event 2: its data is not JSON"), m_errors.constData());
    run(QStringList{QStringLiteral("export"), capture, QStringLiteral("--output"), path("out")} +
            rules,
        3);
    QCOMPARE(bytesOf("out"), QByteArray("absent"));
    QCOMPARE(
        run(QStringList{QStringLiteral("export"), capture,
                        QStringLiteral("--leave-out-other-data")} +
            rules),
        eventLine("1", R"(,"subject":"[redacted]","data":{"card":"[redacted]","keep":[1, 2]})") +
            '\n' + eventLine("2", R"(,"datacontenttype":"text/plain")") + '\n');
}

void TestEvsTransfer::saysThatThereIsNoSpace()
{
    const QString capture = captureWith("a", eventLine("1"));
    run({QStringLiteral("export"), capture, QStringLiteral("--output=/dev/full")}, 3);
    QVERIFY2(m_errors.contains("/dev/full: cannot be written: No space left"),
             m_errors.constData());
    EvsProcess evs({QStringLiteral("export"), capture});
    evs.setStandardOutputFile(QStringLiteral("/dev/full"));
    evs.start();
    QCOMPARE(evs.waitForEnd(), 3);
    QVERIFY2(evs.errors().contains("No space left"), evs.errors().constData());
}

QTEST_GUILESS_MAIN(TestEvsTransfer)
#include "tst_evstransfer.moc"

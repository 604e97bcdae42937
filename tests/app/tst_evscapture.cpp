// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/evsprocess.h"
#include "tests/support/rawclient.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <memory>

#include <sqlite3.h>

namespace {

std::string structured(const std::string &event)
{
    return postRequest("application/cloudevents+json", event);
}

bool execute(const QString &file, const char *sql)
{
    sqlite3 *database = nullptr;
    const bool done = sqlite3_open(qPrintable(file), &database) == SQLITE_OK &&
                      sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(database);
    return done;
}

} // namespace

/// What `evs export` and `evs verify` make of a capture that `evs listen` wrote.
class TestEvsCapture : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void exportsInTheOrderOfTheLog_data();
    void exportsInTheOrderOfTheLog();
    void exportsManyPages();
    void exportsACaptureInUse();
    void exportsNothingFromAnEmptyCapture_data();
    void exportsNothingFromAnEmptyCapture();
    void endsWhenNobodyReadsTheExport();
    void verifiesAWholeCapture();
    void verifiesACaptureInUse();
    void namesTheFirstBrokenSeal();
    void comparesWithAHeadThatWasNoted();
    void saysWhatIsWrongWithAFile_data();
    void saysWhatIsWrongWithAFile();

private:
    void keep(const std::string &request);
    void stopListening();
    /// Standard output of an `evs` that must end with `code`.
    QByteArray run(const QStringList &arguments, int code = 0);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
    std::unique_ptr<EvsProcess> m_listener;
    std::unique_ptr<RawClient> m_client;
    QByteArray m_errors; ///< of the last run()
};

void TestEvsCapture::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(QStringLiteral("test.eventscope"));
    m_listener = std::make_unique<EvsProcess>(
        QStringList{QStringLiteral("listen"), QStringLiteral("--quiet"),
                    QStringLiteral("--listen=127.0.0.1:0"), QStringLiteral("--log"), m_file});
    m_listener->startListening();
    m_client = std::make_unique<RawClient>(m_listener->port());
}

void TestEvsCapture::cleanup()
{
    m_client.reset();
    m_listener.reset();
    m_folder.reset();
}

void TestEvsCapture::keep(const std::string &request)
{
    QCOMPARE(m_client->ask(request).status, 202);
}

void TestEvsCapture::stopListening()
{
    m_listener->signal(SIGTERM);
    QCOMPARE(m_listener->waitForEnd(), 0);
}

QByteArray TestEvsCapture::run(const QStringList &arguments, int code)
{
    EvsProcess evs(arguments);
    evs.start();
    const int ended = evs.waitForEnd();
    m_errors = evs.errors();
    if (ended != code)
        qFatal("evs ended with %d: %s", ended, m_errors.constData());
    return evs.output();
}

void TestEvsCapture::exportsInTheOrderOfTheLog_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray first =
        R"({"specversion":"1.0","id":"1","source":"/s","type":"t","subject":"a, \"b\"",)"
        R"("time":"2026-01-01T00:00:00Z","tenant":"north","level":3,"hot":true,"data":{"n": 1.10}})";
    const QByteArray second = R"({"specversion":"1.0","id":"2","source":"/s","type":"t",)"
                              R"("datacontenttype":"application/octet-stream",)"
                              R"("data_base64":"AP8="})";
    const QByteArray third = R"({"specversion":"0.3","id":"3","source":"/s","type":"t",)"
                             R"("datacontenttype":"text/plain","data":"line\nline"})";
    const QByteArray lines = first + '\n' + second + '\n' + third + '\n';
    QTest::newRow("lines, unasked") << QStringList{} << lines;
    QTest::newRow("lines") << QStringList{QStringLiteral("--format=ndjson")} << lines;
    const QByteArray array = "[\n" + first + ",\n" + second + ",\n" + third + "\n]\n";
    QTest::newRow("array") << QStringList{QStringLiteral("--format"), QStringLiteral("json")}
                           << array;
    QTest::newRow("table")
        << QStringList{QStringLiteral("--format"), QStringLiteral("csv")}
        << QByteArray("sequence,received,specversion,id,source,type,subject,time,datacontenttype,"
                      "dataschema,extensions,data,data_base64\r\n"
                      "1,TIME,1.0,1,/s,t,\"a, \"\"b\"\"\",2026-01-01T00:00:00Z,,,"
                      "\"{\"\"tenant\"\":\"\"north\"\",\"\"level\"\":3,\"\"hot\"\":true}\","
                      "\"{\"\"n\"\": 1.10}\",\r\n"
                      "2,TIME,1.0,2,/s,t,,,application/octet-stream,,,,AP8=\r\n"
                      "3,TIME,0.3,3,/s,t,,,text/plain,,,\"line\nline\",\r\n");
}

void TestEvsCapture::exportsInTheOrderOfTheLog()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, expected);
    keep(structured(
        R"({"specversion":"1.0","id":"1","source":"/s","type":"t","subject":"a, \"b\"",)"
        R"("time":"2026-01-01T00:00:00Z","tenant":"north","level":3,"hot":true,"data":{"n": 1.10}})"));
    keep(postRequest("application/octet-stream", std::string("\0\xff", 2),
                     "ce-specversion: 1.0\r\nce-id: 2\r\nce-source: /s\r\nce-type: t\r\n"));
    keep(structured(R"({"specversion":"0.3","id":"3","source":"/s","type":"t",)"
                    R"("datacontenttype":"text/plain","data":"line\nline"})"));
    stopListening();
    QString text = QString::fromUtf8(run(QStringList{QStringLiteral("export"), m_file} + options));
    static const QRegularExpression receiveTime(
        QStringLiteral(R"(^(\d+,)20\d\d-\d\d-\d\dT[0-9:.]+Z,)"),
        QRegularExpression::MultilineOption);
    text.replace(receiveTime, QStringLiteral("\\1TIME,"));
    QCOMPARE(text.toUtf8(), expected);
    QCOMPARE(m_errors, QByteArray());
}

void TestEvsCapture::exportsManyPages()
{
    std::string batch = "[";
    for (int id = 1; id <= 5000; ++id)
        batch += std::string(id > 1 ? "," : "") + R"({"specversion":"1.0","id":")" +
                 std::to_string(id) + R"(","source":"/s","type":"t"})";
    keep(postRequest("application/cloudevents-batch+json", batch + "]"));
    stopListening();
    const QByteArray lines = run({QStringLiteral("export"), m_file});
    QCOMPARE(lines.count('\n'), 5000);
    const QJsonArray array = QJsonDocument::fromJson(run({QStringLiteral("export"),
                                                          QStringLiteral("--format=json"), m_file}))
                                 .array();
    QCOMPARE(array.size(), 5000);
    for (int id = 1; id <= 5000; ++id)
        QCOMPARE(array[id - 1][QLatin1String("id")].toString(), QString::number(id));
}

void TestEvsCapture::exportsACaptureInUse()
{
    keep(eventRequest("1"));
    QCOMPARE(run({QStringLiteral("export"), m_file}).count('\n'), 1);
    keep(eventRequest("2"));
    QCOMPARE(run({QStringLiteral("export"), m_file}).count('\n'), 2);
    stopListening();
    QCOMPARE(run({QStringLiteral("export"), m_file}).count('\n'), 2);
}

void TestEvsCapture::exportsNothingFromAnEmptyCapture_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("ndjson") << QStringLiteral("ndjson") << QByteArray();
    QTest::newRow("json") << QStringLiteral("json") << QByteArray("[");
    QTest::newRow("csv") << QStringLiteral("csv") << QByteArray("sequence,");
}

void TestEvsCapture::exportsNothingFromAnEmptyCapture()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, start);
    stopListening();
    const QByteArray output =
        run({QStringLiteral("export"), QStringLiteral("--format"), format, m_file});
    QVERIFY2(output.startsWith(start), output.constData());
    if (format == u"json")
        QVERIFY(QJsonDocument::fromJson(output).isArray());
    else
        QCOMPARE(output.count('\n'), start.isEmpty() ? 0 : 1);
}

void TestEvsCapture::endsWhenNobodyReadsTheExport()
{
    for (int id = 1; id <= 200; ++id)
        keep(eventRequest(std::to_string(id), '"' + std::string(1000, 'x') + '"'));
    QProcess shell;
    shell.start(QStringLiteral("/bin/sh"),
                {QStringLiteral("-c"),
                 QStringLiteral("{ \"$0\" export \"$1\"; echo $? >&2; } | head -n 1"),
                 QStringLiteral(EVS_PROGRAM), m_file});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.readAllStandardOutput().count('\n'), 1);
    QCOMPARE(shell.readAllStandardError(), QByteArray("3\n"));
}

void TestEvsCapture::verifiesAWholeCapture()
{
    for (int id = 1; id <= 3; ++id)
        keep(eventRequest(std::to_string(id)));
    QCOMPARE(m_client->ask(postRequest("text/plain", "no event")).status, 400);
    stopListening();
    const QByteArray head = run({QStringLiteral("verify"), m_file});
    static const QRegularExpression form(QStringLiteral("^[0-9a-f]{64}:[0-9]+\n$"));
    QVERIFY2(form.match(QString::fromUtf8(head)).hasMatch(), head.constData());
    QVERIFY2(m_errors.contains("3 events"), m_errors.constData());
    QCOMPARE(run({QStringLiteral("verify"), m_file}), head);
}

void TestEvsCapture::verifiesACaptureInUse()
{
    keep(eventRequest("1"));
    const QByteArray first = run({QStringLiteral("verify"), m_file});
    keep(eventRequest("2"));
    const QByteArray second = run({QStringLiteral("verify"), m_file});
    QVERIFY(first != second);
    QVERIFY2(m_errors.contains("2 events"), m_errors.constData());
}

void TestEvsCapture::namesTheFirstBrokenSeal()
{
    for (int id = 1; id <= 5; ++id)
        keep(eventRequest(std::to_string(id)));
    stopListening();
    const QByteArray head = run({QStringLiteral("verify"), m_file}).trimmed();
    QVERIFY(head.endsWith(":5"));
    QVERIFY(!execute(m_file, "UPDATE segment_1 SET id = 'x' WHERE sequence = 3"));
    QVERIFY(execute(m_file, "DROP TRIGGER segment_1_refuses_UPDATE;"
                            "UPDATE segment_1 SET id = 'x' WHERE sequence = 3"));
    const QByteArray verdict = run({QStringLiteral("verify"), m_file}, 1);
    QVERIFY2(verdict.startsWith("seal 3 (events 3 to 3): "), verdict.constData());
}

void TestEvsCapture::comparesWithAHeadThatWasNoted()
{
    keep(eventRequest("1"));
    const QString noted = QString::fromLatin1(run({QStringLiteral("verify"), m_file}).trimmed());
    const auto verifyFrom = [this](const QString &head, int code) {
        return run({QStringLiteral("verify"), m_file, QStringLiteral("--head"), head}, code);
    };
    keep(eventRequest("2"));
    QVERIFY(verifyFrom(noted, 0).trimmed().endsWith(":2"));
    QString other = noted;
    other[0] = other[0] == QLatin1Char('a') ? QLatin1Char('b') : QLatin1Char('a');
    QVERIFY(verifyFrom(other, 1).contains("made anew"));
    QVERIFY(verifyFrom(noted.chopped(1) + QLatin1Char('9'), 1).contains("missing"));
}

void TestEvsCapture::saysWhatIsWrongWithAFile_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("code");
    for (const QString &command : {QStringLiteral("export"), QStringLiteral("verify")}) {
        const auto row = [&command](const char *name, const QString &file, int code) {
            QTest::addRow("%s %s", qPrintable(command), name) << command << file << code;
        };
        row("absent", QStringLiteral("absent"), 3);
        row("no capture", QStringLiteral("text"), 3);
        row("a folder", QStringLiteral("."), 3);
        row("none named", QString(), 2);
    }
}

void TestEvsCapture::saysWhatIsWrongWithAFile()
{
    QFETCH(QString, command);
    QFETCH(QString, file);
    QFETCH(int, code);
    QFile text(m_folder->filePath(QStringLiteral("text")));
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write(QByteArray("no capture\n").repeated(1000));
    text.close();
    QStringList arguments{command};
    if (!file.isEmpty())
        arguments << m_folder->filePath(file);
    QCOMPARE(run(arguments, code), QByteArray());
    QVERIFY2(m_errors.contains(file.isEmpty() ? "capture is wanted" : qPrintable(file)),
             m_errors.constData());
    QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("absent"))));
}

QTEST_GUILESS_MAIN(TestEvsCapture)
#include "tst_evscapture.moc"

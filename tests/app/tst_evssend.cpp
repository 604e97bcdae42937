// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/answeringserver.h"
#include "tests/app/evsprocess.h"
#include "tests/support/rawclient.h"

#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace {

const QByteArray Lines =
    R"({"specversion":"1.0","id":"1","source":"/s","type":"t","subject":"50% )"
    "\\\"Grüße\\\"\"," // no raw string: moc would take its quotes for those of a plain one
    R"("time":"2026-01-01T00:00:00+02:00","datacontenttype":"application/json","tenant":"north",)"
    R"("data":{"n":1.10,"n":2}})"
    "\n"
    R"({"specversion":"1.0","id":"2","source":"/s","type":"t",)"
    R"("datacontenttype":"application/octet-stream","data_base64":"AP8="})"
    "\n"
    R"({"specversion":"1.0","id":"3","source":"/s","type":"t"})"
    "\n"
    R"({"specversion":"0.3","id":"4","source":"/s","type":"t","datacontenttype":"text/plain",)"
    R"("data":"line\nline"})"
    "\n";

} // namespace

/// `evs send` against `evs listen`, and against servers that are not as kind.
class TestEvsSend : public QObject {
    Q_OBJECT

private slots:
    void sendsInEachMode_data();
    void sendsInEachMode();
    void sendsInEachFormat_data();
    void sendsInEachFormat();
    void namesLinesThatAFormatCannotCarry();
    void saysWhatNoFormatIs_data();
    void saysWhatNoFormatIs();
    void sendsManyInOrder_data();
    void sendsManyInOrder();
    void sendsALineAsSoonAsItIsThere_data();
    void sendsALineAsSoonAsItIsThere();
    void readsAFile();
    void namesLinesThatAreNoEvents();
    void namesLinesThatAreRefused();
    void followsNoRedirection();
    void waitsAsLongAsItIsTold();
    void givesUpWhereTheWaitIsTooLong();
    void sendsAgainWhereNothingCouldBeTaken_data();
    void sendsAgainWhereNothingCouldBeTaken();
    void stopsWhereTheTargetIsGone();
    void putsTheUrlIntoTheRequest();
    void saysThatNobodyListens();
    void saysThatTheConnectionEnded();
    void saysThatAFileCannotBeRead();
};

void TestEvsSend::sendsInEachMode_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("unasked") << QStringList{};
    for (const char *mode : {"binary", "structured", "batch"})
        QTest::newRow(mode) << QStringList{QStringLiteral("--mode"), QString::fromUtf8(mode)};
}

void TestEvsSend::sendsInEachMode()
{
    QFETCH(QStringList, options);
    EvsProcess listener({QStringLiteral("listen"), QStringLiteral("--listen=127.0.0.1:0"),
                         QStringLiteral("--count=4")});
    listener.startListening();
    EvsProcess sender(QStringList{QStringLiteral("send"), listener.address()} + options);
    sender.startWith(Lines);
    QCOMPARE(sender.waitForEnd(), 0);
    QCOMPARE(sender.output(), QByteArray());
    QCOMPARE(sender.errors(), QByteArray("sent 4 events\n"));
    QCOMPARE(listener.waitForEnd(), 0);
    QCOMPARE(listener.output(), Lines);
}

void TestEvsSend::sendsInEachFormat_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("contentType");
    const auto row = [](const char *mode, const char *format, const char *contentType) {
        QTest::addRow("%s %s", mode, format)
            << QString::fromLatin1(mode) << QString::fromLatin1(format) << QByteArray(contentType);
    };
    row("structured", "json", "application/cloudevents+json; charset=utf-8");
    row("structured", "protobuf", "application/cloudevents+protobuf");
    row("structured", "xml", "application/cloudevents+xml; charset=utf-8");
    row("structured", "avro", "application/cloudevents+avro");
    row("batch", "json", "application/cloudevents-batch+json; charset=utf-8");
    row("batch", "protobuf", "application/cloudevents-batch+protobuf");
    row("batch", "xml", "application/cloudevents-batch+xml; charset=utf-8");
}

/// What goes in as JSON comes out as JSON, whatever it was in between; the capture tells how it came.
void TestEvsSend::sendsInEachFormat()
{
    QFETCH(QString, mode);
    QFETCH(QString, format);
    QFETCH(QByteArray, contentType);
    const QByteArray lines =
        R"({"specversion":"1.0","id":"1","source":"/s","type":"t","subject":"50% <Grüße>",)"
        R"("time":"2026-01-01T00:00:00Z","datacontenttype":"application/json","n":-3,"yes":true,)"
        R"("tenant":"north","data":{"total":12.5,"lines":[{"sku":"a"}]}})"
        "\n"
        R"({"specversion":"1.0","id":"2","source":"/s","type":"t",)"
        R"("datacontenttype":"application/octet-stream","data_base64":"AP8="})"
        "\n"
        R"({"specversion":"1.0","id":"3","source":"/s","type":"t"})"
        "\n"
        R"({"specversion":"1.0","id":"4","source":"/s","type":"t","datacontenttype":"text/plain",)"
        R"("data":"line\nline"})"
        "\n";
    QTemporaryDir folder;
    const QString capture = folder.filePath(QStringLiteral("kept.eventscope"));
    EvsProcess listener({QStringLiteral("listen"), QStringLiteral("--listen=127.0.0.1:0"),
                         QStringLiteral("--count=4"), QStringLiteral("--log"), capture});
    listener.startListening();
    EvsProcess sender({QStringLiteral("send"), QStringLiteral("--mode"), mode,
                       QStringLiteral("--format"), format, listener.address()});
    sender.startWith(lines);
    QCOMPARE(sender.waitForEnd(), 0);
    QCOMPARE(sender.errors(), QByteArray("sent 4 events\n"));
    QCOMPARE(listener.waitForEnd(), 0);
    QCOMPARE(listener.output(), lines);

    EvsProcess exporter({QStringLiteral("export"), capture});
    exporter.start();
    QCOMPARE(exporter.waitForEnd(), 0);
    QCOMPARE(exporter.output(), lines);
    EvsProcess verifier({QStringLiteral("verify"), capture});
    verifier.start();
    QCOMPARE(verifier.waitForEnd(), 0);
    EvsProcess raw({QStringLiteral("export"), QStringLiteral("--format=raw"), capture});
    raw.start();
    QCOMPARE(raw.waitForEnd(), 0);
    QVERIFY(raw.output().contains(QByteArray("\r\nContent-Type: " + contentType + "\r\n")));
}

void TestEvsSend::namesLinesThatAFormatCannotCarry()
{
    EvsProcess listener({QStringLiteral("listen"), QStringLiteral("--listen=127.0.0.1:0"),
                         QStringLiteral("--count=3")});
    listener.startListening();
    EvsProcess sender(
        {QStringLiteral("send"), QStringLiteral("--format=protobuf"), listener.address()});
    sender.startWith(Lines);
    QCOMPARE(sender.waitForEnd(), 1);
    QCOMPARE(sender.errors(),
             QByteArray("line 4 not sent: the format protobuf is defined for CloudEvents 1.0, and "
                        "this is one of 0.3. Send it with --format json or --mode binary.\n"
                        "sent 3 events, 1 lines were no events\n"));
    QCOMPARE(listener.waitForEnd(), 0);
}

void TestEvsSend::saysWhatNoFormatIs_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("unknown") << QStringList{QStringLiteral("--format=cbor")}
                             << QByteArray("json, protobuf, xml or avro is wanted");
    QTest::newRow("binary mode") << QStringList{QStringLiteral("--format=xml"),
                                                QStringLiteral("--mode=binary")}
                                 << QByteArray("in binary mode an event has no format");
    QTest::newRow("batch in Avro")
        << QStringList{QStringLiteral("--format=avro"), QStringLiteral("--mode=batch")}
        << QByteArray("this format has no batches");
}

void TestEvsSend::saysWhatNoFormatIs()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, sentence);
    EvsProcess sender(QStringList{QStringLiteral("send"), QStringLiteral("http://127.0.0.1:9")} +
                      options);
    sender.start();
    QCOMPARE(sender.waitForEnd(), 2);
    QVERIFY2(sender.errors().contains(sentence), sender.errors().constData());
}

void TestEvsSend::sendsManyInOrder_data()
{
    QTest::addColumn<QString>("mode");
    QTest::newRow("binary") << QStringLiteral("binary");
    QTest::newRow("batch") << QStringLiteral("batch");
}

void TestEvsSend::sendsManyInOrder()
{
    QFETCH(QString, mode);
    constexpr int Count = 2500;
    EvsProcess listener({QStringLiteral("listen"), QStringLiteral("--listen=127.0.0.1:0"),
                         QStringLiteral("--count"), QString::number(Count)});
    listener.startListening();
    const QByteArray lines = eventLines(Count);
    EvsProcess sender({QStringLiteral("send"), QStringLiteral("--mode"), mode, listener.address(),
                       QStringLiteral("-")});
    sender.startWith(lines.left(lines.size() - 1)); // the last line need not end
    QCOMPARE(sender.waitForEnd(60'000), 0);
    QCOMPARE(listener.waitForEnd(), 0);
    QVERIFY(listener.output() == lines);
}

void TestEvsSend::sendsALineAsSoonAsItIsThere_data()
{
    sendsManyInOrder_data();
}

void TestEvsSend::sendsALineAsSoonAsItIsThere()
{
    QFETCH(QString, mode);
    EvsProcess listener({QStringLiteral("listen"), QStringLiteral("--listen=127.0.0.1:0")});
    listener.startListening();
    EvsProcess sender({QStringLiteral("send"), QStringLiteral("--mode"), mode, listener.address()});
    sender.start();
    for (int id = 1; id <= 3; ++id) {
        sender.write(eventLine(id) + "\n\r\n");
        QTRY_COMPARE(listener.lines().size(), id);
    }
    QVERIFY(sender.isRunning());
    sender.closeInput();
    QCOMPARE(sender.waitForEnd(), 0);
}

void TestEvsSend::readsAFile()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("events.ndjson")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(Lines);
    file.close();
    EvsProcess listener({QStringLiteral("listen"), QStringLiteral("--listen=127.0.0.1:0"),
                         QStringLiteral("--count=4")});
    listener.startListening();
    EvsProcess sender({QStringLiteral("send"), listener.address(), file.fileName()});
    sender.start();
    QCOMPARE(sender.waitForEnd(), 0);
    QCOMPARE(listener.waitForEnd(), 0);
    QCOMPARE(listener.output(), Lines);
}

void TestEvsSend::namesLinesThatAreNoEvents()
{
    AnsweringServer server([](int) { return answerOf(202); });
    EvsProcess sender({QStringLiteral("send"), server.url()});
    sender.startWith(eventLine(1) + "{\"id\":\n" + "\n" + R"({"specversion":"1.0","id":"4"})" +
                     "\n" + eventLine(5));
    QTRY_COMPARE(sender.isRunning(), false);
    QCOMPARE(sender.waitForEnd(), 1);
    const QByteArray errors = sender.errors();
    QVERIFY2(errors.contains("line 2 is no event"), errors.constData());
    QVERIFY2(errors.contains("line 4 is no event"), errors.constData());
    QVERIFY2(errors.contains("sent 2 events, 2 lines were no events"), errors.constData());
    QCOMPARE(server.requests, 2);
    QCOMPARE(server.connections, 1);
}

void TestEvsSend::namesLinesThatAreRefused()
{
    AnsweringServer server([](int request) {
        if (request == 2)
            return answerOf(400, R"({"title":"It is too blue","detail":"Paint it red."})");
        return request == 3 ? answerOf(503, "busy\nnow") : answerOf(204);
    });
    EvsProcess sender({QStringLiteral("send"), server.url()});
    sender.startWith(eventLines(4));
    QCOMPARE(sender.waitForEnd(), 1);
    const QByteArray errors = sender.errors();
    QVERIFY2(errors.contains("line 2 refused with 400: It is too blue. Paint it red.\n"),
             errors.constData());
    QVERIFY2(errors.contains("line 3 refused with 503: busy now\n"), errors.constData());
    QVERIFY2(errors.contains("sent 2 events, 2 were refused"), errors.constData());

    AnsweringServer strict([](int) { return answerOf(400); });
    EvsProcess batch({QStringLiteral("send"), QStringLiteral("--mode=batch"), strict.url()});
    batch.startWith(eventLines(2));
    QCOMPARE(batch.waitForEnd(), 1);
    QVERIFY2(batch.errors().contains("lines 1 to 2 refused with 400\n"),
             batch.errors().constData());
}

// Web Hooks 2.2, as tests/README.md's section 5.
void TestEvsSend::followsNoRedirection()
{
    AnsweringServer elsewhere([](int) { return answerOf(204); });
    AnsweringServer server([&](int request) {
        return QByteArray("HTTP/1.1 " + QByteArray::number(300 + request) +
                          " Elsewhere\r\nLocation: " + elsewhere.url().toUtf8() +
                          "/\r\nContent-Length: 0\r\n\r\n");
    });
    EvsProcess sender({QStringLiteral("send"), server.url()});
    sender.startWith(eventLines(8));
    QCOMPARE(sender.waitForEnd(), 1);
    QVERIFY2(sender.errors().contains("line 7 refused with 307\n"), sender.errors().constData());
    QCOMPARE(server.requests, 8);
    QCOMPARE(elsewhere.requests, 0);
}

void TestEvsSend::waitsAsLongAsItIsTold()
{
    QElapsedTimer since;
    qint64 waited = 0;
    AnsweringServer server([&](int request) {
        if (request == 1) {
            since.start();
            return QByteArray("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\n"
                              "Content-Length: 0\r\n\r\n");
        }
        if (request == 2)
            waited = since.elapsed();
        return request == 3 ? answerOf(429) : answerOf(204);
    });
    EvsProcess sender({QStringLiteral("send"), server.url()});
    sender.startWith(eventLines(3));
    QCOMPARE(sender.waitForEnd(), 1);
    QCOMPARE(server.requests, 4);
    QVERIFY2(waited >= 1000, qPrintable(QString::number(waited)));
    QCOMPARE(server.received.count("ce-id: 1\r\n"), 2); // sent again, in its order
    const QByteArray errors = sender.errors();
    QVERIFY2(errors.contains("line 1 refused with 429: too many requests. It is sent again after "
                             "the wait that was asked for, 1 s\n"),
             errors.constData());
    QVERIFY2(errors.contains("line 2 refused with 429\n"), errors.constData()); // no wait is asked
    QVERIFY2(errors.contains("sent 2 events, 1 were refused"), errors.constData());
}

void TestEvsSend::givesUpWhereTheWaitIsTooLong()
{
    AnsweringServer server([](int) {
        return QByteArray("HTTP/1.1 429 Too Many Requests\r\n"
                          "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n"
                          "Content-Length: 0\r\n\r\n");
    });
    EvsProcess sender({QStringLiteral("send"), server.url()});
    sender.startWith(eventLines(2));
    QCOMPARE(sender.waitForEnd(), 3);
    QCOMPARE(server.requests, 1);
    QVERIFY2(sender.errors().contains("line 1 not sent: too many requests, and asked to wait "),
             sender.errors().constData());
}

void TestEvsSend::sendsAgainWhereNothingCouldBeTaken_data()
{
    QTest::addColumn<QByteArray>("wait");
    QTest::addColumn<int>("outages");
    QTest::addColumn<int>("requests");
    QTest::addColumn<int>("code");
    QTest::newRow("twice") << QByteArray("Retry-After: 0\r\n") << 2 << 4 << 0;
    QTest::newRow("as often as it may") << QByteArray("Retry-After: 0\r\n") << 301 << 303 << 0;
    QTest::newRow("more often") << QByteArray("Retry-After: 0\r\n") << 302 << 303 << 1;
    QTest::newRow("no wait is asked for") << QByteArray() << 1 << 2 << 1;
    QTest::newRow("longer than the longest") << QByteArray("Retry-After: 301\r\n") << 1 << 2 << 1;
}

void TestEvsSend::sendsAgainWhereNothingCouldBeTaken()
{
    QFETCH(QByteArray, wait);
    QFETCH(int, outages);
    QFETCH(int, requests);
    QFETCH(int, code);
    AnsweringServer server([&](int request) {
        return request > outages ? answerOf(204)
                                 : "HTTP/1.1 503 Service Unavailable\r\n" + wait +
                                       "Content-Length: 5\r\n\r\nfull.";
    });
    EvsProcess sender({QStringLiteral("send"), server.url()});
    sender.startWith(eventLines(2));
    QCOMPARE(sender.waitForEnd(), code);
    QCOMPARE(server.requests, requests);
    const QByteArray errors = sender.errors();
    QCOMPARE(errors.contains("line 1 refused with 503: full. It is sent again after the wait that "
                             "was asked for, 0 s\n"),
             wait.contains(" 0"));
    QCOMPARE(errors.contains("line 1 refused with 503: full.\n"), code != 0);
}

void TestEvsSend::stopsWhereTheTargetIsGone()
{
    AnsweringServer server([](int request) { return answerOf(request == 2 ? 410 : 204); });
    EvsProcess sender({QStringLiteral("send"), server.url()});
    sender.startWith(eventLines(4));
    QCOMPARE(sender.waitForEnd(), 1);
    QCOMPARE(server.requests, 2);
    QVERIFY2(sender.errors().contains("line 2 refused with 410\n"), sender.errors().constData());
    QVERIFY2(sender.errors().contains("sent 1 events, 1 were refused"),
             sender.errors().constData());
}

void TestEvsSend::putsTheUrlIntoTheRequest()
{
    AnsweringServer server([](int) { return answerOf(202); });
    QString url = server.url(QStringLiteral("/a%20b/c?x=1&y=%25#part"));
    url.replace(QStringLiteral("http://"), QStringLiteral("http://us%40er:se%3Acret@"));
    EvsProcess sender({QStringLiteral("send"), url});
    sender.startWith(eventLine(1));
    QCOMPARE(sender.waitForEnd(), 0);
    QVERIFY2(server.received.startsWith("POST /a%20b/c?x=1&y=%25 HTTP/1.1\r\nHost: 127.0.0.1:"),
             server.received.constData());
    QVERIFY2(server.received.contains(QByteArray("Authorization: Basic " +
                                                 QByteArray("us@er:se:cret").toBase64() + "\r\n")),
             server.received.constData());
    QVERIFY(!sender.errors().contains("cret"));
}

void TestEvsSend::saysThatNobodyListens()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QByteArray address = "127.0.0.1:" + QByteArray::number(server.serverPort());
    server.close();
    EvsProcess sender(
        {QStringLiteral("send"), QStringLiteral("http://") + QString::fromLatin1(address)});
    sender.startWith(eventLine(1));
    QCOMPARE(sender.waitForEnd(), 3);
    const QByteArray errors = sender.errors();
    QVERIFY2(errors.contains(address), errors.constData());
    QVERIFY2(errors.contains("line 1 not sent"), errors.constData());
    QVERIFY2(errors.contains("sent 0 events"), errors.constData());
}

void TestEvsSend::saysThatTheConnectionEnded()
{
    EvsProcess listener({QStringLiteral("listen"), QStringLiteral("--quiet"),
                         QStringLiteral("--listen=127.0.0.1:0")});
    listener.startListening();
    EvsProcess sender({QStringLiteral("send"), listener.address()});
    sender.start();
    sender.write(eventLine(1));
    listener.kill();
    sender.write(eventLine(2));
    sender.closeInput();
    QCOMPARE(sender.waitForEnd(), 3);
    QVERIFY2(sender.errors().contains("not sent"), sender.errors().constData());
}

void TestEvsSend::saysThatAFileCannotBeRead()
{
    EvsProcess absent({QStringLiteral("send"), QStringLiteral("http://127.0.0.1:1"),
                       QStringLiteral("/nowhere/events")});
    absent.start();
    QCOMPARE(absent.waitForEnd(), 3);
    QVERIFY2(absent.errors().contains("/nowhere/events"), absent.errors().constData());
    EvsProcess folder(
        {QStringLiteral("send"), QStringLiteral("http://127.0.0.1:1"), QStringLiteral("/")});
    folder.start();
    QCOMPARE(folder.waitForEnd(), 3);
    QVERIFY2(folder.errors().contains("/: cannot be read"), folder.errors().constData());
}

QTEST_GUILESS_MAIN(TestEvsSend)
#include "tst_evssend.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/evsprocess.h"
#include "tests/support/rawclient.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <csignal>

namespace {

const QByteArray Line = R"({"specversion":"1.0","id":"1","source":"/s","type":"t"})"
                        "\n";

/// A folder with what the programs of a test read.
struct Files {
    QTemporaryDir folder;

    QString path(const char *name) const { return folder.filePath(QString::fromUtf8(name)); }
    QString write(const char *name, const QByteArray &text) const
    {
        QFile file(path(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        return path(name);
    }
};

QStringList listen(const QStringList &options)
{
    return QStringList{QStringLiteral("listen"), QStringLiteral("--listen=127.0.0.1:0")} + options;
}

/// Sends `Line` with `evs send`; answers its exit code.
int send(const QStringList &arguments, QByteArray *errors = nullptr)
{
    EvsProcess sender(QStringList{QStringLiteral("send")} + arguments);
    sender.start();
    sender.write(Line);
    sender.closeInput();
    const int code = sender.waitForEnd();
    if (errors)
        *errors = sender.errors();
    return code;
}

} // namespace

/// `evs` with tokens, keys and certificates, as a person uses it.
class TestEvsAccess : public QObject {
    Q_OBJECT

private slots:
    void sendsAndAsksForAToken();
    void changesTokensWithoutAGap();
    void saysWhoCanUseAnAddressThatOthersReach();
    void consentsToTheWebHooksThatItWasGiven();
    void keepsToTheRateThatItWasGiven();
    void showsATokenNowhere();
    void signsAndChecksBodies();
    void saysThatATokenFileCannotBeRead_data();
    void saysThatATokenFileCannotBeRead();
};

void TestEvsAccess::sendsAndAsksForAToken()
{
    const Files files;
    const QString right = files.write("right", "sesame-4711\n");
    const QString wrong = files.write("wrong", "sesame-4712\n");
    EvsProcess evs(listen({QStringLiteral("--token-file"), right}));
    evs.startListening();
    QByteArray errors;
    QCOMPARE(send({evs.address()}, &errors), 1);
    QVERIFY2(errors.contains("refused with 401"), errors.constData());
    QCOMPARE(send({QStringLiteral("--token-file"), wrong, evs.address()}), 1);
    QCOMPARE(send({QStringLiteral("--token-file"), right, evs.address()}), 0);
    QTRY_COMPARE(evs.lines().size(), 1);
    // Who is turned away is told to the person at the receiver, and is no refusal.
    QTRY_VERIFY2(evs.errors().contains("without the token"), evs.errors().constData());
    evs.signal(SIGTERM);
    QCOMPARE(evs.waitForEnd(), 0);
    QVERIFY2(evs.errors().contains("received 1 = kept 1 + refused 0"), evs.errors().constData());
}

void TestEvsAccess::changesTokensWithoutAGap()
{
    const Files files;
    const QString both = files.write("both", "new-token\nold-token\n");
    const QString old = files.write("old", "old-token\n");
    EvsProcess evs(listen({QStringLiteral("--token-file"), both}));
    evs.startListening();
    QCOMPARE(send({QStringLiteral("--token-file"), old, evs.address()}), 0);
    QCOMPARE(send({QStringLiteral("--token-file"), both, evs.address()}), 0);
}

void TestEvsAccess::saysWhoCanUseAnAddressThatOthersReach()
{
    const Files files;
    EvsProcess evs({QStringLiteral("listen"), QStringLiteral("--listen=0.0.0.0:0"),
                    QStringLiteral("--token-file"), files.write("token", "sesame")});
    evs.startListening();
    QTRY_VERIFY(evs.errors().contains("has the token"));
    QVERIFY(!evs.errors().contains("--token-file"));
}

void TestEvsAccess::consentsToTheWebHooksThatItWasGiven()
{
    EvsProcess evs(listen({QStringLiteral("--webhook-allow-origin=events.example.org"),
                           QStringLiteral("--max-rate=30")}));
    evs.startListening();
    RawClient client(evs.port());
    const std::string ask = "OPTIONS /hook HTTP/1.1\r\nHost: localhost\r\nWebHook-Request-Rate: "
                            "120\r\nWebHook-Request-Origin: ";
    const RawAnswer consent = client.ask(ask + "events.example.org\r\n\r\n");
    QCOMPARE(consent.status, 200);
    QVERIFY(consent.has("WebHook-Allowed-Origin: events.example.org"));
    QVERIFY(consent.has("WebHook-Allowed-Rate: 30"));
    QCOMPARE(client.ask(ask + "other.example.org\r\n\r\n").status, 403);
}

void TestEvsAccess::keepsToTheRateThatItWasGiven()
{
    EvsProcess evs(listen({QStringLiteral("--max-rate=2")}));
    evs.startListening();
    RawClient client(evs.port());
    QCOMPARE(client.ask(eventRequest("1")).status, 202);
    QCOMPARE(client.ask(eventRequest("2")).status, 202);
    const RawAnswer answer = client.ask(eventRequest("3"));
    QCOMPARE(answer.status, 429);
    QVERIFY(answer.head.find("Retry-After: ") != std::string::npos);
}

void TestEvsAccess::showsATokenNowhere()
{
    const Files files;
    const QString token = files.write("token", "sesame-4711\n");
    const QString capture = files.path("kept.eventscope");
    EvsProcess evs(
        listen({QStringLiteral("--token-file"), token, QStringLiteral("--log"), capture}));
    evs.startListening();
    const std::string bearer = "Authorization: Bearer sesame-4711\r\n";
    RawClient client(evs.port());
    QCOMPARE(client.ask(postRequest("text/plain", "", bearer)).status, 400);
    QCOMPARE(client.ask("GET /metrics?access_token=sesame-4711 HTTP/1.1\r\nHost: a\r\n\r\n").status,
             200);
    QCOMPARE(client.ask("GET /?access_token=sesame-4711 HTTP/1.1\r\nHost: a\r\n\r\n").status, 405);
    QCOMPARE(send({QStringLiteral("--token-file"), token, evs.address()}), 0);
    QTRY_COMPARE(evs.lines().size(), 1);
    evs.signal(SIGTERM);
    QCOMPARE(evs.waitForEnd(), 0);
    QFile kept(capture);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    const QByteArray all =
        kept.readAll() + evs.output() + evs.errors() + QByteArray::fromStdString(client.received());
    QVERIFY(all.contains("bytes removed") && all.contains("eventscope_"));
    QVERIFY(!all.contains("sesame"));
}

void TestEvsAccess::signsAndChecksBodies()
{
    const Files files;
    const QString right = files.write("right", "a key of both\n");
    const QString wrong = files.write("wrong", "another key");
    const QString header = QStringLiteral("--hmac-header=X-Shop-Signature");
    EvsProcess evs(listen({QStringLiteral("--hmac-key-file"), right, header}));
    evs.startListening();
    QByteArray errors;
    QCOMPARE(send({evs.address()}, &errors), 1);
    QVERIFY2(errors.contains("no field X-Shop-Signature"), errors.constData());
    QCOMPARE(send({QStringLiteral("--hmac-key-file"), wrong, header, evs.address()}, &errors), 1);
    QVERIFY2(errors.contains("refused with 401"), errors.constData());
    for (const char *mode : {"binary", "structured", "batch"})
        QCOMPARE(send({QStringLiteral("--hmac-key-file"), right, header, QStringLiteral("--mode"),
                       QString::fromUtf8(mode), evs.address()}),
                 0);
    QTRY_COMPARE(evs.lines().size(), 3);
    evs.signal(SIGTERM);
    QCOMPARE(evs.waitForEnd(), 0);
    QVERIFY2(evs.errors().contains("(signature-wrong)"), evs.errors().constData());
    QVERIFY(!evs.errors().contains("a key of both"));
}

void TestEvsAccess::saysThatATokenFileCannotBeRead_data()
{
    QTest::addColumn<QStringList>("before");
    QTest::addColumn<QStringList>("after");
    QTest::newRow("listen") << listen({}) << QStringList();
    QTest::newRow("send") << QStringList{QStringLiteral("send")}
                          << QStringList{QStringLiteral("http://127.0.0.1:1/")};
}

void TestEvsAccess::saysThatATokenFileCannotBeRead()
{
    QFETCH(QStringList, before);
    QFETCH(QStringList, after);
    const Files files;
    EvsProcess evs(before + QStringList{QStringLiteral("--token-file"), files.path("none")} +
                   after);
    evs.start();
    QCOMPARE(evs.waitForEnd(), 3);
    QVERIFY2(evs.errors().contains("none cannot be read: No such file"), evs.errors().constData());
}

QTEST_GUILESS_MAIN(TestEvsAccess)
#include "tst_evsaccess.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/selfsigned.h"
#include "tests/app/evsprocess.h"
#include "tests/support/rawclient.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QStandardPaths>
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
    void sendsOverTls();
    void generatesACertificateOnceForItself();
    void speaksHttpAndHttpsAtOnce();
    void isUnderstoodByCurl();
    void tellsCurlInTheMiddleOfItsBody_data();
    void tellsCurlInTheMiddleOfItsBody();
    void saysWhyTlsFailed();
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

void TestEvsAccess::sendsOverTls()
{
    const Files files;
    const auto made = core::makeSelfSigned({"127.0.0.1"}, core::Clock().wall()).value();
    const QString certificate =
        files.write("cert.pem", QByteArray::fromStdString(made.certificate));
    const QString key = files.write("key.pem", QByteArray::fromStdString(made.key));
    const QString token = files.write("token", "sesame-4711");
    EvsProcess evs({QStringLiteral("listen"), QStringLiteral("--listen=https://127.0.0.1:0"),
                    QStringLiteral("--tls-cert"), certificate, QStringLiteral("--tls-key"), key,
                    QStringLiteral("--token-file"), token});
    evs.startListening();
    QVERIFY(evs.address().startsWith(QStringLiteral("https://127.0.0.1:")));
    const QByteArray fingerprint = QSslCertificate(QByteArray::fromStdString(made.certificate))
                                       .digest(QCryptographicHash::Sha256)
                                       .toHex(':')
                                       .toUpper();
    QTRY_VERIFY2(evs.errors().contains(fingerprint), evs.errors().constData());
    QCOMPARE(send({QStringLiteral("--ca-file"), certificate, QStringLiteral("--token-file"), token,
                   evs.address()}),
             0);
    QTRY_COMPARE(evs.lines().size(), 1);
    QByteArray errors;
    QCOMPARE(send({QStringLiteral("--token-file"), token, evs.address()}, &errors), 3);
    QVERIFY2(errors.contains("--ca-file"), errors.constData());
    evs.signal(SIGTERM);
    QCOMPARE(evs.waitForEnd(), 0);
    QVERIFY(!evs.errors().contains("PRIVATE"));
}

void TestEvsAccess::generatesACertificateOnceForItself()
{
    const Files files;
    const auto start = [&files](EvsProcess &evs) {
        evs.setVariable(QStringLiteral("XDG_STATE_HOME"), files.folder.path());
        evs.startListening();
        QTRY_VERIFY(evs.errors().contains("--ca-file"));
    };
    const QStringList arguments{QStringLiteral("listen"),
                                QStringLiteral("--listen=https://127.0.0.1:0"),
                                QStringLiteral("--tls-generate")};
    const QString certificate = files.path("eventscope/tls-certificate.pem");
    QByteArray first;
    for (int round = 0; round < 2; ++round) {
        EvsProcess evs(arguments);
        start(evs);
        QCOMPARE(send({QStringLiteral("--ca-file"), certificate, evs.address()}), 0);
        QFile file(certificate);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray now = file.readAll();
        QVERIFY(first.isEmpty() || now == first); // the second start uses the first one's
        first = now;
    }
    const QString key = files.path("eventscope/tls-key.pem");
    for (const QString &file : {key, certificate})
        QCOMPARE(QFile::permissions(file) &
                     (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
    QVERIFY(!first.contains("PRIVATE"));
    // One that others could have read is not used again.
    QVERIFY(QFile::setPermissions(key, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    EvsProcess evs(arguments);
    start(evs);
    QFile file(certificate);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll() != first);
}

void TestEvsAccess::speaksHttpAndHttpsAtOnce()
{
    const Files files;
    EvsProcess evs(
        listen({QStringLiteral("--listen=https://127.0.0.1:0"), QStringLiteral("--tls-generate")}));
    evs.setVariable(QStringLiteral("XDG_STATE_HOME"), files.folder.path());
    evs.startListening(2);
    QVERIFY(evs.address(0).startsWith(QStringLiteral("http://127.0.0.1:")));
    QVERIFY(evs.address(1).startsWith(QStringLiteral("https://127.0.0.1:")));
    const QString certificate = files.path("eventscope/tls-certificate.pem");
    QCOMPARE(send({evs.address(0)}), 0);
    QCOMPARE(send({QStringLiteral("--ca-file"), certificate, evs.address(1)}), 0);
    QTRY_COMPARE(evs.lines().size(), 2);
    // Each says what the other one is.
    QByteArray errors;
    QString wrong = evs.address(1);
    QCOMPARE(send({wrong.replace(QStringLiteral("https"), QStringLiteral("http"))}, &errors), 1);
    QVERIFY2(errors.contains("Use https://"), errors.constData());
}

void TestEvsAccess::isUnderstoodByCurl()
{
    const QString curl = QStandardPaths::findExecutable(QStringLiteral("curl"));
    if (curl.isEmpty())
        QSKIP("curl is not installed");
    const Files files;
    EvsProcess evs({QStringLiteral("listen"), QStringLiteral("--listen=https://127.0.0.1:0"),
                    QStringLiteral("--tls-generate"), QStringLiteral("--token-file"),
                    files.write("token", "sesame")});
    evs.setVariable(QStringLiteral("XDG_STATE_HOME"), files.folder.path());
    evs.startListening();
    const auto ask = [&](const QStringList &more) {
        QProcess process;
        process.start(curl, QStringList{QStringLiteral("-s"), QStringLiteral("-o/dev/null"),
                                        QStringLiteral("-w%{http_code} %{http_version}")} +
                                more);
        [[maybe_unused]] const bool ended =
            QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 30'000);
        return process.readAllStandardOutput();
    };
    const QString url = evs.address() + u'/';
    const QString authority = QStringLiteral("--cacert");
    const QString certificate = files.path("eventscope/tls-certificate.pem");
    const QStringList event{QStringLiteral("-Hce-specversion: 1.0"),
                            QStringLiteral("-Hce-id: 1"),
                            QStringLiteral("-Hce-source: /curl"),
                            QStringLiteral("-Hce-type: t"),
                            QStringLiteral("-d{}"),
                            QStringLiteral("-HContent-Type: application/json"),
                            QStringLiteral("-HAuthorization: Bearer sesame")};
    QCOMPARE(ask(QStringList{authority, certificate, url} + event), QByteArray("202 1.1"));
    QCOMPARE(ask(QStringList{authority, certificate, QStringLiteral("--tls-max"),
                             QStringLiteral("1.2"), url} +
                 event),
             QByteArray("202 1.1"));
    QCOMPARE(ask({authority, certificate, url + QStringLiteral("metrics")}), QByteArray("401 1.1"));
    QCOMPARE(ask({url}), QByteArray("000 0")); // it is not trusted unasked
    QTRY_COMPARE(evs.lines().size(), 2);
}

void TestEvsAccess::tellsCurlInTheMiddleOfItsBody_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("status");
    const auto row = [](const char *name, const QStringList &options, const char *status) {
        QTest::newRow(name) << options << QByteArray(status);
    };
    const QString wrong = QStringLiteral("-HAuthorization: Bearer sesame-4712");
    const QString right = QStringLiteral("-HAuthorization: Bearer sesame-4711");
    const QString atOnce = QStringLiteral("-HExpect:");
    row("wrong token", {wrong, atOnce}, "401");
    row("wrong token, asks first", {wrong, QStringLiteral("-HExpect: 100-continue")}, "401");
    row("wrong token, chunked", {wrong, atOnce, QStringLiteral("-HTransfer-Encoding: chunked")},
        "401");
    row("no token", {atOnce}, "401");
    row("page", {right, atOnce, QStringLiteral("-HOrigin: https://evil.example")}, "403");
    row("foreign host", {right, atOnce, QStringLiteral("-HHost: evil.example")}, "403");
    row("right token", {right, atOnce}, "202");
}

void TestEvsAccess::tellsCurlInTheMiddleOfItsBody()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, status);
    const QString curl = QStandardPaths::findExecutable(QStringLiteral("curl"));
    if (curl.isEmpty())
        QSKIP("curl is not installed");
    const Files files;
    constexpr qsizetype Much = 20'000'000;
    const QString body = files.write("body", '"' + QByteArray(Much, 'x') + '"');
    EvsProcess evs(listen({QStringLiteral("--quiet"), QStringLiteral("--token-file"),
                           files.write("token", "sesame-4711\n")}));
    evs.startListening();
    QProcess process;
    process.start(curl,
                  QStringList{QStringLiteral("-sS"), QStringLiteral("-o/dev/null"),
                              QStringLiteral("-w%{http_code}"),
                              QStringLiteral("-Hce-specversion: 1.0"), QStringLiteral("-Hce-id: 1"),
                              QStringLiteral("-Hce-source: /curl"), QStringLiteral("-Hce-type: t"),
                              QStringLiteral("-HContent-Type: application/json"),
                              QStringLiteral("--data-binary"), u'@' + body, evs.address()} +
                      options);
    QVERIFY(
        QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 60'000));
    QCOMPARE(process.readAllStandardError(), QByteArray()); // no reset, no broken pipe
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(process.readAllStandardOutput(), status);
}

void TestEvsAccess::saysWhyTlsFailed()
{
    const Files files;
    EvsProcess evs({QStringLiteral("listen"), QStringLiteral("--listen=https://127.0.0.1:0"),
                    QStringLiteral("--tls-generate")});
    evs.setVariable(QStringLiteral("XDG_STATE_HOME"), files.folder.path());
    evs.startListening();
    QByteArray errors;
    QCOMPARE(send({evs.address()}, &errors), 3);
    QVERIFY2(errors.contains("self-signed"), errors.constData());
    QTRY_VERIFY2(evs.errors().contains("a TLS handshake failed: "), evs.errors().constData());
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

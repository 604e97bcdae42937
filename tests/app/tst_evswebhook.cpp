// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/answeringserver.h"
#include "tests/app/evsprocess.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>

namespace {

/// `evs send` of `count` events with these options; its exit code.
struct Sender {
    Sender(const QString &url, const QStringList &options, int count)
        : process(QStringList{QStringLiteral("send"), url} + options)
    {
        process.startWith(eventLines(count));
        code = process.waitForEnd();
        errors = process.errors();
    }
    EvsProcess process;
    int code = -1;
    QByteArray errors;
};

const QStringList AsExample{QStringLiteral("--webhook-origin=Events.example.org")};
const QByteArray OriginLine = "WebHook-Request-Origin: Events.example.org\r\n";

} // namespace

/// `evs send` as a sender of web hooks (HTTP 1.1 Web Hooks for Event Delivery), and the headers that its user adds.
class TestEvsWebhook : public QObject {
    Q_OBJECT

private slots:
    void asksForConsentAndSaysItsNameEachTime_data();
    void asksForConsentAndSaysItsNameEachTime();
    void sendsNothingWithoutConsent_data();
    void sendsNothingWithoutConsent();
    void keepsToTheRateThatIsAllowed();
    void isUnderstoodByEvsListen_data();
    void isUnderstoodByEvsListen();
    void saysThatNobodyCouldBeAsked();
    void sendsFurtherHeaders();
};

void TestEvsWebhook::asksForConsentAndSaysItsNameEachTime_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("4.2.1 any") << 200 << QByteArray("WebHook-Allowed-Origin: *\r\n");
    QTest::newRow("4.2.1 the name")
        << 200 << QByteArray("webhook-allowed-origin: events.EXAMPLE.org\r\n");
    QTest::newRow("4.2.2 any rate")
        << 204 << QByteArray("WebHook-Allowed-Rate: *\r\nWebHook-Allowed-Origin: *\r\n");
    QTest::newRow("several names") << 200
                                   << QByteArray("WebHook-Allowed-Origin: a, "
                                                 "Events.example.org ,b\r\n");
    QTest::newRow("several lines") << 200
                                   << QByteArray("WebHook-Allowed-Origin: a\r\n"
                                                 "WebHook-Allowed-Origin: *\r\n");
    QTest::newRow("4.2 the status says nothing")
        << 405 << QByteArray("WebHook-Allowed-Origin: *\r\n");
}

void TestEvsWebhook::asksForConsentAndSaysItsNameEachTime()
{
    QFETCH(int, status);
    QFETCH(QByteArray, fields);
    AnsweringServer server(
        [&](int request) { return request == 1 ? answerOf(status, {}, fields) : answerOf(202); });
    const Sender sender(server.url(QStringLiteral("/hooks?key=1")), AsExample, 2);
    QCOMPARE(sender.errors, QByteArray("sent 2 events\n"));
    QCOMPARE(sender.code, 0);
    QCOMPARE(server.requests, 3);
    QVERIFY2(server.received.startsWith("OPTIONS /hooks?key=1 HTTP/1.1\r\n"),
             server.received.constData());
    QVERIFY(!server.received.contains("WebHook-Request-Callback"));
    QCOMPARE(server.received.count("POST /hooks?key=1 HTTP/1.1\r\n"), 2);
    QCOMPARE(server.received.count(OriginLine), 3);
}

void TestEvsWebhook::sendsNothingWithoutConsent_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("words");
    const QByteArray noOrigin = "no WebHook-Allowed-Origin with this name or * (status ";
    const QByteArray noRate = "neither * nor a number of requests a minute";
    QTest::newRow("no word of it") << answerOf(200) << QByteArray(noOrigin + "200)");
    QTest::newRow("another name") << answerOf(200, {}, "WebHook-Allowed-Origin: example.org\r\n")
                                  << QByteArray(noOrigin + "200)");
    QTest::newRow("a longer name")
        << answerOf(200, {}, "WebHook-Allowed-Origin: events.example.org.uk\r\n")
        << QByteArray(noOrigin + "200)");
    QTest::newRow("no name") << answerOf(200, {}, "WebHook-Allowed-Origin: ,\r\n")
                             << QByteArray(noOrigin + "200)");
    QTest::newRow("with a reason")
        << answerOf(403, R"({"title":"Not you"})") << QByteArray(noOrigin + "403): Not you.");
    for (const char *rate : {"0", "-1", "1.5", "many", "", "99999999999"})
        QTest::addRow("rate \"%s\"", rate)
            << answerOf(200, {},
                        QByteArray("WebHook-Allowed-Origin: *\r\nWebHook-Allowed-Rate: ") + rate +
                            "\r\n")
            << noRate;
}

void TestEvsWebhook::sendsNothingWithoutConsent()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, words);
    AnsweringServer server([&](int) { return answer; });
    const Sender sender(server.url(), AsExample, 2);
    QCOMPARE(sender.code, 1);
    QVERIFY2(sender.errors.contains("does not consent to web hooks of Events.example.org: "),
             sender.errors.constData());
    QVERIFY2(sender.errors.contains(words), sender.errors.constData());
    QVERIFY2(sender.errors.endsWith("sent 0 events\n"), sender.errors.constData());
    QCOMPARE(server.requests, 1);
}

void TestEvsWebhook::keepsToTheRateThatIsAllowed()
{
    AnsweringServer server([](int) {
        return answerOf(200, {}, "WebHook-Allowed-Origin: *\r\nWebHook-Allowed-Rate: 600\r\n");
    });
    QElapsedTimer clock;
    clock.start();
    const Sender sender(server.url(), AsExample, 4);
    QCOMPARE(sender.code, 0);
    QVERIFY2(clock.elapsed() >= 300, "four requests at 600 a minute are 300 ms apart");
    const Sender batch(server.url(), AsExample + QStringList{QStringLiteral("--mode=batch")}, 4);
    QCOMPARE(batch.code, 0);
    QCOMPARE(server.requests, 7);
}

void TestEvsWebhook::isUnderstoodByEvsListen_data()
{
    QTest::addColumn<QString>("allowed");
    QTest::addColumn<int>("code");
    QTest::newRow("the name") << QStringLiteral("events.example.org") << 0;
    QTest::newRow("names below") << QStringLiteral("*.example.org") << 0;
    QTest::newRow("another") << QStringLiteral("example.org") << 1;
}

void TestEvsWebhook::isUnderstoodByEvsListen()
{
    QFETCH(QString, allowed);
    QFETCH(int, code);
    EvsProcess listener({QStringLiteral("listen"), QStringLiteral("--listen=127.0.0.1:0"),
                         QStringLiteral("--webhook-allow-origin"), allowed,
                         QStringLiteral("--max-rate=60000")});
    listener.startListening();
    const Sender sender(listener.address(), AsExample, 2);
    QCOMPARE(sender.code, code);
    if (code == 0)
        QTRY_COMPARE(listener.lines().size(), 2);
    else
        QVERIFY2(sender.errors.contains("(status 403): This system may not send here."),
                 sender.errors.constData());
    listener.signal(SIGTERM);
    QCOMPARE(listener.waitForEnd(), 0);
    QCOMPARE(listener.lines().size(), code == 0 ? 2 : 0);
}

void TestEvsWebhook::saysThatNobodyCouldBeAsked()
{
    QString url;
    {
        AnsweringServer server([](int) { return QByteArray(); });
        url = server.url();
    }
    const Sender sender(url, AsExample, 1);
    QCOMPARE(sender.code, 3);
    QVERIFY2(sender.errors.contains("consent to web hooks not asked for: "),
             sender.errors.constData());
}

void TestEvsWebhook::sendsFurtherHeaders()
{
    AnsweringServer server([](int) { return answerOf(202, {}, "WebHook-Allowed-Origin: *\r\n"); });
    const Sender sender(server.url(),
                        AsExample + QStringList{QStringLiteral("--header=X-Key: a:b c"),
                                                QStringLiteral("--header=X-Empty:"),
                                                QStringLiteral("--header=CE-Type: other")},
                        1);
    QCOMPARE(sender.code, 0);
    QCOMPARE(server.received.count("\r\nX-Key: a:b c\r\n"), 2);
    QCOMPARE(server.received.count("\r\nX-Empty: \r\n"), 2);
    // The event has one of this name.
    const qsizetype post = server.received.indexOf("POST ");
    QVERIFY(server.received.left(post).contains("\r\nCE-Type: other\r\n"));
    QVERIFY(!server.received.mid(post).contains("other"));
    QVERIFY(server.received.mid(post).contains("\r\nce-type: t\r\n"));
}

QTEST_GUILESS_MAIN(TestEvsWebhook)
#include "tst_evswebhook.moc"

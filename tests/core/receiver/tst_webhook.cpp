// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/receiver/receiverdesk.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <string>

using namespace core;
using namespace std::chrono_literals;

namespace {

const std::string AskedOrigin = "WebHook-Request-Origin: ";

ReceiverOptions only(std::vector<std::string> origins)
{
    ReceiverOptions options;
    options.webhookOrigins = std::move(origins);
    return options;
}

} // namespace

/// HTTP 1.1 Web Hooks for Event Delivery.
class TestWebhook : public QObject {
    Q_OBJECT

private slots:
    void consents_data();
    void consents();
    void consentsOnlyToWhomItMay_data();
    void consentsOnlyToWhomItMay();
    void refusesDeliveriesOfOthers_data();
    void refusesDeliveriesOfOthers();
    void answersFromTheHead_data();
    void answersFromTheHead();
    void keepsARefusedHandshakeAsAProblem();
    void grantsTheRateThatHolds_data();
    void grantsTheRateThatHolds();
    void answersWhoIsTooFastWithAWait();
    void countsOnlyWhatBringsEvents();
    void countsARequestOnceFromItsHead();
    void neverTakesARequestWithoutItsBodyForAnEvent();
};

void TestWebhook::consents_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("allowed"); // empty: no consent
    const auto row = [](const char *tag, const std::string &fields, int status,
                        const char *allowed) {
        QTest::newRow(tag) << QByteArray::fromStdString(fields) << status << QByteArray(allowed);
    };
    row("4.1.1 origin", AskedOrigin + "events.example.org\r\n", 200, "events.example.org");
    row("4.1.3 rate", AskedOrigin + "e.example\r\nWebHook-Request-Rate: 120\r\n", 200, "e.example");
    row("4.1.2 callback",
        AskedOrigin + "e.example\r\nWebHook-Request-Callback: https://e.example/grant?id=1\r\n",
        200, "e.example");
    row("any rate", AskedOrigin + "e.example\r\nWebHook-Request-Rate: *\r\n", 200, "e.example");
    row("nobody asks", "", 200, "");
    row("rate alone", "WebHook-Request-Rate: 120\r\n", 200, "");
    row("rate 0", AskedOrigin + "e.example\r\nWebHook-Request-Rate: 0\r\n", 400, "");
    row("rate below 0", AskedOrigin + "e.example\r\nWebHook-Request-Rate: -1\r\n", 400, "");
    row("rate in words", AskedOrigin + "e.example\r\nWebHook-Request-Rate: many\r\n", 400, "");
    row("no name", AskedOrigin + "a b\r\n", 400, "");
    row("two names", AskedOrigin + "a.example, b.example\r\n", 400, "");
    row("empty", AskedOrigin + "\r\n", 400, "");
}

void TestWebhook::consents()
{
    QFETCH(QByteArray, fields);
    QFETCH(int, status);
    QFETCH(QByteArray, allowed);
    Desk desk;
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(request("OPTIONS", "/hook", fields.toStdString()));
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.head.find("WebHook-") != std::string::npos, !allowed.isEmpty());
    if (!allowed.isEmpty()) {
        QVERIFY(answer.has("WebHook-Allowed-Origin: " + allowed.toStdString()));
        QVERIFY(answer.has("WebHook-Allowed-Rate: *"));
    }
    QCOMPARE(answer.has("Allow: OPTIONS, POST, PUT"), status == 200);
}

void TestWebhook::consentsOnlyToWhomItMay_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("consents");
    QTest::newRow("name") << QByteArray("events.example.org") << true;
    QTest::newRow("any case") << QByteArray("Events.Example.ORG") << true;
    QTest::newRow("below") << QByteArray("a.b.example.net") << true;
    QTest::newRow("not the name itself") << QByteArray("example.net") << false;
    QTest::newRow("longer word") << QByteArray("evilexample.net") << false;
    QTest::newRow("only the dot") << QByteArray(".example.net") << false;
    QTest::newRow("below a whole name") << QByteArray("a.events.example.org") << false;
    QTest::newRow("longer name") << QByteArray("events.example.org.evil.example") << false;
    QTest::newRow("another") << QByteArray("example.org") << false;
    QTest::newRow("all") << QByteArray("*") << false;
}

void TestWebhook::consentsOnlyToWhomItMay()
{
    QFETCH(QByteArray, origin);
    QFETCH(bool, consents);
    Desk desk(only({"events.example.org", "*.example.net"}));
    RawClient client(desk.port);
    const RawAnswer answer =
        client.ask(request("OPTIONS", "/", AskedOrigin + origin.toStdString() + "\r\n"));
    QCOMPARE(answer.status, consents ? 200 : 403);
    QCOMPARE(answer.head.find("WebHook-") != std::string::npos, consents);
}

void TestWebhook::refusesDeliveriesOfOthers_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("status");
    const QByteArray asked = QByteArray::fromStdString(AskedOrigin);
    QTest::newRow("allowed") << asked + "events.example.org\r\n" << 202;
    QTest::newRow("other") << asked + "evil.example\r\n" << 403;
    QTest::newRow("no web hook") << QByteArray() << 202;
}

void TestWebhook::refusesDeliveriesOfOthers()
{
    QFETCH(QByteArray, fields);
    QFETCH(int, status);
    Desk desk(only({"events.example.org"}));
    desk.writer.start();
    RawClient client(desk.port);
    QCOMPARE(client.ask(eventPost("1", fields.toStdString())).status, status);
}

// Who may not deliver, or not now, makes us read and hold no body.
void TestWebhook::answersFromTheHead_data()
{
    QTest::addColumn<QByteArray>("sent"); // and never a byte more
    QTest::addColumn<int>("status");
    const auto rows = [](const std::string &tag, const std::string &fields, int status) {
        const auto row = [&](const char *how, const std::string &rest, const std::string &begun) {
            QTest::newRow((tag + how).c_str())
                << QByteArray::fromStdString(request("POST", "/", fields + rest) + begun) << status;
        };
        row(", length", "Content-Length: 60000000\r\n", "");
        row(", begun", "Content-Length: 60000000\r\n", "begun");
        row(", chunked", "Transfer-Encoding: chunked\r\n", "5\r\nbegun\r\n");
        row(", waits for 100 Continue", "Content-Length: 5\r\nExpect: 100-continue\r\n", "");
    };
    rows("another origin", AskedOrigin + "evil.example\r\n", 403);
    rows("too fast", AskedOrigin + "events.example.org\r\n", 429);
}

void TestWebhook::answersFromTheHead()
{
    QFETCH(QByteArray, sent);
    QFETCH(int, status);
    Clock clock;
    clock.steady = [] { return SteadyTime(1000s); };
    ReceiverOptions options = only({"events.example.org"});
    options.requestsPerMinute = 1;
    Desk desk(options, Intake::DefaultLimit, clock);
    desk.writer.start();
    RawClient client(desk.port);
    QCOMPARE(client.ask(eventPost("1")).status, 202);
    const RawAnswer answer = client.ask(sent.toStdString());
    QCOMPARE(answer.status, status);
    QVERIFY(answer.has("Connection: close"));
    QCOMPARE(answer.has("Retry-After: 60"), status == 429);
    QTRY_VERIFY(client.isEnded());
    QTRY_COMPARE(desk.writer.refusals().size(), std::size_t(1));
    const Refusal refusal = desk.writer.refusals().at(0);
    QCOMPARE(refusal.why.status, status);
    QVERIFY(refusal.cut);
    QCOMPARE(refusal.body, std::string(sent.contains("begun") ? "begun" : ""));
    QCOMPARE(desk.receiver.counters().refused, 1U);
    QCOMPARE(desk.receiver.counters().kept, 1U);
}

void TestWebhook::keepsARefusedHandshakeAsAProblem()
{
    Desk desk(only({"events.example.org"}));
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(request("OPTIONS", "/", AskedOrigin + "evil.example\r\n"));
    QVERIFY(problemOf(answer)[QStringLiteral("fix")].toString().contains(
        QStringLiteral("--webhook-allow-origin")));
    desk.writer.decideWaiting();
    QCOMPARE(desk.writer.refusals().at(0).why.rule, std::string("webhook-origin-not-allowed"));
}

void TestWebhook::grantsTheRateThatHolds_data()
{
    QTest::addColumn<QByteArray>("asked");
    QTest::newRow("less") << QByteArray("WebHook-Request-Rate: 60\r\n");
    QTest::newRow("more") << QByteArray("WebHook-Request-Rate: 240\r\n");
    QTest::newRow("all") << QByteArray("WebHook-Request-Rate: *\r\n");
    QTest::newRow("nothing") << QByteArray();
}

void TestWebhook::grantsTheRateThatHolds()
{
    QFETCH(QByteArray, asked);
    ReceiverOptions options;
    options.requestsPerMinute = 120;
    Desk desk(options);
    RawClient client(desk.port);
    QVERIFY(client.ask(request("OPTIONS", "/", AskedOrigin + "e.example\r\n" + asked.toStdString()))
                .has("WebHook-Allowed-Rate: 120"));
}

void TestWebhook::answersWhoIsTooFastWithAWait()
{
    auto seconds = std::make_shared<std::atomic<int>>(1000);
    Clock clock;
    clock.steady = [seconds] { return SteadyTime(std::chrono::seconds(seconds->load())); };
    ReceiverOptions options;
    options.requestsPerMinute = 2;
    Desk desk(options, Intake::DefaultLimit, clock);
    desk.writer.start();
    RawClient client(desk.port);
    QCOMPARE(client.ask(eventPost("1")).status, 202);
    QCOMPARE(client.ask(eventPost("2")).status, 202);
    const RawAnswer answer = client.ask(eventPost("3"));
    QCOMPARE(answer.status, 429);
    QVERIFY(answer.has("Retry-After: 30"));
    QVERIFY(!answer.has("Connection: close"));
    QCOMPARE(problemOf(answer)[QStringLiteral("rule")].toString(),
             QStringLiteral("too-many-requests"));
    RawClient another(desk.port); // it is the address that counts
    QCOMPARE(another.ask(eventPost("3")).status, 429);
    seconds->store(1030);
    QCOMPARE(client.ask(eventPost("3")).status, 202);
    QTRY_COMPARE(desk.writer.refusals().size(), std::size_t(2));
    QTRY_COMPARE(desk.receiver.counters(), (Receiver::Counters{3, 2, 2, 0}));
}

void TestWebhook::countsOnlyWhatBringsEvents()
{
    ReceiverOptions options;
    options.requestsPerMinute = 1;
    Desk desk(options);
    desk.writer.start();
    RawClient client(desk.port);
    for (int round = 0; round < 3; ++round) {
        QCOMPARE(client.ask(request("GET", "/healthz")).status, 204);
        QCOMPARE(client.ask(request("GET", "/metrics")).status, 200);
        QCOMPARE(client.ask(request("OPTIONS", "/")).status, 200);
    }
    QCOMPARE(client.ask(request("POST", "/")).status, 400); // it was to bring one
    QCOMPARE(client.ask(eventPost("1")).status, 429);
}

void TestWebhook::countsARequestOnceFromItsHead()
{
    Clock clock;
    clock.steady = [] { return SteadyTime(1000s); };
    ReceiverOptions options;
    options.requestsPerMinute = 2;
    Desk desk(options, Intake::DefaultLimit, clock);
    desk.writer.start();
    RawClient slow(desk.port);
    const std::string post = eventPost("1", "Expect: 100-continue\r\n");
    slow.send(post.substr(0, post.size() - 2));
    QTRY_COMPARE(slow.received(), std::string("HTTP/1.1 100 Continue\r\n\r\n"));
    RawClient quick(desk.port);
    QCOMPARE(quick.ask(eventPost("2")).status, 202);
    QCOMPARE(quick.ask(eventPost("3")).status, 429);
    slow.send(post.substr(post.size() - 2));
    QTRY_VERIFY(slow.received().find("HTTP/1.1 202 ") != std::string::npos);
    slow.send(eventPost("4")); // what was counted was that request
    QTRY_VERIFY(slow.received().find("HTTP/1.1 429 ") != std::string::npos);
}

// Its turn may come between the look at its head and its answer: then its body is gone all the same.
void TestWebhook::neverTakesARequestWithoutItsBodyForAnEvent()
{
    int calls = 0;
    SteadyTime now(1000s);
    Clock clock;
    clock.steady = [&] { // a minute later from that call on
        if (calls > 0 && --calls == 0)
            now += 60s;
        return now;
    };
    ReceiverOptions options;
    options.requestsPerMinute = 1;
    Desk desk(options, Intake::DefaultLimit, clock);
    desk.writer.start();
    int refused = 0;
    for (int call = 1; call <= 8; ++call) {
        RawClient before(desk.port);
        before.send(eventPost("1"));
        QTRY_VERIFY(!before.answers().empty());
        RawClient client(desk.port);
        calls = call;
        const std::string post = eventPost("2", "Expect: 100-continue\r\n");
        client.send(post.substr(0, post.size() - 2));
        QTRY_VERIFY(!client.received().empty());
        const bool isAsked = client.received().starts_with("HTTP/1.1 100 ");
        QVERIFY(isAsked || client.received().starts_with("HTTP/1.1 429 "));
        refused += isAsked ? 0 : 1;
        calls = 0;
        now += 120s;
    }
    QVERIFY(refused > 0);
}

QTEST_GUILESS_MAIN(TestWebhook)
#include "tst_webhook.moc"

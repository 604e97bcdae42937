// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/log/logtest.h"
#include "tests/core/receiver/receiverdesk.h"
#include "tests/core/receiver/scraped.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <string>

using namespace core;

namespace {

const std::string Bearer = "Authorization: Bearer sesame-4711\r\n";

ReceiverOptions withToken()
{
    ReceiverOptions options;
    options.tokens = BearerTokens::fromText("sesame-4711\n").value();
    return options;
}

/// All bytes of all files in a folder.
QByteArray everythingIn(const QString &folder)
{
    QByteArray bytes;
    for (const QString &name : QDir(folder).entryList(QDir::Files)) {
        QFile file(QDir(folder).filePath(name));
        if (file.open(QIODevice::ReadOnly))
            bytes += name.toUtf8() + file.readAll();
    }
    return bytes;
}

} // namespace

/// Who may use the port.
class TestAccess : public QObject {
    Q_OBJECT

private slots:
    void asksForTheToken_data();
    void asksForTheToken();
    void turnsAwayFromTheHead_data();
    void turnsAwayFromTheHead();
    void keepsOfWhomTheHeadTurnsAwayWhatCame();
    void tellsHealthWithoutTheToken();
    void keepsNothingOfWhomItTurnsAway_data();
    void keepsNothingOfWhomItTurnsAway();
    void keepsTheProblemsOfWhoMayComeIn();
    void showsThePageThatSaysWhereTheTokenGoes();
    void answersAPreflightWithoutTheToken();
    void keepsAnswersToATokenInTheQueryOutOfCaches();
    void countsWhomItTurnsAway();
    void leavesTheTokenNowhere();
};

void TestAccess::asksForTheToken_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<int>("status");
    const auto row = [](const char *tag, const std::string &sent, int status) {
        QTest::newRow(tag) << QByteArray::fromStdString(sent) << status;
    };
    row("event", eventPost("1", Bearer), 202);
    row("event without", eventPost("1"), 401);
    row("event with a wrong one", eventPost("1", "Authorization: Bearer sesame-4712\r\n"), 401);
    row("metrics", request("GET", "/metrics", Bearer), 200);
    row("metrics without", request("GET", "/metrics"), 401);
    row("metrics without, in a browser", request("GET", "/metrics", "Accept: text/html\r\n"), 405);
    row("any path", request("GET", "/v1/events"), 401);
    row("any method", request("DELETE", "/healthz"), 401);
    row("an event to a health path", request("POST", "/healthz"), 401);
    row("wrong method with the token", request("DELETE", "/", Bearer), 405);
}

void TestAccess::asksForTheToken()
{
    QFETCH(QByteArray, sent);
    QFETCH(int, status);
    Desk desk(withToken());
    desk.writer.start();
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(sent.toStdString());
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.head.find("WWW-Authenticate: Bearer realm=") != std::string::npos,
             status == 401);
    QVERIFY(answer.body.find("eventscope_") == std::string::npos || status == 200);
    if (status == 401) {
        QVERIFY(answer.has("Content-Type: application/problem+json"));
        QVERIFY(!answer.has("Connection: close"));
        QCOMPARE(problemOf(answer)[QStringLiteral("status")].toInt(), 401);
        QVERIFY(
            problemOf(answer)[QStringLiteral("fix")].toString().contains(QStringLiteral("Bearer")));
    }
}

// Nobody who may not come in makes us read and hold a body.
void TestAccess::turnsAwayFromTheHead_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<int>("status");
    const auto row = [](const char *tag, const std::string &head, int status) {
        QTest::newRow(tag) << QByteArray::fromStdString(head) << status;
    };
    const std::string large = "Content-Length: 60000000\r\n";
    const std::string wrong = "Authorization: Bearer sesame-4712\r\n";
    row("no token", request("POST", "/", large), 401);
    row("wrong token", request("POST", "/", wrong + large), 401);
    row("wrong token, waits for 100 Continue",
        request("PUT", "/", wrong + large + "Expect: 100-continue\r\n"), 401);
    row("wrong token, chunked", request("POST", "/", wrong + "Transfer-Encoding: chunked\r\n"),
        401);
    row("no token, handshake",
        request("OPTIONS", "/", "WebHook-Request-Origin: events.example.org\r\n" + large), 200);
    row("no token, health", request("GET", "/healthz", large), 204);
    row("no token, page", request("GET", "/", "Accept: text/html\r\n" + large), 405);
    row("page of others", request("POST", "/", Bearer + large + "Origin: https://evil.example\r\n"),
        403);
    row("page of another site",
        request("POST", "/", Bearer + large + "Sec-Fetch-Site: cross-site\r\n"), 403);
    row("foreign host", "POST / HTTP/1.1\r\nHost: evil.example\r\n" + Bearer + large + "\r\n", 403);
    row("foreign host in the target",
        "POST http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n" + Bearer + large + "\r\n", 403);
}

void TestAccess::turnsAwayFromTheHead()
{
    QFETCH(QByteArray, head);
    QFETCH(int, status);
    Desk desk(withToken());
    desk.writer.start();
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(head.toStdString()); // and never a byte of the body
    QCOMPARE(answer.status, status);
    QVERIFY(answer.has("Connection: close"));
    QCOMPARE(answer.head.find("WWW-Authenticate: Bearer realm=") != std::string::npos,
             status == 401);
    QTRY_VERIFY(client.isEnded());
    QVERIFY(client.received().starts_with("HTTP/1.1 " + std::to_string(status)));
}

void TestAccess::keepsOfWhomTheHeadTurnsAwayWhatCame()
{
    Desk desk;
    const std::string origin = "Origin: https://evil.example\r\n";
    for (const std::string coding : {"Content-Length: 9\r\n", "Transfer-Encoding: chunked\r\n"}) {
        const std::string begun = coding.starts_with("Content") ? "begun" : "5\r\nbegun\r\n";
        RawClient client(desk.port);
        QCOMPARE(client.ask(request("POST", "/", origin + coding) + begun).status, 403);
    }
    desk.writer.decideWaiting();
    QCOMPARE(desk.writer.refusals().size(), std::size_t(2));
    for (const Refusal &refusal : desk.writer.refusals()) {
        QCOMPARE(refusal.why.rule, std::string("origin-not-allowed"));
        QCOMPARE(refusal.body, std::string("begun"));
        QVERIFY(refusal.cut);
    }
}

void TestAccess::tellsHealthWithoutTheToken()
{
    Desk desk(withToken());
    RawClient client(desk.port);
    QCOMPARE(client.ask(request("GET", "/healthz")).status, 204);
    QCOMPARE(client.ask(request("GET", "/readyz")).status, 204);
    QCOMPARE(client.ask(request("HEAD", "/readyz"), true).status, 204);
    QCOMPARE(desk.receiver.counters().strangers, 0U);
}

// Whatever a stranger sends: it is answered, and nothing of it is evidence that could push other problems out.
void TestAccess::keepsNothingOfWhomItTurnsAway_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<int>("status");
    const auto row = [](const char *tag, const std::string &sent, int status) {
        QTest::newRow(tag) << QByteArray::fromStdString(sent) << status;
    };
    row("event", eventPost("1"), 401);
    row("no event", request("POST", "/"), 401);
    row("no HTTP", "hello\r\n", 400);
    row("broken field", request("POST", "/", "bro ken: x\r\n"), 400);
    row("two hosts", request("POST", "/", "Host: b\r\n"), 400);
    row("web page", request("POST", "/", "Origin: https://evil.example\r\n"), 403);
    row("handshake", request("OPTIONS", "/", "WebHook-Request-Origin: a b\r\n"), 400);
}

void TestAccess::keepsNothingOfWhomItTurnsAway()
{
    QFETCH(QByteArray, sent);
    QFETCH(int, status);
    Desk desk(withToken());
    RawClient client(desk.port);
    QCOMPARE(client.ask(sent.toStdString()).status, status);
    QCOMPARE(desk.intake.waitingBytes(), std::size_t(0));
    QCOMPARE(desk.receiver.counters(), (Receiver::Counters{0, 0, 1, 1}));
}

void TestAccess::keepsTheProblemsOfWhoMayComeIn()
{
    Desk desk(withToken());
    RawClient client(desk.port);
    QCOMPARE(client.ask(request("POST", "/", Bearer)).status, 400);
    RawClient broken(desk.port);
    QCOMPARE(broken.ask(request("POST", "/", Bearer + "Host: b\r\n")).status, 400);
    desk.writer.decideWaiting();
    QCOMPARE(desk.writer.refusals().size(), std::size_t(2));
    QCOMPARE(desk.receiver.counters(), (Receiver::Counters{0, 2, 2, 0}));
}

void TestAccess::showsThePageThatSaysWhereTheTokenGoes()
{
    Desk desk(withToken());
    RawClient client(desk.port);
    const std::string accept = "Accept: text/html\r\n";
    const RawAnswer page = client.ask(request("GET", "/", accept));
    QCOMPARE(page.status, 405);
    QVERIFY(page.body.find("Authorization: Bearer") != std::string::npos);
    QCOMPARE(client.ask(request("GET", "/v1/events", accept)).body, page.body);
    Desk open;
    RawClient guest(open.port);
    QVERIFY(guest.ask(request("GET", "/", accept)).body.find("Bearer") == std::string::npos);
}

// A browser sends no credentials with it (Fetch standard, CORS-preflight fetch).
void TestAccess::answersAPreflightWithoutTheToken()
{
    ReceiverOptions options = withToken();
    options.allowedOrigins = {"https://good.example"};
    Desk desk(options);
    desk.writer.start();
    RawClient client(desk.port);
    const std::string origin = "Origin: https://good.example\r\n";
    const RawAnswer preflight =
        client.ask(request("OPTIONS", "/",
                           origin + "Access-Control-Request-Method: POST\r\n"
                                    "Access-Control-Request-Headers: authorization\r\n"));
    QCOMPARE(preflight.status, 204);
    QVERIFY(preflight.has("Access-Control-Allow-Headers: authorization"));
    const RawAnswer stranger = client.ask(eventPost("1", origin));
    QCOMPARE(stranger.status, 401);
    QVERIFY(stranger.has("Access-Control-Allow-Origin: https://good.example"));
    QCOMPARE(client.ask(eventPost("1", origin + Bearer)).status, 202);
}

void TestAccess::keepsAnswersToATokenInTheQueryOutOfCaches()
{
    Desk desk(withToken());
    desk.writer.start();
    RawClient client(desk.port);
    const std::string post = eventPost("1");
    const std::string mark = "?x=1";
    const std::string query =
        std::string(post).replace(post.find(mark), mark.size(), "?x=1&access_token=sesame-4711");
    const RawAnswer answer = client.ask(query);
    QCOMPARE(answer.status, 202);
    QVERIFY(answer.has("Cache-Control: private"));
    QVERIFY(!client.ask(eventPost("2", Bearer)).has("Cache-Control: private"));
}

void TestAccess::countsWhomItTurnsAway()
{
    const QTemporaryDir folder;
    const auto log = logtest::openLog(logtest::captureIn(folder));
    Receiver receiver(log->intake(), withToken(), {}, *log);
    const std::string address = receiver.bind({{"127.0.0.1", 0, false}}).value().front();
    RawClient client(static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
    QCOMPARE(client.ask(eventPost("1")).status, 401);
    QCOMPARE(client.ask(request("GET", "/metrics")).status, 401);
    QCOMPARE(client.ask(eventPost("1", Bearer)).status, 202);
    QCOMPARE(client.ask(request("POST", "/", Bearer)).status, 400);
    const auto refusedIsCommitted = [&log] { return log->ledger().refused == 1; };
    QTRY_VERIFY(refusedIsCommitted());
    const Scraped page(client.ask(request("GET", "/metrics", Bearer)).body);
    QCOMPARE(page.fault(), std::string());
    QCOMPARE(page.number("eventscope_receiver_unauthorized_total"), 2U);
    QCOMPARE(page.number("eventscope_events_received_total"), 2U);
    QCOMPARE(page.number("eventscope_events_kept"), 1U);
    QCOMPARE(page.number("eventscope_events_refused_total"), 1U);
    receiver.stop();
}

void TestAccess::leavesTheTokenNowhere()
{
    const QTemporaryDir folder;
    std::string told;
    {
        const auto log = logtest::openLog(logtest::captureIn(folder));
        Receiver receiver(log->intake(), withToken(), {}, *log);
        const std::string address = receiver.bind({{"127.0.0.1", 0, false}}).value().front();
        const auto ask = [&](const std::string &sent) {
            RawClient client(
                static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
            const RawAnswer answer = client.ask(sent);
            told += answer.head + answer.body;
            return answer.status;
        };
        const std::string query = "/?access_token=sesame-4711";
        QCOMPARE(ask(eventPost("1", Bearer)), 202);
        QCOMPARE(ask("POST " + query +
                     " HTTP/1.1\r\nHost: a\r\nce-specversion: 1.0\r\nce-id: 2\r\n"
                     "ce-source: /s\r\nce-type: t\r\nContent-Length: 0\r\n\r\n"),
                 202);
        QCOMPARE(ask(request("POST", query)), 400);
        QCOMPARE(ask(request("POST", query, Bearer)), 400);
        QCOMPARE(ask(request("BREW", query, Bearer)), 405);
        QCOMPARE(ask(request("POST", query, Bearer + "bro ken: x\r\n")), 400);
        QCOMPARE(ask(request("POST", "/", Bearer + "Host: two\r\n")), 400);
        QCOMPARE(ask(request("POST", "/", Bearer + "Origin: https://evil.example\r\n")), 403);
        QCOMPARE(ask(request("GET", "/metrics", Bearer)), 200);
        QCOMPARE(ask(request("POST", "/", "Authorization: Bearer sesame-4711 \r\nExpect: x\r\n")),
                 417);
        const auto isCommitted = [&log] { return log->ledger().refused == 7; };
        QTRY_VERIFY2(isCommitted(), std::to_string(log->ledger().refused).c_str());
        receiver.stop();
    }
    const QByteArray kept = everythingIn(folder.path());
    QVERIFY(kept.contains("evil.example")); // it is all there
    QVERIFY(!kept.contains("sesame"));
    QVERIFY(told.find("eventscope_") != std::string::npos);
    QVERIFY(told.find("sesame") == std::string::npos);
}

QTEST_GUILESS_MAIN(TestAccess)
#include "tst_access.moc"

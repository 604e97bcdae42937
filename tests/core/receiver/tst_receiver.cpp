// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"
#include "tests/core/receiver/receiverdesk.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

#include <string>
#include <vector>

using namespace core;
using Outcome = Receipt::Outcome;

namespace {

std::string idOf(const Message &message)
{
    return message.events.empty() ? std::string() : message.events.front().event.id;
}

QByteArray fromBase64(const QJsonValue &value)
{
    return QByteArray::fromBase64(value.toString().toLatin1());
}

QByteArray generated(const QJsonObject &generator)
{
    return fromBase64(generator[QStringLiteral("prefix_base64")]) +
           fromBase64(generator[QStringLiteral("repeat_base64")])
               .repeated(generator[QStringLiteral("count")].toInt()) +
           fromBase64(generator[QStringLiteral("suffix_base64")]);
}

} // namespace

class TestReceiver : public QObject {
    Q_OBJECT

private slots:
    void answersOnlyAfterTheCommit();
    void keepsTheMessageAsItCame();
    void answersWithTheStatusThatTheSenderWants_data();
    void answersWithTheStatusThatTheSenderWants();
    void answersInRequestOrderWhenReceiptsComeReversed();
    void takesAnEmptyBatch();
    void takesEventsOf64KiBInEveryMode_data();
    void takesEventsOf64KiBInEveryMode();
    void refusesWithAReasonAndKeepsTheRefusal();
    void storesNoCredentials();
    void keepsRefusalsShort_data();
    void keepsRefusalsShort();
    void cutsTheBodyOfARefusalAtTheLimit_data();
    void cutsTheBodyOfARefusalAtTheLimit();
    void refusesWhatIsNoHttp();
    void sendsTheEventBackWhenItCannotBeWritten();
    void becomesReadyWithoutAnEvent();
    void losesNothingWhileTheIntakeIsFull();
    void answersWhomItCannotUnderstandToTheEnd();
    void keepsOnlyTheRowOfWhomComesAgainWhileTheIntakeIsFull();
    void refusesWhenTheLogIsClosed();
    void answersWhatIsNoEvent_data();
    void answersWhatIsNoEvent();
    void keepsNoProblemForThePageInABrowser();
    void letsNoPageDriveThePort_data();
    void letsNoPageDriveThePort();
    void looksAtTheHostOfAWholeTarget_data();
    void looksAtTheHostOfAWholeTarget();
    void letsAllowedPagesReadTheAnswer();
    void followsTheVectors_data();
    void followsTheVectors();
    void bindsBothLoopbackAddressesToTheNextFreePort();
    void refusesToBindATakenPort();
    void stopsWhenEverythingIsAnswered();
    void stopsWhenWhatItRefusedIsWritten();
    void stopsWhenAllThatCameIsHandled();
    void takesNothingOnceItHasStopped();
};

void TestReceiver::answersOnlyAfterTheCommit()
{
    Desk desk;
    RawClient client(desk.port);
    client.send(eventPost("1"));
    QTRY_VERIFY(desk.hasWaiting(1));
    QVERIFY(client.received().empty());
    desk.writer.decideWaiting();
    const auto answers = client.waitForAnswers(1);
    QCOMPARE(answers.at(0).status, 202);
    QVERIFY(answers.at(0).has("Content-Length: 0"));
    QCOMPARE(desk.receiver.counters(), (Receiver::Counters{1, 0, 1}));
}

void TestReceiver::keepsTheMessageAsItCame()
{
    Desk desk;
    RawClient client(desk.port);
    const std::string sent = eventPost("1", "X-Any: Thing \r\n", "{\"a\": 1}");
    client.send(sent);
    QTRY_VERIFY(desk.hasWaiting(1));
    desk.writer.decideWaiting();
    const Message message = desk.writer.messages().at(0);
    QCOMPARE(message.origin, OriginKind::Http);
    QCOMPARE(message.mode, ContentMode::Binary);
    QCOMPARE(message.connection, desk.address);
    QCOMPARE(message.local, desk.address.substr(7));
    QCOMPARE(message.remote, "127.0.0.1:" + std::to_string(client.socket().localPort()));
    QCOMPARE(message.target, std::string("/shop/default?x=1"));
    QCOMPARE(message.head + message.body, sent);
    QCOMPARE(message.events.size(), std::size_t(1));
    QVERIFY(std::chrono::abs(message.received - std::chrono::system_clock::now()) <
            std::chrono::minutes(1));
}

void TestReceiver::answersWithTheStatusThatTheSenderWants_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {200, 201, 202, 204})
        QTest::addRow("%d", status) << status;
}

void TestReceiver::answersWithTheStatusThatTheSenderWants()
{
    QFETCH(int, status);
    ReceiverOptions options;
    options.okStatus = status;
    Desk desk(options);
    desk.writer.start();
    RawClient client(desk.port);
    QCOMPARE(client.ask(eventPost("1")).status, status);
    QCOMPARE(client.ask(eventPost("2")).status, status);
}

void TestReceiver::answersInRequestOrderWhenReceiptsComeReversed()
{
    Desk desk;
    RawClient client(desk.port);
    // The second is refused at once, and must wait for the first all the same.
    client.send(eventPost("1") + request("POST", "/") + eventPost("3") + eventPost("4"));
    QTRY_VERIFY(desk.hasWaiting(4));
    QVERIFY(client.received().empty());
    desk.writer.decideWaiting(Outcome::Committed, true);
    const auto answers = client.waitForAnswers(4);
    std::vector<int> statuses;
    for (const RawAnswer &answer : answers)
        statuses.push_back(answer.status);
    QCOMPARE(statuses, (std::vector<int>{202, 400, 202, 202}));
}

void TestReceiver::takesAnEmptyBatch()
{
    Desk desk;
    desk.writer.start();
    RawClient client(desk.port);
    QCOMPARE(client
                 .ask("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                      "application/cloudevents-batch+json\r\nContent-Length: 2\r\n\r\n[]")
                 .status,
             202);
    QCOMPARE(desk.receiver.counters().kept, std::uint64_t(0));
}

/// What every consumer should accept (CloudEvents 1.4, Size Limits), and what it grows to as Base64 in JSON.
void TestReceiver::takesEventsOf64KiBInEveryMode_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    const QByteArray event = R"({"specversion":"1.0","id":"1","source":"/s","type":"t",)";
    const QByteArray data(64 * 1024, 'x');
    QTest::newRow("1.4 binary") << QByteArray("text/plain") << data;
    QTest::newRow("1.4 structured") << QByteArray("application/cloudevents+json")
                                    << QByteArray(event + "\"data\":\"" + data + "\"}");
    QTest::newRow("1.4 structured, Base64")
        << QByteArray("application/cloudevents+json")
        << QByteArray(event + "\"data_base64\":\"" + data.toBase64() + "\"}");
}

void TestReceiver::takesEventsOf64KiBInEveryMode()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    Desk desk;
    RawClient client(desk.port);
    client.send("POST / HTTP/1.1\r\nHost: localhost\r\nce-specversion: 1.0\r\nce-id: 1\r\n"
                "ce-source: /s\r\nce-type: t\r\nContent-Type: " +
                type.toStdString() + "\r\nContent-Length: " + std::to_string(body.size()) +
                "\r\n\r\n" + body.toStdString());
    QTRY_VERIFY(desk.hasWaiting(1));
    desk.writer.decideWaiting();
    QCOMPARE(client.waitForAnswers(1).at(0).status, 202);
}

void TestReceiver::refusesWithAReasonAndKeepsTheRefusal()
{
    Desk desk;
    RawClient client(desk.port);
    const std::string sent = "POST /a HTTP/1.1\r\nHost: localhost\r\nce-specversion: 1.0\r\n"
                             "ce-source: /s\r\nce-type: t\r\nContent-Length: 2\r\n\r\nhi";
    const RawAnswer answer = client.ask(sent);
    QCOMPARE(answer.status, 400);
    QVERIFY(answer.has("Content-Type: application/problem+json"));
    QVERIFY(!answer.has("Connection: close"));
    const QJsonObject problem = problemOf(answer);
    for (const char *member : {"type", "title", "detail", "fix", "rule", "reference"})
        QVERIFY2(!problem[QLatin1String(member)].toString().isEmpty(), member);
    QCOMPARE(problem[QStringLiteral("status")].toInt(), 400);
    QVERIFY(problem[QStringLiteral("place")].isObject());

    desk.writer.decideWaiting();
    const Refusal refusal = desk.writer.refusals().at(0);
    QCOMPARE(refusal.head + refusal.body, sent);
    QVERIFY(!refusal.cut);
    QCOMPARE(refusal.bodyBytes, std::uint64_t(2));
    QCOMPARE(refusal.why.rule, problem[QStringLiteral("rule")].toString().toStdString());
    QCOMPARE(refusal.connection, desk.address);
    QCOMPARE(desk.receiver.counters(), (Receiver::Counters{0, 1, 1}));
}

void TestReceiver::storesNoCredentials()
{
    Desk desk;
    RawClient client(desk.port);
    const std::string fields = "Authorization: Bearer sesame\r\nCookie: a=sesame\r\n";
    client.send(eventPost("1", fields));
    client.send(request("POST", "/?access_token=sesame", fields));
    client.send(request("POST", "/?access_token=sesame", fields + "bro ken: sesam\r\n"));
    QTRY_VERIFY(desk.hasWaiting(3));
    desk.writer.decideWaiting();
    const Message message = desk.writer.messages().at(0);
    QVERIFY(message.head.find("sesame") == std::string::npos);
    QVERIFY(message.head.find("Authorization: (13 bytes removed)\r\n") != std::string::npos);
    QCOMPARE(idOf(message), std::string("1"));
    QCOMPARE(desk.writer.refusals().size(), std::size_t(2));
    for (const Refusal &refusal : desk.writer.refusals()) {
        QVERIFY(refusal.head.find("sesame") == std::string::npos);
        QVERIFY(refusal.head.find("access_token=(6-bytes-removed) ") != std::string::npos);
        QVERIFY(refusal.head.find("Cookie: (8 bytes removed)\r\n") != std::string::npos);
    }
}

// What a sender is told, and what stays of a refusal for good, must not grow with what was sent.
void TestReceiver::keepsRefusalsShort_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("rule");
    const std::string much(10'000, 'x');
    const auto row = [](const char *tag, const std::string &sent, const char *rule) {
        QTest::newRow(tag) << QByteArray::fromStdString(sent) << QByteArray(rule);
    };
    row("method", request(much, "/"), "method-not-allowed");
    row("origin", request("POST", "/", "Origin: https://" + much + "\r\n"), "origin-not-allowed");
    row("origin with credentials", request("POST", "/", "Origin: https://me:sesame@here\r\n"),
        "origin-not-allowed");
    row("host", "POST / HTTP/1.1\r\nHost: a." + much + "\r\n\r\n", "foreign-host");
    row("coding", eventPost("1", "Content-Encoding: " + much + "\r\n"), "content-encoding");
    row("host twice", request("POST", "/", "Host: " + much + "\r\n"), {});
    row("expectation", request("POST", "/", "Expect: " + much + "\r\n"), {});
    row("transfer coding", request("POST", "/", "Transfer-Encoding: " + much + "\r\n"), {});
    row("header name", request("POST", "/", much + "(: 1\r\n"), {});
    row("header value", request("POST", "/", much + ": \x01\r\n"), {});
    row("web hook origin", request("OPTIONS", "/", "WebHook-Request-Origin: a, " + much + "\r\n"),
        "webhook-origin");
    row("attribute name", eventPost("1", "ce-" + much + "_: 1\r\n"), "invalid-attribute-name");
}

void TestReceiver::keepsRefusalsShort()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, rule);
    Desk desk;
    RawClient client(desk.port);
    client.send(sent.toStdString());
    const RawAnswer answer = client.waitForAnswers(1).at(0);
    QVERIFY(answer.status >= 400);
    QVERIFY(answer.body.size() < 4096);
    desk.writer.decideWaiting();
    QCOMPARE(desk.writer.refusals().size(), std::size_t(1));
    const Refusal refusal = desk.writer.refusals().at(0);
    if (!rule.isEmpty())
        QCOMPARE(QByteArray::fromStdString(refusal.why.rule), rule);
    for (const std::string &text : {refusal.why.title, refusal.why.detail, refusal.why.fix,
                                    refusal.why.place.name, refusal.head}) {
        QVERIFY(text.size() < 1024 || text == refusal.head);
        QVERIFY(text.find("sesame") == std::string::npos);
    }
    QVERIFY(answer.body.find("sesame") == std::string::npos);
}

void TestReceiver::cutsTheBodyOfARefusalAtTheLimit_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<bool>("cut");
    QTest::newRow("below") << 99 << false;
    QTest::newRow("at") << 100 << false;
    QTest::newRow("above") << 101 << true;
}

void TestReceiver::cutsTheBodyOfARefusalAtTheLimit()
{
    QFETCH(int, bytes);
    QFETCH(bool, cut);
    ReceiverOptions options;
    options.refusalBodyBytes = 100;
    Desk desk(options);
    RawClient client(desk.port);
    const std::string body(static_cast<std::size_t>(bytes), 'b');
    QCOMPARE(client
                 .ask("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
                      std::to_string(bytes) + "\r\n\r\n" + body)
                 .status,
             400);
    desk.writer.decideWaiting();
    const Refusal refusal = desk.writer.refusals().at(0);
    QCOMPARE(refusal.body, body.substr(0, 100));
    QCOMPARE(refusal.bodyBytes, static_cast<std::uint64_t>(bytes));
    QCOMPARE(refusal.cut, cut);
}

void TestReceiver::refusesWhatIsNoHttp()
{
    Desk desk;
    RawClient client(desk.port);
    const RawAnswer answer = client.ask("hello\r\n");
    QCOMPARE(answer.status, 400);
    QVERIFY(answer.has("Connection: close"));
    QCOMPARE(problemOf(answer)[QStringLiteral("rule")].toString(), QStringLiteral("bad-method"));
    QTRY_VERIFY(client.isEnded());
    desk.writer.decideWaiting();
    QCOMPARE(desk.writer.refusals().at(0).head, std::string("hello\r\n"));
    QVERIFY(desk.writer.refusals().at(0).cut);
}

void TestReceiver::sendsTheEventBackWhenItCannotBeWritten()
{
    Desk desk;
    RawClient client(desk.port);
    client.send(eventPost("1"));
    QTRY_VERIFY(desk.hasWaiting(1));
    desk.writer.decideWaiting(Outcome::Unavailable);
    const RawAnswer answer = client.waitForAnswers(1).at(0);
    QCOMPARE(answer.status, 503);
    QVERIFY(answer.has("Retry-After: 5"));
    QCOMPARE(problemOf(answer)[QStringLiteral("detail")].toString(),
             QStringLiteral("The disk is full."));
    QCOMPARE(client.ask(request("GET", "/readyz")).status, 503);
    QCOMPARE(client.ask(request("GET", "/healthz")).status, 204);
    client.send(eventPost("1"));
    QTRY_VERIFY(desk.hasWaiting(1));
    desk.writer.decideWaiting();
    QCOMPARE(client.waitForAnswers(4).at(3).status, 202);
    QCOMPARE(client.ask(request("GET", "/readyz")).status, 204);
}

// Who asks for readiness may be the one who decides whether events come at all.
void TestReceiver::becomesReadyWithoutAnEvent()
{
    Desk desk;
    RawClient client(desk.port);
    client.send(eventPost("1"));
    QTRY_VERIFY(desk.hasWaiting(1));
    desk.writer.decideWaiting(Outcome::Unavailable);
    QCOMPARE(client.waitForAnswers(1).at(0).status, 503);
    QCOMPARE(client.ask(request("GET", "/readyz")).status, 503);
    desk.writer.decideWaiting(Outcome::Unavailable);
    QCOMPARE(client.ask(request("GET", "/readyz")).status, 503);
    const auto isReady = [&desk, &client] {
        desk.writer.decideWaiting();
        return client.ask(request("GET", "/readyz")).status == 204;
    };
    QTRY_VERIFY(isReady());
    QVERIFY(desk.intake.waitingBytes() == 0); // asked only while it was not ready
    QCOMPARE(desk.receiver.counters().refused, 1U);
    QCOMPARE(desk.receiver.counters().kept, 0U);
}

void TestReceiver::losesNothingWhileTheIntakeIsFull()
{
    Desk desk({}, 3000); // two events or so
    std::vector<std::unique_ptr<RawClient>> clients;
    constexpr int Clients = 8;
    for (int number = 0; number < Clients; ++number) {
        clients.push_back(std::make_unique<RawClient>(desk.port));
        const std::string id = std::to_string(number);
        // A refusal in between, which must wait as well.
        clients.back()->send(eventPost(id + "a") + request("POST", "/" + id) + eventPost(id + "b"));
    }
    QTRY_COMPARE(desk.receiver.counters().connections, std::uint64_t(Clients));
    RawClient probe(desk.port);
    QCOMPARE(probe.ask(request("GET", "/healthz")).status, 204); // who needs no intake is served
    QVERIFY(desk.intake.waitingBytes() <= 3000);
    QTRY_VERIFY([&] {
        desk.writer.decideWaiting();
        return desk.writer.messages().size() == 2 * Clients &&
               desk.writer.refusals().size() == Clients;
    }());
    for (const auto &client : clients) {
        desk.writer.decideWaiting();
        const auto answers = client->waitForAnswers(3);
        QCOMPARE(answers.size(), std::size_t(3));
        QCOMPARE(answers[0].status, 202);
        QCOMPARE(answers[1].status, 400);
        QCOMPARE(answers[2].status, 202);
    }
}

void TestReceiver::answersWhomItCannotUnderstandToTheEnd()
{
    Desk desk;
    for (int round = 0; round < 3; ++round) {
        RawClient client(desk.port);
        client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf");
        QTRY_COMPARE(desk.receiver.counters().connections, 1U);
        client.endSending();
        const RawAnswer answer = client.waitForAnswers(1).at(0);
        QCOMPARE(answer.status, 400);
        QCOMPARE(problemOf(answer)[QStringLiteral("rule")].toString(),
                 QStringLiteral("truncated-request"));
        QTRY_COMPARE(desk.receiver.counters().connections, 0U); // nothing of it stays
    }
    desk.writer.decideWaiting();
    QCOMPARE(desk.writer.refusals().size(), std::size_t(3));
    QCOMPARE(desk.writer.refusals().at(0).body, std::string("half"));
}

void TestReceiver::keepsOnlyTheRowOfWhomComesAgainWhileTheIntakeIsFull()
{
    ReceiverOptions options;
    options.limits.connections = 4;
    Desk desk(options, 100); // one thing at a time
    constexpr std::uint64_t Rounds = 10;
    for (std::uint64_t round = 1; round <= Rounds; ++round) {
        RawClient client(desk.port);
        client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf");
        QTRY_COMPARE(desk.receiver.counters().connections, 1U);
        // What breaks off before it was read is no request. What came before this question is read before its answer.
        QCOMPARE(RawClient(desk.port).ask(request("GET", "/healthz")).status, 204);
        client.breakOff();
        QTRY_COMPARE(desk.receiver.counters().refused, round);
        QTRY_COMPARE(desk.receiver.counters().connections, 0U);
    }
    const auto all = [&desk] {
        desk.writer.decideWaiting();
        return desk.writer.refusals().size() == Rounds;
    };
    QTRY_VERIFY(all());
    // One was taken at once, four waited whole.
    for (std::size_t index = 0; index < Rounds; ++index) {
        const Refusal refusal = desk.writer.refusals().at(index);
        QCOMPARE(refusal.head.empty(), index > 4);
        QCOMPARE(refusal.body.empty(), index > 4);
        QVERIFY(refusal.cut);
        QCOMPARE(refusal.bodyBytes, 10U);
        QVERIFY(!refusal.why.rule.empty() && !refusal.remote.empty());
    }
}

void TestReceiver::refusesWhenTheLogIsClosed()
{
    Desk desk;
    desk.intake.close();
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(eventPost("1"));
    QCOMPARE(answer.status, 503);
    QVERIFY(answer.has("Retry-After: 5"));
    QCOMPARE(client.ask(request("POST", "/")).status, 400);
    QCOMPARE(client.ask(request("GET", "/readyz")).status, 503);
}

void TestReceiver::answersWhatIsNoEvent_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("allow");
    const QByteArray events = "Allow: OPTIONS, POST, PUT";
    const QByteArray health = "Allow: GET, HEAD, OPTIONS, POST, PUT";
    QTest::newRow("healthz") << QByteArray("GET") << QByteArray("/healthz") << 204 << QByteArray();
    QTest::newRow("healthz?") << QByteArray("GET") << QByteArray("/healthz?a") << 204
                              << QByteArray();
    QTest::newRow("readyz") << QByteArray("HEAD") << QByteArray("/readyz") << 204 << QByteArray();
    QTest::newRow("absolute") << QByteArray("GET") << QByteArray("http://localhost/readyz") << 204
                              << QByteArray();
    QTest::newRow("GET") << QByteArray("GET") << QByteArray("/") << 405 << events;
    QTest::newRow("HEAD") << QByteArray("HEAD") << QByteArray("/") << 405 << events;
    QTest::newRow("DELETE") << QByteArray("DELETE") << QByteArray("/x") << 405 << events;
    QTest::newRow("DELETE healthz")
        << QByteArray("DELETE") << QByteArray("/healthz") << 405 << health;
    QTest::newRow("metrics") << QByteArray("GET") << QByteArray("/metrics") << 200 << QByteArray();
    QTest::newRow("DELETE metrics")
        << QByteArray("DELETE") << QByteArray("/metrics") << 405 << health;
    QTest::newRow("HEAD metrics") << QByteArray("HEAD") << QByteArray("/metrics") << 200
                                  << QByteArray();
    QTest::newRow("HEAD healthz") << QByteArray("HEAD") << QByteArray("/healthz") << 204
                                  << QByteArray();
    QTest::newRow("PATCH metrics")
        << QByteArray("PATCH") << QByteArray("/metrics") << 405 << health;
    QTest::newRow("TRACE") << QByteArray("TRACE") << QByteArray("/") << 405 << events;
    QTest::newRow("OPTIONS metrics")
        << QByteArray("OPTIONS") << QByteArray("/metrics") << 200 << health;
    QTest::newRow("unknown") << QByteArray("BREW") << QByteArray("/") << 405 << events;
    QTest::newRow("OPTIONS") << QByteArray("OPTIONS") << QByteArray("/") << 200 << events;
    QTest::newRow("OPTIONS *") << QByteArray("OPTIONS") << QByteArray("*") << 200 << health;
}

void TestReceiver::answersWhatIsNoEvent()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    QFETCH(QByteArray, allow);
    Desk desk;
    RawClient client(desk.port);
    const RawAnswer answer =
        client.ask(request(method.toStdString(), target.toStdString()), method == "HEAD");
    QCOMPARE(answer.status, status);
    QVERIFY2(allow.isEmpty() || answer.has(allow.toStdString()), answer.head.c_str());
    desk.writer.decideWaiting();
    QCOMPARE(desk.writer.refusals().size(), std::size_t(status == 405 ? 1 : 0));
}

void TestReceiver::keepsNoProblemForThePageInABrowser()
{
    Desk desk;
    RawClient client(desk.port);
    const std::string fields = "Accept: text/html,*/*;q=0.8\r\nSec-Fetch-Site: none\r\n";
    const RawAnswer answer = client.ask(request("GET", "/", fields));
    QCOMPARE(answer.status, 405);
    QVERIFY(answer.has("Content-Type: text/html; charset=utf-8"));
    QVERIFY(answer.has("Allow: OPTIONS, POST, PUT"));
    QVERIFY(answer.body.find("curl " + desk.address) != std::string::npos);
    QVERIFY(desk.hasWaiting(0));
}

void TestReceiver::letsNoPageDriveThePort_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("rule"); // empty: accepted
    const auto row = [](const char *name, const char *host, const char *fields, const char *rule) {
        QTest::newRow(name) << QByteArray(host) << QByteArray(fields) << QByteArray(rule);
    };
    row("no browser", "127.0.0.1:8080", "", "");
    row("IPv6", "[::1]:8080", "", "");
    row("localhost", "LOCALHOST:1", "", "");
    row("below localhost", "a.localhost", "", "");
    row("a name without dot", "eventscope:8080", "", "");
    row("a specification's example", "example.com", "", "");
    row("allowed host", "Events.Example", "", "");
    row("whole name", "localhost.:8080", "", "");
    row("allowed host as a whole name", "events.example.", "", "");
    row("foreign host", "evil.example", "", "foreign-host");
    row("foreign host as a whole name", "evil.example.:8080", "", "foreign-host");
    row("looks like an address", "127.0.0.1.evil.example", "", "foreign-host");
    row("foreign below example", "evil.example.com", "", "foreign-host");
    row("looks like localhost", "localhost.evil.example", "", "foreign-host");
    row("0.3 sender", "localhost", "Origin: events.example.org\r\n", "");
    row("page", "localhost", "Origin: http://evil.example\r\n", "origin-not-allowed");
    row("local page", "localhost", "Origin: http://localhost:3000\r\n", "origin-not-allowed");
    row("null", "localhost", "Origin: null\r\n", "origin-not-allowed");
    row("allowed page", "localhost",
        "Origin: https://good.example\r\nSec-Fetch-Site: cross-site\r\n", "");
    row("longer than allowed", "localhost", "Origin: https://good.example.evil.example\r\n",
        "origin-not-allowed");
    row("cross-site", "localhost", "Sec-Fetch-Site: cross-site\r\n", "cross-site");
    row("cross-site in any case", "localhost", "Sec-Fetch-Site: CROSS-SITE\r\n", "cross-site");
    row("same-site", "localhost", "Sec-Fetch-Site: same-site\r\n", "cross-site");
    row("one of two", "localhost", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Site: same-origin\r\n",
        "cross-site");
    row("page behind a bare name", "localhost",
        "Origin: events.example.org\r\nOrigin: https://evil.example\r\n", "origin-not-allowed");
    row("extension", "localhost", "Origin: chrome-extension://abc\r\n", "origin-not-allowed");
    row("by address bar", "localhost", "Sec-Fetch-Site: none\r\n", "");
    row("same-origin", "localhost", "Sec-Fetch-Site: same-origin\r\n", "");
}

void TestReceiver::letsNoPageDriveThePort()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, rule);
    ReceiverOptions options;
    options.allowedOrigins = {"https://good.example"};
    options.allowedHosts = {"events.example"};
    Desk desk(options);
    desk.writer.start();
    RawClient client(desk.port);
    const RawAnswer answer =
        client.ask(eventPost("1", fields.toStdString(), "{}", host.toStdString()));
    QCOMPARE(answer.status, rule.isEmpty() ? 202 : 403);
    QCOMPARE(problemOf(answer)[QStringLiteral("rule")].toString().toUtf8(), rule);
}

// Such a target counts more than Host (RFC 9112 3.2.2).
void TestReceiver::looksAtTheHostOfAWholeTarget_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::newRow("ours") << QByteArray("http://127.0.0.1:8080/metrics") << 200;
    QTest::newRow("ours without path") << QByteArray("http://localhost") << 405;
    QTest::newRow("foreign") << QByteArray("http://evil.example/metrics") << 403;
    QTest::newRow("foreign, port") << QByteArray("http://evil.example:8080/metrics") << 403;
    QTest::newRow("foreign behind a user")
        << QByteArray("http://localhost@evil.example/metrics") << 403;
}

void TestReceiver::looksAtTheHostOfAWholeTarget()
{
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    Desk desk;
    RawClient client(desk.port);
    QCOMPARE(client.ask(request("GET", target.toStdString())).status, status);
}

void TestReceiver::letsAllowedPagesReadTheAnswer()
{
    ReceiverOptions options;
    options.allowedOrigins = {"https://good.example"};
    Desk desk(options);
    desk.writer.start();
    RawClient client(desk.port);
    const std::string origin = "Origin: https://good.example\r\n";
    const RawAnswer preflight =
        client.ask(request("OPTIONS", "/",
                           origin + "Access-Control-Request-Method: POST\r\n"
                                    "Access-Control-Request-Headers: ce-id,ce-type\r\n"));
    QCOMPARE(preflight.status, 204);
    QVERIFY(preflight.has("Access-Control-Allow-Origin: https://good.example"));
    QVERIFY(preflight.has("Access-Control-Allow-Methods: GET, HEAD, OPTIONS, POST, PUT"));
    QVERIFY(preflight.has("Access-Control-Allow-Headers: ce-id,ce-type"));
    const RawAnswer answer = client.ask(eventPost("1", origin));
    QCOMPARE(answer.status, 202);
    QVERIFY(answer.has("Access-Control-Allow-Origin: https://good.example"));
    QVERIFY(answer.has("Vary: Origin"));
    const RawAnswer foreign = client.ask(request(
        "OPTIONS", "/", "Origin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n"));
    QCOMPARE(foreign.status, 403);
    QVERIFY(foreign.head.find("Access-Control") == std::string::npos);
}

void TestReceiver::followsTheVectors_data()
{
    QTest::addColumn<QJsonObject>("vector");
    QFile file(QStringLiteral(TEST_DATA_DIR "/conformance/http-vectors.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray vectors =
        QJsonDocument::fromJson(file.readAll()).object()[QStringLiteral("vectors")].toArray();
    QCOMPARE(vectors.size(), 40);
    for (const QJsonValue &vector : vectors)
        QTest::newRow(qPrintable(vector[QStringLiteral("name")].toString())) << vector.toObject();
}

void TestReceiver::followsTheVectors()
{
    QFETCH(QJsonObject, vector);
    QByteArray body = fromBase64(vector[QStringLiteral("body_base64")]);
    if (vector.contains(QStringLiteral("body_generator")))
        body = generated(vector[QStringLiteral("body_generator")].toObject());
    QByteArray sent = vector[QStringLiteral("method")].toString().toUtf8() + " " +
                      vector[QStringLiteral("path")].toString().toUtf8() + " HTTP/1.1\r\n";
    bool hasHost = false;
    for (const QJsonValue &header : vector[QStringLiteral("headers")].toArray()) {
        hasHost = hasHost || header[0].toString().compare(u"host", Qt::CaseInsensitive) == 0;
        sent += header[0].toString().toUtf8() + ": " + header[1].toString().toUtf8() + "\r\n";
    }
    if (!hasHost)
        sent += "Host: localhost\r\n";
    sent += "Content-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n";
    sent += body;

    Desk desk;
    desk.writer.start();
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(sent.toStdString());
    QTRY_VERIFY(client.isEnded());
    const QJsonObject expected = vector[QStringLiteral("expect")].toObject();
    if (!expected[QStringLiteral("accept")].toBool()) {
        QVERIFY(answer.status >= 400 && answer.status < 500);
        QVERIFY(desk.writer.messages().empty());
        QTRY_COMPARE(desk.writer.refusals().size(), std::size_t(1));
        return;
    }
    QVERIFY2(answer.status == 202, answer.body.c_str());
    const Message message = desk.writer.messages().at(0);
    const QJsonArray events = expected[QStringLiteral("events")].toArray();
    QCOMPARE(message.events.size(), static_cast<std::size_t>(events.size()));
    for (qsizetype index = 0; index < events.size(); ++index) {
        const ReceivedEvent &received = message.events[static_cast<std::size_t>(index)];
        const QJsonObject event = events[index].toObject();
        QCOMPARE(QString::fromStdString(received.event.id),
                 event[QStringLiteral("attributes")][QStringLiteral("id")].toString());
        const std::string_view text =
            std::string_view(message.body).substr(received.text.offset, received.text.length);
        const QByteArray data = QByteArray::fromStdString(dataBytes(received.event, text));
        if (event.contains(QStringLiteral("data_base64")))
            QCOMPARE(data, fromBase64(event[QStringLiteral("data_base64")]));
        if (event.contains(QStringLiteral("data_generated")))
            QCOMPARE(data, generated(event[QStringLiteral("data_generated")].toObject()));
    }
}

void TestReceiver::bindsBothLoopbackAddressesToTheNextFreePort()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    Intake intake;
    Receiver receiver(intake, {});
    const auto bound = receiver.bind({{"localhost", taken.serverPort(), true}});
    QVERIFY(bound);
    QVERIFY(!bound->empty());
    const std::string port = bound->front().substr(bound->front().rfind(':'));
    QVERIFY(port != ":" + std::to_string(taken.serverPort()));
    QCOMPARE(bound->front(), "http://127.0.0.1" + port);
    if (bound->size() > 1)
        QCOMPARE((*bound)[1], "http://[::1]" + port);
}

void TestReceiver::refusesToBindATakenPort()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    Intake intake;
    Receiver receiver(intake, {});
    const auto bound =
        receiver.bind({{"127.0.0.1", 0, false}, {"127.0.0.1", taken.serverPort(), false}});
    QVERIFY(!bound);
    QCOMPARE(bound.error().kind, Error::Kind::InUse);
    QVERIFY(bound.error().detail.find(std::to_string(taken.serverPort())) != std::string::npos);
}

void TestReceiver::stopsWhenEverythingIsAnswered()
{
    Desk desk;
    RawClient idle(desk.port);
    RawClient client(desk.port);
    client.send(eventPost("1"));
    QTRY_VERIFY(desk.hasWaiting(1));
    QSignalSpy stopped(&desk.receiver, &Receiver::stopped);
    desk.receiver.stop();
    QTRY_VERIFY(idle.isEnded());
    QCOMPARE(stopped.count(), 0);
    desk.writer.decideWaiting();
    QTRY_COMPARE(stopped.count(), 1);
    QCOMPARE(client.waitForAnswers(1).at(0).status, 202);
    QTRY_VERIFY(client.isEnded());
    RawClient late(desk.port);
    QVERIFY(late.isEnded());
}

// Who refused something is answered at once; what it sent is evidence that must not be lost by that.
void TestReceiver::stopsWhenWhatItRefusedIsWritten()
{
    Desk desk;
    RawClient client(desk.port);
    QCOMPARE(client.ask(request("DELETE", "/")).status, 405);
    QVERIFY(desk.hasWaiting(1));
    QSignalSpy stopped(&desk.receiver, &Receiver::stopped);
    desk.receiver.stop();
    QTRY_VERIFY(client.isEnded());
    QCOMPARE(stopped.count(), 0);
    desk.writer.decideWaiting();
    QTRY_COMPARE(stopped.count(), 1);
    QCOMPARE(desk.writer.refusals().size(), std::size_t(1));
}

// Who is told that it has stopped looks at the log for the last time.
void TestReceiver::stopsWhenAllThatCameIsHandled()
{
    ReceiverOptions options;
    options.limits.requestsPerTurn = 1;
    Desk desk(options);
    std::size_t kept = 0;
    connect(&desk.receiver, &Receiver::stopped, this,
            [&] { kept = desk.writer.messages().size(); });
    QSignalSpy stopped(&desk.receiver, &Receiver::stopped);
    RawClient client(desk.port);
    std::string requests;
    for (int id = 1; id <= 100; ++id)
        requests += eventPost(std::to_string(id));
    client.send(requests);
    QTRY_VERIFY(desk.intake.waitingEvents() > 0);
    desk.writer.decideWaiting();
    QTRY_VERIFY(!client.answers().empty());
    desk.receiver.stop();
    QTRY_VERIFY((desk.writer.decideWaiting(), stopped.count() == 1));
    QTRY_VERIFY((desk.writer.decideWaiting(), client.isEnded()));
    QVERIFY(kept < 100);
    QCOMPARE(client.answers().size(), kept);
}

void TestReceiver::takesNothingOnceItHasStopped()
{
    Desk desk;
    desk.writer.start();
    RawClient client(desk.port);
    const std::string request = eventPost("1");
    client.send(request.substr(0, request.size() - 1));
    QTRY_VERIFY(desk.receiver.counters().connections == 1);
    RawClient other(desk.port); // so that what came of the first is read
    QCOMPARE(other.ask(eventPost("2")).status, 202);
    QSignalSpy stopped(&desk.receiver, &Receiver::stopped);
    desk.receiver.stop();
    QTRY_COMPARE(stopped.count(), 1);
    QCOMPARE(client.ask(request.substr(request.size() - 1)).status, 503);
    QTRY_VERIFY(client.isEnded());
    QCOMPARE(desk.writer.messages().size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(TestReceiver)
#include "tst_receiver.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/http/echoserver.h"
#include "tests/support/plainsocket.h"
#include "tests/support/rawclient.h"

#include <QTest>

#include <memory>
#include <string>
#include <vector>

#include <sys/socket.h>

using namespace core;
using namespace std::chrono_literals;

namespace {

const std::string Get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

std::string getOf(int number, const std::string &fields = {})
{
    return "GET /" + std::to_string(number) + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n";
}

std::string bodies(const std::vector<RawAnswer> &answers)
{
    std::string text;
    for (const RawAnswer &answer : answers)
        text += answer.body;
    return text;
}

} // namespace

class TestHttpServer : public QObject {
    Q_OBJECT

private slots:
    void answersOnOneConnectionAgainAndAgain();
    void answersABodyThatCameByteByByte();
    void answersPipelinedRequestsInOrder();
    void keepsTheOrderWhenAnswersComeReversed();
    void takesOnlyItsShareOfATurn();
    void stopsReadingWhilePaused();
    void tellsInEachPauseThatThePeerHasEnded();
    void tellsThatThePeerHasBrokenOffInAPause();
    void sendsNoBodyForHead();
    void closesAfterConnectionClose();
    void closesAfterHttp10UnlessKeptAlive();
    void answersAPeerThatHasEndedItsSide();
    void sendsContinueOnlyAfterEarlierAnswers();
    void refusesAndClosesWithoutLosingTheAnswer();
    void answersFromTheHeadIfNobodyWantsTheBody_data();
    void answersFromTheHeadIfNobodyWantsTheBody();
    void asksOnceWhetherABodyIsWanted();
    void losesNoAnswerWhileAnUnwantedBodyComes();
    void refusesASlowHead();
    void refusesABodyThatStops();
    void keepsAConnectionWithSteadyRequestsWhoseHeadsOverlap();
    void closesAnIdleConnection();
    void notesATruncatedRequest();
    void forgetsConnectionsThatAreGone();
    void finishesWhatCameAndThenCloses();
    void saysWhyItCannotListen_data();
    void saysWhyItCannotListen();
};

void TestHttpServer::answersOnOneConnectionAgainAndAgain()
{
    EchoServer echo;
    RawClient client(echo.port);
    for (int round = 0; round < 3; ++round) {
        const RawAnswer answer = client.ask(getOf(round));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, "/" + std::to_string(round));
        QVERIFY(answer.head.find("\r\nDate: ") != std::string::npos);
    }
    QCOMPARE(echo.server.openConnections(), std::size_t(1));
    QCOMPARE(echo.server.unfinishedBytes() < 100, true);
}

void TestHttpServer::answersABodyThatCameByteByByte()
{
    EchoServer echo;
    RawClient client(echo.port);
    for (const char byte : std::string("POST /p HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
                                       "chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"))
        client.send(std::string(1, byte));
    QCOMPARE(bodies(client.waitForAnswers(1)), "/pabc");
}

void TestHttpServer::answersPipelinedRequestsInOrder()
{
    EchoServer echo;
    RawClient client(echo.port);
    std::string sent;
    std::string expected;
    for (int number = 0; number < 500; ++number) {
        sent += getOf(number);
        expected += "/" + std::to_string(number);
    }
    client.send(sent);
    QCOMPARE(bodies(client.waitForAnswers(500)), expected);
}

void TestHttpServer::keepsTheOrderWhenAnswersComeReversed()
{
    EchoServer echo;
    echo.answersAtOnce = false;
    RawClient client(echo.port);
    client.send(getOf(0) + getOf(1) + getOf(2));
    QTRY_COMPARE(echo.handled.size(), std::size_t(3));
    echo.answer(echo.handled[2]);
    echo.answer(echo.handled[1]);
    echo.server.flush();
    QCOMPARE(echo.server.waitingConnections(), std::size_t(1));
    echo.answer(echo.handled[0]);
    echo.server.flush();
    QCOMPARE(bodies(client.waitForAnswers(3)), "/0/1/2");
    QCOMPARE(echo.server.waitingConnections(), std::size_t(0));
}

void TestHttpServer::takesOnlyItsShareOfATurn()
{
    HttpLimits limits;
    limits.requestsPerTurn = 2;
    EchoServer echo(limits);
    RawClient greedy(echo.port);
    std::string sent;
    for (int number = 0; number < 100; ++number)
        sent += getOf(number);
    // Once the first is handled, another connection's request must come before the hundredth.
    std::unique_ptr<RawClient> modest;
    echo.onRequest = [&](HttpRequest &) {
        if (modest)
            return;
        modest = std::make_unique<RawClient>(echo.port);
        modest->send("GET /modest HTTP/1.1\r\nHost: x\r\n\r\n");
    };
    greedy.send(sent);
    QCOMPARE(greedy.waitForAnswers(100).size(), std::size_t(100));
    QVERIFY(modest);
    QCOMPARE(bodies(modest->waitForAnswers(1)), "/modest");
    QCOMPARE(echo.handled.back().target, "/99");
}

void TestHttpServer::stopsReadingWhilePaused()
{
    EchoServer echo;
    echo.onRequest = [&](HttpRequest &request) {
        if (request.number == 0)
            echo.server.pause(request.connection);
    };
    RawClient client(echo.port);
    client.send(getOf(0) + getOf(1));
    QCOMPARE(bodies(client.waitForAnswers(1)), "/0");
    client.send(getOf(2));
    RawClient other(echo.port);
    QCOMPARE(other.ask(Get).status, 200); // number 0 of its connection: paused as well
    QCOMPARE(echo.handled.size(), std::size_t(2));
    echo.server.resume(echo.handled[0].connection);
    echo.server.flush();
    QCOMPARE(bodies(client.waitForAnswers(3)), "/0/1/2");
}

void TestHttpServer::tellsInEachPauseThatThePeerHasEnded()
{
    EchoServer echo;
    echo.answersAtOnce = false;
    echo.onRequest = [&](HttpRequest &request) { echo.server.pause(request.connection); };
    RawClient client(echo.port);
    client.send(getOf(0) + getOf(1));
    QTRY_COMPARE(echo.handled.size(), std::size_t(1));
    QVERIFY(echo.peersEnded.empty());
    client.endSending();
    const std::uint64_t connection = echo.handled.front().connection;
    QTRY_COMPARE(echo.peersEnded, std::vector{connection});
    RawClient other(echo.port); // by its turn the first would have been told of again
    other.send(Get);
    QTRY_COMPARE(echo.handled.size(), std::size_t(2));
    QCOMPARE(echo.peersEnded, std::vector{connection});

    echo.answer(echo.handled.front());
    echo.server.resume(connection);
    echo.server.flush();
    QTRY_COMPARE(echo.peersEnded, (std::vector{connection, connection}));
    QCOMPARE(echo.handled.back().target, std::string("/1"));
    echo.answer(echo.handled.back());
    echo.server.resume(connection);
    echo.server.flush();
    QCOMPARE(bodies(client.waitForAnswers(2)), "/0/1");
    QTRY_VERIFY(client.isEnded());
}

void TestHttpServer::tellsThatThePeerHasBrokenOffInAPause()
{
    EchoServer echo;
    echo.answersAtOnce = false;
    echo.onRequest = [&](HttpRequest &request) { echo.server.pause(request.connection); };
    RawClient client(echo.port);
    client.send(Get);
    QTRY_COMPARE(echo.handled.size(), std::size_t(1));
    client.breakOff();
    QTRY_COMPARE(echo.peersEnded, std::vector{echo.handled.front().connection});
    QTRY_COMPARE(echo.server.openConnections(), std::size_t(0));
}

void TestHttpServer::sendsNoBodyForHead()
{
    EchoServer echo;
    RawClient client(echo.port);
    const RawAnswer answer = client.ask("HEAD /ab HTTP/1.1\r\nHost: x\r\n\r\n", true);
    QVERIFY(answer.has("Content-Length: 3"));
    client.ask(Get, true);
    QVERIFY(client.received().find("\r\n\r\nHTTP/1.1 200 OK\r\n") != std::string::npos);
}

void TestHttpServer::closesAfterConnectionClose()
{
    EchoServer echo;
    RawClient client(echo.port);
    const RawAnswer answer = client.ask(getOf(1, "Connection: close\r\n") + getOf(2));
    QCOMPARE(answer.body, "/1");
    QVERIFY(answer.has("Connection: close"));
    QTRY_VERIFY(client.isEnded());
    QCOMPARE(echo.handled.size(), std::size_t(1));
    QTRY_COMPARE(echo.server.openConnections(), std::size_t(0));
}

void TestHttpServer::closesAfterHttp10UnlessKeptAlive()
{
    EchoServer echo;
    RawClient keeping(echo.port);
    QVERIFY(keeping.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                .has("Connection: keep-alive"));
    QCOMPARE(keeping.ask(Get).status, 200);
    RawClient ending(echo.port);
    QVERIFY(ending.ask("GET / HTTP/1.0\r\n\r\n").has("Connection: close"));
    QTRY_VERIFY(ending.isEnded());
}

void TestHttpServer::answersAPeerThatHasEndedItsSide()
{
    EchoServer echo;
    echo.answersAtOnce = false;
    RawClient client(echo.port);
    client.send(Get);
    QTRY_COMPARE(echo.handled.size(), std::size_t(1));
    QCOMPARE(::shutdown(static_cast<int>(client.socket().socketDescriptor()), SHUT_WR), 0);
    RawClient other(echo.port);
    other.send(Get);
    QTRY_COMPARE(echo.handled.size(), std::size_t(2)); // so the end of the first was seen
    echo.answer(echo.handled[0]);
    echo.server.flush();
    QCOMPARE(client.waitForAnswers(1).size(), std::size_t(1));
    QTRY_VERIFY(client.isEnded());
}

void TestHttpServer::sendsContinueOnlyAfterEarlierAnswers()
{
    EchoServer echo;
    echo.answersAtOnce = false;
    RawClient client(echo.port);
    client.send(Get + "POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nExpect: "
                      "100-continue\r\n\r\n");
    QTRY_COMPARE(echo.handled.size(), std::size_t(1));
    QVERIFY(client.received().empty());
    echo.answer(echo.handled[0]);
    echo.server.flush();
    QTRY_VERIFY(client.received().ends_with("HTTP/1.1 100 Continue\r\n\r\n"));
    QVERIFY(client.received().starts_with("HTTP/1.1 200 OK\r\n"));
    client.send("b");
    QTRY_COMPARE(echo.handled.size(), std::size_t(2));
    QCOMPARE(echo.handled[1].body, "b");
}

void TestHttpServer::refusesAndClosesWithoutLosingTheAnswer()
{
    HttpLimits limits;
    limits.bodyBytes = 1000;
    EchoServer echo(limits);
    RawClient client(echo.port);
    // The sender goes on sending: a reset would take the answer from it.
    client.send(Get + "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n" +
                std::string(3'000'000, 'x'));
    const auto answers = client.waitForAnswers(2);
    QCOMPARE(answers.size(), std::size_t(2));
    QCOMPARE(answers[0].status, 200);
    QCOMPARE(answers[1].status, 413);
    QVERIFY(answers[1].has("Connection: close"));
    QCOMPARE(echo.refused, std::vector<std::string>{"body-too-large"});
    QTRY_VERIFY(client.isEnded());
}

void TestHttpServer::answersFromTheHeadIfNobodyWantsTheBody_data()
{
    QTest::addColumn<std::string>("fields");
    QTest::addColumn<std::string>("begun");
    QTest::newRow("length") << std::string("Content-Length: 60000000\r\n") << std::string();
    QTest::newRow("length, begun")
        << std::string("Content-Length: 60000000\r\n") << std::string("begun");
    QTest::newRow("chunked") << std::string("Transfer-Encoding: chunked\r\n") << std::string();
    QTest::newRow("chunked, begun")
        << std::string("Transfer-Encoding: chunked\r\n") << std::string("5\r\nbegun\r\n");
    QTest::newRow("waits for 100 Continue")
        << std::string("Content-Length: 5\r\nExpect: 100-continue\r\n") << std::string();
    QTest::newRow("compressed") << std::string("Content-Length: 500\r\nContent-Encoding: gzip\r\n")
                                << std::string();
}

void TestHttpServer::answersFromTheHeadIfNobodyWantsTheBody()
{
    QFETCH(std::string, fields);
    QFETCH(std::string, begun);
    EchoServer echo;
    echo.wantsBodies = false;
    RawClient client(echo.port);
    client.send(getOf(0) + "POST /p HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n" + begun);
    const auto answers = client.waitForAnswers(2);
    QCOMPARE(answers.size(), std::size_t(2)); // so no 100 Continue was among them
    QVERIFY(!answers[0].has("Connection: close"));
    QVERIFY(answers[1].has("Connection: close"));
    QCOMPARE(answers[1].body, begun.empty() ? "/p" : "/pbegun");
    QCOMPARE(echo.askedForBody, std::vector<std::string>{"/p"});
    QCOMPARE(echo.server.unfinishedBytes(), std::size_t(0));
    QVERIFY(echo.refused.empty());
    QTRY_VERIFY(client.isEnded());
    QTRY_COMPARE(echo.server.openConnections(), std::size_t(0));
}

void TestHttpServer::asksOnceWhetherABodyIsWanted()
{
    EchoServer echo;
    RawClient client(echo.port);
    for (const std::string target : {"/a", "/b"}) {
        client.send("POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n");
        const auto isAsked = [&] {
            return !echo.askedForBody.empty() && echo.askedForBody.back() == target;
        };
        QTRY_VERIFY(isAsked());
        const std::size_t held = echo.server.unfinishedBytes();
        client.send("1");
        QTRY_VERIFY(echo.server.unfinishedBytes() > held);
        client.send("23");
        QTRY_COMPARE(echo.handled.size(), echo.askedForBody.size());
    }
    QCOMPARE(bodies(client.waitForAnswers(2)), "/a123/b123");
    QCOMPARE(echo.askedForBody, (std::vector<std::string>{"/a", "/b"}));
    // What came with its head costs nothing more, and the connection stays.
    echo.wantsBodies = false;
    const RawAnswer whole =
        client.ask("POST /c HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n123");
    QCOMPARE(whole.body, "/c123");
    QVERIFY(!whole.has("Connection: close"));
    QCOMPARE(echo.askedForBody.size(), std::size_t(2));
}

void TestHttpServer::losesNoAnswerWhileAnUnwantedBodyComes()
{
    HttpLimits limits;
    limits.lingerTime = 1min; // however slow the machine is
    EchoServer echo(limits);
    echo.wantsBodies = false;
    constexpr std::size_t Length = 20'000'000;
    PlainSocket client;
    QVERIFY(client.connectTo(echo.port));
    client.send("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(Length) +
                "\r\n\r\n");
    QTRY_COMPARE(echo.handled.size(), std::size_t(1));
    const std::string body = Get + std::string(Length - Get.size(), 'x');
    std::size_t sent = 0;
    const auto sendsAll = [&] {
        sent += client.send(std::string_view(body).substr(sent));
        return sent == body.size() || client.isReset() || echo.server.unfinishedBytes() > 0;
    };
    QTRY_VERIFY(sendsAll());
    QVERIFY(!client.isReset());
    QCOMPARE(echo.server.unfinishedBytes(), std::size_t(0));
    QTRY_VERIFY(client.receive().ends_with("/p"));
    QTRY_VERIFY((client.receive(), client.isEnded()));
    QVERIFY(!client.isReset());
    QCOMPARE(echo.handled.size(), std::size_t(1)); // nothing of it is taken for a request
}

void TestHttpServer::refusesASlowHead()
{
    HttpLimits limits;
    limits.headTime = 40ms;
    EchoServer echo(limits);
    RawClient client(echo.port);
    client.send("GET / HTTP/1.1\r\nHost");
    QCOMPARE(client.waitForAnswers(1).at(0).status, 408);
    QCOMPARE(echo.refusedHeads, std::vector<std::string>{"GET / HTTP/1.1\r\nHost"});
    QTRY_VERIFY(client.isEnded());
}

void TestHttpServer::refusesABodyThatStops()
{
    HttpLimits limits;
    limits.bodyTime = 40ms;
    EchoServer echo(limits);
    RawClient client(echo.port);
    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc");
    QCOMPARE(client.waitForAnswers(1).at(0).status, 408);
    QCOMPARE(echo.refused, std::vector<std::string>{"body-too-slow"});
}

void TestHttpServer::keepsAConnectionWithSteadyRequestsWhoseHeadsOverlap()
{
    // Each piece ends in the middle of the next head: none of them is slow, though one is always open.
    auto now = std::make_shared<SteadyTime>(std::chrono::steady_clock::now());
    Clock clock;
    clock.steady = [now] { return *now; };
    HttpLimits limits;
    limits.headTime = 100ms;
    EchoServer echo(limits, clock);
    RawClient client(echo.port);
    client.send(Get.substr(0, 5));
    for (std::size_t round = 1; round <= 5; ++round) {
        *now += 60ms;
        client.send(Get.substr(5) + Get.substr(0, 5));
        QTRY_COMPARE(client.answers().size(), round);
    }
    QVERIFY(echo.refused.empty());
    *now += 110ms;
    QTRY_COMPARE(echo.refused, std::vector<std::string>{"head-too-slow"});
}

void TestHttpServer::closesAnIdleConnection()
{
    HttpLimits limits;
    limits.idleTime = 40ms;
    EchoServer echo(limits);
    RawClient client(echo.port);
    QTRY_VERIFY(client.isEnded());
    QVERIFY(client.received().empty());
    QVERIFY(echo.refused.empty());
}

void TestHttpServer::notesATruncatedRequest()
{
    EchoServer echo;
    {
        RawClient client(echo.port);
        client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc");
    }
    {
        RawClient client(echo.port);
        client.send("POST / HT");
    }
    QTRY_COMPARE(echo.refused,
                 (std::vector<std::string>{"truncated-request", "truncated-request"}));
    QTRY_COMPARE(echo.server.openConnections(), std::size_t(0));
    QCOMPARE(echo.server.unfinishedBytes(), std::size_t(0));
}

void TestHttpServer::forgetsConnectionsThatAreGone()
{
    EchoServer echo;
    echo.answersAtOnce = false;
    auto client = std::make_unique<RawClient>(echo.port);
    client->send(Get);
    QTRY_COMPARE(echo.handled.size(), std::size_t(1));
    client->socket().abort();
    // The reset is seen when there is something to send.
    client = std::make_unique<RawClient>(echo.port);
    client->send(Get);
    QTRY_COMPARE(echo.handled.size(), std::size_t(2));
    QVERIFY(echo.handled[0].connection != echo.handled[1].connection);
    echo.answer(echo.handled[0]);
    echo.answer(echo.handled[0]);
    echo.answer(echo.handled[1]);
    echo.server.flush();
    QCOMPARE(client->waitForAnswers(1).size(), std::size_t(1));
    QTRY_COMPARE(echo.server.openConnections(), std::size_t(1));
    QVERIFY(echo.server.unfinishedBytes() < 100);
}

void TestHttpServer::finishesWhatCameAndThenCloses()
{
    EchoServer echo;
    echo.answersAtOnce = false;
    RawClient idle(echo.port);
    RawClient half(echo.port);
    half.send("GET /half HTTP/1.1\r\n");
    RawClient waiting(echo.port);
    waiting.send(Get);
    QTRY_COMPARE(echo.handled.size(), std::size_t(1));
    echo.server.finish();
    QTRY_VERIFY(idle.isEnded());
    half.send("Host: x\r\n\r\n");
    QTRY_COMPARE(echo.handled.size(), std::size_t(2));
    for (const auto &request : echo.handled)
        echo.answer(request);
    echo.server.flush();
    QCOMPARE(waiting.waitForAnswers(1).size(), std::size_t(1));
    QCOMPARE(half.waitForAnswers(1).size(), std::size_t(1));
    QTRY_VERIFY(half.isEnded());
    QTRY_VERIFY(waiting.isEnded());
    RawClient late(echo.port);
    QVERIFY(late.isEnded());
}

void TestHttpServer::saysWhyItCannotListen_data()
{
    QTest::addColumn<std::string>("host");
    QTest::addColumn<int>("kind");
    QTest::newRow("taken") << std::string("127.0.0.1") << int(Error::Kind::InUse);
    QTest::newRow("no address") << std::string("nowhere") << int(Error::Kind::InvalidInput);
    QTest::newRow("not ours") << std::string("192.0.2.1") << int(Error::Kind::NotFound);
}

void TestHttpServer::saysWhyItCannotListen()
{
    QFETCH(std::string, host);
    QFETCH(int, kind);
    EchoServer echo;
    const auto result = echo.server.listen(host, echo.port);
    QVERIFY(!result);
    QCOMPARE(int(result.error().kind), kind);
    QVERIFY(result.error().detail.find(host) != std::string::npos);
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"

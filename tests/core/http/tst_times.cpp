// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/selfsigned.h"
#include "tests/core/http/echoserver.h"
#include "tests/support/plainsocket.h"

#include <QTest>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace core;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds Limit = 100ms;

using Time = std::chrono::milliseconds HttpLimits::*;

const std::string Get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
const std::string GetMuch = "GET /much HTTP/1.1\r\nHost: x\r\n\r\n";
const std::string GetStream = "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n";

/// Answers "/much" with more than the operating system takes, as a whole or ("/stream") as a stream; also listens for TLS.
struct Desk {
    explicit Desk(const HttpLimits &limits)
        : echo(limits, clockOf(now))
    {
        const SelfSigned made = makeSelfSigned({"127.0.0.1"}, Clock().wall()).value();
        tlsPort =
            echo.server
                .listen("127.0.0.1", 0, TlsContext::fromPem(made.certificate, made.key).value())
                .value_or(0);
        echo.onRequest = [this](const HttpRequest &request) { answerMuch(request); };
    }

    static Clock clockOf(const std::shared_ptr<SteadyTime> &now)
    {
        Clock clock;
        clock.steady = [now] { return *now; };
        return clock;
    }

    void answerMuch(const HttpRequest &request)
    {
        HttpResponse response;
        response.contentType = "text/plain";
        std::string much(32 * MiB, 'x');
        echo.answersAtOnce = false;
        if (request.targetText() == "/much") {
            response.body = std::move(much);
            echo.server.respond(request.connection, request.number, response);
        } else if (request.targetText() == "/stream") {
            echo.server.handOver(request.connection, request.number, response);
            echo.server.write(request.connection, much);
        } else {
            echo.answersAtOnce = true;
        }
    }

    /// The operating system takes nothing more of any answer: of none less waits than when this was asked before.
    bool isStuck()
    {
        std::vector<std::size_t> unsent;
        for (const EchoServer::Handled &request : echo.handled)
            unsent.push_back(echo.server.unsent(request.connection));
        return std::exchange(m_unsent, unsent) == unsent;
    }

    const std::shared_ptr<SteadyTime> now =
        std::make_shared<SteadyTime>(std::chrono::steady_clock::now());
    EchoServer echo;
    std::uint16_t tlsPort = 0;

private:
    std::vector<std::size_t> m_unsent;
};

} // namespace

Q_DECLARE_METATYPE(Time)

/// How long the server waits for a peer. The clock is the test's.
class TestTimes : public QObject {
    Q_OBJECT

private slots:
    void waitsUpToTheLimit_data();
    void waitsUpToTheLimit();
    void keepsAPeerThatFetchesSomething_data();
    void keepsAPeerThatFetchesSomething();
};

void TestTimes::waitsUpToTheLimit_data()
{
    QTest::addColumn<Time>("time");
    QTest::addColumn<std::string>("sent");
    QTest::addColumn<std::string>("rule"); // empty: closed without a word
    QTest::addColumn<bool>("isTls");
    const auto row = [](const char *tag, Time time, const std::string &sent,
                        const std::string &rule = {}, bool isTls = false) {
        QTest::newRow(tag) << time << sent << rule << isTls;
    };
    row("idle", &HttpLimits::idleTime, "");
    row("idle between requests", &HttpLimits::idleTime, Get);
    row("head", &HttpLimits::headTime, "GET /a HTTP/1.1\r\nHost: x\r\nA: ", "head-too-slow");
    row("body", &HttpLimits::bodyTime,
        "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc", "body-too-slow");
    row("after the last answer", &HttpLimits::lingerTime,
        "GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    row("an answer is not fetched", &HttpLimits::writeTime, GetMuch);
    row("a stream is not fetched", &HttpLimits::streamWriteTime, GetStream);
    row("no handshake", &HttpLimits::handshakeTime, "", "", true);
    row("half a handshake", &HttpLimits::handshakeTime, "\x16\x03\x01", "", true);
}

void TestTimes::waitsUpToTheLimit()
{
    QFETCH(Time, time);
    QFETCH(std::string, sent);
    QFETCH(std::string, rule);
    QFETCH(bool, isTls);
    HttpLimits limits;
    limits.*time = Limit;
    Desk desk(limits);
    EchoServer &echo = desk.echo;

    // Three, each a millisecond younger than the one before it.
    std::vector<std::unique_ptr<PlainSocket>> peers;
    for (std::size_t count = 1; count <= 3; ++count) {
        peers.push_back(std::make_unique<PlainSocket>());
        peers.back()->takeLittle();
        QVERIFY(peers.back()->connectTo(isTls ? desk.tlsPort : echo.port));
        peers.back()->send(sent);
        const auto isThere = [&] {
            return echo.server.openConnections() == count &&
                   (sent.empty() || isTls || echo.handled.size() == count ||
                    echo.server.unfinishedBytes() >= count * sent.size());
        };
        QTRY_VERIFY(isThere());
        QTRY_VERIFY(desk.isStuck());
        *desk.now += 1ms;
    }
    const auto gone = [&] {
        return rule.empty() ? 3 - echo.server.openConnections() : echo.refused.size();
    };
    *desk.now += Limit - 2ms; // above, at and below the limit: all are looked at together
    QTRY_COMPARE(gone(), std::size_t(1));
    *desk.now += 1ms;
    QTRY_COMPARE(gone(), std::size_t(2));
    *desk.now += 1ms;
    QTRY_COMPARE(gone(), std::size_t(3));
    for (const std::string &refused : echo.refused)
        QCOMPARE(refused, rule);
}

void TestTimes::keepsAPeerThatFetchesSomething_data()
{
    QTest::addColumn<Time>("time");
    QTest::addColumn<std::string>("sent");
    QTest::newRow("answer") << Time(&HttpLimits::writeTime) << GetMuch;
    QTest::newRow("stream") << Time(&HttpLimits::streamWriteTime) << GetStream;
}

void TestTimes::keepsAPeerThatFetchesSomething()
{
    QFETCH(Time, time);
    QFETCH(std::string, sent);
    HttpLimits limits;
    limits.*time = Limit;
    Desk desk(limits);
    EchoServer &echo = desk.echo;
    PlainSocket peer;
    peer.takeLittle();
    QVERIFY(peer.connectTo(echo.port));
    peer.send(sent);
    QTRY_COMPARE(echo.handled.size(), std::size_t(1));
    const std::uint64_t connection = echo.handled.front().connection;
    for (int round = 0; round < 2; ++round) {
        QTRY_VERIFY(desk.isStuck());
        *desk.now += Limit;
        const std::size_t before = echo.server.unsent(connection);
        const auto isLess = [&] {
            peer.receive();
            return echo.server.unsent(connection) < before;
        };
        QTRY_VERIFY(isLess());
        QCOMPARE(echo.server.openConnections(), std::size_t(1));
    }
    QVERIFY(echo.server.unsent(connection) > 0);
    QTRY_VERIFY(desk.isStuck());
    *desk.now += Limit + 1ms;
    QTRY_COMPARE(echo.server.openConnections(), std::size_t(0));
    QCOMPARE(echo.server.unfinishedBytes(), std::size_t(0));
}

QTEST_GUILESS_MAIN(TestTimes)
#include "tst_times.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/http/echoserver.h"
#include "tests/support/plainsocket.h"

#include <QTest>

#include <memory>
#include <string>
#include <vector>

using namespace core;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds Limit = 100ms;

using Time = std::chrono::milliseconds HttpLimits::*;

} // namespace

Q_DECLARE_METATYPE(Time)

/// How long the server waits for a peer. The clock is the test's.
class TestTimes : public QObject {
    Q_OBJECT

private slots:
    void waitsUpToTheLimit_data();
    void waitsUpToTheLimit();
    void closesAPeerThatFetchesNothing();
};

void TestTimes::waitsUpToTheLimit_data()
{
    QTest::addColumn<Time>("time");
    QTest::addColumn<std::string>("sent");
    QTest::addColumn<std::string>("rule"); // empty: closed without a word
    QTest::newRow("idle") << Time(&HttpLimits::idleTime) << std::string() << std::string();
    QTest::newRow("idle between requests")
        << Time(&HttpLimits::idleTime) << std::string("GET /a HTTP/1.1\r\nHost: x\r\n\r\n")
        << std::string();
    QTest::newRow("head") << Time(&HttpLimits::headTime)
                          << std::string("GET /a HTTP/1.1\r\nHost: x\r\nA: ")
                          << std::string("head-too-slow");
    QTest::newRow("body") << Time(&HttpLimits::bodyTime)
                          << std::string(
                                 "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc")
                          << std::string("body-too-slow");
    QTest::newRow("after the last answer")
        << Time(&HttpLimits::lingerTime)
        << std::string("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n") << std::string();
}

void TestTimes::waitsUpToTheLimit()
{
    QFETCH(Time, time);
    QFETCH(std::string, sent);
    QFETCH(std::string, rule);
    const auto now = std::make_shared<SteadyTime>(std::chrono::steady_clock::now());
    Clock clock;
    clock.steady = [now] { return *now; };
    HttpLimits limits;
    limits.*time = Limit;
    EchoServer echo(limits, clock);

    // Three, each a millisecond younger than the one before it.
    std::vector<std::unique_ptr<PlainSocket>> peers;
    for (std::size_t count = 1; count <= 3; ++count) {
        peers.push_back(std::make_unique<PlainSocket>());
        QVERIFY(peers.back()->connectTo(echo.port));
        peers.back()->send(sent);
        const auto isThere = [&] {
            return echo.server.openConnections() == count &&
                   (sent.empty() || echo.handled.size() == count ||
                    echo.server.unfinishedBytes() >= count * sent.size());
        };
        QTRY_VERIFY(isThere());
        *now += 1ms;
    }
    const auto gone = [&] {
        return rule.empty() ? 3 - echo.server.openConnections() : echo.refused.size();
    };
    *now += Limit - 2ms; // above, at and below the limit: all are looked at together
    QTRY_COMPARE(gone(), std::size_t(1));
    *now += 1ms;
    QTRY_COMPARE(gone(), std::size_t(2));
    *now += 1ms;
    QTRY_COMPARE(gone(), std::size_t(3));
    for (const std::string &refused : echo.refused)
        QCOMPARE(refused, rule);
}

void TestTimes::closesAPeerThatFetchesNothing()
{
    HttpLimits limits;
    limits.writeTime = 50ms;
    EchoServer echo(limits);
    echo.answersAtOnce = false;
    echo.onRequest = [&](HttpRequest &request) {
        HttpResponse response;
        response.contentType = "text/plain";
        response.body = std::string(64 * MiB, 'x'); // more than the operating system takes
        echo.server.respond(request.connection, request.number, response);
    };
    PlainSocket peer;
    QVERIFY(peer.connectTo(echo.port));
    peer.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(echo.handled.size(), std::size_t(1));
    QTRY_COMPARE(echo.server.openConnections(), std::size_t(0));
    QCOMPARE(echo.server.unfinishedBytes(), std::size_t(0));
}

QTEST_GUILESS_MAIN(TestTimes)
#include "tst_times.moc"

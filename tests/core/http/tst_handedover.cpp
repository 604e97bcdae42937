// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/server.h"
#include "tests/support/plainsocket.h"
#include "tests/support/rawclient.h"

#include <QTest>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sys/socket.h>

using namespace core;
using namespace std::chrono_literals;

namespace {

std::string get(const std::string &target, const std::string &fields = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n";
}

/// Answers "/later" when told to, keeps the connection of "/stream" and answers everything else at once.
class StreamServer : public HttpHandler {
public:
    explicit StreamServer(const HttpLimits &limits = {})
        : server(*this, limits, {})
    {
        port = server.listen("127.0.0.1", 0).value_or(0);
    }

    void handle(HttpRequest &request) override
    {
        if (request.targetText() == "/stream") {
            stream = request.connection;
            HttpResponse head;
            head.status = status;
            head.contentType = "text/plain";
            server.handOver(request.connection, request.number, head);
        } else if (request.targetText() == "/later") {
            later = request.number;
        } else {
            answer(request.connection, request.number);
        }
    }

    void refuse(HttpRequest &request, Rejection &&why) override
    {
        refused.push_back(why.rule);
        answer(request.connection, request.number);
    }

    void answer(std::uint64_t connection, std::uint64_t number)
    {
        HttpResponse response;
        response.contentType = "text/plain";
        response.body = "whole";
        server.respond(connection, number, response);
    }

    std::size_t received(std::uint64_t /*connection*/, std::string_view bytes) override
    {
        const std::size_t used = std::min(bytes.size(), mostAtOnce);
        came += bytes.substr(0, used);
        pieces += 1;
        return used;
    }

    void drained(std::uint64_t connection) override
    {
        ++drains;
        if (onDrained)
            onDrained(connection);
    }

    void ended(std::uint64_t connection) override { gone.push_back(connection); }

    HttpServer server;
    std::uint16_t port = 0;
    int status = 200;
    std::uint64_t stream = 0;
    std::optional<std::uint64_t> later;
    std::size_t mostAtOnce = SIZE_MAX;
    std::string came;
    int pieces = 0;
    int drains = 0;
    std::function<void(std::uint64_t)> onDrained;
    std::vector<std::uint64_t> gone;
    std::vector<std::string> refused;
};

std::string bodyOf(const RawClient &client)
{
    const std::size_t end = client.received().find("\r\n\r\n");
    return end == std::string::npos ? std::string() : client.received().substr(end + 4);
}

} // namespace

class TestHandedOver : public QObject {
    Q_OBJECT

private slots:
    void tellsNoLengthAndEndsWithTheConnection();
    void saysNothingOfClosingWhereTheProtocolChanges();
    void writesWhatComesLater();
    void tellsOnceThatAllHasLeft();
    void passesWhatItsPeerSends();
    void passesWhatCameWithTheRequest();
    void bringsAgainWhatWasNotUsed();
    void isNotReadWhilePaused();
    void isReadWhenItWasResumedAsOftenAsPaused();
    void beginsBehindTheAnswersBeforeIt();
    void sendsWhatWasWrittenBeforeItEnds();
    void endsWhenItsPeerDoes();
    void tellsWhenItsPeerHasBrokenOff();
    void isNotCutByTheTimesOfRequests();
    void endsWhereNothingIsFetched();
    void countsWhatTheHandlerHolds();
    void leavesLittleToTheOperatingSystem();
};

void TestHandedOver::tellsNoLengthAndEndsWithTheConnection()
{
    StreamServer streams;
    RawClient client(streams.port);
    client.send(get("/stream"));
    QTRY_VERIFY(client.received().ends_with("\r\n\r\n"));
    QVERIFY(client.received().starts_with("HTTP/1.1 200 OK\r\n"));
    QVERIFY(client.received().find("Content-Length") == std::string::npos);
    QVERIFY(client.received().find("\r\nConnection: close\r\n") != std::string::npos);
}

void TestHandedOver::saysNothingOfClosingWhereTheProtocolChanges()
{
    StreamServer streams;
    streams.status = 101;
    RawClient client(streams.port);
    client.send(get("/stream", "Connection: close\r\n"));
    QTRY_VERIFY(client.received().ends_with("\r\n\r\n"));
    QVERIFY(client.received().starts_with("HTTP/1.1 101 Switching Protocols\r\n"));
    QVERIFY(client.received().find("Connection: close") == std::string::npos);
    streams.server.write(streams.stream, "on");
    streams.server.flush();
    QTRY_COMPARE(bodyOf(client), std::string("on"));
}

void TestHandedOver::writesWhatComesLater()
{
    StreamServer streams;
    RawClient client(streams.port);
    client.send(get("/stream"));
    QTRY_VERIFY(streams.stream != 0);
    for (const char *text : {"one ", "two ", "three"}) {
        streams.server.write(streams.stream, text);
        streams.server.flush();
    }
    QTRY_COMPARE(bodyOf(client), std::string("one two three"));
    QVERIFY(!client.isEnded());
    QCOMPARE(streams.server.unsent(streams.stream), std::size_t(0));
    QCOMPARE(streams.server.waitingConnections(), std::size_t(0));
}

void TestHandedOver::tellsOnceThatAllHasLeft()
{
    StreamServer streams;
    std::size_t left = 3;
    streams.onDrained = [&](std::uint64_t connection) {
        if (left-- > 0)
            streams.server.write(connection, "more ");
    };
    RawClient client(streams.port);
    client.send(get("/stream"));
    QTRY_COMPARE(bodyOf(client), std::string("more more more "));
    QCOMPARE(streams.drains, 4); // after the head and after each write
}

void TestHandedOver::passesWhatItsPeerSends()
{
    StreamServer streams;
    RawClient client(streams.port);
    client.send(get("/stream"));
    QTRY_VERIFY(streams.stream != 0);
    client.send("no request at all\r\n\r\n");
    QTRY_COMPARE(streams.came, std::string("no request at all\r\n\r\n"));
    QVERIFY(streams.refused.empty());
}

void TestHandedOver::passesWhatCameWithTheRequest()
{
    StreamServer streams;
    RawClient client(streams.port);
    client.send(get("/stream") + "right behind it");
    QTRY_COMPARE(streams.came, std::string("right behind it"));
}

void TestHandedOver::bringsAgainWhatWasNotUsed()
{
    StreamServer streams;
    streams.mostAtOnce = 4;
    RawClient client(streams.port);
    client.send(get("/stream"));
    QTRY_VERIFY(streams.stream != 0);
    client.send("0123456789");
    QTRY_COMPARE(streams.came, std::string("0123456789"));
    QCOMPARE(streams.pieces, 3);
}

void TestHandedOver::isNotReadWhilePaused()
{
    StreamServer streams;
    streams.mostAtOnce = 4;
    RawClient client(streams.port);
    client.send(get("/stream"));
    QTRY_VERIFY(client.received().ends_with("\r\n\r\n"));
    streams.server.pause(streams.stream);
    streams.server.flush();
    client.send("0123456789");
    RawClient other(streams.port);
    QCOMPARE(other.ask(get("/")).body, std::string("whole"));
    QCOMPARE(other.ask(get("/")).body, std::string("whole"));
    QCOMPARE(streams.came, std::string());
    streams.server.resume(streams.stream);
    streams.server.flush();
    QTRY_COMPARE(streams.came, std::string("0123456789"));
}

void TestHandedOver::isReadWhenItWasResumedAsOftenAsPaused()
{
    StreamServer streams;
    RawClient client(streams.port);
    client.send(get("/stream"));
    QTRY_VERIFY(client.received().ends_with("\r\n\r\n"));
    streams.server.pause(streams.stream);
    streams.server.pause(streams.stream);
    streams.server.resume(streams.stream);
    streams.server.flush();
    client.send("now");
    RawClient other(streams.port);
    QCOMPARE(other.ask(get("/")).body, std::string("whole"));
    QCOMPARE(streams.came, std::string());
    streams.server.resume(streams.stream);
    streams.server.flush();
    QTRY_COMPARE(streams.came, std::string("now"));
}

void TestHandedOver::beginsBehindTheAnswersBeforeIt()
{
    StreamServer streams;
    RawClient client(streams.port);
    client.send(get("/later") + get("/stream") + "behind");
    QTRY_VERIFY(streams.later && streams.stream != 0);
    RawClient other(streams.port);
    QCOMPARE(other.ask(get("/")).body, std::string("whole"));
    QCOMPARE(client.received(), std::string());
    QCOMPARE(streams.drains, 0);
    QCOMPARE(streams.came, std::string());
    streams.server.write(streams.stream, "first");
    streams.server.flush();
    streams.answer(streams.stream, *streams.later);
    streams.server.flush();
    QTRY_COMPARE(streams.drains, 1);
    QTRY_COMPARE(streams.came, std::string("behind"));
    QTRY_VERIFY(client.received().ends_with("\r\n\r\nfirst"));
    const std::vector<RawAnswer> answers = client.waitForAnswers(2);
    QCOMPARE(answers.size(), std::size_t(2));
    QCOMPARE(answers.front().body, std::string("whole"));
}

void TestHandedOver::sendsWhatWasWrittenBeforeItEnds()
{
    StreamServer streams;
    RawClient client(streams.port);
    client.send(get("/stream"));
    QTRY_VERIFY(streams.stream != 0);
    const std::string much(8 * MiB, 'x'); // more than the operating system takes at once
    streams.server.write(streams.stream, much);
    streams.server.end(streams.stream);
    streams.server.write(streams.stream, "nothing of this");
    streams.server.flush();
    QVERIFY(streams.server.unsent(streams.stream) > 0);
    QTRY_VERIFY(client.isEnded());
    QVERIFY(bodyOf(client) == much);
    QTRY_COMPARE(streams.gone, std::vector{streams.stream});
}

void TestHandedOver::endsWhenItsPeerDoes()
{
    StreamServer streams;
    RawClient client(streams.port);
    client.send(get("/stream"));
    QTRY_VERIFY(streams.stream != 0);
    client.endSending();
    QTRY_VERIFY(client.isEnded());
    QTRY_COMPARE(streams.gone, std::vector{streams.stream});
    QVERIFY(streams.refused.empty());
}

void TestHandedOver::tellsWhenItsPeerHasBrokenOff()
{
    StreamServer streams;
    RawClient client(streams.port);
    client.send(get("/stream"));
    QTRY_VERIFY(streams.stream != 0);
    client.breakOff();
    QTRY_COMPARE(streams.gone, std::vector{streams.stream});
    QCOMPARE(streams.server.openConnections(), std::size_t(0));
}

void TestHandedOver::isNotCutByTheTimesOfRequests()
{
    HttpLimits limits;
    limits.idleTime = limits.headTime = limits.bodyTime = limits.writeTime = 50ms;
    StreamServer streams(limits);
    RawClient idle(streams.port);
    RawClient client(streams.port);
    client.send(get("/stream"));
    QTRY_VERIFY(streams.stream != 0);
    QTRY_VERIFY(idle.isEnded()); // which had as long
    RawClient idleToo(streams.port);
    QTRY_VERIFY(idleToo.isEnded());
    QVERIFY(!client.isEnded());
}

void TestHandedOver::endsWhereNothingIsFetched()
{
    HttpLimits limits;
    limits.streamWriteTime = 50ms;
    StreamServer streams(limits);
    RawClient client(streams.port);
    client.socket().setReadBufferSize(1);
    client.send(get("/stream"));
    QTRY_VERIFY(streams.stream != 0);
    streams.server.write(streams.stream, std::string(64 * MiB, 'x'));
    streams.server.flush();
    QTRY_COMPARE(streams.gone, std::vector{streams.stream});
}

void TestHandedOver::countsWhatTheHandlerHolds()
{
    HttpLimits limits;
    limits.unfinishedBytes = 1000;
    StreamServer streams(limits);
    {
        RawClient client(streams.port);
        client.send(get("/stream"));
        QTRY_VERIFY(streams.stream != 0);
        const std::size_t before = streams.server.unfinishedBytes();
        const std::size_t rest = limits.unfinishedBytes - before;
        QVERIFY(streams.server.hold(streams.stream, rest - 1));
        QVERIFY(streams.server.hold(streams.stream, rest));
        QCOMPARE(streams.server.unfinishedBytes(), limits.unfinishedBytes);
        QVERIFY(!streams.server.hold(streams.stream, rest + 1));
    }
    QTRY_COMPARE(streams.server.unfinishedBytes(), std::size_t(0));
}

// Beside what is counted as unsent it could hold megabytes for each peer that fetches nothing.
void TestHandedOver::leavesLittleToTheOperatingSystem()
{
    constexpr std::size_t Much = 4 * MiB;
    StreamServer streams;
    PlainSocket peer;
    peer.takeLittle();
    QVERIFY(peer.connectTo(streams.port));
    peer.send(get("/stream"));
    QTRY_VERIFY(streams.stream != 0);
    streams.server.write(streams.stream, std::string(Much, 'x'));
    streams.server.flush();
    std::size_t unsent = 0;
    const auto isStuck = [&] {
        const std::size_t now = streams.server.unsent(streams.stream);
        return std::exchange(unsent, now) == now;
    };
    QTRY_VERIFY(isStuck());
    QVERIFY2(Much - unsent < 512 * KiB, std::to_string(Much - unsent).c_str());
    const auto isAllThere = [&] { return peer.receive().size() > Much; };
    QTRY_VERIFY(isAllThere());
}

QTEST_GUILESS_MAIN(TestHandedOver)
#include "tst_handedover.moc"

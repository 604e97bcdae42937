// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/selfsigned.h"
#include "tests/core/http/echoserver.h"
#include "tests/support/rawclient.h"
#include "tests/support/tlsclient.h"

#include <QTest>

#include <memory>
#include <string>
#include <vector>

using namespace core;
using namespace std::chrono_literals;

namespace {

const SelfSigned &ours()
{
    static const SelfSigned made =
        makeSelfSigned({"localhost", "127.0.0.1"}, Clock().wall()).value();
    return made;
}

/// An echo server that also listens for TLS.
struct Desk {
    explicit Desk(const HttpLimits &limits = {})
        : echo(limits)
        , port(echo.server
                   .listen("127.0.0.1", 0,
                           TlsContext::fromPem(ours().certificate, ours().key).value())
                   .value_or(0))
    {
    }
    EchoServer echo;
    std::uint16_t port;
};

std::string get(const std::string &target, const std::string &fields = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n";
}

std::string post(const std::string &body)
{
    return "POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

} // namespace

/// HTTPS on the connections of HttpServer, with a client that is not ours.
class TestTlsServer : public QObject {
    Q_OBJECT

private slots:
    void answersAgainAndAgain();
    void answersPipelinedRequestsInOrder();
    void carriesLargeBodiesBothWays();
    void readsWhatCameWithTheHandshake();
    void saysWhichListenerItCameBy();
    void isNotTrustedByWhoDoesNotKnowIt();
    void answersPlainHttpWithAHint();
    void answersTlsOnThePlainPortWithAHint();
    void closesAHandshakeThatTakesTooLong();
    void closesWhatIsNoTls();
    void refusesOneConnectionTooMany();
    void answersAPeerThatHasEndedItsSide();
    void finishesWithHandshakesUnderWay();
    void keepsItsTimesAfterTheHandshake();
    void doesNotReadAheadOfWhomDoesNotFetch();
};

void TestTlsServer::answersAgainAndAgain()
{
    Desk desk;
    TlsClient client(desk.port, ours().certificate);
    QVERIFY2(client.waitForHandshake(), qPrintable(client.socket().errorString()));
    for (int round = 0; round < 3; ++round) {
        const std::string target = "/" + std::to_string(round);
        QCOMPARE(client.ask(get(target)).body, target);
    }
    QVERIFY(client.ask(get("/last", "Connection: close\r\n")).has("Connection: close"));
    QTRY_VERIFY(client.isEnded());
    QTRY_COMPARE(desk.echo.server.openConnections(), std::size_t(0));
    QCOMPARE(desk.echo.server.tlsFailures().count, std::uint64_t(0));
    QCOMPARE(desk.echo.server.unfinishedBytes(), std::size_t(0));
}

void TestTlsServer::answersPipelinedRequestsInOrder()
{
    Desk desk;
    TlsClient client(desk.port, ours().certificate);
    std::string sent;
    for (int number = 0; number < 500; ++number)
        sent += get("/" + std::to_string(number));
    client.send(sent);
    const auto answers = client.waitForAnswers(500);
    QCOMPARE(answers.size(), std::size_t(500));
    for (std::size_t number = 0; number < answers.size(); ++number)
        QCOMPARE(answers[number].body, "/" + std::to_string(number));
}

void TestTlsServer::carriesLargeBodiesBothWays()
{
    Desk desk;
    TlsClient client(desk.port, ours().certificate);
    std::string body(5'000'000, 'b');
    for (std::size_t at = 0; at < body.size(); at += 97)
        body[at] = static_cast<char>('a' + at % 26);
    const RawAnswer answer = client.ask(post(body));
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body == "/p" + body);
    QCOMPARE(client.ask(get("/next")).body, std::string("/next"));
}

// QSslSocket sends what was written before the handshake right behind it.
void TestTlsServer::readsWhatCameWithTheHandshake()
{
    Desk desk;
    std::vector<std::unique_ptr<TlsClient>> clients;
    for (int number = 0; number < 10; ++number) {
        clients.push_back(std::make_unique<TlsClient>(desk.port, ours().certificate));
        clients.back()->send(get("/early"));
    }
    for (const auto &client : clients) {
        const auto answers = client->waitForAnswers(1);
        QCOMPARE(answers.size(), std::size_t(1));
        QCOMPARE(answers[0].body, std::string("/early"));
    }
}

void TestTlsServer::saysWhichListenerItCameBy()
{
    Desk desk;
    std::vector<std::string> listeners;
    desk.echo.onRequest = [&](HttpRequest &request) {
        listeners.push_back(request.ends->listener);
    };
    TlsClient secure(desk.port, ours().certificate);
    QCOMPARE(secure.ask(get("/")).status, 200);
    RawClient plain(desk.echo.port);
    QCOMPARE(plain.ask(get("/")).status, 200);
    QCOMPARE(listeners,
             (std::vector<std::string>{"https://127.0.0.1:" + std::to_string(desk.port),
                                       "http://127.0.0.1:" + std::to_string(desk.echo.port)}));
}

void TestTlsServer::isNotTrustedByWhoDoesNotKnowIt()
{
    Desk desk;
    const auto other = makeSelfSigned({"127.0.0.1"}, Clock().wall()).value();
    TlsClient stranger(desk.port, other.certificate);
    QVERIFY(!stranger.waitForHandshake());
    TlsClient wrongName(desk.port, ours().certificate);
    wrongName.socket().abort();
    wrongName.socket().connectToHostEncrypted(QStringLiteral("127.0.0.1"), desk.port,
                                              QStringLiteral("other.example"));
    QVERIFY(!wrongName.waitForHandshake());
    QTRY_VERIFY(desk.echo.server.tlsFailures().count >= 1);
    QVERIFY(!desk.echo.server.tlsFailures().last.empty());
}

void TestTlsServer::answersPlainHttpWithAHint()
{
    Desk desk;
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(post("hello"));
    QCOMPARE(answer.status, 400);
    QVERIFY(answer.has("Connection: close"));
    QTRY_VERIFY(client.isEnded());
    QCOMPARE(desk.echo.refused, std::vector<std::string>{"plain-on-tls-port"});
    QVERIFY(desk.echo.refusedHeads.at(0).starts_with("POST /p HTTP/1.1\r\n"));
    QVERIFY(desk.echo.refusedHeads.at(0).ends_with("\r\n\r\n"));
    QVERIFY(desk.echo.handled.empty());
}

void TestTlsServer::answersTlsOnThePlainPortWithAHint()
{
    Desk desk;
    TlsClient client(desk.echo.port, ours().certificate);
    QVERIFY(!client.waitForHandshake());
    QTRY_COMPARE(desk.echo.refused, std::vector<std::string>{"tls-on-plain-port"});
}

void TestTlsServer::closesAHandshakeThatTakesTooLong()
{
    HttpLimits limits;
    limits.handshakeTime = 100ms;
    Desk desk(limits);
    RawClient silent(desk.port);
    RawClient slow(desk.port);
    slow.send("\x16\x03\x01");
    QTRY_VERIFY(silent.isEnded());
    QTRY_VERIFY(slow.isEnded());
    QVERIFY(slow.received().empty());
    // Who says nothing (a port scan, a health check) is no failure.
    QTRY_COMPARE(desk.echo.server.tlsFailures().count, std::uint64_t(1));
    QCOMPARE(desk.echo.server.openConnections(), std::size_t(0));
}

void TestTlsServer::closesWhatIsNoTls()
{
    Desk desk;
    RawClient client(desk.port);
    client.send(std::string(100, '\0'));
    QTRY_VERIFY(client.isEnded());
    QTRY_COMPARE(desk.echo.server.openConnections(), std::size_t(0));
    QCOMPARE(desk.echo.server.tlsFailures().count, std::uint64_t(1));
    QVERIFY(desk.echo.refused.empty());
    RawClient half(desk.port);
    half.send(std::string("\x16\x03\x01\x02\x00\x01", 6));
    half.endSending();
    QTRY_COMPARE(desk.echo.server.tlsFailures().count, std::uint64_t(2));
    QTRY_COMPARE(desk.echo.server.openConnections(), std::size_t(0));
}

void TestTlsServer::refusesOneConnectionTooMany()
{
    HttpLimits limits;
    limits.connections = 1;
    Desk desk(limits);
    desk.echo.answersAtOnce = false; // the first is busy and makes no room
    TlsClient first(desk.port, ours().certificate);
    first.send(get("/first"));
    QTRY_COMPARE(desk.echo.handled.size(), std::size_t(1));
    TlsClient second(desk.port, ours().certificate);
    second.send(get("/second"));
    const auto answers = second.waitForAnswers(1);
    QCOMPARE(answers.size(), std::size_t(1));
    QCOMPARE(answers[0].status, 503);
    QTRY_VERIFY(second.isEnded());
    desk.echo.answer(desk.echo.handled.at(0));
    desk.echo.server.flush();
    QCOMPARE(first.waitForAnswers(1).at(0).body, std::string("/first"));
}

void TestTlsServer::answersAPeerThatHasEndedItsSide()
{
    Desk desk;
    desk.echo.answersAtOnce = false;
    TlsClient client(desk.port, ours().certificate);
    client.send(get("/a"));
    QTRY_COMPARE(desk.echo.handled.size(), std::size_t(1));
    client.socket().flush();
    ::shutdown(static_cast<int>(client.socket().socketDescriptor()), SHUT_WR);
    desk.echo.answer(desk.echo.handled.at(0));
    desk.echo.server.flush();
    QCOMPARE(client.waitForAnswers(1).at(0).body, std::string("/a"));
}

void TestTlsServer::finishesWithHandshakesUnderWay()
{
    Desk desk;
    RawClient silent(desk.port);
    TlsClient idle(desk.port, ours().certificate);
    QVERIFY(idle.waitForHandshake());
    QTRY_COMPARE(desk.echo.server.openConnections(), std::size_t(2));
    desk.echo.server.finish();
    QTRY_VERIFY(silent.isEnded());
    QTRY_VERIFY(idle.isEnded());
    QTRY_COMPARE(desk.echo.server.openConnections(), std::size_t(0));
}

void TestTlsServer::keepsItsTimesAfterTheHandshake()
{
    HttpLimits limits;
    limits.headTime = 100ms;
    Desk desk(limits);
    TlsClient client(desk.port, ours().certificate);
    QVERIFY(client.waitForHandshake());
    client.send("GET / HT");
    const auto answers = client.waitForAnswers(1);
    QCOMPARE(answers.size(), std::size_t(1));
    QCOMPARE(answers[0].status, 408);
    QTRY_VERIFY(client.isEnded());
}

void TestTlsServer::doesNotReadAheadOfWhomDoesNotFetch()
{
    HttpLimits limits;
    limits.unsentBytes = 100'000;
    Desk desk(limits);
    desk.echo.answersAtOnce = false;
    const std::string large(1'000'000, 'x');
    desk.echo.onRequest = [&](HttpRequest &request) {
        HttpResponse response;
        response.contentType = "text/plain";
        response.body = large;
        desk.echo.server.respond(request.connection, request.number, response);
    };
    TlsClient client(desk.port, ours().certificate);
    QVERIFY(client.waitForHandshake());
    client.socket().setReadBufferSize(1000);
    client.socket().blockSignals(true); // and nobody takes that
    std::string sent;
    for (int number = 0; number < 100; ++number)
        sent += get("/" + std::to_string(number));
    client.send(sent);
    QTRY_VERIFY(!desk.echo.handled.empty());
    TlsClient other(desk.port, ours().certificate);
    QCOMPARE(other.ask(get("/")).body.size(), large.size());
    const std::size_t handled = desk.echo.handled.size();
    QVERIFY2(handled < 30, qPrintable(QString::number(handled)));
    client.socket().abort();
}

QTEST_GUILESS_MAIN(TestTlsServer)
#include "tst_tlsserver.moc"

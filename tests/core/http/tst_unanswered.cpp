// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/http/echoserver.h"
#include "tests/support/plainsocket.h"
#include "tests/support/rawclient.h"

#include <QTest>

#include <string>
#include <utility>

using namespace core;

namespace {

constexpr std::size_t Limit = 24 * MiB; // half of it is more than the operating system takes

std::string getOf(std::size_t number)
{
    return "GET /" + std::to_string(number) + " HTTP/1.1\r\nHost: x\r\n\r\n";
}

HttpResponse textOf(std::size_t bytes)
{
    HttpResponse response;
    response.contentType = "text/plain";
    response.body = std::string(bytes, 'x');
    return response;
}

} // namespace

/// When a connection is not read because of what it has not been answered, or has not fetched.
class TestUnanswered : public QObject {
    Q_OBJECT

private slots:
    void readsWhilePendingRequestsAllow_data();
    void readsWhilePendingRequestsAllow();
    void readsWhileUnsentBytesAllow_data();
    void readsWhileUnsentBytesAllow();
    void holdsLittleForAPeerThatFetchesNothing();
};

void TestUnanswered::readsWhilePendingRequestsAllow_data()
{
    QTest::addColumn<std::size_t>("sent");
    QTest::addColumn<std::size_t>("handled");
    QTest::newRow("below") << std::size_t(2) << std::size_t(2);
    QTest::newRow("at") << std::size_t(3) << std::size_t(3);
    QTest::newRow("above") << std::size_t(4) << std::size_t(3);
    QTest::newRow("far above") << std::size_t(9) << std::size_t(3);
}

void TestUnanswered::readsWhilePendingRequestsAllow()
{
    QFETCH(std::size_t, sent);
    QFETCH(std::size_t, handled);
    HttpLimits limits;
    limits.pendingRequests = 3;
    EchoServer echo(limits);
    echo.answersAtOnce = false;
    RawClient client(echo.port);
    std::string requests;
    for (std::size_t number = 0; number < sent; ++number)
        requests += getOf(number);
    client.send(requests);
    QTRY_COMPARE(echo.handled.size(), handled);
    RawClient other(echo.port);
    other.send(getOf(99));
    QTRY_COMPARE(echo.handled.size(), handled + 1); // the other's: nothing more of the first
    QCOMPARE(echo.handled.back().target, "/99");
    echo.handled.pop_back();

    // Each that is answered makes room for one.
    for (std::size_t number = handled; number < sent; ++number) {
        echo.answer(echo.handled.at(number - handled));
        echo.server.flush();
        QTRY_COMPARE(echo.handled.size(), number + 1);
        QCOMPARE(echo.handled.back().target, "/" + std::to_string(number));
    }
}

void TestUnanswered::readsWhileUnsentBytesAllow_data()
{
    QTest::addColumn<std::size_t>("unsent");
    QTest::addColumn<bool>("isRead");
    QTest::newRow("below") << Limit - 1 << true;
    QTest::newRow("at") << Limit << true;
    QTest::newRow("above") << Limit + 1 << false;
}

void TestUnanswered::readsWhileUnsentBytesAllow()
{
    QFETCH(std::size_t, unsent);
    QFETCH(bool, isRead);
    HttpLimits limits;
    limits.unsentBytes = Limit;
    EchoServer echo(limits);
    echo.answersAtOnce = false;
    PlainSocket client;
    client.takeLittle();
    QVERIFY(client.connectTo(echo.port));
    client.send(getOf(0) + getOf(1));
    QTRY_COMPARE(echo.handled.size(), std::size_t(2));

    // The first answer fills what the operating system takes, the second what may wait here.
    const std::uint64_t connection = echo.handled.front().connection;
    echo.server.respond(connection, 0, textOf(Limit / 2));
    const std::size_t head = echo.server.unsent(connection) - Limit / 2;
    echo.server.flush();
    std::size_t first = 0;
    const auto isStuck = [&] {
        const std::size_t now = echo.server.unsent(connection);
        return std::exchange(first, now) == now;
    };
    QTRY_VERIFY(isStuck());
    QVERIFY(first > 0);
    echo.server.respond(connection, 1, textOf(unsent - first - head));
    echo.server.flush();
    QCOMPARE(echo.server.unsent(connection), unsent);

    client.send(getOf(2));
    if (!isRead) {
        RawClient other(echo.port);
        other.send(getOf(99));
        QTRY_COMPARE(echo.handled.size(), std::size_t(3));
        QCOMPARE(echo.handled.back().target, std::string("/99"));
        const auto isLess = [&] {
            client.receive();
            return echo.server.unsent(connection) < unsent;
        };
        QTRY_VERIFY(isLess());
    }
    QTRY_COMPARE(echo.handled.back().target, std::string("/2"));
}

void TestUnanswered::holdsLittleForAPeerThatFetchesNothing()
{
    HttpLimits limits;
    limits.unsentBytes = 100'000;
    EchoServer echo(limits);
    echo.answersAtOnce = false;
    const std::string large(1'000'000, 'x');
    echo.onRequest = [&](HttpRequest &request) {
        HttpResponse response;
        response.contentType = "text/plain";
        response.body = large;
        echo.server.respond(request.connection, request.number, response);
    };
    QTcpSocket client; // reads only what its buffer takes
    client.setReadBufferSize(1000);
    client.connectToHost(QHostAddress::LocalHost, echo.port);
    QVERIFY(client.waitForConnected());
    QByteArray sent;
    for (std::size_t number = 0; number < 100; ++number)
        sent += QByteArray::fromStdString(getOf(number));
    client.write(sent);
    QTRY_VERIFY(!echo.handled.empty());
    RawClient other(echo.port); // by its answer, all that could be done for the first is done
    QCOMPARE(other.ask(getOf(0)).body.size(), large.size());
    const std::size_t handled = echo.handled.size();
    QVERIFY2(handled < 30, qPrintable(QString::number(handled)));
    client.setReadBufferSize(0);
    QTRY_COMPARE(echo.handled.size(), std::size_t(101));
}

QTEST_GUILESS_MAIN(TestUnanswered)
#include "tst_unanswered.moc"

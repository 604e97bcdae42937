// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/openfiles.h"
#include "tests/core/http/echoserver.h"
#include "tests/support/plainsocket.h"
#include "tests/support/rawclient.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace core;
using namespace std::chrono_literals;

namespace {

const std::string Get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

rlimit openFiles()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return limit;
}

/// The soft limit as a test wants it, and at its end as it was.
class SoftLimit {
public:
    explicit SoftLimit(rlim_t soft) { set(soft); }
    ~SoftLimit() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
    SoftLimit(const SoftLimit &) = delete;
    SoftLimit &operator=(const SoftLimit &) = delete;

    void set(rlim_t soft) const
    {
        const rlimit limit{soft, m_before.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }

private:
    const rlimit m_before = openFiles();
};

constexpr int Held = 16;

/// A server whose code has been everywhere once: what checks types at run time opens descriptors the first time.
struct UsedServer {
    UsedServer()
    {
        RawClient client(echo.port);
        isReady = client.ask(Get).status == 200;
        *now += 80s; // no connection may be idle for so long
        isReady = isReady && QTest::qWaitFor([&] { return client.isEnded(); }) &&
                  QTest::qWaitFor([this] { return echo.server.openConnections() == 0; });
        echo.handled.clear();
    }

    static HttpLimits limits()
    {
        HttpLimits limits;
        limits.lingerTime = 20ms; // so that times are looked at often
        return limits;
    }
    static Clock clockOf(const std::shared_ptr<SteadyTime> &now)
    {
        Clock clock;
        clock.steady = [now] { return *now; };
        return clock;
    }

    std::shared_ptr<SteadyTime> now =
        std::make_shared<SteadyTime>(std::chrono::steady_clock::now());
    EchoServer echo{limits(), clockOf(now)};
    bool isReady = false;
};

/// No descriptor is left to this process but those that are given back.
class Scarcity {
public:
    Scarcity()
        : m_limit(openFiles().rlim_cur)
    {
        const int first = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        m_limit.set(static_cast<rlim_t>(first + Held));
        for (int next = first; next >= 0; next = ::fcntl(first, F_DUPFD_CLOEXEC, 0))
            m_held.push_back(next);
    }
    bool isReady() const { return m_held.size() > 2; }
    ~Scarcity() { giveBack(m_held.size()); }
    Scarcity(const Scarcity &) = delete;
    Scarcity &operator=(const Scarcity &) = delete;

    void giveBack(std::size_t count)
    {
        for (; count > 0; --count) {
            ::close(m_held.back());
            m_held.pop_back();
        }
    }

private:
    const SoftLimit m_limit;
    std::vector<int> m_held;
};

} // namespace

/// A process may have so many files and sockets open, and no more.
class TestOpenFiles : public QObject {
    Q_OBJECT

private slots:
    void raisesTheLimitWhereItIsTooLow_data();
    void raisesTheLimitWhereItIsTooLow();
    void raisesItNoHigherThanItMay();
    void leavesDescriptorsToOthers_data();
    void leavesDescriptorsToOthers();
    void raisesTheLimitForThePort();
    void endsAnIdleConnectionWhenNoDescriptorIsLeft();
    void takesConnectionsLaterWhenAllAreBusy();
};

void TestOpenFiles::raisesTheLimitWhereItIsTooLow_data()
{
    QTest::addColumn<int>("wanted");
    QTest::addColumn<int>("expected");
    QTest::newRow("below") << 299 << 300;
    QTest::newRow("at") << 300 << 300;
    QTest::newRow("above") << 301 << 301;
}

void TestOpenFiles::raisesTheLimitWhereItIsTooLow()
{
    QFETCH(int, wanted);
    QFETCH(int, expected);
    const SoftLimit limit(300);
    QCOMPARE(allowOpenFiles(static_cast<std::size_t>(wanted)), static_cast<std::size_t>(expected));
    QCOMPARE(openFiles().rlim_cur, static_cast<rlim_t>(expected));
}

void TestOpenFiles::raisesItNoHigherThanItMay()
{
    const SoftLimit limit(300);
    const rlim_t hard = openFiles().rlim_max;
    QCOMPARE(allowOpenFiles(hard - 1), hard - 1);
    QCOMPARE(allowOpenFiles(hard), hard);
    limit.set(300);
    QCOMPARE(allowOpenFiles(hard + 1), hard);
    QCOMPARE(openFiles().rlim_max, hard);
}

void TestOpenFiles::leavesDescriptorsToOthers_data()
{
    QTest::addColumn<qulonglong>("wanted");
    QTest::addColumn<qulonglong>("expected");
    const qulonglong most = openFiles().rlim_max - OtherOpenFiles;
    QTest::newRow("one") << qulonglong(1) << qulonglong(1);
    QTest::newRow("below") << most - 1 << most - 1;
    QTest::newRow("at") << most << most;
    QTest::newRow("above") << most + 1 << most;
}

void TestOpenFiles::leavesDescriptorsToOthers()
{
    QFETCH(qulonglong, wanted);
    QFETCH(qulonglong, expected);
    const SoftLimit limit(300);
    HttpLimits limits;
    limits.connections = wanted;
    QCOMPARE(qulonglong(withinOpenFiles(limits).connections), expected);
}

void TestOpenFiles::raisesTheLimitForThePort()
{
    const SoftLimit limit(300);
    const EchoServer echo;
    QCOMPARE(openFiles().rlim_cur, rlim_t(HttpLimits().connections + OtherOpenFiles));
}

void TestOpenFiles::endsAnIdleConnectionWhenNoDescriptorIsLeft()
{
    UsedServer used;
    QVERIFY(used.isReady);
    EchoServer &echo = used.echo;
    std::vector<std::unique_ptr<PlainSocket>> clients;
    for (int each = 0; each < 3; ++each)
        clients.push_back(std::make_unique<PlainSocket>());
    Scarcity scarcity;
    QVERIFY(scarcity.isReady());
    scarcity.giveBack(2);
    for (std::size_t each = 0; each < clients.size(); ++each) {
        QVERIFY(clients[each]->connectTo(echo.port));
        clients[each]->send(Get);
        QTRY_VERIFY(clients[each]->receive().find("200 OK") != std::string::npos);
        // That no descriptor is left ends nobody while nobody waits.
        QCOMPARE(echo.server.openConnections(), std::min<std::size_t>(each + 1, 2));
    }
    QCOMPARE(echo.server.openConnections(), std::size_t(2));
    QVERIFY(echo.refused.empty());
}

void TestOpenFiles::takesConnectionsLaterWhenAllAreBusy()
{
    UsedServer used;
    QVERIFY(used.isReady);
    EchoServer &echo = used.echo;
    echo.answersAtOnce = false;
    PlainSocket busy;
    PlainSocket waiting;
    Scarcity scarcity;
    QVERIFY(scarcity.isReady());
    scarcity.giveBack(1);
    QVERIFY(busy.connectTo(echo.port));
    busy.send(Get);
    QTRY_COMPARE(echo.handled.size(), std::size_t(1));
    QVERIFY(waiting.connectTo(echo.port)); // the operating system takes it, nobody else
    waiting.send(Get);
    busy.send(Get);
    QTRY_COMPARE(echo.handled.size(), std::size_t(2));
    QCOMPARE(echo.server.openConnections(), std::size_t(1));
    echo.answersAtOnce = true;
    for (const auto &request : std::vector(echo.handled))
        echo.answer(request);
    echo.server.flush();
    QTRY_VERIFY(waiting.receive().find("200 OK") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestOpenFiles)
#include "tst_openfiles.moc"

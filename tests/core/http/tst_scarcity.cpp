// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/unfinishedbytes.h"
#include "tests/core/http/echoserver.h"
#include "tests/support/rawclient.h"

#include <QTest>

#include <memory>
#include <string>
#include <vector>

using namespace core;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t BodyLimit = 300'000;
constexpr std::size_t MemoryLimit = 960'000;
constexpr std::size_t LongShare = MemoryLimit - BodyLimit - MemoryLimit / 16;
constexpr std::size_t Share = MemoryLimit - BodyLimit;

const std::string Get = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";

HttpLimits smallMemory()
{
    HttpLimits limits;
    limits.bodyBytes = BodyLimit;
    limits.unfinishedBytes = MemoryLimit;
    return limits;
}

std::string headOf(std::size_t bytes, const std::string &fields = {})
{
    return "POST / HTTP/1.1\r\nHost: x\r\n" + fields + "Content-Length: " + std::to_string(bytes) +
           "\r\n\r\n";
}

/// Time as the test says.
struct ByHand {
    std::shared_ptr<SteadyTime> now =
        std::make_shared<SteadyTime>(std::chrono::steady_clock::now());
    Clock clock() const
    {
        Clock clock;
        clock.steady = [now = now] { return *now; };
        return clock;
    }
};

/// How many long bodies are read at the same time: the last of them has the reserve.
constexpr std::size_t Fitting = LongShare / BodyLimit + 1;

/// Senders of bodies that are whole but for their last byte. As many as fit are read, the others wait.
class Hoarders {
public:
    Hoarders(EchoServer &echo, std::size_t count, std::size_t fitting = Fitting)
    {
        for (std::size_t each = 0; each < count; ++each) {
            m_clients.push_back(std::make_unique<RawClient>(echo.port));
            m_clients.back()->send(headOf(BodyLimit) + std::string(BodyLimit - 1, 'h'));
            const std::size_t read = std::min(each + 1, fitting) * (BodyLimit - 1);
            m_isReady =
                QTest::qWaitFor([&] { return echo.server.unfinishedBytes() >= read; }) && m_isReady;
        }
    }

    bool isReady() const { return m_isReady; }
    RawClient &at(std::size_t index) { return *m_clients.at(index); }
    std::size_t count() const { return m_clients.size(); }
    void finish()
    {
        for (const auto &client : m_clients)
            client->send("h");
    }
    std::size_t answered(int status) const
    {
        std::size_t found = 0;
        for (const auto &client : m_clients) {
            const auto answers = client->answers();
            if (!answers.empty() && answers.front().status == status)
                ++found;
        }
        return found;
    }

private:
    std::vector<std::unique_ptr<RawClient>> m_clients;
    bool m_isReady = true;
};

} // namespace

class TestScarcity : public QObject {
    Q_OBJECT

private slots:
    void givesRoomUpToTheShares_data();
    void givesRoomUpToTheShares();
    void givesTheReserveToTheOldestOnly();
    void makesLongBodiesGoByAge();
    void letsBodiesWaitAndAnswersOthers();
    void finishesAllBodiesThatWaited();
    void finishesBodiesWhoseSendersGoOnInAnyOrder();
    void finishesChunkedBodiesThatWaited();
    void takesOneBodyAtATimeWhenThereIsRoomForOne();
    void letsShortBodiesPassLongOnes();
    void promisesNoMemoryThatIsNotThere();
    void freesTheMemoryOfBodiesThatStop();
    void freesTheMemoryOfBodiesThatDribble();
    void letsABodyDribbleWhileNobodyWaits();
    void freesTheMemoryOfConnectionsThatBreakOff();
    void countsWhatIsNotAnswered();
    void notesAHalfBodyThatWaitedAndBrokeOff();

    void takesConnectionsUpToTheLimit();
    void endsTheConnectionThatIsIdleLongest();
    void endsAHeadThatDribbles();
    void endsABodyThatDribbles();
    void endsNoConnectionThatWaitsForUs();
    void endsNoConnectionWhoseRequestIsHere();
};

void TestScarcity::givesRoomUpToTheShares_data()
{
    QTest::addColumn<qulonglong>("taken");
    QTest::addColumn<qulonglong>("left");
    QTest::addColumn<qulonglong>("room");
    const auto row = [](const char *name, std::size_t taken, std::size_t left, std::size_t room) {
        QTest::newRow(name) << qulonglong(taken) << qulonglong(left) << qulonglong(room);
    };
    constexpr std::size_t Crumb = 4096;
    constexpr std::size_t Long = UnfinishedBytes::ShortBody + 1;
    row("nothing taken", 0, Long, LongShare);
    row("long, below", LongShare - Crumb - 1, Long, Crumb + 1);
    row("long, at", LongShare - Crumb, Long, Crumb);
    row("long, above", LongShare - Crumb + 1, Long, 0);
    row("short, where long ones have no room", LongShare, UnfinishedBytes::ShortBody,
        Share - LongShare);
    row("short, below", Share - 101, 100, 101);
    row("short, at", Share - 100, 100, 100);
    row("short, above", Share - 99, 100, 0);
    row("far above", 2 * MemoryLimit, 1, 0);
}

void TestScarcity::givesRoomUpToTheShares()
{
    QFETCH(qulonglong, taken);
    QFETCH(qulonglong, left);
    QFETCH(qulonglong, room);
    UnfinishedBytes bytes(smallMemory());
    bytes.change(0, taken);
    QCOMPARE(qulonglong(bytes.room(bytes.nextTicket(), left)), room);
    QCOMPARE(bytes.isScarce(), taken >= LongShare);
}

void TestScarcity::givesTheReserveToTheOldestOnly()
{
    UnfinishedBytes bytes(smallMemory());
    bytes.change(0, MemoryLimit);
    const auto first = bytes.nextTicket();
    const auto second = bytes.nextTicket();
    bytes.wait(second, 12, BodyLimit);
    bytes.wait(first, 11, BodyLimit);
    QVERIFY(bytes.isWaitedFor());
    QCOMPARE(bytes.admit(), std::vector<std::uint64_t>{11});
    QVERIFY(bytes.room(first, BodyLimit) >= BodyLimit);
    QCOMPARE(bytes.room(second, BodyLimit), std::size_t(0));
    QVERIFY(bytes.admit().empty());
    bytes.end(first);
    QCOMPARE(bytes.admit(), std::vector<std::uint64_t>{12});
    QVERIFY(!bytes.isWaitedFor());
}

void TestScarcity::makesLongBodiesGoByAge()
{
    UnfinishedBytes bytes(smallMemory());
    const auto reserve = bytes.nextTicket();
    const auto older = bytes.nextTicket();
    const auto younger = bytes.nextTicket();
    bytes.change(0, MemoryLimit);
    bytes.wait(reserve, 1, BodyLimit);
    bytes.wait(older, 2, BodyLimit);
    QCOMPARE(bytes.admit(), std::vector<std::uint64_t>{1});
    bytes.change(MemoryLimit, LongShare - 10'000);
    // There is room, but an older one waits for it; a short one takes from what long ones may not have.
    QCOMPARE(bytes.room(younger, BodyLimit), std::size_t(0));
    QVERIFY(bytes.room(younger, 100) > 0);
    QCOMPARE(bytes.admit(), std::vector<std::uint64_t>{2});
    QVERIFY(bytes.room(younger, BodyLimit) > 0);
}

void TestScarcity::letsBodiesWaitAndAnswersOthers()
{
    EchoServer echo(smallMemory());
    Hoarders hoarders(echo, 8);
    RawClient other(echo.port);
    QVERIFY(hoarders.isReady());
    for (int round = 0; round < 3; ++round)
        QCOMPARE(other.ask(Get).status, 200);
    constexpr std::size_t FirstReads =
        5 * 4096; // heads and what came with them, of those that wait
    QVERIFY2(echo.server.unfinishedBytes() <= MemoryLimit + FirstReads,
             qPrintable(QString::number(echo.server.unfinishedBytes())));
    QCOMPARE(other.ask(headOf(10) + "0123456789").status, 200); // whole: it need not wait
    QVERIFY(echo.refused.empty());
    QCOMPARE(echo.handled.size(), std::size_t(4));
    QCOMPARE(echo.server.openConnections(), std::size_t(9));
}

void TestScarcity::finishesAllBodiesThatWaited()
{
    EchoServer echo(smallMemory());
    Hoarders hoarders(echo, 12);
    QTRY_VERIFY(echo.server.unfinishedBytes() >= LongShare);
    hoarders.finish();
    QTRY_COMPARE(hoarders.answered(200), hoarders.count());
    QVERIFY(echo.refused.empty());
    for (const auto &request : echo.handled)
        QCOMPARE(request.body, std::string(BodyLimit, 'h'));
    QCOMPARE(echo.server.unfinishedBytes(), std::size_t(0));
}

void TestScarcity::finishesBodiesWhoseSendersGoOnInAnyOrder()
{
    EchoServer echo(smallMemory());
    Hoarders hoarders(echo, 8);
    QVERIFY(hoarders.isReady());
    // One after the other from the youngest: each of them can be finished only once the older ones are; the last send
    // frees all.
    for (std::size_t index = hoarders.count(); index-- > 0;) {
        hoarders.at(index).send("h");
        RawClient other(echo.port);
        QCOMPARE(other.ask(Get).status, 200);
    }
    QTRY_COMPARE(hoarders.answered(200), hoarders.count());
    QVERIFY(echo.refused.empty());
}

void TestScarcity::finishesChunkedBodiesThatWaited()
{
    EchoServer echo(smallMemory());
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int each = 0; each < 6; ++each) {
        clients.push_back(std::make_unique<RawClient>(echo.port));
        clients.back()->send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                             "3a980\r\n" +
                             std::string(240'000, 'c') + "\r\n");
    }
    QTRY_VERIFY(echo.server.unfinishedBytes() >= LongShare);
    for (const auto &client : clients)
        client->send("0\r\n\r\n");
    for (const auto &client : clients)
        QCOMPARE(client->waitForAnswers(1).at(0).status, 200);
    QVERIFY(echo.refused.empty());
}

void TestScarcity::takesOneBodyAtATimeWhenThereIsRoomForOne()
{
    HttpLimits limits = smallMemory();
    limits.unfinishedBytes = limits.bodyBytes;
    EchoServer echo(limits);
    Hoarders hoarders(echo, 3, 1);
    QVERIFY(hoarders.isReady());
    QCOMPARE(RawClient(echo.port).ask(Get).status, 200);
    hoarders.finish();
    QTRY_COMPARE(hoarders.answered(200), hoarders.count());
}

void TestScarcity::letsShortBodiesPassLongOnes()
{
    EchoServer echo(smallMemory());
    Hoarders hoarders(echo, 8);
    QVERIFY(hoarders.isReady());
    // The share of short bodies is what the reserve leaves when it is not used up; here the reserve is: make it free.
    hoarders.at(0).send("h");
    RawClient modest(echo.port);
    modest.send(headOf(5));
    QTRY_VERIFY(echo.server.unfinishedBytes() > 0);
    modest.send("short");
    QCOMPARE(modest.waitForAnswers(1).at(0).status, 200);
}

void TestScarcity::promisesNoMemoryThatIsNotThere()
{
    EchoServer echo(smallMemory());
    Hoarders hoarders(echo, 8);
    QVERIFY(hoarders.isReady());
    RawClient asking(echo.port);
    asking.send(headOf(200'000, "Expect: 100-continue\r\n"));
    QCOMPARE(RawClient(echo.port).ask(Get).status, 200);
    QVERIFY(asking.received().empty());
    hoarders.finish();
    QTRY_COMPARE(asking.received(), std::string("HTTP/1.1 100 Continue\r\n\r\n"));
    asking.send(std::string(200'000, 'x'));
    QTRY_COMPARE(hoarders.answered(200), hoarders.count());
    QTRY_VERIFY(asking.received().find("HTTP/1.1 200 OK") != std::string::npos);
}

void TestScarcity::freesTheMemoryOfBodiesThatStop()
{
    HttpLimits limits = smallMemory();
    limits.bodyTime = 200ms;
    EchoServer echo(limits);
    Hoarders hoarders(echo, 6);
    QTRY_COMPARE(hoarders.answered(408), hoarders.count());
    QTRY_COMPARE(echo.server.unfinishedBytes(), std::size_t(0));
    RawClient client(echo.port);
    QCOMPARE(client.ask(headOf(BodyLimit) + std::string(BodyLimit, 'x')).status, 200);
}

void TestScarcity::freesTheMemoryOfBodiesThatDribble()
{
    const ByHand time;
    HttpLimits limits = smallMemory();
    limits.headTime = 20ms; // so that times are looked at often
    EchoServer echo(limits, time.clock());
    std::vector<std::unique_ptr<RawClient>> dribblers;
    for (int each = 0; each < 4; ++each) {
        dribblers.push_back(std::make_unique<RawClient>(echo.port));
        dribblers.back()->send(headOf(BodyLimit) + std::string(BodyLimit - 30'000, 'd'));
    }
    QTRY_VERIFY(echo.server.unfinishedBytes() > LongShare);
    RawClient waiting(echo.port);
    waiting.send(headOf(BodyLimit) + std::string(BodyLimit, 'w'));
    // Each piece comes within bodyTime, and they would hold what they have for days.
    for (int round = 0; round < 8 && waiting.answers().empty(); ++round) {
        for (const auto &dribbler : dribblers)
            dribbler->send("d");
        QCOMPARE(RawClient(echo.port).ask(Get).status, 200);
        const std::size_t refused = echo.refused.size();
        *time.now += 20s;
        QVERIFY(QTest::qWaitFor([&] {
            return echo.refused.size() > refused || !waiting.answers().empty() || round == 0;
        }));
    }
    QCOMPARE(waiting.answers().at(0).status, 200);
    QVERIFY(!echo.refused.empty());
    for (const std::string &rule : echo.refused)
        QCOMPARE(rule, std::string("body-too-slow"));
}

void TestScarcity::letsABodyDribbleWhileNobodyWaits()
{
    const ByHand time;
    EchoServer echo(smallMemory(), time.clock());
    RawClient slow(echo.port);
    slow.send(headOf(6));
    for (std::size_t byte = 1; byte <= 6; ++byte) {
        const std::size_t before = echo.server.unfinishedBytes();
        slow.send("s");
        if (byte < 6)
            QTRY_VERIFY(echo.server.unfinishedBytes() > before);
        *time.now += 29s;
    }
    QCOMPARE(slow.waitForAnswers(1).at(0).status, 200);
}

void TestScarcity::freesTheMemoryOfConnectionsThatBreakOff()
{
    EchoServer echo(smallMemory());
    Hoarders hoarders(echo, 8);
    QVERIFY(hoarders.isReady());
    for (std::size_t index = 0; index + 1 < hoarders.count(); ++index)
        hoarders.at(index).breakOff();
    hoarders.at(7).send("h");
    QTRY_COMPARE(hoarders.answered(200), std::size_t(1));
    QTRY_COMPARE(echo.server.unfinishedBytes(), std::size_t(0));
    QCOMPARE(echo.server.openConnections(), std::size_t(1));
}

void TestScarcity::countsWhatIsNotAnswered()
{
    EchoServer echo(smallMemory());
    echo.answersAtOnce = false;
    Hoarders hoarders(echo, 5);
    QVERIFY(hoarders.isReady());
    hoarders.finish();
    // Whole bodies, too, keep others waiting until they are answered.
    for (std::size_t answered = 0; answered < hoarders.count(); ++answered) {
        QTRY_VERIFY(echo.handled.size() > answered);
        QVERIFY(echo.handled.size() <= answered + Fitting);
        QVERIFY(echo.server.unfinishedBytes() <= MemoryLimit + 5 * 4096);
        echo.answer(echo.handled[answered]);
        echo.server.flush();
    }
    QTRY_COMPARE(hoarders.answered(200), hoarders.count());
}

void TestScarcity::notesAHalfBodyThatWaitedAndBrokeOff()
{
    EchoServer echo(smallMemory());
    Hoarders hoarders(echo, 8);
    QVERIFY(hoarders.isReady());
    QCOMPARE(RawClient(echo.port).ask(Get).status, 200); // by then the first of the body is read
    hoarders.at(7).breakOff();
    QTRY_COMPARE(echo.refused, std::vector<std::string>{"truncated-request"});
}

void TestScarcity::takesConnectionsUpToTheLimit()
{
    HttpLimits limits;
    limits.connections = 2;
    EchoServer echo(limits);
    echo.answersAtOnce = false;
    RawClient first(echo.port);
    first.send(Get);
    QTRY_COMPARE(echo.handled.size(), std::size_t(1)); // below
    RawClient second(echo.port);
    second.send(Get);
    QTRY_COMPARE(echo.handled.size(), std::size_t(2)); // at
    {
        RawClient third(echo.port); // above, and everybody else is busy
        QCOMPARE(third.ask(Get).status, 503);
        QCOMPARE(echo.refused, std::vector<std::string>{"too-many-connections"});
    }
    first.socket().close();
    for (const auto &request : std::vector(echo.handled))
        echo.answer(request);
    echo.server.flush();
    QCOMPARE(second.waitForAnswers(1).size(), std::size_t(1));
    QTRY_COMPARE(echo.server.openConnections(), std::size_t(1));
    echo.answersAtOnce = true;
    RawClient fourth(echo.port);
    QCOMPARE(fourth.ask(Get).status, 200);
}

void TestScarcity::endsTheConnectionThatIsIdleLongest()
{
    const ByHand time;
    HttpLimits limits;
    limits.connections = 3;
    EchoServer echo(limits, time.clock());
    RawClient used(echo.port);
    QCOMPARE(used.ask(Get).status, 200);
    *time.now += 1s;
    RawClient silent(echo.port);
    QTRY_COMPARE(echo.server.openConnections(), std::size_t(2));
    *time.now += 1s;
    RawClient third(echo.port);
    QCOMPARE(third.ask(Get).status, 200);
    QCOMPARE(used.ask(Get).status, 200); // so the silent one is idle longest
    *time.now += 1s;
    RawClient fourth(echo.port);
    QCOMPARE(fourth.ask(Get).status, 200);
    QTRY_VERIFY(silent.isEnded());
    QVERIFY(silent.received().empty());
    QCOMPARE(third.ask(Get).status, 200);
    QCOMPARE(used.ask(Get).status, 200);
    QVERIFY(echo.refused.empty());
    QCOMPARE(echo.server.openConnections(), std::size_t(3));
}

void TestScarcity::endsAHeadThatDribbles()
{
    const ByHand time;
    HttpLimits limits;
    limits.connections = 2;
    EchoServer echo(limits, time.clock());
    RawClient dribbler(echo.port);
    dribbler.send("GET / HTTP/1.1\r\nA:");
    QTRY_VERIFY(echo.server.unfinishedBytes() > 0);
    *time.now += 1s;
    RawClient idle(echo.port);
    QCOMPARE(idle.ask(Get).status, 200);
    dribbler.send("a"); // a byte now and then does not make it younger
    QTRY_VERIFY(echo.server.unfinishedBytes() > std::string("GET / HTTP/1.1\r\nA:").size());
    RawClient newcomer(echo.port);
    QCOMPARE(newcomer.ask(Get).status, 200);
    QCOMPARE(dribbler.waitForAnswers(1).at(0).status, 503);
    QTRY_VERIFY(dribbler.isEnded());
    QCOMPARE(echo.refused, std::vector<std::string>{"too-many-connections"});
    QCOMPARE(idle.ask(Get).status, 200);
}

void TestScarcity::endsABodyThatDribbles()
{
    const ByHand time;
    HttpLimits limits;
    limits.connections = 1;
    EchoServer echo(limits, time.clock());
    RawClient dribbler(echo.port);
    dribbler.send(headOf(1000) + "b");
    QTRY_VERIFY(echo.server.unfinishedBytes() > 0);
    {
        RawClient early(echo.port); // nobody can say yet that it is slow
        QCOMPARE(early.ask(Get).status, 503);
        QTRY_VERIFY(early.isEnded());
    }
    QTRY_COMPARE(echo.server.openConnections(), std::size_t(1));
    *time.now += 6s;
    dribbler.send("b");
    RawClient newcomer(echo.port);
    QCOMPARE(newcomer.ask(Get).status, 200);
    QCOMPARE(dribbler.waitForAnswers(1).at(0).status, 503);
}

void TestScarcity::endsNoConnectionThatWaitsForUs()
{
    const ByHand time;
    HttpLimits limits = smallMemory();
    limits.connections = 9;
    EchoServer echo(limits, time.clock());
    Hoarders hoarders(echo, 8);
    QVERIFY(hoarders.isReady());
    RawClient idle(echo.port);
    QCOMPARE(idle.ask(Get).status, 200);
    RawClient newcomer(echo.port);
    QCOMPARE(newcomer.ask(Get).status, 200);
    QTRY_VERIFY(idle.isEnded());
    hoarders.finish();
    QTRY_COMPARE(hoarders.answered(200), hoarders.count());
}

void TestScarcity::endsNoConnectionWhoseRequestIsHere()
{
    HttpLimits limits;
    limits.connections = 20;
    EchoServer echo(limits);
    // All of them connect and send before the server has a turn: the first must not go for the last.
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    for (std::size_t each = 0; each < limits.connections + 5; ++each) {
        clients.push_back(std::make_unique<QTcpSocket>());
        clients.back()->connectToHost(QHostAddress::LocalHost, echo.port);
        QVERIFY(clients.back()->waitForConnected());
        clients.back()->write(QByteArray::fromStdString(Get));
        QVERIFY(clients.back()->flush());
    }
    const auto answered = [&](const char *status) {
        return std::count_if(clients.begin(), clients.end(), [&](const auto &client) {
            return client->peek(64).startsWith(status);
        });
    };
    QTRY_VERIFY(answered("HTTP/1.1 200") + answered("HTTP/1.1 503") == 25);
    QVERIFY(answered("HTTP/1.1 200") >= 20);
}

QTEST_GUILESS_MAIN(TestScarcity)
#include "tst_scarcity.moc"

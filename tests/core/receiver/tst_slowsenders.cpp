// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/receiver.h"
#include "tests/support/rawclient.h"
#include "tests/support/testwriter.h"

#include <QTest>

#include <cerrno>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace core;
using namespace std::chrono_literals;

namespace {

constexpr int Dribblers = 1000;
constexpr rlim_t NeededFiles = 4000; // both ends are here

bool mayOpenFiles()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return false;
    limit.rlim_cur = std::max(limit.rlim_cur, std::min(limit.rlim_max, NeededFiles));
    return ::setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= NeededFiles;
}

/// Connections that send a head byte by byte and never its end. Made without Qt: a thousand sockets of it cost the test
/// more than they cost the server.
class Dribble {
public:
    explicit Dribble(std::uint16_t port)
        : m_port(port)
    {
    }
    ~Dribble()
    {
        for (const int descriptor : m_descriptors)
            ::close(descriptor);
    }
    Dribble(const Dribble &) = delete;
    Dribble &operator=(const Dribble &) = delete;

    bool open()
    {
        const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(m_port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_descriptors.push_back(descriptor);
        constexpr std::string_view Start = "POST / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
        return ::connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0 &&
               ::send(descriptor, Start.data(), Start.size(), MSG_NOSIGNAL) > 0;
    }

    /// One byte on each connection that is still open.
    void goOn() const
    {
        for (const int descriptor : m_descriptors)
            [[maybe_unused]] const ssize_t sent = ::send(descriptor, "s", 1, MSG_NOSIGNAL);
    }

    /// Connections that were answered with `status`.
    int answered(const std::string &status) const
    {
        int found = 0;
        for (const int descriptor : m_descriptors) {
            std::string start(12, '\0');
            const ssize_t count =
                ::recv(descriptor, start.data(), start.size(), MSG_PEEK | MSG_DONTWAIT);
            if (count == 12 && start == "HTTP/1.1 " + status)
                ++found;
        }
        return found;
    }

private:
    const std::uint16_t m_port;
    std::vector<int> m_descriptors;
};

std::string eventPost(const std::string &id)
{
    return "POST / HTTP/1.1\r\nHost: localhost\r\nce-specversion: 1.0\r\nce-id: " + id +
           "\r\nce-source: /s\r\nce-type: t\r\nContent-Length: 0\r\n\r\n";
}

} // namespace

class TestSlowSenders : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(mayOpenFiles()); }
    void servesOthersWhileAThousandHeadsDribble();
    void letsHonestSendersInWhenAllConnectionsDribble();
};

void TestSlowSenders::servesOthersWhileAThousandHeadsDribble()
{
    const auto now = std::make_shared<SteadyTime>(std::chrono::steady_clock::now());
    Clock clock;
    clock.steady = [now] { return *now; };
    Intake intake;
    TestWriter writer(intake);
    writer.start();
    Receiver receiver(intake, {}, clock);
    const auto bound = receiver.bind({{"127.0.0.1", 0, false}});
    QVERIFY(bound);
    const auto port =
        static_cast<std::uint16_t>(std::stoi(bound->front().substr(bound->front().rfind(':') + 1)));

    Dribble dribble(port);
    for (int each = 1; each <= Dribblers; ++each) {
        QVERIFY(dribble.open());
        if (each % 50 == 0) // the backlog is not endless
            QTRY_COMPARE(receiver.counters().connections, std::uint64_t(each));
    }
    std::vector<std::unique_ptr<RawClient>> senders;
    for (int sender = 0; sender < 8; ++sender)
        senders.push_back(std::make_unique<RawClient>(port));
    std::set<std::string> acknowledged;
    for (int round = 0; round < 10; ++round) {
        dribble.goOn();
        for (std::size_t sender = 0; sender < senders.size(); ++sender) {
            const std::string id = std::to_string(sender) + "-" + std::to_string(round);
            QCOMPARE(senders[sender]->ask(eventPost(id)).status, 202);
            acknowledged.insert(id);
        }
    }
    QCOMPARE(receiver.counters().connections, std::uint64_t(Dribblers + 8));
    std::set<std::string> kept;
    for (const Message &message : writer.messages())
        kept.insert(message.events.at(0).event.id);
    QCOMPARE(kept, acknowledged);

    // A byte now and then gives a head no more time.
    *now += 6s;
    dribble.goOn();
    for (const auto &sender : senders)
        QCOMPARE(sender->ask(eventPost("later")).status, 202);
    *now += 6s;
    QTRY_COMPARE(dribble.answered("408"), Dribblers);
    for (const auto &sender : senders)
        QCOMPARE(sender->ask(eventPost("last")).status, 202);
    QTRY_COMPARE(writer.refusals().size(), std::size_t(Dribblers));
}

void TestSlowSenders::letsHonestSendersInWhenAllConnectionsDribble()
{
    Intake intake;
    TestWriter writer(intake);
    writer.start();
    Receiver receiver(intake, {});
    const auto bound = receiver.bind({{"127.0.0.1", 0, false}});
    QVERIFY(bound);
    const auto port =
        static_cast<std::uint16_t>(std::stoi(bound->front().substr(bound->front().rfind(':') + 1)));

    const int limit = static_cast<int>(HttpLimits().connections);
    Dribble dribble(port);
    for (int each = 1; each <= limit; ++each) {
        QVERIFY(dribble.open());
        if (each % 50 == 0 || each == limit)
            QTRY_COMPARE(receiver.counters().connections, std::uint64_t(each));
    }
    for (int sender = 0; sender < 20; ++sender) {
        RawClient client(port);
        QCOMPARE(client.ask(eventPost(std::to_string(sender))).status, 202);
        QVERIFY(dribble.open()); // and those who go come again
        dribble.goOn();
    }
    QCOMPARE(writer.messages().size(), std::size_t(20));
    QTRY_VERIFY(dribble.answered("503") >= 20);
    QVERIFY(receiver.counters().connections <= std::uint64_t(limit));
}

QTEST_GUILESS_MAIN(TestSlowSenders)
#include "tst_slowsenders.moc"

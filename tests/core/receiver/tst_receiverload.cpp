// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/receiver.h"
#include "tests/support/testwriter.h"

#include <QEventLoop>
#include <QSocketNotifier>
#include <QTest>

#include <atomic>
#include <future>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace core;

namespace {

/// A receiver on an I/O thread of its own, as the monitor runs it. Told to stop by an eventfd: a queued call looks like
/// a race to the thread sanitizer, because Qt is not instrumented.
class IoThread {
public:
    explicit IoThread(Intake &intake)
        : m_stop(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
    {
        std::promise<int> port;
        auto bound = port.get_future();
        m_thread = std::thread(
            [this, &intake, port = std::move(port)]() mutable { run(intake, std::move(port)); });
        m_port = bound.get();
    }

    ~IoThread()
    {
        ::eventfd_write(m_stop, 1);
        m_thread.join();
        ::close(m_stop);
    }

    std::uint16_t port() const { return static_cast<std::uint16_t>(m_port); }

private:
    void run(Intake &intake, std::promise<int> port) const
    {
        QEventLoop loop; // first: it makes the dispatcher that notifiers need
        Receiver receiver(intake, {});
        QSocketNotifier stop(m_stop, QSocketNotifier::Read);
        QObject::connect(&stop, &QSocketNotifier::activated, &receiver, [&] {
            stop.setEnabled(false);
            receiver.stop();
        });
        QObject::connect(&receiver, &Receiver::stopped, &loop, &QEventLoop::quit);
        const auto bound = receiver.bind({{"127.0.0.1", 0, false}});
        port.set_value(bound ? std::stoi(bound->front().substr(bound->front().rfind(':') + 1)) : 0);
        if (bound)
            loop.exec();
    }

    int m_stop = -1;
    int m_port = 0;
    std::thread m_thread;
};

/// Sends events one after the other until the connection ends; notes those that were acknowledged.
void sendUntilClosed(std::uint16_t port, int sender, std::set<std::string> &acknowledged,
                     std::atomic<int> &total)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0) {
        for (int number = 0;; ++number) {
            const std::string id = std::to_string(sender) + "-" + std::to_string(number);
            const std::string event =
                "POST / HTTP/1.1\r\nHost: localhost\r\nce-specversion: 1.0\r\n"
                "ce-source: /load\r\nce-type: t\r\nce-id: " +
                id + "\r\n\r\n";
            if (::send(descriptor, event.data(), event.size(), MSG_NOSIGNAL) < 0)
                break;
            std::string answer(512, '\0');
            const ssize_t count = ::recv(descriptor, answer.data(), answer.size(), 0);
            if (count <= 0 || !answer.starts_with("HTTP/1.1 202 "))
                break;
            acknowledged.insert(id);
            ++total;
        }
    }
    ::close(descriptor);
}

} // namespace

class TestReceiverLoad : public QObject {
    Q_OBJECT

private slots:
    void keepsEverythingItAcknowledgedWhenStoppedUnderLoad_data();
    void keepsEverythingItAcknowledgedWhenStoppedUnderLoad();
};

void TestReceiverLoad::keepsEverythingItAcknowledgedWhenStoppedUnderLoad_data()
{
    QTest::addColumn<qulonglong>("intakeBytes");
    QTest::newRow("roomy intake") << qulonglong(Intake::DefaultLimit);
    QTest::newRow("intake for one event or two") << qulonglong(1200);
}

void TestReceiverLoad::keepsEverythingItAcknowledgedWhenStoppedUnderLoad()
{
    QFETCH(qulonglong, intakeBytes);
    constexpr int Senders = 8;
    Intake intake(static_cast<std::size_t>(intakeBytes));
    TestWriter writer(intake);
    writer.start();
    std::vector<std::set<std::string>> acknowledged(Senders);
    std::vector<std::thread> senders;
    std::atomic<int> total = 0;
    {
        IoThread io(intake);
        QVERIFY(io.port() != 0);
        for (int sender = 0; sender < Senders; ++sender) {
            senders.emplace_back([&, sender] {
                sendUntilClosed(io.port(), sender, acknowledged[static_cast<std::size_t>(sender)],
                                total);
            });
        }
        QTRY_VERIFY(total > 500);
    }
    for (std::thread &sender : senders)
        sender.join();

    std::set<std::string> kept;
    for (const Message &message : writer.messages())
        QVERIFY(kept.insert(message.events.at(0).event.id).second);
    for (const auto &ids : acknowledged) {
        for (const std::string &id : ids)
            QVERIFY2(kept.contains(id), id.c_str());
    }
    QVERIFY(static_cast<int>(kept.size()) >= total);
}

QTEST_GUILESS_MAIN(TestReceiverLoad)
#include "tst_receiverload.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/capturereader.h"
#include "core/log/verify.h"
#include "tests/app/evsprocess.h"

#include <QHostAddress>
#include <QSet>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <deque>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace {

constexpr int DefaultRounds = 20;
constexpr int Senders = 4;
constexpr std::size_t Ahead = 24; ///< requests without an answer, of each sender
constexpr int BatchEvery = 8;     ///< requests; the others bring one event
constexpr int BatchEvents = 20;
constexpr unsigned Seed = 20260301;

/// Posts as fast as it is answered, each id once, and remembers which ids were acknowledged.
class Sender {
public:
    Sender(QByteArray name, std::uint16_t port)
        : m_name(std::move(name))
    {
        QObject::connect(&m_socket, &QTcpSocket::connected, &m_socket, [this] { sendMore(); });
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this] { readAnswers(); });
        m_socket.connectToHost(QHostAddress::LocalHost, port);
    }

    bool isEnded() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    const QSet<QByteArray> &sent() const { return m_sent; }
    const QSet<QByteArray> &acknowledged() const { return m_acknowledged; }
    bool wasRefused() const { return m_wasRefused; }

private:
    void sendMore()
    {
        while (m_waiting.size() < Ahead) {
            ++m_requests;
            std::vector<QByteArray> ids;
            if (m_requests % BatchEvery == 0) {
                std::string body;
                for (int at = 0; at < BatchEvents; ++at) {
                    ids.push_back(nextId());
                    body += (body.empty() ? "[" : ",") + eventOf(ids.back());
                }
                m_socket.write(QByteArray::fromStdString(
                    postRequest("application/cloudevents-batch+json", body + ']')));
            } else {
                ids.push_back(nextId());
                m_socket.write(QByteArray::fromStdString(
                    postRequest("application/cloudevents+json", eventOf(ids.back()))));
            }
            m_waiting.push_back(std::move(ids));
        }
    }

    void readAnswers()
    {
        static const QByteArray Success = "HTTP/1.1 202 ";
        m_received += m_socket.readAll();
        // A 202 has no body.
        for (qsizetype end = 0; (end = m_received.indexOf("\r\n\r\n")) >= 0;) {
            if (!m_received.startsWith(Success)) {
                m_wasRefused = true;
                return;
            }
            m_received.remove(0, end + 4);
            for (const QByteArray &id : m_waiting.front())
                m_acknowledged.insert(id);
            m_waiting.pop_front();
        }
        sendMore();
    }

    QByteArray nextId()
    {
        const QByteArray id = m_name + '-' + QByteArray::number(m_sent.size());
        m_sent.insert(id);
        return id;
    }

    static std::string eventOf(const QByteArray &id)
    {
        return R"({"specversion":"1.0","type":"t","source":"/kill","id":")" + id.toStdString() +
               R"(","data":{"id":")" + id.toStdString() + R"("}})";
    }

    const QByteArray m_name;
    QByteArray m_received;
    std::deque<std::vector<QByteArray>> m_waiting; ///< ids of each request without an answer
    QSet<QByteArray> m_sent;
    QSet<QByteArray> m_acknowledged;
    int m_requests = 0;
    bool m_wasRefused = false;
    QTcpSocket m_socket; ///< last: what it calls uses the others
};

int rounds()
{
    const int asked = qEnvironmentVariableIntValue("EVENTSCOPE_CRASH_ROUNDS");
    return asked > 0 ? asked : DefaultRounds;
}

} // namespace

/// Kills `evs listen` in the middle of its work, over and over on one capture: what was acknowledged is there, once,
/// and the capture stays whole. EVENTSCOPE_CRASH_ROUNDS says how often.
class TestEvsKill : public QObject {
    Q_OBJECT

private slots:
    void keepsWhatItAcknowledged();

private:
    /// One life of the program, and what it left behind.
    void runRound(int round, int acknowledgements);
    void checkNewEvents(const QSet<QByteArray> &sent, const QSet<QByteArray> &acknowledged);
    void checkSeals();

    QTemporaryDir m_folder;
    const QString m_file = m_folder.filePath(QStringLiteral("killed.eventscope"));
    std::uint64_t m_position = 0; ///< events that were checked
};

void TestEvsKill::keepsWhatItAcknowledged()
{
    std::mt19937 dice(Seed);
    qInfo("%d rounds, seed %u", rounds(), Seed);
    for (int round = 0; round < rounds(); ++round) {
        runRound(round, static_cast<int>(dice() % 3000));
        // The seals are computed from the first on: ten times are enough when rounds are many.
        const bool isLast = round + 1 == rounds();
        if (!QTest::currentTestFailed() && (isLast || round % std::max(1, rounds() / 10) == 0))
            checkSeals();
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(m_position > 0);
    EvsProcess verify({QStringLiteral("verify"), m_file});
    verify.start();
    QCOMPARE(verify.waitForEnd(300'000), 0);
    EvsProcess count({QStringLiteral("export"), m_file});
    count.start();
    QCOMPARE(count.waitForEnd(300'000), 0);
    QCOMPARE(count.output().count('\n'), static_cast<qsizetype>(m_position));
}

void TestEvsKill::runRound(int round, int acknowledgements)
{
    EvsProcess evs({QStringLiteral("listen"), QStringLiteral("--quiet"),
                    QStringLiteral("--listen=127.0.0.1:0"), QStringLiteral("--log"), m_file});
    evs.startListening();
    std::vector<std::unique_ptr<Sender>> senders;
    for (int number = 0; number < Senders; ++number) {
        senders.push_back(std::make_unique<Sender>(
            QByteArray::number(round) + '.' + QByteArray::number(number), evs.port()));
    }
    const auto count = [&senders] {
        qsizetype all = 0;
        for (const auto &sender : senders)
            all += sender->acknowledged().size();
        return all;
    };
    QTRY_VERIFY_WITH_TIMEOUT(count() >= acknowledgements, 60'000);
    evs.kill();
    // Answers that were on their way are acknowledgements, too.
    QSet<QByteArray> sent;
    QSet<QByteArray> acknowledged;
    for (const auto &sender : senders) {
        QTRY_VERIFY(sender->isEnded());
        QVERIFY(!sender->wasRefused());
        sent += sender->sent();
        acknowledged += sender->acknowledged();
    }
    checkNewEvents(sent, acknowledged);
}

void TestEvsKill::checkNewEvents(const QSet<QByteArray> &sent, const QSet<QByteArray> &acknowledged)
{
    const auto reader = core::CaptureReader::open(m_file.toStdString());
    QVERIFY2(reader, reader ? "" : reader.error().detail.c_str());
    QSet<QByteArray> found;
    for (;;) {
        const auto page = (*reader)->read({m_position + 1});
        QVERIFY2(page, page ? "" : page.error().detail.c_str());
        if (page->empty())
            break;
        for (const core::StoredEvent &stored : *page) {
            QCOMPARE(stored.sequence.value, m_position + 1);
            ++m_position;
            const QByteArray id = QByteArray::fromStdString(stored.event.id);
            QVERIFY2(sent.contains(id), id.constData());
            QVERIFY2(!found.contains(id), id.constData());
            QVERIFY2(stored.text.ends_with("\"data\":{\"id\":\"" + stored.event.id + "\"}}"),
                     stored.text.c_str());
            found.insert(id);
        }
    }
    const QSet<QByteArray> lost = acknowledged - found;
    QVERIFY2(lost.isEmpty(), lost.isEmpty() ? "" : lost.begin()->constData());
    const auto last = (*reader)->last();
    QVERIFY(last);
    QCOMPARE(last->value, m_position);
}

void TestEvsKill::checkSeals()
{
    const auto verdict = core::verifyCapture(m_file.toStdString());
    QVERIFY2(verdict, verdict ? "" : verdict.error().detail.c_str());
    if (const auto *broken = std::get_if<core::BrokenSeal>(&*verdict))
        QFAIL(broken->reason.c_str());
    QCOMPARE(std::get<core::VerifiedHead>(*verdict).events, m_position);
}

QTEST_GUILESS_MAIN(TestEvsKill)
#include "tst_evskill.moc"

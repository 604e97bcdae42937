// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/crashload.h"

#include "tests/app/evsprocess.h"

#include <QHostAddress>

#include <algorithm>
#include <utility>

namespace {

constexpr int Senders = 4;
constexpr std::size_t Ahead = 24; ///< requests without an answer, of each sender
constexpr int BatchEvery = 8;     ///< requests
constexpr int BatchEvents = 20;
constexpr int LargeEvery =
    4 * BatchEvery; ///< batches with more data, so that the WAL grows as well
constexpr std::size_t LargePadding = 4096;
constexpr int BrokenEvery = 41; ///< requests

} // namespace

class CrashLoad::Sender {
public:
    Sender(const Options &options, int number)
        : m_options(options)
        , m_name(options.name + '.' + QByteArray::number(number))
    {
        QObject::connect(&m_socket, &QTcpSocket::connected, &m_socket, [this] { sendMore(); });
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this] { readAnswers(); });
        m_socket.connectToHost(QHostAddress::LocalHost, options.port);
    }

    bool isEnded() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    const QSet<QByteArray> &sent() const { return m_sent; }
    const QSet<QByteArray> &acknowledged() const { return m_acknowledged; }
    bool wasTurnedAway() const { return m_wasTurnedAway; }

private:
    void sendMore()
    {
        while (!m_wasTurnedAway && m_waiting.size() < Ahead) {
            ++m_requests;
            if (m_options.hasRefusals && m_requests % BrokenEvery == 0)
                sendBroken();
            else if (m_requests % BatchEvery == 0)
                sendBatch(m_requests % LargeEvery == 0 ? LargePadding : 0);
            else
                sendOne();
        }
    }

    void sendOne()
    {
        const QByteArray id = nextId();
        post("application/cloudevents+json", eventOf(id, 0), {id});
    }

    void sendBatch(std::size_t padding)
    {
        std::vector<QByteArray> ids;
        std::string body;
        for (int at = 0; at < BatchEvents; ++at) {
            ids.push_back(nextId());
            body += (body.empty() ? "[" : ",") + eventOf(ids.back(), padding);
        }
        post("application/cloudevents-batch+json", body + ']', std::move(ids));
    }

    void sendBroken() { post("application/cloudevents+json", R"({"specversion":"1.0"})", {}); }

    void post(const std::string &contentType, const std::string &body, std::vector<QByteArray> ids)
    {
        m_socket.write(QByteArray::fromStdString(postRequest(contentType, body)));
        m_waiting.push_back(std::move(ids));
    }

    void readAnswers()
    {
        m_received += m_socket.readAll();
        for (;;) {
            const qsizetype end = m_received.indexOf("\r\n\r\n");
            if (end < 0)
                break;
            const QByteArray head = m_received.left(end + 2);
            // An answer without a length has no body.
            const qsizetype field = head.indexOf("Content-Length: ");
            const qsizetype length =
                field < 0 ? 0
                          : head.mid(field + 16, head.indexOf("\r\n", field) - field - 16).toInt();
            if (m_received.size() < end + 4 + length)
                break;
            m_received.remove(0, end + 4 + length);
            if (head.startsWith("HTTP/1.1 202 ")) {
                for (const QByteArray &id : m_waiting.front())
                    m_acknowledged.insert(id);
            } else if (!head.startsWith("HTTP/1.1 400 ")) {
                m_wasTurnedAway = true;
            }
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

    std::string eventOf(const QByteArray &id, std::size_t padding) const
    {
        return R"({"specversion":"1.0","type":"t","source":"/kill","id":")" + id.toStdString() +
               R"(","data":{"padding":")" + std::string(padding + m_options.paddingBytes, 'x') +
               R"(","id":")" + id.toStdString() + R"("}})";
    }

    const Options &m_options;
    const QByteArray m_name;
    QByteArray m_received;
    std::deque<std::vector<QByteArray>> m_waiting; ///< ids of each request without an answer
    QSet<QByteArray> m_sent;
    QSet<QByteArray> m_acknowledged;
    int m_requests = 0;
    bool m_wasTurnedAway = false;
    QTcpSocket m_socket; ///< last: what it calls uses the others
};

CrashLoad::CrashLoad(Options options)
    : m_options(std::move(options))
{
    for (int number = 0; number < Senders; ++number)
        m_senders.push_back(std::make_unique<Sender>(m_options, number));
}

CrashLoad::~CrashLoad() = default;

qsizetype CrashLoad::acknowledged() const
{
    qsizetype all = 0;
    for (const auto &sender : m_senders)
        all += sender->acknowledged().size();
    return all;
}

QSet<QByteArray> CrashLoad::acknowledgedIds() const
{
    QSet<QByteArray> all;
    for (const auto &sender : m_senders)
        all += sender->acknowledged();
    return all;
}

QSet<QByteArray> CrashLoad::sentIds() const
{
    QSet<QByteArray> all;
    for (const auto &sender : m_senders)
        all += sender->sent();
    return all;
}

bool CrashLoad::wasTurnedAway() const
{
    return std::any_of(m_senders.begin(), m_senders.end(),
                       [](const auto &sender) { return sender->wasTurnedAway(); });
}

bool CrashLoad::isEnded() const
{
    return std::all_of(m_senders.begin(), m_senders.end(),
                       [](const auto &sender) { return sender->isEnded(); });
}

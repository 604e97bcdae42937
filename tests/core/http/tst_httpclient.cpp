// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/client.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

#include <functional>
#include <memory>
#include <vector>

using namespace core;
using namespace std::chrono_literals;

namespace {

/// A peer that does what the test says: whatever arrives is handed to `onBytes` with its connection.
class Peer {
public:
    explicit Peer(std::function<void(QTcpSocket &, const QByteArray &)> onBytes)
        : m_onBytes(std::move(onBytes))
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("no port for the peer");
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            ++connections;
            QTcpSocket *socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, &m_server, [this, socket] {
                const QByteArray bytes = socket->readAll();
                received += bytes;
                m_onBytes(*socket, bytes);
            });
        });
    }

    HttpPeer address() const { return {"127.0.0.1", m_server.serverPort(), 60s}; }

    QByteArray received;
    int connections = 0;

private:
    std::function<void(QTcpSocket &, const QByteArray &)> m_onBytes;
    QTcpServer m_server;
};

/// What the client told.
struct Told {
    explicit Told(HttpClient &client)
    {
        QObject::connect(&client, &HttpClient::answered, &client,
                         [this](const HttpAnswer &answer) { answers.push_back(answer); });
        QObject::connect(&client, &HttpClient::failed, &client,
                         [this](const Error &error) { errors.push_back(error); });
    }
    std::vector<HttpAnswer> answers;
    std::vector<Error> errors;
};

const QByteArray Accepted = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

} // namespace

class TestHttpClient : public QObject {
    Q_OBJECT

private slots:
    void writesAWholeRequest();
    void sendsOnOneConnectionInOrder();
    void goesOnAfterAnAnswerThatEndsTheConnection();
    void sendsAgainWhatAnIdleConnectionEndedOn();
    void tellsThatAFreshConnectionEndedWithoutAnAnswer();
    void tellsThatNobodyListens();
    void sendsEverythingAgainWhenTold();
    void tellsThatNoAnswerComes();
    void tellsThatThePeerSpeaksSomethingElse();
    void dropsAPeerThatAnswersWhatNobodyAsked();
    void forgetsEverythingWhenStopped();
};

void TestHttpClient::writesAWholeRequest()
{
    QCOMPARE(postRequest({"::1", 8080, 0ms}, "/a?b", "X: 1\r\n", "body"),
             std::string("POST /a?b HTTP/1.1\r\nHost: [::1]:8080\r\nX: 1\r\n"
                         "Content-Length: 4\r\n\r\nbody"));
}

void TestHttpClient::sendsOnOneConnectionInOrder()
{
    Peer peer([](QTcpSocket &socket, const QByteArray &bytes) {
        for (const char letter : bytes)
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + QByteArray(1, letter));
    });
    HttpClient client(peer.address());
    Told told(client);
    for (const char *request : {"a", "b", "c"})
        client.send(request);
    QCOMPARE(client.unanswered(), 3U);
    QTRY_COMPARE(told.answers.size(), 3U);
    QCOMPARE(client.unanswered(), 0U);
    client.send("d");
    QTRY_COMPARE(told.answers.size(), 4U);
    std::string bodies;
    for (const HttpAnswer &answer : told.answers)
        bodies += answer.body;
    QCOMPARE(bodies, std::string("abcd"));
    QCOMPARE(peer.connections, 1);
    QVERIFY(told.errors.empty());
}

void TestHttpClient::goesOnAfterAnAnswerThatEndsTheConnection()
{
    Peer peer([](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 202 Accepted\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        socket.disconnectFromHost();
    });
    HttpClient client(peer.address());
    Told told(client);
    client.send("1");
    client.send("2");
    client.send("3");
    QTRY_COMPARE(told.answers.size(), 3U);
    QCOMPARE(peer.connections, 3);
    QVERIFY(told.errors.empty());
}

void TestHttpClient::sendsAgainWhatAnIdleConnectionEndedOn()
{
    Peer peer([](QTcpSocket &socket, const QByteArray &bytes) {
        if (bytes == "end")
            socket.abort();
        else
            socket.write(Accepted);
    });
    HttpClient client(peer.address());
    Told told(client);
    client.send("1");
    QTRY_COMPARE(told.answers.size(), 1U);
    client.send("end");
    QTRY_COMPARE(told.errors.size(), 1U); // the second connection ended on it as well
    QCOMPARE(peer.connections, 2);
    QCOMPARE(client.unanswered(), 1U);
    QCOMPARE(peer.received, QByteArray("1endend"));
}

void TestHttpClient::tellsThatAFreshConnectionEndedWithoutAnAnswer()
{
    Peer peer([](QTcpSocket &socket, const QByteArray &) { socket.abort(); });
    HttpClient client(peer.address());
    Told told(client);
    client.send("1");
    QTRY_COMPARE(told.errors.size(), 1U);
    QCOMPARE(told.errors[0].kind, Error::Kind::Network);
    QCOMPARE(peer.connections, 1);
    client.send("2"); // waits until it is told to try again
    QCOMPARE(client.unanswered(), 2U);
}

void TestHttpClient::tellsThatNobodyListens()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const quint16 port = server.serverPort();
    server.close();
    HttpClient client({"127.0.0.1", port, 60s});
    Told told(client);
    client.send("1");
    QTRY_COMPARE(told.errors.size(), 1U);
    QCOMPARE(told.errors[0].detail,
             "127.0.0.1:" + std::to_string(port) + ": nobody listens there; check host and port.");
}

void TestHttpClient::sendsEverythingAgainWhenTold()
{
    bool isWell = false;
    Peer peer([&isWell](QTcpSocket &socket, const QByteArray &bytes) {
        if (!isWell) {
            socket.abort();
            return;
        }
        for (qsizetype at = 0; at < bytes.size(); ++at)
            socket.write(Accepted);
    });
    HttpClient client(peer.address());
    Told told(client);
    client.send("1");
    client.send("2");
    QTRY_COMPARE(told.errors.size(), 1U);
    isWell = true;
    peer.received.clear();
    client.sendAgain();
    QTRY_COMPARE(told.answers.size(), 2U);
    QCOMPARE(peer.received, QByteArray("12"));
}

void TestHttpClient::tellsThatNoAnswerComes()
{
    Peer peer([](QTcpSocket &, const QByteArray &) {});
    HttpPeer address = peer.address();
    address.patience = 50ms;
    HttpClient client(address);
    Told told(client);
    client.send("1");
    QTRY_COMPARE(told.errors.size(), 1U);
    QVERIFY(told.errors[0].detail.find("no answer came in time") != std::string::npos);
}

void TestHttpClient::tellsThatThePeerSpeaksSomethingElse()
{
    Peer peer([](QTcpSocket &socket, const QByteArray &) {
        socket.write("220 mail.test ESMTP\r\n\r\n");
    });
    HttpClient client(peer.address());
    Told told(client);
    client.send("1");
    QTRY_COMPARE(told.errors.size(), 1U);
    QVERIFY(told.errors[0].detail.find("no HTTP/1.1") != std::string::npos);
    QVERIFY(told.answers.empty());
}

void TestHttpClient::dropsAPeerThatAnswersWhatNobodyAsked()
{
    Peer peer([](QTcpSocket &socket, const QByteArray &) { socket.write(Accepted + Accepted); });
    HttpClient client(peer.address());
    Told told(client);
    client.send("1");
    QTRY_COMPARE(told.answers.size(), 1U);
    client.send("2");
    QTRY_COMPARE(told.answers.size(), 2U);
    QCOMPARE(peer.connections, 2);
}

void TestHttpClient::forgetsEverythingWhenStopped()
{
    Peer peer([](QTcpSocket &, const QByteArray &) {});
    HttpClient client(peer.address());
    Told told(client);
    client.send("1");
    QTRY_COMPARE(peer.received, QByteArray("1"));
    client.stop();
    QCOMPARE(client.unanswered(), 0U);
    client.send("2");
    QCOMPARE(client.unanswered(), 0U);
    QVERIFY(told.errors.empty() && told.answers.empty());
}

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"

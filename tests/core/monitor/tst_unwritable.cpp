// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/verify.h"
#include "core/monitor/monitor.h"
#include "tests/support/faultvfs.h"
#include "tests/support/rawclient.h"

#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <memory>
#include <string>
#include <vector>

using namespace core;

/// What senders hear over their sockets while the log cannot write, and that it goes on afterwards.
class TestUnwritable : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void tellsEverySender_data();
    void tellsEverySender();
};

namespace {

std::string request(const std::string &method, const std::string &target)
{
    return method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
}

std::string single(const std::string &id)
{
    return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
           "ce-specversion: 1.0\r\nce-id: " +
           id + "\r\nce-type: t\r\nce-source: /s\r\nContent-Length: 2\r\n\r\n{}";
}

std::string batch(const std::string &id, int count)
{
    std::string body = "[";
    for (int i = 0; i < count; ++i) {
        body += i == 0 ? "" : ",";
        body += R"({"specversion":"1.0","type":"t","source":"/s","id":")" + id + '-' +
                std::to_string(i) + R"("})";
    }
    body += ']';
    return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
           "application/cloudevents-batch+json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}

} // namespace

void TestUnwritable::initTestCase()
{
    faultvfs::install();
}

void TestUnwritable::cleanup()
{
    faultvfs::disarm();
}

void TestUnwritable::tellsEverySender_data()
{
    QTest::addColumn<int>("error");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("no space") << SQLITE_FULL << QByteArray("no space left");
    QTest::newRow("not written") << SQLITE_IOERR_WRITE << QByteArray("check its disk");
    QTest::newRow("read-only") << SQLITE_READONLY << QByteArray("permissions");
}

void TestUnwritable::tellsEverySender()
{
    QFETCH(int, error);
    QFETCH(QByteArray, word);
    constexpr int Clients = 8;
    constexpr int BatchEvents = 5;
    const QTemporaryDir folder;
    Monitor::Options options;
    options.capture = folder.filePath(QStringLiteral("test.eventscope")).toStdString();
    options.listen = {{"127.0.0.1", 0, false}};
    auto started = Monitor::start(options);
    QVERIFY2(started, started ? "" : started.error().detail.c_str());
    std::unique_ptr<Monitor> monitor = std::move(*started);
    const std::string address = monitor->addresses().at(0);
    const auto port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < Clients; ++i)
        clients.push_back(std::make_unique<RawClient>(port));
    QCOMPARE(clients.front()->ask(single("before")).status, 202);
    QCOMPARE(clients.front()->ask(request("GET", "/readyz")).status, 204);

    faultvfs::Rule rule;
    rule.operations = faultvfs::Write;
    rule.error = error;
    rule.isLasting = true;
    faultvfs::arm(rule);
    // All at once, so that they share groups; each sends one event and one batch.
    const auto sendAll = [&] {
        for (int i = 0; i < Clients; ++i)
            clients[static_cast<std::size_t>(i)]->send(single("e" + std::to_string(i)) +
                                                       batch("b" + std::to_string(i), BatchEvents));
    };
    sendAll();
    const std::size_t earlier = 2; // answers of the first client
    for (std::size_t i = 0; i < clients.size(); ++i) {
        const std::size_t before = i == 0 ? earlier : 0;
        const auto answers = clients[i]->waitForAnswers(before + 2);
        QCOMPARE(answers.size(), before + 2);
        for (std::size_t at = before; at < before + 2; ++at) {
            QCOMPARE(answers[at].status, 503);
            QVERIFY(answers[at].head.find("\r\nRetry-After: ") != std::string::npos);
            QVERIFY(answers[at].body.find("test.eventscope") != std::string::npos);
            QVERIFY2(answers[at].body.find(word.toStdString()) != std::string::npos,
                     answers[at].body.c_str());
        }
    }
    const Ledger meanwhile{1, Clients * (1 + BatchEvents), 0, 0};
    QVERIFY(monitor->log().ledger() == meanwhile);
    QVERIFY(!monitor->log().state().writable);
    QVERIFY(monitor->log().state().problem.find(word.toStdString()) != std::string::npos);
    QTRY_COMPARE(clients.back()->ask(request("GET", "/readyz")).status, 503);

    faultvfs::disarm();
    QTRY_VERIFY(monitor->log().state().writable);
    QVERIFY(monitor->log().ledger() == meanwhile);
    QTRY_COMPARE(clients.back()->ask(request("GET", "/readyz")).status, 204);
    for (const auto &client : clients) {
        const std::size_t before = client->answers().size();
        client->send(single("again"));
        const auto answers = client->waitForAnswers(before + 1);
        QCOMPARE(answers.back().status, 202);
    }
    QVERIFY(monitor->log().ledger() == (Ledger{1 + Clients, meanwhile.refused, 0, 0}));
    monitor->stopReceiving();
    monitor.reset();
    const auto verified = verifyCapture(options.capture);
    QVERIFY(verified);
    QVERIFY(std::holds_alternative<VerifiedHead>(*verified));
    QCOMPARE(std::get<VerifiedHead>(*verified).events, std::uint64_t{1 + Clients});
}

QTEST_GUILESS_MAIN(TestUnwritable)
#include "tst_unwritable.moc"

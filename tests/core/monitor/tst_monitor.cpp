// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/monitor/monitor.h"
#include "core/query/livefilter.h"
#include "core/rate/ratereader.h"
#include "tests/support/rawclient.h"

#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using namespace core;
using namespace std::chrono_literals;

namespace {

std::filesystem::path captureIn(const QTemporaryDir &folder)
{
    return folder.filePath(QStringLiteral("test.eventscope")).toStdString();
}

Monitor::Options optionsFor(const QTemporaryDir &folder)
{
    Monitor::Options options;
    options.capture = captureIn(folder);
    options.listen = {{"127.0.0.1", 0, false}};
    return options;
}

std::unique_ptr<Monitor> startMonitor(Monitor::Options options)
{
    auto monitor = Monitor::start(std::move(options));
    if (!monitor)
        qFatal("%s", monitor.error().detail.c_str());
    return std::move(*monitor);
}

std::uint16_t portOf(const Monitor &monitor)
{
    const std::string address = monitor.addresses().at(0);
    return static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
}

std::string binaryEvent(const std::string &id, const std::string &type, const std::string &source)
{
    const std::string body = "{\"id\":\"" + id + "\"}";
    return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
           "application/json\r\nce-specversion: 1.0\r\nce-id: " +
           id + "\r\nce-type: " + type + "\r\nce-source: " + source +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::vector<StoredEvent> readAll(const Monitor &monitor, EventLog &log)
{
    auto reader = log.reader();
    if (!reader)
        qFatal("%s", reader.error().detail.c_str());
    std::vector<StoredEvent> events;
    while (events.size() < monitor.columns().published()) {
        const auto page = (*reader)->read({events.size() + 1});
        if (!page || page->empty())
            qFatal("a page is missing");
        events.insert(events.end(), page->begin(), page->end());
    }
    return events;
}

const ConnectionState *stateOf(const std::vector<ConnectionState> &states,
                               ConnectionState::Kind kind)
{
    for (const ConnectionState &state : states) {
        if (state.kind == kind)
            return &state;
    }
    return nullptr;
}

DemoOptions demo(std::uint64_t seed, std::optional<std::uint64_t> count = std::nullopt)
{
    DemoOptions options;
    options.seed = seed;
    options.speed = 0;
    options.count = count;
    return options;
}

WebSocketOptions connectionTo(const std::string &url)
{
    WebSocketOptions options;
    options.url = url;
    return options;
}

/// A WebSocket server of raw frames.
class Feed {
public:
    Feed()
        : m_server(QStringLiteral("feed"), QWebSocketServer::NonSecureMode)
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("no port for the feed");
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this] {
            ++connections;
            m_client.reset(m_server.nextPendingConnection());
            QObject::connect(m_client.get(), &QWebSocket::textMessageReceived, &m_server,
                             [this](const QString &text) { heard.append(text); });
        });
    }
    std::string url() const { return m_server.serverUrl().toString().toStdString(); }
    void send(const QString &text) { m_client->sendTextMessage(text); }

    bool isConnected() const { return m_client != nullptr; }

    QStringList heard;
    int connections = 0;

private:
    QWebSocketServer m_server;
    std::unique_ptr<QWebSocket> m_client;
};

} // namespace

class TestMonitor : public QObject {
    Q_OBJECT

private slots:
    void bringsEventsFromBothKindsOfConnectionToEveryReader();
    void tellsTheFiguresOfItsCapture();
    void keepsEverythingForTheNextStart();
    void answersEveryEventThatItAcknowledgedWhenStoppedUnderLoad();
    void saysWhichPortIsTaken();
    void takesTheNextFreePortWhereItMay();
    void goesFromFileToFileAndKeepsItsConnections();
    void refusesASecondMonitorOfTheSameCapture();
    void showsToASecondMonitorWhatTheFirstReceives();
    void playsTheSameDemoForTheSameSeed();
    void playsTheDemoWithoutAReceiver();
    void startsTheDemoAgainAfterItWasStopped();
    void forgetsAConnectionThatWasRemoved();
    void saysWhyAConnectionIsAwayAndTriesAgainWhenTold();
};

void TestMonitor::bringsEventsFromBothKindsOfConnectionToEveryReader()
{
    QTemporaryDir folder;
    Feed feed;
    const auto monitor = startMonitor(optionsFor(folder));
    WebSocketOptions connection = connectionTo(feed.url());
    connection.firstMessage = R"({"op":"unconfirmed_sub"})";
    monitor->addWebSocket(connection);
    QTRY_COMPARE(feed.heard, QStringList{QStringLiteral(R"({"op":"unconfirmed_sub"})")});

    RawClient client(portOf(*monitor));
    QCOMPARE(client.ask(binaryEvent("1", "com.shop.order", "/checkout")).status, 202);
    QCOMPARE(client.ask("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi").status,
             400);
    QCOMPARE(client.ask(binaryEvent("2", "com.shop.paid", "/billing")).status, 202);
    feed.send(QStringLiteral(R"({"x":{"size":226}})"));
    QTRY_COMPARE(monitor->columns().published(), std::uint64_t(3));

    const auto events = readAll(*monitor, monitor->log());
    QCOMPARE(events.at(0).event.id, std::string("1"));
    QCOMPARE(events.at(0).text, std::string("{\"id\":\"1\"}"));
    QCOMPARE(events.at(1).event.type, std::string("com.shop.paid"));
    QCOMPARE(events.at(2).event.type, std::string("websocket-event"));
    QCOMPARE(events.at(2).origin, OriginKind::WebSocket);
    QCOMPARE(events.at(2).text, std::string(R"({"x":{"size":226}})"));

    ScanPool pool;
    LiveFilter rows(monitor->columns(), pool);
    EventFilter filter;
    filter.types = {"com.shop.paid"};
    rows.setFilter(filter);
    QTRY_VERIFY((rows.prepare(), rows.apply(), rows.isComplete()));
    QCOMPARE(rows.count(), std::uint64_t(1));
    QCOMPARE(rows.rowAt(0), std::uint64_t(1));

    RateReader rates(monitor->columns(), pool);
    QTRY_COMPARE((rates.request(RateRange::All, RateGrouping::Source), rates.latest()->keptTotal),
                 std::uint64_t(3));
    QCOMPARE(rates.latest()->series.size(), std::size_t(3));

    const Ledger ledger = monitor->log().ledger();
    QCOMPARE(ledger.kept, std::uint64_t(3));
    QCOMPARE(ledger.refused, std::uint64_t(1));
    QCOMPARE(ledger.received(), std::uint64_t(4));

    QTRY_COMPARE(monitor->connections().size(), std::size_t(2));
    const auto isCounted = [&] {
        const auto states = monitor->connections();
        return states[0].kind == ConnectionState::Kind::Receiver && states[0].kept == 2 &&
               states[0].refused == 1 && states[1].kind == ConnectionState::Kind::WebSocket &&
               states[1].kept == 1 && states[1].lamp == ConnectionState::Lamp::On;
    };
    QTRY_VERIFY(isCounted());
    QCOMPARE(monitor->connections()[0].words,
             "Listening on " + monitor->addresses()[0] + ". 1 sender is connected.");
}

void TestMonitor::tellsTheFiguresOfItsCapture()
{
    QTemporaryDir folder;
    const auto monitor = startMonitor(optionsFor(folder));
    RawClient client(portOf(*monitor));
    QCOMPARE(client.ask(binaryEvent("1", "com.shop.order", "/checkout")).status, 202);
    const RawAnswer answer = client.ask("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(answer.status, 200);
    for (const char *line : {"\neventscope_events_kept 1\n",
                             "\neventscope_capture_source_events{source=\"/checkout\"} 1\n"})
        QVERIFY2(answer.body.find(line) != std::string::npos, answer.body.c_str());
}

void TestMonitor::keepsEverythingForTheNextStart()
{
    QTemporaryDir folder;
    std::vector<StoredEvent> before;
    Ledger ledger;
    {
        const auto monitor = startMonitor(optionsFor(folder));
        QCOMPARE(monitor->newestAtStart(), EventSequence{0});
        RawClient client(portOf(*monitor));
        for (int number = 1; number <= 20; ++number)
            QCOMPARE(client
                         .ask(binaryEvent(std::to_string(number), "t" + std::to_string(number % 3),
                                          "/s"))
                         .status,
                     202);
        QCOMPARE(client.ask("BREW /pot HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 405);
        before = readAll(*monitor, monitor->log());
        monitor->stopReceiving();
        ledger = monitor->log().ledger();
    }
    QVERIFY(!std::filesystem::exists(captureIn(folder).string() + "-wal"));
    const auto monitor = startMonitor(optionsFor(folder));
    QCOMPARE(monitor->columns().published(), std::uint64_t(20));
    QCOMPARE(monitor->log().ledger(), ledger);
    QVERIFY(readAll(*monitor, monitor->log()) == before);
    RawClient client(portOf(*monitor));
    QCOMPARE(client.ask(binaryEvent("21", "t", "/s")).status, 202);
    QCOMPARE(monitor->columns().published(), std::uint64_t(21));
    QCOMPARE(monitor->newestAtStart(), EventSequence{20});
}

void TestMonitor::answersEveryEventThatItAcknowledgedWhenStoppedUnderLoad()
{
    QTemporaryDir folder;
    std::atomic<int> acknowledged = 0;
    std::vector<std::thread> senders;
    {
        const auto monitor = startMonitor(optionsFor(folder));
        const std::uint16_t port = portOf(*monitor);
        for (int sender = 0; sender < 4; ++sender) {
            senders.emplace_back([&acknowledged, sender, port] {
                RawClient client(port);
                for (int number = 0; !client.isEnded(); ++number) {
                    const std::string id = std::to_string(sender) + "-" + std::to_string(number);
                    client.send(binaryEvent(id, "t", "/load"));
                    const std::size_t wanted = static_cast<std::size_t>(number) + 1;
                    while (client.answers().size() < wanted && !client.isEnded())
                        client.socket().waitForReadyRead(50);
                    const auto answers = client.answers();
                    if (answers.size() >= wanted && answers.back().status == 202)
                        ++acknowledged;
                    else
                        break;
                }
            });
        }
        QTRY_VERIFY(acknowledged > 200);
        monitor->addWebSocket(connectionTo("ws://127.0.0.1:1/"));
        monitor->startDemo(demo(1));
    }
    for (std::thread &sender : senders)
        sender.join();
    const auto monitor = startMonitor(optionsFor(folder));
    int kept = 0;
    for (const StoredEvent &event : readAll(*monitor, monitor->log()))
        kept += event.event.source == "/load" ? 1 : 0;
    QVERIFY2(kept >= acknowledged,
             qPrintable(QStringLiteral("%1 kept of %2").arg(kept).arg(acknowledged)));
    const Ledger ledger = monitor->log().ledger();
    QCOMPARE(ledger.kept, monitor->columns().published());
}

void TestMonitor::saysWhichPortIsTaken()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    QTemporaryDir folder;
    Monitor::Options options = optionsFor(folder);
    options.listen = {{"127.0.0.1", other.serverPort(), false}};
    const auto monitor = Monitor::start(options);
    QVERIFY(!monitor);
    QCOMPARE(monitor.error().kind, Error::Kind::InUse);
    QVERIFY2(QString::fromStdString(monitor.error().detail)
                 .contains(QString::number(other.serverPort())),
             monitor.error().detail.c_str());
}

void TestMonitor::takesTheNextFreePortWhereItMay()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    QTemporaryDir folder;
    Monitor::Options options = optionsFor(folder);
    options.listen = {{"localhost", other.serverPort(), true}};
    const auto monitor = startMonitor(options);
    QVERIFY(portOf(*monitor) > other.serverPort());
}

void TestMonitor::goesFromFileToFileAndKeepsItsConnections()
{
    QTemporaryDir folder;
    Feed feed;
    Monitor::Options options = optionsFor(folder);
    options.log.changeRules = [](CaptureRules &rules) { rules.ring = RingRules{4000, 0s, 0}; };
    const auto monitor = startMonitor(std::move(options));
    monitor->addWebSocket(connectionTo(feed.url()));
    RawClient sender(portOf(*monitor));
    std::uint64_t sent = 0;
    while (monitor->ring().newestPart() < 5) {
        QCOMPARE(sender.ask(binaryEvent(std::to_string(++sent), "t", "/http")).status, 202);
        if (feed.isConnected()) {
            const std::uint64_t before = monitor->ring().newEvents();
            feed.send(QStringLiteral("{\"number\":%1}").arg(++sent));
            QTRY_VERIFY(monitor->ring().newEvents() > before);
        }
    }
    QTRY_COMPARE(monitor->ring().newEvents(), sent);
    QCOMPARE(feed.connections, 1);
    // Who looks goes on when it likes.
    QVERIFY(monitor->hasGoneOn());
    QCOMPARE(readAll(*monitor, monitor->log()).size(), monitor->ring().part(0).last);
    monitor->goOn();
    QVERIFY(!monitor->hasGoneOn());
    QCOMPARE(monitor->newestAtStart(), EventSequence{});
    QCOMPARE(monitor->log().file(), monitor->ring().currentPart().file);
    QCOMPARE(readAll(*monitor, monitor->log()).size(), monitor->ring().currentPart().last);
}

void TestMonitor::refusesASecondMonitorOfTheSameCapture()
{
    QTemporaryDir folder;
    const auto monitor = startMonitor(optionsFor(folder));
    const auto second = Monitor::start(optionsFor(folder));
    QVERIFY(!second);
    QCOMPARE(second.error().kind, Error::Kind::InUse);
}

void TestMonitor::showsToASecondMonitorWhatTheFirstReceives()
{
    QTemporaryDir folder;
    const auto first = startMonitor(optionsFor(folder));
    Monitor::Options options = optionsFor(folder);
    options.log.access = LogAccess::ReadIfNeeded;
    const auto second = startMonitor(options);
    QVERIFY(second->log().isReadOnly());
    QVERIFY(second->addresses().empty());
    QCOMPARE(second->addWebSocket(connectionTo("ws://127.0.0.1:1/")).value, 0U);
    second->startDemo(demo(1, 5));
    QVERIFY(!second->isDemoRunning());
    QVERIFY(second->connections().empty());

    RawClient client(portOf(*first));
    QCOMPARE(client.ask(binaryEvent("1", "com.shop.order", "/checkout")).status, 202);
    QTRY_COMPARE(second->columns().published(), std::uint64_t(1));
    QCOMPARE(readAll(*second, second->log()).at(0).event.id, std::string("1"));
    second->stopReceiving();
    QCOMPARE(client.ask(binaryEvent("2", "com.shop.order", "/checkout")).status, 202);
    QTRY_COMPARE(second->columns().published(), std::uint64_t(2));
}

void TestMonitor::playsTheSameDemoForTheSameSeed()
{
    std::vector<std::vector<std::string>> runs;
    for (int run = 0; run < 2; ++run) {
        QTemporaryDir folder;
        const auto monitor = startMonitor(optionsFor(folder));
        monitor->startDemo(demo(7, 300));
        QVERIFY(monitor->isDemoRunning());
        QTRY_COMPARE_WITH_TIMEOUT(monitor->columns().published(), std::uint64_t(300), 30'000);
        std::vector<std::string> texts;
        for (const StoredEvent &event : readAll(*monitor, monitor->log()))
            texts.push_back(event.event.type + ' ' + event.event.source + ' ' + event.text);
        std::sort(texts.begin(), texts.end()); // the shop and the feed come over two sockets
        runs.push_back(std::move(texts));
        const auto saysItsSeed = [&] {
            const auto states = monitor->connections();
            const ConnectionState *state = stateOf(states, ConnectionState::Kind::Demo);
            return state && state->words.ends_with("Seed 7.");
        };
        QTRY_VERIFY(saysItsSeed());
    }
    QVERIFY(runs[0] == runs[1]);
}

void TestMonitor::playsTheDemoWithoutAReceiver()
{
    QTemporaryDir folder;
    Monitor::Options options = optionsFor(folder);
    options.listen = {};
    const auto monitor = startMonitor(options);
    QVERIFY(monitor->addresses().empty());
    QVERIFY(!monitor->hasDemoEnded());
    monitor->startDemo(demo(7, 50));
    QTRY_VERIFY_WITH_TIMEOUT(monitor->hasDemoEnded(), 30'000);
    QCOMPARE(monitor->columns().published(), std::uint64_t(50));
    monitor->stopDemo();
    QVERIFY(!monitor->hasDemoEnded());
    monitor->startDemo(demo(8));
    QTRY_VERIFY(monitor->columns().published() > 100);
    QVERIFY(!monitor->hasDemoEnded());
}

void TestMonitor::startsTheDemoAgainAfterItWasStopped()
{
    QTemporaryDir folder;
    const auto monitor = startMonitor(optionsFor(folder));
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const std::uint64_t before = monitor->columns().published();
        monitor->startDemo(demo(seed));
        QTRY_VERIFY(monitor->columns().published() > before + 100);
        monitor->stopDemo();
        QVERIFY(!monitor->isDemoRunning());
        QTRY_COMPARE(monitor->connections().size(), std::size_t(1));
    }
}

void TestMonitor::forgetsAConnectionThatWasRemoved()
{
    QTemporaryDir folder;
    Feed feed;
    const auto monitor = startMonitor(optionsFor(folder));
    const ConnectionId id = monitor->addWebSocket(connectionTo(feed.url()));
    QTRY_COMPARE(monitor->connections().size(), std::size_t(2));
    QCOMPARE(monitor->connections()[1].id, id);
    monitor->removeConnection(id);
    QTRY_COMPARE(monitor->connections().size(), std::size_t(1));
}

void TestMonitor::saysWhyAConnectionIsAwayAndTriesAgainWhenTold()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const quint16 port = silent.serverPort();
    silent.close();
    QTemporaryDir folder;
    const auto monitor = startMonitor(optionsFor(folder));
    WebSocketOptions options;
    options.url = "ws://127.0.0.1:" + std::to_string(port) + "/";
    options.backoff.first = 1h;
    options.backoff.longest = 1h;
    const ConnectionId id = monitor->addWebSocket(options);
    const auto isWaiting = [&] {
        const auto states = monitor->connections();
        return states.size() == 2 && states[1].lamp == ConnectionState::Lamp::Waiting;
    };
    QTRY_VERIFY(isWaiting());
    QVERIFY(monitor->connections()[1].words.find("connection refused") != std::string::npos);

    QVERIFY(silent.listen(QHostAddress::LocalHost, port));
    monitor->retryNow(id);
    QTRY_VERIFY(silent.hasPendingConnections());
}

QTEST_GUILESS_MAIN(TestMonitor)
#include "tst_monitor.moc"

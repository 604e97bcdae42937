// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/receiver.h"
#include "tests/core/log/logtest.h"
#include "tests/core/receiver/scraped.h"
#include "tests/support/rawclient.h"

#include <QSignalSpy>
#include <QTest>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

using namespace core;
using namespace logtest;

namespace {

/// A receiver on a free port of 127.0.0.1 that writes into a capture.
struct Desk {
    explicit Desk(EventLog::Options logOptions = {}, ReceiverOptions options = {}, Clock clock = {})
        : log(openLog(captureIn(folder), std::move(logOptions)))
        , receiver(
              std::make_unique<Receiver>(log->intake(), std::move(options), std::move(clock), *log))
    {
        const std::string address = receiver->bind({{"127.0.0.1", 0, false}}).value().front();
        port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    }

    const QTemporaryDir folder;
    std::unique_ptr<EventLog> log;
    std::unique_ptr<Receiver> receiver;
    std::uint16_t port = 0;
};

std::string request(const std::string &method, const std::string &target = "/metrics",
                    const std::string &fields = {}, const std::string &host = "localhost")
{
    return method + ' ' + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + fields + "\r\n";
}

std::string eventPost(const std::string &id, const std::string &type, const std::string &source,
                      const std::string &target = "/")
{
    return "POST " + target +
           " HTTP/1.1\r\nHost: localhost\r\nce-specversion: 1.0\r\nce-id: " + id +
           "\r\nce-type: " + type + "\r\nce-source: " + source +
           "\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"total\":1.5}";
}

std::string sourceSample(const std::string &name, const std::string &source)
{
    return "eventscope_capture_source_" + name + "{source=\"" + source + "\"}";
}

/// Of all sources with a series, and the others.
unsigned long long sumOf(const Scraped &page, const std::string &name)
{
    unsigned long long sum = page.number("eventscope_capture_other_sources_" + name);
    for (const std::string &sample : page.samples("eventscope_capture_source_" + name))
        sum += page.number(sample);
    return sum;
}

/// Lets nobody through who comes while it is shut.
class Gate {
public:
    void pass()
    {
        std::unique_lock lock(m_mutex);
        m_isReached = m_isShut;
        m_opened.wait(lock, [this] { return !m_isShut; });
    }
    void shut(bool isShut)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isShut = isShut;
        }
        m_opened.notify_all();
    }
    bool isReached()
    {
        const std::lock_guard lock(m_mutex);
        return m_isReached;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_opened;
    bool m_isShut = false;
    bool m_isReached = false;
};

} // namespace

/// GET /metrics, over sockets and a capture.
class TestMetrics : public QObject {
    Q_OBJECT

private slots:
    void agreesWithTheLedger();
    void boundsItsSeries_data();
    void boundsItsSeries();
    void escapesSources();
    void saysThatNothingCanBeWritten();
    void answersWhileTheWriterStandsStill();
    void answersHeadWithoutThePage();
    void takesEventsAndRefusesTheRest();
    void letsNoPageReadIt_data();
    void letsNoPageReadIt();
    void answersInTurnWhoAsksWithoutWaiting();
    void answersBeforeItStops();
    void countsReaders();
    void countsRefusalsByRule();
    void countsWhatReadersMissed();
};

void TestMetrics::agreesWithTheLedger()
{
    EventLog::Options options;
    options.segmentBytes = 8 * KiB;
    options.rules.emplace().limitBytes = 64 * KiB;
    options.rules->leftOutTypes = {"noise"};
    Desk desk(std::move(options));
    RawClient client(desk.port);
    constexpr int Events = 400;
    std::string sent;
    for (int number = 0; number < Events; ++number)
        sent += eventPost(std::to_string(number), "t", "/s/" + std::to_string(number % 3));
    for (int number = 0; number < 5; ++number)
        sent += eventPost(std::to_string(number), "noise", "/n");
    for (int number = 0; number < 4; ++number)
        sent += request("POST", "/");
    client.send(sent);
    QCOMPARE(client.waitForAnswers(Events + 9).size(), std::size_t(Events + 9));
    const auto isSettled = [&] {
        return desk.log->ledger().received() == Events + 9 && desk.log->ledger().waiting == 0 &&
               desk.log->state().usedBytes <= desk.log->rules().limitBytes;
    };
    QTRY_VERIFY(isSettled());

    RawAnswer answer;
    LogState state;
    const auto isOfThatState = [&] { // what has left is dropped when nothing else is to be done
        state = desk.log->state();
        answer = client.ask(request("GET"));
        return desk.log->state() == state;
    };
    QVERIFY(QTest::qWaitFor(isOfThatState)); // not asked once more when it was so
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.has("Content-Type: text/plain; version=0.0.4; charset=utf-8"));
    QVERIFY(answer.has("Cache-Control: no-store"));
    const Scraped page(answer.body);
    QCOMPARE(page.fault(), std::string());
    const Ledger ledger = desk.log->ledger();
    QVERIFY(ledger.kept > 0 && ledger.evicted > 0);
    QCOMPARE(page.number("eventscope_events_received_total"), ledger.received());
    QCOMPARE(page.number("eventscope_events_kept"), ledger.kept);
    QCOMPARE(page.number("eventscope_events_refused_total"), ledger.refused);
    QCOMPARE(page.number("eventscope_events_refused_total"), 4U);
    QCOMPARE(page.number("eventscope_events_evicted_total"), ledger.evicted);
    QCOMPARE(page.number("eventscope_events_left_out_total"), ledger.leftOut);
    QCOMPARE(page.number("eventscope_events_left_out_total"), 5U);
    QCOMPARE(page.value("eventscope_events_waiting"), std::string("0"));
    QCOMPARE(page.number("eventscope_seals_total"), state.seals);
    QCOMPARE(page.number("eventscope_capture_used_bytes"), state.usedBytes);
    QCOMPARE(page.number("eventscope_capture_limit_bytes"), 64 * KiB);
    QCOMPARE(page.number("eventscope_capture_file_bytes"), state.fileBytes);
    QCOMPARE(page.number("eventscope_capture_wal_bytes"), state.walBytes);
    QCOMPARE(page.value("eventscope_capture_writable"), std::string("1"));
    QCOMPARE(page.value("eventscope_receiver_connections"), std::string("1"));
    QCOMPARE(sumOf(page, "events"), ledger.kept);
    QCOMPARE(sumOf(page, "data_bytes"), 13 * ledger.kept);
    QCOMPARE(page.samples("eventscope_capture_source_events").size(), std::size_t(3));
}

void TestMetrics::boundsItsSeries_data()
{
    QTest::addColumn<int>("sources");
    QTest::addColumn<int>("series");
    const int most = SourceSeries;
    QTest::newRow("below") << most - 1 << most - 1;
    QTest::newRow("at") << most << most;
    QTest::newRow("above") << most + 1 << most;
    QTest::newRow("far above") << 500 << most;
}

void TestMetrics::boundsItsSeries()
{
    QFETCH(int, sources);
    QFETCH(int, series);
    Desk desk;
    RawClient client(desk.port);
    std::string sent;
    for (int number = 0; number < sources; ++number)
        sent += eventPost(std::to_string(number), "t", "/s/" + std::to_string(number));
    sent += eventPost("again", "t", "/s/" + std::to_string(sources - 1));
    client.send(sent);
    const auto events = static_cast<std::size_t>(sources) + 1;
    QCOMPARE(client.waitForAnswers(events).size(), events);
    const Scraped page(client.ask(request("GET")).body);
    QCOMPARE(page.fault(), std::string());
    for (const char *name : {"events", "data_bytes"}) {
        QCOMPARE(page.samples(std::string("eventscope_capture_source_") + name).size(),
                 static_cast<std::size_t>(series));
    }
    QCOMPARE(page.number("eventscope_capture_sources"), static_cast<unsigned>(sources));
    QCOMPARE(page.value(sourceSample("events", "/s/" + std::to_string(sources - 1))),
             std::string("2"));
    QCOMPARE(sumOf(page, "events"), events);
    QCOMPARE(sumOf(page, "data_bytes"), 13 * events);
    QCOMPARE(page.number("eventscope_capture_other_sources_events"),
             static_cast<unsigned>(sources - series));
}

// Over HTTP no such source comes in, but a file may hold any.
void TestMetrics::escapesSources()
{
    Desk desk;
    Sender sender(*desk.log);
    for (const char *source : {R"(/a"b\c)", "/}, 1", "/line\n", "/\xff"}) {
        Message message = structuredMessage(1);
        message.events.front().event.source = source;
        QCOMPARE(sender.send(std::move(message)).outcome, Receipt::Outcome::Committed);
    }
    RawClient client(desk.port);
    const Scraped page(client.ask(request("GET")).body);
    QCOMPARE(page.fault(), std::string());
    QCOMPARE(page.value(sourceSample("events", R"(/a\"b\\c)")), std::string("1"));
    QCOMPARE(page.value(sourceSample("events", "/}, 1")), std::string("1"));
    QCOMPARE(page.samples("eventscope_capture_source_events").size(), std::size_t(2));
    QCOMPARE(page.value("eventscope_capture_other_sources_events"), std::string("2"));
}

void TestMetrics::saysThatNothingCanBeWritten()
{
    Desk desk;
    std::filesystem::remove(desk.log->file());
    RawClient client(desk.port);
    const Scraped page(client.ask(request("GET")).body);
    QCOMPARE(page.fault(), std::string());
    QCOMPARE(page.value("eventscope_capture_writable"), std::string("0"));
}

void TestMetrics::answersWhileTheWriterStandsStill()
{
    Gate gate;
    EventLog::Options options;
    options.clock.wall = [&gate, wall = options.clock.wall] {
        gate.pass();
        return wall();
    };
    Desk desk(std::move(options));
    gate.shut(true);
    RawClient sender(desk.port);
    sender.send(eventPost("1", "t", "/s"));
    QTRY_VERIFY(gate.isReached());
    RawClient client(desk.port);
    Scraped page(client.ask(request("GET")).body);
    gate.shut(false);
    QCOMPARE(page.fault(), std::string());
    QCOMPARE(page.value("eventscope_events_waiting"), std::string("1"));
    QCOMPARE(page.value("eventscope_events_kept"), std::string("0"));
    QCOMPARE(sender.waitForAnswers(1).at(0).status, 202);
    page = Scraped(client.ask(request("GET")).body);
    QCOMPARE(page.value("eventscope_events_waiting"), std::string("0"));
    QCOMPARE(page.value("eventscope_events_kept"), std::string("1"));
}

void TestMetrics::answersHeadWithoutThePage()
{
    Desk desk;
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(request("HEAD"), true);
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.has("Content-Type: text/plain; version=0.0.4; charset=utf-8"));
    QVERIFY(answer.head.find("Content-Length: ") != std::string::npos);
    QVERIFY(answer.body.empty());
    QCOMPARE(client.ask(request("HEAD", "/metrics?x=1"), true).status, 200); // nothing in between
}

void TestMetrics::takesEventsAndRefusesTheRest()
{
    Desk desk;
    RawClient client(desk.port);
    QCOMPARE(client.ask(eventPost("1", "t", "/s", "/metrics")).status, 202);
    const RawAnswer refused = client.ask(request("DELETE"));
    QCOMPARE(refused.status, 405);
    QVERIFY(refused.has("Allow: GET, HEAD, OPTIONS, POST, PUT"));
    QCOMPARE(client.ask(request("GET", "/metrics/x")).status, 405);
    // A person in a browser sees the same as a program.
    const RawAnswer shown = client.ask(request("GET", "/metrics", "Accept: text/html\r\n"));
    QCOMPARE(shown.status, 200);
    QCOMPARE(Scraped(shown.body).value("eventscope_events_kept"), std::string("1"));
}

void TestMetrics::letsNoPageReadIt_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("status");
    QTest::newRow("no browser") << QByteArray("127.0.0.1:8080") << QByteArray() << 200;
    QTest::newRow("foreign host") << QByteArray("evil.example") << QByteArray() << 403;
    QTest::newRow("allowed host") << QByteArray("events.example") << QByteArray() << 200;
    QTest::newRow("page") << QByteArray("localhost")
                          << QByteArray("Origin: http://evil.example\r\n") << 403;
    QTest::newRow("cross-site") << QByteArray("localhost")
                                << QByteArray("Sec-Fetch-Site: cross-site\r\n") << 403;
    QTest::newRow("allowed page") << QByteArray("localhost")
                                  << QByteArray("Origin: https://good.example\r\n") << 200;
}

void TestMetrics::letsNoPageReadIt()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, fields);
    QFETCH(int, status);
    ReceiverOptions options;
    options.allowedOrigins = {"https://good.example"};
    options.allowedHosts = {"events.example"};
    Desk desk({}, options);
    RawClient client(desk.port);
    const RawAnswer answer =
        client.ask(request("GET", "/metrics", fields.toStdString(), host.toStdString()));
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.body.find("eventscope_events_kept") != std::string::npos, status == 200);
    QCOMPARE(answer.has("Access-Control-Allow-Origin: https://good.example"),
             fields.contains("good.example"));
}

void TestMetrics::answersInTurnWhoAsksWithoutWaiting()
{
    Desk desk;
    RawClient client(desk.port);
    constexpr std::size_t Rounds = 100;
    std::string sent;
    for (std::size_t round = 1; round <= Rounds; ++round)
        sent += eventPost(std::to_string(round), "t", "/s") + request("GET");
    client.send(sent);
    const auto answers = client.waitForAnswers(2 * Rounds);
    QCOMPARE(answers.size(), 2 * Rounds);
    unsigned long long kept = 0;
    for (std::size_t round = 0; round < Rounds; ++round) {
        QCOMPARE(answers[2 * round].status, 202);
        const RawAnswer &answer = answers[2 * round + 1];
        QCOMPARE(answer.status, 200);
        const unsigned long long now = Scraped(answer.body).number("eventscope_events_kept");
        QVERIFY(now >= kept && now <= Rounds);
        kept = now;
    }
    QCOMPARE(Scraped(client.ask(request("GET")).body).number("eventscope_events_kept"), Rounds);
}

void TestMetrics::answersBeforeItStops()
{
    Gate gate; // in the way of the thread that reads the figures
    Clock clock;
    clock.steady = [&gate, steady = clock.steady, io = std::this_thread::get_id()] {
        if (std::this_thread::get_id() != io)
            gate.pass();
        return steady();
    };
    Desk desk({}, {}, clock);
    QSignalSpy stopped(desk.receiver.get(), &Receiver::stopped);
    RawClient client(desk.port);
    gate.shut(true);
    client.send(request("GET"));
    QTRY_VERIFY(gate.isReached());
    RawClient other(desk.port);
    QCOMPARE(other.ask(request("GET", "/healthz")).status, 204);
    desk.receiver->stop();
    QTRY_VERIFY(other.isEnded());
    QCOMPARE(stopped.count(), 0);
    gate.shut(false);
    QTRY_COMPARE(stopped.count(), 1);
    QCOMPARE(client.waitForAnswers(1).at(0).status, 200);
    QTRY_VERIFY(client.isEnded());
}

void TestMetrics::countsReaders()
{
    ReceiverOptions options;
    options.streams.readers = 3;
    Desk desk({}, options);
    RawClient scraper(desk.port);
    const auto is = [&scraper](const char *sample, unsigned long long value) {
        const Scraped page(scraper.ask(request("GET")).body);
        return page.fault().empty() &&
               !page.value(std::string("eventscope_receiver_") + sample).empty() &&
               page.number(std::string("eventscope_receiver_") + sample) == value;
    };
    QVERIFY(is("readers{path=\"/events\"}", 0));
    {
        RawClient stream(desk.port);
        stream.send(request("GET", "/events", "Accept: text/event-stream\r\n"));
        RawClient socket(desk.port);
        socket.send(request("GET", "/ws",
                            "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                            "Sec-WebSocket-Version: 13\r\n"
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
        RawClient query(desk.port);
        query.send(request("GET", "/v1/events?wait=60s"));
        QTRY_COMPARE(desk.receiver->counters().readers, std::uint64_t(3));
        QVERIFY(is("readers{path=\"/events\"}", 1));
        QVERIFY(is("readers{path=\"/ws\"}", 1));
        QVERIFY(is("readers{path=\"/v1/events\"}", 1));
        QVERIFY(is("readers_refused_total", 0));
        RawClient another(desk.port);
        QCOMPARE(another.ask(request("GET", "/v1/events")).status, 503);
        QVERIFY(is("readers_refused_total", 1));
        Sender(*desk.log).send(binaryMessage(1)); // what the query waits for
        QCOMPARE(query.waitForAnswers(1).size(), std::size_t(1));
    }
    QTRY_COMPARE(desk.receiver->counters().readers, std::uint64_t(0));
    QVERIFY(is("readers{path=\"/events\"}", 0));
    QVERIFY(is("readers{path=\"/ws\"}", 0));
    QVERIFY(is("readers{path=\"/v1/events\"}", 0));
}

void TestMetrics::countsRefusalsByRule()
{
    ReceiverOptions options;
    options.requestsPerMinute = 1;
    Desk desk({}, options);
    RawClient client(desk.port);
    QCOMPARE(client.ask(eventPost("1", "t", "/s")).status, 202);
    QCOMPARE(client.ask(eventPost("2", "t", "/s")).status, 429);
    QCOMPARE(client.ask(eventPost("3", "t", "/s")).status, 429);
    QCOMPARE(client.ask(request("POST", "/", "Sec-Fetch-Site: cross-site\r\n")).status, 403);
    QCOMPARE(client.ask(request("DELETE", "/")).status, 405);
    const Scraped page(client.ask(request("GET")).body);
    QCOMPARE(page.fault(), std::string());
    const auto count = [&page](const std::string &rule) {
        return page.number("eventscope_receiver_refusals_total{rule=\"" + rule + "\"}");
    };
    QCOMPARE(count("too-many-requests"), 2ULL);
    QCOMPARE(count("cross-site"), 1ULL);
    QCOMPARE(count("method-not-allowed"), 1ULL);
    QCOMPARE(page.samples("eventscope_receiver_refusals_total").size(), std::size_t(3));
    QCOMPARE(desk.receiver->counters().refused, std::uint64_t(4));
}

void TestMetrics::countsWhatReadersMissed()
{
    EventLog::Options logOptions;
    logOptions.segmentBytes = 8 * KiB;
    logOptions.rules.emplace().limitBytes = 64 * KiB;
    Desk desk(std::move(logOptions));
    Sender sender(*desk.log);
    std::vector<Message> messages;
    for (std::uint64_t number = 1; number <= 400; ++number)
        messages.push_back(binaryMessage(number, std::string(1000, 'x')));
    sender.send(std::move(messages));
    QTRY_VERIFY(desk.log->ledger().evicted > 10 &&
                desk.log->state().usedBytes <= desk.log->rules().limitBytes);
    RawClient stream(desk.port);
    stream.send(request("GET", "/events?after=5", "Accept: text/event-stream\r\n"));
    QTRY_VERIFY(stream.received().find("id: 400\n") != std::string::npos);
    RawClient client(desk.port);
    const Scraped page(client.ask(request("GET")).body);
    QCOMPARE(page.number("eventscope_receiver_readers_missed_events_total"),
             desk.log->ledger().evicted - 5);
}

QTEST_GUILESS_MAIN(TestMetrics)
#include "tst_metrics.moc"

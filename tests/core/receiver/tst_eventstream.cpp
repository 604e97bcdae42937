// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"
#include "tests/core/receiver/scraped.h"
#include "tests/core/receiver/streamdesk.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

using namespace core;
using namespace logtest;
using namespace std::chrono_literals;

namespace {

std::string numbers(std::uint64_t first, std::uint64_t last)
{
    std::string text;
    for (std::uint64_t number = first; number <= last; ++number)
        text += (text.empty() ? "" : " ") + std::to_string(number);
    return text;
}

/// As `evs listen` prints them.
std::vector<std::string> printed(const EventLog &log)
{
    std::vector<std::string> lines;
    for (const StoredEvent &stored : readAll(log)) {
        lines.emplace_back();
        appendJsonEvent(lines.back(), stored.event, stored.text);
    }
    return lines;
}

/// A capture that keeps only its newest events: small segments under a small limit.
EventLog::Options smallLog()
{
    EventLog::Options options;
    options.segmentBytes = 8 * KiB;
    options.rules.emplace().limitBytes = 64 * KiB;
    return options;
}

} // namespace

/// GET /events, over sockets and a capture.
class TestEventStream : public QObject {
    Q_OBJECT

private slots:
    void streamsWhatComes();
    void tellsItsKindAndWhenToComeBack();
    void resumes_data();
    void resumes();
    void refusesPositions_data();
    void refusesPositions();
    void isOnlyForWhoAcceptsIt_data();
    void isOnlyForWhoAcceptsIt();
    void answersHeadWithoutAStream();
    void writesWhatEvsListenPrints();
    void startsAnewInAnotherLog();
    void givesSignsOfLife();
    void tellsWhatWasEvicted();
    void streamsEventsThatAreLargerThanWhatMayWait();
    void boundsWhatWaitsForASlowReader();
    void tellsWhoFellBehind();
    void breaksOffAnEventThatIsEvicted();
    void servesManyReaders();
    void letsNoMoreInThanTheLimit();
    void forgetsWhoIsGone();
    void letsNoPageReadIt_data();
    void letsNoPageReadIt();
    void letsAllowedPagesReadIt();
    void endsWhenTheReceiverStops();
    void takesEventsOnOtherConnections();
};

void TestEventStream::streamsWhatComes()
{
    StreamDesk desk;
    desk.append(1, 3);
    StreamClient client(desk.port, "/events");
    QTRY_VERIFY(client->body().ends_with("\n\n"));
    for (std::uint64_t number = 4; number <= 6; ++number)
        desk.append(number, number);
    QTRY_COMPARE(client->ids(), numbers(4, 6));
    QVERIFY(!client.raw().isEnded());
}

void TestEventStream::tellsItsKindAndWhenToComeBack()
{
    ReceiverOptions options;
    options.streams.retry = 1234ms;
    StreamDesk desk(options);
    StreamClient client(desk.port, "/events");
    QTRY_COMPARE(client->body(), std::string("retry: 1234\n\n"));
    QVERIFY(client->head().starts_with("HTTP/1.1 200 OK\r\n"));
    QVERIFY(client->head().find("\r\nContent-Type: text/event-stream\r\n") != std::string::npos);
    QVERIFY(client->head().find("\r\nCache-Control: no-store\r\n") != std::string::npos);
    QVERIFY(client->head().find("\r\nEventscope-After: 0\r\n") != std::string::npos);
    QVERIFY(client->head().find("Access-Control") == std::string::npos);
}

void TestEventStream::resumes_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("fields");
    QTest::addColumn<int>("first");
    const auto row = [](const char *name, const char *target, const char *fields, int first) {
        QTest::newRow(name) << QString::fromLatin1(target) << QString::fromLatin1(fields) << first;
    };
    row("from the newest", "/events", "", 2501);
    row("from the oldest", "/events?after=0", "", 1);
    row("behind the first", "/events?after=1", "", 2);
    row("in the middle", "/events?after=1000", "", 1001);
    row("before the newest", "/events?after=2499", "", 2500);
    row("at the newest", "/events?after=2500", "", 2501);
    row("by header", "/events", "Last-Event-ID: 2300\r\n", 2301);
    row("the header counts more", "/events?after=5", "Last-Event-ID: 2300\r\n", 2301);
    row("an empty header is none", "/events?after=2400", "Last-Event-ID: \r\n", 2401);
    row("escaped", "/events?%61fter=24%300", "", 2401);
}

void TestEventStream::resumes()
{
    QFETCH(QString, target);
    QFETCH(QString, fields);
    QFETCH(int, first);
    StreamDesk desk;
    desk.append(1, 2500);
    StreamClient client(desk.port, target.toStdString(), fields.toStdString());
    QTRY_VERIFY(client->body().starts_with("retry: "));
    desk.append(2501, 2510);
    QTRY_COMPARE(client->ids(), numbers(static_cast<std::uint64_t>(first), 2510));
}

void TestEventStream::refusesPositions_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("fields");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *name, const char *target, const char *fields,
                        const char *word) {
        QTest::newRow(name) << QString::fromLatin1(target) << QString::fromLatin1(fields)
                            << QString::fromLatin1(word);
    };
    row("no number", "/events?after=x", "", "after is \\\"x\\\"");
    row("nothing", "/events?after=", "", "after is \\\"\\\"");
    row("negative", "/events?after=-1", "", "after is \\\"-1\\\"");
    row("above all numbers", "/events?after=9223372036854775808", "", "0 to 9223372036854775807");
    row("twice", "/events?after=1&after=2", "", "after is given twice");
    row("unknown", "/events?since=1", "", "The parameters are: after, where.");
    row("no expression", "/events?where=type%3D%3D'a'", "", "At character 5 of where: ");
    row("bad header", "/events", "Last-Event-ID: abc\r\n", "was not given by this stream");
}

void TestEventStream::refusesPositions()
{
    QFETCH(QString, target);
    QFETCH(QString, fields);
    QFETCH(QString, word);
    StreamDesk desk;
    StreamClient client(desk.port, target.toStdString(), fields.toStdString());
    const std::vector<RawAnswer> answers = client.raw().waitForAnswers(1);
    QCOMPARE(answers.size(), std::size_t(1));
    QCOMPARE(answers.front().status, 400);
    QVERIFY(answers.front().has("Content-Type: application/problem+json"));
    QVERIFY2(answers.front().body.find(word.toStdString()) != std::string::npos,
             answers.front().body.c_str());
    QCOMPARE(desk.receiver->counters().readers, std::uint64_t(0));
}

void TestEventStream::isOnlyForWhoAcceptsIt_data()
{
    QTest::addColumn<QString>("accept");
    QTest::addColumn<int>("status");
    QTest::newRow("event stream") << QStringLiteral("Accept: text/event-stream\r\n") << 200;
    QTest::newRow("among others") << QStringLiteral(
                                         "Accept: application/json, Text/Event-Stream;q=0.5\r\n")
                                  << 200;
    QTest::newRow("anything") << QStringLiteral("Accept: */*\r\n") << 200;
    QTest::newRow("nothing said") << QString() << 200;
    QTest::newRow("a page") << QStringLiteral("Accept: text/html,*/*;q=0.8\r\n") << 406;
    QTest::newRow("JSON") << QStringLiteral("Accept: application/json\r\n") << 406;
    QTest::newRow("any text") << QStringLiteral("Accept: text/*;q=0.3\r\n") << 200;
    QTest::newRow("in another line")
        << QStringLiteral("Accept: application/json\r\nAccept: text/event-stream\r\n") << 200;
    QTest::newRow("a list of nothing") << QStringLiteral("Accept: , ,\r\n") << 200;
    QTest::newRow("not that, RFC 9110 12.4.2")
        << QStringLiteral("Accept: text/event-stream;q=0, */*\r\n") << 406;
    QTest::newRow("not that, with more digits")
        << QStringLiteral("Accept: text/event-stream ; charset=utf-8 ; Q=0.000\r\n") << 406;
    QTest::newRow("hardly that") << QStringLiteral("Accept: text/event-stream;q=0.001\r\n") << 200;
    QTest::newRow("nothing at all") << QStringLiteral("Accept: */*;q=0\r\n") << 406;
    QTest::newRow("anything but a page") << QStringLiteral("Accept: text/html;q=0, */*\r\n") << 200;
    QTest::newRow("a type that begins alike")
        << QStringLiteral("Accept: text/event-stream2\r\n") << 406;
}

void TestEventStream::isOnlyForWhoAcceptsIt()
{
    QFETCH(QString, accept);
    QFETCH(int, status);
    StreamDesk desk;
    RawClient client(desk.port);
    client.send(getRequest("/events", accept.toStdString()));
    QTRY_VERIFY(client.received().find("\r\n\r\n") != std::string::npos);
    QCOMPARE(std::stoi(client.received().substr(9, 3)), status);
    QTRY_COMPARE(desk.receiver->counters().readers, std::uint64_t(status == 200 ? 1 : 0));
}

void TestEventStream::answersHeadWithoutAStream()
{
    StreamDesk desk;
    RawClient client(desk.port);
    const RawAnswer answer = client.ask("HEAD /events HTTP/1.1\r\nHost: localhost\r\nAccept: "
                                        "text/event-stream\r\n\r\n",
                                        true);
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.has("Content-Type: text/event-stream"));
    // A length would be that of the answer to GET, which has none (RFC 9110 8.6).
    QVERIFY(answer.head.find("Content-Length") == std::string::npos);
    QVERIFY(answer.head.find("Connection: close") == std::string::npos);
    QCOMPARE(client.ask(getRequest("/healthz")).status, 204); // the connection goes on
    QCOMPARE(desk.receiver->counters().readers, std::uint64_t(0));
}

void TestEventStream::writesWhatEvsListenPrints()
{
    StreamDesk desk;
    desk.sender.send(binaryMessage(1, "{\"text\" : \"a\\nb\", \"n\": 1e2}"));
    desk.sender.send(binaryMessage(2, "{\n  \"lines\": [\r\n1,\n2]\n}"));
    desk.sender.send(binaryMessage(3, std::string("\0\xff\n\n", 4)));
    desk.sender.send(structuredMessage(4));
    desk.sender.send(batchMessage(5, 3));
    desk.sender.send(rawMessage(6));
    StreamClient client(desk.port, "/events?after=0");
    QTRY_COMPARE(client->events().size(), std::size_t(8));
    std::vector<std::string> data;
    for (const StreamedEvent &event : client->events())
        data.push_back(event.data);
    QCOMPARE(data, printed(*desk.log));
}

void TestEventStream::startsAnewInAnotherLog()
{
    StreamDesk desk;
    desk.append(1, 3);
    StreamClient client(desk.port, "/events", "Last-Event-ID: 4\r\n");
    QTRY_COMPARE(client->ids(), std::string("reset: 1 2 3"));
    QCOMPARE(client->events().front().data, std::string(R"({"after":4,"newest":3})"));
}

void TestEventStream::givesSignsOfLife()
{
    ReceiverOptions options;
    options.streams.heartbeat = 20ms;
    StreamDesk desk(options);
    StreamClient client(desk.port, "/events");
    QTRY_VERIFY(client->body().ends_with("\n\n:\n\n:\n\n"));
    desk.append(1, 1);
    QTRY_COMPARE(client->ids(), std::string("1"));
}

void TestEventStream::tellsWhatWasEvicted()
{
    StreamDesk desk({}, smallLog());
    desk.append(1, 400, std::string(1000, 'x'));
    QTRY_VERIFY(desk.hasEvicted());
    StreamClient client(desk.port, "/events?after=5");
    QTRY_VERIFY(client->ids().ends_with(" 400"));
    const std::uint64_t evicted = desk.log->ledger().evicted;
    QCOMPARE(client->ids(), "evicted:" + std::to_string(evicted) + " " + numbers(evicted + 1, 400));
    QCOMPARE(client->events().front().data,
             "{\"first\":6,\"last\":" + std::to_string(evicted) + "}");
}

void TestEventStream::streamsEventsThatAreLargerThanWhatMayWait()
{
    ReceiverOptions options;
    options.streams.waitingBytes = 4 * KiB;
    StreamDesk desk(options);
    desk.append(1, 1, '"' + std::string(1 * MiB, 'a') + '"');
    desk.append(2, 2);
    desk.append(3, 3, '"' + std::string(700 * KiB, 'b') + '"');
    StreamClient client(desk.port, "/events?after=0");
    QTRY_COMPARE(client->ids(), numbers(1, 3));
    std::vector<std::string> data;
    for (const StreamedEvent &event : client->events())
        data.push_back(event.data);
    QVERIFY(data == printed(*desk.log));
}

void TestEventStream::boundsWhatWaitsForASlowReader()
{
    ReceiverOptions options;
    options.streams.waitingBytes = 64 * KiB;
    StreamDesk desk(options);
    SlowClient slow(desk.port, getRequest("/events?after=0"));
    std::vector<std::unique_ptr<StreamClient>> others;
    for (int count = 0; count < 20; ++count)
        others.push_back(std::make_unique<StreamClient>(desk.port, "/events?after=0"));
    constexpr std::uint64_t Events = 80;
    const std::string data = '"' + std::string(100 * KiB, 'x') + '"';
    for (std::uint64_t number = 1; number <= Events; number += 20)
        desk.append(number, number + 19, data); // more than the operating system takes
    for (const auto &other : others)
        QTRY_COMPARE_WITH_TIMEOUT((*other)->events().size(), std::size_t(Events), 60'000);
    std::vector<StreamReaderState> behind = desk.receiver->readers();
    std::erase_if(behind, [](const StreamReaderState &state) { return state.behind == 0; });
    QCOMPARE(behind.size(), std::size_t(1));
    QVERIFY(behind.front().waiting > 0);
    QVERIFY(behind.front().waiting <= options.streams.waitingBytes);
    QTRY_VERIFY_WITH_TIMEOUT(slow.fetch() && slow->eventIds() == numbers(1, Events), 60'000);
}

void TestEventStream::tellsWhoFellBehind()
{
    ReceiverOptions options;
    options.streams.waitingBytes = 64 * KiB;
    std::atomic<std::chrono::milliseconds> passed{0ms};
    Clock clock;
    clock.steady = [&passed] { return SteadyTime() + passed.load(); };
    StreamDesk desk(options, {}, clock);
    SlowClient slow(desk.port, getRequest("/events"));
    StreamClient quick(desk.port, "/events");
    QTRY_COMPARE(desk.receiver->readers().size(), std::size_t(2));
    const std::string data = '"' + std::string(100 * KiB, 'x') + '"';
    for (std::uint64_t number = 1; number <= 80; number += 20)
        desk.append(number, number + 19, data);
    QTRY_VERIFY_WITH_TIMEOUT(quick->ids().ends_with(" 80"), 60'000);
    passed = options.streams.behindTime + 1ms;
    QTRY_VERIFY_WITH_TIMEOUT(slow.fetch() && slow->eventIds() == numbers(1, 80), 60'000);
    QCOMPARE(slow->notices().size(), std::size_t(1));
    QCOMPARE(slow->notices().front().name, std::string("behind"));
    QVERIFY(slow->notices().front().data.starts_with("{\"events\":"));
    RawClient scraper(desk.port);
    const Scraped figures(scraper.ask(getRequest("/metrics")).body);
    QCOMPARE(figures.number("eventscope_receiver_readers_behind_total"), 1ULL);
}

void TestEventStream::breaksOffAnEventThatIsEvicted()
{
    ReceiverOptions options;
    options.streams.waitingBytes = 16 * KiB;
    EventLog::Options logOptions;
    logOptions.segmentBytes = 1 * MiB;
    logOptions.rules.emplace().limitBytes = 16 * MiB;
    StreamDesk desk(options, std::move(logOptions));
    desk.append(1, 1, '"' + std::string(8 * MiB, 'x') + '"');
    SlowClient client(desk.port, getRequest("/events?after=0"));
    const auto isStuck = [&] {
        const std::vector<StreamReaderState> states = desk.receiver->readers();
        return states.size() == 1 && states.front().waiting > 1 * KiB;
    };
    QTRY_VERIFY(isStuck());
    for (std::uint64_t number = 2; desk.log->ledger().evicted == 0; ++number)
        desk.append(number, number, std::string(1 * MiB, 'y'));
    StreamClient pusher(desk.port, "/events?after=1"); // so that event 1 is in no page any more
    QTRY_VERIFY(pusher->events().size() > 1);
    QTRY_VERIFY(!client.fetch());
    QCOMPARE(client->ids(), std::string()); // what is not whole counts as nothing
    StreamClient again(desk.port, "/events?after=0");
    QTRY_VERIFY(again->ids().starts_with("evicted:"));
}

void TestEventStream::servesManyReaders()
{
    StreamDesk desk;
    desk.append(1, 3000);
    std::vector<std::unique_ptr<StreamClient>> clients;
    for (int count = 0; count < 100; ++count)
        clients.push_back(std::make_unique<StreamClient>(
            desk.port, "/events?after=" + std::to_string(count * 29)));
    for (std::uint64_t number = 3001; number <= 3050; ++number)
        desk.append(number, number);
    for (std::size_t count = 0; count < clients.size(); ++count)
        QTRY_COMPARE_WITH_TIMEOUT((*clients[count])->ids(), numbers(count * 29 + 1, 3050), 60'000);
    QCOMPARE(desk.receiver->counters().readers, std::uint64_t(100));
}

void TestEventStream::letsNoMoreInThanTheLimit()
{
    ReceiverOptions options;
    options.streams.readers = 2;
    StreamDesk desk(options);
    StreamClient first(desk.port, "/events");
    QTRY_VERIFY(first->head().starts_with("HTTP/1.1 200"));
    {
        StreamClient second(desk.port, "/events");
        QTRY_VERIFY(second->head().starts_with("HTTP/1.1 200"));
        RawClient third(desk.port);
        const RawAnswer answer = third.ask(getRequest("/events"));
        QCOMPARE(answer.status, 503);
        QVERIFY(answer.head.find("\r\nRetry-After: ") != std::string::npos);
        QVERIFY(answer.body.find("the limit of 2") != std::string::npos);
        QCOMPARE(third.ask(getRequest("/v1/events")).status, 503);
        QCOMPARE(third.ask(getRequest("/healthz")).status, 204);
    }
    QTRY_COMPARE(desk.receiver->counters().readers, std::uint64_t(1));
    StreamClient next(desk.port, "/events");
    QTRY_VERIFY(next->head().starts_with("HTTP/1.1 200"));
}

void TestEventStream::forgetsWhoIsGone()
{
    StreamDesk desk;
    for (int count = 0; count < 20; ++count) {
        StreamClient client(desk.port, "/events?after=0");
        QTRY_VERIFY(client->head().starts_with("HTTP/1.1 200"));
        if (count % 2 == 0)
            client.raw().breakOff();
        else
            client.raw().endSending();
        QTRY_COMPARE(desk.receiver->counters().readers, std::uint64_t(0));
    }
    QTRY_COMPARE(desk.receiver->counters().connections, std::uint64_t(0));
}

void TestEventStream::letsNoPageReadIt_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("fields");
    for (const char *target : {"/events", "/ws", "/v1/events"}) {
        const QString path = QString::fromLatin1(target);
        QTest::newRow(qPrintable(path + u" origin"))
            << path << QStringLiteral("Origin: https://evil.example\r\n");
        QTest::newRow(qPrintable(path + u" null")) << path << QStringLiteral("Origin: null\r\n");
        QTest::newRow(qPrintable(path + u" site"))
            << path << QStringLiteral("Sec-Fetch-Site: cross-site\r\n");
    }
}

void TestEventStream::letsNoPageReadIt()
{
    QFETCH(QString, target);
    QFETCH(QString, fields);
    StreamDesk desk;
    desk.append(1, 1);
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(
        getRequest(target.toStdString(), fields.toStdString() +
                                             "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                                             "Sec-WebSocket-Version: 13\r\n"
                                             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
    QCOMPARE(answer.status, 403);
    QVERIFY(answer.body.find("total") == std::string::npos);
}

void TestEventStream::letsAllowedPagesReadIt()
{
    ReceiverOptions options;
    options.allowedOrigins = {"https://good.example"};
    StreamDesk desk(options);
    StreamClient client(desk.port, "/events",
                        "Origin: https://good.example\r\nSec-Fetch-Site: cross-site\r\n");
    QTRY_VERIFY(client->head().starts_with("HTTP/1.1 200"));
    QVERIFY(client->head().find("\r\nAccess-Control-Allow-Origin: https://good.example\r\n") !=
            std::string::npos);
}

void TestEventStream::endsWhenTheReceiverStops()
{
    StreamDesk desk;
    desk.append(1, 2);
    StreamClient client(desk.port, "/events?after=0");
    QTRY_COMPARE(client->ids(), numbers(1, 2));
    QSignalSpy stopped(desk.receiver.get(), &Receiver::stopped);
    desk.receiver->stop();
    QTRY_VERIFY(client.raw().isEnded());
    QTRY_COMPARE(stopped.count(), 1);
    QCOMPARE(client->ids(), numbers(1, 2));
}

void TestEventStream::takesEventsOnOtherConnections()
{
    StreamDesk desk;
    StreamClient client(desk.port, "/events");
    QTRY_VERIFY(client->head().starts_with("HTTP/1.1 200"));
    RawClient sender(desk.port);
    const RawAnswer answer =
        sender.ask("POST / HTTP/1.1\r\nHost: localhost\r\nce-specversion: 1.0\r\nce-id: 7\r\n"
                   "ce-type: t\r\nce-source: /s\r\nContent-Length: 0\r\n\r\n");
    QCOMPARE(answer.status, 202);
    QTRY_COMPARE(client->ids(), std::string("1"));
    QCOMPARE(client->events().front().data,
             std::string(R"({"specversion":"1.0","id":"7","source":"/s","type":"t"})"));
}

QTEST_GUILESS_MAIN(TestEventStream)
#include "tst_eventstream.moc"

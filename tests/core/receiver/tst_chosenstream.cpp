// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"
#include "tests/core/receiver/rawsocket.h"
#include "tests/core/receiver/streamdesk.h"

#include <QTest>

#include <chrono>
#include <string>
#include <vector>

using namespace core;
using namespace std::chrono_literals;

/// GET /events?where= and GET /ws?where=: streams of the events that an expression chooses.
class TestChosenStream : public QObject {
    Q_OBJECT

private slots:
    void streamsWhatPasses();
    void streamsWhatPassesOverAWebSocket();
    void resumesBehindWhatItWasToldLast();
    void tellsHowFarItIsWhereNothingPasses();
    void tellsItNoMoreOftenThanItMay();
    void tellsItAsASignOfLife();
    void tellsWhatWasEvicted();
    void streamsEventsThatAreLargerThanWhatMayWait();
    void breaksOffAnEventThatIsEvicted();
    void keepsNobodyWaitingWhoWantsEverything();
    void servesManyOfTheSameWish();
};

namespace {

const std::string Tens = "where=id+LIKE+'%250'"; // id-10, id-20, …

std::string tens(int first, int last)
{
    std::string text;
    for (int number = first; number <= last; number += 10)
        text += (text.empty() ? "" : " ") + std::to_string(number);
    return text;
}

bool ends(const std::string &text, const std::string &with)
{
    return text.ends_with(with);
}

/// The ids of events, and of notices "type data".
std::vector<std::string> heardOf(const RawSocket &socket)
{
    std::vector<std::string> all;
    for (const std::string &text : socket.texts()) {
        const auto event = decodeJsonEvent(text);
        if (!event)
            all.emplace_back("no event");
        else if (event->type.starts_with("eventscope.stream."))
            all.push_back(event->type.substr(18) + ' ' + text.substr(text.find("\"data\":") + 7));
        else
            all.push_back(event->id);
    }
    return all;
}

/// Tells how far it is at each page, or never.
ReceiverOptions tellingAfter(std::chrono::milliseconds time)
{
    ReceiverOptions options;
    options.streams.progressTime = time;
    return options;
}

} // namespace

void TestChosenStream::streamsWhatPasses()
{
    StreamDesk desk;
    desk.append(1, 2500);
    StreamClient client(desk.port, "/events?after=1000&" + Tens);
    QTRY_COMPARE(client->ids(), tens(1010, 2500));
    desk.append(2501, 2509);
    desk.append(2510, 2515);
    QTRY_COMPARE(client->ids(), tens(1010, 2510));
    StreamClient newest(desk.port, "/events?" + Tens);
    QTRY_VERIFY(newest->body().starts_with("retry: "));
    desk.append(2516, 2520);
    QTRY_COMPARE(newest->ids(), std::string("2520"));
    QTRY_COMPARE(client->ids(), tens(1010, 2520));
    // The same engine as everywhere: the data, too.
    StreamClient deep(desk.port, "/events?after=2518&where=DATA('/total')+=+1");
    QTRY_COMPARE(deep->ids(), std::string("2519 2520"));
}

void TestChosenStream::streamsWhatPassesOverAWebSocket()
{
    StreamDesk desk(tellingAfter(1h));
    desk.append(1, 25);
    RawSocket socket(desk.port, "/ws?after=5&" + Tens);
    QTRY_COMPARE(heardOf(socket), (std::vector<std::string>{"id-10", "id-20"}));
    desk.append(26, 30);
    QTRY_COMPARE(heardOf(socket), (std::vector<std::string>{"id-10", "id-20", "id-30"}));
    // What it sends is an event whether it passes or not.
    socket.send(TextFrame, R"({"specversion":"1.0","id":"x0","source":"/s","type":"t"})");
    QTRY_COMPARE(heardOf(socket).back(), std::string("x0"));
    socket.send(TextFrame, R"({"specversion":"1.0","id":"x1","source":"/s","type":"t"})");
    QTRY_COMPARE(desk.log->ledger().kept, std::uint64_t(32));

    RawSocket wrong(desk.port, "/ws?where=type+==+'a'");
    QVERIFY(wrong.head().starts_with("HTTP/1.1 400 "));
    QVERIFY(wrong.raw().received().find("At character 6 of where: ") != std::string::npos);
}

/// As a browser does it: what it was told last stands in Last-Event-ID.
void TestChosenStream::resumesBehindWhatItWasToldLast()
{
    StreamDesk desk(tellingAfter(0ms));
    desk.append(1, 2505);
    StreamClient first(desk.port, "/events?after=0&" + Tens);
    QTRY_COMPARE(first->ids(), tens(10, 2500));
    QTRY_VERIFY(ends(first->body(), "\n\nid: 2505\n\n"));
    StreamClient again(desk.port, "/events?after=0&" + Tens, "Last-Event-ID: 2505\r\n");
    QTRY_VERIFY(again->body().starts_with("retry: "));
    QVERIFY(again->head().find("\r\nEventscope-After: 2505\r\n") != std::string::npos);
    desk.append(2506, 2510);
    QTRY_COMPARE(again->ids(), std::string("2510"));
}

void TestChosenStream::tellsHowFarItIsWhereNothingPasses()
{
    StreamDesk desk(tellingAfter(0ms));
    desk.append(1, 2500);
    StreamClient client(desk.port, "/events?after=0&where=false");
    QTRY_VERIFY(ends(client->body(), "\n\nid: 2500\n\n"));
    QVERIFY(client->body().find("\n\nid: ") < client->body().find("\n\nid: 2500"));
    QCOMPARE(client->ids(), std::string()); // nothing that a browser would hand over
    QVERIFY(client->body().find("data") == std::string::npos);

    RawSocket socket(desk.port, "/ws?after=2000&where=false");
    const auto lastHeard = [&] {
        const std::vector<std::string> heard =
            heardOf(socket); // one for each page: of them time decides
        return heard.empty() ? std::string() : heard.back();
    };
    QTRY_COMPARE(lastHeard(), std::string("searched {\"last\":2500}}"));
}

void TestChosenStream::tellsItNoMoreOftenThanItMay()
{
    StreamDesk desk(tellingAfter(1h));
    desk.append(1, 2500);
    StreamClient client(desk.port, "/events?after=0&where=id='id-2400'");
    QTRY_COMPARE(client->ids(), std::string("2400"));
    desk.append(2501, 2600);
    desk.append(2601, 2601);
    StreamClient all(desk.port, "/events?after=2600");
    QTRY_COMPARE(all->ids(), std::string("2601"));
    QCOMPARE(client->body().find("\n\nid: 2400\ndata: "), client->body().find("\n\nid: "));
    QCOMPARE(client->body().rfind("\n\nid: "), client->body().find("\n\nid: "));
}

/// A stream on which nothing passes for long need not be searched again when it breaks.
void TestChosenStream::tellsItAsASignOfLife()
{
    ReceiverOptions options = tellingAfter(1h);
    options.streams.heartbeat = 10ms;
    StreamDesk desk(options);
    desk.append(1, 5);
    StreamClient client(desk.port, "/events?after=0&where=false");
    QTRY_VERIFY(client->body().find("\n\nid: 5\n\n") != std::string::npos);
    QTRY_VERIFY(ends(client->body(), "\n\n:\n\n")); // it is told once
    QCOMPARE(client->body().find("\n\nid: 5\n\n"), client->body().rfind("\n\nid: "));
}

void TestChosenStream::tellsWhatWasEvicted()
{
    EventLog::Options logOptions;
    logOptions.segmentBytes = 8 * KiB;
    logOptions.rules.emplace().limitBytes = 64 * KiB;
    StreamDesk desk({}, std::move(logOptions));
    desk.append(1, 400, std::string(1000, 'x'));
    QTRY_VERIFY(desk.hasEvicted());
    const int evicted = static_cast<int>(desk.log->ledger().evicted);
    // What does not pass has not left.
    StreamClient client(desk.port, "/events?after=5&" + Tens);
    const std::string kept = tens(evicted / 10 * 10 + 10, 400);
    QTRY_COMPARE(client->ids(), "evicted:" + std::to_string(evicted) + ' ' + kept);
    QCOMPARE(client->notices().front().data,
             "{\"first\":6,\"last\":" + std::to_string(evicted) + "}");
    QTRY_COMPARE(desk.receiver->counters().readers, std::uint64_t(1));
}

void TestChosenStream::streamsEventsThatAreLargerThanWhatMayWait()
{
    ReceiverOptions options = tellingAfter(1h);
    options.streams.waitingBytes = 16 * KiB;
    StreamDesk desk(options);
    desk.append(1, 9);
    desk.append(10, 10, '"' + std::string(2 * MiB, 'x') + '"');
    desk.append(11, 19);
    desk.append(20, 20, '"' + std::string(1 * MiB, 'y') + '"');
    StreamClient client(desk.port, "/events?after=0&" + Tens);
    QTRY_COMPARE_WITH_TIMEOUT(client->ids(), std::string("10 20"), 60'000);
    QVERIFY(client->events().front().data.size() > 2 * MiB);
    RawSocket socket(desk.port, "/ws?after=0&" + Tens);
    QTRY_COMPARE_WITH_TIMEOUT(heardOf(socket), (std::vector<std::string>{"id-10", "id-20"}),
                              60'000);
}

void TestChosenStream::breaksOffAnEventThatIsEvicted()
{
    ReceiverOptions options;
    options.streams.waitingBytes = 16 * KiB;
    EventLog::Options logOptions;
    logOptions.segmentBytes = 1 * MiB;
    logOptions.rules.emplace().limitBytes = 16 * MiB;
    StreamDesk desk(options, std::move(logOptions));
    desk.append(1, 1, '"' + std::string(8 * MiB, 'x') + '"');
    SlowClient client(desk.port, getRequest("/events?after=0&where=true"));
    const auto isStuck = [&] {
        const std::vector<StreamReaderState> states = desk.receiver->readers();
        return states.size() == 1 && states.front().waiting > 1 * KiB;
    };
    QTRY_VERIFY(isStuck());
    for (std::uint64_t number = 2; desk.log->ledger().evicted == 0; ++number)
        desk.append(number, number, std::string(1 * MiB, 'y'));
    // So that event 1 is in no page any more.
    StreamClient pusher(desk.port, "/events?after=1&where=NOT+false");
    QTRY_VERIFY(pusher->events().size() > 1);
    QTRY_VERIFY(!client.fetch());
    QCOMPARE(client->ids(), std::string());
}

/// An expression that takes long is its reader's own business.
void TestChosenStream::keepsNobodyWaitingWhoWantsEverything()
{
    StreamDesk desk;
    desk.append(1, 300, '"' + std::string(32 * KiB, 'x') + '"');
    std::string costly = "where=LENGTH(CONCAT(''";
    for (int i = 0; i < 400; ++i)
        costly += ",DATA('')";
    costly += "))>0";
    StreamClient slow(desk.port, "/events?after=0&" + costly);
    QTRY_VERIFY(slow->events().size() >= 1);
    StreamClient quick(desk.port, "/events?after=0");
    QTRY_COMPARE_WITH_TIMEOUT(quick->events().size(), std::size_t(300), 60'000);
    desk.append(301, 301);
    QTRY_COMPARE(quick->events().size(), std::size_t(301));
    QVERIFY2(slow->events().size() < 300, "the expression was not slow enough");
}

void TestChosenStream::servesManyOfTheSameWish()
{
    StreamDesk desk;
    desk.append(1, 1500);
    std::vector<std::unique_ptr<StreamClient>> clients;
    for (int count = 0; count < 50; ++count) {
        const std::string where = count % 2 == 0 ? Tens : "where=id+LIKE+'%2500'";
        clients.push_back(std::make_unique<StreamClient>(desk.port, "/events?after=0&" + where));
    }
    for (std::uint64_t number = 1501; number <= 1600; ++number)
        desk.append(number, number);
    for (std::size_t count = 0; count < clients.size(); ++count) {
        if (count % 2 == 0)
            QTRY_COMPARE_WITH_TIMEOUT((*clients[count])->ids(), tens(10, 1600), 60'000);
        else
            QTRY_COMPARE_WITH_TIMEOUT((*clients[count])->ids().size(),
                                      std::string("100 200 300 400 500 600 700 800 900 1000 1100 "
                                                  "1200 1300 1400 1500 1600")
                                          .size(),
                                      60'000);
    }
}

QTEST_GUILESS_MAIN(TestChosenStream)
#include "tst_chosenstream.moc"

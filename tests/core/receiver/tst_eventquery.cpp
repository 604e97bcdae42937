// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"
#include "tests/core/receiver/streamdesk.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

using namespace core;
using namespace logtest;
using namespace std::chrono_literals;

namespace {

/// The value of a header line; nothing if there is none.
std::optional<std::string> field(const RawAnswer &answer, const std::string &name)
{
    const std::size_t begin = answer.head.find("\r\n" + name + ": ");
    if (begin == std::string::npos)
        return std::nullopt;
    const std::size_t value = begin + name.size() + 4;
    return answer.head.substr(value, answer.head.find("\r\n", value) - value);
}

/// The target that the answer names as the next.
std::string nextOf(const RawAnswer &answer)
{
    const std::string link = field(answer, "Link").value_or("<>; rel=\"next\"");
    return link.ends_with(">; rel=\"next\"") ? link.substr(1, link.find('>') - 1) : std::string();
}

/// How many events; nothing if it is no batch.
std::optional<std::size_t> countOf(const RawAnswer &answer)
{
    const auto events = decodeJsonBatch(answer.body);
    return events ? std::optional(events->size()) : std::nullopt;
}

} // namespace

/// GET /v1/events, over sockets and a capture.
class TestEventQuery : public QObject {
    Q_OBJECT

private slots:
    void answersABatch();
    void goesThroughTheLogByItsLinks();
    void keepsToItsLimit_data();
    void keepsToItsLimit();
    void refusesParameters_data();
    void refusesParameters();
    void namesThePlaceInAnExpression();
    void refusesWhatCannotBeLinkedTo();
    void choosesByAnExpression_data();
    void choosesByAnExpression();
    void linksOnwardFromPagesWithoutAMatch();
    void waitsForTheFirstMatch();
    void tellsHowFarItLooked();
    void answersOneLargeMatch();
    void tellsWhatWasEvictedBeforeItLooked();
    void waitsForTheFirstEvent();
    void waitsNoLongerThanItIsAsked();
    void givesItsPlaceBackWhenItsClientGoes_data();
    void givesItsPlaceBackWhenItsClientGoes();
    void answersAClientThatHasEndedItsSide();
    void doesNotWaitWhereThereIsSomething();
    void answersInTurn();
    void tellsWhatWasEvicted();
    void endsABatchWhereTheSpecversionChanges();
    void endsAnAnswerThatHasEnoughBytes();
    void answersOneLargeEvent();
    void answersHead();
    void letsAllowedPagesReadIt();
    void answersWhoWaitsBeforeItStops();
    void tellsThatTheLogCannotBeRead();
};

void TestEventQuery::answersABatch()
{
    StreamDesk desk;
    RawClient client(desk.port);
    const RawAnswer empty = client.ask(getRequest("/v1/events"));
    QCOMPARE(empty.status, 200);
    QCOMPARE(empty.body, std::string("[]"));
    QCOMPARE(nextOf(empty), std::string("/v1/events?after=0&limit=100"));
    desk.append(1, 3);
    const RawAnswer answer = client.ask(getRequest("/v1/events?after=0"));
    QVERIFY(answer.has("Content-Type: application/cloudevents-batch+json"));
    QVERIFY(answer.has("Cache-Control: no-store"));
    QVERIFY(answer.has("Eventscope-Newest: 3"));
    std::string wanted;
    for (const StoredEvent &stored : readAll(*desk.log)) {
        wanted += wanted.empty() ? "[" : ",";
        appendJsonEvent(wanted, stored.event, stored.text);
    }
    QCOMPARE(answer.body, wanted + "]");
    QCOMPARE(nextOf(answer), std::string("/v1/events?after=3&limit=100"));
    QVERIFY(!field(answer, "Eventscope-Evicted"));
}

void TestEventQuery::goesThroughTheLogByItsLinks()
{
    StreamDesk desk;
    desk.append(1, 2345);
    RawClient client(desk.port);
    std::string target = "/v1/events?limit=1000";
    std::size_t events = 0;
    for (;;) {
        const RawAnswer answer = client.ask(getRequest(target));
        QCOMPARE(answer.status, 200);
        const auto count = countOf(answer);
        QVERIFY(count);
        if (*count == 0)
            break;
        events += *count;
        target = nextOf(answer);
    }
    QCOMPARE(events, std::size_t(2345));
    QCOMPARE(target, std::string("/v1/events?after=2345&limit=1000"));
}

void TestEventQuery::keepsToItsLimit_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<std::size_t>("events");
    QTest::addColumn<int>("next");
    QTest::newRow("one") << QStringLiteral("?limit=1") << std::size_t(1) << 1;
    QTest::newRow("below") << QStringLiteral("?limit=249") << std::size_t(249) << 249;
    QTest::newRow("at") << QStringLiteral("?limit=250") << std::size_t(250) << 250;
    QTest::newRow("above") << QStringLiteral("?limit=251") << std::size_t(250) << 250;
    QTest::newRow("most") << QStringLiteral("?limit=1000") << std::size_t(250) << 250;
    QTest::newRow("none said") << QString() << std::size_t(100) << 100;
    QTest::newRow("behind a number")
        << QStringLiteral("?after=200&limit=20") << std::size_t(20) << 220;
    QTest::newRow("at the end") << QStringLiteral("?after=250") << std::size_t(0) << 250;
    QTest::newRow("no time") << QStringLiteral("?after=250&wait=0") << std::size_t(0) << 250;
}

void TestEventQuery::keepsToItsLimit()
{
    QFETCH(QString, query);
    QFETCH(std::size_t, events);
    QFETCH(int, next);
    StreamDesk desk;
    desk.append(1, 250);
    RawClient client(desk.port);
    RawAnswer answer = client.ask(getRequest("/v1/events" + query.toStdString()));
    QCOMPARE(answer.status, 200);
    auto count = countOf(answer);
    QVERIFY(count);
    // Whoever reads for CaptureReader::MaxPageTime answers what there is by then: a slow machine needs several answers.
    std::size_t found = *count;
    while (found<events && * count> 0) {
        const std::string rest = nextOf(answer);
        answer = client.ask(getRequest(rest.substr(0, rest.find("limit=")) +
                                       "limit=" + std::to_string(events - found)));
        count = countOf(answer);
        QVERIFY(count);
        found += *count;
    }
    QCOMPARE(found, events);
    QVERIFY(nextOf(answer).starts_with("/v1/events?after=" + std::to_string(next) + "&"));
}

void TestEventQuery::refusesParameters_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const char *query, const char *words) {
        QTest::newRow(name) << QString::fromLatin1(query) << QString::fromLatin1(words);
    };
    row("no limit", "limit=0", "from 1 to 1000");
    row("too many", "limit=1001", "from 1 to 1000");
    row("not a number", "limit=ten", "limit is");
    row("no position", "after=x", "from 0 to 9223372036854775807");
    row("position with a sign", "after=%2B1", "after is");
    row("position of another log", "after=4", "that number is of another log");
    row("too long", "wait=61s", "up to 60s");
    row("too long in another unit", "wait=60001ms", "up to 60s");
    row("too long without a unit", "wait=61", "up to 60s");
    row("no unit of ours", "wait=1h", "500ms, 10s");
    row("no time", "wait=", "wait is");
    row("so much that it is no number", "wait=99999999999999999999s", "wait is");
    row("unknown", "order=desc", "The parameters are: after, limit, wait, where.");
    row("twice", "limit=1&limit=2", "limit is given twice");
    row("no expression", "where=type%20%3D%20%3D%20'a'", "At character 8 of where: ");
    row("no expression behind another parameter", "limit=5&where=type%20LIKE%20id",
        "At character 11 of where: ");
    row("no expression, in letters beyond ASCII", "where='%C3%BC'%20%C3%BC",
        "At character 5 of where: ");
    row("an empty expression", "where=", "At character 1 of where: ");
    row("two expressions", "where=true&where=false", "where is given twice");
    row("escaped wrongly", "limit=%zz", "limit is");
}

void TestEventQuery::refusesParameters()
{
    QFETCH(QString, query);
    QFETCH(QString, words);
    StreamDesk desk;
    desk.append(1, 3);
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(getRequest("/v1/events?" + query.toStdString()));
    QCOMPARE(answer.status, 400);
    QVERIFY(answer.has("Content-Type: application/problem+json"));
    QVERIFY2(answer.body.find(words.toStdString()) != std::string::npos, answer.body.c_str());
    QCOMPARE(client.ask(getRequest("/v1/events")).status, 200); // the connection goes on
}

/// The place is that of the mistake, in the bytes that came.
void TestEventQuery::namesThePlaceInAnExpression()
{
    StreamDesk desk;
    RawClient client(desk.port);
    const std::string request = getRequest("/v1/events?limit=5&where=%27a%20b%27+%3D+%3D");
    const RawAnswer answer = client.ask(request);
    QCOMPARE(answer.status, 400);
    const QJsonObject problem =
        QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object();
    QVERIFY(problem[u"detail"].toString().startsWith(u"At character 9 of where: "));
    QCOMPARE(problem[u"rule"].toString(), QStringLiteral("query-expression"));
    const QJsonObject place = problem[u"place"].toObject();
    QCOMPARE(place[u"name"].toString(), QStringLiteral("where"));
    QCOMPARE(place[u"offset"].toInt(), int(request.rfind("%3D")));
    QCOMPARE(place[u"length"].toInt(), 3);
}

/// The link of an answer is one that is read.
void TestEventQuery::refusesWhatCannotBeLinkedTo()
{
    StreamDesk desk;
    desk.append(1, 1);
    const std::string around =
        "GET /v1/events?after=9223372036854775807&limit=100&where=%27%27 HTTP/1.1\r\n";
    const std::size_t most = HttpLimits().requestLineBytes - around.size();
    RawClient client(desk.port);
    const auto ask = [&client](std::size_t letters) {
        return client.ask(getRequest("/v1/events?where=%27" + std::string(letters, 'a') + "%27"));
    };
    QCOMPARE(ask(most - 1).status, 200);
    const RawAnswer answer = ask(most);
    QCOMPARE(answer.status, 200);
    QCOMPARE(client.ask(getRequest(nextOf(answer))).status, 200);
    const RawAnswer refused = ask(most + 1);
    QCOMPARE(refused.status, 414);
    QVERIFY(refused.body.find("Shorten it to " + std::to_string(most + 6) + " bytes") !=
            std::string::npos);
    QCOMPARE(ask(most).status, 200); // the connection goes on
    // A stream has no links.
    QCOMPARE(client
                 .ask("HEAD /events?where=%27" + std::string(most + 1, 'a') +
                      "%27 HTTP/1.1\r\nHost: localhost\r\n\r\n")
                 .status,
             200);
}

void TestEventQuery::choosesByAnExpression_data()
{
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("ids");
    const auto row = [](const char *where, const char *ids) {
        QTest::newRow(where) << QString::fromLatin1(where) << QString::fromLatin1(ids);
    };
    row("id%20=%20'id-3'", "id-3");
    row("id+%3D+%27id-3%27+OR+id+%3D+%27id-5%27", "id-3 id-5"); // as a form would write it
    row("source=%22/checkout/2%22", "id-2 id-7 id-12");
    row("EXISTS+subject+AND+EXISTS+time", "id-6 id-12");
    row("INT(RIGHT(id,1))+%2B+1=4", "id-3");
    row("true", "id-1 id-2 id-3 id-4 id-5 id-6 id-7 id-8 id-9 id-10 id-11 id-12");
    row("id", "");              // no Boolean
    row("missing%20=%201", ""); // an error
    row("type%20LIKE%20%27nobody%25%27", "");
}

void TestEventQuery::choosesByAnExpression()
{
    QFETCH(QString, where);
    QFETCH(QString, ids);
    StreamDesk desk;
    desk.append(1, 12);
    RawClient client(desk.port);
    QStringList found;
    std::string target = "/v1/events?where=" + where.toStdString();
    for (int last = 0; last < 12;) {
        const RawAnswer answer = client.ask(getRequest(target));
        QCOMPARE(answer.status, 200);
        const auto events = decodeJsonBatch(answer.body);
        QVERIFY(events);
        for (const ReceivedEvent &received : *events)
            found << QString::fromStdString(received.event.id);
        const std::string searched = field(answer, "Eventscope-Searched").value_or("");
        QVERIFY2(searched.starts_with(std::to_string(last + 1) + "-"), searched.c_str());
        last = std::stoi(searched.substr(searched.find('-') + 1));
        target = nextOf(answer);
        QVERIFY(
            target.starts_with("/v1/events?after=" + std::to_string(last) + "&limit=100&where="));
    }
    QCOMPARE(found.join(u' '), ids);
}

void TestEventQuery::linksOnwardFromPagesWithoutAMatch()
{
    StreamDesk desk;
    desk.append(1, 2500);
    RawClient client(desk.port);
    std::string target = "/v1/events?limit=5&where=id%20IN%20('id-1',%20'id-2499')";
    std::size_t events = 0;
    int empty = 0;
    std::uint64_t last = 0;
    while (last < 2500) {
        const RawAnswer answer = client.ask(getRequest(target));
        const auto count = countOf(answer);
        QVERIFY(count);
        events += *count;
        empty += *count == 0 ? 1 : 0;
        QVERIFY(answer.has("Eventscope-Newest: 2500"));
        const std::string searched = field(answer, "Eventscope-Searched").value_or("0-0");
        QCOMPARE(searched.substr(0, searched.find('-')), std::to_string(last + 1));
        const std::uint64_t now = std::stoull(searched.substr(searched.find('-') + 1));
        QVERIFY(now > last && now - last <= CaptureReader::MaxPageRows);
        last = now;
        target = nextOf(answer);
    }
    QCOMPARE(events, std::size_t(2));
    QVERIFY(empty >= 1);
    const RawAnswer end = client.ask(getRequest(target));
    QCOMPARE(end.body, std::string("[]"));
    QVERIFY(!field(end, "Eventscope-Searched"));
    QCOMPARE(nextOf(end), target);
}

void TestEventQuery::waitsForTheFirstMatch()
{
    StreamDesk desk;
    desk.append(1, 2500);
    RawClient client(desk.port);
    client.send(getRequest("/v1/events?wait=60s&where=id%20=%20'id-2600'"));
    QTRY_COMPARE(desk.receiver->counters().readers, std::uint64_t(1));
    RawClient other(desk.port); // is not kept from its own pages
    QCOMPARE(countOf(other.ask(getRequest("/v1/events?limit=3"))), std::optional<std::size_t>(3));
    desk.append(2501, 2599);
    QCOMPARE(countOf(other.ask(getRequest("/v1/events?after=2598&wait=60s"))),
             std::optional<std::size_t>(1));
    QCOMPARE(client.received(), std::string());
    desk.append(2600, 2600);
    const std::vector<RawAnswer> answers = client.waitForAnswers(1);
    QCOMPARE(answers.size(), std::size_t(1));
    QCOMPARE(countOf(answers.front()), std::optional<std::size_t>(1));
    QVERIFY(answers.front().has("Eventscope-Searched: 1-2600"));
    QCOMPARE(
        nextOf(answers.front()),
        std::string("/v1/events?after=2600&limit=100&wait=60000ms&where=id%20%3D%20%27id-2600%27"));
    QTRY_COMPARE(desk.receiver->counters().readers, std::uint64_t(0));
    // Nobody can wait longer for what is there.
    QCOMPARE(countOf(client.ask(getRequest("/v1/events?wait=60s&where=id%20=%20'id-2599'"))),
             std::optional<std::size_t>(1));
}

void TestEventQuery::tellsHowFarItLooked()
{
    StreamDesk desk;
    desk.append(1, 30);
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(getRequest("/v1/events?after=3&wait=300ms&where=false"));
    QCOMPARE(answer.body, std::string("[]"));
    QCOMPARE(field(answer, "Eventscope-Searched"), std::optional<std::string>("4-30"));
    QCOMPARE(nextOf(answer), std::string("/v1/events?after=30&limit=100&wait=300ms&where=false"));
    // Who has ended its side waits for nothing.
    RawClient ended(desk.port);
    ended.send(getRequest("/v1/events?after=30&wait=60s&where=false"));
    ended.endSending();
    QCOMPARE(ended.waitForAnswers(1).size(), std::size_t(1));
    // Where the limit ends an answer, the rest counts as not looked at.
    const RawAnswer cut = client.ask(getRequest("/v1/events?limit=2&where=true"));
    QCOMPARE(field(cut, "Eventscope-Searched"), std::optional<std::string>("1-2"));
}

void TestEventQuery::answersOneLargeMatch()
{
    StreamDesk desk;
    desk.append(1, 1);
    desk.append(2, 2, '"' + std::string(2 * MiB, 'x') + '"');
    desk.append(3, 3);
    RawClient client(desk.port);
    client.send(getRequest("/v1/events?where=id%20=%20'id-2'"));
    const std::vector<RawAnswer> answers = client.waitForAnswers(1);
    QCOMPARE(answers.size(), std::size_t(1));
    QCOMPARE(countOf(answers.front()), std::optional<std::size_t>(1));
    QVERIFY(answers.front().body.size() > 2 * MiB);
}

void TestEventQuery::tellsWhatWasEvictedBeforeItLooked()
{
    EventLog::Options logOptions;
    logOptions.segmentBytes = 8 * KiB;
    logOptions.rules.emplace().limitBytes = 64 * KiB;
    StreamDesk desk({}, std::move(logOptions));
    desk.append(1, 400, std::string(1000, 'x'));
    QTRY_VERIFY(desk.hasEvicted());
    const std::string evicted = "6-" + std::to_string(desk.log->ledger().evicted);
    RawClient client(desk.port);
    for (const char *rest : {"&where=id%20=%20'id-400'", "&where=false", "&where=false&wait=50ms"})
        QCOMPARE(field(client.ask(getRequest(std::string("/v1/events?after=5") + rest)),
                       "Eventscope-Evicted"),
                 std::optional(evicted));
    const RawAnswer all = client.ask(getRequest("/v1/events?after=395&where=id%20=%20'id-400'"));
    QVERIFY(!field(all, "Eventscope-Evicted")); // what was passed over is there
}

void TestEventQuery::waitsForTheFirstEvent()
{
    StreamDesk desk;
    desk.append(1, 3);
    RawClient client(desk.port);
    client.send(getRequest("/v1/events?after=3&wait=60s"));
    QTRY_COMPARE(desk.receiver->counters().readers, std::uint64_t(1));
    QCOMPARE(client.received(), std::string());
    desk.append(4, 4);
    const std::vector<RawAnswer> answers = client.waitForAnswers(1);
    QCOMPARE(answers.size(), std::size_t(1));
    QCOMPARE(countOf(answers.front()), std::optional<std::size_t>(1));
    QCOMPARE(nextOf(answers.front()), std::string("/v1/events?after=4&limit=100&wait=60000ms"));
    QTRY_COMPARE(desk.receiver->counters().readers, std::uint64_t(0));
}

void TestEventQuery::waitsNoLongerThanItIsAsked()
{
    StreamDesk desk;
    desk.append(1, 3);
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(getRequest("/v1/events?after=3&wait=30ms"));
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("[]"));
    QCOMPARE(nextOf(answer), std::string("/v1/events?after=3&limit=100&wait=30ms"));
    QCOMPARE(client.ask(getRequest("/v1/events?limit=2&wait=30ms")).status, 200);
}

void TestEventQuery::givesItsPlaceBackWhenItsClientGoes_data()
{
    QTest::addColumn<int>("queries");
    QTest::addColumn<bool>("breaksOff");
    QTest::newRow("closes") << 1 << false;
    QTest::newRow("closes with more queries") << 3 << false;
    QTest::newRow("breaks off") << 1 << true;
}

void TestEventQuery::givesItsPlaceBackWhenItsClientGoes()
{
    QFETCH(int, queries);
    QFETCH(bool, breaksOff);
    ReceiverOptions options;
    options.streams.readers = 1;
    StreamDesk desk(options);
    RawClient client(desk.port);
    RawClient gone(desk.port);
    for (int query = 0; query < queries; ++query)
        gone.send(getRequest("/v1/events?wait=60s"));
    QTRY_COMPARE(desk.receiver->counters().readers, std::uint64_t(1));
    QCOMPARE(client.ask(getRequest("/v1/events")).status, 503);
    if (breaksOff)
        gone.breakOff();
    else
        gone.socket().close();
    QTRY_COMPARE(desk.receiver->counters().readers, std::uint64_t(0));
    QTRY_COMPARE(desk.receiver->counters().connections, std::uint64_t(1));
    QCOMPARE(client.ask(getRequest("/v1/events")).status, 200);
}

// As `printf "GET …" | nc -N` does: it still reads, and gets what there is.
void TestEventQuery::answersAClientThatHasEndedItsSide()
{
    StreamDesk desk;
    desk.append(1, 3);
    for (const auto &[after, events] : std::vector<std::pair<int, std::size_t>>{{1, 2}, {3, 0}}) {
        RawClient client(desk.port);
        client.send(getRequest("/v1/events?wait=60s&after=" + std::to_string(after)));
        client.endSending();
        const std::vector<RawAnswer> answers = client.waitForAnswers(1);
        QCOMPARE(answers.size(), std::size_t(1));
        QCOMPARE(countOf(answers.front()), std::optional(events));
        QTRY_VERIFY(client.isEnded());
    }
    QTRY_COMPARE(desk.receiver->counters().readers, std::uint64_t(0));
}

void TestEventQuery::doesNotWaitWhereThereIsSomething()
{
    StreamDesk desk;
    desk.append(1, 3);
    RawClient client(desk.port);
    QCOMPARE(countOf(client.ask(getRequest("/v1/events?after=2&wait=60s"))),
             std::optional<std::size_t>(1));
}

void TestEventQuery::answersInTurn()
{
    StreamDesk desk;
    desk.append(1, 9);
    RawClient client(desk.port);
    std::string requests;
    for (int after = 0; after < 9; ++after)
        requests += getRequest("/v1/events?limit=1&after=" + std::to_string(after)) +
                    getRequest("/healthz");
    client.send(requests);
    const std::vector<RawAnswer> answers = client.waitForAnswers(18);
    QCOMPARE(answers.size(), std::size_t(18));
    for (std::size_t index = 0; index < 18; index += 2) {
        QCOMPARE(nextOf(answers[index]),
                 "/v1/events?after=" + std::to_string(index / 2 + 1) + "&limit=1");
        QCOMPARE(answers[index + 1].status, 204);
    }
}

void TestEventQuery::tellsWhatWasEvicted()
{
    EventLog::Options logOptions;
    logOptions.segmentBytes = 8 * KiB;
    logOptions.rules.emplace().limitBytes = 64 * KiB;
    StreamDesk desk({}, std::move(logOptions));
    desk.append(1, 400, std::string(1000, 'x'));
    QTRY_VERIFY(desk.hasEvicted());
    const std::uint64_t evicted = desk.log->ledger().evicted;
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(getRequest("/v1/events?after=5"));
    QCOMPARE(field(answer, "Eventscope-Evicted"), std::optional("6-" + std::to_string(evicted)));
    const RawAnswer behind = client.ask(getRequest("/v1/events?after=" + std::to_string(evicted)));
    QVERIFY(!field(behind, "Eventscope-Evicted"));
    QCOMPARE(behind.body, answer.body);
    QVERIFY(!field(client.ask(getRequest("/v1/events")), "Eventscope-Evicted")); // nobody missed it
}

void TestEventQuery::endsABatchWhereTheSpecversionChanges()
{
    StreamDesk desk;
    desk.append(1, 2);
    Message old = structuredMessage(3);
    old.body = R"({"specversion":"0.3","id":"old","source":"/s","type":"t"})";
    old.events = {{decodeJsonEvent(old.body).value(),
                   ByteRange{0, static_cast<std::uint32_t>(old.body.size())}}};
    desk.sender.send(old);
    desk.append(4, 4);
    RawClient client(desk.port);
    std::string counts;
    std::string target = "/v1/events";
    for (int round = 0; round < 4; ++round) {
        const RawAnswer answer = client.ask(getRequest(target));
        const auto count = countOf(answer);
        QVERIFY(count); // all of one specversion
        counts += std::to_string(*count) + ' ';
        target = nextOf(answer);
    }
    QCOMPARE(counts, std::string("2 1 1 0 "));
}

void TestEventQuery::endsAnAnswerThatHasEnoughBytes()
{
    StreamDesk desk;
    desk.append(1, 10, '"' + std::string(100 * KiB, 'x') + '"');
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(getRequest("/v1/events"));
    QCOMPARE(countOf(answer), std::optional<std::size_t>(2));
    QVERIFY(answer.body.size() <= StreamLimits::AnswerBytes);
    QVERIFY(nextOf(answer).starts_with("/v1/events?after=2&"));
}

void TestEventQuery::answersOneLargeEvent()
{
    StreamDesk desk;
    // The largest that is answered as usual, one byte more, and one that is far larger.
    desk.append(1, 1);
    std::string line;
    const StoredEvent first = readAll(*desk.log).front();
    appendJsonEvent(line, first.event, first.text);
    const std::size_t rest = line.size() - first.text.size() + 4; // quotes and brackets
    const std::size_t fits = StreamLimits::AnswerBytes - rest;
    for (const std::size_t bytes : {fits, fits + 1, 3 * MiB})
        desk.sender.send(binaryMessage(1, '"' + std::string(bytes, 'x') + '"'));
    for (const auto &[after, isClosed] :
         std::vector<std::pair<int, bool>>{{1, false}, {2, true}, {3, true}}) {
        RawClient client(desk.port);
        const RawAnswer answer =
            client.ask(getRequest("/v1/events?limit=1&after=" + std::to_string(after)));
        QCOMPARE(answer.status, 200);
        QCOMPARE(countOf(answer), std::optional<std::size_t>(1));
        QCOMPARE(nextOf(answer), "/v1/events?after=" + std::to_string(after + 1) + "&limit=1");
        QCOMPARE(answer.body.size() > StreamLimits::AnswerBytes, isClosed);
        if (isClosed)
            QTRY_VERIFY(client.isEnded());
        else
            QCOMPARE(client.ask(getRequest("/healthz")).status, 204);
        QTRY_COMPARE(desk.receiver->counters().readers, std::uint64_t(0));
    }
}

void TestEventQuery::answersHead()
{
    StreamDesk desk;
    desk.append(1, 3);
    RawClient client(desk.port);
    const RawAnswer answer =
        client.ask("HEAD /v1/events?after=1 HTTP/1.1\r\nHost: localhost\r\n\r\n", true);
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.has("Eventscope-Newest: 3"));
    QCOMPARE(client.received().size(), answer.head.size() + 2); // and no body
}

void TestEventQuery::letsAllowedPagesReadIt()
{
    ReceiverOptions options;
    options.allowedOrigins = {"https://good.example"};
    StreamDesk desk(options);
    RawClient client(desk.port);
    const RawAnswer answer =
        client.ask(getRequest("/v1/events", "Origin: https://good.example\r\n"));
    QVERIFY(answer.has("Access-Control-Allow-Origin: https://good.example"));
    QVERIFY(field(answer, "Access-Control-Expose-Headers")
                .value_or("")
                .starts_with("Link, Eventscope-"));
}

void TestEventQuery::answersWhoWaitsBeforeItStops()
{
    StreamDesk desk;
    RawClient client(desk.port);
    client.send(getRequest("/v1/events?wait=60s"));
    QTRY_COMPARE(desk.receiver->counters().readers, std::uint64_t(1));
    QSignalSpy stopped(desk.receiver.get(), &Receiver::stopped);
    desk.receiver->stop();
    QCOMPARE(client.waitForAnswers(1).front().body, std::string("[]"));
    QTRY_COMPARE(stopped.count(), 1);
}

void TestEventQuery::tellsThatTheLogCannotBeRead()
{
    StreamDesk desk;
    desk.append(1, 1);
    std::filesystem::remove(desk.log->file());
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(getRequest("/v1/events"));
    QCOMPARE(answer.status, 500);
    QVERIFY(answer.has("Content-Type: application/problem+json"));
    const QJsonObject problem =
        QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object();
    QCOMPARE(problem[QStringLiteral("rule")].toString(), QStringLiteral("cannot-read"));
    QVERIFY(!problem[QStringLiteral("detail")].toString().isEmpty());
    QTRY_COMPARE(desk.receiver->counters().readers, std::uint64_t(0));
    QCOMPARE(client.ask(getRequest("/healthz")).status, 204); // the connection goes on
}

QTEST_GUILESS_MAIN(TestEventQuery)
#include "tst_eventquery.moc"

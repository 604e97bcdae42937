// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/evsprocess.h"
#include "tests/support/plainsocket.h"
#include "tests/support/rawclient.h"

#include "core/http/limits.h"
#include "core/log/eventlog.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>
#include <csignal>
#include <memory>
#include <vector>

#include <sys/resource.h>

namespace {

const QStringList OnAnyPort{QStringLiteral("listen"), QStringLiteral("--listen"),
                            QStringLiteral("127.0.0.1:0")};

QByteArray printedEvent(int id)
{
    const QByteArray number = QByteArray::number(id);
    return R"({"specversion":"1.0","id":")" + number +
           R"(","source":"/test","type":"t","datacontenttype":"application/json","data":{}})";
}

std::string repeated(const std::string &text, int times)
{
    std::string out;
    while (times-- > 0)
        out += text;
    return out;
}

/// The lines that are JSON objects.
QList<QJsonObject> jsonLines(const QByteArray &text)
{
    QList<QJsonObject> found;
    for (const QByteArray &line : text.split('\n')) {
        const auto document = QJsonDocument::fromJson(line);
        if (document.isObject())
            found << document.object();
    }
    return found;
}

} // namespace

/// `evs listen` as a script uses it: what comes in over the network goes out as lines.
class TestEvsListen : public QObject {
    Q_OBJECT

private slots:
    void printsEachEventInItsOwnForm_data();
    void printsEachEventInItsOwnForm();
    void printsInTheOrderOfTheLog();
    void endsAfterSoManyEvents();
    void tellsByItsCodeWhatCameInTime_data();
    void tellsByItsCodeWhatCameInTime();
    void endsCleanlyWhenAsked_data();
    void endsCleanlyWhenAsked();
    void printsEverythingThatWasAcknowledgedBeforeItEnds();
    void leavesNothingOfATemporaryCapture();
    void keepsANamedCaptureAndPrintsOnlyWhatIsNew();
    void saysWhichPortIsTaken();
    void listensOnEveryAddress();
    void warnsAboutAnAddressThatOthersReach();
    void answersWithTheStatusThatItWasGiven();
    void letsInTheOriginsAndHostsThatItWasGiven();
    void keepsToTheRulesThatItWasGiven();
    void keepsToTheLimitsThatItWasGiven();
    void opensAsManyConnectionsAsItPromises();
    void saysWhatItRefuses();
    void printsWhatItRefuses();
    void printsEveryRefusalOfABurst();
    void readsAWebSocket();
    void saysWhyAWebSocketIsAway();
    void playsTheDemoToo();
};

void TestEvsListen::printsEachEventInItsOwnForm_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("line");
    const auto row = [](const char *name, const std::string &request, const QByteArray &line) {
        QTest::newRow(name) << QByteArray::fromStdString(request) << line;
    };
    row("binary, all attributes",
        postRequest("application/json", R"({"b": 1.10, "a": [1e400]})",
                    "ce-specversion: 1.0\r\nce-id: 1\r\nce-source: /s\r\nce-type: t\r\n"
                    "ce-subject: Gr%C3%BC%C3%9Fe\r\nce-time: 2026-01-01T00:00:00.10+02:00\r\n"
                    "ce-dataschema: https://example.org/s\r\nce-tenant: north\r\n"),
        R"({"specversion":"1.0","id":"1","source":"/s","type":"t","subject":"Grüße",)"
        R"("time":"2026-01-01T00:00:00.10+02:00","datacontenttype":"application/json",)"
        R"("dataschema":"https://example.org/s","tenant":"north","data":{"b": 1.10, "a": [1e400]}})");
    row("structured, typed extensions",
        postRequest("application/cloudevents+json",
                    R"({"specversion":"1.0","id":"2","source":"/s","type":"t","n":3,"yes":true})"),
        R"({"specversion":"1.0","id":"2","source":"/s","type":"t","n":3,"yes":true})");
    row("lines in the data",
        postRequest("application/cloudevents+json",
                    "{\"specversion\":\"1.0\",\"id\":\"3\",\"source\":\"/s\",\"type\":\"t\","
                    "\"data\":{\n\"a\" : 1\n}}"),
        R"({"specversion":"1.0","id":"3","source":"/s","type":"t","data":{"a":1}})");
    row("text",
        postRequest("text/plain", "a\n\"b\"",
                    "ce-specversion: 1.0\r\nce-id: 4\r\nce-source: /s\r\nce-type: t\r\n"),
        R"({"specversion":"1.0","id":"4","source":"/s","type":"t","datacontenttype":"text/plain",)"
        R"("data":"a\n\"b\""})");
    row("bytes",
        postRequest("application/octet-stream", std::string("\0\xff", 2),
                    "ce-specversion: 1.0\r\nce-id: 5\r\nce-source: /s\r\nce-type: t\r\n"),
        R"({"specversion":"1.0","id":"5","source":"/s","type":"t",)"
        R"("datacontenttype":"application/octet-stream","data_base64":"AP8="})");
    row("Protobuf",
        postRequest("application/cloudevents+protobuf",
                    std::string("\x0A\x01"
                                "7\x12\x02/s\x1A\x03"
                                "1.0\x22\x01t"
                                "\x2A\x1E\x0A\x0F"
                                "datacontenttype\x12\x0B\x1A\x09image/png"
                                "\x32\x02\x00\xFF",
                                51)),
        R"({"specversion":"1.0","id":"7","source":"/s","type":"t","datacontenttype":"image/png",)"
        R"("data_base64":"AP8="})");
    row("XML",
        postRequest("application/cloudevents+xml",
                    R"(<event xmlns="http://cloudevents.io/xmlformat/V1" specversion="1.0" )"
                    R"(xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><id>8</id>)"
                    R"(<source>/s</source><type>t</type><datacontenttype>application/xml)"
                    R"(</datacontenttype><n xsi:type="ce:integer">3</n>)"
                    R"(<data xsi:type="xs:any"> <o xmlns="urn:o">&lt;</o></data></event>)"),
        R"({"specversion":"1.0","id":"8","source":"/s","type":"t",)"
        R"("datacontenttype":"application/xml","n":3,"data":"<o xmlns=\"urn:o\">&lt;</o>"})");
    row("Avro",
        postRequest("application/cloudevents+avro",
                    std::string("\x08\x16specversion\x06\x06"
                                "1.0\x04id\x06\x02"
                                "9\x0Csource"
                                "\x06\x04/s\x08type\x06\x02t\x00\x06\x02\x02"
                                "a\x02\x01\x00",
                                51)),
        R"({"specversion":"1.0","id":"9","source":"/s","type":"t","data":{"a":true}})");
    row("bytes in 0.3",
        postRequest("application/octet-stream", std::string("\0\xff", 2),
                    "ce-specversion: 0.3\r\nce-id: 6\r\nce-source: /s\r\nce-type: t\r\n"
                    "ce-schemaurl: https://example.org/s\r\n"),
        R"({"specversion":"0.3","id":"6","source":"/s","type":"t",)"
        R"("datacontenttype":"application/octet-stream","schemaurl":"https://example.org/s",)"
        R"("datacontentencoding":"base64","data":"AP8="})");
}

void TestEvsListen::printsEachEventInItsOwnForm()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, line);
    EvsProcess evs(OnAnyPort);
    evs.startListening();
    RawClient client(evs.port());
    QCOMPARE(client.ask(request.toStdString()).status, 202);
    QTRY_COMPARE(evs.lines(), QList<QByteArray>{line});
}

void TestEvsListen::printsInTheOrderOfTheLog()
{
    EvsProcess evs(OnAnyPort);
    evs.startListening();
    RawClient client(evs.port());
    std::string batch = "[";
    for (int id = 2; id <= 2500; ++id) {
        batch += id > 2 ? "," : "";
        batch += printedEvent(id).toStdString();
    }
    client.send(eventRequest("1") + postRequest("application/cloudevents-batch+json", batch + "]") +
                eventRequest("2501"));
    QList<QByteArray> expected;
    for (int id = 1; id <= 2501; ++id)
        expected << printedEvent(id);
    QTRY_COMPARE_WITH_TIMEOUT(evs.lines().size(), expected.size(), 30'000);
    QVERIFY(evs.lines() == expected);
}

void TestEvsListen::endsAfterSoManyEvents()
{
    EvsProcess evs(OnAnyPort + QStringList{QStringLiteral("--count=2")});
    evs.startListening();
    RawClient client(evs.port());
    client.send(eventRequest("1"));
    QTRY_COMPARE(evs.lines().size(), 1);
    QVERIFY(evs.isRunning());
    client.send(
        postRequest("application/cloudevents-batch+json",
                    QByteArray('[' + printedEvent(2) + ',' + printedEvent(3) + ']').toStdString()));
    QCOMPARE(evs.waitForEnd(), 0);
    QCOMPARE(evs.lines(), (QList<QByteArray>{printedEvent(1), printedEvent(2)}));
}

void TestEvsListen::tellsByItsCodeWhatCameInTime_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("events");
    QTest::addColumn<int>("code");
    QTest::newRow("nothing") << QStringList{} << 0 << 1;
    QTest::newRow("something") << QStringList{} << 1 << 0;
    QTest::newRow("something, quiet") << QStringList{QStringLiteral("--quiet")} << 1 << 0;
    QTest::newRow("nothing, quiet") << QStringList{QStringLiteral("--quiet")} << 0 << 1;
    QTest::newRow("too few") << QStringList{QStringLiteral("--count"), QStringLiteral("3")} << 2
                             << 1;
    QTest::newRow("too few, quiet")
        << QStringList{QStringLiteral("--quiet"), QStringLiteral("--count"), QStringLiteral("3")}
        << 2 << 1;
    QTest::newRow("enough, quiet")
        << QStringList{QStringLiteral("--quiet"), QStringLiteral("--count"), QStringLiteral("2")}
        << 2 << 0;
}

void TestEvsListen::tellsByItsCodeWhatCameInTime()
{
    QFETCH(QStringList, options);
    QFETCH(int, events);
    QFETCH(int, code);
    const QString timeout = events > 0 ? QStringLiteral("2s") : QStringLiteral("200ms");
    EvsProcess evs(OnAnyPort + QStringList{QStringLiteral("--timeout"), timeout} + options);
    evs.startListening();
    RawClient client(evs.port());
    for (int id = 1; id <= events; ++id)
        client.send(eventRequest(std::to_string(id)));
    QCOMPARE(evs.waitForEnd(), code);
    QCOMPARE(evs.lines().size(), options.contains(QStringLiteral("--quiet")) ? 0 : events);
}

void TestEvsListen::endsCleanlyWhenAsked_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<QStringList>("options");
    QTest::newRow("SIGINT") << SIGINT << QStringList{};
    QTest::newRow("SIGTERM") << SIGTERM << QStringList{};
    QTest::newRow("SIGTERM before the count is reached")
        << SIGTERM << QStringList{QStringLiteral("--count=5")};
    QTest::newRow("SIGTERM, quiet") << SIGTERM << QStringList{QStringLiteral("--quiet")};
}

void TestEvsListen::endsCleanlyWhenAsked()
{
    QFETCH(int, signal);
    QFETCH(QStringList, options);
    EvsProcess evs(OnAnyPort + options);
    evs.startListening();
    RawClient client(evs.port());
    QCOMPARE(client.ask(eventRequest("1")).status, 202);
    evs.signal(signal);
    QCOMPARE(evs.waitForEnd(), 0);
    QCOMPARE(evs.leftovers(), QStringList{});
}

void TestEvsListen::printsEverythingThatWasAcknowledgedBeforeItEnds()
{
    EvsProcess evs(OnAnyPort);
    evs.startListening();
    RawClient client(evs.port());
    std::string requests;
    for (int id = 1; id <= 2000; ++id)
        requests += eventRequest(std::to_string(id));
    client.send(requests);
    QTRY_VERIFY(client.answers().size() > 100);
    evs.signal(SIGTERM);
    QCOMPARE(evs.waitForEnd(), 0);
    QTRY_VERIFY(client.isEnded());
    const auto answers = client.answers();
    const auto acknowledged =
        std::count_if(answers.begin(), answers.end(),
                      [](const RawAnswer &answer) { return answer.status == 202; });
    QCOMPARE(evs.lines().size(), acknowledged);
}

void TestEvsListen::leavesNothingOfATemporaryCapture()
{
    EvsProcess evs(OnAnyPort + QStringList{QStringLiteral("--count=1")});
    evs.startListening();
    QCOMPARE(evs.leftovers().size(), 1);
    RawClient client(evs.port());
    client.send(eventRequest("1"));
    QCOMPARE(evs.waitForEnd(), 0);
    QCOMPARE(evs.leftovers(), QStringList{});
}

void TestEvsListen::keepsANamedCaptureAndPrintsOnlyWhatIsNew()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("kept.eventscope"));
    for (int id = 1; id <= 2; ++id) {
        EvsProcess evs(OnAnyPort + QStringList{QStringLiteral("--log"), file});
        evs.startListening();
        QCOMPARE(evs.leftovers(), QStringList{});
        EvsProcess second(OnAnyPort + QStringList{QStringLiteral("--log"), file});
        second.start();
        QCOMPARE(second.waitForEnd(), 3);
        QVERIFY2(second.errors().contains("kept.eventscope"), second.errors().constData());
        RawClient client(evs.port());
        QCOMPARE(client.ask(eventRequest(std::to_string(id))).status, 202);
        QTRY_COMPARE(evs.lines(), QList<QByteArray>{printedEvent(id)});
        evs.signal(SIGTERM);
        QCOMPARE(evs.waitForEnd(), 0);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files),
                 QStringList{QStringLiteral("kept.eventscope")});
    }
}

void TestEvsListen::saysWhichPortIsTaken()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const QByteArray address = "127.0.0.1:" + QByteArray::number(other.serverPort());
    EvsProcess evs(
        {QStringLiteral("listen"), QStringLiteral("--listen"), QString::fromLatin1(address)});
    evs.start();
    QCOMPARE(evs.waitForEnd(), 3);
    QVERIFY2(evs.errors().contains(address), evs.errors().constData());
    QVERIFY2(evs.errors().contains("another port"), evs.errors().constData());
    QCOMPARE(evs.output(), QByteArray());
    QCOMPARE(evs.leftovers(), QStringList{});
}

void TestEvsListen::listensOnEveryAddress()
{
    EvsProcess evs({QStringLiteral("listen"), QStringLiteral("--listen"),
                    QStringLiteral("127.0.0.1:0"), QStringLiteral("--listen=[::1]:0"),
                    QStringLiteral("--listen=localhost:0")});
    evs.startListening(4);
    QVERIFY(evs.address(0).startsWith(u"http://127.0.0.1:"));
    QVERIFY(evs.address(1).startsWith(u"http://[::1]:"));
    QVERIFY(evs.address(2).startsWith(u"http://127.0.0.1:"));
    QVERIFY(evs.address(3).startsWith(u"http://[::1]:"));
    for (int at = 0; at < 4; ++at) {
        RawClient client(evs.port(at), at % 2 ? QHostAddress(QHostAddress::LocalHostIPv6)
                                              : QHostAddress(QHostAddress::LocalHost));
        QCOMPARE(client.ask(eventRequest(std::to_string(at))).status, 202);
        QTRY_COMPARE(evs.lines().size(), at + 1);
        QCOMPARE(evs.lines().last(), printedEvent(at));
    }
}

void TestEvsListen::warnsAboutAnAddressThatOthersReach()
{
    EvsProcess evs(
        {QStringLiteral("listen"), QStringLiteral("--listen"), QStringLiteral("0.0.0.0:0")});
    evs.startListening();
    QTRY_VERIFY(evs.errors().contains("over the network can send events"));
    QVERIFY(evs.errors().contains("--token-file"));
    EvsProcess local(OnAnyPort);
    local.startListening();
    local.signal(SIGTERM);
    QCOMPARE(local.waitForEnd(), 0);
    QCOMPARE(local.errors().count('\n'), 1);
}

void TestEvsListen::answersWithTheStatusThatItWasGiven()
{
    EvsProcess evs(OnAnyPort + QStringList{QStringLiteral("--ok-status"), QStringLiteral("200")});
    evs.startListening();
    RawClient client(evs.port());
    QCOMPARE(client.ask(eventRequest("1")).status, 200);
}

void TestEvsListen::letsInTheOriginsAndHostsThatItWasGiven()
{
    EvsProcess evs(OnAnyPort + QStringList{QStringLiteral("--allow-origin=https://shop.test"),
                                           QStringLiteral("--allow-host=lab.test")});
    evs.startListening();
    const auto request = [](const std::string &host, const std::string &origin) {
        return "POST / HTTP/1.1\r\nHost: " + host + "\r\nOrigin: " + origin +
               "\r\nce-specversion: 1.0\r\nce-id: 1\r\nce-source: /s\r\nce-type: t\r\n"
               "Content-Length: 0\r\n\r\n";
    };
    RawClient client(evs.port());
    QCOMPARE(client.ask(request("localhost", "https://shop.test")).status, 202);
    QCOMPARE(client.ask(request("lab.test", "https://shop.test")).status, 202);
    QCOMPARE(client.ask(request("other.test", "https://shop.test")).status / 100, 4);
    RawClient page(evs.port());
    QCOMPARE(page.ask(request("localhost", "https://other.test")).status / 100, 4);
}

void TestEvsListen::keepsToTheRulesThatItWasGiven()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("kept.eventscope"));
    {
        EvsProcess evs(OnAnyPort + QStringList{QStringLiteral("--log"), file,
                                               QStringLiteral("--limit=64MiB"),
                                               QStringLiteral("--max-age=2h"),
                                               QStringLiteral("--leave-out-type=com.noise.*"),
                                               QStringLiteral("--leave-out-source=/quiet")});
        evs.startListening();
        RawClient client(evs.port());
        const auto request = [](const std::string &type, const std::string &source) {
            return "POST / HTTP/1.1\r\nHost: localhost\r\nce-specversion: 1.0\r\nce-id: "
                   "1\r\nce-source: " +
                   source + "\r\nce-type: " + type + "\r\nContent-Length: 0\r\n\r\n";
        };
        QCOMPARE(client.ask(request("com.noise.tick", "/s")).status, 202);
        QCOMPARE(client.ask(request("com.shop", "/quiet")).status, 202);
        QCOMPARE(client.ask(request("com.shop", "/s")).status, 202);
        QTRY_COMPARE(evs.lines().size(), 1);
        evs.signal(SIGTERM);
        QCOMPARE(evs.waitForEnd(), 0);
        QVERIFY2(evs.errors().contains("received 3 = kept 1 + refused 0 + evicted 0 + left out 2"),
                 evs.errors().constData());
    }
    const auto log = core::EventLog::open(file.toStdString());
    QVERIFY(log);
    const core::CaptureRules rules = (*log)->rules();
    QCOMPARE(rules.limitBytes, 64 * core::MiB);
    QVERIFY(rules.maxAge == std::chrono::hours(2));
    QVERIFY(rules.leftOutTypes.contains("com.noise.*"));
    QVERIFY(rules.leftOutSources.contains("/quiet"));
}

void TestEvsListen::keepsToTheLimitsThatItWasGiven()
{
    EvsProcess evs(OnAnyPort + QStringList{QStringLiteral("--max-body=1KiB"),
                                           QStringLiteral("--max-head=1KiB"),
                                           QStringLiteral("--max-headers=8"),
                                           QStringLiteral("--max-connections=2")});
    evs.startListening();
    const auto statusOf = [&evs](const std::string &request) {
        return RawClient(evs.port()).ask(request).status;
    };
    const auto text = [](std::size_t bytes) { return '"' + std::string(bytes - 2, 't') + '"'; };
    QCOMPARE(statusOf(eventRequest("1", text(1024))), 202);
    QCOMPARE(statusOf(eventRequest("2", text(1025))), 413);
    QCOMPARE(
        statusOf("GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + repeated("A: b\r\n", 7) + "\r\n"),
        204);
    QCOMPARE(
        statusOf("GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + repeated("A: b\r\n", 8) + "\r\n"),
        431);
    QCOMPARE(statusOf("GET /" + std::string(1100, 'a') + " HTTP/1.1\r\n"), 414);
    RawClient first(evs.port());
    QCOMPARE(first.ask(eventRequest("3")).status, 202);
    RawClient second(evs.port());
    QCOMPARE(second.ask(eventRequest("4")).status, 202);
    QCOMPARE(statusOf(eventRequest("5")), 202); // in the place of the first, which is idle
    QTRY_VERIFY(first.isEnded());
    QTRY_COMPARE(evs.lines().size(), 4);
}

// A shell gives 1024 descriptors to a process, and some less: that is no reason to have fewer connections.
void TestEvsListen::opensAsManyConnectionsAsItPromises()
{
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const auto setSoft = [&before](rlim_t soft) {
        const rlimit limit{soft, before.rlim_max};
        return ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
    };
    const std::size_t connections = core::HttpLimits().connections;
    QVERIFY(before.rlim_max > connections + 256);
    EvsProcess evs(OnAnyPort);
    QVERIFY(setSoft(256));
    evs.startListening();
    QVERIFY(setSoft(std::max<rlim_t>(before.rlim_cur, connections + 256)));
    std::vector<std::unique_ptr<PlainSocket>> idle;
    while (idle.size() < connections) {
        idle.push_back(std::make_unique<PlainSocket>());
        QVERIFY(idle.back()->connectTo(evs.port()));
        idle.back()->send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    const auto areAnswered = [&idle] {
        return std::all_of(idle.begin(), idle.end(),
                           [](const auto &socket) { return !socket->receive().empty(); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(areAnswered(), 30'000);
    const auto ended = [&idle] {
        return std::count_if(idle.begin(), idle.end(), [](const auto &socket) {
            socket->receive();
            return socket->isEnded();
        });
    };
    QCOMPARE(ended(), 0);
    RawClient one(evs.port()); // more: the first makes room
    QCOMPARE(one.ask("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 204);
    QTRY_COMPARE(ended(), 1);
    idle.clear();
    QVERIFY(setSoft(before.rlim_cur));
}

void TestEvsListen::saysWhatItRefuses()
{
    EvsProcess evs(OnAnyPort);
    evs.startListening();
    RawClient client(evs.port());
    QCOMPARE(client.ask(postRequest("text/plain", "hello")).status, 400);
    QTRY_VERIFY(evs.errors().contains("refused with 400, from 127.0.0.1:"));
    std::string requests;
    for (int at = 0; at < 300; ++at)
        requests += postRequest("text/plain", "hello");
    client.send(requests);
    QTRY_COMPARE(client.answers().size(), 301U);
    evs.signal(SIGTERM);
    QCOMPARE(evs.waitForEnd(), 0);
    QVERIFY(evs.errors().contains(" more\n"));
    QVERIFY(evs.errors().count('\n') < 60);
    QCOMPARE(evs.output(), QByteArray());
}

/// Each refusal is a line of JSON on standard error; standard output has nothing but events.
void TestEvsListen::printsWhatItRefuses()
{
    EvsProcess evs(OnAnyPort + QStringList{QStringLiteral("--refused")});
    evs.startListening();
    RawClient client(evs.port());
    const std::string mistake = postRequest(
        "application/json", R"({"specversion":"1.0","id":"1","source":"/s","type":"t"})");
    const RawAnswer answer = client.ask(mistake);
    QCOMPARE(answer.status, 400);
    const std::string bytes =
        postRequest("application/cloudevents+json", "\xFF", "Authorization: Bearer secret\r\n");
    QCOMPARE(client.ask(bytes).status, 400);
    QCOMPARE(client.ask(eventRequest("1")).status, 202);
    QTRY_COMPARE(jsonLines(evs.errors()).size(), 2);
    evs.signal(SIGTERM);
    QCOMPARE(evs.waitForEnd(), 0);
    QCOMPARE(evs.lines(), QList<QByteArray>{printedEvent(1)});
    QVERIFY(!evs.errors().contains("refused with")); // said once
    QVERIFY(!evs.errors().contains("secret"));

    const QList<QJsonObject> lines = jsonLines(evs.errors());
    const auto sent = QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object();
    for (const QString &member : sent.keys()) // as its sender was told
        QCOMPARE(lines[0][member], sent[member]);
    QCOMPARE(lines[0][QStringLiteral("title")].toString(),
             QStringLiteral("JSON event sent as application/json"));
    QCOMPARE(lines[0][QStringLiteral("fix")].toString(),
             QStringLiteral("Send Content-Type: application/cloudevents+json. In binary mode, send "
                            "the attributes as ce- headers and only the data as body."));
    QCOMPARE(lines[0][QStringLiteral("head")].toString() +
                 lines[0][QStringLiteral("body")].toString(),
             QString::fromStdString(mistake));
    QCOMPARE(lines[0][QStringLiteral("number")].toInt(), 1);
    QCOMPARE(lines[0][QStringLiteral("listener")].toString(), evs.address());
    QVERIFY(lines[0][QStringLiteral("remote")].toString().startsWith(u"127.0.0.1:"));
    QVERIFY(lines[0][QStringLiteral("received")].toString().endsWith(u'Z'));
    QVERIFY(!lines[0].contains(QStringLiteral("cut")));
    QCOMPARE(lines[1][QStringLiteral("rule")].toString(), QStringLiteral("invalid-utf8"));
    QCOMPARE(lines[1][QStringLiteral("body_base64")].toString(), QStringLiteral("/w=="));
    QCOMPARE(lines[1][QStringLiteral("body_bytes")].toInt(), 1);
}

void TestEvsListen::printsEveryRefusalOfABurst()
{
    EvsProcess evs(OnAnyPort + QStringList{QStringLiteral("--refused"), QStringLiteral("--quiet")});
    evs.startListening();
    RawClient client(evs.port());
    std::string requests;
    for (int at = 0; at < 300; ++at)
        requests += postRequest("text/plain", "hello");
    client.send(requests);
    QTRY_COMPARE(client.answers().size(), 300U);
    evs.signal(SIGTERM);
    QCOMPARE(evs.waitForEnd(), 0);
    const QList<QJsonObject> lines = jsonLines(evs.errors());
    QCOMPARE(lines.size(), 300);
    for (int at = 0; at < 300; ++at)
        QCOMPARE(lines[at][QStringLiteral("number")].toInt(), at + 1);
    QCOMPARE(evs.output(), QByteArray());
}

void TestEvsListen::readsAWebSocket()
{
    QWebSocketServer server(QStringLiteral("feed"), QWebSocketServer::NonSecureMode);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    std::unique_ptr<QWebSocket> peer;
    QStringList heard;
    connect(&server, &QWebSocketServer::newConnection, &server, [&] {
        peer.reset(server.nextPendingConnection());
        connect(peer.get(), &QWebSocket::textMessageReceived, &server,
                [&heard](const QString &text) { heard << text; });
    });
    EvsProcess evs(
        OnAnyPort +
        QStringList{QStringLiteral("--ws"),
                    QStringLiteral("ws://127.0.0.1:%1/inv?token=secret").arg(server.serverPort()),
                    QStringLiteral("--ws-send"), QStringLiteral(R"({"op":"sub"})")});
    evs.startListening();
    QTRY_COMPARE(heard, QStringList{QStringLiteral(R"({"op":"sub"})")});
    peer->sendTextMessage(QStringLiteral(R"({"op": "utx"})"));
    QTRY_COMPARE(evs.lines().size(), 1);
    const QByteArray line = evs.lines().first();
    QVERIFY2(line.endsWith(R"("data":{"op": "utx"}})"), line.constData());
    QVERIFY2(line.contains(R"("type":"websocket-event")"), line.constData());
    QVERIFY(!line.contains("secret"));
    QTRY_VERIFY(evs.errors().contains("Connected since"));
    QVERIFY(!evs.errors().contains("secret"));
}

void TestEvsListen::saysWhyAWebSocketIsAway()
{
    QTcpServer taken; // and never accepted: a port where nobody speaks WebSocket comes and goes
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const QString url = QStringLiteral("ws://127.0.0.1:%1/inv").arg(taken.serverPort());
    taken.close();
    EvsProcess evs(OnAnyPort + QStringList{QStringLiteral("--ws"), url});
    evs.startListening();
    QTRY_VERIFY(evs.errors().contains(QByteArray(url.toUtf8() + " is away since")));
}

void TestEvsListen::playsTheDemoToo()
{
    EvsProcess evs(OnAnyPort + QStringList{QStringLiteral("--demo"), QStringLiteral("--count=20")});
    evs.startListening();
    QCOMPARE(evs.waitForEnd(), 0);
    QCOMPARE(evs.lines().size(), 20);
}

QTEST_GUILESS_MAIN(TestEvsListen)
#include "tst_evslisten.moc"

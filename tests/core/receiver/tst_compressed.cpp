// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/receiver.h"
#include "tests/support/compressed.h"
#include "tests/support/rawclient.h"
#include "tests/support/testwriter.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <string>
#include <vector>

using namespace core;

namespace {

/// A receiver on a free port of 127.0.0.1, and a writer that keeps all that comes.
struct Desk {
    explicit Desk(const ReceiverOptions &options = {})
        : receiver(intake, options)
        , writer(intake)
    {
        const auto bound = receiver.bind({{"127.0.0.1", 0, false}});
        const std::string address = bound ? bound->front() : std::string(":0");
        port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
        writer.start();
    }

    Intake intake;
    Receiver receiver;
    TestWriter writer;
    std::uint16_t port = 0;
};

std::string post(const std::string &fields, const std::string &body)
{
    return "POST / HTTP/1.1\r\nHost: localhost\r\n" + fields +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string eventOf(const std::string &id, const std::string &data)
{
    return R"({"specversion":"1.0","id":")" + id + R"(","source":"/s","type":"t","data":)" + data +
           "}";
}

constexpr auto BinaryFields = "ce-specversion: 1.0\r\nce-id: 1\r\nce-source: /s\r\nce-type: t\r\n"
                              "Content-Type: application/json\r\n";
constexpr auto StructuredFields = "Content-Type: application/cloudevents+json\r\n";
constexpr auto BatchFields = "Content-Type: application/cloudevents-batch+json\r\n";

using Encode = std::string (*)(std::string_view);

std::string zstdEncode(std::string_view text)
{
    return zstdOf(text);
}

} // namespace

Q_DECLARE_METATYPE(Encode)

class TestCompressed : public QObject {
    Q_OBJECT

private slots:
    void keepsTheDecodedBody_data();
    void keepsTheDecodedBody();
    void refusesWithTheReason_data();
    void refusesWithTheReason();
    void namesTheCodingsThatAreUnderstood();
    void refusesABombBeforeItIsWhole();
    void decodesUpToTheBodyLimit_data();
    void decodesUpToTheBodyLimit();
    void countsWhatIsDecoded();
    void servesOthersWhileItDecodes();
};

void TestCompressed::keepsTheDecodedBody_data()
{
    QTest::addColumn<std::string>("coding");
    QTest::addColumn<Encode>("encode");
    QTest::addColumn<std::string>("fields");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<int>("events");
    const auto row = [](const std::string &coding, Encode encode) {
        const std::string data = "[" + std::string(5000, ' ') + "1]";
        const auto add = [&](const char *mode, const std::string &fields, const std::string &body,
                             int events) {
            QTest::newRow((coding + ", " + mode).c_str())
                << coding << encode << fields << body << events;
        };
        add("binary", BinaryFields, data, 1);
        add("structured", StructuredFields, eventOf("1", data), 1);
        add("batch", BatchFields, "[" + eventOf("1", data) + ", " + eventOf("2", data) + "]", 2);
    };
    row("gzip", gzipOf);
    row("x-gzip", gzipOf);
    row("deflate", zlibOf);
    row("zstd", zstdEncode);
}

void TestCompressed::keepsTheDecodedBody()
{
    QFETCH(std::string, coding);
    QFETCH(Encode, encode);
    QFETCH(std::string, fields);
    QFETCH(std::string, body);
    QFETCH(int, events);
    Desk desk;
    RawClient client(desk.port);
    const std::string sent = post(fields + "Content-Encoding: " + coding + "\r\n", encode(body));
    QCOMPARE(client.ask(sent).status, 202);
    QCOMPARE(client.ask(post(fields, body)).status, 202); // the next on the same connection
    const auto messages = desk.writer.messages();
    QCOMPARE(messages.size(), std::size_t(2));
    QVERIFY(messages[0].body == body);
    QCOMPARE(messages[0].head, sent.substr(0, sent.find("\r\n\r\n") + 4)); // notes the coding
    QCOMPARE(messages[0].events.size(), std::size_t(events));
    QVERIFY(messages[0].events == messages[1].events);
}

void TestCompressed::refusesWithTheReason_data()
{
    QTest::addColumn<std::string>("fields");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<std::string>("rule");
    const auto row = [](const char *name, const std::string &coding, const std::string &body,
                        int status, const char *rule) {
        QTest::newRow(name) << BinaryFields + ("Content-Encoding: " + coding + "\r\n") << body
                            << status << std::string(rule);
    };
    const std::string text = "{\"a\": [1, 2, 3, 4, 5, 6, 7, 8, 9]}";
    row("no gzip", "gzip", text, 400, "bad-content-coding");
    row("raw deflate", "deflate", rawDeflateOf(text), 400, "bad-content-coding");
    row("cut", "gzip", gzipOf(text).substr(0, 30), 400, "coding-ends-early");
    row("goes on", "zstd", zstdOf(text) + "{}{}", 400, "coding-goes-on");
    row("window", "zstd", zstdOf(text, 24), 400, "coding-window");
    row("too large", "gzip", gzipOf(std::string(3000, 'a')), 413, "body-too-large");
    row("unknown", "br", "x", 415, "content-encoding");
    row("several", "gzip, gzip", gzipOf(gzipOf(text)), 415, "content-encoding");
    row("several fields", "gzip\r\nContent-Encoding: zstd", "x", 415, "content-encoding");
}

void TestCompressed::refusesWithTheReason()
{
    QFETCH(std::string, fields);
    QFETCH(std::string, body);
    QFETCH(int, status);
    QFETCH(std::string, rule);
    ReceiverOptions options;
    options.limits.bodyBytes = 2000;
    Desk desk(options);
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(post(fields, body));
    QCOMPARE(answer.status, status);
    const QJsonObject problem =
        QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object();
    QCOMPARE(problem[QStringLiteral("rule")].toString().toStdString(), rule);
    QVERIFY(!problem[QStringLiteral("fix")].toString().isEmpty());
    QCOMPARE(answer.has("Accept-Encoding: gzip, zstd, deflate"), status == 415);
    QTRY_COMPARE(desk.writer.refusals().size(), std::size_t(1));
    QCOMPARE(desk.writer.refusals().at(0).why.rule, rule);
    QVERIFY(desk.writer.messages().empty());
}

void TestCompressed::namesTheCodingsThatAreUnderstood()
{
    Desk desk;
    RawClient client(desk.port);
    QVERIFY(client.ask(post(std::string(BinaryFields) + "Content-Encoding: br\r\n", "x"))
                .has("Accept-Encoding: gzip, zstd, deflate"));
    // The body was read: the connection goes on.
    QCOMPARE(client.ask(post(BinaryFields, "{}")).status, 202);
}

void TestCompressed::refusesABombBeforeItIsWhole()
{
    ReceiverOptions options;
    options.limits.bodyBytes = 1 * MiB;
    Desk desk(options);
    RawClient client(desk.port);
    const std::string bomb = gzipOf(std::string(64 * MiB, 'a'));
    const std::string request = post("Content-Encoding: gzip\r\n", bomb);
    client.send(std::string_view(request).substr(0, request.size() / 2));
    QCOMPARE(client.waitForAnswers(1).at(0).status, 413);
    QTRY_VERIFY(client.isEnded());
    QTRY_COMPARE(desk.writer.refusals().size(), std::size_t(1));
    QVERIFY(desk.writer.refusals().at(0).bodyBytes <= options.limits.bodyBytes);
}

void TestCompressed::decodesUpToTheBodyLimit_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("below") << 299'999 << 202;
    QTest::newRow("at") << 300'000 << 202;
    QTest::newRow("above") << 300'001 << 413;
}

void TestCompressed::decodesUpToTheBodyLimit()
{
    QFETCH(int, bytes);
    QFETCH(int, status);
    ReceiverOptions options;
    options.limits.bodyBytes = 300'000; // more than is decoded in a turn
    Desk desk(options);
    const std::string data = "\"" + std::string(static_cast<std::size_t>(bytes - 2), 'a') + "\"";
    for (const auto &[coding, body] :
         {std::pair(std::string("gzip"), gzipOf(data)), {"zstd", zstdOf(data)}}) {
        RawClient client(desk.port);
        QCOMPARE(
            client
                .ask(post(std::string(BinaryFields) + "Content-Encoding: " + coding + "\r\n", body))
                .status,
            status);
    }
}

void TestCompressed::countsWhatIsDecoded()
{
    // Few bytes that decode to many fill the memory as these would, and others wait for it.
    ReceiverOptions options;
    options.limits.bodyBytes = 2 * MiB;
    options.limits.unfinishedBytes = 4 * MiB;
    options.limits.bodyTime = std::chrono::milliseconds(300);
    Desk desk(options);
    const std::string data = "\"" + std::string(options.limits.bodyBytes - 2, 'a') + "\"";
    const std::string coded = gzipOf(data);
    const std::string request =
        post(std::string(BinaryFields) + "Content-Encoding: gzip\r\n", coded);
    std::vector<std::unique_ptr<RawClient>> hoarders;
    for (int each = 0; each < 4; ++each) {
        hoarders.push_back(std::make_unique<RawClient>(desk.port));
        hoarders.back()->send(std::string_view(request).substr(0, request.size() - 1));
    }
    RawClient other(desk.port);
    QCOMPARE(other.ask("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 204);
    // They stop, and so they end; then whoever sends all is served.
    for (const auto &hoarder : hoarders)
        QCOMPARE(hoarder->waitForAnswers(1).at(0).status, 408);
    QCOMPARE(other.ask(request).status, 202);
    QVERIFY(desk.writer.messages().at(0).body == data);
}

void TestCompressed::servesOthersWhileItDecodes()
{
    Desk desk;
    const std::string data = "\"" + std::string(20 * MiB, 'a') + "\"";
    RawClient heavy(desk.port);
    RawClient light(desk.port);
    heavy.send(post(std::string(BinaryFields) + "Content-Encoding: gzip\r\n", gzipOf(data)));
    QCOMPARE(light.ask(post(BinaryFields, "{}")).status, 202);
    QCOMPARE(heavy.waitForAnswers(1).at(0).status, 202);
    const auto messages = desk.writer.messages();
    QCOMPARE(messages.size(), std::size_t(2));
    QVERIFY(messages[0].body == "{}"); // it did not wait for all of the other
    QVERIFY(messages[1].body == data);
}

QTEST_GUILESS_MAIN(TestCompressed)
#include "tst_compressed.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/httpencode.h"
#include "core/codec/jsonformat.h"
#include "core/transfer/exporter.h"
#include "tests/core/log/logtest.h"
#include "tests/core/transfer/transfertest.h"

#include <QTest>

using namespace core;
using namespace transfertest;

class TestRawRequests : public QObject {
    Q_OBJECT

private slots:
    void writesEachRequestVerbatim();
    void saysTheLengthOfAChunkedBody();
    void keepsCredentialsOut();
    void joinsABatchAgain();
    void tellsBatchesApartThatLookAlike();
    void writesOnlyTheChosenEventsOfABatch();
    void writesOtherEventsInStructuredMode();
    void doesNotBelieveAHeadThatDoesNotFit();
    void redactsTheHead();
    void writesOtherFormatsAsTheyCame_data();
    void writesOtherFormatsAsTheyCame();
    void joinsAnXmlBatchAgain();

private:
    QTemporaryDir m_folder;
};

namespace {

const std::string Attributes = "ce-specversion: 1.0\r\nce-id: 1\r\nce-source: /s\r\nce-type: t\r\n";

QByteArray raw(const std::filesystem::path &file, Redaction redaction = {},
               std::vector<SequenceRange> ranges = {})
{
    ExportOptions options;
    options.format = ExportFormat::Raw;
    options.redaction = std::move(redaction);
    options.choice.ranges = std::move(ranges);
    return exported(file, options);
}

/// One event, or a batch of two.
std::string requestIn(EventFormat format, bool isBatch)
{
    const std::string json = R"({"specversion":"1.0","id":"1","source":"/s","type":"t",)"
                             R"("datacontenttype":"text/plain","data":"a"})";
    const CloudEvent event = decodeJsonEvent(json).value();
    const std::vector<EventView> views{{event, json}, {event, json}};
    const HttpContent content =
        isBatch ? encodeBatch(views, format) : encodeStructured(views[0], format);
    return "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: " + content.fields.front().second +
           "\r\nContent-Length: " + std::to_string(content.body.size()) + "\r\n\r\n" + content.body;
}

} // namespace

void TestRawRequests::writesEachRequestVerbatim()
{
    const std::string first =
        binaryRequest(Attributes + "X-Odd:   spaced \r\nContent-Type: application/octet-stream\r\n",
                      std::string("\0\r\n\r\nPOST / HTTP/1.1\r\n", 22));
    const std::string second =
        structuredRequest(R"( { "specversion":"1.0","id":"2","source":"/s","type":"t" } )");
    const std::string third = "PUT /a?b=c HTTP/1.0\r\n" + Attributes + "\r\n";
    const auto file = capture(m_folder, QStringLiteral("verbatim"),
                              {received(first), received(second), received(third)});
    QCOMPARE(raw(file), QByteArray::fromStdString(first + "\r\n\r\n" + second + "\r\n\r\n" + third +
                                                  "\r\n\r\n"));
}

void TestRawRequests::saysTheLengthOfAChunkedBody()
{
    const auto file =
        capture(m_folder, QStringLiteral("chunked"),
                {received("POST / HTTP/1.1\r\nHost: x\r\ntransfer-encoding: chunked\r\n" +
                          Attributes + "\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n")});
    QCOMPARE(raw(file),
             QByteArray::fromStdString("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n" +
                                       Attributes + "\r\nhello world\r\n\r\n"));
}

void TestRawRequests::keepsCredentialsOut()
{
    const auto file =
        capture(m_folder, QStringLiteral("credentials"),
                {received(binaryRequest(Attributes + "Authorization: Bearer secret\r\n", "x"))});
    const QByteArray written = raw(file);
    QVERIFY(!written.contains("secret"));
    QVERIFY(written.contains("Authorization: (13 bytes removed)\r\n"));
}

void TestRawRequests::joinsABatchAgain()
{
    const auto event = [](int id) {
        return R"({"specversion":"1.0","id":")" + std::to_string(id) +
               R"(","source":"/s","type":"t"})";
    };
    const std::string compact = batchRequest("[" + event(1) + "," + event(2) + "]");
    const auto file = capture(m_folder, QStringLiteral("batch"),
                              {received(compact),
                               received(batchRequest("[ " + event(3) + " ,\n" + event(4) + "]")),
                               received(structuredRequest(event(5)))});
    QCOMPARE(raw(file),
             QByteArray::fromStdString(compact + "\r\n\r\n" +
                                       batchRequest("[" + event(3) + "," + event(4) + "]") +
                                       "\r\n\r\n" + structuredRequest(event(5)) + "\r\n\r\n"));
}

/// One commit, one instant, the same head: the length that it announces ends the first batch.
void TestRawRequests::tellsBatchesApartThatLookAlike()
{
    const std::string request =
        batchRequest(R"([{"specversion":"1.0","id":"1","source":"/s","type":"t"},)"
                     R"({"specversion":"1.0","id":"2","source":"/s","type":"t"}])");
    Message first = received(request);
    Message second = received(request);
    second.received = first.received;
    std::vector<Message> messages;
    messages.push_back(std::move(first));
    messages.push_back(std::move(second));
    const auto file = capture(m_folder, QStringLiteral("alike"), std::move(messages));
    QCOMPARE(raw(file), QByteArray::fromStdString(request + "\r\n\r\n" + request + "\r\n\r\n"));
}

void TestRawRequests::writesOnlyTheChosenEventsOfABatch()
{
    const auto event = [](int id) {
        return R"({"specversion":"1.0","id":")" + std::to_string(id) +
               R"(","source":"/s","type":"t"})";
    };
    const auto file =
        capture(m_folder, QStringLiteral("chosen"),
                {received(batchRequest("[" + event(1) + "," + event(2) + "," + event(3) + "]"))});
    QCOMPARE(raw(file, {}, {{{1}, {1}}, {{3}, {3}}}),
             QByteArray::fromStdString(batchRequest("[" + event(1) + "," + event(3) + "]") +
                                       "\r\n\r\n"));
}

void TestRawRequests::writesOtherEventsInStructuredMode()
{
    const auto file = capture(m_folder, QStringLiteral("frames"), {everyKind()[13]});
    const std::string event =
        R"({"specversion":"1.0","id":"frame-1","source":"ws://example.com/feed","type":"frame",)"
        R"("time":"2026-11-27T10:00:00.000001Z","datacontenttype":"application/json","data":{"n":[1,2]}})";
    QCOMPARE(raw(file),
             QByteArray::fromStdString(
                 "POST / HTTP/1.1\r\nHost: localhost\r\n"
                 "Content-Type: application/cloudevents+json; charset=utf-8\r\nContent-Length: " +
                 std::to_string(event.size()) + "\r\n\r\n" + event + "\r\n\r\n"));
}

void TestRawRequests::doesNotBelieveAHeadThatDoesNotFit()
{
    // The head of this one has no Host, and says another id than the event.
    const auto file = capture(m_folder, QStringLiteral("odd"), {logtest::binaryMessage(3)});
    const QByteArray written = raw(file);
    QVERIFY2(written.startsWith("POST / HTTP/1.1\r\nHost: localhost\r\n"), written.constData());
    QVERIFY(written.contains("\"id\":\"id-3\""));
}

void TestRawRequests::redactsTheHead()
{
    const auto file =
        capture(m_folder, QStringLiteral("redacted"),
                {received(binaryRequest(
                    Attributes + "ce-subject: secret\r\nContent-Type: application/json\r\n",
                    R"({"card":"secret"})"))});
    QCOMPARE(raw(file, *Redaction::parse(std::vector<std::string>{"subject", "/card"})),
             QByteArray::fromStdString(
                 binaryRequest(Attributes +
                                   "ce-subject: [redacted]\r\nContent-Type: application/json\r\n",
                               R"({"card":"[redacted]"})") +
                 "\r\n\r\n"));
    const QByteArray without =
        raw(file, *Redaction::parse(std::vector<std::string>{"remove:subject", "data"}));
    QVERIFY2(without.contains("Content-Length: 0\r\n\r\n\r\n\r\n"), without.constData());
    QVERIFY(!without.contains("secret"));
}

void TestRawRequests::writesOtherFormatsAsTheyCame_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<bool>("isBatch");
    QTest::newRow("Protobuf") << int(EventFormat::Protobuf) << false;
    QTest::newRow("Protobuf batch") << int(EventFormat::Protobuf) << true;
    QTest::newRow("XML") << int(EventFormat::Xml) << false;
    QTest::newRow("Avro") << int(EventFormat::Avro) << false;
}

/// As it came, twice in the same instant: batches stay two where their length tells them apart.
void TestRawRequests::writesOtherFormatsAsTheyCame()
{
    QFETCH(int, format);
    QFETCH(bool, isBatch);
    const std::string request = requestIn(EventFormat(format), isBatch);
    Message first = received(request);
    Message second = received(request);
    second.received = first.received;
    QCOMPARE(int(first.format), format);
    std::vector<Message> messages;
    messages.push_back(std::move(first));
    messages.push_back(std::move(second));
    const auto file =
        capture(m_folder, QString::fromLatin1(QTest::currentDataTag()), std::move(messages));
    QCOMPARE(raw(file), QByteArray::fromStdString(request + "\r\n\r\n" + request + "\r\n\r\n"));
}

/// The namespaces of its root are on each event, where they are needed to read one alone.
void TestRawRequests::joinsAnXmlBatchAgain()
{
    const auto file =
        capture(m_folder, QStringLiteral("xml"), {received(requestIn(EventFormat::Xml, true))});
    const auto events = eventsOf(file);
    QCOMPARE(events.size(), 2U);
    const QByteArray written = raw(file);
    QCOMPARE(written.count("POST / HTTP/1.1"), 1);
    QVERIFY(written.contains(QByteArray::fromStdString(events[0].text + events[1].text)));
    const Message again = received(written.chopped(4).toStdString());
    QCOMPARE(again.events.size(), 2U);
    QVERIFY(again.events[0].event == events[0].event);
    QCOMPARE(again.body, events[0].text + events[1].text);
}

QTEST_GUILESS_MAIN(TestRawRequests)
#include "tst_rawrequests.moc"

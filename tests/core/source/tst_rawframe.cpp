// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/source/eventids.h"
#include "core/source/rawframe.h"
#include "core/source/websocketoptions.h"

#include <QRegularExpression>
#include <QTest>

#include <set>

using namespace core;

class TestRawFrame : public QObject {
    Q_OBJECT
private slots:
    void saysWhatTheContentIs_data();
    void saysWhatTheContentIs();
    void wrapsTheWholeMessage();
    void writesTimesInRfc3339_data();
    void writesTimesInRfc3339();
    void makesUniqueUuids();
    void hidesSecretsOfUrls_data();
    void hidesSecretsOfUrls();
    void refusesUrlsThatCannotWork_data();
    void refusesUrlsThatCannotWork();
};

void TestRawFrame::saysWhatTheContentIs_data()
{
    QTest::addColumn<bool>("binary");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<std::string>("contentType");
    const std::string json = "application/json";
    const std::string text = "text/plain";
    const std::string bytes = "application/octet-stream";
    QTest::newRow("object") << false << QByteArray(R"({"op":"utx"})") << json;
    QTest::newRow("array") << false << QByteArray("[1,2]") << json;
    QTest::newRow("number") << false << QByteArray("1.50") << json;
    QTest::newRow("string") << false << QByteArray(R"("hello")") << json;
    QTest::newRow("null") << false << QByteArray("null") << json;
    QTest::newRow("white space around") << false << QByteArray(" {} \n") << json;
    QTest::newRow("empty") << false << QByteArray("") << text;
    QTest::newRow("words") << false << QByteArray("hello") << text;
    QTest::newRow("unfinished object") << false << QByteArray(R"({"a":1)") << text;
    QTest::newRow("two objects") << false << QByteArray("{} {}") << text;
    QTest::newRow("wrong literal inside") << false << QByteArray(R"({"a":tru})") << text;
    QTest::newRow("binary") << true << QByteArray("\x00\xff", 2) << bytes;
    QTest::newRow("binary that looks like JSON") << true << QByteArray("{}") << bytes;
}

void TestRawFrame::saysWhatTheContentIs()
{
    QFETCH(bool, binary);
    QFETCH(QByteArray, body);
    QFETCH(std::string, contentType);
    const CloudEvent event = wrapFrame({"t", "s"}, binary ? FrameKind::Binary : FrameKind::Text,
                                       body.toStdString(), "1", WallTime{});
    QCOMPARE(event.dataContentType.value_or("none"), contentType);
}

void TestRawFrame::wrapsTheWholeMessage()
{
    const CloudEvent event =
        wrapFrame({"websocket-event", "wss://example.com/inv"}, FrameKind::Text, "hello", "id-1",
                  WallTime(std::chrono::microseconds(1764081200000001)));
    CloudEvent expected;
    expected.specVersion = SpecVersion::V10;
    expected.id = "id-1";
    expected.source = "wss://example.com/inv";
    expected.type = "websocket-event";
    expected.time = "2025-11-25T14:33:20.000001Z";
    expected.dataContentType = "text/plain";
    expected.dataForm = DataForm::Raw;
    expected.data = ByteRange{0, 5};
    QVERIFY(event == expected);
}

void TestRawFrame::writesTimesInRfc3339_data()
{
    QTest::addColumn<qint64>("microseconds");
    QTest::addColumn<std::string>("text");
    QTest::newRow("epoch") << qint64(0) << std::string("1970-01-01T00:00:00.000000Z");
    QTest::newRow("before the epoch") << qint64(-1) << std::string("1969-12-31T23:59:59.999999Z");
    QTest::newRow("leap day") << qint64(1709208000123456)
                              << std::string("2024-02-29T12:00:00.123456Z");
}

void TestRawFrame::writesTimesInRfc3339()
{
    QFETCH(qint64, microseconds);
    QFETCH(std::string, text);
    QCOMPARE(timestampText(WallTime(std::chrono::microseconds(microseconds))), text);
}

void TestRawFrame::makesUniqueUuids()
{
    static const QRegularExpression form(
        QStringLiteral("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"));
    EventIds one;
    EventIds other;
    std::set<std::string> seen;
    for (int i = 0; i < 10000; ++i) {
        for (EventIds *ids : {&one, &other}) {
            const std::string id = ids->next();
            QVERIFY2(form.match(QString::fromStdString(id)).hasMatch(), id.c_str());
            seen.insert(id);
        }
    }
    QCOMPARE(seen.size(), std::size_t(20000));
}

void TestRawFrame::hidesSecretsOfUrls_data()
{
    QTest::addColumn<std::string>("url");
    QTest::addColumn<std::string>("shown");
    QTest::newRow("nothing secret")
        << std::string("wss://ws.example.com/inv") << std::string("wss://ws.example.com/inv");
    QTest::newRow("user info") << std::string("wss://anna:secret@ws.example.com:8443/inv")
                               << std::string("wss://ws.example.com:8443/inv");
    QTest::newRow("query") << std::string("ws://ws.example.com/inv?access_token=secret#secret")
                           << std::string("ws://ws.example.com/inv");
    QTest::newRow("not a URL") << std::string("ws://anna:secret@[::1")
                               << std::string("invalid URL");
}

void TestRawFrame::hidesSecretsOfUrls()
{
    QFETCH(std::string, url);
    QFETCH(std::string, shown);
    QCOMPARE(publicUrl(url), shown);
}

void TestRawFrame::refusesUrlsThatCannotWork_data()
{
    QTest::addColumn<std::string>("url");
    QTest::addColumn<bool>("usable");
    QTest::newRow("ws") << std::string("ws://127.0.0.1:80/") << true;
    QTest::newRow("wss") << std::string("wss://example.com") << true;
    QTest::newRow("http") << std::string("http://secret@example.com") << false;
    QTest::newRow("no scheme") << std::string("example.com") << false;
    QTest::newRow("no host") << std::string("ws:///path") << false;
    QTest::newRow("broken") << std::string("ws://secret@[::1") << false;
    QTest::newRow("empty") << std::string() << false;
}

void TestRawFrame::refusesUrlsThatCannotWork()
{
    QFETCH(std::string, url);
    QFETCH(bool, usable);
    const Result<void> answer = checkWebSocketUrl(url);
    QCOMPARE(answer.has_value(), usable);
    if (!usable) {
        QCOMPARE(answer.error().kind, Error::Kind::InvalidInput);
        QVERIFY(answer.error().detail.find("secret") == std::string::npos);
    }
}

QTEST_GUILESS_MAIN(TestRawFrame)
#include "tst_rawframe.moc"

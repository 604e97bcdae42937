// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/receiver/receiverdesk.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace core;

/// All rules that a request can break: each refusal says everything that its sender needs, and each rule is asked for by a
/// test.
class TestRules : public QObject {
    Q_OBJECT

private slots:
    void saysEverything_data();
    void saysEverything();
    void everyRuleHasATest();

private:
    static QSet<QString> allRules();
    static QString allTests();
};

namespace {

std::string post(const std::string &fields, const std::string &body = {})
{
    return "POST / HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n" + body;
}

} // namespace

void TestRules::saysEverything_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const auto row = [](const char *rule, int status, const std::string &request) {
        QTest::newRow(rule) << QByteArray::fromStdString(request) << status;
    };
    const std::string chunked = "Transfer-Encoding: chunked\r\n";
    row("bad-method", 400, "P(ST / HTTP/1.1\r\nHost: x\r\n\r\n");
    row("bad-target", 400, "GET a HTTP/1.1\r\nHost: x\r\n\r\n");
    row("bad-request-line", 400, "GET / JAZZ/1.1\r\nHost: x\r\n\r\n");
    row("http-version", 505, "GET / HTTP/9.9\r\nHost: x\r\n\r\n");
    row("request-line-too-long", 414,
        "GET /" + std::string(300, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n");
    row("head-too-large", 431, post("A: " + std::string(2000, 'a') + "\r\n"));
    row("too-many-headers", 431, post("A: b\r\nA: b\r\nA: b\r\nA: b\r\nA: b\r\nA: b\r\n"));
    row("bad-header-name", 400, post("A : b\r\n"));
    row("bad-header-value", 400, post("A: b\x01\r\n"));
    row("bad-line-ending", 400, post("A: b\n"));
    row("folded-header", 400, post("A: b\r\n c\r\n"));
    row("bad-content-length", 400, post("Content-Length: x\r\n"));
    row("bad-transfer-encoding", 400, post("Content-Length: 1\r\n" + chunked));
    row("unknown-transfer-coding", 501, post("Transfer-Encoding: gzip\r\n"));
    row("transfer-coding-in-http10", 400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n");
    row("unknown-expectation", 417, post("Expect: miracle\r\n"));
    row("missing-host", 400, "GET / HTTP/1.1\r\n\r\n");
    row("duplicate-host", 400, post("Host: y\r\n"));
    row("bad-host", 400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n");
    row("bad-chunk", 400, post(chunked, "zz\r\nhello\r\n"));
    row("chunk-line-too-long", 400, post(chunked, "1;" + std::string(100, 'e')));
    row("body-too-large", 413, post("Content-Length: 5000\r\n"));
    row("head-too-slow", 408, "POST / HTTP/1.1\r\nHost: x\r\n");
    row("body-too-slow", 408, post("Content-Length: 5\r\n", "abc"));
    row("method-not-allowed", 405, "DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    row("not-an-event", 400, post("Content-Length: 0\r\n"));
    row("unknown-format", 415,
        post("Content-Type: application/cloudevents+cbor\r\nContent-Length: 0\r\n"));
    row("empty-body", 400,
        post("Content-Type: application/cloudevents+json\r\nContent-Length: 0\r\n"));
}

void TestRules::saysEverything()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    ReceiverOptions options;
    options.limits.requestLineBytes = 200;
    options.limits.headBytes = 1000;
    options.limits.headerFields = 6;
    options.limits.bodyBytes = 1000;
    options.limits.chunkLineBytes = 50;
    options.limits.headTime = std::chrono::milliseconds(200);
    options.limits.bodyTime = std::chrono::milliseconds(200);
    Desk desk(options);
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(request.toStdString());
    QCOMPARE(answer.status, status);
    QVERIFY2(answer.has("Content-Type: application/problem+json"), answer.head.c_str());

    const QJsonObject problem = problemOf(answer);
    const auto text = [&](const QString &member) { return problem[member].toString(); };
    QCOMPARE(text(QStringLiteral("rule")), QString::fromUtf8(QTest::currentDataTag()));
    QCOMPARE(text(QStringLiteral("type")),
             QString(u"urn:eventscope:problem:" + text(QStringLiteral("rule"))));
    QCOMPARE(problem[QStringLiteral("status")].toInt(), status);
    for (const QString &member : {QStringLiteral("title"), QStringLiteral("detail"),
                                  QStringLiteral("fix"), QStringLiteral("reference")})
        QVERIFY2(text(member).size() > 5, qPrintable(member));
    for (const QString &member : {QStringLiteral("detail"), QStringLiteral("fix")})
        QVERIFY2(text(member).endsWith(u'.'), qPrintable(text(member)));
    QVERIFY2(!text(QStringLiteral("title")).endsWith(u'.'),
             qPrintable(text(QStringLiteral("title"))));

    // It names the part of the request, and where bytes are named they were sent.
    const QJsonObject place = problem[QStringLiteral("place")].toObject();
    const QStringList parts{QStringLiteral("request"), QStringLiteral("request-line"),
                            QStringLiteral("header"), QStringLiteral("body")};
    QVERIFY(parts.contains(place[QStringLiteral("part")].toString()));
    desk.writer.decideWaiting();
    const Refusal refusal = desk.writer.refusals().at(0);
    if (const auto &bytes = refusal.why.place.bytes) {
        const std::string &whole =
            refusal.why.place.part == Place::Part::Body ? refusal.body : refusal.head;
        QVERIFY(std::size_t(bytes->offset) + bytes->length <= whole.size());
        QCOMPARE(place[QStringLiteral("offset")].toInt(), int(bytes->offset));
        QCOMPARE(place[QStringLiteral("length")].toInt(), int(bytes->length));
    }
    QVERIFY(request.startsWith(QByteArray::fromStdString(refusal.head + refusal.body)));
}

/// Rules stand behind a status, before the words that belong to them, or alone as a constant or a choice of two.
QSet<QString> TestRules::allRules()
{
    static const QRegularExpression rule(QStringLiteral(
        R"re((?:[45]\d\d,|\{)\s*"((?&name))",\s*"?[A-Za-z]|[(,{]\s*"((?&name))",\s*"(?!RFC)[A-Z]|)re"
        R"re((?:[rR]ule =|[?:])\s*"((?&name))"(?(DEFINE)(?<name>[a-z0-9]+(?:-[a-z0-9]+)+)))re"));
    Q_ASSERT(rule.isValid());
    QSet<QString> found;
    for (const char *room : {"codec", "http", "receiver", "source", "stream"}) {
        QDirIterator each(QStringLiteral(SOURCE_DIR "/core/") + QLatin1String(room),
                          {QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
        while (each.hasNext()) {
            QFile file(each.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            auto matches = rule.globalMatch(QString::fromUtf8(file.readAll()));
            while (matches.hasNext()) {
                const QRegularExpressionMatch match = matches.next();
                const QString name = match.captured(1) + match.captured(2) + match.captured(3);
                if (!name.startsWith(QLatin1String("ce-"))) // a header
                    found.insert(name);
            }
        }
    }
    return found;
}

QString TestRules::allTests()
{
    QString text;
    QDirIterator each(QStringLiteral(SOURCE_DIR "/tests"), {QStringLiteral("tst_*.cpp")},
                      QDir::Files, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        QFile file(each.next());
        if (file.open(QIODevice::ReadOnly))
            text += QString::fromUtf8(file.readAll());
    }
    return text;
}

void TestRules::everyRuleHasATest()
{
    const QSet<QString> rules = allRules();
    QVERIFY2(rules.size() > 100, "the sources are not where the test looks");
    for (const char *known : {"bad-chunk", "invalid-timestamp", "invalid-utf8", "duplicate-host",
                              "too-many-connections", "event-grid-schema", "protobuf-too-deep",
                              "cannot-read", "token-missing", "webhook-rate", "last-event-id",
                              "message-too-large", "websocket-unmasked"})
        QVERIFY2(rules.contains(QLatin1String(known)), known);
    const QString tests = allTests();
    QStringList unasked;
    // The first wants 4 GiB; the others are asked for by their kind, in tst_xmlscan and tst_contentdecoder.
    const QStringList otherwise{QStringLiteral("json-too-long"), QStringLiteral("xml-too-deep"),
                                QStringLiteral("too-many-namespaces"),
                                QStringLiteral("coding-ratio")};
    for (const QString &rule : rules) {
        if (!otherwise.contains(rule) &&
            !tests.contains(QRegularExpression(u"\\b" + rule + u"\\b")))
            unasked << rule;
    }
    QVERIFY2(unasked.isEmpty(), qPrintable(unasked.join(u' ')));
}

QTEST_GUILESS_MAIN(TestRules)
#include "tst_rules.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/receiver/receiverdesk.h"
#include "tests/support/compressed.h"

#include <QTest>

#include <string>

using namespace core;

namespace {

// The example of GitHub's documentation, "Validating webhook deliveries"; the second by Python's hmac.
const std::string Key = "It's a Secret to Everybody";
const std::string Body = "Hello, World!";
const std::string Hex = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
const std::string OfNothing = "66a0c074deaa0f489ead6537e0d32f9a344b90bbeda705b6ed45ecd3b413fb40";
const std::string Base64 = "dXEH6g6yUJ/CESIczphLijdXC211hsIsRvQ3nIsEPhc=";

ReceiverOptions withKey(const std::string &key = Key)
{
    ReceiverOptions options;
    options.signature = BodySignature::make(BodySignature::UsualHeader, key).value();
    return options;
}

std::string post(const std::string &fields, const std::string &body = Body,
                 const std::string &method = "POST")
{
    return method +
           " / HTTP/1.1\r\nHost: localhost\r\nce-specversion: 1.0\r\nce-id: 1\r\nce-source: /s\r\n"
           "ce-type: t\r\nContent-Type: text/plain\r\n" +
           fields + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

} // namespace

class TestBodySignature : public QObject {
    Q_OBJECT

private slots:
    void takesOnlyWhatIsSigned_data();
    void takesOnlyWhatIsSigned();
    void leavesALineEndOutOfTheKey_data();
    void leavesALineEndOutOfTheKey();
    void saysWhatIsNoKey();
    void signsAsItChecks();
    void saysWhyAndKeepsTheEvidence();
    void checksTheBodyAsItTravels();
    void cannotCheckWhatIsDecoded();
    void asksForTheTokenFirst();
    void answersOthersWithoutASignature();
};

void TestBodySignature::takesOnlyWhatIsSigned_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("rule"); // empty: accepted
    const auto row = [](const char *tag, const std::string &sent, const char *rule) {
        QTest::newRow(tag) << QByteArray::fromStdString(sent) << QByteArray(rule);
    };
    const std::string name = "X-Hub-Signature-256: ";
    row("GitHub", post(name + "sha256=" + Hex + "\r\n"), "");
    row("any case of the name", post("x-hub-signature-256: SHA256=" + Hex + "\r\n"), "");
    row("hex alone", post(name + Hex + "\r\n"), "");
    row("base64", post(name + Base64 + "\r\n"), "");
    row("base64 with sha256=", post(name + "sha256=" + Base64 + "\r\n"), "");
    row("PUT", post(name + Hex + "\r\n", Body, "PUT"), "");
    row("no body", post(name + OfNothing + "\r\n", ""), "");
    row("missing", post(""), "signature-missing");
    row("missing on PUT", post("", Body, "PUT"), "signature-missing");
    row("other name", post("X-Hub-Signature: " + Hex + "\r\n"), "signature-missing");
    row("empty", post(name + "\r\n"), "signature-malformed");
    row("only the prefix", post(name + "sha256=\r\n"), "signature-malformed");
    row("a digit too few", post(name + Hex.substr(1) + "\r\n"), "signature-malformed");
    row("a digit too many", post(name + Hex + "0\r\n"), "signature-malformed");
    row("no hex", post(name + "g" + Hex.substr(1) + "\r\n"), "signature-malformed");
    row("base64 too short", post(name + Base64.substr(4) + "\r\n"), "signature-malformed");
    row("other hash", post(name + "sha512=" + Hex + "\r\n"), "signature-malformed");
    row("twice", post(name + Hex + "\r\n" + name + Hex + "\r\n"), "signature-malformed");
    row("one digit differs", post(name + Hex.substr(0, 63) + "6\r\n"), "signature-wrong");
    row("other body", post(name + Hex + "\r\n", "Hello, World?"), "signature-wrong");
    row("longer body", post(name + Hex + "\r\n", Body + "\n"), "signature-wrong");
}

void TestBodySignature::takesOnlyWhatIsSigned()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, rule);
    Desk desk(withKey());
    desk.writer.start();
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(sent.toStdString());
    QCOMPARE(answer.status, rule.isEmpty() ? 202 : 401);
    QCOMPARE(problemOf(answer)[QStringLiteral("rule")].toString().toUtf8(), rule);
    QCOMPARE(answer.has("WWW-Authenticate: Signature realm=\"eventscope\", "
                        "header=\"X-Hub-Signature-256\""),
             !rule.isEmpty());
}

void TestBodySignature::leavesALineEndOutOfTheKey_data()
{
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<int>("status");
    QTest::newRow("line feed") << QByteArray("\n") << 202;
    QTest::newRow("from elsewhere") << QByteArray("\r\n") << 202;
    QTest::newRow("two are part of it") << QByteArray("\n\n") << 401;
    QTest::newRow("a space is part of it") << QByteArray(" ") << 401;
}

void TestBodySignature::leavesALineEndOutOfTheKey()
{
    QFETCH(QByteArray, end);
    QFETCH(int, status);
    Desk desk(withKey(Key + end.toStdString()));
    desk.writer.start();
    RawClient client(desk.port);
    QCOMPARE(client.ask(post("X-Hub-Signature-256: " + Hex + "\r\n")).status, status);
}

void TestBodySignature::saysWhatIsNoKey()
{
    for (const char *key : {"", "\n", "\r\n"})
        QCOMPARE(BodySignature::make("X", key).error().kind, Error::Kind::InvalidInput);
    for (const char *name : {"", "a b", "a:", "\xc3\xa9", "(a)"})
        QCOMPARE(BodySignature::make(name, "key").error().kind, Error::Kind::InvalidInput);
    QVERIFY(!BodySignature().isAsked());
}

void TestBodySignature::signsAsItChecks()
{
    const auto signature = BodySignature::make("X-Hub-Signature-256", Key).value();
    QCOMPARE(signature.lineFor(Body), "X-Hub-Signature-256: sha256=" + Hex + "\r\n");
}

void TestBodySignature::saysWhyAndKeepsTheEvidence()
{
    Desk desk(withKey());
    RawClient client(desk.port);
    const std::string sent = post("X-Hub-Signature-256: sha256=" + Hex + "\r\n", "Hello!");
    const QJsonObject problem = problemOf(client.ask(sent));
    QVERIFY(problem[QStringLiteral("detail")].toString().contains(QStringLiteral("6 bytes")));
    QVERIFY(problem[QStringLiteral("fix")].toString().contains(QStringLiteral("HMAC-SHA256")));
    desk.writer.decideWaiting();
    const Refusal refusal = desk.writer.refusals().at(0);
    QCOMPARE(refusal.head + refusal.body, sent);
    QVERIFY(refusal.why.place.bytes);
    QCOMPARE(refusal.head.substr(refusal.why.place.bytes->offset, 19),
             std::string("X-Hub-Signature-256"));
    // Nothing that was said helps to guess.
    for (const std::string &text : {refusal.why.title, refusal.why.detail, refusal.why.fix})
        QVERIFY(text.find(Key) == std::string::npos);
    QCOMPARE(desk.receiver.counters(), (Receiver::Counters{0, 1, 1, 0}));
}

void TestBodySignature::checksTheBodyAsItTravels()
{
    Desk desk(withKey());
    RawClient client(desk.port);
    // Whether the coding is understood comes after the question who sent it.
    const RawAnswer wrong = client.ask(post("Content-Encoding: br\r\n"));
    QCOMPARE(problemOf(wrong)[QStringLiteral("rule")].toString(),
             QStringLiteral("signature-missing"));
    desk.writer.decideWaiting();
    desk.writer.start();
    // Chunks are how it travels, not what was signed.
    RawClient chunked(desk.port);
    QCOMPARE(chunked
                 .ask("POST / HTTP/1.1\r\nHost: a\r\nce-specversion: 1.0\r\nce-id: 1\r\nce-source: "
                      "/s\r\nce-type: t\r\nX-Hub-Signature-256: " +
                      Hex +
                      "\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nHello,\r\n7\r\n World!\r\n"
                      "0\r\n\r\n")
                 .status,
             202);
}

void TestBodySignature::cannotCheckWhatIsDecoded()
{
    Desk desk(withKey());
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(
        post("Content-Encoding: gzip\r\nX-Hub-Signature-256: " + Hex + "\r\n", gzipOf(Body)));
    QCOMPARE(answer.status, 415);
    QCOMPARE(problemOf(answer)[QStringLiteral("rule")].toString(),
             QStringLiteral("signature-of-coded-body"));
    QCOMPARE(problemOf(answer)[QStringLiteral("fix")].toString(),
             QStringLiteral("Send a signed body without Content-Encoding."));
}

void TestBodySignature::asksForTheTokenFirst()
{
    ReceiverOptions options = withKey();
    options.tokens = BearerTokens::fromText("sesame").value();
    Desk desk(options);
    desk.writer.start();
    RawClient client(desk.port);
    const std::string signature = "X-Hub-Signature-256: " + Hex + "\r\n";
    const std::string bearer = "Authorization: Bearer sesame\r\n";
    QCOMPARE(problemOf(client.ask(post(signature)))[QStringLiteral("rule")].toString(),
             QStringLiteral("token-missing"));
    QCOMPARE(problemOf(client.ask(post(bearer)))[QStringLiteral("rule")].toString(),
             QStringLiteral("signature-missing"));
    QCOMPARE(client.ask(post(bearer + signature)).status, 202);
}

void TestBodySignature::answersOthersWithoutASignature()
{
    Desk desk(withKey());
    RawClient client(desk.port);
    QCOMPARE(client.ask(request("GET", "/metrics")).status, 200);
    QCOMPARE(client.ask(request("GET", "/healthz")).status, 204);
    QCOMPARE(client.ask(request("OPTIONS", "/")).status, 200);
}

QTEST_GUILESS_MAIN(TestBodySignature)
#include "tst_bodysignature.moc"

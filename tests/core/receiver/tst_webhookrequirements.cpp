// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/receiver/receiverdesk.h"

#include <QTest>

#include <string>
#include <string_view>
#include <vector>

using namespace core;

/// What "HTTP 1.1 Web Hooks for Event Delivery" asks of a delivery target, row by row: of its answers to deliveries, of
/// tokens, of the handshake.
class TestWebhookRequirements : public QObject {
    Q_OBJECT

private slots:
    void deliveries_data();
    void deliveries() { check(); }
    void authorization_data();
    void authorization() { check(); }
    void handshake_data();
    void handshake() { check(); }

private:
    static void check();
};

namespace {

/// How the port is set up.
enum class Port { Usual, Token, RateOf1, RateOf120, OneOrigin, Answers200, Answers201, Answers204 };

ReceiverOptions optionsOf(Port port)
{
    ReceiverOptions options;
    switch (port) {
    case Port::Usual:
        break;
    case Port::Token:
        options.tokens = BearerTokens::fromText("mF_9.B5f-4.1JqM\n").value();
        break;
    case Port::RateOf1:
        options.requestsPerMinute = 1;
        break;
    case Port::RateOf120:
        options.requestsPerMinute = 120;
        break;
    case Port::OneOrigin:
        options.webhookOrigins = {"eventemitter.example.com"};
        break;
    case Port::Answers200:
        options.okStatus = 200;
        break;
    case Port::Answers201:
        options.okStatus = 201;
        break;
    case Port::Answers204:
        options.okStatus = 204;
        break;
    }
    return options;
}

const std::string Origin = "WebHook-Request-Origin: eventemitter.example.com\r\n";
const std::string Structured = R"({"specversion":"1.0","id":"1","source":"/s","type":"t"})";

std::string post(const std::string &target, const std::string &fields, const std::string &body)
{
    return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string ofType(const std::string &type, const std::string &more = {})
{
    return "Content-Type: " + type + "\r\n" + more;
}

/// A delivery that is fine.
std::string delivery(const std::string &fields = {}, const std::string &target = "/resource")
{
    return post(target, ofType("application/cloudevents+json", fields), Structured);
}

std::string options(const std::string &fields, const std::string &target = "/resource")
{
    return request("OPTIONS", target, fields);
}

/// `expected`: the status of the last answer; header lines that it has, or whose start no line has behind "no ".
void row(const char *tag, Port port, const std::string &requests, int status,
         const QByteArrayList &lines = {})
{
    QTest::newRow(tag) << static_cast<int>(port) << QByteArray::fromStdString(requests) << status
                       << lines;
}

void addColumns()
{
    QTest::addColumn<int>("port");
    QTest::addColumn<QByteArray>("requests");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArrayList>("lines");
}

} // namespace

void TestWebhookRequirements::check()
{
    QFETCH(int, port);
    QFETCH(QByteArray, requests);
    QFETCH(int, status);
    QFETCH(QByteArrayList, lines);
    Desk desk(optionsOf(static_cast<Port>(port)));
    desk.writer.start();
    RawClient client(desk.port);
    client.send(requests.toStdString());
    const auto count = static_cast<std::size_t>(requests.count(" HTTP/1.1\r\n"));
    const std::vector<RawAnswer> answers = client.waitForAnswers(count);
    QCOMPARE(answers.size(), count);
    const RawAnswer &answer = answers.back();
    QVERIFY2(answer.status == status, (answer.head + answer.body).c_str());
    for (const RawAnswer &each : answers) {
        QVERIFY2(each.status < 300 || each.status > 399, each.head.c_str()); // 2.2: never
        // 2.2: what has a payload says of what type, and no success here has one.
        QCOMPARE(each.head.find("\r\nContent-Type: ") != std::string::npos, !each.body.empty());
        QVERIFY(each.status > 299 || each.body.empty());
        // 2.2: who is too fast, and who must come again, is told when.
        QCOMPARE(each.head.find("\r\nRetry-After: ") != std::string::npos,
                 each.status == 429 || each.status == 503);
    }
    for (const QByteArray &line : lines) {
        if (line.startsWith("no "))
            QVERIFY2(answer.head.find("\r\n" + line.mid(3).toStdString()) == std::string::npos,
                     answer.head.c_str());
        else
            QVERIFY2(answer.has(line.toStdString()), answer.head.c_str());
    }
}

void TestWebhookRequirements::deliveries_data()
{
    addColumns();
    row("5 accepted: 202", Port::Usual, delivery(), 202);
    row("5 accepted, on any target", Port::Usual, delivery({}, "/a/b/c?d=e&f"), 202);
    row("5 accepted, with the origin of the sender", Port::Usual, delivery(Origin), 202);
    row("5 accepted in binary mode", Port::Usual, eventPost("1"), 202);
    row("5 processed without payload: 204", Port::Answers204, delivery(), 204,
        {"no Content-Length"});
    row("5 processed without payload: 201", Port::Answers201, delivery(), 201,
        {"Content-Length: 0"});
    row("5 processed: 200, as the user wants it", Port::Answers200, delivery(), 200,
        {"Content-Length: 0"});
    row("5 the format is not understood: CloudEvents in CBOR", Port::Usual,
        post("/", ofType("application/cloudevents+cbor"), "\xa0"), 415);
    row("5, 10.10 the format is not understood: it is not named", Port::Usual,
        post("/", ofType("application/cloudevents"), Structured), 415);
    row("5 the format is not understood: a batch of Avro", Port::Usual,
        post("/", ofType("application/cloudevents-batch+avro"), "\x02"), 415);
    row("5 the format is not understood: compact Avro", Port::Usual,
        post("/", ofType("application/cloudevents+avro-compact"), "\x02"), 415);
    row("5 the format is not understood: a content coding", Port::Usual,
        post("/", ofType("application/cloudevents+json", "Content-Encoding: br\r\n"), "x"), 415,
        {"Accept-Encoding: gzip, zstd, deflate"});
    row("5 other statuses: what cannot be parsed", Port::Usual,
        post("/", ofType("application/cloudevents+json"), "{"), 400);
    row("5 other statuses: a payload that is no event", Port::Usual,
        post("/", ofType("text/plain"), "hello"), 400);
    row("5 other statuses: another method", Port::Usual, request("DELETE", "/resource"), 405,
        {"Allow: OPTIONS, POST, PUT"});
    row("5 above the rate: 429 with Retry-After", Port::RateOf1, delivery() + delivery(), 429,
        {"Retry-After: 60"});
    row("5 a rate holds for those who name no origin, too", Port::RateOf1,
        delivery(Origin) + delivery(), 429);
    row("5 the origin repeated, and allowed", Port::OneOrigin, delivery(Origin), 202);
    row("5 another origin than one that may", Port::OneOrigin,
        delivery("WebHook-Request-Origin: evil.example\r\n"), 403);
    row("5 the origin twice", Port::OneOrigin,
        delivery(Origin + "WebHook-Request-Origin: evil.example\r\n"), 403);
    row("5 0.3 names its system in Origin", Port::Usual,
        delivery("Origin: eventemitter.example.com\r\n"), 202);
}

void TestWebhookRequirements::authorization_data()
{
    addColumns();
    const std::string token = "Authorization: Bearer mF_9.B5f-4.1JqM\r\n";
    const std::string query = "/resource?access_token=mF_9.B5f-4.1JqM";
    const QByteArrayList challenge{R"(WWW-Authenticate: Bearer realm="eventscope")"};
    const QByteArrayList wrong{
        R"(WWW-Authenticate: Bearer realm="eventscope", error="invalid_token")"};
    row("5 a token in Authorization", Port::Token, delivery(token), 202, {"no Cache-Control"});
    row("5 the scheme in any case", Port::Token,
        delivery("authorization: bEARER mF_9.B5f-4.1JqM\r\n"), 202);
    row("5 a token in the query", Port::Token, delivery({}, query), 202,
        {"Cache-Control: private"});
    row("5 a token in the query, first", Port::Token, delivery({}, query + "&p=q"), 202,
        {"Cache-Control: private"});
    row("5 a token in the query, last", Port::Token,
        delivery({}, "/resource?p=q&access_token=mF_9.B5f-4.1JqM"), 202,
        {"Cache-Control: private"});
    row("5 a token in the query, with no-store", Port::Token,
        delivery("Cache-Control: no-store\r\n", query), 202, {"Cache-Control: private"});
    row("5 a token in the query, escaped", Port::Token,
        delivery({}, "/resource?access_token=%6DF_9%2EB5f-4.1JqM"), 202);
    row("5 a longer name is another parameter", Port::Token,
        delivery({}, "/resource?my_access_token=mF_9.B5f-4.1JqM"), 401, challenge);
    row("5 no token", Port::Token, delivery(), 401, challenge);
    row("5 another token", Port::Token, delivery("Authorization: Bearer other\r\n"), 401, wrong);
    row("5 another token in the query", Port::Token, delivery({}, "/resource?access_token=other"),
        401, wrong);
    row("5 a token that begins alike", Port::Token,
        delivery("Authorization: Bearer mF_9.B5f-4.1Jq\r\n"), 401, wrong);
    row("5 no scheme that challenges: Basic", Port::Token,
        delivery("Authorization: Basic bUZfOS5CNWYtNC4xSnFNOg==\r\n"), 401, challenge);
    row("5 no scheme that challenges: Digest", Port::Token,
        delivery("Authorization: Digest username=\"a\", nonce=\"b\"\r\n"), 401, challenge);
    row("5 the token before the format", Port::Token,
        post("/", ofType("application/cloudevents+cbor"), "\xa0"), 401, challenge);
    row("5 where no token is asked for one may come", Port::Usual, delivery(token), 202);
    row("5 where no token is asked for one may come in the query", Port::Usual, delivery({}, query),
        202, {"Cache-Control: private"});
}

void TestWebhookRequirements::handshake_data()
{
    addColumns();
    const QByteArray agrees = "WebHook-Allowed-Origin: eventemitter.example.com";
    const QByteArray anyRate = "WebHook-Allowed-Rate: *";
    const QByteArray post = "Allow: OPTIONS, POST, PUT";
    const QByteArray nothing = "no WebHook-Allowed";
    const std::string rate = "WebHook-Request-Rate: ";
    row("5 consent: the origin that was asked for, a rate, and POST", Port::Usual, options(Origin),
        200, {agrees, anyRate, post});
    row("5 consent on the exact target", Port::Usual, options(Origin, "/shop/default?x=1"), 200,
        {agrees, anyRate, post});
    row("5 a rate is asked for: no limit", Port::Usual, options(Origin + rate + "120\r\n"), 200,
        {agrees, anyRate});
    row("5 a rate is asked for: the one that holds", Port::RateOf120,
        options(Origin + rate + "1000\r\n"), 200, {agrees, "WebHook-Allowed-Rate: 120"});
    row("5 no rate is asked for: the one that holds", Port::RateOf120, options(Origin), 200,
        {agrees, "WebHook-Allowed-Rate: 120"});
    row("5 consent at once, not by callback", Port::Usual,
        options(Origin + "WebHook-Request-Callback: https://example.com/confirm?id=12345\r\n"), 200,
        {agrees, anyRate});
    row("5 consent needs no token", Port::Token, options(Origin), 200, {agrees, anyRate});
    row("5 the handshake is no request of the rate", Port::RateOf1,
        options(Origin) + options(Origin), 200, {agrees, "WebHook-Allowed-Rate: 1"});
    row("5 only to the system that may", Port::OneOrigin, options(Origin), 200, {agrees, anyRate});
    row("5 no consent: another system", Port::OneOrigin,
        options("WebHook-Request-Origin: evil.example\r\n"), 403, {nothing});
    row("5 no consent: nobody asks", Port::Usual, options({}), 200, {nothing, post});
    row("5 no consent: no origin beside the rate", Port::Usual, options(rate + "120\r\n"), 200,
        {nothing, post});
    row("5 no consent: an origin that is no name", Port::Usual,
        options("WebHook-Request-Origin: a b\r\n"), 400, {nothing});
    row("5 no consent: the origin twice", Port::Usual, options(Origin + Origin), 400, {nothing});
    row("5 no consent: the rate twice", Port::Usual,
        options(Origin + rate + "1\r\n" + rate + "2\r\n"), 400, {nothing});
    row("5 no consent: a rate of 0", Port::Usual, options(Origin + rate + "0\r\n"), 400, {nothing});
    row("5 no consent: a rate with a sign", Port::Usual, options(Origin + rate + "+5\r\n"), 400,
        {nothing});
    row("5 no consent: a rate with a fraction", Port::Usual, options(Origin + rate + "1.5\r\n"),
        400, {nothing});
    row("5 no consent: a preflight of a page", Port::Usual,
        options("Access-Control-Request-Method: POST\r\nOrigin: http://evil.example\r\n"), 403,
        {nothing});
}

QTEST_GUILESS_MAIN(TestWebhookRequirements)
#include "tst_webhookrequirements.moc"

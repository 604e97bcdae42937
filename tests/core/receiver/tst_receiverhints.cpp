// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/receiver/rawsocket.h"
#include "tests/core/receiver/receiverdesk.h"

#include <QTest>

#include <optional>
#include <string>
#include <vector>

using namespace core;
using namespace logtest;

/// What the port itself refuses, whatever the event is like, and all that an author reads then: title, detail, fix and
/// reference, word for word, and the bytes that are named as the place. tst_hints has the mistakes in events.
class TestReceiverHints : public QObject {
    Q_OBJECT

private slots:
    void tellsHowToMendIt_data();
    void tellsHowToMendIt();
    void tellsOnTheSocket_data();
    void tellsOnTheSocket();
    void tellsThatTheLogCannotBeWritten();
    void tellsThatItStops();
};

namespace {

const std::string Event = R"({"specversion":"1.0","id":"1","source":"/s","type":"t"})";
const std::string Upgrading = Upgrade + Version + Key;

/// How the port is set up.
enum class Port { Usual, Token, Signed, RateOf1, OneOrigin, Full };

ReceiverOptions optionsOf(Port port)
{
    ReceiverOptions options;
    switch (port) {
    case Port::Usual:
        break;
    case Port::Token:
        options.tokens = BearerTokens::fromText("secret\n").value();
        break;
    case Port::Signed:
        options.signature = BodySignature::make(BodySignature::UsualHeader, "key").value();
        break;
    case Port::RateOf1:
        options.requestsPerMinute = 1;
        break;
    case Port::OneOrigin:
        options.webhookOrigins = {"events.example.org"};
        break;
    case Port::Full: // once somebody reads
        options.streams.readers = 1;
        break;
    }
    return options;
}

std::string postTo(const std::string &target, const std::string &fields = {},
                   const std::string &host = "localhost")
{
    return "POST " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + fields +
           "Content-Type: application/cloudevents+json\r\nContent-Length: " +
           std::to_string(Event.size()) + "\r\n\r\n" + Event;
}

/// Status and title, detail, fix, reference.
QByteArray readOf(const QJsonObject &problem)
{
    const auto text = [&problem](const char *member) {
        return problem[QLatin1String(member)].toString().toUtf8();
    };
    return QByteArrayList{QByteArray::number(problem[QStringLiteral("status")].toInt()) + ' ' +
                              text("title"),
                          text("detail"), text("fix"), text("reference")}
        .join('\n');
}

QByteArray bytesAt(const Refusal &refusal)
{
    const Place &place = refusal.why.place;
    if (!place.bytes)
        return {};
    const std::string &whole = place.part == Place::Part::Body ? refusal.body : refusal.head;
    return QByteArray::fromStdString(whole.substr(place.bytes->offset, place.bytes->length));
}

std::vector<StoredRefusal> refusalsOf(const EventLog &log)
{
    return log.reader().value()->refusals(1).value();
}

} // namespace

void TestReceiverHints::tellsHowToMendIt_data()
{
    QTest::addColumn<int>("port");
    QTest::addColumn<QByteArray>("requests"); // the last one is refused
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QByteArray>("read");  // status and title, detail, fix, reference
    QTest::addColumn<QByteArray>("place"); // the bytes there; empty: no single place
    const auto row = [](const char *tag, Port port, const std::string &requests, const char *rule,
                        const QByteArrayList &read, const char *place) {
        QTest::newRow(tag) << static_cast<int>(port) << QByteArray::fromStdString(requests)
                           << QByteArray(rule) << read.join('\n') << QByteArray(place);
    };
    const QByteArray allowOrigin = "Start with --allow-origin and this origin if it may.";
    row("a page of another origin", Port::Usual, postTo("/", "Origin: https://evil.example\r\n"),
        "origin-not-allowed",
        {"403 Pages of this origin may not use the port",
         "A browser sent this for https://evil.example.", allowOrigin, "Fetch standard; RFC 6454"},
        "Origin: https://evil.example");
    row("a page from a file", Port::Usual, postTo("/", "Origin: null\r\n"), "origin-not-allowed",
        {"403 Pages of this origin may not use the port", "A browser sent this for null.",
         allowOrigin, "Fetch standard; RFC 6454"},
        "Origin: null");
    row("a page of others, without Origin", Port::Usual,
        getRequest("/metrics", "Sec-Fetch-Site: cross-site\r\n"), "cross-site",
        {"403 Pages of others may not use the port",
         "A browser sent this for a page that is not of this port.",
         "Start with --allow-origin and the page's origin if it may.", "Fetch standard; RFC 6454"},
        "Sec-Fetch-Site: cross-site");
    row("a name that was made to point here", Port::Usual, postTo("/", {}, "evil.test:8080"),
        "foreign-host",
        {"403 Host names another machine",
         "The port is bound to a loopback address, and evil.test is no name of it.",
         "Send to 127.0.0.1 or localhost, or start with --allow-host and this name.",
         "RFC 9110 7.2"},
        "Host: evil.test:8080");
    const QByteArray tokenFix =
        "Send \"Authorization: Bearer\" and the token that the receiver was "
        "started with (--token-file).";
    row("no token", Port::Token, postTo("/"), "token-missing",
        {"401 A token is needed here", "The request carries no Authorization field.", tokenFix,
         "RFC 6750 2.1, 3"},
        "");
    row("a password in place of a token", Port::Token,
        postTo("/", "Authorization: Basic c2VjcmV0Og==\r\n"), "token-missing",
        {"401 A token is needed here",
         "Authorization is not of the scheme Bearer, or has no token.", tokenFix,
         "RFC 6750 2.1, 3"},
        "");
    row("another token", Port::Token, postTo("/", "Authorization: Bearer other\r\n"), "token-wrong",
        {"401 This token does not open the port",
         "Authorization carries none of the tokens of this receiver.", tokenFix, "RFC 6750 2.1, 3"},
        "");
    row("another token in the query", Port::Token, postTo("/?access_token=other"), "token-wrong",
        {"401 This token does not open the port",
         "access_token is none of the tokens of this receiver.", tokenFix, "RFC 6750 2.1, 3"},
        "");
    const QByteArray signatureFix =
        "Send in X-Hub-Signature-256 the HMAC-SHA256 of the body, byte by byte as it is sent, "
        "under "
        "the key of both sides: \"sha256=\" and 64 hex digits, or base64.";
    row("no signature", Port::Signed, postTo("/"), "signature-missing",
        {"401 The body is not signed", "The request has no field X-Hub-Signature-256.",
         signatureFix, "RFC 2104; RFC 9110 15.5.2"},
        "");
    row("no digest", Port::Signed, postTo("/", "X-Hub-Signature-256: sha1=00ff\r\n"),
        "signature-malformed",
        {"401 The signature of the body cannot be read",
         "X-Hub-Signature-256 holds no 32 bytes in hex or base64.", signatureFix,
         "RFC 2104; RFC 9110 15.5.2"},
        "X-Hub-Signature-256: sha1=00ff");
    const std::string digest = "X-Hub-Signature-256: sha256=" + std::string(64, '0');
    row("another key", Port::Signed, postTo("/", digest + "\r\n"), "signature-wrong",
        {"401 The signature does not fit the body",
         "X-Hub-Signature-256 is not the HMAC-SHA256 of the 55 bytes that came, under the key of "
         "this receiver: the keys differ, or the body was changed after it was signed.",
         signatureFix, "RFC 2104; RFC 9110 15.5.2"},
        digest.c_str());
    row("signed twice", Port::Signed, postTo("/", digest + "\r\nX-Hub-Signature-256: a\r\n"),
        "signature-malformed",
        {"401 The body is signed more than once",
         "X-Hub-Signature-256 is there twice, and only one can be right.", signatureFix,
         "RFC 2104; RFC 9110 15.5.2"},
        "X-Hub-Signature-256: a");
    row("signed and compressed", Port::Signed,
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\n" + digest +
            "\r\nContent-Length: 0\r\n\r\n",
        "signature-of-coded-body",
        {"415 The body is signed and compressed",
         "X-Hub-Signature-256 signs the body as it travels, in gzip; here it is decoded while it "
         "comes, and cannot be checked.",
         "Send a signed body without Content-Encoding.", "RFC 9110 8.4"},
        "");
    row("too fast", Port::RateOf1, postTo("/") + postTo("/"), "too-many-requests",
        {"429 More requests came than may come from one address",
         "One address may make 1 request a minute.",
         "Send it again after 60 s, as Retry-After says; a batch is one request.",
         "RFC 6585 4; HTTP 1.1 Web Hooks for Event Delivery 2.2"},
        "");
    const std::string origin = "WebHook-Request-Origin: ";
    row("a system that may not send web hooks", Port::OneOrigin,
        request("OPTIONS", "/", origin + "evil.example\r\n"), "webhook-origin-not-allowed",
        {"403 This system may not send here", "evil.example is none of the systems that may.",
         "Start with --webhook-allow-origin and this name if it may.",
         "HTTP 1.1 Web Hooks for Event Delivery 4.2.1"},
        "WebHook-Request-Origin: evil.example");
    row("a handshake of a URL", Port::Usual, request("OPTIONS", "/", origin + "a, b\r\n"),
        "webhook-origin",
        {"400 WebHook-Request-Origin is no name of a system",
         "WebHook-Request-Origin: a, b is malformed.", "Send the DNS name of the sending system.",
         "HTTP 1.1 Web Hooks for Event Delivery 4.1"},
        "WebHook-Request-Origin: a, b");
    row("a handshake of two systems", Port::Usual,
        request("OPTIONS", "/", origin + "a\r\n" + origin + "b\r\n"), "webhook-origin",
        {"400 A header of the handshake is there twice", "WebHook-Request-Origin: b is malformed.",
         "Send one name of a system, and one rate.", "HTTP 1.1 Web Hooks for Event Delivery 4.1"},
        "WebHook-Request-Origin: b");
    row("a handshake for no rate", Port::Usual,
        request("OPTIONS", "/", origin + "a\r\nWebHook-Request-Rate: many\r\n"), "webhook-rate",
        {"400 WebHook-Request-Rate is no positive number",
         "WebHook-Request-Rate: many is malformed.", "Send the number of requests a minute.",
         "HTTP 1.1 Web Hooks for Event Delivery 4.1"},
        "WebHook-Request-Rate: many");
    const QByteArray reading = "Eventscope: reading events over HTTP";
    row("a filter that is no expression", Port::Usual,
        getRequest("/v1/events?where=type%20%3D+%3D+'a'"), "query-expression",
        {"400 The parameter where is no CESQL expression",
         "At character 8 of where: A value was expected here, and not \"=\": an attribute, a text "
         "in "
         "quotes, a whole number, TRUE, FALSE, or a function.",
         "Mend the expression there, and percent-encode it in the address: "
         "where=type%20%3D%20%27com.example%27.",
         "CloudEvents SQL expression language 1.0, 2"},
        "%3D");
    row("a filter of a stream that is no expression", Port::Usual,
        getRequest("/events?where=type+LIKE+id", "Accept: */*\r\n"), "query-expression",
        {"400 The parameter where is no CESQL expression",
         "At character 11 of where: A pattern in quotes was expected behind LIKE, and not \"id\", "
         "such as 'com.example.%'. Compare with = where there is no pattern.",
         "Mend the expression there, and percent-encode it in the address: "
         "where=type%20%3D%20%27com.example%27.",
         "CloudEvents SQL expression language 1.0, 2"},
        "id");
    std::string list = "where=id+IN+('a'";
    for (int i = 0; i < 2000; ++i)
        list += ",'a'";
    list += ')';
    row("a filter that no link can repeat", Port::Usual, getRequest("/v1/events?" + list),
        "query-length",
        {"414 The parameter where is too long",
         "where takes 20023 bytes, percent-encoded, and the link to what comes next would be "
         "longer "
         "than the 16384 bytes that a request line may have.",
         "Shorten it to 16316 bytes: IN (…) says what a chain of OR says. GET /events?where=… has "
         "no links.",
         "RFC 9110 15.5.15"},
        list.c_str());
    row("a parameter that is none", Port::Usual, getRequest("/v1/events?offset=5"),
        "query-parameter",
        {"400 There is no such parameter", "\"offset\" is no parameter of this path.",
         "The parameters are: after, limit, wait, where.", reading},
        "offset=5");
    row("a parameter twice", Port::Usual, getRequest("/v1/events?after=1&after=2"),
        "query-parameter",
        {"400 A parameter is given twice", "after is given twice.", "Give it once.", reading},
        "after=2");
    row("more at once than may be", Port::Usual, getRequest("/v1/events?limit=1001"),
        "query-parameter",
        {"400 A parameter is no number that it may be", "limit is \"1001\".",
         "Give a whole number from 1 to 1000.", reading},
        "limit=1001");
    row("a wait in hours", Port::Usual, getRequest("/v1/events?wait=1h"), "query-parameter",
        {"400 A parameter is no time that it may be", "wait is \"1h\".",
         "Give a time up to 60s: 500ms, 10s.", reading},
        "wait=1h");
    row("a number of another log", Port::Usual, getRequest("/v1/events?after=77"),
        "query-parameter",
        {"400 There is no such event in the log",
         "after is 77, and the newest event has number 0: that number is of another log.",
         "Begin again without after, or with after=0.", reading},
        "after=77");
    row("an id of another stream", Port::Usual,
        getRequest("/events", "Accept: text/event-stream\r\nLast-Event-ID: abc\r\n"),
        "last-event-id",
        {"400 Last-Event-ID is no number of an event",
         "Last-Event-ID: abc was not given by this stream.",
         "Send the id of the last event that came, or leave the header out.",
         "HTML Living Standard 9.2.4"},
        "Last-Event-ID: abc");
    row("an id twice", Port::Usual,
        getRequest("/events", "Last-Event-ID: 1\r\nLast-Event-ID: 2\r\n"), "last-event-id",
        {"400 Last-Event-ID is there twice", "Which of the two is meant cannot be told.",
         "Send the id of the last event that came, or leave the header out.",
         "HTML Living Standard 9.2.4"},
        "Last-Event-ID: 2");
    row("JSON of the stream", Port::Usual, getRequest("/events", "Accept: application/json\r\n"),
        "not-acceptable",
        {"406 This path answers with an event stream",
         "Accept is \"application/json\", and what is here is text/event-stream.",
         "Send Accept: text/event-stream, or read /v1/events, which answers with JSON.",
         "RFC 9110 12.5.1"},
        "Accept: application/json");
    row("a WebSocket address in a browser or curl", Port::Usual, getRequest("/ws"),
        "websocket-upgrade",
        {"426 This path speaks WebSocket", "The request does not ask for an upgrade to WebSocket.",
         "Connect with a WebSocket client, or read GET /events without one.", "RFC 6455 4.2.1"},
        "");
    row("an old WebSocket", Port::Usual,
        getRequest("/ws", Upgrade + Key + "Sec-WebSocket-Version: 8\r\n"), "websocket-version",
        {"426 This version of WebSocket is not spoken here", "Sec-WebSocket-Version is \"8\".",
         "Send Sec-WebSocket-Version: 13.", "RFC 6455 4.4"},
        "Sec-WebSocket-Version: 8");
    row("a key that is none", Port::Usual,
        getRequest("/ws", Upgrade + Version + "Sec-WebSocket-Key: abc\r\n"), "websocket-key",
        {"400 Sec-WebSocket-Key is not 16 bytes in Base64", "Sec-WebSocket-Key is \"abc\".",
         "Send 16 random bytes in Base64, new for each connection.", "RFC 6455 4.2.1"},
        "Sec-WebSocket-Key: abc");
    row("a handshake with a body", Port::Usual,
        getRequest("/ws", Upgrading + "Content-Length: 1\r\n") + "x", "websocket-method",
        {"400 A WebSocket handshake is a GET without body",
         "The request has another method, or a body.", "Send the handshake as GET without body.",
         "RFC 6455 4.2.1"},
        "Content-Length: 1");
    for (const char *target : {"/v1/events", "/events", "/ws"})
        row((std::string("too many readers, ") + target).c_str(), Port::Full,
            getRequest(target, Upgrading), "too-many-readers",
            {"503 Too many read the log",
             "As many streams and queries as the limit of 1 allows are open.",
             "Close one, start with more (--max-readers, up to 1000), or come again after the time "
             "in Retry-After.",
             "RFC 9110 15.6.4"},
            "");
}

void TestReceiverHints::tellsHowToMendIt()
{
    QFETCH(int, port);
    QFETCH(QByteArray, requests);
    QFETCH(QByteArray, rule);
    QFETCH(QByteArray, read);
    QFETCH(QByteArray, place);
    StreamDesk desk(optionsOf(static_cast<Port>(port)));
    std::optional<RawSocket> reader;
    if (static_cast<Port>(port) == Port::Full)
        reader.emplace(desk.port);
    RawClient client(desk.port);
    client.send(requests.toStdString());
    const auto count = static_cast<std::size_t>(requests.count(" HTTP/1.1\r\n"));
    const std::vector<RawAnswer> answers = client.waitForAnswers(count);
    QCOMPARE(answers.size(), count);
    const RawAnswer &answer = answers.back();
    QVERIFY2(answer.has("Content-Type: application/problem+json"), answer.head.c_str());
    const QJsonObject problem = problemOf(answer);
    QCOMPARE(problem[QStringLiteral("rule")].toString().toUtf8(), rule);
    QCOMPARE(readOf(problem), read);
    QCOMPARE(problem[QStringLiteral("status")].toInt(), answer.status);
    QCOMPARE(answer.has("Retry-After: 5"), answer.status == 503);
    QCOMPARE(problem[QStringLiteral("type")].toString().toUtf8(), "urn:eventscope:problem:" + rule);

    if (static_cast<Port>(port) == Port::Token) { // of strangers nothing is kept
        QCOMPARE(desk.receiver->counters().strangers, std::uint64_t(1));
        QCOMPARE(desk.log->refusalCount(), std::uint64_t(0));
        return;
    }
    QTRY_COMPARE(desk.log->refusalCount(), std::uint64_t(1));
    const Refusal refusal = refusalsOf(*desk.log).front().refusal;
    QVERIFY(requests.endsWith(QByteArray::fromStdString(refusal.head + refusal.body)));
    QCOMPARE(bytesAt(refusal), place);
}

void TestReceiverHints::tellsOnTheSocket_data()
{
    QTest::addColumn<int>("port");
    QTest::addColumn<QByteArray>("bytes"); // frames; the last one is refused
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QByteArray>("read");
    const auto row = [](const char *tag, Port port, const std::string &bytes, const char *rule,
                        const QByteArrayList &read) {
        QTest::newRow(tag) << static_cast<int>(port) << QByteArray::fromStdString(bytes)
                           << QByteArray(rule) << read.join('\n');
    };
    const std::string event = maskedFrame(TextFrame, Event);
    row("JSON in a binary message", Port::Usual, maskedFrame(BinaryFrame, Event),
        "websocket-binary",
        {"400 A binary message came where events are text",
         "The subprotocol cloudevents.json carries each event as one text message.",
         "Send the JSON of the event in a text message, or agree on another subprotocol.",
         "CloudEvents WebSockets binding 1.5"});
    const QByteArray binding = "CloudEvents WebSockets binding 1.5";
    row("an empty message", Port::Usual, maskedFrame(TextFrame, ""), "empty-body",
        {"400 The message is empty where JSON should be",
         "The subprotocol cloudevents.json carries a CloudEvent in JSON in each message, but there "
         "is none.",
         "Send one event as JSON in each message.", "RFC 8259; CloudEvents JSON format 3"});
    row("a batch in a message", Port::Usual, maskedFrame(TextFrame, '[' + Event + ']'),
        "batch-sent-as-event",
        {"400 Batch sent as a single event",
         "The message is a batch in JSON, but the subprotocol cloudevents.json carries one event "
         "in "
         "each message.",
         "Send each event in a message of its own.", binding});
    row("two events in a message", Port::Usual, maskedFrame(TextFrame, Event + Event),
        "invalid-json",
        {"400 JSON goes on after the value, at byte 55",
         "One message holds one event; something follows it.",
         "Send each event in a message of its own.", "RFC 8259; CloudEvents JSON format 3"});
    row("half an event in a message", Port::Usual, maskedFrame(TextFrame, Event.substr(0, 20)),
        "json-ends-early",
        {"400 JSON ends early, at byte 20", "The text stops before the value is complete.",
         "Send the whole event in one message.", "RFC 8259; CloudEvents JSON format 3"});
    row("an event without signature", Port::Signed, event, "unsigned-message",
        {"401 The event is not signed",
         "Events must be signed here, and a message on a WebSocket has no place for a signature.",
         "Send the event by POST, signed.", "RFC 9110 15.5.2"});
    row("too fast", Port::RateOf1, event + event, "too-many-requests",
        {"429 More requests came than may come from one address",
         "One address may make 1 request a minute.",
         "Send it again after 60 s, as Retry-After says; a batch is one request.",
         "RFC 6585 4; HTTP 1.1 Web Hooks for Event Delivery 2.2"});
    const QByteArray title = "400 The WebSocket connection cannot go on";
    row("a frame without mask", Port::Usual, maskedFrame(TextFrame, Event, false),
        "websocket-unmasked",
        {title, "A frame is not masked, as each frame of a client must be.",
         "Mask each frame that the client sends.", "RFC 6455 5.1"});
    row("a compressed frame", Port::Usual, maskedFrame(0xc1, Event), "websocket-reserved-bits",
        {title,
         "A frame has a reserved bit set, and no extension was agreed on that gives it a meaning.",
         "Send frames without extensions (no permessage-deflate).", "RFC 6455 5.2"});
    row("a reserved opcode", Port::Usual, maskedFrame(0x83, Event), "websocket-opcode",
        {title, "A frame has the reserved opcode 3.", "Send text or binary frames.",
         "RFC 6455 5.2"});
    row("a ping that is too long", Port::Usual, maskedFrame(PingFrame, std::string(126, 'x')),
        "websocket-control-frame",
        {title, "A close, ping or pong frame is fragmented or has more than 125 bytes.",
         "Send control frames whole, with at most 125 bytes.", "RFC 6455 5.5"});
    row("a continuation of nothing", Port::Usual, maskedFrame(0x80, Event),
        "websocket-continuation",
        {title, "A continuation frame came where no message was begun.",
         "Begin a message with a text or binary frame.", "RFC 6455 5.4"});
    row("a message inside another", Port::Usual, maskedFrame(0x01, "{") + event,
        "websocket-continuation",
        {title, "A message was begun before the one before it had ended.",
         "End each message with a frame that has the FIN bit before the next.", "RFC 6455 5.4"});
    row("a length that could be shorter", Port::Usual,
        std::string("\x81\xfe\x00\x05\x01\x02\x03\x04", 8), "websocket-length",
        {title, "The length of a frame is not written in the shortest form.",
         "Write lengths below 126 in 7 bits, those below 65536 in 16.", "RFC 6455 5.2"});
    row("text that is no UTF-8", Port::Usual, maskedFrame(TextFrame, "\"\xff\""),
        "websocket-not-utf8",
        {title, "A text message is not UTF-8.", "Encode the JSON of the event as UTF-8.",
         "RFC 6455 8.1"});
    row("a close code that may not be sent", Port::Usual,
        maskedFrame(CloseFrame, std::string("\x03\xed", 2)), "websocket-close-code",
        {title, "A close frame has a code that may not be sent.",
         "Close with 1000, or with no code.", "RFC 6455 7.4"});
    const QByteArray tooBig = "413 The WebSocket connection cannot go on";
    row("a frame above the limit", Port::Usual, maskedFrame(TextFrame, std::string(2001, 'x')),
        "websocket-frame-too-large",
        {tooBig, "A frame has 2001 bytes, above the limit of 2000.",
         "Send smaller events, or by POST.", "RFC 6455 10.4"});
    row("a message above the limit", Port::Usual,
        maskedFrame(0x01, std::string(2000, 'x')) + maskedFrame(0x80, std::string(1001, 'x')),
        "websocket-message-too-large",
        {tooBig, "A message has more bytes than the limit of 3000.",
         "Send smaller events, or by POST.", "RFC 6455 10.4"});
}

void TestReceiverHints::tellsOnTheSocket()
{
    QFETCH(int, port);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, rule);
    QFETCH(QByteArray, read);
    ReceiverOptions options = optionsOf(static_cast<Port>(port));
    options.streams.frameBytes = 2000;
    options.streams.messageBytes = 3000;
    StreamDesk desk(options);
    RawSocket socket(desk.port);
    socket.raw().send(bytes.toStdString());
    QTRY_COMPARE(desk.log->refusalCount(), std::uint64_t(1));
    const Rejection why = refusalsOf(*desk.log).front().refusal.why;
    QCOMPARE(QByteArray::fromStdString(why.rule), rule);
    QCOMPARE(QByteArray::fromStdString(std::to_string(why.status) + ' ' + why.title + '\n' +
                                       why.detail + '\n' + why.fix + '\n' + why.reference),
             read);
    // Who sent it is told: in an event of the stream, or in the reason with which it is closed.
    if (read.contains("cannot go on")) {
        QTRY_VERIFY(socket.closeCode());
        QCOMPARE(socket.frames().back().payload.substr(2), why.detail);
        return;
    }
    const auto told = [&socket] {
        for (const std::string &text : socket.texts()) {
            const QJsonObject event =
                QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
            if (event[QStringLiteral("type")] == QStringLiteral("eventscope.stream.refused"))
                return event[QStringLiteral("data")].toObject();
        }
        return QJsonObject();
    };
    QTRY_VERIFY(!told().isEmpty());
    QCOMPARE(readOf(told()), read);
}

void TestReceiverHints::tellsThatTheLogCannotBeWritten()
{
    Desk desk;
    RawClient client(desk.port);
    client.send(postTo("/"));
    QTRY_VERIFY(desk.hasWaiting(1));
    desk.writer.decideWaiting(Receipt::Outcome::Unavailable);
    const RawAnswer answer = client.waitForAnswers(1).at(0);
    QCOMPARE(problemOf(answer)[QStringLiteral("rule")].toString(), QStringLiteral("cannot-write"));
    QCOMPARE(
        readOf(problemOf(answer)),
        QByteArray("503 The event cannot be kept now\nThe disk is full.\nSend it again after the "
                   "time in Retry-After.\nRFC 9110 15.6.4"));
}

void TestReceiverHints::tellsThatItStops()
{
    ReceiverOptions options;
    options.limits.lingerTime = std::chrono::minutes(1); // however slow the machine is
    StreamDesk desk(options);
    SlowClient reader(desk.port, getRequest("/events", "Accept: text/event-stream\r\n"));
    QTRY_COMPARE(desk.receiver->counters().readers, std::uint64_t(1)); // it has not stopped before
    RawClient client(desk.port);
    const std::string query = getRequest("/v1/events");
    client.send(query.substr(0, 9));
    RawClient other(desk.port); // by its answer the other's has begun
    QCOMPARE(other.ask(getRequest("/healthz")).status, 204);
    desk.receiver->stop();
    const RawAnswer answer = client.ask(query.substr(9));
    QCOMPARE(problemOf(answer)[QStringLiteral("rule")].toString(),
             QStringLiteral("receiver-stopping"));
    QVERIFY(answer.has("Retry-After: 5"));
    QCOMPARE(readOf(problemOf(answer)),
             QByteArray("503 The receiver stops\nNothing more is read from its log.\nCome again "
                        "after the time in Retry-After.\nRFC 9110 15.6.4"));
    QCOMPARE(desk.log->refusalCount(), std::uint64_t(0)); // nobody made a mistake
}

QTEST_GUILESS_MAIN(TestReceiverHints)
#include "tst_receiverhints.moc"

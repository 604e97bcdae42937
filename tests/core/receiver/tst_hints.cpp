// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/receiver/receiverdesk.h"

#include <QTest>

using namespace core;

/// The mistakes that senders usually make, over a real socket, and all that their authors read: title, detail, fix and
/// reference, word for word, and the bytes that are named as the place.
class TestHints : public QObject {
    Q_OBJECT

private slots:
    void tellsHowToMendIt_data();
    void tellsHowToMendIt();
    void greetsAPersonWithABrowser();
};

namespace {

const std::string Event = R"({"specversion":"1.0","id":"1","source":"/s","type":"t"})";
const std::string Required = "ce-id: 1\r\nce-source: /s\r\nce-type: t\r\n";

std::string post(const std::string &fields, const std::string &body = {})
{
    return "POST / HTTP/1.1\r\nHost: localhost\r\n" + fields +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string jsonPost(const std::string &type, const std::string &body)
{
    return post("Content-Type: " + type + "\r\n", body);
}

} // namespace

void TestHints::tellsHowToMendIt_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("read");  // status and title, detail, fix, reference
    QTest::addColumn<QByteArray>("place"); // the bytes there; empty: no single place
    const auto row = [](const char *tag, const std::string &request, const QByteArrayList &read,
                        const char *place) {
        QTest::newRow(tag) << QByteArray::fromStdString(request) << read.join('\n')
                           << QByteArray(place);
    };
    row("JSON event posted as application/json", jsonPost("application/json", Event),
        {"400 JSON event sent as application/json",
         "The body is a complete CloudEvent in JSON. The header says application/json, so the "
         "request was read in binary mode, and it has no ce- headers.",
         "Send Content-Type: application/cloudevents+json. In binary mode, send the attributes as "
         "ce- headers and only the data as body.",
         "CloudEvents HTTP binding 3.1 and 3.2"},
        "Content-Type: application/json");
    row("batch posted as application/json", jsonPost("application/json", "[" + Event + "]"),
        {"400 JSON event sent as application/json",
         "The body is a complete batch of CloudEvents in JSON. The header says application/json, "
         "so the request was read in binary mode, and it has no ce- headers.",
         "Send Content-Type: application/cloudevents-batch+json. In binary mode, send the "
         "attributes as ce- headers and only the data as body.",
         "CloudEvents HTTP binding 3.1 and 3.2"},
        "Content-Type: application/json");
    row("missing content type", post("", Event),
        {"400 JSON event sent without Content-Type",
         "The body is a complete CloudEvent in JSON. No Content-Type says so, so the request was "
         "read in binary mode, and it has no ce- headers.",
         "Send Content-Type: application/cloudevents+json. In binary mode, send the attributes as "
         "ce- headers and only the data as body.",
         "CloudEvents HTTP binding 3.1 and 3.2"},
        "");
    row("what curl says when it is not told", jsonPost("application/x-www-form-urlencoded", Event),
        {"400 JSON event sent as application/x-www-form-urlencoded",
         "The body is a complete CloudEvent in JSON. The header says "
         "application/x-www-form-urlencoded, so the request was read in binary mode, and it has no "
         "ce- headers.",
         "Send Content-Type: application/cloudevents+json. In binary mode, send the attributes as "
         "ce- headers and only the data as body.",
         "CloudEvents HTTP binding 3.1 and 3.2"},
        "Content-Type: application/x-www-form-urlencoded");
    row("wrong content type", jsonPost("text/plain", "hello"),
        {"400 Not a CloudEvent",
         "The request has no ce- headers, and its Content-Type \"text/plain\" is not that of an "
         "event.",
         "Send Content-Type: application/cloudevents+json. In binary mode, send the attributes as "
         "ce- headers and only the data as body.",
         "CloudEvents HTTP binding 3"},
        "Content-Type: text/plain");
    row("a batch as one event", jsonPost("application/cloudevents+json", "[" + Event + "]"),
        {"400 Batch sent as a single event",
         "The body is a JSON array, but the media type is that of one event.",
         "Send Content-Type: application/cloudevents-batch+json, or one object per message.",
         "CloudEvents JSON format 4"},
        "[{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}]");
    row("ce_ for ce-", post("ce_specversion: 1.0\r\nce_id: 1\r\nce_source: /s\r\nce_type: t\r\n"),
        {"400 Attributes sent as ce_ headers",
         "The header ce_specversion is written with an underscore. In HTTP, attributes are headers "
         "that begin with ce-; ce_ is for Kafka and the like.",
         "Send ce-specversion instead of ce_specversion.", "CloudEvents HTTP binding 3.1.3"},
        "ce_specversion: 1.0");
    row("Ce-SpecVersion: 1", post("Ce-SpecVersion: 1\r\n" + Required),
        {"400 ce-specversion is \"1\", not \"1.0\"",
         "CloudEvents 1.0 and 0.3 are understood, and their version is written exactly \"1.0\" or "
         "\"0.3\".",
         "Write 1.0: only major and minor, with a point between.", "CloudEvents 1.0, specversion"},
        "Ce-SpecVersion: 1");
    row("no ce-specversion", post(Required),
        {"400 ce-specversion is missing",
         "Every event has id, source, specversion and type. This request lacks ce-specversion; it "
         "has ce-id, ce-source, ce-type.",
         "Send the header ce-specversion: 1.0.",
         "CloudEvents HTTP binding 3.1.3; CloudEvents 1.0, specversion"},
        "");
    row("ce-spec-version", post("ce-spec-version: 1.0\r\n" + Required),
        {"400 ce-specversion is missing",
         "Every event has id, source, specversion and type. This request lacks ce-specversion; it "
         "has ce-spec-version, ce-id, ce-source, ce-type.",
         "Send ce-specversion instead of ce-spec-version.",
         "CloudEvents HTTP binding 3.1.3; CloudEvents 1.0, specversion"},
        "ce-spec-version: 1.0");
    row("ce-data-schema", post("ce-specversion: 1.0\r\nce-data-schema: urn:x\r\n" + Required),
        {"400 \"ce-data-schema\" cannot name an attribute",
         "The attribute name in \"ce-data-schema\" has a character other than a-z and 0-9.",
         "Send ce-dataschema instead of ce-data-schema.", "CloudEvents 1.0, Naming Conventions"},
        "ce-data-schema: urn:x");
    row("specVersion in JSON",
        jsonPost("application/cloudevents+json",
                 R"({"specVersion":"1.0","id":"1","source":"/s","type":"t"})"),
        {"400 specversion is missing",
         "The JSON object has a member \"specVersion\", but names of attributes are small letters "
         "and digits, and case matters.",
         "Write \"specversion\" instead of \"specVersion\".", "CloudEvents 1.0, specversion"},
        "\"1.0\"");
    row("dataContentType in JSON",
        jsonPost(
            "application/cloudevents+json",
            R"({"specversion":"1.0","id":"1","source":"/s","type":"t","dataContentType":"a/b"})"),
        {"400 \"dataContentType\" cannot name an attribute",
         "The attribute name in \"dataContentType\" has a capital letter.",
         "Write \"datacontenttype\" instead of \"dataContentType\".",
         "CloudEvents 1.0, Naming Conventions"},
        "\"a/b\"");
    row("specversion as a number",
        jsonPost("application/cloudevents+json",
                 R"({"specversion":1.0,"id":"1","source":"/s","type":"t"})"),
        {"400 specversion is a number, not the string \"1.0\"",
         "The member specversion holds \"1.0\", which is a number in JSON.",
         "Put the version into quotes: \"specversion\": \"1.0\".", "CloudEvents JSON format 2.2"},
        "1.0");
    row("time as seconds since 1970",
        jsonPost("application/cloudevents+json",
                 R"({"specversion":"1.0","id":"1","source":"/s","type":"t","time":1764000000})"),
        {"400 time is a number, not a string",
         "The member time holds \"1764000000\", which is a number in JSON.",
         "Write the time as RFC 3339 says, in quotes: \"time\": \"2026-11-23T13:36:40Z\".",
         "CloudEvents JSON format 2.2"},
        "1764000000");
    row("time without offset",
        post("ce-specversion: 1.0\r\nce-time: 2026-11-23T13:36:40\r\n" + Required),
        {"400 ce-time is not an RFC 3339 timestamp",
         "The value \"2026-11-23T13:36:40\" has no offset: it must end in Z or +hh:mm (at byte 19 "
         "of it).",
         "Write ce-time as in 2026-11-23T13:36:40Z or 2026-11-23T14:36:40.981+01:00.",
         "RFC 3339 5.6"},
        "ce-time: 2026-11-23T13:36:40");
    row("a percent sign that was not encoded",
        post("ce-specversion: 1.0\r\nce-subject: 100% off\r\n" + Required),
        {"400 ce-subject cannot be decoded",
         "The value \"100% off\" has a % that is not followed by two hexadecimal digits.",
         "Percent-encode the UTF-8 bytes of space, double quote, percent sign and everything "
         "outside printable ASCII: 100% is sent as 100%25.",
         "CloudEvents HTTP binding 3.1.3.2"},
        "ce-subject: 100% off");
    row("Latin-1 in a header",
        post("ce-specversion: 1.0\r\nce-subject: Gr\xFC\xDF"
             "e\r\n" +
             Required),
        {"400 ce-subject cannot be decoded",
         "The value \"Gr\\xFC\\xDFe\" does not decode to UTF-8.",
         "Percent-encode the UTF-8 bytes of space, double quote, percent sign and everything "
         "outside printable ASCII: 100% is sent as 100%25.",
         "CloudEvents HTTP binding 3.1.3.2"},
        "ce-subject: Gr\xFC\xDF"
        "e");
    const char *gridFix =
        "Create the event subscription with --event-delivery-schema cloudeventschemav1_0. With "
        "@azure/eventgrid, publish \"CloudEvent\" instead of \"EventGrid\".";
    const std::string grid =
        R"({"topic":"/subscriptions/x","subject":"s","eventType":"Microsoft.Storage.BlobCreated",)"
        R"("eventTime":"2026-11-23T13:36:40Z","id":"1","data":{},"dataVersion":"1","metadataVersion":"1"})";
    row("Event Grid schema, as Event Grid delivers it",
        post("aeg-event-type: Notification\r\nContent-Type: application/json; charset=utf-8\r\n",
             "[" + grid + "]"),
        {"400 Event of the Event Grid schema",
         "Event 1 of the batch: The object has eventType and eventTime, but no specversion: it is "
         "an event in Azure Event Grid's own schema. The whole batch is refused.",
         gridFix, "CloudEvents 1.0, Required Attributes"},
        "\"Microsoft.Storage.BlobCreated\"");
    row("Event Grid schema, under the media type of CloudEvents",
        jsonPost("application/cloudevents+json", grid),
        {"400 Event of the Event Grid schema",
         "The object has eventType and eventTime, but no specversion: it is an event in Azure "
         "Event "
         "Grid's own schema.",
         gridFix, "CloudEvents 1.0, Required Attributes"},
        "\"Microsoft.Storage.BlobCreated\"");
    row("CloudEvents 0.1",
        post("CE-CloudEventsVersion: 0.1\r\nCE-EventType: t\r\nCE-EventID: 1\r\nCE-Source: /s\r\n"),
        {"400 ce-specversion is missing",
         "This is an event of CloudEvents 0.1; versions 1.0 and 0.3 are understood.",
         "Send the header ce-specversion: 1.0.",
         "CloudEvents HTTP binding 3.1.3; CloudEvents 1.0, specversion"},
        "");
    row("data and data_base64",
        jsonPost(
            "application/cloudevents+json",
            R"({"specversion":"1.0","id":"1","source":"/s","type":"t","data":1,"data_base64":"AA=="})"),
        {"400 data and data_base64 are both there",
         "An event has one payload: data holds JSON or text, data_base64 holds bytes.",
         "Send data for JSON or text, or data_base64 for bytes, not both.",
         "CloudEvents JSON format 3.1.1"},
        "\"AA==\"");
    row("a GET that is not of a browser", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        {"405 This method has no meaning here", "GET is not accepted for this path.",
         "Send events by POST. What can be read is at /events, /ws, /v1/events, /metrics, /healthz "
         "and /readyz.",
         "RFC 9110 15.5.6"},
        "GET");
    row("curl -H ce-… without -d or -X POST",
        "GET / HTTP/1.1\r\nHost: localhost\r\nce-specversion: 1.0\r\n" + Required + "\r\n",
        {"405 An event sent by GET",
         "The request has attributes of an event in ce- headers, but GET brings no event.",
         "Send events by POST. With curl, add -X POST, or -d and the data.", "RFC 9110 15.5.6"},
        "GET");
    row("https on this port", std::string("\x16\x03\x01\x02\x00\x01\x00\x01", 8),
        {"400 This is a TLS handshake", "This port speaks plain HTTP.",
         "Use http:// instead of https:// for this port.", "RFC 9112 3"},
        "");
}

void TestHints::tellsHowToMendIt()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, read);
    QFETCH(QByteArray, place);
    Desk desk;
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(request.toStdString());
    QVERIFY2(answer.has("Content-Type: application/problem+json"), answer.head.c_str());
    const QJsonObject problem = problemOf(answer);
    const auto text = [&](const char *member) {
        return problem[QLatin1String(member)].toString().toUtf8();
    };
    QCOMPARE((QByteArrayList{QByteArray::number(answer.status) + ' ' + text("title"),
                             text("detail"), text("fix"), text("reference")}
                  .join('\n')),
             read);
    QCOMPARE(problem[QStringLiteral("status")].toInt(), answer.status);
    QCOMPARE(text("type"), "urn:eventscope:problem:" + text("rule"));

    // What was sent is kept whole, and the place is where it says.
    desk.writer.decideWaiting();
    const Refusal refusal = desk.writer.refusals().at(0);
    QCOMPARE(QByteArray::fromStdString(refusal.head + refusal.body), request);
    const Place &where = refusal.why.place;
    const std::string &whole = where.part == Place::Part::Body ? refusal.body : refusal.head;
    QCOMPARE(where.bytes
                 ? QByteArray::fromStdString(whole.substr(where.bytes->offset, where.bytes->length))
                 : QByteArray(),
             place);
}

void TestHints::greetsAPersonWithABrowser()
{
    Desk desk;
    RawClient client(desk.port);
    const RawAnswer answer = client.ask(
        "GET / HTTP/1.1\r\nHost: localhost\r\nAccept: text/html,application/xhtml+xml\r\n\r\n");
    QCOMPARE(answer.status, 405);
    QVERIFY(answer.has("Content-Type: text/html; charset=utf-8"));
    QVERIFY2(answer.body.find("curl") != std::string::npos, answer.body.c_str());
    QVERIFY2(answer.body.find("ce-specversion: 1.0") != std::string::npos, answer.body.c_str());
}

QTEST_GUILESS_MAIN(TestHints)
#include "tst_hints.moc"

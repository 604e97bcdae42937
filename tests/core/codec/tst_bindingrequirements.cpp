// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/codec/requirement.h"

#include "core/codec/httpencode.h"

#include <algorithm>

using namespace requirement;

/// What the HTTP protocol binding asks: how the mode is chosen, what binary mode takes from the head
/// and in which order a value is decoded, what the payload of a structured message is worth.
class TestBindingRequirements : public QObject {
    Q_OBJECT
private slots:
    void modes_data();
    void modes() { check(); }
    void binaryMode_data();
    void binaryMode() { check(); }
    void decodingOfValues_data();
    void decodingOfValues() { check(); }
    void encodingOfValues_data();
    void encodingOfValues();
    void encodingOfMessages_data();
    void encodingOfMessages();
    void structuredMode_data();
    void structuredMode() { check(); }
};

namespace {

const std::string Subject = R"("subject":)";

std::string withType(const std::string &type)
{
    return "Content-Type: " + type;
}

} // namespace

void TestBindingRequirements::modes_data()
{
    addColumns();
    const std::string one = event10();
    const std::string list = "[" + one + "]";
    row("2.1 batch is looked for first", {withType("application/cloudevents-batch+json"), list},
        one);
    row("2.1 batch by prefix, in any case",
        {withType("Application/CloudEvents-Batch+JSON; charset=utf-8"), list}, one);
    row("2.1 structured", {withType("application/cloudevents+json"), one}, one);
    row("2.1 structured, in any case", {withType("APPLICATION/CLOUDEVENTS+JSON"), one}, one);
    row("2.1 structured, charset", {withType("application/cloudevents+json; charset=utf-8"), one},
        one);
    row("2.1 structured, charset quoted",
        {withType("application/cloudevents+json;charset=\"UTF-8\""), one}, one);
    row("2.1 structured, any parameter",
        {withType("application/cloudevents+json; x=y; charset=utf-8"), one}, one);
    row("2.1 everything else is binary", binary(withType("application/json"), one),
        event10(R"("datacontenttype":"application/json","data":)" + one));
    row("2.1 a media type that begins otherwise is binary",
        binary(withType("text/cloudevents+json"), "x"),
        event10(R"("datacontenttype":"text/cloudevents+json","data_base64":"eA==")"));
    row("2.1 no Content-Type is binary", binary("", "x"), event10(R"("data_base64":"eA==")"));
    row("2.1 a format that cannot be decoded", {withType("application/cloudevents+cbor"), "x"},
        "415 unknown-format Content-Type");
    row("2.1 a batch format that cannot be decoded",
        {withType("application/cloudevents-batch+cbor"), "x"}, "415 unknown-format Content-Type");
    row("2.1 the same with headers of an event beside it",
        binary(withType("application/cloudevents+cbor"), "x"), "415 unknown-format Content-Type");
    row("2.1, 10.10 no format named", {withType("application/cloudevents"), one},
        "415 unknown-format Content-Type");
    row("2.1, 10.10 no batch format named", {withType("application/cloudevents-batch"), list},
        "415 unknown-format Content-Type");
    row("2.1 no attribute at all is no event", {withType("text/plain"), "hello"},
        "400 not-an-event Content-Type");
    row("2.1 all required attributes make an event", binary(""), event10());
    row("2.1 then a violated rule makes it none", binary("ce-time: now"),
        "400 invalid-timestamp ce-time");
    row("2.1, 10.6 another specversion", binaryOf("2.0", ""),
        "400 unknown-specversion ce-specversion");
}

void TestBindingRequirements::binaryMode_data()
{
    addColumns();
    row("2.2 Content-Type is datacontenttype, verbatim",
        binary(withType("Text/Plain; Charset=\"utf-8\""), "x"),
        event10(R"("datacontenttype":"Text/Plain; Charset=\"utf-8\"","data":"x")"));
    row("2.2 Content-Type is not percent-decoded", binary(withType("text/plain; a=\"%41\"")),
        event10(R"("datacontenttype":"text/plain; a=\"%41\"")"));
    row("2.2, 10.3 ce-datacontenttype is ignored",
        binary("ce-datacontenttype: text/html\n" + withType("text/plain")),
        event10(R"("datacontenttype":"text/plain")"));
    row("2.2, 10.3 ce-datacontenttype is ignored without Content-Type",
        binary("ce-datacontenttype: text/html"), event10());
    row("2.2 header names have no case",
        {"CE-SPECVERSION: 1.0\nCe-Id: 1\ncE-sOURCE: /s\nce-Type: t\nCE-SUBJECT: S", ""},
        event10(Subject + "\"S\""));
    row("2.2 other headers are no attributes",
        binary("Subject: a\nX-ce-subject: b\ntraceparent: c\nUser-Agent: d\nce: e"), event10());
    row("2.2 extensions", binary("ce-myext: v"), event10(R"("myext":"v")"));
    row("2.2 the body is the data: not JSON under JSON", binary(withType("application/json"), "{"),
        event10(R"("datacontenttype":"application/json","data_base64":"ew==")"));
    row("2.2 the body is the data: bytes",
        binary(withType("application/octet-stream"), std::string("\0\xFF\r\n", 4)),
        event10(R"("datacontenttype":"application/octet-stream","data_base64":"AP8NCg==")"));
    row("2.2 no Content-Type, no guessing", binary("", "{}"), event10(R"("data_base64":"e30=")"));
    row("2.2 no body, no data", binary(withType("application/json")),
        event10(R"("datacontenttype":"application/json")"));
    row("2.2 Content-Type twice", binary(withType("a/b\n") + withType("a/b"), "x"),
        "400 repeated-attribute Content-Type");
    row("2.2, 10.2 a ce- header twice", binary("ce-id: 1"), "400 repeated-attribute ce-id");
    row("2.2, 10.2 in another case, with another value", binary("CE-Type: u"),
        "400 repeated-attribute CE-Type");
    row("2.2, 10.5 an optional header that is empty", binary("ce-time:"),
        "400 invalid-timestamp ce-time");
}

void TestBindingRequirements::decodingOfValues_data()
{
    addColumns();
    const auto decodes = [](const char *tag, const std::string &value, const std::string &text) {
        row(tag, binary("ce-subject: " + value), event10(Subject + text));
    };
    decodes("2.3 first white space around goes", " \t a\t ", R"("a")");
    decodes("2.3 white space inside stays", "a  b", R"("a  b")");
    decodes("2.3 then quoting is undone", R"("a b")", R"("a b")");
    decodes("2.3 quoted runs anywhere", R"(x"a b"y)", R"("xa by")");
    decodes("2.3 a backslash in quotes", R"("\"a\\b\c")", R"("\"a\\bc")");
    decodes("2.3 a backslash outside quotes is one", R"(a\b)", R"("a\\b")");
    decodes("2.3 no comments", "a (b)", "\"a (b)\"");
    decodes("2.3 white space in quotes stays", R"(" a ")", R"(" a ")");
    decodes("2.3 then percent-decoding, once", "%2541", R"("%41")");
    decodes("2.3 percent-decoding behind quoting", R"("%41")", R"("A")");
    decodes("2.3 an encoded quote is none", "%22a%22", R"("\"a\"")");
    decodes("2.3 an encoded space at the end stays", "a%20", R"("a ")");
    decodes("2.3 small hexadecimal digits", "%e2%82%ac", R"("€")");
    decodes("2.3 needless encoding", "%61%62", R"("ab")");
    decodes("2.3 plus is no space", "a+b", R"("a+b")");
    decodes("2.3 above the basic plane", "%F0%9F%98%80", R"("😀")");
    decodes("2.3 raw UTF-8", "é", R"("é")");
    const auto refuses = [](const char *tag, const std::string &value) {
        row(tag, binary("ce-subject: " + value), "400 invalid-header-encoding ce-subject");
    };
    refuses("2.3 the bytes must be UTF-8: overlong", "%C0%A0");
    refuses("2.3 the bytes must be UTF-8: a surrogate", "%ED%A0%80");
    refuses("2.3 the bytes must be UTF-8: cut", "%E2%82");
    refuses("2.3 the bytes must be UTF-8: stray", "%80");
    refuses("2.3 the bytes must be UTF-8: above U+10FFFF", "%F4%90%80%80");
    refuses("2.3 the bytes must be UTF-8: raw Latin-1", "\xE9");
    refuses("2.3, 10.1 a percent sign alone", "100%");
    refuses("2.3, 10.1 one digit", "%4");
    refuses("2.3, 10.1 no hexadecimal digits", "%zz");
    refuses("2.3, 10.1 a quote that is not closed", "\"a");
    refuses("2.3, 10.1 a quote that is closed by nothing", R"("a\")");
    row("2.3, 10.4 a control character, decoded", binary("ce-subject: a%0Ab"),
        "400 invalid-string ce-subject");
    row("2.3, 10.4 a noncharacter, decoded", binary("ce-subject: %EF%BF%BF"),
        "400 invalid-string ce-subject");
    row("2.3 the values of required attributes are decoded",
        {"ce-specversion: %31.0\nce-id: \"1\"\nce-source: %2Fs\nce-type: %74", ""}, event10());
    row("2.3 values of a Map are decoded", binary03("ce-m-k: %22"), event03(R"("m":{"k":"\""})"));
}

void TestBindingRequirements::encodingOfValues_data()
{
    QTest::addColumn<QByteArray>("subject"); // as it stands in JSON
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *tag, const char *subject, const char *value) {
        QTest::newRow(tag) << QByteArray(subject) << QByteArray(value);
    };
    row("2.3 printable ASCII stays", "!#$&'()*+,-./09:;<=>?@AZ[]^_`az{|}~",
        "!#$&'()*+,-./09:;<=>?@AZ[]^_`az{|}~");
    row("2.3 space, quote and percent sign", " \\\"%", "%20%22%25");
    row("2.3 outside ASCII, capital digits", "é€", "%C3%A9%E2%82%AC");
    row("2.3 a surrogate pair is one character", "\\ud83d\\ude00", "%F0%9F%98%80");
    row("2.3 an encoded text is encoded again", "%20", "%2520");
}

void TestBindingRequirements::encodingOfValues()
{
    QFETCH(QByteArray, subject);
    QFETCH(QByteArray, value);
    const std::string text = event10(Subject + '"' + subject.toStdString() + '"');
    const auto decoded = core::decodeJsonEvent(text);
    QVERIFY(decoded.has_value());
    const core::HttpContent content = core::encodeBinary({*decoded, text});
    const std::pair<std::string, std::string> field{"ce-subject", value.toStdString()};
    QCOMPARE(std::count(content.fields.begin(), content.fields.end(), field), 1);
}

void TestBindingRequirements::encodingOfMessages_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("fields"); // as they are sent, one a line, sorted
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *tag, const std::string &event, const QByteArrayList &fields,
                        const char *body) {
        const std::string version = event.find("0.3") == std::string::npos ? "1.0" : "0.3";
        QByteArrayList all = fields;
        all << "ce-id: 1"
            << "ce-source: /s" << codectest::bytes("ce-specversion: " + version) << "ce-type: t";
        std::sort(all.begin(), all.end());
        QTest::newRow(tag) << codectest::bytes(event) << all.join('\n') << QByteArray(body);
    };
    row("2.2 datacontenttype goes out as Content-Type, verbatim",
        event10(R"("datacontenttype":"Text/Plain; Charset=\"utf-8\"","data":"x")"),
        {"Content-Type: Text/Plain; Charset=\"utf-8\""}, "x");
    row("2.2 ce-datacontenttype is never sent", event10(R"("datacontenttype":"a/b")"),
        {"Content-Type: a/b"}, "");
    row("2.2 no datacontenttype, no Content-Type", event10(R"("data_base64":"eA==")"), {}, "x");
    row("2.2, 1.5 a datacontenttype that was implied is said", event10(R"("data":{"a":1.0})"),
        {"Content-Type: application/json"}, R"({"a":1.0})");
    row("2.2 no data, no body", event10(), {}, "");
    row("2.2 every other attribute is a header, extensions too",
        event10(
            R"("subject":"a b","time":"2026-11-23T13:36:40Z","dataschema":"urn:x","n":7,"b":true)"),
        {"ce-b: true", "ce-dataschema: urn:x", "ce-n: 7", "ce-subject: a%20b",
         "ce-time: 2026-11-23T13:36:40Z"},
        "");
    row("2.2, 3.1 a JSON string keeps its quotes",
        event10(R"("datacontenttype":"application/json","data":"x")"),
        {"Content-Type: application/json"}, R"("x")");
    row("2.2, 10.8 null is a body", event10(R"("datacontenttype":"application/json","data":null)"),
        {"Content-Type: application/json"}, "null");
    row("2.2 text is its characters in UTF-8",
        event10(R"("datacontenttype":"text/plain","data":"\u20ac\n")"),
        {"Content-Type: text/plain"}, "\xE2\x82\xAC\n");
    row("1.6 an event of 0.3 keeps its names",
        event03(R"("schemaurl":"x","datacontenttype":"a/b")"),
        {"Content-Type: a/b", "ce-schemaurl: x"}, "");
    row("1.6 Base64 of 0.3 is decoded, and not flagged any more",
        event03(R"("datacontenttype":"a/b","datacontentencoding":"base64","data":"AP8=")"),
        {"Content-Type: a/b"}, "");
}

void TestBindingRequirements::encodingOfMessages()
{
    QFETCH(QByteArray, event);
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, body);
    const std::string text = event.toStdString();
    const auto decoded = core::decodeJsonEvent(text);
    QVERIFY(decoded.has_value());
    const core::HttpContent content = core::encodeBinary({*decoded, text});
    QByteArrayList lines;
    for (const auto &[name, value] : content.fields)
        lines << codectest::bytes(name + ": " + value);
    std::sort(lines.begin(), lines.end());
    QCOMPARE(lines.join('\n'), fields);
    if (text.find("AP8=") == std::string::npos)
        QCOMPARE(codectest::bytes(content.body), body);
    else
        QCOMPARE(codectest::bytes(content.body), QByteArray("\0\xFF", 2));
}

void TestBindingRequirements::structuredMode_data()
{
    addColumns();
    Message message = structured(event10());
    message.head += "\nce-id: other\nce-time: broken\nce-Bad-Name: %";
    row("2.4 the payload is what counts", message, event10());
    row("2.4 an empty batch", batch("[]"), "");
    row("2.4 a batch is all or nothing: the last is bad",
        batch("[" + event10() + "," + event10(R"("time":"x")") + "]"),
        "400 invalid-timestamp time");
    row("2.4 a batch is all or nothing: broken behind", batch("[" + event10() + ",{]"),
        "400 invalid-json");
    row("2.4 a batch holds objects", batch("[" + event10() + ",1]"), "400 not-an-object");
    row("2.4 an event is no batch", batch(event10()), "400 event-sent-as-batch");
    row("2.4 a batch is no event", structured("[" + event10() + "]"), "400 batch-sent-as-event");
    row("2.4 nothing is no event", structured(""), "400 empty-body");
}

QTEST_GUILESS_MAIN(TestBindingRequirements)
#include "tst_bindingrequirements.moc"

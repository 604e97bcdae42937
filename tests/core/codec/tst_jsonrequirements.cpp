// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/codec/requirement.h"

using namespace requirement;

/// What the JSON event format asks: members, null, where the payload is and what it is there, and
/// the edges of JSON itself (RFC 8259) that a lax parser lets through.
class TestJsonRequirements : public QObject {
    Q_OBJECT
private slots:
    void members_data();
    void members() { check(); }
    void payload_data();
    void payload() { check(); }
    void grammar_data();
    void grammar() { check(); }
    void dataInBinaryMode_data();
    void dataInBinaryMode();
    void encoding_data();
    void encoding() { check(); }
    void batches_data();
    void batches() { check(); }
};

namespace {

std::string typed(const std::string &type, const std::string &more)
{
    return R"("datacontenttype":")" + type + "\"," + more;
}

} // namespace

void TestJsonRequirements::members_data()
{
    addColumns();
    row("3.1 an event is an object: a string", structured("\"x\""), "400 not-an-object");
    row("3.1 an event is an object: null", structured("null"), "400 not-an-object");
    row("3.1 extensions are members of it", json(R"("b":true,"i":-7,"s":"x")"),
        event10(R"("b":true,"i":-7,"s":"x")"));
    row("3.1 null is unset: an optional attribute", json(R"("subject":null,"time":null)"),
        event10());
    row("3.1 null is unset: an extension", json(R"("x":null)"), event10());
    row("3.1 null is unset: datacontenttype",
        json(R"("datacontenttype":null,"dataschema":null,"data":{})"), event10(R"("data":{})"));
    for (const char *name : {"id", "source", "type", "specversion"}) {
        std::string text = event10();
        const std::string key = "\"" + std::string(name) + "\":";
        const std::size_t from = text.find(key) + key.size();
        text.replace(from, text.find_first_of(",}", from) - from, "null");
        row(QStringLiteral("3.1 null is unset: %1, so it is missing").arg(QLatin1String(name)),
            structured(text), "400 missing-attribute " + std::string(name));
    }
    row("3.1, 10.7 a member twice", json(R"("x":"1","x":"2")"), "400 repeated-attribute x");
    row("3.1, 10.7 a member twice, the same value", json(R"("id":"1")"),
        "400 repeated-attribute id");
    row("3.1, 10.7 a member twice, once null", json(R"("x":null,"x":"2")"),
        "400 repeated-attribute x");
    row("3.1, 10.7 a member twice, once written with escapes", json(R"("\u0078":"1","x":"2")"),
        "400 repeated-attribute x");
    row("3.1, 10.7 data twice", json(R"("data":1,"data":1)"), "400 repeated-attribute data");
    row("3.1 the order of members means nothing",
        structured(
            R"({"data":"x","type":"t","datacontenttype":"text/plain","source":"/s","id":"1","specversion":"1.0"})"),
        event10(typed("text/plain", R"("data":"x")")));
    row("3.1 names may be written with escapes",
        structured(R"({"spec\u0076ersion":"1.0","\u0069d":"1","source":"\/s","type":"\u0074"})"),
        event10());
    row("3.1 white space between tokens",
        structured("\t{ \"specversion\" :\r\n\"1.0\",\"id\":\"1\" , "
                   "\"source\":\"/s\",\"type\":\"t\" } \n"),
        event10());
}

void TestJsonRequirements::payload_data()
{
    addColumns();
    const auto same = [](const char *tag, const std::string &members) {
        row(tag, json(members), event10(members));
    };
    same("3.1 data_base64", R"("data_base64":"AAH/")");
    same("3.1 data_base64 of nothing", R"("data_base64":"")");
    same("3.1 data_base64 says nothing of JSON", R"("data_base64":"e30=")");
    same("3.1 data_base64 under JSON", typed("application/json", R"("data_base64":"e30=")"));
    row("3.1 data and data_base64", json(R"("data":1,"data_base64":"AA==")"),
        "400 data-and-data-base64 data_base64");
    row("3.1 data that is null and data_base64", json(R"("data":null,"data_base64":"AA==")"),
        "400 data-and-data-base64 data_base64");
    for (const char *bad :
         {"A", "AA", "AA=", "AA==A", "A-_A", "AA AA", "AA==\\n", "=", "A===", "é"})
        row(QStringLiteral("1.3 %1 is no Base64").arg(QString::fromUtf8(bad)),
            json(R"("data_base64":")" + std::string(bad) + "\""), "400 invalid-base64 data_base64");
    row("3.1 data_base64 is a string", json(R"("data_base64":[])"),
        "400 wrong-json-type data_base64");
    same("3.1 no datacontenttype: data is JSON, an object", R"("data":{"a":[1,null,"x"]})");
    same("3.1 no datacontenttype: data is JSON, a string", R"("data":"a string")");
    same("3.1 no datacontenttype: data is JSON, a number", R"("data":1.5)");
    same("3.1 no datacontenttype: data is JSON, a boolean", R"("data":true)");
    same("3.1 a scalar under JSON", typed("application/json", R"("data":"{\"a\":1}")"));
    same("3.1 */json", typed("text/json", R"("data":[1])"));
    same("3.1 */*+json", typed("image/vnd.x+json; a=b", R"("data":[1])"));
    same("3.1, 10.8 null is a payload", R"("data":null)");
    same("3.1, 10.8 null under JSON is a payload", typed("application/json", R"("data":null)"));
    same("3.1 numbers stay as they are written",
         R"("data":[1.0,1e2,1E+2,-0,-0.0,0.10,123456789012345678901234567890,1e400,5e-324])");
    same("3.1 escapes stay as they are written", R"("data":"\u00e9\/\ud83d\ude00\u0000")");
    same("3.1 members of data may be there twice", R"("data":{"a":1,"a":2})");
    same("3.1 the order in data stays", R"("data":{"b":1,"a":2})");
    same("3.1 another media type: data is text", typed("text/plain", R"("data":"a\nb")"));
    same("3.1 XML is text", typed("application/xml", R"("data":"<a b=\"c\"/>")"));
    same("3.1 text may be empty", typed("text/plain", R"("data":"")"));
    same("3.1 subtype json with a suffix is no JSON",
         typed("application/json+xml", R"("data":"x")"));
    row("3.1, 10.9 another media type: data is no object",
        json(typed("text/plain", R"("data":{})")), "400 data-not-a-string data");
    row("3.1, 10.9 another media type: data is no number",
        json(typed("application/xml", R"("data":1)")), "400 data-not-a-string data");
}

void TestJsonRequirements::grammar_data()
{
    addColumns();
    const auto refuses = [](const char *tag, const std::string &data, const char *rule) {
        row(tag, json("\"data\":" + data), rule);
    };
    row("3.1 UTF-8 without byte order mark", structured("\xEF\xBB\xBF" + event10()),
        "400 byte-order-mark");
    row("3.1 UTF-8: Latin-1 in data", json("\"data\":\"\xE9\""), "400 invalid-utf8");
    row("3.1 UTF-8: overlong in data", json("\"data\":\"\xC0\xA0\""), "400 invalid-utf8");
    row("3.1 UTF-16", structured(std::string("{\0\"\0", 4)), "400 invalid-json");
    refuses("3.1 an unpaired surrogate in data", R"("\ud83d")", "400 lone-surrogate");
    refuses("3.1 an unpaired surrogate in a name of data", R"({"\udc00":1})", "400 lone-surrogate");
    refuses("3.1 an unknown escape", R"("\x41")", "400 invalid-json");
    refuses("3.1 an escape that ends early", R"("\u00")", "400 invalid-json");
    refuses("3.1 a raw tab in a string", "\"a\tb\"", "400 invalid-json");
    refuses("3.1 a raw line feed in a string", "\"a\nb\"", "400 invalid-json");
    refuses("3.1 a comma too many in an array", "[1,]", "400 invalid-json");
    refuses("3.1 a comma too many in an object", R"({"a":1,})", "400 invalid-json");
    refuses("3.1 no comma", "[1 2]", "400 invalid-json");
    refuses("3.1 no colon", R"({"a" 1})", "400 invalid-json");
    refuses("3.1 a name without quotes", "{a:1}", "400 invalid-json");
    refuses("3.1 single quotes", "'a'", "400 invalid-json");
    refuses("3.1 a comment", "1/**/", "400 invalid-json");
    refuses("3.1 brackets that do not match", "[1}", "400 invalid-json");
    refuses("3.1 NaN", "NaN", "400 invalid-json");
    refuses("3.1 a number with a plus", "+1", "400 invalid-json");
    refuses("3.1 a number that begins with a zero", "[01]", "400 invalid-json");
    refuses("3.1 a number that ends in a point", "[1.]", "400 invalid-json");
    refuses("3.1 a number without exponent", "[1e]", "400 invalid-json");
    refuses("3.1 a word", "[truex]", "400 invalid-json");
    row("3.1 something behind the event", structured(event10() + "x"), "400 invalid-json");
    row("3.1 a zero behind the event", structured(event10() + std::string(1, '\0')),
        "400 invalid-json");
    row("3.1 another event behind the event", structured(event10() + "\n" + event10()),
        "400 invalid-json");
    row("3.1 cut", structured(event10().substr(0, event10().size() - 1)), "400 json-ends-early");
}

/// What of the payload travels in binary mode: the member as it is, the text, or the bytes.
void TestJsonRequirements::dataInBinaryMode_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QByteArray>("data");
    const auto row = [](const char *tag, const std::string &members, const QByteArray &data) {
        QTest::newRow(tag) << codectest::bytes(members) << data;
    };
    row("3.1 a JSON string keeps its quotes", R"("data":"I'm just a string")",
        R"("I'm just a string")");
    row("3.1 a JSON value is not parsed", R"("data":{ "a": 1.0 })", R"({ "a": 1.0 })");
    row("3.1, 10.8 null", R"("data":null)", "null");
    row("3.1 text is its characters", typed("text/plain", R"("data":"a\n\u00e9")"), "a\n\xC3\xA9");
    row("3.1 bytes are bytes", R"("data_base64":"AAH/")", QByteArray("\0\x01\xFF", 3));
    row("3.1 nothing is nothing", "", "");
}

void TestJsonRequirements::dataInBinaryMode()
{
    QFETCH(QByteArray, members);
    QFETCH(QByteArray, data);
    const std::string text = event10(members.toStdString());
    const auto decoded = core::decodeJsonEvent(text);
    QVERIFY(decoded.has_value());
    QCOMPARE(codectest::bytes(core::dataBytes(*decoded, text)), data);
}

/// What comes in binary mode, in JSON.
void TestJsonRequirements::encoding_data()
{
    addColumns();
    const auto row = [](const char *tag, const std::string &type, const std::string &body,
                        const std::string &data) {
        const std::string header = type.empty() ? std::string() : "Content-Type: " + type;
        requirement::row(tag, binary(header, body),
                         event10(type.empty() ? data : typed(type, data)));
    };
    row("3.1 bytes go out as data_base64", "application/octet-stream", std::string("\0\xFF", 2),
        R"("data_base64":"AP8=")");
    row("3.1 bytes without datacontenttype: none is invented", "", "{}", R"("data_base64":"e30=")");
    row("3.1 JSON goes out as a value", "application/json", R"({"a":1.0})", R"("data":{"a":1.0})");
    row("3.1 JSON by its suffix goes out as a value", "a/b+json", "[1]", R"("data":[1])");
    row("3.1 a JSON string goes out as a string, not twice", "application/json", R"("{}")",
        R"("data":"{}")");
    row("3.1, 10.8 a JSON null goes out as null", "application/json", "null", R"("data":null)");
    row("3.1 text goes out as a string", "text/plain", "a\n", R"("data":"a\n")");
    row("3.1 JSON of another type is text", "text/plain", "{}", R"("data":"{}")");
    row("3.1 text that is no UTF-8 goes out as bytes", "text/plain", "\xFF",
        R"("data_base64":"/w==")");
    row("3.1 what is no JSON, against its type, goes out as bytes", "application/json", "{",
        R"("data_base64":"ew==")");
}

void TestJsonRequirements::batches_data()
{
    addColumns();
    row("3.1 a batch is an array", batch("1"), "400 not-an-array");
    row("3.1 an empty batch", batch(" [ ] "), "");
    row("3.1 one event", batch("[" + event10() + "]"), event10());
    row("3.1 a member that is no object", batch("[" + event10() + ",null]"), "400 not-an-object");
    row("3.1 a member that is no event", batch("[{}]"), "400 missing-attribute specversion");
    row("3.1 a member of Event Grid's own schema",
        batch("[" + event10() + R"(,{"eventType":"t","eventTime":"2026-11-23T13:36:40Z"}])"),
        "400 event-grid-schema eventType");
    row("3.1 mixed versions", batch("[" + event03() + "," + event10() + "]"),
        "400 mixed-specversions specversion");
    row("3.1 a comma too many", batch("[" + event10() + ",]"), "400 invalid-json");
    row("3.1 cut", batch("[" + event10()), "400 json-ends-early");
    row("3.1 data of each event is its own",
        batch("[" + event10(R"("data":{"a":1})") + "," +
              event10(typed("text/plain", R"("data":"x")")) + "]"),
        event10(R"("data":{"a":1})") + "\n" + event10(typed("text/plain", R"("data":"x")")));
}

QTEST_GUILESS_MAIN(TestJsonRequirements)
#include "tst_jsonrequirements.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/codec/requirement.h"

using namespace requirement;

/// What spec.md of CloudEvents 1.0 and 0.3 asks of attributes, their names and their types,
/// whatever brings them.
class TestCoreRequirements : public QObject {
    Q_OBJECT
private slots:
    void attributes_data();
    void attributes() { check(); }
    void names_data();
    void names() { check(); }
    void types_data();
    void types() { check(); }
    void strings_data();
    void strings() { check(); }
    void messages_data();
    void messages() { check(); }
    void version03_data();
    void version03() { check(); }
};

namespace {

std::string without(std::string text, const std::string &part)
{
    return text.erase(text.find(part), part.size());
}

} // namespace

void TestCoreRequirements::attributes_data()
{
    addColumns();
    const auto binaryWithout = [](const std::string &line) {
        return Message{without(binary("").head, line), ""};
    };
    const auto jsonWithout = [](const std::string &member) {
        return structured(without(event10(), member));
    };
    row("1.1 id is required, binary", binaryWithout("ce-id: 1\n"), "400 missing-attribute ce-id");
    row("1.1 id is required, JSON", jsonWithout(R"("id":"1",)"), "400 missing-attribute id");
    row("1.1 id is not empty, binary",
        {"ce-specversion: 1.0\nce-id:\nce-source: /s\nce-type: t", ""},
        "400 empty-attribute ce-id");
    row("1.1 id is not empty, JSON",
        structured(R"({"specversion":"1.0","id":"","source":"/s","type":"t"})"),
        "400 empty-attribute id");
    row("1.1 source is required, binary", binaryWithout("ce-source: /s\n"),
        "400 missing-attribute ce-source");
    row("1.1 source is required, JSON", jsonWithout(R"("source":"/s",)"),
        "400 missing-attribute source");
    row("1.1 source is not empty, binary",
        {"ce-specversion: 1.0\nce-id: 1\nce-source:\nce-type: t", ""},
        "400 empty-attribute ce-source");
    row("1.1 source is not empty, JSON",
        structured(R"({"specversion":"1.0","id":"1","source":"","type":"t"})"),
        "400 empty-attribute source");
    for (const char *source :
         {"https://github.com/cloudevents", "mailto:cncf-wg-serverless@lists.cncf.io",
          "urn:uuid:6e665e7b-8d2d-4ea4-bd57-4d5bfd4d1f3d", "cloudevents/spec/pull/123",
          "/sensors/tn-1234567/alerts", "1-555-123-4567", "#fragment", "/path", "?query",
          "//host:1/p", "http://[2001:db8::1]:80/", ".", "a/b:c"}) {
        const std::string text = R"({"specversion":"1.0","id":"1","source":")" +
                                 std::string(source) + R"(","type":"t"})";
        row(QStringLiteral("1.1 source may be %1").arg(QLatin1String(source)), structured(text),
            text);
        row(QStringLiteral("1.1 source may be %1, binary").arg(QLatin1String(source)),
            {"ce-specversion: 1.0\nce-id: 1\nce-type: t\nce-source: " + std::string(source), ""},
            text);
    }
    for (const char *source : {"a b", "http://[::1", "%zz", "a\\\\b", "<x>", "http://h:port/", "{}",
                               "é", "a^b", "1scheme:x", "a#b#c"})
        row(QStringLiteral("1.1 source may not be %1").arg(QString::fromUtf8(source)),
            structured(R"({"specversion":"1.0","id":"1","source":")" + std::string(source) +
                       R"(","type":"t"})"),
            "400 invalid-uri-reference source");
    row("1.1 specversion is required, binary", binaryWithout("ce-specversion: 1.0\n"),
        "400 missing-attribute ce-specversion");
    row("1.1 specversion is required, JSON", jsonWithout(R"("specversion":"1.0",)"),
        "400 missing-attribute specversion");
    for (const char *version :
         {"1", "1.0.2", "1.00", "01.0", "v1.0", "1.1", "0.2", "1,0", "0.3.0"}) {
        row(QStringLiteral("1.1 specversion is major.minor, not %1, binary")
                .arg(QLatin1String(version)),
            binaryOf(version, ""), "400 unknown-specversion ce-specversion");
        row(QStringLiteral("1.1 specversion is major.minor, not %1, JSON")
                .arg(QLatin1String(version)),
            structured(eventOf(version, "")), "400 unknown-specversion specversion");
    }
    row("1.1 specversion is not empty, binary", binaryOf("", ""),
        "400 empty-attribute ce-specversion");
    row("1.1 specversion is not empty, JSON", structured(eventOf("", "")),
        "400 empty-attribute specversion");
    row("1.1 type is required, binary", binaryWithout("ce-type: t\n"),
        "400 missing-attribute ce-type");
    row("1.1 type is required, JSON", jsonWithout(R"(,"type":"t")"), "400 missing-attribute type");
    row("1.1 type is not empty, binary",
        {"ce-specversion: 1.0\nce-id: 1\nce-source: /s\nce-type: \"\"", ""},
        "400 empty-attribute ce-type");
    row("1.1 type is not empty, JSON",
        structured(R"({"specversion":"1.0","id":"1","source":"/s","type":""})"),
        "400 empty-attribute type");

    row("1.1 datacontenttype is a media type",
        json(R"("datacontenttype":"TEXT/Json;Charset=\"a\"")"),
        event10(R"("datacontenttype":"TEXT/Json;Charset=\"a\"")"));
    row("1.1 datacontenttype may be there without data",
        json(R"("datacontenttype":"application/json")"),
        event10(R"("datacontenttype":"application/json")"));
    for (const char *type :
         {"json", "text/", "/plain", "text/plain;charset", "text plain", "a/b/c"})
        row(QStringLiteral("1.1 datacontenttype may not be %1").arg(QLatin1String(type)),
            json(R"("datacontenttype":")" + std::string(type) + "\""),
            "400 invalid-media-type datacontenttype");
    row("1.1 datacontenttype is not empty", json(R"("datacontenttype":"")"),
        "400 empty-attribute datacontenttype");
    row("1.1 media types are compared without case",
        json(R"("datacontenttype":"APPLICATION/JSON","data":{"a":1})"),
        event10(R"("datacontenttype":"APPLICATION/JSON","data":{"a":1})"));
    row("1.1 dataschema is an absolute URI", json(R"("dataschema":"urn:example:s")"),
        event10(R"("dataschema":"urn:example:s")"));
    for (const char *schema : {"s", "/s", "//host/s", "#s", "https://h/s#1", "1:x"})
        row(QStringLiteral("1.1 dataschema may not be %1").arg(QLatin1String(schema)),
            json(R"("dataschema":")" + std::string(schema) + "\""), "400 invalid-uri dataschema");
    row("1.1 dataschema is not empty, JSON", json(R"("dataschema":"")"),
        "400 empty-attribute dataschema");
    row("1.1 dataschema is not empty, binary", binary("ce-dataschema:"),
        "400 empty-attribute ce-dataschema");
    row("1.1 subject is not empty, JSON", json(R"("subject":"")"), "400 empty-attribute subject");
    row("1.1 subject is not empty, binary", binary("ce-subject:"),
        "400 empty-attribute ce-subject");
    row("1.1 time is RFC 3339, JSON", json(R"("time":"2018-04-05T17:31:00.123456789+01:30")"),
        event10(R"("time":"2018-04-05T17:31:00.123456789+01:30")"));
    row("1.1 time is RFC 3339, binary", binary("ce-time: 2018-04-05t17:31:00z"),
        event10(R"("time":"2018-04-05t17:31:00z")"));
    for (const char *time :
         {"2018-04-05", "2018-04-05T17:31Z", "2018-04-05T17:31:00", "2018-04-05 17:31:00Z",
          "2018-04-05T24:00:00Z", "2018-02-30T00:00:00Z", "2018-04-05T17:31:00+01",
          "2018-04-05T17:31:00.Z", "20180405T173100Z", "2018-04-05T17:31:00,5Z", "1522949460",
          "2018-04-05T17:31:60Z", "2018-04-05T17:31:00+24:00", "18-04-05T17:31:00Z"}) {
        row(QStringLiteral("1.1 time may not be %1").arg(QLatin1String(time)),
            json(R"("time":")" + std::string(time) + "\""), "400 invalid-timestamp time");
        row(QStringLiteral("1.1 time may not be %1, binary").arg(QLatin1String(time)),
            binary("ce-time: " + std::string(time)), "400 invalid-timestamp ce-time");
    }
    row("1.1 time is not empty", json(R"("time":"")"), "400 invalid-timestamp time");
    row("1.1 each attribute at most once, binary", binary("ce-x: 1\nCE-X: 1"),
        "400 repeated-attribute CE-X");
    row("1.1 each attribute at most once, JSON", json(R"("x":"1","x":"1")"),
        "400 repeated-attribute x");
}

void TestCoreRequirements::names_data()
{
    addColumns();
    const std::string longName = "averylongnamethatgoesonforever0123456789";
    row("1.2 letters and digits, JSON", json(R"("a1b2":"x")"), event10(R"("a1b2":"x")"));
    row("1.2 letters and digits, binary", binary("ce-a1b2: x"), event10(R"("a1b2":"x")"));
    row("1.2 longer than 20 is valid, JSON", json('"' + longName + R"(":"x")"),
        event10('"' + longName + R"(":"x")"));
    row("1.2 longer than 20 is valid, binary", binary("ce-" + longName + ": x"),
        event10('"' + longName + R"(":"x")"));
    row("1.2 1.0 may start with a digit, JSON", json(R"("1a":"x")"), event10(R"("1a":"x")"));
    row("1.2 1.0 may start with a digit, binary", binary("ce-1a: x"), event10(R"("1a":"x")"));
    row("1.2 0.3 may not start with a digit, JSON", json03(R"("1a":"x")"),
        "400 invalid-attribute-name 1a");
    row("1.2 0.3 may not start with a digit, binary", binary03("ce-1a: x"),
        "400 invalid-attribute-name ce-1a");
    row("1.2 capital letters are invalid in JSON", json(R"("MyExtension":"x")"),
        "400 invalid-attribute-name MyExtension");
    row("1.2 case is folded in headers", binary("CE-MyExtension: x"),
        event10(R"("myextension":"x")"));
    for (const char *name : {"my_ext", "my-ext", "my.ext", "é", "a b", "$a", ""})
        row(QStringLiteral("1.2 \"%1\" is no name").arg(QString::fromUtf8(name)),
            json('"' + std::string(name) + R"(":"x")"),
            QStringLiteral("400 invalid-attribute-name %1")
                .arg(QString::fromUtf8(name))
                .trimmed()
                .toStdString());
    row("1.2 no name, binary", binary("ce-: x"), "400 invalid-attribute-name ce-");
    row("1.2 the name data is reserved, binary", binary("ce-data: x"),
        "400 invalid-attribute-name ce-data");
    row("1.2 an invalid name that is null is invalid", json(R"("Bad":null)"),
        "400 invalid-attribute-name Bad");
}

void TestCoreRequirements::types_data()
{
    addColumns();
    for (const char *value : {"true", "false", "0", "42", "-1", "2147483647", "-2147483648"})
        row(QStringLiteral("1.3 %1 keeps its type in JSON").arg(QLatin1String(value)),
            json(R"("x":)" + std::string(value)), event10(R"("x":)" + std::string(value)));
    row("1.3 zero may be written with a minus", json(R"("x":-0)"), event10(R"("x":0)"));
    for (const char *value : {"2147483648", "-2147483649", "1.0", "0.5", "1e2", "1E0", "-0.0",
                              "99999999999999999999999"})
        row(QStringLiteral("1.3 %1 is no Integer").arg(QLatin1String(value)),
            json(R"("x":)" + std::string(value)), "400 invalid-integer x");
    for (const char *value :
         {"+1", "01", "-01", ".5", "1.", "0x1", "NaN", "Infinity", "--1", "TRUE", "True", "nul"})
        row(QStringLiteral("1.3 %1 is no JSON").arg(QLatin1String(value)),
            json(R"("x":)" + std::string(value)), "400 invalid-json");
    row("1.3 types are lost in binary mode: true", binary("ce-x: true"), event10(R"("x":"true")"));
    row("1.3 types are lost in binary mode: 42", binary("ce-x: 42"), event10(R"("x":"42")"));
    row("1.3 a value may travel as its canonical string", json(R"("x":"42","y":"true")"),
        event10(R"("x":"42","y":"true")"));
    row("1.3 a list is no type of 1.0", json(R"("x":[1])"), "400 wrong-json-type x");
    row("1.3 a map is no type of 1.0", json(R"("x":{})"), "400 wrong-json-type x");
    row("1.3 String attributes take nothing else: id",
        structured(R"({"specversion":"1.0","id":1,"source":"/s","type":"t"})"),
        "400 wrong-json-type id");
    row("1.3 String attributes take nothing else: subject", json(R"("subject":true)"),
        "400 wrong-json-type subject");
    row("1.3 Timestamps are strings in JSON", json(R"("time":1522949460)"),
        "400 wrong-json-type time");
    row("1.3 specversion is a String",
        structured(R"({"specversion":1.0,"id":"1","source":"/s","type":"t"})"),
        "400 wrong-json-type specversion");
    row("1.3 a String may be empty in an extension", json(R"("x":"")"), event10(R"("x":"")"));
    row("1.3 a String may be empty in an extension, binary", binary("ce-x:"), event10(R"("x":"")"));
}

void TestCoreRequirements::strings_data()
{
    addColumns();
    // Each as a JSON escape, as itself in JSON, and percent-encoded in a header.
    struct Character {
        const char *tag;
        const char *escape;
        const char *utf8;
        const char *percent;
        bool allowed;
    };
    constexpr Character Characters[]{
        {"U+0000", "\\u0000", "", "%00", false},
        {"U+001F", "\\u001f", "", "%1F", false},
        {"U+0009", "\\t", "", "%09", false},
        {"U+0020", "\\u0020", " ", "%20", true},
        {"U+007E", "\\u007e", "~", "%7E", true},
        {"U+007F", "\\u007f", "\x7F", "%7F", false},
        {"U+0080", "\\u0080", "\xC2\x80", "%C2%80", false},
        {"U+009F", "\\u009f", "\xC2\x9F", "%C2%9F", false},
        {"U+00A0", "\\u00a0", "\xC2\xA0", "%C2%A0", true},
        {"U+D7FF", "\\ud7ff", "\xED\x9F\xBF", "%ED%9F%BF", true},
        {"U+E000", "\\ue000", "\xEE\x80\x80", "%EE%80%80", true},
        {"U+FDCF", "\\ufdcf", "\xEF\xB7\x8F", "%EF%B7%8F", true},
        {"U+FDD0", "\\ufdd0", "\xEF\xB7\x90", "%EF%B7%90", false},
        {"U+FDEF", "\\ufdef", "\xEF\xB7\xAF", "%EF%B7%AF", false},
        {"U+FDF0", "\\ufdf0", "\xEF\xB7\xB0", "%EF%B7%B0", true},
        {"U+FFFD", "\\ufffd", "\xEF\xBF\xBD", "%EF%BF%BD", true},
        {"U+FFFE", "\\ufffe", "\xEF\xBF\xBE", "%EF%BF%BE", false},
        {"U+FFFF", "\\uffff", "\xEF\xBF\xBF", "%EF%BF%BF", false},
        {"U+10000", "\\ud800\\udc00", "\xF0\x90\x80\x80", "%F0%90%80%80", true},
        {"U+1FFFD", "\\ud83f\\udffd", "\xF0\x9F\xBF\xBD", "%F0%9F%BF%BD", true},
        {"U+1FFFE", "\\ud83f\\udffe", "\xF0\x9F\xBF\xBE", "%F0%9F%BF%BE", false},
        {"U+10FFFD", "\\udbff\\udffd", "\xF4\x8F\xBF\xBD", "%F4%8F%BF%BD", true},
        {"U+10FFFF", "\\udbff\\udfff", "\xF4\x8F\xBF\xBF", "%F4%8F%BF%BF", false},
    };
    for (const Character &each : Characters) {
        const std::string text = "a" + std::string(each.utf8) + "b";
        const auto tag = [&](const char *way) {
            return QStringLiteral("1.3 String, %1, %2")
                .arg(QLatin1String(each.tag), QLatin1String(way));
        };
        const std::string good = event10(R"("subject":")" + text + '"');
        row(tag("escaped"), json(R"("subject":"a)" + std::string(each.escape) + "b\""),
            each.allowed ? good : "400 invalid-string subject");
        row(tag("in a header"), binary("ce-subject: a" + std::string(each.percent) + "b"),
            each.allowed ? good : "400 invalid-string ce-subject");
        if (each.utf8[0] != '\0')
            row(tag("as it is"), json(R"("subject":")" + text + '"'),
                each.allowed ? good : "400 invalid-string subject");
        row(tag("in an extension"), json(R"("x":"a)" + std::string(each.escape) + "b\""),
            each.allowed ? event10(R"("x":")" + text + '"') : "400 invalid-string x");
    }
    row("1.3 String, an unpaired high surrogate", json(R"("subject":"\ud83d")"),
        "400 lone-surrogate");
    row("1.3 String, an unpaired low surrogate", json(R"("subject":"\udc00")"),
        "400 lone-surrogate");
    row("1.3 String, surrogates the wrong way round", json(R"("subject":"\ude00\ud83d")"),
        "400 lone-surrogate");
    row("1.3 String, a surrogate as UTF-8", json("\"subject\":\"\xED\xA0\x80\""),
        "400 invalid-utf8");
    row("1.3 String, a raw control character", json("\"subject\":\"a\tb\""), "400 invalid-json");
}

void TestCoreRequirements::messages_data()
{
    addColumns();
    const std::string two = event10() + "\n" + event10();
    row("1.5 a batch may be empty", batch("[]"), "");
    row("1.5 a batch may hold an event twice", batch("[" + event10() + "," + event10() + "]"), two);
    row("1.5 a batch has one specversion", batch("[" + event10() + "," + event03() + "]"),
        "400 mixed-specversions specversion");
    row("1.5 a batch of 0.3", batch("[" + event03() + "]"), event03());
    row("1.5 events of a batch are otherwise independent",
        batch("[" + event10(R"("x":1)") + "," + event10(R"("x":"a")") + "]"),
        event10(R"("x":1)") + "\n" + event10(R"("x":"a")"));
    row("1.5 optional and unknown attributes are kept",
        json(R"("traceparent":"00-a","sampledrate":3,"mystery":true)"),
        event10(R"("traceparent":"00-a","sampledrate":3,"mystery":true)"));
}

void TestCoreRequirements::version03_data()
{
    addColumns();
    row("1.6 schemaurl is a URI-reference", json03(R"("schemaurl":"/s")"),
        event03(R"("schemaurl":"/s")"));
    row("1.6 schemaurl, binary", binary03("ce-schemaurl: /s"), event03(R"("schemaurl":"/s")"));
    row("1.6 schemaurl may not be anything", json03(R"("schemaurl":"a b")"),
        "400 invalid-uri-reference schemaurl");
    row("1.6 schemaurl is an extension in 1.0", json(R"("schemaurl":"a b")"),
        event10(R"("schemaurl":"a b")"));
    row("1.6 dataschema is an extension in 0.3", json03(R"("dataschema":"a b")"),
        event03(R"("dataschema":"a b")"));
    // Found by fuzzing: they were taken for URIs that are not percent-encoded.
    row("1.6 schemaurl is an extension in 1.0, binary", binary("ce-schemaurl: a%25b"),
        event10(R"("schemaurl":"a%b")"));
    row("1.6 dataschema is an extension in 0.3, binary", binary03("ce-dataschema: a%25b"),
        event03(R"("dataschema":"a%b")"));
    row("1.6 datacontentencoding is an extension in 1.0",
        json(R"("datacontentencoding":"base64","data":"AA==")"),
        event10(R"("datacontentencoding":"base64","data":"AA==")"));
    row("1.6 datacontentencoding Base64 in any case",
        json03(R"("datacontentencoding":"BASE64","data":"AAH/")"),
        event03(R"("datacontentencoding":"base64","data":"AAH/")"));
    row("1.6 datacontentencoding is ignored when data is no string",
        json03(R"("datacontentencoding":"base64","data":[1])"), event03(R"("data":[1])"));
    row("1.6 other encodings are not defined", json03(R"("datacontentencoding":"8bit","data":"x")"),
        "400 unknown-content-encoding datacontentencoding");
    row("1.6 a Map, JSON", json03(R"("labels":{"a":{"b":[1]}})"),
        event03(R"("labels":{"a":{"b":[1]}})"));
    row("1.6 a Map, binary: flattened", binary03("ce-labels-a: 1\nce-labels-b: %C3%A9"),
        event03(R"("labels":{"a":"1","b":"é"})"));
    row("1.6 a hyphen behind ce- is invalid in 1.0", binary("ce-labels-a: 1"),
        "400 invalid-attribute-name ce-labels-a");
    row("1.6 source may be empty",
        structured(R"({"specversion":"0.3","id":"1","source":"","type":"t"})"),
        R"({"specversion":"0.3","id":"1","source":"","type":"t"})");
    row("1.6 source is required", structured(R"({"specversion":"0.3","id":"1","type":"t"})"),
        "400 missing-attribute source");
    row("1.6 null is unset", json03(R"("subject":null)"), event03());
    for (const char *type : {"text/json", "application/json-seq", "application/geo+json-seq",
                             "application/json", "application/vnd.x+json; a=b"}) {
        const std::string members =
            R"("datacontenttype":")" + std::string(type) + R"(","data":{"a":1})";
        row(QStringLiteral("1.6 %1 is JSON").arg(QLatin1String(type)), json03(members),
            event03(members));
    }
    row("1.6 application/json-seq is no JSON in 1.0",
        json(R"("datacontenttype":"application/json-seq","data":{"a":1})"),
        "400 data-not-a-string data");
    row("1.6 data_base64 is not of 0.3", json03(R"("data_base64":"AA==")"),
        "400 invalid-attribute-name data_base64");
    row("1.6, 10.20 Base64 is decoded when flagged alone",
        json03(R"("datacontenttype":"image/png","data":"AAH/")"),
        event03(R"("datacontenttype":"image/png","data":"AAH/")"));
}

QTEST_GUILESS_MAIN(TestCoreRequirements)
#include "tst_corerequirements.moc"

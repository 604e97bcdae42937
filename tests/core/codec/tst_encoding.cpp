// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/httpencode.h"

#include "core/codec/httpmessage.h"
#include "core/codec/jsonformat.h"
#include "core/codec/jsonscan.h"
#include "core/event/unicodetext.h"
#include "tests/core/codec/codectest.h"
#include "tests/support/printedstrings.h"

#include <QtTest/QtTest>

#include <random>

using namespace core;
using codectest::bytes;

/// Events back into bytes (JSON format 3.1.2, HTTP binding 3), and that reading those gives the
/// same events.
class TestEncoding : public QObject {
    Q_OBJECT
private slots:
    void writesJson_data();
    void writesJson();
    void writesBinary();
    void writesAnEventThatHoldsAnEvent();
    void writesMapsOf03_data();
    void writesMapsOf03();
    void writesBatches();
    void readsBackInEveryMode_data();
    void readsBackInEveryMode();
    void readsBackRandomEvents();
};

namespace {

/// An event and the bytes that its data lies in.
struct Sample {
    CloudEvent event;
    std::string text;
};

CloudEvent minimal(SpecVersion version = SpecVersion::V10)
{
    CloudEvent event;
    event.specVersion = version;
    event.id = "1";
    event.source = "/s";
    event.type = "t";
    return event;
}

/// As binary mode brings it.
Sample raw(const std::string &data, std::optional<std::string> mediaType,
           SpecVersion version = SpecVersion::V10)
{
    Sample sample{minimal(version), data};
    sample.event.dataContentType = std::move(mediaType);
    sample.event.dataForm = data.empty() ? DataForm::None : DataForm::Raw;
    sample.event.data = {0, static_cast<std::uint32_t>(data.size())};
    return sample;
}

Sample structured(const std::string &json)
{
    const auto event = decodeJsonEvent(json);
    return event ? Sample{*event, json} : Sample{};
}

std::string jsonOf(const Sample &sample)
{
    std::string line;
    appendJsonEvent(line, sample.event, sample.text);
    return line;
}

Sample received(const HttpContent &content)
{
    std::vector<HeaderField> fields;
    for (const auto &[name, value] : content.fields)
        fields.push_back({name, value, {}});
    auto message = decodeHttp(fields, content.body);
    if (!message || message->events.size() != 1)
        return {};
    const ByteRange range = message->events[0].text;
    return {message->events[0].event, content.body.substr(range.offset, range.length)};
}

/// What two events must share when they went through a mode that knows types and media types.
bool isSame(const Sample &a, const Sample &b)
{
    CloudEvent left = a.event;
    CloudEvent right = b.event;
    left.data = right.data = {};
    left.dataForm = right.dataForm = DataForm::None;
    return left == right && dataBytes(a.event, a.text) == dataBytes(b.event, b.text);
}

/// What binary mode loses: types of extensions, and that a media type was implied.
Sample withoutTypes(Sample sample)
{
    for (Extension &extension : sample.event.extensions)
        extension.value = AttributeValue::string(extension.value.canonical());
    if (sample.event.dataForm == DataForm::Json && !sample.event.dataContentType)
        sample.event.dataContentType = "application/json";
    return sample;
}

void addSamples()
{
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *tag, const char *json) {
        QTest::newRow(tag) << QByteArray(json);
    };
    row("least", R"({"specversion":"1.0","id":"1","source":"/s","type":"t"})");
    row("everything",
        R"({"specversion":"1.0","id":"é \"1\"","source":"https://u@h:1/p?q#f","type":"t","subject":"100% \\ 😀","time":"2018-04-05T17:31:00.5+01:00","datacontenttype":"application/json","dataschema":"https://example.com/s","yes":true,"no":false,"least":-2147483648,"text":"","data":{"a":1.0,"b":[1e2,"x"]}})");
    row("data without media type",
        R"({"specversion":"1.0","id":"1","source":"/s","type":"t","data":"a string"})");
    row("null", R"({"specversion":"1.0","id":"1","source":"/s","type":"t","data":null})");
    row("text",
        R"({"specversion":"1.0","id":"1","source":"/s","type":"t","datacontenttype":"text/plain","data":"a\nb\u0001"})");
    row("bytes",
        R"({"specversion":"1.0","id":"1","source":"/s","type":"t","datacontenttype":"image/png","data_base64":"iVBORwD/"})");
    row("bytes without media type",
        R"({"specversion":"1.0","id":"1","source":"/s","type":"t","data_base64":"AA=="})");
    row("0.3",
        R"({"specversion":"0.3","id":"1","source":"","type":"t","datacontenttype":"application/json","schemaurl":"/s","data":{"a":1}})");
    row("0.3, bytes",
        R"({"specversion":"0.3","id":"1","source":"/s","type":"t","datacontenttype":"image/png","datacontentencoding":"base64","data":"iVBORwD/"})");
    row("0.3, a map",
        R"({"specversion":"0.3","id":"1","source":"/s","type":"t","labels":{"a":"b","c":[1]}})");
}

} // namespace

void TestEncoding::writesJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("mediaType"); // null: none
    QTest::addColumn<int>("version");
    QTest::addColumn<QByteArray>("members"); // behind the type
    const auto row = [](const char *tag, const QByteArray &text, const char *mediaType,
                        const QByteArray &members, SpecVersion version = SpecVersion::V10) {
        const QString type = mediaType ? QString::fromLatin1(mediaType) : QString();
        const QByteArray named =
            mediaType ? QByteArray(",\"datacontenttype\":\"") + mediaType + '"' : QByteArray();
        QTest::newRow(tag) << text << type << int(version) << named + members;
    };
    row("nothing", "", nullptr, "");
    row("media type without data", "", "text/plain", "");
    row("JSON", R"({"a":1.0})", "application/json", R"(,"data":{"a":1.0})");
    row("JSON in lines", "{\n  \"a\" : \"x y\",\r\n\t\"b\": 1e2\n}", "application/vnd.x+json",
        R"(,"data":{"a":"x y","b":1e2})");
    // Found by fuzzing: read back, it would be without.
    row("JSON in white space", " \t[1, 2] ", "application/json", R"(,"data":[1, 2])");
    row("a JSON string stays one", R"("x")", "application/json", R"(,"data":"x")");
    row("not JSON, whatever it says", "{", "application/json", R"(,"data_base64":"ew==")");
    row("JSON with a byte order mark", "\xEF\xBB\xBF{}", "application/json",
        R"(,"data_base64":"77u/e30=")");
    row("text", "a\"b\n\xC3\xA9", "text/plain", ",\"data\":\"a\\\"b\\n\xC3\xA9\"");
    row("text in another charset", "na\xEFve", "text/plain; charset=iso-8859-1",
        R"(,"data_base64":"bmHvdmU=")");
    row("ASCII in another charset", "naive", "text/plain; charset=iso-8859-1",
        R"(,"data":"naive")");
    row("XML", "<a/>", "application/xml", R"(,"data":"<a/>")");
    row("bytes", QByteArray("\0\xFF", 2), "image/png", R"(,"data_base64":"AP8=")");
    row("bytes that happen to be text", "abc", "application/octet-stream",
        R"(,"data_base64":"YWJj")");
    row("no media type", "{}", nullptr, R"(,"data_base64":"e30=")");
    row("0.3: bytes", QByteArray("\0\xFF", 2), "image/png",
        R"(,"datacontentencoding":"base64","data":"AP8=")", SpecVersion::V03);
    row("0.3: text", "abc", "text/plain", R"(,"data":"abc")", SpecVersion::V03);
    row("0.3: a sequence", "abc", "application/json-seq",
        R"(,"datacontentencoding":"base64","data":"YWJj")", SpecVersion::V03);
    // Found by fuzzing: read back, a string under this type is JSON and not text.
    row("0.3: a sequence with a charset", "abc", "application/json-seq;charset=utf-8",
        R"(,"datacontentencoding":"base64","data":"YWJj")", SpecVersion::V03);
    row("0.3: a sequence of one value", "\"a\"", "application/json-seq", R"(,"data":"a")",
        SpecVersion::V03);
}

void TestEncoding::writesJson()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, mediaType);
    QFETCH(int, version);
    QFETCH(QByteArray, members);
    const auto spec = static_cast<SpecVersion>(version);
    const Sample sample =
        raw(text.toStdString(),
            mediaType.isNull() ? std::nullopt : std::optional(mediaType.toStdString()), spec);
    const std::string line = jsonOf(sample);
    QCOMPARE(bytes(line), "{\"specversion\":\"" + bytes(specVersionText(spec)) +
                              R"(","id":"1","source":"/s","type":"t")" + members + "}");
    const Sample again = structured(line);
    if (text.trimmed() != text || (text.contains('\n') && members.contains("\"data\":{")))
        QVERIFY(dataBytes(again.event, again.text) != sample.text); // white space went, no more
    else
        QVERIFY(isSame(again, sample));
}

void TestEncoding::writesBinary()
{
    const Sample sample = structured(
        R"({"specversion":"1.0","id":"a b","source":"/s","type":"t","subject":"\"é\"","time":"2018-04-05T17:31:00Z","dataschema":"urn:x","count":-7,"flag":true,"data":"x"})");
    const HttpContent content = encodeBinary({sample.event, sample.text});
    const HttpContent wanted{{{"ce-specversion", "1.0"},
                              {"ce-id", "a%20b"},
                              {"ce-source", "/s"},
                              {"ce-type", "t"},
                              {"ce-subject", "%22%C3%A9%22"},
                              {"ce-time", "2018-04-05T17:31:00Z"},
                              {"ce-dataschema", "urn:x"},
                              {"ce-count", "-7"},
                              {"ce-flag", "true"},
                              {"Content-Type", "application/json"}},
                             "\"x\""};
    QVERIFY(content == wanted);

    const Sample old = structured(
        R"({"specversion":"0.3","id":"1","source":"/s","type":"t","schemaurl":"/x","datacontentencoding":"base64","data":"AAE="})");
    const HttpContent content03 = encodeBinary({old.event, old.text});
    const HttpContent wanted03{{{"ce-specversion", "0.3"},
                                {"ce-id", "1"},
                                {"ce-source", "/s"},
                                {"ce-type", "t"},
                                {"ce-schemaurl", "/x"}},
                               std::string("\0\x01", 2)};
    QVERIFY(content03 == wanted03);
}

/// Its Content-Type would make a message of binary mode one of structured mode (HTTP binding 3).
void TestEncoding::writesAnEventThatHoldsAnEvent()
{
    const Sample sample = structured(
        R"({"specversion":"1.0","id":"1","source":"/s","type":"t","datacontenttype":"Application/CloudEvents+json","data":{"specversion":"1.0","id":"2","source":"/s","type":"t"}})");
    const HttpContent content = encodeBinary({sample.event, sample.text});
    QVERIFY(content == encodeStructured({sample.event, sample.text}));
    QVERIFY(isSame(received(content), sample));
}

/// HTTP binding 0.3, 3.1.3.1
void TestEncoding::writesMapsOf03_data()
{
    QTest::addColumn<QByteArray>("map");
    QTest::addColumn<QByteArray>("fields");
    const auto row = [](const char *tag, const char *map, const char *fields) {
        QTest::newRow(tag) << QByteArray(map) << QByteArray(fields);
    };
    row("texts", R"({"env":"a\"b","a-b":"2"})", "ce-labels-env: a%22b|ce-labels-a-b: 2|");
    row("a key that is written with escapes", R"({"\u0061":"x"})", "ce-labels-a: x|");
    row("an empty text", R"({"a":""})", "ce-labels-a: |");
    // Headers cannot say these: the whole Map goes as one text.
    row("nothing", "{}", "ce-labels: {}|");
    row("a number", R"({"a":1})", "ce-labels: {%22a%22:1}|");
    row("a list", R"({"a":"b","c":[1]})", "ce-labels: {%22a%22:%22b%22,%22c%22:[1]}|");
    row("a capital letter", R"({"A":"b"})", "ce-labels: {%22A%22:%22b%22}|");
    row("an empty key", R"({"":"b"})", "ce-labels: {%22%22:%22b%22}|");
    row("a key twice", R"({"a":"b","a":"c"})", "ce-labels: {%22a%22:%22b%22,%22a%22:%22c%22}|");
    row("a control character", R"({"a":"\u0001"})", R"(ce-labels: {%22a%22:%22\u0001%22}|)");
    // Found by fuzzing: as they are, no String may have them.
    row("a raw delete", "{\"a\":\"\x7F\"}", R"(ce-labels: {%22a%22:%22\u007f%22}|)");
    row("a noncharacter", "{\"a\":\"\xEF\xBF\xBF\"}", R"(ce-labels: {%22a%22:%22\uffff%22}|)");
    row("a noncharacter above the basic plane", "{\"a\":\"\xF0\x9F\xBF\xBF\"}",
        R"(ce-labels: {%22a%22:%22\ud83f\udfff%22}|)");
    row("a tab between tokens", "{\t\"a\":1}", "ce-labels: {%20%22a%22:1}|");
}

void TestEncoding::writesMapsOf03()
{
    QFETCH(QByteArray, map);
    QFETCH(QByteArray, fields);
    const Sample sample =
        structured(R"({"specversion":"0.3","id":"1","source":"/s","type":"t","labels":)" +
                   map.toStdString() + "}");
    QCOMPARE(sample.event.extensions.size(), 1U);
    const HttpContent content = encodeBinary({sample.event, sample.text});
    std::string found;
    for (const auto &[name, value] : content.fields) {
        if (name.starts_with("ce-labels"))
            found.append(name).append(": ").append(value).push_back('|');
    }
    QCOMPARE(bytes(found), fields);
    const Sample again = received(content);
    QCOMPARE(again.event.extensions.size(), 1U);
    QCOMPARE(again.event.extensions[0].name, std::string("labels"));
}

void TestEncoding::writesBatches()
{
    QCOMPARE(encodeBatch({}).body, std::string("[]"));
    const Sample first = raw("{}", "application/json");
    const Sample second = raw("abc", "text/plain");
    const std::vector<EventView> views{{first.event, first.text}, {second.event, second.text}};
    const HttpContent content = encodeBatch(views);
    QCOMPARE(content.fields.at(0).second,
             std::string("application/cloudevents-batch+json; charset=utf-8"));
    const auto events = decodeJsonBatch(content.body);
    QVERIFY(events.has_value());
    QCOMPARE(events->size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        const ByteRange range = (*events)[i].text;
        QVERIFY(isSame({(*events)[i].event, content.body.substr(range.offset, range.length)},
                       i == 0 ? first : second));
    }
}

void TestEncoding::readsBackInEveryMode_data()
{
    addSamples();
}

void TestEncoding::readsBackInEveryMode()
{
    QFETCH(QByteArray, json);
    const Sample sample = structured(json.toStdString());
    QCOMPARE(sample.text.size(), std::size_t(json.size())); // it was read
    QCOMPARE(bytes(jsonOf(sample)), json);
    const EventView view{sample.event, sample.text};
    QVERIFY(isSame(received(encodeStructured(view)), sample));
    QVERIFY(isSame(received(encodeBatch({&view, 1})), sample));
    const Sample binary = received(encodeBinary(view));
    QVERIFY(isSame(binary, withoutTypes(sample)));
    // Once through binary mode, nothing more gets lost.
    const Sample again = received(encodeStructured({binary.event, binary.text}));
    QVERIFY(isSame(again, binary));
    QVERIFY(isSame(received(encodeBinary({again.event, again.text})), binary));
}

void TestEncoding::readsBackRandomEvents()
{
    constexpr unsigned Seed = 1729;
    qInfo("seed %u", Seed);
    std::mt19937 random(Seed);
    const auto text = [&random] {
        std::string made;
        for (std::size_t count = 1 + random() % 12; count > 0; --count) {
            constexpr std::array<std::uint32_t, 12> Points{
                'a', ' ', '"', '%', '\\', ',', 0xA0, 0xE9, 0x20AC, 0xFFFD, 0x1F600, 0x10FFFD};
            appendUtf8(made, Points[random() % Points.size()]);
        }
        return made;
    };
    const std::array<std::optional<std::string>, 7> mediaTypes{
        std::nullopt,          "application/json", "text/plain", "text/plain; charset=latin1",
        "application/foo+xml", "image/png",        "text/json"};
    for (int round = 0; round < 5'000; ++round) {
        std::string data;
        switch (random() % 4) {
        case 0:
            data = text();
            break;
        case 1:
            data = R"( {"a": [1.0, "é\n"]})";
            break;
        case 2:
            for (std::size_t count = random() % 20; count > 0; --count)
                data += static_cast<char>(random() % 256);
            break;
        default:
            break;
        }
        Sample sample = raw(data, mediaTypes[random() % mediaTypes.size()],
                            random() % 3 == 0 ? SpecVersion::V03 : SpecVersion::V10);
        sample.event.id = text();
        sample.event.type = text();
        if (random() % 2 == 0)
            sample.event.subject = text();
        if (random() % 2 == 0)
            sample.event.extensions.push_back({"note", AttributeValue::string(text())});
        const EventView view{sample.event, sample.text};
        QVERIFY(isSame(received(encodeBinary(view)), sample));
        const Sample json = received(encodeStructured(view));
        if (!isSame(json, sample)) {
            // Only white space around a JSON value may go.
            QVERIFY2(isJson(sample.text), jsonOf(sample).c_str());
            QCOMPARE(dataBytes(json.event, json.text),
                     sample.text.substr(sample.text.find_first_not_of(' ')));
        }
        QVERIFY(isJson(jsonOf(sample)));
    }
}

QTEST_GUILESS_MAIN(TestEncoding)
#include "tst_encoding.moc"

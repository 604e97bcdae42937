// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/canonicalstring.h"

#include "core/event/attributename.h"
#include "core/event/base64.h"
#include "core/event/mediatype.h"
#include "core/event/unicodetext.h"
#include "core/event/uri.h"

#include <QtTest/QtTest>

using namespace core;

/// The rules for the text of one attribute, a row each: an empty `why` means that the text keeps
/// the rule.
class TestAttributeText : public QObject {
    Q_OBJECT
private slots:
    void checksNames_data();
    void checksNames();
    void checksCanonicalStrings_data();
    void checksCanonicalStrings();
    void keepsCanonicalStringsThroughValues();
    void checksUtf8_data();
    void checksUtf8();
    void checksMediaTypes_data();
    void checksMediaTypes();
    void tellsJsonAndTextByMediaType_data();
    void tellsJsonAndTextByMediaType();
    void codesBase64_data();
    void codesBase64();
    void codesEveryLengthOfBase64();
    void findsControlCharactersAtEveryOffset();
};

namespace {

QByteArray why(const MaybeFault &fault)
{
    return fault ? QByteArray(fault->why.data(), qsizetype(fault->why.size())) : QByteArray();
}

} // namespace

void TestAttributeText::checksNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("goodIn10");
    QTest::addColumn<bool>("goodIn03");
    QTest::newRow("letters") << QByteArray("subject") << true << true;
    QTest::newRow("letters and digits") << QByteArray("com1example2") << true << true;
    QTest::newRow("digit first") << QByteArray("1st") << true << false;
    QTest::newRow("one letter") << QByteArray("a") << true << true;
    QTest::newRow("longer than recommended")
        << QByteArray("abcdefghijklmnopqrstuvwxyz") << true << true;
    QTest::newRow("empty") << QByteArray("") << false << false;
    QTest::newRow("capital") << QByteArray("mySubject") << false << false;
    QTest::newRow("underscore") << QByteArray("a_b") << false << false;
    QTest::newRow("hyphen") << QByteArray("a-b") << false << false;
    QTest::newRow("dot") << QByteArray("a.b") << false << false;
    QTest::newRow("not ASCII") << QByteArray("caf\xC3\xA9") << false << false;
    QTest::newRow("data") << QByteArray("data") << false << false;
    QTest::newRow("begins with data") << QByteArray("dataref") << true << true;
}

void TestAttributeText::checksNames()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, goodIn10);
    QFETCH(bool, goodIn03);
    QCOMPARE(!attributeNameFault(name.toStdString(), SpecVersion::V10), goodIn10);
    QCOMPARE(!attributeNameFault(name.toStdString(), SpecVersion::V03), goodIn03);
}

void TestAttributeText::checksCanonicalStrings_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("good");
    const auto row = [](AttributeType type, const char *text, bool good) {
        QTest::addRow("%d %s", int(type), text) << int(type) << QByteArray(text) << good;
    };
    using enum AttributeType;
    row(Boolean, "true", true);
    row(Boolean, "false", true);
    row(Boolean, "True", false);
    row(Boolean, "1", false);
    row(Boolean, "", false);

    row(Integer, "0", true);
    row(Integer, "-0", true);
    row(Integer, "42", true);
    row(Integer, "2147483647", true);
    row(Integer, "2147483648", false);
    row(Integer, "-2147483648", true);
    row(Integer, "-2147483649", false);
    row(Integer, "99999999999999999999999", false);
    row(Integer, "+1", false);
    row(Integer, "01", false);
    row(Integer, "-01", false);
    row(Integer, "1.0", false);
    row(Integer, "1e2", false);
    row(Integer, "-", false);
    row(Integer, "", false);
    row(Integer, " 1", false);

    row(String, "", true);
    row(String, "plain", true);
    row(String, "na\xC3\xAFve \xF0\x9F\x98\x80", true);
    row(String, "tab\there", false);
    row(String, "line\nfeed", false);
    row(String, "delete\x7F", false);
    row(String, "C1 \xC2\x85", false);
    row(String, "after C1 \xC2\xA0", true);
    row(String, "U+FDD0 \xEF\xB7\x90", false);
    row(String, "U+FDEF \xEF\xB7\xAF", false);
    row(String, "U+FDF0 \xEF\xB7\xB0", true);
    row(String, "U+FFFE \xEF\xBF\xBE", false);
    row(String, "U+FFFF \xEF\xBF\xBF", false);
    row(String, "U+FFFD \xEF\xBF\xBD", true);
    row(String, "U+10FFFF \xF4\x8F\xBF\xBF", false);
    row(String, "U+1FFFE \xF0\x9F\xBF\xBE", false);

    row(Binary, "", true);
    row(Binary, "TWE=", true);
    row(Binary, "TWE", false);
    row(Binary, "TW-_", false);
    row(Binary, "TWE=\n", false);

    row(Uri, "https://cloudevents.io", true);
    row(Uri, "https://user:pass@example.com:8080/a/b;c=1?q=%20&r#", false);
    row(Uri, "https://user:pass@example.com:8080/a/b;c=1?q=%20&r", true);
    row(Uri, "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66", true);
    row(Uri, "mailto:cncf-wg-serverless@lists.cncf.io", true);
    row(Uri, "http://[2001:db8::7]/c?q", true);
    row(Uri, "wss://ws.blockchain.info/inv", true);
    row(Uri, "a+b-c.1:x", true);
    row(Uri, "", false);
    row(Uri, "//example.com/schema", false);
    row(Uri, "/schema", false);
    row(Uri, "schema", false);
    row(Uri, "1http://x", false);
    row(Uri, "http://exa mple.com", false);
    row(Uri, "http://[::1/", false);
    row(Uri, "http://[]/", false);
    row(Uri, "http://[::1]x/", false);
    row(Uri, "http://host:port/", false);
    row(Uri, "http://a[b]/", false);

    row(UriReference, "", true);
    row(UriReference, "#fragment", true);
    row(UriReference, "/cloudevents/spec/pull/123", true);
    row(UriReference, "1-555-123-4567", true);
    row(UriReference, "//authority/path", true);
    row(UriReference, "../a/./b?x=/?#/?", true);
    row(UriReference, "/a%20b", true);
    row(UriReference, "/path:with:colons", true);
    row(UriReference, "/a b", false);
    row(UriReference, "/caf\xC3\xA9", false);
    row(UriReference, "/a%2", false);
    row(UriReference, "/a%zz", false);
    row(UriReference, "1st:part", false);
    row(UriReference, ":x", false);
    row(UriReference, "/a#b#c", false);
    row(UriReference, "/{id}", false);
    row(UriReference, "/a|b", false);
    row(UriReference, "a\\b", false);
    row(UriReference, "<x>", false);
    row(UriReference, "/[x]", false);

    row(Timestamp, "2018-04-05T17:31:00Z", true);
    row(Timestamp, "2018-04-05", false);
}

void TestAttributeText::checksCanonicalStrings()
{
    QFETCH(int, type);
    QFETCH(QByteArray, text);
    QFETCH(bool, good);
    const auto fault = canonicalFault(static_cast<AttributeType>(type), text.toStdString());
    QCOMPARE(why(fault).isEmpty(), good);
    if (fault)
        QVERIFY(fault->at <= std::size_t(text.size()));
}

void TestAttributeText::keepsCanonicalStringsThroughValues()
{
    using enum AttributeType;
    const std::vector<std::pair<AttributeType, std::string>> values{
        {Boolean, "true"},
        {Boolean, "false"},
        {Integer, "-2147483648"},
        {Integer, "7"},
        {String, "text"},
        {Binary, "TWE="},
        {Uri, "https://cloudevents.io"},
        {UriReference, "//authority/path"},
        {Timestamp, "2023-03-31T15:12:00+02:00"}};
    for (const auto &[type, text] : values) {
        const auto value = fromCanonical(type, text);
        QVERIFY(value.has_value());
        QCOMPARE(value->type(), type);
        QCOMPARE(value->canonical(), text);
    }
    QVERIFY(!fromCanonical(Integer, "1.5"));
}

void TestAttributeText::checksUtf8_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("faultAt");
    QTest::newRow("empty") << QByteArray() << -1;
    QTest::newRow("ASCII") << QByteArray("abc") << -1;
    QTest::newRow("two, three and four bytes")
        << QByteArray("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80") << -1;
    QTest::newRow("smallest and largest")
        << QByteArray("\xC2\x80\xE0\xA0\x80\xF0\x90\x80\x80\xF4\x8F\xBF\xBF") << -1;
    QTest::newRow("stray byte") << QByteArray("ab\x80") << 2;
    QTest::newRow("0xFF") << QByteArray("\xFF\xFE") << 0;
    QTest::newRow("overlong slash") << QByteArray("\xC0\xAF") << 0;
    QTest::newRow("overlong in three") << QByteArray("a\xE0\x80\xAF") << 1;
    QTest::newRow("overlong in four") << QByteArray("\xF0\x80\x80\xAF") << 0;
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << 0;
    QTest::newRow("above U+10FFFF") << QByteArray("\xF4\x90\x80\x80") << 0;
    QTest::newRow("five bytes") << QByteArray("\xF8\x88\x80\x80\x80") << 0;
    QTest::newRow("cut after one") << QByteArray("x\xE2") << 1;
    QTest::newRow("cut after two") << QByteArray("x\xE2\x82") << 1;
    QTest::newRow("cut after three") << QByteArray("x\xF0\x9F\x98") << 1;
}

void TestAttributeText::checksUtf8()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, faultAt);
    const auto fault = utf8Fault(bytes.toStdString());
    QCOMPARE(fault ? int(fault->at) : -1, faultAt);
}

void TestAttributeText::checksMediaTypes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *text, bool good) {
        QTest::newRow(text) << QByteArray(text) << good;
    };
    row("text/plain", true);
    row("application/json; charset=utf-8", true);
    row("application/json;charset=UTF-8", true);
    row("text/plain; charset=\"utf-8\"", true);
    row("multipart/mixed; boundary=\"a;b\\\"c\"; x=y", true);
    row("application/vnd.apache.thrift.binary", true);
    row("application/cloudevents+json ; charset=x", true);
    row("text/plain;", true);
    row("", false);
    row("json", false);
    row("text/", false);
    row("/plain", false);
    row("text /plain", false);
    row("text/plain charset=utf-8", false);
    row("text/plain; charset", false);
    row("text/plain; charset=", false);
    row("text/plain; charset=\"utf-8", false);
    row("text/pl\xC3\xA4in", false);
    row("text/plain, text/html", false);
}

void TestAttributeText::checksMediaTypes()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, good);
    QCOMPARE(why(mediaTypeFault(text.toStdString())).isEmpty(), good);
}

void TestAttributeText::tellsJsonAndTextByMediaType_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("json");
    QTest::addColumn<bool>("isText");
    QTest::addColumn<QByteArray>("charset");
    const auto row = [](const char *text, bool json, bool isText, const char *charset) {
        QTest::newRow(text) << QByteArray(text) << json << isText << QByteArray(charset);
    };
    row("application/json", true, false, "");
    row("Application/JSON; charset=UTF-8", true, true, "utf-8");
    row("text/json", true, true, "");
    row("application/geo+json ;x=y", true, false, "");
    row("application/jsonx", false, false, "");
    row("application/json-seq", false, false, "");
    row("text/plain", false, true, "");
    row("application/xml", false, true, "");
    row("image/svg+xml", false, true, "");
    row("application/octet-stream", false, false, "");
    row("image/png", false, false, "");
    row("application/x-y; a=b; Charset=\"ISO-8859-1\"", false, true, "iso-8859-1");
    row("application/x-y;;charset=a", false, true, "a");
    row("text/plain; charset", false, true, "");
}

void TestAttributeText::tellsJsonAndTextByMediaType()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, json);
    QFETCH(bool, isText);
    QFETCH(QByteArray, charset);
    QCOMPARE(isJsonMediaType(text.toStdString()), json);
    QCOMPARE(isTextMediaType(text.toStdString()), isText);
    QCOMPARE(QByteArray::fromStdString(mediaTypeCharset(text.toStdString())), charset);
}

void TestAttributeText::codesBase64_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("faultAt");
    const auto row = [](const char *text, const QByteArray &bytes, int faultAt = -1) {
        QTest::newRow(*text != 0 ? text : "empty") << QByteArray(text) << bytes << faultAt;
    };
    row("", "");
    row("Zg==", "f");
    row("Zm8=", "fo");
    row("Zm9v", "foo");
    row("Zm9vYmFy", "foobar");
    row("AAECAw==", QByteArray("\0\1\2\3", 4));
    row("++//", "\xFB\xEF\xFF");
    row("Zg", {}, 2);
    row("Zg=", {}, 3);
    row("Z===", {}, 1);
    row("====", {}, 0);
    row("=", {}, 1);
    row("Zg==Zg==", {}, 2);
    row("Zm9v\n", {}, 4);
    row("Zm 9v", {}, 2);
    row("-_-_", {}, 0);
}

void TestAttributeText::codesBase64()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, bytes);
    QFETCH(int, faultAt);
    const auto fault = base64Fault(text.toStdString());
    QCOMPARE(fault ? int(fault->at) : -1, faultAt);
    const auto decoded = decodeBase64(text.toStdString());
    QCOMPARE(decoded.has_value(), faultAt < 0);
    if (decoded) {
        QCOMPARE(QByteArray::fromStdString(*decoded), bytes);
        QCOMPARE(base64DecodedSize(text.toStdString()), decoded->size());
        std::string encoded;
        appendBase64(encoded, *decoded);
        QCOMPARE(QByteArray::fromStdString(encoded), text);
    }
}

void TestAttributeText::codesEveryLengthOfBase64()
{
    std::string bytes;
    for (int i = 0; i < 100; ++i) {
        std::string text;
        appendBase64(text, bytes);
        QCOMPARE(QByteArray::fromStdString(text), QByteArray::fromStdString(bytes).toBase64());
        QCOMPARE(decodeBase64(text).value_or("fault"), bytes);
        bytes.push_back(static_cast<char>(i * 37));
    }
}

void TestAttributeText::findsControlCharactersAtEveryOffset()
{
    for (std::size_t length = 1; length < 24; ++length) {
        for (std::size_t at = 0; at < length; ++at) {
            for (const char bad : {'\0', '\x1F', '\x7F'}) {
                std::string text(length, ' ');
                text[at] = bad;
                const auto fault = stringFault(text);
                QVERIFY(fault.has_value());
                QCOMPARE(fault->at, at);
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestAttributeText)
#include "tst_attributetext.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/headervalue.h"

#include "core/event/unicodetext.h"
#include "tests/core/codec/codectest.h"

#include <QtTest/QtTest>

#include <random>

using namespace core;
using codectest::bytes;

/// The value of a ce- header and what it stands for (HTTP binding 3.1.3.2), in the decoder's order:
/// trim, unquote, percent-decode once, UTF-8.
class TestHeaderValue : public QObject {
    Q_OBJECT
private slots:
    void decodes_data();
    void decodes();
    void refuses_data();
    void refuses();
    void encodes_data();
    void encodes();
    void readsBackEveryCharacter();
    void survivesRandomBytes();
};

void TestHeaderValue::decodes_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *tag, const char *value, const char *text) {
        QTest::newRow(tag) << QByteArray(value) << QByteArray(text);
    };
    row("plain", "order/88240", "order/88240");
    row("empty", "", "");
    row("white space around it", " \t a \t ", "a");
    row("white space inside it", "a  b\tc", "a  b\tc");
    row("encoded white space at its ends", "%20a%20", " a ");
    row("quoted", "\"a b\"", "a b");
    row("quoted, white space at the ends of it", " \" a \" ", " a ");
    row("quoted and empty", "\"\"", "");
    row("quoted runs anywhere", "x\"a b\"y\"c\"", "xa byc");
    row("quoted pair", R"("a\"b\\c\d")", R"(a"b\cd)");
    row("backslash outside quotes", R"(a\b\)", R"(a\b\)");
    row("no comments", "a (b)", "a (b)");
    row("one round", "%2541", "%41");
    row("small hexadecimal digits", "%c3%bc", "\xC3\xBC");
    row("needless encoding", "%41%2d", "A-");
    row("plus is no space", "a+b", "a+b");
    row("encoded inside quotes", "\"%20\"", " ");
    row("encoded quotes are no quotes", "%22a b%22", "\"a b\"");
    row("unquoting comes before decoding", R"("\%41")", "A");
    row("a character half quoted", "\"%C3\"%A0", "\xC3\xA0");
    row("beyond the basic plane", "%F0%9F%98%80", "\xF0\x9F\x98\x80");
    row("bytes that were not encoded", "\xC3\xBC", "\xC3\xBC");
    row("half a character encoded", "\xC3%BC", "\xC3\xBC");
    row("percent sign at the end", "100%25", "100%");
}

void TestHeaderValue::decodes()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, text);
    const codectest::ExactCopy copy(value.toStdString());
    const auto decoded = decodeHeaderValue(copy.view());
    QVERIFY2(decoded.has_value(), decoded ? "" : decoded.error().why.data());
    QCOMPARE(bytes(*decoded), text);
}

void TestHeaderValue::refuses_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("why");
    const QByteArray percent = "two hexadecimal digits";
    const QByteArray quote = "not closed";
    const QByteArray utf8 = "UTF-8";
    QTest::newRow("percent sign alone") << QByteArray("%") << percent;
    QTest::newRow("one digit") << QByteArray("a%2") << percent;
    QTest::newRow("no digits") << QByteArray("%zz") << percent;
    QTest::newRow("second is no digit") << QByteArray("%2g") << percent;
    QTest::newRow("percent sign before an encoding") << QByteArray("%%20") << percent;
    QTest::newRow("sign as digit") << QByteArray("%+1") << percent;
    QTest::newRow("quote alone") << QByteArray("\"") << quote;
    QTest::newRow("not closed") << QByteArray("\"a") << quote;
    QTest::newRow("opened at the end") << QByteArray("a\"") << quote;
    QTest::newRow("closed by a quoted pair") << QByteArray(R"("a\")") << quote;
    QTest::newRow("ends in a backslash") << QByteArray(R"("a\)") << quote;
    QTest::newRow("overlong") << QByteArray("%C0%A0") << utf8;
    QTest::newRow("surrogate") << QByteArray("%ED%A0%80") << utf8;
    QTest::newRow("cut") << QByteArray("%C3") << utf8;
    QTest::newRow("stray") << QByteArray("a%80") << utf8;
    QTest::newRow("above U+10FFFF") << QByteArray("%F4%90%80%80") << utf8;
    QTest::newRow("never in UTF-8") << QByteArray("%FF") << utf8;
    QTest::newRow("Latin-1 that was not encoded") << QByteArray("na\xEFve") << utf8;
}

void TestHeaderValue::refuses()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, why);
    const codectest::ExactCopy copy(value.toStdString());
    const auto decoded = decodeHeaderValue(copy.view());
    QVERIFY(!decoded);
    QVERIFY2(bytes(decoded.error().why).contains(why), decoded.error().why.data());
}

void TestHeaderValue::encodes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value");
    QByteArray printable;
    for (char c = 0x21; c < 0x7F; ++c) {
        if (c != '"' && c != '%')
            printable += c;
    }
    QTest::newRow("printable") << printable << printable;
    QTest::newRow("space, quote, percent") << QByteArray(" \"%") << QByteArray("%20%22%25");
    QTest::newRow("two bytes") << QByteArray("\xC3\xA9") << QByteArray("%C3%A9");
    QTest::newRow("four bytes") << QByteArray("\xF0\x9F\x98\x80") << QByteArray("%F0%9F%98%80");
    QTest::newRow("control characters") << QByteArray("\r\n\x7F") << QByteArray("%0D%0A%7F");
    QTest::newRow("encoded before") << QByteArray("%20") << QByteArray("%2520");
}

void TestHeaderValue::encodes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, value);
    QCOMPARE(bytes(encodeHeaderValue(text.toStdString())), value);
}

void TestHeaderValue::readsBackEveryCharacter()
{
    std::string text;
    for (std::uint32_t point = 0; point <= 0x10FFFF; ++point) {
        if (point >= 0xD800 && point <= 0xDFFF)
            continue;
        appendUtf8(text, point);
        if (text.size() < 4096 && point != 0x10FFFF)
            continue;
        const std::string value = encodeHeaderValue(text);
        QVERIFY(
            std::all_of(value.begin(), value.end(), [](char c) { return c > 0x20 && c < 0x7F; }));
        const auto decoded = decodeHeaderValue(value);
        QVERIFY(decoded.has_value());
        QVERIFY(*decoded == text);
        text.clear();
    }
}

void TestHeaderValue::survivesRandomBytes()
{
    constexpr unsigned Seed = 88240;
    qInfo("seed %u", Seed);
    std::mt19937 random(Seed);
    constexpr std::string_view Alphabet = "\"\\%%%0123456789abcdefABCDEFgz \t\xC3\xBC\xFF";
    int decodedTexts = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string value(random() % 24, '\0');
        std::generate(value.begin(), value.end(),
                      [&] { return Alphabet[random() % Alphabet.size()]; });
        const codectest::ExactCopy copy(value);
        if (const auto decoded = decodeHeaderValue(copy.view())) {
            QVERIFY(!utf8Fault(*decoded));
            ++decodedTexts;
        }
    }
    QVERIFY(decodedTexts > 1000);
}

QTEST_GUILESS_MAIN(TestHeaderValue)
#include "tst_headervalue.moc"

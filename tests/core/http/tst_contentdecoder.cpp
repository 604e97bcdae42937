// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/requestparser.h"
#include "tests/support/compressed.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>

using namespace core;
using Fault = ContentDecoder::Fault;

namespace {

const std::string Text =
    R"({"specversion":"1.0","id":"1","source":"/s","type":"t","data":"äöü äöü äöü"})";

std::string codedAs(ContentCoding coding, std::string_view text)
{
    switch (coding) {
    case ContentCoding::Gzip:
        return gzipOf(text);
    case ContentCoding::Deflate:
        return zlibOf(text);
    case ContentCoding::Zstd:
        return zstdOf(text);
    default:
        return std::string(text);
    }
}

/// Bytes that no coding makes smaller.
std::string noise(std::size_t bytes)
{
    std::mt19937 random(20261128);
    std::string text(bytes, '\0');
    std::generate(text.begin(), text.end(), [&] { return static_cast<char>(random()); });
    return text;
}

struct Decoded {
    std::string text;
    Fault fault = Fault::None;
    bool isWhole = false;
    std::size_t most = 0; ///< bytes of text at any time
};

Decoded decoded(ContentCoding coding, std::string_view coded, std::size_t piece,
                const HttpLimits &limits = {}, std::size_t slice = SIZE_MAX)
{
    ContentDecoder decoder(coding, limits);
    Decoded result;
    for (std::size_t at = 0; at < coded.size() && result.fault == Fault::None; at += piece) {
        std::string_view rest = coded.substr(at, piece);
        do {
            const std::size_t before = result.text.size();
            rest.remove_prefix(decoder.decode(rest, result.text, slice));
            if (result.text.size() - before > slice)
                return {"more than the slice", Fault::Broken, false, 0};
            result.fault = decoder.fault();
            result.most = std::max(result.most, result.text.capacity());
        } while (result.fault == Fault::None && (!rest.empty() || decoder.hasOutput()));
    }
    result.isWhole = decoder.isWhole() && result.fault == Fault::None;
    return result;
}

/// What the parser makes of a POST with `body`, cut into pieces: the body it read, or the rule that was broken.
std::string parsed(const std::string &fields, const std::string &body, std::size_t piece,
                   const HttpLimits &limits = {}, std::size_t slice = SIZE_MAX)
{
    const std::string input = "POST / HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n" + body;
    RequestParser parser(limits);
    HttpRequest request;
    std::string held;
    for (std::size_t at = 0; at < input.size(); at += piece) {
        held += std::string_view(input).substr(at, piece);
        do {
            held.erase(0, parser.consume(held, request, slice));
        } while (parser.state() == RequestParser::State::Body && parser.hasMore());
        if (parser.state() == RequestParser::State::Failed)
            return std::to_string(parser.rejection().status) + " " + parser.rejection().rule;
        if (parser.state() == RequestParser::State::Complete)
            return at + piece >= input.size() && held.empty() ? request.body : "complete too early";
    }
    return "more";
}

std::string length(const std::string &body)
{
    return "Content-Length: " + std::to_string(body.size()) + "\r\n";
}

const std::string Chunked = "Transfer-Encoding: chunked\r\n";

std::string chunksOf(const std::string &body, std::size_t bytes)
{
    std::string text;
    for (std::size_t at = 0; at < body.size(); at += bytes) {
        const std::string chunk = body.substr(at, bytes);
        text += QByteArray::number(qulonglong(chunk.size()), 16).toStdString() + "\r\n" + chunk +
                "\r\n";
    }
    return text + "0\r\n\r\n";
}

} // namespace

Q_DECLARE_METATYPE(core::ContentCoding)

class TestContentDecoder : public QObject {
    Q_OBJECT

private slots:
    void knowsCodings_data();
    void knowsCodings();
    void decodes_data();
    void decodes();
    void decodesSeveralMembers();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void isNotWholeWhenCut_data();
    void isNotWholeWhenCut();
    void keepsTheBodyLimit_data();
    void keepsTheBodyLimit();
    void keepsTheRatioLimit_data();
    void keepsTheRatioLimit();
    void keepsTheWindowLimit_data();
    void keepsTheWindowLimit();
    void readsBodiesHoweverTheyAreCut_data();
    void readsBodiesHoweverTheyAreCut();
    void decodesASliceAtATime();
};

void TestContentDecoder::knowsCodings_data()
{
    QTest::addColumn<std::string>("fields");
    QTest::addColumn<ContentCoding>("coding");
    const auto row = [](const char *name, const std::string &fields, ContentCoding coding) {
        QTest::newRow(name) << fields << coding;
    };
    row("none", "", ContentCoding::Identity);
    row("identity", "Content-Encoding: identity\r\n", ContentCoding::Identity);
    row("empty", "Content-Encoding:\r\n", ContentCoding::Identity);
    row("gzip", "Content-Encoding: gzip\r\n", ContentCoding::Gzip);
    row("in capitals", "CONTENT-ENCODING: GZip\r\n", ContentCoding::Gzip);
    row("x-gzip, RFC 9110 8.4.1.3", "Content-Encoding: x-gzip\r\n", ContentCoding::Gzip);
    row("deflate", "Content-Encoding: deflate\r\n", ContentCoding::Deflate);
    row("zstd, RFC 8878", "Content-Encoding: zstd\r\n", ContentCoding::Zstd);
    row("br", "Content-Encoding: br\r\n", ContentCoding::Other);
    row("compress", "Content-Encoding: compress\r\n", ContentCoding::Other);
    row("two in a list", "Content-Encoding: gzip, zstd\r\n", ContentCoding::Other);
    row("one and a comma", "Content-Encoding: gzip,\r\n", ContentCoding::Other);
    row("two fields, RFC 9110 5.3", "Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n",
        ContentCoding::Other);
}

void TestContentDecoder::knowsCodings()
{
    QFETCH(std::string, fields);
    QFETCH(ContentCoding, coding);
    const HttpLimits limits;
    RequestParser parser(limits);
    HttpRequest request;
    const std::string head = "GET / HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n";
    QCOMPARE(parser.consume(head, request), head.size());
    QCOMPARE(contentCodingOf(request), coding);
    QCOMPARE(contentCodingOfHead(head), coding);
}

void TestContentDecoder::decodes_data()
{
    QTest::addColumn<ContentCoding>("coding");
    QTest::addColumn<std::string>("text");
    const std::string large = noise(700'000) + std::string(700'000, 'a');
    for (const ContentCoding coding :
         {ContentCoding::Gzip, ContentCoding::Deflate, ContentCoding::Zstd}) {
        const std::string name(contentCodingText(coding));
        QTest::newRow((name + ", an event").c_str()) << coding << Text;
        QTest::newRow((name + ", nothing").c_str()) << coding << std::string();
        QTest::newRow((name + ", much").c_str()) << coding << large;
    }
}

void TestContentDecoder::decodes()
{
    QFETCH(ContentCoding, coding);
    QFETCH(std::string, text);
    const std::string coded = codedAs(coding, text);
    for (const std::size_t piece : {coded.size(), std::size_t(1), std::size_t(1000)}) {
        for (const std::size_t slice : {SIZE_MAX, std::size_t(4096)}) {
            const Decoded result = decoded(coding, coded, piece, {}, slice);
            QCOMPARE(int(result.fault), int(Fault::None));
            QVERIFY(result.isWhole);
            QVERIFY(result.text == text);
        }
    }
}

void TestContentDecoder::decodesSeveralMembers()
{
    // RFC 1952 2.2: a series of members; RFC 8878 3: frames, and such to be skipped.
    const std::string skippable("\x50\x2a\x4d\x18\x03\0\0\0abc", 11);
    for (const std::size_t piece : {std::size_t(1), std::size_t(7), std::size_t(10'000)}) {
        const Decoded gzip = decoded(ContentCoding::Gzip, gzipOf("one") + gzipOf(" two"), piece);
        QVERIFY(gzip.isWhole);
        QCOMPARE(gzip.text, std::string("one two"));
        const Decoded zstd =
            decoded(ContentCoding::Zstd, zstdOf("one") + skippable + zstdOf(" two"), piece);
        QVERIFY(zstd.isWhole);
        QCOMPARE(zstd.text, std::string("one two"));
    }
}

void TestContentDecoder::saysWhatIsWrong_data()
{
    QTest::addColumn<ContentCoding>("coding");
    QTest::addColumn<std::string>("coded");
    QTest::addColumn<int>("fault");
    const auto row = [](const char *name, ContentCoding coding, const std::string &coded,
                        Fault fault) { QTest::newRow(name) << coding << coded << int(fault); };
    const auto spoilt = [](std::string coded) {
        coded[coded.size() / 2] = static_cast<char>(~coded[coded.size() / 2]);
        return coded;
    };
    const auto wrongSum = [](std::string coded, std::size_t fromEnd) {
        coded[coded.size() - fromEnd] = static_cast<char>(coded[coded.size() - fromEnd] + 1);
        return coded;
    };
    using enum ContentCoding;
    row("gzip, plain text", Gzip, Text, Fault::Broken);
    row("gzip, zstd instead", Gzip, zstdOf(Text), Fault::Broken);
    row("gzip, wrong checksum", Gzip, wrongSum(gzipOf(Text), 8), Fault::Broken);
    row("gzip, wrong length", Gzip, wrongSum(gzipOf(Text), 4), Fault::Broken);
    row("gzip, spoilt", Gzip, spoilt(gzipOf(Text)), Fault::Broken);
    row("gzip, and more", Gzip, gzipOf(Text) + "more", Fault::Trailing);
    row("gzip, and a line feed", Gzip, gzipOf(Text) + "\n", Fault::Trailing);
    row("deflate, and more", Deflate, zlibOf(Text) + "more", Fault::Trailing);
    row("deflate twice", Deflate, zlibOf(Text) + zlibOf(Text), Fault::Trailing);
    row("deflate, without its frame", Deflate, rawDeflateOf(Text), Fault::Broken);
    row("deflate, gzip instead", Deflate, gzipOf(Text), Fault::Broken);
    row("zstd, plain text", Zstd, Text, Fault::Broken);
    row("zstd, gzip instead", Zstd, gzipOf(Text), Fault::Broken);
    row("zstd, and more", Zstd, zstdOf(Text) + "more", Fault::Trailing);
}

void TestContentDecoder::saysWhatIsWrong()
{
    QFETCH(ContentCoding, coding);
    QFETCH(std::string, coded);
    QFETCH(int, fault);
    for (std::size_t piece = 1; piece <= coded.size(); ++piece)
        QCOMPARE(int(decoded(coding, coded, piece).fault), fault);
}

void TestContentDecoder::isNotWholeWhenCut_data()
{
    QTest::addColumn<ContentCoding>("coding");
    QTest::newRow("gzip") << ContentCoding::Gzip;
    QTest::newRow("deflate") << ContentCoding::Deflate;
    QTest::newRow("zstd") << ContentCoding::Zstd;
}

void TestContentDecoder::isNotWholeWhenCut()
{
    QFETCH(ContentCoding, coding);
    const std::string coded = codedAs(coding, Text);
    const std::string field =
        "Content-Encoding: " + std::string(contentCodingText(coding)) + "\r\n";
    for (std::size_t bytes = 1; bytes < coded.size(); ++bytes) {
        const std::string cut = coded.substr(0, bytes);
        const Decoded result = decoded(coding, cut, bytes);
        QCOMPARE(int(result.fault), int(Fault::None));
        QVERIFY(!result.isWhole);
        QCOMPARE(parsed(field + length(cut), cut, 1000), std::string("400 coding-ends-early"));
    }
}

void TestContentDecoder::keepsTheBodyLimit_data()
{
    QTest::addColumn<ContentCoding>("coding");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<int>("fault");
    for (const ContentCoding coding :
         {ContentCoding::Gzip, ContentCoding::Deflate, ContentCoding::Zstd}) {
        const std::string name(contentCodingText(coding));
        QTest::newRow((name + " below").c_str()) << coding << 99'999 << int(Fault::None);
        QTest::newRow((name + " at").c_str()) << coding << 100'000 << int(Fault::None);
        QTest::newRow((name + " above").c_str()) << coding << 100'001 << int(Fault::TooLarge);
        QTest::newRow((name + " far above").c_str())
            << coding << 50'000'000 << int(Fault::TooLarge);
    }
}

void TestContentDecoder::keepsTheBodyLimit()
{
    QFETCH(ContentCoding, coding);
    QFETCH(int, bytes);
    QFETCH(int, fault);
    HttpLimits limits;
    limits.bodyBytes = 100'000;
    const std::string coded = codedAs(coding, std::string(static_cast<std::size_t>(bytes), 'a'));
    for (const std::size_t piece : {coded.size(), std::size_t(13)}) {
        const Decoded result = decoded(coding, coded, piece, limits);
        QCOMPARE(int(result.fault), fault);
        QVERIFY(result.text.size() <= limits.bodyBytes);
        QVERIFY2(result.most <= 2 * limits.bodyBytes, qPrintable(QString::number(result.most)));
        QCOMPARE(result.isWhole, fault == int(Fault::None));
    }
}

void TestContentDecoder::keepsTheRatioLimit_data()
{
    QTest::addColumn<int>("change"); // of the limit, from what the body needs
    QTest::addColumn<int>("fault");
    QTest::newRow("below") << 1 << int(Fault::None);
    QTest::newRow("at") << 0 << int(Fault::None);
    QTest::newRow("above") << -1 << int(Fault::Ratio);
}

void TestContentDecoder::keepsTheRatioLimit()
{
    QFETCH(int, change);
    QFETCH(int, fault);
    // Fed byte by byte, so that the ratio is that of the bytes that came: highest where the limit begins to count.
    const std::string coded = gzipOf(std::string(3 * MiB, 'a'));
    HttpLimits limits;
    limits.decodedRatio = SIZE_MAX / MiB;
    ContentDecoder probe(ContentCoding::Gzip, limits);
    std::string text;
    std::size_t needed = 0;
    for (std::size_t at = 0; at < coded.size(); ++at) {
        QCOMPARE(probe.decode(std::string_view(coded).substr(at, 1), text, SIZE_MAX),
                 std::size_t(1));
        if (text.size() > ContentDecoder::RatioFrom)
            needed = std::max(needed, (text.size() + at) / (at + 1)); // rounded up
    }
    QVERIFY(needed > 500);
    QVERIFY(needed <= HttpLimits().decodedRatio); // what gzip can do is allowed
    limits.decodedRatio = static_cast<std::size_t>(static_cast<int>(needed) + change);
    QCOMPARE(int(decoded(ContentCoding::Gzip, coded, 1, limits).fault), fault);

    // zstd can do more than that, and no event needs it.
    const std::string bomb = zstdOf(std::string(20 * MiB, 'a'));
    const Decoded stopped = decoded(ContentCoding::Zstd, bomb, bomb.size());
    QCOMPARE(int(stopped.fault), int(Fault::Ratio));
    QVERIFY(stopped.text.size() < 3 * MiB);
}

void TestContentDecoder::keepsTheWindowLimit_data()
{
    QTest::addColumn<int>("log");
    QTest::addColumn<int>("fault");
    QTest::newRow("below") << 22 << int(Fault::None);
    QTest::newRow("at") << 23 << int(Fault::None); // RFC 9659 3
    QTest::newRow("above") << 24 << int(Fault::Window);
}

void TestContentDecoder::keepsTheWindowLimit()
{
    QFETCH(int, log);
    QFETCH(int, fault);
    const std::string coded = zstdOf(Text, log);
    QCOMPARE(int(decoded(ContentCoding::Zstd, coded, coded.size()).fault), fault);
}

void TestContentDecoder::readsBodiesHoweverTheyAreCut_data()
{
    QTest::addColumn<std::string>("fields");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const std::string &name, const std::string &fields, const std::string &body,
                        const std::string &expected) {
        QTest::newRow(name.c_str()) << fields << body << expected;
    };
    for (const ContentCoding coding :
         {ContentCoding::Gzip, ContentCoding::Deflate, ContentCoding::Zstd}) {
        const std::string name(contentCodingText(coding));
        const std::string field = "Content-Encoding: " + name + "\r\n";
        const std::string coded = codedAs(coding, Text);
        row(name + ", length", field + length(coded), coded, Text);
        row(name + ", chunks", field + Chunked, chunksOf(coded, 10), Text);
        row(name + ", one chunk", field + Chunked, chunksOf(coded, 1000), Text);
        row(name + ", no body", field + "Content-Length: 0\r\n", "", "");
        row(name + ", no chunk", field + Chunked, "0\r\n\r\n", "");
        row(name + ", cut in chunks", field + Chunked, chunksOf(coded.substr(0, 20), 9),
            "400 coding-ends-early");
        row(name + ", and more", field + Chunked, chunksOf(coded + "abcd", 9),
            "400 coding-goes-on");
        row(name + ", plain", field + length("{\"plain\": 1}"), "{\"plain\": 1}",
            "400 bad-content-coding");
        row(name + ", bad chunk", field + Chunked, "zz\r\nab", "400 bad-chunk");
        row(name + ", bomb", field + Chunked,
            chunksOf(codedAs(coding, std::string(30'000, 'b')), 9), "413 body-too-large");
    }
    row("unknown coding: as it came", "Content-Encoding: br\r\n" + length("abc"), "abc", "abc");
}

void TestContentDecoder::readsBodiesHoweverTheyAreCut()
{
    QFETCH(std::string, fields);
    QFETCH(std::string, body);
    QFETCH(std::string, expected);
    HttpLimits limits;
    limits.bodyBytes = 20'000;
    const std::size_t whole = fields.size() + body.size() + 100;
    for (const std::size_t piece : {whole, std::size_t(1), std::size_t(2), std::size_t(11)}) {
        for (const std::size_t slice : {SIZE_MAX, std::size_t(5)})
            QCOMPARE(QByteArray::fromStdString(parsed(fields, body, piece, limits, slice)),
                     QByteArray::fromStdString(expected));
    }
}

void TestContentDecoder::decodesASliceAtATime()
{
    const std::string coded = gzipOf(std::string(100'000, 'a'));
    const HttpLimits limits;
    RequestParser parser(limits);
    HttpRequest request;
    const std::string input =
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\n" + length(coded) + "\r\n" + coded;
    std::size_t used = parser.consume(input, request, 30'000);
    QCOMPARE(request.body.size(), std::size_t(30'000));
    QVERIFY(parser.hasMore());
    QVERIFY(parser.heldBytes() > 0);
    QCOMPARE(parser.bodyLeft(), std::uint64_t(limits.bodyBytes - 30'000));
    for (int slice = 2; slice <= 4; ++slice) {
        QCOMPARE(parser.state(), RequestParser::State::Body);
        used += parser.consume(std::string_view(input).substr(used), request, 30'000);
    }
    QCOMPARE(parser.state(), RequestParser::State::Complete);
    QCOMPARE(used, input.size());
    QCOMPARE(request.body, std::string(100'000, 'a'));
    QCOMPARE(parser.heldBytes(), std::size_t(0));
}

QTEST_GUILESS_MAIN(TestContentDecoder)
#include "tst_contentdecoder.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/http/parseoutcome.h"

#include <QTest>

#include <string>

using namespace core;

namespace {

std::string post(const std::string &fields, const std::string &body = {})
{
    return "POST / HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n" + body;
}

const std::string Next = "GET /next HTTP/1.1\r\nHost: x\r\n\r\n";

std::string chunked(const std::string &body)
{
    return post("Transfer-Encoding: chunked\r\n", body) + Next;
}

std::string text(const char *bytes, std::size_t length)
{
    return std::string(bytes, length);
}

} // namespace

/// Where a request ends: what two readers could disagree about, so that one of them sees a request that the other takes for
/// a body. Each row names the section that it comes from; what is refused ends the connection, so that nothing behind it is
/// ever taken for a request.
class TestSmuggling : public QObject {
    Q_OBJECT

private slots:
    void seesOneMeaningOrNone_data();
    void seesOneMeaningOrNone();
};

void TestSmuggling::seesOneMeaningOrNone_data()
{
    QTest::addColumn<std::string>("input");
    QTest::addColumn<std::string>("expected");

    const auto row = [](const char *section, const char *what, const std::string &input,
                        const std::string &expected) {
        QTest::newRow((std::string(section) + ": " + what).c_str()) << input << expected + "\n";
    };
    const std::string next = "\nGET /next keep 1 []";
    const std::string badLength = "400 bad-content-length";
    const std::string badCoding = "501 unknown-transfer-coding";
    const std::string badChunk = "400 bad-chunk";
    const std::string badEnding = "400 bad-line-ending";
    const std::string badName = "400 bad-header-name";
    const std::string badValue = "400 bad-header-value";
    const std::string coding = "Transfer-Encoding: chunked\r\n";
    const std::string nothing = "0\r\n\r\n";

    // Content-Length
    row("RFC 9112 6.3", "two lengths", post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd"),
        badLength);
    row("RFC 9110 8.6", "the same length twice",
        post("Content-Length: 1\r\nContent-Length: 1\r\n", "a") + Next, "POST / keep 3 [a]" + next);
    row("RFC 9110 8.6", "the same length in a list", post("Content-Length: 1, 1\r\n", "a") + Next,
        "POST / keep 2 [a]" + next);
    row("RFC 9110 8.6", "lengths in a list", post("Content-Length: 1, 2\r\n", "ab"), badLength);
    row("RFC 9110 8.6", "a list that ends early", post("Content-Length: 1,\r\n", "a"), badLength);
    row("RFC 9110 8.6", "length and no length", post("Content-Length: 1\r\nContent-Length:\r\n"),
        badLength);
    row("RFC 9110 8.6", "no length", post("Content-Length:\r\n", "a"), badLength);
    row("RFC 9110 8.6", "plus", post("Content-Length: +3\r\n", "abc"), badLength);
    row("RFC 9110 8.6", "minus", post("Content-Length: -1\r\n"), badLength);
    row("RFC 9110 8.6", "minus nothing", post("Content-Length: -0\r\n"), badLength);
    row("RFC 9110 8.6", "hexadecimal", post("Content-Length: 0x3\r\n", "abc"), badLength);
    row("RFC 9110 8.6", "hexadecimal digit", post("Content-Length: a\r\n", "abc"), badLength);
    row("RFC 9110 8.6", "exponent", post("Content-Length: 3e0\r\n", "abc"), badLength);
    row("RFC 9110 8.6", "fraction", post("Content-Length: 3.0\r\n", "abc"), badLength);
    row("RFC 9110 8.6", "two numbers", post("Content-Length: 3 3\r\n", "abc"), badLength);
    row("RFC 9110 8.6", "underscore", post("Content-Length: 1_0\r\n", "abc"), badLength);
    row("RFC 9110 8.6", "digits that are not ASCII", post("Content-Length: \xd9\xa3\r\n", "abc"),
        badLength);
    row("RFC 9110 8.6", "in quotes", post("Content-Length: \"3\"\r\n", "abc"), badLength);
    row("RFC 9110 8.6", "leading zeros", post("Content-Length: 0003\r\n", "abc") + Next,
        "POST / keep 2 [abc]" + next);
    row("RFC 9110 5.5", "white space around", post("Content-Length: \t 3 \t\r\n", "abc") + Next,
        "POST / keep 2 [abc]" + next);
    row("RFC 9110 8.6", "wraps to 0 in 64 bits", post("Content-Length: 18446744073709551616\r\n"),
        badLength);
    row("RFC 9110 8.6", "the most of 64 bits", post("Content-Length: 18446744073709551615\r\n"),
        "413 body-too-large");
    row("RFC 9110 8.6", "wraps to 1 in 32 bits", post("Content-Length: 4294967297\r\n", "a"),
        "413 body-too-large");
    row("RFC 9112 6.3", "an empty body", post("Content-Length: 0\r\n") + Next,
        "POST / keep 2 []" + next);
    row("RFC 9112 6.3", "a body of GET",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc" + Next,
        "GET / keep 2 [abc]" + next);
    row("RFC 9112 6.3", "a body of HEAD",
        "HEAD / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc" + Next,
        "HEAD / keep 2 [abc]" + next);
    row("RFC 9112 6.3", "neither length nor coding", post("") + Next, "POST / keep 1 []" + next);

    // Content-Length and Transfer-Encoding
    row("RFC 9112 6.3", "length, then coding", post("Content-Length: 5\r\n" + coding, nothing),
        "400 bad-transfer-encoding");
    row("RFC 9112 6.3", "coding, then length", post(coding + "Content-Length: 5\r\n", nothing),
        badLength);
    row("RFC 9112 6.3", "coding, then an empty length", post(coding + "Content-Length:\r\n"),
        badLength);
    row("RFC 9112 6.3", "length and a coding that nobody knows",
        post("Content-Length: 5\r\nTransfer-Encoding: xchunked\r\n", nothing),
        "400 bad-transfer-encoding");
    row("RFC 9112 6.3", "length and identity",
        post("Content-Length: 3\r\nTransfer-Encoding: identity\r\n", "abc"),
        "400 bad-transfer-encoding");

    // Transfer-Encoding
    row("RFC 9112 6.1", "identity", post("Transfer-Encoding: identity\r\n"), badCoding);
    row("RFC 9112 6.1", "nothing", post("Transfer-Encoding:\r\n", nothing), badCoding);
    row("RFC 9112 6.1", "a coding before", post("Transfer-Encoding: gzip, chunked\r\n", nothing),
        badCoding);
    row("RFC 9112 6.3", "chunked is not the last",
        post("Transfer-Encoding: chunked, identity\r\n", nothing), badCoding);
    row("RFC 9112 6.1", "chunked twice in a list",
        post("Transfer-Encoding: chunked, chunked\r\n", nothing), badCoding);
    row("RFC 9112 6.1", "chunked twice in two fields", post(coding + coding, nothing),
        "400 bad-transfer-encoding");
    row("RFC 9112 6.1", "another one in a second field",
        post(coding + "Transfer-Encoding: identity\r\n", nothing), "400 bad-transfer-encoding");
    row("RFC 9112 6.1", "another one in the first field",
        post("Transfer-Encoding: identity\r\n" + coding, nothing), badCoding);
    row("RFC 9110 5.6.1", "an empty element", post("Transfer-Encoding: chunked,\r\n", nothing),
        badCoding);
    row("RFC 9110 5.6.1", "an empty element before",
        post("Transfer-Encoding: ,chunked\r\n", nothing), badCoding);
    row("RFC 9110 10.1.4", "a parameter", post("Transfer-Encoding: chunked;q=1\r\n", nothing),
        badCoding);
    row("RFC 9112 7", "in quotes", post("Transfer-Encoding: \"chunked\"\r\n", nothing), badCoding);
    row("RFC 9112 7", "another word", post("Transfer-Encoding: xchunked\r\n", nothing), badCoding);
    row("RFC 9112 7", "one letter more", post("Transfer-Encoding: chunkedd\r\n", nothing),
        badCoding);
    row("RFC 9112 7", "in other letters",
        post("tRANSFER-eNCODING: cHUNKED\r\n", "1\r\na\r\n" + nothing) + Next,
        "POST / keep 2 [a]" + next);
    row("RFC 9110 5.5", "white space around",
        post("Transfer-Encoding: \t chunked \t\r\n", "1\r\na\r\n" + nothing) + Next,
        "POST / keep 2 [a]" + next);
    row("RFC 9110 5.5", "no white space",
        post("Transfer-Encoding:chunked\r\n", "1\r\na\r\n" + nothing) + Next,
        "POST / keep 2 [a]" + next);
    row("RFC 9110 5.5", "a vertical tab before", post("Transfer-Encoding:\vchunked\r\n", nothing),
        badValue);
    row("RFC 9110 5.5", "a form feed behind", post("Transfer-Encoding: chunked\f\r\n", nothing),
        badValue);
    row("RFC 9110 5.5", "a NUL behind", post(text("Transfer-Encoding: chunked\0\r\n", 28), nothing),
        badValue);
    row("RFC 9110 5.5", "a no-break space before",
        post("Transfer-Encoding: \xc2\xa0"
             "chunked\r\n",
             nothing),
        badCoding);
    row("RFC 9112 5.1", "a space before the colon", post("Transfer-Encoding : chunked\r\n"),
        badName);
    row("RFC 9112 5.1", "a tab before the colon", post("Transfer-Encoding\t: chunked\r\n"),
        badName);
    row("RFC 9110 5.1", "a control character in the name",
        post("Transfer-Encoding\x01: chunked\r\n"), badName);
    row("RFC 9110 5.1", "a NUL in the name", post(text("Transfer\0Encoding: chunked\r\n", 28)),
        badName);
    row("RFC 9110 5.1", "another name", post("Transfer_Encoding: chunked\r\n") + Next,
        "POST / keep 2 []" + next);
    row("RFC 9112 6.1", "in HTTP/1.0", "POST / HTTP/1.0\r\n" + coding + "\r\n" + nothing,
        "400 transfer-coding-in-http10");
    row("RFC 9112 6.1", "in HTTP/1.0 that is kept alive",
        "POST / HTTP/1.0\r\nConnection: keep-alive\r\n" + coding + "\r\n" + nothing,
        "400 transfer-coding-in-http10");
    row("RFC 9112 6.3", "in HTTP/1.0 with a length",
        "POST / HTTP/1.0\r\nContent-Length: 5\r\n" + coding + "\r\n" + nothing,
        "400 bad-transfer-encoding");

    // Chunks
    row("RFC 9112 7.1", "chunks", chunked("3\r\nabc\r\nA\r\n0123456789\r\n" + nothing),
        "POST / keep 2 [abc0123456789]" + next);
    row("RFC 9112 7.1", "leading zeros", chunked("0003\r\nabc\r\n000\r\n\r\n"),
        "POST / keep 2 [abc]" + next);
    row("RFC 9112 7.1", "a size of 17 digits", chunked("00000000000000003\r\nabc\r\n" + nothing),
        "POST / keep 2 [abc]" + next);
    row("RFC 9112 7.1", "no size", chunked("\r\nabc\r\n" + nothing), badChunk);
    row("RFC 9112 7.1", "minus", chunked("-5\r\nhello\r\n" + nothing), badChunk);
    row("RFC 9112 7.1", "plus", chunked("+3\r\nabc\r\n" + nothing), badChunk);
    row("RFC 9112 7.1", "with 0x", chunked("0x3\r\nabc\r\n" + nothing), badChunk);
    row("RFC 9112 7.1", "no number", chunked("zz\r\nhello\r\n" + nothing), badChunk);
    row("RFC 9112 7.1", "a space before the size", chunked(" 3\r\nabc\r\n" + nothing), badChunk);
    row("RFC 9112 7.1", "a space behind the size", chunked("3 \r\nabc\r\n" + nothing), badChunk);
    row("RFC 9112 7.1", "a tab behind the size", chunked("3\t\r\nabc\r\n" + nothing), badChunk);
    row("RFC 9112 7.1", "an underscore in the size", chunked("1_0\r\nabc\r\n" + nothing), badChunk);
    row("RFC 9112 7.1", "wraps to 0 in 64 bits",
        chunked("10000000000000000\r\nhello\r\n" + nothing), badChunk);
    row("RFC 9112 7.1", "wraps to 3 in 64 bits", chunked("10000000000000003\r\nabc\r\n" + nothing),
        badChunk);
    row("RFC 9112 7.1", "the most of 64 bits", chunked("ffffffffffffffff\r\nhello\r\n"),
        "413 body-too-large");
    row("RFC 9112 7.1", "wraps with the chunk before",
        chunked("1\r\na\r\nffffffffffffffff\r\nhello\r\n"), "413 body-too-large");
    row("RFC 9112 7.1", "wraps to 3 in 32 bits", chunked("100000003\r\nabc\r\n" + nothing),
        "413 body-too-large");
    row("RFC 9112 7.1", "longer than its size", chunked("3\r\nabcdef\r\n" + nothing), badChunk);
    row("RFC 9112 7.1", "shorter than its size", chunked("6\r\nabc\r\n" + nothing), badChunk);
    row("RFC 9112 2.2", "a bare line feed behind the size", chunked("3\nabc\r\n" + nothing),
        badChunk);
    row("RFC 9112 2.2", "a bare line feed behind the data", chunked("3\r\nabc\n" + nothing),
        badChunk);
    row("RFC 9112 2.2", "a bare carriage return behind the size", chunked("3\rabc\r\n" + nothing),
        badEnding);
    row("RFC 9112 2.2", "two bytes in place of a line end", chunked("3\r\nabcxx" + nothing),
        badChunk);
    row("RFC 9112 2.2", "a bare line feed behind the last size", chunked("0\n\r\n"), badChunk);
    row("RFC 9112 2.2", "bare line feeds alone", chunked("3\nabc\n0\n\n"), badChunk);

    // Chunk extensions, which are ignored
    row("RFC 9112 7.1.1", "an extension", chunked("3;a=b;c\r\nabc\r\n0;d\r\n\r\n"),
        "POST / keep 2 [abc]" + next);
    row("RFC 9112 7.1.1", "white space around", chunked("3 ; a = b\r\nabc\r\n" + nothing),
        "POST / keep 2 [abc]" + next);
    row("RFC 9112 7.1.1", "in quotes", chunked("3;a=\"x;\\\" y\"\r\nabc\r\n" + nothing),
        "POST / keep 2 [abc]" + next);
    row("RFC 9112 7.1.1", "quotes that are not closed", chunked("3;a=\"\r\nabc\r\n" + nothing),
        badChunk);
    row("RFC 9112 7.1.1", "quotes that are closed on another line",
        chunked("3;a=\"\r\n\"\r\nabc\r\n" + nothing), badChunk);
    row("RFC 9112 7.1.1", "a bare line feed inside", chunked("3;a\nabc\r\n" + nothing), badChunk);
    row("RFC 9112 7.1.1", "a bare line feed in quotes", chunked("3;a=\"\n\"\r\nabc\r\n" + nothing),
        badChunk);
    row("RFC 9112 7.1.1", "a bare carriage return inside", chunked("3;a\rb\r\nabc\r\n" + nothing),
        badEnding);
    row("RFC 9112 7.1.1", "a NUL inside", chunked(text("3;a\0b\r\nabc\r\n", 12) + nothing),
        badChunk);

    // Trailers, which say nothing about this request or the next, and may not even try to say where one ends
    row("RFC 9112 7.1.2", "trailers", chunked("3\r\nabc\r\n0\r\nA: b\r\nC: d\r\n\r\n"),
        "POST / keep 2 [abc]" + next);
    row("RFC 9110 6.5.1", "a length in the trailers",
        chunked("3\r\nabc\r\n0\r\nContent-Length: 50\r\n\r\n"), badLength);
    row("RFC 9110 6.5.1", "a coding in the trailers",
        chunked("3\r\nabc\r\n0\r\n" + coding + "\r\n"), "400 bad-transfer-encoding");
    row("RFC 9110 6.5.1", "Connection in the trailers",
        chunked("3\r\nabc\r\n0\r\nConnection: close\r\n\r\n"), "POST / keep 2 [abc]" + next);
    row("RFC 9112 5.1", "a space before the colon in the trailers", chunked("0\r\nA : b\r\n\r\n"),
        badName);
    row("RFC 9112 5.2", "folded trailers", chunked("0\r\nA: b\r\n c\r\n\r\n"), "400 folded-header");
    // Found by fuzzing: which of the two it was depended on how the bytes were cut.
    row("RFC 9112 5.2", "folded trailers behind a bare carriage return",
        chunked("0\r\nA: b\rc\r\n d\r\n\r\n"), badEnding);
    row("RFC 9112 2.2", "a bare line feed in the trailers", chunked("0\r\nA: b\n\r\n"), badValue);
    row("RFC 9110 5.5", "a NUL in the trailers", chunked(text("0\r\nA: b\0c\r\n\r\n", 13)),
        badValue);

    // Lines
    row("RFC 9112 2.2", "bare line feeds", "GET / HTTP/1.1\nHost: x\n\n" + Next, badEnding);
    row("RFC 9112 2.2", "a bare line feed behind the request line",
        "GET / HTTP/1.1\nHost: x\r\n\r\n", badEnding);
    row("RFC 9112 2.2", "a bare line feed behind a field",
        "GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n", badEnding);
    row("RFC 9112 2.2", "a bare line feed as the end", "GET / HTTP/1.1\r\nHost: x\r\n\n" + Next,
        badEnding);
    row("RFC 9112 2.2", "a bare carriage return in a value", post("A: b\rc\r\n"), badEnding);
    row("RFC 9112 2.2", "a carriage return too many", post("A: b\r\r\n"), badEnding);
    row("RFC 9112 2.2", "a carriage return before the end",
        post("A: b\r\n\r"
             "\r\n"),
        badEnding);
    row("RFC 9112 2.2", "an empty line before", "\r\n" + post("Content-Length: 1\r\n", "a") + Next,
        "POST / keep 2 [a]" + next);
    row("RFC 9112 2.2", "white space before the fields", "GET / HTTP/1.1\r\n Host: x\r\n\r\n",
        "400 folded-header");
    row("RFC 9112 5.2", "a folded field", post("A: b\r\n c\r\n"), "400 folded-header");
    row("RFC 9112 5.2", "folded with a tab", post("A:\r\n\tc\r\n"), "400 folded-header");
    row("RFC 9112 5.2", "a folded coding", post("Transfer-Encoding:\r\n chunked\r\n", nothing),
        "400 folded-header");
    row("RFC 9112 5.2", "a folded length", post("Content-Length: 1\r\n 2\r\n", "a"),
        "400 folded-header");
    row("RFC 9112 5.2", "an empty folded line", post("A: b\r\n \r\n"), "400 folded-header");
    row("RFC 9112 5", "no colon", post("nonsense\r\n"), badName);
    row("RFC 9112 5", "no name", post(": b\r\n"), badName);
    row("RFC 9110 5.5", "a NUL in a value", post(text("A: b\0c\r\n", 8)), badValue);
    row("RFC 9110 5.5", "a control character in a value", post("A: b\x7f\r\n"), badValue);

    // The request line
    row("RFC 9112 3", "two spaces", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", "400 bad-target");
    row("RFC 9112 3", "a space in the target", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
        "400 bad-target");
    row("RFC 9112 3", "a tab", "GET\t/ HTTP/1.1\r\nHost: x\r\n\r\n", "400 bad-request-line");
    row("RFC 9112 3", "a space at the end", "GET / HTTP/1.1 \r\nHost: x\r\n\r\n",
        "400 bad-request-line");
    row("RFC 9112 3", "a space at the start", " GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "400 bad-method");
    row("RFC 9112 3", "a NUL", text("GET /\0 HTTP/1.1\r\n", 17) + "Host: x\r\n\r\n",
        "400 bad-request-line");
    row("RFC 9112 2.3", "a version in small letters", "GET / http/1.1\r\nHost: x\r\n\r\n",
        "400 bad-request-line");
    row("RFC 9112 2.3", "a version of three digits", "GET / HTTP/1.10\r\nHost: x\r\n\r\n",
        "400 bad-request-line");
    row("RFC 9112 2.3", "another version", "GET / HTTP/1.2\r\nHost: x\r\n\r\n", "505 http-version");
    row("RFC 9112 2.3", "no version", "GET /\r\n", "400 bad-target");
    row("RFC 9112 3.2.1", "a target that is no path", "GET a HTTP/1.1\r\nHost: x\r\n\r\n",
        "400 bad-target");
    row("RFC 9112 3.2.3", "an authority outside CONNECT", "GET x:80 HTTP/1.1\r\nHost: x:80\r\n\r\n",
        "400 bad-target");
    // The target counts (browserguard.h), not Host.
    row("RFC 9112 3.2.2", "an absolute target beside another Host",
        "GET http://y/a HTTP/1.1\r\nHost: x\r\n\r\n" + Next, "GET http://y/a keep 1 []" + next);
    row("RFC 9112 3.2.2", "an absolute target without Host", "GET http://y/a HTTP/1.1\r\n\r\n",
        "400 missing-host");

    // Host
    row("RFC 9112 3.2", "no Host", "GET / HTTP/1.1\r\n\r\n", "400 missing-host");
    row("RFC 9112 3.2", "no Host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", "GET / close 0 []");
    row("RFC 9112 3.2", "two Hosts", post("Host: y\r\n"), "400 duplicate-host");
    row("RFC 9112 3.2", "the same Host twice", post("Host: x\r\n"), "400 duplicate-host");
    row("RFC 9112 3.2", "two Hosts in a list", "GET / HTTP/1.1\r\nHost: x, y\r\n\r\n",
        "400 bad-host");
    row("RFC 9112 3.2", "Host with a user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", "400 bad-host");
    row("RFC 9112 3.2", "Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "400 bad-host");
    row("RFC 9112 3.2", "Host with a space", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "400 bad-host");
}

void TestSmuggling::seesOneMeaningOrNone()
{
    QFETCH(std::string, input);
    QFETCH(std::string, expected);
    for (std::size_t piece = input.size(); piece > 0; --piece)
        QCOMPARE(QByteArray::fromStdString(parseOutcome(input, piece)),
                 QByteArray::fromStdString(expected));
}

QTEST_GUILESS_MAIN(TestSmuggling)
#include "tst_smuggling.moc"

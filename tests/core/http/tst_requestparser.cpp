// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/http/parseoutcome.h"

#include <QTest>

#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace core;

namespace {

std::string post(const std::string &fields, const std::string &body = {})
{
    return "POST / HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n" + body;
}

} // namespace

class TestRequestParser : public QObject {
    Q_OBJECT

private slots:
    void readsTheSameHoweverItIsCut_data();
    void readsTheSameHoweverItIsCut();
    void readsBrokenBytesTheSameHoweverTheyAreCut();
    void asksForMoreWhenTruncated();
    void readsPipelinedRequestsInOrder();
    void keepsTheHeadVerbatimAndSaysWhereFieldsAre();
    void keepsLimits_data();
    void keepsLimits();
    void saysWhenTheSenderWaitsForContinue();
    void namesThePlaceOfABrokenField();
};

void TestRequestParser::readsTheSameHoweverItIsCut_data()
{
    QTest::addColumn<std::string>("input");
    QTest::addColumn<std::string>("expected");

    const auto row = [](const char *name, const std::string &input, const std::string &expected) {
        QTest::newRow(name) << input << expected;
    };
    row("no body", "GET /a HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a keep 1 []\n");
    row("content length", post("Content-Length: 5\r\n", "hello"), "POST / keep 2 [hello]\n");
    row("chunked", post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"),
        "POST / keep 2 [abcde]\n");
    row("chunked, trailers",
        post("Transfer-Encoding: Chunked\r\n", "3\r\nabc\r\n0\r\nA: b\r\nC: d\r\n\r\n"),
        "POST / keep 2 [abc]\n");
    // Cut after "0\r\nT", this stopped Beast at an assertion.
    row("no chunk but trailers", post("Transfer-Encoding: chunked\r\n", "0\r\nT: r\r\n\r\n"),
        "POST / keep 2 []\n");
    row("connection close", post("Connection: close\r\n"), "POST / close 2 []\n");
    row("HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", "GET / close 0 []\n");
    row("HTTP/1.0 keep-alive", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "GET / keep 1 []\n");
    row("empty line before", "\r\n" + post("Content-Length: 1\r\n", "a"), "POST / keep 2 [a]\n");
    row("absolute target", "GET http://h/p HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET http://h/p keep 1 []\n");
    row("same length twice", post("Content-Length: 1\r\nContent-Length: 1\r\n", "a"),
        "POST / keep 3 [a]\n");
    row("empty value", post("A:\r\n"), "POST / keep 2 []\n");

    // What is no HTTP/1.1 at all. What two readers could take for different requests is in tst_smuggling.
    row("HTTP/9.9", "GET / HTTP/9.9\r\nHost: x\r\n\r\n", "505 http-version\n");
    row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505 http-version\n");
    row("no words", "hello\r\n", "400 bad-method\n");
    row("TLS", std::string("\x16\x03\x01\x02", 4), "400 tls-on-plain-port\n");
    row("control character", std::string("GET /\x01", 6), "400 bad-request-line\n");
    row("two empty lines", "\r\n\r\n", "");
    row("only empty lines", "\r\n\r\n\r\n\r\n\r\n\r\n\r\n", "400 bad-request-line\n");
    row("unknown expectation", post("Expect: miracle\r\n"), "417 unknown-expectation\n");
}

void TestRequestParser::readsTheSameHoweverItIsCut()
{
    QFETCH(std::string, input);
    QFETCH(std::string, expected);
    for (std::size_t piece = input.size(); piece > 0; --piece)
        QCOMPARE(QByteArray::fromStdString(parseOutcome(input, piece)),
                 QByteArray::fromStdString(expected));
}

void TestRequestParser::readsBrokenBytesTheSameHoweverTheyAreCut()
{
    constexpr unsigned Seed = 20261125;
    std::mt19937 random(Seed);
    const auto below = [&random](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    };
    HttpLimits limits;
    limits.requestLineBytes = 60;
    limits.headBytes = 200;
    limits.headerFields = 5;
    limits.bodyBytes = 40;
    limits.chunkLineBytes = 20;
    const std::vector<std::string> seeds{
        post("Content-Length: 5\r\nA: b\r\n", "hello") + "GET /b HTTP/1.1\r\nHost: y\r\n\r\n",
        post("Transfer-Encoding: chunked\r\n",
             "3;a=b\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: r\r\n\r\n"),
        "\r\nPUT /c?d=e HTTP/1.0\r\nConnection: keep-alive\r\nExpect: 100-continue\r\n\r\n"};
    const std::vector<std::string> pieces{"\r",
                                          "\n",
                                          "\r\n",
                                          " ",
                                          ":",
                                          "0",
                                          "\r\n\r\n",
                                          "a",
                                          std::string(1, '\0'),
                                          "\x16",
                                          "\xff",
                                          "Host: z\r\n",
                                          "Content-Length: 3\r\n",
                                          std::string(30, 'x')};
    for (int round = 0; round < 20'000; ++round) {
        std::string input = seeds[below(seeds.size())];
        for (std::size_t change = below(4) + 1; change > 0; --change) {
            const std::size_t at = below(input.size() + 1);
            switch (below(3)) {
            case 0:
                input.erase(at, below(6));
                break;
            case 1:
                input.insert(at, pieces[below(pieces.size())]);
                break;
            default:
                input.insert(at, input.substr(below(input.size() + 1), below(30)));
            }
        }
        const std::string whole = parseOutcome(input, input.size() + 1, limits);
        for (const std::size_t piece : {std::size_t(1), below(40) + 1}) {
            const std::string cut = parseOutcome(input, piece, limits);
            QVERIFY2(cut == whole,
                     qPrintable(
                         QStringLiteral("seed %1, round %2, pieces of %3:\n%4\nwhole: %5\ncut: %6")
                             .arg(Seed)
                             .arg(round)
                             .arg(piece)
                             .arg(QString::fromLatin1(
                                 QByteArray::fromStdString(input).toPercentEncoding("\r\n :/;=?")))
                             .arg(QString::fromStdString(whole))
                             .arg(QString::fromStdString(cut))));
        }
    }
}

void TestRequestParser::asksForMoreWhenTruncated()
{
    for (const std::string &request :
         {post("Content-Length: 5\r\n", "hello"),
          post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\nA: b\r\n\r\n")}) {
        for (std::size_t length = 1; length < request.size(); ++length)
            QCOMPARE(parseOutcome(std::string_view(request).substr(0, length), length), "more\n");
    }
}

void TestRequestParser::readsPipelinedRequestsInOrder()
{
    const std::string input = post("Content-Length: 2\r\n", "ab") +
                              post("Transfer-Encoding: chunked\r\n", "1\r\nc\r\n0\r\n\r\n") +
                              "GET /last HTTP/1.1\r\nHost: x\r\n\r\n";
    for (std::size_t piece = 1; piece <= input.size(); ++piece)
        QCOMPARE(parseOutcome(input, piece),
                 "POST / keep 2 [ab]\nPOST / keep 2 [c]\nGET /last keep 1 []\n");
}

void TestRequestParser::keepsTheHeadVerbatimAndSaysWhereFieldsAre()
{
    const std::string head = "POST /a?b=c HTTP/1.1\r\nHost:x\r\nCE-Id: \t 7 \r\n\r\n";
    const HttpLimits limits;
    RequestParser parser(limits);
    HttpRequest request;
    QCOMPARE(parser.consume(head + "GET", request), head.size());
    QCOMPARE(request.head, head);
    QCOMPARE(request.targetText(), std::string_view("/a?b=c"));
    const HttpField *id = request.find("ce-id");
    QVERIFY(id);
    QCOMPARE(request.text(id->name), std::string_view("CE-Id"));
    QCOMPARE(request.text(id->value), std::string_view("7"));
    QCOMPARE(request.text(id->line), std::string_view("CE-Id: \t 7 "));
}

void TestRequestParser::keepsLimits_data()
{
    QTest::addColumn<std::string>("input");
    QTest::addColumn<std::string>("expected");

    const auto line = [](std::size_t bytes) { // "GET /… HTTP/1.1\r\n" of that length
        return "GET /" + std::string(bytes - 16, 'a') + " HTTP/1.1\r\n";
    };
    const std::string lineLimit = "414 request-line-too-long\n";
    QTest::newRow("request line below") << line(99) + "Host: x\r\n\r\n" << std::string("GET");
    QTest::newRow("request line at") << line(100) + "Host: x\r\n\r\n" << std::string("GET");
    QTest::newRow("request line above") << line(101) + "Host: x\r\n\r\n" << lineLimit;
    // Found by fuzzing: it depended on how the bytes were cut.
    QTest::newRow("request line above, a control character behind the limit")
        << "GET /" + std::string(95, 'a') + "\rb" << lineLimit;
    QTest::newRow("request line above, no end") << "GET /" + std::string(96, 'a') << lineLimit;

    const auto head = [](std::size_t bytes) {
        return "GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(bytes - 32, 'a') + "\r\n\r\n";
    };
    const std::string headLimit = "431 head-too-large\n";
    QTest::newRow("head below") << head(199) << std::string("GET");
    QTest::newRow("head at") << head(200) << std::string("GET");
    QTest::newRow("head above") << head(201) << headLimit;
    QTest::newRow("head above, no end") << head(220).substr(0, 201) << headLimit;

    const auto fields = [](std::size_t count) {
        std::string text = "GET / HTTP/1.1\r\nHost: x\r\n";
        for (std::size_t field = 1; field < count; ++field)
            text += "A: b\r\n";
        return text + "\r\n";
    };
    QTest::newRow("fields below") << fields(7) << std::string("GET");
    QTest::newRow("fields at") << fields(8) << std::string("GET");
    QTest::newRow("fields above") << fields(9) << std::string("431 too-many-headers\n");

    const auto body = [](std::size_t bytes) {
        return post("Content-Length: " + std::to_string(bytes) + "\r\n", std::string(bytes, 'b'));
    };
    QTest::newRow("body below") << body(49) << std::string("POST");
    QTest::newRow("body at") << body(50) << std::string("POST");
    QTest::newRow("body above") << body(51) << std::string("413 body-too-large\n");

    const auto chunks = [](std::size_t bytes) {
        std::string text = post("Transfer-Encoding: chunked\r\n");
        for (std::size_t byte = 0; byte < bytes; ++byte)
            text += "1\r\nb\r\n";
        return text + "0\r\n\r\n";
    };
    QTest::newRow("chunks below") << chunks(49) << std::string("POST");
    QTest::newRow("chunks at") << chunks(50) << std::string("POST");
    QTest::newRow("chunks above") << chunks(51) << std::string("413 body-too-large\n");

    const auto extension = [](std::size_t bytes) { // the unfinished size line has that length
        return post("Transfer-Encoding: chunked\r\n") + "1;" + std::string(bytes - 2, 'e');
    };
    QTest::newRow("chunk line below") << extension(29) << std::string("more");
    QTest::newRow("chunk line at") << extension(30) << std::string("more");
    QTest::newRow("chunk line above") << extension(31) << std::string("400 chunk-line-too-long\n");
}

void TestRequestParser::keepsLimits()
{
    QFETCH(std::string, input);
    QFETCH(std::string, expected);
    HttpLimits limits;
    limits.requestLineBytes = 100;
    limits.headBytes = 200;
    limits.headerFields = 8;
    limits.bodyBytes = 50;
    limits.chunkLineBytes = 30;
    for (const std::size_t piece : {input.size(), std::size_t(1), std::size_t(7)}) {
        const std::string found = parseOutcome(input, piece, limits);
        QVERIFY2(found.starts_with(expected), found.c_str());
    }
}

void TestRequestParser::saysWhenTheSenderWaitsForContinue()
{
    const HttpLimits limits;
    RequestParser parser(limits);
    HttpRequest request;
    const std::string head = post("Content-Length: 2\r\nExpect: 100-continue\r\n");
    QCOMPARE(parser.consume(head, request), head.size());
    QVERIFY(parser.wantsContinue());
    parser.continued();
    QVERIFY(!parser.wantsContinue());
    QCOMPARE(parser.consume("ab", request), std::size_t(2));
    QCOMPARE(parser.state(), RequestParser::State::Complete);
}

void TestRequestParser::namesThePlaceOfABrokenField()
{
    const HttpLimits limits;
    RequestParser parser(limits);
    HttpRequest request;
    const std::string input = post("Good: 1\r\nContent-Length: x\r\n");
    QCOMPARE(parser.consume(input, request), input.size());
    QCOMPARE(parser.state(), RequestParser::State::Failed);
    const Place &place = parser.rejection().place;
    QCOMPARE(place.part, Place::Part::Header);
    QCOMPARE(place.name, std::string("Content-Length"));
    QVERIFY(place.bytes);
    QCOMPARE(request.text(*place.bytes), std::string_view("Content-Length: x"));
}

QTEST_GUILESS_MAIN(TestRequestParser)
#include "tst_requestparser.moc"

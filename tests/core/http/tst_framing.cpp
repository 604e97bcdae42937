// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/requestparser.h"

#include <QTest>

#include <http_parser.h>

#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace core;

namespace {

/// Where a request ends is what a smuggler wants two parsers to disagree about.
struct Framed {
    std::string target;
    std::string body;
    std::size_t end = 0; ///< of it, behind where it began
};

struct Ours {
    Framed framed;
    std::string shown; ///< what http-parser is shown in place of its head
    std::size_t head = 0;
};

void overwrite(std::string &text, std::size_t from, std::size_t to, char with)
{
    text.replace(from, to - from, to - from, with);
}

/// The head of `request` as http-parser takes it. Each change is one thing in which it is stricter than the RFCs, or knows
/// less; none of them moves the end of the head or of the body.
std::string headForThem(const HttpRequest &request)
{
    std::string head = request.head;
    bool hasLength = false;
    for (const HttpField &field : request.fields) {
        const std::string name = QByteArray::fromStdString(std::string(request.text(field.name)))
                                     .toLower()
                                     .toStdString();
        const std::size_t end = field.value.offset + field.value.length;
        // It refuses every field whose name only begins so.
        if (name.starts_with("transfer-encoding") && name.size() > 17)
            head[field.name.offset] = 'X';
        // White space around a value may be a tab (RFC 9110 5.6.3): it refuses one behind a coding.
        overwrite(head, end, field.line.offset + field.line.length, ' ');
        if (name != "content-length")
            continue;
        // The same length again, in the field or in another, may be taken (RFC 9112 6.3); it does not.
        if (std::exchange(hasLength, true))
            head[field.name.offset] = 'X';
        const std::size_t comma = head.find_first_of(", \t", field.value.offset);
        if (comma < end)
            overwrite(head, comma, end, ' ');
    }
    // A method is any word (RFC 9110 9.1) and says nothing about where a request ends; it knows some of them, and sees no
    // request behind CONNECT.
    return head.replace(request.method.offset, request.method.length, "POST");
}

/// The whole requests in `input`, up to the first that is refused or ends the connection.
std::vector<Ours> oursIn(std::string_view input)
{
    const HttpLimits limits;
    RequestParser parser(limits);
    HttpRequest request;
    std::vector<Ours> found;
    std::size_t used = 0;
    std::size_t begun = 0;
    while (used < input.size()) {
        used += parser.consume(input.substr(used), request);
        if (parser.state() != RequestParser::State::Complete)
            break;
        found.push_back({{std::string(request.targetText()), request.body, used - begun},
                         headForThem(request),
                         request.head.size()});
        if (!request.keepAlive) // nothing behind it is read
            break;
        request.clear();
        parser.reset();
        begun = used;
    }
    return found;
}

struct Theirs {
    Framed framed;
    bool isWhole = false;
    http_errno fault = HPE_OK; ///< if it is not whole
};

/// The first request in `input`. Fed byte by byte, so that the byte is known that ended it.
Theirs theirsIn(std::string_view input)
{
    static const http_parser_settings settings = [] {
        http_parser_settings made;
        http_parser_settings_init(&made);
        made.on_url = [](http_parser *parser, const char *at, std::size_t length) {
            static_cast<Theirs *>(parser->data)->framed.target.append(at, length);
            return 0;
        };
        made.on_body = [](http_parser *parser, const char *at, std::size_t length) {
            static_cast<Theirs *>(parser->data)->framed.body.append(at, length);
            return 0;
        };
        made.on_message_complete = [](http_parser *parser) {
            auto *theirs = static_cast<Theirs *>(parser->data);
            theirs->isWhole = true;
            return 0;
        };
        return made;
    }();
    http_parser parser{};
    http_parser_init(&parser, HTTP_REQUEST);
    Theirs theirs;
    parser.data = &theirs;
    for (std::size_t at = 0; at < input.size() && !theirs.isWhole; ++at) {
        http_parser_execute(&parser, &settings, input.data() + at, 1);
        theirs.framed.end = at + 1;
        theirs.fault = HTTP_PARSER_ERRNO(&parser);
        if (theirs.fault != HPE_OK)
            break;
    }
    return theirs;
}

/// What http-parser makes of the request that we found at the start of `input`.
Theirs theirsOf(std::string_view input, const Ours &ours)
{
    const std::size_t head = input.find_first_not_of("\r\n"); // it passes empty lines, too
    std::string shown(input);
    shown.replace(head, ours.head, ours.shown);
    Theirs theirs = theirsIn(shown);
    theirs.framed.end += ours.head - ours.shown.size();
    return theirs;
}

QByteArray shown(std::string_view bytes)
{
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()))
        .toPercentEncoding("\r\n :/;=?,");
}

std::string describe(const Framed &framed)
{
    return framed.target + " [" + shown(framed.body).toStdString() + "] to " +
           std::to_string(framed.end);
}

const std::vector<std::string> Seeds{
    "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"
    "GET /b HTTP/1.1\r\nHost: x\r\n\r\n",
    "POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    "3;a=b\r\nabc\r\n0\r\nT: r\r\n\r\n"
    "GET /d HTTP/1.1\r\nHost: x\r\n\r\n",
    "POST /e HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
    "POST /f HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    "A\r\n0123456789\r\n0\r\n\r\n"
    "PUT /g HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
    "PUT /h HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nhi"
    "GET /i HTTP/1.1\r\nHost: x\r\n\r\n",
};

const std::vector<std::string> Pieces{"\r",
                                      "\n",
                                      "\r\n",
                                      "\r\n\r\n",
                                      " ",
                                      "\t",
                                      "\v",
                                      ":",
                                      ";",
                                      ",",
                                      "\"",
                                      "0",
                                      "00",
                                      "1",
                                      "f",
                                      "x",
                                      "+",
                                      "-",
                                      "_",
                                      std::string(1, '\0'),
                                      "\xff",
                                      "Content-Length: 3\r\n",
                                      "Content-Length: 5\r\n",
                                      "Content-Length: 5, 5\r\n",
                                      "Content-Length : 5\r\n",
                                      "Content-Length:\r\n 5\r\n",
                                      "content-length: 0x5\r\n",
                                      "Content-Length: 18446744073709551617\r\n",
                                      "Transfer-Encoding: chunked\r\n",
                                      "Transfer-Encoding: identity\r\n",
                                      "Transfer-Encoding: chunked, chunked\r\n",
                                      "Transfer-Encoding : chunked\r\n",
                                      "Transfer-Encoding:\vchunked\r\n",
                                      "Transfer-Encoding: gzip, chunked\r\n",
                                      "X: y\n",
                                      " z\r\n",
                                      "Connection: close\r\n",
                                      "Connection: keep-alive\r\n",
                                      "HTTP/1.0",
                                      "10000000000000001\r\n",
                                      "0\r\n\r\n",
                                      "GET /s HTTP/1.1\r\nHost: x\r\n\r\n"};

} // namespace

/// Our parser beside http-parser (that of Node until its version 12), over requests that were changed by chance.
class TestFraming : public QObject {
    Q_OBJECT

private slots:
    void readsWhatTheOtherReads();
    void acceptsNothingThatTheOtherFramesDifferently();
};

void TestFraming::readsWhatTheOtherReads()
{
    for (const std::string &seed : Seeds) {
        std::string_view rest = seed;
        std::size_t requests = 0;
        for (const Ours &ours : oursIn(seed)) {
            QCOMPARE(describe(theirsOf(rest, ours).framed), describe(ours.framed));
            rest.remove_prefix(ours.framed.end);
            ++requests;
        }
        QVERIFY(requests > 1);
        QVERIFY(rest.empty());
    }
}

void TestFraming::acceptsNothingThatTheOtherFramesDifferently()
{
    constexpr unsigned Seed = 20261128;
    std::mt19937 random(Seed);
    const auto below = [&random](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    };
    std::size_t accepted = 0;
    for (int round = 0; round < 50'000; ++round) {
        std::string input = Seeds[below(Seeds.size())];
        for (std::size_t change = below(3) + 1; change > 0; --change) {
            const std::size_t at = below(input.size() + 1);
            switch (below(4)) {
            case 0:
                input.erase(at, below(4) + 1);
                break;
            case 1:
            case 2:
                // At the start of a line, where a field may stand, or anywhere.
                input.insert(below(2) == 0 ? input.find('\n', at) + 1 : at,
                             Pieces[below(Pieces.size())]);
                break;
            default:
                input.insert(at, input.substr(below(input.size() + 1), below(30)));
            }
        }
        std::string_view rest = input;
        for (const Ours &ours : oursIn(input)) {
            const Theirs theirs = theirsOf(rest, ours);
            const std::string fault = theirs.isWhole ? "" : http_errno_name(theirs.fault);
            const std::string seen = describe(theirs.framed) + fault;
            QVERIFY2(seen == describe(ours.framed),
                     ("seed " + std::to_string(Seed) + ", round " + std::to_string(round) + ":\n" +
                      shown(rest).toStdString() + "\nours: " + describe(ours.framed) +
                      "\ntheirs: " + seen)
                         .c_str());
            ++accepted;
            rest.remove_prefix(ours.framed.end);
        }
    }
    QVERIFY(accepted > 10'000); // or it would compare nothing
}

QTEST_GUILESS_MAIN(TestFraming)
#include "tst_framing.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/answerparser.h"

#include <QTest>

#include <string>
#include <utility>
#include <vector>

using namespace core;
using State = AnswerParser::State;

namespace {

/// Its status, body and end alone.
HttpAnswer withoutFields(HttpAnswer answer)
{
    answer.fields.clear();
    return answer;
}

} // namespace

class TestAnswerParser : public QObject {
    Q_OBJECT

private slots:
    void readsAnswersHoweverTheyAreCut_data();
    void readsAnswersHoweverTheyAreCut();
    void tellsTheFieldsOfTheHead();
    void leavesTheNextAnswerInTheInput();
    void takesTheEndForTheEndOfABodyWithoutLength();
    void noticesThatTheEndCameTooEarly_data();
    void noticesThatTheEndCameTooEarly();
    void refusesWhatIsNoAnswer_data();
    void refusesWhatIsNoAnswer();
    void keepsTheLimitOfTheBody_data();
    void keepsTheLimitOfTheBody();
    void keepsTheLimitOfChunkLines_data();
    void keepsTheLimitOfChunkLines();
};

void TestAnswerParser::readsAnswersHoweverTheyAreCut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isLast");
    QTest::newRow("no body") << QByteArray("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
                             << 202 << QByteArray() << false;
    QTest::newRow("204 has none") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << 204
                                  << QByteArray() << false;
    QTest::newRow("body") << QByteArray(
                                 "HTTP/1.1 400 Bad Request\r\nContent-Length: 5\r\n\r\nhello")
                          << 400 << QByteArray("hello") << false;
    QTest::newRow("no phrase") << QByteArray("HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n") << 200
                               << QByteArray() << false;
    QTest::newRow("chunks") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                          "3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nTrailer: 1\r\n\r\n")
                            << 200 << QByteArray("hello") << false;
    // Found by fuzzing: cut inside of the last chunk, this stopped Beast at an assertion.
    QTest::newRow("no chunk but trailers")
        << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "0\r\nT: r\r\n\r\n")
        << 200 << QByteArray() << false;
    QTest::newRow("closing")
        << QByteArray("HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx") << 503
        << QByteArray("x") << true;
    QTest::newRow("HTTP/1.0") << QByteArray("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx") << 200
                              << QByteArray("x") << true;
    QTest::newRow("after interim answers")
        << QByteArray("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
                      "HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok")
        << 202 << QByteArray("ok") << false;
}

void TestAnswerParser::readsAnswersHoweverTheyAreCut()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(bool, isLast);
    const HttpAnswer expected{status, body.toStdString(), isLast};
    const std::string whole = bytes.toStdString();
    for (std::size_t cut = 0; cut < whole.size(); ++cut) {
        AnswerParser parser;
        std::string input = whole.substr(0, cut);
        QCOMPARE(parser.read(input), State::Incomplete);
        input += whole.substr(cut);
        QCOMPARE(parser.read(input), State::Done);
        QVERIFY(input.empty());
        QVERIFY(withoutFields(parser.take()) == expected);
        QVERIFY(!parser.hasBegun());
    }
    AnswerParser parser;
    std::string input;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        input += whole[at];
        QCOMPARE(parser.read(input), at + 1 < whole.size() ? State::Incomplete : State::Done);
    }
    QVERIFY(withoutFields(parser.take()) == expected);
}

void TestAnswerParser::tellsTheFieldsOfTheHead()
{
    AnswerParser parser;
    std::string input = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
                        "HTTP/1.1 200 OK\r\nWebHook-Allowed-Origin:  a.example \r\n"
                        "Transfer-Encoding: chunked\r\nWebHook-Allowed-Origin: *\r\nEmpty:\r\n\r\n"
                        "0\r\nTrailer: 1\r\n\r\n";
    QCOMPARE(parser.read(input), State::Done);
    const std::vector<std::pair<std::string, std::string>> expected{
        {"WebHook-Allowed-Origin", "a.example"},
        {"Transfer-Encoding", "chunked"},
        {"WebHook-Allowed-Origin", "*"},
        {"Empty", ""}};
    QVERIFY(parser.take().fields == expected);
}

void TestAnswerParser::leavesTheNextAnswerInTheInput()
{
    AnswerParser parser;
    std::string input = "HTTP/1.1 202 A\r\nContent-Length: 1\r\n\r\n1HTTP/1.1 400 B\r\n"
                        "Content-Length: 1\r\n\r\n2HTTP/1.1";
    QCOMPARE(parser.read(input), State::Done);
    QVERIFY(withoutFields(parser.take()) == (HttpAnswer{202, "1", false}));
    QCOMPARE(parser.read(input), State::Done);
    QVERIFY(withoutFields(parser.take()) == (HttpAnswer{400, "2", false}));
    QCOMPARE(parser.read(input), State::Incomplete);
}

void TestAnswerParser::takesTheEndForTheEndOfABodyWithoutLength()
{
    AnswerParser parser;
    std::string input = "HTTP/1.1 200 OK\r\n\r\nhello";
    QCOMPARE(parser.read(input), State::Incomplete);
    QCOMPARE(parser.end(), State::Done);
    QVERIFY(withoutFields(parser.take()) == (HttpAnswer{200, "hello", true}));
}

void TestAnswerParser::noticesThatTheEndCameTooEarly_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("in the head") << QByteArray("HTTP/1.1 200 OK\r\nContent-");
    QTest::newRow("in the body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
    QTest::newRow("in a chunk") << QByteArray(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel");
}

void TestAnswerParser::noticesThatTheEndCameTooEarly()
{
    QFETCH(QByteArray, bytes);
    AnswerParser parser;
    std::string input = bytes.toStdString();
    QCOMPARE(parser.read(input), State::Incomplete);
    QVERIFY(parser.hasBegun());
    QCOMPARE(parser.end(), State::Broken);
}

void TestAnswerParser::refusesWhatIsNoAnswer_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a request") << QByteArray("GET / HTTP/1.1\r\n\r\n");
    QTest::newRow("another protocol") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n");
    QTest::newRow("two lengths") << QByteArray(
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx");
    QTest::newRow("a head without end")
        << "HTTP/1.1 200 OK\r\nX: " + QByteArray(AnswerParser::HeadLimit, 'x');
}

void TestAnswerParser::refusesWhatIsNoAnswer()
{
    QFETCH(QByteArray, bytes);
    AnswerParser parser;
    std::string input = bytes.toStdString();
    QCOMPARE(parser.read(input), State::Broken);
}

void TestAnswerParser::keepsTheLimitOfTheBody_data()
{
    QTest::addColumn<std::size_t>("length");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("below") << AnswerParser::BodyLimit - 1 << true;
    QTest::newRow("at") << AnswerParser::BodyLimit << true;
    QTest::newRow("above") << AnswerParser::BodyLimit + 1 << false;
}

void TestAnswerParser::keepsTheLimitOfTheBody()
{
    QFETCH(std::size_t, length);
    QFETCH(bool, isTaken);
    AnswerParser parser;
    std::string input = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(length) +
                        "\r\n\r\n" + std::string(length, 'x');
    QCOMPARE(parser.read(input), isTaken ? State::Done : State::Broken);
}

void TestAnswerParser::keepsTheLimitOfChunkLines_data()
{
    QTest::addColumn<quint64>("bytes"); // of the size line, or of the last chunk, not ended yet
    QTest::addColumn<State>("state");
    QTest::newRow("below") << quint64(AnswerParser::HeadLimit - 1) << State::Incomplete;
    QTest::newRow("at") << quint64(AnswerParser::HeadLimit) << State::Incomplete;
    QTest::newRow("above") << quint64(AnswerParser::HeadLimit + 1) << State::Broken;
}

void TestAnswerParser::keepsTheLimitOfChunkLines()
{
    QFETCH(quint64, bytes);
    QFETCH(State, state);
    for (const std::string start : {"1;", "0\r\nT: "}) {
        AnswerParser parser;
        std::string input = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        QCOMPARE(parser.read(input), State::Incomplete);
        input = start + std::string(bytes - start.size(), 'x');
        QCOMPARE(parser.read(input), state);
    }
}

QTEST_GUILESS_MAIN(TestAnswerParser)
#include "tst_answerparser.moc"

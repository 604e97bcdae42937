// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/credentials.h"
#include "core/http/requestparser.h"

#include <QTest>

#include <string>

using namespace core;

class TestCredentials : public QObject {
    Q_OBJECT

private slots:
    void replacesByLength_data();
    void replacesByLength();
    void leavesEverythingElseAlone();
    void keepsTheRangesRight();
    void findsThemInWhateverIsLeftOfAHead();
    void findsThemInBrokenHeads_data();
    void findsThemInBrokenHeads();
};

void TestCredentials::replacesByLength_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("stored");

    const auto row = [](const char *name, const char *line, const char *stored) {
        QTest::newRow(name) << QByteArray(line) << QByteArray(stored);
    };
    row("bearer", "Authorization: Bearer 0123456789abcdef", "Authorization: (23 bytes removed)");
    row("lower case", "authorization:Basic dTpw", "authorization:(10 bytes removed)");
    row("proxy", "Proxy-Authorization: x", "Proxy-Authorization: (1 byte removed)");
    row("cookie", "Cookie: a=b; c=d", "Cookie: (8 bytes removed)");
    row("empty", "Authorization:", "Authorization:");
    row("user in a URL", "Referer: http://user:word@host/a@b",
        "Referer: http://(9-bytes-removed)@host/a@b");
    row("token in a URL", "Referer: http://host/?access_token=abc",
        "Referer: http://host/?access_token=(3-bytes-removed)");
    row("removed before", "Authorization: (23 bytes removed)", "Authorization: (23 bytes removed)");
    row("one byte removed before", "Cookie: (1 byte removed)", "Cookie: (1 byte removed)");
    row("removed before from a URL", "Referer: http://(9-bytes-removed)@host/a",
        "Referer: http://(9-bytes-removed)@host/a");
    row("no number of bytes", "Cookie: (all bytes removed)", "Cookie: (19 bytes removed)");
    row("more than that", "Cookie: (1 byte removed) or not", "Cookie: (23 bytes removed)");
    row("passed on by a proxy", "X-Forwarded-Authorization: Bearer x",
        "X-Forwarded-Authorization: (8 bytes removed)");
    row("key of Event Grid", "aeg-sas-key: 0123", "aeg-sas-key: (4 bytes removed)");
    row("token of Event Grid", "AEG-SAS-Token: r=1&e=2&s=3", "AEG-SAS-Token: (11 bytes removed)");
    row("another field", "X-Authorization-Kind: Bearer", "X-Authorization-Kind: Bearer");
    row("an attribute", "ce-source: http://user:word@host/", "ce-source: http://user:word@host/");
}

void TestCredentials::replacesByLength()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, stored);
    const auto around = [](const QByteArray &text) {
        return "POST / HTTP/1.1\r\nHost: x\r\n" + text.toStdString() + "\r\nA: b\r\n\r\n";
    };
    const HttpLimits limits;
    RequestParser parser(limits);
    HttpRequest request;
    const std::string head = around(line);
    QCOMPARE(parser.consume(head, request), head.size());
    removeCredentials(request);
    QCOMPARE(QByteArray::fromStdString(request.head), QByteArray::fromStdString(around(stored)));
    QCOMPARE(request.value("a"), std::string_view("b"));
}

void TestCredentials::leavesEverythingElseAlone()
{
    const std::string head = "POST /mail@host?xaccess_token=1&q=a@b HTTP/1.1\r\n"
                             "Host: x\r\nAuthorization-Info: secret\r\n\r\n";
    QCOMPARE(findCredentials(head).size(), std::size_t(0));
}

void TestCredentials::keepsTheRangesRight()
{
    const std::string head =
        "POST http://u:p@h/?a=1&access_token=sesame&b=2 HTTP/1.1\r\nHost: h\r\n"
        "Cookie: a=b\r\nce-id: 7\r\n\r\n";
    const HttpLimits limits;
    RequestParser parser(limits);
    HttpRequest request;
    QCOMPARE(parser.consume(head, request), head.size());
    ByteRange place = request.find("ce-id")->line;
    removeCredentials(request, &place);
    QCOMPARE(request.methodText(), std::string_view("POST"));
    QCOMPARE(
        request.targetText(),
        std::string_view("http://(3-bytes-removed)@h/?a=1&access_token=(6-bytes-removed)&b=2"));
    QCOMPARE(request.value("cookie"), std::string_view("(3 bytes removed)"));
    QCOMPARE(request.value("ce-id"), std::string_view("7"));
    QCOMPARE(request.text(place), std::string_view("ce-id: 7"));
}

void TestCredentials::findsThemInWhateverIsLeftOfAHead()
{
    const std::string head =
        "\r\nPOST /?access_token=sesame HTTP/1.1\r\nHost: x\r\n"
        "Authorization : Bearer\r\n sesame\r\nCookie: sesame\nCookie\tsesame\r\n"
        "proxy-authorization:sesame";
    for (std::size_t length = 1; length <= head.size(); ++length) {
        HttpRequest request;
        request.head = head.substr(0, length);
        removeCredentials(request);
        QVERIFY2(request.head.find("ses") == std::string::npos, request.head.c_str());
    }
}

/// Heads that are refused and kept: their fields are known up to what is broken, or not at all.
void TestCredentials::findsThemInBrokenHeads_data()
{
    QTest::addColumn<QByteArray>("head");
    const auto row = [](const char *name, const std::string &line, const std::string &more = {}) {
        QTest::newRow(name) << QByteArray::fromStdString("POST / HTTP/1.1\r\nHost: x\r\n" + line +
                                                         "\r\n" + more + "\r\n");
    };
    const std::string bearer = "Authorization: Bearer sesame";
    row("behind a broken name", "bro ken: x\r\n" + bearer);
    row("behind a broken value", "A: \x01\r\n" + bearer);
    row("behind a bad length", "Content-Length: x\r\n" + bearer);
    row("behind a second length", "Content-Length: 1\r\nContent-Length: 2\r\n" + bearer);
    row("behind a folded field", "A: b\r\n c\r\n" + bearer);
    row("folded", "A: b\r\n " + bearer);
    row("folded with a tab", "A: b\r\n\t" + bearer);
    row("and its folded rest", "Cookie: a\r\n sesame");
    row("as the first field", bearer, "A : b\r\n");
    row("behind a bare carriage return", "A: b\r" + bearer);
    row("behind a bare line feed", "A: b\n" + bearer);
    row("behind a control character", "\x01" + bearer);
    row("a control character behind the name", "Authorization\x01: Bearer sesame");
    row("no colon", "Authorization Bearer sesame");
    row("Host with user information", "A: b\r\nHost: me:sesame@here");
    QTest::newRow("folded behind the request line")
        << QByteArray::fromStdString("POST / HTTP/1.1\r\n " + bearer + "\r\n\r\n");
    QTest::newRow("target of CONNECT")
        << QByteArray("CONNECT me:sesame@here:80 HTTP/1.1\r\nHost: me:sesame@here:80\r\n\r\n");
}

void TestCredentials::findsThemInBrokenHeads()
{
    QFETCH(QByteArray, head);
    const HttpLimits limits;
    RequestParser parser(limits);
    HttpRequest request;
    [[maybe_unused]] const std::size_t used = parser.consume(head.toStdString(), request);
    QCOMPARE(parser.state(), RequestParser::State::Failed);
    const std::string detail = parser.rejection().detail + parser.rejection().title;
    removeCredentials(request);
    QVERIFY2(request.head.find("sesame") == std::string::npos, request.head.c_str());
    QVERIFY2(detail.find("sesame") == std::string::npos, detail.c_str());
}

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"

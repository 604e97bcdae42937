// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/requestparser.h"
#include "core/http/credentials.h"

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

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"

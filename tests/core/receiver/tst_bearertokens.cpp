// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/requestparser.h"
#include "core/receiver/bearertokens.h"

#include <QTest>

#include <string>

using namespace core;

namespace {

BearerTokens tokens(const std::string &text)
{
    return BearerTokens::fromText(text).value();
}

/// The rule that keeps it out; empty: it comes in.
QByteArray ruleFor(const std::string &target, const std::string &fields,
                   const BearerTokens &opening)
{
    const HttpLimits limits;
    RequestParser parser(limits);
    HttpRequest request;
    const std::string bytes = "POST " + target + " HTTP/1.1\r\nHost: here\r\n" + fields + "\r\n";
    if (parser.consume(bytes, request) != bytes.size() ||
        parser.state() != RequestParser::State::Complete)
        return "the test is wrong";
    const auto why = refuseStranger(request, opening);
    if (why && why->status != 401)
        return "no 401";
    return why ? QByteArray::fromStdString(why->rule) : QByteArray();
}

} // namespace

class TestBearerTokens : public QObject {
    Q_OBJECT

private slots:
    void readsOneALine_data();
    void readsOneALine();
    void saysWhatIsNoToken_data();
    void saysWhatIsNoToken();
    void opensToTheBearer_data();
    void opensToTheBearer();
    void opensToEverybodyWithoutTokens();
    void repeatsNoSecretInWords();
};

void TestBearerTokens::readsOneALine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::newRow("no line end") << QByteArray("one") << QByteArray("one") << QByteArray();
    QTest::newRow("one line") << QByteArray("one\n") << QByteArray("one") << QByteArray();
    QTest::newRow("two") << QByteArray("one\ntwo\n") << QByteArray("one") << QByteArray("two");
    QTest::newRow("from elsewhere")
        << QByteArray("\r\none \r\n\r\ntwo") << QByteArray("one") << QByteArray("two");
    QTest::newRow("at the limit") << QByteArray(int(BearerTokens::MostBytes), 'a')
                                  << QByteArray(int(BearerTokens::MostBytes), 'a') << QByteArray();
    QTest::newRow("as many as may be")
        << QByteArray("one\ntwo\n") + QByteArray("x\n").repeated(int(BearerTokens::MostTokens) - 2)
        << QByteArray("one") << QByteArray("two");
}

void TestBearerTokens::readsOneALine()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    const std::string file = text.toStdString();
    const BearerTokens found = tokens(file);
    QVERIFY(found.contains(first.toStdString()));
    QCOMPARE(BearerTokens::firstIn(file).value(), std::string_view(first.toStdString()));
    QCOMPARE(found.contains(second.toStdString()), !second.isEmpty());
    QVERIFY(!found.contains("on"));
    QVERIFY(!found.contains("onee"));
    QVERIFY(!found.contains(""));
}

void TestBearerTokens::saysWhatIsNoToken_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("nothing") << QByteArray() << QByteArray("no token");
    QTest::newRow("empty lines") << QByteArray("\n \r\n") << QByteArray("no token");
    QTest::newRow("two words") << QByteArray("one\nse same\n") << QByteArray("token 2");
    QTest::newRow("control") << QByteArray("se\tsame") << QByteArray("visible");
    QTest::newRow("not ASCII") << QByteArray("s\xc3\xa9same") << QByteArray("visible");
    QTest::newRow("too long") << QByteArray(int(BearerTokens::MostBytes) + 1, 'a')
                              << QByteArray("4096 bytes");
    QTest::newRow("too many") << QByteArray("x\n").repeated(int(BearerTokens::MostTokens) + 1)
                              << QByteArray("at most 16");
}

void TestBearerTokens::saysWhatIsNoToken()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, said);
    const std::string file = text.toStdString();
    const auto found = BearerTokens::fromText(file);
    QVERIFY(!found);
    QVERIFY2(found.error().detail.find(said.toStdString()) != std::string::npos,
             found.error().detail.c_str());
    QVERIFY(found.error().detail.find("same") == std::string::npos);
    QVERIFY(!BearerTokens::firstIn(file));
}

void TestBearerTokens::opensToTheBearer_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("rule");
    const auto row = [](const char *tag, const char *target, const char *fields, const char *rule) {
        QTest::newRow(tag) << QByteArray(target) << QByteArray(fields) << QByteArray(rule);
    };
    row("token", "/", "Authorization: Bearer sesame\r\n", "");
    row("any case of the scheme", "/", "authorization:  bEARER   sesame  \r\n", "");
    row("the other token", "/", "Authorization: Bearer open=\r\n", "");
    row("in the query", "/a?b=1&access_token=sesame&c", "", "");
    row("encoded in the query", "/?access_token=ses%61me", "", "");
    row("encoded equals sign", "/?access_token=open%3D", "", "");
    row("nothing", "/", "", "token-missing");
    row("only the scheme", "/", "Authorization: Bearer\r\n", "token-missing");
    row("another scheme", "/", "Authorization: Basic sesame\r\n", "token-missing");
    row("scheme and token in one word", "/", "Authorization: Bearersesame\r\n", "token-missing");
    row("the token alone", "/", "Authorization: sesame\r\n", "token-missing");
    row("twice", "/", "Authorization: Bearer sesame\r\nAuthorization: Bearer sesame\r\n",
        "token-missing");
    row("wrong", "/", "Authorization: Bearer sesamE\r\n", "token-wrong");
    row("shorter", "/", "Authorization: Bearer sesam\r\n", "token-wrong");
    row("longer", "/", "Authorization: Bearer sesamee\r\n", "token-wrong");
    row("two at once", "/", "Authorization: Bearer sesame, open=\r\n", "token-wrong");
    row("wrong in the query", "/?access_token=sesam", "", "token-wrong");
    row("the field counts, not the query", "/?access_token=sesame",
        "Authorization: Bearer wrong\r\n", "token-wrong");
    row("another parameter", "/?my_access_token=sesame", "", "token-missing");
    row("not in the path", "/access_token=sesame", "", "token-missing");
    row("in another field", "/", "X-Authorization: Bearer sesame\r\n", "token-missing");
    row("escape cut off", "/?access_token=sesame%", "", "token-wrong");
    row("escape that is none", "/?access_token=ses%6gme", "", "token-wrong");
}

void TestBearerTokens::opensToTheBearer()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, rule);
    QCOMPARE(ruleFor(target.toStdString(), fields.toStdString(), tokens("sesame\nopen=\n")), rule);
}

void TestBearerTokens::opensToEverybodyWithoutTokens()
{
    QVERIFY(BearerTokens().isEmpty());
    QCOMPARE(ruleFor("/", "", {}), QByteArray());
    QCOMPARE(ruleFor("/", "Authorization: Bearer x\r\n", {}), QByteArray());
}

void TestBearerTokens::repeatsNoSecretInWords()
{
    HttpRequest request;
    request.head = "Authorization: Bearer sesame";
    request.fields.push_back({{0, 13}, {15, 13}, {0, 28}});
    const auto why = refuseStranger(request, tokens("other"));
    QVERIFY(why);
    for (const std::string &text : {why->title, why->detail, why->fix, why->place.name})
        QVERIFY(text.find("sesame") == std::string::npos);
    QCOMPARE(challengeLine(*why),
             std::string_view(
                 "WWW-Authenticate: Bearer realm=\"eventscope\", error=\"invalid_token\"\r\n"));
}

QTEST_GUILESS_MAIN(TestBearerTokens)
#include "tst_bearertokens.moc"

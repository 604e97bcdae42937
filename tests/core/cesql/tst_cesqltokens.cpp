// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/tokens.h"

#include <QtTest/QtTest>

#include <array>
#include <string>

using namespace core::cesql;

class TestCesqlTokens : public QObject {
    Q_OBJECT
private slots:
    void takesTextsApart_data();
    void takesTextsApart();
    void tokensLieInOrderInsideOfAnyText();
    void findsTheTokenAtACursor_data();
    void findsTheTokenAtACursor();
    void undoesOnlyTheEnclosingQuote_data();
    void undoesOnlyTheEnclosingQuote();
    void writesTextsAsTokens_data();
    void writesTextsAsTokens();
    void saysWhichTextsHaveNoToken_data();
    void saysWhichTextsHaveNoToken();
};

namespace {

constexpr std::array Names{"name", "function", "int",  "str",    "TRUE",    "FALSE", "AND", "OR",
                           "XOR",  "NOT",      "LIKE", "EXISTS", "IN",      "(",     ")",   ",",
                           "*",    "/",        "%",    "+",      "-",       "=",     "!=",  "<",
                           "<=",   ">",        ">=",   "open",   "unknown", "end"};

/// `name:type =:= str:'x'`, without the end.
QString toText(std::string_view text)
{
    QStringList parts;
    for (const Token &token : tokensOf(text)) {
        if (token.kind == TokenKind::End)
            break;
        const std::string_view own = text.substr(token.place.offset, token.place.length);
        parts << QString::fromLatin1(Names.at(static_cast<std::size_t>(token.kind))) + u':' +
                     QString::fromUtf8(own.data(), qsizetype(own.size()));
    }
    return parts.join(u' ');
}

} // namespace

void TestCesqlTokens::takesTextsApart_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("tokens");
    const auto row = [](const char *name, const char *text, const char *tokens) {
        QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(tokens);
    };
    row("nothing", "", "");
    row("white space", " \t\r\n", "");
    row("comparison", "type='x'", "name:type =:= str:'x'");
    row("keywords of any case", "aNd or XOR Not like EXISTS in True FALSE",
        "AND:aNd OR:or XOR:XOR NOT:Not LIKE:like EXISTS:EXISTS IN:in TRUE:True FALSE:FALSE");
    row("keywords end where words end", "android ins", "name:android name:ins");
    row("name with digits", "1st 5abc x1", "name:1st name:5abc name:x1");
    row("digits are an integer", "007", "int:007");
    row("sign belongs to digits", "-1 +1 - 1", "int:-1 int:+1 -:- int:1");
    row("longest match", "4-1", "int:4 int:-1");
    row("minus of minus", "--10", "-:- int:-10");
    row("sign before letters", "-x", "-:- name:x");
    row("sign, digits, letters", "-5abc", "int:-5 name:abc");
    row("function with underscore", "CONCAT_WS(", "function:CONCAT_WS (:(");
    row("underscore and digit", "a_1 1_a _a", "unknown:a_1 unknown:1_a unknown:_a");
    row("comparisons", "= != <> < <= > >=", "=:= !=:!= !=:<> <:< <=:<= >:> >=:>=");
    row("arithmetic", "+ - * / %", "+:+ -:- *:* /:/ %:%");
    row("what others write", "== && || & | ! => =<",
        "unknown:== unknown:&& unknown:|| unknown:& unknown:| unknown:! unknown:=> unknown:=<");
    row("other quote inside", R"('a"b' "a'b")", R"(str:'a"b' str:"a'b")");
    row("escaped quote", R"('a\'b' "a\"b")", R"(str:'a\'b' str:"a\"b")");
    row("escaped backslash before the quote", R"('a\\' x)", R"(str:'a\\' name:x)");
    row("doubled quote", "'a''b'", "str:'a''b'");
    row("line feed in a text", "'a\nb'", "str:'a\nb'");
    row("no end", "a = 'b", "name:a =:= open:'b");
    row("escaped end", R"('b\')", R"(open:'b\')");
    row("doubled end", "'b''", "open:'b''");
    row("lone backslash at the end", R"('b\)", R"(open:'b\)");
    row("outside of ASCII", "type = “x”", "name:type =:= unknown:“ name:x unknown:”");
    row("other white space is none", "a\xC2\xA0", "name:a unknown:\xC2\xA0");
}

void TestCesqlTokens::takesTextsApart()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, tokens);
    QCOMPARE(toText(text.toStdString()), tokens);
}

void TestCesqlTokens::tokensLieInOrderInsideOfAnyText()
{
    std::string text = "a_1 '\\'' \x80\xFF ==!<>=<-5abc\"";
    for (std::size_t shift = 0; shift < text.size(); ++shift) {
        std::rotate(text.begin(), text.begin() + 1, text.end());
        std::uint32_t at = 0;
        const std::vector<Token> tokens = tokensOf(text);
        for (const Token &token : tokens) {
            QVERIFY(token.place.offset >= at);
            at = token.place.offset + token.place.length;
            QVERIFY(at <= text.size());
            QCOMPARE(token.kind == TokenKind::End, token.place.length == 0);
        }
        QCOMPARE(tokens.back(), (Token{TokenKind::End, {std::uint32_t(text.size()), 0}}));
    }
}

void TestCesqlTokens::findsTheTokenAtACursor_data()
{
    QTest::addColumn<QByteArray>("text"); // | is the cursor
    QTest::addColumn<QByteArray>("token");
    const auto row = [](const char *text, const char *token) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(token);
    };
    row("|", "");
    row("|type", "type");
    row("ty|pe", "type");
    row("type|", "type");
    row("type| = 1", "type");
    row("type |= 1", "=");
    row("type  |  = 1", "");
    row("type|=1", "type");
    row("(|type", "(");
    row("a = 'x y|", "'x y");
    row("a   |", "");
}

void TestCesqlTokens::findsTheTokenAtACursor()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, token);
    const auto cursor = static_cast<std::uint32_t>(text.indexOf('|'));
    text.remove(text.indexOf('|'), 1);
    const std::vector<Token> tokens = tokensOf(text.toStdString());
    const Token *found = tokenAt(tokens, cursor);
    QCOMPARE(found != nullptr, !token.isEmpty());
    if (found)
        QCOMPARE(text.mid(found->place.offset, found->place.length), token);
}

void TestCesqlTokens::undoesOnlyTheEnclosingQuote_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *token, const char *text) {
        QTest::newRow(token) << QByteArray(token) << QByteArray(text);
    };
    row("''", "");
    row("'abc'", "abc");
    row(R"('a\'b')", "a'b");
    row(R"("a\"b")", "a\"b");
    row(R"('a\"b')", R"(a\"b)");
    row(R"("a\'b")", R"(a\'b)");
    row(R"('ab\c')", R"(ab\c)");
    row(R"('\%\_')", R"(\%\_)");
    row(R"('a\\')", R"(a\\)");
    row(R"('a\\\'')", R"(a\\')");
    row("'it''s'", "it''s");
}

void TestCesqlTokens::undoesOnlyTheEnclosingQuote()
{
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(stringOfToken(token.toStdString())), text);
}

void TestCesqlTokens::writesTextsAsTokens_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("token");
    const auto row = [](const char *text, const char *token) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(token);
    };
    row("", "''");
    row("abc", "'abc'");
    row("it's", R"("it's")");
    row("say \"x\"", R"('say "x"')");
    row("it's \"x\"", R"('it\'s "x"')");
    row("it''s", R"("it''s")");
    row(R"(a\b)", R"('a\b')");
    row(R"(a\'b)", R"("a\'b")");
    row(R"(a\"b)", R"('a\"b')");
    row(R"(a\\)", R"('a\\')");
}

void TestCesqlTokens::writesTextsAsTokens()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, token);
    const auto written = tokenOfString(text.toStdString());
    QVERIFY(written.has_value());
    QCOMPARE(QByteArray::fromStdString(*written), token);
}

void TestCesqlTokens::saysWhichTextsHaveNoToken_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {R"(a\)", R"(\'\")", R"(\\\)"})
        QTest::newRow(text) << QByteArray(text);
}

void TestCesqlTokens::saysWhichTextsHaveNoToken()
{
    QFETCH(QByteArray, text);
    QVERIFY(!tokenOfString(text.toStdString()).has_value());
}

QTEST_GUILESS_MAIN(TestCesqlTokens)
#include "tst_cesqltokens.moc"

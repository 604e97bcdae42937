// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/parser.h"

#include <QtTest/QtTest>

#include <string>

using namespace core::cesql;

/// What a person reads whose expression does not parse, and where the bar underlines it.
class TestSyntaxError : public QObject {
    Q_OBJECT
private slots:
    void namesThePlaceAndTheRemedy_data();
    void namesThePlaceAndTheRemedy();
    void everyTruncationIsAnsweredInside();
};

void TestSyntaxError::namesThePlaceAndTheRemedy_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<SyntaxRule>("rule");
    QTest::addColumn<int>("at");
    QTest::addColumn<QByteArray>("found");
    QTest::addColumn<QByteArray>("words"); // of the sentence
    const auto row = [](const char *text, SyntaxRule rule, int at, const char *found,
                        const char *words) {
        QTest::newRow(text) << QByteArray(text) << rule << at << QByteArray(found)
                            << QByteArray(words);
    };
    using enum SyntaxRule;
    row("", Empty, 0, "", "type = 'com.example.order'");
    row(" \n ", Empty, 3, "", "no expression");
    row("a\xFF", NotUtf8, 1, "\xFF", "UTF-8");
    row("type == 'x'", DoubledEquals, 5, "==", "one =");
    row("a =< 1", ReversedComparison, 2, "=<", "written <=.");
    row("a => 1", ReversedComparison, 2, "=>", "written >=.");
    row("a && b", AmpersandForAnd, 2, "&&", "AND");
    row("a & b", AmpersandForAnd, 2, "&", "AND");
    row("a || b", BarForOr, 2, "||", "OR");
    row("a | b", BarForOr, 2, "|", "OR");
    row("!a", ExclamationForNot, 0, "!", "NOT");
    row("a ! b", ExclamationForNot, 2, "!", "!=");
    row("a = ‘x’", CurvedQuote, 4, "‘", "straight quotes");
    row("a = “x”", CurvedQuote, 4, "“", "straight quotes");
    row("a = 'x", UnfinishedString, 4, "'x", "put ' behind it");
    row("a = \"x", UnfinishedString, 4, "\"x", "put \" behind it");
    row("a LIKE 'x", UnfinishedString, 7, "'x", "does not end");
    row("a > 1.5", Fraction, 5, ".", "'1.5'");
    row("data.total > 1", DottedName, 4, ".", "DATA('/path/to/it')");
    row("my_ext = 1", UnderscoreInName, 0, "my_ext", "letters and digits");
    row("EXISTS my_ext", UnderscoreInName, 7, "my_ext", "underscore");
    row("my_1 = 1", UnderscoreInName, 0, "my_1", "underscore");
    row("a # b", UnknownCharacter, 2, "#", "\"#\"");
    row("a =", NoOperand, 3, "", "and not the end");
    row("a = )", NoOperand, 4, ")", "A value was expected");
    row("a AND OR b", NoOperand, 6, "OR", "A value was expected");
    row("f(a,)", NoOperand, 4, ")", "A value was expected");
    row("* 2", NoOperand, 0, "*", "A value was expected");
    row("a b", NoOperator, 2, "b", "An operator was expected before \"b\"");
    row("a 'b'", NoOperator, 2, "'b'", "operator");
    row("kindAND EXISTS a", NoOperator, 8, "EXISTS", "operator");
    row("(a b)", NoOperator, 3, "b", "operator");
    row("(a, b)", NoOperator, 2, ",", "operator");
    row("4-1", SignBelongsToNumber, 1, "-1", "- 1");
    row("4 +1", SignBelongsToNumber, 2, "+1", "+ 1");
    row("a-1 = 2", SignBelongsToNumber, 1, "-1", "space behind the sign");
    row("(4)-1", SignBelongsToNumber, 3, "-1", "space");
    row("2147483648", IntegerTooLarge, 0, "2147483648", "2147483647");
    row("a = -2147483649", IntegerTooLarge, 4, "-2147483649", "-2147483648");
    row("99999999999999999999", IntegerTooLarge, 0, "99999999999999999999", "quotes");
    row("like = 'x'", KeywordAsName, 0, "like", "word of the language");
    row("a = 1 AND in LIKE 'x'", KeywordAsName, 10, "in", "word of the language");
    row("EXISTS true", KeywordAsName, 7, "true", "word of the language");
    row("EXISTS", NoAttributeName, 6, "", "behind EXISTS");
    row("EXISTS (a)", NoAttributeName, 7, "(", "behind EXISTS");
    row("EXISTS 5", NoAttributeName, 7, "5", "behind EXISTS");
    row("a LIKE b", NoPattern, 7, "b", "pattern in quotes");
    row("a LIKE 123", NoPattern, 7, "123", "pattern in quotes");
    row("a LIKE ('x')", NoPattern, 7, "(", "pattern in quotes");
    row("a IN 'x'", NoSet, 5, "'x'", "('a', 'b')");
    row("a IN ()", EmptySet, 6, ")", "At least one");
    row("a NOT = b", NoLikeOrIn, 6, "=", "LIKE or IN");
    row("a AND b NOT", NoLikeOrIn, 11, "", "LIKE or IN");
    row("(a = 1", NoClosing, 6, "", "the ( at character 1");
    row("a AND f(b, (c)", NoClosing, 14, "", "the ( at character 8");
    row("a IN (1, 2", NoClosing, 10, "", "the ( at character 6");
    row("EXISTS a (b)", NoOperator, 9, "(", "operator");
    row("a)", NoOpening, 1, ")", "closes nothing");
    row("f1(a)", DigitInFunction, 0, "f1", "letters and underscores");
    row("DATA(type) = 1", NoLiteral, 5, "type", "text in quotes");
    row("DATA(5)", NoLiteral, 5, "5", "text in quotes");
    row("SUM(CONCAT('/a'))", NoLiteral, 4, "CONCAT('/a')", "text in quotes");
    row("TEXT(subject)", NoLiteral, 5, "subject", "text in quotes");
    row("FINDING(TRUE)", NoLiteral, 8, "TRUE", "text in quotes");
    row("NOT FINDING('nope')", NoFinding, 12, "'nope'",
        "expected, 'duplicate' or 'same data', and not \"'nope'\"");
    row("FINDING('Duplicate')", NoFinding, 8, "'Duplicate'", "'duplicate' or");
    row("a = 1 AND DATA('total') > 1", NoJsonPointer, 15, "'total'", "starts with /");
    row("SUM('/a~2')", NoJsonPointer, 4, "'/a~2'", "~0");
    row("f_1(a)", DigitInFunction, 0, "f_1", "letters and underscores");
}

void TestSyntaxError::namesThePlaceAndTheRemedy()
{
    QFETCH(QByteArray, text);
    QFETCH(SyntaxRule, rule);
    QFETCH(int, at);
    QFETCH(QByteArray, found);
    QFETCH(QByteArray, words);
    const auto parsed = parse(text.toStdString());
    QVERIFY(!parsed);
    const SyntaxError &why = parsed.error();
    const std::string message = why.message();
    QVERIFY2(why.rule == rule, message.c_str());
    QCOMPARE(int(why.place.offset), at);
    QCOMPARE(text.mid(at, qsizetype(why.place.length)), found);
    QVERIFY2(message.find(words.toStdString()) != std::string::npos, message.c_str());
    QVERIFY2(message.ends_with('.'), message.c_str());
}

void TestSyntaxError::everyTruncationIsAnsweredInside()
{
    const std::string whole =
        "NOT (a LIKE 'x\\'y') AND f(b, -1) IN (\"c\", (d + 2147483647)) <> EXISTS größe OR '日本'";
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto parsed = parse(std::string_view(whole).substr(0, length));
        if (parsed)
            continue;
        const SyntaxError &why = parsed.error();
        QVERIFY(std::size_t(why.place.offset) + why.place.length <= length);
        QVERIFY(!why.message().empty());
    }
}

QTEST_GUILESS_MAIN(TestSyntaxError)
#include "tst_syntaxerror.moc"

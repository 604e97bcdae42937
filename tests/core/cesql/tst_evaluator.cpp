// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/cesql/cesqltest.h"

#include <QtTest/QtTest>

#include <string>

using namespace core::cesql;
using namespace cesqltest;

/// CESQL 1.0 beyond its TCK: the requirements of §6, by section.
class TestEvaluator : public QObject {
    Q_OBJECT
private slots:
    void evaluates_data();
    void evaluates();
    void readsAttributesByTheirVersion_data();
    void readsAttributesByTheirVersion();
    void evaluatesAPart();
    void passesOnlyTrueWithoutErrors_data();
    void passesOnlyTrueWithoutErrors();
    void borrowsTexts();
    void evaluatesTheDeepestAndTheLongest();
    void boundsTheTextsThatItMakes_data();
    void boundsTheTextsThatItMakes();
};

void TestEvaluator::evaluates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *text, const char *value) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(value);
    };
    // §6.2: AND, OR and XOR from left to right.
    row("false AND true OR true", "TRUE");
    row("true OR true AND false", "FALSE");
    row("true XOR true OR true", "TRUE");
    row("true XOR (true OR true)", "FALSE");
    row("NOT flag AND flag", "FALSE");
    row("NOT (flag AND FALSE)", "TRUE");
    row("NOT type LIKE 't%'", "FALSE cast");
    row("- - 2 * 3", "6");
    row("2 + 3 * 4 - 10 / 3 % 2", "13");
    row("1 < 2 = TRUE", "TRUE");

    // §6.3: casts.
    row("STRING(-5)", "'-5'");
    row("STRING(TRUE)", "'true'");
    row("STRING(flag)", "'true'");
    row("BOOL(0)", "FALSE");
    row("BOOL(-1)", "TRUE");
    row("BOOL('tRuE')", "TRUE");
    row("BOOL('FALSE')", "FALSE");
    row("BOOL('1')", "FALSE cast");
    row("BOOL('')", "FALSE cast");
    row("BOOL(' true')", "FALSE cast");
    row("INT('+12')", "12");
    row("INT('-012')", "-12");
    row("INT('2147483647')", "2147483647");
    row("INT('-2147483648')", "-2147483648");
    row("INT('2147483648')", "0 cast");
    row("INT('-2147483649')", "0 cast");
    row("INT('')", "0 cast");
    row("INT('+')", "0 cast");
    row("INT('-')", "0 cast");
    row("INT('+-1')", "0 cast");
    row("INT('--1')", "0 cast");
    row("INT(' 1')", "0 cast");
    row("INT('1 ')", "0 cast");
    row("INT('1.0')", "0 cast");
    row("INT('1e3')", "0 cast");
    row("INT('0x10')", "0 cast");
    row("INT('٣')", "0 cast");
    row("INT(TRUE)", "1");
    row("INT(FALSE)", "0");
    row("IS_INT('5')", "TRUE");
    row("IS_INT('five')", "FALSE");
    row("IS_INT(TRUE)", "TRUE");
    row("IS_BOOL('yes')", "FALSE");
    row("IS_BOOL('False')", "TRUE");
    row("IS_BOOL(3)", "TRUE");
    row("IS_INT(missing)", "FALSE missingAttribute");
    // = casts the left side to the kind of the right one.
    row("true = 'TRUE'", "FALSE");
    row("'TRUE' = true", "TRUE");
    row("true = 1", "TRUE");
    row("1 = true", "TRUE");
    row("2 = true", "TRUE");
    row("true = 2", "FALSE");
    row("'1' = 1", "TRUE");
    row("'01' = 1", "TRUE");
    row("1 = '01'", "FALSE");
    row("'x' = 1", "FALSE cast");
    row("'x' != 1", "FALSE cast");
    row("'x' != true", "FALSE cast");
    row("1 != 'x'", "TRUE");
    row("'a' = 'A'", "FALSE");
    row("count = '5'", "TRUE");
    row("count = 5", "TRUE");
    // IN casts each element to the kind of the left side.
    row("'1' IN (1)", "TRUE");
    row("1 IN ('01')", "TRUE");
    row("1 IN ('x')", "FALSE cast");
    row("1 NOT IN ('x')", "FALSE cast");
    row("1 IN (1, 'x')", "TRUE");
    row("1 IN ('x', 1)", "FALSE cast");
    row("1 IN (1, missing)", "TRUE");
    row("1 IN (missing, 1)", "FALSE missingAttribute");
    row("1 NOT IN (2, 3)", "TRUE");
    row("1 NOT IN (2, 1)", "FALSE");
    row("true IN ('TRUE')", "TRUE");
    row("missing IN ('a')", "FALSE missingAttribute");
    row("missing NOT IN ('a')", "FALSE missingAttribute");
    // LIKE casts its left side to String.
    row("12 LIKE '1_'", "TRUE");
    row("true LIKE 't%'", "TRUE");
    row("missing LIKE '%'", "FALSE missingAttribute");
    row("missing NOT LIKE '%'", "FALSE missingAttribute");
    row("note LIKE '50\\%%'", "TRUE");
    row("note LIKE '50\\_%'", "FALSE");
    // < and its like compare Integers alone.
    row("'10' > '9'", "TRUE");
    row("'a' < 'b'", "FALSE cast");
    row("true > false", "TRUE");
    row("'1.5' > 1", "FALSE cast");

    // §6.4: division truncates, the remainder has the sign of the dividend.
    row("7 / 2", "3");
    row("-7 / 2", "-3");
    row("7 / -2", "-3");
    row("7 % 3", "1");
    row("-7 % 3", "-1");
    row("7 % -3", "1");
    row("1 / 0", "0 math");
    row("1 % 0", "0 math");
    row("0 / 5", "0");
    row("'7' + true", "8");
    row("'x' + 1", "0 cast");

    // §6.4, §6.6: what does not fit into 32 bits is 0 and an error.
    row("2147483647 + 1", "0 math");
    row("2147483647 + 0", "2147483647");
    row("-2147483648 - 1", "0 math");
    row("-2147483648 + 0", "-2147483648");
    row("65536 * 32768", "0 math");
    row("65536 * -32768", "-2147483648");
    row("46341 * 46341", "0 math");
    row("2147483647 * 2147483647", "0 math");
    row("-2147483648 * -2147483648", "0 math");
    row("-2147483648 / -1", "0 math");
    row("-2147483648 % -1", "0");
    row("- -2147483648", "0 math");
    row("- small", "0 math");
    row("- 2147483647", "-2147483647");
    row("-2147483648 / 1", "-2147483648");

    // §6.5.
    row("LENGTH('größe')", "5");
    row("LENGTH('🎉')", "1");
    row("LENGTH(12345)", "5");
    row("LENGTH('')", "0");
    row("CONCAT()", "''");
    row("CONCAT('a', 1, TRUE)", "'a1true'");
    row("CONCAT(missing)", "'' missingAttribute");
    row("CONCAT_WS()", "FALSE missingFunction");
    row("CONCAT_WS('-')", "''");
    row("CONCAT_WS('-', 'a')", "'a'");
    row("CONCAT_WS('-', 'a', '', 'b')", "'a--b'");
    row("CONCAT_WS(1, 2, 3)", "'213'");
    row("LOWER('ÀÉ Ż')", "'àé ż'");
    row("UPPER('ßéż')", "'ßÉŻ'");
    row("TRIM('\u00A0 a b\t\u3000')", "'a b'");
    row("TRIM('\u200Ba')", "'\u200Ba'");
    row("LEFT('größe', 3)", "'grö'");
    row("LEFT('abc', 0)", "''");
    row("LEFT('abc', 3)", "'abc'");
    row("LEFT('abc', 4)", "'abc'");
    row("LEFT('abc', 2147483647)", "'abc'");
    row("LEFT('abc', -1)", "'abc' functionEvaluation");
    row("LEFT(CONCAT('ab', 'c'), 2)", "'ab'");
    row("LEFT(LEFT('abc', -1), 1)", "'' functionEvaluation");
    row("LEFT('abc', 'x')", "'' cast");
    row("LEFT(12345, '2')", "'12'");
    row("RIGHT('größe', 3)", "'öße'");
    row("RIGHT('abc', 0)", "''");
    row("RIGHT('abc', 3)", "'abc'");
    row("RIGHT('abc', 4)", "'abc'");
    row("RIGHT('abc', -1)", "'abc' functionEvaluation");
    row("RIGHT('abc', -2147483648)", "'abc' functionEvaluation");
    row("SUBSTRING('größe', 3)", "'öße'");
    row("SUBSTRING('größe', 3, 2)", "'öß'");
    row("SUBSTRING('abc', 1)", "'abc'");
    row("SUBSTRING('abc', 3)", "'c'");
    row("SUBSTRING('abc', 4)", "'' functionEvaluation");
    row("SUBSTRING('abc', 0)", "''");
    row("SUBSTRING('abc', -1)", "'c'");
    row("SUBSTRING('abc', -3)", "'abc'");
    row("SUBSTRING('abc', -4)", "'' functionEvaluation");
    row("SUBSTRING('abc', -2, 1)", "'b'");
    row("SUBSTRING('abc', 2, 0)", "''");
    row("SUBSTRING('abc', 2, 2147483647)", "'bc'");
    row("SUBSTRING('abc', 2, -1)", "'' functionEvaluation");
    row("SUBSTRING('abc', -2147483648)", "'' functionEvaluation");
    row("SUBSTRING('', 1)", "'' functionEvaluation");
    row("ABS(-5)", "5");
    row("ABS('-5')", "5");
    row("ABS(-2147483648)", "2147483647 math");
    row("ABS(-2147483647)", "2147483647");
    row("ABS('x')", "0 cast");
    row("ABS(ABS(-2147483648))", "0 math");
    row("NOSUCH()", "FALSE missingFunction");
    row("NOSUCH(missing)", "FALSE missingFunction");
    row("ABS()", "FALSE missingFunction");
    row("ABS(1, 2)", "FALSE missingFunction");
    row("STRING(missing)", "'' missingAttribute");
    row("INT(missing)", "0 missingAttribute");
    row("BOOL(missing)", "FALSE missingAttribute");
    row("STRING(CONCAT('a', 'b'))", "'ab'");
    row("TRIM(CONCAT(' a', 'b '))", "'ab'");

    // §6.6: the subexpression that uses what is missing gives the zero value of its own kind.
    row("missing", "FALSE missingAttribute");
    row("missing != 2", "FALSE missingAttribute");
    row("missing * 5", "0 missingAttribute");
    row("1 / missing", "0 missingAttribute");
    row("- missing", "0 missingAttribute");
    row("NOT missing", "FALSE missingAttribute");
    row("LENGTH(missing)", "0 missingAttribute");
    row("EXISTS missing", "FALSE");
    row("EXISTS id", "TRUE");
    row("EXISTS SOURCE", "TRUE");
    row("missing OR true", "FALSE missingAttribute");
    row("true OR missing", "TRUE");
    row("false AND missing", "FALSE");
    row("true AND missing", "FALSE missingAttribute");
    row("true XOR missing", "FALSE missingAttribute");
    row("true AND (1 != 1 / 0)", "FALSE math");
    row("false OR 1 / 0 = 1 OR true", "FALSE math");
    row("'x' AND true", "FALSE cast");
    row("'true' AND 1", "TRUE");
    row("'x' XOR true", "FALSE cast");
    row("NOT 10", "FALSE");
    row("NOT 'x'", "FALSE cast");
    row("data", "FALSE missingAttribute");
}

void TestEvaluator::evaluates()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, value);
    const JsonEvent given = minimalEvent(
        R"(, "count": 5, "flag": true, "note": "50%_off", "small": -2147483648, "data": {})");
    QCOMPARE(evaluated(text.toStdString(), given), value);
}

void TestEvaluator::readsAttributesByTheirVersion_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    const QByteArray v10 =
        R"({"specversion":"1.0","id":"i","source":"/s","type":"t","subject":"u",)"
        R"("time":"2026-11-28T10:00:00+01:00","datacontenttype":"text/plain","dataschema":"x:y",)"
        R"("number":-7,"flag":false,"text":"","data_base64":"AAA="})";
    const QByteArray v03 =
        R"({"specversion":"0.3","id":"i","source":"/s","type":"t","schemaurl":"x:y",)"
        R"("datacontentencoding":"base64","data":"AAA="})";
    const auto row = [](const char *name, const QByteArray &json, const char *value) {
        QTest::addRow("%s of %s", name, json.mid(16, 3).constData())
            << json << QByteArray(name) << QByteArray(value);
    };
    row("id", v10, "'i'");
    row("source", v10, "'/s'");
    row("type", v10, "'t'");
    row("specversion", v10, "'1.0'");
    row("subject", v10, "'u'");
    row("time", v10, "'2026-11-28T10:00:00+01:00'");
    row("datacontenttype", v10, "'text/plain'");
    row("dataschema", v10, "'x:y'");
    row("number", v10, "-7");
    row("flag", v10, "FALSE");
    row("text", v10, "''");
    row("schemaurl", v10, "FALSE missingAttribute");
    row("datacontentencoding", v10, "FALSE missingAttribute");
    row("data", v10, "FALSE missingAttribute");
    row("specversion", v03, "'0.3'");
    row("schemaurl", v03, "'x:y'");
    row("datacontentencoding", v03, "'base64'");
    row("dataschema", v03, "FALSE missingAttribute");
    row("subject", v03, "FALSE missingAttribute");
    row("time", v03, "FALSE missingAttribute");
    row("datacontenttype", v03, "FALSE missingAttribute");
}

void TestEvaluator::readsAttributesByTheirVersion()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    const JsonEvent given(json.toStdString());
    QCOMPARE(evaluated(name.toUpper().toStdString(), given), value);
    QCOMPARE(evaluated("EXISTS " + name.toStdString(), given),
             QByteArray(value.contains("missing") ? "FALSE" : "TRUE"));
}

void TestEvaluator::evaluatesAPart()
{
    const auto expression = parse("type = 't' AND missing = 1 AND id = '2'");
    QVERIFY(expression.has_value());
    const JsonEvent given = minimalEvent();
    const CloudEventContext context(given.view());
    QByteArrayList values;
    for (const NodeIndex clause : expression->children(expression->root()))
        values << evaluationText(evaluate(*expression, clause, context));
    QCOMPARE(values, QByteArrayList({"TRUE", "FALSE missingAttribute", "FALSE"}));
}

void TestEvaluator::passesOnlyTrueWithoutErrors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *text, bool expected) {
        QTest::newRow(text) << QByteArray(text) << expected;
    };
    row("TRUE", true);
    row("FALSE", false);
    row("'true'", false);
    row("1", false);
    row("missing", false);
    row("missing != 1", false);
}

void TestEvaluator::passesOnlyTrueWithoutErrors()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, expected);
    const auto expression = parse(text.toStdString());
    QVERIFY(expression.has_value());
    const JsonEvent given = minimalEvent();
    QCOMPARE(passes(evaluate(*expression, CloudEventContext(given.view()))), expected);
    QVERIFY(!passes({Value::boolean(true), ErrorKind::Generic}));
}

void TestEvaluator::borrowsTexts()
{
    const auto expression = parse("LEFT(type, 1000)");
    QVERIFY(expression.has_value());
    const JsonEvent given = minimalEvent();
    const Evaluation evaluation = evaluate(*expression, CloudEventContext(given.view()));
    QVERIFY(!evaluation.value.isOwner());
    QCOMPARE(evaluation.value.asText().data(), given.view().event.type.data());
    QVERIFY(evaluation.value.owned().isOwner());
    QCOMPARE(evaluation.value.owned(), evaluation.value);
}

void TestEvaluator::evaluatesTheDeepestAndTheLongest()
{
    const auto repeated = [](std::string_view text, std::size_t times) {
        std::string all;
        for (std::size_t i = 0; i < times; ++i)
            all += text;
        return all;
    };
    const JsonEvent given = minimalEvent();
    QCOMPARE(evaluated(repeated("NOT ", MaxExpressionDepth - 1) + "TRUE", given),
             QByteArray(MaxExpressionDepth % 2 == 0 ? "FALSE" : "TRUE"));
    QCOMPARE(evaluated("1" + repeated(" + 1", MaxExpressionDepth - 1), given),
             QByteArray::number(qulonglong(MaxExpressionDepth)));
    QCOMPARE(evaluated("FALSE" + repeated(" XOR TRUE", 10'001), given), QByteArray("TRUE"));
    QCOMPARE(evaluated("LENGTH(CONCAT('a'" + repeated(", 'a'", 9'999) + "))", given),
             QByteArray("10000"));
}

void TestEvaluator::boundsTheTextsThatItMakes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value");
    const auto repeated = [](const QByteArray &text, qsizetype times) -> QByteArray {
        return text + QByteArray(',' + text).repeated(times - 1);
    };
    // The subject has 2 MiB.
    const auto row = [](const char *name, const QByteArray &text, const char *value) {
        QTest::newRow(name) << text << QByteArray(value);
    };
    constexpr auto Whole = static_cast<qsizetype>(MaxMadeBytes / (2 * core::MiB));
    const QByteArray most = repeated("subject", Whole);
    row("at the limit", "CONCAT(" + most + ") = ''", "FALSE");
    row("one above", "CONCAT(" + most + ",'a') = ''", "FALSE functionEvaluation");
    row("one after the other", "CONCAT(" + most + ") != '' AND UPPER('a') = 'A'",
        "FALSE functionEvaluation");
    row("borrowed", "CONCAT(" + most + ") != '' AND LEFT(subject, 1) = 'x'", "TRUE");
    row("separator", "CONCAT_WS(subject," + repeated("'a'", Whole) + ") = ''",
        "FALSE functionEvaluation");
    row("data with escapes", "CONCAT(" + repeated("DATA('')", 2 * Whole) + ") = ''",
        "FALSE functionEvaluation");
}

void TestEvaluator::boundsTheTextsThatItMakes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, value);
    const JsonEvent given =
        minimalEvent(R"(, "subject": ")" + std::string(2 * core::MiB, 'x') + R"(", "data": "\n)" +
                     std::string(core::MiB - 1, 'x') + '"');
    QCOMPARE(evaluated(text.toStdString(), given), value);
}

QTEST_GUILESS_MAIN(TestEvaluator)
#include "tst_evaluator.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/cesql/cesqltest.h"

#include <QtTest/QtTest>

#include <string>

using namespace core;
using namespace core::cesql;
using namespace cesqltest;

/// The functions that CESQL does not have, and the values that only they give.
class TestEventFunctions : public QObject {
    Q_OBJECT
private slots:
    void readsData_data();
    void readsData();
    void looksIntoJsonAlone_data();
    void looksIntoJsonAlone();
    void comparesNumbersByValue_data();
    void comparesNumbersByValue();
    void nullEqualsItselfAlone_data();
    void nullEqualsItselfAlone();
    void castsNumbers_data();
    void castsNumbers();
    void sums_data();
    void sums();
    void readsTimes_data();
    void readsTimes();
    void asksWhatTheEventKnows_data();
    void asksWhatTheEventKnows();
    void whatNobodyKnowsIsAnError_data();
    void whatNobodyKnowsIsAnError();
};

namespace {

void addColumns()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value");
}

void row(const char *text, const char *value)
{
    QTest::newRow(text) << QByteArray(text) << QByteArray(value);
}

const JsonEvent &order()
{
    static const JsonEvent event(
        R"({"specversion":"1.0","id":"1","source":"/s","type":"t","time":"2026-11-28T10:00:00.5Z",)"
        R"("data":{"total":12.50,"whole":3.0,"count":3,"large":2147483648,"small":-2147483648,)"
        R"("huge":1e400,"exact":0.1,"yes":true,"no":false,"none":null,"name":"Größe \"A\"",)"
        R"("plain":"abc","digits":"5","fraction":"12.5","empty":"","list":[1, 2.5 , "x"],)"
        R"("object":{"a": 1},"":7,"a/b":8,"*":9,"zero":0.0,"tiny":1e-400,)"
        R"("items":[{"price":0.1},{"price":0.2},{"price":null},{}],"mixed":[1,"2"],)"
        R"("wide":[1e1000,1]}})");
    return event;
}

void check(const JsonEvent &event)
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, value);
    QCOMPARE(evaluated(text.toStdString(), event), value);
}

} // namespace

void TestEventFunctions::readsData_data()
{
    addColumns();
    row("DATA('/yes')", "TRUE");
    row("DATA('/no')", "FALSE");
    row("DATA('/count')", "3");
    row("DATA('/whole')", "3");
    row("DATA('/total')", "12.5");
    row("DATA('/large')", "2147483648");
    row("DATA('/small')", "-2147483648");
    row("DATA('/huge')", "1e+400");
    row("DATA('/none')", "NULL");
    row("DATA('/plain')", "'abc'");
    row("DATA('/name')", "'Größe \"A\"'");
    row("DATA('/empty')", "''");
    row("DATA('/list')", "'[1, 2.5 , \"x\"]'");
    row("DATA('/object')", "'{\"a\": 1}'");
    row("DATA('/list/1')", "2.5");
    row("data('/object/a')", "1");
    row("DATA('/')", "7");
    row("DATA('/a~1b')", "8");
    row("DATA('/*')", "9");
    row("LENGTH(DATA('/name'))", "9");
    row("UPPER(DATA('/plain')) = 'ABC'", "TRUE");
    row("DATA('/plain') LIKE 'a%'", "TRUE");
    row("DATA('/yes')  AND DATA('/count') = 3", "TRUE");
    // Absent obeys the rule of missing attributes.
    row("DATA('/nosuch')", "FALSE missingAttribute");
    row("DATA('/list/3')", "FALSE missingAttribute");
    row("DATA('/list/01')", "FALSE missingAttribute");
    row("DATA('/plain/0')", "FALSE missingAttribute");
    row("DATA('/nosuch') != 1", "FALSE missingAttribute");
    row("DATA('/nosuch') + 1", "0 missingAttribute");
    row("LENGTH(DATA('/nosuch'))", "0 missingAttribute");
    row("TRUE OR DATA('/nosuch') = 1", "TRUE");
}

void TestEventFunctions::readsData()
{
    check(order());
}

void TestEventFunctions::looksIntoJsonAlone_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *name, const char *members, const char *text,
                        const char *value) {
        QTest::newRow(name) << QByteArray(members) << QByteArray(text) << QByteArray(value);
    };
    row("no data", "", "DATA('/a') = 1", "FALSE missingAttribute");
    row("no data, sum", "", "SUM('/a')", "0 missingAttribute");
    row("text", R"(,"datacontenttype":"text/plain","data":"{\"a\":1}")", "DATA('/a')",
        "FALSE missingAttribute generic");
    row("text, sum", R"(,"datacontenttype":"text/plain","data":"1")", "SUM('')",
        "0 missingAttribute generic");
    row("text, used", R"(,"datacontenttype":"text/plain","data":"1")", "DATA('/a') = 1",
        "FALSE missingAttribute generic");
    row("JSON in Base64", R"(,"datacontenttype":"application/json","data_base64":"eyJhIjoxfQ==")",
        "DATA('/a')", "1");
    row("broken JSON in Base64",
        R"(,"datacontenttype":"application/json","data_base64":"eyJhIjox")", "DATA('/a')",
        "FALSE missingAttribute generic");
    row("text in Base64 with escapes",
        R"(,"datacontenttype":"application/json","data_base64":"eyJhIjoiXHUwMGU0In0=")",
        "DATA('/a')", "'ä'");
    row("a string", R"(,"data":"abc")", "DATA('')", "'abc'");
    row("null", R"(,"data":null)", "DATA('')", "NULL");
}

void TestEventFunctions::looksIntoJsonAlone()
{
    QFETCH(QByteArray, members);
    check(minimalEvent(members.toStdString()));
}

void TestEventFunctions::comparesNumbersByValue_data()
{
    addColumns();
    row("DATA('/total') > 12", "TRUE");
    row("DATA('/total') >= 13", "FALSE");
    row("12 < DATA('/total')", "TRUE");
    row("DATA('/total') <= DATA('/large')", "TRUE");
    row("DATA('/huge') > DATA('/large')", "TRUE");
    row("DATA('/tiny') > 0", "TRUE");
    row("DATA('/tiny') = 0", "FALSE");
    row("DATA('/zero') = 0", "TRUE");
    row("DATA('/whole') = 3", "TRUE");
    row("DATA('/whole') = DATA('/count')", "TRUE");
    row("DATA('/total') = DATA('/total')", "TRUE");
    row("DATA('/total') = 12", "FALSE");
    row("DATA('/total') != 12", "TRUE");
    row("DATA('/total') <> 12", "TRUE");
    row("DATA('/large') = 2147483647 ", "FALSE");
    // A text beside a number is read as JSON writes numbers.
    row("DATA('/total') = '12.5'", "TRUE");
    row("DATA('/total') = '1250e-2'", "TRUE");
    row("'12.50' = DATA('/total')", "TRUE");
    row("DATA('/total') = DATA('/fraction')", "TRUE");
    row("DATA('/total') != '12.6'", "TRUE");
    row("DATA('/total') = 'abc'", "FALSE cast");
    row("DATA('/total') != 'abc'", "FALSE cast");
    row("DATA('/total') = ''", "FALSE cast");
    row("DATA('/total') = '012.5'", "FALSE cast");
    row("DATA('/large') = '2147483648'", "TRUE");
    row("DATA('/exact') = '0.1'", "TRUE");
    row("DATA('/exact') = '0.10000000000000000555'", "FALSE");
    row("DATA('/total') > '12.4'", "TRUE");
    row("DATA('/total') > 'abc'", "FALSE cast");
    row("DATA('/count') > '2.5'", "TRUE");
    row("DATA('/count') < '2.5'", "FALSE");
    row("'2.5' < DATA('/count')", "TRUE");
    row("DATA('/count') > '+2'", "TRUE");
    row("DATA('/count') > 'abc'", "FALSE cast");
    row("DATA('/fraction') > 12", "TRUE");
    row("DATA('/plain') > 12", "FALSE cast");
    row("DATA('/yes') > 0", "TRUE");
    row("DATA('/list') > 0", "FALSE cast");
    // Without them all is as CESQL says.
    row("DATA('/count') = '3'", "TRUE");
    row("DATA('/count') = 'abc'", "FALSE");
    row("DATA('/digits') = 5", "TRUE");
    row("DATA('/digits') = '05'", "FALSE");
    // IN casts its elements.
    row("DATA('/total') IN (1, 12, '12.5')", "TRUE");
    row("DATA('/total') IN (1, 12)", "FALSE");
    row("DATA('/total') NOT IN (1, 12)", "TRUE");
    row("DATA('/total') IN ('abc')", "FALSE cast");
    row("3 IN (DATA('/total'), DATA('/whole'))", "TRUE");
    row("'12.5' IN (DATA('/total'))", "TRUE");
    row("'abc' IN (DATA('/plain'))", "TRUE");
}

void TestEventFunctions::comparesNumbersByValue()
{
    check(order());
}

void TestEventFunctions::nullEqualsItselfAlone_data()
{
    addColumns();
    row("NULL()", "NULL");
    row("DATA('/none') = NULL()", "TRUE");
    row("NULL() = DATA('/none')", "TRUE");
    row("DATA('/none') != NULL()", "FALSE");
    row("DATA('/none') = 0", "FALSE");
    row("DATA('/none') = FALSE", "FALSE");
    row("DATA('/none') = ''", "FALSE");
    row("DATA('/none') = 'null'", "FALSE");
    row("DATA('/none') != 'null'", "TRUE");
    row("'' = DATA('/none')", "FALSE");
    row("DATA('/total') = NULL()", "FALSE");
    row("DATA('/total') != NULL()", "TRUE");
    row("DATA('/nosuch') = NULL()", "FALSE missingAttribute");
    row("DATA('/none') IN (1, NULL())", "TRUE");
    row("DATA('/none') NOT IN (1, 'x', TRUE)", "TRUE");
    row("5 IN (NULL())", "FALSE");
    row("DATA('/none') LIKE '%'", "FALSE cast");
    row("DATA('/none') < 1", "FALSE cast");
    row("DATA('/none') + 1", "0 cast");
    row("- NULL()", "0 cast");
    row("NOT NULL()", "FALSE cast");
    row("NULL() AND TRUE", "FALSE cast");
    row("NULL() XOR TRUE", "FALSE cast");
    row("STRING(NULL())", "'' cast");
    row("INT(NULL())", "0 cast");
    row("BOOL(NULL())", "FALSE cast");
    row("IS_INT(NULL())", "FALSE");
    row("LENGTH(NULL())", "0 cast");
    row("TIME(NULL())", "0 cast");
}

void TestEventFunctions::nullEqualsItselfAlone()
{
    check(order());
}

void TestEventFunctions::castsNumbers_data()
{
    addColumns();
    row("STRING(DATA('/total'))", "'12.5'");
    row("STRING(DATA('/huge'))", "'1e+400'");
    row("CONCAT(DATA('/total'), '€')", "'12.5€'");
    row("DATA('/total') LIKE '12.%'", "TRUE");
    row("BOOL(DATA('/total'))", "TRUE");
    row("NOT DATA('/total')", "FALSE");
    row("DATA('/total') = TRUE", "TRUE");
    row("TRUE = DATA('/total')", "FALSE");
    row("DATA('/total') AND TRUE", "TRUE");
    row("INT(DATA('/total'))", "0 cast");
    row("INT(DATA('/whole'))", "3");
    row("INT(DATA('/large'))", "0 cast");
    row("IS_INT(DATA('/total'))", "FALSE");
    row("IS_INT(DATA('/whole'))", "TRUE");
    row("DATA('/whole') * 2 + 1", "7");
    row("DATA('/total') * 2", "0 cast");
    row("1 / DATA('/total')", "0 cast");
    row("DATA('/large') - 1", "0 cast");
    row("- DATA('/total')", "0 cast");
    row("ABS(DATA('/small'))", "2147483647 math");
    row("LEFT('abc', DATA('/whole'))", "'abc'");
    row("LEFT('abc', DATA('/total'))", "'' cast");
}

void TestEventFunctions::castsNumbers()
{
    check(order());
}

void TestEventFunctions::sums_data()
{
    addColumns();
    row("SUM('/items/*/price')", "0.3");
    row("SUM('/items/*/price') = '0.3'", "TRUE");
    row("SUM('/items/*/price') < 1", "TRUE");
    row("SUM('/items/*/nosuch')", "0");
    row("SUM('/count')", "3");
    row("SUM('/object/*')", "1");
    row("SUM('/nosuch/*')", "0 missingAttribute");
    row("SUM('/mixed/*')", "0 cast");
    row("SUM('/plain')", "0 cast");
    row("SUM('/wide/*')", "0 math");
    row("SUM('/nosuch/*') > 0", "FALSE missingAttribute");
}

void TestEventFunctions::sums()
{
    check(order());
}

void TestEventFunctions::readsTimes_data()
{
    addColumns();
    row("TIME('1970-01-01T00:00:00Z')", "0");
    row("TIME('1970-01-01T01:00:00+01:00')", "0");
    row("TIME('1969-12-31T23:59:59.75Z')", "-0.25");
    row("TIME('2026-11-28T10:00:00Z')", "1795860000");
    row("TIME('2026-11-28T10:00:00.000001Z')", "1795860000.000001");
    row("TIME('2100-01-01T00:00:00Z')", "4102444800");
    row("TIME(time) = '1795860000.5'", "TRUE");
    row("TIME(time) > TIME('2026-11-28T10:00:00Z')", "TRUE");
    row("TIME(time) < TIME('2026-11-28T10:00:01Z')", "TRUE");
    row("TIME(type)", "0 functionEvaluation");
    row("TIME('2026-11-28')", "0 functionEvaluation");
    row("TIME(5)", "0 functionEvaluation");
    row("TIME('') > 1", "FALSE functionEvaluation");
    row("TIME(missing)", "0 missingAttribute");
}

void TestEventFunctions::readsTimes()
{
    check(order());
}

namespace {

/// Knows everything.
class KnownContext : public CloudEventContext {
public:
    using CloudEventContext::CloudEventContext;
    std::optional<WallTime> received() const override
    {
        return WallTime(std::chrono::microseconds(1'795'860'000'250'000));
    }
    std::optional<std::string_view> origin() const override { return "http://127.0.0.1:8080"; }
    std::optional<bool> containsText(std::string_view text) const override
    {
        return text == "Ada's book";
    }
    std::optional<bool> hasFinding(std::string_view name) const override
    {
        return name == "duplicate"   ? std::optional(true)
               : name == "same data" ? std::optional(false)
                                     : std::nullopt;
    }
    std::optional<bool> isMarked() const override { return true; }
    std::optional<std::string_view> note() const override { return "ask Ann"; }
};

} // namespace

void TestEventFunctions::asksWhatTheEventKnows_data()
{
    addColumns();
    row("RECEIVED()", "1795860000.25");
    row("RECEIVED() >= TIME('2026-11-28T10:00:00Z')", "TRUE");
    row("RECEIVED() < TIME('2026-11-28T10:00:00Z')", "FALSE");
    row("RECEIVED() = '1795860000.250000'", "TRUE");
    row("ORIGIN()", "'http://127.0.0.1:8080'");
    row("ORIGIN() LIKE 'http:%'", "TRUE");
    row("TEXT(\"Ada's book\")", "TRUE");
    row("NOT TEXT('nosuch')", "TRUE");
    row("FINDING('duplicate')", "TRUE");
    row("FINDING('same data')", "FALSE");
    row("MARKED()", "TRUE");
    row("NOTE()", "'ask Ann'");
    row("LENGTH(NOTE())", "7");
    row("NOTE() LIKE 'ask%'", "TRUE");
}

void TestEventFunctions::asksWhatTheEventKnows()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, value);
    const auto expression = parse(text.toStdString());
    QVERIFY(expression.has_value());
    const KnownContext context(order().view());
    QCOMPARE(evaluationText(evaluate(*expression, context)), value);
}

void TestEventFunctions::whatNobodyKnowsIsAnError_data()
{
    addColumns();
    row("RECEIVED()", "0 generic");
    row("ORIGIN()", "'' generic");
    row("RECEIVED() > 0", "FALSE generic");
    row("TEXT('x')", "FALSE generic");
    row("NOT FINDING('duplicate')", "FALSE generic");
    row("MARKED()", "FALSE generic");
    row("NOT MARKED()", "FALSE generic");
    row("NOTE()", "'' generic");
    row("SIZE()", "4");
}

void TestEventFunctions::whatNobodyKnowsIsAnError()
{
    check(minimalEvent(R"(,"data":null)"));
}

QTEST_GUILESS_MAIN(TestEventFunctions)
#include "tst_eventfunctions.moc"

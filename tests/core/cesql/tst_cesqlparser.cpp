// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/parser.h"

#include <QtTest/QtTest>

#include <string>

using namespace core::cesql;

class TestCesqlParser : public QObject {
    Q_OBJECT
private slots:
    void readsAsParenthesised_data();
    void readsAsParenthesised();
    void printedFormsMeanTheSame();
    void namesHaveTheirCase();
    void literalsHaveTheirValues();
    void nodesKnowTheirPlaces_data();
    void nodesKnowTheirPlaces();
    void childrenStandBeforeTheirParents();
    void aRunOfOneOperatorIsOneNode();
    void tellsWhereOperatorsAreMixed_data();
    void tellsWhereOperatorsAreMixed();
    void knowsFunctionsByNameAndArguments_data();
    void knowsFunctionsByNameAndArguments();
    void tellsWhereFunctionsAreOurs_data();
    void tellsWhereFunctionsAreOurs();
    void preparesPointers();
    void copiesShareTheTree();
    void limitsTheText();
    void limitsTheDepth_data();
    void limitsTheDepth();
    void longRunsAreFlat();
    void tellsWhatMayFollow_data();
    void tellsWhatMayFollow();
};

namespace {

/// Only for what can be parsed.
Expression parsed(const std::string &text)
{
    auto expression = parse(text);
    if (!expression)
        qFatal("%s: %s", text.c_str(), expression.error().message().c_str());
    return *expression;
}

QByteArray bytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

std::string repeated(std::string_view text, std::size_t times)
{
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
        all += text;
    return all;
}

} // namespace

void TestCesqlParser::readsAsParenthesised_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("read");
    const auto row = [](const char *text, const char *read) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(read);
    };
    // Requirements §6.2, from the tightest on.
    row("a", "a");
    row("((a))", "a");
    row("NOT a LIKE 'x'", "(NOT a) LIKE 'x'");
    row("NOT a IN (b)", "(NOT a) IN (b)");
    row("NOT a = b", "(NOT a) = b");
    row("NOT a AND b", "(NOT a) AND b");
    row("NOT NOT a", "NOT (NOT a)");
    row("NOT - a", "NOT (- a)");
    row("- NOT a", "- (NOT a)");
    row("- a LIKE 'x'", "(- a) LIKE 'x'");
    row("- a * b", "(- a) * b");
    row("--10", "- -10");
    row("- - 10", "- (- 10)");
    row("- (10)", "- 10");
    row("NOT (a LIKE 'x')", "NOT (a LIKE 'x')");
    row("a LIKE 'x' LIKE 'y'", "(a LIKE 'x') LIKE 'y'");
    row("a NOT LIKE 'x'", "a NOT LIKE 'x'");
    row("a NOT IN (b, c)", "a NOT IN (b, c)");
    row("NOT a NOT IN (b)", "(NOT a) NOT IN (b)");
    row("a LIKE 'x' IN (TRUE)", "(a LIKE 'x') IN (TRUE)");
    row("a IN (b) LIKE 'x'", "(a IN (b)) LIKE 'x'");
    row("a * b LIKE 'x'", "a * (b LIKE 'x')");
    row("a = b IN (c)", "a = (b IN (c))");
    row("EXISTS a IN (b)", "(EXISTS a) IN (b)");
    row("EXISTS a = EXISTS b", "(EXISTS a) = (EXISTS b)");
    row("NOT EXISTS a", "NOT (EXISTS a)");
    row("a + b * c", "a + (b * c)");
    row("a * b + c", "(a * b) + c");
    row("a - b - c", "(a - b) - c");
    row("a / b * c % d", "((a / b) * c) % d");
    row("a - (b - c)", "a - (b - c)");
    row("a + b < c + d", "(a + b) < (c + d)");
    row("a = b = c", "(a = b) = c");
    row("a < b != c", "(a < b) != c");
    row("a <> b", "a != b");
    row("a = b AND c = d", "(a = b) AND (c = d)");
    row("a AND b OR c", "(a AND b) OR c");
    row("a OR b AND c", "(a OR b) AND c");
    row("a XOR b AND c OR d", "((a XOR b) AND c) OR d");
    row("a OR (b AND c)", "a OR (b AND c)");
    row("a AND b AND c", "a AND b AND c");
    row("a AND (b AND c)", "a AND (b AND c)");
    row("(a AND b) AND c", "(a AND b) AND c");
    row("LEFT(a, 1 + 2) = 'x'", "LEFT(a, 1 + 2) = 'x'");
    row("CONCAT()", "CONCAT()");
    row("ABS (a)", "ABS(a)");
    row("not type like \"x\" or true", "((NOT type) LIKE \"x\") OR true");
    row("a\tAND\r\nb", "a AND b");
    row("INT('1')+ +1", "INT('1') + +1");
    row("a-b", "a - b");
    row("4 - 1", "4 - 1");
    row("TRUE", "TRUE");
    row("5abc", "5abc");
}

void TestCesqlParser::readsAsParenthesised()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, read);
    const auto expression = parse(text.toStdString());
    QVERIFY2(expression.has_value(), expression ? "" : expression.error().message().c_str());
    QCOMPARE(QByteArray::fromStdString(expression->parenthesised()), read);
    QCOMPARE(QByteArray::fromStdString(expression->text()), text);
}

void TestCesqlParser::printedFormsMeanTheSame()
{
    for (const char *text :
         {"NOT a LIKE '\\%x' AND - b * 3 IN (1, -2 + c, (d OR e)) XOR f(g, \"h\") <> '' OR EXISTS "
          "i",
          "- -10 - - - 10", "- (-2147483648)", "a AND b AND (c OR d OR (e XOR f))"}) {
        const std::string printed = parsed(text).parenthesised();
        QCOMPARE(QByteArray::fromStdString(parsed(printed).parenthesised()),
                 QByteArray::fromStdString(printed));
    }
}

void TestCesqlParser::namesHaveTheirCase()
{
    const Expression expression = parsed("SubStr_Ing(MyExt) OR EXISTS Source");
    QCOMPARE(bytes(expression.parenthesised()), QByteArray("SUBSTR_ING(myext) OR (EXISTS source)"));
}

void TestCesqlParser::literalsHaveTheirValues()
{
    const auto value = [](const char *text) {
        const Expression expression = parsed(text);
        return expression.node(expression.root()).literal();
    };
    QCOMPARE(value("TRUE"), Value::boolean(true));
    QCOMPARE(value("fAlse"), Value::boolean(false));
    QCOMPARE(value("007"), Value::integer(7));
    QCOMPARE(value("+7"), Value::integer(7));
    QCOMPARE(value("2147483647"), Value::integer(2147483647));
    QCOMPARE(value("-2147483648"), Value::integer(-2147483647 - 1));
    QCOMPARE(value("''"), Value::string(""));
    QCOMPARE(value(R"('it\'s')"), Value::string("it's"));
    QCOMPARE(value(R"("ab\c")"), Value::string("ab\\c"));
    QVERIFY(!(value("'1'") == Value::integer(1)));
}

void TestCesqlParser::nodesKnowTheirPlaces_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("clauses"); // of the root and its children
    const auto row = [](const char *text, const QByteArrayList &clauses) {
        QTest::newRow(text) << QByteArray(text) << clauses;
    };
    row(" a ", {"a"});
    row("( a )", {"a"});
    row("a = 1 AND (b OR c) ", {"a = 1 AND (b OR c)", "a = 1", "b OR c"});
    row("(a) AND (b)", {"(a) AND (b)", "a", "b"});
    row("NOT (a)", {"NOT (a)", "a"});
    row("- a", {"- a", "a"});
    row("x NOT LIKE 'y' ", {"x NOT LIKE 'y'", "x", "'y'"});
    row("x IN ( 1 , (2) )", {"x IN ( 1 , (2) )", "x", "1", "2"});
    row("EXISTS  a", {"EXISTS  a"});
    row("left( a , 1 ) ", {"left( a , 1 )", "a", "1"});
}

void TestCesqlParser::nodesKnowTheirPlaces()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArrayList, clauses);
    const Expression expression = parsed(text.toStdString());
    QByteArrayList found{bytes(expression.textOf(expression.root()))};
    for (const NodeIndex child : expression.children(expression.root()))
        found << bytes(expression.textOf(child));
    QCOMPARE(found, clauses);
}

void TestCesqlParser::childrenStandBeforeTheirParents()
{
    const Expression expression = parsed("NOT a IN (b + c, d) OR f(g AND h) LIKE 'x'");
    std::vector<int> parents(expression.size());
    for (std::size_t i = 0; i < expression.size(); ++i) {
        for (const NodeIndex child : expression.children(NodeIndex(i))) {
            QVERIFY(static_cast<std::size_t>(child) < i);
            ++parents[static_cast<std::size_t>(child)];
        }
    }
    QCOMPARE(parents.back(), 0);
    parents.pop_back();
    for (const int count : parents)
        QCOMPARE(count, 1);
}

void TestCesqlParser::aRunOfOneOperatorIsOneNode()
{
    const Expression expression = parsed("a OR b OR c = d OR (e OR f)");
    const Node &root = expression.node(expression.root());
    QCOMPARE(root.kind, NodeKind::Or);
    QCOMPARE(root.childCount, 4U);
    QCOMPARE(expression.node(expression.children(root)[3]).kind, NodeKind::Or);
}

void TestCesqlParser::tellsWhereOperatorsAreMixed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("at");
    const auto row = [](const char *text, int at) {
        QTest::newRow(text) << QByteArray(text) << at;
    };
    row("a", -1);
    row("a AND b", -1);
    row("a AND b AND c", -1);
    row("a AND b OR c", 8);
    row("a OR b XOR c AND d", 7);
    row("(a AND b) OR c", -1);
    row("a AND (b OR c)", -1);
    row("(a AND b OR c)", 9);
    row("NOT a AND b", -1);
    row("LEFT(a AND b OR c, 1) = d", 13);
    row("a AND LEFT(b OR c, 1) = d", -1);
}

void TestCesqlParser::tellsWhereOperatorsAreMixed()
{
    QFETCH(QByteArray, text);
    QFETCH(int, at);
    const auto mixed = parsed(text.toStdString()).mixedAt();
    QCOMPARE(mixed ? int(mixed->offset) : -1, at);
}

void TestCesqlParser::knowsFunctionsByNameAndArguments_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("exists");
    const auto row = [](const char *text, bool exists) {
        QTest::newRow(text) << QByteArray(text) << exists;
    };
    // Requirements §6.5.
    for (const char *one : {"ABS", "BOOL", "INT", "IS_BOOL", "IS_INT", "LENGTH", "LOWER", "STRING",
                            "TRIM", "UPPER"}) {
        const auto call = [one](const char *arguments) {
            return std::string(one) + '(' + arguments + ')';
        };
        row(call("").c_str(), false);
        row(call("1").c_str(), true);
        row(call("1, 2").c_str(), false);
    }
    row("LEFT(a)", false);
    row("LEFT(a, 1)", true);
    row("LEFT(a, 1, 2)", false);
    row("RIGHT(a)", false);
    row("RIGHT(a, 1)", true);
    row("RIGHT(a, 1, 2)", false);
    row("SUBSTRING(a)", false);
    row("SUBSTRING(a, 1)", true);
    row("SUBSTRING(a, 1, 2)", true);
    row("SUBSTRING(a, 1, 2, 3)", false);
    row("CONCAT()", true);
    row("CONCAT(a, b, c, d, e)", true);
    row("CONCAT_WS()", false);
    row("CONCAT_WS(a)", true);
    row("CONCAT_WS(a, b, c, d, e)", true);
    row("DATA()", false);
    row("DATA('/a', '/b')", false);
    row("SUM()", false);
    row("RECEIVED(1)", false);
    row("SIZE(1)", false);
    row("TIME()", false);
    row("NULL(1)", false);
    row("TEXT()", false);
    row("FINDING()", false);
    row("MARKED(1)", false);
    row("NOTE('x')", false);
    row("NOSUCH()", false);
    row("a()", false);
}

void TestCesqlParser::knowsFunctionsByNameAndArguments()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, exists);
    const Expression expression = parsed(text.toStdString());
    QCOMPARE(expression.node(expression.root()).call().signature != nullptr, exists);
    QVERIFY(!expression.oursAt());
}

void TestCesqlParser::tellsWhereFunctionsAreOurs_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("at");
    const auto row = [](const char *text, int at) {
        QTest::newRow(text) << QByteArray(text) << at;
    };
    row("type = 'a'", -1);
    row("DATA('/a') = 1", 0);
    row("type = 'a' AND sum('/a/*') > RECEIVED()", 15);
    row("NOT (SIZE() > 5)", 5);
    row("TIME(time) > 1", 0);
    row("a IN (1, NULL())", 9);
    row("TEXT('x')", 0);
    row("FINDING('duplicate')", 0);
    row("type = 'a' AND MARKED()", 15);
    row("NOTE() != ''", 0);
}

void TestCesqlParser::tellsWhereFunctionsAreOurs()
{
    QFETCH(QByteArray, text);
    QFETCH(int, at);
    const auto ours = parsed(text.toStdString()).oursAt();
    QCOMPARE(ours ? int(ours->offset) : -1, at);
}

void TestCesqlParser::preparesPointers()
{
    const Expression expression = parsed("DATA('/a/*') = SUM('/a/*')");
    const auto pointer = [&](std::size_t side) {
        return expression.node(expression.children(expression.root())[side]).call().pointer;
    };
    QCOMPARE(pointer(0).steps().size(), std::size_t(2));
    QVERIFY(!pointer(0).steps()[1].isEvery);
    QVERIFY(pointer(1).steps()[1].isEvery);
    QVERIFY(parse("DATA('')").has_value());
    QVERIFY(parse("DATA((\"/it's\"))").has_value());
}

void TestCesqlParser::copiesShareTheTree()
{
    const Expression expression = parsed("a = 1");
    const Expression copy = expression;
    QCOMPARE(&copy.text(), &expression.text());
}

void TestCesqlParser::limitsTheText()
{
    const auto ofLength = [](std::size_t length) {
        return "'" + std::string(length - 2, 'x') + "'";
    };
    QVERIFY(parse(ofLength(MaxExpressionBytes - 1)).has_value());
    QVERIFY(parse(ofLength(MaxExpressionBytes)).has_value());
    const auto above = parse(ofLength(MaxExpressionBytes + 1));
    QVERIFY(!above);
    QCOMPARE(above.error().rule, SyntaxRule::TooLong);
    QCOMPARE(above.error().place, (core::ByteRange{std::uint32_t(MaxExpressionBytes), 1}));
}

void TestCesqlParser::limitsTheDepth_data()
{
    QTest::addColumn<QByteArray>("before"); // as often as there may be levels around one operand
    QTest::addColumn<QByteArray>("behind");
    QTest::addColumn<int>("most");
    const auto row = [](const char *name, const char *before, const char *behind, int most) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(behind) << most;
    };
    constexpr int Depth = MaxExpressionDepth;
    row("parentheses", "(", ")", MaxExpressionNesting);
    row("NOT", "NOT ", "", Depth - 1);
    row("minus", "- ", "", Depth - 1);
    row("arguments", "f(", ")", Depth - 1);
    row("sets", "a IN (", ")", Depth - 1);
    row("sums", "", " + 1", Depth - 1);
    row("comparisons", "", " = 1", Depth - 1);
    row("LIKE", "", " LIKE 'x'", Depth - 1);
    row("IN", "", " IN (1)", Depth - 1);
    row("mixed", "", " AND b OR c", (Depth - 1) / 2);
    row("parentheses on the right", "a AND (", ")", Depth - 1);
}

void TestCesqlParser::limitsTheDepth()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, behind);
    QFETCH(int, most);
    const auto nested = [&](int levels) {
        const auto times = static_cast<std::size_t>(levels);
        return repeated(before.toStdString(), times) + "a" + repeated(behind.toStdString(), times);
    };
    QVERIFY(parse(nested(most - 1)).has_value());
    QVERIFY(parse(nested(most)).has_value());
    const auto above = parse(nested(most + 1));
    QVERIFY(!above);
    QCOMPARE(above.error().rule, SyntaxRule::TooDeep);
    // What is far too deep must not need a deep stack either.
    const auto far = parse(nested(20'000));
    QVERIFY(!far);
    QCOMPARE(far.error().rule, SyntaxRule::TooDeep);
}

void TestCesqlParser::longRunsAreFlat()
{
    const Expression expression = parsed("a" + repeated(" OR a", 20'000));
    QCOMPARE(expression.node(expression.root()).childCount, 20'001U);
    QVERIFY(parse("a IN (1" + repeated(", 1", 20'000) + ")").has_value());
}

void TestCesqlParser::tellsWhatMayFollow_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<ExpectedSet>("expected");
    const auto row = [](const char *text, ExpectedSet expected) {
        QTest::newRow(text) << QByteArray(text) << expected;
    };
    row("", Expected::Operand);
    row(" ", Expected::Operand);
    row("a", {Expected::Operator, Expected::End});
    row("a =", Expected::Operand);
    row("a AND", Expected::Operand);
    row("NOT", Expected::Operand);
    row("-", Expected::Operand);
    row("(", Expected::Operand);
    row("(a", {Expected::Operator, Expected::ClosingParenthesis});
    row("EXISTS", Expected::AttributeName);
    row("a LIKE", Expected::Text);
    row("a NOT", Expected::LikeOrIn);
    row("a IN", Expected::OpeningParenthesis);
    row("a IN (", Expected::Operand);
    row("a IN (b", {Expected::Operator, Expected::Comma, Expected::ClosingParenthesis});
    row("a IN (b,", Expected::Operand);
    row("f(", Expected::Operand);
    row("f(a", {Expected::Operator, Expected::Comma, Expected::ClosingParenthesis});
    row("(a = 'x", {});
    row("a == b AND ", {});
    row("a b", {});
}

void TestCesqlParser::tellsWhatMayFollow()
{
    QFETCH(QByteArray, text);
    QFETCH(ExpectedSet, expected);
    QVERIFY(expectedBehind(text.toStdString()) == expected);
}

QTEST_GUILESS_MAIN(TestCesqlParser)
#include "tst_cesqlparser.moc"

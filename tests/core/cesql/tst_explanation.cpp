// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/explanation.h"
#include "tests/core/cesql/cesqltest.h"

#include <QtTest/QtTest>

#include <string>

using namespace core::cesql;
using namespace cesqltest;

/// Why an event passes, or does not: clause by clause.
class TestExplanation : public QObject {
    Q_OBJECT
private slots:
    void tellsEachClause_data();
    void tellsEachClause();
    void writesValues_data();
    void writesValues();
};

namespace {

/// One line for each clause, indented by its depth: its text, its outcome, its inputs.
QByteArray explained(std::string_view text, const JsonEvent &event)
{
    const auto expression = parse(text);
    if (!expression)
        qFatal("%s", expression.error().message().c_str());
    const CloudEventContext context(event.view());
    std::string lines;
    for (const Clause &clause : explain(*expression, context)) {
        lines += std::string(clause.depth, '-');
        lines += expression->textOf(clause.node);
        lines += ": " + textOf(clause.outcome);
        for (const auto &[node, input] : clause.inputs)
            lines += " [" + std::string(expression->textOf(node)) + " " + textOf(input) + "]";
        lines += '\n';
    }
    return QByteArray::fromStdString(lines);
}

} // namespace

void TestExplanation::tellsEachClause_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("clauses");
    const auto row = [](const char *text, const char *clauses) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(clauses);
    };
    row("TRUE", "TRUE: true\n");
    row("type", "type: 't'\n");
    row("type = 't'", "type = 't': true [type 't']\n");
    row("missing = 1",
        "missing = 1: false (missingAttribute) [missing false (missingAttribute)]\n");
    row("type = 'x' AND id = '1'", "type = 'x' AND id = '1': false\n"
                                   "-type = 'x': false [type 't']\n"
                                   "-id = '1': true [id '1']\n");
    row("NOT (type = 'x' OR count > 4)", "NOT (type = 'x' OR count > 4): false\n"
                                         "-type = 'x' OR count > 4: true\n"
                                         "--type = 'x': false [type 't']\n"
                                         "--count > 4: true [count 5]\n");
    row("LENGTH(type) + LENGTH(type) = LENGTH(id) XOR EXISTS missing",
        "LENGTH(type) + LENGTH(type) = LENGTH(id) XOR EXISTS missing: false\n"
        "-LENGTH(type) + LENGTH(type) = LENGTH(id): false [type 't'] [id '1']\n"
        "-EXISTS missing: false\n");
    row("DATA('/total') > 12", "DATA('/total') > 12: true [DATA('/total') 12.5]\n");
    row("DATA('/none') = NULL()", "DATA('/none') = NULL(): true [DATA('/none') NULL()]\n");
    row("TIME(time) > 0", "TIME(time) > 0: false (missingAttribute) [time false "
                          "(missingAttribute)]\n");
    row("SUM('/list/*') = SIZE() OR RECEIVED() > 1",
        "SUM('/list/*') = SIZE() OR RECEIVED() > 1: false (generic)\n"
        "-SUM('/list/*') = SIZE(): false [SUM('/list/*') 3] [SIZE() 40]\n"
        "-RECEIVED() > 1: false (generic) [RECEIVED() 0 (generic)]\n");
}

void TestExplanation::tellsEachClause()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, clauses);
    const JsonEvent given =
        minimalEvent(R"(,"count":5,"data":{"total":12.50,"none":null,"list":[1,2]})");
    QCOMPARE(explained(text.toStdString(), given), clauses);
}

void TestExplanation::writesValues_data()
{
    QTest::addColumn<QByteArray>("value"); // of a text
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("plain") << QByteArray("abc") << QByteArray("'abc'");
    QTest::newRow("quote") << QByteArray("it's") << QByteArray("\"it's\"");
    QTest::newRow("no token") << QByteArray("a\\") << QByteArray("'a\\'");
    QTest::newRow("control") << QByteArray("a\nb") << QByteArray("'a\\x0Ab'");
    QTest::newRow("long") << QByteArray(200, 'x') << QByteArray("'" + QByteArray(120, 'x') + "…'");
}

void TestExplanation::writesValues()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(textOf({Value::string(value.toStdString()), {}})), text);
}

QTEST_GUILESS_MAIN(TestExplanation)
#include "tst_explanation.moc"

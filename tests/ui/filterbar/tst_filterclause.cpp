// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/parser.h"
#include "ui/filterbar/filterclause.h"

#include <QtTest>

using ui::FilterUse;

class TestFilterClause : public QObject {
    Q_OBJECT

private slots:
    void asksForAttributes_data();
    void asksForAttributes();
    void asksForData_data();
    void asksForData();
    void changesAFilter_data();
    void changesAFilter();
    void asksForATextOnce();
};

void TestFilterClause::asksForAttributes_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("with");
    QTest::addColumn<QByteArray>("without");
    QTest::newRow("required") << QByteArray("type") << QByteArray("a.b")
                              << QByteArray("type = 'a.b'") << QByteArray("type != 'a.b'");
    QTest::newRow("optional") << QByteArray("subject") << QByteArray("it's")
                              << QByteArray("subject = 'it\\'s'")
                              << QByteArray("(NOT EXISTS subject OR subject != 'it\\'s')");
}

void TestFilterClause::asksForAttributes()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    const ui::FilterClause clause = ui::attributeClause(name.toStdString(), value.toStdString());
    QTEST(QByteArray::fromStdString(clause.with), "with");
    QTEST(QByteArray::fromStdString(clause.without), "without");
    QVERIFY(core::cesql::parse(clause.with) && core::cesql::parse(clause.without));
}

void TestFilterClause::asksForData_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("with"); // behind DATA('/a'); empty: no clause
    QTest::newRow("text") << QByteArray("\"it's\"") << QByteArray(" = 'it\\'s'");
    QTest::newRow("escaped") << QByteArray("\"\\u00e4\\n\"") << QByteArray(" = 'ä\n'");
    QTest::newRow("number") << QByteArray("12") << QByteArray(" = 12");
    QTest::newRow("negative") << QByteArray("-12") << QByteArray(" = -12");
    QTest::newRow("fraction") << QByteArray("1.50") << QByteArray(" = '1.50'");
    QTest::newRow("large") << QByteArray("3000000000") << QByteArray(" = '3000000000'");
    QTest::newRow("true") << QByteArray("true") << QByteArray(" = TRUE");
    QTest::newRow("false") << QByteArray("false") << QByteArray(" = FALSE");
    QTest::newRow("null") << QByteArray("null") << QByteArray(" = NULL()");
    QTest::newRow("object") << QByteArray("{\"a\":1}") << QByteArray();
    QTest::newRow("array") << QByteArray("[1]") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("\"a") << QByteArray();
    QTest::newRow("nothing") << QByteArray() << QByteArray();
}

void TestFilterClause::asksForData()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, with);
    const ui::FilterClause clause = ui::dataClause("/a", json.toStdString());
    QCOMPARE(QByteArray::fromStdString(clause.with),
             with.isEmpty() ? QByteArray() : QByteArray("DATA('/a')" + with));
    QVERIFY(with.isEmpty() || core::cesql::parse(clause.with));
}

void TestFilterClause::changesAFilter_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<FilterUse>("use");
    QTest::addColumn<QByteArray>("changed"); // by type = 'a'
    const auto row = [](const char *tag, const char *text, FilterUse use, const char *changed) {
        QTest::newRow(tag) << QByteArray(text) << use << QByteArray(changed);
    };
    row("first", "", FilterUse::Only, "type = 'a'");
    row("first without", "", FilterUse::Without, "type != 'a'");
    row("first or", "", FilterUse::Or, "type = 'a'");
    row("and", "LENGTH(id)  =  3", FilterUse::Only, "LENGTH(id)  =  3 AND type = 'a'");
    row("and without", "EXISTS x", FilterUse::Without, "EXISTS x AND type != 'a'");
    row("behind or", "EXISTS x OR EXISTS y", FilterUse::Only,
        "(EXISTS x OR EXISTS y) AND type = 'a'");
    row("instead", "type = 'b' AND EXISTS x", FilterUse::Only, "EXISTS x AND type = 'a'");
    row("instead of a list", "type IN ('b', 'c')", FilterUse::Only, "type = 'a'");
    row("not instead of others", "type != 'b'", FilterUse::Only, "type != 'b' AND type = 'a'");
    row("keeps a loose clause", "(EXISTS x OR EXISTS y) AND type = 'b'", FilterUse::Only,
        "(EXISTS x OR EXISTS y) AND type = 'a'");
    row("the opposite goes", "type = 'a' AND EXISTS x", FilterUse::Without,
        "EXISTS x AND type != 'a'");
    row("and back", "type != 'a'", FilterUse::Only, "type = 'a'");
    row("says so already", "EXISTS x  AND  type != 'a'", FilterUse::Without,
        "EXISTS x  AND  type != 'a'");
    row("or", "type = 'b'", FilterUse::Or, "type = 'b' OR type = 'a'");
    row("or behind and", "type = 'b' AND EXISTS x", FilterUse::Or,
        "(type = 'b' AND EXISTS x) OR type = 'a'");
    row("or behind or", "EXISTS y OR EXISTS x", FilterUse::Or,
        "EXISTS y OR EXISTS x OR type = 'a'");
    row("copied", "EXISTS x", FilterUse::Copy, "type = 'a'");
    row("no expression", "EXISTS", FilterUse::Only, "type = 'a'");
}

void TestFilterClause::changesAFilter()
{
    QFETCH(QByteArray, text);
    QFETCH(FilterUse, use);
    const std::string changed =
        ui::withClause(text.toStdString(), ui::attributeClause("type", "a"), use);
    QTEST(QByteArray::fromStdString(changed), "changed");
    const auto parsed = core::cesql::parse(changed);
    QVERIFY(parsed && !parsed->mixedAt());
}

void TestFilterClause::asksForATextOnce()
{
    const ui::FilterClause clause = ui::textClause("it's");
    QCOMPARE(clause.with, std::string("TEXT('it\\'s')"));
    const std::string once = ui::withClause("EXISTS x OR EXISTS y", clause, FilterUse::Only);
    QCOMPARE(once, std::string("(EXISTS x OR EXISTS y) AND TEXT('it\\'s')"));
    QCOMPARE(ui::withClause(once, clause, FilterUse::Only), once);
    QCOMPARE(ui::withClause(once, ui::textClause("b"), FilterUse::Only), once + " AND TEXT('b')");
    QVERIFY(core::cesql::parse(clause.without));
}

QTEST_GUILESS_MAIN(TestFilterClause)
#include "tst_filterclause.moc"

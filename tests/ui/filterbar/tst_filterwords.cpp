// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/filterwords.h"

#include <QtTest>

class TestFilterWords : public QObject {
    Q_OBJECT

private slots:
    void writesTheFilterAsAnExpression_data();
    void writesTheFilterAsAnExpression();
};

void TestFilterWords::writesTheFilterAsAnExpression_data()
{
    using core::EventFilter;
    QTest::addColumn<EventFilter>("filter");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *tag, const EventFilter &filter, const char *words) {
        QTest::newRow(tag) << filter << QString::fromUtf8(words);
    };
    row("everything", {}, "");
    row("one type", {{"tick"}, {}, {}, {}}, "type = 'tick'");
    row("types", {{"b", "a", "c"}, {}, {}, {}}, "type IN ('a', 'b', 'c')");
    row("without a type", {{}, {}, {"tick"}, {}}, "type != 'tick'");
    row("without types", {{}, {}, {"b", "a"}, {}}, "type NOT IN ('a', 'b')");
    row("one source", {{}, {"/s"}, {}, {}}, "source = '/s'");
    row("without sources", {{}, {}, {}, {"/s", "/t"}}, "source NOT IN ('/s', '/t')");
    row("all at once", {{"a", "b"}, {"/s"}, {"c"}, {"/t"}},
        "type IN ('a', 'b') AND type != 'c' AND source = '/s' AND source != '/t'");
    row("quotes", {{"it's"}, {}, {}, {}}, "type = 'it\\'s'");
    row("backslashes", {{"a\\b"}, {}, {}, {}}, "type = 'a\\\\b'");
    row("both", {{"\\'"}, {}, {}, {}}, "type = '\\\\\\''");
    row("double quotes stay", {{"\"a\""}, {}, {}, {}}, "type = '\"a\"'");
    row("beyond ASCII", {{"größe"}, {}, {}, {}}, "type = 'größe'");
    row("nothing", {{""}, {}, {}, {}}, "type = ''");
}

void TestFilterWords::writesTheFilterAsAnExpression()
{
    QFETCH(core::EventFilter, filter);
    QTEST(ui::filterWords(filter), "words");
}

QTEST_GUILESS_MAIN(TestFilterWords)
#include "tst_filterwords.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/filterexpression.h"

#include "core/cesql/evaluator.h"
#include "core/cesql/parser.h"
#include "core/query/storedcontext.h"

#include <QTest>

#include <random>

using namespace core;

namespace {

cesql::Expression parsed(const std::string &text)
{
    const auto expression = cesql::parse(text);
    if (!expression)
        qFatal("%s: %s", text.c_str(), expression.error().message().c_str());
    return *expression;
}

StoredEvent eventOf(const std::string &type, const std::string &source)
{
    StoredEvent stored;
    stored.event.type = type;
    stored.event.source = source;
    stored.event.id = type + source;
    return stored;
}

bool isShown(const EventFilter &filter, const StoredEvent &stored)
{
    return filter.acceptsType(stored.event.type) && filter.acceptsSource(stored.event.source) &&
           (!filter.expression || passes(*filter.expression, stored));
}

std::string joined(const EventFilter::Texts &texts)
{
    std::string all;
    for (const std::string &text : texts)
        all += text + ' ';
    return all;
}

} // namespace

class FilterExpressionTest : public QObject {
    Q_OBJECT

private slots:
    void takesChoices_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("types");
        QTest::addColumn<QByteArray>("excludedTypes");
        QTest::addColumn<QByteArray>("sources");
        QTest::addColumn<QByteArray>("rest");
        const auto row = [](const char *text, const char *types, const char *excludedTypes,
                            const char *sources, const char *rest) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(types)
                                << QByteArray(excludedTypes) << QByteArray(sources)
                                << QByteArray(rest);
        };
        row("type = 'a'", "a ", "", "", "");
        row("'a' = TYPE", "a ", "", "", "");
        row("type IN ('a', 'b')", "a b ", "", "", "");
        row("type != 'a'", "", "a ", "", "");
        row("type <> 'a' AND type NOT IN ('b')", "", "a b ", "", "");
        row("NOT (type = 'a') AND source = '/x'", "", "a ", "/x ", "");
        row("NOT (NOT (type = 'a'))", "a ", "", "", "");
        row("(type = 'a' AND (source = '/x'))", "a ", "", "/x ", "");
        row("type = 'a' AND id = '1'", "a ", "", "", "id = '1'");
        row("id = '1' AND type = 'a' AND EXISTS x", "a ", "", "", "id = '1' AND EXISTS x");
        row("type = 'a' AND (id = '1' OR EXISTS x)", "a ", "", "", "id = '1' OR EXISTS x");
        row("type = 'a' AND (id = '1' OR EXISTS x) AND EXISTS y", "a ", "", "",
            "(id = '1' OR EXISTS x) AND EXISTS y");
        // What a filter has no place for.
        row("type = 'a' OR type = 'b'", "", "", "", "type = 'a' OR type = 'b'");
        row("type = 'a' AND type = 'b'", "a ", "", "", "type = 'b'");
        row("type = source", "", "", "", "type = source");
        row("'a' IN (type)", "", "", "", "'a' IN (type)");
        row("type IN ('a', 5)", "", "", "", "type IN ('a', 5)");
        row("subject = 'a'", "", "", "", "subject = 'a'");
        row("type LIKE 'a%'", "", "", "", "type LIKE 'a%'");
        // As operands of AND these are cast, as a filter of their own they pass nothing.
        row("type = 'a' AND 5", "", "", "", "type = 'a' AND 5");
        row("type = 'a' AND subject", "", "", "", "type = 'a' AND subject");
        row("type = 'a' AND DATA('/a')", "", "", "", "type = 'a' AND DATA('/a')");
        row("type = 'a' AND TEXT('b')", "a ", "", "", "TEXT('b')");
        row("type = 'a' AND LENGTH(id)", "", "", "", "type = 'a' AND LENGTH(id)");
    }
    void takesChoices()
    {
        QFETCH(QByteArray, text);
        const EventFilter filter = filterOf(parsed(text.toStdString()));
        QTEST(QByteArray::fromStdString(joined(filter.types)), "types");
        QTEST(QByteArray::fromStdString(joined(filter.excludedTypes)), "excludedTypes");
        QTEST(QByteArray::fromStdString(joined(filter.sources)), "sources");
        QCOMPARE(joined(filter.excludedSources), std::string());
        QTEST(QByteArray::fromStdString(filter.expression ? filter.expression->text() : ""),
              "rest");
    }

    void writes_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *text) { QTest::newRow(text) << QByteArray(text); };
        row("type = 'a'");
        row("type IN ('a', 'b') AND type != 'c' AND source NOT IN ('/x', '/y')");
        row("type = 'a' AND EXISTS x");
        row("type = 'a' AND (id = '1' OR EXISTS x)");
        row("EXISTS x XOR EXISTS y");
        row("type = 'it\\'s'");
    }
    /// In the form in which it writes them itself, texts come back as they were.
    void writes()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(QByteArray::fromStdString(expressionText(filterOf(parsed(text.toStdString())))),
                 text);
    }

    /// A click beside an expression that was written: what stands before it must not join its OR.
    void joinsAChoiceWithAMixedExpression_data()
    {
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *rest, const char *text) {
            QTest::newRow(rest) << QByteArray(rest) << QByteArray(text);
        };
        row("EXISTS x AND EXISTS y", "type = 'a' AND EXISTS x AND EXISTS y");
        row("EXISTS x OR EXISTS y AND TRUE", "type = 'a' AND (EXISTS x OR EXISTS y AND TRUE)");
        row("TRUE XOR TRUE AND TRUE", "type = 'a' AND (TRUE XOR TRUE AND TRUE)");
        row("(EXISTS x OR EXISTS y) AND TRUE", "type = 'a' AND (EXISTS x OR EXISTS y) AND TRUE");
    }
    void joinsAChoiceWithAMixedExpression()
    {
        QFETCH(QByteArray, rest);
        const EventFilter filter{.types = {"a"}, .expression = parsed(rest.toStdString())};
        QTEST(QByteArray::fromStdString(expressionText(filter)), "text");
    }

    void writesNothingForEverything() { QCOMPARE(expressionText({}), std::string()); }

    void bothSayTheSame()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        const std::vector<std::string> clauses{"type = 'a'",
                                               "type IN ('a', 'b')",
                                               "type != 'b'",
                                               "NOT (source IN ('a', 'c'))",
                                               "source = 'a'",
                                               "id LIKE 'a%'",
                                               "type = source",
                                               "FALSE",
                                               "1 / 0 = 1",
                                               "missing = 1",
                                               "5",
                                               "id",
                                               "LENGTH(type)"};
        for (int i = 0; i < 2000; ++i) {
            std::string text;
            for (auto count = random() % 4 + 1; count > 0; --count) {
                std::string clause = clauses[random() % clauses.size()];
                if (random() % 4 == 0)
                    clause = "NOT (" + clause + ")";
                if (!text.empty()) {
                    const auto word = random() % 6;
                    if (random() % 3 == 0)
                        text = '(' + text + ')';
                    text += word == 0 ? " OR " : word == 1 ? " XOR " : " AND ";
                }
                text += clause;
            }
            const cesql::Expression expression = parsed(text);
            const EventFilter filter = filterOf(expression);
            const EventFilter again = filterOf(parsed(expressionText(filter)));
            for (const char *type : {"a", "b", "c"}) {
                for (const char *source : {"a", "b", "c"}) {
                    const StoredEvent stored = eventOf(type, source);
                    const bool isWanted = passes(expression, stored);
                    QVERIFY2(isShown(filter, stored) == isWanted, text.c_str());
                    QVERIFY2(isShown(again, stored) == isWanted, text.c_str());
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(FilterExpressionTest)
#include "tst_filterexpression.moc"

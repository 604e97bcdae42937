// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/eventtext.h"

#include "core/cesql/evaluator.h"
#include "core/cesql/parser.h"
#include "core/codec/jsonformat.h"

#include <QtTest/QtTest>

#include <string>

using namespace core;

/// TEXT('words') of an event that is in no capture.
class TestSearchedEvent : public QObject {
    Q_OBJECT

private slots:
    void findsWhatASearchFinds_data();
    void findsWhatASearchFinds();
    void asksOneEventAfterTheOther();
};

namespace {

const std::string Json =
    R"({"specversion":"1.0","id":"A-1","source":"/shop","type":"com.example.order","subject":"Ada",)"
    R"("time":"2026-11-28T10:00:00Z","datacontenttype":"application/json","dataschema":"x:schema",)"
    R"("trace":"abc","data":{"name":"K\u00e4se","total":12.5}})";

} // namespace

void TestSearchedEvent::findsWhatASearchFinds_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<bool>("found");
    const auto row = [](const char *words, bool found) {
        QTest::newRow(words) << QByteArray(words) << found;
    };
    row("a-1", true);
    row("/SHOP", true);
    row("Example", true);
    row("ada", true);
    row("2026-11-28", true);
    row("application/json", true);
    row("x:schema", true);
    row("trace", true);
    row("abc", true);
    row("KÄSE", true);
    row("k\\u00e4se", true);
    row("12.5", true);
    row("\"total\":", true);
    row("nosuch", false);
    row("adacom", false);
    row("specversion", false);
    row("", false);
}

void TestSearchedEvent::findsWhatASearchFinds()
{
    QFETCH(QByteArray, words);
    QFETCH(bool, found);
    const auto event = decodeJsonEvent(Json);
    QVERIFY(event.has_value());
    EventText text;
    QCOMPARE(text.contains({*event, Json}, words.toStdString()), found);
    QCOMPARE(text.contains({*event, Json}, words.toStdString()), found); // with what it keeps
}

void TestSearchedEvent::asksOneEventAfterTheOther()
{
    const auto expression = cesql::parse("TEXT('ada') AND NOT TEXT('nosuch')");
    QVERIFY(expression.has_value());
    const std::string other = R"({"specversion":"1.0","id":"1","source":"/s","type":"t"})";
    EventText text;
    for (const std::string &json : {Json, other, Json}) {
        const auto event = decodeJsonEvent(json);
        QVERIFY(event.has_value());
        const SearchedEventContext context({*event, json}, text);
        QCOMPARE(passes(evaluate(*expression, context)), json == Json);
    }
}

QTEST_GUILESS_MAIN(TestSearchedEvent)
#include "tst_searchedevent.moc"

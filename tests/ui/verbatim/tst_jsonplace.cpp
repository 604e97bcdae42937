// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/verbatim/jsonlines.h"
#include "ui/verbatim/jsonplace.h"

#include <QtTest>

class TestJsonPlace : public QObject {
    Q_OBJECT

private slots:
    void findsEachValue_data();
    void findsEachValue();
    void looksBackSoFarAndNoFurther();
    void givesUpWhereLinesDoNotTell();
};

void TestJsonPlace::findsEachValue_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QStringList>("places"); // of all lines that have one
    const auto row = [](const char *tag, const char *json, const QStringList &places) {
        QTest::newRow(tag) << QByteArray(json) << places;
    };
    row("object", R"({"a":1,"b":"x, y","c":null,"d":true})",
        {QStringLiteral("/a 1"), QStringLiteral("/b \"x, y\""), QStringLiteral("/c null"),
         QStringLiteral("/d true")});
    row("nested", R"({"a":{"b":[{"c":1},{"c":2.50}],"d":3},"e":[[4],5]})",
        {QStringLiteral("/a/b/0/c 1"), QStringLiteral("/a/b/1/c 2.50"), QStringLiteral("/a/d 3"),
         QStringLiteral("/e/0/0 4"), QStringLiteral("/e/1 5")});
    row("names", R"({"a/b":1,"c~d":2,"\u0065":3,"":4,"x: {":5})",
        {QStringLiteral("/a~1b 1"), QStringLiteral("/c~0d 2"), QStringLiteral("/e 3"),
         QStringLiteral("/ 4"), QStringLiteral("/x: { 5")});
    row("array", R"(["{",[],"}",{}, 7])",
        {QStringLiteral("/0 \"{\""), QStringLiteral("/2 \"}\""), QStringLiteral("/4 7")});
    row("alone", "17", {QStringLiteral(" 17")});
    row("empty", "{}", {});
    row("none", "", {});
}

void TestJsonPlace::findsEachValue()
{
    QFETCH(QByteArray, json);
    const ui::JsonLines lines(std::make_shared<const std::string>(json.toStdString()));
    QStringList places;
    for (qint64 line = -1; line <= lines.count(); ++line) {
        if (const auto place = ui::jsonPlaceAt(lines, line))
            places << QString::fromStdString(place->pointer) + u' ' +
                          QString::fromStdString(place->value);
    }
    QTEST(places, "places");
}

void TestJsonPlace::looksBackSoFarAndNoFurther()
{
    QByteArray json("[0");
    for (qint64 number = 1; number <= ui::MaxLinesLookedBack; ++number)
        json += ',' + QByteArray::number(number);
    const ui::JsonLines lines(
        std::make_shared<const std::string>(QByteArray(json + ']').toStdString()));
    const auto at = ui::jsonPlaceAt(lines, ui::MaxLinesLookedBack);
    QVERIFY(at);
    QCOMPARE(QString::fromStdString(at->pointer),
             u'/' + QString::number(ui::MaxLinesLookedBack - 1));
    QVERIFY(!ui::jsonPlaceAt(lines, ui::MaxLinesLookedBack + 1));
}

void TestJsonPlace::givesUpWhereLinesDoNotTell()
{
    // A text over several lines, and nesting that is not indented any more.
    const QByteArray text = "[\"" + QByteArray(3 * int(ui::MaxLineBytes), 'x') + "\",1]";
    const ui::JsonLines wide(std::make_shared<const std::string>(text.toStdString()));
    int found = 0;
    for (qint64 line = 0; line < wide.count(); ++line) {
        if (const auto place = ui::jsonPlaceAt(wide, line)) {
            QCOMPARE(QString::fromStdString(place->pointer), QStringLiteral("/1"));
            ++found;
        }
    }
    QCOMPARE(found, 1);
    for (const int depth : {ui::JsonLines::MaxIndentLevels - 1, ui::JsonLines::MaxIndentLevels}) {
        const ui::JsonLines deep(std::make_shared<const std::string>(
            std::string(std::size_t(depth), '[') + '1' + std::string(std::size_t(depth), ']')));
        QCOMPARE(ui::jsonPlaceAt(deep, depth).has_value(), depth < ui::JsonLines::MaxIndentLevels);
    }
}

QTEST_GUILESS_MAIN(TestJsonPlace)
#include "tst_jsonplace.moc"

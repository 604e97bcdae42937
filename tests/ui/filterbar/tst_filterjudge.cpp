// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/closestvalue.h"
#include "ui/filterbar/filterjudge.h"
#include "ui/filterbar/filtermemory.h"
#include "ui/filterbar/seenvalues.h"
#include "ui/filterbar/shownfilter.h"

#include <QtTest>

using ui::FilterJudgement;
using Kind = FilterJudgement::Kind;

namespace {

/// A capture with three types, two sources, one subject and one content type.
struct Seen {
    Seen()
    {
        for (const char *type : {"websocket-event", "com.shop.order.created", "com.shop.cart"})
            columns.types.add(type);
        for (const char *source : {"/checkout", "/cart"})
            columns.sources.add(source);
        columns.subjects.add("order/1");
        columns.contentTypes.add("application/json");
        values.columns = &columns;
        values.count = [](std::string_view, core::ValueCode code) -> quint64 {
            return 168'637 + code - core::FirstCode;
        };
    }
    core::Columns columns{1 << 20};
    ui::SeenValues values;
};

} // namespace

class TestFilterJudge : public QObject {
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void proposesAChange_data();
    void proposesAChange();
    void knowsNothingOfAnEmptyCapture();
    void saysNothingOfHiddenValues();
    void measuresDistance_data();
    void measuresDistance();
    void countsPlacesInBothWays();
    void hidesValues_data();
    void hidesValues();
    void remembersFilters();
    void savesFilters();
};

void TestFilterJudge::judges_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("underlined");
    QTest::addColumn<QString>("sentence"); // its beginning
    const auto row = [](const char *text, Kind kind, const char *underlined, const char *sentence) {
        QTest::newRow(text) << QString::fromUtf8(text) << int(kind) << QString::fromUtf8(underlined)
                            << QString::fromUtf8(sentence);
    };
    row("", Kind::Empty, "", "");
    row("  ", Kind::Empty, "", "");
    row("type = 'com.shop.cart'", Kind::Valid, "", "");
    row("subject = '5'", Kind::Suspicious, "'5'", "No event has subject = '5'.");
    row("subject = 5", Kind::Valid, "", "");
    row("myext = 'x'", Kind::Valid, "", "");
    row("EXISTS myext", Kind::Valid, "", "");
    row("type LIKE 'com.%' AND source = '/cart' OR subject = 'order/1'", Kind::Valid, "",
        "AND and OR are read from left to right: ((");
    row("DATA('/total') > 100", Kind::Valid, "",
        "DATA() is ours: a Knative trigger cannot use this filter.");
    row("DATA('/paid')", Kind::Valid, "", "Events pass where DATA('/paid') is the Boolean TRUE");
    row("myext", Kind::Valid, "", "Events pass where myext is the Boolean TRUE");
    row("DATA('/paid') AND RECEIVED() > 5", Kind::Valid, "",
        "DATA('/paid') is no comparison. As a part of AND, OR and XOR it is cast");
    row("source = '/cart' AND (myext OR EXISTS subject)", Kind::Valid, "",
        "myext is no comparison.");
    row("FINDING('duplicate') AND source = '/cart'", Kind::Valid, "", "FINDING() is ours");
    row("FINDING('nope')", Kind::Invalid, "'nope'",
        "Column 9: The name of a finding was expected, 'duplicate' or 'same data'");
    row("total > > 100", Kind::Invalid, ">", "Column 9: A value was expected here");
    row("ä > 1", Kind::Invalid, "ä", "Column 1: ");
    row("'😀' = > 1", Kind::Invalid, ">", "Column 7: ");
    row("type =", Kind::Invalid, "=", "Column 7: A value was expected");
    row("type = 'a", Kind::Invalid, "'a", "Column 8: The text that begins here does not end");
    row("NOT type LIKE 'com.shop.%'", Kind::Suspicious, "NOT type",
        "NOT binds to type alone, so this matches nothing.");
    row("NOT (type LIKE 'com.shop.%')", Kind::Valid, "", "");
    row("NOT flag", Kind::Valid, "", "");
    row("NOT flag = TRUE", Kind::Valid, "", "");
    row("time > 5", Kind::Suspicious, "5", "time is a text and 5 is none");
    row("type = TRUE", Kind::Suspicious, "TRUE", "type is a text and TRUE is none");
    row("type", Kind::Suspicious, "type", "This is a text and no condition");
    row("LENGTH(type)", Kind::Suspicious, "LENGTH(type)", "This is a number and no condition");
    row("1 = 2", Kind::Suspicious, "1 = 2", "This is never true");
    row("EXISTS subject AND FALSE", Kind::Suspicious, "FALSE", "This is never true");
    row("EXISTS subject OR FALSE", Kind::Valid, "", "");
    row("LENGHT(type) = 3", Kind::Suspicious, "LENGHT(type)", "There is no function LENGHT()");
    row("LENGTH(type, 1) = 3", Kind::Suspicious, "LENGTH(type, 1)",
        "LENGTH is called as LENGTH(text)");
    row("type = 'websocket_event'", Kind::Suspicious, "'websocket_event'",
        "No event has type = 'websocket_event'.");
    row("source IN ('/cart', '/card')", Kind::Suspicious, "'/card'",
        "No event has source = '/card'.");
    row("type LIKE 'com.shp.%'", Kind::Suspicious, "'com.shp.%'",
        "No type seen here is LIKE 'com.shp.%'.");
    row("type NOT LIKE 'com.shp.%'", Kind::Suspicious, "'com.shp.%'", "No type seen here");
    row("sorce = '/cart'", Kind::Suspicious, "sorce", "CloudEvents have no attribute sorce");
    row("EXISTS subjct", Kind::Suspicious, "subjct", "CloudEvents have no attribute subjct");
    row("type = 'com.shop.cart' AND type = 'websocket-event'", Kind::Suspicious,
        "type = 'websocket-event'", "type cannot be two things at once");
}

void TestFilterJudge::judges()
{
    QFETCH(QString, text);
    QFETCH(QString, sentence);
    const Seen seen;
    const FilterJudgement judgement = ui::judgeFilter(text, seen.values);
    QTEST(int(judgement.kind), "kind");
    QTEST(text.mid(judgement.place.start, judgement.place.length), "underlined");
    QVERIFY2(sentence.isEmpty() || judgement.sentence.startsWith(sentence),
             qPrintable(judgement.sentence));
    QCOMPARE(judgement.sentence.isEmpty(), sentence.isEmpty());
    QCOMPARE(judgement.expression.has_value(),
             judgement.kind == Kind::Valid || judgement.kind == Kind::Suspicious);
}

void TestFilterJudge::proposesAChange_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("mended");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *text, const char *mended, const char *words) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(mended)
                            << QString::fromUtf8(words);
    };
    row("NOT type LIKE 'com.%'", "type NOT LIKE 'com.%'", "Use type NOT LIKE 'com.%'");
    row("EXISTS id AND NOT  type  IN ('com.shop.cart')",
        "EXISTS id AND type NOT IN ('com.shop.cart')", "Use type NOT IN ('com.shop.cart')");
    row("NOT type = 'com.shop.cart'", "type != 'com.shop.cart'", "Use type != 'com.shop.cart'");
    row("NOT type != 'com.shop.cart'", "type = 'com.shop.cart'", "Use type = 'com.shop.cart'");
    row("NOT type > 'd'", "NOT (type > 'd')", "Use NOT (type > 'd')");
    row("time > 5", "time > '5'", "Use '5'");
    row("type = 'Websocket_event'", "type = 'websocket-event'",
        "Closest: websocket-event (168\u00a0637)");
    row("type = 'order'", "type = 'com.shop.order.created'",
        "Closest: com.shop.order.created (168\u00a0638)");
    row("subject = 'order/2'", "subject = 'order/1'", "Closest: order/1 (168\u00a0637)");
    row("sorce = '/cart'", "source = '/cart'", "Use source");
    row("EXISTS subjct", "EXISTS subject", "Use subject");
    row("type = 'com.shop.cart' AND type = 'websocket-event' AND EXISTS id",
        "type IN ('com.shop.cart', 'websocket-event') AND EXISTS id",
        "Use type IN ('com.shop.cart', 'websocket-event')");
    row("type = 'something else'", "", "");
    row("1 = 2", "", "");
}

void TestFilterJudge::proposesAChange()
{
    QFETCH(QString, text);
    QFETCH(QString, mended);
    const Seen seen;
    const FilterJudgement judgement = ui::judgeFilter(text, seen.values);
    QCOMPARE(judgement.kind, Kind::Suspicious);
    QCOMPARE(judgement.remedy ? judgement.remedy->text : QString(), mended);
    QTEST(judgement.remedy ? judgement.remedy->words : QString(), "words");
    if (!mended.isEmpty())
        QCOMPARE(ui::judgeFilter(mended, seen.values).kind, Kind::Valid);
}

void TestFilterJudge::knowsNothingOfAnEmptyCapture()
{
    const core::Columns empty(1 << 20);
    ui::SeenValues seen;
    QCOMPARE(ui::judgeFilter(QStringLiteral("type = 'x'"), seen).kind, Kind::Valid);
    seen.columns = &empty;
    QCOMPARE(ui::judgeFilter(QStringLiteral("type = 'x'"), seen).kind, Kind::Valid);
}

void TestFilterJudge::saysNothingOfHiddenValues()
{
    Seen seen;
    seen.values.isHidden = [](std::string_view attribute) { return attribute == "type"; };
    QCOMPARE(ui::judgeFilter(QStringLiteral("type = 'websocket_event'"), seen.values).kind,
             Kind::Valid);
    QCOMPARE(ui::judgeFilter(QStringLiteral("source = '/card'"), seen.values).kind,
             Kind::Suspicious);
}

void TestFilterJudge::measuresDistance_data()
{
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<int>("distance"); // -1: more than 2
    QTest::newRow("same") << QByteArray("type") << QByteArray("type") << 0;
    QTest::newRow("case") << QByteArray("TYPE") << QByteArray("type") << 0;
    QTest::newRow("changed") << QByteArray("tipe") << QByteArray("type") << 1;
    QTest::newRow("left out") << QByteArray("tye") << QByteArray("type") << 1;
    QTest::newRow("added") << QByteArray("tyype") << QByteArray("type") << 1;
    QTest::newRow("at the limit") << QByteArray("txxe") << QByteArray("type") << 2;
    QTest::newRow("above it") << QByteArray("xxxe") << QByteArray("type") << -1;
    QTest::newRow("too long") << QByteArray("typexxx") << QByteArray("type") << -1;
    QTest::newRow("nothing") << QByteArray() << QByteArray("ty") << 2;
}

void TestFilterJudge::measuresDistance()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    const auto distance = ui::distanceOf(one.toStdString(), other.toStdString(), 2);
    QTEST(distance ? int(*distance) : -1, "distance");
}

void TestFilterJudge::countsPlacesInBothWays()
{
    const ui::Utf8Places plain(QStringLiteral("abc"));
    QCOMPARE(plain.utf16At(2), 2);
    QCOMPARE(plain.utf16At(9), 3);
    QCOMPARE(plain.byteAt(2), 2U);
    const ui::Utf8Places places(QStringLiteral("aß€😀b"));
    QCOMPARE(places.utf8().size(), std::size_t(11));
    const std::vector<std::pair<std::uint32_t, int>> same{{0, 0}, {1, 1},  {3, 2},
                                                          {6, 3}, {10, 5}, {11, 6}};
    for (const auto &[byte, utf16] : same) {
        QCOMPARE(places.utf16At(byte), utf16);
        QCOMPARE(places.byteAt(utf16), byte);
    }
    QCOMPARE(places.columnAt(10), 5);
    QCOMPARE(places.range({3, 7}).start, 2);
    QCOMPARE(places.range({3, 7}).length, 3);
}

void TestFilterJudge::hidesValues_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *text, const char *shown) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(shown);
    };
    row("", "");
    row("type = 'a'", "type = 'a'");
    row("source = '/s'", "source = 'urn:1'");
    row("'/s' = source", "'urn:1' = source");
    row("source IN ('/s', '/t') AND type = 'a'", "source IN ('urn:1', 'urn:2') AND type = 'a'");
    row("source NOT LIKE '%s%'", "source NOT LIKE 'urn:?'");
    row("type = 'a' OR NOT (source = '/t')", "type = 'a' OR NOT (source = 'urn:2')");
    row("UPPER(source) = CONCAT('/', 'S')", "UPPER(source) = CONCAT('urn:?', 'urn:?')");
    row("source > 5", "source > 'urn:?'");
    row("NOSUCH('/total') = 5", "NOSUCH('[redacted]') = '[redacted]'");
    row("DATA('/total') = 5 AND SIZE() > 3", "DATA('[redacted]') = '[redacted]' AND SIZE() > 3");
    row("TEXT('words')", "TEXT('[redacted]')");
    row("source = '/s", "");
}

void TestFilterJudge::hidesValues()
{
    QFETCH(QString, text);
    const ui::ValueWord word = [](std::string_view attribute,
                                  const std::string &value) -> std::optional<QString> {
        if (attribute != "source")
            return std::nullopt;
        return QLatin1String("urn:") + QLatin1String(value == "/s"   ? "1"
                                                     : value == "/t" ? "2"
                                                                     : "?");
    };
    QTEST(ui::shownFilter(text, word), "shown");
    QCOMPARE(ui::shownFilter(text, {}), text);
}

void TestFilterJudge::remembersFilters()
{
    ui::FilterMemory memory;
    for (int number = 0; number < ui::FilterMemory::MaxHistory - 1; ++number)
        memory.remember(QString::number(number));
    memory.remember(QStringLiteral("  "));
    QCOMPARE(memory.history.size(), ui::FilterMemory::MaxHistory - 1);
    memory.remember(QStringLiteral("a"));
    QCOMPARE(memory.history.size(), ui::FilterMemory::MaxHistory);
    QCOMPARE(memory.history.last(), QStringLiteral("0"));
    memory.remember(QStringLiteral("b"));
    QCOMPARE(memory.history.size(), ui::FilterMemory::MaxHistory);
    QCOMPARE(memory.history.last(), QStringLiteral("1"));
    memory.remember(QStringLiteral("1"));
    QCOMPARE(memory.history.first(), QStringLiteral("1"));
    QCOMPARE(memory.history.count(QStringLiteral("1")), 1);
    const QString longest(ui::FilterMemory::MaxRemembered, u'x');
    memory.remember(longest);
    QCOMPARE(memory.history.first(), longest);
    memory.remember(longest + u'y');
    QCOMPARE(memory.history.first(), longest);
}

void TestFilterJudge::savesFilters()
{
    ui::FilterMemory memory;
    for (int number = 0; number < ui::FilterMemory::MaxSaved; ++number)
        QVERIFY(memory.save(QString::number(number), QStringLiteral("TRUE")));
    QVERIFY(!memory.save(QStringLiteral("more"), QStringLiteral("TRUE")));
    QVERIFY(memory.save(QStringLiteral("7"), QStringLiteral("FALSE")));
    QCOMPARE(memory.saved.size(), ui::FilterMemory::MaxSaved);
    QCOMPARE(memory.saved[7].text, QStringLiteral("FALSE"));
}

QTEST_GUILESS_MAIN(TestFilterJudge)
#include "tst_filterjudge.moc"

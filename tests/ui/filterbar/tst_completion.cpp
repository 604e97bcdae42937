// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/completionmodel.h"
#include "ui/filterbar/completionplace.h"
#include "ui/filterbar/valuesearch.h"

#include <QAbstractItemModelTester>
#include <QtTest>

namespace {

/// A | in the text is the cursor.
ui::CompletionPlace placeIn(const QByteArray &text)
{
    const qsizetype cursor = text.indexOf('|');
    return ui::completionPlace(QByteArray(text).remove(cursor, 1).toStdString(),
                               std::uint32_t(cursor));
}

QStringList shownIn(const ui::CompletionModel &model)
{
    QStringList shown;
    for (int row = 0; row < model.rowCount(); ++row)
        shown << model.index(row, 0).data().toString();
    return shown;
}

} // namespace

class TestCompletion : public QObject {
    Q_OBJECT

private slots:
    void findsThePlace_data();
    void findsThePlace();
    void findsPlacesInData_data();
    void findsPlacesInData();
    void knowsWhichTypesAreMeant_data();
    void knowsWhichTypesAreMeant();
    void offersFindings();
    void tellsThatThereAreMoreValues();
    void offersWords_data();
    void offersWords();
    void placesTheCursorInACall();
    void offersValuesByCount();
    void quotesValues();
    void leavesOutWhatIsGone();
    void offersNoHiddenValues();
    void searchesManyValuesInSteps();
    void keepsTheBestOfMany();
    void goesOnSearchingBetweenKeys();
};

void TestCompletion::findsThePlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("replaced"); // offset+length
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArray>("attribute");
    const auto row = [](const char *text, const char *replaced, const char *typed,
                        const char *attribute) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(replaced) << QByteArray(typed)
                            << QByteArray(attribute);
    };
    row("|", "0+0", "", "");
    row("ty|", "0+2", "ty", "");
    row("ty|pe", "0+4", "ty", "");
    row("type |", "5+0", "", "");
    row("type =|", "6+0", "", "type");
    row("type = |", "7+0", "", "type");
    row("type = com|", "7+3", "com", "type");
    row("type = '|", "7+1", "", "type");
    row("type = 'com.|", "7+5", "com.", "type");
    row("type = 'com.| AND TRUE", "7+5", "com.", "type");
    row("type = 'co|m'", "7+5", "co", "type");
    row("type = 'com'|", "12+0", "", "");
    row("TYPE != 'c|'", "8+3", "c", "type");
    row("type LIKE 'c|", "10+2", "c", "type");
    row("type NOT LIKE 'c|", "14+2", "c", "type");
    row("type IN ('a', 'b|", "14+2", "b", "type");
    row("source NOT IN (|", "15+0", "", "source");
    row("LEFT('a|", "5+2", "a", "");
    row("(type = 'a|", "8+2", "a", "type");
    row("'x|", "0+2", "x", "");
    row("subject = \"ö|", "10+3", "ö", "subject");
}

void TestCompletion::findsThePlace()
{
    QFETCH(QByteArray, text);
    const ui::CompletionPlace place = placeIn(text);
    QTEST(QByteArray(QByteArray::number(place.replaced.offset) + '+' +
                     QByteArray::number(place.replaced.length)),
          "replaced");
    QTEST(QByteArray::fromStdString(place.typed), "typed");
    QTEST(QByteArray::fromStdString(place.attribute), "attribute");
    QCOMPARE(place.isPattern, text.contains("LIKE"));
}

void TestCompletion::findsPlacesInData_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("replaced"); // offset+length
    QTest::addColumn<int>("function");        // whose text it is; -1: none
    QTest::addColumn<QByteArray>("pointer");
    const auto row = [](const char *text, const char *replaced,
                        std::optional<core::cesql::Function> function, const char *pointer) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(replaced)
                            << (function ? int(*function) : -1) << QByteArray(pointer);
    };
    using enum core::cesql::Function;
    row("DATA('|", "5+1", Data, "");
    row("DATA('|')", "5+3", Data, ""); // what is taken closes it
    row("DATA('/to|", "5+4", Data, "");
    row("data('/to|ta') > 5", "5+8", Data, "");
    row("SUM('/i|", "4+3", Sum, "");
    row("NOT FINDING('d|", "12+2", Finding, "");
    row("TEXT('d|", "5+2", Text, "");
    row("LEFT('d|", "5+2", {}, "");
    row("DATA(|", "5+0", {}, "");
    row("DATA('/a') = |", "13+0", {}, "/a");
    row("DATA('/a') != 'x|", "14+2", {}, "/a");
    row("DATA('/a/b') LIKE 'x|", "18+2", {}, "/a/b");
    row("DATA('/a') NOT IN ('x', 'y|", "24+2", {}, "/a");
    row("SUM('/a') = |", "12+0", {}, "");
    row("LOWER(DATA('/a')) = |", "20+0", {}, "");
}

void TestCompletion::findsPlacesInData()
{
    QFETCH(QByteArray, text);
    const ui::CompletionPlace place = placeIn(text);
    QTEST(QByteArray(QByteArray::number(place.replaced.offset) + '+' +
                     QByteArray::number(place.replaced.length)),
          "replaced");
    QTEST(place.literalOf ? int(*place.literalOf) : -1, "function");
    QTEST(QByteArray::fromStdString(place.pointer), "pointer");
}

void TestCompletion::knowsWhichTypesAreMeant_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("types"); // names, then patterns behind ~
    const auto row = [](const char *text, const char *types) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(types);
    };
    row("|", "");
    row("type = 'a' AND DATA('|", "a");
    row("DATA('|') = 5 AND TYPE = \"a\"", "a");
    row("type IN ('b', 'a') OR type LIKE 'c.%' AND |", "a b ~c.%");
    row("type != 'a' AND type NOT LIKE 'b' AND type NOT IN ('c') AND |", "");
    row("source = 'a' AND |", "");
    row("type = 'a|", "");
}

void TestCompletion::knowsWhichTypesAreMeant()
{
    QFETCH(QByteArray, text);
    const ui::CompletionPlace place = placeIn(text);
    QByteArrayList types;
    for (const std::string &name : place.types.names)
        types << QByteArray::fromStdString(name);
    for (const std::string &pattern : place.types.patterns)
        types << '~' + QByteArray::fromStdString(pattern);
    QTEST(types.join(' '), "types");
}

void TestCompletion::offersFindings()
{
    ui::CompletionModel model;
    model.complete(placeIn("FINDING('|"), false);
    QCOMPARE(shownIn(model),
             (QStringList{QStringLiteral("duplicate"), QStringLiteral("same data")}));
    model.complete(placeIn("FINDING('dat|')"), false);
    QCOMPARE(shownIn(model), QStringList{QStringLiteral("same data")});
    QCOMPARE(model.item(0).written, QStringLiteral("'same data')"));
    QCOMPARE(model.place().replaced, (core::ByteRange{8, 6}));
}

/// A dictionary that is full does not have all.
void TestCompletion::tellsThatThereAreMoreValues()
{
    core::Columns columns(16 << 10);
    while (!columns.subjects.isFull())
        columns.subjects.add("order/" + std::to_string(columns.subjects.end()));
    ui::SeenValues seen;
    seen.columns = &columns;
    ui::CompletionModel model;
    model.setSeen(&seen);
    model.complete(placeIn("subject = 'order/2|"), false);
    QVERIFY(model.rowCount() > 0);
    QVERIFY2(model.summary().endsWith(QStringLiteral(" subjects, and others beyond the limit")),
             qPrintable(model.summary()));
}

void TestCompletion::offersWords_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isAsked");
    QTest::addColumn<QStringList>("first"); // how the list begins
    const auto row = [](const char *text, bool isAsked, const QStringList &first) {
        QTest::newRow(text) << QByteArray(text) << isAsked << first;
    };
    row("|", false, {});
    row("|", true, {QStringLiteral("type"), QStringLiteral("source"), QStringLiteral("subject")});
    row("s|", false,
        {QStringLiteral("source"), QStringLiteral("subject"), QStringLiteral("specversion"),
         QStringLiteral("SIZE")});
    row("LEN|", false, {QStringLiteral("LENGTH")});
    row("type |", false, {});
    row("type |", true, {QStringLiteral("AND"), QStringLiteral("OR"), QStringLiteral("LIKE")});
    row("type l|", false, {QStringLiteral("LIKE")});
    row("type NOT |", true, {QStringLiteral("LIKE"), QStringLiteral("IN")});
    row("EXISTS s|", false, {QStringLiteral("source"), QStringLiteral("subject")});
    row("type|", false, {}); // it stands there already
    row("type = 'a' and subj|", false, {QStringLiteral("subject")});
    row("type ) x|", true, {});
}

void TestCompletion::offersWords()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isAsked);
    QFETCH(QStringList, first);
    ui::CompletionModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.complete(placeIn(text), isAsked);
    QCOMPARE(shownIn(model).mid(0, first.size()), first);
    QCOMPARE(model.rowCount() == 0, first.isEmpty());
    QCOMPARE(model.summary(), QStringLiteral("Tab completes"));
}

void TestCompletion::placesTheCursorInACall()
{
    ui::CompletionModel model;
    const auto written = [&model](const char *text) {
        model.complete(placeIn(text), false);
        return QString(model.item(0).written.chopped(model.item(0).back) + u'|');
    };
    QCOMPARE(written("LENG|"), QStringLiteral("LENGTH(|"));
    QCOMPARE(written("DAT|"), QStringLiteral("datacontenttype|")); // attributes first
    QCOMPARE(written("FINDI|"), QStringLiteral("FINDING('|"));
    QCOMPARE(written("SIZ|"), QStringLiteral("SIZE()|"));
    QCOMPARE(model.index(0, 0).data(ui::CompletionModel::MeaningRole).toString(),
             QStringLiteral("SIZE()"));
}

void TestCompletion::offersValuesByCount()
{
    core::Columns columns(1 << 20);
    for (const char *type :
         {"com.shop.order", "com.shop.payment.declined", "com.shop.Payment.authorized", "tick"})
        columns.types.add(type);
    ui::SeenValues seen;
    seen.columns = &columns;
    seen.count = [](std::string_view, core::ValueCode code) -> quint64 { return code * 1000; };
    seen.typeColour = [](core::ValueCode code) { return QColor(0, 0, int(code)); };
    ui::CompletionModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSeen(&seen);
    model.complete(placeIn("type = 'pay|"), false);
    QCOMPARE(shownIn(model), (QStringList{QStringLiteral("'com.shop.Payment.authorized'"),
                                          QStringLiteral("'com.shop.payment.declined'")}));
    QCOMPARE(model.summary(), QStringLiteral("Tab completes · 2 of 4 types"));
    const QModelIndex first = model.index(0, 0);
    QCOMPARE(first.data(ui::CompletionModel::CountRole).toULongLong(), 4000ULL);
    QCOMPARE(first.data(ui::CompletionModel::SwatchRole).value<QColor>(), QColor(0, 0, 4));
    QCOMPARE(first.data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("'com.shop.Payment.authorized', 4\u00a0000 events"));
    // Without quotes as well; what was written completely is not offered again.
    model.complete(placeIn("type = tic|"), false);
    QCOMPARE(model.item(0).written, QStringLiteral("'tick'"));
    model.complete(placeIn("type = 'tick|'"), false);
    QCOMPARE(model.rowCount(), 0);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TestCompletion::quotesValues()
{
    core::Columns columns(1 << 20);
    columns.subjects.add("it's 100%");
    ui::SeenValues seen;
    seen.columns = &columns;
    ui::CompletionModel model;
    model.setSeen(&seen);
    model.complete(placeIn("subject = |"), false);
    QCOMPARE(model.item(0).written, QStringLiteral("'it\\'s 100%'"));
    QVERIFY(!model.item(0).count); // nobody counts here
    model.complete(placeIn("subject LIKE '|"), false);
    QCOMPARE(model.item(0).written, QStringLiteral("'it\\'s 100\\%'"));
    QCOMPARE(model.summary(), QStringLiteral("Tab completes · 1 of 1 subjects"));
}

void TestCompletion::leavesOutWhatIsGone()
{
    core::Columns columns(1 << 20);
    columns.sources.add("/gone");
    columns.sources.add("/here");
    ui::SeenValues seen;
    seen.columns = &columns;
    seen.count = [](std::string_view, core::ValueCode code) -> quint64 {
        return code == core::FirstCode ? 0 : 5;
    };
    ui::CompletionModel model;
    model.setSeen(&seen);
    model.complete(placeIn("source = '|"), false);
    QCOMPARE(shownIn(model), QStringList{QStringLiteral("'/here'")});
}

void TestCompletion::offersNoHiddenValues()
{
    core::Columns columns(1 << 20);
    columns.types.add("secret");
    ui::SeenValues seen;
    seen.columns = &columns;
    seen.isHidden = [](std::string_view attribute) { return attribute == "type"; };
    ui::CompletionModel model;
    model.setSeen(&seen);
    model.complete(placeIn("type = '|"), true);
    QCOMPARE(model.rowCount(), 0);
}

void TestCompletion::searchesManyValuesInSteps()
{
    constexpr core::ValueCode Many = 100'000;
    core::Columns columns(64 << 20);
    for (core::ValueCode number = 0; number < Many; ++number)
        columns.sources.add("/devices/" + std::to_string(number));
    ui::SeenValues seen;
    seen.columns = &columns;
    ui::ValueSearch search(seen, "source", "99999");
    int steps = 0;
    // However short the time, a step comes forward, and by a bounded number of values.
    while (!search.step(std::chrono::microseconds(0)))
        ++steps;
    QVERIFY2(steps > 100, qPrintable(QString::number(steps)));
    QCOMPARE(search.matches(), 1ULL);
    QCOMPARE(search.values(), quint64(Many));
    QCOMPARE(columns.sources.text(search.best().front().code), std::string_view("/devices/99999"));
}

void TestCompletion::keepsTheBestOfMany()
{
    core::Columns columns(1 << 20);
    constexpr int Values = int(ui::ValueSearch::MaxFound) + 10;
    for (int number = 0; number < Values; ++number)
        columns.types.add("type" + std::to_string(number));
    ui::SeenValues seen;
    seen.columns = &columns;
    seen.count = [](std::string_view, core::ValueCode code) -> quint64 { return code; };
    ui::ValueSearch search(seen, "type", "");
    QVERIFY(search.step(std::chrono::seconds(10)));
    QCOMPARE(search.matches(), quint64(Values));
    const auto best = search.best();
    QCOMPARE(best.size(), ui::ValueSearch::MaxFound);
    for (std::size_t place = 0; place < best.size(); ++place)
        QCOMPARE(best[place].count, quint64(core::FirstCode + Values - 1) - place);
}

void TestCompletion::goesOnSearchingBetweenKeys()
{
    core::Columns columns(64 << 20);
    for (int number = 0; number < 60'000; ++number)
        columns.subjects.add("order/" + std::to_string(number));
    ui::SeenValues seen;
    seen.columns = &columns;
    ui::CompletionModel model;
    model.setSeen(&seen);
    model.complete(placeIn("subject = '5999|"), false);
    QTRY_COMPARE(model.summary(), QStringLiteral("Tab completes · 16 of 60\u00a0000 subjects"));
    QCOMPARE(model.rowCount(), 16);
    model.complete(placeIn("subject = '59998|"), false);
    QTRY_COMPARE(model.rowCount(), 1);
}

QTEST_GUILESS_MAIN(TestCompletion)
#include "tst_completion.moc"

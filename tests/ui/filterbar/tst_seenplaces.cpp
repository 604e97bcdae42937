// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/seenplaces.h"

#include "core/query/storedvalues.h"
#include "tests/core/log/logtest.h"
#include "ui/filterbar/completionmodel.h"
#include "ui/filterbar/seenvalues.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace logtest;

namespace {

ui::CompletionPlace placeIn(const QByteArray &text)
{
    const qsizetype cursor = text.indexOf('|');
    return ui::completionPlace(QByteArray(text).remove(cursor, 1).toStdString(),
                               std::uint32_t(cursor));
}

/// A capture, and the completion of a filter of it.
struct Desk {
    Desk()
        : log(openLog(captureIn(folder)))
        , values(log->columns(), [this] { return log->reader(); })
        , places(values, pool)
    {
        seen.columns = &log->columns();
        seen.places = &places;
        model.setSeen(&seen);
    }

    void append(const std::string &type, const std::string &data, const std::string &region = {})
    {
        core::Message message = binaryMessage(++number, data);
        message.events.front().event.type = type;
        if (!region.empty())
            message.events.front().event.extensions = {
                {"region", core::AttributeValue::string(region)}};
        Sender(*log).send(std::move(message));
    }

    /// `'/total' 2 99.95` for each row, once it is known.
    QStringList offered(const QByteArray &text)
    {
        const ui::CompletionPlace place = placeIn(text);
        QSignalSpy taken(&places, &ui::SeenPlaces::taken);
        model.complete(place, true);
        if (!places.of(place.types) && taken.wait())
            model.complete(place, true);
        QStringList rows;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row, 0);
            QString said = index.data().toString();
            for (const int role :
                 {ui::CompletionModel::CountRole, ui::CompletionModel::MeaningRole}) {
                if (const QString more = index.data(role).toString(); !more.isEmpty())
                    said += u' ' + more;
            }
            rows << said;
        }
        return rows;
    }

    const QTemporaryDir folder;
    std::unique_ptr<core::EventLog> log;
    core::ScanPool pool;
    core::StoredValues values;
    ui::SeenPlaces places;
    ui::SeenValues seen;
    ui::CompletionModel model;
    std::uint64_t number = 0;
};

} // namespace

/// What completion knows of the insides of events.
class TestSeenPlaces : public QObject {
    Q_OBJECT

private slots:
    void offersPlacesOfTheTypesThatAreMeant();
    void offersPlacesToSum();
    void offersValuesOfAPlace_data();
    void offersValuesOfAPlace();
    void offersExtensions();
    void hidesWhatIsRedacted();
    void looksAgainWhenItGotOld();
};

void TestSeenPlaces::offersPlacesOfTheTypesThatAreMeant()
{
    Desk desk;
    const QAbstractItemModelTester tester(&desk.model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    desk.append("order", R"({"total":99.95,"items":[{"price":5}],"who":{"it's":"a"}})");
    desk.append("order", R"({"total":7})");
    desk.append("tick", R"({"count":1})");
    QCOMPARE(desk.offered("type = 'order' AND DATA('|"),
             (QStringList{QStringLiteral("/total 2 7"), QStringLiteral("/items/0/price 1 5"),
                          QStringLiteral("/who/it's 1 \"a\"")}));
    QCOMPARE(desk.model.summary(),
             QStringLiteral("Tab completes · 3 of 3 places in the newest 2 events"));
    QCOMPARE(desk.model.item(1).written, QStringLiteral("'/items/0/price')"));
    QCOMPARE(desk.model.item(2).written, QStringLiteral("'/who/it\\'s')"));
    QCOMPARE(desk.offered("DATA('coun|"), QStringList{QStringLiteral("/count 1 1")});
    QCOMPARE(desk.model.summary(),
             QStringLiteral("Tab completes · 1 of 4 places in the newest 3 events"));
    QCOMPARE(desk.offered("type = 'none' AND DATA('|"), QStringList());
}

void TestSeenPlaces::offersPlacesToSum()
{
    Desk desk;
    desk.append("order", R"({"total":99.95,"name":"x","items":[{"price":5},{"price":6,"off":1}]})");
    QCOMPARE(desk.offered("SUM('|"),
             (QStringList{QStringLiteral("/items/*/off 1"), QStringLiteral("/items/*/price 1 5"),
                          QStringLiteral("/total 1 99.95")}));
    QCOMPARE(desk.offered("SUM('PRI|')"), QStringList{QStringLiteral("/items/*/price 1 5")});
    QCOMPARE(desk.model.item(0).written, QStringLiteral("'/items/*/price')"));
}

void TestSeenPlaces::offersValuesOfAPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("rows");
    QTest::addColumn<QString>("written"); // the first
    const auto row = [](const char *text, const QStringList &rows, const char *written) {
        QTest::newRow(text) << QByteArray(text) << rows << QString::fromUtf8(written);
    };
    row("DATA('/state') = '|", {QStringLiteral("'paid' 2"), QStringLiteral("'new' 1")}, "'paid'");
    row("DATA('/state') LIKE 'pa|", {QStringLiteral("'paid' 2")}, "'paid'");
    row("DATA('/state') IN ('paid', 'n|", {QStringLiteral("'new' 1")}, "'new'");
    row("DATA('/total') = '9|", {QStringLiteral("'99.95' 1")}, "'99.95'");
    row("DATA('/items/0') = '5|", {QStringLiteral("5 1")}, "5");
    row("DATA('/ok') = 'tr|", {QStringLiteral("TRUE 1")}, "TRUE");
    row("region = '|", {QStringLiteral("'north' 2"), QStringLiteral("'50%' 1")}, "'north'");
    row("region LIKE '5|", {QStringLiteral("'50%' 1")}, "'50\\%'");
}

void TestSeenPlaces::offersValuesOfAPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, rows);
    QFETCH(QString, written);
    Desk desk;
    desk.append("order", R"({"state":"paid","total":99.95,"items":[5,6]})", "north");
    desk.append("order", R"({"state":"paid","total":7,"ok":true})", "north");
    desk.append("order", R"({"state":"new"})", "50%");
    QCOMPARE(desk.offered(text), rows);
    QCOMPARE(desk.model.item(0).written, written);
}

void TestSeenPlaces::offersExtensions()
{
    Desk desk;
    desk.append("order", "{}", "north");
    desk.append("tick", "{}");
    const QString region = QStringLiteral("region 1 'north'");
    QVERIFY(desk.offered("|").contains(region));
    QCOMPARE(desk.offered("type = 'order' AND reg|"), QStringList{region});
    QCOMPARE(desk.model.item(0).written, QStringLiteral("region"));
    QVERIFY(desk.offered("EXISTS |").contains(region));
    QCOMPARE(desk.offered("type = 'tick' AND reg|"), QStringList());
}

void TestSeenPlaces::hidesWhatIsRedacted()
{
    Desk desk;
    desk.append("order", R"({"total":99.95})", "north");
    desk.seen.isHidden = [](std::string_view attribute) { return attribute == "region"; };
    desk.seen.isDataHidden = [] { return true; };
    QCOMPARE(desk.offered("reg|"), QStringList{QStringLiteral("region 1")}); // no example
    QCOMPARE(desk.offered("region = '|"), QStringList());
    QCOMPARE(desk.offered("DATA('|"), QStringList());
    QCOMPARE(desk.offered("SUM('|"), QStringList());
    QCOMPARE(desk.offered("DATA('/total') = '|"), QStringList());
}

void TestSeenPlaces::looksAgainWhenItGotOld()
{
    Desk desk;
    desk.append("order", R"({"a":1})");
    QCOMPARE(desk.offered("DATA('|"), QStringList{QStringLiteral("/a 1 1")});
    desk.append("order", R"({"a":1})");
    QSignalSpy taken(&desk.places, &ui::SeenPlaces::taken);
    QTRY_VERIFY(desk.places.of({}) && taken.size() == 1); // asked for again and again
    QCOMPARE(desk.places.of({})->events, 2U);
}

QTEST_GUILESS_MAIN(TestSeenPlaces)
#include "tst_seenplaces.moc"

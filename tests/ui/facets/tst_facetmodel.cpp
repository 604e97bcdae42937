// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/query/filledcolumns.h"
#include "ui/facets/facetmodel.h"
#include "ui/models/eventtext.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

#include <memory>

using Texts = core::EventFilter::Texts;

class TestFacetModel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void isEmptyUntilTheFirstEvent();
    void countsWhatComes();
    void showsNothingThatIsNotPublished();
    void announcesNothingWhenNothingChanged();
    void announcesOnlyTheRowsThatChanged();
    void countsUnderTheChoiceOfTheOtherSection();
    void keepsValuesAtZeroInTheirPlace();
    void countsFromAStart();
    void boundsItsRows_data();
    void boundsItsRows();
    void becomesTheFilterThatIsChosen_data();
    void becomesTheFilterThatIsChosen();
    void showsWhatTheFilterSays();
    void drawsSparklines();
    void saysNothingWhenNoSparklineChanged();
    void keepsSparklinesWhenAValueIsAdded();
    void speaksOneSentencePerRow();
    void answersNothingForAWrongIndex();
    void countsValuesWithoutRoomAsOthers();
    void leavesOutValuesWhoseEventsHaveLeft();

private:
    void append(const char *type, const char *source, int times = 1);
    /// Ticks until the counts belong to the filter and to all that is published.
    void settle();
    QModelIndex row(const QString &path) const;
    quint64 count(const char *path) const
    {
        return row(QLatin1String(path)).data(ui::CountRole).toULongLong();
    }
    QString written(const QModelIndex &parent = {}, int depth = 0) const;

    std::unique_ptr<core::Columns> m_columns;
    std::unique_ptr<core::ScanPool> m_pool;
    std::unique_ptr<ui::FacetModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestFacetModel::init()
{
    m_columns = std::make_unique<core::Columns>();
    m_pool = std::make_unique<core::ScanPool>(1);
    m_model = std::make_unique<ui::FacetModel>(*m_columns, *m_pool);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestFacetModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_pool.reset();
    m_columns.reset();
}

void TestFacetModel::append(const char *type, const char *source, int times)
{
    for (int i = 0; i < times; ++i)
        appendEvent(*m_columns, type, source);
    m_columns->publish();
}

void TestFacetModel::settle()
{
    QTRY_VERIFY((m_model->advance(), m_model->isComplete()));
}

/// By PathRole: "0/com.shop" is a type, "1//checkout" a source, "0/" the head of the types.
QModelIndex TestFacetModel::row(const QString &path) const
{
    QList<QModelIndex> open{QModelIndex()};
    while (!open.isEmpty()) {
        const QModelIndex above = open.takeFirst();
        for (int i = 0; i < m_model->rowCount(above); ++i) {
            const QModelIndex index = m_model->index(i, 0, above);
            if (index.data(ui::PathRole).toString() == path)
                return index;
            open << index;
        }
    }
    return {};
}

/// "Types 3;  com.shop 7;    cart 5;…": indented, with counts.
QString TestFacetModel::written(const QModelIndex &parent, int depth) const
{
    QString text;
    for (int i = 0; i < m_model->rowCount(parent); ++i) {
        const QModelIndex index = m_model->index(i, 0, parent);
        text += QString(2 * depth, u' ') + index.data().toString() + u' ' +
                index.data(ui::CountRole).toString() + u'\n' + written(index, depth + 1);
    }
    return text;
}

void TestFacetModel::isEmptyUntilTheFirstEvent()
{
    QVERIFY(m_model->isEmpty());
    m_model->advance();
    QVERIFY(m_model->isEmpty());
    QCOMPARE(m_model->rowCount(), 0);
    append("tick", "/s");
    settle();
    QVERIFY(!m_model->isEmpty());
    QCOMPARE(written(), QStringLiteral("Types 1\n  tick 1\nSources 1\n  /s 1\n"));
}

void TestFacetModel::countsWhatComes()
{
    append("com.shop.cart", "/cart", 5);
    append("com.shop.order.paid", "/checkout", 2);
    append("tick", "/cart", 1);
    settle();
    QCOMPARE(written(),
             QStringLiteral("Types 3\n  com.shop 7\n    cart 5\n    order.paid 2\n  tick "
                            "1\nSources 2\n  /cart 6\n  /checkout 2\n"));
    append("com.shop.order.created", "/checkout", 3);
    settle();
    QCOMPARE(written(),
             QStringLiteral("Types 4\n  com.shop 10\n    cart 5\n    order 5\n      paid 2\n      "
                            "created 3\n  tick 1\nSources 2\n  /cart 6\n  /checkout 5\n"));
}

void TestFacetModel::showsNothingThatIsNotPublished()
{
    append("kept", "/s");
    settle();
    appendEvent(*m_columns, "not.kept", "/t");
    m_model->advance();
    QCOMPARE(written(), QStringLiteral("Types 1\n  kept 1\nSources 1\n  /s 1\n"));
    m_columns->rollBack();
    append("kept", "/s");
    settle();
    QCOMPARE(written(), QStringLiteral("Types 1\n  kept 2\nSources 1\n  /s 2\n"));
}

void TestFacetModel::announcesNothingWhenNothingChanged()
{
    append("a", "/s");
    settle();
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    for (int tick = 0; tick < 10; ++tick)
        m_model->advance();
    QCOMPARE(changed.count(), 0);
    QCOMPARE(reset.count(), 0);
}

void TestFacetModel::announcesOnlyTheRowsThatChanged()
{
    for (const char *type : {"a", "b", "c", "d.e", "d.f"})
        append(type, "/s");
    append("a", "/t");
    settle();
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    append("c", "/t", 7);
    settle();
    QStringList announced;
    for (const QList<QVariant> &each : changed) {
        QVERIFY(each[2].value<QList<int>>().contains(ui::CountRole));
        announced << each[0].toModelIndex().data(ui::PathRole).toString() + u" to " +
                         each[1].toModelIndex().data(ui::PathRole).toString();
    }
    const QStringList wanted{QStringLiteral("0/c to 0/c"), QStringLiteral("1//t to 1//t")};
    QCOMPARE(announced, wanted);
}

void TestFacetModel::countsUnderTheChoiceOfTheOtherSection()
{
    append("a", "/s", 3);
    append("b", "/s", 4);
    append("b", "/t", 5);
    core::EventFilter filter;
    filter.types = {"b"};
    m_model->setFilter(filter);
    settle();
    QCOMPARE(count("0/a"), 3ULL); // its siblings do not go to zero
    QCOMPARE(count("0/b"), 9ULL);
    QCOMPARE(count("1//s"), 4ULL);
    QCOMPARE(count("1//t"), 5ULL);
    m_model->setFilter({});
    settle();
    QCOMPARE(count("1//s"), 7ULL);
}

void TestFacetModel::keepsValuesAtZeroInTheirPlace()
{
    append("a", "/s");
    append("b", "/t");
    core::EventFilter filter;
    filter.sources = {"/t"};
    m_model->setFilter(filter);
    settle();
    QCOMPARE(written(), QStringLiteral("Types 2\n  a 0\n  b 1\nSources 2\n  /s 1\n  /t 1\n"));
}

void TestFacetModel::countsFromAStart()
{
    append("a", "/s", 10);
    m_model->setFilter({}, 10);
    append("a", "/s", 2);
    settle();
    QCOMPARE(count("0/a"), 2ULL);
    QCOMPARE(count("1//s"), 2ULL);
}

void TestFacetModel::boundsItsRows_data()
{
    QTest::addColumn<int>("values");
    QTest::addColumn<QString>("last");
    const int most = ui::FacetModel::MaxValues;
    QTest::newRow("one below") << most - 1 << QStringLiteral("/198");
    QTest::newRow("at") << most << QStringLiteral("/199");
    QTest::newRow("one above") << most + 1 << QStringLiteral("1 more…");
    QTest::newRow("many") << 20'000 << QStringLiteral("19\u00A0800 more…");
}

void TestFacetModel::boundsItsRows()
{
    QFETCH(int, values);
    for (int i = 0; i < values; ++i)
        appendEvent(*m_columns, "t" + std::to_string(i), "/" + std::to_string(i));
    m_columns->publish();
    settle();
    const int shown = std::min(values, ui::FacetModel::MaxValues + 1);
    for (const char *head : {"0/", "1/"}) {
        QCOMPARE(m_model->rowCount(row(QLatin1String(head))), shown);
        QCOMPARE(count(head), static_cast<quint64>(values));
    }
    const QModelIndex last = m_model->index(shown - 1, 0, row(QStringLiteral("1/")));
    QTEST(last.data().toString(), "last");
    if (values > ui::FacetModel::MaxValues) {
        QVERIFY(!last.data(ui::CountRole).isValid());
        QVERIFY(last.data(ui::PathRole) != row(QStringLiteral("1/")).data(ui::PathRole));
    }
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    append("one.more", "/one/more");
    settle();
    // Where there is a row for the rest, one more of it changes only that row.
    QCOMPARE(reset.count() > 0, values <= ui::FacetModel::MaxValues);
    if (values > ui::FacetModel::MaxValues)
        QCOMPARE(m_model->index(shown - 1, 0, row(QStringLiteral("0/"))).data().toString(),
                 ui::groupedNumber(static_cast<quint64>(values + 1 - ui::FacetModel::MaxValues)) +
                     u" more…");
    QCOMPARE(count("0/"), static_cast<quint64>(values + 1));
}

void TestFacetModel::becomesTheFilterThatIsChosen_data()
{
    using core::EventFilter;
    using Answer = EventFilter (ui::FacetModel::*)(const QModelIndex &) const;
    QTest::addColumn<EventFilter>("before");
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("row");
    QTest::addColumn<EventFilter>("after");
    const Answer only = &ui::FacetModel::filterWithOnly;
    const Answer toggled = &ui::FacetModel::filterWithToggled;
    const Answer without = &ui::FacetModel::filterWithout;
    const QString a = QStringLiteral("0/a");
    const QString shop = QStringLiteral("0/com.shop");
    const QString s = QStringLiteral("1//s");
    const EventFilter none;
    const EventFilter takesA{{"a"}, {}, {}, {}};
    const Texts both{"com.shop.cart", "com.shop.order"};

    QTest::newRow("only a value") << none << only << a << takesA;
    QTest::newRow("only it again") << takesA << only << a << none;
    QTest::newRow("only another") << EventFilter{{"b"}, {"/s"}, {"c"}, {}} << only << a
                                  << EventFilter{{"a"}, {"/s"}, {}, {}};
    QTest::newRow("only a branch") << none << only << shop << EventFilter{both, {}, {}, {}};
    QTest::newRow("only what is excluded") << EventFilter{{}, {}, {"a"}, {}} << only << a << takesA;
    QTest::newRow("only a source") << takesA << only << s << EventFilter{{"a"}, {"/s"}, {}, {}};
    QTest::newRow("only a head") << EventFilter{{"a"}, {"/s"}, {"b"}, {}} << only
                                 << QStringLiteral("0/") << EventFilter{{}, {"/s"}, {}, {}};

    QTest::newRow("in addition") << takesA << toggled << shop
                                 << EventFilter{
                                        {"a", "com.shop.cart", "com.shop.order"}, {}, {}, {}};
    QTest::newRow("no longer") << EventFilter{{"a", "b"}, {}, {}, {}} << toggled << a
                               << EventFilter{{"b"}, {}, {}, {}};
    QTest::newRow("a branch that is taken in part")
        << EventFilter{{"com.shop.cart"}, {}, {}, {}} << toggled << shop
        << EventFilter{both, {}, {}, {}};
    QTest::newRow("in addition what is excluded")
        << EventFilter{{}, {}, {"a", "b"}, {}} << toggled << a << EventFilter{{"a"}, {}, {"b"}, {}};

    QTest::newRow("without a value") << none << without << a << EventFilter{{}, {}, {"a"}, {}};
    QTest::newRow("no longer without") << EventFilter{{}, {}, {"a"}, {}} << without << a << none;
    QTest::newRow("without what is taken")
        << EventFilter{{"a", "b"}, {}, {}, {}} << without << a << EventFilter{{"b"}, {}, {"a"}, {}};
    QTest::newRow("without a branch") << none << without << shop << EventFilter{{}, {}, both, {}};
    QTest::newRow("without a source") << none << without << s << EventFilter{{}, {}, {}, {"/s"}};
}

void TestFacetModel::becomesTheFilterThatIsChosen()
{
    using core::EventFilter;
    using Answer = EventFilter (ui::FacetModel::*)(const QModelIndex &) const;
    QFETCH(EventFilter, before);
    QFETCH(Answer, answer);
    QFETCH(QString, row);
    QFETCH(EventFilter, after);
    for (const char *type : {"a", "b", "c", "com.shop.cart", "com.shop.order"})
        append(type, "/s");
    append("a", "/t");
    m_model->setFilter(before);
    settle();
    const QModelIndex index = this->row(row);
    QVERIFY(index.isValid());
    QVERIFY((m_model.get()->*answer)(index) == after);
    QVERIFY(m_model->filter() == before); // it answers and does not decide
}

void TestFacetModel::showsWhatTheFilterSays()
{
    for (const char *type : {"a", "com.shop.cart", "com.shop.order"})
        append(type, "/s");
    settle();
    const auto choice = [&](const char *path) {
        return static_cast<ui::FacetChoice>(row(QLatin1String(path)).data(ui::ChoiceRole).toInt());
    };
    QCOMPARE(choice("0/a"), ui::FacetChoice::None);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setFilter({{"com.shop.cart", "com.shop.order"}, {}, {"a"}, {"/s"}});
    QVERIFY(changed.count() > 0); // at once, whatever the counts say
    QCOMPARE(choice("0/a"), ui::FacetChoice::Excluded);
    QCOMPARE(choice("0/com.shop"), ui::FacetChoice::Taken);
    QCOMPARE(choice("0/com.shop.cart"), ui::FacetChoice::Taken);
    QCOMPARE(choice("0/"), ui::FacetChoice::None);
    QCOMPARE(choice("1//s"), ui::FacetChoice::Excluded);
    m_model->setFilter({{"com.shop.cart"}, {}, {}, {}});
    QCOMPARE(choice("0/com.shop"), ui::FacetChoice::None);
    QCOMPARE(choice("0/com.shop.cart"), ui::FacetChoice::Taken);
    settle();
}

namespace {

core::RateSnapshot ratesOf(core::RateGrouping grouping,
                           std::vector<std::pair<core::ValueCode, std::uint32_t>> firstHalf)
{
    core::RateSnapshot rates;
    rates.grouping = grouping;
    rates.kept.assign(32, 0);
    for (const auto &[code, count] : firstHalf) {
        core::RateSeries series;
        series.code = code;
        series.counts.assign(32, 0);
        std::fill_n(series.counts.begin(), 16, count);
        rates.series.push_back(series);
    }
    return rates;
}

} // namespace

void TestFacetModel::drawsSparklines()
{
    for (const char *type : {"com.shop.cart", "com.shop.order", "tick"})
        append(type, "/s");
    settle();
    const auto spark = [&](const char *path) {
        return row(QLatin1String(path)).data(ui::SparkRole).value<QList<float>>();
    };
    QVERIFY(spark("0/tick").isEmpty());
    m_model->setRates(
        ratesOf(core::RateGrouping::Type, {{core::FirstCode, 4}, {core::FirstCode + 1, 2}}));
    QList<float> half(ui::FacetModel::SparkBars, 0.0F);
    std::fill_n(half.begin(), ui::FacetModel::SparkBars / 2, 1.0F);
    QCOMPARE(spark("0/com.shop.cart"), half);
    QCOMPARE(spark("0/com.shop"), half);
    QVERIFY(spark("0/tick").isEmpty());
    QVERIFY(spark("1//s").isEmpty());
    m_model->setRates(ratesOf(core::RateGrouping::Source, {{core::FirstCode, 0}}));
    QCOMPARE(spark("1//s"), QList<float>(ui::FacetModel::SparkBars, 0.0F));
    QCOMPARE(spark("0/com.shop.cart"), half);
    m_model->setRates(core::RateSnapshot()); // nothing was counted yet
    QVERIFY(spark("0/com.shop.cart").isEmpty());
}

void TestFacetModel::saysNothingWhenNoSparklineChanged()
{
    append("com.shop.cart", "/s");
    settle();
    const auto rates = [](std::uint32_t count) {
        return ratesOf(core::RateGrouping::Type, {{core::FirstCode, count}});
    };
    m_model->setRates(rates(4));
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setRates(rates(4));
    QCOMPARE(changed.size(), 0);
    m_model->setRates(rates(0));
    QVERIFY(changed.size() > 0);
}

void TestFacetModel::keepsSparklinesWhenAValueIsAdded()
{
    append("com.shop.cart", "/s");
    append("com.shop.order", "/s");
    settle();
    m_model->setRates(ratesOf(core::RateGrouping::Type, {{core::FirstCode, 4}}));
    const QVariant before = row(QStringLiteral("0/com.shop.cart")).data(ui::SparkRole);
    QVERIFY(!before.value<QList<float>>().isEmpty());
    append("com.shop.payment", "/s");
    settle();
    QCOMPARE(row(QStringLiteral("0/com.shop.cart")).data(ui::SparkRole), before);
    QCOMPARE(row(QStringLiteral("0/com.shop")).data(ui::SparkRole), before);
}

void TestFacetModel::speaksOneSentencePerRow()
{
    append("com.shop.cart", "/s", 1'234);
    append("tick", "/s");
    m_model->setFilter({{"com.shop.cart"}, {}, {"tick"}, {}});
    settle();
    const auto sentence = [&](const char *path) {
        return row(QLatin1String(path)).data(Qt::AccessibleTextRole).toString();
    };
    QCOMPARE(sentence("0/"), QStringLiteral("Types, 2 values"));
    QCOMPARE(sentence("0/com.shop.cart"), QStringLiteral("com.shop.cart, 1\u00A0234 shown, taken"));
    QCOMPARE(sentence("0/tick"), QStringLiteral("tick, 1 shown, excluded"));
    QCOMPARE(sentence("1//s"), QStringLiteral("/s, 1\u00A0234 shown"));
}

void TestFacetModel::answersNothingForAWrongIndex()
{
    append("a", "/s");
    settle();
    QVERIFY(!m_model->data({}, Qt::DisplayRole).isValid());
    QVERIFY(!m_model->index(2, 0).isValid());
    QVERIFY(!m_model->index(0, 1).isValid());
    QVERIFY(!m_model->index(5, 0, m_model->index(0, 0)).isValid());
    QCOMPARE(m_model->flags({}), Qt::NoItemFlags);
}

void TestFacetModel::countsValuesWithoutRoomAsOthers()
{
    append("a", "/x", 2);
    core::Row unnamed;
    unnamed.type = core::OtherCode;
    unnamed.source = m_columns->sources.add("/x").code;
    m_columns->append(unnamed);
    m_columns->publish();
    settle();
    const QModelIndex others = row(QStringLiteral("0/\nothers"));
    QVERIFY(others.isValid());
    QCOMPARE(others.data(ui::CountRole).toULongLong(), 1ULL);
    QCOMPARE(others.data(Qt::AccessibleTextRole).toString(), QStringLiteral("others, 1 shown"));
    // There is nothing to choose.
    const core::EventFilter onlyX{.sources = {"/x"}};
    m_model->setFilter(onlyX);
    settle();
    QCOMPARE(m_model->filterWithOnly(row(QStringLiteral("0/\nothers"))), onlyX);
    QCOMPARE(m_model->filterWithToggled(row(QStringLiteral("0/\nothers"))), onlyX);
    QCOMPARE(m_model->filterWithout(row(QStringLiteral("0/\nothers"))), onlyX);
    m_columns->evict(3);
    append("a", "/x");
    settle();
    QVERIFY(!row(QStringLiteral("0/\nothers")).isValid());
}

void TestFacetModel::leavesOutValuesWhoseEventsHaveLeft()
{
    append("a", "/x", 2);
    append("b", "/x", 3);
    settle();
    QCOMPARE(count("0/a"), 2ULL);
    m_columns->evict(1);
    settle();
    QCOMPARE(count("0/a"), 1ULL);
    m_columns->evict(2);
    settle();
    QVERIFY(!row(QStringLiteral("0/a")).isValid());
    QCOMPARE(count("0/b"), 3ULL);
    QCOMPARE(count("1//x"), 3ULL);
    QCOMPARE(row(QStringLiteral("0/")).data(ui::CountRole).toULongLong(), 1ULL);
}

QTEST_GUILESS_MAIN(TestFacetModel)
#include "tst_facetmodel.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/parser.h"
#include "core/query/filterexpression.h"
#include "tests/core/query/filledcolumns.h"
#include "ui/facets/facetmodel.h"
#include "ui/models/eventtext.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

#include <memory>

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
    void listsAllFacets();
    void saysWhatIsTyped();
    void showsTheLargestOfMany();
    void doesNotSlowDownWithManyValues();

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
    const int most = int(ui::FacetValues::MaxValues);
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
    const int shown = std::min(values, int(ui::FacetValues::MaxValues) + 1);
    for (const char *head : {"0/", "1/"}) {
        QCOMPARE(m_model->rowCount(row(QLatin1String(head))), shown);
        QCOMPARE(count(head), static_cast<quint64>(values));
    }
    const QModelIndex last = m_model->index(shown - 1, 0, row(QStringLiteral("1/")));
    QTEST(last.data().toString(), "last");
    if (values > int(ui::FacetValues::MaxValues)) {
        QCOMPARE(last.data(ui::KindRole).toInt(), int(ui::FacetRow::More));
        QCOMPARE(last.data(ui::CountRole).toInt(), values - int(ui::FacetValues::MaxValues));
        QVERIFY(!ui::FacetModel::isChoice(last));
        QVERIFY(last.data(ui::PathRole) != row(QStringLiteral("1/")).data(ui::PathRole));
    }
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    append("one.more", "/one/more");
    settle();
    // Where there is a row for the rest, one more of it changes only that row.
    QCOMPARE(reset.count() > 0, values <= int(ui::FacetValues::MaxValues));
    if (values > int(ui::FacetValues::MaxValues))
        QCOMPARE(
            m_model->index(shown - 1, 0, row(QStringLiteral("0/"))).data().toString(),
            ui::groupedNumber(static_cast<quint64>(values + 1 - int(ui::FacetValues::MaxValues))) +
                u" more…");
    QCOMPARE(count("0/"), static_cast<quint64>(values + 1));
}

void TestFacetModel::becomesTheFilterThatIsChosen_data()
{
    using core::EventFilter;
    using Answer = EventFilter (ui::FacetModel::*)(const QModelIndexList &) const;
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
    const auto written = [](const char *text) {
        return core::filterOf(core::cesql::parse(text).value());
    };

    QTest::newRow("only a value") << none << only << a << takesA;
    QTest::newRow("only it again") << takesA << only << a << none;
    QTest::newRow("only another") << EventFilter{{"b"}, {"/s"}, {"c"}, {}} << only << a
                                  << EventFilter{{"a"}, {"/s"}, {}, {}};
    QTest::newRow("only a branch") << none << only << shop << written("type LIKE 'com.shop.%'");
    QTest::newRow("only what is excluded") << EventFilter{{}, {}, {"a"}, {}} << only << a << takesA;
    QTest::newRow("only a source") << takesA << only << s << EventFilter{{"a"}, {"/s"}, {}, {}};
    QTest::newRow("only a head") << EventFilter{{"a"}, {"/s"}, {"b"}, {}} << only
                                 << QStringLiteral("0/") << EventFilter{{}, {"/s"}, {}, {}};

    QTest::newRow("in addition") << takesA << toggled << shop
                                 << written("(type = 'a' OR type LIKE 'com.shop.%')");
    QTest::newRow("no longer") << EventFilter{{"a", "b"}, {}, {}, {}} << toggled << a
                               << EventFilter{{"b"}, {}, {}, {}};
    QTest::newRow("a branch that is taken in part")
        << EventFilter{{"com.shop.cart"}, {}, {}, {}} << toggled << shop
        << written("type LIKE 'com.shop.%'");
    QTest::newRow("a branch of which all are taken")
        << EventFilter{{"com.shop.cart", "com.shop.order", "b"}, {}, {}, {}} << toggled << shop
        << EventFilter{{"b"}, {}, {}, {}};
    QTest::newRow("in addition what is excluded")
        << EventFilter{{}, {}, {"a", "b"}, {}} << toggled << a << EventFilter{{"a"}, {}, {"b"}, {}};

    QTest::newRow("without a value") << none << without << a << EventFilter{{}, {}, {"a"}, {}};
    QTest::newRow("no longer without") << EventFilter{{}, {}, {"a"}, {}} << without << a << none;
    QTest::newRow("without what is taken")
        << EventFilter{{"a", "b"}, {}, {}, {}} << without << a << EventFilter{{"b"}, {}, {"a"}, {}};
    QTest::newRow("without a branch")
        << none << without << shop << written("type NOT LIKE 'com.shop.%'");
    QTest::newRow("without a source") << none << without << s << EventFilter{{}, {}, {}, {"/s"}};
}

void TestFacetModel::becomesTheFilterThatIsChosen()
{
    using core::EventFilter;
    using Answer = EventFilter (ui::FacetModel::*)(const QModelIndexList &) const;
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
    QVERIFY((m_model.get()->*answer)({index}) == after);
    QVERIFY(m_model->filter() == before); // it answers and does not decide
}

void TestFacetModel::showsWhatTheFilterSays()
{
    for (const char *type : {"a", "com.shop.cart", "com.shop.order"})
        append(type, "/s");
    settle();
    const auto choice = [&](const char *path) {
        return static_cast<core::FacetState>(row(QLatin1String(path)).data(ui::StateRole).toInt());
    };
    QCOMPARE(choice("0/a"), core::FacetState::None);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setFilter({{"com.shop.cart", "com.shop.order"}, {}, {"a"}, {"/s"}});
    QVERIFY(changed.count() > 0); // at once, whatever the counts say
    QCOMPARE(choice("0/a"), core::FacetState::Excluded);
    QCOMPARE(choice("0/com.shop"), core::FacetState::Taken);
    QCOMPARE(choice("0/com.shop.cart"), core::FacetState::Taken);
    QCOMPARE(choice("0/"), core::FacetState::None);
    QCOMPARE(choice("1//s"), core::FacetState::Excluded);
    m_model->setFilter({{"com.shop.cart"}, {}, {}, {}});
    QCOMPARE(choice("0/com.shop"), core::FacetState::None);
    QCOMPARE(choice("0/com.shop.cart"), core::FacetState::Taken);
    settle();
}

namespace {

/// Of each value so many events in each bar of the first half of the range.
core::RateSnapshot ratesOf(core::RateGrouping grouping,
                           std::vector<std::pair<core::ValueCode, std::uint32_t>> firstHalf)
{
    core::RateSnapshot rates;
    rates.grouping = grouping;
    rates.sparks.emplace();
    for (const auto &[code, count] : firstHalf) {
        core::RateSpark spark{code, double(count) / 2, {}};
        std::fill_n(spark.bars.begin(), core::RateSpark::Bars / 2, count);
        rates.sparks->push_back(spark);
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
    QList<float> half(ui::FacetSpark::Bars, 0.0F);
    std::fill_n(half.begin(), ui::FacetSpark::Bars / 2, 1.0F);
    QCOMPARE(spark("0/com.shop.cart"), half);
    QCOMPARE(spark("0/com.shop"), half);
    QCOMPARE(row(QStringLiteral("0/com.shop.order")).data(ui::RateRole).toDouble(), 1.0);
    QCOMPARE(row(QStringLiteral("0/com.shop")).data(ui::RateRole).toDouble(), 3.0);
    QCOMPARE(row(QStringLiteral("0/com.shop.cart")).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("com.shop.cart, 1 shown, 2.0/s"));
    QVERIFY(!row(QStringLiteral("0/tick")).data(ui::RateRole).isValid());
    QVERIFY(spark("0/tick").isEmpty());
    QVERIFY(spark("1//s").isEmpty());
    m_model->setRates(ratesOf(core::RateGrouping::Source, {{core::FirstCode, 0}}));
    QCOMPARE(spark("1//s"), QList<float>(ui::FacetSpark::Bars, 0.0F));
    QCOMPARE(spark("0/com.shop.cart"), half);
    m_model->setRates(core::RateSnapshot()); // one without sparklines
    QCOMPARE(spark("0/com.shop.cart"), half);
    m_model->setRates(ratesOf(core::RateGrouping::Type, {})); // nothing came in that time
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
    const QString others = QStringLiteral("0/\n") + QString::number(int(ui::FacetRow::Others));
    QVERIFY(row(others).isValid());
    QCOMPARE(row(others).data(ui::CountRole).toULongLong(), 1ULL);
    QCOMPARE(row(others).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("others, 1 shown"));
    // There is nothing to choose.
    const core::EventFilter onlyX{.sources = {"/x"}};
    m_model->setFilter(onlyX);
    settle();
    QCOMPARE(m_model->filterWithOnly({row(others)}), onlyX);
    QCOMPARE(m_model->filterWithToggled({row(others)}), onlyX);
    QCOMPARE(m_model->filterWithout({row(others)}), onlyX);
    m_columns->evict(3);
    append("a", "/x");
    settle();
    QVERIFY(!row(others).isValid());
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

void TestFacetModel::listsAllFacets()
{
    const auto appendWhole = [&](const char *subject, const char *contentType, const char *origin) {
        core::Row row;
        row.type = m_columns->types.add("t").code;
        row.source = m_columns->sources.add("/s").code;
        if (*subject)
            row.subject = m_columns->subjects.add(subject).code;
        if (*contentType)
            row.contentType = m_columns->contentTypes.add(contentType).code;
        row.connection = m_columns->connections.add(origin).code;
        m_columns->append(row);
        m_columns->publish();
    };
    appendWhole("", "", "http://127.0.0.1:8080");
    settle();
    QCOMPARE(written(), QStringLiteral("Types 1\n  t 1\nSources 1\n  /s 1\nOrigins 1\n  "
                                       "http://127.0.0.1:8080 1\n"));
    appendWhole("cart/1", "application/json", "http://127.0.0.1:8080");
    appendWhole("cart/1", "text/plain", "wss://feed");
    settle();
    QCOMPARE(written(),
             QStringLiteral("Types 1\n  t 3\nSources 1\n  /s 3\nSubjects 1\n  cart/1 2\n  no "
                            "subject 1\nContent types 2\n  application/json 1\n  text/plain 1\n  "
                            "no content type 1\nOrigins 2\n  http://127.0.0.1:8080 2\n  "
                            "wss://feed 1\n"));
    // A choice leaves the counts of its own section, and narrows all others.
    m_model->setFilter(m_model->filterWithOnly({row(QStringLiteral("2/cart/1"))}));
    settle();
    QCOMPARE(written(),
             QStringLiteral("Types 1\n  t 2\nSources 1\n  /s 2\nSubjects 1\n  cart/1 2\n  no "
                            "subject 1\nContent types 2\n  application/json 1\n  text/plain 1\n  "
                            "no content type 0\nOrigins 2\n  http://127.0.0.1:8080 1\n  "
                            "wss://feed 1\n"));
    const QString absent = QStringLiteral("3/\n") + QString::number(int(ui::FacetRow::Absent));
    m_model->setFilter(m_model->filterWithout({row(absent)}));
    m_model->setFilter(m_model->filterWithOnly({row(QStringLiteral("4/wss://feed"))}));
    settle();
    QCOMPARE(core::expressionText(m_model->filter()),
             std::string("subject = 'cart/1' AND EXISTS datacontenttype AND ORIGIN() = "
                         "'wss://feed'"));
    QCOMPARE(row(absent).data(ui::StateRole).toInt(), int(core::FacetState::Excluded));
    QCOMPARE(count("3/text/plain"), 1ULL);
    QCOMPARE(count("3/application/json"), 0ULL);
    QCOMPARE(count("4/http://127.0.0.1:8080"), 1ULL);
}

void TestFacetModel::saysWhatIsTyped()
{
    for (const char *type : {"com.shop.cart", "com.shop.order", "org.x"})
        append(type, "/s");
    settle();
    const auto states = [&](const char *text) {
        m_model->setFilter(core::filterOf(core::cesql::parse(text).value()));
        settle();
        QString all;
        for (const char *path : {"0/com.shop", "0/com.shop.cart", "0/com.shop.order", "0/org.x"}) {
            const int state = row(QLatin1String(path)).data(ui::StateRole).toInt();
            all += state == int(core::FacetState::Taken)      ? u'T'
                   : state == int(core::FacetState::Excluded) ? u'X'
                                                              : u'.';
        }
        return all;
    };
    QCOMPARE(states("type LIKE 'com.shop.%'"), QStringLiteral("TTT."));
    QCOMPARE(states("type IN ('com.shop.cart', 'org.x') AND id > 5"), QStringLiteral(".T.T"));
    QCOMPARE(states("NOT (type LIKE 'com.%')"), QStringLiteral("XXX."));
    QCOMPARE(states("type LIKE 'com.%' AND type != 'com.shop.cart'"), QStringLiteral(".XT."));
    QCOMPARE(states("type LIKE '%r%' OR id = '1'"), QStringLiteral("...."));
}

void TestFacetModel::showsTheLargestOfMany()
{
    const int many = 1000;
    for (int i = 0; i < many; ++i) {
        for (int times = i >= 900 ? 3 : 1; times > 0; --times)
            appendEvent(*m_columns, "t", "/" + std::to_string(i));
    }
    m_columns->publish();
    settle();
    const QModelIndex head = row(QStringLiteral("1/"));
    QCOMPARE(m_model->rowCount(head), int(ui::FacetValues::MaxValues) + 1);
    QCOMPARE(m_model->index(0, 0, head).data().toString(), QStringLiteral("/900"));
    QCOMPARE(m_model->index(99, 0, head).data().toString(), QStringLiteral("/999"));
    const QModelIndex more = m_model->index(int(ui::FacetValues::MaxValues), 0, head);
    QCOMPARE(more.data().toString(), QStringLiteral("800 more…"));
    QCOMPARE(more.data(ui::CountRole).toInt(), 800); // events: what has no row is counted
    // What the filter names has a row, however small it is.
    m_model->setFilter({{}, {"/777"}, {}, {"/778"}});
    settle();
    QCOMPARE(row(QStringLiteral("1//777")).data(ui::StateRole).toInt(),
             int(core::FacetState::Taken));
    QCOMPARE(row(QStringLiteral("1//778")).data(ui::StateRole).toInt(),
             int(core::FacetState::Excluded));
    m_model->setFilter({});
    settle();
    QVERIFY(!row(QStringLiteral("1//777")).isValid());
    // What becomes large has one once the capture has doubled.
    for (int i = 0; i < 1300; ++i)
        appendEvent(*m_columns, "t", "/500");
    m_columns->publish();
    settle();
    QCOMPARE(m_model->index(0, 0, row(QStringLiteral("1/"))).data().toString(),
             QStringLiteral("/500"));
}

/// Counted work: what a tick announces, and how many values it looks at, is that of a few values.
void TestFacetModel::doesNotSlowDownWithManyValues()
{
    const int many = 100'000;
    for (int i = 0; i < many; ++i)
        appendEvent(*m_columns, "t", "/source/of/events/" + std::to_string(i));
    m_columns->publish();
    int ticks = 0;
    QTRY_VERIFY((m_model->advance(), ++ticks, m_model->isComplete()));
    QVERIFY(ticks >= many / int(core::TopValues::ValuesPerStep)); // in steps
    QCOMPARE(count("1/"), quint64(many));
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    std::mt19937 random(3);
    for (int tick = 0; tick < 100; ++tick) {
        for (int i = 0; i < 200; ++i) // old sources, and new ones
            appendEvent(*m_columns, "t",
                        "/source/of/events/" + std::to_string(random() % (2 * many)));
        m_columns->publish();
        m_model->advance();
        QVERIFY(!m_model->isLooking());
    }
    QCOMPARE(reset.count(), 0);
    QVERIFY2(changed.count() <= 100 * 6, qPrintable(QString::number(changed.count())));
    m_model->search(QStringLiteral("99999"));
    settle();
    QCOMPARE(
        row(QStringLiteral("1//source/of/events/99999")).data(ui::CountRole).toULongLong(),
        m_model->keptOf(core::Facet::Source, *m_columns->sources.find("/source/of/events/99999")));
}

QTEST_GUILESS_MAIN(TestFacetModel)
#include "tst_facetmodel.moc"

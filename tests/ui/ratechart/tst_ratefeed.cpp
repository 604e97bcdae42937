// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/query/filledcolumns.h"
#include "ui/ratechart/ratefeed.h"

#include <QSignalSpy>
#include <QtTest>

#include <atomic>
#include <memory>

namespace {

constexpr std::int64_t Noon = 1'795'780'800'000'000;

auto arrivals(const QSignalSpy &arrived, core::RateGrouping grouping)
{
    return std::count_if(arrived.begin(), arrived.end(), [grouping](const auto &each) {
        return each[0].template value<ui::RateFeed::Snapshot>()->grouping == grouping;
    });
}

} // namespace

class TestRateFeed : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void asksNothingUntilSomebodyLooks();
    void asksNoMoreWhenNobodyLooks();
    void answersTheRangeThatIsAskedFor();
    void bringsTheOtherGroupingForTheSparklines();
    void bringsSparksOnceASecond();
    void asksLessOftenWhileNothingComes();
    void followsTheFilter();

private:
    int asked() const { return *m_asked; }

    std::shared_ptr<std::atomic<int>> m_asked; ///< each question reads the clock once
    std::unique_ptr<core::Columns> m_columns;
    std::unique_ptr<core::ScanPool> m_pool;
    std::unique_ptr<ui::RateFeed> m_feed;
};

void TestRateFeed::init()
{
    m_asked = std::make_shared<std::atomic<int>>(0);
    m_columns = std::make_unique<core::Columns>();
    m_pool = std::make_unique<core::ScanPool>(1);
    for (int i = 0; i < 100; ++i)
        appendEvent(*m_columns, i % 4 ? "a" : "b", "/s", Noon + i * 1'000);
    m_columns->publish();
    core::Clock clock;
    clock.wall = [asked = m_asked] {
        ++*asked;
        return core::WallTime(std::chrono::microseconds(Noon + 30'000'000));
    };
    m_feed = std::make_unique<ui::RateFeed>(*m_columns, *m_pool, clock);
}

void TestRateFeed::cleanup()
{
    m_feed.reset();
    m_pool.reset();
    m_columns.reset();
}

void TestRateFeed::asksNothingUntilSomebodyLooks()
{
    QSignalSpy arrived(m_feed.get(), &ui::RateFeed::arrived);
    m_feed->setRange(core::RateRange::OneHour);
    m_feed->setGrouping(core::RateGrouping::Source);
    m_feed->setFilter({{"a"}, {}, {}, {}}, 0);
    QVERIFY(!arrived.wait(400));
    QCOMPARE(asked(), 0);
    m_feed->setActive(true);
    QVERIFY(arrived.wait());
    const auto snapshot = arrived[0][0].value<ui::RateFeed::Snapshot>();
    QCOMPARE(snapshot->range, core::RateRange::OneHour);
    QCOMPARE(snapshot->grouping, core::RateGrouping::Source);
    QCOMPARE(snapshot->shownTotal, 75U);
}

void TestRateFeed::asksNoMoreWhenNobodyLooks()
{
    QSignalSpy arrived(m_feed.get(), &ui::RateFeed::arrived);
    m_feed->setActive(true);
    QVERIFY(arrived.wait());
    m_feed->setActive(false);
    QTRY_VERIFY(!m_feed->isBusy());
    const int before = asked();
    arrived.clear();
    QVERIFY(!arrived.wait(400));
    QCOMPARE(asked(), before);
    m_feed->setActive(true);
    QVERIFY(arrived.wait());
    QVERIFY(asked() > before);
}

void TestRateFeed::answersTheRangeThatIsAskedFor()
{
    m_feed->setActive(true);
    QSignalSpy arrived(m_feed.get(), &ui::RateFeed::arrived);
    for (const auto range : {core::RateRange::TenMinutes, core::RateRange::All,
                             core::RateRange::OneHour, core::RateRange::OneMinute}) {
        m_feed->setRange(range);
        QCOMPARE(m_feed->range(), range);
        arrived.clear();
        QVERIFY(arrived.wait());
        for (const QList<QVariant> &each : arrived)
            QCOMPARE(each[0].value<ui::RateFeed::Snapshot>()->range, range);
    }
}

void TestRateFeed::bringsTheOtherGroupingForTheSparklines()
{
    QSignalSpy arrived(m_feed.get(), &ui::RateFeed::arrived);
    connect(m_feed.get(), &ui::RateFeed::arrived, this, [this] { // events go on coming
        appendEvent(*m_columns, "a", "/s", Noon + 1'000'000);
        m_columns->publish();
    });
    m_feed->setActive(true);
    QTRY_VERIFY(arrivals(arrived, core::RateGrouping::Source) >= 2);
    QVERIFY(arrivals(arrived, core::RateGrouping::Type) >
            2 * arrivals(arrived, core::RateGrouping::Source));
}

void TestRateFeed::bringsSparksOnceASecond()
{
    QSignalSpy arrived(m_feed.get(), &ui::RateFeed::arrived);
    connect(m_feed.get(), &ui::RateFeed::arrived, this, [this] { // events go on coming
        appendEvent(*m_columns, "a", "/s", Noon + 1'000'000);
        m_columns->publish();
    });
    m_feed->setSparks(core::RateGrouping::Type, {core::FirstCode + 1, core::FirstCode});
    m_feed->setActive(true);
    const auto withSparks = [&](core::RateGrouping grouping) {
        return std::count_if(arrived.begin(), arrived.end(), [grouping](const auto &each) {
            const auto snapshot = each[0].template value<ui::RateFeed::Snapshot>();
            return snapshot->grouping == grouping && snapshot->sparks;
        });
    };
    QTRY_VERIFY(withSparks(core::RateGrouping::Type) >= 2);
    QVERIFY(withSparks(core::RateGrouping::Type) < arrivals(arrived, core::RateGrouping::Type));
    QCOMPARE(withSparks(core::RateGrouping::Source), 0); // nobody asked
    const auto first = std::find_if(arrived.begin(), arrived.end(), [](const auto &each) {
        return each[0].template value<ui::RateFeed::Snapshot>()->sparks.has_value();
    });
    QCOMPARE((*first)[0].value<ui::RateFeed::Snapshot>()->sparks->size(), std::size_t(2));
    m_feed->setSparks(core::RateGrouping::Source, {core::FirstCode});
    QTRY_VERIFY(withSparks(core::RateGrouping::Source) >= 1);
}

void TestRateFeed::asksLessOftenWhileNothingComes()
{
    QSignalSpy arrived(m_feed.get(), &ui::RateFeed::arrived);
    m_feed->setActive(true);
    QTRY_VERIFY(arrivals(arrived, core::RateGrouping::Source) >= 2);
    QVERIFY(arrivals(arrived, core::RateGrouping::Type) <=
            arrivals(arrived, core::RateGrouping::Source) + 1);
}

void TestRateFeed::followsTheFilter()
{
    QSignalSpy arrived(m_feed.get(), &ui::RateFeed::arrived);
    m_feed->setActive(true);
    QVERIFY(arrived.wait());
    QVERIFY(!arrived.last()[0].value<ui::RateFeed::Snapshot>()->isFiltered);
    m_feed->setFilter({{"b"}, {}, {}, {}}, 0);
    QTRY_VERIFY(arrived.last()[0].value<ui::RateFeed::Snapshot>()->isFiltered);
    const auto snapshot = arrived.last()[0].value<ui::RateFeed::Snapshot>();
    QCOMPARE(snapshot->shownTotal, 25U);
    QCOMPARE(snapshot->keptTotal, 100U);
}

QTEST_GUILESS_MAIN(TestRateFeed)
#include "tst_ratefeed.moc"

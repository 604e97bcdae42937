// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/query/filledcolumns.h"
#include "tests/support/apptheme.h"
#include "ui/frame/segments.h"
#include "ui/frame/wordsline.h"
#include "ui/ratechart/ratechartpanel.h"
#include "ui/ratechart/ratechartview.h"
#include "ui/ratechart/ratelegend.h"
#include "ui/theme/seriescolours.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QToolButton>
#include <QtTest>

#include <memory>

namespace {

/// 2026-11-27 12:00:00 UTC
constexpr std::int64_t Noon = 1'795'780'800'000'000;

} // namespace

class TestRateChartPanel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void saysRateAndPeak();
    void saysWhatAFilterShows();
    void asksForTheRangeAndGroupingThatAreChosen();
    void hidesABandByItsLegend();
    void bringsHiddenBandsBackWithAnotherGrouping();
    void filtersByABand();
    void hidesTheLegendWhereThereIsNoRoom();
    void shortensWhatItSaysWhereThereIsNoRoom();
    void describesItselfForTheEar();
    void keepsItsPlotWhereItIs();
    void writesItsLabelsWhole_data();
    void writesItsLabelsWhole();
    void showsACardUnderTheMouse();
    void looksDifferentInEachTheme();
    void brushesWithTheMouse();
    void brushesWithTheKeys();
    void showsTheBrushOfTheFilter();

private:
    void fill(int seconds);
    /// Until a snapshot with this many events of what is asked for now was drawn.
    void look(quint64 events);
    void click(const QString &word);
    QString words() const { return m_panel->findChild<ui::WordsLine *>()->text(); }
    ui::RateLegend *legend() const { return m_panel->findChild<ui::RateLegend *>(); }
    ui::RateChartView *plot() const { return m_panel->findChild<ui::RateChartView *>(); }

    AppTheme m_theme;
    std::unique_ptr<core::Columns> m_columns;
    std::unique_ptr<core::ScanPool> m_pool;
    std::unique_ptr<ui::SeriesColours> m_types;
    std::unique_ptr<ui::SeriesColours> m_sources;
    std::unique_ptr<ui::RateFeed> m_feed;
    std::unique_ptr<ui::RateChartPanel> m_panel;
};

void TestRateChartPanel::init()
{
    m_columns = std::make_unique<core::Columns>();
    m_pool = std::make_unique<core::ScanPool>(1);
    m_types = std::make_unique<ui::SeriesColours>(m_columns->types, *m_theme);
    m_sources = std::make_unique<ui::SeriesColours>(m_columns->sources, *m_theme);
    core::Clock clock;
    clock.wall = [] { return core::WallTime(std::chrono::microseconds(Noon)); };
    m_feed = std::make_unique<ui::RateFeed>(*m_columns, *m_pool, clock);
    m_panel = std::make_unique<ui::RateChartPanel>(*m_feed, *m_types, *m_sources, *m_theme);
    m_panel->resize(800, 200);
    m_panel->show();
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    m_feed->setActive(true);
}

void TestRateChartPanel::cleanup()
{
    m_panel.reset();
    m_feed.reset();
    m_sources.reset();
    m_types.reset();
    m_pool.reset();
    m_columns.reset();
}

/// For so many seconds before noon 40 events a second, of which half are com.shop.cart.updated; in one of them 400.
void TestRateChartPanel::fill(int seconds)
{
    const char *const types[] = {"com.shop.cart.updated", "com.shop.cart.updated",
                                 "com.shop.order.created", "tick"};
    for (int second = seconds; second > 0; --second) {
        const int times = second == 20 ? 100 : 10;
        for (int i = 0; i < times * 4; ++i)
            appendEvent(*m_columns, types[i % 4], i % 3 ? "/cart" : "/checkout",
                        Noon - second * 1'000'000 + i % 4 * 250'000 + 1);
    }
    m_columns->publish();
}

void TestRateChartPanel::look(quint64 events)
{
    QSignalSpy arrived(m_feed.get(), &ui::RateFeed::arrived);
    QTRY_VERIFY(std::any_of(arrived.begin(), arrived.end(), [&](const QList<QVariant> &each) {
        const auto snapshot = each[0].value<ui::RateFeed::Snapshot>();
        return snapshot->grouping == m_feed->grouping() && snapshot->range == m_feed->range() &&
               snapshot->shownTotal == events;
    }));
}

void TestRateChartPanel::click(const QString &word)
{
    for (QToolButton *button : m_panel->findChildren<QToolButton *>()) {
        if (button->text() == word) {
            QTest::mouseClick(button, Qt::LeftButton);
            return;
        }
    }
    QFAIL(qPrintable(word));
}

void TestRateChartPanel::saysRateAndPeak()
{
    fill(50);
    look(50 * 40 + 360);
    QCOMPARE(words(), QStringLiteral("40/s   peak 400/s at 11:59:40"));
}

void TestRateChartPanel::saysWhatAFilterShows()
{
    fill(50);
    m_feed->setFilter({{"tick"}, {}, {}, {}}, 0);
    look(50 * 10 + 90);
    QCOMPARE(words(), QStringLiteral("10/s shown, of 40/s kept   peak 400/s at 11:59:40"));
}

void TestRateChartPanel::asksForTheRangeAndGroupingThatAreChosen()
{
    click(QStringLiteral("10 min"));
    QCOMPARE(m_feed->range(), core::RateRange::TenMinutes);
    click(QStringLiteral("Source"));
    QCOMPARE(m_feed->grouping(), core::RateGrouping::Source);
    m_panel->setRange(core::RateRange::All);
    QCOMPARE(m_feed->range(), core::RateRange::All);
    QCOMPARE(m_panel->findChildren<ui::Segments *>()[1]->chosen(), 3);
}

void TestRateChartPanel::hidesABandByItsLegend()
{
    fill(50);
    look(50 * 40 + 360);
    const auto row = [&](int index) {
        return QPoint(60, m_theme->px(5) + index * m_theme->px(15) + m_theme->px(7));
    };
    const QImage before = plot()->viewport()->grab().toImage();
    QTest::mouseClick(legend(), Qt::LeftButton, Qt::NoModifier, row(0));
    QCOMPARE(legend()->hidden(), std::set<core::ValueCode>{core::FirstCode});
    QVERIFY(plot()->viewport()->grab().toImage() != before);
    QTest::mouseClick(legend(), Qt::LeftButton, Qt::NoModifier, row(0));
    QVERIFY(legend()->hidden().empty());
    QTest::mouseClick(legend(), Qt::LeftButton, Qt::ControlModifier, row(0));
    QVERIFY(!legend()->hidden().contains(core::FirstCode));
    QVERIFY(legend()->hidden().contains(core::FirstCode + 1));
    QTest::mouseClick(legend(), Qt::LeftButton, Qt::ControlModifier, row(0));
    QVERIFY(legend()->hidden().empty());
    QTest::mouseClick(legend(), Qt::LeftButton, Qt::NoModifier, row(7)); // below the last
    QVERIFY(legend()->hidden().empty());
}

void TestRateChartPanel::bringsHiddenBandsBackWithAnotherGrouping()
{
    fill(50);
    look(50 * 40 + 360);
    QTest::mouseClick(legend(), Qt::LeftButton, Qt::NoModifier, {60, m_theme->px(12)});
    QVERIFY(!legend()->hidden().empty());
    click(QStringLiteral("Source"));
    QVERIFY(legend()->hidden().empty()); // its codes mean other things there
}

void TestRateChartPanel::filtersByABand()
{
    fill(50);
    look(2360);
    QSignalSpy spy(m_panel.get(), &ui::RateChartPanel::filterRequested);
    const auto asked = [&] {
        return QStringLiteral("%1 %2 %3")
            .arg(QString::fromUtf8(spy.last()[0].toByteArray()),
                 QString::fromUtf8(spy.last()[1].toByteArray()),
                 QString::number(int(spy.last()[2].value<ui::FilterUse>())));
    };
    // With the keyboard.
    legend()->setFocus();
    QTest::keyClick(legend(), Qt::Key_F);
    QCOMPARE(asked(), QStringLiteral("type com.shop.cart.updated 0"));
    QVERIFY(legend()->accessibleDescription().startsWith(QLatin1String("com.shop.cart.updated, ")));
    QTest::keyClick(legend(), Qt::Key_Down);
    QTest::keyClick(legend(), Qt::Key_X);
    QCOMPARE(asked(), QStringLiteral("type com.shop.order.created 2"));
    QTest::keyClick(legend(), Qt::Key_C);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("com.shop.order.created"));
    QTest::keyClick(legend(), Qt::Key_Space);
    QCOMPARE(legend()->hidden(), std::set<core::ValueCode>{core::FirstCode + 1});
    QVERIFY(legend()->accessibleDescription().endsWith(QLatin1String(", hidden")));
    QTest::keyClick(legend(), Qt::Key_Space);
    QTest::keyClick(legend(), Qt::Key_End);
    QTest::keyClick(legend(), Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(legend()->hidden().contains(core::FirstCode));
    QTest::keyClick(legend(), Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(legend()->hidden().empty());
    // By the menu of a row, and of an area.
    const auto choose = [&](QWidget *of, const QPoint &at, const char *words) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, of->mapToGlobal(at));
        QApplication::sendEvent(of, &event);
        auto *menu = legend()->findChild<QMenu *>();
        QVERIFY(menu);
        QStringList all;
        for (QAction *action : menu->actions()) {
            all << action->text();
            if (action->text() == QLatin1String(words)) {
                action->trigger();
            }
        }
        QVERIFY2(all.contains(QLatin1String(words)), qPrintable(all.join(u'|')));
        delete menu;
    };
    const int count = int(spy.count());
    choose(legend(), {60, m_theme->px(5 + 7)}, "Or this type");
    QCOMPARE(spy.count(), count + 1);
    QCOMPARE(asked(), QStringLiteral("type com.shop.cart.updated 3"));
    const QPoint foot(plot()->viewport()->width() / 2,
                      plot()->viewport()->height() - m_theme->px(24));
    choose(plot()->viewport(), foot, "Copy as filter");
    QCOMPARE(asked(), QStringLiteral("type com.shop.cart.updated 4")); // the largest lies below
    choose(plot()->viewport(), foot, "Hide in the chart\tSpace");
    QCOMPARE(legend()->hidden(), std::set<core::ValueCode>{core::FirstCode});
    QTest::mouseClick(legend(), Qt::LeftButton, Qt::NoModifier, {60, m_theme->px(5 + 7)});
    QVERIFY(legend()->hidden().empty());
    // Where nothing is drawn there is no menu.
    const QPoint top(foot.x(), m_theme->px(14));
    QContextMenuEvent nothing(QContextMenuEvent::Mouse, top, plot()->viewport()->mapToGlobal(top));
    QApplication::sendEvent(plot()->viewport(), &nothing);
    QVERIFY(!legend()->findChild<QMenu *>());
    // The keyboard's menu of the chart is that of the legend.
    plot()->setFocus();
    QContextMenuEvent byKey(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(plot()->viewport(), &byKey);
    QVERIFY(legend()->hasFocus());
    QContextMenuEvent again(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(legend(), &again);
    QVERIFY(legend()->findChild<QMenu *>());
}

void TestRateChartPanel::hidesTheLegendWhereThereIsNoRoom()
{
    QVERIFY(legend()->isVisible());
    m_panel->resize(m_theme->px(559), 200);
    QTRY_VERIFY(!legend()->isVisible());
    m_panel->resize(m_theme->px(560), 200);
    QTRY_VERIFY(legend()->isVisible());
}

void TestRateChartPanel::shortensWhatItSaysWhereThereIsNoRoom()
{
    fill(50);
    look(50 * 40 + 360);
    const auto choicesAreWhole = [this] {
        for (const ui::Segments *choice : m_panel->findChildren<ui::Segments *>()) {
            if (choice->width() < choice->sizeHint().width())
                return false;
        }
        return true;
    };
    QVERIFY(words().contains(QLatin1String("peak")));
    for (int width = 800; width >= 430; width -= 10) {
        m_panel->resize(width, 200);
        QApplication::sendPostedEvents();
        QVERIFY2(choicesAreWhole(), qPrintable(QString::number(width)));
        QVERIFY(words().startsWith(QLatin1String("40/s")));
    }
    QVERIFY(!words().contains(QLatin1String("peak")));
}

void TestRateChartPanel::describesItselfForTheEar()
{
    fill(50);
    look(50 * 40 + 360);
    QTRY_COMPARE_WITH_TIMEOUT(
        plot()->accessibleDescription(),
        QStringLiteral("Rate 40/s, peak 400/s. Largest: com.shop.cart.updated at 20/s, "
                       "com.shop.order.created at 10/s, tick at 10/s."),
        10'000);
}

void TestRateChartPanel::keepsItsPlotWhereItIs()
{
    const QRectF before = plot()->chart()->plotArea();
    fill(50);
    for (int i = 0; i < 100'000; ++i)
        appendEvent(*m_columns, "burst", "/cart", Noon - 5'000'000);
    m_columns->publish();
    look(50 * 40 + 360 + 100'000);
    QCOMPARE(plot()->chart()->plotArea(), before); // whatever its labels say
    m_panel->resize(900, 240);
    QTRY_VERIFY(plot()->chart()->plotArea().width() > before.width() + 90);
}

void TestRateChartPanel::writesItsLabelsWhole_data()
{
    QTest::addColumn<int>("perSecond");
    for (const int perSecond : {9, 9'999, 20'000, 25'000, 250'000, 999'999, 1'000'001, 90'000'000})
        QTest::addRow("%d", perSecond) << perSecond;
}

void TestRateChartPanel::writesItsLabelsWhole()
{
    QFETCH(int, perSecond);
    m_feed->setActive(false);
    auto rates = std::make_shared<core::RateSnapshot>();
    rates->width = std::chrono::seconds(1);
    rates->kept = rates->shown = {static_cast<std::uint32_t>(perSecond), 0};
    rates->other.counts = rates->kept;
    rates->other.total = rates->kept.front();
    plot()->show(rates, {});
    const QImage image = plot()->viewport()->grab().toImage();
    const int labels = static_cast<int>(plot()->chart()->plotArea().left());
    const QRgb base = m_theme->colour(QLatin1String("base")).rgb();
    bool hasLabel = false;
    for (int y = 0; y < image.height(); ++y) {
        QCOMPARE(image.pixel(0, y), base); // what is cut begins at the edge
        QCOMPARE(image.pixel(1, y), base);
        for (int x = 2; x < labels - 4; ++x)
            hasLabel = hasLabel || image.pixel(x, y) != base;
    }
    QVERIFY(hasLabel);
}

void TestRateChartPanel::showsACardUnderTheMouse()
{
    fill(50);
    look(50 * 40 + 360);
    m_feed->setActive(false);
    const QImage before = plot()->viewport()->grab().toImage();
    QTest::mouseMove(plot()->viewport(), {200, 60});
    QTRY_VERIFY(plot()->viewport()->grab().toImage() != before);
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(plot(), &leave);
    QCOMPARE(plot()->viewport()->grab().toImage(), before);
}

void TestRateChartPanel::looksDifferentInEachTheme()
{
    std::mt19937 random(11);
    const std::array types{"com.shop.cart.updated",
                           "com.shop.order.created",
                           "com.shop.order.paid",
                           "com.shop.order.shipped",
                           "com.shop.payment.authorized",
                           "com.shop.payment.declined",
                           "websocket-event",
                           "com.example.tx.small",
                           "com.example.tx.large",
                           "dev.knative.eventing.samples.heartbeat",
                           "dev.knative.apiserver.resource.add",
                           "tick"};
    for (const char *type : types)
        appendEvent(*m_columns, type, "/s", Noon - 600'000'000);
    for (std::int64_t time = Noon - 59'900'000; time < Noon; time += 2'500)
        appendEvent(*m_columns, types[random() % (1 + random() % types.size())], "/s", time);
    m_columns->publish();
    look(23'960);
    const QString folder = qEnvironmentVariable("EVENTSCOPE_SHOTS");
    QList<QImage> images;
    for (const auto mode : {ui::Theme::Mode::Dark, ui::Theme::Mode::Light}) {
        m_theme->setMode(mode);
        QTest::mouseMove(plot()->viewport(), {260, 60});
        images.append(m_panel->grab().toImage());
        if (!folder.isEmpty())
            images.last().save(folder + u"/ratechart-" + QString::number(images.size()) + u".png");
    }
    m_theme->setMode(ui::Theme::Mode::Dark);
    QVERIFY(images[0] != images[1]);
}

namespace {
using Range = std::optional<core::ReceivedRange>;
}

/// A minute of 240 buckets: from drag to filter, a grip moved, a click beside it.
void TestRateChartPanel::brushesWithTheMouse()
{
    fill(50);
    look(50 * 40 + 360);
    std::vector<Range> brushed;
    connect(m_panel.get(), &ui::RateChartPanel::brushed, this,
            [&](const Range &range) { brushed.push_back(range); });
    QWidget *area = plot()->viewport();
    const int y = area->height() / 2;
    const int left = area->width() / 3;
    const int right = area->width() / 2;
    QTest::mousePress(area, Qt::LeftButton, {}, {left, y});
    QTest::mouseMove(area, {right, y});
    QVERIFY(brushed.empty()); // nothing is chosen before it is let go
    QTest::mouseRelease(area, Qt::LeftButton, {}, {right, y});
    QCOMPARE(brushed.size(), 1U);
    QVERIFY(brushed[0]);
    const core::ReceivedRange first = *brushed[0];
    const auto bucket = std::chrono::microseconds(250'000);
    QCOMPARE((first.before - first.from) % bucket, std::chrono::microseconds(0));
    QVERIFY(first.before - first.from > bucket * 20 && first.before - first.from < bucket * 60);

    QTest::mousePress(area, Qt::LeftButton, {}, {right, y}); // the grip
    QTest::mouseMove(area, {right + 100, y});
    QTest::mouseRelease(area, Qt::LeftButton, {}, {right + 100, y});
    QCOMPARE(brushed.size(), 2U);
    QVERIFY(brushed[1] && brushed[1]->from == first.from && brushed[1]->before > first.before);

    QTest::mouseClick(area, Qt::LeftButton, {}, {left + 40, y}); // within
    QCOMPARE(brushed.size(), 2U);
    QTest::mouseClick(area, Qt::LeftButton, {}, {left - 60, y});
    QCOMPARE(brushed.size(), 3U);
    QVERIFY(!brushed[2]);
}

void TestRateChartPanel::brushesWithTheKeys()
{
    fill(50);
    look(50 * 40 + 360);
    std::vector<Range> brushed;
    connect(m_panel.get(), &ui::RateChartPanel::brushed, this,
            [&](const Range &range) { brushed.push_back(range); });
    plot()->setFocus();
    QVERIFY(plot()->hasFocus());
    QTest::keyClick(plot(), Qt::Key_Left); // the mark, at the newest bucket
    QVERIFY(brushed.empty());
    QTest::keyClick(plot(), Qt::Key_Left, Qt::ShiftModifier);
    QTest::keyClick(plot(), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(brushed.size(), 2U);
    QVERIFY(brushed[1]);
    QCOMPARE((brushed[1]->before - brushed[1]->from).count(), 750'000);
    QTest::keyClick(plot(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE((brushed[2]->before - brushed[2]->from).count(), 500'000);
    QTest::keyClick(plot(), Qt::Key_Escape);
    QCOMPARE(brushed.size(), 4U);
    QVERIFY(!brushed[3]);
}

void TestRateChartPanel::showsTheBrushOfTheFilter()
{
    fill(50);
    look(50 * 40 + 360);
    const QImage without = plot()->viewport()->grab().toImage();
    const core::WallTime noon{std::chrono::microseconds(Noon)};
    m_panel->setBrush(core::ReceivedRange{noon - std::chrono::seconds(30), noon});
    const QImage with = plot()->viewport()->grab().toImage();
    QVERIFY(with != without);
    QVERIFY(with.copy(0, 0, with.width() / 4, with.height()) ==
            without.copy(0, 0, with.width() / 4, with.height()));
    m_panel->setBrush({});
    QVERIFY(plot()->viewport()->grab().toImage() == without);
}

QTEST_MAIN(TestRateChartPanel)
#include "tst_ratechartpanel.moc"

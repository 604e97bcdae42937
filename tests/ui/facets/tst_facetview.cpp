// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/parser.h"
#include "core/query/filterexpression.h"
#include "tests/core/query/filledcolumns.h"
#include "tests/support/apptheme.h"
#include "ui/facets/facetmodel.h"
#include "ui/facets/facetpanel.h"
#include "ui/theme/seriescolours.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QToolButton>
#include <QtTest>

#include <memory>

class TestFacetView : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void invitesWhileThereIsNothing();
    void choosesByClick_data();
    void choosesByClick();
    void choosesByKey_data();
    void choosesByKey();
    void foldsByClickOnAHeadOrAMark();
    void drawsAMarkWhereItFolds();
    void keepsWhatIsFoldedAndWhereItStandsWhenValuesCome();
    void copiesTheWholeName();
    void offersTheChoicesInAMenu();
    void takesARange();
    void searchesAmongTheValues();
    void unfoldsAll();
    void searchesFromTheRowThatSaysHowManyMore();
    void looksDifferentInEachTheme();

private:
    void append(const std::string &type, const std::string &source);
    void settle();
    QModelIndex row(const QString &path) const;
    QPoint middleOf(const char *path) const
    {
        return view()->visualRect(row(QLatin1String(path))).center();
    }
    ui::FacetView *view() const { return m_panel->view(); }

    AppTheme m_theme;
    std::unique_ptr<core::Columns> m_columns;
    std::unique_ptr<core::ScanPool> m_pool;
    std::unique_ptr<ui::SeriesColours> m_colours;
    std::unique_ptr<ui::FacetModel> m_model;
    std::unique_ptr<ui::FacetPanel> m_panel;
};

void TestFacetView::init()
{
    m_columns = std::make_unique<core::Columns>();
    m_pool = std::make_unique<core::ScanPool>(1);
    m_colours = std::make_unique<ui::SeriesColours>(m_columns->types, *m_theme);
    m_model = std::make_unique<ui::FacetModel>(*m_columns, *m_pool);
    m_panel = std::make_unique<ui::FacetPanel>(*m_model, *m_colours, *m_theme);
    m_panel->resize(260, 460);
    m_panel->show();
    m_panel->activateWindow();
    view()->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

void TestFacetView::cleanup()
{
    m_panel.reset();
    m_model.reset();
    m_colours.reset();
    m_pool.reset();
    m_columns.reset();
}

void TestFacetView::append(const std::string &type, const std::string &source)
{
    appendEvent(*m_columns, type, source);
    m_columns->publish();
}

void TestFacetView::settle()
{
    QTRY_VERIFY((m_model->advance(), m_model->isComplete()));
}

QModelIndex TestFacetView::row(const QString &path) const
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

void TestFacetView::invitesWhileThereIsNothing()
{
    const QImage invites = view()->viewport()->grab().toImage();
    append("a", "/s");
    settle();
    QVERIFY(view()->viewport()->grab().toImage() != invites);
    QCOMPARE(m_model->rowCount(), 2);
    QVERIFY(view()->isExpanded(row(QStringLiteral("0/"))));
    QVERIFY(view()->isExpanded(row(QStringLiteral("1/"))));
}

void TestFacetView::choosesByClick_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<core::EventFilter>("chosen");
    using core::EventFilter;
    const auto written = [](const char *text) {
        return core::filterOf(core::cesql::parse(text).value());
    };
    const Qt::KeyboardModifiers none = Qt::NoModifier;
    const Qt::KeyboardModifiers control = Qt::ControlModifier;
    const Qt::KeyboardModifiers alt = Qt::AltModifier;
    QTest::newRow("only") << QByteArray("0/tick") << none << EventFilter{{"tick"}, {}, {}, {}};
    QTest::newRow("only a branch")
        << QByteArray("0/com.shop") << none << written("type LIKE 'com.shop.%'");
    QTest::newRow("in addition") << QByteArray("0/com.shop.cart") << control
                                 << EventFilter{{"com.shop.cart", "tock"}, {}, {}, {}};
    QTest::newRow("without") << QByteArray("1//s") << alt << EventFilter{{"tock"}, {}, {}, {"/s"}};
}

void TestFacetView::choosesByClick()
{
    QFETCH(QByteArray, path);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    QFETCH(core::EventFilter, chosen);
    for (const char *type : {"com.shop.cart", "com.shop.order", "tick", "tock"})
        append(type, "/s");
    m_model->setFilter({{"tock"}, {}, {}, {}});
    settle();
    QSignalSpy spy(m_panel.get(), &ui::FacetPanel::filterChosen);
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, modifiers, middleOf(path.constData()));
    QCOMPARE(spy.count(), 1);
    QVERIFY(spy[0][0].value<core::EventFilter>() == chosen);
    QTest::mouseClick(view()->viewport(), Qt::RightButton, modifiers, middleOf(path.constData()));
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, modifiers,
                      {100, view()->viewport()->height() - 2});
    QCOMPARE(spy.count(), 1);
}

void TestFacetView::choosesByKey_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<core::EventFilter>("chosen");
    using core::EventFilter;
    QTest::newRow("only") << Qt::Key_Return << EventFilter{{"tick"}, {}, {}, {}};
    QTest::newRow("in addition") << Qt::Key_Space << EventFilter{{"tick", "tock"}, {}, {}, {}};
    QTest::newRow("without") << Qt::Key_X << EventFilter{{"tock"}, {}, {"tick"}, {}};
    QTest::newRow("everything") << Qt::Key_Escape << EventFilter{};
}

void TestFacetView::choosesByKey()
{
    QFETCH(Qt::Key, key);
    QFETCH(core::EventFilter, chosen);
    for (const char *type : {"tick", "tock"})
        append(type, "/s");
    m_model->setFilter({{"tock"}, {}, {}, {}});
    settle();
    view()->setCurrentIndex(m_model->index(0, 0));
    QTest::keyClick(view(), Qt::Key_Down);
    QCOMPARE(view()->currentIndex().data().toString(), QStringLiteral("tick"));
    QSignalSpy spy(m_panel.get(), &ui::FacetPanel::filterChosen);
    QTest::keyClick(view(), key);
    QCOMPARE(spy.count(), 1);
    QVERIFY(spy[0][0].value<core::EventFilter>() == chosen);
    QTest::keyClick(view(), Qt::Key_Up); // a head chooses nothing
    for (const Qt::Key each : {Qt::Key_Return, Qt::Key_Space, Qt::Key_X, Qt::Key_C})
        QTest::keyClick(view(), each);
    QCOMPARE(spy.count(), 1);
}

void TestFacetView::foldsByClickOnAHeadOrAMark()
{
    for (const char *type : {"com.shop.cart", "com.shop.order"})
        append(type, "/s");
    settle();
    QSignalSpy spy(m_panel.get(), &ui::FacetPanel::filterChosen);
    const auto fold = [&](const QPoint &at) {
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, Qt::NoModifier, at);
    };
    const QRect branch = view()->visualRect(row(QStringLiteral("0/com.shop")));
    fold({branch.left(), branch.center().y()});
    QVERIFY(!view()->isExpanded(row(QStringLiteral("0/com.shop"))));
    fold({branch.left(), branch.center().y()});
    QVERIFY(view()->isExpanded(row(QStringLiteral("0/com.shop"))));
    fold(middleOf("0/"));
    QVERIFY(!view()->isExpanded(row(QStringLiteral("0/"))));
    QCOMPARE(spy.count(), 0);
}

void TestFacetView::drawsAMarkWhereItFolds()
{
    for (const char *type : {"com.shop.cart", "com.shop.order"})
        append(type, "/s");
    settle();
    const auto hasMark = [&](const char *path) {
        const QRect name = view()->visualRect(row(QLatin1String(path)));
        const int slot = view()->indentation();
        const QImage image =
            view()
                ->viewport()
                ->grab({std::max(0, name.left() - slot) + 3, name.top(), slot, name.height()})
                .toImage();
        const QColor ground = image.pixelColor(0, 0);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y) != ground)
                    return true;
            }
        }
        return false;
    };
    QVERIFY(hasMark("0/"));
    QVERIFY(hasMark("0/com.shop"));
    QVERIFY(hasMark("0/com.shop.cart")); // its colour
    QVERIFY(!hasMark("1//s"));
}

void TestFacetView::keepsWhatIsFoldedAndWhereItStandsWhenValuesCome()
{
    for (int i = 0; i < 60; ++i)
        append("com.t" + std::to_string(i) + (i % 2 ? ".a" : ".b"), "/s");
    append("org.a", "/s");
    append("org.b", "/s");
    settle();
    view()->collapse(row(QStringLiteral("0/org")));
    view()->setCurrentIndex(row(QStringLiteral("0/com.t40.b")));
    view()->verticalScrollBar()->setValue(300);
    const int scrolled = view()->verticalScrollBar()->value();
    append("new.type", "/new");
    settle();
    QVERIFY(!view()->isExpanded(row(QStringLiteral("0/org"))));
    QVERIFY(view()->isExpanded(row(QStringLiteral("0/com"))));
    QCOMPARE(view()->currentIndex(), row(QStringLiteral("0/com.t40.b")));
    QCOMPARE(view()->verticalScrollBar()->value(), scrolled);
}

void TestFacetView::copiesTheWholeName()
{
    append("com.shop.cart", "/s");
    append("com.shop.order", "/s");
    settle();
    view()->setCurrentIndex(row(QStringLiteral("0/com.shop.order")));
    QTest::keyClick(view(), Qt::Key_C);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("com.shop.order"));
}

void TestFacetView::offersTheChoicesInAMenu()
{
    append("tick", "/s");
    settle();
    QSignalSpy spy(m_panel.get(), &ui::FacetPanel::filterChosen);
    view()->setCurrentIndex(row(QStringLiteral("0/tick")));
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {}, {});
    QApplication::sendEvent(view()->viewport(), &event);
    auto *menu = view()->findChild<QMenu *>();
    QVERIFY(menu);
    QStringList words;
    for (const QAction *action : menu->actions())
        words << action->text();
    const QStringList wanted{QStringLiteral("Filter by this\tReturn"),
                             QStringLiteral("Take in addition\tSpace"),
                             QStringLiteral("Without this\tX"),
                             QStringLiteral("And this"),
                             QStringLiteral("Or this"),
                             QStringLiteral("Show only this"),
                             QString(),
                             QStringLiteral("Copy as filter"),
                             QStringLiteral("Copy value\tC")};
    QCOMPARE(words, wanted);
    append("new.type", "/new"); // rows are made anew while the menu is open
    settle();
    menu->actions()[2]->trigger();
    for (const QList<QVariant> &each : spy)
        QVERIFY((each[0].value<core::EventFilter>() == core::EventFilter{{}, {}, {"tick"}, {}}));
    QCOMPARE(spy.count(), 1);
    QSignalSpy clauses(m_panel.get(), &ui::FacetPanel::clauseRequested);
    const std::array uses{ui::FilterUse::And, ui::FilterUse::Or, ui::FilterUse::Copy};
    const std::array places{3, 4, 7};
    for (std::size_t i = 0; i < uses.size(); ++i) {
        menu->actions()[places[i]]->trigger();
        QCOMPARE(clauses.count(), int(i + 1));
        QCOMPARE(clauses[int(i)][0].value<ui::FilterClause>().with, std::string("type = 'tick'"));
        QCOMPARE(clauses[int(i)][1].value<ui::FilterUse>(), uses[i]);
    }
    m_model->setFilter({{"other"}, {"/s"}, {}, {}});
    menu->actions()[5]->trigger(); // whatever was asked before
    QVERIFY((spy.last()[0].value<core::EventFilter>() == core::EventFilter{{"tick"}, {}, {}, {}}));
    menu->actions()[8]->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("tick"));
}

void TestFacetView::takesARange()
{
    for (const char *type : {"a", "b", "c", "d", "e"})
        append(type, "/s");
    settle();
    QSignalSpy spy(m_panel.get(), &ui::FacetPanel::filterChosen);
    const auto chosen = [&] { return spy.last()[0].value<core::EventFilter>(); };
    const auto click = [&](const char *path, Qt::KeyboardModifiers keys) {
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, keys, middleOf(path));
        m_model->setFilter(chosen());
    };
    click("0/b", Qt::NoModifier);
    click("0/d", Qt::ShiftModifier);
    QVERIFY((chosen() == core::EventFilter{{"b", "c", "d"}, {}, {}, {}}));
    click("0/a", Qt::ShiftModifier); // from where it began
    QVERIFY((chosen() == core::EventFilter{{"a", "b"}, {}, {}, {}}));
    click("0/d", Qt::ControlModifier);
    click("0/e", Qt::ShiftModifier | Qt::ControlModifier);
    QVERIFY((chosen() == core::EventFilter{{"a", "b", "d", "e"}, {}, {}, {}}));
    click("1//s", Qt::ShiftModifier); // another section: that alone
    QVERIFY((chosen() == core::EventFilter{{"a", "b", "d", "e"}, {"/s"}, {}, {}}));
    // With the keyboard.
    view()->setCurrentIndex(row(QStringLiteral("0/a")));
    QTest::keyClick(view(), Qt::Key_Down);
    QTest::keyClick(view(), Qt::Key_Down, Qt::ShiftModifier);
    QVERIFY((chosen() == core::EventFilter{{"b", "c"}, {"/s"}, {}, {}}));
    QTest::keyClick(view(), Qt::Key_Down, Qt::ShiftModifier);
    QVERIFY((chosen() == core::EventFilter{{"b", "c", "d"}, {"/s"}, {}, {}}));
    QTest::keyClick(view(), Qt::Key_Up, Qt::ShiftModifier);
    QVERIFY((chosen() == core::EventFilter{{"b", "c"}, {"/s"}, {}, {}}));
}

void TestFacetView::searchesAmongTheValues()
{
    for (int i = 0; i < 1000; ++i)
        appendEvent(*m_columns, "t" + std::to_string(i % 3), "/Shop/" + std::to_string(i));
    core::Row subject;
    subject.type = m_columns->types.add("t1").code;
    subject.source = m_columns->sources.add("/Shop/1").code;
    subject.subject = m_columns->subjects.add("shop/997").code;
    m_columns->append(subject);
    m_columns->publish();
    settle();
    QVERIFY(!view()->isExpanded(row(QStringLiteral("2/"))));
    view()->collapse(row(QStringLiteral("1/")));
    QVERIFY(!m_panel->searchEdit()->isVisible());
    QTest::keyClick(view(), Qt::Key_Slash);
    QVERIFY(m_panel->searchEdit()->hasFocus());
    QSignalSpy hurry(m_panel.get(), &ui::FacetPanel::hurryRequested);
    QTest::keyClicks(m_panel->searchEdit(), QStringLiteral("shop/99"));
    QCOMPARE(hurry.count(), 7);
    settle();
    // 99 and 990 to 999; what was folded is open while it is looked through.
    QCOMPARE(row(QStringLiteral("1/")).data(ui::CountRole).toInt(), 11);
    QCOMPARE(m_model->rowCount(row(QStringLiteral("1/"))), 11);
    QVERIFY(view()->isExpanded(row(QStringLiteral("1/"))));
    QVERIFY(view()->isExpanded(row(QStringLiteral("2/"))));
    QVERIFY(row(QStringLiteral("2/shop/997")).isValid());
    QCOMPARE(m_model->rowCount(row(QStringLiteral("0/"))), 0);
    // Down to what was found, and taken.
    QTest::keyClick(m_panel->searchEdit(), Qt::Key_Down);
    QVERIFY(view()->hasFocus());
    QSignalSpy spy(m_panel.get(), &ui::FacetPanel::filterChosen);
    QTest::keyClick(view(), Qt::Key_Space);
    QCOMPARE(spy.count(), 1);
    const auto chosen = spy[0][0].value<core::EventFilter>();
    QCOMPARE(chosen.sources, core::EventFilter::Texts{"/Shop/99"});
    m_model->setFilter(chosen);
    settle();
    // Esc shows all of them again, as they were.
    QTest::keyClick(view(), Qt::Key_Escape);
    QVERIFY(!m_panel->searchEdit()->isVisible());
    QVERIFY(view()->hasFocus());
    settle();
    QVERIFY(!view()->isExpanded(row(QStringLiteral("1/"))));
    QVERIFY(!view()->isExpanded(row(QStringLiteral("2/"))));
    QCOMPARE(row(QStringLiteral("1/")).data(ui::CountRole).toInt(), 1000);
    QCOMPARE(row(QStringLiteral("1//Shop/99")).data(ui::StateRole).toInt(),
             int(core::FacetState::Taken)); // though it is not among the largest
    QCOMPARE(spy.count(), 1);
    // By mouse, and from the field.
    auto *button = m_panel->findChild<QToolButton *>();
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(m_panel->searchEdit()->hasFocus());
    QTest::keyClick(m_panel->searchEdit(), Qt::Key_Escape);
    QVERIFY(view()->hasFocus());
    QVERIFY(!button->isChecked());
}

void TestFacetView::unfoldsAll()
{
    for (const char *type : {"com.shop.cart", "com.shop.order"})
        append(type, "/s");
    settle();
    QTest::keyClick(view(), Qt::Key_Down);
    view()->setCurrentIndex(row(QStringLiteral("0/com.shop")));
    QTest::keyClick(view(), Qt::Key_Left);
    QVERIFY(!view()->isExpanded(row(QStringLiteral("0/com.shop"))));
    QTest::keyClick(view(), Qt::Key_Left); // up to the head
    QCOMPARE(view()->currentIndex(), row(QStringLiteral("0/")));
    QTest::keyClick(view(), Qt::Key_Left);
    QVERIFY(!view()->isExpanded(row(QStringLiteral("0/"))));
    QTest::keyClick(view(), Qt::Key_Asterisk);
    QVERIFY(view()->isExpanded(row(QStringLiteral("0/"))));
    QVERIFY(view()->isExpanded(row(QStringLiteral("0/com.shop"))));
}

void TestFacetView::searchesFromTheRowThatSaysHowManyMore()
{
    for (int i = 0; i < int(ui::FacetValues::MaxValues) + 5; ++i)
        appendEvent(*m_columns, "t" + std::to_string(i), "/s");
    m_columns->publish();
    settle();
    const QModelIndex more =
        m_model->index(int(ui::FacetValues::MaxValues), 0, row(QStringLiteral("0/")));
    QCOMPARE(more.data().toString(), QStringLiteral("5 more…"));
    view()->scrollTo(more);
    QSignalSpy spy(m_panel.get(), &ui::FacetPanel::filterChosen);
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, Qt::NoModifier,
                      view()->visualRect(more).center());
    QVERIFY(m_panel->searchEdit()->hasFocus());
    QTest::keyClick(m_panel->searchEdit(), Qt::Key_Escape);
    view()->setCurrentIndex(more);
    for (const Qt::Key key : {Qt::Key_Space, Qt::Key_X, Qt::Key_Return})
        QTest::keyClick(view(), key);
    QVERIFY(m_panel->searchEdit()->hasFocus());
    QCOMPARE(spy.count(), 0);
}

void TestFacetView::looksDifferentInEachTheme()
{
    std::mt19937 random(7);
    const std::array types{"com.shop.cart.updated",
                           "com.shop.order.created",
                           "com.shop.order.paid",
                           "com.shop.order.shipped",
                           "com.shop.payment.authorized",
                           "com.shop.payment.declined",
                           "websocket-event",
                           "com.example.tx.small",
                           "com.example.tx.large",
                           "dev.knative.eventing.samples.heartbeat"};
    const std::array sources{"https://shop.example/cart", "/checkout", "/warehouse/ber",
                             "wss://ws.blockchain.info/inv"};
    for (const char *type : types)
        appendEvent(*m_columns, type, sources[0]);
    for (int i = 0; i < 200'000; ++i)
        appendEvent(*m_columns, types[random() % (1 + random() % types.size())],
                    sources[random() % sources.size()]);
    m_columns->publish();
    m_model->setFilter({{"com.shop.order.paid"}, {}, {"com.shop.payment.declined"}, {}});
    settle();
    core::RateSnapshot rates;
    rates.sparks.emplace();
    for (core::ValueCode code = 0; code < 10; ++code) {
        core::RateSpark spark{core::FirstCode + code, double(random() % 60), {}};
        for (std::uint32_t &bar : spark.bars)
            bar = static_cast<std::uint32_t>(40 + random() % 20);
        rates.sparks->push_back(spark);
    }
    m_model->setRates(rates);
    const QString folder = qEnvironmentVariable("EVENTSCOPE_SHOTS");
    QList<QImage> images;
    for (const auto mode : {ui::Theme::Mode::Dark, ui::Theme::Mode::Light}) {
        m_theme->setMode(mode);
        images.append(m_panel->grab().toImage());
        if (!folder.isEmpty())
            images.last().save(folder + u"/facets-" + QString::number(images.size()) + u".png");
    }
    m_theme->setMode(ui::Theme::Mode::Dark);
    QVERIFY(images[0] != images[1]);
}

QTEST_MAIN(TestFacetView)
#include "tst_facetview.moc"

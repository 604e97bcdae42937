// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/apptheme.h"
#include "tests/support/rawclient.h"
#include "tests/ui/window/windowbench.h"
#include "ui/facets/facetmodel.h"
#include "ui/facets/facetpanel.h"
#include "ui/filterbar/completionlist.h"
#include "ui/filterbar/filterbar.h"
#include "ui/filterbar/filterfield.h"
#include "ui/filterbar/filterstrip.h"
#include "ui/inspector/detailsmodel.h"
#include "ui/inspector/detailsview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/ratechart/ratelegend.h"
#include "ui/verbatim/linesview.h"
#include "ui/window/windowactions.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QToolBar>
#include <QToolButton>
#include <QtTest>

#include <algorithm>

using namespace ui;

namespace {

/// A window with four events, and its filter bar.
struct FilterBench : Bench {
    FilterBench(ui::Theme &theme, const QTemporaryDir &folder, ui::WindowState state = {})
        : Bench(theme, folder, std::move(state))
    {
        if (rows().rowCount() == 0 && window.monitor()->columns().published() == 0) {
            RawClient client(port);
            int number = 0;
            for (const char *type : {"a.one", "a.two", "b.one", "b.one"}) {
                ++number;
                if (client.ask(eventRequest(number, type, number % 2 ? "/x" : "/y")).status != 202)
                    qFatal("an event was refused");
            }
        }
        if (!QTest::qWaitFor([this] { return rows().rowCount() == 4; }))
            qFatal("events are missing");
        window.activateWindow();
    }
    FilterBar &bar() { return *window.findChild<FilterBar *>(); }
    FilterStrip &strip() { return *window.findChild<FilterStrip *>(); }
    QToolBar &row() { return *window.findChild<QToolBar *>(QStringLiteral("filterrow")); }
    FacetModel &facets()
    {
        return *qobject_cast<FacetModel *>(window.view()->facets()->view()->model());
    }
    void write(const char *text)
    {
        QTest::keyClick(&window, Qt::Key_L, Qt::ControlModifier);
        QTest::keyClicks(bar().field(), QString::fromUtf8(text));
    }
};

std::string richRequest()
{
    const std::string body = R"({"items":[1,2,3,4,5,6,7,8,9,10]})";
    return "POST /in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
           "ce-specversion: 1.0\r\nce-id: 5\r\nce-type: rich\r\nce-source: /x\r\n"
           "ce-subject: order/1\r\nce-region: north\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}

} // namespace

class TestWindowFilter : public QObject {
    Q_OBJECT

private slots:
    void showsWhatIsTyped();
    void tellsTheFacets();
    void writesWhatIsClickedInAnyFacet();
    void showsInTheFacetsWhatIsTyped();
    void filtersByASeriesOfTheChart();
    void keepsTheTableWhileWrong();
    void completesWhatWasSeen();
    void completesWhatLiesInTheData();
    void looksIntoTheData();
    void writesWhatIsPointedAt();
    void copiesAsFilter();
    void givesUpItsRow();
    void hasRoomInASmallWindow();
    void savesAndRemembers();
    void losesNothingWhenItCloses();

private:
    AppTheme m_theme;
};

void TestWindowFilter::showsWhatIsTyped()
{
    const QTemporaryDir folder;
    FilterBench bench(*m_theme, folder);
    bench.write("type LIKE 'a.%' AND source = '/x'");
    QVERIFY(bench.bar().field()->hasFocus());
    QTRY_COMPARE(bench.rows().rowCount(), 1);
    // New events are tested, too.
    RawClient client(bench.port);
    QCOMPARE(client.ask(eventRequest(5, "a.three", "/x")).status, 202);
    QCOMPARE(client.ask(eventRequest(6, "c", "/x")).status, 202);
    QTRY_COMPARE(bench.rows().rowCount(), 2);
    QTest::keyClick(bench.bar().field(), Qt::Key_Escape);
    QVERIFY(bench.window.view()->table()->hasFocus());
    QTest::keyClick(&bench.window, Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(bench.rows().rowCount(), 6);
    QCOMPARE(bench.bar().text(), QString());
}

void TestWindowFilter::tellsTheFacets()
{
    const QTemporaryDir folder;
    FilterBench bench(*m_theme, folder);
    bench.write("source = '/x' AND LENGTH(type) = 5");
    QTRY_COMPARE(bench.rows().rowCount(), 2);
    QTRY_VERIFY(bench.facets().isComplete());
    const QModelIndex sources = bench.facets().index(1, 0);
    QCOMPARE(bench.facets().index(0, 0, sources).data().toString(), QStringLiteral("/x"));
    QCOMPARE(bench.facets().index(0, 0, sources).data(StateRole).toInt(),
             int(core::FacetState::Taken));
    QCOMPARE(bench.bar().text(), QStringLiteral("source = '/x' AND LENGTH(type) = 5"));
    // A click keeps what is no choice, and is written.
    emit bench.window.view()->facets()->filterChosen(
        bench.facets().filterWithOnly({bench.facets().index(1, 0, sources)}));
    QCOMPARE(bench.bar().text(), QStringLiteral("source = '/y' AND LENGTH(type) = 5"));
    QTRY_COMPARE(bench.rows().rowCount(), 2);
}

/// The row with that name in a section.
static QModelIndex facetRow(const FacetModel &model, core::Facet facet, const char *name)
{
    const auto found = model.match(model.index(0, 0, model.head(facet)), Qt::DisplayRole,
                                   QLatin1String(name), 1, Qt::MatchExactly | Qt::MatchRecursive);
    return found.isEmpty() ? QModelIndex() : found.first();
}

void TestWindowFilter::writesWhatIsClickedInAnyFacet()
{
    const QTemporaryDir folder;
    FilterBench bench(*m_theme, folder);
    RawClient client(bench.port);
    QCOMPARE(client.ask(richRequest()).status, 202);
    QTRY_COMPARE(bench.rows().rowCount(), 5);
    FacetView &view = *bench.window.view()->facets()->view();
    FacetModel &facets = bench.facets();
    QTRY_VERIFY(facets.isComplete() && facets.head(core::Facet::Subject).isValid());
    for (const core::Facet facet : core::AllFacets)
        view.expand(facets.head(facet));
    const auto click = [&](core::Facet facet, const char *name, Qt::KeyboardModifiers keys = {}) {
        const QModelIndex row = facetRow(facets, facet, name);
        QVERIFY2(row.isValid(), name);
        view.scrollTo(row);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, keys, view.visualRect(row).center());
    };
    click(core::Facet::Subject, "order/1");
    QCOMPARE(bench.bar().text(), QStringLiteral("subject = 'order/1'"));
    QTRY_COMPARE(bench.rows().rowCount(), 1);
    click(core::Facet::Subject, "no subject", Qt::ControlModifier);
    QCOMPARE(bench.bar().text(), QStringLiteral("(NOT EXISTS subject OR subject = 'order/1')"));
    QTRY_COMPARE(bench.rows().rowCount(), 5);
    click(core::Facet::ContentType, "application/json");
    click(core::Facet::Origin, qPrintable(QStringLiteral("http://127.0.0.1:%1").arg(bench.port)),
          Qt::AltModifier);
    QCOMPARE(bench.bar().text(),
             QStringLiteral("(NOT EXISTS subject OR subject = 'order/1') AND datacontenttype = "
                            "'application/json' AND ORIGIN() != 'http://127.0.0.1:%1'")
                 .arg(bench.port));
    QTRY_COMPARE(bench.rows().rowCount(), 0);
    QCOMPARE(bench.bar().property("validity").toString(), QStringLiteral("valid"));
    // A branch is written as a pattern: what is still to come is meant, too.
    bench.window.actions().clearFilter->trigger();
    click(core::Facet::Type, "a");
    QCOMPARE(bench.bar().text(), QStringLiteral("type LIKE 'a.%'"));
    QTRY_COMPARE(bench.rows().rowCount(), 2);
    QCOMPARE(client.ask(eventRequest(6, "a.three", "/x")).status, 202);
    QTRY_COMPARE(bench.rows().rowCount(), 3);
    // From the menu, beside everything that is there.
    const QModelIndex row = facetRow(facets, core::Facet::Source, "/y");
    view.setCurrentIndex(row);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {}, {});
    QApplication::sendEvent(view.viewport(), &event);
    auto *menu = view.findChild<QMenu *>();
    QVERIFY(menu);
    for (QAction *action : menu->actions()) {
        if (action->text() == QLatin1String("Or this"))
            action->trigger();
    }
    menu->close();
    QCOMPARE(bench.bar().text(), QStringLiteral("type LIKE 'a.%' OR source = '/y'"));
    QTRY_COMPARE(bench.rows().rowCount(), 4);
}

void TestWindowFilter::showsInTheFacetsWhatIsTyped()
{
    const QTemporaryDir folder;
    FilterBench bench(*m_theme, folder);
    const FacetModel &facets = bench.facets();
    const auto stateOf = [&](core::Facet facet, const char *name) {
        return core::FacetState(facetRow(facets, facet, name).data(StateRole).toInt());
    };
    bench.write("type LIKE 'a.%' AND type != 'a.two' AND datacontenttype NOT LIKE 'text/%'");
    QTRY_COMPARE(bench.rows().rowCount(), 1);
    QTRY_VERIFY(facets.isComplete());
    QCOMPARE(stateOf(core::Facet::Type, "one"), core::FacetState::Taken);
    QCOMPARE(stateOf(core::Facet::Type, "two"), core::FacetState::Excluded);
    QCOMPARE(stateOf(core::Facet::Type, "b.one"), core::FacetState::None);
    QCOMPARE(facetRow(facets, core::Facet::Type, "b.one").data(CountRole).toInt(), 2);
    QCOMPARE(stateOf(core::Facet::ContentType, "application/json"), core::FacetState::None);
    // With the keyboard from there: the clause is changed where it stands, what is beside it stays.
    FacetView &view = *bench.window.view()->facets()->view();
    view.setFocus();
    view.setCurrentIndex(facetRow(facets, core::Facet::Type, "b.one"));
    QTest::keyClick(&view, Qt::Key_Space);
    QCOMPARE(bench.bar().text(),
             QStringLiteral("type != 'a.two' AND (type = 'b.one' OR type LIKE 'a.%') AND "
                            "datacontenttype NOT LIKE 'text/%'"));
    QTRY_COMPARE(bench.rows().rowCount(), 3);
    QTest::keyClick(&view, Qt::Key_X);
    QTRY_COMPARE(bench.rows().rowCount(), 1);
    QCOMPARE(stateOf(core::Facet::Type, "b.one"), core::FacetState::Excluded);
}

void TestWindowFilter::filtersByASeriesOfTheChart()
{
    const QTemporaryDir folder;
    FilterBench bench(*m_theme, folder);
    auto &legend = *bench.window.findChild<RateLegend *>();
    legend.setFocus();
    QTRY_VERIFY((QTest::keyClick(&legend, Qt::Key_Home),
                 legend.accessibleDescription().startsWith(QLatin1String("b.one, "))));
    QTest::keyClick(&legend, Qt::Key_X);
    QCOMPARE(bench.bar().text(), QStringLiteral("type != 'b.one'"));
    QTRY_COMPARE(bench.rows().rowCount(), 2);
    bench.window.actions().clearFilter->trigger();
    QTRY_COMPARE(bench.rows().rowCount(), 4);
}

void TestWindowFilter::keepsTheTableWhileWrong()
{
    const QTemporaryDir folder;
    FilterBench bench(*m_theme, folder);
    bench.write("type = 'b.one'");
    QTRY_COMPARE(bench.rows().rowCount(), 2);
    QTest::keyClicks(bench.bar().field(), QStringLiteral(" OR ="));
    QTRY_COMPARE(bench.bar().property("validity").toString(), QStringLiteral("invalid"));
    QVERIFY(bench.row().isVisible());
    QCOMPARE(bench.rows().rowCount(), 2);
    // Show everything clears what cannot be applied, too.
    bench.window.actions().clearFilter->trigger();
    QTRY_COMPARE(bench.rows().rowCount(), 4);
    QCOMPARE(bench.bar().text(), QString());
    bench.write("(");
    bench.window.actions().clearFilter->trigger();
    QCOMPARE(bench.bar().text(), QString());
    QVERIFY(!bench.row().isVisible());
}

void TestWindowFilter::completesWhatWasSeen()
{
    const QTemporaryDir folder;
    FilterBench bench(*m_theme, folder);
    QTRY_VERIFY(!bench.facets().isEmpty() && bench.facets().isComplete());
    bench.write("type = 'on");
    QVERIFY(bench.bar().list() && bench.bar().list()->isVisible());
    QCOMPARE(bench.bar().list()->summary(), QStringLiteral("Tab completes · 2 of 3 types"));
    QTest::keyClick(bench.bar().field(), Qt::Key_Tab); // the one with more events
    QCOMPARE(bench.bar().text(), QStringLiteral("type = 'b.one'"));
    QTRY_COMPARE(bench.rows().rowCount(), 2);
}

/// Names of extensions and places in data, which are looked at when they are needed.
void TestWindowFilter::completesWhatLiesInTheData()
{
    const QTemporaryDir folder;
    FilterBench bench(*m_theme, folder);
    RawClient client(bench.port);
    QCOMPARE(client.ask(richRequest()).status, 202);
    QTRY_COMPARE(bench.rows().rowCount(), 5);
    FilterBar &bar = bench.bar();
    bench.write("reg");
    QTRY_VERIFY(bar.list() && bar.list()->isVisible());
    QTest::keyClick(bar.field(), Qt::Key_Tab);
    QCOMPARE(bar.text(), QStringLiteral("region"));
    QTest::keyClicks(bar.field(), QStringLiteral(" = 'n"));
    QTRY_VERIFY(bar.list()->isVisible());
    QTest::keyClick(bar.field(), Qt::Key_Tab);
    QCOMPARE(bar.text(), QStringLiteral("region = 'north'"));
    QTest::keyClicks(bar.field(), QStringLiteral(" and type = 'rich' and sum"));
    QTRY_VERIFY(bar.list()->isVisible());
    QTest::keyClick(bar.field(), Qt::Key_Tab); // SUM('')
    QTRY_VERIFY(bar.list()->isVisible());
    QCOMPARE(bar.list()->summary(),
             QStringLiteral("Tab completes · 1 of 1 places in the newest 1 events"));
    QTest::keyClick(bar.field(), Qt::Key_Tab);
    QTest::keyClicks(bar.field(), QStringLiteral(" > 50"));
    QCOMPARE(bar.text(),
             QStringLiteral("region = 'north' and type = 'rich' and SUM('/items/*') > 50"));
    QTRY_COMPARE(bench.rows().rowCount(), 1);
    // What Esc closed stays closed.
    QTest::keyClicks(bar.field(), QStringLiteral(" and data('"));
    QTRY_VERIFY(bar.list()->isVisible());
    QTest::keyClick(bar.field(), Qt::Key_Escape);
    QVERIFY(!bar.list()->isVisible());
}

void TestWindowFilter::looksIntoTheData()
{
    const QTemporaryDir folder;
    FilterBench bench(*m_theme, folder);
    bench.write("DATA('/number') > 1 AND DATA('/number') < 4");
    QTRY_COMPARE(bench.rows().rowCount(), 2);
    QCOMPARE(bench.strip().sentence(),
             QStringLiteral("DATA() is ours: a Knative trigger cannot use this filter."));
}

void TestWindowFilter::writesWhatIsPointedAt()
{
    const QTemporaryDir folder;
    FilterBench bench(*m_theme, folder);
    RawClient client(bench.port);
    QCOMPARE(client.ask(richRequest()).status, 202);
    QTRY_COMPARE(bench.rows().rowCount(), 5);
    EventTableView &table = *bench.window.view()->table();
    InspectorPanel &inspector = *bench.window.view()->inspector();
    QVERIFY(table.select({5}));
    table.setFocus();
    // A cell.
    QTest::keyClick(&table, Qt::Key_Home);
    QVERIFY(table.select({5}));
    emit table.filterRequested(EventColumn::Subject, {5}, FilterUse::Only);
    QCOMPARE(bench.bar().text(), QStringLiteral("subject = 'order/1'"));
    QTRY_COMPARE(bench.rows().rowCount(), 1);
    emit table.filterRequested(EventColumn::Subject, {5}, FilterUse::Without);
    QCOMPARE(bench.bar().text(), QStringLiteral("(NOT EXISTS subject OR subject != 'order/1')"));
    QTRY_COMPARE(bench.rows().rowCount(), 4);
    bench.window.actions().clearFilter->trigger();
    QTRY_COMPARE(bench.rows().rowCount(), 5);
    // An extension in the inspector, by key.
    QVERIFY(table.select({5}));
    QTRY_COMPARE(inspector.shown().value, quint64(5));
    auto &details = *inspector.findChild<DetailsView *>();
    const auto rows =
        details.model()->match(details.model()->index(0, 0), DetailsModel::NameRole,
                               QStringLiteral("region"), 1, Qt::MatchExactly | Qt::MatchRecursive);
    QCOMPARE(rows.size(), 1);
    details.setFocus();
    details.setCurrentIndex(rows.first());
    QTest::keyClick(&details, Qt::Key_F);
    QCOMPARE(bench.bar().text(), QStringLiteral("region = 'north'"));
    QTRY_COMPARE(bench.rows().rowCount(), 1);
    // A member of the data, from the menu.
    inspector.setTab(InspectorPanel::Tab::Data);
    const auto views = inspector.findChildren<LinesView *>();
    const auto found = std::find_if(views.begin(), views.end(), [](const LinesView *view) {
        return view->accessibleName() == QLatin1String("Data");
    });
    QVERIFY(found != views.end());
    LinesView &data = **found;
    QTRY_VERIFY(data.source() && data.isVisible());
    const QPoint place(data.viewport()->width() / 2, 3 * data.fontMetrics().height());
    QContextMenuEvent menuEvent(QContextMenuEvent::Mouse, place,
                                data.viewport()->mapToGlobal(place));
    QApplication::sendEvent(data.viewport(), &menuEvent);
    auto *menu = data.findChild<QMenu *>();
    QVERIFY(menu);
    for (QAction *action : menu->actions()) {
        if (action->text() == QLatin1String("Or this value"))
            action->trigger();
    }
    menu->close();
    QVERIFY2(bench.bar().text().startsWith(QLatin1String("region = 'north' OR DATA('/items/")),
             qPrintable(bench.bar().text()));
    QTRY_COMPARE(bench.bar().property("validity").toString(), QStringLiteral("valid"));
}

void TestWindowFilter::copiesAsFilter()
{
    const QTemporaryDir folder;
    FilterBench bench(*m_theme, folder);
    emit bench.window.view()->table()->filterRequested(EventColumn::Type, {1}, FilterUse::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("type = 'a.one'"));
    QCOMPARE(bench.bar().text(), QString());
    bench.redaction.setRules({QStringLiteral("type")});
    bench.redaction.setOn(true);
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
    emit bench.window.view()->table()->filterRequested(EventColumn::Type, {1}, FilterUse::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("before"));
}

void TestWindowFilter::givesUpItsRow()
{
    const QTemporaryDir folder;
    FilterBench bench(*m_theme, folder);
    QVERIFY(!bench.row().isVisible());
    const int height = bench.window.view()->height();
    bench.write("DATA('/number') = 1");
    QTRY_VERIFY(bench.row().isVisible());
    QTRY_VERIFY(bench.window.view()->height() < height);
    bench.window.actions().clearFilter->trigger();
    QTRY_COMPARE(bench.window.view()->height(), height);
}

void TestWindowFilter::hasRoomInASmallWindow()
{
    const QTemporaryDir folder;
    FilterBench bench(*m_theme, folder);
    bench.window.resize(960, 600);
    QTRY_COMPARE(bench.window.size(), QSize(960, 600));
    constexpr int LeastCharacters = 30;
    QTRY_VERIFY2(bench.bar().field()->width() >
                     LeastCharacters * bench.bar().field()->fontMetrics().horizontalAdvance(u'0'),
                 qPrintable(QString::number(bench.bar().field()->width())));
    // Who does not write sees the beginning.
    const QString text = QStringLiteral("type != '%1'").arg(QString(100, u'x'));
    bench.write(text.toUtf8().constData());
    QVERIFY(bench.bar().field()->horizontalScrollBar()->value() > 0);
    QTest::keyClick(bench.bar().field(), Qt::Key_Escape);
    bench.bar().write(text);
    QCOMPARE(bench.bar().field()->horizontalScrollBar()->value(), 0);
}

void TestWindowFilter::savesAndRemembers()
{
    const QTemporaryDir folder;
    WindowState state;
    {
        FilterBench bench(*m_theme, folder);
        QVERIFY(!bench.window.actions().saveFilter->isEnabled());
        bench.write("type = 'b.one'");
        QTest::keyClick(bench.bar().field(), Qt::Key_Return);
        QVERIFY(bench.window.actions().saveFilter->isEnabled());
        QTest::keyClick(&bench.window, Qt::Key_B, Qt::ControlModifier);
        QTRY_VERIFY(bench.strip().nameEdit()->hasFocus());
        QTest::keyClicks(bench.strip().nameEdit(), QStringLiteral("Ones"));
        QTest::keyClick(bench.strip().nameEdit(), Qt::Key_Return);
        QVERIFY(bench.window.view()->table()->hasFocus());
        state = bench.window.state();
    }
    QCOMPARE(state.filters.history, QStringList{QStringLiteral("type = 'b.one'")});
    QCOMPARE(state.filters.saved.size(), 1);
    FilterBench next(*m_theme, folder, state);
    QVERIFY(next.row().isVisible());
    QCOMPARE(next.strip().buttons().size(), 1);
    QTest::mouseClick(next.strip().buttons().first(), Qt::LeftButton);
    QTRY_COMPARE(next.rows().rowCount(), 2);
    QCOMPARE(next.window.state().filters, state.filters);
}

void TestWindowFilter::losesNothingWhenItCloses()
{
    const QTemporaryDir folder;
    WindowState state;
    {
        FilterBench bench(*m_theme, folder);
        bench.write("type = 'b.one'"); // not yet judged, the focus in the field
    }
    FilterBench bench(*m_theme, folder);
    bench.write("type = 'b");
    bench.window.open(bench.file);
    QTRY_VERIFY(bench.window.view());
    QTRY_COMPARE(bench.rows().rowCount(), 4);
    QCOMPARE(bench.bar().text(), QString());
}

QTEST_MAIN(TestWindowFilter)
#include "tst_windowfilter.moc"

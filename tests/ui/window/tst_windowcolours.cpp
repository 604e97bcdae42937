// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/apptheme.h"
#include "tests/support/rawclient.h"
#include "tests/ui/window/windowbench.h"
#include "ui/colours/colourrulesdialog.h"
#include "ui/eventtable/eventheader.h"
#include "ui/eventtable/rowtints.h"
#include "ui/filterbar/filterbar.h"
#include "ui/filterbar/filterfield.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/window/colourorders.h"
#include "ui/window/windowactions.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QToolTip>
#include <QtTest>

using namespace ui;

namespace {

/// A window with six events; the fourth has the id of the second.
struct ColourBench : Bench {
    ColourBench(ui::Theme &theme, const QTemporaryDir &folder, ui::WindowState state = {})
        : Bench(theme, folder, std::move(state))
    {
        if (window.monitor()->columns().published() == 0) {
            RawClient client(port);
            for (const int number : {1, 2, 3, 2, 5, 6}) {
                if (client.ask(eventRequest(number, number % 2 ? "a" : "b", "/x")).status != 202)
                    qFatal("an event was refused");
            }
        }
        if (!QTest::qWaitFor([this] { return rows().rowCount() == 6; }))
            qFatal("events are missing");
        window.activateWindow();
        table().setFocus();
    }
    EventTableView &table() const { return *window.view()->table(); }
    /// Behind the words of a row, at its right end.
    QColor ground(int row) const
    {
        const QImage image = table().viewport()->grab().toImage();
        const QRect rect = table().rowRect(row);
        return image.pixelColor(rect.right() - 3, rect.center().y());
    }
    QAction &entry(const QString &words) const
    {
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
        QApplication::sendEvent(&table(), &event);
        for (QMenu *menu : table().findChildren<QMenu *>()) {
            for (QAction *action : menu->actions()) {
                if (action->text() == words)
                    return *action;
            }
        }
        qFatal("no entry %s", qPrintable(words));
    }
    ColourRulesDialog *dialog() const { return window.colours().dialog(); }
};

} // namespace

class TestWindowColours : public QObject {
    Q_OBJECT

private slots:
    void coloursByDefault();
    void saysWhy();
    void coloursWhatOnlyTheEventTells();
    void showsWhatIsWrittenAtOnce();
    void coloursByWhatIsPointedAt();
    void coloursMarkedEvents();
    void hasNoColoursWhileRedacted();
    void remembersRules();
    void givesATypeAnotherColour();

private:
    AppTheme m_theme;
};

void TestWindowColours::coloursByDefault()
{
    const QTemporaryDir folder;
    ColourBench bench(*m_theme, folder);
    const QColor warning = tintOf(RowColour::Warning, *m_theme).ground;
    QTRY_COMPARE(bench.ground(3), warning);
    QVERIFY(bench.ground(1) != warning);
    QVERIFY(bench.ground(2) != warning);
    QVERIFY(bench.table().select({4})); // what is selected looks so
    QVERIFY(bench.ground(3) != warning);
}

void TestWindowColours::saysWhy()
{
    const QTemporaryDir folder;
    ColourBench bench(*m_theme, folder);
    const QString words = QStringLiteral("Coloured by the rule FINDING('duplicate')");
    QTRY_COMPARE(bench.table().tintWords(3), words);
    QCOMPARE(bench.table().tintWords(2), QString());
    const int left = bench.table().header()->sectionViewportPosition(column(EventColumn::Number));
    const QPoint place(left + 5, bench.table().rowRect(3).center().y());
    QHelpEvent help(QEvent::ToolTip, place, bench.table().viewport()->mapToGlobal(place));
    QApplication::sendEvent(bench.table().viewport(), &help);
    QCOMPARE(QToolTip::text(), words);
    QToolTip::hideText();
}

void TestWindowColours::coloursWhatOnlyTheEventTells()
{
    const QTemporaryDir folder;
    WindowState state;
    state.colourRules = {{QStringLiteral("DATA('/number') > 4"), RowColour::Rose, true},
                         {QStringLiteral("type = 'a'"), RowColour::Cyan, true},
                         {QStringLiteral("TRUE"), RowColour::Green, false}};
    ColourBench bench(*m_theme, folder, state);
    const QColor rose = tintOf(RowColour::Rose, *m_theme).ground;
    const QColor cyan = tintOf(RowColour::Cyan, *m_theme).ground;
    QTRY_COMPARE(bench.ground(4), rose);
    QTRY_COMPARE(bench.ground(5), rose);
    QTRY_COMPARE(bench.ground(0), cyan);
    QVERIFY(bench.ground(1) != cyan && bench.ground(1) != rose);
    // New events are judged, too.
    RawClient client(bench.port);
    QCOMPARE(client.ask(eventRequest(9, "b", "/x")).status, 202);
    QTRY_COMPARE(bench.rows().rowCount(), 7);
    QTRY_COMPARE(bench.ground(6), rose);
}

void TestWindowColours::showsWhatIsWrittenAtOnce()
{
    const QTemporaryDir folder;
    ColourBench bench(*m_theme, folder);
    bench.window.actions().colourRules->trigger();
    QVERIFY(bench.dialog() && bench.dialog()->isVisible());
    bench.dialog()->addRule({});
    FilterField &field = *bench.dialog()->findChild<FilterField *>();
    QTest::keyClicks(&field, QStringLiteral("type = 'b'"));
    const QColor colour = tintOf(RowColour::Purple, *m_theme).ground; // of the fourth
    QTRY_COMPARE(bench.window.colours().rules().front().expression, QStringLiteral("type = 'b'"));
    QTRY_COMPARE(bench.ground(1), colour);
    QTRY_COMPARE(bench.ground(3), colour);         // above the rule of duplicates
    bench.window.actions().colourRules->trigger(); // the same dialog
    QCOMPARE(bench.window.findChildren<ColourRulesDialog *>().size(), 1);
    bench.dialog()->reject();
    QTRY_VERIFY(!bench.dialog());
}

void TestWindowColours::coloursByWhatIsPointedAt()
{
    const QTemporaryDir folder;
    ColourBench bench(*m_theme, folder);
    QVERIFY(bench.table().select({1}));
    bench.entry(QStringLiteral("Colour by this type…")).trigger();
    QVERIFY(bench.dialog());
    QCOMPARE(bench.dialog()->rules().front().expression, QStringLiteral("type = 'a'"));
    const QColor ground = tintOf(bench.dialog()->rules().front().colour, *m_theme).ground;
    QTRY_COMPARE(bench.ground(2), ground);
    QCOMPARE(bench.window.findChild<FilterBar *>()->text(), QString()); // nothing is filtered
    // From the inspector, too.
    emit bench.window.view()->inspector()->dataFilterRequested("/number", "5", FilterUse::Colour);
    QCOMPARE(bench.dialog()->rules().front().expression, QStringLiteral("DATA('/number') = 5"));
}

void TestWindowColours::coloursMarkedEvents()
{
    const QTemporaryDir folder;
    WindowState state;
    state.colourRules = {{QStringLiteral("MARKED()"), RowColour::Mint, true}};
    ColourBench bench(*m_theme, folder, state);
    const QColor mint = tintOf(RowColour::Mint, *m_theme).ground;
    QVERIFY(bench.ground(2) != mint);
    QVERIFY(bench.window.monitor()->log().changeMarks({{{3}, true, {}}}));
    QTRY_COMPARE(bench.ground(2), mint);
    QVERIFY(bench.window.monitor()->log().changeMarks({{{3}, false, {}}}));
    QTRY_VERIFY(bench.ground(2) != mint);
}

void TestWindowColours::hasNoColoursWhileRedacted()
{
    const QTemporaryDir folder;
    WindowState state;
    state.colourRules = {{QStringLiteral("TRUE"), RowColour::Mint, true}};
    ColourBench bench(*m_theme, folder, state);
    const QColor mint = tintOf(RowColour::Mint, *m_theme).ground;
    QTRY_COMPARE(bench.ground(2), mint);
    QVERIFY(bench.redaction.setRules({QStringLiteral("source")}));
    bench.redaction.setOn(true);
    QTRY_VERIFY(bench.ground(2) != mint);
    bench.redaction.setOn(false);
    QTRY_COMPARE(bench.ground(2), mint);
}

void TestWindowColours::remembersRules()
{
    const QTemporaryDir folder;
    ColourBench bench(*m_theme, folder);
    bench.window.actions().colourRules->trigger();
    bench.dialog()->addRule(QStringLiteral("type = 'b'"));
    const WindowState state = bench.window.state();
    QCOMPARE(state.colourRules.front().expression, QStringLiteral("type = 'b'"));
    const QTemporaryDir other;
    ColourBench again(*m_theme, other, state);
    QVERIFY(again.window.colours().rules() == state.colourRules);
    QTRY_COMPARE(again.ground(1), tintOf(state.colourRules.front().colour, *m_theme).ground);
}

void TestWindowColours::givesATypeAnotherColour()
{
    const QTemporaryDir folder;
    ColourBench bench(*m_theme, folder);
    const auto bar = [&bench](int row) {
        const int left = bench.table().header()->sectionViewportPosition(column(EventColumn::Type));
        return bench.table().viewport()->grab().toImage().pixelColor(
            left + 1, bench.table().rowRect(row).center().y());
    };
    QVERIFY(bench.table().select({1}));
    const QColor before = bar(0);
    const std::uint8_t slot = before == m_theme->series(9) ? 8 : 9;
    QMenu *menu = bench.entry(QStringLiteral("Colour of this type")).menu();
    QVERIFY(menu);
    menu->actions().at(slot)->trigger();
    QTRY_COMPARE(bar(0), m_theme->series(slot));
    QCOMPARE(bar(2), m_theme->series(slot));
    QCOMPARE(bench.window.state().typeColours.at("a"), slot);
    menu = bench.entry(QStringLiteral("Colour of this type")).menu();
    menu->actions().last()->trigger();
    QTRY_COMPARE(bar(0), before);
    QVERIFY(bench.window.state().typeColours.empty());
}

QTEST_MAIN(TestWindowColours)
#include "tst_windowcolours.moc"

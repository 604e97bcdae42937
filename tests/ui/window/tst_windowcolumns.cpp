// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/apptheme.h"
#include "tests/support/rawclient.h"
#include "tests/ui/window/windowbench.h"
#include "ui/eventtable/columnfield.h"
#include "ui/eventtable/eventheader.h"
#include "ui/eventtable/newpill.h"
#include "ui/filterbar/filterbar.h"
#include "ui/frame/toast.h"
#include "ui/inspector/detailsmodel.h"
#include "ui/inspector/detailsview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/verbatim/linesview.h"
#include "ui/window/viewcolumns.h"
#include "ui/window/windowactions.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QtTest>

#include <algorithm>

using namespace ui;

namespace {

std::string request(int number, int total)
{
    const std::string body = "{\"total\":" + std::to_string(total) + ",\"items\":[{\"sku\":\"S" +
                             std::to_string(number) + "\"}]}";
    return "POST /in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
           "ce-specversion: 1.0\r\nce-id: " +
           std::to_string(number) + "\r\nce-type: " + (number % 2 ? "odd" : "even") +
           "\r\nce-source: /x\r\nce-shelf: " + std::to_string(100 - number) +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// A window with six events whose totals do not ascend.
struct ColumnBench : Bench {
    ColumnBench(ui::Theme &theme, const QTemporaryDir &folder, ui::WindowState state = {})
        : Bench(theme, folder, std::move(state))
    {
        if (window.monitor()->columns().published() == 0) {
            for (const int total : {30, 5, 100, 20, 7, 60})
                send(total);
        }
        if (!QTest::qWaitFor([this] { return rows().rowCount() == 6; }))
            qFatal("events are missing");
        window.activateWindow();
        table().setFocus();
    }
    void send(int total)
    {
        RawClient client(port);
        if (client.ask(request(++sent, total)).status != 202)
            qFatal("an event was refused");
    }
    EventTableView &table() const { return *window.view()->table(); }
    EventHeader &header() const { return *table().header(); }
    InspectorPanel &inspector() const { return *window.view()->inspector(); }
    QString toast() const { return window.view()->toast()->sentence(); }
    QLineEdit &field() const { return *window.view()->columns().field()->findChild<QLineEdit *>(); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(&table(), static_cast<Qt::Key>(key), modifiers);
    }
    void clickHead(EventColumn which) const
    {
        QTest::mouseClick(header().viewport(), Qt::LeftButton, Qt::NoModifier,
                          header().headRect(which).center());
    }
    /// A, a name, Return.
    void add(const char *name) const
    {
        press(Qt::Key_A);
        QTest::keyClicks(&field(), QString::fromUtf8(name));
        QTest::keyClick(&field(), Qt::Key_Delete); // what was completed
        QTest::keyClick(&field(), Qt::Key_Return);
    }
    /// The order of the menu of `which`; from `within`, a menu in it.
    void order(EventColumn which, const QString &words, const QString &within = {}) const
    {
        QMenu menu;
        table().fillColumnMenu(menu, which);
        QMenu *searched = &menu;
        if (!within.isEmpty())
            searched = actionIn(menu, within)->menu();
        actionIn(*searched, words)->trigger();
    }
    static QAction *actionIn(const QMenu &menu, const QString &words)
    {
        for (QAction *action : menu.actions()) {
            if (action->text().section(u'\t', 0, 0).remove(u'&') == words)
                return action;
        }
        qFatal("no such order: %s", qPrintable(words));
    }
    /// What stands in a column from the top.
    QString texts(int column) const
    {
        QStringList found;
        for (int row = 0; row < rows().rowCount(); ++row)
            found.append(rows().index(row, column).data().toString());
        return found.join(u' ');
    }
    QStringList heads() const
    {
        QStringList found;
        for (int visual = 0; visual < header().count(); ++visual) {
            const int number = header().logicalIndex(visual);
            if (!header().isSectionHidden(number))
                found.append(
                    rows().headerData(number, Qt::Horizontal, Qt::AccessibleTextRole).toString());
        }
        return found;
    }

    int sent = 0;
};

constexpr int Own = EventColumnCount;
constexpr EventColumn OwnColumn = FirstOwnColumn;

} // namespace

class TestWindowColumns : public QObject {
    Q_OBJECT

private slots:
    void addsAColumnByName();
    void saysWhatIsNoName();
    void completesNamesOfTheEvent();
    void addsAColumnFromTheInspector();
    void removesAColumnAndTakesItBack();
    void sortsByAClickOnTheHeadOfAnOwnColumn();
    void sortsByMenuAndKey();
    void newEventsWait();
    void goesOnFindingWhileSorted();
    void filtersByAnOwnColumn();
    void savesSetsOfColumns();
    void remembersColumnsBetweenStarts();
    void movesAColumnByDragging();
    void hidesOrderAndValuesInARedactedView();

private:
    AppTheme m_theme;
};

void TestWindowColumns::addsAColumnByName()
{
    const QTemporaryDir folder;
    ColumnBench bench(*m_theme, folder);
    bench.press(Qt::Key_A);
    QVERIFY(bench.field().hasFocus());
    QCOMPARE(bench.field().accessibleName(), QStringLiteral("Name of the column"));
    QTest::keyClick(&bench.field(), Qt::Key_Escape);
    QVERIFY(bench.table().hasFocus());
    bench.add("/total");
    QVERIFY(bench.table().hasFocus());
    QTRY_COMPARE(bench.texts(Own), QStringLiteral("30 5 100 20 7 60"));
    bench.add("shelf");
    QTRY_COMPARE(bench.texts(Own + 1), QStringLiteral("99 98 97 96 95 94"));
    // Before the size, in the order in which they were made.
    const qsizetype first = bench.heads().indexOf(QStringLiteral("/total"));
    QCOMPARE(bench.heads().indexOf(QStringLiteral("shelf")), first + 1);
    QCOMPARE(bench.header().visualIndex(column(EventColumn::Size)),
             bench.header().visualIndex(Own + 1) + 1);
    bench.send(77);
    QTRY_COMPARE(bench.texts(Own), QStringLiteral("30 5 100 20 7 60 77"));
}

void TestWindowColumns::saysWhatIsNoName()
{
    const QTemporaryDir folder;
    ColumnBench bench(*m_theme, folder);
    bench.add("orderId");
    QVERIFY(bench.field().hasFocus());
    QVERIFY2(
        bench.window.view()->columns().field()->sentence().contains(QLatin1String("small letters")),
        qPrintable(bench.window.view()->columns().field()->sentence()));
    QTest::keyClick(&bench.field(), Qt::Key_Escape);
    bench.add("type");
    QCOMPARE(bench.window.view()->columns().field()->sentence(),
             QStringLiteral("type is a column already."));
    QCOMPARE(bench.rows().columnCount(), Own);
}

void TestWindowColumns::completesNamesOfTheEvent()
{
    const QTemporaryDir folder;
    ColumnBench bench(*m_theme, folder);
    QVERIFY(bench.table().select({1}));
    QTRY_COMPARE(bench.inspector().shown().value, quint64(1));
    QTRY_VERIFY(bench.inspector().namesInEvent().contains(QStringLiteral("/items/0/sku")));
    QVERIFY(bench.inspector().namesInEvent().contains(QStringLiteral("shelf")));
    bench.press(Qt::Key_A);
    QTest::keyClicks(&bench.field(), QStringLiteral("/it"));
    QCOMPARE(bench.field().text(), QStringLiteral("/items/0/sku"));
    QTest::keyClick(&bench.field(), Qt::Key_Tab);
    QVERIFY(bench.field().hasFocus());
    QTest::keyClick(&bench.field(), Qt::Key_Return);
    QTRY_COMPARE(bench.texts(Own), QStringLiteral("S1 S2 S3 S4 S5 S6"));
}

void TestWindowColumns::addsAColumnFromTheInspector()
{
    const QTemporaryDir folder;
    ColumnBench bench(*m_theme, folder);
    QVERIFY(bench.table().select({1}));
    QTRY_COMPARE(bench.inspector().shown().value, quint64(1));
    auto &details = *bench.inspector().findChild<DetailsView *>();
    const auto found =
        details.model()->match(details.model()->index(0, 0), DetailsModel::NameRole,
                               QStringLiteral("shelf"), 1, Qt::MatchExactly | Qt::MatchRecursive);
    QCOMPARE(found.size(), 1);
    details.setFocus();
    details.setCurrentIndex(found.first());
    QTest::keyClick(&details, Qt::Key_A);
    QCOMPARE(bench.toast(), QStringLiteral("Added the column shelf."));
    QTRY_COMPARE(bench.texts(Own), QStringLiteral("99 98 97 96 95 94"));
    QTest::keyClick(&details, Qt::Key_A);
    QCOMPARE(bench.toast(), QStringLiteral("shelf is a column already."));

    bench.inspector().setTab(InspectorPanel::Tab::Data);
    const auto views = bench.inspector().findChildren<LinesView *>();
    const auto data = std::find_if(views.begin(), views.end(), [](const LinesView *view) {
        return view->accessibleName() == QLatin1String("Data");
    });
    QVERIFY(data != views.end());
    QTRY_VERIFY((*data)->source() && (*data)->isVisible());
    (*data)->setFocus();
    QTest::keyClick(*data, Qt::Key_Home);
    QTest::keyClick(*data, Qt::Key_Down); // behind the brace
    QTest::keyClick(*data, Qt::Key_A);
    QCOMPARE(bench.toast(), QStringLiteral("Added the column /total."));
    QTRY_COMPARE(bench.texts(Own + 1), QStringLiteral("30 5 100 20 7 60"));
}

void TestWindowColumns::removesAColumnAndTakesItBack()
{
    const QTemporaryDir folder;
    ColumnBench bench(*m_theme, folder);
    bench.add("/total");
    bench.add("shelf");
    bench.clickHead(OwnColumn);
    QTRY_VERIFY(bench.table().isSorted());
    bench.order(OwnColumn, QStringLiteral("Remove column"));
    QVERIFY(!bench.table().isSorted());
    QVERIFY(!bench.heads().contains(QStringLiteral("/total")));
    QTRY_COMPARE(bench.texts(Own), QStringLiteral("99 98 97 96 95 94"));
    QCOMPARE(bench.toast(), QStringLiteral("Removed the column /total."));
    QTest::mouseClick(bench.window.view()->toast()->findChild<QPushButton *>(), Qt::LeftButton);
    const qsizetype first = bench.heads().indexOf(QStringLiteral("/total"));
    QVERIFY(first >= 0);
    QCOMPARE(bench.heads().indexOf(QStringLiteral("shelf")), first + 1);
}

void TestWindowColumns::sortsByAClickOnTheHeadOfAnOwnColumn()
{
    const QTemporaryDir folder;
    ColumnBench bench(*m_theme, folder);
    bench.add("/total");
    bench.clickHead(OwnColumn);
    QTRY_COMPARE(bench.texts(Own), QStringLiteral("5 7 20 30 60 100"));
    QVERIFY(!bench.table().isFollowing());
    bench.clickHead(OwnColumn);
    QTRY_COMPARE(bench.texts(Own), QStringLiteral("100 60 30 20 7 5"));
    bench.clickHead(OwnColumn);
    QTRY_COMPARE(bench.texts(Own), QStringLiteral("30 5 100 20 7 60"));
}

void TestWindowColumns::sortsByMenuAndKey()
{
    const QTemporaryDir folder;
    ColumnBench bench(*m_theme, folder);
    bench.order(EventColumn::Type, QStringLiteral("Sort descending"));
    QCOMPARE(bench.texts(column(EventColumn::Type)), QStringLiteral("odd odd odd even even even"));
    // The same menu from the menu bar, about the column of the ring.
    emit bench.window.actions().columns->aboutToShow();
    ColumnBench::actionIn(*bench.window.actions().columns, QStringLiteral("Sort ascending"))
        ->trigger();
    QCOMPARE(bench.texts(column(EventColumn::Type)), QStringLiteral("even even even odd odd odd"));
    bench.press(Qt::Key_S);
    bench.press(Qt::Key_S);
    QVERIFY(!bench.table().isSorted());
}

void TestWindowColumns::newEventsWait()
{
    const QTemporaryDir folder;
    ColumnBench bench(*m_theme, folder);
    bench.add("/total");
    bench.clickHead(OwnColumn);
    QTRY_COMPARE(bench.texts(Own), QStringLiteral("5 7 20 30 60 100"));
    auto *pill = bench.table().findChild<NewPill *>();
    bench.send(10);
    bench.send(1);
    QTRY_COMPARE(pill->text(), QStringLiteral("2 new"));
    QVERIFY(pill->isVisible());
    QCOMPARE(bench.rows().rowCount(), 6);
    QTest::keyClick(&bench.window, Qt::Key_F5);
    QTRY_COMPARE(bench.texts(Own), QStringLiteral("1 5 7 10 20 30 60 100"));
    QTRY_VERIFY(!pill->isVisible());
    bench.send(2);
    QTRY_VERIFY(pill->isVisible());
    QTest::mouseClick(pill, Qt::LeftButton);
    QTRY_COMPARE(bench.texts(Own), QStringLiteral("1 2 5 7 10 20 30 60 100"));
    bench.send(3);
    QTRY_VERIFY(pill->isVisible());
    bench.window.actions().follow->trigger(); // who wants the newest wants the order of the log
    QTRY_COMPARE(bench.texts(Own), QStringLiteral("30 5 100 20 7 60 10 1 2 3"));
    QVERIFY(bench.table().isFollowing());
}

void TestWindowColumns::goesOnFindingWhileSorted()
{
    const QTemporaryDir folder;
    ColumnBench bench(*m_theme, folder);
    bench.order(EventColumn::Size, QStringLiteral("Sort descending"));
    QVERIFY(bench.table().isSorted());
    QVERIFY(bench.table().select({1}));
    bench.press(Qt::Key_N);
    QTRY_COMPARE(bench.table().current().value, 3U);
    QCOMPARE(bench.rows().index(bench.table().currentRow(), 0).data(SequenceRole).toInt(), 3);
    bench.press(Qt::Key_P);
    QTRY_COMPARE(bench.table().current().value, 1U);
    QTRY_COMPARE(bench.inspector().shown().value, 1U);
    // An event that waits is sorted in when somebody goes to it.
    bench.send(1);
    QTRY_VERIFY(bench.table().findChild<NewPill *>()->isVisible());
    bench.press(Qt::Key_N);
    QTRY_COMPARE(bench.table().current().value, 3U);
    QTest::keyClick(&bench.window, Qt::Key_G, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("7"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(bench.table().current().value, 7U);
    QVERIFY(bench.table().isSorted());
    QCOMPARE(bench.rows().rowCount(), 7);
}

void TestWindowColumns::filtersByAnOwnColumn()
{
    const QTemporaryDir folder;
    ColumnBench bench(*m_theme, folder);
    auto &bar = *bench.window.findChild<FilterBar *>();
    bench.add("/total");
    QTRY_COMPARE(bench.texts(Own), QStringLiteral("30 5 100 20 7 60"));
    QVERIFY(bench.table().select({2}));
    QTest::mouseClick(
        bench.table().viewport(), Qt::LeftButton, Qt::NoModifier,
        {bench.header().headRect(OwnColumn).center().x(), bench.table().rowRect(1).center().y()});
    bench.press(Qt::Key_F);
    QCOMPARE(bar.text(), QStringLiteral("DATA('/total') = 5"));
    QTRY_COMPARE(bench.rows().rowCount(), 1);
    bench.window.actions().clearFilter->trigger();
    QTRY_COMPARE(bench.rows().rowCount(), 6);
    // Sorted, and filtered anew.
    bench.clickHead(OwnColumn);
    QTRY_VERIFY(bench.table().isSorted());
    bar.write(QStringLiteral("DATA('/total') > 10"));
    QTRY_COMPARE(bench.texts(Own), QStringLiteral("20 30 60 100"));
}

void TestWindowColumns::savesSetsOfColumns()
{
    const QTemporaryDir folder;
    ColumnBench bench(*m_theme, folder);
    const QStringList standard = bench.heads();
    bench.add("/total");
    bench.header().setColumnHidden(EventColumn::Subject, true);
    const QStringList mine = bench.heads();
    QVERIFY(mine != standard);
    bench.order(EventColumn::Type, QStringLiteral("Save these columns as…"),
                QStringLiteral("Column sets"));
    QVERIFY(bench.field().hasFocus());
    QTest::keyClicks(&bench.field(), QStringLiteral("Orders"));
    QTest::keyClick(&bench.field(), Qt::Key_Return);
    QCOMPARE(bench.toast(), QStringLiteral("Saved these columns as Orders."));
    QVERIFY(bench.table().hasFocus());
    bench.order(EventColumn::Type, QStringLiteral("Standard columns"),
                QStringLiteral("Column sets"));
    QCOMPARE(bench.heads(), standard);
    bench.order(EventColumn::Type, QStringLiteral("Orders"), QStringLiteral("Column sets"));
    QCOMPARE(bench.heads(), mine);
    QTRY_COMPARE(bench.texts(Own), QStringLiteral("30 5 100 20 7 60"));
    QMenu menu;
    bench.table().fillColumnMenu(menu, EventColumn::Type);
    QMenu *sets = ColumnBench::actionIn(menu, QStringLiteral("Column sets"))->menu();
    ColumnBench::actionIn(*ColumnBench::actionIn(*sets, QStringLiteral("Remove set"))->menu(),
                          QStringLiteral("Orders"))
        ->trigger();
    QVERIFY(bench.window.state().view.columns.sets.isEmpty());
    QTest::mouseClick(bench.window.view()->toast()->findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(bench.window.state().view.columns.sets.size(), 1);
}

void TestWindowColumns::remembersColumnsBetweenStarts()
{
    const QTemporaryDir folder;
    WindowState state;
    QStringList heads;
    int width = 0;
    {
        ColumnBench bench(*m_theme, folder);
        bench.add("/total");
        bench.order(EventColumn::Type, QStringLiteral("Save these columns as…"),
                    QStringLiteral("Column sets"));
        QTest::keyClicks(&bench.field(), QStringLiteral("Orders"));
        QTest::keyClick(&bench.field(), Qt::Key_Return);
        bench.header().moveColumn(OwnColumn, -1);
        bench.header().widenColumn(OwnColumn, 48);
        heads = bench.heads();
        width = bench.header().sectionSize(Own);
        state = bench.window.state();
    }
    state.view.columns.last = layoutFromLines(layoutLines(state.view.columns.last));
    ColumnBench bench(*m_theme, folder, state);
    QCOMPARE(bench.heads(), heads);
    QCOMPARE(bench.header().sectionSize(Own), width);
    QTRY_COMPARE(bench.texts(Own), QStringLiteral("30 5 100 20 7 60"));
    QCOMPARE(bench.window.state().view.columns.sets.size(), 1);
    QCOMPARE(bench.window.state().view.columns, state.view.columns);
}

void TestWindowColumns::movesAColumnByDragging()
{
    const QTemporaryDir folder;
    ColumnBench bench(*m_theme, folder);
    bench.add("/total");
    const QPoint from = bench.header().headRect(OwnColumn).center();
    const QPoint to = bench.header().headRect(EventColumn::Type).center() - QPoint(60, 0);
    QWidget *head = bench.header().viewport();
    QTest::mousePress(head, Qt::LeftButton, Qt::NoModifier, from);
    QTest::mouseMove(head, (from + to) / 2);
    QTest::mouseMove(head, to);
    QTest::mouseRelease(head, Qt::LeftButton, Qt::NoModifier, to);
    QVERIFY(bench.header().visualIndex(Own) <
            bench.header().visualIndex(column(EventColumn::Source)));
    QVERIFY(!bench.table().isSorted());
}

void TestWindowColumns::hidesOrderAndValuesInARedactedView()
{
    const QTemporaryDir folder;
    ColumnBench bench(*m_theme, folder);
    bench.add("/total");
    bench.order(EventColumn::Type, QStringLiteral("Sort ascending"));
    QTRY_COMPARE(bench.texts(Own).section(u' ', 0, 0), QStringLiteral("5"));
    bench.redaction.setRules({QStringLiteral("type"), QStringLiteral("/total")});
    bench.redaction.setOn(true);
    QTRY_VERIFY(!bench.table().isSorted());
    QTRY_COMPARE(bench.texts(Own).section(u' ', 0, 0), QStringLiteral("[redacted]"));
    bench.order(EventColumn::Type, QStringLiteral("Sort ascending"));
    QVERIFY(!bench.table().isSorted());
    QCOMPARE(bench.toast(),
             QStringLiteral("Its values are hidden in the redacted view: so is their order."));
    bench.redaction.setOn(false);
    QTRY_COMPARE(bench.texts(Own), QStringLiteral("30 5 100 20 7 60"));
}

QTEST_MAIN(TestWindowColumns)
#include "tst_windowcolumns.moc"

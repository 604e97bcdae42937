// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventtable/eventheader.h"
#include "ui/eventtable/eventtableview.h"
#include "ui/eventtable/newpill.h"
#include "ui/models/eventtablemodel.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QMenu>
#include <QScrollBar>
#include <QtTest>

#include <algorithm>
#include <memory>
#include <optional>

using ui::EventColumn;

/// The event table over a real model, whose rows a person sorts.
class TestSortedTable : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aClickOnAHeadSortsUpDownAndNotAtAll();
    void aKeySortsByTheColumnOfTheRing();
    void aKeyOpensTheMenuOfTheColumn();
    void doesNotSortByWhatSaysSomethingOfTwoRows();
    void sortingEndsFollowingAndFollowingEndsSorting();
    void newEventsWaitBehindThePill();
    void keepsTheCurrentEventInView();
    void beginsAtTheTopWithoutACurrentEvent();
    void selectsARangeOfSortedRows();
    void selectsNoMoreThanItsLimit();
    void copiesInTheOrderThatIsShown();
    void selectsAllThatIsShown();
    void goesToAnEventThatStillWaits();
    void losesWhatLeftTheLog();
    void movesAndWidensColumnsByKey();
    void paintsAChevron();

private:
    /// Types go round: b, c, a.
    void append(int count);
    void tick() { m_model->advance(); }
    void settle() { QTRY_VERIFY((tick(), m_model->rows().isComplete() && !m_model->isSorting())); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_view.get(), static_cast<Qt::Key>(key), modifiers);
    }
    void clickHead(EventColumn which)
    {
        QTest::mouseClick(m_view->header()->viewport(), Qt::LeftButton, Qt::NoModifier,
                          m_view->header()->headRect(which).center());
    }
    int direction(EventColumn which) const
    {
        return m_model->headerData(ui::column(which), Qt::Horizontal, ui::SortRole).toInt();
    }
    QString text(int row, EventColumn which) const
    {
        return m_model->index(row, ui::column(which)).data(ui::RawRole).toString();
    }
    std::unique_ptr<QMenu> columnMenu()
    {
        auto menu = std::make_unique<QMenu>();
        m_view->fillColumnMenu(*menu, m_view->currentColumn());
        return menu;
    }
    ui::NewPill *pill() const { return m_view->findChild<ui::NewPill *>(); }

    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<core::Columns> m_columns;
    std::unique_ptr<core::ScanPool> m_pool;
    std::unique_ptr<ui::EventTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<ui::EventTableView> m_view;
};

void TestSortedTable::init()
{
    m_theme = std::make_unique<ui::Theme>();
    m_columns = std::make_unique<core::Columns>();
    m_pool = std::make_unique<core::ScanPool>(1);
    m_model = std::make_unique<ui::EventTableModel>(*m_columns, *m_pool);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_view = std::make_unique<ui::EventTableView>(*m_theme,
                                                  [](core::ValueCode) { return QColor(Qt::red); });
    m_view->setModel(m_model.get());
    connect(m_view.get(), &ui::EventTableView::orderRequested, m_model.get(),
            [this](EventColumn which, int direction) {
                m_model->setOrder(direction == 0
                                      ? std::nullopt
                                      : m_model->orderBy(ui::column(which), direction < 0));
                tick();
            });
    connect(m_view.get(), &ui::EventTableView::renewRequested, m_model.get(), [this] {
        m_model->renewOrder();
        tick();
    });
    connect(m_model.get(), &ui::EventTableModel::orderShown, m_view.get(),
            &ui::EventTableView::showOrder);
    connect(m_model.get(), &ui::EventTableModel::waitingChanged, m_view.get(),
            [this](quint64 waiting) { m_view->setPaused(false, waiting); });
    m_view->resize(1100, 400);
    m_view->show();
    m_view->activateWindow();
    m_view->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
}

void TestSortedTable::cleanup()
{
    m_tester.reset();
    m_view.reset();
    m_model.reset();
    m_pool.reset();
    m_columns.reset();
    m_theme.reset();
}

void TestSortedTable::append(int count)
{
    for (int i = 0; i < count; ++i) {
        const auto number = static_cast<int>(m_columns->appended());
        core::Row row;
        row.received = 1'795'441'000'000'000 + number * 1000;
        row.type = m_columns->types.add(number % 3 == 0 ? "b" : number % 3 == 1 ? "c" : "a").code;
        row.source = m_columns->sources.add("/s").code;
        row.size = static_cast<std::uint32_t>(1000 - number % 1000);
        row.shape.dataForm = core::DataForm::Json;
        m_columns->append(row);
    }
    m_columns->publish();
    tick();
}

void TestSortedTable::aClickOnAHeadSortsUpDownAndNotAtAll()
{
    append(300);
    clickHead(EventColumn::Size);
    QCOMPARE(direction(EventColumn::Size), 1);
    QVERIFY(m_view->isSorted());
    QCOMPARE(text(0, EventColumn::Size), QStringLiteral("701"));
    clickHead(EventColumn::Size);
    QCOMPARE(direction(EventColumn::Size), -1);
    QCOMPARE(text(0, EventColumn::Size), QStringLiteral("1000"));
    clickHead(EventColumn::Type);
    QCOMPARE(direction(EventColumn::Size), 0);
    QCOMPARE(text(0, EventColumn::Type), QStringLiteral("a"));
    QCOMPARE(text(0, EventColumn::Number), QStringLiteral("3")); // equal ones as they came
    clickHead(EventColumn::Type);
    QCOMPARE(text(0, EventColumn::Number), QStringLiteral("2"));
    clickHead(EventColumn::Type);
    QVERIFY(!m_view->isSorted());
    QCOMPARE(text(0, EventColumn::Number), QStringLiteral("1"));
}

void TestSortedTable::aKeySortsByTheColumnOfTheRing()
{
    append(30);
    press(Qt::Key_Up);
    QCOMPARE(m_view->currentColumn(), EventColumn::Type);
    press(Qt::Key_S);
    QCOMPARE(direction(EventColumn::Type), 1);
    press(Qt::Key_S);
    QCOMPARE(direction(EventColumn::Type), -1);
    press(Qt::Key_S);
    QVERIFY(!m_model->order());
}

void TestSortedTable::aKeyOpensTheMenuOfTheColumn()
{
    append(30);
    press(Qt::Key_Up);
    press(Qt::Key_H);
    auto *menu = m_view->findChild<QMenu *>();
    QVERIFY(menu && menu->isVisible());
    QTest::keyClick(menu, Qt::Key_D); // Sort descending
    QCOMPARE(direction(EventColumn::Type), -1);
    QTRY_VERIFY(!m_view->findChild<QMenu *>());
    press(Qt::Key_H);
    menu = m_view->findChild<QMenu *>();
    QVERIFY(menu->actions().at(1)->isChecked());
    QTest::keyClick(menu, Qt::Key_N);
    QVERIFY(!m_view->isSorted());
}

void TestSortedTable::doesNotSortByWhatSaysSomethingOfTwoRows()
{
    append(30);
    for (const EventColumn which : {EventColumn::Delta, EventColumn::Mark}) {
        clickHead(which);
        QVERIFY(!m_model->order());
        QVERIFY(!m_model->headerData(ui::column(which), Qt::Horizontal, ui::SortRole).isValid());
    }
}

void TestSortedTable::sortingEndsFollowingAndFollowingEndsSorting()
{
    append(300);
    QVERIFY(m_view->isFollowing());
    clickHead(EventColumn::Type);
    QVERIFY(!m_view->isFollowing());
    press(Qt::Key_End);
    QVERIFY(!m_view->isFollowing());
    QVERIFY(m_view->isSorted());
    QCOMPARE(m_view->currentRow(), 299);
    m_view->setFollowing(true);
    QVERIFY(!m_view->isSorted());
    QVERIFY(m_view->isFollowing());
    append(10);
    QCOMPARE(m_view->firstVisibleRow() + m_view->visibleRowCount(), 310);
}

void TestSortedTable::newEventsWaitBehindThePill()
{
    append(300);
    clickHead(EventColumn::Type);
    QVERIFY(!pill()->isVisible());
    append(1284);
    QCOMPARE(m_model->rowCount(), 300);
    QVERIFY(pill()->isVisible());
    QCOMPARE(pill()->text(), QStringLiteral("1\u00A0284 new"));
    QTest::mouseClick(pill(), Qt::LeftButton);
    QCOMPARE(m_model->rowCount(), 1584);
    QVERIFY(!pill()->isVisible());
    QVERIFY(m_view->isSorted());
    append(1);
    QVERIFY(pill()->isVisible());
    QCOMPARE(columnMenu()->actions().at(3)->isEnabled(), true);
    columnMenu()->actions().at(3)->trigger(); // Sort in new events
    QCOMPARE(m_model->rowCount(), 1585);
}

void TestSortedTable::keepsTheCurrentEventInView()
{
    append(3000);
    QVERIFY(m_view->select({1500}));
    clickHead(EventColumn::Size);
    QCOMPARE(m_view->current().value, 1500U);
    const int row = m_view->currentRow();
    QCOMPARE(text(row, EventColumn::Number), QStringLiteral("1500"));
    QVERIFY(row != 1499);
    QVERIFY(m_view->viewport()->rect().contains(m_view->rowRect(row)));
    append(500);
    QTest::mouseClick(pill(), Qt::LeftButton);
    QVERIFY(m_view->viewport()->rect().contains(m_view->rowRect(m_view->currentRow())));
    press(Qt::Key_Down);
    QCOMPARE(m_view->currentRow(), m_model->rowOf(m_view->current()));
}

void TestSortedTable::beginsAtTheTopWithoutACurrentEvent()
{
    append(3000);
    clickHead(EventColumn::Size);
    QCOMPARE(m_view->firstVisibleRow(), 0);
    // What a person scrolled to stays at the top when more is sorted in.
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum() / 2);
    const QString top = text(m_view->firstVisibleRow(), EventColumn::Number);
    append(500);
    press(Qt::Key_Escape);
    QTest::mouseClick(pill(), Qt::LeftButton);
    QCOMPARE(text(m_view->firstVisibleRow(), EventColumn::Number), top);
}

void TestSortedTable::selectsARangeOfSortedRows()
{
    append(300);
    clickHead(EventColumn::Type);
    press(Qt::Key_Home);
    press(Qt::Key_Down, Qt::ShiftModifier);
    press(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedRows(), 3U);
    for (const quint64 number : {3U, 6U, 9U})
        QVERIFY(m_view->selection().contains(number));
    QVERIFY(!m_view->selection().contains(4));
    press(Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedRows(), 2U);
    const QPoint fifth = m_view->rowRect(4).center();
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ControlModifier, fifth);
    QVERIFY(m_view->selection().contains(15));
}

void TestSortedTable::selectsNoMoreThanItsLimit()
{
    append(ui::EventTableView::MaxSortedRange + 5);
    clickHead(EventColumn::Type);
    settle();
    for (const int more : {-1, 0, 1}) {
        press(Qt::Key_Home);
        const int last = ui::EventTableView::MaxSortedRange + more - 1;
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ShiftModifier,
                          m_view->rowRect(last).center());
        QCOMPARE(m_view->selectedRows(),
                 static_cast<quint64>(ui::EventTableView::MaxSortedRange + std::min(more, 0)));
    }
}

void TestSortedTable::copiesInTheOrderThatIsShown()
{
    append(9);
    clickHead(EventColumn::Type);
    press(Qt::Key_Home);
    for (int i = 0; i < 3; ++i)
        press(Qt::Key_Down, Qt::ShiftModifier);
    const auto numbers = [this] {
        QStringList found;
        for (const QString &line : m_view->selectedText().split(u'\n').mid(1))
            found.append(line.section(u'\t', 0, 0));
        return found.join(u' ').trimmed();
    };
    QCOMPARE(numbers(), QStringLiteral("3 6 9 1"));
    press(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(numbers(), QStringLiteral("3 6 9 1 4 7 2 5 8"));
}

void TestSortedTable::selectsAllThatIsShown()
{
    append(300);
    clickHead(EventColumn::Type);
    append(20);
    press(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(m_view->selectedRows(), 300U);
    QVERIFY(!m_view->selection().contains(301));
    QTest::mouseClick(pill(), Qt::LeftButton);
    QCOMPARE(m_view->selectedRows(), 300U);
}

void TestSortedTable::goesToAnEventThatStillWaits()
{
    append(300);
    clickHead(EventColumn::Type);
    append(20);
    QVERIFY(m_view->select({310}));
    QCOMPARE(m_view->current().value, 310U);
    QCOMPARE(text(m_view->currentRow(), EventColumn::Number), QStringLiteral("310"));
    QVERIFY(!m_view->select({321}));
    QVERIFY(m_view->selectRange({100}, {102}));
    QCOMPARE(m_view->current().value, 100U);
    QCOMPARE(m_view->selectedRows(), 3U);
    QVERIFY(!m_view->selectRange({500}, {502}));
}

void TestSortedTable::losesWhatLeftTheLog()
{
    append(300);
    clickHead(EventColumn::Size);
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_Home, Qt::ShiftModifier);
    m_view->selectAll();
    m_columns->evict(100);
    settle();
    QCOMPARE(m_model->rowCount(), 200);
    QCOMPARE(m_view->selectedRows(), 200U);
    QVERIFY(!m_view->selection().contains(100));
    for (int row = 0; row < m_model->rowCount(); ++row)
        QVERIFY(m_model->index(row, 0).data(ui::SequenceRole).toULongLong() > 100);
}

void TestSortedTable::movesAndWidensColumnsByKey()
{
    append(30);
    press(Qt::Key_Up);
    const int place = m_view->header()->visualIndex(ui::column(EventColumn::Type));
    press(Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_view->header()->visualIndex(ui::column(EventColumn::Type)), place - 1);
    press(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_view->header()->visualIndex(ui::column(EventColumn::Type)), place);
    const int width = m_view->header()->sectionSize(ui::column(EventColumn::Type));
    press(Qt::Key_Right, Qt::ControlModifier);
    QVERIFY(m_view->header()->sectionSize(ui::column(EventColumn::Type)) > width);
    press(Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(m_view->header()->sectionSize(ui::column(EventColumn::Type)), width);
}

void TestSortedTable::paintsAChevron()
{
    append(30);
    const auto head = [this] { return m_view->header()->viewport()->grab().toImage(); };
    const QImage none = head();
    clickHead(EventColumn::Type);
    QTest::mouseMove(m_view->viewport());
    const QImage up = head();
    clickHead(EventColumn::Type);
    const QImage down = head();
    QVERIFY(none != up);
    QVERIFY(up != down);
}

QTEST_MAIN(TestSortedTable)
#include "tst_sortedtable.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventtable/eventheader.h"
#include "ui/eventtable/eventtableview.h"
#include "ui/eventtable/newpill.h"
#include "ui/models/eventtext.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QAbstractTableModel>
#include <QAccessible>
#include <QClipboard>
#include <QMenu>
#include <QScrollBar>
#include <QtTest>

namespace {

constexpr int TenMillion = 10'000'000;

/// Rows made up on demand, every second number missing as in a filtered view. Counts what it is
/// asked.
class ManyRows : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit ManyRows(int count)
        : m_count(count)
    {
    }

    void append(int count)
    {
        beginInsertRows({}, m_count, m_count + count - 1);
        m_count += count;
        endInsertRows();
    }
    void evict(int count)
    {
        beginRemoveRows({}, 0, count - 1);
        m_evicted += count;
        m_count -= count;
        endRemoveRows();
    }
    void replace(int count)
    {
        beginResetModel();
        m_count = count;
        endResetModel();
    }
    static quint64 sequence(int row) { return 2 * static_cast<quint64>(row) + 2; }

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : m_count;
    }
    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : ui::EventColumnCount;
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        ++asked;
        const quint64 number = sequence(index.row() + m_evicted);
        switch (role) {
        case ui::SequenceRole:
            return qulonglong{number};
        case ui::TypeCodeRole:
            return uint(2 + number % 12);
        case ui::ReplyRole:
            return number % 14 == 0;
        case ui::BadgesRole:
            return number % 22 == 0 ? QStringList{QStringLiteral("0.3")} : QStringList();
        case Qt::AccessibleTextRole:
            return QString(u"Event " + QString::number(number) + u'.');
        case ui::RawRole:
        case Qt::DisplayRole:
            break;
        default:
            return {};
        }
        switch (static_cast<ui::EventColumn>(index.column())) {
        case ui::EventColumn::Number:
            return role == ui::RawRole ? QVariant(qulonglong{number})
                                       : QVariant(ui::groupedNumber(number));
        case ui::EventColumn::Time:
            return QStringLiteral("14:36:40.966");
        case ui::EventColumn::Delta:
            return ui::deltaText(std::chrono::microseconds(number * 100 % 9000));
        case ui::EventColumn::Type:
            return QString(u"com.shop.order.t" + QString::number(number % 12));
        case ui::EventColumn::Source:
            return QStringLiteral("https://shop.example/cart");
        case ui::EventColumn::Subject:
            return QString(u"order/" + QString::number(number));
        case ui::EventColumn::Size:
            return role == ui::RawRole ? QVariant(uint(number % 4000))
                                       : QVariant(ui::byteSize(number % 4000));
        default:
            return {};
        }
    }
    QVariant headerData(int section, Qt::Orientation, int role) const override
    {
        static const QStringList heads{QString(),     u"#"_qs,    u"Time"_qs,
                                       u"\u0394"_qs,  u"Type"_qs, u"Source"_qs,
                                       u"Subject"_qs, u"Size"_qs, u"Findings"_qs};
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole
                   ? QVariant(heads.value(section))
                   : QVariant();
    }

    mutable qint64 asked = 0;

private:
    int m_count = 0;
    int m_evicted = 0;
};

} // namespace

class TestEventTableView : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void asksAsLittleOfTenMillionRowsAsOfAThousand();
    void insertionCostsNoQuestionsOutsideTheView();
    void selectsAllOfTenMillionRowsAtOnce();
    void followsTheNewestRow();
    void stopsFollowingWhenScrolledUp();
    void endResumesFollowing();
    void saysHowManyRowsCameUnseen();
    void pillLeadsBackToTheNewest();
    void saysWhatWaitsWhilePaused();
    void staysAtItsRowsWhenRowsLeaveAbove();
    void losesWhatLeftFromTheSelection();
    void keepsCurrentEventAcrossReset();
    void movesByKeyboard_data();
    void movesByKeyboard();
    void extendsSelectionWithShift();
    void togglesRowsWithControl();
    void selectsRangeByDragging();
    void escapeClearsSelection();
    void copiesRowsAsTabSeparatedText();
    void copiesNoMoreThanItsLimit_data();
    void copiesNoMoreThanItsLimit();
    void asksForFilterByCell();
    void offersFilterInItsMenu();
    void givesColumnsUpInOrderWhenNarrow();
    void keepsColumnsOnceResizedByHand();
    void spaceAsksForPauseAndReturnForTheInspector();
    void asksForTheSearchAndTheSameType();
    void asksAboutHitsOnlyOfWhatIsSeen();
    void speaksOneSentencePerVisibleRow();
    void scrollsExactlyAboveTheRangeOfAScrollBar();
    void showsNothingWithoutAModel();
    void paintsEachThemeDifferently();

private:
    void show(int rows, QSize size = {960, 500});
    /// A point in the middle of a visible row, in the viewport.
    QPoint in(int row) const { return m_view->rowRect(row).center(); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_view.get(), static_cast<Qt::Key>(key), modifiers);
    }

    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ManyRows> m_model;
    std::unique_ptr<ui::EventTableView> m_view;
};

void TestEventTableView::init()
{
    m_theme = std::make_unique<ui::Theme>();
    m_theme->setMode(ui::Theme::Mode::Dark);
}

void TestEventTableView::cleanup()
{
    m_view.reset();
    m_model.reset();
    m_theme.reset();
}

void TestEventTableView::show(int rows, QSize size)
{
    m_model = std::make_unique<ManyRows>(rows);
    m_view = std::make_unique<ui::EventTableView>(
        *m_theme, [this](core::ValueCode code) { return m_theme->series(code % 12); });
    m_view->setModel(m_model.get());
    m_view->resize(size);
    m_view->show();
    m_view->activateWindow();
    m_view->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
}

void TestEventTableView::asksAsLittleOfTenMillionRowsAsOfAThousand()
{
    QList<qint64> asked;
    for (const int rows : {1'000, TenMillion}) {
        show(rows);
        m_model->asked = 0;
        m_view->viewport()->grab();
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum() / 2);
        m_view->viewport()->grab();
        asked.append(m_model->asked);
    }
    QVERIFY(asked[0] > 0);
    QVERIFY2(asked[1] <= asked[0] + 2 * 24,
             qPrintable(QStringLiteral("%1, then %2").arg(asked[0]).arg(asked[1])));
}

void TestEventTableView::insertionCostsNoQuestionsOutsideTheView()
{
    show(TenMillion);
    m_view->setFollowing(false);
    m_view->verticalScrollBar()->setValue(0);
    m_view->viewport()->grab();
    m_model->asked = 0;
    for (int tick = 0; tick < 10; ++tick)
        m_model->append(2'000);
    QCOMPARE(m_model->asked, 0);
    QCOMPARE(m_view->newRows(), 20'000ULL);
}

void TestEventTableView::selectsAllOfTenMillionRowsAtOnce()
{
    show(TenMillion);
    m_model->asked = 0;
    press(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(m_view->selection().ranges().size(), std::size_t{1});
    QVERIFY(m_model->asked < 100);
    QCOMPARE(m_view->selectedRows(), quint64{TenMillion});
    QVERIFY(m_view->isRowSelected(TenMillion / 2));
}

void TestEventTableView::followsTheNewestRow()
{
    show(1'000);
    QVERIFY(m_view->isFollowing());
    m_model->append(500);
    QCOMPARE(m_view->verticalScrollBar()->value(), m_view->verticalScrollBar()->maximum());
    QCOMPARE(m_view->firstVisibleRow() + m_view->visibleRowCount(), 1'500);
}

void TestEventTableView::stopsFollowingWhenScrolledUp()
{
    show(1'000);
    QSignalSpy following(m_view.get(), &ui::EventTableView::followingChanged);
    const QPoint middle = m_view->viewport()->rect().center();
    QWheelEvent up(middle, m_view->viewport()->mapToGlobal(middle), {}, {0, 120}, Qt::NoButton,
                   Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_view->viewport(), &up);
    QVERIFY(!m_view->isFollowing());
    QCOMPARE(following.count(), 1);
    QCOMPARE(following[0][0].toBool(), false);
    const int top = m_view->firstVisibleRow();
    m_model->append(500);
    QCOMPARE(m_view->firstVisibleRow(), top);
}

void TestEventTableView::endResumesFollowing()
{
    show(1'000);
    press(Qt::Key_Home);
    QVERIFY(!m_view->isFollowing());
    QCOMPARE(m_view->firstVisibleRow(), 0);
    press(Qt::Key_End);
    QVERIFY(m_view->isFollowing());
    QCOMPARE(m_view->currentRow(), 999);
    m_model->append(10);
    QCOMPARE(m_view->firstVisibleRow() + m_view->visibleRowCount(), 1'010);
    QCOMPARE(m_view->currentRow(), 999);
}

void TestEventTableView::saysHowManyRowsCameUnseen()
{
    show(1'000);
    auto *pill = m_view->findChild<ui::NewPill *>();
    QVERIFY(!pill->isVisible());
    m_view->verticalScrollBar()->setValue(0);
    QVERIFY(!pill->isVisible());
    m_model->append(1'284);
    QVERIFY(pill->isVisible());
    QCOMPARE(pill->text(), QStringLiteral("1\u00A0284 new"));
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
    QVERIFY(!pill->isVisible());
}

void TestEventTableView::pillLeadsBackToTheNewest()
{
    show(1'000);
    m_view->verticalScrollBar()->setValue(0);
    m_model->append(5);
    QTest::mouseClick(m_view->findChild<ui::NewPill *>(), Qt::LeftButton);
    QVERIFY(m_view->isFollowing());
    QCOMPARE(m_view->newRows(), 0ULL);
}

void TestEventTableView::saysWhatWaitsWhilePaused()
{
    show(1'000);
    QSignalSpy pause(m_view.get(), &ui::EventTableView::pauseToggled);
    m_view->setPaused(true, 1'284);
    auto *pill = m_view->findChild<ui::NewPill *>();
    QVERIFY(pill->isVisible());
    QCOMPARE(pill->text(), QStringLiteral("Paused. 1\u00A0284 new"));
    QTest::mouseClick(pill, Qt::LeftButton);
    QCOMPARE(pause.count(), 1);
    m_view->setPaused(false);
    QVERIFY(!pill->isVisible());
}

void TestEventTableView::staysAtItsRowsWhenRowsLeaveAbove()
{
    show(1'000);
    m_view->verticalScrollBar()->setValue(500 * m_view->rowHeight() + 7);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, in(505));
    const quint64 current = m_view->current().value;
    const QImage before = m_view->viewport()->grab().toImage();
    m_model->evict(301);
    QCOMPARE(m_view->firstVisibleRow(), 199);
    QCOMPARE(m_view->current().value, current);
    QCOMPARE(m_view->currentRow(), 204);
    QCOMPARE(m_view->viewport()->grab().toImage(), before); // stripes stay, too
}

void TestEventTableView::losesWhatLeftFromTheSelection()
{
    show(1'000);
    m_view->selectAll();
    QSignalSpy changed(m_view.get(), &ui::EventTableView::selectionChanged);
    m_model->evict(300);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(m_view->selectedRows(), 700ULL);
    QCOMPARE(m_view->selection().ranges().front().first, ManyRows::sequence(299) + 1);
    QVERIFY(m_view->select({ManyRows::sequence(400)}));
    changed.clear();
    m_model->evict(100); // none of them is selected
    QCOMPARE(changed.count(), 0);
    m_model->evict(1); // the current one
    QCOMPARE(changed.count(), 1);
    QVERIFY(m_view->selection().isEmpty());
    QCOMPARE(m_view->currentRow(), -1);
    QCOMPARE(m_view->current().value, ManyRows::sequence(400)); // still in the inspector
    m_model->evict(599);
    QCOMPARE(m_view->visibleRowCount(), 0);
    m_model->append(10);
    QCOMPARE(m_view->visibleRowCount(), 10);
}

void TestEventTableView::keepsCurrentEventAcrossReset()
{
    show(1'000);
    QVERIFY(m_view->select({ManyRows::sequence(300)}));
    m_model->replace(800);
    QCOMPARE(m_view->current().value, ManyRows::sequence(300));
    QVERIFY(m_view->viewport()->rect().contains(m_view->rowRect(300)));
    m_model->replace(0);
    QCOMPARE(m_view->currentRow(), -1);
    m_model->replace(TenMillion);
    QCOMPARE(m_view->currentRow(), 300);
}

void TestEventTableView::movesByKeyboard_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::newRow("up") << int(Qt::Key_Up) << 500 << 499;
    QTest::newRow("up at the top") << int(Qt::Key_Up) << 0 << 0;
    QTest::newRow("down") << int(Qt::Key_Down) << 500 << 501;
    QTest::newRow("down at the foot") << int(Qt::Key_Down) << 999 << 999;
    QTest::newRow("home") << int(Qt::Key_Home) << 500 << 0;
    QTest::newRow("end") << int(Qt::Key_End) << 500 << 999;
    QTest::newRow("page up at the top") << int(Qt::Key_PageUp) << 1 << 0;
    QTest::newRow("page down at the foot") << int(Qt::Key_PageDown) << 998 << 999;
}

void TestEventTableView::movesByKeyboard()
{
    QFETCH(int, key);
    QFETCH(int, from);
    QFETCH(int, to);
    show(1'000);
    QVERIFY(m_view->select({ManyRows::sequence(from)}));
    QSignalSpy current(m_view.get(), &ui::EventTableView::currentChanged);
    press(key);
    QCOMPARE(m_view->currentRow(), to);
    QCOMPARE(current.count(), from == to ? 0 : 1);
    QVERIFY(m_view->isRowSelected(to));
    QCOMPARE(m_view->selectedRows(), 1ULL);
    QVERIFY(m_view->viewport()->rect().contains(m_view->rowRect(to)));
}

void TestEventTableView::extendsSelectionWithShift()
{
    show(1'000);
    QVERIFY(m_view->select({ManyRows::sequence(500)}));
    press(Qt::Key_Down, Qt::ShiftModifier);
    press(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedRows(), 3ULL);
    press(Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedRows(), 2ULL);
    press(Qt::Key_Home, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedRows(), 501ULL);
    press(Qt::Key_Down);
    QCOMPARE(m_view->selectedRows(), 1ULL);
}

void TestEventTableView::togglesRowsWithControl()
{
    show(1'000);
    m_view->verticalScrollBar()->setValue(0);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, in(3));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ControlModifier, in(7));
    QVERIFY(m_view->isRowSelected(3));
    QVERIFY(!m_view->isRowSelected(5));
    QVERIFY(m_view->isRowSelected(7));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ControlModifier, in(3));
    QVERIFY(!m_view->isRowSelected(3));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ShiftModifier, in(10));
    QCOMPARE(m_view->selectedRows(), 8ULL);
}

void TestEventTableView::selectsRangeByDragging()
{
    show(1'000);
    m_view->verticalScrollBar()->setValue(0);
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, in(2));
    QMouseEvent move(QEvent::MouseMove, in(6), m_view->viewport()->mapToGlobal(in(6)), Qt::NoButton,
                     Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_view->viewport(), &move);
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, in(6));
    QCOMPARE(m_view->selectedRows(), 5ULL);
    QCOMPARE(m_view->currentRow(), 6);
}

void TestEventTableView::escapeClearsSelection()
{
    show(1'000);
    QVERIFY(m_view->select({ManyRows::sequence(5)}));
    QSignalSpy current(m_view.get(), &ui::EventTableView::currentChanged);
    press(Qt::Key_Escape);
    QVERIFY(m_view->selection().isEmpty());
    QVERIFY(!m_view->current());
    QCOMPARE(current.count(), 1);
}

void TestEventTableView::copiesRowsAsTabSeparatedText()
{
    show(1'000);
    QVERIFY(m_view->select({ManyRows::sequence(600)}));
    press(Qt::Key_Down, Qt::ShiftModifier);
    QSignalSpy copied(m_view.get(), &ui::EventTableView::copied);
    press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(
        QGuiApplication::clipboard()->text(),
        QStringLiteral(
            "#\tTime\tType\tSource\tSubject\tSize\n"
            "1202\t14:36:40.966\tcom.shop.order.t2\thttps://shop.example/cart\torder/1202\t1202\n"
            "1204\t14:36:40.966\tcom.shop.order.t4\thttps://shop.example/cart\torder/"
            "1204\t1204\n"));
    QCOMPARE(copied.count(), 1);
    QCOMPARE(copied[0][0].toInt(), 2);
    QCOMPARE(copied[0][1].toBool(), false);
}

void TestEventTableView::copiesNoMoreThanItsLimit_data()
{
    QTest::addColumn<int>("selected");
    QTest::addColumn<bool>("cut");
    QTest::newRow("one below") << ui::EventTableView::MaxCopiedRows - 1 << false;
    QTest::newRow("at") << ui::EventTableView::MaxCopiedRows << false;
    QTest::newRow("one above") << ui::EventTableView::MaxCopiedRows + 1 << true;
    QTest::newRow("ten million") << TenMillion << true;
}

void TestEventTableView::copiesNoMoreThanItsLimit()
{
    QFETCH(int, selected);
    QFETCH(bool, cut);
    show(selected);
    m_view->selectAll();
    QSignalSpy copied(m_view.get(), &ui::EventTableView::copied);
    press(Qt::Key_C, Qt::ControlModifier);
    const int expected = std::min(selected, ui::EventTableView::MaxCopiedRows);
    QCOMPARE(copied.count(), 1);
    QCOMPARE(copied[0][0].toInt(), expected);
    QCOMPARE(copied[0][1].toBool(), cut);
    QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), expected + 1);
}

void TestEventTableView::asksForFilterByCell()
{
    show(1'000);
    QSignalSpy filter(m_view.get(), &ui::EventTableView::filterRequested);
    QVERIFY(m_view->select({ManyRows::sequence(600)}));
    press(Qt::Key_F);
    press(Qt::Key_Right);
    press(Qt::Key_X);
    press(Qt::Key_Right);
    press(Qt::Key_F);
    press(Qt::Key_Right); // size: no filter by one click
    press(Qt::Key_F);
    QCOMPARE(filter.count(), 3);
    QCOMPARE(filter[2][0].value<ui::EventColumn>(), ui::EventColumn::Subject);
    QCOMPARE(filter[0][0].value<ui::EventColumn>(), ui::EventColumn::Type);
    QCOMPARE(filter[0][1].value<core::EventSequence>(),
             (core::EventSequence{ManyRows::sequence(600)}));
    QCOMPARE(filter[0][2].value<ui::FilterUse>(), ui::FilterUse::Only);
    QCOMPARE(filter[1][0].value<ui::EventColumn>(), ui::EventColumn::Source);
    QCOMPARE(filter[1][2].value<ui::FilterUse>(), ui::FilterUse::Without);
}

void TestEventTableView::offersFilterInItsMenu()
{
    show(1'000);
    m_view->verticalScrollBar()->setValue(0);
    QSignalSpy filter(m_view.get(), &ui::EventTableView::filterRequested);
    const QPoint place(
        m_view->header()->sectionViewportPosition(ui::column(ui::EventColumn::Subject)) + 10,
        in(4).y());
    QTest::mouseClick(m_view->viewport(), Qt::RightButton, {}, place);
    QContextMenuEvent menuEvent(QContextMenuEvent::Mouse, place,
                                m_view->viewport()->mapToGlobal(place));
    QApplication::sendEvent(m_view->viewport(), &menuEvent);
    auto *menu = m_view->findChild<QMenu *>();
    QVERIFY(menu);
    QStringList words;
    for (QAction *action : menu->actions()) {
        if (!action->isSeparator())
            words.append(action->text());
    }
    QCOMPARE(words,
             (QStringList{u"Filter by this subject"_qs, u"Without this subject"_qs,
                          u"Or this subject"_qs, u"Copy as filter"_qs,
                          u"Colour by this subject…"_qs, u"Filter by this type"_qs,
                          u"Without this type"_qs, u"Filter by this source"_qs,
                          u"Without this source"_qs, u"Copy value"_qs, u"Copy rows"_qs, u"Mark"_qs,
                          u"Add a note"_qs, u"Colour of this type"_qs, u"Add column…"_qs}));
    for (QAction *action : menu->actions()) {
        if (action->text() == u"Without this source" || action->text() == u"Copy value")
            action->trigger();
    }
    QCOMPARE(filter.count(), 1);
    QCOMPARE(filter[0][0].value<ui::EventColumn>(), ui::EventColumn::Source);
    QCOMPARE(filter[0][1].value<core::EventSequence>(), m_view->current());
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("order/10"));
    menu->close();
}

void TestEventTableView::givesColumnsUpInOrderWhenNarrow()
{
    show(10, {1200, 300});
    const QList<ui::EventColumn> order{ui::EventColumn::Size, ui::EventColumn::Delta,
                                       ui::EventColumn::Subject, ui::EventColumn::Source};
    QList<ui::EventColumn> gone;
    for (int width = 1200; width > 380; width -= 10) {
        m_view->resize(width, 300);
        QApplication::sendPostedEvents();
        for (const ui::EventColumn which : order) {
            if (m_view->header()->isSectionHidden(ui::column(which)) && !gone.contains(which))
                gone.append(which);
        }
        QVERIFY2(!m_view->horizontalScrollBar()->isVisible(), qPrintable(QString::number(width)));
    }
    QCOMPARE(gone, order);
    m_view->resize(1200, 300);
    for (const ui::EventColumn which : order)
        QVERIFY(!m_view->header()->isSectionHidden(ui::column(which)));
}

void TestEventTableView::keepsColumnsOnceResizedByHand()
{
    show(10, {1200, 300});
    m_view->header()->resizeSection(ui::column(ui::EventColumn::Type), 333);
    m_view->resize(500, 300);
    QCOMPARE(m_view->header()->sectionSize(ui::column(ui::EventColumn::Type)), 333);
    QVERIFY(!m_view->header()->isSectionHidden(ui::column(ui::EventColumn::Size)));
    QVERIFY(m_view->horizontalScrollBar()->maximum() > 0);
    m_view->horizontalScrollBar()->setValue(50);
    QCOMPARE(m_view->header()->offset(), 50);
}

void TestEventTableView::spaceAsksForPauseAndReturnForTheInspector()
{
    show(10);
    QSignalSpy pause(m_view.get(), &ui::EventTableView::pauseToggled);
    QSignalSpy inspect(m_view.get(), &ui::EventTableView::inspectRequested);
    press(Qt::Key_Space);
    press(Qt::Key_Return);
    QCOMPARE(pause.count(), 1);
    QCOMPARE(inspect.count(), 1);
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, in(2));
    QCOMPARE(inspect.count(), 2);
}

void TestEventTableView::asksForTheSearchAndTheSameType()
{
    show(10);
    QSignalSpy search(m_view.get(), &ui::EventTableView::searchRequested);
    QSignalSpy type(m_view.get(), &ui::EventTableView::sameTypeRequested);
    press(Qt::Key_Slash);
    QCOMPARE(search.count(), 1);
    press(Qt::Key_N);
    press(Qt::Key_P);
    QCOMPARE(type.count(), 2);
    QCOMPARE(type[0][0].toBool(), true);
    QCOMPARE(type[1][0].toBool(), false);
}

void TestEventTableView::asksAboutHitsOnlyOfWhatIsSeen()
{
    show(TenMillion);
    press(Qt::Key_Home);
    int hits = 0;
    int texts = 0;
    m_view->setHits({[&hits](core::EventSequence) { return ++hits > 0; },
                     [&texts](const QString &) {
                         ++texts;
                         return std::vector<ui::TextMark>();
                     }});
    m_view->viewport()->grab();
    QCOMPARE(hits, m_view->visibleRowCount());
    QCOMPARE(texts, 3 * m_view->visibleRowCount()); // type, source, subject
    const quint64 first = m_view->current().value;
    QCOMPARE(m_view->searchStart().value, first);
    m_view->clearSelection();
    QCOMPARE(m_view->searchStart().value, first - 1); // the first row is in view
    m_view->setHits({});
    m_view->viewport()->grab();
    QCOMPARE(hits, m_view->visibleRowCount());
}

void TestEventTableView::speaksOneSentencePerVisibleRow()
{
    show(TenMillion);
    QAccessibleInterface *table = QAccessible::queryAccessibleInterface(m_view.get());
    QVERIFY(table);
    QCOMPARE(table->role(), QAccessible::Table);
    QCOMPARE(table->text(QAccessible::Name), QStringLiteral("Events"));
    QCOMPARE(table->childCount(), m_view->visibleRowCount());
    const int last = table->childCount() - 1;
    QAccessibleInterface *row = table->child(last);
    QCOMPARE(row->text(QAccessible::Name),
             QString(u"Event " + QString::number(ManyRows::sequence(TenMillion - 1)) + u'.'));
    QCOMPARE(table->indexOfChild(row), last);
    const QPoint middle = row->rect().center();
    QCOMPARE(table->childAt(middle.x(), middle.y()), row);
    QVERIFY(m_view->select({ManyRows::sequence(TenMillion - 1)}));
    QVERIFY(row->state().selected);
    QCOMPARE(table->focusChild(), row);
}

void TestEventTableView::scrollsExactlyAboveTheRangeOfAScrollBar()
{
    constexpr int Many = 1'000'000'000;
    show(Many);
    QCOMPARE(m_view->firstVisibleRow() + m_view->visibleRowCount(), Many);
    press(Qt::Key_Home);
    QCOMPARE(m_view->rowRect(0).top(), 0);
    QVERIFY(m_view->select({ManyRows::sequence(Many / 2)}));
    QVERIFY(m_view->viewport()->rect().contains(m_view->rowRect(Many / 2)));
    press(Qt::Key_End);
    QCOMPARE(m_view->rowRect(Many - 1).bottom(), m_view->viewport()->rect().bottom());
}

void TestEventTableView::showsNothingWithoutAModel()
{
    ui::EventTableView view(*m_theme, [](core::ValueCode) { return QColor(Qt::red); });
    view.setEmptyWords(QStringLiteral("No event matches."), QStringLiteral("12 are kept."));
    view.resize(600, 300);
    view.show();
    const QImage with = view.grab().toImage();
    view.setEmptyWords({}, {});
    QVERIFY(view.grab().toImage() != with);
    for (const int key :
         {Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End, Qt::Key_F, Qt::Key_Return})
        QTest::keyClick(&view, static_cast<Qt::Key>(key));
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, {50, 50});
    QVERIFY(!view.current());
}

void TestEventTableView::paintsEachThemeDifferently()
{
    show(1'000);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, in(990));
    QList<QImage> images;
    for (const auto mode :
         {ui::Theme::Mode::Dark, ui::Theme::Mode::Light, ui::Theme::Mode::HighContrast}) {
        m_theme->setMode(mode);
        images.append(m_view->grab().toImage());
        if (const QString folder = qEnvironmentVariable("EVENTSCOPE_SHOTS"); !folder.isEmpty())
            images.last().save(folder + u"/table-" + QString::number(int(mode)) + u".png");
    }
    QVERIFY(images[0] != images[1]);
    QVERIFY(images[1] != images[2]);
}

QTEST_MAIN(TestEventTableView)
#include "tst_eventtableview.moc"

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// The part of EventTableView that a person moves: keyboard, mouse, menu.
#include "ui/eventtable/eventtableview.h"

#include "ui/eventtable/eventheader.h"
#include "ui/models/findingbadges.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModel>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <array>

namespace ui {
namespace {

/// Only what a filter can be made of with one click.
bool canFilterBy(EventColumn column)
{
    return column == EventColumn::Type || column == EventColumn::Source ||
           column == EventColumn::Subject || isOwn(column);
}

/// Letters are commands here; a shortcut of the window must not take these keys from the table.
bool isOurs(const QKeyEvent &event)
{
    if (event.matches(QKeySequence::SelectAll) || event.matches(QKeySequence::Copy))
        return true;
    const bool isSideways = event.key() == Qt::Key_Left || event.key() == Qt::Key_Right;
    if (isSideways && event.modifiers() & Qt::ControlModifier)
        return true;
    if (event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier))
        return false;
    static constexpr std::array Keys{
        Qt::Key_Up,    Qt::Key_Down,   Qt::Key_PageUp,    Qt::Key_PageDown, Qt::Key_Home,
        Qt::Key_End,   Qt::Key_Left,   Qt::Key_Right,     Qt::Key_F,        Qt::Key_X,
        Qt::Key_Space, Qt::Key_Return, Qt::Key_Enter,     Qt::Key_Escape,   Qt::Key_Slash,
        Qt::Key_N,     Qt::Key_P,      Qt::Key_J,         Qt::Key_K,        Qt::Key_M,
        Qt::Key_E,     Qt::Key_Period, Qt::Key_Semicolon, Qt::Key_S,        Qt::Key_H,
        Qt::Key_A};
    return std::find(Keys.begin(), Keys.end(), event.key()) != Keys.end();
}

} // namespace

bool EventTableView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && isOurs(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QAbstractScrollArea::event(event);
}

void EventTableView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    if (event->matches(QKeySequence::Copy))
        return copySelection();
    if (!isOurs(*event))
        return QAbstractScrollArea::keyPressEvent(event);

    if (event->modifiers() & Qt::ControlModifier)
        return changeColumn(event->key() == Qt::Key_Left ? -1 : 1,
                            event->modifiers() & Qt::ShiftModifier);
    const Extend extend = event->modifiers() & Qt::ShiftModifier ? Extend::Range : Extend::No;
    const int last = rows() - 1;
    const int current = currentRow();
    const int page = std::max(1, viewport()->height() / rowHeight() - 1);
    // Without a current row, moving starts from what is in view.
    const int from = current >= 0 ? current : m_following ? last + 1 : firstVisibleRow() - 1;
    switch (event->key()) {
    case Qt::Key_Up:
        return goTo(from - 1, extend);
    case Qt::Key_Down:
        return goTo(from + 1, extend);
    case Qt::Key_PageUp:
        return goTo(from - page, extend);
    case Qt::Key_PageDown:
        return goTo(from + page, extend);
    case Qt::Key_Home:
        return goTo(0, extend);
    case Qt::Key_End:
        return goToNewest(extend);
    case Qt::Key_Left:
        return setCurrentColumn(-1);
    case Qt::Key_Right:
        return setCurrentColumn(1);
    case Qt::Key_F:
        return requestFilter(FilterUse::Only);
    case Qt::Key_X:
        return requestFilter(FilterUse::Without);
    case Qt::Key_Space:
        emit pauseToggled();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit inspectRequested();
        return;
    case Qt::Key_Slash:
        emit searchRequested();
        return;
    case Qt::Key_N:
    case Qt::Key_P:
        emit sameTypeRequested(event->key() == Qt::Key_N);
        return;
    case Qt::Key_A:
        emit addColumnRequested();
        return;
    case Qt::Key_S:
        return toggleOrder(m_currentColumn);
    case Qt::Key_H:
        return openColumnMenu(
            m_currentColumn,
            m_header->mapToGlobal(m_header->headRect(m_currentColumn).bottomLeft()));
    case Qt::Key_Period:
    case Qt::Key_Semicolon:
        emit findingRequested(event->key() == Qt::Key_Period);
        return;
    case Qt::Key_J:
    case Qt::Key_K:
        emit notedRequested(event->key() == Qt::Key_J);
        return;
    case Qt::Key_M:
        emit markRequested();
        return;
    case Qt::Key_E:
        emit noteRequested();
        return;
    case Qt::Key_Escape:
        return clearSelection();
    default:
        Q_UNREACHABLE();
    }
}

/// Its text may still be read.
bool EventTableView::isKnown(int row, EventColumn which) const
{
    return !m_model->index(row, column(which)).data(RawRole).toString().isEmpty();
}

void EventTableView::requestFilter(FilterUse use)
{
    const int row = currentRow();
    if (row < 0 || !canFilterBy(m_currentColumn))
        return;
    if (isKnown(row, m_currentColumn))
        emit filterRequested(m_currentColumn, current(), use);
}

// Mouse

void EventTableView::mousePressEvent(QMouseEvent *event)
{
    const int row = rowAt(event->position().toPoint().y());
    if (row < 0) {
        if (event->button() == Qt::LeftButton)
            clearSelection();
        return;
    }
    const int number = m_header->logicalIndexAt(event->position().toPoint().x());
    if (number >= 0)
        m_currentColumn = static_cast<EventColumn>(number);
    if (event->button() == Qt::LeftButton) {
        goTo(row, event->modifiers() & Qt::ShiftModifier     ? Extend::Range
                  : event->modifiers() & Qt::ControlModifier ? Extend::Toggle
                                                             : Extend::No);
    } else if (event->button() == Qt::RightButton) {
        if (isRowSelected(row)) {
            setFollowing(false);
            setCurrent(sequenceOf(row));
            viewport()->update();
        } else {
            goTo(row, Extend::No);
        }
    }
}

void EventTableView::mouseMoveEvent(QMouseEvent *event)
{
    const int y = event->position().toPoint().y();
    setHovered(rowAt(y));
    if (event->buttons() & Qt::LeftButton && rows() > 0) {
        const int row = static_cast<int>(
            (m_offset + std::clamp(y, -rowHeight(), viewport()->height() + rowHeight())) /
            rowHeight());
        goTo(row, Extend::Range);
    }
}

void EventTableView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rowAt(event->position().toPoint().y()) >= 0)
        emit inspectRequested();
}

bool EventTableView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHovered(-1);
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int row = rowAt(help->pos().y());
        const int number = m_header->logicalIndexAt(help->pos().x());
        const QStringList lines = row >= 0 ? tipFor(row, number) : QStringList();
        QToolTip::showText(help->globalPos(), lines.join(u'\n').toHtmlEscaped(), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

QStringList EventTableView::tipFor(int row, int column) const
{
    const QModelIndex cell = m_model->index(row, column);
    QStringList lines;
    if (column == ui::column(EventColumn::Mark)) {
        if (cell.data(NotedRole).toInt() & IsMarked)
            lines.append(tr("Marked"));
        if (const QString note = cell.data(NoteRole).toString(); !note.isEmpty())
            lines.append(note);
    } else if (column == ui::column(EventColumn::Number)) {
        if (const QString words = tintWords(row); !words.isEmpty())
            lines.append(words);
    } else if (column == ui::column(EventColumn::Findings)) {
        for (const QString &word : cell.data(BadgesRole).toStringList())
            lines.append(badgeExplanation(word));
    } else if (column >= ui::column(EventColumn::Type)) {
        lines.append(cell.data().toString()); // may be elided in the cell
    }
    return lines;
}

void EventTableView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void EventTableView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

// Menu

/// `all`: not only the two that are used most.
void EventTableView::addFilterUses(QMenu &menu, EventColumn which, bool all)
{
    const auto add = [&](const QString &words, FilterUse use) {
        QAction *action = menu.addAction(words, this, [this, which, use, event = current()] {
            emit filterRequested(which, event, use);
        });
        action->setEnabled(isKnown(currentRow(), which));
    };
    const auto words = [which](const QString &type, const QString &source, const QString &subject) {
        return which == EventColumn::Type      ? type
               : which == EventColumn::Source  ? source
               : which == EventColumn::Subject ? subject
                                               : QString();
    };
    if (isOwn(which)) {
        add(tr("Filter by this value"), FilterUse::Only);
        add(tr("Without this value"), FilterUse::Without);
        add(tr("Or this value"), FilterUse::Or);
        add(tr("Copy as filter"), FilterUse::Copy);
        add(tr("Colour by this value…"), FilterUse::Colour);
        menu.addSeparator();
        return;
    }
    add(words(tr("Filter by this type"), tr("Filter by this source"), tr("Filter by this subject")),
        FilterUse::Only);
    add(words(tr("Without this type"), tr("Without this source"), tr("Without this subject")),
        FilterUse::Without);
    if (all) {
        add(words(tr("Or this type"), tr("Or this source"), tr("Or this subject")), FilterUse::Or);
        add(tr("Copy as filter"), FilterUse::Copy);
        add(words(tr("Colour by this type…"), tr("Colour by this source…"),
                  tr("Colour by this subject…")),
            FilterUse::Colour);
    }
    menu.addSeparator();
}

void EventTableView::addNoting(QMenu &menu, int row)
{
    const QModelIndex event = m_model->index(row, 0);
    menu.addSeparator();
    menu.addAction(event.data(NotedRole).toInt() & IsMarked ? tr("Remove the mark") : tr("Mark"),
                   this, &EventTableView::markRequested);
    menu.addAction(event.data(NoteRole).toString().isEmpty() ? tr("Add a note")
                                                             : tr("Edit the note"),
                   this, &EventTableView::noteRequested);
}

void EventTableView::addTypeColours(QMenu &menu)
{
    menu.addSeparator();
    QMenu *colours = menu.addMenu(tr("Colour of this type"));
    colours->setEnabled(isKnown(currentRow(), EventColumn::Type));
    const auto add = [&](const QString &words, std::optional<std::uint8_t> slot) {
        return colours->addAction(words, this, [this, slot, event = current()] {
            emit typeColourRequested(event, slot);
        });
    };
    const QStringList words{tr("Green"),      tr("Bronze"), tr("Sage"), tr("Purple"),
                            tr("Orange"),     tr("Rose"),   tr("Cyan"), tr("Sand"),
                            tr("Periwinkle"), tr("Mint"),   tr("Blue"), tr("Pink")};
    for (std::uint8_t slot = 0; slot < words.size(); ++slot) {
        QPixmap swatch(m_theme.px(9), m_theme.px(9));
        swatch.fill(m_theme.series(slot));
        add(words[slot], slot)->setIcon(swatch);
    }
    colours->addSeparator();
    add(tr("As it would be"), std::nullopt);
}

QMenu *EventTableView::makeMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const int row = currentRow();
    if (row < 0)
        return menu;
    if (canFilterBy(m_currentColumn))
        addFilterUses(*menu, m_currentColumn, true);
    for (const EventColumn which : {EventColumn::Type, EventColumn::Source}) {
        if (which != m_currentColumn)
            addFilterUses(*menu, which, false);
    }
    const QModelIndex cell = m_model->index(row, column(m_currentColumn));
    const QString value = cell.data(RawRole).toString();
    QAction *copyValue = menu->addAction(tr("Copy value"), this,
                                         [value] { QGuiApplication::clipboard()->setText(value); });
    copyValue->setEnabled(!value.isEmpty());
    menu->addAction(tr("Copy rows"), this, [this] { copySelection(); });
    addNoting(*menu, row);
    addTypeColours(*menu);
    menu->addSeparator();
    menu->addAction(tr("Add column…"), this, &EventTableView::addColumnRequested);
    return menu;
}

void EventTableView::contextMenuEvent(QContextMenuEvent *event)
{
    QPoint place = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard && currentRow() >= 0)
        place =
            viewport()->mapToGlobal(rowRect(currentRow()).bottomLeft() + QPoint(rowHeight(), 0));
    if (currentRow() >= 0)
        makeMenu()->popup(place);
}

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// The part of EventTableView that is about its columns: what a person orders of them by key, click or menu.
#include "ui/eventtable/eventtableview.h"

#include "ui/eventtable/eventheader.h"
#include "ui/models/eventorder.h"

#include <QAbstractItemModel>
#include <QMenu>

namespace ui {

void EventTableView::setCurrentColumn(int step)
{
    int visual = m_header->visualIndex(column(m_currentColumn)) + step;
    while (visual >= 0 && visual < m_header->count()) {
        const int logical = m_header->logicalIndex(visual);
        if (!m_header->isSectionHidden(logical)) {
            m_currentColumn = static_cast<EventColumn>(logical);
            updateRow(currentRow());
            return;
        }
        visual += step;
    }
}

void EventTableView::toggleOrder(EventColumn which)
{
    const QVariant now =
        m_model ? m_model->headerData(column(which), Qt::Horizontal, SortRole) : QVariant();
    if (!now.isValid())
        return;
    const int direction = now.toInt();
    emit orderRequested(which, direction == 0 ? 1 : direction > 0 ? -1 : 0);
}

/// The column of the ring: its place, or its width.
void EventTableView::changeColumn(int step, bool isMoved)
{
    constexpr int WidthStep = 16;
    if (isMoved)
        m_header->moveColumn(m_currentColumn, step);
    else
        m_header->widenColumn(m_currentColumn, step * WidthStep);
}

void EventTableView::fillColumnMenu(QMenu &menu, EventColumn which)
{
    const QVariant now =
        m_model ? m_model->headerData(column(which), Qt::Horizontal, SortRole) : QVariant();
    const auto add = [&](const QString &words, int direction) {
        QAction *action = menu.addAction(
            words, this, [this, which, direction] { emit orderRequested(which, direction); });
        action->setCheckable(true);
        action->setChecked(now.isValid() && now.toInt() == direction);
        action->setEnabled(now.isValid());
    };
    add(tr("Sort &ascending"), 1);
    add(tr("Sort &descending"), -1);
    QAction *none = menu.addAction(tr("&No sorting"), this,
                                   [this] { emit orderRequested(EventColumn::Number, 0); });
    none->setEnabled(isSorted());
    QAction *renew = menu.addAction(tr("Sort in ne&w events") + QStringLiteral("\tF5"), this,
                                    [this] { emit renewRequested(); });
    renew->setEnabled(isSorted() && m_order->waiting() > 0);
    menu.addSeparator();
    emit columnMenuWanted(&menu, which);
    const auto move = [&](const QString &words, int step) {
        menu.addAction(words, this, [this, which, step] { m_header->moveColumn(which, step); });
    };
    move(tr("Move &left"), -1);
    move(tr("Move &right"), 1);
    menu.addSeparator();
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int number = m_header->logicalIndex(visual);
        const auto each = static_cast<EventColumn>(number);
        if (each == EventColumn::Mark || each == EventColumn::Number)
            continue; // a row must be recognisable
        QAction *action = menu.addAction(
            m_model->headerData(number, Qt::Horizontal, Qt::AccessibleTextRole).toString());
        action->setCheckable(true);
        action->setChecked(!m_header->isSectionHidden(number));
        connect(action, &QAction::toggled, this,
                [this, each](bool shown) { m_header->setColumnHidden(each, !shown); });
    }
}

void EventTableView::openColumnMenu(EventColumn which, const QPoint &place)
{
    if (!m_model)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumnMenu(*menu, which);
    menu->popup(place);
}

} // namespace ui

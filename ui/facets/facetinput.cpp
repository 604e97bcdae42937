// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// Mouse, keyboard and menu of FacetView.
#include "ui/facets/facetdelegate.h"
#include "ui/facets/facetmodel.h"
#include "ui/facets/facetview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>

namespace ui {

QModelIndex FacetView::find(const QString &path) const
{
    for (QModelIndex row = m_model.index(0, 0); row.isValid(); row = indexBelow(row)) {
        if (row.data(PathRole).toString() == path) {
            return row;
        }
    }
    return {};
}

void FacetView::goToFirst()
{
    QModelIndex row = m_model.index(0, 0);
    while (row.isValid() && !FacetModel::isChoice(row)) {
        row = indexBelow(row);
    }
    if (row.isValid()) {
        setCurrentIndex(row);
        m_anchor = row.data(PathRole).toString();
    }
    setFocus();
}

/// The rows between, as they stand on the screen, if both are of one section; else the last alone. Of an unfolded branch what
/// is below it is meant.
QModelIndexList FacetView::from(const QString &path, const QModelIndex &to) const
{
    const QModelIndex anchor = find(path);
    if (!anchor.isValid() || anchor.data(SectionRole) != to.data(SectionRole)) {
        return {to};
    }
    const bool isDown = visualRect(anchor).top() <= visualRect(to).top();
    QModelIndexList rows;
    for (QModelIndex row = isDown ? anchor : to; row.isValid(); row = indexBelow(row)) {
        const bool isAtEnd = row == (isDown ? to : anchor);
        if (FacetModel::isChoice(row) &&
            !(isExpanded(row) && m_model.hasChildren(row) && !isAtEnd)) {
            rows << row;
        }
        if (isAtEnd) {
            break;
        }
    }
    return rows;
}

void FacetView::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    if (!index.isValid() || event->button() != Qt::LeftButton) {
        return;
    }
    setFocus(Qt::MouseFocusReason);
    setCurrentIndex(index);
    const Qt::KeyboardModifiers keys = event->modifiers();
    if (isOnBranchMark(index, event->pos()) ||
        FacetRow(index.data(KindRole).toInt()) == FacetRow::Head) {
        setExpanded(index, !isExpanded(index));
        return;
    }
    if (FacetRow(index.data(KindRole).toInt()) == FacetRow::More) {
        emit searchRequested();
        return;
    }
    if (!FacetModel::isChoice(index)) {
        return;
    }
    if (keys.testFlag(Qt::ShiftModifier)) {
        const QModelIndexList rows = from(m_anchor, index);
        emit filterChosen(keys.testFlag(Qt::ControlModifier) ? m_model.filterWithToggled(rows)
                                                             : m_model.filterWithOnly(rows));
        return;
    }
    m_anchor = index.data(PathRole).toString();
    if (keys.testFlag(Qt::AltModifier)) {
        emit filterChosen(m_model.filterWithout({index}));
    } else if (keys.testFlag(Qt::ControlModifier)) {
        emit filterChosen(m_model.filterWithToggled({index}));
    } else {
        emit filterChosen(m_model.filterWithOnly({index}));
    }
}

void FacetView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex index = currentIndex();
    const bool isChoice = FacetModel::isChoice(index);
    const bool extends = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Space:
        if (isChoice) {
            emit filterChosen(m_model.filterWithToggled({index}));
        }
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (isChoice) {
            emit filterChosen(m_model.filterWithOnly({index}));
        } else if (index.isValid() && FacetRow(index.data(KindRole).toInt()) == FacetRow::More) {
            emit searchRequested();
        }
        return;
    case Qt::Key_X:
        if (isChoice) {
            emit filterChosen(m_model.filterWithout({index}));
        }
        return;
    case Qt::Key_C:
        if (isChoice) {
            QGuiApplication::clipboard()->setText(m_model.copyText(index));
        }
        return;
    case Qt::Key_Slash:
        emit searchRequested();
        return;
    case Qt::Key_Asterisk:
        for (QModelIndex row = m_model.index(0, 0); row.isValid(); row = indexBelow(row)) {
            setExpanded(row, true);
        }
        return;
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const bool closes = event->key() == Qt::Key_Left;
        if (index.isValid() && m_model.hasChildren(index) && isExpanded(index) == closes) {
            setExpanded(index, !closes);
        } else if (closes && index.parent().isValid()) {
            setCurrentIndex(index.parent());
        }
        return;
    }
    case Qt::Key_Escape:
        if (m_model.isSearching()) {
            emit searchEnded();
        } else {
            emit filterChosen({});
        }
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
        QTreeView::keyPressEvent(event);
        if (extends && FacetModel::isChoice(currentIndex())) {
            m_anchor = m_anchor.isEmpty() ? index.data(PathRole).toString() : m_anchor;
            emit filterChosen(m_model.filterWithOnly(from(m_anchor, currentIndex())));
        } else if (!extends) {
            m_anchor = currentIndex().data(PathRole).toString();
        }
        return;
    default:
        QTreeView::keyPressEvent(event);
    }
}

/// What they do is asked now: while the menu is open, values come and rows are made anew.
void FacetView::addChoices(QMenu &menu, const QModelIndex &index)
{
    const auto facet = core::Facet(index.data(SectionRole).toInt());
    const core::FacetPicks picks = m_model.picks({index});
    const auto choose = [&](const QString &words, const core::EventFilter &filter) {
        menu.addAction(words, this, [this, filter] { emit filterChosen(filter); });
    };
    const FilterClause clause{std::string(core::operandOf(facet)), core::clauseWith(facet, picks),
                              core::clauseWithout(facet, picks)};
    const auto write = [&](const QString &words, FilterUse use) {
        return menu.addAction(words, this,
                              [this, clause, use] { emit clauseRequested(clause, use); });
    };
    const auto state = core::FacetState(index.data(StateRole).toInt());
    choose(state == core::FacetState::Taken ? tr("Filter by this no longer\tReturn")
                                            : tr("Filter by this\tReturn"),
           m_model.filterWithOnly({index}));
    choose(state == core::FacetState::Taken ? tr("Take no longer\tSpace")
                                            : tr("Take in addition\tSpace"),
           m_model.filterWithToggled({index}));
    choose(state == core::FacetState::Excluded ? tr("Without this no longer\tX")
                                               : tr("Without this\tX"),
           m_model.filterWithout({index}));
    write(tr("And this"), FilterUse::And);
    write(tr("Or this"), FilterUse::Or);
    choose(tr("Show only this"), core::withOnly({}, facet, picks));
    menu.addSeparator();
    write(tr("Copy as filter"), FilterUse::Copy)->setEnabled(!m_model.isHidden(facet));
    menu.addAction(tr("Copy value\tC"), this, [text = m_model.copyText(index)] {
        QGuiApplication::clipboard()->setText(text);
    });
}

void FacetView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (!FacetModel::isChoice(index)) {
        return;
    }
    setCurrentIndex(index);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addChoices(*menu, index);
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft())
                      : event->globalPos());
}

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/facets/facetview.h"

#include "ui/facets/facetdelegate.h"
#include "ui/facets/facetmodel.h"
#include "ui/theme/seriescolours.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace ui {

FacetView::FacetView(FacetModel &model, const SeriesColours &types, const Theme &theme,
                     QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
    , m_types(types)
    , m_theme(theme)
{
    setAccessibleName(tr("Facets"));
    setFrameShape(QFrame::NoFrame);
    setHeaderHidden(true);
    setRootIsDecorated(false); // heads and the first level below them share one edge
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setExpandsOnDoubleClick(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setMouseTracking(true);
    setAutoScroll(false);
    setItemDelegate(new FacetDelegate(theme, this));
    setModel(&model);
    theme.follow(this, [this] {
        setIndentation(m_theme.px(14));
        scheduleDelayedItemsLayout();
    });
    connect(this, &QTreeView::collapsed, this,
            [this](const QModelIndex &index) { m_folded.insert(index.data(PathRole).toString()); });
    connect(this, &QTreeView::expanded, this,
            [this](const QModelIndex &index) { m_folded.remove(index.data(PathRole).toString()); });
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        m_current = currentIndex().data(PathRole).toString();
        m_scrolled = verticalScrollBar()->value();
    });
    connect(&model, &QAbstractItemModel::modelReset, this, &FacetView::restore);
    restore();
}

void FacetView::restore()
{
    const QSet<QString> folded = m_folded;
    QList<QModelIndex> open{QModelIndex()};
    while (!open.isEmpty()) {
        const QModelIndex above = open.takeLast();
        for (int row = 0; row < m_model.rowCount(above); ++row) {
            const QModelIndex index = m_model.index(row, 0, above);
            const QString path = index.data(PathRole).toString();
            setExpanded(index, !folded.contains(path));
            if (!m_current.isEmpty() && path == m_current) {
                setCurrentIndex(index);
            }
            open << index;
        }
    }
    m_folded = folded;
    executeDelayedItemsLayout();
    verticalScrollBar()->setValue(m_scrolled);
}

bool FacetView::isOnBranchMark(const QModelIndex &index, const QPoint &at) const
{
    return at.x() < visualRect(index).left() + m_theme.px(FacetDelegate::Edge) &&
           m_model.hasChildren(index);
}

void FacetView::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    if (!index.isValid() || event->button() != Qt::LeftButton) {
        return;
    }
    setFocus(Qt::MouseFocusReason);
    setCurrentIndex(index);
    if (isOnBranchMark(index, event->pos()) || index.data(IsSectionRole).toBool()) {
        setExpanded(index, !isExpanded(index));
    } else if (!index.data(CountRole).isValid()) {
        return;
    } else if (event->modifiers().testFlag(Qt::AltModifier)) {
        emit filterChosen(m_model.filterWithout(index));
    } else if (event->modifiers().testFlag(Qt::ControlModifier)) {
        emit filterChosen(m_model.filterWithToggled(index));
    } else {
        emit filterChosen(m_model.filterWithOnly(index));
    }
}

void FacetView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex index = currentIndex();
    const bool isValue =
        index.isValid() && !index.data(IsSectionRole).toBool() && index.data(CountRole).isValid();
    switch (event->key()) {
    case Qt::Key_Space:
        if (isValue) {
            emit filterChosen(m_model.filterWithToggled(index));
        }
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (isValue) {
            emit filterChosen(m_model.filterWithOnly(index));
        }
        return;
    case Qt::Key_X:
        if (isValue) {
            emit filterChosen(m_model.filterWithout(index));
        }
        return;
    case Qt::Key_C:
        if (isValue) {
            QGuiApplication::clipboard()->setText(index.data(Qt::ToolTipRole).toString());
        }
        return;
    case Qt::Key_Escape:
        emit filterChosen({});
        return;
    default:
        QTreeView::keyPressEvent(event);
    }
}

void FacetView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid() || index.data(IsSectionRole).toBool() ||
        !index.data(CountRole).isValid() || index.data(CodeRole).toUInt() == core::OtherCode) {
        return;
    }
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // Answered now: while the menu is open, values come and rows are made anew.
    const auto offer = [&](const QString &words, const core::EventFilter &filter) {
        connect(menu->addAction(words), &QAction::triggered, this,
                [this, filter] { emit filterChosen(filter); });
    };
    offer(tr("Show only this"), m_model.filterWithOnly(index));
    offer(tr("Take in addition"), m_model.filterWithToggled(index));
    offer(tr("Show without this"), m_model.filterWithout(index));
    menu->addSeparator();
    connect(menu->addAction(tr("Copy")), &QAction::triggered, this,
            [name = index.data(Qt::ToolTipRole).toString()] {
                QGuiApplication::clipboard()->setText(name);
            });
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft())
                      : event->globalPos());
}

void FacetView::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    if (!m_model.isEmpty()) {
        return;
    }
    QPainter painter(viewport());
    painter.setFont(m_theme.font(Face::Body));
    painter.setPen(m_theme.colour(QLatin1String("text3")));
    const int pad = m_theme.px(14);
    painter.drawText(viewport()->rect().adjusted(pad, pad, -pad, -pad),
                     Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop,
                     tr("Types and sources appear here with the first event."));
}

void FacetView::drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    const bool taken = FacetChoice(index.data(ChoiceRole).toInt()) == FacetChoice::Taken;
    const bool hovered = viewport()->underMouse() &&
                         option.rect.contains(viewport()->mapFromGlobal(QCursor::pos())) &&
                         !index.data(IsSectionRole).toBool();
    if (taken || hovered) {
        painter->fillRect(option.rect,
                          m_theme.colour(QLatin1String(taken ? "selection" : "hover")));
    }
    QTreeView::drawRow(painter, option, index);
    if (hasFocus() && index == currentIndex()) {
        painter->setPen(QPen(m_theme.colour(QLatin1String("focus")), 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
}

void FacetView::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    const int slotLeft =
        std::max(0, rect.right() + 1 - indentation()) + m_theme.px(FacetDelegate::Edge);
    const core::ValueCode code = index.data(CodeRole).toUInt();
    if (m_model.hasChildren(index)) {
        QStyleOptionViewItem mark; // with a plain option the style sheet style draws nothing
        mark.rect = QRect(slotLeft, rect.top(), indentation(), rect.height());
        mark.state =
            QStyle::State_Children | (isExpanded(index) ? QStyle::State_Open : QStyle::State_None);
        style()->drawPrimitive(QStyle::PE_IndicatorBranch, &mark, painter, this);
        return;
    }
    if (code < core::FirstCode ||
        FacetSection(index.data(SectionRole).toInt()) != FacetSection::Types) {
        return;
    }
    const SeriesSlot slot = m_types.slot(code);
    const int side = m_theme.px(9);
    const QRect swatch(slotLeft + (indentation() - side) / 2, rect.center().y() - side / 2, side,
                       side);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (slot.hatched) {
        painter->setPen(QPen(m_types.colour(slot), 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(swatch).adjusted(0.75, 0.75, -0.75, -0.75), 2, 2);
    } else {
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_types.colour(slot));
        painter->drawRoundedRect(swatch, 2, 2);
    }
    painter->restore();
}

} // namespace ui

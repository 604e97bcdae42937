// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/facets/facetview.h"

#include "ui/facets/facetdelegate.h"
#include "ui/facets/facetmodel.h"
#include "ui/theme/seriescolours.h"
#include "ui/theme/theme.h"

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
    // Many values that are rarely looked at.
    for (const core::Facet facet :
         {core::Facet::Subject, core::Facet::ContentType, core::Facet::Origin}) {
        m_folded.insert(QString::number(int(facet)) + u'/');
    }
    connect(this, &QTreeView::collapsed, this,
            [this](const QModelIndex &index) { noteFolded(index, true); });
    connect(this, &QTreeView::expanded, this,
            [this](const QModelIndex &index) { noteFolded(index, false); });
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        m_current = currentIndex().data(PathRole).toString();
        m_scrolled = verticalScrollBar()->value();
    });
    connect(&model, &QAbstractItemModel::modelReset, this, &FacetView::restore);
    restore();
}

void FacetView::restore()
{
    m_isRestoring = true;
    QList<QModelIndex> open{QModelIndex()};
    while (!open.isEmpty()) {
        const QModelIndex above = open.takeLast();
        for (int row = 0; row < m_model.rowCount(above); ++row) {
            const QModelIndex index = m_model.index(row, 0, above);
            const QString path = index.data(PathRole).toString();
            // What was searched for is not to be looked for once more.
            setExpanded(index, m_model.isSearching() || !m_folded.contains(path));
            if (!m_current.isEmpty() && path == m_current) {
                setCurrentIndex(index);
            }
            open << index;
        }
    }
    m_isRestoring = false;
    executeDelayedItemsLayout();
    verticalScrollBar()->setValue(m_scrolled);
}

/// What is folded while values are searched for is folded only then.
void FacetView::noteFolded(const QModelIndex &index, bool isFolded)
{
    if (m_isRestoring || m_model.isSearching()) {
        return;
    }
    const QString path = index.data(PathRole).toString();
    if (isFolded) {
        m_folded.insert(path);
    } else {
        m_folded.remove(path);
    }
}

bool FacetView::isOnBranchMark(const QModelIndex &index, const QPoint &at) const
{
    return at.x() < visualRect(index).left() + m_theme.px(FacetDelegate::Edge) &&
           m_model.hasChildren(index);
}

void FacetView::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    if (m_model.isEmpty()) {
        paintWords(tr("Types and sources appear here with the first event."));
    }
}

void FacetView::paintWords(const QString &words)
{
    QPainter painter(viewport());
    painter.setFont(m_theme.font(Face::Body));
    painter.setPen(m_theme.colour(QLatin1String("text3")));
    const int pad = m_theme.px(14);
    painter.drawText(viewport()->rect().adjusted(pad, pad, -pad, -pad),
                     Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, words);
}

void FacetView::drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    const bool taken = core::FacetState(index.data(StateRole).toInt()) == core::FacetState::Taken;
    const bool hovered = viewport()->underMouse() &&
                         option.rect.contains(viewport()->mapFromGlobal(QCursor::pos())) &&
                         FacetModel::isChoice(index);
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
    if (code >= core::FirstCode &&
        core::Facet(index.data(SectionRole).toInt()) == core::Facet::Type) {
        const int side = m_theme.px(9);
        drawSwatch(
            *painter,
            {slotLeft + (indentation() - side) / 2, rect.center().y() - side / 2, side, side},
            code);
    }
}

void FacetView::drawSwatch(QPainter &painter, const QRect &swatch, core::ValueCode code) const
{
    const SeriesSlot slot = m_types.slot(code);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (slot.hatched) {
        painter.setPen(QPen(m_types.colour(slot), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(swatch).adjusted(0.75, 0.75, -0.75, -0.75), 2, 2);
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_types.colour(slot));
        painter.drawRoundedRect(swatch, 2, 2);
    }
    painter.restore();
}

} // namespace ui

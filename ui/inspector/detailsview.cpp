// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/inspector/detailsview.h"

#include "ui/inspector/detailsdelegate.h"
#include "ui/inspector/detailsmodel.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>

namespace ui {

DetailsView::DetailsView(const Theme &theme, QWidget *parent)
    : QTreeView(parent)
{
    setItemDelegate(new DetailsDelegate(theme, this));
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setExpandsOnDoubleClick(false);
    theme.follow(this, [this, &theme] { setIndentation(theme.px(16)); });
    connect(this, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (index.data(DetailsModel::SectionRole).toBool())
            setExpanded(index, !isExpanded(index));
    });
}

void DetailsView::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    if (index.data(DetailsModel::SectionRole).toBool())
        QTreeView::drawBranches(painter, rect, index);
}

void DetailsView::copyValue(const QModelIndex &index)
{
    const QString value = index.data(DetailsModel::ValueRole).toString();
    if (!value.isEmpty())
        QGuiApplication::clipboard()->setText(value);
}

void DetailsView::requestFilter(const QModelIndex &index, FilterUse use)
{
    const QByteArray attribute = index.data(DetailsModel::AttributeRole).toByteArray();
    if (!attribute.isEmpty())
        emit filterRequested(attribute, index.data(DetailsModel::ExactRole).toByteArray(), use);
}

void DetailsView::requestColumn(const QModelIndex &index)
{
    const QByteArray attribute = index.data(DetailsModel::AttributeRole).toByteArray();
    if (!attribute.isEmpty())
        emit columnRequested(attribute);
}

void DetailsView::contextMenuEvent(QContextMenuEvent *event)
{
    const QPersistentModelIndex index(
        event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos()));
    if (index.data(DetailsModel::ValueRole).toString().isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString attribute =
        QString::fromUtf8(index.data(DetailsModel::AttributeRole).toByteArray());
    if (!attribute.isEmpty()) {
        const auto add = [&](const QString &words, FilterUse use) {
            menu->addAction(words, this, [this, index, use] { requestFilter(index, use); });
        };
        add(tr("Filter by this %1").arg(attribute), FilterUse::Only);
        add(tr("Without this %1").arg(attribute), FilterUse::Without);
        add(tr("Or this %1").arg(attribute), FilterUse::Or);
        add(tr("Copy as filter"), FilterUse::Copy);
        add(tr("Colour by this %1…").arg(attribute), FilterUse::Colour);
        menu->addAction(tr("Add as column"), this, [this, index] { requestColumn(index); });
        menu->addSeparator();
    }
    menu->addAction(tr("Copy value"), this, [this, index] { copyValue(index); });
    menu->popup(event->globalPos());
}

void DetailsView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) || (event->key() == Qt::Key_C && !event->modifiers()))
        copyValue(currentIndex());
    else if (event->key() == Qt::Key_F && !event->modifiers())
        requestFilter(currentIndex(), FilterUse::Only);
    else if (event->key() == Qt::Key_X && !event->modifiers())
        requestFilter(currentIndex(), FilterUse::Without);
    else if (event->key() == Qt::Key_A && !event->modifiers())
        requestColumn(currentIndex());
    else if (event->key() == Qt::Key_Escape)
        event->ignore(); // the panel's
    else
        QTreeView::keyPressEvent(event);
}

} // namespace ui

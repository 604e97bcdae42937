// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/celldelegate.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace ui {

CellDelegate::CellDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (isSelected) {
        painter->fillRect(option.rect, option.palette.brush(QPalette::Highlight));
    }
    const bool isNumber = index.data(NumberRole).toBool();
    const QByteArray tone = index.data(ToneRole).toString().toLatin1();
    painter->setFont(m_theme.font(isNumber ? Face::Mono : Face::Verbatim));
    painter->setPen(
        isSelected ? option.palette.color(QPalette::HighlightedText)
                   : m_theme.colour(tone.isEmpty() ? QLatin1String("text") : QLatin1String(tone)));
    const QRect area = option.rect.adjusted(m_theme.px(6), 0, -m_theme.px(6), 0);
    painter->drawText(area, int(isNumber ? Qt::AlignRight : Qt::AlignLeft) | int(Qt::AlignVCenter),
                      painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(),
                                                        option.textElideMode, area.width()));
}

} // namespace ui

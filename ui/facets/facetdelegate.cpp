// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/facets/facetdelegate.h"

#include "ui/facets/facetmodel.h"
#include "ui/models/eventtext.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

FacetDelegate::FacetDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
    theme.follow(this, [this] {
        const auto colour = [this](const char *token) {
            return m_theme.colour(QLatin1String(token));
        };
        m_look = {m_theme.font(Face::Verbatim),
                  m_theme.font(Face::Section),
                  m_theme.font(Face::MonoFacet),
                  colour("text"),
                  colour("text2"),
                  colour("disabled"),
                  colour("spark"),
                  colour("ghost"),
                  colour("selection"),
                  colour("selectionText"),
                  colour("hover"),
                  colour("focus")};
    });
}

QSize FacetDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {m_theme.px(120),
            m_theme.px(FacetRow(index.data(KindRole).toInt()) == FacetRow::Head ? 26 : 22)};
}

void FacetDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const bool isHead = FacetRow(index.data(KindRole).toInt()) == FacetRow::Head;
    const auto kind = FacetRow(index.data(KindRole).toInt());
    const bool isNamed = kind == FacetRow::Branch || kind == FacetRow::Value;
    const auto state = core::FacetState(index.data(StateRole).toInt());
    const QVariant count = index.data(CountRole);
    const bool taken = state == core::FacetState::Taken;
    const bool zero = !isHead && (!count.isValid() || count.toULongLong() == 0);

    const int right = option.rect.right() - m_theme.px(8);
    const QRect countArea(right - m_theme.px(66), option.rect.top(), m_theme.px(66),
                          option.rect.height());
    const QRect sparkArea(countArea.left() - m_theme.px(32 + 4),
                          option.rect.center().y() - m_theme.px(6) + 1, m_theme.px(32),
                          m_theme.px(12));
    const auto spark = index.data(SparkRole).value<QList<float>>();
    const QVariant rate = index.data(RateRole);
    // In a narrow pane the names have the room, and so they have where nothing goes by time.
    const auto facet = core::Facet(index.data(SectionRole).toInt());
    const bool isTimed = facet == core::Facet::Type || facet == core::Facet::Source;
    const int width = option.widget && !isHead && isTimed ? option.widget->width() : 0;
    const bool hasSpark = width >= m_theme.px(SparkFrom) && !spark.isEmpty();
    const bool hasRate = width >= m_theme.px(RateFrom);
    const QRect rateArea(sparkArea.left() - m_theme.px(56), option.rect.top(), m_theme.px(52),
                         option.rect.height());
    const int nameEnd = hasRate    ? rateArea.left()
                        : hasSpark ? sparkArea.left() - m_theme.px(4)
                                   : countArea.left();
    // The mark of a head stands within its row, that of others before it.
    const int nameStart = option.rect.left() + m_theme.px(Edge + (isHead ? 14 + 3 : 3));
    const QRect nameArea(nameStart, option.rect.top(), nameEnd - nameStart, option.rect.height());

    painter->save();
    QFont font = isHead ? m_look.section : m_look.name;
    font.setStrikeOut(state == core::FacetState::Excluded);
    painter->setFont(font);
    const bool isDim = zero || state == core::FacetState::Excluded;
    const QColor words = taken                ? m_look.selectionText
                         : isDim && !isHead   ? m_look.disabled
                         : isHead || !isNamed ? m_look.text2
                                              : m_look.text;
    painter->setPen(words);
    painter->drawText(nameArea, Qt::AlignVCenter | Qt::AlignLeft,
                      painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(),
                                                        Qt::ElideMiddle, nameArea.width()));
    if (hasSpark) {
        paintSpark(*painter, sparkArea, spark,
                   taken   ? m_look.selectionText
                   : isDim ? m_look.dimSpark
                           : m_look.spark);
    }
    if (hasRate && rate.isValid()) {
        painter->setFont(m_look.count);
        painter->setPen(taken ? m_look.selectionText : isDim ? m_look.disabled : m_look.text2);
        painter->drawText(rateArea, Qt::AlignVCenter | Qt::AlignRight, rateText(rate.toDouble()));
    }
    if (count.isValid()) {
        painter->setFont(m_look.count);
        painter->setPen(zero ? m_look.disabled : taken ? m_look.selectionText : m_look.text2);
        painter->drawText(countArea, Qt::AlignVCenter | Qt::AlignRight,
                          groupedNumber(count.toULongLong()));
    }
    painter->restore();
}

void FacetDelegate::paintSpark(QPainter &painter, const QRect &area, const QList<float> &bars,
                               const QColor &colour) const
{
    if (bars.isEmpty()) {
        return;
    }
    const double width = double(area.width()) / double(bars.size());
    for (qsizetype bar = 0; bar < bars.size(); ++bar) {
        const int left = area.left() + int(std::lround(double(bar) * width));
        const int end = area.left() + int(std::lround(double(bar + 1) * width));
        // Something is never drawn as nothing.
        const int height =
            bars[bar] > 0 ? std::max(1, int(std::lround(double(bars[bar]) * area.height()))) : 0;
        painter.fillRect(left, area.bottom() + 1 - height, end - left, height, colour);
    }
}

} // namespace ui

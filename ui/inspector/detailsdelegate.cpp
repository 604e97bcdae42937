// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/inspector/detailsdelegate.h"

#include "ui/inspector/detailsmodel.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace ui {
namespace {

constexpr int VerticallyCentred =
    static_cast<int>(Qt::AlignVCenter) | static_cast<int>(Qt::TextSingleLine);
constexpr int Left = VerticallyCentred | static_cast<int>(Qt::AlignLeft);
constexpr int Right = VerticallyCentred | static_cast<int>(Qt::AlignRight);

QString text(const QModelIndex &index, DetailsModel::Role role)
{
    return index.data(role).toString();
}

} // namespace

DetailsDelegate::DetailsDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
    theme.follow(this, [this] { takeTheme(); });
}

void DetailsDelegate::takeTheme()
{
    const auto colour = [&](const char *name) { return m_theme.colour(QLatin1String(name)); };
    m_section = m_theme.font(Face::Section);
    m_body = m_theme.font(Face::Body);
    m_mono = m_theme.font(Face::Mono);
    m_small = m_theme.font(Face::Small);
    m_text = colour("text");
    m_text2 = colour("text2");
    m_text3 = colour("text3");
    m_selection = colour("selection");
    m_hover = colour("hover");
    m_searchHit = colour("searchHit");
    m_inks = {m_text,
              m_text3,
              m_theme.syntax(QLatin1String("fn")),
              m_theme.syntax(QLatin1String("str")),
              m_theme.syntax(QLatin1String("num")),
              m_theme.syntax(QLatin1String("key"))};
    m_rowHeight = m_theme.px(21);
    m_nameWidth = m_theme.px(128);
    m_padding = m_theme.px(10);
}

QSize DetailsDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {m_nameWidth * 2, m_rowHeight};
}

void DetailsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    painter->save();
    const bool section = index.data(DetailsModel::SectionRole).toBool();
    // Only headings are indented, behind their mark: the columns of all others stand below each other.
    QRect row = option.rect;
    if (!section)
        row.setLeft(0);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(row, m_selection);
    else if (option.state & QStyle::State_MouseOver && !section)
        painter->fillRect(row, m_hover);
    if (section)
        paintHeading(*painter, row, index);
    else if (text(index, DetailsModel::NameRole).isEmpty())
        paintPreview(*painter, row, index);
    else
        paintDetail(*painter, row, index);
    painter->restore();
}

void DetailsDelegate::paintHeading(QPainter &painter, const QRect &row,
                                   const QModelIndex &index) const
{
    const QRect room = row.adjusted(0, 0, -m_padding, 0);
    painter.setFont(m_section);
    painter.setPen(m_text2);
    painter.drawText(room, Left, text(index, DetailsModel::NameRole));
    painter.setFont(m_small);
    painter.setPen(m_text3);
    painter.drawText(room, Right, text(index, DetailsModel::MeaningRole));
}

void DetailsDelegate::paintDetail(QPainter &painter, const QRect &row,
                                  const QModelIndex &index) const
{
    // Parts of a value stand indented, their values below the values of their parents.
    const int level = index.parent().parent().isValid() ? 1 : 0;
    const int left = m_padding + level * m_theme.px(14);
    const int valueLeft = m_padding + m_nameWidth;
    QRect name(left, row.top(), valueLeft - left - m_theme.px(6), row.height());
    QRect value(valueLeft, row.top(), row.right() - valueLeft - m_padding, row.height());

    const QString meaning = text(index, DetailsModel::MeaningRole);
    if (!meaning.isEmpty()) {
        painter.setFont(m_small);
        painter.setPen(m_text3);
        painter.drawText(value, Right, meaning);
        value.setRight(value.right() - QFontMetrics(m_small).horizontalAdvance(meaning) -
                       m_theme.px(8));
    }
    const auto *model = qobject_cast<const DetailsModel *>(index.model());
    if (const RowMarks *marks = model ? model->marks(index) : nullptr) {
        paintMarks(painter, name, m_body, text(index, DetailsModel::NameRole), marks->name);
        paintMarks(painter, value, m_mono, text(index, DetailsModel::ValueRole), marks->value);
    }
    painter.setFont(m_body);
    painter.setPen(m_text2);
    painter.drawText(name, Left,
                     QFontMetrics(m_body).elidedText(text(index, DetailsModel::NameRole),
                                                     Qt::ElideRight, name.width()));
    painter.setFont(m_mono);
    painter.setPen(m_text);
    painter.drawText(value, Left,
                     QFontMetrics(m_mono).elidedText(text(index, DetailsModel::ValueRole),
                                                     Qt::ElideRight, value.width()));
}

/// Behind a text that begins on the left of `room` and is cut at its end.
void DetailsDelegate::paintMarks(QPainter &painter, const QRect &room, const QFont &font,
                                 const QString &text, const std::vector<TextMark> &marks) const
{
    const QFontMetricsF metrics(font);
    for (const TextMark &mark : marks) {
        const qreal start = room.left() + metrics.horizontalAdvance(text.left(mark.start));
        const qreal width = metrics.horizontalAdvance(text.mid(mark.start, mark.length));
        painter.fillRect(QRectF(start, room.top() + 2, width, room.height() - 4) & QRectF(room),
                         m_searchHit);
    }
}

void DetailsDelegate::paintPreview(QPainter &painter, const QRect &row,
                                   const QModelIndex &index) const
{
    const auto *model = qobject_cast<const DetailsModel *>(index.model());
    const std::vector<InkSpan> *spans = model ? model->spans(index) : nullptr;
    const QString value = text(index, DetailsModel::ValueRole);
    const QFontMetricsF metrics(m_mono);
    painter.setFont(m_mono);
    painter.setClipRect(row);
    qreal x = m_padding + m_theme.px(4);
    if (const RowMarks *marks = model ? model->marks(index) : nullptr)
        paintMarks(painter, row.adjusted(static_cast<int>(x), 0, 0, 0), m_mono, value,
                   marks->value);
    const qreal baseline = row.top() + (row.height() + metrics.ascent() - metrics.descent()) / 2;
    qsizetype at = 0;
    const auto draw = [&](qsizetype end, Ink ink) {
        if (end <= at || x > row.right())
            return;
        const QString part = value.mid(at, end - at);
        painter.setPen(m_inks[static_cast<std::size_t>(ink)]);
        painter.drawText(QPointF(x, baseline), part);
        x += metrics.horizontalAdvance(part);
        at = end;
    };
    if (spans) {
        for (const InkSpan &span : *spans) {
            draw(span.start, Ink::Plain);
            draw(span.start + span.length, span.ink);
        }
    }
    draw(value.size(), Ink::Plain);
}

} // namespace ui

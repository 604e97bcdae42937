// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/eventtable/rowpainter.h"

#include "core/query/eventvalue.h"
#include "ui/models/eventcolumns.h"
#include "ui/models/eventtext.h"
#include "ui/models/findingbadges.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QPainter>

namespace ui {
namespace {

constexpr int IconSize = 13;

QColor named(const Theme &theme, const char *name)
{
    return theme.colour(QLatin1String(name));
}

auto iconOf(const Theme &theme, const char *name)
{
    return [icons = theme.icons(), name](const QColor &colour, qreal ratio) {
        return icons.pixmap(QLatin1String(name), colour, IconSize, ratio);
    };
}

qreal baseline(const QRectF &cell, const QFontMetricsF &metrics)
{
    return std::round(cell.top() + (cell.height() + metrics.ascent() - metrics.descent()) / 2);
}

} // namespace

RowPainter::RowPainter(const Theme &theme, TypeColour typeColour)
    : m_typeColour(std::move(typeColour))
    , m_contrast(theme.look() == Look::Contrast)
    , m_base(named(theme, "base"))
    , m_zebra(named(theme, "zebra"))
    , m_hover(named(theme, "hover"))
    , m_selection(named(theme, "selection"))
    , m_selectionIdle(named(theme, "selectionIdle"))
    , m_selectionText(named(theme, "selectionText"))
    , m_text(named(theme, "text"))
    , m_text2(named(theme, "text2"))
    , m_text3(named(theme, "text3"))
    , m_accent(named(theme, "accent"))
    , m_focus(named(theme, "focus"))
    , m_hairline(named(theme, "border"))
    , m_searchHit(named(theme, "searchHit"))
    , m_words(theme.font(Face::Verbatim))
    , m_numbers(theme.font(Face::Mono))
    , m_badge(theme.font(Face::Badge))
    , m_plainBadge{named(theme, "window"), named(theme, "border"), named(theme, "text2")}
    , m_infoBadge{named(theme, "infoBg"), named(theme, "infoEdge"), named(theme, "info")}
    , m_warningBadge{named(theme, "warningBg"), named(theme, "warningEdge"),
                     named(theme, "warning")}
    , m_title(theme.font(Face::Title))
    , m_replyIcon(iconOf(theme, "reply"))
    , m_markIcon(iconOf(theme, "mark"))
    , m_noteIcon(iconOf(theme, "note"))
    , m_markedNoteIcon(iconOf(theme, "marked-note"))
    , m_rowHeight(theme.px(22))
    , m_padding(theme.px(6))
    , m_bar(theme.px(4))
    , m_unit(theme.scale())
{
}

RowPainter::Pens RowPainter::pens(const RowState &state) const
{
    if (!state.selected && state.tint)
        return {m_text, m_text2, m_text2}; // the faintest would be too faint
    if (!state.selected)
        return {m_text, m_text2, m_text3};
    const QColor text = state.active ? m_selectionText : m_text;
    if (m_contrast)
        return {text, text, text};
    return {text, m_text2, m_text3};
}

void RowPainter::paint(QPainter &painter, const QRect &rect, const QModelIndex &first,
                       const QHeaderView &header, const RowState &state) const
{
    const QColor ground = state.selected    ? (state.active ? m_selection : m_selectionIdle)
                          : state.tint      ? state.tint->ground
                          : state.hovered   ? m_hover
                          : state.alternate ? m_zebra
                                            : m_base;
    painter.fillRect(rect, ground);
    if (state.tint && state.tint->frame.isValid() && !state.selected) {
        painter.setPen(state.tint->frame);
        painter.drawRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5));
    }

    const Pens ink = pens(state);
    for (int number = 0; number < header.count(); ++number) {
        if (header.isSectionHidden(number))
            continue;
        const int left = header.sectionViewportPosition(number);
        const QRectF whole(left, rect.top(), header.sectionSize(number), rect.height());
        if (whole.right() < rect.left() || whole.left() > rect.right())
            continue;
        const QRectF cell = whole.adjusted(m_padding, 0, -m_padding, 0);
        const QModelIndex index = first.siblingAtColumn(number);
        const auto right = Qt::AlignRight;
        if (isOwn(static_cast<EventColumn>(number)))
            paintOwn(painter, cell, index, state, ink);
        switch (static_cast<EventColumn>(number)) {
        case EventColumn::Mark:
            paintNoted(painter, whole, index.data(NotedRole).toInt(), state);
            break;
        case EventColumn::Number:
            paintNumber(painter, cell, index.data().toString(), state, ink);
            break;
        case EventColumn::Delta:
        case EventColumn::Size:
            paintText(painter, cell, index.data().toString(), m_numbers, ink.text2, right,
                      Qt::ElideNone);
            break;
        case EventColumn::Time:
            paintTime(painter, cell, index.data().toString(), ink);
            break;
        case EventColumn::Type:
            paintType(painter, whole, index, state, ink);
            break;
        case EventColumn::Source:
            paintMarkedText(painter, cell, index.data().toString(), ink.text2, state);
            break;
        case EventColumn::Subject:
            paintMarkedText(painter, cell, index.data().toString(), ink.text, state);
            break;
        case EventColumn::Findings:
            paintBadges(painter, cell, index.data(BadgesRole).toStringList(), state);
            break;
        }
        if (number == state.currentColumn && state.active) {
            painter.setPen(m_focus);
            painter.drawRect(whole.adjusted(0.5, 0.5, -0.5, -0.5));
        }
    }
}

void RowPainter::paintText(QPainter &painter, const QRectF &cell, const QString &text,
                           const Ink &ink, const QColor &colour, Qt::Alignment alignment,
                           Qt::TextElideMode elide) const
{
    if (text.isEmpty() || cell.width() <= 0)
        return;
    qreal width = ink.metrics.horizontalAdvance(text);
    QString shown = text;
    if (width > cell.width() && elide != Qt::ElideNone) {
        shown = ink.metrics.elidedText(text, elide, cell.width());
        width = ink.metrics.horizontalAdvance(shown);
    }
    painter.setFont(ink.font);
    painter.setPen(colour);
    const qreal x = alignment & Qt::AlignRight ? cell.right() - width : cell.left();
    if (width > cell.width()) { // a number that has no room: its end says least
        painter.save();
        painter.setClipRect(cell, Qt::IntersectClip);
        painter.drawText(QPointF(cell.left(), baseline(cell, ink.metrics)), shown);
        painter.restore();
        return;
    }
    painter.drawText(QPointF(x, baseline(cell, ink.metrics)), shown);
}

/// Behind a text that begins on the left of `room`. Where the ground is a colour that no words bear beside another, a frame.
void RowPainter::paintMarks(QPainter &painter, const QRectF &room, const QString &text,
                            const Ink &ink, const std::vector<TextMark> &marks,
                            const RowState &state) const
{
    for (const TextMark &mark : marks) {
        const qreal start = room.left() + ink.metrics.horizontalAdvance(text.left(mark.start));
        const qreal width = ink.metrics.horizontalAdvance(text.mid(mark.start, mark.length));
        const QRectF ground(start, room.top() + 2 * m_unit, width, room.height() - 4 * m_unit);
        if (m_contrast && state.selected && state.active) {
            painter.setPen(m_selectionText);
            painter.drawRect(ground.adjusted(0.5, 0.5, -0.5, -0.5));
        } else {
            painter.fillRect(ground, m_searchHit);
        }
    }
}

/// What is left of a text that is too long is looked at as it stands there.
void RowPainter::paintMarkedText(QPainter &painter, const QRectF &cell, const QString &text,
                                 const QColor &colour, const RowState &state) const
{
    if (m_hits && cell.width() > 0) {
        const QString shown = m_words.metrics.elidedText(text, Qt::ElideMiddle, cell.width());
        paintMarks(painter, cell, shown, m_words, m_hits.marksIn(shown), state);
    }
    paintText(painter, cell, text, m_words, colour, Qt::AlignLeft, Qt::ElideMiddle);
}

/// Whether there is a mark, a note or both shows in the shape.
void RowPainter::paintNoted(QPainter &painter, const QRectF &cell, int noted,
                            const RowState &state) const
{
    if (noted == NothingNoted)
        return;
    const Icon &icon = noted == IsMarked  ? m_markIcon
                       : noted == HasNote ? m_noteIcon
                                          : m_markedNoteIcon;
    const bool isInverse = m_contrast && state.selected && state.active;
    const QPixmap pixmap =
        icon(isInverse ? m_selectionText : m_accent, painter.device()->devicePixelRatioF());
    const QSizeF size = pixmap.deviceIndependentSize();
    painter.drawPixmap(QPointF(std::round(cell.center().x() - size.width() / 2),
                               std::round(cell.center().y() - size.height() / 2)),
                       pixmap);
}

/// The number of an event that was found is marked, wherever in the event that was.
void RowPainter::paintNumber(QPainter &painter, const QRectF &cell, const QString &text,
                             const RowState &state, const Pens &pens) const
{
    if (state.isHit) {
        const qreal width = m_numbers.metrics.horizontalAdvance(text);
        paintMarks(painter, cell.adjusted(std::max(0.0, cell.width() - width), 0, 0, 0), text,
                   m_numbers, {{0, text.size()}}, state);
    }
    paintText(painter, cell, text, m_numbers, state.isHit ? pens.text : pens.text2, Qt::AlignRight,
              Qt::ElideNone);
}

/// Numbers and times in the face in which they stand below each other, texts as sent; what is not known yet or not there
/// stays behind.
void RowPainter::paintOwn(QPainter &painter, const QRectF &cell, const QModelIndex &index,
                          const RowState &state, const Pens &pens) const
{
    using Kind = core::EventValue::Kind;
    const QString text = index.data().toString();
    const int kind = index.data(ValueKindRole).toInt();
    if (kind < 0) {
        paintText(painter, cell, text, m_words, pens.text3, Qt::AlignLeft, Qt::ElideNone);
        return;
    }
    switch (static_cast<Kind>(kind)) {
    case Kind::Absent:
        return;
    case Kind::Number:
        paintText(painter, cell, text, m_numbers, pens.text, Qt::AlignRight, Qt::ElideMiddle);
        return;
    case Kind::Time: // both ends say something
        paintText(painter, cell, text, m_numbers, pens.text, Qt::AlignLeft, Qt::ElideMiddle);
        return;
    case Kind::Boolean:
    case Kind::Structure:
        paintText(painter, cell, text, m_numbers, pens.text, Qt::AlignLeft, Qt::ElideRight);
        return;
    case Kind::Null:
        paintText(painter, cell, text, m_numbers, pens.text3, Qt::AlignLeft, Qt::ElideRight);
        return;
    case Kind::Text:
        paintMarkedText(painter, cell, text, pens.text, state);
        return;
    }
}

void RowPainter::paintTime(QPainter &painter, const QRectF &cell, const QString &text,
                           const Pens &pens) const
{
    // "14:36:41.002": hours and minutes repeat for thousands of rows, seconds are what the eye
    // looks for.
    constexpr qsizetype SecondsLength = 6;
    const QString minutes = text.left(text.size() - SecondsLength);
    const qreal width = m_numbers.metrics.horizontalAdvance(minutes);
    paintText(painter, cell, minutes, m_numbers, pens.text3, Qt::AlignLeft, Qt::ElideNone);
    paintText(painter, cell.adjusted(width, 0, 0, 0), text.right(SecondsLength), m_numbers,
              pens.text, Qt::AlignLeft, Qt::ElideNone);
}

void RowPainter::paintType(QPainter &painter, const QRectF &cell, const QModelIndex &index,
                           const RowState &state, const Pens &pens) const
{
    const QRectF bar(cell.left(), cell.top(), m_bar, cell.height());
    painter.fillRect(bar, m_typeColour(index.data(TypeCodeRole).toUInt()));
    if (m_contrast && state.selected && state.active) {
        painter.setPen(Qt::black);
        painter.drawRect(bar.adjusted(-0.5, -0.5, 0.5, 0.5));
    }

    QRectF room = cell.adjusted(m_bar + 8 * m_unit, 0, -m_padding, 0);
    if (index.data(ReplyRole).toBool()) {
        const QPixmap icon = m_replyIcon(pens.text3, painter.device()->devicePixelRatioF());
        const QSizeF size = icon.deviceIndependentSize();
        painter.drawPixmap(QPointF(room.left(), std::round(room.center().y() - size.height() / 2)),
                           icon);
        room.setLeft(room.left() + size.width() + 5 * m_unit);
    }

    const TypeName type = typeName(index.data().toString());
    QString space = type.space;
    const qreal nameWidth = m_words.metrics.horizontalAdvance(type.name);
    qreal spaceWidth = m_words.metrics.horizontalAdvance(space);
    if (!space.isEmpty() && spaceWidth + nameWidth > room.width()) {
        space = QStringLiteral("\u2026");
        spaceWidth = m_words.metrics.horizontalAdvance(space);
    }
    const bool isWhole = spaceWidth + nameWidth <= room.width();
    bool isSpaceMarked = false;
    if (m_hits && isWhole) {
        const QString text = space + type.name;
        const auto marks = m_hits.marksIn(text);
        isSpaceMarked = !marks.empty() && marks.front().start < space.size();
        paintMarks(painter, room, text, m_words, marks, state);
    }
    if (!space.isEmpty()) {
        paintText(painter, room, space, m_words, isSpaceMarked ? pens.text2 : pens.text3,
                  Qt::AlignLeft, Qt::ElideNone);
        room.setLeft(room.left() + spaceWidth);
    }
    if (isWhole)
        paintText(painter, room, type.name, m_words, pens.text, Qt::AlignLeft, Qt::ElideMiddle);
    else
        paintMarkedText(painter, room, type.name, pens.text, state);
}

const RowPainter::BadgeColours &RowPainter::badgeColours(const QString &word) const
{
    switch (badgeTone(word)) {
    case BadgeTone::Plain:
        break;
    case BadgeTone::Info:
        return m_infoBadge;
    case BadgeTone::Warning:
        return m_warningBadge;
    }
    return m_plainBadge;
}

void RowPainter::paintBadges(QPainter &painter, const QRectF &cell, const QStringList &words,
                             const RowState &state) const
{
    if (words.isEmpty())
        return;
    const qreal height = 16 * m_unit;
    const qreal inner = 5 * m_unit;
    qreal left = cell.left();
    painter.setRenderHint(QPainter::Antialiasing);
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words[i];
        const qreal width = m_badge.metrics.horizontalAdvance(word) + 2 * inner;
        const QRectF badge(left, std::round(cell.center().y() - height / 2), std::round(width),
                           height);
        if (badge.right() > cell.right() && i > 0) {
            const QString more = u'+' + QString::number(words.size() - i);
            paintText(painter, cell.adjusted(left - cell.left(), 0, 0, 0), more, m_badge, m_text2,
                      Qt::AlignLeft, Qt::ElideNone);
            break;
        }
        const BadgeColours &colours = badgeColours(word);
        painter.setPen(state.selected ? pens(state).text2 : colours.edge);
        painter.setBrush(state.selected ? QBrush(Qt::NoBrush) : QBrush(colours.fill));
        painter.drawRoundedRect(badge.adjusted(0.5, 0.5, -0.5, -0.5), 3 * m_unit, 3 * m_unit);
        painter.setBrush(Qt::NoBrush);
        paintText(painter, badge.adjusted(inner, 0, -inner, 0), word, m_badge,
                  state.selected ? pens(state).text : colours.text, Qt::AlignLeft, Qt::ElideNone);
        left = badge.right() + 4 * m_unit;
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace ui

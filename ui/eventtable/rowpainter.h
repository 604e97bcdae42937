// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/dictionary.h"
#include "ui/eventtable/hitmarks.h"
#include "ui/eventtable/rowtints.h"

#include <QColor>
#include <QFont>
#include <QFontMetricsF>
#include <QModelIndex>
#include <QPixmap>

#include <functional>
#include <optional>

class QHeaderView;
class QPainter;

namespace ui {

class Theme;

/// Colour of a type, by its code in the log.
using TypeColour = std::function<QColor(core::ValueCode)>;

/// Paints one row of the event table. Fetches its colours and fonts when it is made: make a new one
/// when the theme changes.
class RowPainter {
public:
    /// `typeColour` is called while painting.
    RowPainter(const Theme &theme, TypeColour typeColour);

    struct RowState {
        bool alternate = false;
        bool hovered = false;
        bool selected = false;
        bool active = false;    ///< the table has the focus
        int currentColumn = -1; ///< column of the ring, or none
        bool isHit = false;     ///< of the search
        std::optional<RowTint> tint = {};
    };
    /// Behind the texts of rows.
    void setHits(HitMarks hits) { m_hits = std::move(hits); }
    /// Paints the row of `first` (its first column) over `rect`, columns where `header` has them.
    void paint(QPainter &painter, const QRect &rect, const QModelIndex &first,
               const QHeaderView &header, const RowState &state) const;

    int rowHeight() const { return m_rowHeight; }
    QColor base() const { return m_base; }
    QColor hairline() const { return m_hairline; }
    QColor secondary() const { return m_text3; }
    QColor primary() const { return m_text; }
    QFont bodyFont() const { return m_words.font; }
    QFont titleFont() const { return m_title; }

private:
    struct Ink {
        QFont font;
        QFontMetricsF metrics;
        explicit Ink(const QFont &of)
            : font(of)
            , metrics(of)
        {
        }
    };
    struct Pens {
        QColor text;
        QColor text2;
        QColor text3;
    };
    Pens pens(const RowState &state) const;
    void paintMarks(QPainter &painter, const QRectF &room, const QString &text, const Ink &ink,
                    const std::vector<TextMark> &marks, const RowState &state) const;
    void paintMarkedText(QPainter &painter, const QRectF &cell, const QString &text,
                         const QColor &colour, const RowState &state) const;
    void paintNoted(QPainter &painter, const QRectF &cell, int noted, const RowState &state) const;
    void paintNumber(QPainter &painter, const QRectF &cell, const QString &text,
                     const RowState &state, const Pens &pens) const;
    void paintText(QPainter &painter, const QRectF &cell, const QString &text, const Ink &ink,
                   const QColor &colour, Qt::Alignment alignment, Qt::TextElideMode elide) const;
    void paintOwn(QPainter &painter, const QRectF &cell, const QModelIndex &index,
                  const RowState &state, const Pens &pens) const;
    void paintTime(QPainter &painter, const QRectF &cell, const QString &text,
                   const Pens &pens) const;
    void paintType(QPainter &painter, const QRectF &cell, const QModelIndex &index,
                   const RowState &state, const Pens &pens) const;
    struct BadgeColours {
        QColor fill, edge, text;
    };
    const BadgeColours &badgeColours(const QString &word) const;
    void paintBadges(QPainter &painter, const QRectF &cell, const QStringList &words,
                     const RowState &state) const;

    TypeColour m_typeColour;
    HitMarks m_hits;
    bool m_contrast = false;
    QColor m_base, m_zebra, m_hover, m_selection, m_selectionIdle, m_selectionText;
    QColor m_text, m_text2, m_text3, m_accent, m_focus, m_hairline, m_searchHit;
    Ink m_words;
    Ink m_numbers;
    Ink m_badge;
    BadgeColours m_plainBadge, m_infoBadge, m_warningBadge;
    QFont m_title;
    using Icon = std::function<QPixmap(const QColor &, qreal)>;
    Icon m_replyIcon;
    Icon m_markIcon;
    Icon m_noteIcon;
    Icon m_markedNoteIcon;
    int m_rowHeight = 0;
    qreal m_padding = 0;
    qreal m_bar = 0;
    qreal m_unit = 1; ///< one pixel of look.md
};

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/textmarks.h"

#include <QColor>
#include <QFont>
#include <QStyledItemDelegate>

#include <array>

namespace ui {

class Theme;

/// Paints one line of the tab Event: heading, or name, value in the mono face, meaning on the right.
class DetailsDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    DetailsDelegate(const Theme &theme, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void takeTheme();
    void paintHeading(QPainter &painter, const QRect &row, const QModelIndex &index) const;
    void paintDetail(QPainter &painter, const QRect &row, const QModelIndex &index) const;
    void paintPreview(QPainter &painter, const QRect &row, const QModelIndex &index) const;

    void paintMarks(QPainter &painter, const QRect &room, const QFont &font, const QString &text,
                    const std::vector<TextMark> &marks) const;

    const Theme &m_theme;
    QFont m_section, m_body, m_mono, m_small;
    QColor m_text, m_text2, m_text3, m_selection, m_hover, m_searchHit;
    std::array<QColor, 6> m_inks; ///< by Ink
    int m_rowHeight = 21;
    int m_nameWidth = 128;
    int m_padding = 10;
};

} // namespace ui

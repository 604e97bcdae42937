// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace ui {

class Theme;

/// Paints the cells of small tables as look.md says: words in the body face, numbers right and in the mono face, what
/// is quiet in grey; no grid. What a cell is, its model says by roles.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    enum Role {
        NumberRole = Qt::UserRole + 100, ///< bool: a number
        ToneRole,                        ///< QString: a token of the theme; none: text
    };
    explicit CellDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace ui

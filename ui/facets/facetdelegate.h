// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QFont>
#include <QStyledItemDelegate>

namespace ui {

class Theme;

/// Draws a facet: name, sparkline, count. What stands left of the name (branch mark or swatch) is
/// FacetView's.
class FacetDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int Edge = 5; ///< what marks and names keep away from where Qt would put them
    static constexpr int SparkFrom = 230; ///< width of the pane from which there are sparklines
    static constexpr int RateFrom = 310;  ///< … and rates

    explicit FacetDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintSpark(QPainter &painter, const QRect &area, const QList<float> &bars,
                    const QColor &colour) const;

    const Theme &m_theme;
    struct Look {
        QFont name;
        QFont section;
        QFont count;
        QColor text;
        QColor text2;
        QColor disabled;
        QColor spark;
        QColor dimSpark;
        QColor selection;
        QColor selectionText;
        QColor hover;
        QColor focus;
    };
    Look m_look;
};

} // namespace ui

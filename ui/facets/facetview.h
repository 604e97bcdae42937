// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/eventfilter.h"

#include <QSet>
#include <QTreeView>

namespace ui {

class FacetModel;
class SeriesColours;
class Theme;

/// The tree of facets. Click: only this (again: everything); Ctrl and click, or Space: this in
/// addition; X, or Alt and click: without this; Esc: everything. Keeps what is folded and where the
/// keyboard stands when values are added.
class FacetView : public QTreeView {
    Q_OBJECT
public:
    /// All outlive it.
    FacetView(FacetModel &model, const SeriesColours &types, const Theme &theme,
              QWidget *parent = nullptr);

signals:
    void filterChosen(const core::EventFilter &filter);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                 const QModelIndex &index) const override;
    void drawBranches(QPainter *painter, const QRect &rect,
                      const QModelIndex &index) const override;

private:
    bool isOnBranchMark(const QModelIndex &index, const QPoint &at) const;
    void restore();

    FacetModel &m_model;
    const SeriesColours &m_types;
    const Theme &m_theme;
    QSet<QString> m_folded; ///< paths
    QString m_current;      ///< path
    int m_scrolled = 0;
};

} // namespace ui

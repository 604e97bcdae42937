// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/dictionary.h"
#include "core/query/eventfilter.h"
#include "ui/filterbar/filterclause.h"

#include <QSet>
#include <QTreeView>

class QMenu;

namespace ui {

class FacetModel;
class SeriesColours;
class Theme;

/// The tree of facets. Click: only this (again: everything); Ctrl and click, or Space: this in
/// addition; Shift and click, or Shift and the arrows: all from the last one to this; X, or Alt and click: without this; Esc:
/// everything. Keeps what is folded and where the keyboard stands when values are added.
class FacetView : public QTreeView {
    Q_OBJECT
public:
    /// All outlive it.
    FacetView(FacetModel &model, const SeriesColours &types, const Theme &theme,
              QWidget *parent = nullptr);

    /// Has the keyboard on the first row that can be chosen.
    void goToFirst();
    /// Nothing: letters are commands here.
    void keyboardSearch(const QString &) override {}

signals:
    void filterChosen(const core::EventFilter &filter);
    /// A person wants it written beside what stands in the filter, or copied.
    void clauseRequested(const FilterClause &clause, FilterUse use);
    void searchRequested();
    /// Esc while the model searches.
    void searchEnded();

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
    void noteFolded(const QModelIndex &index, bool isFolded);
    QModelIndex find(const QString &path) const;
    QModelIndexList from(const QString &path, const QModelIndex &to) const;
    void addChoices(QMenu &menu, const QModelIndex &index);
    void paintWords(const QString &words);
    void drawSwatch(QPainter &painter, const QRect &swatch, core::ValueCode code) const;

    FacetModel &m_model;
    const SeriesColours &m_types;
    const Theme &m_theme;
    QSet<QString> m_folded; ///< paths
    QString m_current;      ///< path
    QString m_anchor;       ///< path of the row where a range begins
    int m_scrolled = 0;
    bool m_isRestoring = false;
};

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/facets/facetview.h"

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace ui {

/// The pane: head, the field that searches among the values, and the tree.
class FacetPanel : public QWidget {
    Q_OBJECT
public:
    FacetPanel(FacetModel &model, const SeriesColours &types, const Theme &theme,
               QWidget *parent = nullptr);

    FacetView *view() const { return m_view; }
    QLineEdit *searchEdit() const { return m_edit; }

    /// Opens the field and goes there.
    void openSearch();
    /// Shows all values again; back to the tree.
    void closeSearch();

signals:
    void filterChosen(const core::EventFilter &filter);
    void clauseRequested(const FilterClause &clause, FilterUse use);
    /// Values are looked for: the tick should come soon.
    void hurryRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    FacetModel &m_model;
    FacetView *m_view;
    QToolButton *m_search;
    QFrame *m_field;
    QLineEdit *m_edit;
};

} // namespace ui

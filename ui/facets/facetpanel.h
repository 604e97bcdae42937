// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/facets/facetview.h"

#include <QWidget>

namespace ui {

/// The pane: head and tree.
class FacetPanel : public QWidget {
    Q_OBJECT
public:
    FacetPanel(FacetModel &model, const SeriesColours &types, const Theme &theme,
               QWidget *parent = nullptr);

    FacetView *view() const { return m_view; }

signals:
    void filterChosen(const core::EventFilter &filter);

private:
    FacetView *m_view;
};

} // namespace ui

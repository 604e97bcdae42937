// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/facets/facetpanel.h"

#include "ui/frame/panehead.h"
#include "ui/theme/theme.h"

#include <QVBoxLayout>

namespace ui {

FacetPanel::FacetPanel(FacetModel &model, const SeriesColours &types, const Theme &theme,
                       QWidget *parent)
    : QWidget(parent)
    , m_view(new FacetView(model, types, theme, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(new PaneHead(theme, tr("Facets"), QLatin1String(), this));
    layout->addWidget(m_view, 1);
    connect(m_view, &FacetView::filterChosen, this, &FacetPanel::filterChosen);
}

} // namespace ui

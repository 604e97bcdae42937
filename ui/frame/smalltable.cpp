// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/smalltable.h"

#include "ui/frame/celldelegate.h"
#include "ui/theme/theme.h"

#include <QHeaderView>

namespace ui {

SmallTable::SmallTable(QAbstractItemModel &model, const QList<int> &widths, const Theme &theme,
                       QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_widths(widths)
{
    setModel(&model);
    setItemDelegate(new CellDelegate(theme, this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setTextElideMode(Qt::ElideMiddle);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    QHeaderView &header = *horizontalHeader();
    header.setHighlightSections(false);
    header.setSectionsClickable(false);
    for (int column = 0; column < m_widths.size(); ++column) {
        header.setSectionResizeMode(column, m_widths[column] == 0 ? QHeaderView::Stretch
                                                                  : QHeaderView::Interactive);
    }
    theme.follow(this, [this] {
        verticalHeader()->setDefaultSectionSize(m_theme.px(22));
        horizontalHeader()->setFixedHeight(m_theme.px(24));
        horizontalHeader()->setMinimumSectionSize(m_theme.px(40));
        for (int column = 0; column < m_widths.size(); ++column) {
            if (m_widths[column] > 0) {
                setColumnWidth(column, m_theme.px(m_widths[column]));
            }
        }
    });
}

} // namespace ui

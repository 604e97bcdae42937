// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/vieworders.h"

#include "ui/eventtable/eventtableview.h"
#include "ui/facets/facetpanel.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/ratechart/ratechartpanel.h"
#include "ui/window/captureview.h"
#include "ui/window/viewmarks.h"
#include "ui/window/viewcolumns.h"
#include "ui/window/windowactions.h"

#include <QAction>
#include <QMenu>

namespace ui {

ViewOrders::ViewOrders(const WindowActions &actions, QObject *parent)
    : QObject(parent)
    , m_actions(actions)
{
    const WindowActions &on = m_actions;
    const auto withView = [this](QAction *action, auto order) {
        connect(action, &QAction::triggered, this, [this, order](bool checked) {
            if (m_view) {
                order(*m_view, checked);
            }
        });
    };
    withView(on.copy, [](CaptureView &view, bool) { view.table()->copySelection(); });
    withView(on.selectAll, [](CaptureView &view, bool) { view.table()->selectAll(); });
    withView(on.clearView, [](CaptureView &view, bool) { view.clear(); });
    withView(on.undo, [](CaptureView &view, bool) { view.undoStack().undo(); });
    withView(on.redo, [](CaptureView &view, bool) { view.undoStack().redo(); });
    withView(on.mark, [](CaptureView &view, bool) { view.marks().toggleSelected(); });
    withView(on.note, [](CaptureView &view, bool) { view.marks().editNote(); });
    withView(on.onlyMarked, [](CaptureView &view, bool) { view.showOnlyMarked(); });
    withView(on.clearFilter, [](CaptureView &view, bool) { view.setFilter({}); });
    withView(on.pause, [](CaptureView &view, bool pause) { view.setPaused(pause); });
    withView(on.follow, [](CaptureView &view, bool follow) { view.table()->setFollowing(follow); });
    withView(on.newest, [](CaptureView &view, bool) {
        view.table()->setFollowing(true);
        view.table()->setFocus();
    });
    withView(on.sortInNew, [](CaptureView &view, bool) { view.columns().sortInNew(); });
    connect(on.columns, &QMenu::aboutToShow, this, [this] {
        m_actions.columns->clear();
        qDeleteAll(
            m_actions.columns->findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly));
        if (m_view) {
            m_view->table()->fillColumnMenu(*m_actions.columns, m_view->table()->currentColumn());
        }
    });
    withView(on.facets, [](CaptureView &view, bool show) { view.facets()->setVisible(show); });
    withView(on.chart, [](CaptureView &view, bool show) { view.chart()->setVisible(show); });
    withView(on.inspector, [](CaptureView &view, bool show) { view.showInspector(show); });
    for (std::size_t range = 0; range < on.ranges.size(); ++range) {
        withView(on.ranges[range], [range](CaptureView &view, bool) {
            view.chart()->setRange(core::RateRange(range));
        });
    }
    for (std::size_t grouping = 0; grouping < on.groupings.size(); ++grouping) {
        withView(on.groupings[grouping], [grouping](CaptureView &view, bool) {
            view.chart()->setGrouping(core::RateGrouping(grouping));
        });
    }
}

void ViewOrders::setView(CaptureView *view)
{
    m_view = view;
    if (!view) {
        return;
    }
    connect(view, &CaptureView::pausedChanged, m_actions.pause, &QAction::setChecked);
    connect(view, &CaptureView::followingChanged, m_actions.follow, &QAction::setChecked);
    const ViewState state = view->state();
    m_actions.pause->setChecked(false);
    m_actions.follow->setChecked(view->table()->isFollowing());
    m_actions.facets->setChecked(state.facets);
    m_actions.chart->setChecked(state.chart);
    m_actions.inspector->setChecked(state.inspector);
}

void ViewOrders::refresh()
{
    m_actions.pause->setEnabled(m_view);
    m_actions.follow->setEnabled(m_view);
    m_actions.columns->setEnabled(m_view && !m_view->isFirstStart());
    m_actions.sortInNew->setEnabled(m_view);
    m_actions.undo->setEnabled(m_view && m_view->undoStack().canUndo());
    m_actions.redo->setEnabled(m_view && m_view->undoStack().canRedo());
    m_actions.undo->setText(m_actions.undo->isEnabled() ? m_view->undoStack().undoText()
                                                        : tr("Undo"));
    if (m_view) {
        m_actions.ranges[std::size_t(m_view->range())]->setChecked(true);
        m_actions.groupings[std::size_t(m_view->grouping())]->setChecked(true);
    }
}

} // namespace ui

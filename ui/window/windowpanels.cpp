// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/windowpanels.h"

#include "ui/connections/connectionspanel.h"
#include "ui/frame/panehead.h"
#include "ui/models/eventtext.h"
#include "ui/problems/problemspanel.h"
#include "ui/window/windowactions.h"
#include "ui/window/windowdocks.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>

namespace ui {

WindowPanels::WindowPanels(const WindowActions &actions, WindowDocks &docks, const Theme &theme,
                           QMainWindow *window)
    : QObject(window)
    , m_actions(actions)
    , m_docks(docks)
    , m_theme(theme)
    , m_window(window)
    , m_connections(new ConnectionsPanel(theme, window))
    , m_connectionsDock(docks.add(QStringLiteral("connections"), actions.connections))
    , m_problemsDock(docks.add(QStringLiteral("problems"), actions.problems))
{
    m_docks.fill(m_connectionsDock, m_connections, m_connections->head());
    connect(m_connections, &ConnectionsPanel::addRequested, this,
            &WindowPanels::addConnectionRequested);
    connect(m_connections, &ConnectionsPanel::retryRequested, this, [this](core::ConnectionId id) {
        if (m_monitor) {
            m_monitor->retryNow(id);
        }
    });
    connect(m_connections, &ConnectionsPanel::stopRequested, this,
            [this](const core::ConnectionState &connection) {
                if (m_monitor) {
                    m_monitor->removeConnection(connection.id);
                }
            });
}

void WindowPanels::setMonitor(core::Monitor *monitor)
{
    m_monitor = monitor;
    if (!monitor) {
        m_docks.fill(m_problemsDock, nullptr, nullptr);
        delete m_problems;
        m_problems = nullptr;
        return;
    }
    m_problems = new ProblemsPanel(
        m_theme, [&log = monitor->log()] { return log.reader(); }, m_window);
    m_problems->setRedacted(m_isRedacted);
    m_docks.fill(m_problemsDock, m_problems, m_problems->head());
    connect(m_problems, &ProblemsPanel::copied, this, &WindowPanels::copied);
    connect(m_problems, &ProblemsPanel::leaveRequested, this, &WindowPanels::leaveRequested);
    connect(m_problems, &ProblemsPanel::placeRequested, this, &WindowPanels::placeRequested);
}

void WindowPanels::refresh(const std::vector<core::ConnectionState> &connections)
{
    m_actions.connections->setIconText(tr("Connections %1").arg(groupedNumber(connections.size())));
    m_connections->setConnections(connections);
    const quint64 refused = m_monitor->log().refusalCount();
    m_actions.problems->setIconText(refused == 0 ? tr("Problems")
                                                 : tr("Problems %1").arg(groupedNumber(refused)));
    m_problems->refresh(refused);
}

void WindowPanels::showRefused()
{
    m_docks.toggle(m_problemsDock, true);
    if (m_problems) {
        m_problems->select(m_monitor->log().refusalCount());
    }
}

void WindowPanels::setRedacted(bool redacted)
{
    m_isRedacted = redacted;
    if (m_problems) {
        m_problems->setRedacted(redacted);
    }
}

} // namespace ui

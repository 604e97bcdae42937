// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/monitor/monitor.h"

#include <QObject>

class QDockWidget;
class QMainWindow;

namespace ui {

class ConnectionsPanel;
class ProblemsPanel;
class Theme;
class WindowDocks;
struct WindowActions;

/// What stands in the docks of a window: the connections, and the problems of the capture that it shows.
class WindowPanels : public QObject {
    Q_OBJECT
public:
    /// All outlive it. `docks` get their places now, what is in them comes with setMonitor().
    WindowPanels(const WindowActions &actions, WindowDocks &docks, const Theme &theme,
                 QMainWindow *window);

    /// The capture that is shown; null: none. Borrowed: what reads it goes before it does.
    void setMonitor(core::Monitor *monitor);
    /// Numbers, some times a second.
    void refresh(const std::vector<core::ConnectionState> &connections);
    /// The newest refusal.
    void showRefused();
    /// Nothing of what was sent and refused is shown.
    void setRedacted(bool redacted);

    ConnectionsPanel *connections() const { return m_connections; }
    /// Null while there is no capture.
    ProblemsPanel *problems() const { return m_problems; }

signals:
    void addConnectionRequested();
    /// Something is on the clipboard.
    void copied(const QString &sentence);
    /// The focus belongs to the table again.
    void leaveRequested();
    /// The place of a refusal among the events.
    void placeRequested(core::EventSequence after);

private:
    const WindowActions &m_actions;
    WindowDocks &m_docks;
    const Theme &m_theme;
    QMainWindow *m_window;
    core::Monitor *m_monitor = nullptr;
    bool m_isRedacted = false;
    ConnectionsPanel *m_connections;
    ProblemsPanel *m_problems = nullptr;
    QDockWidget *m_connectionsDock;
    QDockWidget *m_problemsDock;
};

} // namespace ui

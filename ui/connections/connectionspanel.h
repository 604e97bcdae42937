// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/source/sourcestate.h"

#include <QWidget>

class QTableView;
class QToolButton;

namespace ui {

class ConnectionsModel;
class PaneHead;
class Theme;

/// The dock: what brings events, and the orders for the chosen one.
class ConnectionsPanel : public QWidget {
    Q_OBJECT
public:
    explicit ConnectionsPanel(const Theme &theme, QWidget *parent = nullptr);

    void setConnections(std::vector<core::ConnectionState> connections);
    /// For QDockWidget::setTitleBarWidget.
    PaneHead *head() const { return m_head; }

signals:
    void addRequested();
    void retryRequested(core::ConnectionId connection);
    void stopRequested(const core::ConnectionState &connection);

private:
    const core::ConnectionState *chosen() const;
    void updateTools();

    ConnectionsModel *m_model;
    PaneHead *m_head;
    QTableView *m_view;
    QToolButton *m_retry;
    QToolButton *m_stop;
};

} // namespace ui

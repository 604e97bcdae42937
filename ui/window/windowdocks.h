// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QDockWidget;
class QMainWindow;

namespace ui {

class PaneHead;
class Theme;

/// The docks at the foot of a window: which of them is open, and how high. One at a time; with Ctrl one more.
class WindowDocks : public QObject {
    Q_OBJECT
public:
    /// `height`: of the dock that was open last; 0: none was. Both outlive it.
    WindowDocks(const Theme &theme, int height, QMainWindow *window);

    /// A dock that `action` shows and hides; empty until fill().
    QDockWidget *add(const QString &name, QAction *action);
    /// Null for both empties it.
    void fill(QDockWidget *dock, QWidget *panel, PaneHead *head);
    void toggle(QDockWidget *dock, bool show);
    /// Qt forgets the heights of docks when what is in them, or the widget in the middle, is changed.
    void keepHeight() { m_height = height(); }
    void fit();
    int height() const;

private:
    const Theme &m_theme;
    QMainWindow *m_window;
    QList<QDockWidget *> m_docks;
    int m_height;
};

} // namespace ui

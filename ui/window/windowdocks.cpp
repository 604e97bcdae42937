// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/windowdocks.h"

#include "ui/frame/panehead.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>

namespace ui {

WindowDocks::WindowDocks(const Theme &theme, int height, QMainWindow *window)
    : QObject(window)
    , m_theme(theme)
    , m_window(window)
    , m_height(height)
{
}

QDockWidget *WindowDocks::add(const QString &name, QAction *action)
{
    auto *dock = new QDockWidget(action->text().remove(u'&'), m_window);
    dock->setObjectName(name);
    dock->setFeatures(QDockWidget::DockWidgetClosable);
    dock->setAllowedAreas(Qt::BottomDockWidgetArea);
    m_window->addDockWidget(Qt::BottomDockWidgetArea, dock);
    dock->hide();
    connect(action, &QAction::triggered, this, [this, dock](bool show) { toggle(dock, show); });
    connect(dock, &QDockWidget::visibilityChanged, action,
            [dock, action] { action->setChecked(!dock->isHidden()); });
    m_docks.append(dock);
    return dock;
}

void WindowDocks::fill(QDockWidget *dock, QWidget *panel, PaneHead *head)
{
    dock->setWidget(panel);
    dock->setTitleBarWidget(head);
    if (head) {
        connect(head, &PaneHead::closeRequested, dock, &QWidget::hide);
    }
}

void WindowDocks::toggle(QDockWidget *dock, bool show)
{
    if (show && !QApplication::keyboardModifiers().testFlag(Qt::ControlModifier)) {
        for (QDockWidget *other : m_docks) {
            other->setVisible(other == dock);
        }
    } else {
        dock->setVisible(show);
    }
    if (show && dock->height() < m_theme.px(160)) {
        m_window->resizeDocks({dock}, {m_window->height() * 38 / 100}, Qt::Vertical);
    }
}

void WindowDocks::fit()
{
    for (QDockWidget *dock : m_docks) {
        if (!dock->isHidden() && m_height > 0) {
            m_window->resizeDocks({dock}, {m_height}, Qt::Vertical);
        }
    }
}

int WindowDocks::height() const
{
    for (const QDockWidget *dock : m_docks) {
        if (!dock->isHidden() && dock->widget()) {
            return dock->height();
        }
    }
    return m_height;
}

} // namespace ui

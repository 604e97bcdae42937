// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/lookorders.h"

#include "ui/theme/theme.h"
#include "ui/window/windowactions.h"

#include <QAction>
#include <QMainWindow>
#include <QMenuBar>

namespace ui {

namespace {

constexpr double SizeStep = 0.75; ///< points

} // namespace

LookOrders::LookOrders(const WindowActions &actions, Theme &theme, QMainWindow *window)
    : QObject(window)
{
    const WindowActions &on = actions;
    connect(on.menuBar, &QAction::triggered, window->menuBar(), &QWidget::setVisible);
    on.menuBar->setChecked(true);
    connect(on.fullScreen, &QAction::triggered, window, [window](bool full) {
        window->setWindowState(window->windowState().setFlag(Qt::WindowFullScreen, full));
    });
    connect(on.larger, &QAction::triggered, this,
            [&theme] { theme.setPointSize(theme.pointSize() + SizeStep); });
    connect(on.smaller, &QAction::triggered, this,
            [&theme] { theme.setPointSize(theme.pointSize() - SizeStep); });
    connect(on.standardSize, &QAction::triggered, this,
            [&theme] { theme.setPointSize(Theme::DefaultPointSize); });
    for (std::size_t mode = 0; mode < on.themes.size(); ++mode) {
        connect(on.themes[mode], &QAction::triggered, this,
                [&theme, mode] { theme.setMode(Theme::Mode(mode)); });
    }
    on.themes[std::size_t(theme.mode())]->setChecked(true);
}

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QApplication>

/// The theme of the whole application while a test runs, dark at first. The first member of a test: widgets and the
/// application's style go before it does.
class AppTheme {
public:
    AppTheme()
    {
        m_theme.setMode(ui::Theme::Mode::Dark);
        m_theme.applyTo(*qApp);
    }
    ~AppTheme()
    {
        qApp->setStyleSheet({});
        qApp->setStyle(QStringLiteral("fusion")); // ours needs the theme
    }
    AppTheme(const AppTheme &) = delete;
    AppTheme &operator=(const AppTheme &) = delete;

    ui::Theme &operator*() { return m_theme; }
    ui::Theme *operator->() { return &m_theme; }
    const ui::Theme *operator->() const { return &m_theme; }

private:
    ui::Theme m_theme;
};

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class QMainWindow;

namespace ui {

class Theme;
struct WindowActions;

/// What a person orders of the looks of the program: theme, size of the text, menu bar, full screen.
class LookOrders : public QObject {
    Q_OBJECT
public:
    /// All outlive it.
    LookOrders(const WindowActions &actions, Theme &theme, QMainWindow *window);
};

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

namespace ui {

class Theme;

/// Every key of the window: those of its actions, and those of the table, the facets and the inspector.
class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    ShortcutsDialog(const Theme &theme, const QList<QAction *> &actions, QWidget *parent = nullptr);
};

} // namespace ui

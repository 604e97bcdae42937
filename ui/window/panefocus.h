// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>

class QWidget;

namespace ui {

/// Moves the focus `step` panes on from the one that has it, round the visible ones of `panes` (null: not there now).
/// From nowhere, it counts from the first.
void focusPane(QList<QWidget *> panes, int step);

} // namespace ui

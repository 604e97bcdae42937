// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QWidget;

namespace ui {

/// What this program is, its version and its licences.
void showAbout(QWidget *window);

} // namespace ui

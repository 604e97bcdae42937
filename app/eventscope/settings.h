// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/windowstate.h"

class QSettings;

namespace app {

// What the desktop program remembers between starts, in an INI file under the XDG config folder. What is not there, or
// is not what it should be, is as at first.

ui::WindowState readSettings(const QSettings &settings);
void writeSettings(QSettings &settings, const ui::WindowState &state);

} // namespace app

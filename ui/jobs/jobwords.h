// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/task.h"

#include <QString>

#include <chrono>

namespace ui {

/// `43 %`; empty while nobody knows.
QString percentText(Task::Progress progress);
/// `12 s left` `3 min left` `2 h left`, at the speed so far; empty for the first second and when nothing is left.
QString timeLeftText(Task::Progress progress, std::chrono::milliseconds elapsed);

} // namespace ui

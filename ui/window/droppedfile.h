// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QMimeData;

namespace ui {

/// By its name: a capture that is open must not be looked at by other means than SQLite.
bool isCapture(const QString &file);
/// A file that is dragged here, captures before others; empty: there is none.
QString droppedFile(const QMimeData &dragged);

} // namespace ui

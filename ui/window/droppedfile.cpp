// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/droppedfile.h"

#include <QMimeData>
#include <QUrl>

namespace ui {

bool isCapture(const QString &file)
{
    return file.endsWith(QLatin1String(".eventscope"));
}

QString droppedFile(const QMimeData &dragged)
{
    QString first;
    for (const QUrl &url : dragged.urls()) {
        if (!url.isLocalFile()) {
            continue;
        }
        if (isCapture(url.toLocalFile())) {
            return url.toLocalFile();
        }
        if (first.isEmpty()) {
            first = url.toLocalFile();
        }
    }
    return first;
}

} // namespace ui

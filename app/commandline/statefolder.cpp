// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/statefolder.h"

#include <QDir>
#include <QFile>

namespace app {

std::filesystem::path stateFolder()
{
    // Qt knows the state folder only from 6.7 on.
    const QString given = qEnvironmentVariable("XDG_STATE_HOME");
    const QString base =
        QDir::isAbsolutePath(given) ? given : QDir::homePath() + QLatin1String("/.local/state");
    return QFile::encodeName(base + QLatin1String("/eventscope")).toStdString();
}

} // namespace app

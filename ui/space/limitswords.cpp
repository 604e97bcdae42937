// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/space/limitswords.h"

#include "ui/models/eventtext.h"

#include <QCoreApplication>

namespace ui {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("LimitsWords", words);
}

} // namespace

QString consequence(const core::CaptureRules &before, const core::CaptureRules &after,
                    quint64 usedBytes)
{
    if (after.limitBytes < usedBytes) {
        return tr("%1 of the oldest events leave at once, and are gone.")
            .arg(byteSize(usedBytes - after.limitBytes));
    }
    if (before.ring && after.ring && after.ring->files != 0 &&
        (before.ring->files == 0 || after.ring->files < before.ring->files)) {
        return tr("Older files of this ring are removed, and are gone.");
    }
    if (after.maxAge && (!before.maxAge || *after.maxAge < *before.maxAge)) {
        return tr("Events that are older leave at once, and are gone.");
    }
    return {};
}

core::CaptureRules::Patterns patternsOf(const QString &lines)
{
    core::CaptureRules::Patterns patterns;
    for (const QString &line : lines.split(u'\n')) {
        if (const QString pattern = line.trimmed(); !pattern.isEmpty()) {
            patterns.insert(pattern.toStdString());
        }
    }
    return patterns;
}

QString linesOf(const core::CaptureRules::Patterns &patterns)
{
    QStringList lines;
    for (const std::string &pattern : patterns) {
        lines.append(QString::fromStdString(pattern));
    }
    return lines.join(u'\n');
}

} // namespace ui

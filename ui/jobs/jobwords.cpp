// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/jobwords.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui {

namespace {

constexpr QChar NoBreak(0x00A0);
constexpr std::chrono::seconds Surely{1}; ///< before that the speed says nothing

QString tr(const char *words)
{
    return QCoreApplication::translate("JobWords", words);
}

} // namespace

QString percentText(Task::Progress progress)
{
    if (progress.total == 0) {
        return {};
    }
    // 100 % is what is finished, not what is nearly so.
    const double share = double(progress.done) / double(progress.total);
    return QString::number(std::min(99, int(share * 100))) + NoBreak + u'%';
}

QString timeLeftText(Task::Progress progress, std::chrono::milliseconds elapsed)
{
    if (elapsed < Surely || progress.done == 0 || progress.done >= progress.total) {
        return {};
    }
    const double seconds = double(elapsed.count()) / 1000 * double(progress.total - progress.done) /
                           double(progress.done);
    const auto whole = std::max<qint64>(1, qint64(seconds + 0.5));
    QString left;
    if (whole < 90) {
        left = QString::number(whole) + NoBreak + u's';
    } else if (whole < 90 * 60) {
        left = QString::number((whole + 30) / 60) + NoBreak + tr("min");
    } else {
        left = QString::number((whole + 1800) / 3600) + NoBreak + u'h';
    }
    return tr("%1 left").arg(left);
}

} // namespace ui

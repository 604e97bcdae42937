// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/findingbadges.h"

#include <QCoreApplication>

namespace ui {

QStringList badgeWords(const core::Row &row)
{
    QStringList words;
    if (row.shape.specVersion == core::SpecVersion::V03)
        words.append(QStringLiteral("0.3"));
    return words;
}

QString badgeExplanation(const QString &word)
{
    if (word == QLatin1String("0.3"))
        return QCoreApplication::translate("ui::FindingBadges", "Sent as CloudEvents 0.3.");
    return word;
}

} // namespace ui

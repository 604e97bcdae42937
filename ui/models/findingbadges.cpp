// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/findingbadges.h"

#include "core/event/findings.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace ui {

namespace {

struct Badge {
    QLatin1String word;
    BadgeTone tone;
    const char *explanation; ///< in the source language
};

constexpr Badge Duplicate{
    QLatin1String("DUP"), BadgeTone::Warning,
    QT_TRANSLATE_NOOP("ui::FindingBadges", "The same source and id as an earlier event.")};
constexpr Badge SameData{QLatin1String("SAME"), BadgeTone::Info,
                         QT_TRANSLATE_NOOP("ui::FindingBadges",
                                           "The same data as an earlier event of this source, type "
                                           "and subject, under another id.")};
constexpr Badge Old{QLatin1String("0.3"), BadgeTone::Plain,
                    QT_TRANSLATE_NOOP("ui::FindingBadges", "Sent as CloudEvents 0.3.")};
constexpr std::array All{Duplicate, SameData, Old};

const Badge *badgeOf(const QString &word)
{
    const auto *const found = std::find_if(
        All.begin(), All.end(), [&word](const Badge &badge) { return badge.word == word; });
    return found == All.end() ? nullptr : found;
}

} // namespace

QStringList findingWords(std::uint16_t findings)
{
    QStringList words;
    if ((findings & core::DuplicateFinding) != 0)
        words.append(Duplicate.word);
    if ((findings & core::SameDataFinding) != 0)
        words.append(SameData.word);
    return words;
}

QStringList badgeWords(const core::Row &row)
{
    QStringList words = findingWords(row.findings);
    if (row.shape.specVersion == core::SpecVersion::V03)
        words.append(Old.word);
    return words;
}

BadgeTone badgeTone(const QString &word)
{
    const Badge *badge = badgeOf(word);
    return badge ? badge->tone : BadgeTone::Plain;
}

QString badgeExplanation(const QString &word)
{
    const Badge *badge = badgeOf(word);
    return badge ? QCoreApplication::translate("ui::FindingBadges", badge->explanation) : word;
}

} // namespace ui

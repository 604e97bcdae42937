// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/colours/rowcolour.h"

#include "ui/eventtable/rowtints.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

namespace ui {
namespace {

struct Entry {
    const char *name;
    const char *word;
};

constexpr std::array<Entry, RowColourCount> Entries{{
    {"green", QT_TRANSLATE_NOOP("RowColour", "Green")},
    {"bronze", QT_TRANSLATE_NOOP("RowColour", "Bronze")},
    {"sage", QT_TRANSLATE_NOOP("RowColour", "Sage")},
    {"purple", QT_TRANSLATE_NOOP("RowColour", "Purple")},
    {"orange", QT_TRANSLATE_NOOP("RowColour", "Orange")},
    {"rose", QT_TRANSLATE_NOOP("RowColour", "Rose")},
    {"cyan", QT_TRANSLATE_NOOP("RowColour", "Cyan")},
    {"sand", QT_TRANSLATE_NOOP("RowColour", "Sand")},
    {"periwinkle", QT_TRANSLATE_NOOP("RowColour", "Periwinkle")},
    {"mint", QT_TRANSLATE_NOOP("RowColour", "Mint")},
    {"blue", QT_TRANSLATE_NOOP("RowColour", "Blue")},
    {"pink", QT_TRANSLATE_NOOP("RowColour", "Pink")},
    {"success", QT_TRANSLATE_NOOP("RowColour", "Success")},
    {"warning", QT_TRANSLATE_NOOP("RowColour", "Warning")},
    {"danger", QT_TRANSLATE_NOOP("RowColour", "Danger")},
    {"info", QT_TRANSLATE_NOOP("RowColour", "Info")},
}};

/// Of the series colour, the rest is the ground of the table: as much as leaves its words readable.
constexpr qreal Share = 0.22;

std::size_t placeOf(RowColour colour)
{
    return static_cast<std::size_t>(colour);
}

int mixed(int ground, int colour)
{
    return qRound(ground + (colour - ground) * Share);
}

} // namespace

QString colourName(RowColour colour)
{
    return QString::fromLatin1(Entries[placeOf(colour)].name);
}

std::optional<RowColour> colourNamed(const QString &name)
{
    for (std::size_t place = 0; place < Entries.size(); ++place) {
        if (name == QLatin1String(Entries[place].name))
            return static_cast<RowColour>(place);
    }
    return std::nullopt;
}

QString colourWord(RowColour colour)
{
    return QCoreApplication::translate("RowColour", Entries[placeOf(colour)].word);
}

QColor plainColour(RowColour colour, const Theme &theme)
{
    return placeOf(colour) < SeriesColourCount
               ? theme.series(placeOf(colour))
               : theme.colour(QLatin1String(Entries[placeOf(colour)].name));
}

RowTint tintOf(RowColour colour, const Theme &theme)
{
    const QColor plain = plainColour(colour, theme);
    const QColor base = theme.colour(QLatin1String("base"));
    if (theme.look() == Look::Contrast)
        return {base, plain, {}};
    if (placeOf(colour) >= SeriesColourCount) {
        const QByteArray name = QByteArray(Entries[placeOf(colour)].name) + "Bg";
        return {theme.colour(QLatin1String(name)), {}, {}};
    }
    return {QColor(mixed(base.red(), plain.red()), mixed(base.green(), plain.green()),
                   mixed(base.blue(), plain.blue())),
            {},
            {}};
}

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/spacetext.h"

#include "core/base/units.h"

#include <QCoreApplication>

#include <array>

namespace ui {

namespace {

constexpr QChar NoBreak(0x00A0);

struct Unit {
    quint64 bytes;
    const char *word;
};
constexpr std::array Units{Unit{1024 * core::GiB, "TiB"}, Unit{core::GiB, "GiB"},
                           Unit{core::MiB, "MiB"}};

const Unit &unitOf(quint64 bytes)
{
    for (const Unit &unit : Units) {
        if (bytes >= unit.bytes) {
            return unit;
        }
    }
    return Units.back();
}

/// At most one decimal, and that only where it says something.
QString inUnit(quint64 bytes, const Unit &unit)
{
    const double value = double(bytes) / double(unit.bytes);
    if (bytes > 0 && value < 0.05) {
        return QStringLiteral("<") + NoBreak + QLatin1String("0.1"); // never rounded to nothing
    }
    QString text = QString::number(value, 'f', value < 100 ? 1 : 0);
    if (text.endsWith(QLatin1String(".0"))) {
        text.chop(2);
    }
    return text;
}

} // namespace

QString spaceText(quint64 usedBytes, quint64 limitBytes)
{
    const Unit &unit = unitOf(limitBytes);
    return QCoreApplication::translate("SpaceText", "%1 of %2")
        .arg(inUnit(usedBytes, unit), limitText(limitBytes));
}

QString limitText(quint64 bytes)
{
    const Unit &unit = unitOf(bytes);
    return inUnit(bytes, unit) + NoBreak + QLatin1String(unit.word);
}

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/columnmemory.h"

#include <algorithm>

namespace ui {

namespace {

constexpr int WidestColumn = 4000;

}

QStringList layoutLines(const ColumnLayout &layout)
{
    QStringList lines;
    for (const ColumnPlace &place : layout) {
        lines.append((place.isShown ? QString() : QStringLiteral("-")) +
                     QString::number(place.width) + (place.isOwn ? u" = " : u" ") + place.name);
    }
    return lines;
}

ColumnLayout layoutFromLines(const QStringList &lines)
{
    ColumnLayout layout;
    for (const QString &line : lines) {
        ColumnPlace place;
        const qsizetype space = line.indexOf(u' ');
        QString width = line.left(space);
        place.isShown = !width.startsWith(u'-');
        bool isNumber = false;
        place.width = std::clamp(width.remove(u'-').toInt(&isNumber), 0, WidestColumn);
        place.name = space < 0 ? QString() : line.mid(space + 1);
        place.isOwn = place.name.startsWith(u"= ");
        if (place.isOwn)
            place.name.remove(0, 2);
        if (isNumber && !place.name.isEmpty())
            layout.append(place);
    }
    return layout;
}

} // namespace ui

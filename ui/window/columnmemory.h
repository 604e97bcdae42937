// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace ui {

/// One column of a layout.
struct ColumnPlace {
    QString name;        ///< `type`, `received` …; an own column: its attribute or pointer
    bool isOwn = false;  ///< a person made it
    int width = 0;       ///< pixels at the standard text size; 0: as it fits
    bool isShown = true; ///< a person did not switch it off
    bool operator==(const ColumnPlace &) const = default;
};

/// Which columns there are, from left to right. Empty: as at first.
using ColumnLayout = QList<ColumnPlace>;

/// What is remembered of columns between starts. A plain value.
struct ColumnMemory {
    static constexpr qsizetype MaxSets = 50;

    struct Set {
        QString name;
        ColumnLayout layout;
        bool operator==(const Set &) const = default;
    };

    ColumnLayout last;
    QList<Set> sets;

    /// Under a name that is there: in its place. False: there are MaxSets.
    bool save(const QString &name, const ColumnLayout &layout)
    {
        for (Set &set : sets) {
            if (set.name == name) {
                set.layout = layout;
                return true;
            }
        }
        if (sets.size() >= MaxSets)
            return false;
        sets.append({name, layout});
        return true;
    }
    void remove(const QString &name)
    {
        sets.removeIf([&name](const Set &set) { return set.name == name; });
    }
    bool operator==(const ColumnMemory &) const = default;
};

/// A layout as lines that a person can read and change: `190 type`, `-66 size` (switched off), `112 = /total` (an own
/// column). What is no such line is left out.
[[nodiscard]] QStringList layoutLines(const ColumnLayout &layout);
[[nodiscard]] ColumnLayout layoutFromLines(const QStringList &lines);

} // namespace ui

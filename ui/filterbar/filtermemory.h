// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <algorithm>

namespace ui {

struct SavedFilter {
    QString name;
    QString text; ///< CESQL
    bool operator==(const SavedFilter &) const = default;
};

/// What is remembered of filters between starts. A plain value.
struct FilterMemory {
    static constexpr qsizetype MaxHistory = 100;
    static constexpr qsizetype MaxSaved = 50;
    static constexpr qsizetype MaxRemembered =
        4096; ///< characters; what is longer is not remembered

    QStringList history; ///< newest first, each once
    QList<SavedFilter> saved;

    void remember(const QString &text)
    {
        if (text.trimmed().isEmpty() || text.size() > MaxRemembered)
            return;
        history.removeAll(text);
        history.prepend(text);
        history = history.first(std::min(history.size(), MaxHistory));
    }
    /// Under a name that is there: in its place. False: there are MaxSaved.
    bool save(const QString &name, const QString &text)
    {
        for (SavedFilter &filter : saved) {
            if (filter.name == name) {
                filter.text = text;
                return true;
            }
        }
        if (saved.size() >= MaxSaved)
            return false;
        saved.append({name, text});
        return true;
    }
    bool operator==(const FilterMemory &) const = default;
};

} // namespace ui

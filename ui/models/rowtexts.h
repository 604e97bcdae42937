// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "ui/reading/readingthread.h"

#include <QCache>
#include <QObject>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ui {

/// Types, sources and subjects that the dictionaries of a capture had no room for, of the rows that are looked at: read
/// on a thread of its own when they are first asked for, a small number kept. Lives on the GUI's thread, never waits.
class RowTexts : public QObject {
    Q_OBJECT

public:
    static constexpr int MaxRows = 4096; ///< kept
    static constexpr std::size_t MaxWanted =
        1024; ///< asked for and not begun; what was asked for before is dropped

    /// Of one event; nothing where it has a code, no such attribute, or could not be read.
    struct Texts {
        std::optional<std::string> type;
        std::optional<std::string> source;
        std::optional<std::string> subject;
    };

    /// `openReader` is called on the thread.
    explicit RowTexts(OpenReader openReader, QObject *parent = nullptr);

    /// Null while they are not known: then they are read, and arrived() says so. Valid until the next call.
    const Texts *find(core::EventSequence sequence);
    /// Events below `first` have left the log.
    void forgetBelow(core::EventSequence first);
    /// Events that are known.
    int count() const { return static_cast<int>(m_texts.count()); }

signals:
    /// Those of some events from `first` to `last`.
    void arrived(core::EventSequence first, core::EventSequence last);

private:
    using Rows = std::vector<quint64>;
    using Found = std::vector<std::pair<quint64, Texts>>;

    static Found read(const ReadingThread::Reader &reader, const Rows &rows);
    void ask();
    void take(Found found);

    QCache<quint64, Texts> m_texts{MaxRows};
    std::set<quint64> m_wanted;
    Rows m_asked; ///< being read, ascending
    bool m_isAsking = false;
    ReadingThread m_thread; ///< last: ends first
};

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/eventvalue.h"
#include "core/redaction/redaction.h"
#include "ui/reading/readingthread.h"

#include <QCache>
#include <QObject>

#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace ui {

/// What stands in the columns that a person made, of the rows that are looked at: read on a thread of its own when it is
/// first asked for, a bounded number of bytes kept. Lives on the GUI's thread, never waits.
class OwnValues : public QObject {
    Q_OBJECT

public:
    static constexpr int MaxColumns = 16;
    /// Kept, in bytes of text and a little for each row.
    static constexpr int MaxBytes = 8 * 1024 * 1024;
    /// Of one value; what is longer is cut and ends with an ellipsis.
    static constexpr std::size_t MaxValueBytes = 16 * 1024;
    /// Rows asked for and not begun; what was asked for before is dropped.
    static constexpr std::size_t MaxWanted = 512;

    using Values =
        std::vector<core::EventValue>; ///< by column; none where the event could not be read

    /// `openReader` is called on the thread.
    explicit OwnValues(OpenReader openReader, QObject *parent = nullptr);

    const std::vector<core::ValueName> &names() const { return *m_names; }
    /// Forgets what is known.
    void setNames(std::vector<core::ValueName> names);
    void setRedaction(core::Redaction redaction);

    /// Null while they are not known: then they are read, and arrived() says so. Valid until the next call.
    const Values *find(core::EventSequence sequence);
    /// What most values of a column seem to be, by the last that was read; Absent: none was.
    core::EventValue::Kind kindOf(std::size_t column) const { return m_kinds[column]; }
    /// Events below `first` have left the log.
    void forgetBelow(core::EventSequence first);
    /// Events that are known.
    int count() const { return static_cast<int>(m_values.count()); }

signals:
    /// Those of some events.
    void arrived();
    /// kindOf() is another.
    void kindsChanged();

private:
    struct Question {
        std::shared_ptr<const std::vector<core::ValueName>> names;
        core::Redaction redaction;
        std::vector<quint64> rows; ///< ascending
    };
    using Found = std::vector<std::pair<quint64, Values>>;

    static Found read(const ReadingThread::Reader &reader, const Question &question);
    void ask();
    void take(quint64 generation, Found found);
    void forget();

    std::shared_ptr<const std::vector<core::ValueName>> m_names;
    core::Redaction m_redaction;
    std::vector<core::EventValue::Kind> m_kinds;
    QCache<quint64, Values> m_values{MaxBytes};
    std::set<quint64> m_wanted;
    std::vector<quint64> m_asked; ///< being read, ascending
    quint64 m_generation = 0;     ///< of names and redaction
    bool m_isAsking = false;
    ReadingThread m_thread; ///< last: ends first
};

} // namespace ui

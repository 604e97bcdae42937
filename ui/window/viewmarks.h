// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/eventlog.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>
#include <vector>

class QUndoStack;

namespace ui {

class EventTableModel;
class EventTableView;
class InspectorPanel;
class Toast;

/// Marks and notes in one CaptureView: what a person orders goes to the log, and shows once it is committed. Can be undone.
/// Says in a toast why something cannot be noted.
class ViewMarks : public QObject {
    Q_OBJECT
public:
    /// Parts of the view. They may go before it, when nothing is asked of it any more.
    struct Parts {
        EventTableModel &model;
        EventTableView &table;
        InspectorPanel &inspector;
        Toast &toast;
        QUndoStack &undo;
    };
    /// `log` outlives it and what lies on the stack.
    ViewMarks(core::EventLog &log, const Parts &parts, QObject *parent = nullptr);

    /// As they are on the screen; never null.
    const std::shared_ptr<const core::Marks> &marks() const { return m_marks; }
    /// Marks what is selected in the table; if all of it is marked, takes the marks away.
    void toggleSelected();
    /// The note of the event with the ring.
    void editNote();
    /// Something was ordered a moment ago and nothing has changed yet.
    bool isWaiting() const { return m_ordered.isValid() && m_ordered.elapsed() < LongestWait; }

    /// How many found no room since the capture was opened (LogState): those of merged captures, mostly. Says it when they
    /// become more.
    void setWithoutRoom(quint64 count);
    /// The tick, before that of the model: takes what was committed, by whomever.
    void advance();

signals:
    /// marks() are others.
    void changed();
    /// The inspector must be seen, for something is to be written in it.
    void inspectorRequested();
    /// Something was ordered: the tick may come faster than usual.
    void hurryRequested();

private:
    void toggle(const std::vector<core::EventSequence> &events);
    std::vector<core::EventSequence> selected() const;
    void editNoteOf(core::EventSequence sequence);
    void setNote(core::EventSequence sequence, const QString &note);
    void order(std::vector<core::MarkChange> changes, const QString &words);
    bool mayWrite();

    core::EventLog &m_log;
    const Parts m_parts;
    std::shared_ptr<const core::Marks> m_marks;
    quint64 m_withoutRoom = 0;
    static constexpr int LongestWait = 1000; ///< ms; what was ordered may change nothing
    QElapsedTimer m_ordered;                 ///< since then; not valid: it has changed something
};

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/viewmarks.h"

#include "ui/eventtable/eventtableview.h"
#include "ui/frame/toast.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/models/eventtablemodel.h"
#include "ui/models/eventtext.h"
#include "ui/window/windownotes.h"

#include <QUndoCommand>
#include <QUndoStack>

#include <algorithm>
#include <functional>
#include <utility>

namespace ui {
namespace {

/// What the events of `changes` have of what is changed.
std::vector<core::MarkChange> inverse(const core::Marks &marks,
                                      const std::vector<core::MarkChange> &changes)
{
    std::vector<core::MarkChange> before;
    before.reserve(changes.size());
    for (const core::MarkChange &change : changes) {
        core::MarkChange old{change.sequence, {}, {}};
        if (change.isMarked)
            old.isMarked = marks.isMarked(change.sequence);
        if (change.note)
            old.note = std::string(marks.note(change.sequence));
        before.push_back(std::move(old));
    }
    return before;
}

class MarkCommand : public QUndoCommand {
public:
    using Write = std::function<void(std::vector<core::MarkChange>)>;

    MarkCommand(const QString &words, Write write, std::vector<core::MarkChange> before,
                std::vector<core::MarkChange> after)
        : QUndoCommand(words)
        , m_write(std::move(write))
        , m_before(std::move(before))
        , m_after(std::move(after))
    {
    }
    void redo() override { m_write(m_after); }
    void undo() override { m_write(m_before); }

private:
    const Write m_write;
    const std::vector<core::MarkChange> m_before;
    const std::vector<core::MarkChange> m_after;
};

} // namespace

ViewMarks::ViewMarks(core::EventLog &log, const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_log(log)
    , m_parts(parts)
    , m_marks(std::make_shared<const core::Marks>())
{
    connect(&parts.table, &EventTableView::markRequested, this, &ViewMarks::toggleSelected);
    connect(&parts.table, &EventTableView::noteRequested, this, &ViewMarks::editNote);
    connect(&parts.inspector, &InspectorPanel::markRequested, this,
            [this](core::EventSequence sequence) { toggle({sequence}); });
    connect(&parts.inspector, &InspectorPanel::noteRequested, this, &ViewMarks::editNoteOf);
    connect(&parts.inspector, &InspectorPanel::noteChanged, this, &ViewMarks::setNote);
}

void ViewMarks::advance()
{
    auto marks = m_log.marks();
    if (marks == m_marks)
        return;
    m_ordered.invalidate();
    m_marks = std::move(marks);
    m_parts.model.setMarks(m_marks);
    m_parts.inspector.setMarks(m_marks);
    emit changed();
}

void ViewMarks::setWithoutRoom(quint64 count)
{
    if (count > m_withoutRoom) {
        m_parts.toast.say(
            tr("%1 marks or notes found no room: at most %2 events can have one.")
                .arg(groupedNumber(count - m_withoutRoom), groupedNumber(core::Marks::MaxEvents)));
    }
    m_withoutRoom = count;
}

/// Those of the selection that are shown, at most one more than could be marked.
std::vector<core::EventSequence> ViewMarks::selected() const
{
    const core::LiveFilter &shown = m_parts.model.rows();
    std::vector<core::EventSequence> events;
    for (const SequenceRange &range : m_parts.table.selection().ranges()) {
        const std::uint64_t end = shown.positionsBefore(range.last);
        for (std::uint64_t position = shown.positionsBefore(range.first - 1);
             position < end && events.size() <= core::Marks::MaxEvents; ++position)
            events.push_back({shown.rowAt(position) + 1});
    }
    return events;
}

void ViewMarks::toggleSelected()
{
    const std::vector<core::EventSequence> events = selected();
    if (events.empty())
        return m_parts.toast.say(tr("Select an event first: this marks it."));
    toggle(events);
}

void ViewMarks::toggle(const std::vector<core::EventSequence> &events)
{
    if (!mayWrite())
        return;
    const bool marks =
        !std::all_of(events.begin(), events.end(),
                     [this](core::EventSequence sequence) { return m_marks->isMarked(sequence); });
    std::vector<core::MarkChange> changes;
    for (const core::EventSequence sequence : events) {
        if (m_marks->isMarked(sequence) != marks)
            changes.push_back({sequence, marks, {}});
    }
    if (m_marks->withoutRoom(changes) > 0) {
        return m_parts.toast.say(
            tr("At most %1 events can have a mark or note, and %2 have one.")
                .arg(groupedNumber(core::Marks::MaxEvents), groupedNumber(m_marks->size())));
    }
    order(std::move(changes), marks ? tr("Undo marking") : tr("Undo removing marks"));
}

void ViewMarks::editNote()
{
    if (!m_parts.table.current())
        return m_parts.toast.say(tr("Select an event first: the note is about it."));
    editNoteOf(m_parts.table.current());
}

void ViewMarks::editNoteOf(core::EventSequence sequence)
{
    if (!mayWrite())
        return;
    if (sequence.value <= m_log.columns().first())
        return m_parts.toast.say(tr("Event %1 has left the capture.").arg(sequenceText(sequence)));
    if (m_marks->withoutRoom(std::vector{core::MarkChange{sequence, {}, "?"}}) > 0) {
        return m_parts.toast.say(tr("At most %1 events can have a mark or note.")
                                     .arg(groupedNumber(core::Marks::MaxEvents)));
    }
    emit inspectorRequested();
    m_parts.inspector.editNote(sequence);
}

void ViewMarks::setNote(core::EventSequence sequence, const QString &note)
{
    order({{sequence, {}, note.toStdString()}},
          note.isEmpty() ? tr("Undo removing the note") : tr("Undo the note"));
}

void ViewMarks::order(std::vector<core::MarkChange> changes, const QString &words)
{
    auto before = inverse(*m_marks, changes);
    const auto write = [this](std::vector<core::MarkChange> wanted) {
        if (m_log.changeMarks(std::move(wanted)))
            m_ordered.start();
        else
            mayWrite(); // says why
        emit hurryRequested();
    };
    m_parts.undo.push(new MarkCommand(words, write, std::move(before), std::move(changes)));
}

/// Says why not.
bool ViewMarks::mayWrite()
{
    if (m_log.hasGoneOn()) {
        m_parts.toast.say(tr("The ring has gone on: this file is complete, and its marks stay as "
                             "they are."));
        return false;
    }
    const core::LogState state = m_log.state();
    if (state.readOnly == core::ReadOnlyReason::None)
        return true;
    m_parts.toast.say(tr("Marks live in the capture. %1").arg(readOnlyWords(state)));
    return false;
}

} // namespace ui

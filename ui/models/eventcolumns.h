// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Qt>

namespace ui {

/// Columns of the event table, in the order in which they stand at first.
enum class EventColumn : int { Mark, Number, Time, Delta, Type, Source, Subject, Size, Findings };
constexpr int EventColumnCount = 9;

/// Columns of a person's own have the numbers from here on, in the order in which they were made.
constexpr EventColumn FirstOwnColumn = EventColumn(EventColumnCount);

constexpr bool isOwn(EventColumn which)
{
    return which >= FirstOwnColumn;
}

constexpr int column(EventColumn which)
{
    return static_cast<int>(which);
}

/// What a person noted about an event.
enum NotedBits : int { NothingNoted = 0, IsMarked = 1, HasNote = 2 };

/// What the event table model answers beside Qt::DisplayRole and Qt::TextAlignmentRole (per
/// column), and Qt::AccessibleTextRole (the whole row as one sentence).
enum EventRole : int {
    RawRole = Qt::UserRole, ///< per column: the value as it is, for copying, sorting and tests
    SequenceRole,           ///< per row: qulonglong, the sequence number; ascends with the rows
    TypeCodeRole, ///< per row: uint, core::ValueCode of the type, which decides its colour
    ReplyRole,    ///< per row: bool, the event came back from a subscriber
    NotedRole,    ///< per row: int, NotedBits
    NoteRole,     ///< per row: QString, what a person noted; empty: nothing
    BadgesRole,   ///< per row: QStringList, words of the badges (findingbadges.h)
    ValueKindRole, ///< per cell of an own column: int, core::EventValue::Kind, or -1 while it is not known
    SortRole, ///< per head: int, 0 not sorted by it, 1 ascending, -1 descending; invalid where nobody can sort by it
};

} // namespace ui

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/marks.h"

#include <algorithm>
#include <iterator>

namespace core {

namespace {

bool isBefore(const Mark &mark, EventSequence sequence)
{
    return mark.sequence < sequence;
}

} // namespace

std::span<const Mark> Marks::within(EventSequence first, EventSequence last) const
{
    const auto from = std::lower_bound(m_marks.begin(), m_marks.end(), first, isBefore);
    const auto to = std::lower_bound(from, m_marks.end(), EventSequence{last.value + 1}, isBefore);
    return {from, to};
}

const Mark *Marks::find(EventSequence sequence) const
{
    const auto found = within(sequence, sequence);
    return found.empty() ? nullptr : &found.front();
}

bool Marks::isMarked(EventSequence sequence) const
{
    const Mark *mark = find(sequence);
    return mark && mark->isMarked;
}

std::string_view Marks::note(EventSequence sequence) const
{
    const Mark *mark = find(sequence);
    return mark ? std::string_view(mark->note) : std::string_view();
}

std::size_t Marks::withoutRoom(std::span<const MarkChange> changes) const
{
    Marks after = *this;
    return static_cast<std::size_t>(
        std::count_if(changes.begin(), changes.end(),
                      [&after](const MarkChange &change) { return !after.change(change); }));
}

bool Marks::change(const MarkChange &change)
{
    if (change.note && change.note->size() > MaxNoteBytes)
        return false;
    const auto place = std::lower_bound(m_marks.begin(), m_marks.end(), change.sequence, isBefore);
    const bool isThere = place != m_marks.end() && place->sequence == change.sequence;
    Mark changed = isThere ? *place : Mark{change.sequence, false, {}};
    changed.isMarked = change.isMarked.value_or(changed.isMarked);
    if (change.note)
        changed.note = *change.note;
    if (isThere && changed.isEmpty())
        m_marks.erase(place);
    else if (isThere)
        *place = std::move(changed);
    else if (!changed.isEmpty() && m_marks.size() >= MaxEvents)
        return false;
    else if (!changed.isEmpty())
        m_marks.insert(place, std::move(changed));
    return true;
}

void Marks::forgetBelow(EventSequence sequence)
{
    m_marks.erase(m_marks.begin(),
                  std::lower_bound(m_marks.begin(), m_marks.end(), sequence, isBefore));
}

} // namespace core

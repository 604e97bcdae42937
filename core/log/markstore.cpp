// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/markstore.h"

#include "core/event/unicodetext.h"

#include <string>
#include <utility>
#include <vector>

namespace core {

namespace {

/// The file may come from anywhere: a note that we would not have written is cut to one that we would.
std::string noteOf(std::string_view text)
{
    std::string note(text.substr(0, Marks::MaxNoteBytes));
    if (const auto fault = utf8Fault(note))
        note.resize(fault->at);
    return note;
}

} // namespace

MarkStore::MarkStore(SqliteDatabase &database)
    : m_database(database)
{
}

Result<void> MarkStore::load(EventSequence first, EventSequence last)
{
    auto loaded = loadMarks(m_database, first, last);
    if (!loaded)
        return tl::unexpected(loaded.error());
    m_first = m_committedFirst = first;
    m_committed = std::make_shared<const Marks>(std::move(*loaded));
    return {};
}

Marks &MarkStore::now()
{
    if (!m_changed)
        m_changed = std::make_shared<Marks>(*m_committed);
    return *m_changed;
}

bool MarkStore::change(std::span<const MarkChange> changes, EventSequence last, WallTime now)
{
    SqliteStatement insert =
        m_database.prepare("INSERT OR REPLACE INTO mark_rows VALUES(?, ?, ?, ?)");
    SqliteStatement remove = m_database.prepare("DELETE FROM mark_rows WHERE sequence = ?");
    if (!insert || !remove)
        return false;
    bool isChanged = false;
    for (const MarkChange &change : changes) {
        if (change.sequence < m_first || change.sequence > last)
            continue;
        if (!this->now().change(change)) {
            ++m_newWithoutRoom;
            continue;
        }
        isChanged = true;
        const Mark *mark = m_changed->find(change.sequence);
        SqliteStatement &store = mark ? insert : remove;
        store.bind(1, change.sequence.value);
        if (mark) {
            store.bind(2, std::int64_t{mark->isMarked});
            store.bindOptional(3, mark->note.empty() ? std::nullopt
                                                     : std::optional<std::string_view>(mark->note));
            store.bind(4, std::int64_t{now.time_since_epoch().count()});
        }
        if (!store.run())
            return false;
    }
    return !isChanged ||
           m_database.execute("INSERT OR REPLACE INTO meta VALUES('marks_changed', 1 + coalesce("
                              "(SELECT value FROM meta WHERE key = 'marks_changed'), 0))");
}

bool MarkStore::evict(EventSequence last)
{
    if (last < m_first)
        return true;
    m_first = EventSequence{last.value + 1};
    if (m_committed->within({0}, last).empty())
        return true;
    now().forgetBelow(m_first);
    return m_database.execute("DELETE FROM mark_rows WHERE sequence <= " +
                              std::to_string(last.value));
}

void MarkStore::committed()
{
    m_committedFirst = m_first;
    m_withoutRoom += std::exchange(m_newWithoutRoom, 0);
    if (m_changed)
        m_committed = std::exchange(m_changed, nullptr);
}

void MarkStore::rolledBack()
{
    m_first = m_committedFirst;
    m_newWithoutRoom = 0;
    m_changed.reset();
}

Result<Marks> loadMarks(SqliteDatabase &database, EventSequence first, EventSequence last)
{
    if (marksState(database) == 0)
        return Marks();
    SqliteStatement select = database.prepare(
        "SELECT sequence, marked, note FROM mark_rows WHERE sequence BETWEEN ? AND ? ORDER BY"
        " sequence LIMIT " +
        std::to_string(Marks::MaxEvents));
    if (!select)
        return tl::unexpected(database.error());
    select.bind(1, first.value);
    select.bind(2, last.value);
    std::vector<Mark> marks;
    while (select.step()) {
        Mark mark{{select.count(0)}, select.integer(1) != 0, noteOf(select.text(2))};
        if (!mark.isEmpty())
            marks.push_back(std::move(mark));
    }
    if (select.isFailed())
        return tl::unexpected(database.error());
    return Marks(std::move(marks));
}

std::int64_t marksState(SqliteDatabase &database)
{
    return database.integer("SELECT value FROM meta WHERE key = 'marks_changed'").value_or(0);
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/segmentlist.h"

#include "core/columns/columns.h"
#include "core/log/schema.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace core {

SegmentList::SegmentList(SqliteDatabase &database)
    : m_database(database)
{
}

Result<void> SegmentList::load()
{
    SqliteStatement select =
        m_database.prepare("SELECT number, first, bytes FROM segments ORDER BY number");
    if (!select)
        return tl::unexpected(m_database.error());
    while (select.step())
        m_now.segments.push_back({select.count(0), select.count(1), select.count(2)});
    if (select.isFailed())
        return tl::unexpected(m_database.error());
    if (m_now.segments.empty()) {
        return fail(Error::Kind::Damaged,
                    m_database.file().string() +
                        ": its list of segments is empty; it was changed by another program:"
                        " restore it from a copy, or name another file");
    }
    for (std::size_t i = 0; i + 1 < m_now.segments.size(); ++i)
        m_finishedBytes += m_now.segments[i].bytes;
    SqliteStatement left = m_database.prepare(schema::leftTables());
    while (left.step())
        m_now.left.push_back({std::string(left.text(0)), true});
    SqliteStatement groups = m_database.prepare(schema::groups());
    while (groups.step())
        m_now.groups.insert(groups.count(0));
    if (!left || left.isFailed() || !groups || groups.isFailed())
        return tl::unexpected(m_database.error());
    m_now.hasOldBlocks = m_database.integer("SELECT min(number) < " + std::to_string(firstBlock()) +
                                            " FROM column_blocks") == 1;
    return {};
}

bool SegmentList::begin(std::uint64_t first, std::uint64_t bytes)
{
    remember();
    m_now.segments.back().bytes = bytes;
    m_finishedBytes += bytes;
    const std::string finished = std::to_string(m_now.segments.back().number);
    m_now.segments.push_back({m_now.segments.back().number + 1, first, 0});
    return m_database.execute("UPDATE segments SET bytes = " + std::to_string(bytes) +
                              " WHERE number = " + finished + "; INSERT INTO segments VALUES(" +
                              std::to_string(newest().number) + ", " + std::to_string(first) +
                              ", 0);" + schema::segmentTables(newest().number)) &&
           makeViews(newest().number);
}

bool SegmentList::leaveOldest()
{
    remember();
    const Segment gone = m_now.segments.front();
    m_now.segments.pop_front();
    m_finishedBytes -= gone.bytes;
    for (auto *const table : {schema::segmentTable, schema::headsTable, schema::sealsTable})
        m_now.left.push_back({table(gone.number)});
    m_now.hasOldBlocks = true;
    return m_database.execute("DELETE FROM segments WHERE number = " + std::to_string(gone.number) +
                              ";" + schema::allowDropping(gone.number)) &&
           makeViews(gone.number);
}

bool SegmentList::dropSome(std::uint64_t rows)
{
    remember();
    if (m_now.hasOldBlocks) {
        if (!m_database.execute("DELETE FROM column_blocks WHERE number = (SELECT min(number) FROM"
                                " column_blocks) AND number < " +
                                std::to_string(firstBlock())))
            return false;
        m_now.hasOldBlocks = m_database.changes() > 0;
        if (m_now.hasOldBlocks || m_now.left.empty())
            return true;
    }
    const LeftTable &next = m_now.left.front();
    if (!next.refusesDelete) {
        // The numbers of rows in a table of a segment have no hole.
        if (!m_database.execute("DELETE FROM " + next.name + " WHERE rowid < " +
                                std::to_string(rows) + " + (SELECT min(rowid) FROM " + next.name +
                                ")"))
            return false;
        if (m_database.changes() == rows)
            return true;
    }
    const bool dropped = m_database.execute("DROP TABLE " + next.name);
    m_now.left.pop_front();
    return dropped;
}

bool SegmentList::dropAll()
{
    remember();
    m_now.hasOldBlocks = false;
    std::string drop =
        "DELETE FROM column_blocks WHERE number < " + std::to_string(firstBlock()) + ";";
    for (const LeftTable &table : std::exchange(m_now.left, {}))
        drop += "DROP TABLE " + table.name + ";";
    return m_database.execute(drop);
}

// A block stays as long as one of its rows does.
std::uint64_t SegmentList::firstBlock() const
{
    return (oldest().first - 1) / ColumnBlock::Rows;
}

std::uint64_t SegmentList::of(std::uint64_t sequence) const
{
    const auto next = std::upper_bound(
        m_now.segments.begin() + 1, m_now.segments.end(), sequence,
        [](std::uint64_t event, const Segment &segment) { return event < segment.first; });
    return (next - 1)->number;
}

void SegmentList::rolledBack()
{
    if (!m_before)
        return;
    m_now = std::move(*m_before);
    m_before.reset();
    m_finishedBytes =
        std::accumulate(m_now.segments.begin(), m_now.segments.end() - 1, std::uint64_t{0},
                        [](std::uint64_t sum, const Segment &next) { return sum + next.bytes; });
}

void SegmentList::remember()
{
    if (!m_before)
        m_before = m_now;
}

bool SegmentList::makeViews(std::uint64_t changed)
{
    std::vector<std::uint64_t> numbers;
    for (const Segment &segment : m_now.segments)
        numbers.push_back(segment.number);
    const auto members = schema::grouped(numbers);
    std::string sql;
    bool isOther = false;
    for (const auto &[group, segments] : members) {
        const bool isNew = m_now.groups.insert(group).second;
        isOther = isOther || isNew;
        if (isNew || group == schema::groupOf(changed))
            sql += schema::groupViews(group, segments);
    }
    for (auto group = m_now.groups.begin(); group != m_now.groups.end();) {
        if (members.contains(*group)) {
            ++group;
            continue;
        }
        isOther = true;
        sql += schema::dropGroupViews(*group);
        group = m_now.groups.erase(group);
    }
    return m_database.execute(isOther ? sql + schema::segmentViews(m_now.groups) : sql);
}

} // namespace core

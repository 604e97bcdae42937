// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/segmentlist.h"

#include "core/log/columns.h"
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
        m_segments.push_back({select.count(0), select.count(1), select.count(2)});
    if (select.isFailed())
        return tl::unexpected(m_database.error());
    if (m_segments.empty()) {
        return fail(Error::Kind::Damaged,
                    m_database.file().string() +
                        ": its list of segments is empty; it was changed by another program:"
                        " restore it from a copy, or name another file");
    }
    for (std::size_t i = 0; i + 1 < m_segments.size(); ++i)
        m_finishedBytes += m_segments[i].bytes;
    SqliteStatement left = m_database.prepare(schema::leftTables());
    while (left.step())
        m_left.emplace_back(left.text(0));
    if (!left || left.isFailed())
        return tl::unexpected(m_database.error());
    return {};
}

bool SegmentList::begin(std::uint64_t first, std::uint64_t bytes)
{
    remember();
    m_segments.back().bytes = bytes;
    m_finishedBytes += bytes;
    const std::string finished = std::to_string(m_segments.back().number);
    m_segments.push_back({m_segments.back().number + 1, first, 0});
    return m_database.execute("UPDATE segments SET bytes = " + std::to_string(bytes) +
                              " WHERE number = " + finished + "; INSERT INTO segments VALUES(" +
                              std::to_string(newest().number) + ", " + std::to_string(first) +
                              ", 0);" + schema::segmentTables(newest().number)) &&
           makeViews();
}

bool SegmentList::leaveOldest()
{
    remember();
    const Segment gone = m_segments.front();
    m_segments.pop_front();
    m_finishedBytes -= gone.bytes;
    for (auto *const table : {schema::segmentTable, schema::headsTable, schema::sealsTable})
        m_left.push_back(table(gone.number));
    // A block stays as long as one of its rows does.
    const std::uint64_t block = (oldest().first - 1) / ColumnBlock::Rows;
    return m_database.execute("DELETE FROM segments WHERE number = " + std::to_string(gone.number) +
                              "; DELETE FROM column_blocks WHERE number < " +
                              std::to_string(block)) &&
           makeViews();
}

bool SegmentList::dropLeft()
{
    remember();
    std::string drop;
    for (const std::string &table : std::exchange(m_left, {}))
        drop += "DROP TABLE " + table + ";";
    return m_database.execute(drop);
}

std::uint64_t SegmentList::of(std::uint64_t sequence) const
{
    const auto next = std::upper_bound(
        m_segments.begin() + 1, m_segments.end(), sequence,
        [](std::uint64_t event, const Segment &segment) { return event < segment.first; });
    return (next - 1)->number;
}

void SegmentList::rolledBack()
{
    if (!m_before)
        return;
    m_segments = std::move(m_before->segments);
    m_left = std::move(m_before->left);
    m_before.reset();
    m_finishedBytes =
        std::accumulate(m_segments.begin(), m_segments.end() - 1, std::uint64_t{0},
                        [](std::uint64_t sum, const Segment &next) { return sum + next.bytes; });
}

void SegmentList::remember()
{
    if (!m_before)
        m_before = {m_segments, m_left};
}

bool SegmentList::makeViews()
{
    std::vector<std::uint64_t> numbers;
    for (const Segment &segment : m_segments)
        numbers.push_back(segment.number);
    return m_database.execute(schema::segmentViews(numbers));
}

} // namespace core

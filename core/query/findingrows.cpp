// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/findingrows.h"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

namespace core {

namespace {

/// Rows that the pool looks at in one slice, well below a millisecond.
constexpr std::uint64_t SliceRows = 32 * ColumnBlock::Rows;

/// One bit for each row from rows.end() to `to` - 1. A row that left meanwhile may have none.
void look(const Columns &columns, std::uint64_t to, RowBitmap &rows)
{
    while (rows.end() < to) {
        const std::uint64_t row = rows.end();
        const auto count = static_cast<unsigned>(std::min(to - row, 64 - row % 64));
        const auto &findings = columns.block(row / ColumnBlock::Rows).findings;
        const std::size_t at = row % ColumnBlock::Rows;
        std::uint64_t bits = 0;
        for (unsigned i = 0; i < count; ++i)
            bits |= std::uint64_t{findings[at + i] != 0} << i;
        rows.append(bits, count);
    }
}

} // namespace

/// Rows up to the end of the log. `position` belongs to the steps.
struct FindingRows::Search {
    const Columns &columns;
    std::uint64_t position;
    std::mutex mutex;
    std::vector<RowBitmap> found;
    bool isDone = false;

    Search(const Columns &those, std::uint64_t from)
        : columns(those)
        , position(from)
    {
    }

    bool step()
    {
        const std::uint64_t published = columns.published();
        position = std::max(position, std::min(columns.first(), published));
        RowBitmap slice(position);
        look(columns, std::min(published, position + SliceRows), slice);
        position = slice.end();
        const std::lock_guard lock(mutex);
        found.push_back(std::move(slice));
        isDone = position == published;
        return !isDone;
    }
};

FindingRows::FindingRows(const Columns &columns, ScanPool &pool)
    : m_columns(columns)
    , m_tasks(pool)
{
}

FindingRows::~FindingRows() = default;

void FindingRows::advance()
{
    if (m_search) {
        std::vector<RowBitmap> found;
        bool isDone = false;
        {
            const std::lock_guard lock(m_search->mutex);
            found.swap(m_search->found);
            isDone = m_search->isDone;
        }
        for (const RowBitmap &slice : found) {
            if (slice.first() > m_rows.end())
                m_rows.forgetBelow(slice.first());
            m_rows.append(slice);
        }
        if (isDone)
            m_search.reset();
    }
    const std::uint64_t first = m_columns.first();
    const std::uint64_t published = m_columns.published();
    m_rows.forgetBelow(std::min(first, m_search ? m_rows.end() : first));
    if (m_search || published == m_rows.end())
        return;
    if (published - m_rows.end() <= RowsPerTick) {
        look(m_columns, published, m_rows);
        return;
    }
    m_search = std::make_shared<Search>(m_columns, m_rows.end());
    m_tasks.run([search = m_search] { return search->step(); });
}

} // namespace core

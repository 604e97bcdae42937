// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/livefilter.h"

#include "core/query/scan.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace core {

namespace {
/// Rows that the pool looks at in one slice, about half a millisecond.
constexpr std::uint64_t SliceRows = 32 * RowBitmap::BlockRows;
} // namespace

/// One backlog being looked at on the pool. `compiled` and `position` belong to the steps, and to
/// the owner again once it has seen `done`.
struct LiveFilter::Search {
    const Columns &columns;
    std::unique_ptr<CompiledFilter> compiled;
    std::uint64_t position;

    std::mutex mutex;
    std::vector<RowBitmap> found;
    bool done = false;

    Search(const Columns &those, std::unique_ptr<CompiledFilter> filter, std::uint64_t from)
        : columns(those)
        , compiled(std::move(filter))
        , position(from)
    {
    }

    bool step()
    {
        const std::uint64_t published = columns.published();
        compiled->follow(columns);
        const std::uint64_t to = std::min(published, position + SliceRows);
        RowBitmap slice;
        scan(columns, *compiled, position, to, slice);
        position = to;
        const std::lock_guard lock(mutex);
        found.push_back(std::move(slice));
        done = to == published;
        return !done;
    }
};

std::uint64_t LiveFilter::Rows::rank(std::uint64_t row) const
{
    return all ? std::min(row, seen) : bitmap.rankOf(row);
}

std::uint64_t LiveFilter::Rows::rowAt(std::uint64_t position) const
{
    return all ? start + position : bitmap.rowAt(rank(start) + position);
}

std::uint64_t LiveFilter::Rows::positionsBefore(std::uint64_t row) const
{
    return row <= start ? 0 : rank(row) - rank(start);
}

LiveFilter::LiveFilter(const Columns &columns, ScanPool &pool)
    : m_columns(columns)
    , m_tasks(pool)
{
}

LiveFilter::~LiveFilter() = default;

void LiveFilter::setFilter(EventFilter filter)
{
    if (filter == m_filter)
        return;
    m_filter = std::move(filter);
    m_tasks.drop();
    m_search.reset();
    m_found.clear();
    m_seen = 0;
    m_replaces = true;
    m_change = {};
    m_compiled = m_filter.isEmpty() ? nullptr : std::make_unique<CompiledFilter>(m_filter);
}

void LiveFilter::clear()
{
    if (const std::uint64_t now = m_columns.published(); now != start())
        m_clears.push_back(now);
}

void LiveFilter::undoClear()
{
    if (!m_clears.empty())
        m_clears.pop_back();
}

LiveFilter::Change LiveFilter::prepare()
{
    m_published = m_columns.published();
    lookAtNewRows();
    m_change = {};
    if (m_replaces && m_seen == 0 && m_published > 0)
        return m_change; // nothing to show in place of the old rows yet
    const bool resets = m_replaces || start() != m_shown.start;
    m_nextStart = start();
    const std::uint64_t before = count();
    const std::uint64_t after = countAfterApply();
    if (before == 0 ? after > 0 : !resets && after > before)
        m_change = {Change::Kind::Inserted, before, after - before};
    else if (resets && before > 0)
        m_change = {Change::Kind::Reset, 0, after};
    else
        takeOver(); // nothing that anybody could see
    return m_change;
}

void LiveFilter::apply()
{
    if (m_change.kind == Change::Kind::None)
        return;
    m_change = {};
    takeOver();
}

void LiveFilter::lookAtNewRows()
{
    if (m_filter.isEmpty()) {
        m_seen = m_published;
        return;
    }
    if (m_search) {
        const std::lock_guard lock(m_search->mutex);
        for (auto &slice : m_search->found) {
            m_seen += slice.size();
            m_found.push_back(std::move(slice));
        }
        m_search->found.clear();
        if (m_search->done)
            m_compiled = std::move(m_search->compiled);
    }
    if (!m_compiled)
        return;
    m_search.reset();
    // The pool may have read beyond m_published.
    m_published = std::max(m_published, m_seen);
    if (m_published - m_seen > RowsPerTick) {
        m_search = std::make_shared<Search>(m_columns, std::move(m_compiled), m_seen);
        m_tasks.run([search = m_search] { return search->step(); });
    } else if (m_published > m_seen) {
        m_compiled->follow(m_columns);
        scan(m_columns, *m_compiled, m_seen, m_published, m_found.emplace_back());
        m_seen = m_published;
    }
}

std::uint64_t LiveFilter::countAfterApply() const
{
    if (m_filter.isEmpty())
        return m_seen - std::min(m_seen, m_nextStart);
    std::uint64_t row = 0;
    std::uint64_t count = 0;
    if (!m_replaces) {
        row = m_shown.seen;
        count = m_shown.bitmap.count() - m_shown.bitmap.rankOf(m_nextStart);
    }
    for (const auto &slice : m_found) {
        count += slice.count() - slice.rankOf(m_nextStart - std::min(row, m_nextStart));
        row += slice.size();
    }
    return count;
}

void LiveFilter::takeOver()
{
    if (m_replaces)
        m_shown = {};
    m_replaces = false;
    m_shown.all = m_filter.isEmpty();
    m_shown.start = m_nextStart;
    m_shown.seen = m_seen;
    for (const auto &slice : m_found)
        m_shown.bitmap.append(slice);
    m_found.clear();
}

std::optional<std::uint64_t> LiveFilter::positionOf(std::uint64_t row) const
{
    const bool isShown =
        row >= m_shown.start && row < m_shown.seen && (m_shown.all || m_shown.bitmap.contains(row));
    return isShown ? std::optional(m_shown.positionsBefore(row)) : std::nullopt;
}

bool LiveFilter::isComplete() const
{
    return !m_replaces && !m_search && m_shown.seen == m_published;
}

} // namespace core

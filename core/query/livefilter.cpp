// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/livefilter.h"

#include "core/query/scan.h"
#include "core/query/storedvalues.h"

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
        position = std::max(position, std::min(columns.first(), published));
        const std::uint64_t to = std::min(published, position + compiled->slice(SliceRows));
        RowBitmap slice(position);
        scan(columns, *compiled, to, slice);
        position = slice.end();
        if (position < to)
            compiled->read(to);
        const std::lock_guard lock(mutex);
        if (slice.end() > slice.first())
            found.push_back(std::move(slice));
        done = position == published;
        return !done;
    }
};

std::uint64_t LiveFilter::Rows::rank(std::uint64_t row) const
{
    return all ? std::clamp(row, first, std::max(first, seen)) - first : bitmap.rankOf(row);
}

std::uint64_t LiveFilter::Rows::rowAt(std::uint64_t position) const
{
    return all ? begin() + position : bitmap.rowAt(rank(start) + position);
}

std::uint64_t LiveFilter::Rows::positionsBefore(std::uint64_t row) const
{
    return row <= begin() ? 0 : rank(row) - rank(start);
}

std::uint64_t LiveFilter::Rows::bits(std::uint64_t row) const
{
    if (row >= seen || row + 64 <= begin())
        return 0;
    std::uint64_t bits = all ? ~std::uint64_t{0} : bitmap.bits(row);
    if (begin() > row)
        bits &= ~std::uint64_t{0} << (begin() - row);
    if (seen - row < 64)
        bits &= (std::uint64_t{1} << (seen - row)) - 1;
    return bits;
}

LiveFilter::LiveFilter(const Columns &columns, ScanPool &pool, StoredValues *stored)
    : m_columns(columns)
    , m_stored(stored)
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
    m_seen = m_columns.first();
    m_replaces = true;
    m_change = {};
    m_compiled = m_filter.isEmpty()
                     ? nullptr
                     : std::make_unique<CompiledFilter>(
                           m_filter, m_stored ? m_stored->answersFor(m_filter) : StoredAnswers());
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

/// What the pool found is taken first, and first() read before published(): so every row that the pool may have read too
/// late is below m_first, and no row is above m_published.
LiveFilter::Change LiveFilter::prepare()
{
    takeFound();
    m_first = m_columns.first();
    m_published = std::max(m_columns.published(), m_seen);
    lookAtNewRows();
    m_change = {};
    const bool hasOtherRows =
        m_replaces && (m_filter.isEmpty() || !m_found.empty() || m_published == m_first);
    const bool resets = hasOtherRows || (!m_replaces && start() != m_shown.start);
    if (!resets) {
        const std::uint64_t left = m_shown.positionsBefore(m_first);
        if (left > 0) {
            m_change = {Change::Kind::Removed, 0, left};
            return m_change;
        }
        forgetLeft(); // nothing that anybody could see
    }
    if (m_replaces && !hasOtherRows)
        return m_change; // nothing to show in place of the old rows yet
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
    switch (std::exchange(m_change, {}).kind) {
    case Change::Kind::None:
        break;
    case Change::Kind::Removed:
        forgetLeft();
        break;
    case Change::Kind::Inserted:
    case Change::Kind::Reset:
        takeOver();
        break;
    }
}

void LiveFilter::takeFound()
{
    if (!m_search)
        return;
    const std::lock_guard lock(m_search->mutex);
    for (auto &slice : m_search->found) {
        m_seen = slice.end();
        m_found.push_back(std::move(slice));
    }
    m_search->found.clear();
    if (m_search->done)
        m_compiled = std::move(m_search->compiled);
}

void LiveFilter::lookAtNewRows()
{
    // What is held back (a paused view) does not grow with what has left.
    std::erase_if(m_found, [this](const RowBitmap &slice) { return slice.end() <= m_first; });
    if (!m_found.empty())
        m_found.front().forgetBelow(m_first);
    if (m_filter.isEmpty()) {
        m_seen = m_published;
        return;
    }
    if (!m_compiled)
        return;
    m_search.reset();
    m_seen = std::max(m_seen, m_first);
    if (m_published - m_seen <= m_compiled->affordable(RowsPerTick) && m_published > m_seen) {
        if (m_found.empty() || m_found.back().end() < m_seen)
            m_found.emplace_back(m_seen);
        m_compiled->follow(m_columns);
        scan(m_columns, *m_compiled, m_published, m_found.back());
        m_seen = m_found.back().end();
    }
    if (m_published > m_seen) { // much, or something that is on disk
        m_search = std::make_shared<Search>(m_columns, std::move(m_compiled), m_seen);
        m_tasks.run([search = m_search] { return search->step(); });
    }
}

std::uint64_t LiveFilter::countAfterApply() const
{
    const std::uint64_t begin = std::max(m_nextStart, m_first);
    if (m_filter.isEmpty())
        return m_seen - std::min(m_seen, begin);
    std::uint64_t count = 0;
    if (!m_replaces)
        count = m_shown.bitmap.count() - m_shown.bitmap.rankOf(begin);
    for (const auto &slice : m_found)
        count += slice.count() - slice.rankOf(begin);
    return count;
}

void LiveFilter::forgetLeft()
{
    m_shown.first = m_first;
    m_shown.bitmap.forgetBelow(m_first);
}

void LiveFilter::takeOver()
{
    if (m_replaces || m_shown.start != m_nextStart)
        ++m_generation;
    if (m_replaces)
        m_shown = Rows();
    m_replaces = false;
    m_shown.all = m_filter.isEmpty();
    m_shown.start = m_nextStart;
    m_shown.seen = m_seen;
    for (const auto &slice : m_found) {
        if (slice.first() > m_shown.bitmap.end()) // what is between has left, and all before it
            m_shown.bitmap.forgetBelow(slice.first());
        m_shown.bitmap.append(slice);
    }
    m_found.clear();
    forgetLeft();
}

std::optional<std::uint64_t> LiveFilter::positionOf(std::uint64_t row) const
{
    const bool isShown = row >= m_shown.begin() && row < m_shown.seen &&
                         (m_shown.all || m_shown.bitmap.contains(row));
    return isShown ? std::optional(m_shown.positionsBefore(row)) : std::nullopt;
}

bool LiveFilter::isComplete() const
{
    return !m_replaces && !m_search && m_shown.seen == m_published;
}

} // namespace core

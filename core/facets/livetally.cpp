// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/facets/livetally.h"

#include <algorithm>
#include <atomic>
#include <utility>

namespace core {

namespace {
/// Rows that the pool counts in one slice, one or two milliseconds.
constexpr std::uint64_t SliceRows = 32 * ColumnBlock::Rows;
} // namespace

/// One backlog being counted on the pool; `tally` belongs to the steps until `done`.
struct LiveTally::Work {
    const Columns &columns;
    ValueTally tally;
    std::atomic<bool> done{false};

    Work(const Columns &those, ValueTally begun)
        : columns(those)
        , tally(std::move(begun))
    {
    }

    bool step()
    {
        const std::uint64_t first = columns.first();
        const std::uint64_t published = columns.published();
        if (!tally.takeOff(columns, first)) {
            tally.restart(columns);
            return true;
        }
        const std::uint64_t to = std::min(published, tally.position() + tally.slice(SliceRows));
        if (!tally.advance(columns, to)) {
            tally.restart(columns);
            return true;
        }
        if (tally.position() < to)
            tally.read(to);
        if (tally.position() < published)
            return true;
        done.store(true, std::memory_order_release);
        return false;
    }
};

LiveTally::LiveTally(const Columns &columns, ScanPool &pool)
    : m_columns(columns)
    , m_tally(FacetFilter(EventFilter()))
    , m_tasks(pool)
{
}

LiveTally::~LiveTally() = default;

void LiveTally::replace(ValueTally tally)
{
    m_tasks.drop();
    m_work.reset();
    m_next = std::make_unique<ValueTally>(std::move(tally));
}

bool LiveTally::advance(std::uint64_t first, std::uint64_t published)
{
    bool changed = false;
    if (m_work && m_work->done.load(std::memory_order_acquire)) {
        m_tally = std::move(m_work->tally);
        m_work.reset();
        changed = true;
    }
    if (m_work)
        return changed;
    ValueTally &current = m_next ? *m_next : m_tally;
    const std::uint64_t leaving = first - std::min(first, current.first());
    const std::uint64_t coming = published - std::min(published, current.position());
    if (leaving + coming > current.affordable(RowsPerTick)) {
        handOver(current);
        return changed;
    }
    const std::uint64_t to = std::max(published, current.position());
    if (!current.takeOff(m_columns, first) || !current.advance(m_columns, to)) {
        ValueTally anew = current;
        anew.restart(m_columns);
        handOver(std::move(anew));
        return changed;
    }
    if (current.position() < to) { // what is missing is on disk
        handOver(current);
        return changed;
    }
    if (m_next) {
        m_tally = std::move(*m_next);
        m_next.reset();
        changed = true;
    }
    return changed || leaving > 0 || coming > 0;
}

void LiveTally::handOver(ValueTally tally)
{
    m_work = std::make_shared<Work>(m_columns, std::move(tally));
    m_next.reset();
    m_tasks.run([work = m_work] { return work->step(); });
}

bool LiveTally::isComplete(std::uint64_t first, std::uint64_t published) const
{
    return !m_next && !m_work && m_tally.first() >= first && m_tally.position() >= published;
}

} // namespace core

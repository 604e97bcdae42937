// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/rate/ratereader.h"

#include "core/query/storedvalues.h"
#include "core/rate/ratedrawing.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

namespace core {

namespace {
/// Rows that the pool counts in one slice, one or two milliseconds.
constexpr std::uint64_t SliceRows = 16 * ColumnBlock::Rows;
} // namespace

/// What the steps on the pool work with. Only one step is on the way at a time, so that they need
/// no lock among themselves; what the owner's thread says and reads is under `mutex`.
struct RateReader::Work {
    const Columns &columns;
    const Clock clock;

    // Steps only.
    EventRates kept;
    std::optional<EventRates> shown; ///< with a filter

    std::mutex mutex;
    EventFilter filter;
    StoredAnswers stored;
    std::uint64_t start = 0;
    bool isNewFilter = false;
    RateRange range = RateRange::OneMinute;
    RateGrouping grouping = RateGrouping::Type;
    RateSparkCodes sparks;
    bool busy = false;
    std::shared_ptr<const RateSnapshot> latest;

    Work(const Columns &those, Clock time)
        : columns(those)
        , clock(std::move(time))
    {
        RateSnapshot nothing;
        nothing.isComplete = false;
        latest = std::make_shared<const RateSnapshot>(std::move(nothing));
    }

    bool step()
    {
        takeFilter();
        const WallTime now = clock.wall();
        const std::uint64_t first = columns.first();
        const std::uint64_t published = columns.published();
        bool behind = advance(kept, first, published, now);
        if (shown && !behind)
            behind = advance(*shown, first, published, now);
        if (behind)
            return true;
        draw(now);
        return finish();
    }

    void takeFilter()
    {
        const std::lock_guard lock(mutex);
        if (!std::exchange(isNewFilter, false))
            return;
        shown.reset();
        if (!filter.isEmpty() || start > 0)
            shown.emplace(filter, start, stored);
    }

    /// One slice; answers whether rows are left to count.
    bool advance(EventRates &rates, std::uint64_t first, std::uint64_t published,
                 WallTime now) const
    {
        const std::uint64_t to = std::min(published, rates.position() + rates.slice(SliceRows));
        if (!rates.takeOff(columns, first) || rates.isTooCoarse() ||
            !rates.advance(columns, to, now)) {
            rates.restart(columns);
            return true;
        }
        if (rates.position() < to)
            rates.read(to);
        return rates.position() < published;
    }

    void draw(WallTime now)
    {
        RateRange drawnRange;
        RateGrouping drawnGrouping;
        RateSparkCodes drawnSparks;
        {
            const std::lock_guard lock(mutex);
            drawnRange = range;
            drawnGrouping = grouping;
            drawnSparks = sparks;
        }
        RateSnapshot drawn =
            drawRates(shown ? *shown : kept, kept, columns, drawnRange, drawnGrouping, now);
        if (drawnSparks)
            drawn.sparks = drawSparks(kept, drawnRange, drawnGrouping, now, *drawnSparks);
        auto snapshot = std::make_shared<const RateSnapshot>(std::move(drawn));
        const std::lock_guard lock(mutex);
        latest.swap(snapshot);
    }

    /// Answers whether the drawing is already out of date.
    bool finish()
    {
        const std::lock_guard lock(mutex);
        busy = isNewFilter || latest->range != range || latest->grouping != grouping ||
               (sparks && !latest->sparks);
        return busy;
    }
};

RateReader::RateReader(const Columns &columns, ScanPool &pool, Clock clock, StoredValues *stored)
    : m_stored(stored)
    , m_work(std::make_shared<Work>(columns, std::move(clock)))
    , m_tasks(pool)
{
}

RateReader::~RateReader() = default;

void RateReader::setFilter(EventFilter filter, std::uint64_t start)
{
    const std::lock_guard lock(m_work->mutex);
    if (filter == m_work->filter && start == m_work->start)
        return;
    m_work->stored = m_stored ? m_stored->answersFor(filter) : StoredAnswers();
    m_work->filter = std::move(filter);
    m_work->start = start;
    m_work->isNewFilter = true;
}

void RateReader::request(RateRange range, RateGrouping grouping, RateSparkCodes sparks)
{
    {
        const std::lock_guard lock(m_work->mutex);
        // What was asked for and not drawn yet is not given up for a question that wants less.
        if (sparks || !m_work->busy || grouping != m_work->grouping)
            m_work->sparks = std::move(sparks);
        m_work->range = range;
        m_work->grouping = grouping;
        if (std::exchange(m_work->busy, true))
            return;
    }
    m_tasks.run([work = m_work] { return work->step(); });
}

std::shared_ptr<const RateSnapshot> RateReader::latest() const
{
    const std::lock_guard lock(m_work->mutex);
    return m_work->latest;
}

bool RateReader::isBusy() const
{
    const std::lock_guard lock(m_work->mutex);
    return m_work->busy;
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ratechart/ratefeed.h"

#include <algorithm>

namespace ui {

namespace {

// Even ticks ask, odd ticks take: the answer is there a few milliseconds after the question.
constexpr std::chrono::milliseconds TickTime{125};
constexpr int TicksPerRound = 8;

} // namespace

RateFeed::RateFeed(const core::Columns &columns, core::ScanPool &pool, core::Clock clock,
                   core::StoredValues *stored, QObject *parent)
    : QObject(parent)
    , m_columns(columns)
    , m_reader(columns, pool, std::move(clock), stored)
{
    m_timer.setInterval(TickTime);
    connect(&m_timer, &QTimer::timeout, this, &RateFeed::tick);
}

void RateFeed::setActive(bool active)
{
    if (active == m_timer.isActive()) {
        return;
    }
    if (active) {
        m_ticks = 0;
        m_timer.start();
        tick();
    } else {
        m_timer.stop();
    }
}

void RateFeed::setFilter(const core::EventFilter &filter, quint64 start)
{
    m_reader.setFilter(filter, start);
    m_isStale = true;
}

void RateFeed::setRange(core::RateRange range)
{
    m_range = range;
    askAtOnce();
}

void RateFeed::setGrouping(core::RateGrouping grouping)
{
    m_grouping = grouping;
    askAtOnce();
}

void RateFeed::setSparks(core::RateGrouping grouping, std::vector<core::ValueCode> codes)
{
    auto &wanted = m_sparks[std::size_t(grouping)];
    std::sort(codes.begin(), codes.end());
    if (!wanted || *wanted != codes) {
        wanted = std::make_shared<const std::vector<core::ValueCode>>(std::move(codes));
        m_isStale = true;
    }
}

void RateFeed::ask(core::RateGrouping grouping, bool withSparks)
{
    m_reader.request(m_range, grouping,
                     withSparks ? m_sparks[std::size_t(grouping)] : core::RateSparkCodes());
}

/// Not at the next tick: a person waits.
void RateFeed::askAtOnce()
{
    if (m_timer.isActive()) {
        ask(m_grouping, true);
    }
}

void RateFeed::tick()
{
    const Snapshot latest = m_reader.latest();
    if (latest != m_last && latest->range == m_range) {
        m_last = latest;
        emit arrived(latest);
    }
    const int step = m_ticks++ % TicksPerRound;
    if (step % 2 == 0) {
        const quint64 first = m_columns.first();
        const quint64 published = m_columns.published();
        if (step > 0 && first == m_first && published == m_published && !m_isStale) {
            return;
        }
        m_first = first;
        m_published = published;
        ask(m_grouping, step == 0 || m_isStale);
        m_isStale = false;
    } else if (step == TicksPerRound - 1) {
        ask(m_grouping == core::RateGrouping::Type ? core::RateGrouping::Source
                                                   : core::RateGrouping::Type,
            true);
    }
}

} // namespace ui

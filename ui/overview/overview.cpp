// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/overview/overview.h"

#include <algorithm>
#include <utility>

namespace ui {

Overview::Overview(const core::Columns &columns, core::ScanPool &pool, OpenReader openReader,
                   QObject *parent)
    : QObject(parent)
    , m_columns(columns)
    , m_findings(columns, pool)
    , m_thread(std::move(openReader))
{
}

void Overview::advance(const core::LiveFilter &shown, quint64 refusals)
{
    m_findings.advance();
    m_shownFindings.advance(shown, m_findings.rows(), m_columns.first());
    readRefusals(refusals);
}

/// One page at a time; what cannot be read has no tick.
void Overview::readRefusals(quint64 count)
{
    if (m_isReading || m_readTo >= count)
        return;
    const quint64 first = std::max(m_readTo + 1, count - std::min<quint64>(count, MaxRefusals) + 1);
    m_isReading = true;
    m_thread.ask(
        [first](const ReadingThread::Reader &reader) {
            return reader ? (*reader)->refusalPlaces(first)
                          : core::Result<std::vector<core::RefusalPlace>>();
        },
        [this, count](const core::Result<std::vector<core::RefusalPlace>> &places) {
            m_isReading = false;
            if (!places || places->empty()) {
                m_readTo = count;
                return;
            }
            for (const core::RefusalPlace &place : *places)
                m_refusals.push_back(place.after);
            m_readTo = places->back().number;
            while (m_refusals.size() > MaxRefusals)
                m_refusals.pop_front();
        });
}

/// The positions that a pixel stands for. Where there are more pixels than rows, several stand for the same one.
Overview::Bucket Overview::bucketAt(quint64 count, int y, int height)
{
    const auto all = static_cast<quint64>(height);
    const auto place = static_cast<quint64>(y);
    const quint64 first = place * count / all;
    return {first, std::max(first + 1, (place + 1) * count / all)};
}

/// The first pixel that stands for `position`.
int Overview::placeOf(quint64 count, quint64 position, int height)
{
    const auto all = static_cast<quint64>(height);
    const quint64 place =
        count <= all ? (position * all + count - 1) / count : ((position + 1) * all - 1) / count;
    return static_cast<int>(std::min(place, all - 1));
}

OverviewBuckets Overview::buckets(const core::LiveFilter &shown, int height,
                                  const Surroundings &around) const
{
    OverviewBuckets buckets(static_cast<std::size_t>(std::max(0, height)));
    const quint64 count = shown.count();
    if (buckets.empty() || count == 0)
        return buckets;
    const auto set = [&](quint64 position, std::uint8_t bit) {
        buckets[static_cast<std::size_t>(placeOf(count, position, height))] |= bit;
    };
    const quint64 oldest = shown.rowAt(0);
    quint64 findings = m_shownFindings.countBefore(oldest);
    quint64 hits = around.hits ? around.hits->countBefore(oldest) : 0;
    // Where there are more pixels than rows, the later ones of a row find nothing new.
    for (int y = 0; y < height; ++y) {
        const quint64 end = shown.rowAt(bucketAt(count, y, height).last - 1) + 1;
        std::uint8_t &bits = buckets[static_cast<std::size_t>(y)];
        const quint64 findingsBefore = std::exchange(findings, m_shownFindings.countBefore(end));
        if (findings != findingsBefore)
            bits |= OverviewFinding;
        const quint64 hitsBefore =
            std::exchange(hits, around.hits ? around.hits->countBefore(end) : 0);
        if (hits != hitsBefore)
            bits |= OverviewHit;
    }
    for (const core::Mark &mark : around.marks.all()) {
        if (const auto position = shown.positionOf(mark.sequence.value - 1))
            set(*position, OverviewMark);
    }
    for (const core::EventSequence after : m_refusals) {
        const quint64 before = shown.positionsBefore(after.value);
        if (after.value >= m_columns.first()) // else its neighbours have left
            set(std::max<quint64>(before, 1) - 1, OverviewRefusal);
    }
    std::size_t ranges = 0;
    for (const SequenceRange &range : around.selection.ranges()) {
        if (++ranges > MaxRanges)
            break;
        const quint64 first = shown.positionsBefore(range.first - 1);
        const quint64 last = shown.positionsBefore(range.last);
        if (first >= last)
            continue;
        for (int y = placeOf(count, first, height); y <= placeOf(count, last - 1, height); ++y)
            buckets[static_cast<std::size_t>(y)] |= OverviewSelected;
    }
    return buckets;
}

core::EventSequence Overview::eventAt(const core::LiveFilter &shown, int y, int height,
                                      const Surroundings &around) const
{
    const quint64 count = shown.count();
    if (count == 0 || height <= 0)
        return {};
    const Bucket bucket = bucketAt(count, std::clamp(y, 0, height - 1), height);
    const quint64 first = shown.rowAt(bucket.first);
    const quint64 end = shown.rowAt(bucket.last - 1) + 1;
    for (const core::Mark &mark : around.marks.within({first + 1}, {end})) {
        if (shown.positionOf(mark.sequence.value - 1))
            return mark.sequence;
    }
    for (const core::ShownHits *rows : {&m_shownFindings, around.hits}) {
        if (rows && rows->countBefore(end) > rows->countBefore(first))
            return {rows->rowAt(rows->countBefore(first)) + 1};
    }
    return {first + 1};
}

} // namespace ui

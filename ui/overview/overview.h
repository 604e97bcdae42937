// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/marks.h"
#include "core/query/findingrows.h"
#include "core/query/shownhits.h"
#include "ui/eventtable/rowselection.h"
#include "ui/overview/overviewstrip.h"
#include "ui/reading/readingthread.h"

#include <QObject>

#include <deque>
#include <memory>

namespace ui {

/// What stands out among the rows that one view shows, for a strip of any height. Whoever owns the clock of the window calls
/// advance() each tick; buckets() as often as the strip shall be renewed.
class Overview : public QObject {
    Q_OBJECT
public:
    /// Refusals whose places are known: the newest.
    static constexpr std::size_t MaxRefusals = 10'000;
    /// Ranges of a selection that are looked at, from the oldest on.
    static constexpr std::size_t MaxRanges = 10'000;

    /// All outlive it. `openReader` is called on a thread of its own.
    Overview(const core::Columns &columns, core::ScanPool &pool, OpenReader openReader,
             QObject *parent = nullptr);

    /// What is not in the rows themselves.
    struct Surroundings {
        const core::Marks &marks;
        const core::ShownHits *hits = nullptr; ///< null: nothing is searched
        const RowSelection &selection;
    };

    /// The tick. `refusals`: how many the capture has. Bounded work.
    void advance(const core::LiveFilter &shown, quint64 refusals);
    /// Findings of all rows that are shown were looked at.
    bool isComplete(const core::LiveFilter &shown) const
    {
        return m_findings.isComplete() && m_shownFindings.isComplete(shown, m_findings.rows());
    }
    /// One for each pixel of `height`. Costs by the height and by marks and refusals, which are bounded.
    OverviewBuckets buckets(const core::LiveFilter &shown, int height,
                            const Surroundings &around) const;
    /// The event that a click at `y` means: one that is ticked there, else the one of that height. 0: nothing is shown.
    core::EventSequence eventAt(const core::LiveFilter &shown, int y, int height,
                                const Surroundings &around) const;

private:
    struct Bucket {
        quint64 first = 0; ///< positions
        quint64 last = 0;
    };
    static Bucket bucketAt(quint64 count, int y, int height);
    static int placeOf(quint64 count, quint64 position, int height);
    void readRefusals(quint64 count);

    const core::Columns &m_columns;
    core::FindingRows m_findings;
    core::ShownHits m_shownFindings;
    ReadingThread m_thread;
    std::deque<core::EventSequence> m_refusals; ///< the newest event when each was refused
    quint64 m_readTo = 0;                       ///< number of the newest that was read
    bool m_isReading = false;
};

} // namespace ui

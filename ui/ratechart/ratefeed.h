// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rate/ratereader.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <memory>
#include <vector>

namespace ui {

/// Fetches rate snapshots while somebody looks: four a second of what the chart shows (one while nothing comes, which only
/// moves what is there), one a second of the other grouping, for the sparklines. Without activity it asks for nothing.
class RateFeed : public QObject {
    Q_OBJECT
public:
    using Snapshot = std::shared_ptr<const core::RateSnapshot>;

    /// All outlive it. `stored`: see core::RateReader.
    RateFeed(const core::Columns &columns, core::ScanPool &pool, core::Clock clock = {},
             core::StoredValues *stored = nullptr, QObject *parent = nullptr);

    void setActive(bool active);
    void setFilter(const core::EventFilter &filter, quint64 start);
    void setRange(core::RateRange range);
    void setGrouping(core::RateGrouping grouping);
    /// Of which values of a grouping the snapshots have sparks, once a second.
    void setSparks(core::RateGrouping grouping, std::vector<core::ValueCode> codes);
    /// A question is still worked on.
    bool isBusy() const { return m_reader.isBusy(); }
    core::RateRange range() const { return m_range; }
    core::RateGrouping grouping() const { return m_grouping; }

signals:
    /// A snapshot of the range asked for; its grouping may be either.
    void arrived(const ui::RateFeed::Snapshot &snapshot);

private:
    void tick();
    void ask(core::RateGrouping grouping, bool withSparks);
    void askAtOnce();

    const core::Columns &m_columns;
    core::RateReader m_reader;
    QTimer m_timer;
    core::RateRange m_range = core::RateRange::OneMinute;
    core::RateGrouping m_grouping = core::RateGrouping::Type;
    std::array<core::RateSparkCodes, 2> m_sparks; ///< by grouping
    Snapshot m_last;
    quint64 m_first = 0;     ///< when it asked last
    quint64 m_published = 0; ///< likewise
    bool m_isStale = false;  ///< another filter since then
    int m_ticks = 0;
};

} // namespace ui

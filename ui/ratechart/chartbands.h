// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rate/ratesnapshot.h"

#include <QList>
#include <QPointF>

#include <optional>
#include <set>
#include <vector>

namespace ui {

/// One area of the stack: steps, two points per bucket. x counts buckets from 0, y is events per
/// second.
struct ChartBand {
    core::ValueCode code = core::OtherCode;
    QList<QPointF> upper;
    QList<QPointF> lower;
};

/// What the chart draws of a snapshot. A plain value.
struct ChartBands {
    std::vector<ChartBand> bands; ///< bottom first
    QList<QPointF> kept;          ///< outline of everything kept, behind a filter; else empty
    double highest = 0;           ///< of all that is drawn
};

/// `hidden`: codes that the legend switched off (OtherCode: the rest).
ChartBands chartBands(const core::RateSnapshot &snapshot, const std::set<core::ValueCode> &hidden);

/// Which of them is drawn at that height over a bucket; nothing: none. Pure.
std::optional<core::ValueCode> bandOf(const ChartBands &chart, std::size_t bucket, double height);

} // namespace ui

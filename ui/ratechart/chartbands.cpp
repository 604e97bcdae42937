// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ratechart/chartbands.h"

#include <algorithm>

namespace ui {

namespace {

QList<QPointF> steps(const std::vector<double> &heights)
{
    QList<QPointF> points;
    points.reserve(qsizetype(heights.size()) * 2);
    for (std::size_t bucket = 0; bucket < heights.size(); ++bucket) {
        points << QPointF(double(bucket), heights[bucket])
               << QPointF(double(bucket + 1), heights[bucket]);
    }
    return points;
}

} // namespace

ChartBands chartBands(const core::RateSnapshot &snapshot, const std::set<core::ValueCode> &hidden)
{
    const double perSecond = 1.0 / std::max(snapshot.bucketSeconds(), 1e-6);
    std::vector<double> heights(snapshot.buckets(), 0.0);
    ChartBands chart;
    const auto stack = [&](const core::RateSeries &series) {
        if (series.total == 0 || hidden.contains(series.code)) {
            return;
        }
        ChartBand band;
        band.code = series.code;
        band.lower = steps(heights);
        for (std::size_t bucket = 0; bucket < heights.size(); ++bucket) {
            heights[bucket] += series.counts[bucket] * perSecond;
        }
        band.upper = steps(heights);
        chart.bands.push_back(std::move(band));
    };
    for (const core::RateSeries &series : snapshot.series) {
        stack(series);
    }
    stack(snapshot.other);
    for (const double height : heights) {
        chart.highest = std::max(chart.highest, height);
    }
    if (snapshot.isFiltered) {
        std::vector<double> kept(snapshot.buckets());
        for (std::size_t bucket = 0; bucket < kept.size(); ++bucket) {
            kept[bucket] = snapshot.kept[bucket] * perSecond;
            chart.highest = std::max(chart.highest, kept[bucket]);
        }
        chart.kept = steps(kept);
    }
    return chart;
}

std::optional<core::ValueCode> bandOf(const ChartBands &chart, std::size_t bucket, double height)
{
    const auto at = qsizetype(bucket) * 2; // two points per bucket
    for (const ChartBand &band : chart.bands) {
        if (at < band.upper.size() && height >= band.lower[at].y() && height < band.upper[at].y()) {
            return band.code;
        }
    }
    return std::nullopt;
}

} // namespace ui

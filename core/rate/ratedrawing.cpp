// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/rate/ratedrawing.h"

#include "core/rate/timeindex.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace core {

namespace {

using Series = std::vector<RateSeries>;

/// The buckets of one drawing: numbers `first` to `first + buckets - 1` of this width.
struct Frame {
    std::int64_t width = 0; ///< µs
    std::int64_t first = 0;
    std::size_t buckets = 0;
};

Frame frameOf(const RateResolutions &counts, RateRange range, WallTime now)
{
    if (range == RateRange::All) {
        const auto steps = counts.history.steps();
        return {steps.width, steps.first, static_cast<std::size_t>(steps.last - steps.first + 1)};
    }
    const RateWindow &window = counts.windows[static_cast<std::size_t>(range)];
    const std::int64_t end = timeIndex(now.time_since_epoch().count(), window.width());
    return {window.width(), end - static_cast<std::int64_t>(window.buckets()), window.buckets()};
}

/// Calls visit(position in the frame, bucket); in All a position may have several buckets.
template<typename Visit>
void forEachBucket(const RateResolutions &counts, RateRange range, const Frame &frame, Visit visit)
{
    if (range == RateRange::All) {
        for (const auto &[index, bucket] : counts.history.buckets()) {
            const auto position =
                timeIndex(index * counts.history.width(), frame.width) - frame.first;
            if (position >= 0 && position < static_cast<std::int64_t>(frame.buckets))
                visit(static_cast<std::size_t>(position), bucket);
        }
        return;
    }
    const RateWindow &window = counts.windows[static_cast<std::size_t>(range)];
    for (std::size_t position = 0; position < frame.buckets; ++position)
        if (const auto *bucket = window.bucket(frame.first + static_cast<std::int64_t>(position)))
            visit(position, *bucket);
}

std::vector<std::uint32_t> totals(const RateResolutions &counts, RateRange range,
                                  const Frame &frame)
{
    std::vector<std::uint32_t> result(frame.buckets);
    forEachBucket(counts, range, frame, [&](std::size_t position, const RateBucket &bucket) {
        result[position] += static_cast<std::uint32_t>(bucket.total());
    });
    return result;
}

/// The values with the largest totals in the frame, without texts and counts yet.
Series largest(const RateResolutions &counts, RateRange range, const Frame &frame)
{
    std::unordered_map<ValueCode, std::uint64_t> sums;
    forEachBucket(counts, range, frame, [&](std::size_t, const RateBucket &bucket) {
        for (const auto &one : bucket.values())
            sums[one.code] += one.count;
    });
    sums.erase(OtherCode);
    Series all(sums.size());
    std::transform(sums.begin(), sums.end(), all.begin(), [](const auto &sum) {
        RateSeries series;
        series.code = sum.first;
        series.total = sum.second;
        return series;
    });
    const auto count = std::min(all.size(), RateSnapshot::MaxSeries);
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count), all.end(),
                      [](const RateSeries &a, const RateSeries &b) {
                          return a.total != b.total ? a.total > b.total : a.code < b.code;
                      });
    all.resize(count);
    return all;
}

/// Fills in the counts of the series, and those of `other` from what they leave of `shown`.
void fillCounts(RateSnapshot &snapshot, const RateResolutions &counts, const Frame &frame)
{
    for (auto &series : snapshot.series)
        series.counts.resize(frame.buckets);
    snapshot.other.counts = snapshot.shown;
    forEachBucket(counts, snapshot.range, frame,
                  [&](std::size_t position, const RateBucket &bucket) {
                      for (auto &series : snapshot.series) {
                          const std::uint32_t count = bucket.count(series.code);
                          series.counts[position] += count;
                          snapshot.other.counts[position] -= count;
                      }
                  });
}

/// Rates are means over so long, from the finest buckets that are over. Fixed and never zero.
constexpr double RecentSeconds = 10;

std::int64_t recentBuckets(const RateWindow &finest)
{
    return static_cast<std::int64_t>(RecentSeconds * 1e6) / finest.width();
}

void fillRates(RateSnapshot &snapshot, const RateResolutions &shown, const RateResolutions &kept,
               WallTime now)
{
    const auto &finest = shown.windows.front();
    const std::int64_t end = timeIndex(now.time_since_epoch().count(), finest.width());
    std::uint64_t shownCount = 0;
    std::uint64_t keptCount = 0;
    std::vector<std::uint64_t> counts(snapshot.series.size());
    for (std::int64_t index = end - recentBuckets(finest); index < end; ++index) {
        if (const auto *bucket = kept.windows.front().bucket(index))
            keptCount += bucket->total();
        if (const auto *bucket = finest.bucket(index)) {
            shownCount += bucket->total();
            for (std::size_t i = 0; i < counts.size(); ++i)
                counts[i] += bucket->count(snapshot.series[i].code);
        }
    }
    std::uint64_t rest = shownCount;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        snapshot.series[i].rate = static_cast<double>(counts[i]) / RecentSeconds;
        rest -= counts[i];
    }
    snapshot.other.rate = static_cast<double>(rest) / RecentSeconds;
    snapshot.shownRate = static_cast<double>(shownCount) / RecentSeconds;
    snapshot.keptRate = static_cast<double>(keptCount) / RecentSeconds;
}

/// Calls visit(which of `codes`, count) for those that the bucket has; both ascend.
template<typename Visit>
void forEachOf(std::span<const ValueCode> codes, const RateBucket &bucket, Visit visit)
{
    auto code = codes.begin();
    for (const CodeCount &one : bucket.values()) {
        code = std::lower_bound(code, codes.end(), one.code);
        if (code == codes.end())
            return;
        if (*code == one.code)
            visit(static_cast<std::size_t>(code - codes.begin()), one.count);
    }
}

RatePeak peakOf(const RateSnapshot &snapshot, const std::vector<std::uint32_t> &counts)
{
    const auto highest = std::max_element(counts.begin(), counts.end());
    if (highest == counts.end() || *highest == 0)
        return {};
    return {*highest / snapshot.bucketSeconds(),
            snapshot.bucketStart(static_cast<std::size_t>(highest - counts.begin()))};
}

} // namespace

RateSnapshot drawRates(const EventRates &shown, const EventRates &kept, const Columns &columns,
                       RateRange range, RateGrouping grouping, WallTime now)
{
    const RateResolutions &front = shown.counts(grouping);
    const RateResolutions &back = kept.counts(grouping);
    const Frame frame = frameOf(back, range, now);
    RateSnapshot snapshot;
    snapshot.range = range;
    snapshot.grouping = grouping;
    snapshot.width = std::chrono::microseconds(frame.width);
    snapshot.start = WallTime(std::chrono::microseconds(frame.first * frame.width));
    snapshot.isFiltered = &shown != &kept;

    snapshot.shown = totals(front, range, frame);
    snapshot.kept = totals(back, range, frame);
    snapshot.shownTotal =
        std::accumulate(snapshot.shown.begin(), snapshot.shown.end(), std::uint64_t{0});
    snapshot.keptTotal =
        std::accumulate(snapshot.kept.begin(), snapshot.kept.end(), std::uint64_t{0});
    snapshot.shownPeak = peakOf(snapshot, snapshot.shown);
    snapshot.keptPeak = peakOf(snapshot, snapshot.kept);

    snapshot.series = largest(front, range, frame);
    fillCounts(snapshot, front, frame);
    fillRates(snapshot, front, back, now);
    const Dictionary &texts = grouping == RateGrouping::Type ? columns.types : columns.sources;
    snapshot.other.total = snapshot.shownTotal;
    for (auto &series : snapshot.series) {
        series.text = texts.text(series.code);
        snapshot.other.total -= series.total;
    }
    return snapshot;
}

std::vector<RateSpark> drawSparks(const EventRates &kept, RateRange range, RateGrouping grouping,
                                  WallTime now, std::span<const ValueCode> codes)
{
    const RateResolutions &counts = kept.counts(grouping);
    const Frame frame = frameOf(counts, range, now);
    std::vector<RateSpark> sparks(codes.size());
    for (std::size_t i = 0; i < codes.size(); ++i)
        sparks[i].code = codes[i];
    forEachBucket(counts, range, frame, [&](std::size_t position, const RateBucket &bucket) {
        const std::size_t bar = position * RateSpark::Bars / frame.buckets;
        forEachOf(codes, bucket,
                  [&](std::size_t i, std::uint32_t count) { sparks[i].bars[bar] += count; });
    });
    const RateWindow &finest = counts.windows.front();
    const std::int64_t end = timeIndex(now.time_since_epoch().count(), finest.width());
    for (std::int64_t index = end - recentBuckets(finest); index < end; ++index) {
        if (const auto *bucket = finest.bucket(index))
            forEachOf(codes, *bucket, [&](std::size_t i, std::uint32_t count) {
                sparks[i].rate += count / RecentSeconds;
            });
    }
    std::erase_if(sparks, [](const RateSpark &spark) {
        return spark.rate == 0 && spark.bars == decltype(spark.bars){};
    });
    return sparks;
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/columns/dictionary.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core {

enum class RateRange { OneMinute, TenMinutes, OneHour, All };
enum class RateGrouping { Type, Source };

/// One coloured band of the chart.
struct RateSeries {
    ValueCode code = OtherCode; ///< of Columns::types or sources; OtherCode: everything that has no
                                ///< band of its own
    std::string text;           ///< empty for OtherCode
    std::uint64_t total = 0;    ///< events in the range
    double rate = 0;            ///< per second, mean of the last 10 s
    std::vector<std::uint32_t> counts; ///< events per bucket
    bool operator==(const RateSeries &) const = default;
};

/// How one value went over the range, in few strokes.
struct RateSpark {
    static constexpr std::size_t Bars = 16;

    ValueCode code = AbsentCode;
    double rate = 0;                        ///< per second, mean of the last 10 s
    std::array<std::uint32_t, Bars> bars{}; ///< events in each sixteenth of the range
    bool operator==(const RateSpark &) const = default;
};

struct RatePeak {
    double rate = 0; ///< per second, in the fullest bucket
    WallTime at{};   ///< when that bucket began
    bool operator==(const RatePeak &) const = default;
};

/// What a rate chart draws, whole and unchanging: shared between threads as shared_ptr<const
/// RateSnapshot>. Bucket i covers [bucketStart(i), bucketStart(i + 1)); divide a count by
/// bucketSeconds() for events per second.
struct RateSnapshot {
    static constexpr std::size_t MaxSeries = 10;

    RateRange range = RateRange::OneMinute;
    RateGrouping grouping = RateGrouping::Type;
    WallTime start{};
    std::chrono::microseconds width{250'000};

    /// At most MaxSeries, largest total in the range first (the bottom of the stack). With a
    /// filter: of what is shown.
    std::vector<RateSeries> series;
    /// The rest; `total` 0 if there is none.
    RateSeries other;
    /// Per bucket, all series together. With a filter: of what is shown.
    std::vector<std::uint32_t> shown;
    /// Per bucket, everything kept: the silhouette behind a filter; equal to `shown` without one.
    std::vector<std::uint32_t> kept;
    bool isFiltered = false;
    /// Of the values that were asked for, by code; of everything kept, whatever the filter. Nothing: none were asked for.
    std::optional<std::vector<RateSpark>> sparks;

    double shownRate = 0; ///< per second, mean of the last 10 s
    double keptRate = 0;
    RatePeak shownPeak; ///< within the range
    RatePeak keptPeak;
    std::uint64_t shownTotal = 0; ///< events within the range
    std::uint64_t keptTotal = 0;
    bool isComplete = true; ///< false: nothing has been read yet

    std::size_t buckets() const { return kept.size(); }
    WallTime bucketStart(std::size_t bucket) const
    {
        return start + width * static_cast<std::chrono::microseconds::rep>(bucket);
    }
    double bucketSeconds() const { return std::chrono::duration<double>(width).count(); }
    bool operator==(const RateSnapshot &) const = default;
};

} // namespace core

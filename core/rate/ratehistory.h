// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rate/ratebucket.h"

#include <cstdint>
#include <map>
#include <span>

namespace core {

/// Buckets over all the time that is counted, however long: when they become too many, ten are
/// joined into one.
class RateHistory {
public:
    static constexpr std::int64_t FinestWidth = 1'000'000; ///< µs
    static constexpr std::int64_t MaxSpan = 2990;          ///< buckets from the first to the last
    static constexpr std::int64_t MaxSteps = 300;          ///< of steps()

    /// `time` in µs since 1970.
    void add(std::int64_t time, std::span<const CodeCount> counts);
    /// Takes off what was added for the same rows.
    void takeOff(std::int64_t time, std::span<const CodeCount> counts);
    /// So much was taken off that buckets of a tenth of the width would be few enough by far.
    bool isTooCoarse() const;

    /// FinestWidth times a power of ten.
    std::int64_t width() const { return m_width; }
    /// By index = time / width(), rounded down. At most MaxSpan.
    const std::map<std::int64_t, RateBucket> &buckets() const { return m_buckets; }

    /// What a chart of everything draws: the narrowest buckets of 1, 2 or 5 times a power of ten,
    /// at least width(), of which MaxSteps reach from the first to the last.
    struct Steps {
        std::int64_t width = FinestWidth;
        std::int64_t first = 0; ///< index with this width
        std::int64_t last = -1;
    };
    Steps steps() const;

private:
    void coarsen();

    std::int64_t m_width = FinestWidth;
    std::map<std::int64_t, RateBucket> m_buckets;
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rate/eventrates.h"

#include <span>
#include <vector>

namespace core {

/// What a chart of `range` that ends at `now` draws: bands of `shown`, in front of everything that
/// is `kept` (the same object without a filter). One minute to one hour end with the last bucket
/// that is over at `now`; All reaches from the first event to the newest, the unfinished bucket
/// included. Pure.
RateSnapshot drawRates(const EventRates &shown, const EventRates &kept, const Columns &columns,
                       RateRange range, RateGrouping grouping, WallTime now);

/// Over the same range, of those of `codes` (ascending) that occur in it. A bucket tells at least RateBucket::MaxValues values
/// apart. Pure.
std::vector<RateSpark> drawSparks(const EventRates &kept, RateRange range, RateGrouping grouping,
                                  WallTime now, std::span<const ValueCode> codes);

} // namespace core

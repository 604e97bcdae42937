// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/log/storedevent.h"
#include "core/query/eventfilter.h"

#include <cstdint>
#include <vector>

namespace core {

/// Events by their numbers, both ends included.
struct SequenceRange {
    EventSequence first;
    EventSequence last;
    bool operator==(const SequenceRange &) const = default;
};

/// Which events of a capture are meant: those within the ranges that the filter lets through. A plain value.
struct EventChoice {
    EventFilter filter;
    std::vector<SequenceRange> ranges; ///< a selection, in any order; empty: every number
};

/// Whether the filter lets it through. Pure.
[[nodiscard]] bool isShown(const EventFilter &filter, const StoredEvent &stored);

/// The ranges of `choice` within [oldest, newest]: ascending, joined where they touch. Pure.
[[nodiscard]] std::vector<SequenceRange> rangesWithin(const EventChoice &choice,
                                                      EventSequence oldest, EventSequence newest);
/// How many numbers they have together.
[[nodiscard]] std::uint64_t countOf(const std::vector<SequenceRange> &ranges);

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/query/eventfilter.h"

#include <optional>

namespace core {

/// Events that were received at `from` or later and before `before`.
struct ReceivedRange {
    WallTime from{};
    WallTime before{};
    bool operator==(const ReceivedRange &) const = default;
};

/// The range that the expression of `filter` has among its clauses joined by AND, in the form in which
/// withReceivedRange() writes it; nothing if it has none. Pure.
[[nodiscard]] std::optional<ReceivedRange> receivedRangeOf(const EventFilter &filter);

/// `filter` with `range` in the place of its own: `RECEIVED() >= TIME('…') AND RECEIVED() < TIME('…')` behind what else
/// it asks for. Without a range: with none. Pure.
[[nodiscard]] EventFilter withReceivedRange(EventFilter filter,
                                            const std::optional<ReceivedRange> &range);

} // namespace core

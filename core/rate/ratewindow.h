// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rate/ratebucket.h"

#include <cstdint>
#include <span>
#include <vector>

namespace core {

/// The newest buckets of one width, in a ring. Buckets are numbered from 1970: `index` = µs since
/// then / width, rounded down. A slot belongs to the index that was added last, so that after the
/// clock was set back the window fills again at once.
class RateWindow {
public:
    /// `buckets` are drawn at most; a few more are kept, because the newest one is unfinished.
    RateWindow(std::int64_t width, std::size_t buckets);

    std::int64_t width() const { return m_width; }
    std::size_t buckets() const { return m_buckets; }
    /// How far back it can reach, µs.
    std::int64_t reach() const { return m_width * static_cast<std::int64_t>(m_slots.size()); }
    /// `row`: the first that is counted here; rows come in order.
    void add(std::int64_t index, std::uint64_t row, std::span<const CodeCount> counts);
    /// Takes off what was added for the same rows, if the bucket still has it.
    void takeOff(std::int64_t index, std::uint64_t row, std::span<const CodeCount> counts);
    /// Null if nothing was counted there.
    const RateBucket *bucket(std::int64_t index) const;

private:
    struct Slot {
        std::int64_t index = 0;
        std::uint64_t row = 0; ///< the first that it counts
        RateBucket bucket;
    };
    std::size_t slotOf(std::int64_t index) const;

    std::int64_t m_width; ///< µs
    std::size_t m_buckets;
    std::vector<Slot> m_slots;
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/rate/ratewindow.h"

#include "core/rate/timeindex.h"

namespace core {

namespace {
/// Beside what is drawn: the unfinished bucket, and the one that may begin between counting and
/// drawing.
constexpr std::size_t Spare = 2;
} // namespace

RateWindow::RateWindow(std::int64_t width, std::size_t buckets)
    : m_width(width)
    , m_buckets(buckets)
    , m_slots(buckets + Spare)
{
}

void RateWindow::add(std::int64_t index, std::uint64_t row, std::span<const CodeCount> counts)
{
    Slot &slot = m_slots[slotOf(index)];
    if (slot.index != index) {
        slot.index = index;
        slot.row = row;
        slot.bucket.clear();
    }
    slot.bucket.add(counts);
}

void RateWindow::takeOff(std::int64_t index, std::uint64_t row, std::span<const CodeCount> counts)
{
    Slot &slot = m_slots[slotOf(index)];
    if (slot.index == index && row >= slot.row)
        slot.bucket.takeOff(counts);
}

const RateBucket *RateWindow::bucket(std::int64_t index) const
{
    const Slot &slot = m_slots[slotOf(index)];
    return slot.index == index && slot.bucket.total() > 0 ? &slot.bucket : nullptr;
}

std::size_t RateWindow::slotOf(std::int64_t index) const
{
    const auto size = static_cast<std::int64_t>(m_slots.size());
    return static_cast<std::size_t>(index - timeIndex(index, size) * size);
}

} // namespace core

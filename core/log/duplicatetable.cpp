// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/duplicatetable.h"

#include <algorithm>
#include <numeric>

namespace core {

DuplicateTable::DuplicateTable()
{
    // Of different lengths, so that they do not all grow at the same time.
    for (std::size_t i = 0; i < m_shards.size(); ++i)
        m_shards[i].entries.resize(64 + i / 16);
}

void DuplicateTable::prefetch(std::uint64_t hash) const
{
    const Shard &shard = m_shards[shardOf(hash)];
    __builtin_prefetch(&shard.entries[placeOf(keyOf(hash), shard.entries.size())], 1);
}

void DuplicateTable::rollBack()
{
    while (!m_replaced.empty()) {
        const auto [hash, row, by] = m_replaced.back();
        m_replaced.pop_back();
        Shard &shard = m_shards[shardOf(hash)];
        const Slot slot = slotOf(keyOf(hash), by);
        for (std::size_t place = placeOf(keyOf(hash), shard.entries.size());
             shard.entries[place] != 0; place = behind(place, shard.entries.size())) {
            if (shard.entries[place] == slot) {
                shard.entries[place] = slotOf(keyOf(hash), row);
                break;
            }
        }
    }
}

std::uint64_t DuplicateTable::rowOf(Slot slot, std::uint64_t end)
{
    const std::uint64_t row = (end & ~LowHalf) | (slot & LowHalf);
    if (row < end)
        return row;
    return row > LowHalf ? row - LowHalf - 1 : end;
}

void DuplicateTable::insertNew(Shard &shard, Slot slot, std::uint64_t first, std::uint64_t end)
{
    if ((shard.used + 1) * 5 > shard.entries.size() * 4)
        grow(shard, first, end);
    insert(shard, slot);
}

void DuplicateTable::insert(Shard &shard, Slot slot)
{
    std::size_t place = placeOf(slot >> 32U, shard.entries.size());
    while (shard.entries[place] != 0)
        place = behind(place, shard.entries.size());
    shard.entries[place] = slot;
    ++shard.used;
}

/// Anew, without what has left, and a quarter larger than that needs.
void DuplicateTable::grow(Shard &shard, std::uint64_t first, std::uint64_t end)
{
    std::vector<Slot> old = std::move(shard.entries);
    const std::size_t least = 64;
    std::erase_if(old, [first, end](Slot slot) {
        const std::uint64_t row = slot == 0 ? end : rowOf(slot, end);
        return row < first || row >= end;
    });
    shard.entries = std::vector<Slot>(std::max(least, old.size() * 25 / 16));
    shard.used = 0;
    for (const Slot slot : old)
        insert(shard, slot);
}

std::size_t DuplicateTable::bytes() const
{
    return std::accumulate(m_shards.begin(), m_shards.end(), std::size_t{0},
                           [](std::size_t sum, const Shard &shard) {
                               return sum + shard.entries.capacity() * sizeof(Slot);
                           });
}

} // namespace core

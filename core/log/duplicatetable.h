// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace core {

/// Which row had a hash last: 10 to 12.5 bytes for each hash. Knows 40 of its 64 bits and the low half of the row, so
/// what it finds must be looked at. Grows by parts, so that nobody waits for the whole. One thread.
class DuplicateTable {
public:
    DuplicateTable();

    /// Brings what replace() and add() of `hash` will touch nearer; does not wait.
    void prefetch(std::uint64_t hash) const;
    /// Asks `isSame(earlier)` about each row from `first` on and below `row` that was added with (40 bits of) this hash;
    /// `row`, the newest of all, takes the place of the first for which that is true, else a new one. Not for good
    /// before committed(). What is below `first` may be forgotten.
    template<typename IsSame>
    void add(std::uint64_t hash, std::uint64_t row, std::uint64_t first, IsSame isSame)
    {
        Shard &shard = m_shards[shardOf(hash)];
        const std::uint64_t key = keyOf(hash);
        for (std::size_t place = placeOf(key, shard.entries.size()); shard.entries[place] != 0;
             place = behind(place, shard.entries.size())) {
            Slot &slot = shard.entries[place];
            if (slot >> 32U != key)
                continue;
            const std::uint64_t earlier = rowOf(slot, row);
            const bool isThere = earlier >= first && earlier < row;
            if (isThere && !isSame(earlier))
                continue;
            if (isThere)
                m_replaced.push_back({hash, earlier, row});
            slot = slotOf(key, row);
            return;
        }
        insertNew(shard, slotOf(key, row), first, row);
    }

    void committed() { m_replaced.clear(); }
    /// What replaced another since the last committed() is replaced by it; the rest of what was added since says
    /// nothing, because those rows will be others.
    void rollBack();

    std::size_t bytes() const;

private:
    /// High half: the part of the hash that is kept, never 0. Low half: of the row.
    using Slot = std::uint64_t;
    struct Shard {
        std::vector<Slot> entries; ///< 0: free
        std::size_t used = 0;
    };
    struct Replaced {
        std::uint64_t hash;
        std::uint64_t row;
        std::uint64_t by;
    };
    static constexpr std::size_t ShardCount = 256;
    static constexpr std::uint64_t LowHalf = 0xffffffffU;

    static std::size_t shardOf(std::uint64_t hash) { return hash >> 56U; }
    static std::uint64_t keyOf(std::uint64_t hash)
    {
        const std::uint64_t key = hash >> 24U & LowHalf;
        return key == 0 ? 1 : key;
    }
    static std::size_t placeOf(std::uint64_t key, std::size_t entries)
    {
        return key * entries >> 32U;
    }
    static std::size_t behind(std::size_t place, std::size_t entries)
    {
        return place + 1 == entries ? 0 : place + 1;
    }
    static Slot slotOf(std::uint64_t key, std::uint64_t row)
    {
        return key << 32U | (row & LowHalf);
    }
    /// The nearest below `end` whose low half this is; `end` if there is none.
    static std::uint64_t rowOf(Slot slot, std::uint64_t end);
    static void insertNew(Shard &shard, Slot slot, std::uint64_t first, std::uint64_t end);
    static void insert(Shard &shard, Slot slot);
    static void grow(Shard &shard, std::uint64_t first, std::uint64_t end);

    std::array<Shard, ShardCount> m_shards;
    std::vector<Replaced> m_replaced; ///< since the last committed()
};

} // namespace core

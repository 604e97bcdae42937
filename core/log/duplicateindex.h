// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/columns/columns.h"
#include "core/disk/sqlitedatabase.h"
#include "core/log/duplicatetable.h"
#include "core/log/eventhashes.h"
#include "core/log/segmentlist.h"
#include "core/log/segmentrow.h"

#include <array>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace core {

/// The hashes of the events of a whole column block, as `event_hashes` of a capture keeps them.
struct HashBlock {
    std::array<std::uint64_t, ColumnBlock::Rows> identity; ///< 0: the row had left
    std::array<std::uint64_t, ColumnBlock::Rows> data;
};

/// hashEvent() of a row that has its texts.
EventHashes hashRow(std::uint64_t seed, const SegmentRow &row);

/// What is known in memory of all events of a log, to find those that are like one: about 25 bytes each. One thread at
/// a time.
class DuplicateIndex {
public:
    /// `seed` of hashEvent().
    explicit DuplicateIndex(std::uint64_t seed)
        : m_seed(seed)
    {
    }

    /// Fills it with events `first` to `last` (sequence numbers) of a capture: from the stored hashes, and from the
    /// rows behind the last whole block. What has no hashes, or cannot be read, is not known: an error then says why.
    /// Ends early if `stop` is requested.
    [[nodiscard]] Result<void> load(SqliteDatabase &database, std::uint64_t first,
                                    std::uint64_t last, const std::stop_token &stop);

    std::uint64_t seed() const { return m_seed; }
    void prefetch(const EventHashes &hashes) const;
    /// Adds `row`, the newest. isSame(earlier) must answer whether that row has the same source and id; hasSameData,
    /// whether it has the same data in the sense of findings.h, whatever its id.
    template<typename IsSame, typename HasSameData>
    void add(const EventHashes &hashes, std::uint64_t row, std::uint64_t first, IsSame isSame,
             HasSameData hasSameData)
    {
        m_identities.add(hashes.identity, row, first, isSame);
        if (hashes.data != 0)
            m_data.add(hashes.data, row, first, hasSameData);
        m_recent.push_back(hashes);
    }
    void committed();
    void rollBack();

    /// The whole hashes of a row, if it is one of the newest; else nullptr.
    const EventHashes *recent(std::uint64_t row) const
    {
        return row >= m_recentFrom && row - m_recentFrom < m_recent.size()
                   ? &m_recent[row - m_recentFrom]
                   : nullptr;
    }
    /// The hashes of a column block that is full; nullptr if it is not, or forgotten.
    std::unique_ptr<HashBlock> wholeBlock(std::uint64_t number) const;
    /// Forgets the whole hashes of committed rows before those of block `number`.
    void forgetBefore(std::uint64_t number);

    std::size_t bytes() const { return m_identities.bytes() + m_data.bytes(); }

private:
    [[nodiscard]] Result<void> loadRows(SqliteDatabase &database, std::uint64_t first,
                                        std::uint64_t last, const std::stop_token &stop);
    void add(const HashBlock &block, std::uint64_t row);

    const std::uint64_t m_seed;
    DuplicateTable m_identities;
    DuplicateTable m_data;
    std::uint64_t m_recentFrom = 0;    ///< first row of a block
    std::vector<EventHashes> m_recent; ///< of the rows from there on
    std::size_t m_committed = 0;       ///< of them
};

} // namespace core

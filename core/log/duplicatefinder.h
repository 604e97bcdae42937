// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/columns/columns.h"
#include "core/disk/sqlitedatabase.h"
#include "core/event/message.h"
#include "core/log/duplicateindex.h"
#include "core/log/segment.h"
#include "core/log/segmentlist.h"
#include "core/log/segmentrow.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace core {

/// Tells of each event that is appended whether the log holds one like it (findings.h). What the index in memory points
/// at is confirmed: by whole hashes among the newest events, else by reading the row. Writer thread only.
class DuplicateFinder {
public:
    DuplicateFinder(SqliteDatabase &database, const Columns &columns, const SegmentList &segments);
    ~DuplicateFinder();
    DuplicateFinder(const DuplicateFinder &) = delete;
    DuplicateFinder &operator=(const DuplicateFinder &) = delete;

    /// Begins to read what is known of the events `first` to `last` (sequence numbers) of the capture, on a thread of
    /// its own; the first announce() waits for it. What cannot be read is not known, and hinders nobody.
    [[nodiscard]] Result<void> load(std::uint64_t first, std::uint64_t last);

    // In the writer's transaction, as the rows come.
    /// find() will be asked about events of `message` in their order, perhaps not about all.
    void announce(const Message &message);
    /// The findings of `row`, which is event `index` of the message announced last; adds it. A failure to read may have
    /// ended the transaction: look at that.
    std::uint16_t find(const SegmentRow &row, std::size_t index);
    /// Writes the hashes of the blocks that became full.
    [[nodiscard]] bool store();
    void committed();
    void rollBack();

private:
    /// What an earlier row has in common with one that comes.
    struct Likeness {
        std::uint64_t row = 0;
        bool sameIdentity = false;
        bool sameData = false; ///< whatever the id
    };
    /// The index is not ours yet; nothing was announced.
    bool isLoading() const { return m_loading.joinable(); }
    const Likeness &compare(std::uint64_t earlier, const SegmentRow &row,
                            const EventHashes &hashes);
    Likeness read(std::uint64_t earlier, const SegmentRow &row);

    SqliteDatabase &m_database;
    const Columns &m_columns;
    const SegmentList &m_segments;
    std::optional<DuplicateIndex> m_index;
    std::jthread m_loading; ///< fills the index until it is joined
    std::vector<EventHashes> m_announced;
    std::optional<Likeness> m_compared; ///< the last, of the row that comes
    SegmentReader m_reader;
    std::uint64_t m_open = 0; ///< the segment of the reader; 0: none
    SqliteStatement m_insert;
    std::uint64_t m_nextBlock = 0;   ///< to be stored
    std::uint64_t m_storedBlock = 0; ///< those below are on disk
};

} // namespace core

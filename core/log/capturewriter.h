// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/event/message.h"
#include "core/log/capturefile.h"
#include "core/log/columns.h"
#include "core/log/columnstore.h"
#include "core/log/headcache.h"
#include "core/log/ledger.h"
#include "core/log/refusalstore.h"
#include "core/log/seal.h"
#include "core/log/segment.h"

#include <cstdint>
#include <string>

namespace core {

/// Writes one commit at a time into a capture: rows, heads, names, column blocks, refusals, the seal and the ledger, all
/// or nothing. Appends to Columns as it goes and leaves publishing to its owner. Writer thread only.
class CaptureWriter {
public:
    /// What fits into one value of SQLite with room for the rest of its row.
    static constexpr std::size_t MaxMessageBytes = 900'000'000;

    CaptureWriter(CaptureFile &file, Columns &columns, std::uint64_t segmentLimit);

    /// Goes on where the file ends; fills `columns`.
    [[nodiscard]] Result<void> load();

    /// Begins a commit of about `bytes`; in a new segment if they do not fit into this one.
    [[nodiscard]] bool begin(std::uint64_t bytes);
    [[nodiscard]] bool append(const Message &message);
    /// After all messages of the commit.
    [[nodiscard]] bool append(const Refusal &refusal, EventSequence after);
    /// Ends it; `ledger` is the account that then holds.
    [[nodiscard]] bool commit(const Ledger &ledger);
    void rollBack();
    /// In a commit of its own, if the block is (still) there. What cannot be written is not.
    void storeTextSignature(std::uint64_t block, std::string_view data);

    /// Why the last of the functions above answered false.
    Error error() const;
    /// About as many bytes may come before the next segment begins.
    std::uint64_t room() const;
    /// The same for a segment that is still empty.
    std::uint64_t segmentLimit() const { return m_segmentLimit; }
    /// Newest event, of the running commit too.
    EventSequence last() const { return EventSequence{m_now.last}; }
    std::uint64_t seals() const { return m_now.seal; }
    std::uint64_t refusals() const { return m_refusals.count(); }
    /// The account as the file has it.
    const Ledger &storedLedger() const { return m_ledger; }
    /// Pages in the WAL after the last commit.
    int walPages() const { return m_walPages; }

private:
    /// What a commit moves on and a roll-back puts back.
    struct Position {
        std::uint64_t last = 0; ///< sequence number
        std::uint64_t segment = 1;
        std::uint64_t segmentBytes = 0;
        std::uint64_t head = 0; ///< newest of this segment
        std::uint64_t seal = 0;
        SealHash hash{};
    };
    [[nodiscard]] bool beginSegment();
    [[nodiscard]] bool isInPlace();
    [[nodiscard]] bool storeHead(const Message &message, std::uint64_t &number);
    [[nodiscard]] bool storeEvent(const Message &message, const ReceivedEvent &received,
                                  std::uint64_t head);
    [[nodiscard]] Result<void> loadPosition();

    CaptureFile &m_file;
    SqliteDatabase &m_database;
    Columns &m_columns;
    const std::uint64_t m_segmentLimit;
    Sealer m_sealer;
    SegmentWriter m_segment;
    HeadCache m_heads;
    ColumnStore m_columnStore;
    RefusalStore m_refusals;
    SqliteStatement m_begin;
    SqliteStatement m_commit;
    SqliteStatement m_insertSeal;
    SqliteStatement m_updateLedger;
    Position m_now;
    Position m_committed;
    std::uint64_t m_firstRefusal = 0; ///< of this commit; 0: none
    Ledger m_ledger;
    std::string m_extensions; ///< reused
    std::string m_limit;      ///< what we found ourselves, instead of an error of SQLite
    int m_walPages = 0;
};

} // namespace core

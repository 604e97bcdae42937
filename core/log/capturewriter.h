// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/columns/columns.h"
#include "core/event/message.h"
#include "core/log/capturefile.h"
#include "core/log/capturerules.h"
#include "core/log/columnstore.h"
#include "core/log/duplicatefinder.h"
#include "core/log/eviction.h"
#include "core/log/headcache.h"
#include "core/log/intake.h"
#include "core/log/ledger.h"
#include "core/log/markstore.h"
#include "core/log/refusalstore.h"
#include "core/log/seal.h"
#include "core/log/segment.h"
#include "core/log/segmentlist.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace core {

/// Writes one commit at a time into a capture: rows, heads, names, column blocks, refusals, evictions, the seal and the
/// ledger, all or nothing. Appends to Columns as it goes and leaves publishing to its owner. Writer thread only.
class CaptureWriter {
public:
    /// What fits into one value of SQLite with room for the rest of its row.
    static constexpr std::size_t MaxMessageBytes = 900'000'000;

    /// The smaller a segment, the sooner it is dropped; the more there are, the longer the schema is read. With the
    /// usual limit both take a few milliseconds.
    static constexpr std::uint64_t SegmentsPerLimit = 256;
    /// With a small limit there are fewer: segments of less would leave all the time.
    static constexpr std::uint64_t SmallSegment = 2 * MiB;
    static constexpr std::uint64_t FewestSegments = 32;
    /// At how many bytes a segment ends with a limit of so many.
    static std::uint64_t segmentBytesFor(std::uint64_t limitBytes);
    /// With a limit of age, a segment spans at most so small a part of it.
    static constexpr int SegmentsPerAge = 16;

    /// `segmentBytes`: at which a segment ends; 0: a part of the limit.
    CaptureWriter(CaptureFile &file, Columns &columns, std::uint64_t segmentBytes = 0);

    /// Goes on where the file ends; fills `columns`.
    [[nodiscard]] Result<void> load();

    /// Begins a commit of about `bytes` at `now`; in a new segment if they do not fit into this one.
    [[nodiscard]] bool begin(std::uint64_t bytes, WallTime now);
    /// Those of its events that the rules do not leave out, with the `marks` that it brings.
    [[nodiscard]] bool append(const Message &message, std::span<const BroughtMark> marks = {});
    /// After all messages of the commit.
    [[nodiscard]] bool append(const Refusal &refusal, EventSequence after);
    [[nodiscard]] bool change(const CaptureRules &rules);
    [[nodiscard]] bool change(std::span<const MarkChange> marks);
    /// The same in a commit of its own: no seal is about it.
    [[nodiscard]] bool store(std::span<const MarkChange> marks, WallTime now);
    /// Why something must leave at `now`, if something must: evict() once, in a commit of its own, and ask again.
    std::optional<Eviction::Reason> evictionDue(WallTime now) const;
    /// In a commit without messages: the oldest segment leaves, or what is above the bound of refusals. `ledger` is
    /// brought up to date. What has left takes place until it is dropped.
    [[nodiscard]] bool evict(Eviction::Reason reason, WallTime now, Ledger &ledger);
    /// The oldest segment leaves when a segment or two more have come.
    bool isNearLimit() const { return usedBytes() + 2 * segmentLimit() > m_rules.limitBytes; }
    /// By segments: what comes in is more than what leaves, or the limit was lowered.
    bool isFarAboveLimit() const { return usedBytes() > m_rules.limitBytes + 2 * segmentLimit(); }
    /// Whether something that left waits for being dropped.
    bool hasLeft() const { return m_segments.hasLeft(); }
    /// Drops the next `rows` rows of it, or all of it, in a commit of its own.
    [[nodiscard]] bool dropLeft(std::optional<std::uint64_t> rows);
    /// The number of the segment that leaves next, whenever that will be.
    std::uint64_t oldestSegment() const { return m_segments.oldest().number; }
    /// Ends it; `ledger` is the account that then holds.
    [[nodiscard]] bool commit(const Ledger &ledger);
    void rollBack();
    /// In a commit of its own, if the block is (still) there. What cannot be written is not.
    void storeTextSignature(std::uint64_t block, std::string_view data);
    /// The ring goes on in the file `next`: nothing more comes into this one, the newest file so far. `place` is its own
    /// if it is the first of a ring that begins. In a commit of its own; what cannot be written is not.
    void storeEnd(const RingPlace &place, const std::string &next);

    /// Why the last of the functions above answered false.
    Error error() const;
    /// About as many bytes may come before the next segment begins.
    std::uint64_t room() const;
    /// The same for a segment that is still empty.
    std::uint64_t segmentLimit() const;
    const CaptureRules &rules() const { return m_rules; }
    /// As committed. Never null.
    const std::shared_ptr<const Marks> &marks() const { return m_marks.marks(); }
    /// Those that found no room since it was opened.
    std::uint64_t marksWithoutRoom() const { return m_marks.withoutRoom(); }
    /// Of the events that are kept, with what is stored beside each; what the limit bounds.
    std::uint64_t usedBytes() const { return m_segments.finishedBytes() + m_now.segmentBytes; }
    /// Newest event, of the running commit too.
    EventSequence last() const { return EventSequence{m_now.last}; }
    std::uint64_t seals() const { return m_now.seal; }
    const SealHash &head() const { return m_now.hash; }
    std::uint64_t refusals() const { return m_refusals.count(); }
    /// The account as the file has it.
    const Ledger &storedLedger() const { return m_ledger; }
    /// Pages in the WAL after the last commit.
    int walPages() const { return m_walPages; }

private:
    /// What a commit moves on and a roll-back puts back.
    struct Position {
        std::uint64_t last = 0; ///< sequence number
        std::uint64_t segmentBytes = 0;
        std::uint64_t head = 0; ///< newest of this segment
        std::uint64_t seal = 0;
        SealHash hash{};
        Eviction eviction; ///< newest
    };
    [[nodiscard]] bool beginSegment();
    [[nodiscard]] bool isInPlace();
    bool isTooOld(std::int64_t received, WallTime now, int part) const;
    std::int64_t received(std::uint64_t sequence) const;
    [[nodiscard]] bool evictSegment(Eviction &eviction);
    [[nodiscard]] bool storeLedger(const Ledger &ledger);
    [[nodiscard]] bool storeHead(const Message &message, std::uint64_t &number);
    [[nodiscard]] bool storeEvent(const Message &message, std::size_t index, std::uint64_t head);
    [[nodiscard]] Result<void> loadPosition();

    CaptureFile &m_file;
    SqliteDatabase &m_database;
    Columns &m_columns;
    const std::uint64_t m_segmentBytes;
    CaptureRules m_rules;
    CaptureRules m_newRules; ///< once this commit has succeeded
    Sealer m_sealer;
    SegmentList m_segments;
    SegmentWriter m_segment;
    HeadCache m_heads;
    ColumnStore m_columnStore;
    DuplicateFinder m_duplicates;
    RefusalStore m_refusals;
    MarkStore m_marks;
    SqliteStatement m_begin;
    SqliteStatement m_commit;
    SqliteStatement m_updateLedger;
    Position m_now;
    Position m_committed;
    WallTime m_began{};               ///< this commit
    std::uint64_t m_firstRefusal = 0; ///< of this commit; 0: none
    std::uint64_t m_refusalsOf1 =
        0; ///< sealed by the first rules: they leave with their segment only
    Ledger m_ledger;
    std::string m_extensions; ///< reused
    std::string m_limit;      ///< what we found ourselves, instead of an error of SQLite
    int m_walPages = 0;
};

} // namespace core

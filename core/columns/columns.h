// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/units.h"
#include "core/columns/anonymousmemory.h"
#include "core/columns/dictionary.h"
#include "core/event/message.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

namespace core {

constexpr std::int64_t NoTime = std::numeric_limits<std::int64_t>::min();

/// Packed facts about how an event came: content mode, event format, specversion, kind of origin,
/// form of the data.
struct RowShape {
    ContentMode mode = ContentMode::Binary;
    EventFormat format = EventFormat::None;
    SpecVersion specVersion = SpecVersion::V10;
    OriginKind origin = OriginKind::Http;
    DataForm dataForm = DataForm::None;
    std::uint16_t packed() const;
    static RowShape unpack(std::uint16_t packed);
    /// Whether every part has a value that it can have: what comes from a file need not.
    bool isKnown() const;
    bool operator==(const RowShape &) const = default;
};

struct Row;

/// The columns of ColumnBlock::Rows consecutive events, one plain array each; 40 bytes a row. This
/// layout, little-endian and in this order, is also what a stored column block holds
/// (core/log/FORMAT.md).
struct ColumnBlock {
    static constexpr std::size_t Rows = 16384;

    /// `i` < Rows.
    void set(std::size_t i, const Row &row);

    std::array<std::int64_t, Rows> received; ///< wall clock, µs since 1970
    std::array<std::int64_t, Rows> time;     ///< attribute `time`, µs since 1970; NoTime if absent
    std::array<ValueCode, Rows> type;
    std::array<ValueCode, Rows> source;
    std::array<ValueCode, Rows> subject;
    std::array<std::uint32_t, Rows> size;        ///< bytes of the data
    std::array<std::uint16_t, Rows> contentType; ///< ValueCode; above 65535 OtherCode
    std::array<std::uint16_t, Rows> connection;  ///< ValueCode of what brought it; likewise
    std::array<std::uint16_t, Rows> shape;       ///< RowShape::packed
    std::array<std::uint16_t, Rows> findings;    ///< bits; 0 = none
};
static_assert(sizeof(ColumnBlock) == ColumnBlock::Rows * 40);

/// One row of the columns, gathered.
struct Row {
    std::int64_t received = 0;
    std::int64_t time = NoTime;
    ValueCode type = AbsentCode;
    ValueCode source = AbsentCode;
    ValueCode subject = AbsentCode;
    std::uint32_t size = 0;
    ValueCode contentType = AbsentCode;
    ValueCode connection = AbsentCode;
    RowShape shape;
    std::uint16_t findings = 0;
    bool operator==(const Row &) const = default;
};

/// The door out: what is known of every event in memory, in append-only blocks. The log writer
/// appends, publishes and evicts; any thread reads rows below published() without a lock. Row index
/// = sequence number - 1.
///
/// Rows below first() have left the log. The newest of them stay readable for a while, so that
/// whoever has counted them can take them off again: read, *then* look at readable(). What was read
/// below it may be zeros (no value, time 0), never somebody else's memory.
class Columns {
public:
    /// Bytes that all dictionaries may take together (design §5).
    static constexpr std::size_t DictionaryLimit = 64 * MiB;
    static constexpr std::size_t MaxBlocks = 1U << 20; ///< about 17 thousand million events
    /// Whole blocks that stay readable after their rows were evicted (20 MiB).
    static constexpr std::uint64_t EvictedBlocks = 32;

    /// `dictionaryBytes` is shared out: half for subjects, a quarter for sources, an eighth for
    /// types.
    explicit Columns(std::size_t dictionaryBytes = DictionaryLimit);
    ~Columns();
    Columns(const Columns &) = delete;
    Columns &operator=(const Columns &) = delete;

    // The values behind the codes. Writer adds; anybody reads.
    Dictionary types;
    Dictionary sources;
    Dictionary subjects;
    Dictionary contentTypes;
    Dictionary connections;

    /// Number of rows that may be read. Any thread; never falls.
    std::uint64_t published() const { return m_published.load(std::memory_order_acquire); }
    /// The lowest row that is in the log: those below were evicted. published() if none is. Any thread; never falls.
    std::uint64_t first() const { return m_first.load(std::memory_order_acquire); }
    /// The lowest row that can be read, at most first(). Any thread; never falls.
    std::uint64_t readable() const { return m_readable.load(std::memory_order_acquire); }
    /// The block that holds row `index`; readable() <= `index` < published(). Any thread. Rows at or
    /// above published() in it are not yet to be read. Stays valid memory when its rows go.
    const ColumnBlock &block(std::uint64_t blockIndex) const
    {
        return *m_blocks[blockIndex].load(std::memory_order_acquire);
    }
    /// `index` < published(). Any thread. A row of zeros if it is below readable().
    Row row(std::uint64_t index) const;

    /// Blocks until more than `count` rows are published, close() was called, `stop` is requested or
    /// `timeout` is over; answers published(). Any thread but the GUI's.
    std::uint64_t waitForMore(std::uint64_t count, std::chrono::milliseconds timeout,
                              const std::stop_token &stop = {}) const;

    /// Writer only: writes row number `appended()`; not visible before publish().
    void append(const Row &row);
    /// Writer only: rows appended, published or not.
    std::uint64_t appended() const { return m_appended; }
    /// Writer only: forgets appended rows that were not published (their commit failed).
    void rollBack();
    /// Writer only: makes all appended rows readable and wakes who waits.
    void publish();
    /// Writer only: rows below `first` have left the log; `first` <= published().
    void evict(std::uint64_t first);
    /// Writer only (reopening, before anything else): the log begins with row `first`.
    void beginAt(std::uint64_t first);
    /// Writer only (reopening): the block to fill whole with the next Rows rows; then call
    /// adopted().
    ColumnBlock &nextWholeBlock();
    void adopted();
    /// Wakes everybody in waitForMore for good: the log ends.
    void close();
    bool isClosed() const;

private:
    ColumnBlock &ensureBlock(std::uint64_t blockIndex);

    void release(std::uint64_t readable);

    const AnonymousMemory m_table; ///< of m_blocks: pages that are never touched cost nothing
    std::atomic<ColumnBlock *> *m_blocks;
    std::vector<std::unique_ptr<AnonymousMemory>>
        m_memory;                   ///< writer only: of the blocks, in order
    std::uint64_t m_firstBlock = 0; ///< writer only: block of m_memory[0]
    std::uint64_t m_released = 0;   ///< writer only: blocks below it hold no memory
    std::atomic<std::uint64_t> m_published{0};
    std::atomic<std::uint64_t> m_first{0};
    std::atomic<std::uint64_t> m_readable{0};
    std::uint64_t m_appended = 0;
    mutable std::mutex m_mutex; ///< guards only the waiting below
    mutable std::condition_variable m_more;
    bool m_closed = false;
};

} // namespace core

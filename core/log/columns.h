// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/units.h"
#include "core/event/message.h"
#include "core/log/dictionary.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <stop_token>

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

/// The columns of ColumnBlock::Rows consecutive events, one plain array each; 40 bytes a row. This
/// layout, little-endian and in this order, is also what a stored column block holds
/// (core/log/FORMAT.md).
struct ColumnBlock {
    static constexpr std::size_t Rows = 16384;

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
/// appends and publishes; any thread reads rows below published() without a lock. Row index =
/// sequence number - 1.
class Columns {
public:
    /// Bytes that all dictionaries may take together (design §5).
    static constexpr std::size_t DictionaryLimit = 64 * MiB;
    static constexpr std::size_t MaxBlocks = 65536; ///< about one thousand million events

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
    /// The block that holds row `index`; `index` < published(). Any thread. Rows at or above
    /// published() in it are not yet to be read.
    const ColumnBlock &block(std::uint64_t blockIndex) const
    {
        return *m_blocks[blockIndex].load(std::memory_order_acquire);
    }
    /// `index` < published(). Any thread.
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
    /// Writer only (reopening): the block to fill whole with the next Rows rows; then call
    /// adopted().
    ColumnBlock &nextWholeBlock();
    void adopted();
    /// Wakes everybody in waitForMore for good: the log ends.
    void close();
    bool isClosed() const;

private:
    ColumnBlock &ensureBlock(std::uint64_t blockIndex);

    std::unique_ptr<std::atomic<ColumnBlock *>[]> m_blocks;
    std::atomic<std::uint64_t> m_published{0};
    std::uint64_t m_appended = 0;
    mutable std::mutex m_mutex; ///< guards only the waiting below
    mutable std::condition_variable m_more;
    bool m_closed = false;
};

} // namespace core

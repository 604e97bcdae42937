// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/units.h"
#include "core/log/marks.h"
#include "core/log/storedevent.h"
#include "core/log/unnamedtexts.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace core {

/// Where a refusal stands among the events.
struct RefusalPlace {
    std::uint64_t number = 0;
    EventSequence after; ///< the newest event when it was refused
    bool operator==(const RefusalPlace &) const = default;
};

class SegmentReader;
struct ReadablePart;
class SqliteDatabase;

/// Reads a capture page by page on a read-only connection of its own; holds no statement open between calls. One
/// thread at a time; not the GUI's. Errors: Kind::Io or Kind::Damaged, naming the file and the number.
class CaptureReader {
public:
    static constexpr std::size_t MaxPageRows =
        1000; ///< design §1: a page is at most this, or MaxPageTime
    static constexpr std::chrono::milliseconds MaxPageTime{20};
    /// Or the event with which its events have more than this, as they came: what a page takes in memory is bounded by
    /// it and one event.
    static constexpr std::size_t MaxPageBytes = 4 * MiB;

    /// Whatever openReadable() opens: written at this moment or not, by whomever.
    [[nodiscard]] static Result<std::unique_ptr<CaptureReader>>
    open(const std::filesystem::path &file);
    /// What is left of a damaged capture, as if there were nothing else.
    [[nodiscard]] static Result<std::unique_ptr<CaptureReader>>
    openDamaged(const std::filesystem::path &file, const ReadablePart &part);
    ~CaptureReader();

    /// Events from `first` on, or from the oldest that has not left, in order, at most `limit` and one page; empty at
    /// the end of the log.
    [[nodiscard]] Result<std::vector<StoredEvent>> read(EventSequence first,
                                                        std::size_t limit = MaxPageRows);
    /// One event, or nothing if it is not there (not yet, or evicted).
    [[nodiscard]] Result<std::optional<StoredEvent>> event(EventSequence sequence);
    /// Refusals from number `first` on, in order, at most `limit`.
    [[nodiscard]] Result<std::vector<StoredRefusal>> refusals(std::uint64_t first,
                                                              std::size_t limit = MaxPageRows);
    /// The same of their places alone.
    [[nodiscard]] Result<std::vector<RefusalPlace>> refusalPlaces(std::uint64_t first,
                                                                  std::size_t limit = MaxPageRows);
    /// UnnamedTextReader::read.
    [[nodiscard]] Result<EventSequence> unnamed(EventSequence first, EventSequence last,
                                                std::chrono::steady_clock::time_point until,
                                                const UnnamedVisitor &visit);
    /// What people noted about the events that are there, as it is now.
    [[nodiscard]] Result<Marks> marks();
    /// Number of the newest event in the file, 0 if none.
    [[nodiscard]] Result<EventSequence> last();

private:
    CaptureReader(std::unique_ptr<SqliteDatabase> database, std::int64_t version);
    [[nodiscard]] Result<std::vector<StoredEvent>> readPage(EventSequence first, std::size_t limit);
    [[nodiscard]] Result<void> openSegment(std::uint64_t number);
    /// 0: there is none.
    [[nodiscard]] Result<std::uint64_t> segmentOf(EventSequence sequence);
    [[nodiscard]] Result<std::uint64_t> segmentAfter(std::uint64_t number);

    std::unique_ptr<SqliteDatabase> m_database;
    UnnamedTextReader m_unnamed;
    std::int64_t m_version;                   ///< of the schema, when it was opened
    std::unique_ptr<SegmentReader> m_segment; ///< of segment m_number
    std::uint64_t m_number = 0;
    // Of a damaged capture: the events and refusals that are shown.
    std::uint64_t m_first = 0;
    std::uint64_t m_last = std::numeric_limits<std::int64_t>::max();
    std::uint64_t m_lastRefusal = std::numeric_limits<std::int64_t>::max();
    bool m_isDamaged = false;
};

} // namespace core

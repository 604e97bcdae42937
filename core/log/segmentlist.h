// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/disk/sqlitedatabase.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>

namespace core {

/// The segments of a capture, oldest first: begins the next one, and has the oldest leave. In the writer's transaction;
/// writer thread only.
class SegmentList {
public:
    struct Segment {
        std::uint64_t number = 1;
        std::uint64_t first = 1; ///< event; of the newest perhaps one to come
        std::uint64_t bytes = 0; ///< of its events, about, once it is finished
    };

    explicit SegmentList(SqliteDatabase &database);

    [[nodiscard]] Result<void> load();
    /// Finishes the newest, which has `bytes`, and begins another with event `first`. False: it failed.
    [[nodiscard]] bool begin(std::uint64_t first, std::uint64_t bytes);
    /// The oldest leaves the list and the views. What is stored of its events stays until it is dropped. There must be
    /// another segment. False: it failed.
    [[nodiscard]] bool leaveOldest();
    /// Of what has left goes one column block with the indices that go with it, or the next `rows` rows of a table, and
    /// the table with the last of them. False: it failed.
    [[nodiscard]] bool dropSome(std::uint64_t rows);
    /// All of it goes. False: it failed.
    [[nodiscard]] bool dropAll();
    bool hasLeft() const { return m_now.hasOldBlocks || !m_now.left.empty(); }
    void committed() { m_before.reset(); }
    void rolledBack();

    std::size_t count() const { return m_now.segments.size(); }
    const Segment &oldest() const { return m_now.segments.front(); }
    const Segment &newest() const { return m_now.segments.back(); }
    /// The number of the segment that has event `sequence`, if any has.
    std::uint64_t of(std::uint64_t sequence) const;
    /// The event with which the second oldest begins; there must be one.
    std::uint64_t endOfOldest() const { return m_now.segments[1].first; }
    /// Of all but the newest.
    std::uint64_t finishedBytes() const { return m_finishedBytes; }

private:
    struct LeftTable {
        std::string name;
        bool refusesDelete =
            false; ///< it goes at once: another program made it leave, or an earlier version
    };
    struct State {
        std::deque<Segment> segments;
        std::deque<LeftTable> left;     ///< of segments that are in the list no more
        std::set<std::uint64_t> groups; ///< of segments, those that have their views
        bool hasOldBlocks = false;      ///< there may be column blocks before the first
    };

    void remember();
    /// After segment `changed` has come or left.
    [[nodiscard]] bool makeViews(std::uint64_t changed);
    /// The first column block that has a row of these segments.
    std::uint64_t firstBlock() const;

    SqliteDatabase &m_database;
    State m_now;
    std::uint64_t m_finishedBytes = 0;
    std::optional<State> m_before; ///< this transaction changed something
};

} // namespace core

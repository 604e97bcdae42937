// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/log/sqlitedatabase.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

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
    /// The oldest leaves the list and the views, and what the column blocks and other indices have of its events alone
    /// goes. Its tables stay until dropLeft(). There must be another segment. False: it failed.
    [[nodiscard]] bool leaveOldest();
    /// The tables of all that have left go. False: it failed.
    [[nodiscard]] bool dropLeft();
    bool hasLeft() const { return !m_left.empty(); }
    void committed() { m_before.reset(); }
    void rolledBack();

    std::size_t count() const { return m_segments.size(); }
    const Segment &oldest() const { return m_segments.front(); }
    const Segment &newest() const { return m_segments.back(); }
    /// The number of the segment that has event `sequence`, if any has.
    std::uint64_t of(std::uint64_t sequence) const;
    /// The event with which the second oldest begins; there must be one.
    std::uint64_t endOfOldest() const { return m_segments[1].first; }
    /// Of all but the newest.
    std::uint64_t finishedBytes() const { return m_finishedBytes; }

private:
    void remember();
    [[nodiscard]] bool makeViews();

    SqliteDatabase &m_database;
    struct State {
        std::deque<Segment> segments;
        std::vector<std::string> left;
    };
    std::deque<Segment> m_segments;
    std::vector<std::string> m_left; ///< tables of segments that are in the list no more
    std::uint64_t m_finishedBytes = 0;
    std::optional<State> m_before; ///< this transaction changed something
};

} // namespace core

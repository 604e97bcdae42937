// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/disk/sqlitedatabase.h"
#include "core/log/marks.h"

#include <cstdint>
#include <memory>
#include <span>

namespace core {

/// The marks and notes of a capture in its table mark_rows. In the writer's transaction; writer thread only, but for what
/// marks() answered.
class MarkStore {
public:
    explicit MarkStore(SqliteDatabase &database);

    /// Of the events `first` to `last`.
    [[nodiscard]] Result<void> load(EventSequence first, EventSequence last);
    /// Those of `changes` that are about events up to `last`, have not left and find room (Marks). False: it failed.
    [[nodiscard]] bool change(std::span<const MarkChange> changes, EventSequence last,
                              WallTime now);
    /// Events up to `last` leave, with what was noted about them. False: it failed.
    [[nodiscard]] bool evict(EventSequence last);
    void committed();
    void rolledBack();

    /// As committed. Never null.
    const std::shared_ptr<const Marks> &marks() const { return m_committed; }
    /// Changes that found no room so far.
    std::uint64_t withoutRoom() const { return m_withoutRoom; }

private:
    Marks &now();

    SqliteDatabase &m_database;
    EventSequence m_first{1}; ///< oldest that has not left
    EventSequence m_committedFirst{1};
    std::shared_ptr<const Marks> m_committed = std::make_shared<const Marks>();
    std::shared_ptr<Marks> m_changed; ///< in this transaction; null: nothing was
    std::uint64_t m_withoutRoom = 0;
    std::uint64_t m_newWithoutRoom = 0; ///< in this transaction
};

/// Of the events `first` to `last`. A capture that never had any, or of an older version, has none. Any connection.
[[nodiscard]] Result<Marks> loadMarks(SqliteDatabase &database, EventSequence first,
                                      EventSequence last);
/// Another number after each commit that changed something, 0 before the first: cheap to ask.
[[nodiscard]] std::int64_t marksState(SqliteDatabase &database);

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/log/columns.h"
#include "core/log/schema.h"
#include "core/log/sqlitedatabase.h"

#include <array>
#include <cstdint>
#include <span>

namespace core {

/// Keeps Columns and its dictionaries in the capture: the names as they are given codes, each block in the commit that
/// fills it. Reopening reads them back and makes the unfinished block again from the rows. Writer thread only.
class ColumnStore {
public:
    ColumnStore(SqliteDatabase &database, Columns &columns);

    /// Fills empty columns from the file, whose newest event is `last`, and publishes them.
    [[nodiscard]] Result<void> load(std::uint64_t last);
    /// In the writer's transaction: writes what the columns have gained since the last committed().
    [[nodiscard]] bool store();
    /// What store() wrote is on disk.
    void committed();

private:
    struct Names {
        schema::NameKind kind;
        Dictionary *dictionary;
        ValueCode stored = FirstCode; ///< codes below are on disk
    };
    [[nodiscard]] Result<void> loadNames();
    [[nodiscard]] Result<void> loadBlocks();
    [[nodiscard]] Result<void> readBlocks(SqliteDatabase &database,
                                          std::span<ColumnBlock *const> places,
                                          std::uint64_t first) const;
    [[nodiscard]] Result<void> loadTail(std::uint64_t last);
    [[nodiscard]] Result<void> loadTail(std::uint64_t segment, std::uint64_t last);
    [[nodiscard]] bool storeBlock(std::uint64_t number);
    tl::unexpected<Error> damaged(const std::string &what) const;

    SqliteDatabase &m_database;
    Columns &m_columns;
    std::array<Names, 5> m_names;
    std::uint64_t m_storedBlocks = 0;
    SqliteStatement m_insertName;
    SqliteStatement m_insertBlock;
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/columns/columns.h"
#include "core/disk/sqlitedatabase.h"
#include "core/log/columnloader.h"

#include <array>
#include <cstdint>

namespace core {

/// Keeps Columns and its dictionaries in the capture: the names as they are given codes, each block in the commit that
/// fills it. Reopening reads them back (ColumnLoader). Writer thread only.
class ColumnStore {
public:
    ColumnStore(SqliteDatabase &database, Columns &columns);

    /// Fills empty columns from the file, which holds events `evicted` + 1 to `last`, and publishes them.
    [[nodiscard]] Result<void> load(std::uint64_t evicted, std::uint64_t last);
    /// In the writer's transaction: writes what the columns have gained since the last committed().
    [[nodiscard]] bool store();
    /// What store() wrote is on disk.
    void committed();

private:
    [[nodiscard]] bool storeBlock(std::uint64_t number);

    SqliteDatabase &m_database;
    Columns &m_columns;
    std::array<NamedDictionary, 5> m_names;
    std::array<ValueCode, 5> m_storedNames{}; ///< codes below are on disk
    std::uint64_t m_storedBlocks = 0;
    SqliteStatement m_insertName;
    SqliteStatement m_insertBlock;
};

} // namespace core

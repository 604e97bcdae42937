// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/columns/columns.h"
#include "core/disk/sqlitedatabase.h"
#include "core/log/readablecapture.h"
#include "core/log/schema.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace core {

/// Where the values of the dictionary columns are kept: one entry for each NameKind.
struct NamedDictionary {
    schema::NameKind kind;
    Dictionary *dictionary;
};
std::array<NamedDictionary, 5> namedDictionaries(Columns &columns);

/// Fills Columns and its dictionaries from a capture: all of it at once from the stored blocks, then what came since
/// from the rows. Publishes nothing. Needs a connection that may read; one thread, the one that writes the columns.
class ColumnLoader {
public:
    /// Of a damaged capture names are read up to the first that is missing: a code behind it becomes OtherCode.
    ColumnLoader(SqliteDatabase &database, Columns &columns, Damage damage = Damage::Refuse);

    /// Whether stored blocks may be taken as they are, or all is made from the rows (of a damaged file).
    enum class Blocks { Take, MakeAnew };
    /// Fills empty columns with events `evicted` + 1 to `last`. A block that is missing or cannot be is made anew from
    /// its rows. Kind::Damaged if a row or name is missing or cannot be.
    [[nodiscard]] Result<void> load(std::uint64_t evicted, std::uint64_t last,
                                    Blocks blocks = Blocks::Take);
    /// The names that came since the last call.
    [[nodiscard]] Result<void> loadNames();
    /// Appends the rows from the first that the columns lack up to event `last`. Their names must be loaded.
    [[nodiscard]] Result<void> loadRows(std::uint64_t last);

private:
    using BlockNumbers = std::vector<std::uint64_t>;
    using TakeRow = std::function<void(const Row &)>;

    [[nodiscard]] Result<void> loadBlocks(std::uint64_t evicted, std::uint64_t last);
    BlockNumbers readBlocks(SqliteDatabase &database, std::span<ColumnBlock *const> places,
                            std::uint64_t first) const;
    [[nodiscard]] Result<void> makeBlock(std::uint64_t number, std::uint64_t evicted,
                                         ColumnBlock &block);
    [[nodiscard]] Result<void> loadNames(const NamedDictionary &names);
    /// Nothing if there is no such code.
    std::optional<ValueCode> codeOf(const SqliteStatement &select, int column,
                                    const Dictionary &dictionary) const;
    [[nodiscard]] Result<void> readRows(std::uint64_t first, std::uint64_t last,
                                        const TakeRow &take);
    [[nodiscard]] Result<std::uint64_t> readRowsOf(std::uint64_t segment, std::uint64_t first,
                                                   std::uint64_t last, const TakeRow &take);
    tl::unexpected<Error> damaged(const std::string &what) const;

    SqliteDatabase &m_database;
    Columns &m_columns;
    const Damage m_damage;
    const std::string m_findings; ///< the column of a segment, as this version of the file has it
};

} // namespace core

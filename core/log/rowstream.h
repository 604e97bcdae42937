// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/disk/sqlitedatabase.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace core {

/// A name of the schema, as SQL takes it whatever it is.
std::string quotedName(const std::string &name);

/// Rows that never change once they are there, in the order of an ascending key: they can be read at any later time
/// as they were. The only thing that happens to them is that the oldest leave.
struct RowStream {
    std::string table;
    std::string key = "rowid";
    std::string condition;    ///< a part of the table; ends with AND
    int rank = 0;             ///< what leaves first has the lowest
    std::int64_t number = 0;  ///< of the segment
    bool holdsEvents = false; ///< the key is their number
    std::int64_t first = std::numeric_limits<std::int64_t>::max();
    std::int64_t last = 0; ///< below `first`: there are no rows

    bool isEmpty() const { return last < first; }
    /// " FROM … WHERE … key": the key is to be compared with something.
    std::string where() const;
};

/// What the rows of a table of a capture are, without their ends; nothing for one whose rows may change: those are few.
std::optional<RowStream> rowStreamOf(const std::string &table);
/// The streams of `table` with their ends as they are now: one, or one for each kind of name.
[[nodiscard]] Result<std::vector<RowStream>> rowStreamsNow(SqliteDatabase &database,
                                                           const RowStream &table);

} // namespace core

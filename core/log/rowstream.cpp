// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/rowstream.h"

#include <cstdlib>
#include <string_view>

namespace core {

namespace {

/// `segment_12`, but not `segments`.
bool isNumbered(const std::string &name, std::string_view prefix)
{
    return name.size() > prefix.size() && name.starts_with(prefix) &&
           name.find_first_not_of("0123456789", prefix.size()) == std::string::npos;
}

} // namespace

std::string quotedName(const std::string &name)
{
    std::string out = "\"";
    for (const char letter : name)
        out += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    return out + '"';
}

std::string RowStream::where() const
{
    return " FROM " + quotedName(table) + " WHERE " + condition + key;
}

std::optional<RowStream> rowStreamOf(const std::string &table)
{
    RowStream stream;
    stream.table = table;
    for (const std::string_view prefix : {"segment_", "heads_", "seals_"}) {
        if (isNumbered(table, prefix)) {
            stream.rank = 2;
            stream.holdsEvents = prefix == "segment_";
            stream.number = std::strtoll(table.c_str() + prefix.size(), nullptr, 10);
            return stream;
        }
    }
    if (table == "column_blocks" || table == "text_signatures" || table == "event_hashes")
        return stream;
    stream.rank = 1;
    if (table == "refusal_rows")
        return stream;
    stream.rank = 3;
    if (table == "seals" || table == "seals_of_1")
        return stream;
    stream.key = "code";
    if (table == "names")
        return stream;
    return std::nullopt;
}

Result<std::vector<RowStream>> rowStreamsNow(SqliteDatabase &database, const RowStream &table)
{
    std::vector<RowStream> streams;
    if (table.key == "code") { // codes ascend within a kind
        SqliteStatement kinds = database.prepare("SELECT DISTINCT kind FROM names");
        while (kinds.step()) {
            streams.push_back(table);
            streams.back().condition = "kind = " + std::to_string(kinds.integer(0)) + " AND ";
        }
        if (!kinds || kinds.isFailed())
            return tl::unexpected(database.error());
    } else {
        streams.push_back(table);
    }
    for (RowStream &stream : streams) {
        // One by one: asked for both at once, SQLite walks through all rows.
        const std::string key = "(" + stream.key + ")" + stream.where() + " NOT NULL";
        SqliteStatement ends =
            database.prepare("SELECT (SELECT min" + key + "), (SELECT max" + key + ")");
        if (!ends.step())
            return tl::unexpected(database.error());
        if (!ends.isNull(0)) {
            stream.first = ends.integer(0);
            stream.last = ends.integer(1);
        }
    }
    return streams;
}

} // namespace core

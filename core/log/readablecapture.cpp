// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/readablecapture.h"

#include "core/log/capturefile.h"
#include "core/log/refusalstore.h"
#include "core/log/schema.h"
#include "core/log/segment.h"

#include <sqlite3.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace core {

namespace {

bool hasWal(const std::filesystem::path &file)
{
    std::filesystem::path wal = file;
    wal += "-wal";
    std::error_code code;
    const auto size = std::filesystem::file_size(wal, code);
    return !code && size > 0;
}

/// The file says that it has a WAL, and SQLite may not make what belongs to one.
bool lacksWal(SqliteDatabase &database)
{
    const int code = sqlite3_errcode(database.handle()) & 0xff;
    return code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
}

/// The database, of which the header can be read.
Result<std::unique_ptr<SqliteDatabase>> openHeader(const std::filesystem::path &file, Damage damage)
{
    auto database = SqliteDatabase::open(file, SqliteDatabase::Access::ReadOnly);
    if (database && damage == Damage::Tolerate)
        (*database)->tolerateDamage();
    if (!database || (*database)->integer("PRAGMA user_version"))
        return database;
    if (!lacksWal(**database))
        return tl::unexpected((*database)->error());
    if (hasWal(file)) {
        return fail(Error::Kind::Denied,
                    file.string() + ": its newest events are in " + file.filename().string() +
                        "-wal, which cannot be read in a folder that may not be written; copy both "
                        "into one that may be, and open that copy");
    }
    // It was closed while somebody else had it open. Who writes needs a WAL, so nobody does.
    auto closed = SqliteDatabase::open(file, SqliteDatabase::Access::Immutable);
    if (closed && damage == Damage::Tolerate)
        (*closed)->tolerateDamage();
    if (closed && !(*closed)->integer("PRAGMA user_version"))
        return tl::unexpected((*closed)->error());
    return closed;
}

/// Whether a newer version has kept what we read.
bool hasOurTables(SqliteDatabase &database)
{
    for (const std::string &select : {
             std::string("SELECT kept, refused, evicted FROM ledger"),
             std::string("SELECT number, first FROM segments"),
             std::string("SELECT kind, code, text FROM names"),
             "SELECT " + refusalColumns() + " FROM refusal_rows",
         }) {
        if (!database.prepare(select))
            return false;
    }
    const auto segment = database.integer("SELECT max(number) FROM segments");
    return segment && SegmentReader().open(database, static_cast<std::uint64_t>(*segment));
}

} // namespace

Result<ReadableCapture> openReadable(const std::filesystem::path &file, Damage damage)
{
    std::error_code code;
    if (!std::filesystem::exists(file, code))
        return fail(Error::Kind::NotFound,
                    file.string() + ": there is no such file; check the name");
    auto database = openHeader(file, damage);
    if (!database)
        return tl::unexpected(database.error());
    const auto version = (*database)->integer("PRAGMA user_version");
    if (!version)
        return tl::unexpected((*database)->error());
    const bool isNewer = *version > schema::Version;
    const auto checked = CaptureFile::check(**database);
    if (checked ||
        (isNewer && checked.error().kind == Error::Kind::Unsupported && hasOurTables(**database)))
        return ReadableCapture{std::move(*database), *version, isNewer};
    return tl::unexpected(checked.error());
}

Result<CaptureCounts> readCounts(const ReadableCapture &capture)
{
    SqliteDatabase &database = *capture.database;
    const bool isOf1 = capture.version == schema::FirstVersion;
    SqliteStatement ledger = database.prepare(
        "SELECT kept, refused, evicted, segment_bytes, " +
        std::string(isOf1 ? "0, 1, 0"
                          : "left_out, refusals_from, (SELECT total(bytes) FROM segments)") +
        " FROM ledger");
    if (!ledger)
        return tl::unexpected(database.error());
    if (!ledger.step()) {
        if (ledger.isFailed())
            return tl::unexpected(database.error());
        return fail(Error::Kind::Damaged, database.file().string() +
                                              ": its ledger is empty; it was changed by another "
                                              "program: restore it from a copy");
    }
    CaptureCounts counts;
    counts.ledger.kept = ledger.count(0);
    counts.ledger.refused = ledger.count(1);
    counts.ledger.evicted = ledger.count(2);
    counts.ledger.leftOut = ledger.count(4);
    counts.usedBytes = ledger.count(3) + ledger.count(6);
    const std::uint64_t goneRefusals = ledger.count(5) - 1;
    ledger.reset();
    const auto refusals = database.integer("SELECT coalesce(max(number), 0) FROM refusal_rows");
    if (!refusals)
        return tl::unexpected(database.error());
    counts.refusals =
        std::max(static_cast<std::uint64_t>(std::max<std::int64_t>(*refusals, 0)), goneRefusals);
    // Only the newest segment has the newest seal; a view would look at all.
    const auto segment = database.integer("SELECT max(number) FROM segments");
    const std::string seals =
        isOf1 || !segment ? "seals" : schema::sealsTable(static_cast<std::uint64_t>(*segment));
    counts.seals = static_cast<std::uint64_t>(std::max<std::int64_t>(
        database.integer("SELECT max(number) FROM " + seals).value_or(0), 0));
    return counts;
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/capturebackup.h"

#include "core/disk/filelock.h"
#include "core/disk/partialfile.h"
#include "core/disk/sqlitedatabase.h"
#include "core/log/capturefile.h"
#include "core/log/capturereader.h"
#include "core/log/readablecapture.h"
#include "core/log/rowstream.h"
#include "core/log/schema.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace core {

namespace {

/// Times that the oldest events may leave before they were copied. Each time the copy starts from a newer moment and
/// goes on with what it has, so more than a few mean that it loses the race for good.
constexpr int MaxMoments = 16;

/// An object of the schema, as SQLite keeps it.
struct SchemaEntry {
    std::string type;
    std::string name;
    std::string sql;
    bool operator==(const SchemaEntry &) const = default;
};

class Copier {
public:
    enum class Outcome { Done, Left, Cancelled };

    Copier(SqliteDatabase &source, SqliteDatabase &target, const BackupProgress &progress)
        : m_source(source)
        , m_target(target)
        , m_progress(progress)
    {
    }

    [[nodiscard]] Result<std::optional<CaptureBackup>> run();

private:
    [[nodiscard]] Result<void> takeMoment();
    [[nodiscard]] Result<void> readSchema();
    [[nodiscard]] Result<void> takeTable(const SchemaEntry &entry);
    [[nodiscard]] Result<void> measure();
    [[nodiscard]] Result<void> copyWhole(const std::string &table);
    [[nodiscard]] Result<void> dropWhatLeft();
    [[nodiscard]] Result<Outcome> copyStreams();
    [[nodiscard]] Result<Outcome> copyStream(const RowStream &stream);
    [[nodiscard]] Result<void> finish();
    [[nodiscard]] Result<SqliteStatement> inserter(const std::string &table, int columns);
    [[nodiscard]] bool hasTable(SqliteDatabase &database, const std::string &table);
    [[nodiscard]] bool isMade(const std::string &table) const
    {
        return std::find(m_made.begin(), m_made.end(), table) != m_made.end();
    }
    [[nodiscard]] bool report();
    tl::unexpected<Error> sourceFailed() const { return tl::unexpected(m_source.error()); }
    tl::unexpected<Error> targetFailed() const { return tl::unexpected(m_target.error()); }

    SqliteDatabase &m_source;
    SqliteDatabase &m_target;
    const BackupProgress &m_progress;
    std::vector<SchemaEntry> m_schema; ///< of the moment
    std::vector<RowStream> m_streams;  ///< likewise
    std::vector<std::string> m_made;   ///< tables of the copy
    std::uint64_t m_pageBytes = 1;
    std::uint64_t m_total = 0; ///< bytes
};

Result<std::optional<CaptureBackup>> Copier::run()
{
    for (int moment = 0; moment < MaxMoments; ++moment) {
        if (const auto taken = takeMoment(); !taken)
            return tl::unexpected(taken.error());
        const auto outcome = copyStreams();
        if (!outcome)
            return tl::unexpected(outcome.error());
        if (*outcome == Outcome::Cancelled)
            return std::optional<CaptureBackup>();
        if (*outcome == Outcome::Left)
            continue;
        if (const auto finished = finish(); !finished)
            return tl::unexpected(finished.error());
        CaptureBackup backup;
        for (const RowStream &stream : m_streams) {
            if (stream.holdsEvents && !stream.isEmpty()) {
                backup.events += static_cast<std::uint64_t>(stream.last - stream.first + 1);
                backup.last.value =
                    std::max(backup.last.value, static_cast<std::uint64_t>(stream.last));
            }
        }
        return backup;
    }
    return fail(Error::Kind::InUse,
                m_source.file().string() +
                    ": its oldest events leave faster than they can be copied; raise its limit, or "
                    "copy it when fewer events come");
}

/// One snapshot: what there is, and what is small and changes.
Result<void> Copier::takeMoment()
{
    {
        const Snapshot snapshot(m_source);
        if (!snapshot.isOpen())
            return sourceFailed();
        if (auto read = readSchema(); !read)
            return read;
        if (!m_target.execute("BEGIN"))
            return targetFailed();
        m_streams.clear();
        for (const SchemaEntry &entry : m_schema) {
            if (entry.type != "table")
                continue;
            if (auto taken = takeTable(entry); !taken)
                return taken;
        }
        if (auto measured = measure(); !measured)
            return measured;
    }
    if (const auto dropped = dropWhatLeft(); !dropped)
        return dropped;
    if (!m_target.execute("COMMIT"))
        return targetFailed();
    std::stable_sort(m_streams.begin(), m_streams.end(),
                     [](const RowStream &a, const RowStream &b) {
                         return std::pair(a.rank, a.number) < std::pair(b.rank, b.number);
                     });
    return {};
}

Result<void> Copier::takeTable(const SchemaEntry &entry)
{
    if (!isMade(entry.name)) {
        if (!m_target.prepare(entry.sql).run())
            return targetFailed();
        m_made.push_back(entry.name);
    }
    const auto stream = rowStreamOf(entry.name);
    if (!stream)
        return copyWhole(entry.name);
    auto streams = rowStreamsNow(m_source, *stream);
    if (!streams)
        return tl::unexpected(streams.error());
    std::move(streams->begin(), streams->end(), std::back_inserter(m_streams));
    return {};
}

Result<void> Copier::measure()
{
    const auto pages = m_source.integer("PRAGMA page_count");
    const auto free = m_source.integer("PRAGMA freelist_count");
    const auto bytes = m_source.integer("PRAGMA page_size");
    if (!pages || !free || !bytes)
        return sourceFailed();
    m_pageBytes = static_cast<std::uint64_t>(*bytes);
    m_total = static_cast<std::uint64_t>(*pages - *free) * m_pageBytes;
    return {};
}

Result<void> Copier::readSchema()
{
    m_schema.clear();
    SqliteStatement select = m_source.prepare("SELECT type, name, sql FROM sqlite_schema WHERE sql "
                                              "NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                                              "AND tbl_name NOT IN (" +
                                              schema::leftTables() + ") ORDER BY rowid");
    while (select.step()) {
        SchemaEntry entry{std::string(select.text(0)), std::string(select.text(1)),
                          std::string(select.text(2))};
        // The file may come from anywhere, and this text is run.
        if (entry.type == "table" && !entry.sql.starts_with("CREATE TABLE "))
            return fail(Error::Kind::Damaged, m_source.file().string() +
                                                  ": has a table that no capture has (" +
                                                  entry.name + "); it cannot be copied");
        m_schema.push_back(std::move(entry));
    }
    if (!select || select.isFailed())
        return sourceFailed();
    return {};
}

Result<void> Copier::copyWhole(const std::string &table)
{
    if (!m_target.execute("DELETE FROM " + quotedName(table)))
        return targetFailed();
    SqliteStatement select = m_source.prepare("SELECT * FROM " + quotedName(table));
    if (!select)
        return sourceFailed();
    auto insert = inserter(table, select.columnCount());
    if (!insert)
        return tl::unexpected(insert.error());
    while (select.step()) {
        insert->bindRow(select);
        if (!insert->run())
            return targetFailed();
    }
    if (select.isFailed())
        return sourceFailed();
    return {};
}

/// What the copy has of an earlier moment and the capture has no more.
Result<void> Copier::dropWhatLeft()
{
    std::vector<std::string> stay;
    for (const std::string &table : m_made) {
        const bool isThere =
            std::any_of(m_schema.begin(), m_schema.end(), [&table](const SchemaEntry &entry) {
                return entry.type == "table" && entry.name == table;
            });
        if (isThere)
            stay.push_back(table);
        else if (!m_target.execute("DROP TABLE " + quotedName(table)))
            return targetFailed();
    }
    m_made = std::move(stay);
    for (const RowStream &stream : m_streams) {
        const std::string older = "DELETE" + stream.where() + " < " + std::to_string(stream.first);
        if (!m_target.execute(older))
            return targetFailed();
    }
    return {};
}

Result<Copier::Outcome> Copier::copyStreams()
{
    for (const RowStream &stream : m_streams) {
        const auto outcome = copyStream(stream);
        if (!outcome || *outcome != Outcome::Done)
            return outcome;
    }
    return Outcome::Done;
}

/// In turns: the rows of one go into memory while the source is read, and to the disk when it is not.
Result<Copier::Outcome> Copier::copyStream(const RowStream &stream)
{
    std::int64_t next =
        m_target.integer("SELECT max(" + stream.key + ")" + stream.where() + " NOT NULL")
            .value_or(stream.first - 1) +
        1;
    SqliteStatement select;
    while (next <= stream.last) {
        if (!select)
            select = m_source.prepare("SELECT " + stream.key + ", *" + stream.where() +
                                      " BETWEEN ? AND " + std::to_string(stream.last) +
                                      " ORDER BY " + stream.key);
        if (!select) {
            if (!hasTable(m_source, stream.table))
                return Outcome::Left;
            return sourceFailed();
        }
        auto insert = inserter(stream.table, select.columnCount() - 1);
        if (!insert)
            return tl::unexpected(insert.error());
        if (!m_target.execute("BEGIN"))
            return targetFailed();
        const std::int64_t from = next;
        const auto end = std::chrono::steady_clock::now() + CaptureReader::MaxPageTime;
        select.bind(1, next);
        bool isEnd = true;
        while (select.step()) {
            next = select.integer(0) + 1;
            insert->bindRow(select, 1);
            if (!insert->run())
                return targetFailed();
            if (std::chrono::steady_clock::now() >= end) {
                isEnd = false;
                break;
            }
        }
        if (isEnd && select.isFailed()) {
            static_cast<void>(m_target.execute("ROLLBACK"));
            if (!hasTable(m_source, stream.table))
                return Outcome::Left;
            return sourceFailed();
        }
        select.reset();
        if (!m_target.execute("COMMIT"))
            return targetFailed();
        // Asked after the rows were read: what is there now was there then.
        const auto oldest =
            m_source.integer("SELECT min(" + stream.key + ")" + stream.where() + " NOT NULL");
        if (!oldest || *oldest > from)
            return Outcome::Left;
        if (isEnd && next <= stream.last)
            return fail(Error::Kind::Damaged, m_source.file().string() + ": rows are missing in " +
                                                  stream.table + "; verify it");
        if (!report())
            return Outcome::Cancelled;
    }
    return Outcome::Done;
}

Result<void> Copier::finish()
{
    // From here on it must be on the disk, with all that was written before.
    if (!m_target.execute("PRAGMA synchronous=FULL; BEGIN"))
        return targetFailed();
    // Evidence may have left after the moment and before it was copied.
    if (isMade("refusal_rows") &&
        !m_target.execute(
            "UPDATE ledger SET evidence_from = max(evidence_from, (SELECT coalesce(max(number), 0) "
            "+ 1 FROM refusal_rows WHERE number >= evidence_from AND head IS NULL))"))
        return targetFailed();
    for (const SchemaEntry &entry : m_schema) {
        if (entry.type != "table" && !m_target.prepare(entry.sql).run())
            return targetFailed();
    }
    for (const std::string pragma : {"application_id", "user_version"}) {
        const auto value = m_source.integer("PRAGMA " + pragma);
        if (!value)
            return sourceFailed();
        if (!m_target.execute("PRAGMA " + pragma + " = " + std::to_string(*value)))
            return targetFailed();
    }
    // The copy is a capture of its own, and no file of a ring.
    if (!m_target.execute(
            "DELETE FROM meta WHERE key GLOB 'ring*' AND key <> 'ring_previous'; COMMIT"))
        return targetFailed();
    return {};
}

Result<SqliteStatement> Copier::inserter(const std::string &table, int columns)
{
    std::string places = "?";
    for (int column = 1; column < columns; ++column)
        places += ",?";
    SqliteStatement insert =
        m_target.prepare("INSERT INTO " + quotedName(table) + " VALUES(" + places + ")");
    if (!insert)
        return targetFailed();
    return insert;
}

bool Copier::hasTable(SqliteDatabase &database, const std::string &table)
{
    SqliteStatement find =
        database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
    find.bindText(1, table);
    return find.step();
}

bool Copier::report()
{
    const auto pages = m_target.integer("PRAGMA page_count").value_or(0);
    const std::uint64_t done = static_cast<std::uint64_t>(pages) * m_pageBytes;
    return m_progress(std::min(done, m_total), m_total);
}

} // namespace

Result<std::optional<CaptureBackup>> backUpCapture(const std::filesystem::path &source,
                                                   const std::filesystem::path &target,
                                                   const BackupProgress &progress)
{
    std::error_code code;
    if (std::filesystem::equivalent(source, target, code))
        return fail(Error::Kind::InvalidInput,
                    target.string() + ": is this capture itself; choose another name");
    if (std::filesystem::is_directory(target, code))
        return fail(Error::Kind::InvalidInput,
                    target.string() + ": is a folder; name a file in it");
    const auto capture = openReadable(source);
    if (!capture)
        return tl::unexpected(capture.error());
    SqliteDatabase &from = *capture->database;
    // Of a newer version it is not known which rows may change.
    if (const auto checked = CaptureFile::check(from); !checked)
        return tl::unexpected(checked.error());
    const auto lock = FileLock::take(target);
    if (!lock)
        return tl::unexpected(lock.error());
    auto partial = PartialFile::make(target);
    if (!partial)
        return tl::unexpected(partial.error());
    std::optional<CaptureBackup> backup;
    {
        auto to = SqliteDatabase::open((*partial)->file(), SqliteDatabase::Access::ReadWrite);
        if (!to)
            return tl::unexpected(to.error());
        const std::int64_t pageBytes = from.integer("PRAGMA page_size").value_or(0);
        // Nobody knows the file yet: if this is interrupted it is thrown away.
        if (!(*to)->execute("PRAGMA page_size=" + std::to_string(pageBytes) +
                            "; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
                            "PRAGMA cache_spill=OFF; PRAGMA temp_store=MEMORY;"))
            return tl::unexpected((*to)->error());
        auto copied = Copier(from, **to, progress).run();
        if (!copied || !*copied)
            return copied;
        backup = *copied;
    }
    backup->bytes = std::filesystem::file_size((*partial)->file(), code);
    if (const auto kept = (*partial)->keepAs(target); !kept)
        return tl::unexpected(kept.error());
    return backup;
}

} // namespace core

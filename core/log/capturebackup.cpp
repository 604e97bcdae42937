// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/capturebackup.h"

#include "core/log/capturefile.h"
#include "core/log/capturereader.h"
#include "core/log/filelock.h"
#include "core/log/sqlitedatabase.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <limits>
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

std::string quoted(const std::string &name)
{
    std::string out = "\"";
    for (const char letter : name)
        out += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    return out + '"';
}

/// `segment_12`, but not `segments`.
bool isNumbered(const std::string &name, std::string_view prefix)
{
    return name.size() > prefix.size() && name.starts_with(prefix) &&
           name.find_first_not_of("0123456789", prefix.size()) == std::string::npos;
}

/// An object of the schema, as SQLite keeps it.
struct SchemaEntry {
    std::string type;
    std::string name;
    std::string sql;
    bool operator==(const SchemaEntry &) const = default;
};

/// Rows that never change once they are there, in the order of an ascending key: they can be read at any later time
/// as they were. The only thing that happens to them is that the oldest leave.
struct Stream {
    std::string table;
    std::string key = "rowid";
    std::string condition;   ///< a part of the table; ends with AND
    int rank = 0;            ///< what leaves first is copied first
    std::int64_t number = 0; ///< of the segment
    std::int64_t first = std::numeric_limits<std::int64_t>::max();
    std::int64_t last = 0; ///< below `first`: there are no rows

    bool isEmpty() const { return last < first; }
    std::string where() const { return " FROM " + quoted(table) + " WHERE " + condition + key; }
};

/// Nothing for a table whose rows may change: those are small, and copied whole.
std::optional<Stream> streamOf(const std::string &table)
{
    Stream stream;
    stream.table = table;
    for (const std::string_view prefix : {"segment_", "heads_", "seals_"}) {
        if (isNumbered(table, prefix)) {
            stream.rank = 2;
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
    [[nodiscard]] Result<void> takeStreams(const Stream &table);
    [[nodiscard]] Result<void> copyWhole(const std::string &table);
    [[nodiscard]] Result<void> dropWhatLeft();
    [[nodiscard]] Result<Outcome> copyStreams();
    [[nodiscard]] Result<Outcome> copyStream(const Stream &stream);
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
    std::vector<Stream> m_streams;     ///< likewise
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
        for (const Stream &stream : m_streams) {
            if (isNumbered(stream.table, "segment_") && !stream.isEmpty()) {
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
    if (!m_source.execute("BEGIN"))
        return sourceFailed();
    auto taken = readSchema();
    m_streams.clear();
    if (taken && !m_target.execute("BEGIN"))
        taken = targetFailed();
    for (const SchemaEntry &entry : m_schema) {
        if (!taken || entry.type != "table")
            continue;
        if (!isMade(entry.name)) {
            if (!m_target.prepare(entry.sql).run())
                taken = targetFailed();
            m_made.push_back(entry.name);
        }
        const auto stream = streamOf(entry.name);
        if (taken)
            taken = stream ? takeStreams(*stream) : copyWhole(entry.name);
    }
    const auto pages = m_source.integer("PRAGMA page_count");
    const auto free = m_source.integer("PRAGMA freelist_count");
    const auto bytes = m_source.integer("PRAGMA page_size");
    static_cast<void>(m_source.execute("COMMIT"));
    if (!taken)
        return taken;
    if (!pages || !free || !bytes)
        return sourceFailed();
    m_pageBytes = static_cast<std::uint64_t>(*bytes);
    m_total = static_cast<std::uint64_t>(*pages - *free) * m_pageBytes;
    if (const auto dropped = dropWhatLeft(); !dropped)
        return dropped;
    if (!m_target.execute("COMMIT"))
        return targetFailed();
    std::stable_sort(m_streams.begin(), m_streams.end(), [](const Stream &a, const Stream &b) {
        return std::pair(a.rank, a.number) < std::pair(b.rank, b.number);
    });
    return {};
}

Result<void> Copier::readSchema()
{
    m_schema.clear();
    SqliteStatement select = m_source.prepare("SELECT type, name, sql FROM sqlite_schema WHERE sql "
                                              "NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                                              "ORDER BY rowid");
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

Result<void> Copier::takeStreams(const Stream &table)
{
    std::vector<Stream> streams;
    if (table.key == "code") { // codes ascend within a kind
        SqliteStatement kinds = m_source.prepare("SELECT DISTINCT kind FROM names");
        while (kinds.step()) {
            streams.push_back(table);
            streams.back().condition = "kind = " + std::to_string(kinds.integer(0)) + " AND ";
        }
        if (!kinds || kinds.isFailed())
            return sourceFailed();
    } else {
        streams.push_back(table);
    }
    for (Stream &stream : streams) {
        // One by one: asked for both at once, SQLite walks through all rows.
        const std::string key = "(" + stream.key + ")" + stream.where() + " NOT NULL";
        SqliteStatement ends =
            m_source.prepare("SELECT (SELECT min" + key + "), (SELECT max" + key + ")");
        if (!ends.step())
            return sourceFailed();
        if (!ends.isNull(0)) {
            stream.first = ends.integer(0);
            stream.last = ends.integer(1);
        }
        m_streams.push_back(std::move(stream));
    }
    return {};
}

Result<void> Copier::copyWhole(const std::string &table)
{
    if (!m_target.execute("DELETE FROM " + quoted(table)))
        return targetFailed();
    SqliteStatement select = m_source.prepare("SELECT * FROM " + quoted(table));
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
        else if (!m_target.execute("DROP TABLE " + quoted(table)))
            return targetFailed();
    }
    m_made = std::move(stay);
    for (const Stream &stream : m_streams) {
        const std::string older = "DELETE" + stream.where() + " < " + std::to_string(stream.first);
        if (!m_target.execute(older))
            return targetFailed();
    }
    return {};
}

Result<Copier::Outcome> Copier::copyStreams()
{
    for (const Stream &stream : m_streams) {
        const auto outcome = copyStream(stream);
        if (!outcome || *outcome != Outcome::Done)
            return outcome;
    }
    return Outcome::Done;
}

/// In turns: the rows of one go into memory while the source is read, and to the disk when it is not.
Result<Copier::Outcome> Copier::copyStream(const Stream &stream)
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
    if (!m_target.execute("COMMIT"))
        return targetFailed();
    return {};
}

Result<SqliteStatement> Copier::inserter(const std::string &table, int columns)
{
    std::string places = "?";
    for (int column = 1; column < columns; ++column)
        places += ",?";
    SqliteStatement insert =
        m_target.prepare("INSERT INTO " + quoted(table) + " VALUES(" + places + ")");
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

/// The file that becomes the copy; gone unless it was kept.
class PartialFile {
public:
    static Result<std::unique_ptr<PartialFile>> make(const std::filesystem::path &target)
    {
        std::filesystem::path file = target;
        file += "-copying";
        std::error_code code;
        std::filesystem::remove(file, code); // of a program that was killed; we have the lock
        const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (descriptor < 0) {
            const std::error_code reason(errno, std::generic_category());
            const bool isDenied = reason == std::errc::permission_denied ||
                                  reason == std::errc::operation_not_permitted ||
                                  reason == std::errc::read_only_file_system;
            return fail(isDenied ? Error::Kind::Denied : Error::Kind::Io,
                        target.string() + ": cannot be made: " + reason.message() +
                            "; choose a folder that may be written");
        }
        ::close(descriptor);
        return std::unique_ptr<PartialFile>(new PartialFile(std::move(file)));
    }
    ~PartialFile()
    {
        std::error_code code;
        if (!m_isKept)
            std::filesystem::remove(m_file, code);
    }
    PartialFile(const PartialFile &) = delete;
    PartialFile &operator=(const PartialFile &) = delete;

    const std::filesystem::path &file() const { return m_file; }

    Result<void> keepAs(const std::filesystem::path &target)
    {
        std::error_code code;
        for (const char *suffix : {"-wal", "-shm", "-journal"}) {
            // What a killed program left beside the file that goes would be read as part of the new one.
            std::filesystem::path rest = target;
            rest += suffix;
            std::filesystem::remove(rest, code);
        }
        std::filesystem::rename(m_file, target, code);
        if (code)
            return fail(Error::Kind::Io, target.string() + ": the copy cannot take its place: " +
                                             code.message() + "; choose another name");
        m_isKept = true;
        return {};
    }

private:
    explicit PartialFile(std::filesystem::path file)
        : m_file(std::move(file))
    {
    }
    std::filesystem::path m_file;
    bool m_isKept = false;
};

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
    auto from = SqliteDatabase::open(source, SqliteDatabase::Access::ReadOnly);
    if (!from)
        return tl::unexpected(from.error());
    if (const auto checked = CaptureFile::check(**from); !checked)
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
        const std::int64_t pageBytes = (*from)->integer("PRAGMA page_size").value_or(0);
        // Nobody knows the file yet: if this is interrupted it is thrown away.
        if (!(*to)->execute("PRAGMA page_size=" + std::to_string(pageBytes) +
                            "; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
                            "PRAGMA cache_spill=OFF; PRAGMA temp_store=MEMORY;"))
            return tl::unexpected((*to)->error());
        auto copied = Copier(**from, **to, progress).run();
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

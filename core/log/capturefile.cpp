// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/capturefile.h"

#include "core/log/migration.h"
#include "core/log/schema.h"

#include <fcntl.h>
#include <unistd.h>

#include <system_error>
#include <utility>

namespace core {

namespace {

constexpr std::string_view ProgramVersion = "0.1.0";

/// With mode 0600, before SQLite opens it. Closing this descriptor is harmless: O_EXCL, so no connection knows the file.
void createPrivate(const std::filesystem::path &file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor >= 0)
        ::close(descriptor);
}

std::filesystem::path beside(std::filesystem::path file, const char *suffix)
{
    return file += suffix;
}

std::uint64_t bytesOf(const std::filesystem::path &file)
{
    std::error_code code;
    const auto bytes = std::filesystem::file_size(file, code);
    return code ? 0 : bytes;
}

} // namespace

CaptureFile::CaptureFile(FileLock lock, std::unique_ptr<SqliteDatabase> database)
    : m_lock(std::move(lock))
    , m_database(std::move(database))
{
}

CaptureFile::~CaptureFile()
{
    // The path is somebody else's now, and so is a WAL beside it.
    if (!m_place.holds()) {
        m_database->leaveWal();
        return;
    }
    // Closed, it is one file that opens anywhere, read-only too. If somebody who reads is still connected the WAL stays
    // beside it, empty, so that the file alone is whole; the next clean close tries again.
    if (m_isCapture && !m_database->execute("PRAGMA journal_mode=DELETE"))
        static_cast<void>(m_database->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
}

Result<std::unique_ptr<CaptureFile>> CaptureFile::open(const std::filesystem::path &file,
                                                       WallTime now, const RingPlace &place)
{
    std::error_code code;
    if (file.has_parent_path()) {
        std::filesystem::create_directories(file.parent_path(), code);
        if (code) {
            return fail(code == std::errc::permission_denied ? Error::Kind::Denied
                                                             : Error::Kind::Io,
                        file.parent_path().string() +
                            ": cannot make this folder: " + code.message() + "; name another file");
        }
    }
    if (std::filesystem::is_directory(file, code))
        return fail(Error::Kind::Io, file.string() + ": is a folder; name a file in it");
    auto lock = FileLock::take(file);
    if (!lock)
        return tl::unexpected(lock.error());
    createPrivate(file);
    auto database = SqliteDatabase::open(file, SqliteDatabase::Access::ReadWrite);
    if (!database)
        return tl::unexpected(database.error());
    std::unique_ptr<CaptureFile> capture(new CaptureFile(std::move(*lock), std::move(*database)));
    if (const auto prepared = capture->prepare(now, place); !prepared)
        return tl::unexpected(prepared.error());
    // Whoever has read once has the WAL and its index open.
    if (!capture->database().integer("SELECT count(*) FROM sqlite_schema"))
        return tl::unexpected(capture->database().error());
    capture->m_place = FilePlace(file);
    capture->m_walPlace = FilePlace(beside(file, "-wal"));
    capture->m_indexPlace = FilePlace(beside(file, "-shm"));
    return capture;
}

std::uint64_t CaptureFile::bytesOnDisk(const std::filesystem::path &file)
{
    return bytesOf(file) + walBytes(file);
}

std::uint64_t CaptureFile::walBytes(const std::filesystem::path &file)
{
    return bytesOf(beside(file, "-wal"));
}

std::string CaptureFile::displacement() const
{
    if (!m_place.holds())
        return "it was moved, removed or replaced while it was open; put it back, or begin another "
               "capture";
    if (!m_walPlace.holds() || !m_indexPlace.holds())
        return "a file beside it (-wal or -shm) was removed while it was open; nothing is lost: "
               "close this capture and open it again";
    return {};
}

bool CaptureFile::keepLock()
{
    if (m_lock.holds())
        return true;
    auto again = FileLock::take(file());
    if (again)
        m_lock = std::move(*again);
    return again.has_value();
}

Result<std::int64_t> CaptureFile::check(SqliteDatabase &database)
{
    const auto applicationId = database.integer("PRAGMA application_id");
    if (!applicationId)
        return tl::unexpected(database.error());
    if (*applicationId != schema::ApplicationId) {
        return fail(Error::Kind::Damaged, database.file().string() +
                                              ": is a database of another program; name a capture");
    }
    const auto version = database.integer("PRAGMA user_version");
    if (!version)
        return tl::unexpected(database.error());
    if (*version < schema::FirstVersion || *version > schema::Version) {
        return fail(Error::Kind::Unsupported,
                    database.file().string() +
                        ": was written by another version of Eventscope (format " +
                        std::to_string(*version) + ", this one reads up to " +
                        std::to_string(schema::Version) + "); open it with that version");
    }
    return *version;
}

Result<void> CaptureFile::prepare(WallTime now, const RingPlace &place)
{
    SqliteDatabase &database = *m_database;
    if (database.isReadOnly()) {
        return fail(Error::Kind::Denied,
                    database.file().string() +
                        ": may not be written; change its permissions or name another file");
    }
    const auto tables = database.integer("SELECT count(*) FROM sqlite_schema");
    if (!tables)
        return tl::unexpected(database.error());
    if (*tables == 0 && !make(now, place))
        return tl::unexpected(database.error());
    const auto version = check(database);
    if (!version)
        return tl::unexpected(version.error());
    m_isCapture = true;
    // NORMAL: a commit survives the death of the process; no wait for the disk (power loss: design §5).
    if (!database.execute(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=OFF;"
            "PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY;"))
        return tl::unexpected(database.error());
    return *version < schema::Version ? migrateCapture(database) : Result<void>();
}

bool CaptureFile::make(WallTime now, const RingPlace &place)
{
    SqliteDatabase &database = *m_database;
    // Senders wait for the next file of a ring: its first pages go to the disk beside them, with the first checkpoint. A
    // process that dies loses nothing by that.
    if (!place.ring.empty() && !database.execute("PRAGMA synchronous=OFF"))
        return false;
    // Outside the transaction: a page size cannot change inside one.
    if (!database.execute("PRAGMA page_size=" + std::to_string(schema::PageBytes) +
                          "; PRAGMA auto_vacuum=NONE;"))
        return false;
    const std::string created = std::to_string(now.time_since_epoch().count());
    const bool isMade = database.execute(
        "BEGIN IMMEDIATE;" + schema::fixedTables() + "INSERT INTO meta VALUES('created', " +
        created + "), ('program', 'Eventscope " + std::string(ProgramVersion) + "'); " +
        insertRingPlace(place) + "INSERT INTO segments VALUES(1, 1, 0);" +
        schema::segmentTables(1) + schema::views({1}) +
        "PRAGMA application_id=" + std::to_string(schema::ApplicationId) +
        "; PRAGMA user_version=" + std::to_string(schema::Version) + "; COMMIT;");
    return isMade;
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/sqlitedatabase.h"

#include <sqlite3.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace core {

namespace {

constexpr int BusyMilliseconds = 2000;

struct Explanation {
    Error::Kind kind;
    const char *sentence;
};

Explanation explain(int code, int systemError)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return {Error::Kind::Full, "there is no space left; free some on its disk"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_SCHEMA:
        return {Error::Kind::Damaged,
                "it is damaged or no capture; restore it from a copy, or name another file"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {Error::Kind::InUse, "another program holds it; close that program and try again"};
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
        return {Error::Kind::Denied,
                "it may not be written; change its permissions or name another file"};
    case SQLITE_CANTOPEN:
        if (systemError == EACCES || systemError == EPERM || systemError == EROFS) {
            return {Error::Kind::Denied,
                    "it may not be opened; change its permissions or name another file"};
        }
        if (systemError == ENOENT)
            return {Error::Kind::NotFound, "there is no such file; check the name"};
        return {Error::Kind::Io, "it cannot be opened; check the name and its folder"};
    default:
        if (systemError == ENOSPC || systemError == EDQUOT)
            return {Error::Kind::Full, "there is no space left; free some on its disk"};
        return {Error::Kind::Io, "the system refused to read or write it; check its disk"};
    }
}

Error errorOf(sqlite3 *handle, const std::filesystem::path &file)
{
    const auto [kind, sentence] = explain(sqlite3_errcode(handle), sqlite3_system_errno(handle));
    return {kind, file.string() + ": " + sentence + " (" + sqlite3_errmsg(handle) + ")"};
}

/// What SQLite takes for the name: a plain path, or a URI, in which every byte may stand as its number.
std::string nameOf(const std::filesystem::path &file, SqliteDatabase::Access access)
{
    if (access != SqliteDatabase::Access::Immutable)
        return file.string();
    static constexpr std::string_view Digits = "0123456789abcdef";
    std::error_code code;
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(file, code).string()) {
        const auto byte = static_cast<unsigned char>(c);
        uri += {'%', Digits[byte >> 4U], Digits[byte & 15U]};
    }
    return uri + "?immutable=1";
}

} // namespace

SqliteStatement::SqliteStatement(SqliteStatement &&other) noexcept
    : m_statement(std::exchange(other.m_statement, nullptr))
    , m_failed(other.m_failed)
{
}

SqliteStatement &SqliteStatement::operator=(SqliteStatement &&other) noexcept
{
    std::swap(m_statement, other.m_statement);
    std::swap(m_failed, other.m_failed);
    return *this;
}

SqliteStatement::~SqliteStatement()
{
    sqlite3_finalize(m_statement);
}

void SqliteStatement::bind(int parameter, std::int64_t value)
{
    sqlite3_bind_int64(m_statement, parameter, value);
}

void SqliteStatement::bindText(int parameter, std::string_view text)
{
    // A null pointer would bind NULL; an empty text is a text.
    sqlite3_bind_text64(m_statement, parameter, text.data() ? text.data() : "", text.size(),
                        nullptr, SQLITE_UTF8);
}

void SqliteStatement::bindOptional(int parameter, const std::optional<std::string_view> &text)
{
    if (text)
        bindText(parameter, *text);
    else
        bindNull(parameter);
}

void SqliteStatement::bindBlob(int parameter, std::string_view bytes)
{
    sqlite3_bind_blob64(m_statement, parameter, bytes.data() ? bytes.data() : "", bytes.size(),
                        nullptr);
}

void SqliteStatement::bindNull(int parameter)
{
    sqlite3_bind_null(m_statement, parameter);
}

void SqliteStatement::bindRow(const SqliteStatement &from, int first)
{
    for (int column = first; column < from.columnCount(); ++column)
        sqlite3_bind_value(m_statement, column - first + 1,
                           sqlite3_column_value(from.m_statement, column));
}

int SqliteStatement::columnCount() const
{
    return sqlite3_column_count(m_statement);
}

bool SqliteStatement::step()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    m_failed = code != SQLITE_DONE;
    sqlite3_reset(m_statement);
    return false;
}

bool SqliteStatement::run()
{
    while (step()) {
    }
    return !m_failed;
}

void SqliteStatement::reset()
{
    sqlite3_reset(m_statement);
}

std::int64_t SqliteStatement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

std::string_view SqliteStatement::text(int column) const
{
    // sqlite3_column_blob: the same bytes, without the look for a terminating zero.
    return blob(column);
}

std::optional<std::string_view> SqliteStatement::optionalText(int column) const
{
    if (isNull(column))
        return std::nullopt;
    return text(column);
}

std::string_view SqliteStatement::blob(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    const int size = sqlite3_column_bytes(m_statement, column);
    return bytes ? std::string_view(bytes, static_cast<std::size_t>(size)) : std::string_view("");
}

bool SqliteStatement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

bool SqliteStatement::isInteger(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_INTEGER;
}

bool SqliteStatement::isBlob(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_BLOB;
}

SqliteDatabase::SqliteDatabase(std::filesystem::path file, sqlite3 *handle)
    : m_file(std::move(file))
    , m_handle(handle)
{
}

SqliteDatabase::~SqliteDatabase()
{
    sqlite3_close_v2(m_handle);
}

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::open(const std::filesystem::path &file,
                                                             Access access)
{
    // NOMUTEX: a connection is used by one thread at a time, and the writer's calls are counted in
    // nanoseconds.
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                      (access == Access::ReadWrite   ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                       : access == Access::Immutable ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
                                                     : SQLITE_OPEN_READONLY);
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(nameOf(file, access).c_str(), &handle, flags, nullptr);
    if (!handle)
        return fail(Error::Kind::Io, file.string() + ": no memory to open it");
    std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(file, handle));
    if (code != SQLITE_OK)
        return tl::unexpected(database->error());
    // The file may come from anywhere: what its schema says runs without any reach.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_busy_timeout(handle, BusyMilliseconds);
    sqlite3_wal_autocheckpoint(handle, 0);
    return database;
}

void SqliteDatabase::tolerateDamage()
{
    // SQLite checks less where the schema may be written: that is for recovery. Nothing is written here all the same.
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, nullptr);
    // The first to ask for a schema that is not whole is told so; whoever comes later gets what there is.
    static_cast<void>(integer("SELECT count(*) FROM sqlite_schema"));
}

bool SqliteDatabase::execute(const std::string &sql)
{
    return sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

SqliteStatement SqliteDatabase::prepare(const std::string &sql)
{
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()),
                       SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    return SqliteStatement(statement);
}

std::optional<std::int64_t> SqliteDatabase::integer(const std::string &sql)
{
    SqliteStatement statement = prepare(sql);
    if (!statement || !statement.step() || statement.isNull(0))
        return std::nullopt;
    return statement.integer(0);
}

std::uint64_t SqliteDatabase::changes() const
{
    return static_cast<std::uint64_t>(sqlite3_changes64(m_handle));
}

void SqliteDatabase::leaveWal()
{
    int yes = 1;
    sqlite3_file_control(m_handle, "main", SQLITE_FCNTL_PERSIST_WAL, &yes);
}

void SqliteDatabase::forgetPages()
{
    sqlite3_db_release_memory(m_handle);
}

Error SqliteDatabase::error() const
{
    return errorOf(m_handle, m_file);
}

bool SqliteDatabase::isReadOnly() const
{
    return sqlite3_db_readonly(m_handle, "main") == 1;
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace core {

/// A prepared statement. Texts and blobs are bound without a copy: they must live until the next
/// step. Move-only; must not outlive its database.
class SqliteStatement {
public:
    SqliteStatement() = default;
    explicit SqliteStatement(sqlite3_stmt *statement)
        : m_statement(statement)
    {
    }
    SqliteStatement(SqliteStatement &&other) noexcept;
    SqliteStatement &operator=(SqliteStatement &&other) noexcept;
    ~SqliteStatement();

    explicit operator bool() const { return m_statement; }

    // Parameters count from 1.
    void bind(int parameter, std::int64_t value);
    void bind(int parameter, std::uint64_t value)
    {
        bind(parameter, static_cast<std::int64_t>(value));
    }
    void bindText(int parameter, std::string_view text);
    void bindOptional(int parameter, const std::optional<std::string_view> &text);
    void bindBlob(int parameter, std::string_view bytes);
    void bindNull(int parameter);
    /// The row on which `from` stands, from its column `first` on, as parameters from 1. Copies.
    void bindRow(const SqliteStatement &from, int first = 0);

    /// True: there is a row. False: done or failed (isFailed), and reset.
    [[nodiscard]] bool step();
    bool isFailed() const { return m_failed; }
    /// A statement without rows: steps to its end and resets; false if it failed.
    [[nodiscard]] bool run();
    void reset();

    int columnCount() const;
    // Columns count from 0. Views hold until the next step or reset.
    std::int64_t integer(int column) const;
    std::uint64_t count(int column) const { return static_cast<std::uint64_t>(integer(column)); }
    std::string_view text(int column) const;
    std::optional<std::string_view> optionalText(int column) const;
    std::string_view blob(int column) const;
    bool isNull(int column) const;
    bool isInteger(int column) const;
    bool isBlob(int column) const;

private:
    sqlite3_stmt *m_statement = nullptr;
    bool m_failed = false;
};

/// Resets a statement at the end of a scope, so that no reader keeps a snapshot open.
class ResetAtEnd {
public:
    explicit ResetAtEnd(SqliteStatement &statement)
        : m_statement(statement)
    {
    }
    ~ResetAtEnd() { m_statement.reset(); }
    ResetAtEnd(const ResetAtEnd &) = delete;
    ResetAtEnd &operator=(const ResetAtEnd &) = delete;

private:
    SqliteStatement &m_statement;
};

/// One connection to a SQLite file, for one thread at a time. A function that answers false has
/// failed; error() then says why, until the next call.
class SqliteDatabase {
public:
    /// Immutable: nobody writes the file while it is open, so that no lock and no WAL is looked for.
    enum class Access { ReadOnly, ReadWrite, Immutable };
    [[nodiscard]] static Result<std::unique_ptr<SqliteDatabase>>
    open(const std::filesystem::path &file, Access access);
    ~SqliteDatabase();
    SqliteDatabase(const SqliteDatabase &) = delete;
    SqliteDatabase &operator=(const SqliteDatabase &) = delete;

    /// Reads what it can of a damaged file: one that is shorter than it says, or whose schema is not whole. For a
    /// connection that only reads.
    void tolerateDamage();

    [[nodiscard]] bool execute(const std::string &sql);
    /// Empty if it failed.
    [[nodiscard]] SqliteStatement prepare(const std::string &sql);
    /// The one integer that `sql` answers; nothing if it answers none or fails.
    [[nodiscard]] std::optional<std::int64_t> integer(const std::string &sql);
    /// Rows that the last statement which changes rows has changed.
    std::uint64_t changes() const;

    /// Closing it leaves the WAL where it is.
    void leaveWal();
    /// Reads pages anew from now on: after a failure those in memory may be what was read wrongly.
    void forgetPages();

    /// The last failure as a sentence that names the file and the remedy.
    Error error() const;
    bool isReadOnly() const;
    const std::filesystem::path &file() const { return m_file; }
    sqlite3 *handle() const { return m_handle; }

private:
    SqliteDatabase(std::filesystem::path file, sqlite3 *handle);

    std::filesystem::path m_file;
    sqlite3 *m_handle = nullptr;
};

/// One snapshot for everything that is read while it lives: nothing that is read twice may differ, and no segment goes
/// between two questions. Short, or checkpoints wait.
class Snapshot {
public:
    explicit Snapshot(SqliteDatabase &database)
        : m_database(database)
        , m_isOpen(database.execute("BEGIN"))
    {
    }
    ~Snapshot()
    {
        if (m_isOpen)
            static_cast<void>(m_database.execute("COMMIT"));
    }
    Snapshot(const Snapshot &) = delete;
    Snapshot &operator=(const Snapshot &) = delete;
    /// False: SqliteDatabase::error() says why.
    bool isOpen() const { return m_isOpen; }

private:
    SqliteDatabase &m_database;
    const bool m_isOpen;
};

} // namespace core

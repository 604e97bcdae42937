// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/disk/filelock.h"
#include "core/disk/fileplace.h"
#include "core/disk/sqlitedatabase.h"
#include "core/log/ringplace.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace core {

/// A capture opened for writing: the lock, the file with its schema, the connection of the writer. WAL while open, one
/// plain file (journal_mode=DELETE) once closed.
class CaptureFile {
public:
    /// Makes the file (mode 0600) and its folders if they are not there; `place` is for one that is made.
    [[nodiscard]] static Result<std::unique_ptr<CaptureFile>>
    open(const std::filesystem::path &file, WallTime now, const RingPlace &place = {});
    ~CaptureFile();

    SqliteDatabase &database() { return *m_database; }
    const std::filesystem::path &file() const { return m_database->file(); }
    /// Of the file and its WAL, as the system knows them. Any thread.
    static std::uint64_t bytesOnDisk(const std::filesystem::path &file);
    static std::uint64_t walBytes(const std::filesystem::path &file);

    /// Why whatever is written now would be lost: the file, or what SQLite keeps beside it, was removed or replaced.
    /// Empty: it lies where it was opened. A few looks at the folder; any thread.
    std::string displacement() const;
    /// Takes the lock anew if its file was removed; false if somebody else was quicker. The thread of the writer.
    [[nodiscard]] bool keepLock();

    /// The schema version of `database`, if it is a capture that this program reads.
    [[nodiscard]] static Result<std::int64_t> check(SqliteDatabase &database);

private:
    CaptureFile(FileLock lock, std::unique_ptr<SqliteDatabase> database);
    [[nodiscard]] Result<void> prepare(WallTime now, const RingPlace &place);
    [[nodiscard]] bool make(WallTime now, const RingPlace &place);

    FileLock m_lock; ///< first: given back when the file is closed
    std::unique_ptr<SqliteDatabase> m_database;
    bool m_isCapture = false; ///< what is none is left as it was found
    FilePlace m_place;
    FilePlace m_walPlace;
    FilePlace m_indexPlace;
};

} // namespace core

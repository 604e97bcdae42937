// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/checkpointer.h"

#include "core/base/threadpriority.h"
#include "core/base/units.h"
#include "core/log/schema.h"
#include "core/log/segmentrow.h"

#include <sqlite3.h>

#include <utility>

namespace core {

namespace {
/// Read at once: about a millisecond where the system has it, for which finish() may have to wait.
constexpr std::uint64_t SliceBytes = 1 * MiB;
} // namespace

Checkpointer::Checkpointer(std::unique_ptr<SqliteDatabase> database)
    : m_database(std::move(database))
{
}

Result<std::unique_ptr<Checkpointer>> Checkpointer::start(const std::filesystem::path &file)
{
    auto database = SqliteDatabase::open(file, SqliteDatabase::Access::ReadWrite);
    if (!database)
        return tl::unexpected(database.error());
    // Without a look at the schema the connection does not know that there is a WAL, and checkpoints do nothing.
    if (!(*database)->execute("PRAGMA synchronous=NORMAL; SELECT count(*) FROM sqlite_schema"))
        return tl::unexpected((*database)->error());
    std::unique_ptr<Checkpointer> checkpointer(new Checkpointer(std::move(*database)));
    checkpointer->m_thread = std::thread([raw = checkpointer.get()] { raw->run(); });
    return checkpointer;
}

Checkpointer::~Checkpointer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Checkpointer::request()
{
    {
        const std::lock_guard lock(m_mutex);
        m_requested = true;
        m_isBusy = true;
    }
    m_wake.notify_one();
}

void Checkpointer::readAhead(std::uint64_t segment)
{
    {
        const std::lock_guard lock(m_mutex);
        m_toRead = {segment, 0};
    }
    m_wake.notify_one();
}

bool Checkpointer::finish()
{
    return checkpoint();
}

void Checkpointer::run()
{
    // Half of a processor for 25 ms, many times a minute: the writer, the sockets and the senders go before it.
    goBehindOthers(Background::Search);
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_requested || m_stopped || m_toRead.segment != 0; });
        if (m_stopped)
            return;
        const bool isRequested = std::exchange(m_requested, false);
        const Slice slice = m_toRead;
        Slice next = slice;
        lock.unlock();
        if (isRequested) {
            static_cast<void>(checkpoint());
            syncCapture();
        } else {
            next = read(slice);
        }
        lock.lock();
        m_isBusy = m_requested;
        if (m_toRead == slice)
            m_toRead = next;
    }
}

/// Answers what comes next. The last column lies behind all that a row has on further pages.
Checkpointer::Slice Checkpointer::read(const Slice &slice)
{
    const std::lock_guard lock(m_databaseMutex);
    SqliteStatement select = m_database->prepare("SELECT sequence, length(text), findings FROM " +
                                                 schema::segmentTable(slice.segment) +
                                                 " WHERE sequence >= ? ORDER BY sequence");
    if (!select)
        return {}; // it is gone
    select.bind(1, slice.from);
    std::uint64_t bytes = 0;
    while (select.step()) {
        bytes += RowOverhead + select.count(1);
        if (bytes > SliceBytes)
            return {slice.segment, select.count(0) + 1};
    }
    return {};
}

/// True if nothing is left of what was in the WAL when it began. A failure (no space for the capture to grow) leaves everything in the WAL, where
/// it is just as safe; the writer meets the same failure and says so.
bool Checkpointer::checkpoint()
{
    const std::lock_guard lock(m_databaseMutex);
    int pages = 0;
    int moved = 0;
    const int code = sqlite3_wal_checkpoint_v2(m_database->handle(), nullptr,
                                               SQLITE_CHECKPOINT_PASSIVE, &pages, &moved);
    if (code == SQLITE_OK)
        m_movedPages = moved;
    return code == SQLITE_OK && moved == pages;
}

/// SQLite leaves that to the checkpoint after which nothing is left in the WAL, and while the writer goes on there always
/// is something: it would stand still for all that was moved since the WAL began. Through the connection's own file: to close another one would drop its locks.
void Checkpointer::syncCapture()
{
    const std::lock_guard lock(m_databaseMutex);
    sqlite3_file *file = nullptr;
    if (sqlite3_file_control(m_database->handle(), nullptr, SQLITE_FCNTL_FILE_POINTER,
                             static_cast<void *>(&file)) == SQLITE_OK &&
        file && file->pMethods)
        file->pMethods->xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
}

} // namespace core

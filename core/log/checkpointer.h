// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/log/sqlitedatabase.h"

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

namespace core {

/// Moves the WAL into the capture beside the writer, on a connection and a thread of its own: inside commits it would
/// cost tens of milliseconds now and then. Owned by the log; the writer calls it.
class Checkpointer {
public:
    [[nodiscard]] static Result<std::unique_ptr<Checkpointer>>
    start(const std::filesystem::path &file);
    ~Checkpointer();

    /// Asks for a checkpoint and returns at once.
    void request();
    /// Moves what is left while the caller, the writer, stands still, so that the WAL can begin anew. Short after a
    /// requested checkpoint. False if a reader keeps part of the WAL in use.
    [[nodiscard]] bool finish();
    /// Pages of the WAL that were in the capture after the last checkpoint. Any thread.
    int movedPages() const { return m_movedPages; }

private:
    explicit Checkpointer(std::unique_ptr<SqliteDatabase> database);
    void run();
    bool checkpoint();

    std::mutex m_databaseMutex; ///< the connection has one user at a time
    std::unique_ptr<SqliteDatabase> m_database;
    std::atomic<int> m_movedPages{0};
    std::mutex m_mutex; ///< guards the two below
    bool m_requested = false;
    bool m_stopped = false;
    std::condition_variable m_wake;
    std::thread m_thread;
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/disk/sqlitedatabase.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

namespace core {

/// What the writer would wait for the disk with, beside it, on a connection and a thread of its own: moving the WAL into
/// the capture, reading what will be dropped. Inside commits both cost tens of milliseconds now and then. Owned by the
/// log; the writer calls it.
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
    /// Reads a segment that will leave, so that dropping it waits for no disk; returns at once.
    void readAhead(std::uint64_t segment);
    /// Whether a requested checkpoint is still to come or on its way: finish() would wait for it. Any thread.
    bool isBusy() const { return m_isBusy; }
    /// Pages of the WAL that were in the capture after the last checkpoint. Any thread.
    int movedPages() const { return m_movedPages; }

private:
    explicit Checkpointer(std::unique_ptr<SqliteDatabase> database);
    void run();
    bool checkpoint();
    /// Brings what was moved to the disk. A failure is left to the checkpoint that depends on it.
    void syncCapture();
    /// What is read at once: rows of a segment from a sequence number on. Segment 0: nothing.
    struct Slice {
        std::uint64_t segment = 0;
        std::uint64_t from = 0;
        bool operator==(const Slice &) const = default;
    };
    Slice read(const Slice &slice);

    std::mutex m_databaseMutex; ///< the connection has one user at a time
    std::unique_ptr<SqliteDatabase> m_database;
    std::atomic<int> m_movedPages{0};
    std::atomic<bool> m_isBusy{false};
    std::mutex m_mutex; ///< guards what follows
    Slice m_toRead;
    bool m_requested = false;
    bool m_stopped = false;
    std::condition_variable m_wake;
    std::thread m_thread;
};

} // namespace core

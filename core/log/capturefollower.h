// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/columns/columns.h"
#include "core/log/columnloader.h"
#include "core/log/logwriter.h"
#include "core/log/readablecapture.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace core {

/// The reading side of a capture that is not ours to write: fills the columns, then a thread looks again and again
/// whether somebody has committed, and publishes what came and what left as a writer would. Holds no statement open
/// between two looks, makes no file and changes none.
///
/// While it is there a writer that ends cannot go back to journal_mode=DELETE: its connection keeps the WAL in use. The
/// writer then leaves an empty WAL beside the whole file, and whoever writes next tidies up.
class CaptureFollower {
public:
    /// Between two looks: what is committed shows as soon as a window would show it.
    static constexpr std::chrono::milliseconds LookPause{50};
    /// Rows per snapshot, so that checkpoints need not wait for us.
    static constexpr std::uint64_t PageRows = 4096;

    struct Status {
        LogWriter::Status log;
        bool isTaken = false;      ///< somebody writes the capture now
        bool canBeWritten = false; ///< nobody does, and we may
    };

    /// Fills `columns`, which are empty, and publishes them.
    [[nodiscard]] static Result<std::unique_ptr<CaptureFollower>> start(ReadableCapture capture,
                                                                        Columns &columns);
    ~CaptureFollower();

    /// Any thread; one snapshot.
    Status status() const;

private:
    CaptureFollower(ReadableCapture capture, Columns &columns);
    [[nodiscard]] Result<void> load();
    void run();
    void look();
    [[nodiscard]] Result<void> catchUp();
    [[nodiscard]] Result<std::shared_ptr<const Marks>> takeMarks(const CaptureCounts &counts);
    /// Answers whether that was all.
    [[nodiscard]] Result<bool> takePage();
    void lookAtLock();

    ReadableCapture m_capture;
    SqliteDatabase &m_database;
    Columns &m_columns;
    ColumnLoader m_loader;
    SqliteStatement m_dataVersion;
    std::int64_t m_seen = 0;       ///< data_version of what was taken
    std::int64_t m_marksState = 0; ///< marksState of what was taken
    mutable std::mutex m_mutex;    ///< guards the status and the wish to stop
    Status m_status;
    bool m_isStopped = false;
    std::condition_variable m_wake;
    std::thread m_thread;
};

} // namespace core

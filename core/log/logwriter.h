// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/columns/columns.h"
#include "core/log/capturewriter.h"
#include "core/log/checkpointer.h"
#include "core/log/intake.h"
#include "core/log/ledger.h"
#include "core/log/ringplace.h"

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace core {

/// The one thread that writes a capture. Takes everything from the intake, writes it in groups, one transaction each,
/// then publishes the columns and puts the receipts: nobody hears of an event before it is on disk. A group that
/// cannot be written is answered Unavailable as a whole; the next one is tried as if nothing had happened.
///
/// In a ring it ends when the file is full: it gives back to the intake what it has not written and has the next file
/// begun, whose writer goes on from there. If that fails it goes on itself, and tries again.
class LogWriter {
public:
    // A group is bounded so that no answer waits long; one message is never split.
    static constexpr std::size_t MaxGroupEvents = 4096;
    static constexpr std::size_t MaxGroupBytes = 16 * MiB;
    /// How often an idle writer that could not write looks whether it can again; and any, whether what could not leave
    /// now can.
    static constexpr std::chrono::milliseconds RetryPause{500};
    /// How often an idle writer looks whether events have become too old.
    static constexpr std::chrono::milliseconds AgePause{1000};
    /// After a step of leaving, others have the writer so many times as long as it took.
    static constexpr int EvictionShare = 4;
    /// And so long the next step waits for a moment in which no command does.
    static constexpr std::chrono::milliseconds EvictionPatience{50};
    /// What has left is dropped in steps of rows that take at most this long, and half of it at least: dropping a table
    /// of 16 MiB at once takes 10 ms, in which nobody is answered. Together the steps take four times as long.
    static constexpr std::chrono::microseconds DropTime{1500};
    static constexpr std::uint64_t FirstDropRows = 256;
    static constexpr std::uint64_t LeastDropRows = 16;
    static constexpr std::uint64_t MostDropRows = 1 << 16;
    // The WAL: moved beside the writer each time so many pages came (16 MiB: each time disturbs commits, and pages that
    // are written again and again move once). Above the second bound (144 MiB) as often as it takes until at most
    // RestPages are left, for which the writer stands still: 5 to 25 ms, nearly all of it waiting for the disk. Above
    // the last bound (200 MiB) the writer stands still however much is left.
    static constexpr int RequestPages = 4096;
    static constexpr int FinishPages = 36864;
    static constexpr int RestPages = 384;
    static constexpr int MostPages = 51200;
    /// The writer asks again so many pages later if a reader was in the way, then after twice as many.
    static constexpr int PatiencePages = 1024;

    struct Status {
        Ledger ledger;       ///< `waiting`: what the writer has in its hands
        std::string problem; ///< why nothing can be written; empty while it can
        Error::Kind problemKind = Error::Kind::Io; ///< of the problem
        std::string evictionProblem; ///< why what should leave does not; empty while it does
        std::uint64_t seals = 0;
        std::uint64_t refusals = 0;
        std::uint64_t usedBytes = 0;
        CaptureRules rules;
        std::shared_ptr<const Marks> marks = std::make_shared<const Marks>(); ///< never null
        std::uint64_t marksWithoutRoom = 0;
        std::string
            ringProblem; ///< why the next file could not be begun; empty: it need not, or it was
    };

    /// `writer` is loaded. Starts the thread. `number` of the file: see StoreTextSignature; `goOn` empty: this file is
    /// all there is.
    LogWriter(std::unique_ptr<CaptureWriter> writer, Checkpointer &checkpointer, Intake &intake,
              Columns &columns, Clock clock = {}, std::uint64_t number = 0,
              GoOnInNextFile goOn = {});
    ~LogWriter();
    /// The intake must be closed: returns when the thread has drained it. Once, by one thread.
    void finish();
    /// The next file has taken over. Any thread.
    bool hasGoneOn() const { return m_hasGoneOn.load(std::memory_order_acquire); }

    /// Any thread; one snapshot.
    Status status() const;

private:
    struct Answer {
        const std::shared_ptr<Receipts> *receipts;
        Receipt receipt;
    };
    struct PendingRefusal {
        Refusal refusal;
        EventSequence after;
    };

    void run();
    void storeTextSignatures(std::vector<LogCommand> &commands);
    void storeMarks(std::vector<LogCommand> &commands);
    [[nodiscard]] bool store(const std::vector<MarkChange> &marks);
    std::optional<std::chrono::milliseconds> pause() const;
    void workWhileIdle();
    bool isRingFull(std::uint64_t moreBytes) const;
    bool isRingOld() const;
    bool mayGoOn() const;
    [[nodiscard]] bool goOn(std::span<LogCommand> rest);
    void evictIfDue();
    [[nodiscard]] bool evict(Eviction::Reason reason, WallTime now);
    [[nodiscard]] bool dropSome();
    bool mayEvict() const;
    bool isEvictionUrgent() const;
    std::size_t groupLength(std::span<const LogCommand> commands) const;
    void writeGroup(std::span<LogCommand> group);
    [[nodiscard]] bool tryWrite(std::span<LogCommand> group, Ledger &ledger);
    void committed(const Ledger &ledger, std::uint64_t decided);
    void failed(std::span<LogCommand> group, std::uint64_t decided);
    void setEvictionProblem(std::string problem);
    void keepPending(Refusal &&refusal, EventSequence after);
    void tellMarks();
    void answer();
    void boundWal();

    std::unique_ptr<CaptureWriter> m_writer;
    Checkpointer &m_checkpointer;
    Intake &m_intake;
    Columns &m_columns;
    const Clock m_clock;
    const std::uint64_t m_number;
    const GoOnInNextFile m_goOn;
    std::optional<SteadyTime> m_began; ///< when its first event came
    SteadyTime m_nextTry{};            ///< to go on, after a failure
    std::atomic<bool> m_hasGoneOn{false};
    std::vector<Answer> m_answers;             ///< of the group being written
    std::vector<EventSequence> m_refusedAfter; ///< of the group being written, one for each refusal
    std::deque<PendingRefusal> m_pending;      ///< refused while nothing could be written
    std::size_t m_pendingBytes = 0;
    std::optional<CaptureRules> m_pendingRules; ///< chosen while nothing could be written
    std::vector<MarkChange> m_pendingMarks;     ///< likewise, in their order
    std::uint64_t m_uncounted = 0;              ///< refused, not yet in the ledger of the file
    bool m_askEviction =
        true; ///< something more may have to leave: nobody asked since the last did
    SteadyTime m_nextEviction{};              ///< not before: others have their turn, or it failed
    std::uint64_t m_dropRows = FirstDropRows; ///< in the next step
    int m_requestedPages = 0;
    int m_seenPages = 0; ///< after the last commit
    int m_finishPages = FinishPages;
    int m_patience = PatiencePages;
    mutable std::mutex m_mutex; ///< guards the status
    Status m_status;
    std::thread m_thread;
};

} // namespace core

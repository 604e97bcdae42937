// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/threadpriority.h"
#include "core/transfer/progressmeter.h"

#include <atomic>
#include <functional>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include <sys/eventfd.h>
#include <unistd.h>

namespace core {

/// A transfer on a thread of its own, for whoever must not wait: a window, or a program that listens to signals. Where
/// processors are few it goes behind those who send.
/// Made, asked and destroyed by one thread. What the work uses outlives the job.
template<typename Outcome>
class TransferJob {
public:
    /// Runs on the job's thread; looks at the token often, and answers what became of it.
    using Work = std::function<Outcome(ProgressMeter &progress, const std::stop_token &stop)>;

    explicit TransferJob(Work work)
        : m_finished(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
        , m_thread([this, work = std::move(work)](const std::stop_token &stop) {
            goBehindOthers(Background::Transfer);
            m_outcome.emplace(work(m_progress, stop));
            m_isFinished.store(true, std::memory_order_release);
            ::eventfd_write(m_finished, 1);
        })
    {
    }
    /// Cancels and waits: at most a page of events, or a commit.
    ~TransferJob()
    {
        m_thread.request_stop();
        m_thread.join();
        ::close(m_finished);
    }
    TransferJob(const TransferJob &) = delete;
    TransferJob &operator=(const TransferJob &) = delete;

    [[nodiscard]] TransferProgress progress() const { return m_progress.progress(); }
    void cancel() { m_thread.request_stop(); }
    [[nodiscard]] bool isFinished() const { return m_isFinished.load(std::memory_order_acquire); }
    /// eventfd for a QSocketNotifier (Read): readable once it is finished.
    [[nodiscard]] int finishedDescriptor() const { return m_finished; }
    /// Once it is finished.
    [[nodiscard]] const Outcome &outcome() const { return *m_outcome; }

private:
    ProgressMeter m_progress;
    std::optional<Outcome> m_outcome;
    std::atomic<bool> m_isFinished{false};
    const int m_finished;
    std::jthread m_thread; ///< last: uses all of the above
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace core {

/// The few threads on which views read the log. Made once by the program, before the views and
/// after the columns, and outlives every Tasks on it.
class ScanPool {
public:
    /// One slice of work: at most a few milliseconds. Answers whether there is more; then it is
    /// called again after the slices of others that wait. Slices of one step never overlap and may
    /// run on different threads.
    using Step = std::function<bool()>;

    explicit ScanPool(unsigned threads = 2);
    ~ScanPool();
    ScanPool(const ScanPool &) = delete;
    ScanPool &operator=(const ScanPool &) = delete;

    /// What one reader has given to the pool. Made and destroyed by the reader, on one thread.
    class Tasks {
    public:
        explicit Tasks(ScanPool &pool)
            : m_pool(pool)
        {
        }
        /// Drops what waits; waits for slices that run (a few milliseconds at most).
        ~Tasks();
        Tasks(const Tasks &) = delete;
        Tasks &operator=(const Tasks &) = delete;

        void run(Step step);
        /// Drops what waits. A slice that runs now is its step's last.
        void drop();

    private:
        friend class ScanPool;
        ScanPool &m_pool;
        unsigned m_running = 0;         ///< guarded by the pool
        std::uint64_t m_generation = 0; ///< guarded by the pool
    };

private:
    struct Waiting {
        Tasks *owner;
        std::uint64_t generation;
        Step step;
    };
    void work();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_finished;
    std::deque<Waiting> m_waiting;
    bool m_ending = false;
    std::vector<std::thread> m_threads;
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace core {

/// A thread with a Qt event loop, for sockets. Others hand it work through one list under a short lock and wake it by
/// an eventfd (a queued call of Qt would look like a race to the thread sanitizer, because Qt is not instrumented).
class IoThread {
public:
    using Task = std::function<void()>;

    /// Returns when the loop runs.
    IoThread();
    /// Runs what was posted before, then ends the loop and joins.
    ~IoThread();
    IoThread(const IoThread &) = delete;
    IoThread &operator=(const IoThread &) = delete;

    /// Runs `task` there, in the order of the posts. Any thread.
    void post(Task task);
    /// The same, and returns when it has run. Any other thread.
    void call(const Task &task);

private:
    void run();
    bool runTasks();

    int m_wake = -1;
    std::mutex m_mutex;
    std::vector<Task> m_tasks;
    bool m_isEnding = false;
    std::thread m_thread; ///< last: uses all of the above
};

} // namespace core

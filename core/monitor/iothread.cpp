// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/monitor/iothread.h"

#include <QCoreApplication>
#include <QEvent>
#include <QEventLoop>
#include <QSocketNotifier>

#include <condition_variable>
#include <utility>

#include <sys/eventfd.h>
#include <unistd.h>

namespace core {

IoThread::IoThread()
    : m_wake(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
    , m_thread([this] { run(); })
{
    call([] {});
}

IoThread::~IoThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    ::eventfd_write(m_wake, 1);
    m_thread.join();
    ::close(m_wake);
}

void IoThread::post(Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        m_tasks.push_back(std::move(task));
    }
    ::eventfd_write(m_wake, 1);
}

void IoThread::call(const Task &task)
{
    Q_ASSERT(std::this_thread::get_id() != m_thread.get_id());
    std::mutex mutex;
    std::condition_variable finished;
    bool isFinished = false;
    post([&] {
        task();
        const std::lock_guard lock(mutex); // held while it notifies: the waiter owns all of this
        isFinished = true;
        finished.notify_one();
    });
    std::unique_lock lock(mutex);
    finished.wait(lock, [&] { return isFinished; });
}

void IoThread::run()
{
    QEventLoop loop; // first: it makes the dispatcher that notifiers need
    QSocketNotifier wake(m_wake, QSocketNotifier::Read);
    QObject::connect(&wake, &QSocketNotifier::activated, &loop, [&] {
        if (!runTasks())
            loop.quit();
    });
    loop.exec();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

/// Answers whether there may be more.
bool IoThread::runTasks()
{
    eventfd_t ignored = 0;
    ::eventfd_read(m_wake, &ignored);
    std::vector<Task> tasks;
    bool isEnding = false;
    {
        const std::lock_guard lock(m_mutex);
        tasks.swap(m_tasks);
        isEnding = m_isEnding;
    }
    for (const Task &task : tasks)
        task();
    return !isEnding;
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/scanpool.h"

#include "core/base/threadpriority.h"

#include <utility>

namespace core {

ScanPool::ScanPool(unsigned threads)
{
    for (unsigned i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { work(); });
}

ScanPool::~ScanPool()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_all();
    for (auto &thread : m_threads)
        thread.join();
}

void ScanPool::work()
{
    goBehindOthers(Background::Search);
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_ending || !m_waiting.empty(); });
        if (m_ending)
            return;
        Waiting current = std::move(m_waiting.front());
        m_waiting.pop_front();
        ++current.owner->m_running;
        lock.unlock();
        const bool hasMore = current.step();
        if (!hasMore)
            current.step = nullptr; // whatever it holds ends outside the lock
        lock.lock();
        Tasks *owner = current.owner;
        if (hasMore && current.generation == owner->m_generation)
            m_waiting.push_back(std::move(current));
        current.step = nullptr;
        --owner->m_running;
        m_finished.notify_all();
    }
}

ScanPool::Tasks::~Tasks()
{
    drop();
    std::unique_lock lock(m_pool.m_mutex);
    m_pool.m_finished.wait(lock, [this] { return m_running == 0; });
}

void ScanPool::Tasks::run(Step step)
{
    {
        const std::lock_guard lock(m_pool.m_mutex);
        m_pool.m_waiting.push_back({this, m_generation, std::move(step)});
    }
    m_pool.m_wake.notify_one();
}

void ScanPool::Tasks::drop()
{
    const std::lock_guard lock(m_pool.m_mutex);
    ++m_generation;
    std::erase_if(m_pool.m_waiting,
                  [this](const Waiting &waiting) { return waiting.owner == this; });
}

} // namespace core

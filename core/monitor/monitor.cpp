// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/monitor/monitor.h"

#include "core/monitor/connectionhost.h"
#include "core/monitor/iothread.h"

#include <condition_variable>
#include <mutex>
#include <utility>

namespace core {

struct Monitor::Inside {
    std::unique_ptr<CaptureRing> ring;
    std::shared_ptr<EventLog> log; ///< the file that is looked at
    IoThread io;
    std::unique_ptr<ConnectionHost> host; ///< lives on `io`
    std::vector<std::string> addresses;
    EventSequence newestAtStart;
    std::uint64_t newest = 0; ///< connection number
    ConnectionId demo;        ///< 0: it does not run
    bool isReceiving = true;

    ConnectionId nextId() { return {++newest}; }
};

Monitor::Monitor()
    : m(std::make_unique<Inside>())
{
}

Result<std::unique_ptr<Monitor>> Monitor::start(Options options)
{
    const Clock clock = options.log.clock;
    auto ring = CaptureRing::open(options.capture, std::move(options.log));
    if (!ring)
        return tl::unexpected(ring.error());
    std::unique_ptr<Monitor> monitor(new Monitor);
    Inside &inside = *monitor->m;
    inside.ring = std::move(*ring);
    const CaptureRing::Part first = inside.ring->currentPart();
    inside.newestAtStart = {first.after};
    inside.log = first.log;
    Result<std::vector<std::string>> bound;
    inside.io.call([&] {
        inside.host = std::make_unique<ConnectionHost>(*inside.ring, clock);
        if (!options.listen.empty() && !inside.log->isReadOnly())
            bound =
                inside.host->listen(inside.nextId(), options.listen, std::move(options.receiver));
    });
    if (!bound)
        return tl::unexpected(bound.error());
    inside.addresses = std::move(*bound);
    return monitor;
}

void Monitor::stopReceiving()
{
    if (!std::exchange(m->isReceiving, false))
        return;
    std::mutex mutex;
    std::condition_variable changed;
    bool isSettled = false;
    m->io.post([&] {
        m->host->stop([&] {
            const std::lock_guard lock(
                mutex); // held while it notifies: the waiter owns all of this
            isSettled = true;
            changed.notify_one();
        });
    });
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return isSettled; });
    lock.unlock();
    m->demo = {};
}

Monitor::~Monitor()
{
    stopReceiving();
    m->io.call([this] { m->host.reset(); });
}

EventLog &Monitor::log()
{
    return *m->log;
}

const Columns &Monitor::columns() const
{
    return m->log->columns();
}

EventSequence Monitor::newestAtStart() const
{
    return m->newestAtStart;
}

bool Monitor::hasGoneOn() const
{
    return m->log != m->ring->current();
}

void Monitor::goOn()
{
    if (!hasGoneOn())
        return;
    const CaptureRing::Part now = m->ring->currentPart();
    m->log = now.log;
    m->newestAtStart = {now.after};
}

std::shared_ptr<EventLog> Monitor::lookAt(std::shared_ptr<EventLog> log)
{
    m->newestAtStart = {log->columns().published()};
    return std::exchange(m->log, std::move(log));
}

bool Monitor::isReadOnly() const
{
    return m->ring->current()->isReadOnly();
}

CaptureRing &Monitor::ring()
{
    return *m->ring;
}

const CaptureRing &Monitor::ring() const
{
    return *m->ring;
}

ConnectionId Monitor::addWebSocket(WebSocketOptions options)
{
    if (isReadOnly())
        return {};
    const ConnectionId id = m->nextId();
    m->io.post([host = m->host.get(), id, options = std::move(options)]() mutable {
        host->addWebSocket(id, std::move(options));
    });
    return id;
}

void Monitor::startDemo(DemoOptions options)
{
    if (isDemoRunning() || !m->isReceiving || isReadOnly())
        return;
    m->demo = m->nextId();
    m->io.post([host = m->host.get(), id = m->demo, options] { host->startDemo(id, options); });
}

void Monitor::stopDemo()
{
    if (isDemoRunning())
        removeConnection(m->demo);
}

bool Monitor::isDemoRunning() const
{
    return m->demo.value != 0;
}

bool Monitor::hasDemoEnded() const
{
    return isDemoRunning() && m->host->endedDemo() == m->demo;
}

void Monitor::removeConnection(ConnectionId connection)
{
    if (connection == m->demo)
        m->demo = {};
    m->io.post([host = m->host.get(), connection] { host->remove(connection); });
}

void Monitor::retryNow(ConnectionId connection)
{
    m->io.post([host = m->host.get(), connection] { host->retryNow(connection); });
}

std::vector<ConnectionState> Monitor::connections() const
{
    return m->host->states();
}

std::vector<std::string> Monitor::addresses() const
{
    return m->addresses;
}

} // namespace core

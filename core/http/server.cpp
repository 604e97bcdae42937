// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/server.h"

#include "core/http/openfiles.h"
#include "core/http/requestrules.h"
#include "core/http/socketaddress.h"

#include <QSocketNotifier>

#include <algorithm>
#include <array>
#include <ctime>
#include <tuple>
#include <utility>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace core {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t ScratchBytes = 128 * KiB;
constexpr int EventsPerTurn = 128;
constexpr int AcceptedPerTurn = 64;
constexpr unsigned PlaceBits = 32;

std::chrono::milliseconds sweepInterval(const HttpLimits &limits)
{
    const auto shortest =
        std::min({limits.headTime, limits.bodyTime, limits.idleTime, limits.writeTime,
                  limits.streamWriteTime, limits.lingerTime, limits.handshakeTime});
    return std::clamp(shortest / 4, 5ms, 1000ms);
}

/// RFC 9110 5.6.7, the only form that may be sent. Locale must not matter, hence no strftime.
std::string dateLine(std::time_t time)
{
    constexpr std::array Days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array Months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm parts{};
    gmtime_r(&time, &parts);
    std::array<char, 64> line{};
    const int length =
        std::snprintf(line.data(), line.size(), "Date: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n",
                      Days.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
                      Months.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900,
                      parts.tm_hour, parts.tm_min, parts.tm_sec);
    return {line.data(), static_cast<std::size_t>(length)};
}

} // namespace

std::size_t HttpHandler::received(std::uint64_t /*connection*/, std::string_view bytes)
{
    return bytes.size();
}

bool HttpHandler::wantsBody(HttpRequest & /*request*/)
{
    return true;
}

void HttpHandler::peerEnded(std::uint64_t /*connection*/) {}

void HttpHandler::drained(std::uint64_t /*connection*/) {}

void HttpHandler::ended(std::uint64_t /*connection*/) {}

HttpServer::HttpServer(HttpHandler &handler, const HttpLimits &limits, Clock clock, QObject *parent)
    : QObject(parent)
    , m_limits(withinOpenFiles(limits))
    , m_clock(std::move(clock))
    , m_scratch(new char[ScratchBytes])
    , m_setting{m_limits,
                handler,
                {},
                {},
                {m_scratch.get(), ScratchBytes},
                UnfinishedBytes(m_limits),
                {}}
    , m_sweepTimer(this)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_notifier(std::make_unique<QSocketNotifier>(m_epoll, QSocketNotifier::Read))
{
    refreshTime();
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &HttpServer::turn);
    connect(&m_sweepTimer, &QTimer::timeout, this, &HttpServer::sweep);
    m_sweepTimer.setInterval(sweepInterval(m_limits));
}

HttpServer::~HttpServer()
{
    m_notifier.reset();
    m_connections.clear();
    ::close(m_epoll);
}

Result<std::uint16_t> HttpServer::listen(const std::string &host, std::uint16_t port,
                                         std::shared_ptr<const TlsContext> tls)
{
    auto listener = Listener::bind(host, port, std::move(tls));
    if (!listener)
        return tl::unexpected(std::move(listener.error()));
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = m_listeners.size(); // ids of connections are above it
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, (*listener)->descriptor(), &event);
    const std::uint16_t bound = (*listener)->port();
    m_listeners.push_back(std::move(*listener));
    return bound;
}

void HttpServer::stopListening()
{
    m_listeners.clear();
}

void HttpServer::accept(const Listener &listener)
{
    for (int count = 0; count < AcceptedPerTurn; ++count) {
        const Listener::Peer peer = listener.accept();
        switch (peer.state) {
        case Listener::State::Accepted:
            open(peer.descriptor, listener);
            break;
        case Listener::State::Nobody:
            return;
        case Listener::State::NoDescriptor:
            if (!makeRoom()) { // then until somebody goes
                watchListeners(false);
                m_sweepTimer.start();
                return;
            }
        }
    }
}

void HttpServer::open(int descriptor, const Listener &listener)
{
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const bool hasRoom = m_open < m_limits.connections || makeRoom();
    if (m_free.empty()) {
        m_free.push_back(static_cast<std::uint32_t>(m_connections.size()));
        m_connections.emplace_back();
    }
    const std::uint32_t place = m_free.back();
    m_free.pop_back();
    const std::uint64_t id = (++m_generation << PlaceBits) | place;
    HttpEnds ends{remoteAddress(descriptor), localAddress(descriptor), listener.url(),
                  listener.isOnLoopback()};
    auto &connection = m_connections[place];
    connection =
        std::make_unique<Connection>(descriptor, id, std::move(ends), m_setting, listener.tls());
    ++m_open;

    epoll_event event{};
    event.events = connection->registered = EPOLLIN;
    event.data.u64 = id;
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
    if (!hasRoom)
        connection->refuseAll(rules::tooManyConnections(m_limits));
    touch(*connection);
    if (!m_sweepTimer.isActive())
        m_sweepTimer.start();
}

// Ends the connection that has kept us waiting the longest for a request, if there is one: who opens many and says nothing
// must not keep out those who come to say something.
bool HttpServer::makeRoom()
{
    using Candidate = std::tuple<Connection::Patience, SteadyTime::duration, Connection *>;
    std::vector<Candidate> candidates;
    for (const auto &connection : m_connections) {
        if (connection && connection->patience() != Connection::Patience::Busy)
            candidates.emplace_back(connection->patience(),
                                    m_setting.now - connection->waitsSince(), connection.get());
    }
    std::make_heap(candidates.begin(), candidates.end());
    for (auto end = candidates.end(); end != candidates.begin(); --end) {
        std::pop_heap(candidates.begin(), end);
        Connection *connection = std::get<Connection *>(*(end - 1));
        if (connection->unreadBytes() > 0) // its request is here and only waits for its turn
            continue;
        connection->giveWay();
        remove(*connection);
        return true;
    }
    return false;
}

void HttpServer::watchListeners(bool accepts)
{
    if (std::exchange(m_accepts, accepts) == accepts)
        return;
    for (std::size_t index = 0; index < m_listeners.size(); ++index) {
        epoll_event event{};
        event.events = accepts ? EPOLLIN : 0U;
        event.data.u64 = index;
        ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, m_listeners[index]->descriptor(), &event);
    }
}

Connection *HttpServer::find(std::uint64_t id) const
{
    const std::size_t place = id & ((std::uint64_t(1) << PlaceBits) - 1);
    if (place >= m_connections.size())
        return nullptr;
    Connection *connection = m_connections[place].get();
    return connection && connection->id() == id ? connection : nullptr;
}

void HttpServer::turn()
{
    m_turnIsQueued = false;
    refreshTime();
    std::array<epoll_event, EventsPerTurn> events;
    const int count = ::epoll_wait(m_epoll, events.data(), EventsPerTurn, 0);
    for (const std::uint64_t id : std::exchange(m_more, {})) {
        if (Connection *connection = find(id)) {
            touch(*connection);
            connection->handleMore();
        }
    }
    const std::size_t openBefore = m_open;
    for (int index = 0; index < count; ++index) {
        const epoll_event &event = events[static_cast<std::size_t>(index)];
        Connection *connection = find(event.data.u64);
        if (!connection)
            continue;
        touch(*connection);
        if ((event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) && connection->notesPeerEnd())
            m_setting.handler.peerEnded(connection->id());
        if (event.events & (EPOLLHUP | EPOLLERR))
            connection->hungUp();
        if (event.events & EPOLLOUT)
            connection->writable();
        if (event.events & EPOLLIN)
            connection->readable();
    }
    // Afterwards: only who was read may have to make room.
    for (int index = 0; index < count; ++index) {
        const std::uint64_t id = events[static_cast<std::size_t>(index)].data.u64;
        if (id < m_listeners.size())
            accept(*m_listeners[id]);
    }
    const bool isChanged = m_open != openBefore;
    settle();
    if (isChanged)
        emit openConnectionsChanged();
}

void HttpServer::settle()
{
    settleTouched();
    for (auto admitted = m_setting.unfinished.admit(); !admitted.empty();
         admitted = m_setting.unfinished.admit()) {
        for (const std::uint64_t id : admitted) {
            if (Connection *connection = find(id)) {
                connection->takeMemory();
                touch(*connection);
            }
        }
        settleTouched();
    }
    if (!m_more.empty() && !m_turnIsQueued) {
        m_turnIsQueued = true;
        QMetaObject::invokeMethod(this, &HttpServer::turn, Qt::QueuedConnection);
    }
}

void HttpServer::settleTouched()
{
    bool removed = false;
    for (std::size_t index = 0; index < m_touched.size(); ++index) {
        Connection *connection = find(m_touched[index]);
        if (!connection)
            continue;
        connection->isTouched = false;
        connection->settle();
        if (connection->isDone()) {
            remove(*connection);
            removed = true;
            continue;
        }
        watch(*connection);
        if (connection->hasMore())
            m_more.push_back(connection->id());
    }
    m_touched.clear();
    if (removed)
        emit openConnectionsChanged();
}

void HttpServer::watch(Connection &connection)
{
    const std::uint32_t wanted = (connection.wantsInput() ? EPOLLIN : 0U) |
                                 (connection.wantsOutput() ? EPOLLOUT : 0U) |
                                 (connection.wantsPeerEnd() ? EPOLLRDHUP : 0U);
    if (wanted == connection.registered)
        return;
    connection.registered = wanted;
    epoll_event event{};
    event.events = wanted;
    event.data.u64 = connection.id();
    ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, connection.descriptor(), &event);
}

void HttpServer::remove(Connection &connection)
{
    const std::uint64_t id = connection.id();
    const bool isHandedOver = connection.isHandedOver();
    const auto place = static_cast<std::uint32_t>(id);
    m_connections[place].reset(); // closing the descriptor takes it out of epoll
    m_free.push_back(place);
    --m_open;
    watchListeners(true);
    if (isHandedOver)
        m_setting.handler.ended(id);
}

void HttpServer::touch(Connection &connection)
{
    if (!std::exchange(connection.isTouched, true))
        m_touched.push_back(connection.id());
}

void HttpServer::respond(std::uint64_t connection, std::uint64_t request,
                         const HttpResponse &response)
{
    if (Connection *found = find(connection)) {
        found->answer(request, response);
        touch(*found);
    }
}

void HttpServer::addFields(std::uint64_t connection, std::uint64_t request, std::string fields)
{
    if (Connection *found = find(connection))
        found->addFields(request, std::move(fields));
}

void HttpServer::handOver(std::uint64_t connection, std::uint64_t request, HttpResponse head)
{
    if (Connection *found = find(connection)) {
        found->handOver(request, std::move(head));
        touch(*found);
    }
}

void HttpServer::write(std::uint64_t connection, std::string_view bytes)
{
    if (Connection *found = find(connection)) {
        found->write(bytes);
        touch(*found);
    }
}

void HttpServer::end(std::uint64_t connection)
{
    if (Connection *found = find(connection)) {
        found->endStream();
        touch(*found);
    }
}

bool HttpServer::hold(std::uint64_t connection, std::size_t bytes)
{
    if (Connection *found = find(connection))
        found->hold(bytes);
    return unfinishedBytes() <= m_limits.unfinishedBytes;
}

std::size_t HttpServer::unsent(std::uint64_t connection) const
{
    const Connection *found = find(connection);
    return found ? found->unsent() : 0;
}

void HttpServer::flush()
{
    refreshTime();
    settle();
}

void HttpServer::pause(std::uint64_t connection)
{
    if (Connection *found = find(connection)) {
        found->pause();
        touch(*found);
    }
}

void HttpServer::resume(std::uint64_t connection)
{
    if (Connection *found = find(connection)) {
        found->resume();
        touch(*found);
    }
}

void HttpServer::finish()
{
    stopListening();
    refreshTime();
    for (const auto &connection : m_connections) {
        if (connection) {
            connection->finish();
            touch(*connection);
        }
    }
    settle();
}

std::size_t HttpServer::waitingConnections() const
{
    return static_cast<std::size_t>(
        std::count_if(m_connections.begin(), m_connections.end(), [](const auto &connection) {
            return connection && connection->isWaiting();
        }));
}

bool HttpServer::hasUnhandled() const
{
    return std::any_of(m_connections.begin(), m_connections.end(),
                       [](const auto &connection) { return connection && connection->hasMore(); });
}

void HttpServer::refreshTime()
{
    m_setting.now = m_clock.steady();
    const auto second = std::chrono::floor<std::chrono::seconds>(m_clock.wall());
    if (second != m_dateSecond || m_setting.date.empty()) {
        m_dateSecond = second;
        m_setting.date = dateLine(std::chrono::system_clock::to_time_t(second));
    }
}

void HttpServer::sweep()
{
    refreshTime();
    const bool isMemoryWanted = m_setting.unfinished.isWaitedFor();
    for (const auto &connection : m_connections) {
        if (!connection)
            continue;
        if (connection->deadline() < m_setting.now) // at its limit it may still get on
            connection->expire();
        else if (isMemoryWanted)
            connection->dropIfBehind();
        else
            continue;
        touch(*connection);
    }
    watchListeners(true); // others may have closed files
    settle();
    if (m_open == 0 && m_accepts)
        m_sweepTimer.stop();
}

} // namespace core

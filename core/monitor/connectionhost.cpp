// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/monitor/connectionhost.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

namespace core {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds PublishEvery = 250ms;

std::string joined(const std::vector<std::string> &words)
{
    std::string text;
    for (std::size_t index = 0; index < words.size(); ++index) {
        if (index > 0)
            text += index + 1 == words.size() ? " and " : ", ";
        text += words[index];
    }
    return text;
}

/// The port of an address that 127.0.0.1 reaches.
std::optional<std::uint16_t> loopbackPortOf(std::string_view address)
{
    for (const std::string_view start : {"http://127.0.0.1:", "http://0.0.0.0:"}) {
        if (!address.starts_with(start))
            continue;
        address.remove_prefix(start.size());
        std::uint16_t port = 0;
        std::from_chars(address.data(), address.data() + address.size(), port);
        return port;
    }
    return std::nullopt;
}

/// " 2 read the events: 127.0.0.1:51824 and 127.0.0.1:51826, 12 events behind."
std::string readersWords(const std::vector<StreamReaderState> &readers)
{
    constexpr std::size_t Named = 3;
    if (readers.empty())
        return {};
    std::vector<std::string> names;
    for (const StreamReaderState &reader : readers) {
        if (names.size() == Named) {
            names.push_back(std::to_string(readers.size() - Named) + " more");
            break;
        }
        names.push_back(reader.remote);
        // A few are on their way at any time.
        if (reader.behind > CaptureReader::MaxPageRows)
            names.back() += " (" + std::to_string(reader.behind) + " events behind)";
    }
    std::string words = " " + std::to_string(readers.size());
    words += readers.size() == 1 ? " reads the events: " : " read the events: ";
    words += joined(names);
    words += '.';
    return words;
}

} // namespace

ConnectionHost::ConnectionHost(CaptureRing &ring, Clock clock)
    : m_ring(ring)
    , m_intake(ring.intake())
    , m_clock(std::move(clock))
{
    connect(&m_publishTimer, &QTimer::timeout, this, &ConnectionHost::publish);
    m_publishTimer.start(PublishEvery);
}

ConnectionHost::~ConnectionHost() = default;

Result<std::vector<std::string>> ConnectionHost::listen(ConnectionId id,
                                                        const std::vector<ListenAddress> &addresses,
                                                        ReceiverOptions options)
{
    if (const auto opened = openPort(m_port, addresses, std::move(options)); !opened)
        return tl::unexpected(opened.error());
    m_receiverId = id;
    publish();
    return m_port.addresses;
}

Result<void> ConnectionHost::openPort(Port &port, const std::vector<ListenAddress> &addresses,
                                      ReceiverOptions options)
{
    auto receiver = std::make_unique<Receiver>(m_intake, std::move(options), m_clock, m_ring);
    auto bound = receiver->bind(addresses);
    if (!bound)
        return tl::unexpected(bound.error());
    connect(receiver.get(), &Receiver::stopped, this, [this, &port] {
        port.isStopped = true;
        endIfSettled();
    });
    port.receiver = std::move(receiver);
    port.addresses = std::move(*bound);
    port.isStopped = false;
    return {};
}

void ConnectionHost::addWebSocket(ConnectionId id, WebSocketOptions options)
{
    if (m_settled)
        return;
    auto source = std::make_unique<WebSocketSource>(id, std::move(options), m_intake, m_clock);
    connect(source.get(), &WebSocketSource::stateChanged, this, &ConnectionHost::publish);
    connect(source.get(), &WebSocketSource::settled, this, &ConnectionHost::sweep,
            Qt::QueuedConnection);
    m_sources.push_back(std::move(source));
    m_sources.back()->start();
    publish();
}

Result<std::uint16_t> ConnectionHost::loopbackPort()
{
    for (const Port *port : {&m_port, &m_demoPort}) {
        for (const std::string &address : port->addresses) {
            if (const auto found = loopbackPortOf(address))
                return *found;
        }
    }
    if (const auto opened = openPort(m_demoPort, {{"127.0.0.1", 0, false}}, {}); !opened)
        return tl::unexpected(opened.error());
    return loopbackPort();
}

void ConnectionHost::startDemo(ConnectionId id, DemoOptions options)
{
    if (m_settled)
        return;
    m_demoId = id;
    m_demoProblem.clear();
    const auto port = loopbackPort();
    if (!port) {
        m_demoProblem = port.error().detail;
    } else {
        auto demo = std::make_unique<Demo>(id, options, *port, m_intake, m_clock);
        connect(demo.get(), &Demo::settled, this, &ConnectionHost::sweep, Qt::QueuedConnection);
        connect(demo.get(), &Demo::ended, this, [this, id] { m_endedDemo = id.value; });
        if (const auto started = demo->start(); started)
            m_demo = std::move(demo);
        else
            m_demoProblem = started.error().detail;
    }
    if (!m_demo)
        m_endedDemo = id.value;
    publish();
}

void ConnectionHost::remove(ConnectionId id)
{
    if (id == m_demoId) {
        m_demoId = {};
        if (m_demo) {
            m_demo->stop();
            m_leavingDemos.push_back(std::move(m_demo));
        }
    } else {
        const auto found = std::find_if(m_sources.begin(), m_sources.end(),
                                        [id](const auto &source) { return source->id() == id; });
        if (found == m_sources.end())
            return;
        std::unique_ptr<WebSocketSource> source = std::move(*found);
        m_sources.erase(found);
        source->stop();
        m_leavingSources.push_back(std::move(source));
    }
    sweep();
    publish();
}

void ConnectionHost::retryNow(ConnectionId id)
{
    if (id == m_demoId && m_demo)
        m_demo->retryNow();
    for (const auto &source : m_sources) {
        if (source->id() == id)
            source->retryNow();
    }
}

void ConnectionHost::stop(std::function<void()> settled)
{
    m_settled = std::move(settled);
    while (!m_sources.empty())
        remove(m_sources.back()->id());
    if (m_demo)
        remove(m_demoId);
    for (Port *port : {&m_port, &m_demoPort}) {
        if (port->receiver)
            port->receiver->stop();
    }
    endIfSettled();
}

/// Lets go what was removed and is settled.
void ConnectionHost::sweep()
{
    std::erase_if(m_leavingSources, [](const auto &source) { return source->isSettled(); });
    std::erase_if(m_leavingDemos, [](const auto &demo) { return demo->isSettled(); });
    endIfSettled();
}

void ConnectionHost::endIfSettled()
{
    if (!m_settled || !m_port.isStopped || !m_demoPort.isStopped || !m_sources.empty() || m_demo ||
        !m_leavingSources.empty() || !m_leavingDemos.empty())
        return;
    m_publishTimer.stop();
    publish();
    std::exchange(m_settled, nullptr)();
}

std::vector<ConnectionState> ConnectionHost::states() const
{
    const std::lock_guard lock(m_mutex);
    return m_states;
}

void ConnectionHost::publish()
{
    std::vector<ConnectionState> states;
    if (m_port.receiver)
        states.push_back(receiverState());
    for (const auto &source : m_sources)
        states.push_back(source->state());
    if (m_demoId.value != 0)
        states.push_back(demoState());
    const std::lock_guard lock(m_mutex);
    m_states = std::move(states);
}

ConnectionState ConnectionHost::receiverState() const
{
    const Receiver::Counters counters = m_port.receiver->counters();
    ConnectionState state;
    state.id = m_receiverId;
    state.kind = ConnectionState::Kind::Receiver;
    state.lamp = m_port.isStopped ? ConnectionState::Lamp::Off : ConnectionState::Lamp::On;
    state.name = m_port.addresses.front();
    const std::uint64_t senders =
        counters.connections - std::min(counters.connections, counters.readers);
    state.words = "Listening on " + joined(m_port.addresses) + ". " +
                  (senders == 1 ? "1 sender is connected."
                                : std::to_string(senders) + " senders are connected.") +
                  readersWords(m_port.receiver->readers());
    if (counters.strangers > 0)
        state.words += counters.strangers == 1
                           ? " 1 request without the token was turned away."
                           : " " + std::to_string(counters.strangers) +
                                 " requests without the token were turned away.";
    state.kept = counters.kept;
    state.refused = counters.refused;
    if (const std::string fingerprint = m_port.receiver->certificateFingerprint();
        !fingerprint.empty())
        state.words += " Certificate: SHA-256 " + fingerprint + ".";
    const TlsFailures &failures = m_port.receiver->tlsFailures();
    state.tlsFailures = failures.count;
    state.tlsFailure = failures.last;
    if (failures.count > 0)
        state.words += (failures.count == 1 ? std::string(" 1 TLS handshake failed: ")
                                            : " " + std::to_string(failures.count) +
                                                  " TLS handshakes failed, the last because: ") +
                       failures.last + ".";
    state.strangers = counters.strangers;
    state.asksForToken = m_port.receiver->asksForToken();
    return state;
}

ConnectionState ConnectionHost::demoState() const
{
    ConnectionState state;
    if (m_demo)
        state = m_demo->feedState();
    else
        state.words = m_demoProblem;
    state.id = m_demoId;
    state.kind = ConnectionState::Kind::Demo;
    state.name = Demo::FeedSource;
    if (state.lamp == ConnectionState::Lamp::On)
        state.words = "Plays transactions over this WebSocket, and a shop over HTTP. Seed " +
                      std::to_string(m_demo->seed()) + ".";
    return state;
}

} // namespace core

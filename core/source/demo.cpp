// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/source/demo.h"

#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace core {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds TickEvery = 10ms;
constexpr std::chrono::microseconds LongestTick =
    250ms;                      ///< after a sleep of the machine no rush follows
constexpr int StepsATurn = 256; ///< unpaced: other sockets want their turn

} // namespace

Demo::Demo(ConnectionId feedId, DemoOptions options, std::uint16_t receiverPort, Intake &intake,
           Clock clock, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_seed(options.seed.value_or(QRandomGenerator::system()->generate()))
    , m_clock(std::move(clock))
    , m_sender(receiverPort)
    , m_intake(intake)
    , m_feedId(feedId)
{
    m_tick.setTimerType(Qt::PreciseTimer);
    connect(&m_tick, &QTimer::timeout, this, &Demo::tick);
}

Demo::~Demo() = default;

Result<void> Demo::start()
{
    if (Result<void> listening = m_feed.listen(); !listening)
        return listening;
    WebSocketOptions options;
    options.url = m_feed.url();
    options.firstMessage = R"({"op":"unconfirmed_sub"})";
    options.source = FeedSource;
    m_source = new WebSocketSource(m_feedId, options, m_intake, m_clock, this);
    connect(m_source, &WebSocketSource::settled, this, &Demo::settled);
    connect(&m_feed, &DemoFeed::subscribed, this, &Demo::begin);
    connect(&m_feed, &DemoFeed::drained, this, &Demo::play);
    connect(&m_sender, &DemoSender::answered, this, &Demo::play);
    m_source->start();
    return {};
}

void Demo::stop()
{
    if (m_isStopped)
        return;
    m_isStopped = true;
    m_tick.stop();
    m_sender.stop();
    if (m_source)
        m_source->stop();
    m_feed.stop();
}

void Demo::retryNow()
{
    if (m_source)
        m_source->retryNow();
}

bool Demo::isSettled() const
{
    return m_isStopped && (!m_source || m_source->isSettled());
}

void Demo::begin()
{
    if (m_script || m_isStopped)
        return;
    m_script.emplace(m_seed, m_options.seed ? DemoScript::FixedStart : m_clock.wall(),
                     m_options.seed ? 1.0 : m_options.speed);
    m_next = m_script->next();
    m_lastTick = m_clock.steady();
    m_tick.start(TickEvery);
    play();
}

void Demo::tick()
{
    const SteadyTime now = m_clock.steady();
    const auto passed = std::min(
        std::chrono::duration_cast<std::chrono::microseconds>(now - m_lastTick), LongestTick);
    m_lastTick = now;
    m_position += std::chrono::microseconds(static_cast<std::int64_t>(
        static_cast<double>(passed.count()) * std::max(m_options.speed, 0.0)));
    play();
}

void Demo::play()
{
    if (!m_script || m_isStopped)
        return;
    const bool paced = m_options.speed > 0;
    for (int steps = 0; steps < StepsATurn && !isAllSaid(); ++steps) {
        if (paced && m_next.offset > m_position)
            break;
        if (!m_feed.isSubscribed() || !m_feed.hasRoom() || !m_sender.hasRoom()) {
            m_position = std::min(m_position, m_next.offset);
            break;
        }
        perform(m_next);
        m_next = m_script->next();
    }
    endWhenAllIsKept();
}

void Demo::perform(const DemoStep &step)
{
    if (const auto *request = std::get_if<DemoRequest>(&step.what)) {
        m_events += request->isEvent ? 1 : 0;
        m_sender.send(*request);
    } else {
        ++m_events;
        ++m_frames;
        m_feed.send(std::get<DemoFrame>(step.what).text);
    }
}

bool Demo::isAllSaid() const
{
    return m_options.count && m_events >= *m_options.count;
}

void Demo::endWhenAllIsKept()
{
    if (m_hasEnded || !isAllSaid() || !m_sender.isIdle())
        return;
    const ConnectionState feed = m_source->state();
    if (feed.kept + feed.refused < m_frames)
        return;
    m_hasEnded = true;
    m_tick.stop();
    emit ended();
}

} // namespace core

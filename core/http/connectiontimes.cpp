// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// How long a connection waits for its peer, and who goes when others wait.
#include "core/http/connection.h"
#include "core/http/requestrules.h"

#include <algorithm>
#include <utility>

#include <sys/ioctl.h>

namespace core {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds PaceTime = 5s; // before that nobody can say how fast a body is
constexpr std::size_t UnreadEnough = 32 * KiB;     // the operating system may take no more

} // namespace

void Connection::expire()
{
    switch (m_wait) {
    case Wait::Head:
        refuseBegun(rules::headTooSlow(m_setting.limits));
        break;
    case Wait::Body:
        refuseBegun(rules::bodyTooSlow(m_setting.limits));
        break;
    case Wait::Nothing:
    case Wait::Memory:
        break;
    case Wait::Handshake:
        noteTlsFailure();
        m_done = true;
        break;
    case Wait::Idle:
    case Wait::Write:
    case Wait::Linger:
        m_done = true;
        break;
    }
}

void Connection::refuseBegun(Rejection &&why)
{
    if (m_request.head.empty())
        m_request.head.assign(m_input, 0, m_setting.limits.headBytes);
    deliverRefusal(std::move(why));
    m_input.clear();
    countHeld();
}

Connection::Patience Connection::patience() const
{
    if (m_shutDown)
        return Patience::Ended;
    if (m_wait == Wait::Handshake)
        return Patience::NoRequest;
    if (isWaiting() || !m_output.empty())
        return Patience::Busy;
    if (m_wait == Wait::Idle || m_wait == Wait::Head)
        return Patience::NoRequest;
    return isBehind(PaceTime) ? Patience::SlowBody : Patience::Busy;
}

std::size_t Connection::unreadBytes() const
{
    int count = 0;
    return ::ioctl(m_wire.descriptor(), FIONREAD, &count) == 0 ? static_cast<std::size_t>(count)
                                                               : 0;
}

void Connection::giveWay()
{
    if (m_wait == Wait::Head || m_wait == Wait::Body || m_wait == Wait::Memory) {
        refuseBegun(rules::tooManyConnections(m_setting.limits));
        send();
    }
    m_done = true;
}

// Of a body: less than bodyRate came since its pace is measured, and that is at least `time` ago. While it waits for
// memory, what its sender has sent and we did not read counts as come.
bool Connection::isBehind(std::chrono::milliseconds time) const
{
    const auto window =
        std::chrono::duration_cast<std::chrono::milliseconds>(m_setting.now - m_paceSince);
    if ((m_wait != Wait::Body && m_wait != Wait::Memory) || window < time)
        return false;
    const std::size_t wanted =
        m_setting.limits.bodyRate * static_cast<std::size_t>(window.count()) / 1000;
    if (m_wait == Wait::Body)
        return m_paceBytes < wanted;
    if (!m_input.empty() || m_parser.hasMore()) // it is we who do not go on
        return false;
    const std::size_t unread = m_paceBytes < wanted ? unreadBytes() : 0;
    return m_paceBytes + unread < wanted &&
           unread < std::min<std::uint64_t>(m_parser.bodyLeft(), UnreadEnough);
}

void Connection::dropIfBehind()
{
    const auto time =
        m_setting.unfinished.hasReserve(m_ticket) ? PaceTime : m_setting.limits.bodyTime;
    if (isBehind(time))
        refuseBegun(rules::bodyBelowRate(m_setting.limits));
}

void Connection::updateDeadline()
{
    const HttpLimits &limits = m_setting.limits;
    if (m_wire.isHandshaking())
        waitFor(Wait::Handshake, limits.handshakeTime);
    else if (m_blocked)
        waitFor(Wait::Write, m_isHandedOver ? limits.streamWriteTime : limits.writeTime);
    else if (m_shutDown)
        waitFor(Wait::Linger, limits.lingerTime);
    else if (m_waitsForMemory)
        waitFor(Wait::Memory, {});
    else if (!m_needsInput || !mayHandle())
        waitFor(Wait::Nothing, {});
    else if (m_parser.state() == RequestParser::State::Body)
        waitFor(Wait::Body, limits.bodyTime);
    else if (!m_input.empty())
        waitFor(Wait::Head, limits.headTime);
    else if (!isWaiting())
        waitFor(Wait::Idle, limits.idleTime);
    else
        waitFor(Wait::Nothing, {});
    m_progressed = false;
    m_delivered = false;
}

void Connection::startPace()
{
    m_paceSince = m_setting.now;
    m_paceBytes = 0;
}

void Connection::waitFor(Wait wait, std::chrono::milliseconds time)
{
    // A head and the end have one term; everything else gets a new one with each piece.
    const bool renewed = wait == Wait::Head
                             ? m_delivered
                             : m_progressed && wait != Wait::Linger && wait != Wait::Handshake;
    if (wait == m_wait && !renewed)
        return;
    const bool isBody = m_wait == Wait::Body || m_wait == Wait::Memory;
    if (!isBody || (m_setting.now - m_paceSince >= time && !isBehind(time)))
        startPace();
    m_wait = wait;
    m_since = m_setting.now;
    m_deadline =
        wait == Wait::Nothing || wait == Wait::Memory ? SteadyTime::max() : m_setting.now + time;
}

} // namespace core

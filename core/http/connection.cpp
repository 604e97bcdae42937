// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/connection.h"

#include "core/http/requestrules.h"

#include <algorithm>
#include <utility>

namespace core {

namespace {

constexpr std::size_t ScarceReadBytes = 4 * KiB; // of a request that has not asked for memory yet
constexpr std::size_t DecodedSlice = 256 * KiB;

} // namespace

Connection::Connection(int descriptor, std::uint64_t id, HttpEnds ends, ConnectionSetting &setting,
                       std::shared_ptr<const TlsContext> tls)
    : m_setting(setting)
    , m_wire(descriptor, std::move(tls))
    , m_id(id)
    , m_ends(std::move(ends))
    , m_parser(setting.limits)
{
    m_request.connection = id;
    m_request.ends = &m_ends;
    updateDeadline();
}

Connection::~Connection()
{
    for (std::size_t index = m_first; index < m_pending.size(); ++index) {
        m_setting.unfinished.change(m_pending[index].held, 0);
        m_setting.unfinished.end(m_pending[index].ticket);
    }
    m_setting.unfinished.change(m_held, 0);
    m_setting.unfinished.end(m_ticket);
}

bool Connection::mayHandle() const
{
    return m_pauses == 0 && !m_closing && !m_done && !m_isHandedOver &&
           m_pending.size() - m_first < m_setting.limits.pendingRequests &&
           m_output.size() - m_sent <= m_setting.limits.unsentBytes;
}

bool Connection::wantsInput() const
{
    if (m_done || m_peerEnded)
        return false;
    if (m_wire.isHandshaking())
        return true;
    if (m_isHandedOver && !m_closing)
        return m_input.empty() && mayPass();
    return m_closing ? m_shutDown : m_needsInput && !m_waitsForMemory && mayHandle();
}

// 0: a body must wait for memory.
std::size_t Connection::bytesToRead()
{
    const std::size_t most = m_setting.scratch.size();
    if (m_closing || m_isHandedOver)
        return most;
    if (m_parser.state() != RequestParser::State::Body)
        return m_setting.unfinished.isScarce() ? std::min(most, ScarceReadBytes) : most;
    return hasMemory() ? std::min(most, m_setting.unfinished.room(m_ticket, m_parser.bodyLeft()))
                       : 0;
}

// Of a compressed body in one turn.
std::size_t Connection::bytesToDecode() const
{
    if (m_parser.state() != RequestParser::State::Body)
        return DecodedSlice;
    return std::min(DecodedSlice, m_setting.unfinished.room(m_ticket, m_parser.bodyLeft()));
}

// Of the body that is being read, or else it waits from now on.
bool Connection::hasMemory()
{
    const std::uint64_t left = m_parser.bodyLeft();
    if (m_ticket == 0)
        m_ticket = m_setting.unfinished.nextTicket();
    if (m_setting.unfinished.room(m_ticket, left) > 0)
        return true;
    m_waitsForMemory = true;
    m_setting.unfinished.wait(m_ticket, m_id, left);
    return false;
}

void Connection::takeMemory()
{
    m_waitsForMemory = false;
    startPace();
    sendContinue();
}

void Connection::readable()
{
    const std::size_t most = wantsInput() ? bytesToRead() : 0;
    if (most == 0)
        return;
    const Wire::Got got = m_wire.read(m_setting.scratch.first(most));
    const std::size_t count = got.bytes;
    switch (got.state) {
    case Wire::State::Later:
        return;
    case Wire::State::Broken:
        noteTlsFailure();
        m_done = true;
        return;
    case Wire::State::Ended:
        noteTlsFailure();
        m_done = m_wire.isHandshaking();
        peerEnded();
        return;
    case Wire::State::NoTls:
        m_request.head.assign(m_setting.scratch.data(),
                              std::min(count, m_setting.limits.headBytes));
        if (const std::size_t end = m_request.head.find("\r\n\r\n"); end != std::string::npos)
            m_request.head.resize(end + 4);
        deliverRefusal(rules::plainOnTlsPort(m_ends.listener));
        return;
    case Wire::State::Read:
        break;
    }
    if (m_closing) // what still comes after our last answer is read and thrown away
        return;
    m_progressed = true;
    m_paceBytes += count;
    const std::string_view bytes(m_setting.scratch.data(), count);
    if (m_input.empty()) {
        const std::size_t used = use(bytes);
        m_input.assign(bytes.substr(used));
    } else {
        m_input.append(bytes);
        m_input.erase(0, use(m_input));
    }
    countHeld();
}

void Connection::handleMore()
{
    if (!m_input.empty() || m_parser.hasMore()) {
        m_input.erase(0, use(m_input));
        countHeld();
    }
    if (m_wire.hasInput())
        readable();
}

void Connection::noteTlsFailure()
{
    if (!m_wire.isHandshaking() || !m_wire.hasBegun())
        return;
    const std::string problem = m_wire.problem();
    ++m_setting.tlsFailures.count;
    m_setting.tlsFailures.last = problem.empty() ? "the peer ended it" : problem;
}

std::size_t Connection::use(std::string_view bytes)
{
    if (!m_isHandedOver)
        return handleRequests(bytes);
    const std::size_t used = mayPass() ? m_setting.handler.received(m_id, bytes) : 0;
    return m_closing ? bytes.size() : used;
}

std::size_t Connection::handleRequests(std::string_view bytes)
{
    std::size_t used = 0;
    m_needsInput = false;
    std::size_t handled = 0;
    while ((used < bytes.size() || m_parser.hasMore()) &&
           handled < m_setting.limits.requestsPerTurn && mayHandle()) {
        if (m_parser.state() == RequestParser::State::Body && !hasMemory())
            return used;
        used += m_parser.consume(bytes.substr(used), m_request, bytesToDecode());
        switch (m_parser.state()) {
        case RequestParser::State::Complete:
            deliver();
            ++handled;
            break;
        case RequestParser::State::Failed:
            deliverRefusal(std::move(m_parser.rejection()));
            break;
        case RequestParser::State::Head:
        case RequestParser::State::Body:
            if (turnsBodyAway()) {
                m_request.isCut = true;
                m_parser.continued(); // by the answer
                deliver();
                break;
            }
            m_needsInput = !m_parser.hasMore(); // the rest of a slice comes in the next turn
            sendContinue();
            return used;
        }
    }
    if (used == bytes.size() && !m_parser.hasMore())
        m_needsInput = true;
    return m_closing ? bytes.size() : used;
}

// Asks once, when the head is there and the body is not.
bool Connection::turnsBodyAway()
{
    if (m_parser.state() != RequestParser::State::Body || m_isBodyWanted)
        return false;
    m_isBodyWanted = m_setting.handler.wantsBody(m_request);
    return !m_isBodyWanted;
}

Connection::Pending &Connection::addPending()
{
    m_request.number = m_firstNumber + (m_pending.size() - m_first);
    Pending &pending = m_pending.emplace_back();
    pending.held = m_request.head.size() + m_request.body.size();
    pending.ticket = std::exchange(m_ticket, 0);
    m_setting.unfinished.change(0, pending.held);
    return pending;
}

void Connection::deliver()
{
    AnswerForm &form = addPending().form;
    form.headOnly = m_request.methodText() == "HEAD";
    form.close = !m_request.keepAlive || m_finishing || m_request.isCut;
    form.keepAlive10 = m_request.keepAlive && m_request.version == 10;
    m_closing = form.close;
    m_delivered = true;
    m_isBodyWanted = false;
    m_setting.handler.handle(m_request);
    m_request.clear();
    m_parser.reset();
}

void Connection::deliverRefusal(Rejection &&why)
{
    AnswerForm &form = addPending().form;
    form.headOnly = m_request.methodText() == "HEAD";
    form.close = true;
    m_closing = true;
    m_waitsForMemory = false;
    m_setting.handler.refuse(m_request, std::move(why));
    m_request.clear();
}

void Connection::refuseAll(Rejection &&why)
{
    deliverRefusal(std::move(why));
}

void Connection::sendContinue()
{
    // In the order of the answers: not before those of earlier requests.
    if (m_parser.wantsContinue() && !isWaiting() && !m_waitsForMemory && hasMemory()) {
        m_output += "HTTP/1.1 100 Continue\r\n\r\n";
        m_parser.continued();
    }
}

Connection::Pending *Connection::findPending(std::uint64_t number)
{
    const std::uint64_t place = number - m_firstNumber;
    if (number < m_firstNumber || place >= m_pending.size() - m_first)
        return nullptr;
    Pending &pending = m_pending[m_first + place];
    return pending.isReady ? nullptr : &pending;
}

void Connection::addFields(std::uint64_t number, std::string fields)
{
    if (Pending *pending = findPending(number))
        pending->fields += fields;
}

void Connection::answer(std::uint64_t number, const HttpResponse &response)
{
    Pending *pending = findPending(number);
    if (!pending)
        return;
    pending->isReady = true;
    if (response.close) {
        pending->form.close = true;
        m_closing = true;
    }
    std::string &out = number == m_firstNumber ? m_output : pending->bytes;
    appendResponse(out, response, pending->form, m_setting.date, pending->fields);
    releaseReady();
}

void Connection::handOver(std::uint64_t number, HttpResponse head)
{
    Pending *pending = findPending(number);
    if (!pending)
        return;
    m_isHandedOver = true;
    m_wire.writeLittleAhead();
    m_owesDrained = true;
    m_closing = m_peerEnded;
    pending->form.close = head.status != 101;
    pending->form.keepAlive10 = false;
    head.isOpen = true;
    answer(number, head);
}

void Connection::write(std::string_view bytes)
{
    if (m_closing)
        return;
    // Behind the head, which may wait for earlier answers.
    (isWaiting() ? m_pending.back().bytes : m_output) += bytes;
    m_owesDrained = true;
}

void Connection::endStream()
{
    m_closing = true;
    m_input.clear();
    countHeld();
}

void Connection::hold(std::size_t bytes)
{
    m_handlerHolds = bytes;
    countHeld();
}

void Connection::releaseReady()
{
    while (isWaiting() && m_pending[m_first].isReady) {
        Pending &pending = m_pending[m_first];
        m_output += pending.bytes;
        m_setting.unfinished.change(pending.held, 0);
        m_setting.unfinished.end(pending.ticket);
        pending = {};
        ++m_first;
        ++m_firstNumber;
    }
    if (!isWaiting()) {
        m_pending.clear();
        m_first = 0;
        sendContinue();
    }
}

void Connection::finish()
{
    m_finishing = true;
    m_done = m_done || m_wire.isHandshaking();
    if (!m_isHandedOver && m_request.head.empty() && m_input.empty())
        m_closing = true;
}

void Connection::peerEnded()
{
    m_peerEnded = true;
    if (!m_closing && !m_isHandedOver && (m_needsInput || m_waitsForMemory) &&
        (!m_input.empty() || m_parser.state() == RequestParser::State::Body)) {
        if (m_request.head.empty())
            m_request.head.assign(m_input, 0, m_setting.limits.headBytes);
        deliverRefusal(rules::truncated());
    }
    m_input.clear();
    m_closing = true;
    countHeld();
}

void Connection::hungUp()
{
    if (!m_closing)
        peerEnded();
    m_done = true;
}

// Bytes of the request that is not whole yet; a request that is, counts with its answer.
void Connection::countHeld()
{
    const std::size_t held = m_closing
                                 ? 0
                                 : m_input.size() + m_request.head.size() + m_request.body.size() +
                                       m_parser.heldBytes() + m_handlerHolds;
    m_setting.unfinished.change(m_held, held);
    m_held = held;
}

void Connection::settle()
{
    if (m_done)
        return;
    send();
    const bool answered = !isWaiting() && unsent() == 0;
    if (m_closing && answered && !m_shutDown && !m_done && !m_wire.isHandshaking()) {
        m_wire.endWriting();
        m_shutDown = true;
    }
    if (m_isHandedOver && answered && !m_closing && std::exchange(m_owesDrained, false))
        m_setting.handler.drained(m_id);
    // Closing with unread bytes would reset the connection and lose the answer: the peer goes
    // first.
    if (m_shutDown && m_peerEnded)
        m_done = true;
    updateDeadline();
}

void Connection::send()
{
    while (!m_blocked && unsent() > 0) {
        const bool waitsForHandshake = m_wire.isHandshaking() && m_wire.unsent() == 0;
        if (waitsForHandshake)
            return;
        const Wire::Put put = m_wire.write(std::string_view(m_output).substr(m_sent));
        m_sent += put.bytes;
        m_progressed = m_progressed || put.bytes > 0;
        if (put.sent == Wire::Sent::Broken) {
            m_done = true;
            return;
        }
        m_blocked = put.sent == Wire::Sent::Blocked;
    }
    if (m_sent == m_output.size()) {
        m_output.clear();
        m_sent = 0;
    } else if (m_sent > m_setting.limits.unsentBytes) {
        m_output.erase(0, m_sent);
        m_sent = 0;
    }
}

} // namespace core

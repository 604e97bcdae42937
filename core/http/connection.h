// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/http/httphandler.h"
#include "core/http/httpresponse.h"
#include "core/http/limits.h"
#include "core/http/requestparser.h"
#include "core/http/unfinishedbytes.h"
#include "core/http/wire.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// TLS connections that came to nothing before a request.
struct TlsFailures {
    std::uint64_t count = 0;
    std::string last; ///< why, in OpenSSL's words
};

/// What all connections of a server share. Lives in the server.
struct ConnectionSetting {
    const HttpLimits &limits;
    HttpHandler &handler;
    SteadyTime now;          ///< of this turn
    std::string date;        ///< "Date: …\r\n" of this second
    std::span<char> scratch; ///< where bytes are read to
    UnfinishedBytes unfinished;
    TlsFailures tlsFailures;
};

/// One accepted TCP connection: reads requests, hands them to the handler, writes the answers in
/// the order of the requests. Owns its descriptor. Made, used and destroyed by HttpServer on its
/// thread; everybody else names it by id.
///
/// The server calls `readable` and `writable` as the descriptor is, then `settle` once per turn:
/// all answers of a turn leave in one write. After each of these it looks at `interest`, `hasMore`,
/// `isDone` and `deadline`.
class Connection {
public:
    /// With `tls` it speaks that, and nothing in the clear but a refusal.
    Connection(int descriptor, std::uint64_t id, HttpEnds ends, ConnectionSetting &setting,
               std::shared_ptr<const TlsContext> tls = {});
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    std::uint64_t id() const { return m_id; }
    int descriptor() const { return m_wire.descriptor(); }

    void readable();
    void writable() { m_blocked = false; }
    void hungUp();
    /// Goes on with what was read before and not handled yet.
    void handleMore();
    void answer(std::uint64_t number, const HttpResponse &response);
    void addFields(std::uint64_t number, std::string fields);
    /// See HttpServer::handOver. `number` is the newest request.
    void handOver(std::uint64_t number, HttpResponse head);
    bool isHandedOver() const { return m_isHandedOver; }
    void write(std::string_view bytes);
    /// Nothing more is read or written: ends when all that was written has left.
    void endStream();
    /// What the handler holds of what came, counted among the bytes of unfinished requests.
    void hold(std::size_t bytes);
    /// Written and not sent yet.
    std::size_t unsent() const { return m_output.size() - m_sent + m_wire.unsent(); }
    void settle();
    /// Its time is up.
    void expire();
    /// Others wait for memory: ends a body that comes in more slowly than HttpLimits::bodyRate.
    void dropIfBehind();
    /// Whether it may be asked to make room for another connection: the later the sooner.
    enum class Patience : std::uint8_t { Busy, SlowBody, NoRequest, Ended };
    Patience patience() const;
    SteadyTime waitsSince() const { return m_since; }
    std::size_t unreadBytes() const; ///< the operating system has them
    /// Ends at once in favour of another connection, with an answer if a request has begun.
    void giveWay();
    /// There is memory for its body again.
    void takeMemory();

    /// Reads nothing and handles nothing more until resumed as often as it was paused.
    void pause() { ++m_pauses; }
    void resume()
    {
        --m_pauses;
        m_hasNotedEnd = false;
    }
    /// It is not read, so that only this tells of the end.
    bool wantsPeerEnd() const { return m_pauses > 0 && !m_hasNotedEnd && !m_done; }
    /// Whether its handler is to be told, which it is once in each pause.
    bool notesPeerEnd()
    {
        if (!wantsPeerEnd())
            return false;
        m_hasNotedEnd = true;
        return true;
    }
    /// Nothing more is read; ends when what came is answered.
    void finish();
    /// Refuses whatever is sent, and ends.
    void refuseAll(Rejection &&why);

    bool wantsInput() const;
    bool wantsOutput() const { return m_blocked; }
    /// Whole requests may lie unhandled in what was read, and it may handle them.
    bool hasMore() const
    {
        if (m_wire.hasInput() && wantsInput())
            return true;
        if (m_isHandedOver)
            return !m_input.empty() && mayPass();
        return (!m_input.empty() || m_parser.hasMore()) && !m_needsInput && !m_waitsForMemory &&
               mayHandle();
    }
    bool isDone() const { return m_done; }
    SteadyTime deadline() const { return m_deadline; }
    bool isWaiting() const { return m_first != m_pending.size(); } ///< for an answer

    // Marks of the server, so that it needs no sets.
    bool isTouched = false;
    std::uint32_t registered = 0; ///< what epoll was told last

private:
    struct Pending {
        std::string bytes;  ///< the answer, if it came before its turn
        std::string fields; ///< further header lines of the answer
        std::size_t held = 0;
        UnfinishedBytes::Ticket ticket = 0; ///< of its body
        AnswerForm form;
        bool isReady = false;
    };
    enum class Wait : std::uint8_t { Nothing, Handshake, Idle, Head, Body, Memory, Write, Linger };

    bool mayHandle() const;
    /// Bytes of a connection that was handed over.
    bool mayPass() const { return m_pauses == 0 && !m_closing && !m_done && !isWaiting(); }
    std::size_t use(std::string_view bytes);
    std::size_t bytesToRead();
    std::size_t bytesToDecode() const;
    bool hasMemory();
    std::size_t handleRequests(std::string_view bytes);
    bool turnsBodyAway();
    void deliver();
    void deliverRefusal(Rejection &&why);
    void refuseBegun(Rejection &&why);
    /// If hands were not shaken yet.
    void noteTlsFailure();
    bool isBehind(std::chrono::milliseconds time) const;
    Pending &addPending();
    Pending *findPending(std::uint64_t number);
    void releaseReady();
    void sendContinue();
    void peerEnded();
    void countHeld();
    void send();
    void updateDeadline();
    void startPace();
    void waitFor(Wait wait, std::chrono::milliseconds time);

    ConnectionSetting &m_setting;
    Wire m_wire;
    const std::uint64_t m_id;
    const HttpEnds m_ends;
    RequestParser m_parser;
    HttpRequest m_request;
    std::string m_input; ///< read and not used up
    std::string m_output;
    std::size_t m_sent = 0;         ///< of m_output
    std::vector<Pending> m_pending; ///< from m_first on; emptied when all are answered
    std::size_t m_first = 0;
    std::uint64_t m_firstNumber = 0; ///< of m_pending[m_first]
    std::size_t m_handlerHolds = 0;  ///< see hold()
    std::size_t m_held = 0; ///< bytes of the request that is being read, as counted in the setting
    UnfinishedBytes::Ticket m_ticket = 0; ///< of the body that is being read
    SteadyTime m_deadline = SteadyTime::max();
    SteadyTime m_since;     ///< when m_wait began
    SteadyTime m_paceSince; ///< and what came since then of a body
    std::size_t m_paceBytes = 0;
    Wait m_wait = Wait::Nothing;
    bool m_progressed = false; ///< bytes came or went in this turn
    bool m_delivered = false;  ///< a request became whole in this turn
    bool m_isBodyWanted =
        false; ///< the handler was asked, and wants that of the request that is being read
    bool m_isHandedOver = false;
    bool m_owesDrained = false; ///< the handler is to be told when all has left
    bool m_needsInput = true;   ///< m_input holds no whole request
    int m_pauses = 0;
    bool m_hasNotedEnd = false;    ///< of its peer, in this pause
    bool m_waitsForMemory = false; ///< with a body, until takeMemory()
    bool m_closing = false;        ///< no further request is handled
    bool m_finishing = false;      ///< the request that is being read is the last
    bool m_blocked = false;        ///< the peer does not fetch what we send
    bool m_shutDown = false;       ///< our side is closed; waiting for the peer's
    bool m_peerEnded = false;
    bool m_done = false;
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/http/limits.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace core {

/// Shares HttpLimits::unfinishedBytes among the bodies that are being read. Who finds no room waits, and its connection is
/// not read; requests without a body never ask. Counts what was read, not what was announced: announcing costs a sender
/// nothing. Lives in the server, on its thread.
///
/// Nobody waits for ever. One body's worth (HttpLimits::bodyBytes) is never given to all alike: it is the reserve of the
/// oldest body that waits, which can therefore always be finished, whatever the others hold. With the answer to it the
/// reserve goes to the next. Long bodies go by age, and leave a sixteenth to short ones, so that senders of
/// ordinary events get through between them.
class UnfinishedBytes {
public:
    /// Names one body, and by its order says how old it is. 0: none.
    using Ticket = std::uint64_t;
    /// A body with no more to come than that is short.
    static constexpr std::size_t ShortBody = 64 * KiB;

    explicit UnfinishedBytes(const HttpLimits &limits);

    Ticket nextTicket() { return ++m_lastTicket; }
    /// Of all requests that are not answered, together.
    std::size_t count() const { return m_count; }
    /// What one of them takes has changed.
    void change(std::size_t from, std::size_t to);

    /// How many bytes a body may take now that has at most `left` to come. Crumbs count as nothing.
    std::size_t room(Ticket ticket, std::uint64_t left) const;
    /// There is no room for a new body; connections are read with care then.
    bool isScarce() const { return m_count >= m_longShare; }

    /// `connection` waits with a body until admit() names it.
    void wait(Ticket ticket, std::uint64_t connection, std::uint64_t left);
    /// The request with that body is answered, or will never be.
    void end(Ticket ticket);
    bool hasReserve(Ticket ticket) const { return ticket != 0 && ticket == m_reserve; }
    bool isWaitedFor() const { return !m_waiting.empty(); }
    /// The connections that need not wait any more, oldest body first.
    [[nodiscard]] std::vector<std::uint64_t> admit();

private:
    struct Waiting {
        std::uint64_t connection;
        std::uint64_t left;
    };

    std::size_t roomBeside(std::size_t taken, std::uint64_t left) const;

    const std::size_t m_longShare;
    const std::size_t m_share; ///< of all bodies but the one that has the reserve
    std::size_t m_count = 0;
    Ticket m_lastTicket = 0;
    Ticket m_reserve = 0; ///< who has it
    std::map<Ticket, Waiting> m_waiting;
    bool m_hasChanged = false; ///< so that somebody may be admitted
};

} // namespace core

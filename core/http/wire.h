// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/http/tlssession.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace core {

/// The bytes that go over one TCP socket, as they are or through TLS. Owns the descriptor, which does not block.
class Wire {
public:
    /// Without `tls`: as they are.
    Wire(int descriptor, std::shared_ptr<const TlsContext> tls);
    ~Wire();
    Wire(const Wire &) = delete;
    Wire &operator=(const Wire &) = delete;

    int descriptor() const { return m_descriptor; }

    enum class State : std::uint8_t {
        Read,   ///< so many bytes
        Later,  ///< nothing now
        Ended,  ///< the peer has ended its side
        Broken, ///< the connection, or TLS: problem()
        NoTls ///< TLS was meant, and the peer speaks in the clear: what it said was read, and so will be the answer
    };
    struct Got {
        State state = State::Later;
        std::size_t bytes = 0;
    };
    [[nodiscard]] Got read(std::span<char> into);
    /// More may be read without the descriptor being readable.
    bool hasInput() const { return m_tls && m_tls->hasInput(); }
    /// The peer has said something.
    bool hasBegun() const { return !m_isFirst; }
    /// Nothing can be written yet.
    bool isHandshaking() const { return m_tls && m_tls->isHandshaking(); }

    enum class Sent : std::uint8_t { Some, Blocked, Broken };
    struct Put {
        Sent sent = Sent::Some;
        std::size_t bytes = 0; ///< of what was to be written
    };
    /// Writes what waits from before, then of `bytes`.
    [[nodiscard]] Put write(std::string_view bytes);
    /// Written, and not taken by the operating system yet.
    std::size_t unsent() const { return m_cipher.size() - m_sent; }
    /// Nothing more will be written.
    void endWriting();
    /// The operating system takes little ahead of what the peer fetches; what it had taken stays.
    void writeLittleAhead();

    /// Why TLS failed; empty: it did not.
    std::string problem() const { return m_tls ? m_tls->problem() : std::string(); }

private:
    Got readTls(std::span<char> into);
    Sent flush();

    const int m_descriptor;
    std::unique_ptr<TlsSession> m_tls;
    std::string m_cipher; ///< from m_sent on it waits to be sent
    std::size_t m_sent = 0;
    bool m_isFirst = true; ///< nothing was read yet
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/http/tlscontext.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

using SSL = struct ssl_st;
using BIO = struct bio_st;

namespace core {

/// The server's side of one TLS connection, on bytes in memory: knows no socket and no clock. What it wants to send
/// stands in takeOutput() after each call.
class TlsSession {
public:
    /// `context` is kept.
    explicit TlsSession(std::shared_ptr<const TlsContext> context);
    ~TlsSession();
    TlsSession(const TlsSession &) = delete;
    TlsSession &operator=(const TlsSession &) = delete;

    /// What came from the peer; nothing is left out.
    void feed(std::string_view bytes);

    enum class State : std::uint8_t { Read, NeedsInput, Ended, Broken };
    struct Got {
        State state = State::NeedsInput;
        std::size_t bytes = 0;
    };
    /// As much of what was fed as is readable and fits; shakes hands first. Ended: the peer said so. Broken: see problem().
    [[nodiscard]] Got read(std::span<char> into);
    /// There may be more to read without anything being fed.
    bool hasInput() const;
    bool isHandshaking() const;

    /// Once hands are shaken: how much of `bytes` was taken.
    [[nodiscard]] std::size_t write(std::string_view bytes);
    /// Says that nothing more will be written.
    void end();
    /// Appends what is to be sent.
    void takeOutput(std::string &out);

    /// Why it is Broken, in OpenSSL's words.
    const std::string &problem() const { return m_problem; }

private:
    Got failed(int code);

    const std::shared_ptr<const TlsContext> m_context;
    SSL *m_ssl = nullptr;
    BIO *m_in = nullptr; ///< both are owned by m_ssl
    BIO *m_out = nullptr;
    std::string m_problem;
};

} // namespace core

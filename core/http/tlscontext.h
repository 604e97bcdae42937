// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>
#include <string_view>

using SSL_CTX = struct ssl_ctx_st; // <openssl/ssl.h> stays with those who need it

namespace core {

/// A certificate with its key, and how TLS is spoken with it: 1.2 or newer, forward secrecy, no renegotiation, no
/// compression, no session that outlives its connection. Shared by all connections; any thread.
class TlsContext {
public:
    /// `certificate` is PEM, the server's own first, then those that lead to an authority; `key` is PEM without a
    /// passphrase. Error InvalidInput, in words that repeat nothing of the key.
    [[nodiscard]] static Result<std::shared_ptr<const TlsContext>>
    fromPem(std::string_view certificate, std::string_view key);
    ~TlsContext();
    TlsContext(const TlsContext &) = delete;
    TlsContext &operator=(const TlsContext &) = delete;

    SSL_CTX *handle() const { return m_context; }
    /// SHA-256 of the certificate, "AB:CD:…", as browsers and `openssl x509 -fingerprint -sha256` show it.
    const std::string &fingerprint() const { return m_fingerprint; }

private:
    TlsContext() = default;

    SSL_CTX *m_context = nullptr;
    std::string m_fingerprint;
};

} // namespace core

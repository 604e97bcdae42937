// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/tlssession.h"

#include "core/base/units.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <utility>

namespace core {

namespace {

constexpr std::size_t WriteAtOnce = 64 * KiB;

} // namespace

TlsSession::TlsSession(std::shared_ptr<const TlsContext> context)
    : m_context(std::move(context))
    , m_ssl(SSL_new(m_context->handle()))
    , m_in(BIO_new(BIO_s_mem()))
    , m_out(BIO_new(BIO_s_mem()))
{
    BIO_set_mem_eof_return(m_in, -1); // empty is not the end
    SSL_set_bio(m_ssl, m_in, m_out);
    SSL_set_accept_state(m_ssl);
}

TlsSession::~TlsSession()
{
    SSL_free(m_ssl);
}

void TlsSession::feed(std::string_view bytes)
{
    BIO_write(m_in, bytes.data(), static_cast<int>(bytes.size()));
}

TlsSession::Got TlsSession::read(std::span<char> into)
{
    std::size_t filled = 0;
    while (filled < into.size()) {
        ERR_clear_error();
        std::size_t count = 0;
        const int code = SSL_read_ex(m_ssl, into.data() + filled, into.size() - filled, &count);
        if (code == 1) {
            filled += count;
            continue;
        }
        if (filled == 0)
            return failed(code);
        break; // what stopped it stops the next call, too
    }
    return {State::Read, filled};
}

TlsSession::Got TlsSession::failed(int code)
{
    switch (SSL_get_error(m_ssl, code)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
        return {State::NeedsInput, 0};
    case SSL_ERROR_ZERO_RETURN:
        return {State::Ended, 0};
    default:
        if (const unsigned long error = ERR_peek_error()) {
            const char *reason = ERR_reason_error_string(error);
            m_problem = reason ? reason : "an error without a name";
        }
        ERR_clear_error();
        return {State::Broken, 0};
    }
}

bool TlsSession::hasInput() const
{
    return SSL_pending(m_ssl) > 0 || BIO_ctrl_pending(m_in) > 0 ||
           (SSL_get_shutdown(m_ssl) & SSL_RECEIVED_SHUTDOWN) != 0; // which is read, too
}

bool TlsSession::isHandshaking() const
{
    return SSL_is_init_finished(m_ssl) == 0;
}

std::size_t TlsSession::write(std::string_view bytes)
{
    if (bytes.empty() || isHandshaking())
        return 0;
    ERR_clear_error();
    std::size_t count = 0;
    SSL_write_ex(m_ssl, bytes.data(), std::min(bytes.size(), WriteAtOnce), &count);
    return count;
}

void TlsSession::end()
{
    ERR_clear_error();
    if (!isHandshaking())
        SSL_shutdown(m_ssl);
    ERR_clear_error();
}

void TlsSession::takeOutput(std::string &out)
{
    const std::size_t waiting = BIO_ctrl_pending(m_out);
    const std::size_t before = out.size();
    out.resize(before + waiting);
    if (waiting > 0)
        BIO_read(m_out, out.data() + before, static_cast<int>(waiting));
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/tlscontext.h"

#include "core/http/opensslhandles.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <array>

namespace core {

namespace {

using namespace openssl;

/// Nobody types a passphrase here.
int noPassphrase(char * /*buffer*/, int /*size*/, int /*writes*/, void * /*data*/)
{
    return -1;
}

tl::unexpected<Error> broken(std::string what)
{
    ERR_clear_error();
    return fail(Error::Kind::InvalidInput, std::move(what));
}

std::string fingerprintOf(const X509 *certificate)
{
    std::array<unsigned char, 32> digest{};
    X509_digest(certificate, EVP_sha256(), digest.data(), nullptr);
    constexpr std::string_view Digits = "0123456789ABCDEF";
    std::string text;
    for (const unsigned char byte : digest) {
        if (!text.empty())
            text += ':';
        text += Digits[byte >> 4U];
        text += Digits[byte & 0xfU];
    }
    return text;
}

/// HTTP/1.1 for who asks for it, and for who asks for something else: it is all there is (RFC 7301 3.2).
int chooseProtocol(SSL * /*ssl*/, const unsigned char **chosen, unsigned char *length,
                   const unsigned char *offered, unsigned int offeredLength, void * /*data*/)
{
    static constexpr std::string_view Ours = "\x08http/1.1";
    unsigned char *found = nullptr;
    if (SSL_select_next_proto(&found, length, reinterpret_cast<const unsigned char *>(Ours.data()),
                              static_cast<unsigned int>(Ours.size()), offered,
                              offeredLength) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_NOACK;
    *chosen = found;
    return SSL_TLSEXT_ERR_OK;
}

void secure(SSL_CTX *context)
{
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                     SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 0);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                  SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_alpn_select_cb(context, chooseProtocol, nullptr);
}

} // namespace

Result<std::shared_ptr<const TlsContext>> TlsContext::fromPem(std::string_view certificate,
                                                              std::string_view key)
{
    ERR_clear_error();
    const Bio chain = readerOf(certificate);
    const Certificate own(PEM_read_bio_X509(chain.get(), nullptr, noPassphrase, nullptr));
    if (!own)
        return broken("there is no certificate in PEM form in it (-----BEGIN CERTIFICATE-----)");
    const Bio keyReader = readerOf(key);
    const PrivateKey privateKey(
        PEM_read_bio_PrivateKey(keyReader.get(), nullptr, noPassphrase, nullptr));
    if (!privateKey)
        return broken("there is no private key in PEM form without a passphrase in it "
                      "(-----BEGIN PRIVATE KEY-----)");
    std::shared_ptr<TlsContext> made(new TlsContext);
    made->m_context = SSL_CTX_new(TLS_server_method());
    secure(made->m_context);
    if (SSL_CTX_use_certificate(made->m_context, own.get()) != 1)
        return broken("the certificate cannot be used, perhaps because its key is too short");
    while (const Certificate next{PEM_read_bio_X509(chain.get(), nullptr, noPassphrase, nullptr)})
        SSL_CTX_add1_chain_cert(made->m_context, next.get());
    if (SSL_CTX_use_PrivateKey(made->m_context, privateKey.get()) != 1 ||
        SSL_CTX_check_private_key(made->m_context) != 1)
        return broken("the private key is not that of the certificate");
    ERR_clear_error(); // the end of the chain is one
    made->m_fingerprint = fingerprintOf(own.get());
    return made;
}

TlsContext::~TlsContext()
{
    SSL_CTX_free(m_context);
}

} // namespace core

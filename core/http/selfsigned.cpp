// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/selfsigned.h"

#include "core/http/opensslhandles.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace core {

namespace {

using namespace openssl;
using namespace std::chrono_literals;

constexpr std::chrono::hours Validity = 24h * 365;
constexpr std::chrono::hours Slack = 1h; // the clocks of two machines differ
constexpr std::chrono::hours LeastLeft = 24h;

bool isAddress(const std::string &name)
{
    in6_addr space{};
    return ::inet_pton(AF_INET, name.c_str(), &space) == 1 ||
           ::inet_pton(AF_INET6, name.c_str(), &space) == 1;
}

bool isDnsName(const std::string &name)
{
    return !name.empty() && name.size() < 254 &&
           std::all_of(name.begin(), name.end(), [](char character) {
               const auto code = static_cast<unsigned char>(character);
               return code < 0x80 && (std::isalnum(code) || character == '-' || character == '.' ||
                                      character == '_');
           });
}

std::string alternativeNames(const std::vector<std::string> &names)
{
    std::string text;
    for (const std::string &name : names) {
        const bool address = isAddress(name);
        if (!address && !isDnsName(name))
            continue;
        text += text.empty() ? "" : ",";
        text += (address ? "IP:" : "DNS:") + name;
    }
    return text;
}

bool extend(X509 *certificate, int which, const std::string &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, which, value.c_str()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool describe(X509 *certificate, EVP_PKEY *key, const std::vector<std::string> &names,
              std::time_t now)
{
    std::array<unsigned char, 16> serial{};
    if (RAND_bytes(serial.data(), static_cast<int>(serial.size())) != 1)
        return false;
    serial[0] &= 0x7fU; // positive (RFC 5280 4.1.2.2)
    const std::unique_ptr<BIGNUM, Free<BN_free>> number(
        BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr));
    BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate));
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_TIME_set(X509_getm_notBefore(certificate),
                  now - std::chrono::duration_cast<std::chrono::seconds>(Slack).count());
    ASN1_TIME_set(X509_getm_notAfter(certificate),
                  now + std::chrono::duration_cast<std::chrono::seconds>(Validity).count());
    X509_NAME *subject = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char *>("Eventscope"), -1, -1, 0);
    X509_set_issuer_name(certificate, subject);
    const std::string alternatives = alternativeNames(names);
    return X509_set_pubkey(certificate, key) == 1 &&
           extend(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
           extend(certificate, NID_key_usage, "critical,digitalSignature") &&
           extend(certificate, NID_ext_key_usage, "serverAuth") &&
           (alternatives.empty() || extend(certificate, NID_subject_alt_name, alternatives));
}

std::string textIn(BIO *bio)
{
    std::string text(BIO_ctrl_pending(bio), '\0');
    BIO_read(bio, text.data(), static_cast<int>(text.size()));
    return text;
}

std::time_t seconds(WallTime time)
{
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

} // namespace

Result<SelfSigned> makeSelfSigned(const std::vector<std::string> &names, WallTime now)
{
    const auto failed = [] {
        const unsigned long error = ERR_peek_last_error();
        const char *reason = error ? ERR_reason_error_string(error) : nullptr;
        std::string words = "No certificate could be made";
        if (reason)
            words += std::string(": ") + reason;
        ERR_clear_error();
        return fail(Error::Kind::Io, words + ".");
    };
    ERR_clear_error();
    const PrivateKey key(EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    if (!key || !certificate || !describe(certificate.get(), key.get(), names, seconds(now)) ||
        X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0)
        return failed();
    const Bio certificateText(BIO_new(BIO_s_mem()));
    const Bio keyText(BIO_new(BIO_s_secmem())); // is wiped
    if (PEM_write_bio_X509(certificateText.get(), certificate.get()) != 1 ||
        PEM_write_bio_PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) !=
            1)
        return failed();
    return SelfSigned{textIn(certificateText.get()), textIn(keyText.get())};
}

std::optional<std::string> certificateFault(std::string_view pem,
                                            const std::vector<std::string> &names, WallTime now)
{
    const Bio text = readerOf(pem);
    const Certificate certificate(PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr));
    ERR_clear_error();
    if (!certificate)
        return "it is no certificate";
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(LeastLeft).count();
    if (ASN1_TIME_cmp_time_t(X509_get0_notAfter(certificate.get()), seconds(now) + left) <= 0)
        return "it has run out, or will within a day";
    for (const std::string &name : names) {
        const int found = isAddress(name) ? X509_check_ip_asc(certificate.get(), name.c_str(), 0)
                                          : X509_check_host(certificate.get(), name.c_str(),
                                                            name.size(), 0, nullptr);
        if (found != 1)
            return "it is not for " + name;
    }
    return std::nullopt;
}

} // namespace core

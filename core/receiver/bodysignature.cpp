// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/bodysignature.h"

#include "core/event/asciitext.h"
#include "core/http/contentdecoder.h"
#include "core/http/fieldname.h"

#include <QByteArray>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace core {

namespace {

using Digest = std::array<std::uint8_t, 32>;
constexpr std::string_view Prefix = "sha256=";

std::optional<Digest> digestIn(std::string_view text)
{
    if (text.size() > Prefix.size() && startsWithFolded(text, Prefix))
        text.remove_prefix(Prefix.size());
    const QByteArray bytes(text.data(), static_cast<qsizetype>(text.size()));
    const bool isHex = text.size() == 2 * sizeof(Digest) &&
                       text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
    const QByteArray decoded =
        isHex ? QByteArray::fromHex(bytes)
              : *QByteArray::fromBase64Encoding(bytes, QByteArray::AbortOnBase64DecodingErrors);
    Digest digest{};
    if (decoded.size() != static_cast<qsizetype>(digest.size()))
        return std::nullopt;
    std::copy(decoded.begin(), decoded.end(), digest.begin());
    return digest;
}

std::string hexOf(const Digest &digest)
{
    std::string text;
    for (const std::uint8_t byte : digest)
        appendHex(text, byte);
    return text;
}

} // namespace

class BodySignature::Key {
public:
    explicit Key(std::string_view bytes)
        : m_bytes(bytes)
    {
    }
    ~Key() { OPENSSL_cleanse(m_bytes.data(), m_bytes.size()); }
    Key(const Key &) = delete;
    Key &operator=(const Key &) = delete;

    Digest sign(std::string_view body) const
    {
        Digest digest{};
        unsigned int length = 0;
        HMAC(EVP_sha256(), m_bytes.data(), static_cast<int>(m_bytes.size()),
             reinterpret_cast<const unsigned char *>(body.data()), body.size(), digest.data(),
             &length);
        return digest;
    }

private:
    std::string m_bytes;
};

Result<BodySignature> BodySignature::make(std::string header, std::string_view key)
{
    if (!isFieldName(header))
        return fail(Error::Kind::InvalidInput, "that is no name of a header");
    if (key.ends_with('\n'))
        key.remove_suffix(1);
    if (key.ends_with('\r'))
        key.remove_suffix(1);
    if (key.empty())
        return fail(Error::Kind::InvalidInput, "there is no key in it");
    BodySignature signature;
    signature.m_header = std::move(header);
    signature.m_key = std::make_shared<Key>(key);
    return signature;
}

std::optional<Rejection> BodySignature::refuse(const HttpRequest &request) const
{
    if (!m_key)
        return std::nullopt;
    const auto rejection = [this](const char *rule, const char *title, std::string detail,
                                  std::optional<ByteRange> bytes) {
        return Rejection{401,
                         rule,
                         title,
                         std::move(detail),
                         "Send in " + m_header +
                             " the HMAC-SHA256 of the body, byte by byte as it is sent, under the "
                             "key of both sides: \"sha256=\" and 64 hex digits, or base64.",
                         "RFC 2104; RFC 9110 15.5.2",
                         {Place::Part::Header, m_header, bytes}};
    };
    const HttpField *field = nullptr;
    for (const HttpField &each : request.fields) {
        if (!isSameFolded(request.text(each.name), m_header))
            continue;
        if (field)
            return rejection("signature-malformed", "The body is signed more than once",
                             m_header + " is there twice, and only one can be right.", each.line);
        field = &each;
    }
    if (!field)
        return rejection("signature-missing", "The body is not signed",
                         "The request has no field " + m_header + ".", std::nullopt);
    if (const ContentCoding coding = contentCodingOf(request); isDecoded(coding))
        return Rejection{415,
                         "signature-of-coded-body",
                         "The body is signed and compressed",
                         m_header + " signs the body as it travels, in " +
                             std::string(contentCodingText(coding)) +
                             "; here it is decoded while it comes, and cannot be checked.",
                         "Send a signed body without Content-Encoding.",
                         "RFC 9110 8.4",
                         {Place::Part::Header, "Content-Encoding", std::nullopt}};
    const std::optional<Digest> sent = digestIn(request.text(field->value));
    if (!sent)
        return rejection("signature-malformed", "The signature of the body cannot be read",
                         m_header + " holds no 32 bytes in hex or base64.", field->line);
    const Digest right = m_key->sign(request.body);
    if (CRYPTO_memcmp(sent->data(), right.data(), right.size()) != 0)
        return rejection("signature-wrong", "The signature does not fit the body",
                         m_header + " is not the HMAC-SHA256 of the " +
                             std::to_string(request.body.size()) +
                             " bytes that came, under the key of this receiver: the keys differ, "
                             "or the body was changed after it was signed.",
                         field->line);
    return std::nullopt;
}

std::string BodySignature::lineFor(std::string_view body) const
{
    return m_header + ": " + std::string(Prefix) + hexOf(m_key->sign(body)) + "\r\n";
}

std::string BodySignature::challengeLine() const
{
    return "WWW-Authenticate: Signature realm=\"eventscope\", header=\"" + m_header + "\"\r\n";
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/seal.h"

#include "core/event/asciitext.h"
#include "core/log/eviction.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace core {

namespace {

constexpr std::size_t FlushBytes = 32 * KiB;
constexpr std::string_view Absent = "\xff\xff\xff\xff"; ///< instead of a length

/// The library has no SHA-256 or no memory: nothing could be sealed, and nothing may be kept unsealed.
void insist(bool succeeded)
{
    if (!succeeded) {
        std::fputs("libcrypto cannot compute SHA-256\n", stderr);
        std::abort();
    }
}

} // namespace

std::string_view bytesOf(const SealHash &hash)
{
    return {reinterpret_cast<const char *>(hash.data()), hash.size()};
}

SealHash hashOf(std::string_view bytes)
{
    SealHash hash{};
    std::copy_n(bytes.begin(), std::min(bytes.size(), hash.size()), hash.begin());
    return hash;
}

std::string hexText(const SealHash &hash)
{
    std::string text;
    for (const unsigned char byte : hash)
        appendHex(text, byte);
    return text;
}

// Fetched once: a fetch for each seal costs more than the hash.
Sealer::Sealer()
    : m_algorithm(EVP_MD_fetch(nullptr, "SHA256", nullptr))
    , m_context(EVP_MD_CTX_new())
    , m_refusals(EVP_MD_CTX_new())
{
    insist(m_algorithm && m_context && m_refusals);
    m_buffer.reserve(2 * FlushBytes);
}

Sealer::~Sealer()
{
    EVP_MD_CTX_free(m_refusals);
    EVP_MD_CTX_free(m_context);
    EVP_MD_free(m_algorithm);
}

void Sealer::begin(std::uint64_t number, const SealHash &previous, SealRules rules)
{
    m_buffer.clear();
    m_rules = rules;
    m_hasRefusals = false;
    m_refusalsHash.reset();
    insist(EVP_DigestInit_ex2(m_context, m_algorithm, nullptr) == 1);
    m_buffer.append(previous.begin(), previous.end());
    addNumber(number);
}

void Sealer::add(const HeadRow &head)
{
    addByte('H');
    addNumber(head.number);
    addText(head.remote);
    addText(head.local);
    addText(head.target);
    addText(head.head);
}

void Sealer::add(const SegmentRow &row)
{
    addByte('E');
    addNumber(row.sequence);
    addNumber(static_cast<std::uint64_t>(row.received));
    addNumber(static_cast<std::uint64_t>(row.time));
    addOptional(row.timeText);
    addText(row.id);
    addOptional(row.type.text);
    addOptional(row.source.text);
    addOptional(row.subject.text);
    addOptional(row.dataContentType.text);
    addOptional(row.connection.text);
    addOptional(row.dataSchema);
    addOptional(row.extensions);
    addNumber(row.shape.packed());
    addNumber(row.head);
    addNumber(row.data.offset);
    addNumber(row.data.length);
    addNumber(row.dataSize);
    addText(row.text);
    if (m_rules == SealRules::Of2)
        addNumber(row.findings);
}

void Sealer::add(const StoredRefusal &stored, const SealHash &evidence)
{
    const Refusal &refusal = stored.refusal;
    const Rejection &why = refusal.why;
    if (m_rules == SealRules::Of2 && !m_hasRefusals) {
        flush();
        insist(EVP_DigestInit_ex2(m_refusals, m_algorithm, nullptr) == 1);
        m_hasRefusals = true;
    }
    addByte('R');
    addNumber(stored.number);
    addNumber(stored.after.value);
    addNumber(static_cast<std::uint64_t>(refusal.received.time_since_epoch().count()));
    addNumber(static_cast<std::uint64_t>(why.status));
    for (const std::string *text : {&why.rule, &why.title, &why.detail, &why.fix, &why.reference})
        addText(*text);
    addByte(static_cast<std::uint8_t>(why.place.part));
    addText(why.place.name);
    addByte(why.place.bytes ? 1 : 0);
    addNumber(why.place.bytes ? why.place.bytes->offset : 0);
    addNumber(why.place.bytes ? why.place.bytes->length : 0);
    addText(refusal.connection);
    addText(refusal.remote);
    addText(refusal.local);
    addByte(refusal.cut ? 1 : 0);
    addNumber(refusal.bodyBytes);
    m_buffer.append(evidence.begin(), evidence.end());
}

void Sealer::add(const Eviction &eviction)
{
    addByte('V');
    for (const std::uint64_t value :
         {eviction.number, static_cast<std::uint64_t>(eviction.evicted),
          static_cast<std::uint64_t>(eviction.reason), eviction.first, eviction.last,
          eviction.bytes, eviction.refusalsTo, eviction.cutSeal, eviction.cutRefusal})
        addNumber(value);
    m_buffer.append(eviction.cutHash.begin(), eviction.cutHash.end());
}

void Sealer::addRefusals(const SealHash &hash)
{
    m_refusalsHash = hash;
}

std::optional<SealHash> Sealer::refusalsHash()
{
    if (m_hasRefusals) {
        flush();
        m_hasRefusals = false;
        insist(EVP_DigestFinal_ex(m_refusals, m_refusalsHash.emplace().data(), nullptr) == 1);
    }
    return m_refusalsHash;
}

SealHash Sealer::finish()
{
    if (const auto refusals = refusalsHash())
        m_buffer.append(refusals->begin(), refusals->end());
    flush();
    SealHash hash{};
    insist(EVP_DigestFinal_ex(m_context, hash.data(), nullptr) == 1);
    return hash;
}

void Sealer::flush()
{
    insist(EVP_DigestUpdate(current(), m_buffer.data(), m_buffer.size()) == 1);
    m_buffer.clear();
}

/// Refusals have a hash of their own, so that they can leave before their commit does.
evp_md_ctx_st *Sealer::current() const
{
    return m_hasRefusals ? m_refusals : m_context;
}

void Sealer::addByte(std::uint8_t value)
{
    m_buffer += static_cast<char>(value);
}

void Sealer::addNumber(std::uint64_t value)
{
    std::array<char, 8> bytes{};
    for (char &byte : bytes) {
        byte = static_cast<char>(value & 0xffU);
        value >>= 8U;
    }
    m_buffer.append(bytes.data(), bytes.size());
}

void Sealer::addText(std::string_view text)
{
    auto length = static_cast<std::uint32_t>(text.size());
    std::array<char, 4> bytes{};
    for (char &byte : bytes) {
        byte = static_cast<char>(length & 0xffU);
        length >>= 8U;
    }
    m_buffer.append(bytes.data(), bytes.size());
    if (m_buffer.size() + text.size() <= FlushBytes) {
        m_buffer += text;
    } else {
        flush();
        insist(EVP_DigestUpdate(current(), text.data(), text.size()) == 1);
    }
}

void Sealer::addOptional(const std::optional<std::string_view> &text)
{
    if (text)
        return addText(*text);
    m_buffer += Absent;
}

SealHash Sealer::evidenceHash(std::string_view head, std::string_view body)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    SealHash hash{};
    const std::uint64_t length = head.size();
    std::array<unsigned char, 8> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<unsigned char>(length >> (8U * i) & 0xffU);
    insist(context && EVP_DigestInit_ex2(context, m_algorithm, nullptr) == 1 &&
           EVP_DigestUpdate(context, bytes.data(), bytes.size()) == 1 &&
           EVP_DigestUpdate(context, head.data(), head.size()) == 1 &&
           EVP_DigestUpdate(context, body.data(), body.size()) == 1 &&
           EVP_DigestFinal_ex(context, hash.data(), nullptr) == 1);
    EVP_MD_CTX_free(context);
    return hash;
}

} // namespace core

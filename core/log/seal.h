// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/segmentrow.h"
#include "core/log/storedevent.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct evp_md_st;
struct evp_md_ctx_st;

namespace core {

struct Eviction;

using SealHash = std::array<unsigned char, 32>;

/// As a capture keeps it, and back: what is missing of `bytes` becomes zeros.
std::string_view bytesOf(const SealHash &hash);
SealHash hashOf(std::string_view bytes);
/// 64 hexadecimal digits.
std::string hexText(const SealHash &hash);

/// Version of the serialisation: that of the file when the commit was made.
enum class SealRules { Of1, Of2 };

/// Computes seals: SHA-256 over the previous seal and the entries of a commit, in the serialisation
/// that core/log/FORMAT.md tells byte by byte. One seal after the other; one thread. Refusals come
/// after everything else.
class Sealer {
public:
    Sealer();
    ~Sealer();
    Sealer(const Sealer &) = delete;
    Sealer &operator=(const Sealer &) = delete;

    void begin(std::uint64_t number, const SealHash &previous, SealRules rules = SealRules::Of2);
    void add(const HeadRow &head);
    void add(const SegmentRow &row);
    /// `evidence` stands for head and body, so that they can leave.
    void add(const StoredRefusal &refusal, const SealHash &evidence);
    void add(const Eviction &eviction);
    /// Stands for the refusals of this commit, which have left.
    void addRefusals(const SealHash &hash);
    /// Of the refusals of this commit, all of which were added; nothing if there were none. Before finish().
    [[nodiscard]] std::optional<SealHash> refusalsHash();
    [[nodiscard]] SealHash finish();

    /// Of what a refusal keeps as evidence.
    [[nodiscard]] SealHash evidenceHash(std::string_view head, std::string_view body);

private:
    evp_md_ctx_st *current() const;
    void flush();
    void addByte(std::uint8_t value);
    void addNumber(std::uint64_t value);
    void addText(std::string_view text);
    void addOptional(const std::optional<std::string_view> &text);

    evp_md_st *m_algorithm;
    evp_md_ctx_st *m_context;
    evp_md_ctx_st *m_refusals;
    SealRules m_rules = SealRules::Of2;
    bool m_hasRefusals = false;
    std::optional<SealHash> m_refusalsHash;
    std::string m_buffer; ///< reused: what is not hashed yet
};

} // namespace core

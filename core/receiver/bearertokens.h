// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/event/refusal.h"
#include "core/http/httprequest.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace core {

/// The tokens that open the port (RFC 6750), any of them: two are there while one takes over from the other. Only their
/// SHA-256 is kept, so that no copy of a token lies about in memory, and a comparison takes as long whatever was sent.
/// A plain value; without a token everybody passes.
class BearerTokens {
public:
    static constexpr std::size_t MostTokens = 16;
    static constexpr std::size_t MostBytes = 4096; ///< of one token

    /// One token a line; empty lines do not count. Error InvalidInput, which repeats nothing of the text: no token,
    /// too many, one that is too long or has a character that no header carries.
    [[nodiscard]] static Result<BearerTokens> fromText(std::string_view text);
    /// The first one in such a text: what a sender sends.
    [[nodiscard]] static Result<std::string_view> firstIn(std::string_view text);

    bool isEmpty() const { return m_digests.empty(); }
    bool contains(std::string_view token) const;
    bool operator==(const BearerTokens &) const = default;

private:
    using Digest = std::array<std::uint8_t, 32>;
    std::vector<Digest> m_digests;
};

/// Why `request` may not come in, with 401: it carries none of `tokens` as `Authorization: Bearer`, nor as
/// `access_token` in its query (HTTP 1.1 Web Hooks 3). Nothing if it may. Asks only the head, which may be broken.
std::optional<Rejection> refuseStranger(const HttpRequest &request, const BearerTokens &tokens);

bool carriesTokenInQuery(const HttpRequest &request);

/// The header line that goes with such a refusal, with its CRLF (RFC 6750 3).
std::string_view challengeLine(const Rejection &why);

} // namespace core

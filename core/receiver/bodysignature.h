// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/event/refusal.h"
#include "core/http/httprequest.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace core {

/// The HMAC-SHA256 of a body under a key that both sides know, in a header: that is how GitHub and many others sign what
/// they send. Of the body as it travels: one in a content coding, which is decoded while it comes, is refused. Copies share one key, which is wiped with
/// the last of them. Without a key nothing is checked.
class BodySignature {
public:
    static constexpr const char *UsualHeader = "X-Hub-Signature-256";

    BodySignature() = default;
    /// `key` are bytes; one line end at its end is an editor's, not part of it. Error InvalidInput: a name that no
    /// header has, or an empty key.
    [[nodiscard]] static Result<BodySignature> make(std::string header, std::string_view key);

    bool isAsked() const { return m_key != nullptr; }
    /// Why `request` is refused, with 401 (415: signed and compressed): no signature, one that is none, or another body or key. Understands 64 hex
    /// digits and base64, each with or without "sha256=" before it.
    std::optional<Rejection> refuse(const HttpRequest &request) const;
    /// The header line that signs `body`, with its CRLF.
    std::string lineFor(std::string_view body) const;
    /// WWW-Authenticate with its CRLF, which every 401 has (RFC 9110 11.6.1).
    std::string challengeLine() const;

private:
    class Key;
    std::string m_header;
    std::shared_ptr<const Key> m_key;
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/refusal.h"
#include "core/http/contentdecoder.h"
#include "core/http/httprequest.h"
#include "core/http/limits.h"
#include "core/http/requestgrammar.h"

#include <cstddef>
#include <optional>
#include <string_view>

/// Why a request is refused before anybody looks at what it means: each rule once, with its words.
namespace core::rules {

/// The rules of RFC 9112 that the grammar leaves open: one Host, no unknown transfer coding, no
/// `Expect` but 100-continue, a target that is one.
std::optional<Rejection> checkHead(const HttpRequest &request, bool chunked);

/// `fault` of the grammar; it read `head` up to `bytesRead`.
Rejection grammarRejection(RequestGrammar::Fault fault, std::string_view head,
                           std::size_t bytesRead, const HttpLimits &limits);

/// `fault` of a compressed body.
Rejection codingRejection(ContentDecoder::Fault fault, ContentCoding coding,
                          const HttpLimits &limits);
Rejection codingEndsEarly(ContentCoding coding);
/// The body is in a coding that is not decoded here, as `field` says.
Rejection unknownCoding(const HttpRequest &request, const HttpField &field);

Rejection bareLineFeed(ByteRange line);
Rejection foldedField(ByteRange line);
Rejection noRequestLine();
Rejection controlInRequestLine();
Rejection tlsOnPlainPort();
/// `url` is the listener's.
Rejection plainOnTlsPort(const std::string &url);
Rejection requestLineTooLong(const HttpLimits &limits);
Rejection headTooLarge(const HttpLimits &limits);
Rejection tooManyFields(const HttpLimits &limits);
Rejection headTooSlow(const HttpLimits &limits);
Rejection bodyTooSlow(const HttpLimits &limits);
Rejection bodyBelowRate(const HttpLimits &limits);
Rejection truncated();
Rejection tooManyConnections(const HttpLimits &limits);

} // namespace core::rules

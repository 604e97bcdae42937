// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/codec/decodelimits.h"
#include "core/http/limits.h"
#include "core/http/tlscontext.h"
#include "core/receiver/bearertokens.h"
#include "core/receiver/bodysignature.h"
#include "core/stream/streamlimits.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace core {

/// An address to listen on, as a person names it.
struct ListenAddress {
    std::string host;       ///< an IP address, or "localhost" for both loopback addresses
    std::uint16_t port = 0; ///< 0: any free one
    bool orNextFree =
        false;        ///< if the port is taken, try the next; all such addresses get the same port
    bool tls = false; ///< speaks HTTPS, with ReceiverOptions::tls
    bool operator==(const ListenAddress &) const = default;
};

/// What the user may change about receiving. A plain value.
struct ReceiverOptions {
    int okStatus = 202; ///< of an answer to an event that is kept; some senders accept only 200
    HttpLimits limits;
    DecodeLimits decoding;
    StreamLimits streams;
    std::vector<std::string>
        allowedOrigins; ///< browser pages that may send: "https://example.org", or "*"
    std::vector<std::string> allowedHosts; ///< further names of this machine, without port
    /// Systems that may send web hooks: "events.example.org", "*.example.org"; empty: all.
    std::vector<std::string> webhookOrigins;
    std::optional<std::uint32_t>
        requestsPerMinute; ///< that bring events, of one address; above it 429; see RequestRate
    std::shared_ptr<const TlsContext> tls; ///< of the addresses that speak HTTPS
    BearerTokens tokens;     ///< one of them must come with every request but health probes
    BodySignature signature; ///< what every POST and PUT must carry
    std::chrono::seconds retryAfter{5};      ///< told to senders while nothing can be written
    std::size_t refusalHeadBytes = 64 * KiB; ///< kept of a refused request
    std::size_t refusalBodyBytes = 64 * KiB;
    std::chrono::milliseconds drainTime =
        std::chrono::seconds(5); ///< for the last answers when stopping
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/units.h"
#include "core/source/backoff.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace core {

/// What a WebSocket connection accepts and how patient it is.
struct WebSocketLimits {
    std::size_t messageBytes = 16 * MiB; ///< of one message, all its fragments together
    /// Bytes that Qt may read ahead. Grows to messageBytes while one large message arrives.
    std::size_t readAheadBytes = 64 * KiB;
    std::size_t refusedBodyBytes = 1 * MiB; ///< of a frame that was no event, kept as evidence
    std::chrono::milliseconds handshake{15000};
    std::chrono::milliseconds pingEvery{30000}; ///< a peer that is silent twice as long is gone
    bool operator==(const WebSocketLimits &) const = default;
};

/// One WebSocket connection as the user asked for it. A plain value.
struct WebSocketOptions {
    std::string url; ///< ws or wss; user info goes out as Authorization: Basic and is never shown
    /// Sent as a text frame after each handshake, for example {"op":"unconfirmed_sub"}.
    std::optional<std::string> firstMessage;
    /// Offer the subprotocols of CloudEvents (WebSocketFormats). Off by default: many servers of raw
    /// streams refuse or drop a client that offers something they do not know.
    bool cloudEvents = false;
    std::string type = "websocket-event"; ///< of events that wrap a raw frame
    std::optional<std::string>
        source; ///< of the same; absent: the URL without credentials and query
    WebSocketLimits limits;
    BackoffPolicy backoff;
    std::optional<std::uint64_t> jitterSeed; ///< absent: different each time
    bool operator==(const WebSocketOptions &) const = default;
};

/// Whether a WebSocket connection can be made to `url` at all: absolute, ws or wss, with a host.
/// Kind::InvalidInput says what is wrong, without repeating credentials.
[[nodiscard]] Result<void> checkWebSocketUrl(const std::string &url);

/// `url` without user info, query and fragment: what is shown and stored.
[[nodiscard]] std::string publicUrl(const std::string &url);

} // namespace core

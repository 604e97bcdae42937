// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/expression.h"
#include "core/event/message.h"
#include "core/event/refusal.h"
#include "core/http/httprequest.h"
#include "core/http/httpresponse.h"
#include "core/http/limits.h"

#include <tl/expected.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace core {

// What a request for events says. Pure; a rejection names the parameter or field and what it may be.

/// Of GET /events and GET /ws.
struct StreamStart {
    /// The number behind which to go on; nothing: from the newest. An EventSource that comes back says it in Last-Event-ID,
    /// which counts more than the parameter `after` of its address.
    std::optional<std::uint64_t> after;
    std::optional<cesql::Expression> where; ///< which events are wanted; nothing: all
    bool operator==(const StreamStart &) const = default;
};
[[nodiscard]] tl::expected<StreamStart, Rejection> streamStartOf(const HttpRequest &request);

/// Of GET /v1/events.
struct EventQuery {
    std::optional<std::uint64_t> after; ///< nothing: from the oldest that is there
    ByteRange afterPlace;               ///< where it is said in the head
    std::uint64_t limit = 0;
    std::chrono::milliseconds wait{
        0}; ///< for the first event that is newer, and that passes `where`
    std::optional<cesql::Expression> where; ///< which events are meant; nothing: all
    bool operator==(const EventQuery &) const = default;
};
/// `lineBytes`: of the longest request line that is read (HttpLimits). Whose answers could not link to what comes next is
/// refused.
[[nodiscard]] tl::expected<EventQuery, Rejection>
eventQueryOf(const HttpRequest &request, std::size_t lineBytes = HttpLimits().requestLineBytes);
/// The target of the same query behind number `after`.
[[nodiscard]] std::string targetOf(const EventQuery &query, std::uint64_t after);

/// Whether the answer may be text/event-stream (RFC 9110 12.5.1; no Accept is any). Who wants a page gets one.
bool acceptsEventStream(const HttpRequest &request);

/// What a WebSocket handshake agrees on.
struct WebSocketUpgrade {
    HttpResponse response; ///< 101
    EventFormat format = EventFormat::Json;
};
/// The server's side of the opening handshake (RFC 6455 4.2). Of the subprotocols that the client offers the first one
/// that is a format of ours holds: cloudevents.json, cloudevents.avro or cloudevents.proto (CloudEvents WebSockets binding
/// 1.5). If none is, the answer names none, and events are JSON.
[[nodiscard]] tl::expected<WebSocketUpgrade, Rejection> answerUpgrade(const HttpRequest &request);

} // namespace core

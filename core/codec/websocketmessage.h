// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/decodelimits.h"
#include "core/event/cloudevent.h"
#include "core/event/message.h"
#include "core/event/refusal.h"

#include <tl/expected.hpp>

#include <array>
#include <string_view>

namespace core {

/// A subprotocol of the CloudEvents WebSockets binding (1.3).
struct WebSocketFormat {
    std::string_view subprotocol;
    EventFormat format;
    std::string_view name; ///< "Avro"
    bool isText = false;   ///< each event is a text message, else a binary one
};

/// Those whose formats are known here, in the order in which we would have them.
constexpr std::array<WebSocketFormat, 3> WebSocketFormats{
    {{"cloudevents.json", EventFormat::Json, "JSON", true},
     {"cloudevents.avro", EventFormat::Avro, "Avro", false},
     {"cloudevents.proto", EventFormat::Protobuf, "Protobuf", false}}};

/// Null: no subprotocol of this name is known here. Case matters.
[[nodiscard]] const WebSocketFormat *webSocketFormat(std::string_view subprotocol);
/// `format` is one of WebSocketFormats.
[[nodiscard]] const WebSocketFormat &webSocketFormat(EventFormat format);

/// Decodes one message of a connection whose events have `format`: one CloudEvent. What a refusal says is about messages and
/// subprotocols, because a message has no Content-Type and no batch. Pure, any thread.
[[nodiscard]] tl::expected<CloudEvent, Rejection>
decodeWebSocketMessage(const WebSocketFormat &format, bool isText, std::string_view bytes,
                       const DecodeLimits &limits = {});

} // namespace core

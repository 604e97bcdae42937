// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/event/cloudevent.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// CloudEvents content modes (spec.md §"Message"), and Raw for a frame that was wrapped into an event.
enum class ContentMode : std::uint8_t { Binary, Structured, Batch, Raw };
std::string_view contentModeText(ContentMode mode); ///< "binary", "structured", "batch", "raw"

/// How the bytes of a structured event or a batch are written. None: binary mode and raw frames.
enum class EventFormat : std::uint8_t { None, Json, Protobuf, Xml, Avro };
std::string_view eventFormatText(EventFormat format); ///< "json", "protobuf", "xml", "avro"; empty: None

/// Who or what brought a message.
enum class OriginKind : std::uint8_t { Http, WebSocket, Import, Reply, Demo };

/// One CloudEvent of a message, and the bytes of the body that are its own: the whole body in binary and structured
/// mode, its object in a batch.
struct ReceivedEvent {
    CloudEvent event;   ///< `event.data` counts from the start of `text`
    ByteRange text;     ///< within Message::body
    bool operator==(const ReceivedEvent &) const = default;
};

/// What arrived, verbatim, with the events that were found in it: the unit that is acknowledged. A batch is one
/// message: all of its events are kept in one commit, or none.
struct Message {
    OriginKind origin = OriginKind::Http;
    ContentMode mode = ContentMode::Binary;
    EventFormat format = EventFormat::None;
    WallTime received{};
    std::string connection; ///< what brought it, as shown: "http://127.0.0.1:8080", the URL of a WebSocket connection
    std::string remote;     ///< "127.0.0.1:51824"; empty where there is none
    std::string local;      ///< "127.0.0.1:8080"
    std::string target;     ///< request target, "/shop/default?x=1"; credentials already replaced
    std::string head;       ///< request line and header fields as they came (CRLF), credentials already replaced
    std::string body;       ///< as it came
    std::vector<ReceivedEvent> events;
};

} // namespace core

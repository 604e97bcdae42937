// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/decodelimits.h"
#include "core/codec/eventview.h"
#include "core/event/message.h"
#include "core/event/refusal.h"

#include <tl/expected.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// Entries of `attributes` that one event may have; more are refused with 413.
constexpr std::size_t MaxProtobufAttributes = 1024;

/// Decodes one message CloudEvent of cloudevents.proto (Protobuf format 2, 3): 1.0 only. Unknown fields are passed over;
/// of a field or a oneof that comes more than once the last one counts, as Protocol Buffers say; an attribute that is
/// twice in the map is refused. Data stays where it is. Pure; any thread.
[[nodiscard]] tl::expected<CloudEvent, Rejection> decodeProtobufEvent(std::string_view text);

/// Decodes a message CloudEventBatch (Protobuf format 5): all or nothing. The text of an event is
/// its message, without the tag and length before it.
[[nodiscard]] tl::expected<std::vector<ReceivedEvent>, Rejection>
decodeProtobufBatch(std::string_view text, const DecodeLimits &limits = {});

/// Appends `event`, which is one of 1.0, as a message CloudEvent. Bytes become binary_data, JSON and other text text_data,
/// an Any stays proto_data. A media type that another format implied is said.
void appendProtobufEvent(std::string &out, EventView event);

/// Appends `event`, one message CloudEvent, as the next event of a message CloudEventBatch.
void appendToProtobufBatch(std::string &out, std::string_view event);

/// The message inside a google.protobuf.Any that was decoded, its field `value`, and the URL of its type.
[[nodiscard]] std::string_view valueOfAny(std::string_view any);
[[nodiscard]] std::string_view typeOfAny(std::string_view any);

} // namespace core

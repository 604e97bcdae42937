// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/eventview.h"
#include "core/event/message.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace core {

/// What carries events in an HTTP message besides the fields of HTTP itself.
struct HttpContent {
    std::vector<std::pair<std::string, std::string>>
        fields; ///< names and values, ready for the head
    std::string body;
    bool operator==(const HttpContent &) const = default;
};

/// Binary mode (HTTP binding §3.1): `ce-` fields, Content-Type, the data as body. Where a JSON
/// format implied the media type, it is said. Types of extensions are lost: binary mode has none. A
/// Map of 0.3 becomes a header for each entry; one that headers cannot carry becomes its JSON text. An
/// event whose data is an event, by its media type, goes out in structured mode: with that type as
/// Content-Type it would be read as what it holds (primer, "Nesting").
[[nodiscard]] HttpContent encodeBinary(EventView event);
/// Whether `format` has a form for events of that version, and for several in one message. None has neither.
[[nodiscard]] bool canEncode(EventFormat format, SpecVersion version);
[[nodiscard]] bool hasBatch(EventFormat format);
/// The bytes of one event as they stand in a batch; a decoder of single events reads them, too. The format must be able to.
[[nodiscard]] std::string encodeEvent(EventView event, EventFormat format);
/// Structured mode (§3.2). The format must be able to.
[[nodiscard]] HttpContent encodeStructured(EventView event, EventFormat format = EventFormat::Json);
/// Batch (§3.3). All events must have the same specversion, and the format must be able to.
[[nodiscard]] HttpContent encodeBatch(std::span<const EventView> events,
                                      EventFormat format = EventFormat::Json);
/// The body of a batch, from the bytes of each of its events as encodeEvent() or a decoder gives them.
[[nodiscard]] std::string joinBatch(EventFormat format, std::span<const std::string_view> events);

} // namespace core

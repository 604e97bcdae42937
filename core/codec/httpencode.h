// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/cloudevent.h"

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

/// An event and the text that its data range counts in. Borrowed.
struct EventView {
    const CloudEvent &event;
    std::string_view text;
};

/// Binary mode (HTTP binding §3.1): `ce-` fields, Content-Type, the data as body. Where a JSON
/// format implied the media type, it is said. Types of extensions are lost: binary mode has none. A
/// Map of 0.3 becomes a header for each entry; one that headers cannot carry becomes its JSON text. An
/// event whose data is an event, by its media type, goes out in structured mode: with that type as
/// Content-Type it would be read as what it holds (primer, "Nesting").
[[nodiscard]] HttpContent encodeBinary(EventView event);
/// Structured mode in JSON (§3.2).
[[nodiscard]] HttpContent encodeStructured(EventView event);
/// Batch in JSON (§3.3). All events must have the same specversion.
[[nodiscard]] HttpContent encodeBatch(std::span<const EventView> events);

} // namespace core

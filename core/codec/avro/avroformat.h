// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/decodelimits.h"
#include "core/codec/eventview.h"
#include "core/event/refusal.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace core {

/// Entries of `attribute` that one event may have; more are refused with 413.
constexpr std::size_t MaxAvroAttributes = 1024;

/// Decodes one datum of the record of cloudevents.avsc in Avro's binary encoding, without a schema or header before it
/// (Avro format §2, §3): 1.0 only. An attribute that is null is unset. Data stays where it is. Pure; any thread.
[[nodiscard]] tl::expected<CloudEvent, Rejection> decodeAvroEvent(std::string_view bytes,
                                                                  const DecodeLimits &limits = {});

/// Appends `event`, which is one of 1.0, as such a datum. JSON becomes the types of the schema where it can hold the value
/// as it is, else bytes; text a string, or bytes where a string would be read as JSON. A media type that another format
/// implied is said. The schema has no URI, URI-reference and Timestamp: they become strings.
void appendAvroEvent(std::string &out, EventView event);

} // namespace core

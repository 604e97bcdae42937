// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/codec/decodelimits.h"
#include "core/event/message.h"
#include "core/event/refusal.h"

#include <tl/expected.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// A header field as it stood in the head of a request: views into the head, and where it is there.
struct HeaderField {
    std::string_view name;
    std::string_view value; ///< without the optional white space around it
    ByteRange place;        ///< of the whole field line within the head, for Rejection::place
};

/// The events of one HTTP message and how they were carried.
struct DecodedMessage {
    ContentMode mode = ContentMode::Binary;
    EventFormat format = EventFormat::None;
    std::vector<ReceivedEvent> events; ///< ranges within the body
    /// What is to be kept in place of the body, because the ranges count in it: set for an XML batch that declares
    /// namespaces for its events (XmlBatch::text).
    std::optional<std::string> body;
};

/// Decodes `bytes` as one event in `format`, which is not None; see the decoder of that format. Pure, any thread.
[[nodiscard]] tl::expected<CloudEvent, Rejection>
decodeEvent(EventFormat format, std::string_view bytes, const DecodeLimits &limits = {});

/// Decodes one HTTP request (or response) that should carry CloudEvents: mode and format by Content-Type (HTTP binding
/// §3), CloudEvents 1.0 and in JSON and binary mode 0.3, all or nothing. Pure: same bytes, same answer; any thread.
[[nodiscard]] tl::expected<DecodedMessage, Rejection>
decodeHttp(std::span<const HeaderField> fields, std::string_view body,
           const DecodeLimits &limits = {});

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/eventview.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace core {

/// What an event carries, as the formats that tell kinds of data apart take it.
struct Payload {
    enum class Kind : std::uint8_t {
        None,
        Bytes, ///< of which nothing more is known
        Text,  ///< UTF-8
        Json,  ///< one JSON value
        Xml,   ///< one XML element that needs nothing around it
        Any,   ///< a google.protobuf.Any, whole
    };
    Kind kind = Kind::None;
    std::string bytes;
    bool operator==(const Payload &) const = default;
};

/// The payload of `event`. Text is Json where the media type says JSON and it is.
[[nodiscard]] Payload payloadOf(EventView event);

/// Its bytes as binary mode would carry them: of an Any the message in it.
[[nodiscard]] std::string_view bytesOf(const Payload &payload);

/// Whether the media type of `event` says that its data is JSON. Without one only some formats imply that.
[[nodiscard]] bool isJsonByName(const CloudEvent &event);

} // namespace core

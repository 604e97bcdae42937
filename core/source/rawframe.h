// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/event/cloudevent.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace core {

enum class FrameKind : std::uint8_t { Text, Binary };

/// The attributes that a raw stream gives to each of its events.
struct FrameAttributes {
    std::string type;
    std::string source;
};

/// The event that wraps one WebSocket message which is not a CloudEvent itself: the message is its
/// data, verbatim, and the content type says what it is (JSON, other text, bytes). Time is the time
/// of receipt. Reads `body`, keeps nothing of it: `data` is a range of it. Pure; any thread.
[[nodiscard]] CloudEvent wrapFrame(const FrameAttributes &attributes, FrameKind kind,
                                   std::string_view body, std::string id, WallTime received);

/// RFC 3339, UTC, with microseconds: 2026-11-25T14:33:20.000000Z.
[[nodiscard]] std::string timestampText(WallTime time);

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/decodelimits.h"
#include "core/event/message.h"
#include "core/event/refusal.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace core {

/// Decodes one JSON object as a CloudEvent of 1.0 or 0.3 (JSON format §2, §3). The whole text is
/// validated; `data` stays where it is (CloudEvent::data is its range). Pure; any thread.
[[nodiscard]] tl::expected<CloudEvent, Rejection> decodeJsonEvent(std::string_view text,
                                                                  const DecodeLimits &limits = {});

/// Decodes a JSON array of CloudEvents (JSON format §4): all or nothing, one specversion.
[[nodiscard]] tl::expected<std::vector<ReceivedEvent>, Rejection>
decodeJsonBatch(std::string_view text, const DecodeLimits &limits = {});

/// The data of `event` as the bytes that binary mode would carry, from the `text` its range counts
/// in. Empty if none.
[[nodiscard]] std::string dataBytes(const CloudEvent &event, std::string_view text);
/// The data as it stands in `text`, which its form says how to read.
[[nodiscard]] std::string_view dataText(const CloudEvent &event, std::string_view text);
/// Length of dataBytes() without making them, where that is cheaper. Same thread rules.
[[nodiscard]] std::size_t dataSize(const CloudEvent &event, std::string_view text);

/// Appends `event` as one line of JSON (no line feed at the end) in the form of its own
/// specversion, nothing added. JSON data goes out token for token (white space between tokens may
/// go); text as a string; other bytes as `data_base64` (0.3: `data` with `datacontentencoding`).
void appendJsonEvent(std::string &out, const CloudEvent &event, std::string_view text);

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/protobuf/protobufformat.h"
#include "tests/fuzz/property.h"
#include "tests/fuzz/sameevent.h"

using namespace core;

/// A message CloudEvent, and the same bytes as a CloudEventBatch.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    const std::string_view text = textOf(bytes, size);
    if (const auto event = decodeProtobufEvent(text))
        requireRoundTripsIn(EventFormat::Protobuf, {*event, text});
    else
        requireWhole(event.error(), 0, text.size());
    const auto events = decodeProtobufBatch(text);
    if (!events) {
        requireWhole(events.error(), 0, text.size());
        return 0;
    }
    for (const ReceivedEvent &each : *events) {
        const std::string_view own = text.substr(each.text.offset, each.text.length);
        const auto alone = decodeProtobufEvent(own);
        require(alone && *alone == each.event, "an event of a batch is the same alone");
        requireRoundTripsIn(EventFormat::Protobuf, {each.event, own});
    }
    return 0;
}

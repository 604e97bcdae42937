// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/avro/avroformat.h"
#include "tests/fuzz/property.h"
#include "tests/fuzz/sameevent.h"

using namespace core;

/// One datum of cloudevents.avsc.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    const std::string_view text = textOf(bytes, size);
    if (const auto event = decodeAvroEvent(text))
        requireRoundTripsIn(EventFormat::Avro, {*event, text});
    else
        requireWhole(event.error(), 0, text.size());
    return 0;
}

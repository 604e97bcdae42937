// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/xml/xmlformat.h"
#include "tests/fuzz/property.h"
#include "tests/fuzz/sameevent.h"

using namespace core;

/// An element event, and the same document as a batch.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    const std::string_view text = textOf(bytes, size);
    if (const auto event = decodeXmlEvent(text))
        requireRoundTripsIn(EventFormat::Xml, {*event, text});
    else
        requireWhole(event.error(), 0, text.size());
    const auto batch = decodeXmlBatch(text);
    if (!batch) {
        requireWhole(batch.error(), 0, text.size());
        return 0;
    }
    const std::string_view kept = batch->text ? *batch->text : text;
    for (const ReceivedEvent &each : batch->events) {
        const std::string_view own = kept.substr(each.text.offset, each.text.length);
        const auto alone = decodeXmlEvent(own);
        require(alone && *alone == each.event, "an event of a batch is the same alone");
        requireRoundTripsIn(EventFormat::Xml, {each.event, own});
    }
    return 0;
}

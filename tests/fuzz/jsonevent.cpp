// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"
#include "core/codec/jsonscan.h"
#include "tests/fuzz/property.h"
#include "tests/fuzz/sameevent.h"

#include <simdjson.h>

using namespace core;

namespace {

/// simdjson's own parser is stricter than JSON about numbers, and not about surrogates and a byte
/// order mark; what it takes apart from that is JSON.
void compareWithSimdjson(std::string_view text)
{
    if (text.empty())
        return;
    static simdjson::dom::parser parser;
    if (parser.parse(text.data(), text.size()).error() != simdjson::SUCCESS)
        return;
    JsonScan scan(text);
    if (!scan.fault() && scan.takeValue(0))
        scan.expectEnd();
    const auto &fault = scan.fault();
    require(!fault || fault->kind == JsonFault::Kind::LoneSurrogate ||
                fault->kind == JsonFault::Kind::ByteOrderMark,
            "what simdjson reads is JSON");
}

} // namespace

/// One event in JSON: what is accepted is JSON and goes out and comes in again as the same event.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    const std::string_view text = textOf(bytes, size);
    compareWithSimdjson(text);
    const auto event = decodeJsonEvent(text);
    if (!event) {
        requireWhole(event.error(), 0, text.size());
        return 0;
    }
    require(isJson(text), "an event is JSON");
    requireRoundTrips({*event, text});
    return 0;
}

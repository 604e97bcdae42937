// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/headervalue.h"
#include "core/event/unicodetext.h"
#include "tests/fuzz/property.h"

#include <algorithm>
#include <string>

using namespace core;

namespace {

void requireComesBack(const std::string &text)
{
    const std::string value = encodeHeaderValue(text);
    require(std::all_of(value.begin(), value.end(), [](char c) { return c > 0x20 && c < 0x7F; }),
            "an encoded value is printable ASCII without spaces");
    const auto decoded = decodeHeaderValue(value);
    require(decoded && *decoded == text, "a text survives encoding and decoding");
}

} // namespace

/// Values of ce- headers: what is decoded is UTF-8 and comes back from its encoding.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    const std::string input(textOf(bytes, size));
    if (!utf8Fault(input))
        requireComesBack(input);
    const auto text = decodeHeaderValue(input);
    if (!text) {
        requireInside(text.error(), input);
        return 0;
    }
    require(!utf8Fault(*text), "a decoded value is UTF-8");
    requireComesBack(*text);
    return 0;
}

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/timestamp.h"
#include "tests/fuzz/property.h"

#include <string>

using namespace core;

/// RFC 3339: an accepted timestamp prints canonically and means the same instant again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    const std::string_view text = textOf(bytes, size);
    const auto time = parseTimestamp(text);
    require(time.has_value() == !timestampFault(text), "both ways to ask agree");
    if (!time) {
        requireInside(time.error(), text);
        return 0;
    }
    const std::string printed = formatTimestamp(*time);
    const auto again = parseTimestamp(printed);
    require(again.has_value(), "what we print is a timestamp");
    require(formatTimestamp(*again) == printed, "printing is canonical");
    // An offset may lead out of the years that can be written.
    using std::chrono::sys_days;
    using std::chrono::year;
    if (*time >= sys_days(year(0) / 1 / 1) && *time < sys_days(year(10000) / 1 / 1))
        require(*again == *time, "a timestamp means the same instant again");
    return 0;
}

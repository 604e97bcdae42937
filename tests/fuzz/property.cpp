// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/property.h"

#include "core/event/unicodetext.h"

#include <cstdio>
#include <cstdlib>

void require(bool holds, std::string_view property)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %.*s\n", static_cast<int>(property.size()),
                 property.data());
    std::abort();
}

void requireSame(std::string_view before, std::string_view after, std::string_view property)
{
    if (before == after)
        return;
    std::fprintf(stderr, "one:\n%.*s\nother:\n%.*s\n", static_cast<int>(before.size()),
                 before.data(), static_cast<int>(after.size()), after.data());
    require(false, property);
}

void requireWhole(const core::Rejection &why, std::size_t head, std::size_t body)
{
    require(why.status >= 400 && why.status < 600, "a refusal has a status of its own kind");
    for (const std::string &text : {why.rule, why.title, why.detail, why.fix, why.reference}) {
        require(!text.empty(), "a refusal has all of its texts");
        require(!core::utf8Fault(text), "the texts of a refusal are UTF-8");
        require(text.size() <= 4096, "no request makes its own refusal large");
    }
    require(!core::utf8Fault(why.place.name), "the name of the place is UTF-8");
    if (why.place.bytes) {
        const std::size_t whole = why.place.part == core::Place::Part::Body ? body : head;
        const std::size_t end = std::size_t(why.place.bytes->offset) + why.place.bytes->length;
        require(end <= whole, "the place lies inside of the request");
    }
}

void requireInside(const core::TextFault &fault, std::string_view text)
{
    require(!fault.why.empty(), "a fault has a reason");
    require(fault.at <= text.size(), "a fault lies inside of its text");
}

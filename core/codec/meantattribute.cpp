// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/meantattribute.h"

#include "core/event/asciitext.h"

#include <algorithm>
#include <array>

namespace core {

namespace {

bool hasLetters(std::string_view name, std::string_view letters)
{
    std::size_t at = 0;
    for (const char c : name) {
        if (c == '_' || c == '-' || c == '.')
            continue;
        if (at == letters.size() || folded(c) != letters[at])
            return false;
        ++at;
    }
    return at == letters.size();
}

} // namespace

std::string_view meantAttribute(std::string_view name)
{
    constexpr std::array<std::string_view, 10> Names{
        "specversion", "id",   "source",          "type",       "subject",
        "time",        "data", "datacontenttype", "dataschema", "data_base64"};
    if (std::find(Names.begin(), Names.end(), name) != Names.end())
        return {};
    const auto meant = std::find_if(Names.begin(), Names.end(), [name](std::string_view each) {
        return each == "data_base64" ? hasLetters(name, "database64") : hasLetters(name, each);
    });
    return meant == Names.end() ? std::string_view() : *meant;
}

} // namespace core

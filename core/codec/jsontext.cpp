// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsontext.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace core {

namespace {

/// The same byte eight times.
constexpr std::uint64_t eight(unsigned char c)
{
    return 0x0101010101010101U * c;
}

/// Whether one of the eight bytes is 0.
constexpr bool hasZero(std::uint64_t bytes)
{
    return ((bytes - eight(1)) & ~bytes & eight(0x80)) != 0;
}

bool isBracketOrQuote(char c)
{
    return c == '{' || c == '}' || c == '[' || c == ']' || c == '"';
}

/// The first of { } [ ] " from `at` on.
std::size_t findBracketOrQuote(std::string_view json, std::size_t at)
{
    for (std::uint64_t bytes = 0; at + sizeof(bytes) <= json.size(); at += sizeof(bytes)) {
        std::memcpy(&bytes, json.data() + at, sizeof(bytes));
        const std::uint64_t lower = bytes | eight(0x20); // makes [ ] to { }
        if (hasZero(lower ^ eight('{')) || hasZero(lower ^ eight('}')) ||
            hasZero(bytes ^ eight('"')))
            break;
    }
    while (at < json.size() && !isBracketOrQuote(json[at]))
        ++at;
    return at;
}

std::size_t containerEnd(std::string_view json, std::size_t at)
{
    std::size_t depth = 0;
    while (true) {
        at = findBracketOrQuote(json, at);
        if (at >= json.size())
            return json.size();
        const char c = json[at];
        if (c == '"') {
            at = jsonStringEnd(json, at);
            continue;
        }
        ++at;
        if (c == '{' || c == '[')
            ++depth;
        else if (--depth == 0)
            return at;
    }
}

} // namespace

bool isJsonSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

std::size_t skipJsonSpaces(std::string_view json, std::size_t at)
{
    while (at < json.size() && isJsonSpace(json[at]))
        ++at;
    return at;
}

std::size_t jsonStringEnd(std::string_view json, std::size_t at)
{
    for (std::size_t from = at + 1; from < json.size();) {
        const std::size_t quote = json.find('"', from);
        if (quote == std::string_view::npos)
            break;
        std::size_t backslash = quote; // an odd number of them makes the quote a part of the string
        while (backslash > from && json[backslash - 1] == '\\')
            --backslash;
        from = quote + 1;
        if ((quote - backslash) % 2 == 0)
            return from;
    }
    return json.size();
}

std::size_t jsonValueEnd(std::string_view json, std::size_t at)
{
    const char first = at < json.size() ? json[at] : '\0';
    if (first == '"')
        return jsonStringEnd(json, at);
    if (first == '{' || first == '[')
        return containerEnd(json, at);
    while (at < json.size() && json[at] != ',' && json[at] != ']' && json[at] != '}' &&
           !isJsonSpace(json[at]))
        ++at;
    return at;
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/bytesatonce.h"

#include <cstddef>
#include <string_view>

namespace core {

// Passing over JSON that somebody has validated, without looking at what it says. No allocation, no recursion. Of a text
// that is none, from a damaged file, the answers mean nothing, but nothing is read outside of it, and no answer lies
// before `at` or behind its end.

[[nodiscard]] inline bool isJsonSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// The first byte from `at` on that is no white space.
[[nodiscard]] inline std::size_t skipJsonSpaces(std::string_view json, std::size_t at)
{
    while (at < json.size() && isJsonSpace(json[at]))
        ++at;
    return at;
}

/// Where the string ends whose opening quote stands at `at`.
[[nodiscard]] inline std::size_t jsonStringEnd(std::string_view json, std::size_t at)
{
    for (std::size_t from = at + 1; from < json.size();) {
        const std::size_t quote = findByte(json, from, [](auto bytes) { return bytes.equal('"'); });
        std::size_t backslash = quote; // an odd number of them makes the quote a part of the string
        while (backslash > from && json[backslash - 1] == '\\')
            --backslash;
        from = quote + 1;
        if ((quote - backslash) % 2 == 0 && quote < json.size())
            return from;
    }
    return json.size();
}

/// Where the value ends that starts at `at`, with everything in it.
[[nodiscard]] std::size_t jsonValueEnd(std::string_view json, std::size_t at);

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonstring.h"

#include "core/codec/jsontext.h"
#include "core/event/unicodetext.h"

#include <array>
#include <charconv>
#include <cstdint>

namespace core {

namespace {

std::uint32_t unitAt(std::string_view inside, std::size_t at)
{
    std::uint32_t unit = 0xFFFD;
    if (at + 4 <= inside.size())
        std::from_chars(inside.data() + at, inside.data() + at + 4, unit, 16);
    return unit;
}

/// Code point of the escape \uXXXX (or a pair of them) at `at`, which is moved behind it.
std::uint32_t takeUnicodeEscape(std::string_view inside, std::size_t &at)
{
    const std::uint32_t unit = unitAt(inside, at + 2);
    at += 6;
    if (unit < 0xD800 || unit > 0xDFFF)
        return unit;
    const std::uint32_t low = unitAt(inside, at + 2);
    at += 6;
    if (unit > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
        return 0xFFFD;
    return 0x10000U + ((unit - 0xD800U) << 10U) + (low - 0xDC00U);
}

char simpleEscape(char c)
{
    switch (c) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return c;
    }
}

} // namespace

std::string unescapeJson(std::string_view inside)
{
    std::string text;
    text.reserve(inside.size());
    for (std::size_t at = 0; at < inside.size();) {
        const std::size_t backslash = std::min(inside.find('\\', at), inside.size());
        text.append(inside, at, backslash - at);
        at = backslash;
        if (at + 1 >= inside.size())
            break;
        if (inside[at + 1] == 'u') {
            appendUtf8(text, takeUnicodeEscape(inside, at));
        } else {
            text.push_back(simpleEscape(inside[at + 1]));
            at += 2;
        }
    }
    return text;
}

std::size_t unescapedJsonSize(std::string_view inside)
{
    return inside.find('\\') == std::string_view::npos ? inside.size()
                                                       : unescapeJson(inside).size();
}

void appendJsonString(std::string &out, std::string_view text)
{
    constexpr std::string_view Hex = "0123456789abcdef";
    out.push_back('"');
    std::size_t done = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto c = static_cast<unsigned char>(text[at]);
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        out.append(text, done, at - done);
        done = at + 1;
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            out += "\\u00";
            out.push_back(Hex[c >> 4U]);
            out.push_back(Hex[c & 0xFU]);
        }
    }
    out.append(text, done);
    out.push_back('"');
}

void appendJsonOnOneLine(std::string &out, std::string_view json)
{
    while (!json.empty() && isJsonSpace(json.front()))
        json.remove_prefix(1);
    while (!json.empty() && isJsonSpace(json.back()))
        json.remove_suffix(1);
    if (json.find_first_of("\r\n") == std::string_view::npos) {
        out += json;
        return;
    }
    for (std::size_t at = 0; at < json.size();) {
        if (isJsonSpace(json[at])) {
            ++at;
        } else if (json[at] == '"') {
            const std::size_t end = jsonStringEnd(json, at);
            out.append(json, at, end - at);
            at = end;
        } else {
            out.push_back(json[at++]);
        }
    }
}

} // namespace core

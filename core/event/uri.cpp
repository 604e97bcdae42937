// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/uri.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace core {

namespace {

enum : std::uint8_t {
    SchemeChar = 1,
    PathChar = 2,
    UserInfoChar = 4,
    HostChar = 8,
    QueryChar = 16,
    Hex = 32,
    PlainChar = 64, // of a path, whatever stands around it
};

constexpr std::array<std::uint8_t, 256> Classes = [] {
    std::array<std::uint8_t, 256> classes{};
    const auto add = [&](std::string_view chars, unsigned bits) {
        for (const char c : chars) {
            auto &entry = classes[static_cast<unsigned char>(c)];
            entry = static_cast<std::uint8_t>(entry | bits);
        }
    };
    constexpr std::string_view Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    constexpr std::string_view Digits = "0123456789";
    constexpr unsigned Anywhere = PathChar | UserInfoChar | HostChar | QueryChar | PlainChar;
    add(Letters, SchemeChar | Anywhere);
    add(Digits, SchemeChar | Anywhere | Hex);
    add("ABCDEFabcdef", Hex);
    add("+-.", SchemeChar);
    add("-._~!$&'()*+,;=", Anywhere);
    add(":", PathChar | UserInfoChar | QueryChar);
    add("@/", PathChar | QueryChar | PlainChar);
    add("?", QueryChar);
    return classes;
}();

bool is(char c, unsigned bits)
{
    return (Classes[static_cast<unsigned char>(c)] & bits) != 0;
}

/// Checks the run [from, to) against one class, percent-encodings allowed.
MaybeFault runFault(std::string_view text, std::size_t from, std::size_t to, unsigned bits,
                    std::string_view why)
{
    for (std::size_t at = from; at < to; ++at) {
        if (is(text[at], bits))
            continue;
        if (text[at] != '%')
            return TextFault{why, at};
        if (at + 2 >= to || !is(text[at + 1], Hex) || !is(text[at + 2], Hex))
            return TextFault{"has a % that is not followed by two hexadecimal digits", at};
        at += 2;
    }
    return {};
}

/// `[…]` as host: the characters of an IPv6 or a future address (RFC 3986 §3.2.2), not its inner
/// grammar.
MaybeFault literalFault(std::string_view text, std::size_t from, std::size_t to)
{
    if (from == to)
        return TextFault{"has an empty address in brackets", from};
    return runFault(text, from, to, UserInfoChar, "has a character that is not allowed in [ ]");
}

MaybeFault authorityFault(std::string_view text, std::size_t from, std::size_t to)
{
    const std::string_view authority = text.substr(from, to - from);
    std::size_t host = from;
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
        if (const auto fault = runFault(text, from, from + at, UserInfoChar,
                                        "has a character that is not allowed before @"))
            return fault;
        host = from + at + 1;
    }
    std::size_t hostEnd = to;
    if (host < to && text[host] == '[') {
        const std::size_t close = text.find(']', host);
        if (close == std::string_view::npos || close >= to)
            return TextFault{"has a [ without ]", host};
        if (const auto fault = literalFault(text, host + 1, close))
            return fault;
        hostEnd = close + 1;
        if (hostEnd < to && text[hostEnd] != ':')
            return TextFault{"has a character between ] and the port", hostEnd};
    } else {
        const std::size_t colon = text.substr(host, to - host).find(':');
        if (colon != std::string_view::npos)
            hostEnd = host + colon;
        if (const auto fault = runFault(text, host, hostEnd, HostChar,
                                        "has a character that is not allowed in a host name"))
            return fault;
    }
    for (std::size_t at = hostEnd + 1; at < to; ++at) {
        if (text[at] < '0' || text[at] > '9')
            return TextFault{"has a port that is not a number", at};
    }
    return {};
}

/// Length of the scheme before its colon; npos if there is none.
std::size_t schemeLength(std::string_view text)
{
    const std::size_t end = text.find_first_of(":/?#");
    return end == std::string_view::npos || text[end] != ':' ? std::string_view::npos : end;
}

} // namespace

MaybeFault uriReferenceFault(std::string_view text)
{
    // Many are a path and nothing else.
    if (!text.starts_with("//") &&
        std::all_of(text.begin(), text.end(), [](char c) { return is(c, PlainChar); }))
        return {};
    std::size_t at = 0;
    if (const std::size_t length = schemeLength(text); length != std::string_view::npos) {
        if (length == 0 || !is(text[0], SchemeChar) || !(text[0] > '9'))
            return TextFault{"has a colon in its first part but no scheme before it", 0};
        for (std::size_t i = 1; i < length; ++i) {
            if (!is(text[i], SchemeChar))
                return TextFault{"has a character that is not allowed in a scheme", i};
        }
        at = length + 1;
    }
    const std::size_t fragment = std::min(text.find('#', at), text.size());
    const std::size_t query = std::min(text.find('?', at), fragment);
    if (text.substr(at).starts_with("//")) {
        const std::size_t end = std::min(text.find('/', at + 2), query);
        if (const auto fault = authorityFault(text, at + 2, end))
            return fault;
        at = end;
    }
    constexpr std::string_view NotAllowed = "has a character that a URI does not allow";
    if (const auto fault = runFault(text, at, query, PathChar, NotAllowed))
        return fault;
    if (query < fragment) {
        if (const auto fault = runFault(text, query + 1, fragment, QueryChar, NotAllowed))
            return fault;
    }
    if (fragment < text.size())
        return runFault(text, fragment + 1, text.size(), QueryChar, NotAllowed);
    return {};
}

MaybeFault uriFault(std::string_view text)
{
    if (text.empty())
        return TextFault{"is empty", 0};
    if (const auto fault = uriReferenceFault(text))
        return fault;
    if (schemeLength(text) == std::string_view::npos)
        return TextFault{"is not absolute: it has no scheme such as https:", 0};
    if (const std::size_t fragment = text.find('#'); fragment != std::string_view::npos)
        return TextFault{"has a fragment, which an absolute URI does not", fragment};
    return {};
}

} // namespace core

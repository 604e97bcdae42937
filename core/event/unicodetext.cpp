// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/unicodetext.h"

#include <cstring>

namespace core {

namespace {

/// Length of the run from `at` that is plain printable ASCII, eight bytes at a time.
std::size_t printableRun(std::string_view text, std::size_t at)
{
    constexpr std::uint64_t Ones = 0x0101010101010101U;
    constexpr std::uint64_t High = 0x8080808080808080U;
    std::size_t i = at;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + i, 8);
        const std::uint64_t del = word ^ (Ones * 0x7FU);
        const std::uint64_t bad = (word | (word - Ones * 0x20U) | (del - Ones)) & High;
        if (bad != 0)
            break;
    }
    while (i < text.size() && text[i] >= 0x20 && text[i] < 0x7F)
        ++i;
    return i - at;
}

} // namespace

DecodedUtf8 decodeUtf8(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const std::uint32_t first = byte(0);
    if (first < 0x80)
        return {first, 1};
    if (first >= 0xC2 && first < 0xE0 && continues(1))
        return {(first & 0x1FU) << 6U | (byte(1) & 0x3FU), 2};
    if (first >= 0xE0 && first < 0xF0 && continues(1) && continues(2)) {
        const std::uint32_t point =
            (first & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
        if (point >= 0x800 && (point < 0xD800 || point > 0xDFFF))
            return {point, 3};
    }
    if (first >= 0xF0 && first < 0xF5 && continues(1) && continues(2) && continues(3)) {
        const std::uint32_t point = (first & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U |
                                    (byte(2) & 0x3FU) << 6U | (byte(3) & 0x3FU);
        if (point >= 0x10000 && point <= 0x10FFFF)
            return {point, 4};
    }
    return {};
}

MaybeFault utf8Fault(std::string_view text)
{
    std::size_t at = printableRun(text, 0);
    while (at < text.size()) {
        const DecodedUtf8 decoded = decodeUtf8(text, at);
        if (decoded.length == 0)
            return TextFault{"is not UTF-8", at};
        at += decoded.length;
        at += printableRun(text, at);
    }
    return {};
}

MaybeFault stringFault(std::string_view text)
{
    std::size_t at = printableRun(text, 0);
    while (at < text.size()) {
        const DecodedUtf8 decoded = decodeUtf8(text, at);
        if (decoded.length == 0)
            return TextFault{"is not UTF-8", at};
        const std::uint32_t point = decoded.codePoint;
        if (point < 0x20 || (point >= 0x7F && point <= 0x9F))
            return TextFault{"has a control character", at};
        if ((point >= 0xFDD0 && point <= 0xFDEF) || (point & 0xFFFEU) == 0xFFFEU)
            return TextFault{"has a Unicode noncharacter", at};
        at += decoded.length;
        at += printableRun(text, at);
    }
    return {};
}

void appendUtf8(std::string &out, std::uint32_t codePoint)
{
    const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (codePoint < 0x80) {
        put(codePoint);
    } else if (codePoint < 0x800) {
        put(0xC0U | codePoint >> 6U);
        put(0x80U | (codePoint & 0x3FU));
    } else if (codePoint < 0x10000) {
        put(0xE0U | codePoint >> 12U);
        put(0x80U | (codePoint >> 6U & 0x3FU));
        put(0x80U | (codePoint & 0x3FU));
    } else {
        put(0xF0U | codePoint >> 18U);
        put(0x80U | (codePoint >> 12U & 0x3FU));
        put(0x80U | (codePoint >> 6U & 0x3FU));
        put(0x80U | (codePoint & 0x3FU));
    }
}

} // namespace core

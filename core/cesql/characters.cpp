// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/characters.h"

#include "core/cesql/casetables.h"
#include "core/event/unicodetext.h"

#include <algorithm>
#include <span>

namespace core::cesql {

namespace {

bool isAscii(char c)
{
    return static_cast<unsigned char>(c) < 0x80;
}

bool isWhiteSpace(std::uint32_t point)
{
    return (point >= 0x09 && point <= 0x0D) || point == 0x20 || point == 0x85 || point == 0xA0 ||
           point == 0x1680 || (point >= 0x2000 && point <= 0x200A) || point == 0x2028 ||
           point == 0x2029 || point == 0x202F || point == 0x205F || point == 0x3000;
}

std::uint32_t mapped(std::uint32_t point, std::span<const CaseRun> runs)
{
    const auto run = std::lower_bound(
        runs.begin(), runs.end(), point,
        [](const CaseRun &each, std::uint32_t value) { return each.last < value; });
    if (run == runs.end() || point < run->first || (point - run->first) % run->step != 0)
        return point;
    return static_cast<std::uint32_t>(static_cast<std::int32_t>(point) + run->distance);
}

/// `first` … `first` + 25 are the ASCII letters that change, by `distance`.
std::string changed(std::string_view text, std::span<const CaseRun> runs, char first, int distance)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (isAscii(c)) {
            out += c >= first && c - first < 26 ? static_cast<char>(c + distance) : c;
            ++at;
            continue;
        }
        const DecodedUtf8 decoded = decodeUtf8(text, at);
        if (decoded.length == 0) {
            out += c;
            ++at;
            continue;
        }
        appendUtf8(out, mapped(decoded.codePoint, runs));
        at += decoded.length;
    }
    return out;
}

} // namespace

std::size_t characterLength(std::string_view text, std::size_t at)
{
    return isAscii(text[at]) ? 1 : std::max<std::size_t>(decodeUtf8(text, at).length, 1);
}

std::size_t countCharacters(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += characterLength(text, at))
        ++count;
    return count;
}

std::size_t offsetOfCharacter(std::string_view text, std::size_t number)
{
    std::size_t at = 0;
    for (; number > 0 && at < text.size(); --number)
        at += characterLength(text, at);
    return at;
}

std::string upperCase(std::string_view text)
{
    return changed(text, UpperCaseRuns, 'a', 'A' - 'a');
}

std::string lowerCase(std::string_view text)
{
    return changed(text, LowerCaseRuns, 'A', 'a' - 'A');
}

std::string_view trimmed(std::string_view text)
{
    std::size_t begin = text.size();
    std::size_t end = 0;
    for (std::size_t at = 0; at < text.size();) {
        const DecodedUtf8 decoded = decodeUtf8(text, at);
        const std::size_t next = at + std::max<std::size_t>(decoded.length, 1);
        if (decoded.length == 0 || !isWhiteSpace(decoded.codePoint)) {
            begin = std::min(begin, at);
            end = next;
        }
        at = next;
    }
    return begin < end ? text.substr(begin, end - begin) : std::string_view();
}

} // namespace core::cesql

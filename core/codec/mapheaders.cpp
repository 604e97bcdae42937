// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/mapheaders.h"

#include "core/codec/jsonscan.h"
#include "core/codec/jsonstring.h"
#include "core/event/unicodetext.h"

#include <algorithm>

namespace core {

namespace {

bool isKey(std::string_view name)
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

void appendEscape(std::string &out, std::uint32_t unit)
{
    constexpr std::string_view Hex = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out.push_back(Hex[(unit >> static_cast<unsigned>(shift)) & 0xFU]);
}

} // namespace

std::optional<std::vector<std::pair<std::string, std::string>>> flattenedMap(std::string_view json)
{
    std::vector<std::pair<std::string, std::string>> entries;
    JsonScan scan(json);
    if (!scan.skip('{'))
        return {};
    do {
        const auto member = scan.takeMember(1);
        if (!member || member->kind != '"')
            return {};
        std::string key = unescapeJson(json.substr(member->name.offset, member->name.length));
        std::string value =
            unescapeJson(json.substr(member->value.offset + 1, member->value.length - 2));
        const bool isRepeated = std::any_of(entries.begin(), entries.end(),
                                            [&key](const auto &each) { return each.first == key; });
        if (!isKey(key) || isRepeated || stringFault(value))
            return {};
        entries.emplace_back(std::move(key), std::move(value));
    } while (scan.skip(','));
    return entries;
}

std::string mapAsString(std::string_view json)
{
    std::string text;
    while (const auto fault = stringFault(json)) {
        const DecodedUtf8 character = decodeUtf8(json, fault->at);
        text.append(json.substr(0, fault->at));
        json.remove_prefix(fault->at + character.length);
        if (character.codePoint < 0x20) { // white space between tokens: in a string it is escaped
            text.push_back(' ');
        } else if (character.codePoint < 0x10000) {
            appendEscape(text, character.codePoint);
        } else {
            appendEscape(text, 0xD800 + ((character.codePoint - 0x10000) >> 10U));
            appendEscape(text, 0xDC00 + ((character.codePoint - 0x10000) & 0x3FFU));
        }
    }
    return text.append(json);
}

} // namespace core

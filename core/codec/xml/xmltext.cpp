// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/xml/xmltext.h"

#include "core/event/unicodetext.h"

#include <algorithm>
#include <array>
#include <span>

namespace core {

namespace {

struct Range {
    std::uint32_t first;
    std::uint32_t last;
};

constexpr std::array<Range, 15> Starts{{{'A', 'Z'},
                                        {'_', '_'},
                                        {'a', 'z'},
                                        {0xC0, 0xD6},
                                        {0xD8, 0xF6},
                                        {0xF8, 0x2FF},
                                        {0x370, 0x37D},
                                        {0x37F, 0x1FFF},
                                        {0x200C, 0x200D},
                                        {0x2070, 0x218F},
                                        {0x2C00, 0x2FEF},
                                        {0x3001, 0xD7FF},
                                        {0xF900, 0xFDCF},
                                        {0xFDF0, 0xFFFD},
                                        {0x10000, 0xEFFFF}}};
constexpr std::array<Range, 5> Continuations{
    {{'-', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}}};

bool isIn(std::span<const Range> ranges, std::uint32_t codePoint)
{
    return std::any_of(ranges.begin(), ranges.end(), [codePoint](const Range &range) {
        return codePoint >= range.first && codePoint <= range.last;
    });
}

/// The number of a character reference, from behind "&#"; beyond Unicode if it is none.
std::uint32_t numberOf(std::string_view digits)
{
    constexpr std::uint32_t Beyond = 0x110000;
    const bool isHex = digits.starts_with('x');
    if (isHex)
        digits.remove_prefix(1);
    if (digits.empty())
        return Beyond;
    std::uint32_t value = 0;
    for (const char c : digits) {
        std::uint32_t digit = 0;
        if (c >= '0' && c <= '9')
            digit = static_cast<std::uint32_t>(c - '0');
        else if (isHex && c >= 'a' && c <= 'f')
            digit = static_cast<std::uint32_t>(c - 'a') + 10;
        else if (isHex && c >= 'A' && c <= 'F')
            digit = static_cast<std::uint32_t>(c - 'A') + 10;
        else
            return Beyond;
        value = value * (isHex ? 16 : 10) + digit;
        if (value >= Beyond)
            return Beyond;
    }
    return value;
}

/// Past the first `end` from `at` on.
std::size_t behind(std::string_view text, std::string_view end, std::size_t at)
{
    const std::size_t found = text.find(end, at);
    return found == std::string_view::npos ? text.size() : found + end.size();
}

void appendWithLineEnds(std::string &out, std::string_view text)
{
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\r')
            out.push_back(text[at]);
        else if (at + 1 == text.size() || text[at + 1] != '\n')
            out.push_back('\n');
    }
}

} // namespace

bool startsXmlName(std::uint32_t codePoint)
{
    return isIn(Starts, codePoint);
}

bool continuesXmlName(std::uint32_t codePoint)
{
    return isIn(Starts, codePoint) || isIn(Continuations, codePoint);
}

bool isXmlCharacter(std::uint32_t codePoint)
{
    constexpr std::uint32_t Last = 0x10FFFF;
    if (codePoint < 0x20)
        return codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
    return codePoint <= Last && (codePoint < 0xD800 || codePoint > 0xDFFF) && codePoint != 0xFFFE &&
           codePoint != 0xFFFF;
}

XmlReference xmlReferenceAt(std::string_view text, std::size_t at)
{
    constexpr std::size_t MostLength = 64; // leading zeros are allowed, but not without end
    const std::size_t end = text.substr(at, MostLength).find(';');
    if (end == std::string_view::npos)
        return {};
    const std::string_view name = text.substr(at + 1, end - 1);
    struct Entity {
        std::string_view name;
        char character;
    };
    constexpr std::array<Entity, 5> Entities{
        {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"apos", '\''}, {"quot", '"'}}};
    for (const Entity &entity : Entities) {
        if (entity.name == name)
            return {static_cast<std::uint32_t>(entity.character), end + 1};
    }
    if (!name.starts_with('#'))
        return {};
    const std::uint32_t number = numberOf(name.substr(1));
    return isXmlCharacter(number) ? XmlReference{number, end + 1} : XmlReference{};
}

bool isPlainXml(std::string_view content)
{
    return content.find_first_of("&<\r") == std::string_view::npos;
}

std::string textOfXml(std::string_view content)
{
    constexpr std::string_view CData = "<![CDATA[";
    std::string text;
    text.reserve(content.size());
    for (std::size_t at = 0; at < content.size();) {
        const std::size_t next = std::min(content.find_first_of("&<", at), content.size());
        appendWithLineEnds(text, content.substr(at, next - at));
        at = next;
        if (at == content.size())
            break;
        const std::string_view rest = content.substr(at);
        if (rest.front() == '&') {
            const XmlReference reference = xmlReferenceAt(content, at);
            if (reference.length > 0)
                appendUtf8(text, reference.codePoint);
            at += std::max<std::size_t>(reference.length, 1);
        } else if (rest.starts_with(CData)) {
            const std::size_t begin = at + CData.size();
            const std::size_t end = std::min(content.find("]]>", begin), content.size());
            appendWithLineEnds(text, content.substr(begin, end - begin));
            at = behind(content, "]]>", begin);
        } else if (rest.starts_with("<!--")) {
            at = behind(content, "-->", at + 4);
        } else {
            at = behind(content, rest.starts_with("<?") ? "?>" : ">", at + 1);
        }
    }
    return text;
}

std::string valueOfXmlAttribute(std::string_view value)
{
    std::string text;
    for (std::size_t at = 0; at < value.size();) {
        if (value[at] == '&') {
            const XmlReference reference = xmlReferenceAt(value, at);
            if (reference.length > 0)
                appendUtf8(text, reference.codePoint);
            at += std::max<std::size_t>(reference.length, 1);
            continue;
        }
        const bool isLineEnd = value[at] == '\r' && value.substr(at + 1).starts_with('\n');
        if (!isLineEnd)
            text.push_back(isXmlSpace(value[at]) ? ' ' : value[at]);
        ++at;
    }
    return text;
}

bool canBeXml(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const DecodedUtf8 character = decodeUtf8(text, at);
        if (character.length == 0 || !isXmlCharacter(character.codePoint))
            return false;
        at += character.length;
    }
    return true;
}

void appendXmlText(std::string &out, std::string_view text)
{
    for (const char c : text) {
        switch (c) {
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '&':
            out += "&amp;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\r':
            out += "&#13;";
            break;
        default:
            out.push_back(c);
        }
    }
}

} // namespace core

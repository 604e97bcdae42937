// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/mediatype.h"

#include "core/event/asciitext.h"
#include "core/event/unicodetext.h"

#include <algorithm>
#include <array>

namespace core {

namespace {

constexpr std::array<bool, 256> TokenChars = [] {
    std::array<bool, 256> chars{};
    for (const char c : std::string_view("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                         "abcdefghijklmnopqrstuvwxyz{}"))
        chars[static_cast<unsigned char>(c)] = true;
    return chars;
}();

bool isTokenChar(char c)
{
    return TokenChars[static_cast<unsigned char>(c)];
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t';
}

std::size_t tokenEnd(std::string_view text, std::size_t at)
{
    while (at < text.size() && isTokenChar(text[at]))
        ++at;
    return at;
}

std::size_t spaceEnd(std::string_view text, std::size_t at)
{
    while (at < text.size() && isSpace(text[at]))
        ++at;
    return at;
}

/// End of the quoted string that starts at `at`; npos if it is not closed or holds a control
/// character, behind a backslash too: line ends in it would end the header field.
std::size_t quotedEnd(std::string_view text, std::size_t at)
{
    bool isEscaped = false;
    for (++at; at < text.size(); ++at) {
        const auto c = static_cast<unsigned char>(text[at]);
        if (isEscaped)
            isEscaped = false;
        else if (c == '"')
            return at + 1;
        else
            isEscaped = c == '\\';
        if ((c < 0x20 && c != '\t') || c == 0x7F)
            break;
    }
    return std::string_view::npos;
}

std::string_view essenceOf(std::string_view text)
{
    text = text.substr(0, text.find(';'));
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    return text;
}

} // namespace

MaybeFault mediaTypeFault(std::string_view text)
{
    std::size_t at = tokenEnd(text, 0);
    if (at == 0 || at == text.size() || text[at] != '/')
        return TextFault{"has no type and subtype, as in text/plain", at};
    const std::size_t subtype = at + 1;
    at = tokenEnd(text, subtype);
    if (at == subtype)
        return TextFault{"has no subtype after the slash", at};
    bool isQuoted = false;
    while ((at = spaceEnd(text, at)) < text.size()) {
        if (text[at] != ';')
            return TextFault{"has a character that a media type does not allow", at};
        at = spaceEnd(text, at + 1);
        if (at == text.size() || text[at] == ';')
            continue;
        const std::size_t name = at;
        at = tokenEnd(text, at);
        if (at == name || at == text.size() || text[at] != '=')
            return TextFault{"has a parameter that is not name=value", at};
        const std::size_t value = ++at;
        if (at < text.size() && text[at] == '"') {
            isQuoted = true;
            at = quotedEnd(text, at);
            if (at == std::string_view::npos)
                return TextFault{"has a quoted parameter that is not closed", value};
        } else {
            at = tokenEnd(text, at);
            if (at == value)
                return TextFault{"has a parameter without value", at};
        }
    }
    if (isSpace(text.back()))
        return TextFault{"ends in white space", text.size() - 1};
    return isQuoted ? utf8Fault(text) : MaybeFault(); // quoted parameters may hold anything
}

std::string mediaTypeEssence(std::string_view text)
{
    return foldedText(essenceOf(text));
}

bool isJsonMediaType(std::string_view text)
{
    const std::string_view essence = essenceOf(text);
    return endsWithFolded(essence, "/json") || endsWithFolded(essence, "+json");
}

bool isJsonDataType(std::string_view text, SpecVersion version)
{
    if (isJsonMediaType(text))
        return true;
    if (version == SpecVersion::V10)
        return false;
    const std::string_view essence = essenceOf(text);
    return equalsFolded(essence, "application/json-seq") ||
           equalsFolded(essence, "application/geo+json-seq");
}

bool isTextMediaType(std::string_view text)
{
    const std::string essence = mediaTypeEssence(text);
    const std::string_view subtype =
        std::string_view(essence).substr(std::min(essence.find('/') + 1, essence.size()));
    constexpr std::array<std::string_view, 9> Texts{
        "xml",      "yaml", "x-yaml", "javascript", "ecmascript", "x-www-form-urlencoded",
        "x-ndjson", "toml", "sql"};
    return essence.starts_with("text/") || subtype.ends_with("+xml") ||
           subtype.ends_with("+yaml") ||
           std::find(Texts.begin(), Texts.end(), subtype) != Texts.end() ||
           !mediaTypeCharset(text).empty();
}

std::string mediaTypeCharset(std::string_view text)
{
    std::size_t at = text.find(';');
    while (at < text.size()) {
        at = spaceEnd(text, at + 1);
        const std::size_t name = at;
        at = tokenEnd(text, at);
        const std::string_view parameter = text.substr(name, at - name);
        if (at >= text.size() || text[at] != '=') {
            at = text.find(';', at);
            continue;
        }
        std::size_t value = at + 1;
        const bool quoted = value < text.size() && text[value] == '"';
        const std::size_t end = quoted ? quotedEnd(text, value) : tokenEnd(text, value);
        if (end == std::string_view::npos)
            return {};
        if (equalsFolded(parameter, "charset")) {
            const std::size_t length = quoted ? end - value - 2 : end - value;
            value += quoted ? 1 : 0;
            return foldedText(text.substr(value, length));
        }
        at = text.find(';', end);
    }
    return {};
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/headervalue.h"

#include "core/event/asciitext.h"
#include "core/event/unicodetext.h"

namespace core {

namespace {

tl::expected<std::string, TextFault> unquoted(std::string_view value)
{
    std::string text;
    bool inside = false;
    std::size_t opened = 0;
    for (std::size_t at = 0; at < value.size(); ++at) {
        const char c = value[at];
        if (c == '"') {
            inside = !inside;
            opened = at;
        } else if (inside && c == '\\' && at + 1 < value.size()) {
            text.push_back(value[++at]);
        } else {
            text.push_back(c);
        }
    }
    if (inside)
        return tl::unexpected(TextFault{"has a quote that is not closed", opened});
    return text;
}

} // namespace

tl::expected<std::string, TextFault> decodeHeaderValue(std::string_view value)
{
    value = withoutBlanks(value);
    std::string text;
    if (value.find('"') == std::string_view::npos) {
        text = value;
    } else {
        auto plain = unquoted(value);
        if (!plain)
            return plain;
        text = std::move(*plain);
    }
    std::size_t end = text.find('%');
    if (end != std::string::npos) {
        for (std::size_t at = end; at < text.size(); ++at) {
            if (text[at] != '%') {
                text[end++] = text[at];
                continue;
            }
            const int high = at + 2 < text.size() ? hexValue(text[at + 1]) : -1;
            const int low = at + 2 < text.size() ? hexValue(text[at + 2]) : -1;
            if (high < 0 || low < 0)
                return tl::unexpected(
                    TextFault{"has a % that is not followed by two hexadecimal digits", at});
            text[end++] = static_cast<char>(high * 16 + low);
            at += 2;
        }
        text.resize(end);
    }
    if (const auto fault = utf8Fault(text))
        return tl::unexpected(TextFault{"does not decode to UTF-8", fault->at});
    return text;
}

std::string encodeHeaderValue(std::string_view text)
{
    constexpr std::string_view Hex = "0123456789ABCDEF";
    std::string value;
    value.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7F && c != '"' && c != '%') {
            value.push_back(c);
            continue;
        }
        value.push_back('%');
        value.push_back(Hex[byte >> 4U]);
        value.push_back(Hex[byte & 0xFU]);
    }
    return value;
}

} // namespace core

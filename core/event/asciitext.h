// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace core {

// Letters and digits of ASCII, whatever the locale.

/// Letters without case, as HTTP compares names and media types (RFC 9110 5.1).
inline char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Without regard to case; `lowerCase` is lower case already.
inline bool startsWithFolded(std::string_view text, std::string_view lowerCase)
{
    return text.size() >= lowerCase.size() &&
           std::equal(lowerCase.begin(), lowerCase.end(), text.begin(),
                      [](char want, char c) { return want == folded(c); });
}

inline bool equalsFolded(std::string_view text, std::string_view lowerCase)
{
    return text.size() == lowerCase.size() && startsWithFolded(text, lowerCase);
}

inline bool endsWithFolded(std::string_view text, std::string_view lowerCase)
{
    return text.size() >= lowerCase.size() &&
           equalsFolded(text.substr(text.size() - lowerCase.size()), lowerCase);
}

/// Where neither is known to be in lower case.
inline bool isSameFolded(std::string_view left, std::string_view right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char one, char other) { return folded(one) == folded(other); });
}

inline std::string foldedText(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), folded);
    return result;
}

/// Without spaces and tabs at both ends: optional white space of HTTP (RFC 9110 5.6.3).
inline std::string_view withoutBlanks(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// Takes the next element, without the blanks around it, off `list`, up to `separator` or the end.
inline std::string_view takeElement(std::string_view &list, char separator)
{
    const std::size_t end = std::min(list.find(separator), list.size());
    const std::string_view element = withoutBlanks(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
    return element;
}

/// The value of a hexadecimal digit, -1 if it is none.
inline int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = folded(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// Two digits, in lower case.
inline void appendHex(std::string &out, unsigned char byte)
{
    constexpr std::string_view Digits = "0123456789abcdef";
    out += Digits[byte >> 4U];
    out += Digits[byte & 0xfU];
}

/// Undoes percent-encoding (RFC 3986 2.1); what is no escape stays as it is.
inline std::string percentDecoded(std::string_view text)
{
    std::string decoded;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool mayEscape = text[at] == '%' && at + 2 < text.size();
        const int high = mayEscape ? hexValue(text[at + 1]) : -1;
        const int low = high >= 0 ? hexValue(text[at + 2]) : -1;
        if (low >= 0) {
            decoded += static_cast<char>(high * 16 + low);
            at += 2;
        } else {
            decoded += text[at];
        }
    }
    return decoded;
}

/// Percent-encodes every byte that is not unreserved (RFC 3986 2.3): fit for any part of a URI.
inline std::string percentEncoded(std::string_view text)
{
    constexpr std::string_view Digits = "0123456789ABCDEF";
    constexpr std::string_view Marks = "-._~";
    std::string encoded;
    for (const char c : text) {
        const bool isLetter = folded(c) >= 'a' && folded(c) <= 'z';
        if (isLetter || (c >= '0' && c <= '9') || Marks.find(c) != std::string_view::npos) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += Digits[byte >> 4U];
        encoded += Digits[byte & 0xFU];
    }
    return encoded;
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace core {

/// ASCII letters without case, as HTTP compares names and media types (RFC 9110 §5.1). `lowerCase`
/// must be in it.
inline char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

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

inline std::string foldedText(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), folded);
    return result;
}

} // namespace core

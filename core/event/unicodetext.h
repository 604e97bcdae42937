// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/textfault.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace core {

/// Whether it is a byte of a character of UTF-8 other than the first.
[[nodiscard]] constexpr bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

struct DecodedUtf8 {
    std::uint32_t codePoint = 0;
    std::size_t length = 0; ///< 0: the bytes are no UTF-8
};
/// The character that begins at `at` < text.size() (RFC 3629, as in utf8Fault()).
[[nodiscard]] DecodedUtf8 decodeUtf8(std::string_view text, std::size_t at);

/// The first byte that makes `text` no UTF-8 (RFC 3629: no overlong forms, no surrogates, at most
/// U+10FFFF).
[[nodiscard]] MaybeFault utf8Fault(std::string_view text);

/// The String type of CloudEvents (spec.md §"Type System"): UTF-8 without U+0000–001F, U+007F–009F
/// and noncharacters.
[[nodiscard]] MaybeFault stringFault(std::string_view text);

/// Appends `codePoint` as UTF-8. It must be a Unicode scalar value.
void appendUtf8(std::string &out, std::uint32_t codePoint);

} // namespace core

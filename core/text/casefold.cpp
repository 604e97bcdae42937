// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/casefold.h"

#include "core/event/unicodetext.h"

#include <QChar>

#include <cstdint>

namespace core {

bool isAscii(std::string_view text)
{
    unsigned char all = 0;
    for (const char c : text)
        all |= static_cast<unsigned char>(c);
    return all < 0x80;
}

void appendFoldedCase(std::string &out, std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (static_cast<unsigned char>(c) < 0x80) {
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            ++at;
            continue;
        }
        const DecodedUtf8 decoded = decodeUtf8(text, at);
        if (decoded.length == 0) {
            out += c;
            ++at;
            continue;
        }
        const std::uint32_t folded = QChar::toCaseFolded(char32_t{decoded.codePoint});
        appendUtf8(out, folded < 0x80 ? decoded.codePoint : folded);
        at += decoded.length;
    }
}

} // namespace core

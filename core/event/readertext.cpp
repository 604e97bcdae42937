// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/readertext.h"

#include "core/event/unicodetext.h"

namespace core {

namespace {

constexpr std::size_t LongestText = 120;

} // namespace

std::string textForReader(std::string_view text)
{
    constexpr std::string_view Hex = "0123456789ABCDEF";
    const bool cut = text.size() > LongestText;
    text = text.substr(0, LongestText);
    // A character that the cut went through would look like a fault of the sender.
    for (int i = 0; cut && i < 3 && !text.empty() && utf8Fault(text); ++i)
        text.remove_suffix(1);
    const bool valid = !utf8Fault(text);
    std::string shown;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !valid)) {
            shown += "\\x";
            shown.push_back(Hex[byte >> 4U]);
            shown.push_back(Hex[byte & 0xFU]);
        } else {
            shown.push_back(c);
        }
    }
    return shown + (cut ? "…" : "");
}

std::string quotedForReader(std::string_view text)
{
    return '"' + textForReader(text) + '"';
}

} // namespace core

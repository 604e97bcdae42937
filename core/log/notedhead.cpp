// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/notedhead.h"

#include <charconv>
#include <string>
#include <system_error>

namespace core {

std::string NotedHead::text() const
{
    return hexText(hash) + ':' + std::to_string(seal);
}

Result<NotedHead> NotedHead::parse(std::string_view text)
{
    NotedHead head;
    const std::size_t digits = 2 * head.hash.size();
    const auto digit = [](char c) {
        return c >= '0' && c <= '9'   ? c - '0'
               : c >= 'a' && c <= 'f' ? c - 'a' + 10
               : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                      : -1;
    };
    const auto wrong = [text] {
        return fail(Error::Kind::InvalidInput,
                    "\"" + std::string(text) +
                        "\": no head; one is 64 hexadecimal digits, a colon and a number, as"
                        " verification prints it");
    };
    if (text.size() < digits + 2 || text[digits] != ':')
        return wrong();
    for (std::size_t i = 0; i < digits; ++i) {
        if (digit(text[i]) < 0)
            return wrong();
        head.hash[i / 2] = static_cast<unsigned char>(head.hash[i / 2] << 4U | digit(text[i]));
    }
    const char *end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data() + digits + 1, end, head.seal);
    if (code != std::errc() || stop != end || head.seal == 0)
        return wrong();
    return head;
}

} // namespace core

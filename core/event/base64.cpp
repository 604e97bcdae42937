// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/base64.h"

#include <array>
#include <cstdint>

namespace core {

namespace {

constexpr std::string_view Alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t NoDigit = 0xFF;

constexpr std::array<std::uint8_t, 256> Digits = [] {
    std::array<std::uint8_t, 256> digits{};
    digits.fill(NoDigit);
    for (std::size_t i = 0; i < Alphabet.size(); ++i)
        digits[static_cast<unsigned char>(Alphabet[i])] = static_cast<std::uint8_t>(i);
    return digits;
}();

std::uint32_t digit(char c)
{
    return Digits[static_cast<unsigned char>(c)];
}

std::size_t paddingOf(std::string_view text)
{
    if (text.ends_with("=="))
        return 2;
    return text.ends_with('=') ? 1 : 0;
}

} // namespace

MaybeFault base64Fault(std::string_view text)
{
    const std::string_view digits = text.substr(0, text.size() - paddingOf(text));
    for (std::size_t at = 0; at < digits.size(); ++at) {
        if (digit(digits[at]) == NoDigit)
            return TextFault{"has a character that is not in the Base64 alphabet", at};
    }
    if (text.size() % 4 != 0)
        return TextFault{"has a length that is not a multiple of four", text.size()};
    return {};
}

std::size_t base64DecodedSize(std::string_view text)
{
    return text.size() / 4 * 3 - paddingOf(text);
}

std::optional<std::string> decodeBase64(std::string_view text)
{
    if (base64Fault(text))
        return {};
    std::string bytes;
    bytes.reserve(base64DecodedSize(text) + 2);
    const std::size_t padding = paddingOf(text);
    for (std::size_t i = 0; i < text.size(); i += 4) {
        const auto at = [&](std::size_t k) { return text[k] == '=' ? 0U : digit(text[k]); };
        const std::uint32_t group = at(i) << 18U | at(i + 1) << 12U | at(i + 2) << 6U | at(i + 3);
        bytes.push_back(static_cast<char>(group >> 16U & 0xFFU));
        bytes.push_back(static_cast<char>(group >> 8U & 0xFFU));
        bytes.push_back(static_cast<char>(group & 0xFFU));
    }
    bytes.resize(bytes.size() - padding);
    return bytes;
}

void appendBase64(std::string &out, std::string_view bytes)
{
    out.reserve(out.size() + (bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto at = [&](std::size_t k) -> std::uint32_t {
            return k < bytes.size() ? static_cast<unsigned char>(bytes[k]) : 0U;
        };
        const std::uint32_t group = at(i) << 16U | at(i + 1) << 8U | at(i + 2);
        out.push_back(Alphabet[group >> 18U]);
        out.push_back(Alphabet[group >> 12U & 0x3FU]);
        out.push_back(i + 1 < bytes.size() ? Alphabet[group >> 6U & 0x3FU] : '=');
        out.push_back(i + 2 < bytes.size() ? Alphabet[group & 0x3FU] : '=');
    }
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/textfinder.h"

#include "core/event/asciitext.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace core {

namespace {

/// Places looked at together; the compiler makes vectors of it.
constexpr std::size_t Stride = 64;

/// The bytes of JSON, the most frequent first. What is not here is rarer.
constexpr std::string_view Frequent = "\"e0123456789ta,:oinrs-dlcm upbfhgy._/T{}v";

std::size_t rarity(char c)
{
    return std::min(Frequent.find(c), Frequent.size());
}

std::uint8_t capital(char c)
{
    return static_cast<std::uint8_t>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}

} // namespace

TextFinder::TextFinder(std::string text, Case letters)
    : m_text(letters == Case::AsciiFolded ? foldedText(text) : std::move(text))
    , m_case(letters)
{
    std::size_t first = 0;
    std::size_t second = 0;
    for (std::size_t at = 1; at < m_text.size(); ++at) {
        if (rarity(m_text[at]) > rarity(m_text[first])) {
            second = first;
            first = at;
        } else if (second == first || rarity(m_text[at]) > rarity(m_text[second])) {
            second = at;
        }
    }
    if (m_text.empty())
        return;
    for (std::size_t i = 0; i < m_probes.size(); ++i) {
        const std::size_t offset = i == 0 ? first : second;
        const auto small = static_cast<std::uint8_t>(m_text[offset]);
        m_probes[i] = {offset, small,
                       m_case == Case::AsciiFolded ? capital(m_text[offset]) : small};
    }
}

std::size_t TextFinder::find(std::string_view text) const
{
    if (m_text.empty())
        return 0;
    if (text.size() < m_text.size())
        return std::string_view::npos;
    const std::size_t places = text.size() - m_text.size() + 1;
    const auto *bytes = reinterpret_cast<const std::uint8_t *>(text.data());
    const Probe a = m_probes[0];
    const Probe b = m_probes[1];
    std::array<std::uint8_t, Stride> hits;
    std::size_t at = 0;
    for (; at + Stride <= places; at += Stride) {
        const std::uint8_t *atA = bytes + at + a.offset;
        const std::uint8_t *atB = bytes + at + b.offset;
        std::uint8_t any = 0;
        for (std::size_t i = 0; i < Stride; ++i) {
            const bool isA = (atA[i] == a.small) | (atA[i] == a.capital);
            const bool isB = (atB[i] == b.small) | (atB[i] == b.capital);
            hits[i] = static_cast<std::uint8_t>(isA & isB);
            any |= hits[i];
        }
        if (any == 0)
            continue;
        for (std::size_t i = 0; i < Stride; ++i) {
            if (hits[i] != 0 && isAt(text.data() + at + i))
                return at + i;
        }
    }
    for (; at < places; ++at) {
        const std::uint8_t byte = bytes[at + a.offset];
        if ((byte == a.small || byte == a.capital) && isAt(text.data() + at))
            return at;
    }
    return std::string_view::npos;
}

bool TextFinder::isAt(const char *place) const
{
    if (m_case == Case::Exact)
        return std::memcmp(place, m_text.data(), m_text.size()) == 0;
    return std::equal(m_text.begin(), m_text.end(), place,
                      [](char want, char c) { return want == folded(c); });
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/wildcardsearch.h"

#include "core/event/unicodetext.h"

#include <algorithm>
#include <map>

namespace core::cesql {

namespace {

constexpr std::size_t WordBits = 64;
/// Bytes that are no UTF-8 are told apart from characters by this.
constexpr std::uint32_t NoCharacter = 0x8000'0000U;

struct Character {
    std::uint32_t point = 0;
    std::size_t length = 1; ///< in bytes
};

Character characterAt(std::string_view text, std::size_t at)
{
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80)
        return {first, 1};
    const DecodedUtf8 decoded = decodeUtf8(text, at);
    return decoded.length == 0 ? Character{NoCharacter | first, 1}
                               : Character{decoded.codePoint, decoded.length};
}

bool hasBit(const std::vector<std::uint64_t> &words, std::size_t bit)
{
    return (words[bit / WordBits] >> (bit % WordBits) & 1U) != 0;
}

void setBit(std::uint64_t *words, std::size_t bit)
{
    words[bit / WordBits] |= std::uint64_t{1} << (bit % WordBits);
}

} // namespace

WildcardSearch::WildcardSearch(std::string_view characters, std::string_view ones)
{
    std::map<std::uint32_t, std::vector<std::uint32_t>> places;
    std::vector<std::uint32_t> any;
    for (std::size_t at = 0; at < characters.size(); ++m_length) {
        const Character character = characterAt(characters, at);
        (ones[at] != 0 ? any : places[character.point])
            .push_back(static_cast<std::uint32_t>(m_length));
        at += character.length;
    }
    m_any.resize((m_length + WordBits - 1) / WordBits);
    for (const std::uint32_t place : any)
        setBit(m_any.data(), place);
    for (const auto &[point, all] : places)
        addPlaces(point, all);
}

/// A mask is gone through for each character of the text anyway: lists that are not longer cost no more.
void WildcardSearch::addPlaces(std::uint32_t point, const std::vector<std::uint32_t> &places)
{
    Places added;
    added.count = static_cast<std::uint32_t>(places.size());
    added.isMask = places.size() >= m_any.size();
    if (added.isMask) {
        added.begin = static_cast<std::uint32_t>(m_masks.size());
        m_masks.insert(m_masks.end(), m_any.begin(), m_any.end());
        for (const std::uint32_t place : places)
            setBit(m_masks.data() + added.begin, place);
    } else {
        added.begin = static_cast<std::uint32_t>(m_lists.size());
        m_lists.insert(m_lists.end(), places.begin(), places.end());
    }
    m_places.emplace(point, added);
}

const WildcardSearch::Places *WildcardSearch::placesOf(std::uint32_t point) const
{
    const auto found = m_places.find(point);
    return found == m_places.end() ? nullptr : &found->second;
}

std::size_t WildcardSearch::find(std::string_view text) const
{
    std::vector<Word> reached(m_any.size()); // bit i: the first i + 1 characters end here
    std::vector<std::uint32_t> listed;
    std::size_t used = 0; // words of `reached` that may have bits
    for (std::size_t at = 0; at < text.size();) {
        const Character character = characterAt(text, at);
        at += character.length;
        const Places *places = placesOf(character.point);
        const std::size_t words = std::min(used + 1, m_any.size());
        const bool isMask = places && places->isMask;
        const Word *mask = isMask ? m_masks.data() + places->begin : m_any.data();
        listed.clear();
        for (std::uint32_t i = 0; places && !isMask && i < places->count; ++i) {
            const std::uint32_t place = m_lists[places->begin + i];
            if (place >= words * WordBits)
                break;
            if (place == 0 || hasBit(reached, place - 1))
                listed.push_back(place);
        }
        for (std::size_t i = words - 1; i > 0; --i)
            reached[i] = (reached[i] << 1U | reached[i - 1] >> (WordBits - 1)) & mask[i];
        reached[0] = (reached[0] << 1U | 1U) & mask[0];
        for (const std::uint32_t place : listed)
            setBit(reached.data(), place);
        used = words;
        while (used > 0 && reached[used - 1] == 0)
            --used;
        if (used == m_any.size() && hasBit(reached, m_length - 1))
            return at;
    }
    return std::string_view::npos;
}

} // namespace core::cesql

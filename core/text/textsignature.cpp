// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/textsignature.h"

#include "core/text/casefold.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

namespace core {

static_assert(std::endian::native == std::endian::little, "a stored table is the table in memory");

namespace {

constexpr std::size_t HeaderBytes = 2;
/// Tables are halved as long as no more than this share of the slots is taken afterwards, in the fullest of them.
constexpr double MaxFill = 0.4;

constexpr std::array<std::uint8_t, 256> SmallLetters = [] {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t byte = 0; byte < table.size(); ++byte)
        table[byte] = static_cast<std::uint8_t>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
    return table;
}();

constexpr std::array<std::uint8_t, 256> Digits = [] {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t byte = '0'; byte <= '9'; ++byte)
        table[byte] = 1;
    return table;
}();

/// Calls `found(slot, hasDigit)` for every gram of `text`, whose letters beyond ASCII have no case any more.
template<typename Found>
void forEachGram(std::string_view text, Found found)
{
    std::uint32_t gram = 0;
    std::uint32_t digits = 0; // one bit for each of the last bytes
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::uint8_t byte = SmallLetters[static_cast<std::uint8_t>(text[at])];
        gram = gram << 8U | byte;
        digits = (digits << 1U | Digits[byte]) & 0xFU;
        if (at + 1 >= TextGrams::Length) {
            const std::uint64_t hash = gram * std::uint64_t{0x9E3779B97F4A7C15};
            found(static_cast<std::uint16_t>(hash >> 48U), digits != 0);
        }
    }
}

/// The slots that are taken in the fullest table of 2^bits slots.
std::uint64_t mostTaken(const std::vector<std::uint64_t> &tables, unsigned bits)
{
    const std::size_t words = (std::size_t{1} << bits) / 64;
    std::uint64_t most = 0;
    for (std::size_t begin = 0; begin < tables.size(); begin += words) {
        std::uint64_t taken = 0;
        for (std::size_t word = begin; word < begin + words; ++word)
            taken += static_cast<std::uint64_t>(std::popcount(tables[word]));
        most = std::max(most, taken);
    }
    return most;
}

/// Every table of 2^bits slots with its upper half laid over its lower one: what a hash with a bit less would have given.
std::vector<std::uint64_t> halved(const std::vector<std::uint64_t> &tables, unsigned bits)
{
    const std::size_t half = (std::size_t{1} << bits) / 64 / 2;
    std::vector<std::uint64_t> result(tables.size() / 2);
    for (std::size_t word = 0; word < result.size(); ++word) {
        const std::size_t lower = word / half * half * 2 + word % half;
        result[word] = tables[lower] | tables[lower + half];
    }
    return result;
}

/// Halves while that stays selective; answers the bits that are left.
unsigned shrink(std::vector<std::uint64_t> &tables, unsigned bits)
{
    while (bits > TextSignature::MinBits) {
        auto smaller = halved(tables, bits);
        const auto slots = static_cast<double>(std::uint64_t{1} << (bits - 1));
        if (static_cast<double>(mostTaken(smaller, bits - 1)) > MaxFill * slots)
            break;
        tables = std::move(smaller);
        --bits;
    }
    return bits;
}

std::size_t tableBytes(unsigned bits)
{
    return (std::size_t{1} << bits) / 8;
}

bool isSet(const char *table, unsigned bits, std::uint16_t slot)
{
    const std::size_t place = slot & ((std::size_t{1} << bits) - 1);
    return (static_cast<unsigned char>(table[place / 8]) >> (place % 8) & 1U) != 0;
}

} // namespace

TextGrams::TextGrams(std::string_view text)
{
    std::string folded;
    appendFoldedCase(folded, text);
    forEachGram(folded, [this](std::uint16_t slot, bool hasDigit) {
        (hasDigit ? m_numbers : m_words).push_back(slot);
    });
}

TextSignature::TextSignature(std::string stored, unsigned wordBits, unsigned numberBits)
    : m_stored(std::move(stored))
    , m_wordBits(wordBits)
    , m_numberBits(numberBits)
{
}

std::optional<TextSignature> TextSignature::read(std::string stored)
{
    if (stored.size() < HeaderBytes)
        return std::nullopt;
    const unsigned wordBits = static_cast<unsigned char>(stored[0]);
    const unsigned numberBits = static_cast<unsigned char>(stored[1]);
    if (wordBits < MinBits || wordBits > MaxWordBits || numberBits < MinBits ||
        numberBits > MaxNumberBits ||
        stored.size() != HeaderBytes + Groups * (tableBytes(wordBits) + tableBytes(numberBits)))
        return std::nullopt;
    return TextSignature(std::move(stored), wordBits, numberBits);
}

bool TextSignature::mayContain(std::size_t group, const TextGrams &text) const
{
    const char *words = m_stored.data() + HeaderBytes + group * tableBytes(m_wordBits);
    const char *numbers = m_stored.data() + HeaderBytes + Groups * tableBytes(m_wordBits) +
                          group * tableBytes(m_numberBits);
    return std::all_of(text.m_words.begin(), text.m_words.end(),
                       [&](std::uint16_t slot) { return isSet(words, m_wordBits, slot); }) &&
           std::all_of(text.m_numbers.begin(), text.m_numbers.end(),
                       [&](std::uint16_t slot) { return isSet(numbers, m_numberBits, slot); });
}

TextSignatureMaker::TextSignatureMaker()
    : m_words(TextSignature::Groups * tableBytes(TextSignature::MaxWordBits) / 8)
    , m_numbers(TextSignature::Groups * tableBytes(TextSignature::MaxNumberBits) / 8)
{
}

void TextSignatureMaker::add(std::uint64_t row, std::string_view field)
{
    if (!isAscii(field)) {
        m_folded.clear();
        appendFoldedCase(m_folded, field);
        field = m_folded;
    }
    const std::uint64_t group = row / TextSignature::GroupRows;
    std::uint64_t *words = m_words.data() + group * tableBytes(TextSignature::MaxWordBits) / 8;
    std::uint64_t *numbers =
        m_numbers.data() + group * tableBytes(TextSignature::MaxNumberBits) / 8;
    constexpr std::uint16_t wordMask = (1U << TextSignature::MaxWordBits) - 1;
    forEachGram(field, [=](std::uint16_t slot, bool hasDigit) {
        // Without a branch: which table it is cannot be foreseen.
        std::uint64_t *table = hasDigit ? numbers : words;
        const auto place = static_cast<std::uint16_t>(hasDigit ? slot : slot & wordMask);
        table[place / 64] |= std::uint64_t{1} << (place % 64);
    });
}

std::string TextSignatureMaker::finish()
{
    auto words = std::exchange(m_words, std::vector<std::uint64_t>(m_words.size()));
    auto numbers = std::exchange(m_numbers, std::vector<std::uint64_t>(m_numbers.size()));
    const unsigned wordBits = shrink(words, TextSignature::MaxWordBits);
    const unsigned numberBits = shrink(numbers, TextSignature::MaxNumberBits);
    std::string stored{static_cast<char>(wordBits), static_cast<char>(numberBits)};
    for (const auto *tables : {&words, &numbers})
        stored.append(reinterpret_cast<const char *>(tables->data()), tables->size() * 8);
    return stored;
}

} // namespace core

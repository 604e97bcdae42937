// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace core {

/// Eight bytes of a text, compared at once without instructions that only some processors have.
class EightBytes {
public:
    static constexpr std::size_t Size = 8;
    /// Which of them are meant; the lowest one is exact, those behind it may be wrong.
    using Mask = std::uint64_t;

    explicit EightBytes(const char *from)
    {
        std::memcpy(&m_bytes, from, Size);
        if constexpr (std::endian::native == std::endian::big)
            m_bytes = __builtin_bswap64(m_bytes);
    }
    Mask equal(char c) const { return zeroes(m_bytes ^ all(c)); }
    static std::size_t first(Mask mask)
    {
        return static_cast<std::size_t>(std::countr_zero(mask)) / 8;
    }

    /// One bit for each byte that is `c`, the first byte's the lowest.
    std::uint64_t bitsOf(char c) const { return bitsOfZeroes(m_bytes ^ all(c)); }
    /// The same after bit 0x20 was set in each byte: `{` is also `[`.
    std::uint64_t bitsOfFolded(char c) const { return bitsOfZeroes((m_bytes | all(' ')) ^ all(c)); }

private:
    static constexpr std::uint64_t all(char c)
    {
        return 0x0101010101010101U * static_cast<unsigned char>(c);
    }
    static constexpr Mask zeroes(std::uint64_t bytes)
    {
        return (bytes - 0x0101010101010101U) & ~bytes & 0x8080808080808080U;
    }
    static constexpr std::uint64_t bitsOfZeroes(std::uint64_t bytes)
    {
        constexpr std::uint64_t Low = 0x7F7F7F7F7F7F7F7FU;
        const std::uint64_t zeroes = ~(((bytes & Low) + Low) | bytes | Low); // exact in each byte
        return ((zeroes >> 7U) * 0x0102040810204080U) >> 56U;
    }

    std::uint64_t m_bytes = 0;
};

/// The first byte from `at` on that `find` (EightBytes → Mask) means; the length of `text` if there is none.
template<typename Find>
[[nodiscard]] inline std::size_t findByte(std::string_view text, std::size_t at, const Find &find)
{
    for (; at + EightBytes::Size <= text.size(); at += EightBytes::Size) {
        if (const EightBytes::Mask mask = find(EightBytes(text.data() + at)))
            return at + EightBytes::first(mask);
    }
    if (at >= text.size())
        return text.size();
    char rest[EightBytes::Size] = {};
    std::memcpy(rest, text.data() + at, text.size() - at);
    const EightBytes::Mask mask = find(EightBytes(rest));
    return mask != 0 && at + EightBytes::first(mask) < text.size() ? at + EightBytes::first(mask)
                                                                   : text.size();
}

} // namespace core

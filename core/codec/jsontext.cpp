// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsontext.h"

#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace core {

namespace {

#if defined(__SSE2__)
/// EightBytes, twice as many: what every processor of this kind can.
class SixteenBytes {
public:
    static constexpr std::size_t Size = 16;

    explicit SixteenBytes(const char *from)
        : m_bytes(_mm_loadu_si128(reinterpret_cast<const __m128i *>(from)))
    {
    }
    std::uint64_t bitsOf(char c) const { return bitsOf(m_bytes, c); }
    std::uint64_t bitsOfFolded(char c) const
    {
        return bitsOf(_mm_or_si128(m_bytes, _mm_set1_epi8(' ')), c);
    }

private:
    static std::uint64_t bitsOf(__m128i bytes, char c)
    {
        const int bits = _mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)));
        return static_cast<std::uint64_t>(bits);
    }

    __m128i m_bytes;
};
using Chunk = SixteenBytes;
#else
using Chunk = EightBytes;
#endif

/// What stands where in 64 bytes, one bit each.
struct Block {
    static constexpr std::size_t Size = 64;

    std::uint64_t quotes = 0;
    std::uint64_t backslashes = 0;
    std::uint64_t opening = 0; ///< brackets
    std::uint64_t closing = 0;

    explicit Block(const char *from)
    {
        for (std::size_t at = 0; at < Size; at += Chunk::Size) {
            const Chunk bytes(from + at);
            quotes |= bytes.bitsOf('"') << at;
            backslashes |= bytes.bitsOf('\\') << at;
            opening |= bytes.bitsOfFolded('{') << at; // and [
            closing |= bytes.bitsOfFolded('}') << at;
        }
    }
};

/// Tells which bytes of a text stand within strings, block by block.
class StringBits {
public:
    /// Of the next block; quotes that open a string are in it, those that close one are not.
    std::uint64_t next(const Block &block)
    {
        std::uint64_t within = block.quotes & ~escaped(block.backslashes);
        for (unsigned shift = 1; shift < Block::Size; shift *= 2)
            within ^= within << shift; // each bit becomes the parity of all quotes up to it
        within ^= m_within;
        m_within = (within >> 63U) != 0 ? ~std::uint64_t(0) : 0;
        return within;
    }

private:
    /// The bytes behind each backslash that is not itself escaped.
    std::uint64_t escaped(std::uint64_t backslashes)
    {
        std::uint64_t bits = m_isEscaped ? 1 : 0;
        backslashes &= ~bits;
        m_isEscaped = false;
        while (backslashes != 0) {
            const int at = std::countr_zero(backslashes);
            const std::uint64_t behind = (std::uint64_t(1) << at) << 1U;
            m_isEscaped = behind == 0;
            bits |= behind;
            backslashes &= backslashes - 1;
            backslashes &= ~behind;
        }
        return bits;
    }

    std::uint64_t m_within = 0; ///< all bits: the block before ended in a string
    bool m_isEscaped = false;   ///< and with a backslash
};

std::size_t containerEnd(std::string_view json, std::size_t at)
{
    StringBits strings;
    std::int64_t depth = 0;
    for (; at < json.size(); at += Block::Size) {
        char rest[Block::Size] = {};
        const char *from = json.data() + at;
        if (json.size() - at < Block::Size) {
            std::memcpy(rest, from, json.size() - at);
            from = rest;
        }
        const Block block(from);
        const std::uint64_t outside = ~strings.next(block);
        const std::uint64_t opening = block.opening & outside;
        std::uint64_t closing = block.closing & outside;
        const int opened = std::popcount(opening);
        const int closed = std::popcount(closing);
        if (closed >= depth) { // it may end here
            for (int before = 0; closing != 0; closing &= closing - 1) {
                const int bit = std::countr_zero(closing);
                const std::uint64_t below = (std::uint64_t(1) << bit) - 1;
                if (depth + std::popcount(opening & below) - ++before == 0)
                    return at + static_cast<std::size_t>(bit) + 1;
            }
        }
        depth += opened - closed;
    }
    return json.size();
}

} // namespace

std::size_t jsonValueEnd(std::string_view json, std::size_t at)
{
    const char first = at < json.size() ? json[at] : '\0';
    if (first == '"')
        return jsonStringEnd(json, at);
    if (first == '{' || first == '[')
        return containerEnd(json, at);
    while (at < json.size() && json[at] != ',' && json[at] != ']' && json[at] != '}' &&
           !isJsonSpace(json[at]))
        ++at;
    return at;
}

} // namespace core

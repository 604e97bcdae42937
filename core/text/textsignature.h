// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// Which of the events of a column block cannot hold a text, so that a search need not read them. A signature notes every
// four bytes in a row ("gram") of what is searched (searchedtext.h), without case, as one bit of a table that is shared
// by 512 events. Grams with a digit have a table of their own: identifiers and numbers are so many that they would fill
// that of the words. Layout: core/log/FORMAT.md. Measured on JSON of 0.7 kB with five UUIDs: 320 KiB at most for 16 384
// events, 18 ms to make; of the groups that do not hold it a UUID leaves 1 in 140 to be read, a word of eight letters 1 in 12.

/// The grams of a text that is searched for.
class TextGrams {
public:
    static constexpr std::size_t Length = 4;

    /// In any case. A text that is shorter than a gram has none: nothing can be ruled out.
    explicit TextGrams(std::string_view text);
    bool isEmpty() const { return m_words.empty() && m_numbers.empty(); }

private:
    friend class TextSignature;
    std::vector<std::uint16_t> m_words;
    std::vector<std::uint16_t> m_numbers;
};

/// The signature of one column block as it is stored. A value; any thread.
class TextSignature {
public:
    static constexpr std::uint64_t GroupRows = 512;
    static constexpr std::size_t Groups = ColumnBlock::Rows / GroupRows;
    // Slots of a table as powers of two.
    static constexpr unsigned MinBits = 8;
    static constexpr unsigned MaxWordBits = 14;
    static constexpr unsigned MaxNumberBits = 16;
    static constexpr std::size_t MaxBytes =
        2 + Groups * ((std::size_t{1} << MaxWordBits) + (std::size_t{1} << MaxNumberBits)) / 8;

    /// Nothing if `stored` cannot be one.
    [[nodiscard]] static std::optional<TextSignature> read(std::string stored);

    /// False: none of the rows of `group` (from GroupRows × `group` of the block on) holds the text.
    bool mayContain(std::size_t group, const TextGrams &text) const;

private:
    TextSignature(std::string stored, unsigned wordBits, unsigned numberBits);

    std::string m_stored;
    unsigned m_wordBits;
    unsigned m_numberBits;
};

/// Makes the signature of one column block. One thread at a time.
class TextSignatureMaker {
public:
    TextSignatureMaker();

    /// One field of the row with index `row` in its block. Fields do not run into each other.
    void add(std::uint64_t row, std::string_view field);
    /// The signature in the fewest bytes that keep it selective; the maker is empty afterwards.
    [[nodiscard]] std::string finish();

private:
    std::vector<std::uint64_t> m_words;   ///< the tables of all groups one after the other
    std::vector<std::uint64_t> m_numbers; ///< likewise
    std::string m_folded;                 ///< reused
};

} // namespace core

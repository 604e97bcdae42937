// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef> // first: moc cannot read libstdc++'s <compare> without its configuration

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace core::cesql {

/// A decimal number as JSON writes them (RFC 8259 §6): any number of digits, any power of ten, never rounded. Compared by
/// value: 1.0 = 1 = 10e-1, and -0 = 0. A plain value of 32 bytes; what has at most 18 digits takes no memory beside
/// them. Nothing takes longer than the text is, whatever its exponent. Pure; any thread.
class Decimal {
public:
    /// Zeros that text() adds at most to write a number without an exponent.
    static constexpr std::int64_t MaxAddedZeros = 20;

    Decimal() = default;
    explicit Decimal(std::int64_t value);
    /// The number that `text` is by the grammar of JSON; nothing if it is none.
    [[nodiscard]] static std::optional<Decimal> fromJson(std::string_view text);

    [[nodiscard]] bool isZero() const { return !m_long && m_coefficient == 0; }
    /// This number where it is whole and fits into 32 bits: 5 of 5.00 and of 50e-1.
    [[nodiscard]] std::optional<std::int32_t> toInt32() const;
    /// The one text of this value: every digit and no exponent ("-0.25", "1200"), or, where more than MaxAddedZeros
    /// zeros would have to be added, `d.ddde+n` or `d.ddde-n` ("1.5e+400"). No zeros that say nothing, "0" for zero.
    [[nodiscard]] std::string text() const;

    friend bool operator==(const Decimal &left, const Decimal &right);
    friend std::strong_ordering operator<=>(const Decimal &left, const Decimal &right);

private:
    friend class DecimalSum;
    struct Long;
    struct Parts;

    static Decimal make(bool isNegative, std::string_view digits, std::int64_t power);
    /// Reads as the digits and the power of ten of the first one; `buffer` holds them if they stand nowhere else.
    Parts parts(std::array<char, 48> &buffer) const;

    // Each value has one form: m_coefficient × 10^m_exponent, where the coefficient has at most 18 digits and does not
    // end in 0; what does not fit is m_long.
    std::int64_t m_coefficient = 0;
    std::int64_t m_exponent = 0;
    std::shared_ptr<const Long> m_long;
};

/// Adds decimals, exactly and in any order. Takes 1 KiB and no memory beside.
class DecimalSum {
public:
    /// From the first digit of the largest number to the last one of the smallest. Numbers that lie further apart
    /// (1e1000 + 1) have no sum here.
    static constexpr std::int64_t MaxDigits = 1000;

    void add(const Decimal &value);
    /// The sum of what was added, 0 of nothing; no value where MaxDigits or a power of ten of 10^18 was passed.
    [[nodiscard]] std::optional<Decimal> value() const;

private:
    __extension__ typedef __int128 Limb; // -Wpedantic knows no __int128

    static constexpr std::int64_t Limbs = 64;

    bool makeRoom(std::int64_t lowest, std::int64_t highest);
    void addAt(std::int64_t position, std::int64_t coefficient);
    std::optional<std::string> digits(bool isNegated) const;
    std::int64_t topLimb() const;
    static std::size_t slot(std::int64_t limb);

    // Limb i counts units of 10^(18 i) and stands at i modulo Limbs, because the lowest one is not known before the last
    // number. It takes 10^20 numbers to overflow one: carries wait for value().
    std::array<Limb, Limbs> m_limbs{};
    std::int64_t m_lowest = 0; ///< power of ten of the last digit
    std::int64_t m_highest = 0;
    bool m_isEmpty = true;
    bool m_isTooWide = false;
};

} // namespace core::cesql

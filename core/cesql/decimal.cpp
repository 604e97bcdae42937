// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/decimal.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <span>

namespace core::cesql {

namespace {

constexpr std::int64_t ShortDigits = 18; // as many as always fit into 64 bits
constexpr std::int64_t ShortLimit = 1'000'000'000'000'000'000;

std::int64_t powerOfTen(std::int64_t exponent)
{
    std::int64_t power = 1;
    for (; exponent > 0; --exponent)
        power *= 10;
    return power;
}

std::int64_t digitCount(std::int64_t value)
{
    std::int64_t count = 1;
    for (value /= 10; value != 0; value /= 10)
        ++count;
    return count;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string_view takeDigits(std::string_view &text)
{
    std::size_t count = 0;
    while (count < text.size() && isDigit(text[count]))
        ++count;
    const std::string_view digits = text.substr(0, count);
    text.remove_prefix(count);
    return digits;
}

bool take(std::string_view &text, char c)
{
    if (!text.starts_with(c))
        return false;
    text.remove_prefix(1);
    return true;
}

std::string_view withoutLeadingZeros(std::string_view digits)
{
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

std::int64_t numberOf(std::string_view digits)
{
    std::int64_t number = 0;
    for (const char c : digits)
        number = number * 10 + (c - '0');
    return number;
}

std::string_view write(std::span<char> buffer, std::int64_t number)
{
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    return {buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data())};
}

std::string padded(std::int64_t number)
{
    std::string text = std::to_string(number);
    text.insert(0, static_cast<std::size_t>(ShortDigits) - text.size(), '0');
    return text;
}

/// Counts a number of decimal digits that is not 0 one up or down.
void step(std::string &digits, bool up)
{
    const char last = up ? '9' : '0';
    std::size_t at = digits.size();
    while (at > 0 && digits[at - 1] == last)
        digits[--at] = up ? '0' : '9';
    if (at == 0)
        digits.insert(digits.begin(), '1');
    else
        digits[at - 1] = static_cast<char>(digits[at - 1] + (up ? 1 : -1));
}

/// A whole number with any number of digits, as far as powers of ten need one.
struct Power {
    bool isNegative = false;
    std::string_view digits; ///< without leading zeros; those of 0 are "0"

    std::strong_ordering operator<=>(const Power &other) const
    {
        if (isNegative != other.isNegative)
            return isNegative ? std::strong_ordering::less : std::strong_ordering::greater;
        auto order = digits.size() <=> other.digits.size();
        if (order == 0)
            order = digits <=> other.digits;
        return isNegative ? 0 <=> order : order;
    }
};

/// `digits` (more than 18) plus `shift`, which is smaller.
std::string farPower(std::string_view digits, std::int64_t shift)
{
    const std::size_t cut = digits.size() - static_cast<std::size_t>(ShortDigits);
    std::string head(digits.substr(0, cut));
    std::int64_t tail = numberOf(digits.substr(cut)) + shift;
    if (tail < 0 || tail >= ShortLimit) {
        step(head, tail > 0);
        tail += tail < 0 ? ShortLimit : -ShortLimit;
    }
    head += padded(tail);
    return std::string(withoutLeadingZeros(head));
}

} // namespace

struct Decimal::Long {
    bool isNegative = false;
    std::string digits; ///< of which neither the first nor the last is 0
    bool isBelowOne = false;
    std::string power; ///< of ten, at the first digit, without its sign
};

struct Decimal::Parts {
    bool isNegative = false;
    std::string_view digits;
    Power power;
};

Decimal::Decimal(std::int64_t value)
{
    std::array<char, 24> buffer;
    std::string_view digits = write(buffer, value);
    const bool isNegative = take(digits, '-');
    *this = make(isNegative, digits, static_cast<std::int64_t>(digits.size()) - 1);
}

/// `power` of ten is that of the first of `digits`, which may have zeros at both ends.
Decimal Decimal::make(bool isNegative, std::string_view digits, std::int64_t power)
{
    const std::size_t first = digits.find_first_not_of('0');
    if (first == std::string_view::npos)
        return {};
    const std::size_t last = digits.find_last_not_of('0');
    digits = digits.substr(first, last + 1 - first);
    power -= static_cast<std::int64_t>(first);
    const auto length = static_cast<std::int64_t>(digits.size());
    Decimal made;
    if (length > ShortDigits || power >= ShortLimit || power <= -ShortLimit) {
        std::array<char, 24> buffer;
        std::string_view powerDigits = write(buffer, power);
        const bool isBelowOne = take(powerDigits, '-');
        made.m_long = std::make_shared<const Long>(
            Long{isNegative, std::string(digits), isBelowOne, std::string(powerDigits)});
        return made;
    }
    made.m_coefficient = isNegative ? -numberOf(digits) : numberOf(digits);
    made.m_exponent = power - (length - 1);
    return made;
}

std::optional<Decimal> Decimal::fromJson(std::string_view text)
{
    const bool isNegative = take(text, '-');
    const std::string_view whole = takeDigits(text);
    if (whole.empty() || (whole.size() > 1 && whole.starts_with('0')))
        return {};
    std::string_view fraction;
    if (take(text, '.')) {
        fraction = takeDigits(text);
        if (fraction.empty())
            return {};
    }
    bool isPowerNegative = false;
    std::string_view exponent;
    if (take(text, 'e') || take(text, 'E')) {
        isPowerNegative = take(text, '-');
        if (!isPowerNegative)
            take(text, '+');
        exponent = takeDigits(text);
        if (exponent.empty())
            return {};
        exponent = withoutLeadingZeros(exponent);
    }
    if (!text.empty())
        return {};

    std::array<char, 64> buffer; // most numbers are shorter
    std::string longDigits;
    std::string_view digits = whole;
    if (!fraction.empty()) {
        const std::size_t size = whole.size() + fraction.size();
        char *joined = buffer.data();
        if (size > buffer.size()) {
            longDigits.resize(size);
            joined = longDigits.data();
        }
        std::copy(whole.begin(), whole.end(), joined);
        std::copy(fraction.begin(), fraction.end(), joined + whole.size());
        digits = {joined, size};
    }
    const auto power = static_cast<std::int64_t>(whole.size()) - 1;
    if (exponent.size() <= static_cast<std::size_t>(ShortDigits)) {
        const std::int64_t near = numberOf(exponent);
        return make(isNegative, digits, power + (isPowerNegative ? -near : near));
    }
    const std::size_t first = digits.find_first_not_of('0');
    if (first == std::string_view::npos)
        return Decimal();
    const std::int64_t shift = power - static_cast<std::int64_t>(first);
    std::string far = farPower(exponent, isPowerNegative ? -shift : shift);
    if (far.size() <= static_cast<std::size_t>(ShortDigits)) // by so many zeros
        return make(isNegative, digits.substr(first),
                    isPowerNegative ? -numberOf(far) : numberOf(far));
    digits = digits.substr(first, digits.find_last_not_of('0') + 1 - first);
    Decimal made;
    made.m_long = std::make_shared<const Long>(
        Long{isNegative, std::string(digits), isPowerNegative, std::move(far)});
    return made;
}

Decimal::Parts Decimal::parts(std::array<char, 48> &buffer) const
{
    if (m_long)
        return {m_long->isNegative, m_long->digits, {m_long->isBelowOne, m_long->power}};
    const std::span<char> space(buffer);
    Parts parts;
    parts.digits = write(space.first(24), m_coefficient);
    parts.isNegative = take(parts.digits, '-');
    parts.power.digits =
        write(space.last(24), m_exponent + static_cast<std::int64_t>(parts.digits.size()) - 1);
    parts.power.isNegative = take(parts.power.digits, '-');
    return parts;
}

std::optional<std::int32_t> Decimal::toInt32() const
{
    using Limits = std::numeric_limits<std::int32_t>;
    if (m_long || m_exponent < 0 || m_exponent > 9 || m_coefficient > Limits::max() ||
        m_coefficient < Limits::min())
        return {};
    const std::int64_t value = m_coefficient * powerOfTen(m_exponent);
    if (value > Limits::max() || value < Limits::min())
        return {};
    return static_cast<std::int32_t>(value);
}

std::string Decimal::text() const
{
    std::array<char, 48> buffer;
    const Parts number = parts(buffer);
    std::string text(number.isNegative ? "-" : "");
    if (number.power.digits.size() <= static_cast<std::size_t>(ShortDigits)) {
        std::int64_t power = numberOf(number.power.digits);
        if (number.power.isNegative)
            power = -power;
        const auto length = static_cast<std::int64_t>(number.digits.size());
        if (power >= length - 1 && power - (length - 1) <= MaxAddedZeros) {
            text += number.digits;
            return text.append(static_cast<std::size_t>(power - (length - 1)), '0');
        }
        if (power >= 0 && power < length - 1) {
            const auto point = static_cast<std::size_t>(power) + 1;
            text += number.digits.substr(0, point);
            text += '.';
            return text += number.digits.substr(point);
        }
        if (power < 0 && -power - 1 <= MaxAddedZeros) {
            text += "0.";
            text.append(static_cast<std::size_t>(-power - 1), '0');
            return text += number.digits;
        }
    }
    text += number.digits.front();
    if (number.digits.size() > 1) {
        text += '.';
        text += number.digits.substr(1);
    }
    text += number.power.isNegative ? "e-" : "e+";
    return text += number.power.digits;
}

bool operator==(const Decimal &left, const Decimal &right)
{
    if (left.m_long && right.m_long)
        return (left <=> right) == 0;
    return !left.m_long && !right.m_long && left.m_coefficient == right.m_coefficient &&
           left.m_exponent == right.m_exponent;
}

std::strong_ordering operator<=>(const Decimal &left, const Decimal &right)
{
    if (!left.m_long && !right.m_long) {
        if (left.m_exponent == right.m_exponent)
            return left.m_coefficient <=> right.m_coefficient;
        if (left.m_coefficient == 0 || right.m_coefficient == 0)
            return left.m_coefficient <=> right.m_coefficient;
    }
    std::array<char, 48> leftBuffer;
    std::array<char, 48> rightBuffer;
    const Decimal::Parts a = left.parts(leftBuffer);
    const Decimal::Parts b = right.parts(rightBuffer);
    if (left.isZero())
        return b.isNegative ? std::strong_ordering::greater : std::strong_ordering::less;
    if (right.isZero() || a.isNegative != b.isNegative)
        return a.isNegative ? std::strong_ordering::less : std::strong_ordering::greater;
    auto order = a.power <=> b.power;
    if (order == 0)
        order = a.digits <=> b.digits; // both start at the same power and end in no zeros
    return a.isNegative ? 0 <=> order : order;
}

namespace {

std::int64_t limbOf(std::int64_t position)
{
    return position >= 0 ? position / ShortDigits : (position + 1) / ShortDigits - 1;
}

} // namespace

std::size_t DecimalSum::slot(std::int64_t limb)
{
    return static_cast<std::size_t>(limb & (Limbs - 1));
}

/// Answers whether digits of these powers of ten fit beside those that are there.
bool DecimalSum::makeRoom(std::int64_t lowest, std::int64_t highest)
{
    m_lowest = m_isEmpty ? lowest : std::min(m_lowest, lowest);
    m_highest = m_isEmpty ? highest : std::max(m_highest, highest);
    m_isEmpty = false;
    m_isTooWide = m_isTooWide || m_highest - m_lowest >= MaxDigits;
    return !m_isTooWide;
}

/// `coefficient`, which has at most 18 digits, in units of 10^`position`.
void DecimalSum::addAt(std::int64_t position, std::int64_t coefficient)
{
    const std::int64_t limb = limbOf(position);
    const Limb value = Limb(coefficient) * powerOfTen(position - limb * ShortDigits);
    m_limbs[slot(limb)] += value % ShortLimit;
    m_limbs[slot(limb + 1)] += value / ShortLimit;
}

void DecimalSum::add(const Decimal &value)
{
    if (m_isTooWide || value.isZero())
        return;
    if (!value.m_long) {
        if (makeRoom(value.m_exponent, value.m_exponent + digitCount(value.m_coefficient) - 1))
            addAt(value.m_exponent, value.m_coefficient);
        return;
    }
    const Decimal::Long &number = *value.m_long;
    if (number.power.size() > static_cast<std::size_t>(ShortDigits)) {
        m_isTooWide = true;
        return;
    }
    const std::int64_t power = number.isBelowOne ? -numberOf(number.power) : numberOf(number.power);
    std::string_view digits = number.digits;
    std::int64_t position = power - static_cast<std::int64_t>(digits.size()) + 1;
    if (!makeRoom(position, power))
        return;
    while (!digits.empty()) {
        const std::size_t count = std::min(digits.size(), static_cast<std::size_t>(ShortDigits));
        const std::int64_t part = numberOf(digits.substr(digits.size() - count));
        addAt(position, number.isNegative ? -part : part);
        digits.remove_suffix(count);
        position += ShortDigits;
    }
}

/// The digits of the sum or, where `isNegated`, of its opposite, with zeros before them; nothing below 0.
std::optional<std::string> DecimalSum::digits(bool isNegated) const
{
    std::string digits;
    Limb carried = 0;
    for (std::int64_t limb = limbOf(m_lowest); limb <= topLimb(); ++limb) {
        const Limb units = m_limbs[slot(limb)];
        const Limb sum = (isNegated ? -units : units) + carried;
        Limb rest = sum % ShortLimit;
        if (rest < 0)
            rest += ShortLimit;
        carried = (sum - rest) / ShortLimit;
        digits.insert(0, padded(static_cast<std::int64_t>(rest)));
    }
    if (carried < 0)
        return {};
    return digits;
}

/// Two above the highest digit: what is carried stays within them.
std::int64_t DecimalSum::topLimb() const
{
    static_assert(MaxDigits / ShortDigits + 2 + 2 <= Limbs);
    return limbOf(m_highest) + 2;
}

std::optional<Decimal> DecimalSum::value() const
{
    if (m_isTooWide)
        return {};
    const auto positive = digits(false);
    const std::int64_t power = (topLimb() + 1) * ShortDigits - 1;
    return positive ? Decimal::make(false, *positive, power)
                    : Decimal::make(true, digits(true).value_or(std::string()), power);
}

} // namespace core::cesql

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>

namespace core::cesql {

/// A set of the values of a small enumeration (at most 32 of them). A plain value.
template<typename Enum>
class SmallSet {
public:
    constexpr SmallSet() = default;
    constexpr SmallSet(Enum one) // one value is a set, too: `return ErrorKind::Cast;`
        : m_bits(bit(one))
    {
    }
    constexpr SmallSet(std::initializer_list<Enum> values)
    {
        for (const Enum value : values)
            m_bits |= bit(value);
    }

    constexpr bool isEmpty() const { return m_bits == 0; }
    constexpr bool contains(Enum value) const { return (m_bits & bit(value)) != 0; }
    constexpr SmallSet &operator|=(SmallSet other)
    {
        m_bits |= other.m_bits;
        return *this;
    }
    friend constexpr SmallSet operator|(SmallSet one, SmallSet other) { return one |= other; }
    constexpr bool operator==(const SmallSet &) const = default;

private:
    static constexpr std::uint32_t bit(Enum value)
    {
        return std::uint32_t{1} << static_cast<unsigned>(value);
    }

    std::uint32_t m_bits = 0;
};

} // namespace core::cesql

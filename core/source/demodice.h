// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

namespace core {

/// Random numbers of the demo: the same for a seed on every machine (std::mt19937_64 is fixed by the standard, its
/// distributions are not, and neither is floating point). A plain value.
class DemoDice {
public:
    explicit DemoDice(std::uint64_t seed)
        : m_random(seed)
    {
    }

    /// 0 … limit - 1; a little uneven for huge limits, which a demo may be.
    std::uint64_t below(std::uint64_t limit) { return m_random() % limit; }
    std::uint64_t between(std::uint64_t first, std::uint64_t last)
    {
        return first + below(last - first + 1);
    }
    bool percent(unsigned chance) { return below(100) < chance; }

    template<typename T, std::size_t Size>
    const T &oneOf(const T (&choices)[Size])
    {
        return choices[below(Size)];
    }

    std::string hex(std::size_t digits)
    {
        std::string text(digits, '0');
        for (char &digit : text)
            digit = "0123456789abcdef"[below(16)];
        return text;
    }

private:
    std::mt19937_64 m_random;
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/dictionary.h"

#include <cstdint>
#include <span>
#include <vector>

namespace core {

struct CodeCount {
    ValueCode code = OtherCode;
    std::uint32_t count = 0;
    bool operator==(const CodeCount &) const = default;
};

/// How many events of each value fell into one span of time. Bounded: of very many different values
/// it keeps the largest; the others only count in the total.
class RateBucket {
public:
    /// So many values are always told apart.
    static constexpr std::size_t MaxValues = 256;

    /// `counts` ascend by code, each code once.
    void add(std::span<const CodeCount> counts);
    void add(const RateBucket &other);
    /// Takes off again what was added; `counts` as there.
    void takeOff(std::span<const CodeCount> counts);
    void clear();

    std::uint64_t total() const { return m_total; }
    std::uint32_t count(ValueCode code) const;
    /// Ascending by code.
    std::span<const CodeCount> values() const { return m_values; }

private:
    void keepLargest();

    std::uint64_t m_total = 0;
    std::vector<CodeCount> m_values;
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/dictionary.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace core {

/// Finds those of the values of a dictionary that weigh most, in steps: what a step costs does not depend on how many there
/// are. Weights may change between two steps; each value is weighed once.
class TopValues {
public:
    static constexpr ValueCode ValuesPerStep = 16 * 1024;

    struct Weight {
        bool isPinned = false; ///< more than any that is not
        std::uint64_t shown = 0;
        std::uint64_t kept = 0;
        auto operator<=>(const Weight &) const = default;
    };
    /// Nothing: it does not take part.
    using Weigh = std::function<std::optional<Weight>(ValueCode)>;

    /// At most `most` of FirstCode … `end` - 1.
    TopValues(std::size_t most, ValueCode end);

    /// Weighs the next ones; answers whether it is done.
    bool step(const Weigh &weigh);
    bool isDone() const { return m_next >= m_end; }

    /// Of those weighed, the heaviest first; of equal ones those with the lower codes.
    [[nodiscard]] std::vector<ValueCode> best() const;
    /// How many took part.
    std::uint64_t matches() const { return m_matches; }

private:
    struct Found {
        Weight weight;
        ValueCode code = AbsentCode;
    };
    static bool isBetter(const Found &one, const Found &other);

    std::size_t m_most;
    ValueCode m_next = FirstCode;
    ValueCode m_end;
    std::uint64_t m_matches = 0;
    std::vector<Found> m_heap; ///< the worst one in front
};

} // namespace core

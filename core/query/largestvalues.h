// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace core {

/// How much of a capture is of one value of an attribute.
struct ValueSize {
    /// Nothing: all events whose value the dictionary had no room for.
    std::optional<std::string> value;
    std::uint64_t bytes = 0; ///< of their data
    std::uint64_t events = 0;
    bool operator==(const ValueSize &) const = default;
};

/// What fills a capture: the values with the most bytes of data, largest first.
struct LargestValues {
    std::uint64_t bytes = 0; ///< of all events
    std::uint64_t events = 0;
    std::vector<ValueSize> types;
    std::vector<ValueSize> sources;
    std::vector<ValueSize> busiestSources; ///< those with the most events, most first
    std::size_t allTypes = 0;              ///< with those that did not find room among the largest
    std::size_t allSources = 0;
    bool operator==(const LargestValues &) const = default;
};

/// Adds up the rows that are in the log, at most `count` values of an attribute. `progress` is called after each block of
/// rows; false: nothing comes of it. Any thread; about 1 ns per row and attribute.
std::optional<LargestValues>
largestValues(const Columns &columns, std::size_t count,
              const std::function<bool(std::uint64_t done, std::uint64_t total)> &progress);

} // namespace core

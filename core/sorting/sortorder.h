// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace core {

/// By what a view sorts its events. A plain value. Events that have no such value stand last, whatever the direction;
/// equal ones stay in the order of the log.
struct SortOrder {
    enum class By : std::uint8_t {
        Number,
        Received,
        Time, ///< the attribute
        Type,
        Source,
        Subject,
        ContentType,
        Size,     ///< of the data
        Findings, ///< how many
        Value,    ///< `name`, which is read from disk
    };
    By by = By::Number;
    bool isDescending = false;
    std::string name{}; ///< of an attribute, or a JSON pointer into the data
    bool operator==(const SortOrder &) const = default;
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace core {

/// Why a text breaks a rule, for a sentence such as "The value … {why}", and the byte where that
/// shows.
struct TextFault {
    std::string_view why; ///< of static life: "has no seconds"
    std::size_t at = 0;   ///< offset in bytes
    bool operator==(const TextFault &) const = default;
};

/// Nothing, when the text keeps the rule.
using MaybeFault = std::optional<TextFault>;

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/jsonscan.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace core {

/// Where the tokens of `text` start: brackets, separators, opening quotes, first bytes of numbers
/// and literals. Also finds what is no UTF-8, control characters in strings, and strings that do
/// not end. The span lives until the next call on this thread.
class JsonIndex {
public:
    static std::optional<JsonFault> build(std::string_view text,
                                          std::span<const std::uint32_t> &tokens);
    /// Gives the memory of an unusually long text back.
    static void trim();
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/refusal.h"
#include "core/event/textfault.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Stops the program where a property does not hold, so that the fuzzer (or the replay of the
/// seeds) names the input.
void require(bool holds, std::string_view property);

/// Both are the same; if not, both are said.
void requireSame(std::string_view before, std::string_view after, std::string_view property);

/// What every refusal has: a status, all of its texts in UTF-8, and a place inside of what it is
/// about. `head` and `body` are their lengths in bytes.
void requireWhole(const core::Rejection &why, std::size_t head, std::size_t body);

/// A fault has a reason, and shows inside of the text or at its end.
void requireInside(const core::TextFault &fault, std::string_view text);

inline std::string_view textOf(const std::uint8_t *bytes, std::size_t size)
{
    return size == 0 ? std::string_view() // bytes may be null
                     : std::string_view(reinterpret_cast<const char *>(bytes), size);
}

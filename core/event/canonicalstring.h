// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/attributevalue.h"
#include "core/event/textfault.h"

#include <cstdint>
#include <optional>

namespace core {

/// Exactly `true` or `false`.
[[nodiscard]] std::optional<bool> parseBoolean(std::string_view text);

/// JSON's grammar for integers with an optional minus, −2147483648 … 2147483647: no plus sign, no
/// leading zeros, no fraction, no exponent.
[[nodiscard]] std::optional<std::int32_t> parseInteger(std::string_view text);

/// Why `text` is no integer of that kind.
[[nodiscard]] MaybeFault integerFault(std::string_view text);

/// Why `text` is not the canonical string of `type` (spec.md §"Type System"). A Map is not looked
/// into: its text is JSON, which the codec has read.
[[nodiscard]] MaybeFault canonicalFault(AttributeType type, std::string_view text);

/// The value of `type` whose canonical string is `text`.
[[nodiscard]] std::optional<AttributeValue> fromCanonical(AttributeType type,
                                                          std::string_view text);

} // namespace core

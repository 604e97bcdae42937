// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/value.h"

#include <cstdint>
#include <optional>

namespace core::cesql {

// The casts of CESQL (§3.7), and those of Numbers and null, which only functions of ours give. Nothing: the cast is an
// error (ErrorKind::Cast); its value is then the zero value of the kind.

/// A String: `true` or `false` in any case. A number: whether it is not 0.
[[nodiscard]] std::optional<bool> toBoolean(const Value &value);
/// A String: an optional sign and digits, within 32 bits. A Number: if it is whole and within them.
[[nodiscard]] std::optional<std::int32_t> toInteger(const Value &value);
/// The text as a String; null alone has none.
[[nodiscard]] std::optional<Value> toText(const Value &value);
/// A String: a number as JSON writes it (RFC 8259 §6), or one that is an Integer.
[[nodiscard]] std::optional<Decimal> toNumber(const Value &value);

/// `=`: whether they are equal after `value` was cast to the kind of `target` (CESQL §3.4.3). A Number is compared with
/// everything but Booleans by value, as numbers; null equals null alone.
[[nodiscard]] std::optional<bool> isEqual(const Value &value, const Value &target);

} // namespace core::cesql

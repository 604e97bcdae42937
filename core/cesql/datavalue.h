// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/decimal.h"
#include "core/codec/jsondata.h"
#include "core/codec/jsonpointer.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace core::cesql {

/// Why there is no value at a place in the data of an event.
enum class NoValue : std::uint8_t {
    Absent,     ///< the event carries no data, or nothing stands there
    NotJson,    ///< it carries data that is not JSON, see JsonData
    NotANumber, ///< something to be summed is none
    NoSum,      ///< the numbers lie too far apart, see DecimalSum::MaxDigits
};
struct JsonNull {
    bool operator==(const JsonNull &) const = default;
};

/// A value in the data of an event: a number is an Integer if it is whole and fits into 32 bits, else a Decimal; a
/// string is its text, an array or object its JSON as it stands. Text without escapes is borrowed from the event.
using DataValue =
    std::variant<NoValue, JsonNull, bool, std::int32_t, Decimal, std::string_view, std::string>;

/// What `pointer` (without steps Every) leads to. Pure; any thread; lives as long as `data` and its event.
[[nodiscard]] DataValue valueAt(const JsonData &data, const JsonPointer &pointer);

/// The exact sum of all numbers that `pointer` leads to; null adds nothing, everything else makes it NotANumber. Of an
/// empty array or object, or of elements that have no such member, it is 0; Absent where the pointer leads to none.
[[nodiscard]] DataValue sumAt(const JsonData &data, const JsonPointer &pointer);

} // namespace core::cesql

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// What stands in the place of a value that must not be seen.
constexpr std::string_view RedactedText = "[redacted]";

/// One place in a JSON text, or several, and what is done to the values there. A plain value.
struct JsonRedaction {
    enum class Action : std::uint8_t { Replace, Remove };

    std::vector<std::string> steps; ///< of the pointer, unescaped; "*": every member or element
    Action action = Action::Replace;
    std::string replacement = std::string(RedactedText); ///< becomes a JSON string

    /// A JSON pointer (RFC 6901) that is not empty. InvalidInput says what is wrong with it.
    [[nodiscard]] static Result<JsonRedaction> parse(std::string_view pointer, Action action);
    bool operator==(const JsonRedaction &) const = default;
};

/// `json`, which is valid, with every value that a rule points to replaced or removed; all other bytes are the same.
/// Members of the same name are all meant. A pointer that leads nowhere does nothing. Pure.
[[nodiscard]] std::string redactJson(std::string_view json, std::span<const JsonRedaction> rules);

} // namespace core

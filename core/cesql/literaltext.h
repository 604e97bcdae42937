// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace core::cesql {

/// An expression whose value is the String `text`, which is UTF-8: a literal in single quotes, in double quotes where only
/// that can say it, and CONCAT where no literal can. In literals the enclosing quote alone can be escaped, and a
/// backslash stands for itself (CESQL §2.3; README of this room).
[[nodiscard]] std::string literalText(std::string_view text);

/// An expression whose value is that of a JSON scalar as DATA() gives it: a literal, NULL(), or a text where a number is no
/// Integer, because beside a number of data it is read as one. Empty: `json` is an array, an object or no JSON.
[[nodiscard]] std::string literalOfJson(std::string_view json);

/// The pattern of LIKE that matches `text` and nothing else: `%` and `_` escaped (CESQL §3.4.4). To be put through
/// literalText().
[[nodiscard]] std::string likePattern(std::string_view text);

} // namespace core::cesql

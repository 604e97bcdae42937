// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace core::cesql {

// Characters as CESQL's functions and LIKE count them: Unicode's, in UTF-8. A byte that is no UTF-8 is one character,
// which nothing changes.

/// Length in bytes of the character at `at` < text.size().
[[nodiscard]] std::size_t characterLength(std::string_view text, std::size_t at);
[[nodiscard]] std::size_t countCharacters(std::string_view text);
/// Where the character of that number (from 0 on) begins; the length of the text if it has no more.
[[nodiscard]] std::size_t offsetOfCharacter(std::string_view text, std::size_t number);

/// One character for one, in no language in particular: ß has no capital letter.
[[nodiscard]] std::string upperCase(std::string_view text);
[[nodiscard]] std::string lowerCase(std::string_view text);

/// Without Unicode's white space (the property White_Space) at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

} // namespace core::cesql

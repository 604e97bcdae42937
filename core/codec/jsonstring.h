// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace core {

/// The text of a JSON string from what stands between its quotes, which JsonScan has passed.
[[nodiscard]] std::string unescapeJson(std::string_view inside);

/// Length of unescapeJson() in bytes.
[[nodiscard]] std::size_t unescapedJsonSize(std::string_view inside);

/// Appends `text`, which is UTF-8, as a JSON string with its quotes.
void appendJsonString(std::string &out, std::string_view text);

/// Appends JSON token for token on one line: line breaks between tokens go, with the white space
/// beside them, and white space around the whole.
void appendJsonOnOneLine(std::string &out, std::string_view json);

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace core {

/// Whether every byte of `text` is below 0x80.
[[nodiscard]] bool isAscii(std::string_view text);

/// Appends `text` without case: ASCII letters become small ones, other characters follow Unicode's simple case folding,
/// one character for one (ẞ becomes ß, which stays ß). No character becomes an ASCII letter that was none (the long s
/// and the Kelvin sign stay), and bytes that are no UTF-8 stay what they are. Composed and decomposed characters stay
/// different.
void appendFoldedCase(std::string &out, std::string_view text);

} // namespace core

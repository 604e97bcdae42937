// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/textfault.h"

#include <optional>
#include <string>

namespace core {

/// Why `text` is no Base64 of RFC 4648 §4: standard alphabet, padded, nothing else between. The
/// unused bits before the padding are not looked at (§3.5 leaves that open).
[[nodiscard]] MaybeFault base64Fault(std::string_view text);

/// The bytes, or nothing if base64Fault() finds one.
[[nodiscard]] std::optional<std::string> decodeBase64(std::string_view text);

/// Number of bytes in a text without fault.
[[nodiscard]] std::size_t base64DecodedSize(std::string_view text);

void appendBase64(std::string &out, std::string_view bytes);

} // namespace core

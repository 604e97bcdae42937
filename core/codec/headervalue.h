// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/textfault.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace core {

/// The text that the value of a `ce-` header stands for (HTTP binding §3.1.3.2), in its order:
/// white space around it goes, quoting is undone, then one round of percent-decoding, and the
/// result must be UTF-8. A `%` without two hexadecimal digits and a quote that is not closed are
/// faults: nobody can tell what was meant.
[[nodiscard]] tl::expected<std::string, TextFault> decodeHeaderValue(std::string_view value);

/// The value of a `ce-` header that stands for `text`, which is UTF-8: space, `"`, `%` and what is
/// not printable ASCII are percent-encoded.
[[nodiscard]] std::string encodeHeaderValue(std::string_view text);

} // namespace core

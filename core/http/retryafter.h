// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <chrono>
#include <optional>
#include <string_view>

namespace core {

/// How long the header Retry-After with the value `text` asks to wait from `now` on (RFC 9110 10.2.3): seconds, or a date in
/// any of the three forms of HTTP, rounded up; 0 for a date that is past. Nothing if it is neither. Pure.
[[nodiscard]] std::optional<std::chrono::seconds> waitAskedFor(std::string_view text, WallTime now);

} // namespace core

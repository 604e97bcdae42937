// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/event/textfault.h"

#include <tl/expected.hpp>

#include <string>

namespace core {

/// Reads an RFC 3339 timestamp, strictly (§5.6; `t` and `z` may be small, as there). Digits below
/// the microsecond are cut off. A leap second is accepted where one may stand, at the end of a
/// month in UTC, and gives the instant after it.
[[nodiscard]] tl::expected<WallTime, TextFault> parseTimestamp(std::string_view text);

/// Why `text` is no RFC 3339 timestamp.
[[nodiscard]] MaybeFault timestampFault(std::string_view text);

/// RFC 3339 in UTC, `2026-11-23T13:36:40.981Z`: no fraction, three or six digits, the fewest that
/// say it all. Times outside the years 0 to 9999 are held at their ends.
[[nodiscard]] std::string formatTimestamp(WallTime time);

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace core {

/// The path of a request target: without query, and without scheme and authority.
std::string_view pathOf(std::string_view target);
constexpr std::string_view MetricsPath = "/metrics";
/// Paths that tell whether we live: any page may ask.
bool isHealthPath(std::string_view path);
/// The header line `Allow` for a target, with its CRLF. The paths above answer GET and HEAD, all others only take events.
std::string_view allowLine(std::string_view target);

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace core {

/// The path of a request target: without query, and without scheme and authority.
std::string_view pathOf(std::string_view target);
/// Paths that answer GET and HEAD. All others only take events.
bool isHealthPath(std::string_view path);
/// The header line `Allow` for a target, with its CRLF.
std::string_view allowLine(std::string_view target);

} // namespace core

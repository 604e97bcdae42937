// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace core {

/// The path of a request target: without query, and without scheme and authority.
std::string_view pathOf(std::string_view target);
constexpr std::string_view MetricsPath = "/metrics";
// Paths that tell of the events, to those who may read them (core/stream).
constexpr std::string_view EventStreamPath = "/events";
constexpr std::string_view WebSocketPath = "/ws";
constexpr std::string_view EventQueryPath = "/v1/events";
bool isStreamPath(std::string_view path);
/// Paths that tell whether we live: any page may ask.
bool isHealthPath(std::string_view path);
/// The header line `Allow` for a target, with its CRLF. The paths above answer GET and HEAD, all others only take events.
std::string_view allowLine(std::string_view target);

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/refusal.h"
#include "core/http/httprequest.h"

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

/// Its method is one with which events come, whatever the path.
bool bringsEvent(const HttpRequest &request);
/// A person looks, with a browser.
bool asksForPage(const HttpRequest &request);
/// Why `request`, whose method is none that its path has, is refused: 405, RFC 9110 15.5.6.
Rejection wrongMethod(const HttpRequest &request);
/// Why a request for EventStreamPath is refused that wants something else than an event stream: 406.
Rejection notAcceptable(const HttpRequest &request);

} // namespace core

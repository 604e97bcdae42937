// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/refusal.h"
#include "core/http/httprequest.h"
#include "core/receiver/receiveroptions.h"

#include <optional>
#include <string_view>

namespace core {

/// A page in a browser must not be able to drive the port: not across origins, and not by making its own name point
/// to this machine (DNS rebinding). Senders that are no browsers pass: a 0.3 sender's `Origin` is a bare name.

/// The user allowed pages of this origin.
bool isAllowedOrigin(std::string_view origin, const ReceiverOptions &options);

/// What an origin looks like: scheme, host and perhaps a port, in lower case, without a path; or "null", or "*" for all.
bool isOriginPattern(std::string_view text);

/// Why a browser may not send this request, or nothing.
std::optional<Rejection> refuseBrowser(const HttpRequest &request, const ReceiverOptions &options);

} // namespace core

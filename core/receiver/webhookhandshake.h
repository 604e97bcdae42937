// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/refusal.h"
#include "core/http/httprequest.h"
#include "core/http/httpresponse.h"

#include <tl/expected.hpp>

namespace core {

/// Answers OPTIONS. With `WebHook-Request-Origin` it is the validation handshake of web hooks (HTTP 1.1 Web Hooks for
/// Event Delivery §4), and we consent: every origin may deliver, at any rate, unless the fields are malformed.
/// Without it, it only says which methods there are.
tl::expected<HttpResponse, Rejection> answerHandshake(const HttpRequest &request);

} // namespace core

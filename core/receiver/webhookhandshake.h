// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/http/httprequest.h"
#include "core/http/httpresponse.h"
#include "core/receiver/receiveroptions.h"

#include "core/event/refusal.h"

#include <tl/expected.hpp>

#include <optional>

namespace core {

/// The answer to OPTIONS (HTTP 1.1 Web Hooks for Event Delivery, 4): consents to the asking system's origin, at the rate
/// of `options`, if it may send here. Consent is given at once, so that nothing is ever sent to WebHook-Request-Callback.
tl::expected<HttpResponse, Rejection> answerHandshake(const HttpRequest &request,
                                                      const ReceiverOptions &options);

/// Why the system that says who it is in WebHook-Request-Origin may not send, with 403: only some may, and it is none of
/// them. Nothing if it may, or says nothing: the list is about web hooks, other senders are let in by token or key.
std::optional<Rejection> refuseWebhook(const HttpRequest &request, const ReceiverOptions &options);

} // namespace core

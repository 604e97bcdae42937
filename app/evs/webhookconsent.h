// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/http/answerparser.h"

#include <tl/expected.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace app {

/// The header line by which a sender of web hooks says who it is, in the handshake and with each delivery.
std::string webhookOriginLine(std::string_view origin);

/// What the answer to the handshake allows (HTTP 1.1 Web Hooks for Event Delivery, 4.2): how much time there must be
/// between two requests of `origin`, 0 for none; or, in a sentence, why there is no consent. The status does not matter.
[[nodiscard]] tl::expected<std::chrono::milliseconds, std::string>
consentIn(const core::HttpAnswer &answer, std::string_view origin);

} // namespace app

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/refusal.h"
#include "core/http/httprequest.h"

namespace core {

/// What is done with the requests of an HttpServer. Called on the server's thread. Each request is
/// answered exactly once by HttpServer::respond, at once or later.
class HttpHandler {
public:
    virtual ~HttpHandler() = default;
    /// A whole request. What is moved out of it is the handler's.
    virtual void handle(HttpRequest &request) = 0;
    /// What came was no HTTP request, or broke a limit: `request` holds what there is of it. The
    /// connection ends after the answer, which the peer may still read although it has ended its side.
    virtual void refuse(HttpRequest &request, Rejection &&why) = 0;
};

} // namespace core

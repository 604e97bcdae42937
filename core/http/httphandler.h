// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/refusal.h"
#include "core/http/httprequest.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace core {

/// What is done with the requests of an HttpServer. Called on the server's thread. Each request is
/// answered exactly once by HttpServer::respond, at once or later.
class HttpHandler {
public:
    virtual ~HttpHandler() = default;
    /// A whole request. What is moved out of it is the handler's.
    virtual void handle(HttpRequest &request) = 0;
    /// The head of `request` is whole, its body has begun at most. False: nobody wants that; the request is handled at once
    /// with what there is of it (HttpRequest::isCut), and the connection ends after the answer. What still comes is thrown
    /// away, so that the sender is not reset while it sends, and no 100 Continue asks for it (RFC 9110 10.1.1, RFC 9112 9.6).
    virtual bool wantsBody(HttpRequest &request);
    /// What came was no HTTP request, or broke a limit: `request` holds what there is of it. The
    /// connection ends after the answer, which the peer may still read although it has ended its side.
    virtual void refuse(HttpRequest &request, Rejection &&why) = 0;

    /// The peer of a connection that is paused has ended its side, or is gone: perhaps nobody waits for the answer any more.
    /// Once in each pause. What the peer sent before that is still read, and answered, when the connection is resumed.
    virtual void peerEnded(std::uint64_t connection);

    // Of a connection that HttpServer::handOver has made the handler's: bytes in, bytes out.

    /// Its peer sent `bytes`. Answers how many of them are used up; the rest comes again in the next turn, or once the
    /// connection is resumed.
    virtual std::size_t received(std::uint64_t connection, std::string_view bytes);
    /// All that was written to it has left, also the head of the answer: more may be written. Once after each write.
    virtual void drained(std::uint64_t connection);
    /// It is gone: its peer has left, or stopped fetching, or it was ended.
    virtual void ended(std::uint64_t connection);
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/http/server.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

/// A server whose handler notes what comes, and answers with the target at once unless told to wait.
class EchoServer : public core::HttpHandler {
public:
    explicit EchoServer(const core::HttpLimits &limits = {}, const core::Clock &clock = {})
        : server(*this, limits, clock)
    {
        port = server.listen("127.0.0.1", 0).value_or(0);
    }

    void handle(core::HttpRequest &request) override
    {
        handled.push_back(
            {request.connection, request.number, std::string(request.targetText()), request.body});
        if (onRequest)
            onRequest(request);
        if (answersAtOnce)
            answer(handled.back());
    }

    bool wantsBody(core::HttpRequest &request) override
    {
        askedForBody.push_back(std::string(request.targetText()));
        return wantsBodies;
    }

    void peerEnded(std::uint64_t connection) override { peersEnded.push_back(connection); }

    void refuse(core::HttpRequest &request, core::Rejection &&why) override
    {
        refused.push_back(why.rule);
        refusedHeads.push_back(request.head);
        core::HttpResponse response;
        response.status = why.status;
        server.respond(request.connection, request.number, response);
    }

    struct Handled {
        std::uint64_t connection;
        std::uint64_t number;
        std::string target;
        std::string body;
    };

    void answer(const Handled &request)
    {
        core::HttpResponse response;
        response.contentType = "text/plain";
        response.body = request.target + request.body;
        server.respond(request.connection, request.number, response);
    }

    core::HttpServer server;
    std::uint16_t port = 0;
    bool answersAtOnce = true;
    bool wantsBodies = true;
    std::function<void(core::HttpRequest &)> onRequest;
    std::vector<Handled> handled;
    std::vector<std::string> askedForBody; ///< targets
    std::vector<std::uint64_t> peersEnded;
    std::vector<std::string> refused;
    std::vector<std::string> refusedHeads;
};

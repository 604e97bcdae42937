// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/http/requestparser.h"

#include <string>
#include <string_view>

/// What the parser makes of `input`, cut into pieces of `piece` bytes, as text: one line per request.
inline std::string parseOutcome(std::string_view input, std::size_t piece,
                                const core::HttpLimits &limits = {})
{
    core::RequestParser parser(limits);
    core::HttpRequest request;
    std::string held;
    std::string lines;
    for (std::size_t at = 0; at < input.size(); at += piece) {
        held += input.substr(at, piece);
        while (!held.empty()) {
            held.erase(0, parser.consume(held, request));
            if (parser.state() == core::RequestParser::State::Failed) {
                const core::Rejection &why = parser.rejection();
                return lines + std::to_string(why.status) + " " + why.rule + "\n";
            }
            if (parser.state() != core::RequestParser::State::Complete)
                break;
            lines += std::string(request.methodText()) + " " + std::string(request.targetText());
            lines += request.keepAlive ? " keep" : " close";
            lines += " " + std::to_string(request.fields.size());
            lines += " [" + request.body + "]\n";
            request.clear();
            parser.reset();
        }
    }
    if (parser.state() == core::RequestParser::State::Body || !held.empty())
        lines += "more\n";
    return lines;
}

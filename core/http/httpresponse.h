// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace core {

/// The answer to one request. Length, date and connection fields are added when it is written.
struct HttpResponse {
    int status = 200;
    std::string fields;      ///< further header lines, each with its CRLF
    std::string contentType; ///< empty: no body
    std::string body;
    bool close = false;  ///< the connection ends after it
    bool isOpen = false; ///< HttpServer::handOver: no length is told, what follows is written later
};

/// What the connection knows about the request that is answered.
struct AnswerForm {
    bool headOnly = false;    ///< the request was HEAD
    bool close = false;       ///< say that the connection ends
    bool keepAlive10 = false; ///< say that it does not: HTTP/1.0 asks for it
};

/// "Accepted" for 202; "Status" for what has no name.
std::string_view reasonPhrase(int status);

/// Appends `response` as HTTP/1.1. `date` and `fields` are whole header lines with their CRLF.
void appendResponse(std::string &out, const HttpResponse &response, AnswerForm form,
                    std::string_view date, std::string_view fields);

} // namespace core

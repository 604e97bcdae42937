// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/methods.h"

#include "core/event/asciitext.h"
#include "core/event/readertext.h"

#include <algorithm>
#include <string>

namespace core {

namespace {

bool hasAttributes(const HttpRequest &request)
{
    return std::any_of(request.fields.begin(), request.fields.end(),
                       [&request](const HttpField &field) {
                           return startsWithFolded(request.text(field.name), "ce-");
                       });
}

} // namespace

std::string_view pathOf(std::string_view target)
{
    if (!target.starts_with('/')) {
        const std::size_t authority = target.find("://");
        if (authority != std::string_view::npos) {
            const std::size_t slash = target.find('/', authority + 3);
            target = slash == std::string_view::npos ? "/" : target.substr(slash);
        }
    }
    return target.substr(0, target.find_first_of("?#"));
}

bool bringsEvent(const HttpRequest &request)
{
    return request.methodText() == "POST" || request.methodText() == "PUT";
}

bool isHealthPath(std::string_view path)
{
    return path == "/healthz" || path == "/readyz";
}

bool isStreamPath(std::string_view path)
{
    return path == EventStreamPath || path == WebSocketPath || path == EventQueryPath;
}

std::string_view allowLine(std::string_view target)
{
    const std::string_view path = pathOf(target);
    // "*" asks what there is at all (RFC 9110 9.3.7)
    return isHealthPath(path) || isStreamPath(path) || path == MetricsPath || path == "*"
               ? "Allow: GET, HEAD, OPTIONS, POST, PUT\r\n"
               : "Allow: OPTIONS, POST, PUT\r\n";
}

bool asksForPage(const HttpRequest &request)
{
    return request.value("accept").find("text/html") != std::string_view::npos;
}

Rejection wrongMethod(const HttpRequest &request)
{
    if (hasAttributes(request)) {
        const std::string method = textForReader(request.methodText());
        return {405,
                "method-not-allowed",
                "An event sent by " + method,
                "The request has attributes of an event in ce- headers, but " + method +
                    " brings no event.",
                "Send events by POST. With curl, add -X POST, or -d and the data.",
                "RFC 9110 15.5.6",
                {Place::Part::RequestLine, {}, request.method}};
    }
    const bool reads = request.methodText() == "GET" || request.methodText() == "HEAD";
    return {405,
            "method-not-allowed",
            "This method has no meaning here",
            textForReader(request.methodText()) + " is not accepted for this path.",
            reads
                ? "Send events by POST. What can be read is at /events, /ws, /v1/events, /metrics, "
                  "/healthz and /readyz."
                : "Send events by POST.",
            "RFC 9110 15.5.6",
            {Place::Part::RequestLine, {}, request.method}};
}

Rejection notAcceptable(const HttpRequest &request)
{
    const HttpField *accept = request.find("accept");
    return {406,
            "not-acceptable",
            "This path answers with an event stream",
            "Accept is " + quotedForReader(request.value("accept")) +
                ", and what is here is text/event-stream.",
            "Send Accept: text/event-stream, or read /v1/events, which answers with JSON.",
            "RFC 9110 12.5.1",
            {Place::Part::Header, "Accept", accept ? std::optional(accept->line) : std::nullopt}};
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/webhookhandshake.h"

#include "core/event/readertext.h"
#include "core/receiver/methods.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace core {

namespace {

bool isOrigin(std::string_view origin)
{
    return !origin.empty() && std::all_of(origin.begin(), origin.end(), [](char character) {
        const auto code = static_cast<unsigned char>(character);
        return code > 0x20 && code < 0x7f && character != ',';
    });
}

bool isRate(std::string_view rate)
{
    return !rate.empty() && rate.find_first_not_of("0123456789") == std::string_view::npos &&
           rate.find_first_not_of('0') != std::string_view::npos;
}

Rejection malformed(const HttpRequest &request, const HttpField &field, const char *rule,
                    const char *title, const char *fix)
{
    return {400,
            rule,
            title,
            textForReader(request.text(field.line)) + " is malformed.",
            fix,
            "HTTP 1.1 Web Hooks for Event Delivery 4.1",
            {Place::Part::Header, std::string(request.text(field.name)), field.line}};
}

} // namespace

tl::expected<HttpResponse, Rejection> answerHandshake(const HttpRequest &request)
{
    HttpResponse response;
    response.fields = allowLine(request.targetText());
    const HttpField *origin = request.find("webhook-request-origin");
    if (!origin)
        return response;
    if (!isOrigin(request.text(origin->value)))
        return tl::unexpected(malformed(request, *origin, "webhook-origin",
                                        "WebHook-Request-Origin is no name of a system",
                                        "Send the DNS name of the sending system."));
    const HttpField *rate = request.find("webhook-request-rate");
    if (rate && !isRate(request.text(rate->value)) && request.text(rate->value) != "*")
        return tl::unexpected(malformed(request, *rate, "webhook-rate",
                                        "WebHook-Request-Rate is no positive number",
                                        "Send the number of requests a minute."));
    response.fields += "WebHook-Allowed-Origin: ";
    response.fields += request.text(origin->value);
    response.fields += "\r\nWebHook-Allowed-Rate: *\r\n";
    return response;
}

} // namespace core

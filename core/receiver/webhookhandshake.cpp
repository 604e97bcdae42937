// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/webhookhandshake.h"

#include "core/event/asciitext.h"
#include "core/event/readertext.h"
#include "core/receiver/methods.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace core {

namespace {

constexpr std::string_view OriginField = "webhook-request-origin";
constexpr std::string_view RateField = "webhook-request-rate";

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

/// `allowed` is a name, "*", or "*.example.com" for all names below that one.
bool isAllowed(std::string_view origin, std::string_view allowed)
{
    if (allowed == "*")
        return true;
    if (!allowed.starts_with("*."))
        return isSameFolded(origin, allowed);
    const std::string_view below = allowed.substr(1);
    return origin.size() > below.size() &&
           isSameFolded(origin.substr(origin.size() - below.size()), below);
}

} // namespace

std::optional<Rejection> refuseWebhook(const HttpRequest &request, const ReceiverOptions &options)
{
    if (options.webhookOrigins.empty())
        return std::nullopt;
    for (const HttpField &field : request.fields) {
        if (!equalsFolded(request.text(field.name), OriginField))
            continue;
        const std::string_view origin = request.text(field.value);
        const bool allowed =
            std::any_of(options.webhookOrigins.begin(), options.webhookOrigins.end(),
                        [origin](const std::string &each) { return isAllowed(origin, each); });
        if (!allowed)
            return Rejection{
                403,
                "webhook-origin-not-allowed",
                "This system may not send here",
                textForReader(origin) + " is none of the systems that may.",
                "Start with --webhook-allow-origin and this name if it may.",
                "HTTP 1.1 Web Hooks for Event Delivery 4.2.1",
                {Place::Part::Header, std::string(request.text(field.name)), field.line}};
    }
    return std::nullopt;
}

tl::expected<HttpResponse, Rejection> answerHandshake(const HttpRequest &request,
                                                      const ReceiverOptions &options)
{
    HttpResponse response;
    response.fields = allowLine(request.targetText());
    const HttpField *origin = request.find(OriginField);
    if (!origin)
        return response;
    for (const std::string_view name : {OriginField, RateField}) {
        if (const HttpField *again = request.findAgain(name))
            return tl::unexpected(malformed(request, *again,
                                            name == OriginField ? "webhook-origin" : "webhook-rate",
                                            "A header of the handshake is there twice",
                                            "Send one name of a system, and one rate."));
    }
    if (!isOrigin(request.text(origin->value)))
        return tl::unexpected(malformed(request, *origin, "webhook-origin",
                                        "WebHook-Request-Origin is no name of a system",
                                        "Send the DNS name of the sending system."));
    const HttpField *rate = request.find(RateField);
    if (rate && !isRate(request.text(rate->value)) && request.text(rate->value) != "*")
        return tl::unexpected(malformed(request, *rate, "webhook-rate",
                                        "WebHook-Request-Rate is no positive number",
                                        "Send the number of requests a minute."));
    if (auto why = refuseWebhook(request, options))
        return tl::unexpected(std::move(*why));
    response.fields += "WebHook-Allowed-Origin: ";
    response.fields += request.text(origin->value);
    response.fields += "\r\nWebHook-Allowed-Rate: ";
    response.fields += options.requestsPerMinute ? std::to_string(*options.requestsPerMinute) : "*";
    response.fields += "\r\n";
    return response;
}

} // namespace core

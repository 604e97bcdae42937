// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/browserguard.h"

#include "core/event/readertext.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace core {

namespace {

Rejection forbidden(const HttpRequest &request, const HttpField &field, const char *rule,
                    const char *title, std::string detail, const char *fix)
{
    return {403,
            rule,
            title,
            std::move(detail),
            fix,
            "Fetch standard; RFC 6454",
            {Place::Part::Header, std::string(request.text(field.name)), field.line}};
}

/// Credentials have no place in an origin; if somebody puts some there, they go no further.
std::string shownOrigin(std::string_view origin)
{
    return origin.find('@') == std::string_view::npos ? textForReader(origin)
                                                      : "an origin that holds credentials";
}

std::string_view withoutPort(std::string_view host)
{
    if (host.starts_with('['))
        return host.substr(0, host.find(']') + 1);
    return host.substr(0, host.find(':'));
}

bool isAddress(std::string_view host)
{
    return host.starts_with('[') || host.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// Names that nobody can make point here: addresses, names without a dot, those of this machine, and the reserved
/// names of examples (RFC 2606), which specifications and their test vectors use.
bool isOwnHost(std::string_view host, const ReceiverOptions &options)
{
    const auto same = [host](std::string_view name) {
        return host.size() == name.size() &&
               std::equal(host.begin(), host.end(), name.begin(), [](char left, char right) {
                   const auto lower = [](char letter) {
                       return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20)
                                                             : letter;
                   };
                   return lower(left) == lower(right);
               });
    };
    constexpr std::array<std::string_view, 3> Examples{"example.com", "example.net", "example.org"};
    constexpr std::string_view Localhost = ".localhost";
    return isAddress(host) || host.find('.') == std::string_view::npos ||
           (host.size() > Localhost.size() &&
            equalsLower(host.substr(host.size() - Localhost.size()), Localhost)) ||
           std::any_of(Examples.begin(), Examples.end(), same) ||
           std::any_of(options.allowedHosts.begin(), options.allowedHosts.end(), same);
}

} // namespace

bool isAllowedOrigin(std::string_view origin, const ReceiverOptions &options)
{
    return std::any_of(
        options.allowedOrigins.begin(), options.allowedOrigins.end(),
        [origin](const std::string &allowed) { return allowed == "*" || allowed == origin; });
}

std::optional<Rejection> refuseBrowser(const HttpRequest &request, const ReceiverOptions &options)
{
    const HttpField *host = nullptr;
    const HttpField *site = nullptr;
    bool allowed = false;
    for (const HttpField &field : request.fields) {
        const std::string_view name = request.text(field.name);
        const std::string_view value = request.text(field.value);
        if (equalsLower(name, "origin")) {
            allowed = isAllowedOrigin(value, options);
            const bool browser = value == "null" || value.find("://") != std::string_view::npos;
            if (browser && !allowed)
                return forbidden(request, field, "origin-not-allowed",
                                 "Pages of this origin may not use the port",
                                 "A browser sent this for " + shownOrigin(value) + ".",
                                 "Start with --allow-origin and this origin if it may.");
        } else if (equalsLower(name, "sec-fetch-site")) {
            site = &field;
        } else if (equalsLower(name, "host")) {
            host = &field;
        }
    }
    if (site && !allowed && equalsLower(request.text(site->value), "cross-site"))
        return forbidden(request, *site, "cross-site", "Pages of other sites may not use the port",
                         "A browser sent this for a page of another site.",
                         "Start with --allow-origin and the page's origin if it may.");
    if (host && request.ends->onLoopback) {
        const std::string_view name = withoutPort(request.text(host->value));
        if (!isOwnHost(name, options))
            return forbidden(request, *host, "foreign-host", "Host names another machine",
                             "The port is bound to a loopback address, and " + textForReader(name) +
                                 " is no name of it.",
                             "Send to 127.0.0.1 or localhost, or start with --allow-host and this "
                             "name.");
    }
    return std::nullopt;
}

} // namespace core

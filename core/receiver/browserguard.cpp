// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/browserguard.h"

#include "core/event/asciitext.h"
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

/// Of a target in absolute form (RFC 9112 3.2.2), which counts more than Host; else empty.
std::string_view authorityOf(std::string_view target)
{
    const std::size_t start = target.starts_with('/') ? std::string_view::npos : target.find("://");
    if (start == std::string_view::npos)
        return {};
    target.remove_prefix(start + 3);
    return target.substr(0, target.find_first_of("/?#"));
}

/// Names that nobody can make point here: addresses, names without a dot, those of this machine, and the reserved
/// names of examples (RFC 2606), which specifications and their test vectors use.
bool isOwnHost(std::string_view host, const ReceiverOptions &options)
{
    if (host.ends_with('.')) // the same name, said to be whole
        host.remove_suffix(1);
    const auto same = [host](std::string_view name) { return isSameFolded(host, name); };
    constexpr std::array<std::string_view, 3> Examples{"example.com", "example.net", "example.org"};
    constexpr std::string_view Localhost = ".localhost";
    return isAddress(host) || host.find('.') == std::string_view::npos ||
           (host.size() > Localhost.size() && endsWithFolded(host, Localhost)) ||
           std::any_of(Examples.begin(), Examples.end(), same) ||
           std::any_of(options.allowedHosts.begin(), options.allowedHosts.end(), same);
}

} // namespace

bool isOriginPattern(std::string_view text)
{
    if (text == "*" || text == "null")
        return true;
    const std::size_t end = text.find("://");
    if (end == std::string_view::npos || end == 0)
        return false;
    const auto isLower = [](char letter) { return letter >= 'a' && letter <= 'z'; };
    const auto isDigit = [](char letter) { return letter >= '0' && letter <= '9'; };
    const std::string_view scheme = text.substr(0, end);
    const std::string_view host = text.substr(end + 3);
    return std::all_of(scheme.begin(), scheme.end(),
                       [&](char letter) {
                           return isLower(letter) || isDigit(letter) || letter == '-' ||
                                  letter == '+' || letter == '.';
                       }) &&
           !host.empty() && std::all_of(host.begin(), host.end(), [&](char letter) {
               return isLower(letter) || isDigit(letter) ||
                      std::string_view("-._~:[]").find(letter) != std::string_view::npos;
           });
}

bool isAllowedOrigin(std::string_view origin, const ReceiverOptions &options)
{
    return std::any_of(
        options.allowedOrigins.begin(), options.allowedOrigins.end(),
        [origin](const std::string &allowed) { return allowed == "*" || allowed == origin; });
}

std::optional<Rejection> refuseBrowser(const HttpRequest &request, const ReceiverOptions &options)
{
    const HttpField *host = nullptr;
    const HttpField *site = nullptr; // that is not the page's own
    bool allowed = false;
    for (const HttpField &field : request.fields) {
        const std::string_view name = request.text(field.name);
        const std::string_view value = request.text(field.value);
        if (equalsFolded(name, "origin")) {
            allowed = isAllowedOrigin(value, options);
            const bool browser = value == "null" || value.find("://") != std::string_view::npos;
            if (browser && !allowed)
                return forbidden(request, field, "origin-not-allowed",
                                 "Pages of this origin may not use the port",
                                 "A browser sent this for " + shownOrigin(value) + ".",
                                 "Start with --allow-origin and this origin if it may.");
        } else if (equalsFolded(name, "sec-fetch-site")) {
            // A site has all ports of a host: another server on this machine is the same site.
            if (equalsFolded(value, "cross-site") || equalsFolded(value, "same-site"))
                site = &field;
        } else if (equalsFolded(name, "host")) {
            host = &field;
        }
    }
    if (site && !allowed)
        return forbidden(request, *site, "cross-site", "Pages of others may not use the port",
                         "A browser sent this for a page that is not of this port.",
                         "Start with --allow-origin and the page's origin if it may.");
    if (!request.ends->onLoopback)
        return std::nullopt;
    const auto foreign = [&](std::string_view name, Place place) {
        return Rejection{403,
                         "foreign-host",
                         "Host names another machine",
                         "The port is bound to a loopback address, and " + textForReader(name) +
                             " is no name of it.",
                         "Send to 127.0.0.1 or localhost, or start with --allow-host and this "
                         "name.",
                         "RFC 9110 7.2",
                         std::move(place)};
    };
    const std::string_view authority = authorityOf(request.targetText());
    if (const std::string_view name = withoutPort(authority.substr(authority.rfind('@') + 1));
        !isOwnHost(name, options))
        return foreign(name, {Place::Part::RequestLine, {}, request.target});
    if (!host)
        return std::nullopt;
    if (const std::string_view name = withoutPort(request.text(host->value));
        !isOwnHost(name, options))
        return foreign(name,
                       {Place::Part::Header, std::string(request.text(host->name)), host->line});
    return std::nullopt;
}

} // namespace core

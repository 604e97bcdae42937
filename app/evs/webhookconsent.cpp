// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/webhookconsent.h"

#include "core/event/asciitext.h"

#include <charconv>
#include <cstdint>
#include <optional>

namespace app {

namespace {

/// The header is for one name; libraries that know several send all of them.
bool names(std::string_view list, std::string_view origin)
{
    while (!list.empty()) {
        const std::string_view name = core::takeElement(list, ',');
        if (name == "*" || core::isSameFolded(name, origin))
            return true;
    }
    return false;
}

/// Between two requests, at so many a minute.
std::optional<std::chrono::milliseconds> pauseAt(std::string_view rate)
{
    if (rate == "*")
        return std::chrono::milliseconds(0);
    std::uint32_t requests = 0;
    const auto [end, error] = std::from_chars(rate.data(), rate.data() + rate.size(), requests);
    if (error != std::errc() || end != rate.data() + rate.size() || requests == 0)
        return std::nullopt;
    return std::chrono::ceil<std::chrono::milliseconds>(
        std::chrono::duration<double>(std::chrono::minutes(1)) / requests);
}

} // namespace

std::string webhookOriginLine(std::string_view origin)
{
    return "WebHook-Request-Origin: " + std::string(origin) + "\r\n";
}

tl::expected<std::chrono::milliseconds, std::string> consentIn(const core::HttpAnswer &answer,
                                                               std::string_view origin)
{
    bool isAllowed = false;
    std::optional<std::chrono::milliseconds> pause(0);
    for (const auto &[name, value] : answer.fields) {
        if (core::equalsFolded(name, "webhook-allowed-origin"))
            isAllowed = isAllowed || names(value, origin);
        else if (core::equalsFolded(name, "webhook-allowed-rate"))
            pause = pauseAt(value);
    }
    if (!isAllowed)
        return tl::unexpected<std::string>(
            "its answer has no WebHook-Allowed-Origin with this name or *");
    if (!pause)
        return tl::unexpected<std::string>("the WebHook-Allowed-Rate of its answer is neither * "
                                           "nor a number of requests a minute");
    return *pause;
}

} // namespace app

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/receiving.h"

#include "app/commandline/secretfile.h"
#include "app/commandline/tlsfiles.h"
#include "app/commandline/values.h"
#include "core/receiver/browserguard.h"
#include "core/receiver/requestrate.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace app {

namespace {

/// Names that would never match what comes are told at once.
OrFailure<ExitCode> checkNames(const Arguments &arguments)
{
    for (const std::string &origin : arguments.values("--allow-origin")) {
        if (!core::isOriginPattern(origin))
            return wrongUsage("--allow-origin \"" + origin +
                              "\": an origin as browsers send it is wanted, such as "
                              "https://example.org or http://localhost:3000, without a path and in "
                              "lower case; or *");
    }
    for (const char *option : {"--allow-host", "--webhook-allow-origin"}) {
        for (const std::string &name : arguments.values(option)) {
            if (name.empty() || name.find_first_of(":/ ,") != std::string::npos)
                return wrongUsage(std::string(option) + " \"" + name +
                                  "\": a name alone is wanted, such as events.example.org, without "
                                  "scheme, port and path");
        }
    }
    return ExitCode::Done;
}

OrFailure<core::ReceiverOptions> receiverOptions(const Arguments &arguments)
{
    core::ReceiverOptions receiver;
    if (const std::string *text = arguments.value("--ok-status")) {
        const auto status = numberOf("--ok-status", *text, 200, 299);
        if (!status)
            return tl::unexpected(status.error());
        receiver.okStatus = static_cast<int>(*status);
    }
    if (const auto checked = checkNames(arguments); !checked)
        return tl::unexpected(checked.error());
    receiver.allowedOrigins = arguments.values("--allow-origin");
    receiver.allowedHosts = arguments.values("--allow-host");
    receiver.webhookOrigins = arguments.values("--webhook-allow-origin");
    if (const std::string *text = arguments.value("--max-rate")) {
        const auto rate = numberOf("--max-rate", *text, 1, core::RequestRate::MostPerMinute);
        if (!rate)
            return tl::unexpected(rate.error());
        receiver.requestsPerMinute = static_cast<std::uint32_t>(*rate);
    }
    if (const std::string *file = arguments.value("--token-file")) {
        auto text = secretIn("--token-file", *file);
        if (!text)
            return tl::unexpected(text.error());
        const auto tokens = core::BearerTokens::fromText(text->view());
        if (!tokens)
            return wrongUsage("--token-file " + *file + ": " + tokens.error().detail);
        receiver.tokens = *tokens;
    }
    if (const auto limits = readLimits(arguments, receiver); !limits)
        return tl::unexpected(limits.error());
    auto signature = signatureOf(arguments);
    if (!signature)
        return tl::unexpected(signature.error());
    receiver.signature = std::move(*signature);
    return receiver;
}

OrFailure<std::vector<core::ListenAddress>> listenAddresses(const Arguments &arguments)
{
    std::vector<core::ListenAddress> addresses;
    for (const std::string &text : arguments.values("--listen")) {
        const auto address = listenAddressOf("--listen", text);
        if (!address)
            return tl::unexpected(address.error());
        addresses.push_back(*address);
    }
    const bool hasTls = arguments.has("--tls-generate") || arguments.has("--tls-cert");
    if (addresses.empty())
        addresses.push_back({"localhost", DefaultPort, true, hasTls});
    const bool wantsTls =
        std::any_of(addresses.begin(), addresses.end(),
                    [](const core::ListenAddress &address) { return address.tls; });
    if (wantsTls && !hasTls)
        return wrongUsage("https:// needs a certificate: --tls-cert and --tls-key, or "
                          "--tls-generate");
    if (hasTls && !wantsTls)
        return wrongUsage("a certificate is for https, and no --listen says https://HOST:PORT");
    return addresses;
}

OrFailure<std::vector<core::WebSocketOptions>> webSockets(const Arguments &arguments)
{
    std::vector<core::WebSocketOptions> found;
    const std::string *first = arguments.value("--ws-send");
    const bool cloudEvents = arguments.has("--ws-cloudevents");
    for (const std::string &url : arguments.values("--ws")) {
        if (const auto checked = core::checkWebSocketUrl(url); !checked)
            return wrongUsage("--ws: " + checked.error().detail);
        core::WebSocketOptions webSocket;
        webSocket.url = url;
        if (first)
            webSocket.firstMessage = *first;
        webSocket.cloudEvents = cloudEvents;
        found.push_back(std::move(webSocket));
    }
    if (first && found.empty())
        return wrongUsage("--ws-send needs a --ws to say it to");
    if (cloudEvents && found.empty())
        return wrongUsage("--ws-cloudevents needs a --ws to ask");
    return found;
}

// Options that need not be there: nothing, if they are not.

OrFailure<std::optional<std::uint64_t>> bytesIn(const Arguments &arguments, const char *option,
                                                std::uint64_t least)
{
    const std::string *text = arguments.value(option);
    if (!text)
        return std::nullopt;
    return sizeOf(option, *text, least);
}

/// `leastWord` says `least` as it would be typed.
OrFailure<std::optional<std::chrono::seconds>> ageIn(const Arguments &arguments, const char *option,
                                                     std::chrono::seconds least,
                                                     const char *leastWord)
{
    const std::string *text = arguments.value(option);
    if (!text)
        return std::nullopt;
    const auto duration = durationOf(option, *text);
    if (!duration)
        return tl::unexpected(duration.error());
    if (*duration < least)
        return wrongUsage(std::string(option) + " \"" + *text + "\": at least " + leastWord +
                          " is wanted");
    return std::chrono::floor<std::chrono::seconds>(*duration);
}

OrFailure<std::optional<std::uint64_t>> numberIn(const Arguments &arguments, const char *option,
                                                 std::uint64_t least)
{
    const std::string *text = arguments.value(option);
    if (!text)
        return std::nullopt;
    return numberOf(option, *text, least);
}

OrFailure<std::optional<core::RingRules>> ringRules(const Arguments &arguments)
{
    using core::RingRules;
    const auto bytes = bytesIn(arguments, "--ring-size", RingRules::MinBytes);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto age = ageIn(arguments, "--ring-time", RingRules::MinAge, "1s");
    if (!age)
        return tl::unexpected(age.error());
    const auto files = numberIn(arguments, "--ring-files", RingRules::MinFiles);
    if (!files)
        return tl::unexpected(files.error());
    if (!*bytes && !*age && !*files)
        return std::nullopt;
    RingRules ring;
    ring.bytes = bytes->value_or(ring.bytes);
    ring.age = age->value_or(ring.age);
    ring.files = files->value_or(ring.files);
    return ring;
}

OrFailure<std::function<void(core::CaptureRules &)>> rulesChange(const Arguments &arguments)
{
    using core::CaptureRules;
    const auto limit = bytesIn(arguments, "--limit", CaptureRules::MinLimit);
    if (!limit)
        return tl::unexpected(limit.error());
    const auto age = ageIn(arguments, "--max-age", CaptureRules::MinAge, "1m");
    if (!age)
        return tl::unexpected(age.error());
    const auto ring = ringRules(arguments);
    if (!ring)
        return tl::unexpected(ring.error());
    const auto patternsOf = [&arguments](const char *option) {
        const auto texts = arguments.values(option);
        return core::CaptureRules::Patterns(texts.begin(), texts.end());
    };
    return [limit = *limit, age = *age, ring = *ring, types = patternsOf("--leave-out-type"),
            sources = patternsOf("--leave-out-source")](core::CaptureRules &rules) {
        rules.limitBytes = limit.value_or(rules.limitBytes);
        if (age)
            rules.maxAge = age;
        if (ring)
            rules.ring = ring;
        rules.leftOutTypes.insert(types.begin(), types.end());
        rules.leftOutSources.insert(sources.begin(), sources.end());
    };
}

} // namespace

OrFailure<Receiving> receivingOf(const Arguments &arguments)
{
    auto addresses = listenAddresses(arguments);
    if (!addresses)
        return tl::unexpected(addresses.error());
    auto receiver = receiverOptions(arguments);
    if (!receiver)
        return tl::unexpected(receiver.error());
    auto tls = tlsFilesOf(arguments, *addresses);
    if (!tls)
        return tl::unexpected(tls.error());
    receiver->tls = std::move(tls->context);
    auto sockets = webSockets(arguments);
    if (!sockets)
        return tl::unexpected(sockets.error());
    auto rules = rulesChange(arguments);
    if (!rules)
        return tl::unexpected(rules.error());
    return Receiving{std::move(*addresses), std::move(tls->generated), std::move(*receiver),
                     std::move(*sockets),   std::move(*rules),         arguments.has("--demo")};
}

} // namespace app

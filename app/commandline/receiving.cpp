// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/receiving.h"

#include "app/commandline/values.h"

#include <chrono>
#include <optional>
#include <utility>

namespace app {

namespace {

OrFailure<core::ReceiverOptions> receiverOptions(const Arguments &arguments)
{
    core::ReceiverOptions receiver;
    if (const std::string *text = arguments.value("--ok-status")) {
        const auto status = numberOf("--ok-status", *text, 200, 299);
        if (!status)
            return tl::unexpected(status.error());
        receiver.okStatus = static_cast<int>(*status);
    }
    receiver.allowedOrigins = arguments.values("--allow-origin");
    receiver.allowedHosts = arguments.values("--allow-host");
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
    if (addresses.empty())
        addresses.push_back({"localhost", DefaultPort, true});
    return addresses;
}

OrFailure<std::vector<core::WebSocketOptions>> webSockets(const Arguments &arguments)
{
    std::vector<core::WebSocketOptions> found;
    const std::string *first = arguments.value("--ws-send");
    for (const std::string &url : arguments.values("--ws")) {
        if (const auto checked = core::checkWebSocketUrl(url); !checked)
            return wrongUsage("--ws: " + checked.error().detail);
        core::WebSocketOptions webSocket;
        webSocket.url = url;
        if (first)
            webSocket.firstMessage = *first;
        found.push_back(std::move(webSocket));
    }
    if (first && found.empty())
        return wrongUsage("--ws-send needs a --ws to say it to");
    return found;
}

/// What the options for a ring say; nothing: none of them is there.
OrFailure<std::optional<core::RingRules>> ringRules(const Arguments &arguments)
{
    core::RingRules ring;
    bool isWanted = false;
    if (const std::string *text = arguments.value("--ring-size")) {
        const auto bytes = sizeOf("--ring-size", *text, core::RingRules::MinBytes);
        if (!bytes)
            return tl::unexpected(bytes.error());
        ring.bytes = *bytes;
        isWanted = true;
    }
    if (const std::string *text = arguments.value("--ring-time")) {
        const auto duration = durationOf("--ring-time", *text);
        if (!duration)
            return tl::unexpected(duration.error());
        if (*duration < core::RingRules::MinAge)
            return wrongUsage("--ring-time \"" + *text + "\": at least 1s is wanted");
        ring.age = std::chrono::floor<std::chrono::seconds>(*duration);
        isWanted = true;
    }
    if (const std::string *text = arguments.value("--ring-files")) {
        const auto files = numberOf("--ring-files", *text, core::RingRules::MinFiles);
        if (!files)
            return tl::unexpected(files.error());
        ring.files = *files;
        isWanted = true;
    }
    return isWanted ? std::optional(ring) : std::nullopt;
}

OrFailure<std::function<void(core::CaptureRules &)>> rulesChange(const Arguments &arguments)
{
    std::optional<std::uint64_t> limit;
    if (const std::string *text = arguments.value("--limit")) {
        const auto bytes = sizeOf("--limit", *text, core::CaptureRules::MinLimit);
        if (!bytes)
            return tl::unexpected(bytes.error());
        limit = *bytes;
    }
    std::optional<std::chrono::seconds> age;
    if (const std::string *text = arguments.value("--max-age")) {
        const auto duration = durationOf("--max-age", *text);
        if (!duration)
            return tl::unexpected(duration.error());
        if (*duration < core::CaptureRules::MinAge)
            return wrongUsage("--max-age \"" + *text + "\": at least 1m is wanted");
        age = std::chrono::floor<std::chrono::seconds>(*duration);
    }
    const auto ring = ringRules(arguments);
    if (!ring)
        return tl::unexpected(ring.error());
    const auto patternsOf = [&arguments](const char *option) {
        const auto texts = arguments.values(option);
        return core::CaptureRules::Patterns(texts.begin(), texts.end());
    };
    return [limit, age, ring = *ring, types = patternsOf("--leave-out-type"),
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
    auto sockets = webSockets(arguments);
    if (!sockets)
        return tl::unexpected(sockets.error());
    auto rules = rulesChange(arguments);
    if (!rules)
        return tl::unexpected(rules.error());
    return Receiving{std::move(*addresses), std::move(*receiver), std::move(*sockets),
                     std::move(*rules), arguments.has("--demo")};
}

} // namespace app

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/receiving.h"

#include "app/commandline/values.h"

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
    return Receiving{std::move(*addresses), std::move(*receiver), std::move(*sockets),
                     arguments.has("--demo")};
}

} // namespace app

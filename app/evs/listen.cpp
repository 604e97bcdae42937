// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/command.h"
#include "app/evs/printingsession.h"
#include "app/evs/values.h"

#include <array>
#include <utility>

namespace evs {

namespace {

constexpr std::uint16_t DefaultPort = 8080;

constexpr std::array options{
    Option{"--listen", "HOST:PORT",
           "an address to listen on, port 0: any free one (default: port 8080 of\n"
           "127.0.0.1 and ::1, or the next free one)",
           true},
    Option{"--log", "FILE", "keep the events in this capture (default: a temporary one)"},
    Option{"--quiet", "", "print no events"},
    Option{"--count", "N", "end after N events"},
    Option{"--timeout", "TIME",
           "end after this time (500ms, 10s, 5m, 1h): with 1 if there were less than\n"
           "--count events, or none"},
    Option{"--ws", "URL", "read this WebSocket too; each message becomes an event", true},
    Option{"--ws-send", "TEXT", "what to say first on each WebSocket"},
    Option{"--demo", "", "play the offline demo too"},
    Option{"--ok-status", "STATUS", "of the answer to an event that is kept (default: 202)"},
    Option{"--allow-origin", "ORIGIN", "a web page that may send: https://example.org, or *", true},
    Option{"--allow-host", "NAME", "a further name of this machine in requests", true},
};

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

Outcome listen(const Arguments &arguments)
{
    if (!arguments.operands().empty())
        return wrongUsage("what is \"" + arguments.operands().front() +
                          "\"? Addresses go behind --listen, a capture behind --log");
    PrintingSession::Options session;
    auto receiver = receiverOptions(arguments);
    if (!receiver)
        return tl::unexpected(receiver.error());
    auto addresses = listenAddresses(arguments);
    if (!addresses)
        return tl::unexpected(addresses.error());
    auto sockets = webSockets(arguments);
    if (!sockets)
        return tl::unexpected(sockets.error());
    session.receiver = std::move(*receiver);
    session.listen = std::move(*addresses);
    session.webSockets = std::move(*sockets);
    if (const std::string *file = arguments.value("--log"))
        session.capture = *file;
    if (arguments.has("--demo"))
        session.demo.emplace();
    session.isQuiet = arguments.has("--quiet");
    if (const std::string *text = arguments.value("--count")) {
        const auto count = numberOf("--count", *text, 1);
        if (!count)
            return tl::unexpected(count.error());
        session.count = *count;
    }
    if (const std::string *text = arguments.value("--timeout")) {
        const auto timeout = durationOf("--timeout", *text);
        if (!timeout)
            return tl::unexpected(timeout.error());
        session.timeout = *timeout;
    }
    return PrintingSession::run(std::move(session));
}

constexpr Command command{
    "listen",
    "",
    "receive events over HTTP and WebSocket and print each as one line of JSON",
    "An event is printed, and its sender answered, once it is in the capture. Says where it "
    "listens\n"
    "on standard error; ends on Ctrl+C.",
    options,
    listen,
};

} // namespace

const Command &listenCommand()
{
    return command;
}

} // namespace evs

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/values.h"
#include "app/evs/command.h"
#include "app/evs/sessionoptions.h"

#include <array>
#include <utility>

namespace app {

namespace {

constexpr auto options = withSessionOptions(std::array{
    Option{"--count", "N", "end after N events, with --where after N that it lets through"},
    Option{"--timeout", "TIME",
           "end after this time (500ms, 10s, 5m, 1h): with 1 if there were less than\n"
           "--count events, or none"},
});

Outcome listen(const Arguments &arguments)
{
    if (!arguments.operands().empty())
        return wrongUsage("what is \"" + arguments.operands().front() +
                          "\"? Addresses go behind --listen, a capture behind --log");
    auto session = sessionOf(arguments);
    if (!session)
        return tl::unexpected(std::move(session.error()));
    if (const std::string *text = arguments.value("--count")) {
        const auto count = numberOf("--count", *text, 1);
        if (!count)
            return tl::unexpected(count.error());
        session->count = *count;
    }
    if (const std::string *text = arguments.value("--timeout")) {
        const auto timeout = durationOf("--timeout", *text);
        if (!timeout)
            return tl::unexpected(timeout.error());
        session->timeout = *timeout;
    }
    return PrintingSession::run(std::move(*session));
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

} // namespace app

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/expression.h"
#include "app/commandline/receiving.h"
#include "app/commandline/values.h"
#include "app/evs/command.h"
#include "app/evs/printingsession.h"

#include <array>
#include <utility>

namespace app {

namespace {

constexpr auto options = withReceivingOptions(std::array{
    Option{"--log", "FILE", "keep the events in this capture (default: a temporary one)"},
    whereOption,
    Option{"--quiet", "", "print no events"},
    Option{"--refused", "",
           "print each refused request on standard error, as one line of JSON: what is\n"
           "wrong with it, where, how to mend it, and the request as it came"},
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
    PrintingSession::Options session;
    auto receiving = receivingOf(arguments);
    if (!receiving)
        return tl::unexpected(receiving.error());
    session.receiver = std::move(receiving->receiver);
    session.listen = std::move(receiving->listen);
    session.generatedCertificate = std::move(receiving->generatedCertificate);
    session.webSockets = std::move(receiving->webSockets);
    session.changeRules = std::move(receiving->changeRules);
    if (receiving->demo)
        session.demo.emplace();
    if (const std::string *file = arguments.value("--log"))
        session.capture = *file;
    else if (arguments.has("--ring-size") || arguments.has("--ring-time") ||
             arguments.has("--ring-files"))
        return wrongUsage("a ring needs --log FILE, after which its files are called");
    session.isQuiet = arguments.has("--quiet");
    session.printsRefusals = arguments.has("--refused");
    auto where = whereOf(arguments);
    if (!where)
        return tl::unexpected(std::move(where.error()));
    session.where = std::move(*where);
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

} // namespace app

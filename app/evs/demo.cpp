// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/values.h"
#include "app/evs/command.h"
#include "app/evs/printingsession.h"

#include <array>
#include <utility>

namespace app {

namespace {

constexpr std::array options{
    Option{"--count", "N", "end after N events"},
    Option{"--seed", "S",
           "play what this number stands for, always the same (default: always new)"},
};

Outcome playDemo(const Arguments &arguments)
{
    if (!arguments.operands().empty())
        return wrongUsage("what is \"" + arguments.operands().front() +
                          "\"? The demo needs no name");
    PrintingSession::Options session;
    core::DemoOptions &demo = session.demo.emplace();
    if (const std::string *text = arguments.value("--count")) {
        const auto count = numberOf("--count", *text, 1);
        if (!count)
            return tl::unexpected(count.error());
        session.count = demo.count = *count;
    }
    if (const std::string *text = arguments.value("--seed")) {
        const auto seed = numberOf("--seed", *text);
        if (!seed)
            return tl::unexpected(seed.error());
        demo.seed = *seed;
    }
    session.endsUnread = true;
    return PrintingSession::run(std::move(session));
}

constexpr Command command{
    "demo",
    "",
    "play the offline demo and print its events as lines of JSON",
    "A shop, a cluster and a feed of transactions on this machine alone, kept in a temporary "
    "capture.\n"
    "With --seed the events are the same each time, but for what is only known on receipt: the "
    "order of\n"
    "the two connections, and id and time of the transactions.",
    options,
    playDemo,
};

} // namespace

const Command &demoCommand()
{
    return command;
}

} // namespace app

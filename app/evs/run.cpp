// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/command.h"
#include "app/evs/sessionoptions.h"
#include "core/event/attributename.h"

#include <array>
#include <utility>

namespace app {

namespace {

constexpr std::array SpecAttributes{"specversion",     "id",
                                    "source",          "type",
                                    "subject",         "time",
                                    "datacontenttype", "dataschema",
                                    "schemaurl",       "datacontentencoding"};

constexpr auto options = withSessionOptions(std::array{
    Option{"--ce-override", "NAME=VALUE",
           "an extension that the program is asked to set on each event, by\n"
           "K_CE_OVERRIDES",
           true},
});

OrFailure<std::pair<std::string, std::string>> overrideOf(const std::string &text)
{
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos)
        return wrongUsage("--ce-override takes NAME=VALUE, not \"" + text + "\"");
    std::string name = text.substr(0, equals);
    if (const auto fault = core::attributeNameFault(name, core::SpecVersion::V10))
        return wrongUsage("--ce-override: the name \"" + name + "\" " + std::string(fault->why));
    for (const std::string_view known : SpecAttributes) {
        if (name == known)
            return wrongUsage("--ce-override: " + name +
                              " belongs to CloudEvents itself; only extensions can be overridden");
    }
    return std::pair(std::move(name), text.substr(equals + 1));
}

Outcome run(const Arguments &arguments)
{
    if (arguments.operands().empty())
        return wrongUsage("a program is wanted: evs run -- PROGRAM ARGUMENT…");
    auto session = sessionOf(arguments);
    if (!session)
        return tl::unexpected(std::move(session.error()));
    if (!arguments.has("--listen"))
        session->listen = {core::ListenAddress{"127.0.0.1", 0}};
    session->sender.emplace();
    session->sender->words = arguments.operands();
    for (const std::string &text : arguments.values("--ce-override")) {
        auto override = overrideOf(text);
        if (!override)
            return tl::unexpected(std::move(override.error()));
        session->sender->overrides.push_back(std::move(*override));
    }
    return PrintingSession::run(std::move(*session));
}

constexpr Command command{
    "run",
    "-- PROGRAM [ARGUMENT…]",
    "start a program that sends events, receive and print them, end with its exit code",
    "The program finds where to send in K_SINK (and SINK), as a source of Knative does; what it\n"
    "prints goes to standard error. Listens on a free port of 127.0.0.1 unless --listen says\n"
    "otherwise. Ends when the program has ended and all its events are printed.",
    options,
    run,
};

} // namespace

const Command &runCommand()
{
    return command;
}

} // namespace app

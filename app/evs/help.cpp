// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/help.h"

#include "app/commandline/helptext.h"

#include <vector>

namespace app {

namespace {

std::string synopsis(const Command &command)
{
    std::string text = "evs " + std::string(command.name);
    if (!command.options.empty())
        text += " [OPTION…]";
    if (!command.operands.empty())
        text += " " + std::string(command.operands);
    return text;
}

} // namespace

std::string helpText(std::span<const Command *const> commands)
{
    std::string out = "Receives, keeps, prints and sends CloudEvents in a terminal.\n"
                      "\nUsage: evs COMMAND [OPTION…]\n\nCommands:\n";
    std::vector<HelpRow> rows;
    for (const Command *command : commands)
        rows.emplace_back(command->name, command->summary);
    appendRows(out, rows);
    out += "\nOptions:\n";
    appendRows(out,
               {{"--help", "this text; after a command: what that does"}, {"--version", "of evs"}});
    out += "\nData goes to standard output, everything else to standard error.\n"
           "Exit codes: 0 done, 1 the answer is no, 2 wrong usage, 3 failed at run time;\n"
           "of run those of its program.\n";
    return out;
}

std::string helpText(const Command &command)
{
    std::string out = std::string(command.summary) + "\n\nUsage: " + synopsis(command) + "\n\n";
    if (!command.detail.empty())
        out += std::string(command.detail) + "\n\n";
    out += "Options:\n";
    appendOptions(out, command.options, "evs");
    return out;
}

} // namespace app

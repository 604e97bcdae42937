// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/help.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace evs {

namespace {

using Row = std::pair<std::string, std::string>;

/// Two columns; a text of several lines stays in its own.
void appendRows(std::string &out, const std::vector<Row> &rows)
{
    std::size_t width = 0;
    for (const auto &[name, text] : rows)
        width = std::max(width, name.size());
    for (const auto &[name, text] : rows) {
        out += "  " + name + std::string(width - name.size() + 2, ' ');
        for (const char letter : text) {
            out += letter;
            if (letter == '\n')
                out += std::string(width + 4, ' ');
        }
        out += '\n';
    }
}

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
    std::vector<Row> rows;
    for (const Command *command : commands)
        rows.emplace_back(command->name, command->summary);
    appendRows(out, rows);
    out += "\nOptions:\n";
    appendRows(out,
               {{"--help", "this text; after a command: what that does"}, {"--version", "of evs"}});
    out += "\nData goes to standard output, everything else to standard error.\n"
           "Exit codes: 0 done, 1 the answer is no, 2 wrong usage, 3 failed at run time.\n";
    return out;
}

std::string helpText(const Command &command)
{
    std::string out = std::string(command.summary) + "\n\nUsage: " + synopsis(command) + "\n\n";
    if (!command.detail.empty())
        out += std::string(command.detail) + "\n\n";
    out += "Options:\n";
    std::vector<Row> rows;
    for (const Option &option : command.options) {
        std::string name(option.name);
        if (!option.value.empty())
            name += " " + std::string(option.value);
        rows.emplace_back(std::move(name), option.help);
    }
    rows.emplace_back("--help", "this text");
    rows.emplace_back("--version", "the version of evs");
    appendRows(out, rows);
    return out;
}

} // namespace evs

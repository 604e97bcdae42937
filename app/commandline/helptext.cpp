// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/helptext.h"

#include <algorithm>
#include <utility>

namespace app {

void appendRows(std::string &out, const std::vector<HelpRow> &rows)
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

void appendOptions(std::string &out, std::span<const Option> options, const std::string &program)
{
    std::vector<HelpRow> rows;
    auto endSection = [&out, &rows, &program, isFirst = true]() mutable {
        if (std::exchange(isFirst, false)) {
            rows.emplace_back("--help", "this text");
            rows.emplace_back("--version", "the version of " + program);
        }
        appendRows(out, rows);
        rows.clear();
    };
    for (const Option &option : options) {
        if (option.isHeading()) {
            endSection();
            out += "\n" + std::string(option.help) + ":\n";
            continue;
        }
        std::string name(option.name);
        if (!option.value.empty())
            name += " " + std::string(option.value);
        rows.emplace_back(std::move(name), option.help);
    }
    endSection();
}

} // namespace app

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/arguments.h"

#include <algorithm>

namespace app {

namespace {

constexpr std::string_view Help = "--help";

std::string quoted(std::string_view text)
{
    return '"' + std::string(text) + '"';
}

} // namespace

OrFailure<Arguments> Arguments::parse(std::span<const Option> options,
                                      std::span<const std::string> words)
{
    Arguments arguments;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const std::string_view word = words[at];
        if (word == "--") {
            const auto rest = words.subspan(at + 1);
            arguments.m_operands.insert(arguments.m_operands.end(), rest.begin(), rest.end());
            break;
        }
        if (word == "-" || !word.starts_with('-')) {
            arguments.m_operands.emplace_back(word);
            continue;
        }
        const std::size_t equals = word.find('=');
        const std::string_view name = word.substr(0, equals);
        const auto option = std::find_if(options.begin(), options.end(),
                                         [name](const Option &each) { return each.name == name; });
        if (option == options.end()) {
            // Names of options have one dash more, and no spaces or parentheses.
            const bool isMeant = name.starts_with("--") &&
                                 name.find_first_of(" \t\r\n(*%") == std::string_view::npos;
            return wrongUsage("unknown option " + quoted(isMeant ? name : word) +
                              (isMeant ? "" : "; behind -- nothing is taken for an option"));
        }
        if (!option->isRepeatable && arguments.has(name))
            return wrongUsage(std::string(name) + " is given twice");
        std::string value;
        if (option->value.empty()) {
            if (equals != std::string_view::npos)
                return wrongUsage(std::string(name) + " takes no value");
        } else if (equals != std::string_view::npos) {
            value = word.substr(equals + 1);
        } else {
            // What looks like an option is more likely one than a value; `=` says that it is a value.
            if (at + 1 == words.size() || words[at + 1].starts_with("--"))
                return wrongUsage(std::string(name) + " needs a value: " + std::string(name) + "=" +
                                  std::string(option->value));
            value = words[++at];
        }
        arguments.m_options.emplace_back(option->name, std::move(value));
    }
    return arguments;
}

bool Arguments::has(std::string_view name) const
{
    return value(name) != nullptr;
}

const std::string *Arguments::value(std::string_view name) const
{
    const auto found = std::find_if(m_options.begin(), m_options.end(),
                                    [name](const auto &each) { return each.first == name; });
    return found == m_options.end() ? nullptr : &found->second;
}

std::vector<std::string> Arguments::values(std::string_view name) const
{
    std::vector<std::string> found;
    for (const auto &[option, value] : m_options) {
        if (option == name)
            found.push_back(value);
    }
    return found;
}

} // namespace app

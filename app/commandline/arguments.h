// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline/outcome.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace app {

/// One long option of a command.
struct Option {
    std::string_view name;  ///< with its dashes
    std::string_view value; ///< what stands for the value in the help; empty: a switch
    std::string_view help;
    bool isRepeatable = false;

    /// No option, but what stands above those that follow in the help.
    bool isHeading() const { return name.empty(); }
};

constexpr Option headingOption(std::string_view text)
{
    return {"", "", text};
}

/// The words after a command, told apart: options as `--name VALUE` or `--name=VALUE`, and operands. `--` ends the
/// options, `-` is an operand. A plain value.
class Arguments {
public:
    /// Every fault of `words` is a sentence that names the word.
    [[nodiscard]] static OrFailure<Arguments> parse(std::span<const Option> options,
                                                    std::span<const std::string> words);

    bool has(std::string_view name) const;
    /// Of an option that is not repeatable; nullptr if it was not given.
    const std::string *value(std::string_view name) const;
    std::vector<std::string> values(std::string_view name) const;
    const std::vector<std::string> &operands() const { return m_operands; }

private:
    std::vector<std::pair<std::string_view, std::string>> m_options; ///< in their order
    std::vector<std::string> m_operands;
};

} // namespace app

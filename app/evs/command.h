// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline/arguments.h"
#include "app/commandline/outcome.h"

#include <span>
#include <string>
#include <string_view>

namespace app {

/// One command of the program: what the help says of it, and what it does. main makes the QCoreApplication before it
/// runs.
struct Command {
    std::string_view name;
    std::string_view operands; ///< as the help shows them: "URL [FILE]"
    std::string_view summary;  ///< one line
    std::string_view detail;   ///< for the command's own help; may be empty
    std::span<const Option> options;
    Outcome (*run)(const Arguments &arguments);
};

const Command &listenCommand();
const Command &sendCommand();
const Command &exportCommand();
const Command &importCommand();
const Command &verifyCommand();
const Command &filterCommand();
const Command &evalCommand();
const Command &demoCommand();
const Command &runCommand();

} // namespace app

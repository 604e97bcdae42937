// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline/outcome.h"
#include "app/commandline/receiving.h"

#include <filesystem>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace app {

/// What the command line of `eventscope` asks for. A plain value.
struct DesktopArguments {
    std::vector<std::filesystem::path> files; ///< one window each; empty: the user's own capture
    Receiving receiving;
};

/// A text for standard output instead of a window: --help, --version.
struct PrintedText {
    std::string text;
};

/// `words` without the program's name. Options of Qt's own (-platform) are unknown here: environment variables say that.
[[nodiscard]] OrFailure<std::variant<DesktopArguments, PrintedText>>
parseDesktopArguments(std::span<const std::string> words);

} // namespace app

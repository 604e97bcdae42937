// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline/arguments.h"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace app {

/// A word and what it means.
using HelpRow = std::pair<std::string, std::string>;

/// Two columns; a text of several lines stays in its own.
void appendRows(std::string &out, const std::vector<HelpRow> &rows);
/// `options` up to the first heading, then --help and --version (of `program`), then each further section.
void appendOptions(std::string &out, std::span<const Option> options, const std::string &program);

} // namespace app

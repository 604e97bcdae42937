// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/evs/command.h"

#include <span>
#include <string>

namespace app {

/// What `evs --help` prints.
std::string helpText(std::span<const Command *const> commands);
/// What `evs COMMAND --help` prints.
std::string helpText(const Command &command);

} // namespace app

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace app {

/// `$XDG_STATE_HOME/eventscope`, or what stands for it (XDG Base Directory Specification).
std::filesystem::path stateFolder();

} // namespace app

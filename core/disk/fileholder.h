// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace core {

/// "sqlite3 (process 4711)".
std::string processText(int process);
/// A process that has `file` open at this moment, perhaps this one; 0 if none has of which the system tells (those of
/// other users it keeps to itself). Opens nothing of the file. Milliseconds; any thread but the GUI's.
int fileHolder(const std::filesystem::path &file);

} // namespace core

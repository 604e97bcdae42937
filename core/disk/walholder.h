// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace core {

/// Another program that reads the capture `file` at this moment, and so keeps its WAL from beginning anew: "sqlite3
/// (process 4711)". Empty if there is none, or the system does not say. Opens none of the capture's files: that would
/// drop our own locks. Some ten microseconds; any thread.
std::string walHolder(const std::filesystem::path &file);

} // namespace core

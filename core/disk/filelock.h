// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace core {

/// One writer per capture: `flock` on `FILE-lock`, which the system drops when the process dies. Never on the capture
/// itself: closing a second descriptor of a SQLite file drops SQLite's own locks. The file goes when the lock goes.
class FileLock {
public:
    /// Kind::InUse if somebody else, in this process or another, has it.
    [[nodiscard]] static Result<FileLock> take(const std::filesystem::path &file);
    /// Whether somebody, in this process or another, has it now. Disturbs nobody who takes it meanwhile; makes no file.
    static bool isTaken(const std::filesystem::path &file);
    FileLock(FileLock &&other) noexcept;
    FileLock &operator=(FileLock &&other) noexcept;
    ~FileLock();
    /// False once the file was removed or replaced: then others can take a lock of that name, too.
    bool holds() const;

private:
    FileLock(std::filesystem::path lockFile, int descriptor);

    std::filesystem::path m_lockFile;
    int m_descriptor = -1;
};

} // namespace core

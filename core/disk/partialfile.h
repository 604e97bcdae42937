// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <memory>

namespace core {

/// The file beside `target` that becomes it: gone at the end unless it was kept. Whoever makes one has the lock of
/// `target`.
class PartialFile {
public:
    /// Empty, mode 0600. Errors: Kind::Denied, Io.
    [[nodiscard]] static Result<std::unique_ptr<PartialFile>>
    make(const std::filesystem::path &target);
    ~PartialFile();
    PartialFile(const PartialFile &) = delete;
    PartialFile &operator=(const PartialFile &) = delete;

    const std::filesystem::path &file() const { return m_file; }
    /// In place of what was there, and of what a killed program left beside that. Once; closed by everybody.
    [[nodiscard]] Result<void> keepAs(const std::filesystem::path &target);

private:
    explicit PartialFile(std::filesystem::path file);

    std::filesystem::path m_file;
    bool m_isKept = false;
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace app {

/// A folder of our own among the temporary ones, removed with everything in it by the destructor.
class TemporaryFolder {
public:
    [[nodiscard]] static core::Result<TemporaryFolder> make();
    TemporaryFolder(TemporaryFolder &&other) noexcept;
    TemporaryFolder &operator=(TemporaryFolder &&other) = delete;
    ~TemporaryFolder();

    const std::filesystem::path &path() const { return m_path; }

private:
    explicit TemporaryFolder(std::filesystem::path path);

    std::filesystem::path m_path; ///< empty: moved from
};

} // namespace app

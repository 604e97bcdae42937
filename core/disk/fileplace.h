// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

namespace core {

/// Which file a path named when this was made. Whoever writes into a file that has been removed or replaced since is
/// told of no error, and nobody will read it. A plain value; any thread.
class FilePlace {
public:
    FilePlace() = default;
    explicit FilePlace(std::filesystem::path path);

    /// The path names the same file still; true for a path that named none. One look at the folder.
    bool holds() const;

private:
    std::filesystem::path m_path;
    std::uint64_t m_device = 0;
    std::uint64_t m_number = 0; ///< inode; 0: there was no file
};

} // namespace core

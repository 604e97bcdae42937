// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/temporaryfolder.h"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>
#include <utility>

namespace app {

core::Result<TemporaryFolder> TemporaryFolder::make()
{
    std::error_code code;
    const std::filesystem::path parent = std::filesystem::temp_directory_path(code);
    if (!code) {
        std::string path = parent / "evs-XXXXXX";
        if (::mkdtemp(path.data()))
            return TemporaryFolder(path);
        code = std::error_code(errno, std::generic_category());
    }
    return core::fail(core::Error::Kind::Io, "no temporary folder can be made in " +
                                                 parent.string() + ": " + code.message() +
                                                 "; name a capture with --log, or set TMPDIR");
}

TemporaryFolder::TemporaryFolder(std::filesystem::path path)
    : m_path(std::move(path))
{
}

TemporaryFolder::TemporaryFolder(TemporaryFolder &&other) noexcept
    : m_path(std::exchange(other.m_path, {}))
{
}

TemporaryFolder::~TemporaryFolder()
{
    if (m_path.empty())
        return;
    std::error_code ignored; // nothing can be done about it any more
    std::filesystem::remove_all(m_path, ignored);
}

} // namespace app

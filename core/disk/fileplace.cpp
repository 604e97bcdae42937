// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/fileplace.h"

#include <sys/stat.h>

#include <utility>

namespace core {

FilePlace::FilePlace(std::filesystem::path path)
    : m_path(std::move(path))
{
    struct stat found {};
    if (::stat(m_path.c_str(), &found) == 0) {
        m_device = found.st_dev;
        m_number = found.st_ino;
    }
}

bool FilePlace::holds() const
{
    struct stat found {};
    return m_number == 0 || (::stat(m_path.c_str(), &found) == 0 && found.st_dev == m_device &&
                             found.st_ino == m_number);
}

} // namespace core

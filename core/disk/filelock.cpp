// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/filelock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace core {

namespace {

/// Whoever had the lock may have removed the file between our open and our flock.
bool isStill(const std::filesystem::path &path, int descriptor)
{
    struct stat opened {};
    struct stat named {};
    return ::fstat(descriptor, &opened) == 0 && ::stat(path.c_str(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

std::filesystem::path lockFileOf(const std::filesystem::path &file)
{
    std::filesystem::path lockFile = file;
    lockFile += "-lock";
    return lockFile;
}

/// Whoever looks shares the lock for a moment; only who has it alone keeps others from sharing it.
bool isShared(int descriptor)
{
    return ::flock(descriptor, LOCK_SH | LOCK_NB) == 0;
}

} // namespace

FileLock::FileLock(std::filesystem::path lockFile, int descriptor)
    : m_lockFile(std::move(lockFile))
    , m_descriptor(descriptor)
{
}

FileLock::FileLock(FileLock &&other) noexcept
    : m_lockFile(std::move(other.m_lockFile))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

FileLock::~FileLock()
{
    if (m_descriptor < 0)
        return;
    if (holds()) // else it belongs to somebody else
        ::unlink(m_lockFile.c_str());
    ::close(m_descriptor);
}

FileLock &FileLock::operator=(FileLock &&other) noexcept
{
    std::swap(m_lockFile, other.m_lockFile);
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

bool FileLock::holds() const
{
    return isStill(m_lockFile, m_descriptor);
}

Result<FileLock> FileLock::take(const std::filesystem::path &file)
{
    std::filesystem::path lockFile = lockFileOf(file);
    for (;;) {
        const int descriptor = ::open(lockFile.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (descriptor < 0) {
            const int code = errno;
            const auto kind = code == EACCES || code == EPERM || code == EROFS ? Error::Kind::Denied
                                                                               : Error::Kind::Io;
            return fail(code == ENOSPC ? Error::Kind::Full : kind,
                        lockFile.string() +
                            ": cannot be made: " + std::generic_category().message(code) +
                            "; choose a folder that may be written");
        }
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            const bool isLookedAt = isShared(descriptor);
            ::close(descriptor);
            if (isLookedAt) // by somebody in isTaken(): again
                continue;
            return fail(Error::Kind::InUse,
                        file.string() + ": another window or evs writes to this capture; close it, "
                                        "or name another file");
        }
        if (isStill(lockFile, descriptor))
            return FileLock(std::move(lockFile), descriptor);
        ::close(descriptor);
    }
}

bool FileLock::isTaken(const std::filesystem::path &file)
{
    const int descriptor = ::open(lockFileOf(file).c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return errno == EACCES; // of another user, who has not given it back
    const bool isTaken = !isShared(descriptor);
    ::close(descriptor);
    return isTaken;
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/partialfile.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace core {

PartialFile::PartialFile(std::filesystem::path file)
    : m_file(std::move(file))
{
}

PartialFile::~PartialFile()
{
    std::error_code code;
    if (!m_isKept)
        std::filesystem::remove(m_file, code);
}

Result<std::unique_ptr<PartialFile>> PartialFile::make(const std::filesystem::path &target)
{
    std::filesystem::path file = target;
    file += "-copying";
    std::error_code code;
    std::filesystem::remove(file, code); // of a program that was killed; we have the lock
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        const std::error_code reason(errno, std::generic_category());
        const bool isDenied = reason == std::errc::permission_denied ||
                              reason == std::errc::operation_not_permitted ||
                              reason == std::errc::read_only_file_system;
        return fail(isDenied ? Error::Kind::Denied : Error::Kind::Io,
                    target.string() + ": cannot be made: " + reason.message() +
                        "; choose a folder that may be written");
    }
    ::close(descriptor);
    return std::unique_ptr<PartialFile>(new PartialFile(std::move(file)));
}

Result<void> PartialFile::keepAs(const std::filesystem::path &target)
{
    std::error_code code;
    for (const char *suffix : {"-wal", "-shm", "-journal"}) {
        // What a killed program left beside the file that goes would be read as part of the new one.
        std::filesystem::path rest = target;
        rest += suffix;
        std::filesystem::remove(rest, code);
    }
    std::filesystem::rename(m_file, target, code);
    if (code)
        return fail(Error::Kind::Io, target.string() + ": the copy cannot take its place: " +
                                         code.message() + "; choose another name");
    m_isKept = true;
    return {};
}

} // namespace core

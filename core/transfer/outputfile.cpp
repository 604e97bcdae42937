// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/outputfile.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace core {

namespace {

constexpr int LookAtStopEvery = 100; ///< milliseconds, while a pipe is full
constexpr int MaxNames = 1000;       ///< tried for the temporary file

Error errorOf(const std::filesystem::path &file, const std::string &what, int code)
{
    auto kind = Error::Kind::Io;
    std::string remedy;
    if (code == ENOSPC || code == EDQUOT) {
        kind = Error::Kind::Full;
        remedy = "; make space, or choose another folder";
    } else if (code == EACCES || code == EPERM || code == EROFS) {
        kind = Error::Kind::Denied;
        remedy = "; choose a folder that may be written";
    } else if (code == ENOENT || code == ENOTDIR) {
        kind = Error::Kind::NotFound;
        remedy = "; check the folder";
    } else if (code == ENXIO) {
        remedy = "; nobody reads it";
    }
    return {kind,
            file.string() + ": " + what + ": " + std::generic_category().message(code) + remedy};
}

/// The file behind a symbolic link, so that the link stays one.
std::filesystem::path realFile(const std::filesystem::path &file)
{
    std::error_code code;
    auto real = std::filesystem::canonical(file, code);
    return code ? file : real;
}

std::filesystem::path folderOf(const std::filesystem::path &file)
{
    return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

} // namespace

OutputFile::OutputFile(std::filesystem::path file, std::filesystem::path temporary, int descriptor,
                       std::stop_token stop)
    : m_file(std::move(file))
    , m_temporary(std::move(temporary))
    , m_descriptor(descriptor)
    , m_stop(std::move(stop))
{
}

OutputFile::~OutputFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
}

Result<std::unique_ptr<OutputFile>> OutputFile::create(const std::filesystem::path &named,
                                                       std::stop_token stop)
{
    const std::filesystem::path file = realFile(named);
    struct stat there {};
    const bool exists = ::stat(file.c_str(), &there) == 0;
    if (exists && S_ISDIR(there.st_mode))
        return tl::unexpected(errorOf(file, "cannot be written", EISDIR));
    if (exists && !S_ISREG(there.st_mode)) {
        const int descriptor = ::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK);
        if (descriptor < 0)
            return tl::unexpected(errorOf(file, "cannot be written", errno));
        return std::unique_ptr<OutputFile>(new OutputFile(file, {}, descriptor, std::move(stop)));
    }
    // Nobody who may not write the file may have it replaced.
    if (exists && ::access(file.c_str(), W_OK) != 0)
        return tl::unexpected(errorOf(file, "cannot be written", errno));
    const std::filesystem::path folder = folderOf(file);
    const std::string base =
        "." + file.filename().string() + "." + std::to_string(::getpid()) + ".";
    for (int number = 1; number <= MaxNames; ++number) {
        const std::filesystem::path temporary = folder / (base + std::to_string(number));
        const int descriptor =
            ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor >= 0) {
            if (exists)
                ::fchmod(descriptor, there.st_mode & 07777);
            return std::unique_ptr<OutputFile>(
                new OutputFile(file, temporary, descriptor, std::move(stop)));
        }
        if (errno != EEXIST)
            break;
    }
    return tl::unexpected(errorOf(file, "cannot be made", errno));
}

Result<bool> OutputFile::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EPIPE) {
            return false;
        } else if (errno == EAGAIN) {
            if (!waitUntilWritable())
                return false;
        } else if (errno != EINTR) {
            return tl::unexpected(errorOf(m_file, "cannot be written", errno));
        }
    }
    return true;
}

bool OutputFile::waitUntilWritable() const
{
    pollfd wait{m_descriptor, POLLOUT, 0};
    while (!m_stop.stop_requested()) {
        if (::poll(&wait, 1, LookAtStopEvery) > 0)
            return true;
    }
    return false;
}

Result<void> OutputFile::commit()
{
    const int descriptor = std::exchange(m_descriptor, -1);
    const bool isPlain = !m_temporary.empty();
    int code = isPlain && ::fsync(descriptor) != 0 ? errno : 0;
    if (::close(descriptor) != 0 && code == 0)
        code = errno;
    if (code != 0)
        return tl::unexpected(errorOf(m_file, "cannot be written", code));
    if (!isPlain)
        return {};
    if (::rename(m_temporary.c_str(), m_file.c_str()) != 0)
        return tl::unexpected(errorOf(m_file, "cannot be put into its place", errno));
    m_temporary.clear();
    // The name as well must survive a loss of power.
    const int folder = ::open(folderOf(m_file).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
    return {};
}

} // namespace core

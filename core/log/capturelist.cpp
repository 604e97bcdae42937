// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/capturelist.h"

#include "core/disk/filelock.h"
#include "core/log/capturefile.h"
#include "core/log/capturereader.h"
#include "core/log/readablecapture.h"

#include <algorithm>
#include <system_error>

namespace core {

namespace {

Result<void> readInto(CaptureSummary &summary)
{
    {
        const auto capture = openReadable(summary.file);
        if (!capture)
            return tl::unexpected(capture.error());
        const auto counts = readCounts(*capture);
        if (!counts)
            return tl::unexpected(counts.error());
        summary.events = counts->ledger.kept;
    }
    const auto reader = CaptureReader::open(summary.file);
    if (!reader)
        return tl::unexpected(reader.error());
    const auto oldest = (*reader)->read(EventSequence{1}, 1);
    if (!oldest)
        return tl::unexpected(oldest.error());
    if (oldest->empty())
        return {};
    summary.first = oldest->front().received;
    const auto last = (*reader)->last();
    if (!last)
        return tl::unexpected(last.error());
    const auto newest = (*reader)->event(*last);
    if (!newest)
        return tl::unexpected(newest.error());
    if (*newest)
        summary.last = (*newest)->received;
    return {};
}

} // namespace

std::vector<std::filesystem::path> capturesIn(const std::filesystem::path &folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code code;
    for (std::filesystem::directory_iterator entry(folder, code), end; !code && entry != end;
         entry.increment(code)) {
        std::error_code unknown;
        if (entry->path().extension() == ".eventscope" && entry->is_regular_file(unknown))
            files.push_back(entry->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

CaptureSummary summarizeCapture(const std::filesystem::path &file)
{
    CaptureSummary summary;
    summary.file = file;
    summary.bytes = CaptureFile::bytesOnDisk(file);
    summary.isTaken = FileLock::isTaken(file);
    if (const auto read = readInto(summary); !read)
        summary.problem = read.error().detail;
    return summary;
}

Result<void> removeCapture(const std::filesystem::path &file)
{
    std::error_code code;
    if (!std::filesystem::exists(file, code))
        return fail(Error::Kind::NotFound,
                    file.string() + ": there is no such file; somebody else removed it");
    const auto lock = FileLock::take(file);
    if (!lock)
        return tl::unexpected(lock.error());
    // The capture first: a WAL alone is nothing, a capture without its WAL lacks its newest events.
    for (const char *suffix : {"", "-wal", "-shm", "-journal"}) {
        std::filesystem::path part = file;
        part += suffix;
        std::filesystem::remove(part, code);
        if (code)
            return fail(code == std::errc::permission_denied ||
                                code == std::errc::read_only_file_system
                            ? Error::Kind::Denied
                            : Error::Kind::Io,
                        part.string() + ": cannot be removed: " + code.message() +
                            "; check the permissions of its folder");
    }
    return {};
}

} // namespace core

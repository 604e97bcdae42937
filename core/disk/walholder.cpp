// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/walholder.h"

#include "core/disk/fileholder.h"

#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <fstream>

namespace core {

namespace {

/// A line of /proc/locks: "12: POSIX  ADVISORY  READ 4711 fe:00:131077 123 123".
struct Lock {
    int process = 0;
    unsigned deviceMajor = 0;
    unsigned deviceMinor = 0;
    unsigned long long inode = 0;
    unsigned long long first = 0;
    unsigned long long last = 0;
};

bool parse(const std::string &line, Lock &lock)
{
    return std::sscanf(line.c_str(), "%*u: POSIX %*s READ %d %x:%x:%llu %llu %llu", &lock.process,
                       &lock.deviceMajor, &lock.deviceMinor, &lock.inode, &lock.first,
                       &lock.last) == 6;
}

// The marks of readers in the index of a WAL (SQLite's file format, "WAL-index locks"): five, of one byte each.
constexpr std::uint64_t FirstReaderMark = 123;
constexpr std::uint64_t LastReaderMark = 127;

} // namespace

std::string walHolder(const std::filesystem::path &file)
{
    struct stat index {};
    if (::stat((file.string() + "-shm").c_str(), &index) != 0)
        return {};
    std::ifstream locks("/proc/locks");
    Lock lock;
    for (std::string line; std::getline(locks, line);) {
        if (parse(line, lock) && lock.inode == index.st_ino &&
            lock.deviceMajor == major(index.st_dev) && lock.deviceMinor == minor(index.st_dev) &&
            lock.first >= FirstReaderMark && lock.last <= LastReaderMark && lock.process > 0 &&
            lock.process != ::getpid())
            return processText(lock.process);
    }
    return {};
}

} // namespace core

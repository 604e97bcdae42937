// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/fileholder.h"

#include <sys/stat.h>

#include <charconv>
#include <fstream>
#include <system_error>

namespace core {

namespace {

bool hasOpen(const std::filesystem::path &descriptors, const struct stat &wanted)
{
    std::error_code code;
    for (std::filesystem::directory_iterator entry(descriptors, code), end; !code && entry != end;
         entry.increment(code)) {
        struct stat opened {};
        if (::stat(entry->path().c_str(), &opened) == 0 && opened.st_ino == wanted.st_ino &&
            opened.st_dev == wanted.st_dev)
            return true;
    }
    return false;
}

} // namespace

std::string processText(int process)
{
    std::ifstream file("/proc/" + std::to_string(process) + "/comm");
    std::string name;
    if (!std::getline(file, name) || name.empty())
        name = "a program";
    return name + " (process " + std::to_string(process) + ")";
}

int fileHolder(const std::filesystem::path &file)
{
    struct stat wanted {};
    if (::stat(file.c_str(), &wanted) != 0)
        return 0;
    std::error_code code;
    for (std::filesystem::directory_iterator entry("/proc", code), end; !code && entry != end;
         entry.increment(code)) {
        const std::string name = entry->path().filename().string();
        int process = 0;
        const auto [rest, problem] =
            std::from_chars(name.data(), name.data() + name.size(), process);
        if (problem == std::errc() && rest == name.data() + name.size() &&
            hasOpen(entry->path() / "fd", wanted))
            return process;
    }
    return 0;
}

} // namespace core
